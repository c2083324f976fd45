import { newTally, type Outcome } from '../../src/export/job/outcome.ts';
import type { RunReport } from '../../src/reporting/run-report.ts';

/** What became of a resource: by default it was read and brought nothing. */
export function outcomeOf(resource: string, fields: Partial<Outcome> = {}): Outcome {
  return { resource, status: 'ok', tally: newTally(), problems: [], kept: 0, unknownTypes: new Set(), ...fields };
}

/** The report of a run with these outcomes. */
export function reportWith(outcomes: Outcome[], fields: Partial<RunReport> = {}): RunReport {
  return {
    status: 'ok',
    destination: 'data',
    manifestFolder: 'data/_manifests',
    outcomes,
    total: newTally(),
    stateSource: 'none',
    troubles: [],
    now: Date.parse('2026-03-02T04:17:00Z') / 1000,
    ...fields,
  };
}
