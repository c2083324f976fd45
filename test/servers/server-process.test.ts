import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServerProcess } from './server-process.ts';

const LISTEN = `const server = require('node:http').createServer((request, response) => response.end('up'));
server.listen(0, '127.0.0.1', () => console.log('listens on http://127.0.0.1:' + server.address().port));`;
const SERVER = {
  name: 'a small server',
  command: { program: process.execPath },
  args: ['-e', LISTEN],
  ready: /listens on (\S+)/,
};

test('a server answers until it is stopped', async () => {
  const server = await startServerProcess(SERVER);
  assert.equal(await (await fetch(server.url)).text(), 'up');
  await server.stop();
  await server.stop();
  await assert.rejects(fetch(server.url));
});

test('a server that ends, or is not there, fails with what it printed', async () => {
  const args = ['-e', 'console.error("no such folder"); process.exit(3)'];
  await assert.rejects(startServerProcess({ ...SERVER, args }), {
    message: 'Failed to start a small server: it ended with status 3\nno such folder\n',
  });
  await assert.rejects(startServerProcess({ ...SERVER, command: { program: '/no/such/program' } }), /ENOENT/);
});

test('a server that never gets ready is ended', async () => {
  const start = startServerProcess({ ...SERVER, ready: /never/, timeoutSeconds: 0.5 });
  await assert.rejects(start, /^Error: Failed to start a small server: it is not ready in time/);
});

for (const [how, end] of [
  ['ends', ''],
  ['is killed', 'process.kill(process.pid, "SIGKILL");'],
] as const) {
  test(`servers end when the process that started them ${how}`, { timeout: 600_000 }, async () => {
    const script = `
      import { startServerProcess } from ${JSON.stringify(new URL('server-process.ts', import.meta.url).href)};
      import { startAzurite } from ${JSON.stringify(new URL('azurite.ts', import.meta.url).href)};
      const small = startServerProcess({ ...${JSON.stringify({ ...SERVER, ready: undefined })}, ready: ${SERVER.ready} });
      const urls = (await Promise.all([small, startAzurite(), startAzurite()])).map(({ url }) => url);
      process.stdout.write(JSON.stringify(urls), () => { ${end} });`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    starter.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
    await once(starter, 'close');
    const urls: string[] = JSON.parse(printed);
    assert.equal(new Set(urls).size, 3);
    for (const url of urls) while (await answers(url)) await sleep(10);
  });
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
