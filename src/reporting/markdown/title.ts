import type { ReportModel } from '../model/model.ts';
import { verdictOf } from '../words/verdict.ts';
import { shorten } from '../words/visible.ts';

/** Titles of over 256 characters are refused, and lists of pull requests show far fewer. */
const LONGEST_TITLE = 120;

/**
 * Returns the pull request's title: what there is to review, or that there is new data only. Counts, never names: a title
 * stands in notifications, lists and chat rooms.
 * @param words what it begins with; shortened if they leave no room for the rest.
 */
export function pullRequestTitle(model: ReportModel, words = 'OpenAI admin export'): string {
  const { toReview, missing, first } = verdictOf(model);
  const to = `(to ${model.day})`;
  const [beginning, ending] = first ? [`${first}, `, to] : ['', `to review ${to}`];
  const lists = toReview.map((_, index) => {
    const shown = toReview.length - index;
    return `${beginning}${toReview.slice(0, shown).join(', ')}${index > 0 ? ', …' : ''} ${ending}`;
  });
  const texts = toReview.length > 0 ? [...lists, `${beginning}changes ${ending}`] : [`new data only, to ${model.day}`];
  const text = texts.find((each) => fits(`${words}: ${each}`)) ?? texts.at(-1) ?? '';
  const notes = notesOn(missing, toReview.length > 0);
  const note = notes.find((each) => fits(`${words}: ${text}${each}`)) ?? notes.at(-1) ?? '';
  const rest = `: ${text}${note}`;
  return `${shorten(words, LONGEST_TITLE - rest.length)}${rest}`;
}

/** Returns what is missing, the longest way of saying it first; if there is something to review, it may also go without saying. */
function notesOn(missing: readonly string[], isReview: boolean): string[] {
  if (missing.length === 0) return [''];
  return [` (${missing.join(', ')})`, ...(isReview ? [` (${missing[0]})`, ''] : [' (incomplete)'])];
}

function fits(title: string): boolean {
  return title.length <= LONGEST_TITLE;
}
