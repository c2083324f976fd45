import { withRemedy } from './api/explain.ts';
import { isExpected } from './errors.ts';
import { withPointer } from './troubles/pointer.ts';

/** What ended a run, as it is told last: what the user can act on as one message, a mistake of ours with its stack. */
export function told(error: unknown): string {
  if (isExpected(error)) return withRemedy(error);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return withPointer(
    `${stack}\nThis is a mistake of ours. Please open an issue with these lines and the inputs of the step, never with the key or with exported data.`,
    'our-bug',
  );
}
