import type { AuditData, Cells } from '../audit-data.ts';
import type { Check, Discovery, Finding } from '../check.ts';
import { projectHistories, type RowHistory, rowHistories } from './row-history.ts';
import { facts, projectNames, rowsOf } from './stored.ts';

type None = Record<never, number>;

/**
 * How much each control keeps away from OpenAI, the strictest highest: modified abuse monitoring leaves customer content out
 * of the logs of abuse monitoring, zero data retention also keeps no state of the application
 * (https://platform.openai.com/docs/guides/your-data). Between a control and its "enhanced" form nothing is said to be weaker.
 */
const strictness: Readonly<Record<string, number>> = {
  none: 0,
  modified_abuse_monitoring: 1,
  enhanced_modified_abuse_monitoring: 1,
  zero_data_retention: 2,
  enhanced_zero_data_retention: 2,
};

const declared = {
  severity: 'high',
  why: 'Prompts and answers are then kept where they were not before, which may break what you promised to your customers.',
  remedy: 'Set the control back, or make sure that privacy and legal agreed, and write an exception for the finding.',
  controls: ['SOC 2 C1.1', 'SOC 2 C1.2', 'ISO 27001 A.8.10', 'NIST 800-53 SI-12', 'CIS 3.4'],
  thresholds: {},
} as const;

/** The strictest setting before that is stricter than the one now; undefined if none is, or one of them is unknown. */
function weakened({ now, changes }: RowHistory, strict: (row: Cells | undefined) => number | undefined) {
  const current = strict(now);
  if (current === undefined) return undefined;
  return changes.filter(({ before }) => before !== undefined && (strict(before) ?? -1) > current).at(-1);
}

/** The finding stands for as long as the setting is the one that was found, also when the change has left the log. */
function stillWeak(now: Cells | undefined, earlier: Finding): 'stands' | 'resolved' {
  return (now?.type ?? 'none') === earlier.evidence.type ? 'stands' : 'resolved';
}

/** The organisation's data are kept longer. */
export const dataRetentionWeakened: Check<None> = {
  ...declared,
  id: 'data-retention-weakened',
  title: 'Data retention weakened',
  meaning:
    "The organisation's data retention control became weaker (zero data retention, then modified abuse monitoring, then none), and still is.",
  needs: { snapshots: ['data_retention'], changes: ['data_retention'] },
  find: (data) =>
    rowHistories(data, 'data_retention').flatMap((history): Discovery[] => {
      // Without a control there is no row: the API answers that none is configured.
      const change = weakened(history, (row) => strictness[row?.type ?? 'none']);
      if (change === undefined) return [];
      const type = history.now?.type ?? 'none';
      return [
        {
          subject: 'organization',
          text: `Data retention of the organisation went from ${change.before?.type} to ${type}`,
          evidence: facts({ noticed: change.day, type_before: change.before?.type, type }),
        },
      ];
    }),
  afterwards: (data, earlier) => stillWeak(rowsOf(data, 'data_retention')[0], earlier),
};

/** A project's data are kept longer. */
export const projectDataRetentionWeakened: Check<None> = {
  ...declared,
  id: 'project-data-retention-weakened',
  title: "Project's data retention weakened",
  meaning:
    "A project's own data retention control became weaker (zero data retention, then modified abuse monitoring, then none; `organization_default` counts as the organisation's), and still is.",
  needs: { snapshots: ['project_data_retention', 'data_retention'], changes: ['project_data_retention'] },
  find(data) {
    const project = projectNames(data);
    const ofOrganization = strictness[rowsOf(data, 'data_retention')[0]?.type ?? 'none'];
    const strict = (row: Cells | undefined) =>
      row?.type === 'organization_default' ? ofOrganization : strictness[row?.type ?? ''];
    return projectHistories(data, 'project_data_retention').flatMap((history): Discovery[] => {
      const change = weakened(history, strict);
      if (change === undefined) return [];
      return [
        {
          subject: history.key.project_id ?? '',
          text: `Data retention of project ${project(history.key.project_id)} went from ${change.before?.type} to ${history.now?.type}`,
          evidence: facts({ noticed: change.day, type_before: change.before?.type, type: history.now?.type }),
        },
      ];
    });
  },
  afterwards: (data, earlier) => stillWeak(retentionOf(data, earlier), earlier),
};

function retentionOf(data: AuditData, earlier: Finding): Cells | undefined {
  const id = earlier.id.slice(earlier.check.length + 1);
  return rowsOf(data, 'project_data_retention').find(({ project_id }) => project_id === id) ?? { type: null };
}
