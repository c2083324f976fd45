import { type Notice, notice } from '../../notices/notice.ts';
import { believedFrom, type Comparison, type Doubt } from './sudden-emptiness.ts';

/** Returns the problem of a resource that lost almost all of its rows at once. */
export function doubtProblem(options: {
  resource: string;
  /** The resource, with its period if it has any. */
  what: string;
  compared: Comparison & { received: number };
  doubt: Doubt;
}): Notice {
  const { resource, what, compared, doubt } = options;
  return notice(
    `${what}: ${compared.stored} rows are stored, and the API suddenly gives ${compared.received}, ${compared.back} of them known. What is stored stays as it is. ` +
      `If the API still says so on ${believedFrom(doubt)} (UTC) or later, it is believed; to believe it at once, set \`accept-empty: [${resource}]\`.`,
    'suddenly-empty',
  );
}
