import type { Outcome } from '../../export/job/outcome.ts';
import { count, countOf } from '../../text/amounts.ts';
import { byCodeUnits } from '../../text/order.ts';
import { shorten } from './visible.ts';

/** Fields that a sentence names; of more, it says how many there are. */
const MOST_FIELDS = 20;
const LONGEST_NAME = 101;

/**
 * Returns what `on-schema-change` left out of a resource, in one sentence; undefined if nothing was. Names of fields and counts,
 * never a value.
 */
export function discardedText({ discarded }: Pick<Outcome, 'discarded'>): string | undefined {
  if (discarded === undefined) return undefined;
  const { mode, rows, fields } = discarded;
  const names = [...fields]
    .sort(([one], [other]) => byCodeUnits(one, other))
    .map(([name, values]) => `${shorten(name, LONGEST_NAME)} (${countOf(values, 'value')})`);
  const more = names.length > MOST_FIELDS ? ` and ${count(names.length - MOST_FIELDS)} more` : '';
  const list = names.slice(0, MOST_FIELDS).join(', ') + more;
  return mode === 'discard-columns'
    ? `fields left out of ${countOf(rows, 'row')} by on-schema-change: ${list}`
    : `${countOf(rows, 'row')} left out by on-schema-change, for these fields: ${list}. What was stored of them stays`;
}
