import { dayAfter, monthStart } from '../../text/time.ts';
import type { AuditData, Cells } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { isCovered, settledTo, sum } from './daily-spend.ts';
import { today } from './days.ts';
import { facts, projectNames, rowsInUse, rowsOf } from './stored.ts';

type Percent = { percent: number };

const declared = {
  severity: 'medium',
  controls: ['SOC 2 A1.1', 'SOC 2 CC7.2', 'ISO 27001 A.8.6', 'NIST 800-53 SC-5'],
  thresholds: { percent: 80 },
  why: 'At its limit the API refuses requests: what runs on it stops. Or the spend is not what was meant.',
  remedy: 'Find out what spends (by line item and key); raise the limit where the spend is right.',
} as const;

/** Steps of the share that a finding names, so that its text does not change every night. */
const step = 10;

/** Returns the amount of a monthly limit, which the API gives in cents; undefined if it is another kind of limit. */
function limitOf(row: Cells | undefined): number | undefined {
  const cents = Number(row?.threshold_amount ?? Number.NaN);
  return row?.interval === 'month' && cents > 0 ? cents / 100 : undefined;
}

/** The costs of a limit's month so far, those that have not come to rest as well: what is spent, is spent. */
function spentThisMonth(data: AuditData, project?: string): number {
  const from = monthStart(today(data));
  const rows = (data.costs?.daily ?? []).filter(
    (cost) => cost.day >= from && cost.day <= today(data) && (project === undefined || cost.project === project),
  );
  return sum(rows.map(({ amount }) => amount));
}

function near(data: AuditData, row: Cells | undefined, { percent }: Percent, project?: string) {
  const limit = limitOf(row);
  if (limit === undefined) return undefined;
  const share = (spentThisMonth(data, project) / limit) * 100;
  if (share < percent) return undefined;
  const reached = Math.max(percent, Math.floor(share / step) * step);
  return {
    reached,
    evidence: facts({
      month: today(data).slice(0, 7),
      limit: `${limit.toFixed(2)} ${row?.currency ?? ''}`.trim(),
      spent_percent: `${reached} or more`,
    }),
    ...(share >= 100 ? { severity: 'high' as const } : {}),
  };
}

/** Costs that were not read, or are not in the currency of limits, cannot be compared with them. */
function cannotTell(data: AuditData): string | undefined {
  if (data.costs?.currency.toLowerCase() !== 'usd') return 'spend limits are in US dollars, the costs are not';
  for (let day = monthStart(today(data)); day <= settledTo(data); day = dayAfter(day, 1)) {
    if (!isCovered(data, day)) return `the costs of ${day} were not read`;
  }
  return undefined;
}

/** A project that will soon be stopped, or is. */
export const projectNearSpendLimit: Check<Percent> = {
  ...declared,
  id: 'project-near-spend-limit',
  title: 'Project near or over its spend limit',
  meaning:
    'A project spent at least {percent} % of its own spend limit in the current UTC month (100 % and more: high).',
  needs: { snapshots: ['project_spend_limit'], costs: true },
  cannotTell,
  find(data, limits) {
    const project = projectNames(data);
    return rowsInUse(data, 'project_spend_limit').flatMap((row): Discovery[] => {
      const found = near(data, row, limits, row.project_id ?? '');
      if (found === undefined) return [];
      const { reached, ...rest } = found;
      const text = `Project ${project(row.project_id)} spent ${reached} % or more of its limit of ${rest.evidence.limit} in ${rest.evidence.month}`;
      return [{ subject: row.project_id ?? '', text, ...rest }];
    });
  },
};

/** An organisation that will soon be stopped, or is. */
export const organizationNearSpendLimit: Check<Percent> = {
  ...declared,
  id: 'organization-near-spend-limit',
  title: 'Organisation near or over its spend limit',
  meaning:
    'The organisation spent at least {percent} % of its spend limit in the current UTC month (100 % and more: high).',
  needs: { snapshots: ['spend_limit'], costs: true },
  cannotTell,
  find(data, limits) {
    const found = near(data, rowsOf(data, 'spend_limit')[0], limits);
    if (found === undefined) return [];
    const { reached, ...rest } = found;
    const text = `The organisation spent ${reached} % or more of its limit of ${rest.evidence.limit} in ${rest.evidence.month}`;
    return [{ subject: 'organization', text, ...rest }];
  },
};
