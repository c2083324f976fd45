import type { Resource } from '../catalogue/resource.ts';
import type { Log } from '../notices/log.ts';
import type { PrivacyOptions } from './privacy-options.ts';
import { privateLog, privateText } from './private-log.ts';
import { type RowPrivacy, rowPrivacy } from './row-privacy.ts';

/** The id of a person as OpenAI gives them: it stands in the paths of requests. */
const PERSON_ID = /\b(user-)[\w-]{4,}/g;

/** What a run does to personal data. */
export interface Privacy {
  /** What happens to the rows of a resource; undefined if nothing does. */
  rows(resource: Resource): RowPrivacy | undefined;
  /** A sentence for people without e-mail and IP addresses, and in a public repository without ids of people; the same text if nothing is hidden. */
  text(text: string): string;
  /** True if messages may quote what the API says in words: it can name people, and nothing recognises a name in a sentence. */
  quotesWords: boolean;
  /** A log that hides e-mail and IP addresses; the same log if nothing is hidden. */
  log(log: Log): Log;
}

/**
 * Returns what the run does to personal data. Throws if the options of a selection say otherwise than those of the run:
 * rows follow their selection, and would leave in the open.
 */
export function createPrivacy({
  privacy,
  selections,
  gitHub,
}: {
  privacy: PrivacyOptions;
  selections: readonly { resource: Resource; options: { privacy?: PrivacyOptions } }[];
  gitHub?: { isPublic?: boolean } | undefined;
}): Privacy {
  for (const { resource, options } of selections) {
    if ((options.privacy?.mode ?? 'none') === 'none' ? privacy.mode !== 'none' : options.privacy !== privacy) {
      throw new Error(`The options of ${resource.name} do not carry the privacy of the run`);
    }
  }
  // Everybody reads the log of a public repository, whatever its data may show: an error of the API can quote an address. Where nobody
  // says, it may be one.
  const isPublic = gitHub !== undefined && gitHub.isPublic !== false && privacy.mode === 'none';
  const hide = privateText(isPublic ? { mode: 'redact', columns: { include: [], exclude: [] } } : privacy);
  const text = isPublic ? (told: string) => hide(told).replace(PERSON_ID, '$1…') : hide;
  return {
    rows: (resource) => rowPrivacy(resource, privacy),
    text,
    quotesWords: privacy.mode === 'none' && !isPublic,
    log: (log) => (privacy.mode === 'none' && !isPublic ? log : privateLog(log, text)),
  };
}
