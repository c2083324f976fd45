import { newTally, type Outcome } from '../../src/export/job/outcome.ts';
import type { RunFacts } from '../../src/reporting/model/run-facts.ts';

/** What became of a resource: by default it was read and brought nothing. */
export function outcomeOf(resource: string, fields: Partial<Outcome> = {}): Outcome {
  return { resource, status: 'ok', tally: newTally(), problems: [], kept: 0, unknownTypes: new Set(), ...fields };
}

/** The facts of a run with these outcomes. */
export function factsWith(outcomes: Outcome[], fields: Partial<RunFacts> = {}): RunFacts {
  const now = Date.parse('2026-03-02T04:17:00Z') / 1000;
  return {
    ...{ startedAt: now, endedAt: now, now, destination: 'data', manifestFolder: 'data/_manifests', outcomes },
    ...{ manifests: new Map(), lanes: new Map(), total: newTally(), stateSource: 'none', trustsCache: false },
    ...{ isNotCommitted: false, troubles: [], failsOn: [], ...fields },
  };
}
