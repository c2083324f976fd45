import type { CheckResult } from './check.ts';
import type { CheckSettings, Exception } from './check-settings.ts';

/** Exceptions that somebody should look at. */
export interface ExceptionReview {
  /** Expired, while what they excepted is still found: it counts again. */
  expired: readonly Exception[];
  /** They match nothing that is found, although their check ran: they can be deleted. */
  unmatched: readonly Exception[];
}

function matches(exception: Exception, findingId: string): boolean {
  const [check] = findingId.split(':', 1);
  return exception.finding === findingId || exception.finding === `${check}:*`;
}

/** Returns the unexpired exception that covers a finding, one for just this finding first; undefined if none does. */
export function exceptionFor(id: string, exceptions: readonly Exception[], today: string): Exception | undefined {
  const valid = exceptions.filter((exception) => exception.expires >= today && matches(exception, id));
  return valid.find(({ finding }) => finding === id) ?? valid[0];
}

/** Returns the exceptions that have expired or match nothing. One whose check was off or not checked is neither. */
export function reviewExceptions(
  settings: CheckSettings,
  results: readonly CheckResult[],
  today: string,
): ExceptionReview {
  const ran = results.filter(({ state }) => state === 'passed' || state === 'found');
  const open = ran.flatMap(({ findings }) => findings.filter(({ status }) => status !== 'resolved'));
  const isOfRun = ({ finding }: Exception) => ran.some(({ check }) => finding.startsWith(`${check.id}:`));
  const judged = settings.exceptions.filter(isOfRun);
  const isMatched = (exception: Exception) => open.some(({ id }) => matches(exception, id));
  const isLeftOpen = (exception: Exception) =>
    open.some(({ id, status }) => status !== 'excepted' && matches(exception, id));
  return {
    expired: judged.filter((exception) => exception.expires < today && isLeftOpen(exception)),
    unmatched: judged.filter((exception) => !isMatched(exception)),
  };
}
