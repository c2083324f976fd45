/** The run ends before it has read everything, as it was asked to: nothing has failed, and the next run carries on. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}
