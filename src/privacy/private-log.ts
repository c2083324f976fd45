import type { Log } from '../notices/log.ts';
import { reworded } from '../notices/notice.ts';
import type { PrivacyOptions } from './privacy-options.ts';
import { createReplacing } from './pseudonyms.ts';
import { hideAddresses } from './replacements.ts';

/** Returns a function that takes e-mail and IP addresses out of sentences for people; the same text if nothing is hidden. */
export function privateText(options: PrivacyOptions | undefined): (text: string) => string {
  if (options === undefined || options.mode === 'none') return (text) => text;
  const replacing = createReplacing(options);
  return (text) => hideAddresses(text, replacing);
}

/** Returns a log that applies `hide` to every message and passes it on. */
export function privateLog(log: Log, hide: (text: string) => string): Log {
  return {
    debug: (message) => log.debug(reworded(message, hide)),
    info: (message) => log.info(reworded(message, hide)),
    notice: (message) => log.notice(reworded(message, hide)),
    warning: (message) => log.warning(reworded(message, hide)),
    error: (message) => log.error(reworded(message, hide)),
  };
}
