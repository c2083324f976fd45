import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { runAction } from './run-action.ts';
import { temporaryFolder } from './workspace.ts';

const GUARD = new URL('loopback-only.mjs', import.meta.url).href;
/** What the guard lets a program end with that tried. */
const STATUS = 86;

interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a program with the guard; `near` stands for the address of a server on this machine. */
async function guarded(program: string, near = '', variables = {}): Promise<Ended> {
  const args = ['--import', GUARD, '--input-type=module', '--eval', program.replaceAll('NEAR', near)];
  const env = { PATH: process.env.PATH, ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout: stdout.trim(), stderr });
    });
  });
}

const FAR: [what: string, program: string, place: string][] = [
  [
    'fetch',
    `await fetch('https://api.test.example/v1').catch((error) => console.log(error.cause.code))`,
    'api.test.example:443',
  ],
  [
    'http',
    `import http from 'node:http'; http.get('http://192.0.2.1:8080/').on('error', (e) => console.log(e.code))`,
    '192.0.2.1:8080',
  ],
  [
    'a socket',
    `import net from 'node:net'; net.connect(25, 'mail.test.example').on('error', (e) => console.log(e.code))`,
    'mail.test.example:25',
  ],
  [
    'IPv6',
    `import net from 'node:net'; net.connect({ port: 1, host: '2001:db8::1' }).on('error', (e) => console.log(e.code))`,
    '2001:db8::1:1',
  ],
  [
    'TLS',
    `import tls from 'node:tls'; tls.connect(443, 'test.example').on('error', (e) => console.log(e.code))`,
    'test.example:443',
  ],
  [
    'UDP',
    `import dgram from 'node:dgram'; try { dgram.createSocket('udp4').send('x', 53, '192.0.2.1') } catch (e) { console.log(e.code); process.exit(0) }`,
    '192.0.2.1 (UDP)',
  ],
];

for (const [what, program, place] of FAR)
  test(`refuses ${what} to another machine, and the program ends in failure although it went on`, async () => {
    const { status, stdout, stderr } = await guarded(program);
    assert.equal(stderr.split(':').slice(0, place.split(':').length).join(':'), `Refused to reach ${place}`);
    assert.deepEqual([status, stdout], [STATUS, 'ECONNREFUSED']);
  });

test('lets programs reach this machine by any of its names', async (t) => {
  const server = createServer((_, response) => response.end('near'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const program = `for (const host of ['127.0.0.1', 'localhost']) console.log(await (await fetch('http://' + host + ':NEAR')).text())`;
  assert.deepEqual(await guarded(program, String(port)), { status: 0, stdout: 'near\nnear', stderr: '' });
});

test('lets programs use a socket of the file system', async (t) => {
  const path = join(await temporaryFolder(t), 'socket');
  const program = `import net from 'node:net';
    const server = net.createServer((socket) => socket.end('near')).listen('NEAR', () => {
      net.connect('NEAR').on('data', (data) => { console.log(String(data)); server.close(); });
    });`;
  assert.deepEqual(await guarded(program, path), { status: 0, stdout: 'near', stderr: '' });
});

test('watches the children of a test too, and leaves the environment of other programs alone', async () => {
  const program = `import { spawnSync } from 'node:child_process';
    const far = "await fetch('http://far.test.example').catch(() => {})";
    console.log(spawnSync(process.execPath, ['--input-type=module', '--eval', far]).status);`;
  const ofTest = await guarded(program, '', { NODE_TEST_CONTEXT: 'child' });
  assert.deepEqual(ofTest, { status: 0, stdout: String(STATUS), stderr: '' });
  assert.equal((await guarded('console.log(process.env.NODE_OPTIONS)')).stdout, 'undefined');
});

test('an action that would reach another machine fails its test', async () => {
  const inputs = { 'api-key': 'sk-admin-fake', 'base-url': 'https://api.test.example/v1', config: 'retries: 0' };
  const { exitCode, stderr } = await runAction({ inputs });
  assert.match(stderr, /^Refused to reach api\.test\.example:443: tests reach this machine alone/);
  assert.equal(exitCode, STATUS);
});

test('all tests run with the guard', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const runner = await readFile(new URL('../together/run-tests.ts', import.meta.url), 'utf8');
  assert.match(runner, /'--import', '\.\/test\/harness\/loopback-only\.mjs', '--test'/);
  assert.match(scripts['test:unit'], /test\/together\/run-unit\.ts$/);
  assert.match(scripts['test:search'], /test\/together\/run-search\.ts$/);
  for (const name of ['test:cloud', 'test:browser'])
    assert.match(scripts[name], /node --import \.\/test\/harness\/loopback-only\.mjs --test /, name);
});
