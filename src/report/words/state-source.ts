import type { RunReport } from '../run-report.ts';

/** Where the run knew from what there was to read, and what that means: the end of a sentence that begins with "State: ". */
export function stateWords({ stateSource, trustsCache }: Pick<RunReport, 'stateSource' | 'trustsCache'>): string {
  if (stateSource === 'none')
    return 'none was found, so that everything from `start-date` on was read. The next run reads what is new.';
  if (stateSource === 'destination')
    return 'from the manifests at the destination (there was no cached state); read was what they do not hold as settled.';
  return trustsCache
    ? 'from the Actions cache alone; read was what it does not hold as settled.'
    : 'from the Actions cache and the manifests at the destination; read was what they do not both hold as settled.';
}
