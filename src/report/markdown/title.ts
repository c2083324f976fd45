import type { ReportModel } from '../model.ts';
import { verdictOf } from '../words/verdict.ts';

/** Titles of over 256 characters are refused, and lists of pull requests show far fewer. */
const LONGEST_TITLE = 120;

/**
 * The pull request's title: what there is to review, or that there is new data only. Counts, never names: a title
 * stands in notifications, lists and chat rooms.
 * @param words what it begins with.
 */
export function pullRequestTitle(model: ReportModel, words = 'OpenAI admin export'): string {
  const { toReview, missing } = verdictOf(model);
  if (toReview.length === 0) {
    const what = `${words}: new data only, to ${model.day}`;
    return withMissing(what, missing);
  }
  for (let shown = toReview.length; shown > 0; shown--) {
    const more = shown < toReview.length ? ', …' : '';
    const title = `${words}: ${toReview.slice(0, shown).join(', ')}${more} to review (to ${model.day})`;
    if (title.length <= LONGEST_TITLE) return title;
  }
  return `${words}: changes to review (to ${model.day})`;
}

function withMissing(title: string, missing: readonly string[]): string {
  const full = `${title} (${missing.join(', ')})`;
  if (missing.length === 0) return title;
  return full.length <= LONGEST_TITLE ? full : `${title} (incomplete)`;
}
