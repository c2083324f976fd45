import { StorageError } from '../errors.ts';

/** What a disk says when it cannot take more, or is gone. */
const DISK_ERRORS: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENOENT', 'EACCES']);

/** The error of a write to the spool as the reader should see it; any other error as it is. */
export function spoolError(cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (cause instanceof StorageError || !DISK_ERRORS.has(code)) return cause;
  return new StorageError(
    'disk-full',
    `Failed to write to the temporary folder (RUNNER_TEMP), where rows wait until their file is whole: ${code}. A run needs there about three times the size of its largest partition: free some space, use a larger runner, or choose a finer \`partition-by\`.`,
    { cause, endsRun: true },
  );
}
