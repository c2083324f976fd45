import { diskTrouble } from '../notices/disk-trouble.ts';
import { StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';

/** Returns the error of a write to the spool as the reader should see it; any other error as it is. */
export function spoolError(cause: unknown): unknown {
  return onSpool(cause, 'write to', true);
}

/** The same for what was written and cannot be read again, which says nothing of other files: it costs the resource alone. */
export function spoolReadError(cause: unknown): unknown {
  return onSpool(cause, 'read from', false);
}

/** Warns that the spool cannot be removed: the run is done, and left-over files undo none of it. Any other error is thrown. */
export function warnOfLeftover(error: unknown, log: Pick<Log, 'warning'>): void {
  const trouble = diskTrouble(error);
  if (trouble === undefined) throw error;
  log.warning(
    notice(
      `The temporary files of this run could not be removed: ${trouble.code}. They hold exported rows: remove openai-admin-export-* in the temporary folder (RUNNER_TEMP).`,
      trouble.topic,
    ),
  );
}

function onSpool(cause: unknown, what: string, endsRun: boolean): unknown {
  const trouble = cause instanceof StorageError ? undefined : diskTrouble(cause);
  if (trouble === undefined) return cause;
  const remedy =
    trouble.topic === 'disk-full'
      ? 'A run needs there about three times the size of its largest partition: free some space, use a larger runner, or choose a finer `partition-by`.'
      : trouble.remedy;
  return new StorageError(
    trouble.topic,
    `Failed to ${what} the temporary folder (RUNNER_TEMP), where rows wait until their file is whole: ${trouble.code}. ${remedy}`,
    { cause, endsRun },
  );
}
