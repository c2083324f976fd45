import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { node20 } from '../harness/node-20.ts';
import { startScenario } from '../scenarios/scenario.ts';
import { createClient } from '../servers/s3-client.ts';
import { startS3Server } from '../servers/s3-server.ts';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Runs the built command line on Node 20, as its users do. */
async function cli(cwd: string, args: string[], env: Record<string, string> = {}) {
  const [command, ...before] = (await node20()) as [string, ...string[]];
  try {
    const variables = { PATH: process.env.PATH ?? '', HOME: cwd, ...env };
    const { stdout, stderr } = await run(command, [...before, CLI, ...args], { cwd, env: variables });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

test('a store is verified by the built command line, on Node 20 too', async (t) => {
  const server = await startS3Server({ pageSize: 7 });
  t.after(() => server.close());
  server.createBucket('exports');
  const options = { endpoint: server.url, 'path-style': true };
  const config = JSON.stringify({ 'destination-options': options });
  const place = 's3://exports/audit';
  const scenario = await startScenario(t, {
    resources: 'audit_logs,users,projects',
    format: 'jsonl.gz,csv',
    'start-date': '2026-02-20',
    destination: place,
    config,
  });
  const env = server.environment();
  const night = await scenario.night({ run: { env } });
  assert.equal(night.exitCode, 0, night.log.text);
  const verify = (...args: string[]) =>
    cli(scenario.workspace, ['verify', place, '--config', config, ...args], {
      ...env,
      OPENAI_ADMIN_KEY: scenario.simulator.adminKey,
    });

  const seen = server.requests.length;
  const good = await verify();
  assert.equal(good.code, 0, good.stderr + good.stdout);
  assert.match(
    good.stdout,
    /^\*\*All right: \d+ files with \d+ rows of 3 resources in the store s3:\/\/exports\/audit/,
  );
  assert.ok(server.requests.slice(seen).every(({ method }) => method === 'GET' || method === 'HEAD'));

  const period = ['--against-api', '--from', '2026-02-20', '--to', '2026-02-28'];
  const compared = await verify(...period, '--base-url', scenario.simulator.url);
  assert.equal(compared.code, 0, compared.stderr + compared.stdout);
  assert.match(compared.stdout, /\| Files \| store s3.*exports\/audit \|/);

  const client = createClient(server);
  const object = (path: string) => ({ Bucket: 'exports', Key: `audit/${path}` });
  await client.send(new PutObjectCommand({ ...object('users/users.csv'), Body: 'object,id\n' }));
  await client.send(new DeleteObjectCommand(object('projects/projects.jsonl.gz')));
  await client.send(new PutObjectCommand({ ...object('audit_logs/notes.txt'), Body: 'x' }));
  const bad = await verify();
  client.destroy();
  assert.equal(bad.code, 1);
  assert.match(bad.stdout, /^\*\*Not all right: 3 problems/);
  assert.match(bad.stdout, /users\/users\.csv: the SHA-256 .* it holds 0 rows, its manifest says 4/);
  assert.match(bad.stdout, /projects\/projects\.jsonl\.gz is missing/);
  assert.match(bad.stdout, /audit_logs\/notes\.txt is extra/);
});

test('a store that may not be read is no problem of the export, and told as what could not be verified', async (t) => {
  const server = await startS3Server();
  t.after(() => server.close());
  server.createBucket('exports');
  const config = JSON.stringify({ 'destination-options': { endpoint: server.url, 'path-style': true } });
  const scenario = await startScenario(t);
  const key = server.addKey(['put']);
  const refused = await cli(
    scenario.workspace,
    ['verify', 's3://exports/audit', '--config', config],
    server.environment(key),
  );
  assert.deepEqual([refused.code, refused.stdout], [1, '']);
  assert.match(refused.stderr, /^openai-admin-export: Failed to list _manifests\//m);
  const misused = await cli(scenario.workspace, ['verify']);
  assert.deepEqual([misused.code, misused.stdout], [2, '']);
});
