import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { configSchema, configSchemaPath, configSchemaText } from '../../scripts/write-config-schema.ts';
import { allChecks } from '../../src/audit/all-checks.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { presets } from '../../src/catalogue/presets.ts';
import { configNames } from '../../src/settings/table.ts';
import { mistakesOf } from '../settings/given.ts';
import { filterValues } from './filter-values.ts';

const ROOT = join(import.meta.dirname, '../..');
const validate = new Ajv({ strict: false }).compile(configSchema());

test('config.schema.json stays small: what repeats is a definition', async () => {
  assert.ok((await readFile(configSchemaPath)).length < 90_000);
});

test('config.schema.json is the one that node scripts/write-config-schema.ts writes', async () => {
  assert.equal(await readFile(join(ROOT, configSchemaPath), 'utf8'), configSchemaText());
});

/** What a setting needs beside it to be right. */
const beside: Record<string, object> = {
  branch: { commit: 'push' },
  'bucket-width': { resources: 'all' },
  'privacy-columns': { privacy: 'redact' },
};
const inActions = { GITHUB_REPOSITORY: 'octo/data', 'INPUT_GITHUB-TOKEN': 'fake-token', AZURE_STORAGE_ACCOUNT: 'acct' };

/** Asserts that the parser and the schema say the same of a config. */
async function assertBoth(config: object, isRight: boolean): Promise<void> {
  const text = JSON.stringify(config);
  const mistakes = await mistakesOf({ config: text }, inActions);
  assert.equal(mistakes.length === 0, isRight, `the parser of ${text}: ${mistakes.join('; ') || 'no mistake'}`);
  const isValid = validate(JSON.parse(text));
  assert.equal(isValid, isRight, `the schema of ${text}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
}

const date = [
  ['2026-11-22', '2026-02-29', '2026-11-22T13:00:00+02:00', '30d', ' 12h '],
  ['2026-13-01', '2026-04-31', 'later', 30, '3m', []],
];
const list = (right: unknown[], wrong: unknown[]): [unknown[], unknown[]] => [
  [
    ...right,
    right.filter((one) => typeof one === 'string'),
    right.slice(0, 2).join(', '),
    right.slice(0, 2).join('\n'),
  ],
  [...wrong, wrong.filter((one) => typeof one === 'string'), 7, {}, [7]],
];
const yesNo = [
  [true, false, 'true', 'false'],
  ['yes', 1, [], {}],
];

/** By setting: values that are right, and values that are wrong. */
const cases: Record<string, readonly (readonly unknown[])[]> = {
  'base-url': [
    ['https://eu.api.openai.com/v1', 'http://127.0.0.1:8080/v1', 'http://[::1]:1', 'http://localhost'],
    ['http://api.openai.com/v1', 'api.openai.com', 'https://me@localhost/', 'https://localhost/?a', 'ftp://a/', 7],
  ],
  'openai-organization': [['org-1'], ['org 1', 'orgé', 7]],
  'openai-project': [['proj_1'], ['proj 1', {}]],
  resources: [
    [
      ...['standard', 'access, !roles', 'users\ncosts', '- users\n- costs', ['users', '!costs', 'keys, usage']],
      ...[
        [{ name: 'admin_api_key', ids: ['key_1'] }],
        [{ name: 'audit_log', ids: 'audit_log-1' }],
        [{ name: 'users' }],
      ],
      [{ name: 'things', path: '/organization/things', data_selector: 'result.items', 'primary-key': 'id' }, 'users'],
      [{ name: 'things', path: '/organization/things', params: { a: 1 }, pagination: 'none' }, 'things'],
      { name: 'things', path: '/organization/projects/{project_id}/things', parent: 'projects' },
    ],
    [
      ...['usres', ['usres'], ['users', 7], [{ name: 'users', ids: ['a'] }], [{ name: 'admin_api_key', ids: [] }]],
      ...[[{ name: 'admin_api_key', ids: ['a/b'] }], [{ name: 'admin_api_key', idz: ['a'] }], 'audit_log', [{}]],
      ...[[{ name: 'users', path: '/organization/things' }], [{ name: 'Things', path: '/organization/things' }]],
      ...[[{ name: 'things', path: 'organization/things' }], [{ name: 'things', path: '/a/../b' }]],
      ...[[{ name: 'things', path: '/a', pagination: 'pages' }], [{ name: 'things', path: '/a', parms: {} }]],
    ],
  ],
  destination: [
    [
      'data',
      'a b',
      's3://bucket/prefix',
      'S3://bucket',
      'gs://my_bucket/a/b/',
      'az://exports/x',
      'https://acct.blob.core.windows.net/exports/x?sv=1&sig=fake',
    ],
    [
      's3://',
      's3://My_Bucket/x',
      's3://bucket/a/../b',
      's3://bucket/a//b',
      's3://bucket/a?b',
      'gs://b',
      'az://Exports',
      'ftp://a/b',
      'https://acct.blob.core.windows.net/',
    ],
  ],
  format: list(['jsonl', 'csv.gz'], ['xlsx', 'csv.zip', 'jsonl, xlsx']),
  'partition-by': [
    ['hour', 'day', 'month'],
    ['week', 1, ['day']],
  ],
  'start-date': [
    [...(date[0] ?? []).filter((value) => value !== '2026-02-29'), 'earliest'],
    [...(date[1] ?? []), 'now'],
  ],
  'end-date': [
    ['2d', 'now'],
    [...(date[1] ?? []), 'earliest'],
  ],
  'refresh-from': [
    ['3d', 'earliest'],
    [...(date[1] ?? []), 'now'],
  ],
  state: [
    ['auto', 'cache'],
    ['none', 1],
  ],
  privacy: [
    ['none', 'redact'],
    ['hide', true],
  ],
  commit: [
    ['none', 'push', 'pull-request'],
    ['pull_request', true],
  ],
  branch: [
    ['main', 'export/data'],
    ['a b', 'refs/heads/a', '/a', 'a..b', 'a.lock', 7],
  ],
  report: list(['summary', 'comment', 'html', 'access-review'], ['pdf', 'summary, pdf']),
  'fail-on': list(['error', 'finding:high', 'stale:48h'], ['finding:huge', 'stale', 'stale:48', 'errors']),
  'stop-after': [
    ['45m', '2h', '5000 requests', '1 request'],
    ['0m', '0 requests', '5000', '2d', 'soon', 5000],
  ],
  'dry-run': yesNo,
  lookback: [
    ['3d', { events: '1d', costs: '5w' }, {}],
    [3, '3m', { usages: '3d' }, { usage: 3 }, ['3d']],
  ],
  every: [
    ['1d', '7d', '2w'],
    ['0d', '12h', '7', 7, 'weekly', { users: '7d' }],
  ],
  'bucket-width': [
    ['1h', '1d', '1m'],
    ['1w', 1],
  ],
  'group-by': list(['project_id', 'line_item'], ['line_items']),
  projects: [
    ['proj_1', ['proj_1', 'proj_2'], 'proj_1, proj_2'],
    ['a b', { a: 'b' }, 7],
  ],
  'event-types': list(['project.created', 'billing.threshold.crossed'], ['everything', 'Project Created']),
  models: [
    ['gpt-5', ['gpt-5', 'gpt-5-mini']],
    ['gpt 5', 7],
  ],
  ...filterValues(yesNo),
  'on-schema-change': [
    ['evolve', 'freeze', 'discard-columns', 'discard-rows'],
    ['devolve', 1],
  ],
  'accept-empty': list(['users', 'costs'], ['users!']),
  concurrency: [
    [1, 100, '8'],
    [0, 101, 2.5, 'many', [8]],
  ],
  'requests-per-second': [
    [0.01, 10000, '2.5'],
    [0, 10001, 'fast', true],
  ],
  retries: [
    [0, 20, '3'],
    [-1, 21, 2.5, 'often'],
  ],
  'request-timeout': [
    ['60s', '2m', '1h'],
    [60, '60', '1d'],
  ],
  'csv-escape-formulas': yesNo,
  'destination-options': [
    [{}, { access: 'write-only' }, { history: true, 'manifest-prefix': 'manifests', 'settled-only': null }],
    [{ histroy: true }, { access: 'read-only' }, { history: 'perhaps' }, 'history', [{ history: true }]],
  ],
  'resource-options': [
    [
      {},
      { users: null },
      { users: { 'on-schema-change': 'freeze', 'known-fields': ['seat', 'seat__kind'] } },
      { costs: { format: 'csv', 'group-by': 'none', lookback: '5w', 'start-date': null } },
      { costs: { 'group-by': 'all', 'line-items': ['gpt-5.1, input'] }, usage_images: { sizes: '512x512' } },
      { audit_logs: { 'event-types': 'project.created' } },
    ],
    [
      { cost: {} },
      { users: { 'known-fields': 7 } },
      { costs: 'csv' },
      { costs: { formt: 'csv' } },
      { costs: { format: 'xlsx' } },
      { costs: { 'bucket-width': '1m' } },
      { costs: { 'group-by': 'model' } },
      { costs: { users: 'user-1' } },
      { users: { 'start-date': '3d' } },
      ['costs'],
    ],
  ],
  'privacy-columns': [
    [{}, { include: ['users.role'], exclude: 'audit_logs.actor, *.owner.name' }, { include: 'users.user__name' }],
    [
      { inclued: ['users.role'] },
      { include: ['users'] },
      { include: ['users.'] },
      { exclude: 7 },
      ['users.role'],
      'users.role',
    ],
  ],
  'allow-public-personal-data': yesNo,
  'commit-message': [['data: nightly'], [7, ['a']]],
  'pull-request': [
    [{}, { title: 'Nightly', labels: ['a', 'b'], reviewers: 'octocat, hubot', 'team-reviewers': [], draft: true }],
    [
      { lables: [] },
      { title: 'x'.repeat(61) },
      { title: ' ' },
      { labels: { a: 1 } },
      { draft: 'maybe' },
      'draft',
      ['a'],
    ],
  ],
  'projects-file': [[], [7, ['labels.csv']]],
  checks: [
    [
      {},
      { 'admin-key-old': 'off', 'admin-key-unused': { days: 60, severity: 'low' } },
      { 'user-outside-domains': { domains: ['example.org'] }, 'key-created-outside-hours': true },
    ],
    [
      { 'admin-key-odl': 'off' },
      { 'admin-key-old': 'never' },
      { 'admin-key-unused': { dyas: 1 } },
      { 'admin-key-unused': { days: -1 } },
      { 'admin-key-unused': { days: '60' } },
      { 'admin-key-unused': { severity: 'huge' } },
      ['admin-key-old'],
      'off',
    ],
  ],
  exceptions: [
    [
      [],
      [
        { finding: 'admin-key-old:key_1', reason: 'x', expires: '2026-12-31' },
        { finding: 'admin-key-old:*', reason: 'y', expires: '2026-06-30' },
      ],
    ],
    [
      {},
      'all',
      [{ finding: 'admin-key-old:*', reason: 'x' }],
      [{ finding: 'admin-key-odl:*', reason: 'x', expires: '2026-12-31' }],
      [{ finding: 'admin-key-old', reason: 'x', expires: '2026-12-31' }],
      [{ finding: 'admin-key-old:*', reason: ' ', expires: '2026-12-31' }],
      [{ finding: 'admin-key-old:*', reason: 'x', expires: '2026-06-31' }],
      [{ finding: 'admin-key-old:*', reason: 'x', expires: '2026-12-31', until: 1 }],
      [null],
    ],
  ],
};

describe('the schema and the parser agree', () => {
  for (const name of configNames) {
    it(`on ${name}`, async () => {
      const [right = [], wrong = []] = cases[name] ?? [];
      assert.ok(right.length + wrong.length > 0, `add right and wrong values of ${name} to the table`);
      for (const value of [...right, null, ''])
        await assertBoth({ ...(value ? beside[name] : {}), [name]: value }, true);
      for (const value of wrong) await assertBoth({ ...beside[name], [name]: value }, false);
    });
  }

  it('on names of settings, and on what is no mapping', async () => {
    await assertBoth({ formt: 'csv' }, false);
    await assertBoth({ 'api-key': 'sk-admin-fake' }, false);
    await assertBoth({}, true);
  });

  it('on the options of each kind of destination', async () => {
    const s3 = {
      region: 'eu-central-1',
      'kms-key': 'alias/x',
      tags: { team: 'a', n: 1 },
      'bucket-owner': '111122223333',
    };
    const places = { s3: 's3://bucket/x', gcs: 'gs://bucket/x', azure: 'az://exports/x', folder: 'data' };
    const both = (destination: string, options: object, isRight: boolean) =>
      assertBoth({ destination, 'destination-options': options }, isRight);
    await both(places.s3, { ...s3, encryption: 'aws:kms', 'path-style': true, endpoint: 'http://minio:9000' }, true);
    await both(places.s3, { role: 'arn:aws:iam::111122223333:role/export' }, true);
    await both(
      places.gcs,
      { 'user-project': 'p', 'storage-class': 'NEARLINE', 'kms-key': 'projects/p/locations/l/keyRings/r/cryptoKeys/k' },
      true,
    );
    await both(places.azure, { tier: 'Cool', 'encryption-scope': 'x', tags: {} }, true);
    for (const place of [places.gcs, places.azure, places.folder]) await both(place, { region: 'eu-central-1' }, false);
    await both(places.s3, { tier: 'Cool' }, false);
    await both(places.s3, { encryption: 'rot13' }, false);
    await both(places.s3, { tags: ['a'] }, false);
    await both(places.s3, { role: 'export' }, false);
    await both(places.s3, { endpoint: 'minio:9000' }, false);
    await both(places.gcs, { 'kms-key': 'alias/x' }, false);
    await both(places.gcs, { endpoint: 'http://example.org' }, false);
    await both(places.azure, { tier: 'Archive' }, false);
  });

  it('on options of a resource of the user own, where the config describes it', async () => {
    const resources = [{ name: 'things', path: '/organization/things' }];
    await assertBoth({ resources, 'resource-options': { things: { format: 'csv' } } }, true);
    await assertBoth({ resources: ['users'], 'resource-options': { things: { format: 'csv' } } }, false);
  });
});

test('every resource, preset, check and threshold can be completed', () => {
  const text = configSchemaText();
  for (const name of [...allResources.map((one) => one.name), ...presets.keys()])
    assert.ok(text.includes(`"!${name}"`), name);
  const { checks } = (configSchema() as { properties: Record<string, { anyOf: { properties?: object }[] }> })
    .properties;
  assert.deepEqual(
    Object.keys(checks?.anyOf[0]?.properties ?? {}),
    allChecks.map(({ id }) => id),
  );
});

test('every config in the docs is one that the schema lets through', async () => {
  const pages = (await readdir(join(ROOT, 'docs'), { recursive: true })).filter((file) => file.endsWith('.md'));
  let seen = 0;
  for (const page of [...pages.map((file) => join('docs', file)), 'README.md']) {
    const text = await readFile(join(ROOT, page), 'utf8');
    for (const [, block = ''] of text.matchAll(/^```ya?ml\n(.*?)^```$/gms)) {
      for (const config of configsIn(block)) {
        seen += 1;
        assert.ok(
          validate(config),
          `${page}: ${JSON.stringify(config)}: ${JSON.stringify(validate.errors?.slice(0, 3))}`,
        );
      }
    }
  }
  assert.ok(seen > 10, String(seen));
});

/** The configs that a snippet holds: `config: |` of a step, or a file of its own. */
function configsIn(block: string): unknown[] {
  const inline = [...block.matchAll(/^( *)config: \|\n((?:\1 +.*\n|\s*\n)+)/gm)].map(([, , text = '']) =>
    parse(outdented(text)),
  );
  if (inline.length > 0) return inline;
  let value: unknown;
  try {
    value = parse(outdented(block));
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { concurrency } = value as Record<string, unknown>;
  // A part of a workflow: there it is a mapping, and here a number.
  const isOfWorkflow = typeof concurrency === 'object';
  return !isOfWorkflow && Object.keys(value).every((key) => configNames.includes(key)) ? [value] : [];
}

function outdented(text: string): string {
  const [indent = ''] = /^ */.exec(text) ?? [];
  return text.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}
