import type { AuditData, Cells } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { activeProjects, facts, named, rowsInUse, rowsOf } from './stored.ts';

type None = Record<never, number>;

const declared = {
  severity: 'low',
  controls: ['SOC 2 CC7.2', 'ISO 27001 A.8.6', 'NIST 800-53 SC-5', 'NIST 800-53 SI-4'],
  thresholds: {},
} as const;

const limit = {
  ...declared,
  why: 'A hard limit is what stops a stolen key or a program gone wrong.',
  remedy: 'Set a limit well above what is usually spent.',
};

const alert = {
  ...declared,
  why: 'Without an alert nobody learns of unusual spend before the invoice.',
  remedy: 'Set an alert somewhat above what is usually spent, to people who can act.',
};

const hasThreshold = ({ threshold_amount }: Cells) => (threshold_amount ?? null) !== null;

function projectsWithout(data: AuditData, resource: string, what: string): Discovery[] {
  const having = new Set(
    rowsInUse(data, resource)
      .filter(hasThreshold)
      .map(({ project_id }) => project_id),
  );
  return activeProjects(data)
    .filter(({ id }) => !having.has(id))
    .map((project) => ({
      subject: project.id ?? '',
      text: `Project ${named(project)} has no spend ${what} of its own`,
      evidence: facts({ created_at: project.created_at }),
    }));
}

function organizationWithout(data: AuditData, resource: string, what: string): Discovery[] {
  if (rowsOf(data, resource).some(hasThreshold)) return [];
  return [{ subject: 'organization', text: `The organisation has no spend ${what}`, evidence: {} }];
}

/** A project that may spend all that the organisation may. */
export const projectWithoutSpendLimit: Check<None> = {
  ...limit,
  id: 'project-without-spend-limit',
  title: 'Project without spend limit',
  meaning: "A project in use has no spend limit of its own; the organisation's, if any, is shared by all.",
  needs: { snapshots: ['projects', 'project_spend_limit'] },
  find: (data) => projectsWithout(data, 'project_spend_limit', 'limit'),
};

/** A project without any spend alert. */
export const projectWithoutSpendAlert: Check<None> = {
  ...alert,
  id: 'project-without-spend-alert',
  title: 'Project without spend alert',
  meaning: "A project in use has no spend alert of its own; the organisation's, if any, look at all projects together.",
  needs: { snapshots: ['projects', 'project_spend_alerts'] },
  find: (data) => projectsWithout(data, 'project_spend_alerts', 'alert'),
};

/** An organisation that may spend without end. */
export const organizationWithoutSpendLimit: Check<None> = {
  ...limit,
  id: 'organization-without-spend-limit',
  title: 'Organisation without spend limit',
  meaning: 'The organisation has no spend limit.',
  needs: { snapshots: ['spend_limit'] },
  find: (data) => organizationWithout(data, 'spend_limit', 'limit'),
};

/** An organisation without any spend alert. */
export const organizationWithoutSpendAlert: Check<None> = {
  ...alert,
  id: 'organization-without-spend-alert',
  title: 'Organisation without spend alert',
  meaning: 'The organisation has no spend alert.',
  needs: { snapshots: ['spend_alerts'] },
  find: (data) => organizationWithout(data, 'spend_alerts', 'alert'),
};
