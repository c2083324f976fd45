import type { Check, CheckResult, Finding, FindingStatus, Severity } from '../../src/audit/check.ts';
import type { ReportCoverage } from '../../src/reporting/model/coverage.ts';
import type { ReportChange } from '../../src/reporting/model/model.ts';

/** A check that finds nothing by itself, for results that are given. */
export function checkNamed(id: string, severity: Severity, title: string, more: Partial<Check> = {}): Check {
  return {
    id,
    severity,
    title,
    meaning: `${title}, as the data of the last complete read shows it.`,
    why: 'Access that nobody needs is access that nobody watches.',
    remedy: 'Ask the owner whether it is still needed; if not, remove it in the organisation’s settings.',
    controls: ['SOC 2 CC6.2', 'ISO 27001 A.5.18', 'NIST 800-53 AC-2(3)', 'CIS 5.3'],
    needs: {},
    thresholds: {},
    find: () => [],
    ...more,
  };
}

/** A finding of a check. */
export function findingOf(
  check: Check,
  subject: string,
  status: FindingStatus,
  text: string,
  evidence: Record<string, string>,
): Finding {
  const since = status === 'new' ? '2026-11-24' : '2026-09-14';
  return {
    id: `${check.id}:${subject}`,
    check: check.id,
    severity: check.severity,
    status,
    since,
    baseline: status === 'standing',
    text,
    evidence,
    ...(status === 'excepted'
      ? { exception: { reason: 'Break-glass key, sealed (ticket SEC-12)', expires: '2027-01-31' } }
      : {}),
    ...(status === 'resolved' ? { resolved: '2026-11-24' } : {}),
  };
}

/** One result of each kind. */
export function results(): CheckResult[] {
  const departed = checkNamed('admin-key-owner-left', 'high', 'Admin key of someone who left');
  const unused = checkNamed('admin-key-never-used', 'medium', 'Admin key never used');
  const old = checkNamed('project-key-old', 'low', 'Project key older than 365 days');
  const invite = checkNamed('invite-pending', 'low', 'Invite pending for more than 14 days');
  const scim = checkNamed('certificate-expiring', 'medium', 'Certificate expires within 30 days');
  const passed = ['Failed logins, then success', 'Only one owner', 'Data retention weakened'].map(
    (title, index): CheckResult => ({
      check: checkNamed(`passed-${index}`, 'high', title),
      state: 'passed',
      findings: [],
    }),
  );
  return [
    found(departed, [
      findingOf(
        departed,
        'key_0a1',
        'new',
        'Admin key “terraform” (key_0a1) is owned by Ash Sample, who is no longer a member.',
        {
          owner: 'Ash Sample (ash@example.org)',
          removed_on: '2026-11-23',
          last_used_at: '2026-11-24T01:12:09Z',
          redacted_value: 'sk-admin-…Qk2w',
        },
      ),
    ]),
    found(unused, [
      findingOf(unused, 'key_0b7', 'standing', 'Admin key “backup” (key_0b7) was never used.', {
        created_at: '2026-08-30T09:00:00Z',
        last_used_at: 'never',
      }),
      findingOf(unused, 'key_0c2', 'excepted', 'Admin key “break-glass” (key_0c2) was never used.', {
        created_at: '2026-01-04T09:00:00Z',
        last_used_at: 'never',
      }),
    ]),
    found(old, [
      findingOf(old, 'key_77', 'new', 'Project key “notebook” (key_77) in project Research is 366 days old.', {
        created_at: '2025-11-23T14:20:00Z',
        owner: 'Kim Sample',
      }),
    ]),
    found(invite, [
      findingOf(invite, 'inv_9', 'resolved', 'The invite to lee@example.org is no longer pending.', {
        invited_at: '2026-10-20T08:00:00Z',
      }),
    ]),
    { check: scim, state: 'not checked', why: 'certificates could not be read: HTTP 403', findings: [] },
    ...passed,
    {
      check: checkNamed('unusual-hours', 'low', 'Key created outside working hours', { optional: true }),
      state: 'off',
      findings: [],
    },
  ];
}

function found(check: Check, findings: Finding[]): CheckResult {
  return { check, state: 'found', findings };
}

/** Changes of each kind. */
export function changes(): ReportChange[] {
  const change = (
    kind: ReportChange['kind'],
    how: ReportChange['change'],
    resource: string,
    subject: string,
    detail: string,
    project?: string,
  ) => ({
    kind,
    change: how,
    resource,
    day: '2026-11-24',
    subject,
    detail,
    ...(project ? { project } : {}),
  });
  return [
    change(
      'access',
      'added',
      'project_users',
      'Noor Sample (noor@example.org)',
      'member of project Search as owner',
      'Search',
    ),
    change(
      'access',
      'added',
      'project_users',
      'Jo Sample (jo@example.org)',
      'member of project Research as member',
      'Research',
    ),
    change('access', 'changed', 'users', 'Sam Sample (sam@example.org)', 'role: reader → owner'),
    change('access', 'removed', 'users', 'Ash Sample (ash@example.org)', 'was owner'),
    change('keys', 'added', 'project_api_keys', 'key ci-deploy', 'owned by service account deployer', 'Search'),
    change('keys', 'added', 'project_api_keys', 'key eval-runner', 'owned by Kim Sample', 'Evaluation'),
    change('keys', 'removed', 'project_api_keys', 'key old-batch', '', 'Document pipeline'),
    change(
      'settings',
      'changed',
      'project_rate_limits',
      'rate limit of gpt-5',
      'max_requests_per_1_minute: 500 → 10000',
      'Search',
    ),
    change(
      'settings',
      'changed',
      'project_rate_limits',
      'rate limit of gpt-5-mini',
      'max_tokens_per_1_minute: 30000 → 150000',
      'Search',
    ),
    change('other', 'added', 'projects', 'project Website', '', 'Website'),
    change(
      'other',
      'changed',
      'projects',
      'project Legacy chat',
      'archived, with 12 members and 3 keys',
      'Legacy chat',
    ),
  ];
}

/** Complete, with a gap, failed, out of date, and skipped. */
export function coverage(): ReportCoverage[] {
  const base = { status: 'ok' as const, rows: 1200, ranges: [], gaps: [], unavailable: [], staleParents: 0 };
  return [
    {
      ...base,
      resource: 'audit_logs',
      kind: 'events',
      rows: 31_240,
      ranges: [
        ['2026-08-26', '2026-10-08'],
        ['2026-10-10', '2026-11-24'],
      ],
      gaps: [['2026-10-08', '2026-10-10']],
      dataUntil: '2026-11-24T03:00:00Z',
    },
    {
      ...base,
      resource: 'costs',
      kind: 'buckets',
      ranges: [
        ['2026-08-26', '2026-10-08'],
        ['2026-10-10', '2026-11-22'],
      ],
      gaps: [['2026-10-08', '2026-10-10']],
    },
    {
      ...base,
      resource: 'usage_completions',
      kind: 'buckets',
      ranges: [['2026-09-10', '2026-11-24']],
      unavailable: [['2026-08-26', '2026-09-10']],
    },
    { ...base, resource: 'users', kind: 'snapshot', rows: 214, readOn: '2026-11-24' },
    { ...base, resource: 'project_api_keys', kind: 'snapshot', rows: 46, readOn: '2026-11-23', staleParents: 2 },
    { ...base, resource: 'certificates', kind: 'snapshot', status: 'failed', rows: 3, readOn: '2026-11-20' },
    { ...base, resource: 'groups', kind: 'snapshot', status: 'skipped', rows: 0 },
  ];
}
