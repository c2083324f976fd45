import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { newTally, type Outcome } from '../../src/export/job/outcome.ts';
import { StorageError } from '../../src/notices/errors.ts';
import { exportFacts } from '../../src/reporting/model/export-facts.ts';
import { outputsOf, outputsOfNothing } from '../../src/reporting/outputs.ts';
import { statusOf } from '../../src/reporting/words/run-verdict.ts';
import type { Config } from '../../src/settings/config.ts';
import { factsWith, outcomeOf } from './reports.ts';

const NOW = Date.parse('2026-03-02T04:17:00Z') / 1000;
const CONFIG = {
  destination: { location: { kind: 'folder', folder: '/data', name: 'data' }, identity: 'data' },
  environment: {},
  privacy: { mode: 'none', columns: { include: [], exclude: [] } },
  selections: [],
} as object as Config;
/** The facts of a run that ended just now. */
function factsOf(outcomes: Outcome[], ending: Partial<Parameters<typeof exportFacts>[1]> = {}, config = CONFIG) {
  return { ...exportFacts(config, { startedAt: NOW, endedAt: NOW, now: NOW, outcomes, ...ending }), failsOn: [] };
}
const CHANGE = { shape: { formats: [] }, written: [], removedPeriods: [], covered: [], unavailable: [] };

test('every output of action.yml is set, by a run that ended early too', async () => {
  const action = parse(await readFile(new URL('../../action.yml', import.meta.url), 'utf8'));
  const declared = Object.keys(action.outputs).sort();
  assert.deepEqual(Object.keys(outputsOf(factsWith([]))).sort(), declared);
  assert.deepEqual(Object.keys(outputsOfNothing('failed')).sort(), declared);
});

test('the outputs tell what was done, by resource where that matters', () => {
  const outcomes = [
    outcomeOf('audit_logs', { dataUntil: NOW, tally: { ...newTally(), records: 9, rows: 7, files: 2, bytes: 90 } }),
    outcomeOf('costs', { status: 'failed', problems: ['x'] }),
    outcomeOf('users', { status: 'failed', problems: ['x'], tally: { ...newTally(), changes: 3, removed: 1 } }),
    outcomeOf('groups', { status: 'skipped' }),
  ];
  assert.deepEqual(outputsOf(factsOf(outcomes, { stateSource: 'cache' })), {
    status: 'partial',
    records: '7',
    'rows-read': '9',
    files: '2',
    bytes: '90',
    changed: 'true',
    changes: '3',
    'failed-resources': 'costs,users',
    'skipped-resources': 'groups',
    'data-until': '{"audit_logs":"2026-03-02T04:17:00Z"}',
    manifest: 'data/_manifests',
    'state-source': 'cache',
    findings: '',
    report: '',
    'commit-sha': '',
    'pull-request-number': '',
    'pull-request-url': '',
    'run-record': '',
  });
});

test('a run is ok where nothing failed, partial where something was read all the same, failed otherwise', () => {
  const status = (...outcomes: Outcome[]) => statusOf(factsOf(outcomes));
  const failed = outcomeOf('costs', { status: 'failed' });
  const skipped = outcomeOf('groups', { status: 'skipped' });
  assert.equal(status(skipped), 'failed', 'a key that can read nothing at all');
  assert.equal(status(outcomeOf('users'), skipped), 'ok');
  assert.equal(status(outcomeOf('users'), failed), 'partial');
  assert.equal(status(outcomeOf('users', { status: 'failed', change: CHANGE }), failed), 'partial');
  assert.equal(status(failed, skipped), 'failed');
  const stopped = outcomeOf('costs', { status: 'stopped' });
  assert.equal(status(stopped), 'partial', 'a run that was asked to end has not failed');
  assert.equal(status(stopped, failed), 'failed');
});

test('nothing has changed where neither a file was written nor one removed nor a change found', () => {
  const changed = (tally: Partial<ReturnType<typeof newTally>>) =>
    outputsOf(factsOf([outcomeOf('users', { tally: { ...newTally(), ...tally } })])).changed;
  assert.equal(changed({ records: 5 }), 'false');
  for (const tally of [{ files: 1 }, { removed: 1 }, { changes: 1 }]) assert.equal(changed(tally), 'true');
});

test('where privacy hides, no sentence of the report holds an address', () => {
  const config = { ...CONFIG, privacy: { mode: 'redact', columns: { include: [], exclude: [] } } } as Config;
  const said = 'Refused for a.person@example.com at 198.51.100.7.';
  const outcomes = [
    outcomeOf('users', { status: 'failed', problems: [said] }),
    outcomeOf('groups', { status: 'skipped', skippedBecause: said }),
  ];
  const error = new StorageError('destination-lost', said);
  const report = factsOf(outcomes, { lost: error, notCommitted: error }, config);
  const text = JSON.stringify(report);
  assert.match(text, /Refused for redacted at redacted\./);
  assert.doesNotMatch(text, /person|198/);
});
