import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { presets } from '../../src/catalogue/presets.ts';
import type { FormatChoice } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { configOf, fakeKey, mistakesOf, runnerFolders, selectionOf, variables } from './given.ts';

describe('readConfig', () => {
  it('completes a lone key with the defaults of the design', async (test) => {
    const { workspace, temporary } = runnerFolders(test);
    const config = await configOf({}, { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary });
    const { selections, selectionFingerprint, ...rest } = config;
    assert.deepEqual(rest, {
      apiKey: fakeKey,
      baseUrl: 'https://api.openai.com/v1',
      destination: {
        location: { kind: 'folder', folder: join(workspace, 'data'), name: 'data' },
        identity: 'data',
        binding: 'data',
        writeOnly: false,
        settledOnly: false,
        history: false,
      },
      state: 'auto',
      pullRequest: { labels: [], reviewers: [], teamReviewers: [], draft: false },
      report: { summary: true, comment: false, html: false, accessReview: false },
      failOn: { error: true },
      privacy: { mode: 'none' },
      allowPublicPersonalData: false,
      concurrency: 8,
      dryRun: false,
      retries: 5,
      requestTimeoutSeconds: 60,
      environment: { workspace, temporaryFolder: temporary, runIdentity: 'local', cacheAvailable: false },
    });
    assert.ok(selectionFingerprint.includes('audit_logs'));
    assert.deepEqual(
      selections.map(({ resource }) => resource.name).sort(),
      [...(presets.get('standard') ?? [])].sort(),
    );
    assert.ok(selections.every(({ origin }) => origin === 'preset'));
    const day = 24 * 3600;
    assert.deepEqual(selectionOf(config, 'audit_logs').options, {
      formats: [formatChoices.get('jsonl') as FormatChoice],
      partitionBy: 'day',
      start: { kind: 'age', seconds: 90 * day },
      end: { kind: 'now' },
      lookbackSeconds: 3 * day,
      bucketWidth: '1d',
      groupBy: 'default',
      filters: { projects: [], eventTypes: [], models: [] },
      csvEscapeFormulas: true,
    });
    const costs = selectionOf(config, 'costs').options;
    assert.equal(costs.partitionBy, 'month');
    assert.equal(costs.lookbackSeconds, 35 * day);
  });

  it('takes every input', async (test) => {
    const { workspace, temporary } = runnerFolders(test);
    const config = await configOf(
      {
        'base-url': 'https://eu.api.openai.com/v1/',
        'openai-organization': 'org-1',
        'openai-project': 'proj_1',
        resources: 'audit_logs',
        destination: './out/',
        format: 'jsonl.gz\ncsv',
        'partition-by': 'hour',
        'start-date': '2026-11-01',
        'end-date': '2d',
        'refresh-from': 'earliest',
        state: 'cache',
        report: 'none',
        'fail-on': 'never',
      },
      { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary },
    );
    assert.equal(config.baseUrl, 'https://eu.api.openai.com/v1');
    assert.equal(config.organization, 'org-1');
    assert.equal(config.project, 'proj_1');
    assert.deepEqual(config.destination.location, { kind: 'folder', folder: join(workspace, 'out'), name: 'out' });
    assert.equal(config.state, 'cache');
    assert.equal(config.report.summary, false);
    assert.equal(config.failOn.error, false);
    const { origin, options } = selectionOf(config, 'audit_logs');
    assert.equal(origin, 'named');
    assert.deepEqual(
      options.formats.map(({ extension }) => extension),
      ['jsonl.gz', 'csv'],
    );
    assert.equal(options.partitionBy, 'hour');
    assert.deepEqual(options.start, { kind: 'absolute', seconds: Date.UTC(2026, 10, 1) / 1000 });
    assert.deepEqual(options.end, { kind: 'age', seconds: 2 * 24 * 3600 });
    assert.deepEqual(options.refreshFrom, { kind: 'earliest' });
  });

  it('reads the runner: run, attempt, and whether the cache is offered', async () => {
    const run = { GITHUB_RUN_ID: '17', GITHUB_RUN_ATTEMPT: '2' };
    const cache = {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
      ACTIONS_RUNTIME_TOKEN: 'x',
    };
    assert.equal((await configOf({}, run)).environment.runIdentity, '17-2');
    assert.equal((await configOf({}, cache)).environment.cacheAvailable, true);
    assert.equal((await configOf({}, { ...cache, ACTIONS_RUNTIME_TOKEN: '' })).environment.cacheAvailable, false);
    assert.equal((await configOf({}, { ...cache, ACTIONS_CACHE_SERVICE_V2: '' })).environment.cacheAvailable, false);
  });

  it('works outside Actions, in the current folder', async () => {
    const { environment, destination } = await configOf({});
    assert.equal(environment.workspace, process.cwd());
    assert.equal(environment.temporaryFolder, tmpdir());
    assert.deepEqual(destination.location, { kind: 'folder', folder: join(process.cwd(), 'data'), name: 'data' });
  });

  it('lists every mistake at once, and says how many', async () => {
    const mistakes = await mistakesOf({
      'api-key': 'sk-proj-fake',
      resources: 'usrs, !costz',
      format: 'xlsx',
      'start-date': 'yesterday',
      state: 'cach',
      config: 'retries: many\nformt: csv',
      destination: '..',
    });
    assert.deepEqual(
      mistakes.map((line) => /^'[\w-]+'/.exec(line)?.[0]),
      [
        "'api-key'",
        "'formt'",
        "'format'",
        "'start-date'",
        "'state'",
        "'retries'",
        "'resources'",
        "'resources'",
        "'destination'",
      ],
    );
    const inputs = variables({ 'api-key': 'sk-proj-fake', state: 'cach' });
    await assert.rejects(readConfig(inputs), {
      name: 'ConfigurationError',
      message: /^The configuration has 2 mistakes:\n- /,
    });
  });

  it('refuses an input that the action does not have, and names the nearest', async () => {
    assert.deepEqual(await mistakesOf({ formats: 'csv' }), [
      `'formats' is not an input of this action (did you mean "format"?)`,
    ]);
    assert.deepEqual(await mistakesOf({ webhook: 'x' }), ["'webhook' is not an input of this action"]);
    assert.deepEqual(await mistakesOf({ webhook: '' }), []);
  });

  it('never repeats a key, wherever it was put', async () => {
    const secret = 'an-unusual-key-0123';
    const inputs = {
      'api-key': secret,
      state: secret,
      config: `retries: ${secret}`,
      'start-date': 'sk-admin-other-fake',
    };
    const mistakes = await mistakesOf(inputs);
    assert.equal(mistakes.length, 3);
    assert.ok(!mistakes.join().includes(secret));
    assert.ok(!mistakes.join().includes('other-fake'));
  });

  it('gives the same fingerprint every night, and another one where other work is selected', async () => {
    const one = (await configOf({})).selectionFingerprint;
    assert.equal((await configOf({ 'api-key': 'sk-admin-rotated', 'refresh-from': '3d' })).selectionFingerprint, one);
    assert.equal((await configOf({ 'base-url': 'http://127.0.0.1:9' })).selectionFingerprint, one);
    assert.ok(!one.includes(fakeKey));
    for (const inputs of [
      { resources: 'users' },
      { destination: 'elsewhere' },
      { format: 'csv' },
      { 'partition-by': 'month' },
      { 'start-date': '30d' },
      { 'openai-organization': 'org-2' },
      { config: 'projects: [proj_1]' },
    ]) {
      assert.notEqual((await configOf(inputs)).selectionFingerprint, one, JSON.stringify(inputs));
    }
  });
});

describe('the destination', () => {
  it('may lie in the temporary folder, by its full path', async (test) => {
    const { workspace, temporary } = runnerFolders(test);
    const env = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary };
    const { destination } = await configOf({ destination: join(temporary, 'export/now') }, env);
    assert.deepEqual(destination.location, {
      kind: 'folder',
      folder: join(temporary, 'export/now'),
      name: 'RUNNER_TEMP/export/now',
    });
  });

  it('has one identity, however it is written', async (test) => {
    const { workspace } = runnerFolders(test);
    for (const given of ['data', './data', 'data/', 'x/../data', join(workspace, 'data')]) {
      const { destination } = await configOf({ destination: given }, { GITHUB_WORKSPACE: workspace });
      assert.deepEqual(destination.location, { kind: 'folder', folder: join(workspace, 'data'), name: 'data' }, given);
      assert.deepEqual([destination.identity, destination.binding], ['data', 'data']);
    }
  });

  it('is refused outside, at the root, in .git, and as a file', async (test) => {
    const { workspace, temporary, elsewhere } = runnerFolders(test);
    writeFileSync(join(workspace, 'file'), '');
    mkdirSync(join(workspace, 'sub'));
    for (const [given, why] of [
      [elsewhere, 'inside the workspace or RUNNER_TEMP'],
      ['../other', 'inside the workspace or RUNNER_TEMP'],
      ['.', 'a folder of its own'],
      ['sub/..', 'a folder of its own'],
      [temporary, 'a folder of its own'],
      ['.git/hooks', 'belongs to git'],
      ['sub/.GIT', 'belongs to git'],
      ['file', 'there is a file'],
      ['file/data', 'there is a file'],
      ['ftp://host/x', 'expected a folder'],
    ] as const) {
      const env = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary };
      const [mistake = '', ...others] = await mistakesOf({ destination: given }, env);
      assert.deepEqual(others, []);
      assert.ok(mistake.startsWith(`'destination' is "${given}": `) && mistake.includes(why), `${given}: ${mistake}`);
    }
  });
});
