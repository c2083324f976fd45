import type { ReportModel, ReportSpend } from '../model.ts';
import { changeOf } from './money.ts';

/** What the amounts are, so that nobody takes them for the invoice. */
export function spendStatement(spend: ReportSpend): string {
  return `API costs by OpenAI’s cost endpoint, not the invoice; settled to ${spend.settledTo}.`;
}

/** What "before" means in the spend section. */
export const SAME_DAYS = 'the same days last month';

/** The month to date beside the same days of last month, in a few words; not compared where last month was read in part. */
export function againstLastMonth({ monthToDate, lastMonthToDate, lastMonthFrom }: ReportSpend): string {
  if (lastMonthFrom !== undefined) return `last month was read from ${lastMonthFrom} on: not compared`;
  return `${changeOf(monthToDate, lastMonthToDate)} against ${SAME_DAYS}`;
}

/** Where something lies: the web address below the data folder where one is known, else the path at the destination. */
export function placeOf(model: ReportModel, path: string): { text: string; url?: string } {
  const { data } = model.links;
  return data && isWebAddress(data) ? { text: path, url: `${data}/${path}` } : { text: path };
}

/** True for an address that may stand in a link: http or https, nothing else. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
