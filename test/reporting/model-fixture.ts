import type { Check, CheckResult, Finding, FindingStatus, Severity } from '../../src/audit/check.ts';
import { newTally } from '../../src/export/job/outcome.ts';
import type { ReportKey, ReportModel } from '../../src/reporting/model/model.ts';
import { changes, coverage, results } from './model-parts.ts';
import { factsWith, outcomeOf } from './reports.ts';
import { spendOf } from './spend-fixture.ts';

/** A night of an organisation of middling size in which there is something of everything. */
export function exampleModel(): ReportModel {
  return {
    day: '2026-11-24',
    now: '2026-11-24T03:17:00Z',
    comparedWith: 'the last run (2026-11-23)',
    links: {
      run: 'https://github.com/example/audit/actions/runs/1234567890',
      data: 'https://github.com/example/audit/tree/openai-admin-export/data',
      pullRequest: 'https://github.com/example/audit/pull/42',
    },
    run: factsWith(
      [
        outcomeOf('users'),
        outcomeOf('certificates', {
          status: 'failed',
          problems: [
            'HTTP 403: the key lacks the scope api.certificates.read. Add it to the admin key, or take the resource out with `!certificates`.',
          ],
        }),
      ],
      {
        total: { ...newTally(), records: 48_210, files: 14, bytes: 9_400_000, changes: 11 },
        stateSource: 'destination',
      },
    ),
    readBack: [],
    changes: changes(),
    changeCount: [
      { kind: 'access', resource: 'project_users', added: 2, removed: 1, changed: 1 },
      { kind: 'keys', resource: 'project_api_keys', added: 2, removed: 1, changed: 0 },
      { kind: 'settings', resource: 'project_rate_limits', added: 0, removed: 0, changed: 2 },
      { kind: 'other', resource: 'projects', added: 1, removed: 0, changed: 1 },
    ],
    checks: { ran: true, results: results() },
    spend: spendOf(62, ['Search', 'Support assistant', 'Document pipeline', 'Research', 'Evaluation', 'Website']),
    keys: Array.from({ length: 46 }, (_, index) => key(index)),
    people: { members: 214, owners: 5, pendingInvites: 7, serviceAccounts: 23 },
    activity: activity(30),
    coverage: coverage(),
    revokesOutstanding: [
      {
        subject: 'Robin Sample (robin@example.org), owner of project Research',
        review: '2026-Q3',
        reviewer: 'sec-lead',
        day: '2026-10-02',
      },
    ],
  };
}

/** A first night on which nothing but the members could be read. */
export function emptyModel(): ReportModel {
  return {
    day: '2026-11-24',
    now: '2026-11-24T03:17:00Z',
    comparedWith: 'nothing: this is the first run',
    links: {},
    run: factsWith([]),
    readBack: [],
    changes: [],
    changeCount: [],
    checks: { ran: false, why: 'this is the first run: there is nothing to compare with' },
    coverage: [],
  };
}

/** A quiet night: everything read, nothing found. */
export function quietModel(): ReportModel {
  const { revokesOutstanding: _, ...model } = exampleModel();
  const passed = results()
    .filter(({ state }) => state !== 'off')
    .map(({ check }): CheckResult => ({ check, state: 'passed', findings: [] }));
  return {
    ...model,
    run: { ...model.run, outcomes: [outcomeOf('users')] },
    changes: [],
    changeCount: [],
    checks: { ran: true, results: passed },
    coverage: model.coverage
      .filter(({ status }) => status === 'ok')
      .map((entry) => ({ ...entry, gaps: [], staleParents: 0 })),
  };
}

/** 10,000 users' keys and changes, 500 projects, 400 days. */
export function largeModel(): ReportModel {
  const model = exampleModel();
  const names = Array.from({ length: 500 }, (_, index) => `Project ${String(index + 1).padStart(3, '0')}`);
  return {
    ...model,
    changes: Array.from({ length: 10_000 }, (_, index) => ({
      kind: index % 3 === 0 ? ('keys' as const) : ('access' as const),
      change: (['added', 'removed', 'changed'] as const)[index % 3] ?? 'added',
      resource: 'project_users',
      day: '2026-11-24',
      subject: `Person ${index} (person-${index}@example.org)`,
      detail: `member of project ${names[index % 500]} as owner`,
      project: names[index % 500] ?? '',
    })),
    changeCount: [
      { kind: 'access', resource: 'project_users', added: 10_000, removed: 2000, changed: 0 },
      { kind: 'keys', resource: 'project_api_keys', added: 3334, removed: 0, changed: 0 },
    ],
    checks: { ran: true, results: results().map((result, index) => many(result, index)) },
    spend: spendOf(400, names),
    keys: Array.from({ length: 10_000 }, (_, index) => key(index)),
    activity: activity(400),
  };
}

function many(result: CheckResult, index: number): CheckResult {
  if (result.state !== 'found') return result;
  const status: FindingStatus = index % 2 === 0 ? 'new' : 'standing';
  const { check } = result;
  return {
    ...result,
    findings: Array.from({ length: 1500 }, (_, number) => finding(check, `subject-${number}`, status, check.severity)),
  };
}

function finding(check: Check, subject: string, status: FindingStatus, severity: Severity): Finding {
  const text = `${check.title}: ${subject}, of project Search, owned by Person ${subject} (${subject}@example.org).`;
  const evidence = {
    created_at: '2025-11-02T10:00:00Z',
    owner: `Person ${subject}`,
    last_used_at: 'never',
    project: 'Search',
  };
  return {
    id: `${check.id}:${subject}`,
    check: check.id,
    severity,
    status,
    since: '2026-11-20',
    baseline: false,
    text,
    evidence,
  };
}

function key(index: number): ReportKey {
  const ageDays = (index * 37 + 3) % 700;
  const idle = index % 7 === 0 ? undefined : (index * 13) % Math.max(1, ageDays);
  const day = (back: number) => new Date(Date.UTC(2026, 10, 24 - back)).toISOString().slice(0, 10);
  const admin = index % 9 === 0;
  return {
    kind: admin ? 'admin' : 'project',
    id: `key_${String(index).padStart(5, '0')}`,
    name: ['ci-deploy', 'nightly-batch', 'notebook', 'web-backend', 'evaluation'][index % 5] ?? '',
    redacted: `sk-${admin ? 'admin' : 'proj'}-…${(index * 7919).toString(36).padStart(4, 'x').slice(-4)}`,
    owner: `Person ${index % 120}`,
    ...(admin ? {} : { project: ['Search', 'Support assistant', 'Research'][index % 3] ?? '' }),
    created: day(ageDays),
    ...(idle === undefined ? {} : { lastUsed: day(idle), idleDays: idle }),
    ...(index % 11 === 0 ? { expires: '2026-12-31' } : {}),
    ageDays,
  };
}

function activity(days: number): NonNullable<ReportModel['activity']> {
  const day = (back: number) => new Date(Date.UTC(2026, 10, 23 - back)).toISOString().slice(0, 10);
  const types = [
    'login.succeeded',
    'api_key.created',
    'user.added',
    'project.updated',
    'login.failed',
    'rate_limit.updated',
  ];
  return {
    from: day(days - 1),
    to: day(0),
    byType: types.map((type, index) => ({ type, count: Math.round(4200 / (index * index + 1)) })),
    byHour: Array.from({ length: 24 }, (_, hour) =>
      hour > 6 && hour < 19 ? 180 + ((hour * 53) % 90) : 8 + (hour % 5),
    ),
    byDay: Array.from({ length: days }, (_, index) => ({
      day: day(days - 1 - index),
      count: 40 + ((index * 29) % 170),
    })),
  };
}
