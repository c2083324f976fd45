import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Printed, runCli } from '../harness/run-cli.ts';
import { readFolder } from '../harness/workspace.ts';
import { startS3Server } from '../servers/s3-server.ts';
import { eventVariables } from './event-file.ts';
import { personalTexts, whereFound } from './personal-data.ts';
import { linesOf, type Night, type NightOptions, type Scenario, startScenario } from './scenario.ts';

// What a run leaves beside rows and reports: dry runs, budgets, retries, refusals, schema contracts, run records, and what the
// command line prints of them. Nothing of it names anybody, or gives away a key.

const ADMIN_KEY = 'sk-admin-fake/Zq8+rT5wYx2=Nc7Lm4Vb9Jd3';
const PSEUDONYM_KEY = 'fake&Xq7mVz2/LkW9t+pHr4Ub8NcE=';
const ECHO = 'Refused for echoed.person@partner.example at 198.18.44.55 and 2001:db8:44::55';

/** A key as it is, in an address, and as base64 however it lies in it; of each also any eleven characters. */
function piecesOf(key: string): Set<string> {
  const secret = key.replace(/^sk-admin-/, '');
  const encoded = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), Buffer.from(key)])
      .toString('base64')
      .slice(4, -4),
  );
  return new Set(
    [secret, encodeURIComponent(secret), ...encoded].flatMap((text) =>
      Array.from({ length: Math.floor(text.length / 4) - 1 }, (_, part) => text.slice(4 * part, 4 * part + 8)),
    ),
  );
}

interface Watched {
  scenario: Scenario;
  texts: Set<string>;
  night(given?: NightOptions): Promise<Night>;
  cli(...args: string[]): Promise<Printed>;
}

/** Searches all that is left and printed after each night and command. */
function watch(scenario: Scenario, stored: () => Iterable<[string, Buffer]>, env: Record<string, string>): Watched {
  const { simulator, temp, workspace, cache } = scenario;
  const texts = new Set(['echoed.person', 'partner.example', '198.18.44.55', '2001:db8:44::55', 'Umbenannt']);
  const pieces = new Set([ADMIN_KEY, PSEUDONYM_KEY].flatMap((key) => [...piecesOf(key)]));

  async function search(printed: Record<string, string>): Promise<void> {
    for (const text of personalTexts(simulator)) texts.add(text);
    const places = new Map(Object.entries(printed));
    for (const folder of [workspace, temp])
      for (const [path, text] of Object.entries(await readFolder(folder))) places.set(`${folder}/${path}`, path + text);
    for (const { key } of cache.entries())
      for (const [path, text] of Object.entries(await cache.contents(key))) places.set(`cache ${path}`, path + text);
    for (const [key, bytes] of stored()) places.set(`store ${key}`, key + bytes.toString('utf8'));
    assert.deepEqual(whereFound(texts, places), []);
    for (const [place, content] of places) {
      const shown = content.replaceAll(/^::add-mask::.*$/gm, '');
      assert.deepEqual(
        [...pieces].filter((piece) => shown.includes(piece)),
        [],
        place,
      );
    }
  }

  return {
    scenario,
    texts,
    async night(given = {}) {
      const night = await scenario.night({ ...given, run: { env: { ...env, RUNNER_DEBUG: '1', ...given.run?.env } } });
      const { stdout, stderr, summary, outputs, state, exportedVariables } = night;
      const others = JSON.stringify({ outputs, state, exportedVariables });
      await search({ log: stdout + stderr, summary, others });
      return night;
    },
    async cli(...args) {
      const isExport = args[0] === 'export';
      const secrets = {
        OPENAI_ADMIN_KEY: ADMIN_KEY,
        RUNNER_TEMP: temp,
        ...(!(isExport && args.includes('redact')) && { PSEUDONYM_KEY }),
      };
      const printed = await runCli(workspace, args, { env: { ...env, ...secrets } });
      await search({ stdout: printed.stdout, stderr: printed.stderr });
      return printed;
    },
  };
}

for (const privacy of ['pseudonymize', 'redact']) {
  test(`with privacy: ${privacy}, nothing beside the rows names anybody or gives away a key`, async (t) => {
    const server = await startS3Server();
    t.after(() => server.close());
    server.createBucket('exports');
    const config = JSON.stringify({
      checks: {},
      retries: 1,
      'destination-options': { endpoint: server.url, region: server.region, 'path-style': true, history: true },
    });
    const scenario = await startScenario(t, {
      ...{ 'api-key': ADMIN_KEY, resources: 'all', 'start-date': '10d', destination: 's3://exports/audit', config },
      ...{ privacy, report: 'summary,html', ...(privacy === 'pseudonymize' && { 'pseudonym-key': PSEUDONYM_KEY }) },
    });
    const { simulator } = scenario;
    const { organization, faults } = simulator;
    simulator.keys.set(ADMIN_KEY, {});
    const event = await eventVariables(t, 'schedule', { repository: { visibility: 'private' } });
    const { night, cli } = watch(scenario, () => server.objects('exports'), { ...server.environment(), ...event });
    const echo = (message = ECHO) => ({ error: { message, code: ECHO, param: ECHO } });

    const plan = await night({ inputs: { 'dry-run': 'true' } });
    assert.equal(plan.exitCode, 0, plan.log.text);
    assert.equal(server.objects('exports').size, 0);

    const stopped = await night({ inputs: { 'stop-after': '40 requests' } });
    assert.equal(stopped.outputs.status, 'partial', stopped.log.text);
    const whole = await night();
    assert.equal(whole.exitCode, 0, whole.log.text);

    // Answers that quote people, and the key in several spellings, once and for good.
    const half = `Bearer ${ADMIN_KEY}, ${ADMIN_KEY.slice(0, 24)}***, ${ECHO}`;
    faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 503, times: 1, body: echo(half) });
    faults.add({ match: { path: '/organization/invites' }, kind: 'status', status: 400, body: echo(half) });
    faults.add({ match: { path: '/organization/groups' }, kind: 'status', status: 500, body: `<h1>${ECHO}</h1>` });
    faults.add({ match: { path: '/organization/roles' }, kind: 'body', body: `{"data": ["${ECHO}" oops` });
    faults.add({ match: { path: '/organization/certificates' }, kind: 'cut' });
    const users = organization.list('users');
    users.update(users.entries()[1]?.id ?? '', { name: 'Renata "Neu" Umbenannt' });
    const bad = await night({ at: '2026-03-03T04:17:00Z' });
    assert.equal(bad.exitCode, 1);
    assert.match(bad.log.text, /attempt 2 of 2/);
    assert.match(bad.outputs['failed-resources'] ?? '', /invites/);
    faults.clear();

    // Fields that no release knows, one of which is even called after somebody.
    const [, , third] = users.entries();
    users.update(third?.id ?? '', { 'nick of echoed.person@partner.example': ECHO, contact_email: ECHO });
    for (const mode of ['freeze', 'evolve']) {
      const contract = JSON.stringify({ ...JSON.parse(config), 'on-schema-change': mode });
      const night4 = await night({ at: '2026-03-04T04:17:00Z', inputs: { config: contract } });
      assert.equal(night4.exitCode, mode === 'freeze' ? 1 : 0, night4.log.text);
    }

    const records = [...server.objects('exports')].filter(([key]) => key.includes('/_runs/'));
    assert.ok(records.length >= 4, `${records.length} run records`);

    const place = ['s3://exports/audit', '--config', config];
    const good = await cli('verify', ...place);
    assert.equal(good.code, 0, good.stdout + good.stderr);
    users.update(users.entries()[0]?.id ?? '', { name: 'Gundula Umbenannt' });
    for (const more of [[], ['--json']]) {
      const period = ['--from', '2026-02-22', '--to', '2026-03-01', '--base-url', simulator.url];
      const compared = await cli('verify', ...place, '--against-api', ...period, ...more);
      assert.match(compared.stdout, /audit_logs/, compared.stderr);
    }
    const printed = await cli(
      'as-of',
      '2026-03-03',
      'users',
      '--destination',
      's3://exports/audit',
      '--config',
      config,
    );
    assert.equal(printed.code, 0, printed.stderr);
    assert.ok(linesOf(printed.stdout).length > 2);
    const shell = ['--config', config, '--destination', 's3://exports/shell', '--resources', 'standard', '--verbose'];
    const exported = await cli(
      ...['export', ...shell, '--start-date', '3d', '--end-date', '2026-03-01', '--privacy', privacy],
      ...['--base-url', simulator.url, '--json'],
    );
    assert.match(exported.stdout, /"run-record": "/, exported.stderr);
  });
}
