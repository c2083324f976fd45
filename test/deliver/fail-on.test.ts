import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyManifest, type Manifest } from '../../src/archive/manifest.ts';
import { reasonsToFail } from '../../src/deliver/fail-on.ts';
import type { Outcome } from '../../src/export/job/outcome.ts';
import { rendered } from '../../src/notices/notice.ts';
import type { RunFacts } from '../../src/reporting/model/run-facts.ts';
import type { FailOn } from '../../src/settings/config.ts';
import { factsWith, outcomeOf } from '../reporting/reports.ts';

const NOW = Date.parse('2026-03-05T03:17:00Z') / 1000;
const seconds = (day: string) => Date.parse(day) / 1000;

function outcome(resource: string, status: Outcome['status'], dataUntil?: number): Outcome {
  return outcomeOf(resource, { status, ...(dataUntil !== undefined && { dataUntil }) });
}

function factsOf(outcomes: Outcome[], troubles: string[] = []): RunFacts {
  return factsWith(outcomes, { now: NOW, troubles });
}

function snapshot(resource: string, readOn?: string): Manifest {
  return { ...emptyManifest(resource, { formats: ['jsonl'] }), ...(readOn !== undefined && { read_on: readOn }) };
}

function dated(resource: string, ranges: [string, string][], unavailable: [string, string][] = []): Manifest {
  const parsed = (pairs: [string, string][]) =>
    pairs.map(([from, to]): [number, number] => [seconds(from), seconds(to)]);
  const shape = { formats: ['jsonl'], partition_by: 'day' };
  return { ...emptyManifest(resource, shape), ranges: parsed(ranges), unavailable: parsed(unavailable) };
}

function reasons(failOn: FailOn, facts: RunFacts, ...manifests: Manifest[]): string[] {
  const known = new Map(manifests.map((one) => [one.resource, one]));
  return reasonsToFail({ failOn }, { ...facts, manifests: known }, []).map((reason) => rendered(reason.notice));
}

const twoDays: FailOn = { error: false, staleSeconds: 48 * 3600 };

/** What became of a resource in this run, what is stored of it, and until when it counts as complete if that is too long ago. */
const cases: [title: string, outcome: Outcome, manifest: Manifest | undefined, told?: string][] = [
  ['read now', outcome('users', 'ok', NOW), snapshot('users', '2026-03-05')],
  [
    'read up to an end-date',
    outcome('costs', 'ok', seconds('2026-03-01')),
    undefined,
    'costs (complete until 2026-03-01)',
  ],
  ['failed for one night', outcome('users', 'failed'), snapshot('users', '2026-03-04')],
  [
    'failed for two nights',
    outcome('users', 'failed'),
    snapshot('users', '2026-03-03'),
    'users (complete until 2026-03-03)',
  ],
  [
    'a snapshot whose parents could not all be read',
    outcome('project_users', 'failed', NOW),
    snapshot('project_users', '2026-03-01'),
    'project_users (complete until 2026-03-01)',
  ],
  ['never read', outcome('users', 'failed'), undefined, 'users (never read completely)'],
  ['never read completely', outcome('users', 'failed'), snapshot('users'), 'users (never read completely)'],
  ['events up to yesterday', outcome('audit_logs', 'failed'), dated('audit_logs', [['2026-01-01', '2026-03-04']])],
  [
    'events with a gap',
    outcome('audit_logs', 'failed'),
    dated('audit_logs', [
      ['2026-01-01', '2026-03-01'],
      ['2026-03-02', '2026-03-05'],
    ]),
    'audit_logs (complete until 2026-03-01)',
  ],
  [
    'events with days that the API no longer serves',
    outcome('audit_logs', 'failed'),
    dated('audit_logs', [['2026-02-01', '2026-03-05']], [['2026-01-01', '2026-02-01']]),
  ],
  ['skipped', outcome('certificates', 'skipped'), undefined],
];

for (const [title, result, manifest, told] of cases) {
  test(`stale data is told by name, and counts from what was read last: ${title}`, () => {
    const found = reasons(twoDays, factsOf([result]), ...(manifest ? [manifest] : []));
    if (told === undefined) assert.deepEqual(found, []);
    else {
      assert.equal(found.length, 1);
      const start = `The data of 1 resource is older than the 48 hours that \`fail-on\` allows: ${told}. `;
      assert.ok(found[0]?.startsWith(start), found[0]);
    }
    assert.deepEqual(reasons({ error: true }, factsOf([result]), ...(manifest ? [manifest] : [])), []);
  });
}

test('many stale resources are named as far as a line holds them', () => {
  const outcomes = Array.from({ length: 12 }, (_, index) => outcome(`resource_${index}`, 'failed'));
  assert.match(
    reasons(twoDays, factsOf(outcomes))[0] ?? '',
    /^The data of 12 resources is .* resource_9 \(.*\) and 2 more\./,
  );
});

test('what could not be delivered counts, where errors do not by themselves', () => {
  const report = factsOf([outcome('users', 'ok', NOW)], ['The branch is protected.']);
  assert.deepEqual(reasons(twoDays, report), ['Not everything was delivered: The branch is protected.']);
  assert.deepEqual(reasons({ ...twoDays, error: true }, report), []);
});
