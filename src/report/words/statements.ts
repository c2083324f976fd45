import type { ReportModel, ReportSpend } from '../model.ts';

/** What the amounts are, so that nobody takes them for the invoice. */
export function spendStatement(spend: ReportSpend): string {
  return `API costs by OpenAI’s cost endpoint, not the invoice; settled to ${spend.settledTo}.`;
}

/** What "before" means in the spend section. */
export const SAME_DAYS = 'the same days last month';

/** Where something lies: the web address below the data folder where one is known, else the path at the destination. */
export function placeOf(model: ReportModel, path: string): { text: string; url?: string } {
  const { data } = model.links;
  return data && isWebAddress(data) ? { text: path, url: `${data}/${path}` } : { text: path };
}

/** True for an address that may stand in a link: http or https, nothing else. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
