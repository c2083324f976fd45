import type { RunReport } from './run-report.ts';

/** The action's outputs, all as text; a run that never got to its resources has only those it can know. */
export function outputsOf(report: RunReport): Record<string, string> {
  const { total, outcomes } = report;
  const names = (status: string) =>
    outcomes.filter((outcome) => outcome.status === status).map(({ resource }) => resource);
  const until = outcomes.flatMap(({ resource, dataUntil }) =>
    dataUntil === undefined ? [] : [[resource, new Date(dataUntil * 1000).toISOString().replace('.000Z', 'Z')]],
  );
  return {
    status: report.status,
    records: String(total.rows),
    files: String(total.files),
    bytes: String(total.bytes),
    changed: String(total.files + total.removed + total.changes > 0),
    changes: String(total.changes),
    'failed-resources': names('failed').join(','),
    'skipped-resources': names('skipped').join(','),
    'data-until': JSON.stringify(Object.fromEntries(until)),
    manifest: report.manifestFolder,
    'state-source': report.stateSource,
  };
}

/** The outputs of a run that ended before it exported anything. */
export const outputsOfNothing: Record<string, string> = {
  status: 'failed',
  records: '0',
  files: '0',
  bytes: '0',
  changed: 'false',
  changes: '0',
  'failed-resources': '',
  'skipped-resources': '',
  'data-until': '{}',
  manifest: '',
  'state-source': 'none',
};
