import { diskTrouble } from '../disk-trouble.ts';
import { StorageError } from '../errors.ts';

/** The error of a write to the spool as the reader should see it; any other error as it is. */
export function spoolError(cause: unknown): unknown {
  const trouble = cause instanceof StorageError ? undefined : diskTrouble(cause);
  if (trouble === undefined) return cause;
  const remedy =
    trouble.topic === 'disk-full'
      ? 'A run needs there about three times the size of its largest partition: free some space, use a larger runner, or choose a finer `partition-by`.'
      : trouble.remedy;
  return new StorageError(
    trouble.topic,
    `Failed to write to the temporary folder (RUNNER_TEMP), where rows wait until their file is whole: ${trouble.code}. ${remedy}`,
    { cause, endsRun: true },
  );
}
