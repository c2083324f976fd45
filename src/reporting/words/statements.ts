import type { ReportModel, ReportSpend } from '../model/model.ts';
import { changeOf, money } from './money.ts';
import { monthWords } from './month.ts';

/** Returns what the amounts are, so that nobody takes them for the invoice. */
export function spendStatement(spend: ReportSpend): string {
  return `API costs by OpenAI’s cost endpoint, not the invoice; settled to ${spend.settledTo}.`;
}

/** With fewer days of a month a single one decides how it compares. */
const FEWEST_TO_COMPARE = 7;

/** Returns true if last month was read from its start, but too few days of this one have come to rest for a percentage. */
export function isEarly({ lastMonthFrom, daily, monthStart }: ReportSpend): boolean {
  return lastMonthFrom === undefined && daily.filter(({ day }) => day >= monthStart).length < FEWEST_TO_COMPARE;
}

/** Returns how much more or less than last month, `+12 %`; nothing if that would say nothing: too early, or last month read in part. */
export function changeAgainst(spend: ReportSpend, now: number, before: number): string {
  return spend.lastMonthFrom !== undefined || isEarly(spend) ? '' : changeOf(now, before);
}

/** Returns the month to date compared with the same days of last month, in a few words; no percentage if it would say nothing. */
export function againstLastMonth(spend: ReportSpend): string {
  const { monthToDate, lastMonthToDate, lastMonthFrom, currency } = spend;
  const { before, sameDays } = monthWords(spend);
  if (lastMonthFrom !== undefined) return `${before} was read from ${lastMonthFrom} on: not compared`;
  if (isEarly(spend)) return `${money(lastMonthToDate, currency)} on ${sameDays}: too early to compare`;
  return `${changeOf(monthToDate, lastMonthToDate)} against ${sameDays}`;
}

/** Why a share here and a finding's can differ. */
export const SHARES_NOTE = 'Shares count settled days only; findings count all complete days, so theirs can be higher.';

/** Returns where a file or folder lies: its web address below the data folder if that is known, else its path at the destination. */
export function placeOf(model: ReportModel, path: string): { text: string; url?: string } {
  const { data } = model.links;
  return data && isWebAddress(data) ? { text: path, url: `${data}/${path}` } : { text: path };
}

/** Returns true for an address that may stand in a link: http or https, nothing else. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
