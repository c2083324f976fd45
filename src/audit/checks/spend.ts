import { groupBy } from '../../text/group-by.ts';
import { byCodeUnits } from '../../text/order.ts';
import { dayAfter } from '../../text/time.ts';
import type { AuditData, DailyCost } from '../audit-data.ts';
import type { Check, Discovery, Finding } from '../check.ts';
import { byDay, money, settledTo, sum } from './daily-spend.ts';
import { canCompare, type Jump, jumps, newsDays } from './spend-jumps.ts';
import { facts, projectNames } from './stored.ts';

type Rise = { percent: number; minimum: number };

const declared = {
  why: 'Sudden spend is a stolen key, a program gone wrong, or a success that finance should hear of before the invoice.',
  remedy: 'Find out which project, line item and key spent it, and ask its owner.',
  controls: ['SOC 2 CC7.2', 'ISO 27001 A.8.16', 'NIST 800-53 SI-4', 'NIST 800-53 AU-6'],
  needs: { costs: true },
} as const;

/** A finding about a day that is no longer news is dropped silently; the costs of a newer day were corrected. */
function lapsesWithTheDays(data: AuditData, earlier: Finding): 'resolved' | 'lapsed' {
  return (earlier.evidence.day ?? '') < dayAfter(settledTo(data), 1 - newsDays) ? 'lapsed' : 'resolved';
}

/** A day on which more was spent than somebody allowed. */
export const dailySpendAbove: Check<{ amount: number }> = {
  ...declared,
  id: 'daily-spend-above',
  severity: 'medium',
  title: 'Spend of a day above a limit',
  meaning: `On one of the last ${newsDays} settled days more than {amount} was spent, in the currency of the costs.`,
  optional: true,
  thresholds: { amount: 0 },
  cannotTell: (_data, { amount }) => (amount > 0 ? undefined : 'no `amount` is configured'),
  find(data, { amount: limit }) {
    const from = dayAfter(settledTo(data), 1 - newsDays);
    return [...byDay(data.costs?.daily ?? [])]
      .filter(([day, amount]) => day >= from && day <= settledTo(data) && amount > limit)
      .map(([day, amount]) => ({
        subject: day,
        text: `${money(data, amount)} were spent on ${day}, more than ${money(data, limit)}`,
        evidence: facts({ day, amount: amount.toFixed(2), limit }),
      }));
  },
  afterwards: lapsesWithTheDays,
};

const tooShort =
  'five weeks of costs without a gap, since the organisation began, are needed to compare the newest settled days';

function rise(data: AuditData, jump: Jump, what: string): Omit<Discovery, 'subject'> {
  const usual = jump.usual === 0 ? 'and nothing' : `against ${money(data, jump.usual)}`;
  return {
    text: `${what} spent ${money(data, jump.amount)} on ${jump.day}, ${usual} on the same weekday of the weeks before`,
    evidence: facts({ day: jump.day, amount: jump.amount.toFixed(2), usual: jump.usual.toFixed(2) }),
  };
}

/** Spend that went up. */
export const spendJump: Check<Rise> = {
  ...declared,
  id: 'spend-jump',
  severity: 'medium',
  title: 'Spend jumped',
  meaning:
    'On a settled day the organisation spent more than {percent} %, and at least {minimum}, above the median of the same weekday of the four weeks before. Days at most three days, or just a week, apart are one finding.',
  thresholds: { percent: 50, minimum: 100 },
  cannotTell: (data) => (canCompare(data) ? undefined : tooShort),
  find(data, { percent, minimum }) {
    const costs = data.costs?.daily ?? [];
    return jumps(data, costs, percent, minimum).map((jump) => {
      const found = rise(data, jump, 'The organisation');
      return { subject: jump.day, ...found, evidence: { ...found.evidence, ...largestProject(data, costs, jump.day) } };
    });
  },
  afterwards: lapsesWithTheDays,
};

/** Returns the project that spent most on a day. */
function largestProject(data: AuditData, costs: readonly DailyCost[], day: string): Record<string, string> {
  const name = projectNames(data);
  const ofDay = groupBy(
    costs.filter((cost) => cost.day === day),
    ({ project }) => project ?? '',
  );
  const [largest] = [...ofDay]
    .map(([project, rows]) => ({ project, amount: sum(rows.map(({ amount }) => amount)) }))
    .sort((one, other) => other.amount - one.amount || byCodeUnits(one.project, other.project));
  return largest?.project ? { largest_project: name(largest.project) } : {};
}

/** Spend of one project that went up. */
export const projectSpendJump: Check<Rise> = {
  ...declared,
  id: 'project-spend-jump',
  severity: 'low',
  title: "Project's spend jumped",
  meaning:
    'On a settled day a project spent more than {percent} %, and at least {minimum}, above the median of the same weekday of the four weeks before. Days at most three days, or just a week, apart are one finding.',
  optional: true,
  thresholds: { percent: 100, minimum: 100 },
  cannotTell: (data) => (canCompare(data) ? undefined : tooShort),
  find(data, { percent, minimum }) {
    const project = projectNames(data);
    return [...groupBy(data.costs?.daily ?? [], (cost) => cost.project)].flatMap(([id, costs]) =>
      id === null
        ? []
        : jumps(data, costs, percent, minimum).map((jump) => ({
            subject: `${id}/${jump.day}`,
            ...rise(data, jump, `Project ${project(id)}`),
          })),
    );
  },
  afterwards: lapsesWithTheDays,
};
