import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allChecks } from '../../src/audit/all-checks.ts';
import type { AuditData } from '../../src/audit/audit-data.ts';
import type { Check, CheckResult, Discovery, Finding } from '../../src/audit/check.ts';
import { parseChecks, serializeChecks } from '../../src/audit/check-records.ts';
import { type CheckSettings, noCheckSettings } from '../../src/audit/check-settings.ts';
import { findingsOf, parseFindings, serializeFindings } from '../../src/audit/findings-file.ts';
import { type EarlierRun, runChecks } from '../../src/audit/run-checks.ts';
import { organisation } from './checks/organisation.ts';

/** A check that finds what the test says. */
function checkOf(subjects: () => string[], more: Partial<Check> = {}): Check {
  const texts = { title: 'T', meaning: 'Over {days} days', why: 'W', remedy: 'R' };
  return {
    ...{ id: 'c', severity: 'medium', ...texts, controls: [], needs: {}, thresholds: { days: 3 } },
    find: () => subjects().map((subject): Discovery => ({ subject, text: `Found ${subject}`, evidence: { subject } })),
    ...more,
  };
}

const empty = organisation({});

/** What a run leaves to the next one, through the texts of both files. */
function written(results: readonly CheckResult[]): EarlierRun {
  return {
    checks: parseChecks(serializeChecks(results)),
    findings: parseFindings(serializeFindings(findingsOf(results))),
  };
}

/** The night that `nights` is at, from 0. */
let tonight = 0;

/** What is found night by night; the last entry goes on. */
const planned =
  (...plan: string[][]) =>
  () =>
    plan[tonight] ?? plan.at(-1) ?? [];

interface Story {
  count: number;
  settings?: (night: number) => CheckSettings;
  data?: (night: number) => AuditData;
}

/** Runs a check on several days, twice on each; returns its results of each day, which both runs must agree on. */
function nights(check: Check, { count, settings = () => noCheckSettings, data = () => empty }: Story): CheckResult[] {
  let previous: EarlierRun | undefined;
  return Array.from({ length: count }, (_, night) => {
    tonight = night;
    const today = `2026-11-0${night + 1}`;
    const first = runChecks([check], data(night), settings(night), previous, today);
    previous = written(first);
    const again = runChecks([check], data(night), settings(night), previous, today);
    assert.deepEqual(written(again), previous, `two runs of ${today} differ`);
    return first[0] as CheckResult;
  });
}

const told = (results: CheckResult[]) =>
  results.map(({ findings }) => findings.map(({ id, status, since }) => `${id} ${status} ${since.slice(-2)}`));

test('what the first run finds was there before; what comes later is new for a day, and then stands', () => {
  const results = nights(checkOf(planned(['a'], ['a', 'b'])), { count: 3 });
  assert.deepEqual(told(results), [
    ['c:a standing 01'],
    ['c:a standing 01', 'c:b new 02'],
    ['c:a standing 01', 'c:b standing 02'],
  ]);
  assert.deepEqual(
    results[1]?.findings.map(({ baseline }) => baseline),
    [true, false],
  );
});

test('what is no longer found is resolved for a day, and new when it comes back', () => {
  const results = nights(checkOf(planned(['a'], [], [], ['a'])), { count: 4 });
  assert.deepEqual(told(results), [['c:a standing 01'], ['c:a resolved 01'], [], ['c:a new 04']]);
  assert.deepEqual(
    results.map(({ state }) => state),
    ['found', 'passed', 'passed', 'found'],
  );
  assert.equal(results[1]?.findings[0]?.resolved, '2026-11-02');
});

test('what was resolved and is found again on one day only flickered', () => {
  let found = ['a'];
  const check = checkOf(() => found);
  const first = written(runChecks([check], empty, noCheckSettings, undefined, '2026-11-01'));
  found = [];
  const second = written(runChecks([check], empty, noCheckSettings, first, '2026-11-02'));
  found = ['a'];
  const third = runChecks([check], empty, noCheckSettings, second, '2026-11-02');
  assert.deepEqual(third[0]?.findings, first.findings);
});

test('what becomes graver by itself is new again, and once', () => {
  const graver = checkOf(() => ['a'], {
    find: () => [
      { subject: 'a', text: 'A', evidence: {}, severity: tonight < 2 ? 'medium' : tonight < 4 ? 'high' : 'low' },
    ],
  });
  const told = (settings: () => CheckSettings) =>
    nights(graver, { count: 5, settings }).map(({ findings }) =>
      findings.map(({ status, severity }) => [status, severity]),
    );
  assert.deepEqual(told(() => noCheckSettings).flat(), [
    ['standing', 'medium'],
    ['standing', 'medium'],
    ['new', 'high'],
    ['standing', 'high'],
    ['standing', 'low'],
  ]);
  const fixed: CheckSettings = { checks: { c: { on: true, severity: 'high' } }, exceptions: [] };
  assert.deepEqual(
    [
      ...new Set(
        told(() => fixed)
          .flat()
          .flat(),
      ),
    ],
    ['standing', 'high'],
  );
});

test('an earlier finding stands or lapses where its check says so', () => {
  const fates = { 'c:a': 'stands', 'c:b': 'lapsed', 'c:c': 'resolved' } as const;
  const afterwards = (_data: AuditData, { id }: Finding) => fates[id as keyof typeof fates];
  const results = nights(checkOf(planned(['a', 'b', 'c'], []), { afterwards }), { count: 3 });
  assert.deepEqual(told(results).slice(1), [['c:a standing 01', 'c:c resolved 01'], ['c:a standing 01']]);
  assert.deepEqual(
    results.map(({ state }) => state),
    ['found', 'found', 'found'],
  );
});

test('what earlier runs must have judged does not appear, but counts in the baseline and stays', () => {
  const check = checkOf(planned(['a'], ['a', 'b']), { mayAppear: () => false });
  const results = nights(check, { count: 3 });
  assert.deepEqual(told(results), [['c:a standing 01'], ['c:a standing 01'], ['c:a standing 01']]);
});

test('a check that is added, or switched on, starts with a baseline of its own', () => {
  const old = checkOf(() => ['x'], { id: 'old' });
  const fresh = checkOf(() => ['y'], { id: 'fresh', optional: true });
  const off = runChecks([old, fresh], empty, noCheckSettings, undefined, '2026-11-01');
  assert.deepEqual(
    off.map(({ state }) => state),
    ['found', 'off'],
  );
  const settings = { ...noCheckSettings, checks: { fresh: { on: true } } };
  const on = runChecks([old, fresh], empty, settings, written(off), '2026-11-02');
  assert.deepEqual(told(on), [['old:x standing 01'], ['fresh:y standing 02']]);
});

test('a check that is switched off has no findings, not even resolved ones', () => {
  const settings = (night: number) => ({ ...noCheckSettings, checks: { c: { on: night !== 1 } } });
  const results = nights(checkOf(planned(['a'])), { count: 3, settings });
  assert.deepEqual(told(results), [['c:a standing 01'], [], ['c:a standing 03']]);
});

test('without the records of the checks, those that have findings ran before', () => {
  const check = checkOf(() => ['a', 'b']);
  const { findings } = written(runChecks([checkOf(() => ['a'])], empty, noCheckSettings, undefined, '2026-11-01'));
  const results = runChecks([check], empty, noCheckSettings, { checks: [], findings }, '2026-11-02');
  assert.deepEqual(told(results), [['c:a standing 01', 'c:b new 02']]);
});

test('severity and thresholds are those of the settings, which the meaning names', () => {
  const setting = { on: true, severity: 'low', thresholds: { days: 9 } } as const;
  const weak = checkOf(() => ['a'], {
    find: (_data, limits) => [{ subject: String(limits.days), text: '', evidence: {}, severity: 'high' }],
  });
  const [result] = runChecks([weak], empty, { checks: { c: setting }, exceptions: [] }, undefined, '2026-11-01');
  assert.deepEqual(
    [result?.check.meaning, result?.check.severity, result?.findings[0]?.id, result?.findings[0]?.severity],
    ['Over 9 days', 'low', 'c:9', 'low'],
  );
  const [plain] = runChecks([weak], empty, noCheckSettings, undefined, '2026-11-01');
  assert.deepEqual([plain?.check.meaning, plain?.findings[0]?.severity], ['Over 3 days', 'high']);
});

test('an exception counts through its last day; then the finding stands again', () => {
  const settings = () => ({ checks: {}, exceptions: [{ finding: 'c:b', reason: 'Known', expires: '2026-11-02' }] });
  const results = nights(checkOf(planned(['a', 'b'])), { count: 3, settings });
  assert.deepEqual(
    told(results).map(([, b]) => b),
    ['c:b excepted 01', 'c:b excepted 01', 'c:b standing 01'],
  );
  assert.deepEqual(results[0]?.findings[1]?.exception, { reason: 'Known', expires: '2026-11-02' });
  assert.equal(results[2]?.findings[1]?.exception, undefined);
});

test('a check that cannot be checked keeps what it found, and is neither passed nor resolved', () => {
  const check = checkOf(planned(['a'], ['a', 'b'], [], ['b', 'd']), { needs: { snapshots: ['users'] } });
  const complete = organisation({ snapshots: { users: [] } });
  const stale = { ...complete, snapshots: new Map([['users', { rows: [], complete: false }]]) };
  const results = nights(check, { count: 4, data: (night) => (night === 2 ? stale : complete) });
  assert.deepEqual(told(results), [
    ['c:a standing 01'],
    ['c:a standing 01', 'c:b new 02'],
    ['c:a standing 01', 'c:b standing 02'],
    ['c:a resolved 01', 'c:b standing 02', 'c:d new 04'],
  ]);
  assert.deepEqual(
    [results[2]?.state, results[2]?.why, results[2]?.incomplete],
    ['not checked', 'users was not read completely: see what the run says of it', true],
  );
});

test('only what was read before and not completely this time counts as incomplete', () => {
  const check = checkOf(() => [], { needs: { snapshots: ['users'], changes: ['users'], events: ['tenant.updated'] } });
  const full = organisation({ snapshots: { users: [] } });
  const ofTonight = (data: AuditData) => runChecks([check], data, noCheckSettings, undefined, '2026-11-01')[0];
  const neverRead = { ...full, snapshots: new Map() };
  const firstRead = { ...full, changes: { ...full.changes, resources: new Set<string>() } };
  for (const data of [neverRead, firstRead, { ...full, events: undefined }]) {
    const result = ofTonight(data as AuditData);
    assert.deepEqual([result?.state, result && 'incomplete' in result], ['not checked', false]);
  }
  const stale = { ...full, snapshots: new Map([['users', { rows: [], complete: false }]]) };
  assert.equal(ofTonight(stale)?.incomplete, true);
  assert.deepEqual(ofTonight(neverRead)?.neverExported, ['users']);
});

test('what is missing is named, with what to do', () => {
  const whyOf = (needs: Check['needs'], data: AuditData) =>
    runChecks([checkOf(() => [], { needs })], data, noCheckSettings, undefined, '2026-11-01')[0]?.why;
  const full = organisation({ snapshots: { users: [] } });
  const { events: _events, costs: _costs, ...bare } = full;
  assert.match(
    whyOf({ snapshots: ['roles'] }, full) ?? '',
    /^roles was never exported: add it to `resources`, or let the key read it$/,
  );
  assert.match(whyOf({ events: [] }, bare) ?? '', /^audit_logs was never exported/);
  assert.match(whyOf({ costs: true }, bare) ?? '', /^costs was never exported/);
  assert.match(whyOf({ events: [], costs: true, changes: ['roles'] }, bare) ?? '', /^roles .*; audit_logs .*; costs /);
  const { events, costs } = full;
  assert.match(
    whyOf({ events: [] }, { ...full, ...(events && { events: { ...events, complete: false } }) }) ?? '',
    /completely/,
  );
  assert.match(
    whyOf({ costs: true }, { ...full, ...(costs && { costs: { ...costs, complete: false } }) }) ?? '',
    /completely/,
  );
  const refused = { ...full, ...(events && { events: { ...events, tenant: false } }) };
  assert.match(whyOf({ events: ['tenant.user.added'] }, refused) ?? '', /tenant/);
  assert.equal(whyOf({ events: ['login.failed'] }, refused), undefined);
  assert.equal(whyOf({ snapshots: ['users'], changes: ['users'], events: [], costs: true }, full), undefined);
});

test('after the first read of a resource, the changes of the next run are new', () => {
  const full = organisation({ snapshots: { users: [] } });
  const firstRead = { ...full, changes: { ...full.changes, resources: new Set<string>() } };
  const check = checkOf(() => ['a'], { needs: { changes: ['users'] } });
  const results = nights(check, { count: 2, data: (night) => (night === 0 ? firstRead : full) });
  assert.deepEqual(told(results), [[], ['c:a new 02']]);
  assert.match(results[0]?.why ?? '', /first time/);
  const never = nights(check, { count: 2, data: (night) => (night === 0 ? empty : full) });
  assert.deepEqual(told(never), [[], ['c:a standing 02']], 'an older change log is there before the check');
});

test('a check that cannot tell says why', () => {
  const check = checkOf(() => ['a'], { cannotTell: () => 'no `domains` are configured' });
  const [result] = runChecks([check], empty, noCheckSettings, undefined, '2026-11-01');
  assert.deepEqual([result?.state, result?.why, result?.findings], ['not checked', 'no `domains` are configured', []]);
});

test('there are checks enough, each with an id of its own, and all that a reader needs', () => {
  const ids = allChecks.map(({ id }) => id);
  assert.ok(allChecks.length >= 25);
  assert.equal(new Set(ids).size, ids.length);
  for (const check of allChecks) {
    assert.match(check.id, /^[a-z]+(-[a-z]+)+$/);
    for (const text of [check.title, check.meaning, check.why, check.remedy]) assert.ok(text.length > 5, check.id);
    for (const control of check.controls) {
      assert.match(
        control,
        /^(SOC 2 (CC\d\.\d|A1\.\d|C1\.\d)|ISO 27001 A\.\d\.\d+|NIST 800-53 [A-Z]{2}-\d+(\(\d+\))?|CIS \d+\.\d+)$/,
      );
    }
    assert.ok(check.controls.length >= 3, check.id);
  }
});

test('without any data, no check passes that looks at data', () => {
  const nothing: AuditData = {
    ...{ now: empty.now, snapshots: new Map(), dataUntil: new Map() },
    changes: { since: '2026-10-25', entries: [], resources: new Set() },
  };
  const results = runChecks(allChecks, nothing, noCheckSettings, undefined, '2026-11-24');
  assert.deepEqual(
    results.filter(({ state }) => state === 'passed' || state === 'found').map(({ check }) => check.id),
    ['data-stale', 'suddenly-empty'],
  );
});
