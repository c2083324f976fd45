import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configOf, mistakesOf, selectionOf } from './given.ts';

describe('settings for the run', () => {
  it('hold as far as each resource can take them', async () => {
    const config = await configOf({
      resources: 'audit_logs, costs, usage_completions, usage_vector_stores, project_users, users',
      'partition-by': 'hour',
      config: 'bucket-width: 1h\ngroup-by: [model]\nprojects: proj_1',
    });
    const options = (name: string) => selectionOf(config, name).options;
    assert.equal(options('audit_logs').partitionBy, 'hour');
    assert.equal(options('usage_completions').partitionBy, 'hour');
    assert.equal(options('costs').partitionBy, 'day');
    assert.equal(options('costs').bucketWidth, '1d');
    assert.deepEqual(options('usage_completions').groupBy, ['model']);
    assert.equal(options('usage_vector_stores').groupBy, 'default');
    assert.deepEqual(options('project_users').filters.projects, ['proj_1']);
    assert.deepEqual(options('users').filters.projects, []);
  });

  it('may stand there for resources that another job exports', async () => {
    const config = 'bucket-width: 1h\ngroup-by: model\nresource-options: {costs: {format: csv}}';
    assert.deepEqual(await mistakesOf({ resources: 'users', 'partition-by': 'hour', config }), []);
  });

  it('take an age as the lookback of every kind', async () => {
    const config = await configOf({ resources: 'audit_logs, costs', config: 'lookback: 12h' });
    assert.equal(selectionOf(config, 'audit_logs').options.lookbackSeconds, 12 * 3600);
    assert.equal(selectionOf(config, 'costs').options.lookbackSeconds, 12 * 3600);
  });

  it('say what becomes of unknown fields, for all and one by one', async () => {
    const config = await configOf({
      resources: 'audit_logs, costs, users',
      config:
        '{on-schema-change: freeze, resource-options: {costs: {on-schema-change: evolve}, users: {known-fields: "a, b__c"}}}',
    });
    const schema = (name: string) => selectionOf(config, name).options.schema;
    assert.deepEqual(schema('audit_logs'), { mode: 'freeze', knownFields: [] });
    assert.equal(schema('costs'), undefined);
    assert.deepEqual(schema('users'), { mode: 'freeze', knownFields: ['a', 'b__c'] });
  });

  it('takes all dimensions of each resource, and filters as far as each has them', async () => {
    const config = await configOf({
      resources: 'costs, usage_completions',
      config: JSON.stringify({
        'group-by': 'all',
        batch: false,
        users: 'user-1',
        'line-items': 'gpt-5.1, input\nother',
      }),
    });
    const none = { projects: [], eventTypes: [], models: [] };
    const costs = selectionOf(config, 'costs').options;
    assert.deepEqual([costs.groupBy, costs.filters], ['all', { ...none, 'line-items': ['gpt-5.1, input', 'other'] }]);
    const usage = selectionOf(config, 'usage_completions').options;
    assert.deepEqual([usage.groupBy, usage.filters], ['all', { ...none, users: ['user-1'], batch: ['false'] }]);
  });

  it('group costs by what only users know of', async () => {
    const config = await configOf({ resources: 'costs', config: 'group-by: user_id' });
    assert.deepEqual(selectionOf(config, 'costs').options.groupBy, ['user_id']);
  });
});

const admission = 'takes admin keys alone (sk-admin-…)';
for (const [inputs, expected] of [
  [{ 'api-key': '' }, "'api-key' is empty: give an admin key from a secret."],
  [{ 'api-key': 'sk-proj-fake' }, `'api-key' is a project key (sk-proj-…): the administration API ${admission}`],
  [
    { 'api-key': 'sk-svcacct-fake' },
    `'api-key' is a service account's key (sk-svcacct-…): the administration API ${admission}`,
  ],
  [{ 'api-key': 'sk-admin-one\nsk-admin-two' }, "'api-key' holds a blank, a line break or another character"],
  [{ 'api-key': 'sk-admin-fäke' }, "'api-key' holds a blank, a line break or another character"],
  [{ 'base-url': 'http://api.openai.com/v1' }, `'base-url' is "http://api.openai.com/v1": expected https`],
  [{ 'base-url': 'api.openai.com' }, `'base-url' is "api.openai.com": expected a URL such as https://`],
  [{ 'base-url': 'ftp://localhost/v1' }, `'base-url' is "ftp://localhost/v1": expected a URL such as https://`],
  [
    { 'base-url': 'https://me:word@localhost/' },
    `'base-url' is "https://***@localhost/": expected a URL without a user`,
  ],
  [{ 'base-url': 'https://localhost/?a=b' }, `'base-url' is "https://localhost/?a=b": expected a URL without "?"`],
  [{ 'openai-organization': 'org 1' }, `'openai-organization' is "org 1": expected an id`],
  [{ 'openai-project': 'proj\n1' }, `'openai-project' is "proj\\n1": expected an id`],
  [{ format: 'xlsx' }, `'format' is "xlsx": "xlsx" is not a format: expected any of jsonl, csv`],
  [{ format: 'csv.zip' }, `'format' is "csv.zip": "csv.zip" is not a format`],
  [{ format: 'parquet' }, `'format' is "parquet": "parquet" is not a format`],
  [{ 'partition-by': 'week' }, `'partition-by' is "week": expected "hour" or "day" or "month"`],
  [{ 'start-date': 'now' }, `'start-date' is "now": expected an ISO date`],
  [{ 'end-date': 'earliest' }, `'end-date' is "earliest": expected an ISO date`],
  [{ 'end-date': '2026-02-30' }, `'end-date' is "2026-02-30": expected an ISO date`],
  [{ 'start-date': '2d', 'end-date': '3d' }, "'start-date' is not before 'end-date'"],
  [{ 'start-date': '2026-11-02', 'end-date': '2026-11-02' }, "'start-date' is not before 'end-date'"],
  [{ 'refresh-from': '1d', 'end-date': '3d' }, "'refresh-from' is not before 'end-date'"],
  [{ state: 'none' }, `'state' is "none": expected "auto" or "cache"`],
  [{ report: 'pdf' }, `'report' is "pdf": "pdf" is none of summary, comment, html, access-review, none`],
  [
    { 'fail-on': 'finding:huge' },
    `'fail-on' is "finding:huge": "finding:huge" is none of error, finding:high, finding:medium, finding:low, never, stale:48h (did you mean "finding:high"?)`,
  ],
  [{ 'fail-on': 'stale' }, `'fail-on' is "stale": "stale" is none of error, finding:high, finding:medium, finding:low`],
  [{ 'fail-on': 'stale:2m' }, `'fail-on' is "stale:2m": "stale:2m" is none of`],
  [{ 'fail-on': 'stale:2d, stale:3d' }, `'fail-on' holds more than one age behind "stale:"`],
  [{ 'fail-on': 'stale:2d, never' }, `'fail-on' holds "never" beside others: it must stand alone`],
  [{ 'partition-by': 'hour', resources: 'costs, users' }, `'partition-by' is "hour", finer than its buckets of a day`],
  [{ config: 'bucket-width: 1h', resources: 'costs' }, `'bucket-width' is "1h": expected 1d`],
  [{ config: 'bucket-width: 1w' }, `'bucket-width' in the config is "1w": expected "1m" or "1h" or "1d"`],
  [
    { config: 'group-by: [line_items]' },
    `'group-by' holds "line_items": expected default, all, none, or any of project_id`,
  ],
  [{ config: 'group-by: [all, project_id]' }, `'group-by' is ["all","project_id"]: "all" must stand alone`],
  [{ config: 'resource-options: {costs: {users: user-1}}' }, "'users' is not a setting under resource-options.costs"],
  [{ config: 'batch: perhaps' }, `'batch' in the config is "perhaps": expected true or false`],
  [{ config: 'line-items: 7' }, `'line-items' in the config is 7: expected a list of line items`],
  [{ config: 'group-by: [none, project_id]' }, `'group-by' is ["none","project_id"]: "none" must stand alone`],
  [{ config: 'lookback: 3' }, `'lookback' in the config is 3: expected an age`],
  [
    { config: 'lookback: {usages: 3d}' },
    `'lookback' in the config is {"usages":"3d"}: "usages" is not among its keys (did you mean "usage"?)`,
  ],
  [{ config: 'lookback: {usage: 3}' }, `'lookback' in the config is {"usage":3}: expected an age`],
  [
    { config: 'pull-request: {lables: [a]}' },
    `'pull-request' in the config is {"lables":["a"]}: "lables" is not among its keys (did you mean "labels"?)`,
  ],
  [
    { config: 'exceptions: [{finding: "admin-key-old:*", reason: x, expires: 2026-12-31, expiry: 1}]' },
    'exceptions[0] has no expiry (did you mean "expires"?)',
  ],
  [{ config: 'checks: {admin-key-unused: {dyas: 1}}' }, 'checks: admin-key-unused has no dyas (did you mean "days"?)'],
  [
    { config: 'destination-options: {histroy: true}' },
    `'histroy' is not a setting under destination-options (did you mean "history"?)`,
  ],
  [
    { config: 'resource-options: {costs: {formt: csv}}' },
    `'formt' is not a setting under resource-options.costs (did you mean "format"?)`,
  ],
  [
    { privacy: 'redact', config: 'privacy-columns: {inclued: [users.name]}' },
    `'privacy-columns' in the config is {"inclued":["users.name"]}: "inclued" is not among its keys (did you mean "include"?)`,
  ],
  [
    { privacy: 'redact', config: 'privacy-columns: {include: [audit_logs.actor.session.ip_adress]}' },
    'privacy columns, include: "audit_logs.actor.session.ip_adress" is no column (did you mean "audit_logs.actor.session.ip_address"?)',
  ],
  [
    { config: 'event-types: [project.create]' },
    `'event-types' in the config is ["project.create"]: "project.create" is not`,
  ],
  [{ config: 'event-types: everything' }, `'event-types' in the config is "everything": "everything" is not a type`],
  [{ config: 'projects: {a: b}' }, `'projects' in the config is {"a":"b"}: expected a list of project ids`],
  [{ config: 'concurrency: 0' }, `'concurrency' in the config is 0: expected a whole number from 1 to 100`],
  [{ config: 'retries: 2.5' }, `'retries' in the config is 2.5: expected a whole number from 0 to 20`],
  [{ config: 'request-timeout: 60' }, `'request-timeout' in the config is 60: expected a duration such as 60s`],
  [{ config: 'csv-escape-formulas: maybe' }, `'csv-escape-formulas' in the config is "maybe": expected true or false`],
  [
    {
      config: 'on-schema-change: discard-rows',
      resources: JSON.stringify(['users', { name: 'things', path: '/organization/things' }]),
    },
    `'on-schema-change' is "discard-rows" for things, a resource of your own, whose fields the catalogue does not know: list them as 'known-fields' under resource-options.things`,
  ],
  [
    { config: 'resource-options: {costs: {bucket-width: 1m}}' },
    `'bucket-width' under resource-options.costs is "1m": expected 1d`,
  ],
  [
    { config: 'resource-options: {costs: {partition-by: hour}}' },
    `'partition-by' under resource-options.costs is "hour", finer than its buckets of a day`,
  ],
  [
    { config: 'resource-options: {costs: {start-date: 1d, end-date: 2d}}' },
    `'start-date' under resource-options.costs is not before 'end-date'`,
  ],
  [
    { config: 'resource-options: {users: {start-date: 3d}}' },
    `'start-date' is not a setting under resource-options.users; expected any of format, every, on-schema-change`,
  ],
  [
    { config: 'resource-options: {costs: {models: gpt-5}}' },
    `'models' is not a setting under resource-options.costs; expected any of format`,
  ],
] as const) {
  it(`stops a run with ${JSON.stringify(inputs)}`, async () => {
    const mistakes = await mistakesOf(inputs);
    assert.equal(mistakes.length, 1, mistakes.join('\n'));
    assert.ok(mistakes[0]?.startsWith(expected), mistakes[0]);
  });
}

describe('fail-on', () => {
  it('counts errors, unless it says how old data may become, or never', async () => {
    const failOnOf = async (given: string) => (await configOf({ 'fail-on': given })).failOn;
    assert.deepEqual(await failOnOf(''), { error: true });
    assert.deepEqual(await failOnOf('finding:low, finding:high'), { error: true, finding: 'low' });
    assert.deepEqual(await failOnOf('stale:2d'), { error: false, staleSeconds: 48 * 3600 });
    assert.deepEqual(await failOnOf('error, stale:48h'), { error: true, staleSeconds: 48 * 3600 });
    assert.deepEqual(await failOnOf('never'), { error: false });
  });
});

describe('leniency', () => {
  it('lets through keys of a kind that it does not know', async () => {
    assert.equal((await configOf({ 'api-key': 'token-of-a-gateway' })).apiKey, 'token-of-a-gateway');
  });

  it('takes plain http for this machine', async () => {
    for (const url of ['http://127.0.0.1:8080/v1', 'http://localhost:1', 'http://[::1]:1', 'http://api.localhost/v1']) {
      assert.equal((await configOf({ 'base-url': url })).baseUrl, url);
    }
  });

  it('lets through types of events that may be newer than the action', async () => {
    const config = await configOf({ config: 'event-types: [project.created, billing.threshold.crossed]' });
    const { filters } = selectionOf(config, 'audit_logs').options;
    assert.deepEqual(filters.eventTypes, ['project.created', 'billing.threshold.crossed']);
  });

  it('leaves dates against ages to the run', async () => {
    assert.deepEqual(await mistakesOf({ 'start-date': '2026-11-01', 'end-date': '3d' }), []);
  });
});
