/** What a run may use up before it ends cleanly. */
export type StopAfter =
  | { kind: 'time'; seconds: number; text: string }
  | { kind: 'requests'; count: number; text: string };
