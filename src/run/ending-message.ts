import { noticeOf } from '../api/explain.ts';
import { type DiskTrouble, diskTrouble } from '../notices/disk-trouble.ts';
import { isExpected } from '../notices/errors.ts';
import { type Notice, notice } from '../notices/notice.ts';

/** Returns the last message of a run that an error ended: what the user can act on, or a mistake of ours with its stack. */
export function endingMessage(error: unknown): Notice {
  if (isExpected(error)) return noticeOf(error);
  const trouble = diskTrouble(error);
  if (trouble) return notice(onDisk(error as NodeJS.ErrnoException, trouble), trouble.topic);
  const stack = error instanceof SyntaxError ? withoutQuote(error) : stackOf(error);
  return notice(
    `${stack}\nThis is a mistake of ours. Please open an issue with these lines and the inputs of the step, never with the key or with exported data.`,
    'our-bug',
  );
}

/** Whatever the program was about to do, a disk that fails is no mistake of ours. */
function onDisk({ path, syscall }: NodeJS.ErrnoException, { code, remedy }: DiskTrouble): string {
  const place = path === undefined ? 'a file of this machine' : path;
  return `Failed to use ${place}: ${code}${syscall === undefined ? '' : ` (${syscall})`}. ${remedy}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Returns the messages of JSON.parse quote what they could not parse, which may be anybody's data: the stack says enough without. */
function withoutQuote({ name, message, stack = '' }: SyntaxError): string {
  return `${name}: (a text, not quoted here)${stack.replace(`${name}: ${message}`, '')}`;
}
