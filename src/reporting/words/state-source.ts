import type { RunFacts } from '../model/run-facts.ts';

/** Where the run knew from what there was to read, and what that means: the end of a sentence that begins with "State: ". */
export function stateWords({ stateSource, trustsCache }: Pick<RunFacts, 'stateSource' | 'trustsCache'>): string {
  if (stateSource === 'none')
    return 'none was found, so that everything from `start-date` on was read. The next run reads what is new.';
  if (stateSource === 'destination')
    return 'from the manifests at the destination (there was no cached state). What they hold as settled was not read again.';
  return trustsCache
    ? 'from the Actions cache alone. What it holds as settled was not read again.'
    : 'from the Actions cache and the manifests at the destination. What both hold as settled was not read again.';
}
