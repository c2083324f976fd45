import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readConfig } from '../../src/settings/read-config.ts';
import { configNames, inputNames } from '../../src/settings/table.ts';
import { configOf, mistakesOf, runnerFolders, selectionOf, variables } from './given.ts';

const day = 24 * 3600;

describe('config', () => {
  it('takes every input but the key and itself, and the settings of its own', async () => {
    assert.deepEqual(
      inputNames.filter((name) => !configNames.includes(name)),
      ['api-key', 'pseudonym-key', 'github-token', 'config'],
    );
    const config = await configOf({
      config: `
        base-url: https://eu.api.openai.com/v1
        openai-organization: org-1
        openai-project: proj_1
        resources: [audit_logs, costs, usage_completions]
        destination: out
        format: [csv, jsonl.zst]
        partition-by: month
        start-date: 2026-01-01
        end-date: 2026-11-01T00:00:00Z
        refresh-from: 2026-03-01
        state: cache
        report: none
        fail-on: never
        lookback: {events: 1d, costs: 5w}
        bucket-width: 1h
        group-by: [model, project_id]
        projects: [proj_1, proj_2]
        event-types: [project.created]
        models: gpt-5
        on-schema-change: evolve
        concurrency: 3
        requests-per-second: 2.5
        retries: 0
        request-timeout: 2m
        csv-escape-formulas: false
        resource-options:
          costs: {partition-by: day, group-by: none, lookback: 2w, format: csv.gz, csv-escape-formulas: true}
      `,
    });
    assert.equal(config.baseUrl, 'https://eu.api.openai.com/v1');
    assert.equal(config.destination.identity, 'out');
    assert.equal(config.state, 'cache');
    assert.equal(config.report.summary, false);
    assert.equal(config.failOn.error, false);
    assert.equal(config.concurrency, 3);
    assert.equal(config.requestsPerSecond, 2.5);
    assert.equal(config.retries, 0);
    assert.equal(config.requestTimeoutSeconds, 120);
    const events = selectionOf(config, 'audit_logs').options;
    assert.equal(events.partitionBy, 'month');
    assert.equal(events.lookbackSeconds, day);
    assert.equal(events.csvEscapeFormulas, false);
    assert.deepEqual(events.refreshFrom, { kind: 'absolute', seconds: Date.UTC(2026, 2, 1) / 1000 });
    assert.deepEqual(events.filters, { projects: ['proj_1', 'proj_2'], eventTypes: ['project.created'], models: [] });
    const usage = selectionOf(config, 'usage_completions').options;
    assert.equal(usage.bucketWidth, '1h');
    assert.equal(usage.lookbackSeconds, 3 * day);
    assert.deepEqual(usage.groupBy, ['project_id', 'model']);
    assert.deepEqual(usage.filters, { projects: ['proj_1', 'proj_2'], eventTypes: [], models: ['gpt-5'] });
    const costs = selectionOf(config, 'costs').options;
    assert.deepEqual(
      costs.formats.map(({ extension }) => extension),
      ['csv.gz'],
    );
    assert.equal(costs.bucketWidth, '1d');
    assert.equal(costs.partitionBy, 'day');
    assert.deepEqual(costs.groupBy, []);
    assert.equal(costs.lookbackSeconds, 14 * day);
    assert.equal(costs.csvEscapeFormulas, true);
    assert.deepEqual(costs.filters.models, []);
  });

  it('yields to inputs', async () => {
    const config = await configOf({ config: 'format: csv\nstate: cache', format: 'jsonl', resources: 'users' });
    assert.deepEqual(
      selectionOf(config, 'users').options.formats.map(({ name }) => name),
      ['jsonl'],
    );
    assert.equal(config.state, 'cache');
  });

  it('may be empty, or leave settings empty', async () => {
    assert.equal((await configOf({ config: '# nothing yet\n# at all' })).concurrency, 8);
    assert.equal((await configOf({ config: 'concurrency:\nretries: 2' })).concurrency, 8);
  });

  it('may be a file in the workspace', async (test) => {
    const { workspace } = runnerFolders(test);
    mkdirSync(join(workspace, '.github'));
    writeFileSync(join(workspace, '.github/export.yml'), 'retries: 2\n');
    const config = await configOf({ config: '.github/export.yml' }, { GITHUB_WORKSPACE: workspace });
    assert.equal(config.retries, 2);
  });

  it('is read by the function handed in', async (test) => {
    const { workspace } = runnerFolders(test);
    const asked: string[] = [];
    const env = { ...variables({ config: 'export.yml' }), GITHUB_WORKSPACE: workspace };
    const config = await readConfig(env, {
      readFile: (path) => {
        asked.push(path);
        return 'retries: 3';
      },
    });
    assert.equal(config.retries, 3);
    assert.deepEqual(asked, [join(workspace, 'export.yml')]);
  });

  it('is refused where the file is missing or outside the workspace', async (test) => {
    const { workspace, elsewhere } = runnerFolders(test);
    writeFileSync(join(elsewhere, 'secret.yml'), 'retries: 2');
    symlinkSync(join(elsewhere, 'secret.yml'), join(workspace, 'link.yml'));
    for (const [path, why] of [
      ['missing.yml', /cannot be read \(ENOENT\): was the checkout missing before this step\?/],
      ['../other/secret.yml', /a file inside the workspace/],
      [join(elsewhere, 'secret.yml'), /a file inside the workspace/],
      ['link.yml', /a file inside the workspace/],
    ] as const) {
      const mistakes = await mistakesOf({ config: path }, { GITHUB_WORKSPACE: workspace });
      assert.equal(mistakes.length, 1);
      assert.match(mistakes[0] ?? '', why);
    }
  });

  for (const [title, config, expected] of [
    ['a misspelt setting', 'formt: csv', /^'formt' is not a setting in the config \(did you mean "format"\?\)/],
    ['a key', 'api-key: sk-admin-fake', /^'api-key' in the config is not read: give it as the input/],
    ['a list', '- users\n- costs', /expected a YAML mapping of settings/],
    ['broken YAML', 'a: b: c\n', /^'config': it is not valid YAML \(\w+ in line 1\)$/],
    ['an alias of nothing', 'state: *other', /^'config': it (has an alias|is not valid YAML)/],
    ['a setting given twice', 'state: auto\nstate: cache', /a key twice .* in line 2$/],
    [
      'a mode that does not exist',
      'on-schema-change: discard-column',
      /^'on-schema-change' in the config is "discard-column": expected "evolve" or .* \(did you mean "discard-columns"\?\)$/,
    ],
    ['known fields of no resource', 'known-fields: [seat]', /^'known-fields' is not a setting in the config/],
    [
      'options of no resource',
      'resource-options: {cost: {format: csv}}',
      /"cost", which is not a resource \(did you mean "costs"\?\)/,
    ],
    ['options that are no mapping', 'resource-options: {costs: csv}', /holds "csv" for "costs": expected a mapping/],
    ['resource options that are a list', 'resource-options: [costs]', /expected a mapping such as/],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const mistakes = await mistakesOf({ config });
      assert.equal(mistakes.length, 1, mistakes.join('\n'));
      assert.match(mistakes[0] ?? '', expected);
      assert.ok(!mistakes[0]?.includes('sk-admin-fake'));
    });
  }
});
