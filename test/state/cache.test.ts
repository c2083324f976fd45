import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Log } from '../../src/notices/log.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { actionsCache, noCache, type StateCache } from '../../src/state/cache.ts';
import { type CacheService, startCacheService } from '../harness/cache-service.ts';
import { temporaryFolder } from '../harness/workspace.ts';

const FOLDER = '.openai-admin-export-state';
const START = process.cwd();

test('restores the files that were saved, and leaves nothing in the workspace', async (t) => {
  const { open, workspace, lines } = await setUp(t);
  const files = new Map([
    ['costs.json', ''],
    ['users.json', '{"rows":1,"name":"ünï"}\n'],
  ]);
  await open({ runIdentity: '1-1' }).save(files);
  assert.deepEqual(await readdir(workspace), []);
  assert.deepEqual(await open({ runIdentity: '2-1' }).restore(), files);
  assert.deepEqual(await readdir(workspace), []);
  assert.deepEqual(lines(), []);
});

test('the key holds hashes and the run alone', async (t) => {
  const { open, service } = await setUp(t);
  await open({ runIdentity: '77-3' }).save(new Map([['users.json', 'x']]));
  assert.match(service.entries()[0]?.key ?? '', /^openai-admin-export-v1-[0-9a-f]{16}-[0-9a-f]{16}-77-3$/);
  const [key = ''] = service.entries().map((entry) => entry.key);
  assert.deepEqual(await service.contents(key), { [`${FOLDER}/users.json`]: 'x' });
});

test('prefers the newest entry of the same work, then the newest of the same destination', async (t) => {
  const { open } = await setUp(t);
  const save = (fingerprint: string, runIdentity: string) =>
    open({ fingerprint, runIdentity }).save(new Map([['users.json', `${fingerprint} ${runIdentity}`]]));
  await save('all', '1-1');
  await save('all', '2-1');
  await save('few', '3-1');
  assert.equal((await open({ fingerprint: 'all' }).restore())?.get('users.json'), 'all 2-1');
  assert.equal((await open({ fingerprint: 'other' }).restore())?.get('users.json'), 'few 3-1');
});

test('never restores the state of another destination', async (t) => {
  const { open, lines } = await setUp(t);
  await open({ binding: 'data' }).save(new Map([['users.json', 'x']]));
  assert.equal(await open({ binding: 'data2' }).restore(), undefined);
  assert.deepEqual(lines(), []);
});

test('finds nothing, without a warning, where the cache was evicted', async (t) => {
  const { open, service, lines } = await setUp(t);
  await open({}).save(new Map([['users.json', 'x']]));
  service.evict();
  assert.equal(await open({}).restore(), undefined);
  assert.deepEqual(lines(), []);
});

test('what a killed run left in the folder is neither restored nor saved', async (t) => {
  const { open, service, workspace } = await setUp(t);
  const leave = async () => {
    await mkdir(join(workspace, FOLDER), { recursive: true });
    await writeFile(join(workspace, FOLDER, 'left.json'), 'left');
  };
  await leave();
  assert.equal(await open({}).restore(), undefined);
  assert.equal(existsSync(join(workspace, FOLDER)), false);
  await leave();
  await open({}).save(new Map([['users.json', 'x']]));
  assert.deepEqual(await service.contents(service.entries()[0]?.key ?? ''), { [`${FOLDER}/users.json`]: 'x' });
  await leave();
  assert.deepEqual(await open({}).restore(), new Map([['users.json', 'x']]));
});

const NEXT_RUN =
  'Nothing is lost: the next run goes by the state saved before this run and may read again what this run has read.';

for (const { name, fault, mode, reason } of [
  {
    name: 'the token may only read',
    fault: 'read-only',
    reason: 'cache write denied: token has no writable scopes',
  },
  { name: 'the mode is read', mode: 'read', reason: "the effective cache-mode 'read' does not permit writes" },
  { name: 'the mode is none', mode: 'none', reason: "the effective cache-mode 'none' does not permit writes" },
  {
    name: 'the key is taken',
    fault: 'conflict',
    reason:
      'Failed to CreateCacheEntry: Received non-retryable error: Failed request: (409) Conflict: cache entry with the same key, version, and scope already exists',
  },
  {
    name: 'the service asks to wait',
    fault: 'rate-limited',
    reason: "You've hit a rate limit, your rate limit will reset in 60 seconds",
  },
] as const) {
  test(`one warning names the reason where ${name} and the state is not saved`, async (t) => {
    const { open, service, workspace, lines } = await setUp(t);
    service.fault(fault);
    setVariable(t, 'ACTIONS_CACHE_MODE', mode);
    await open({}).save(new Map([['users.json', 'x']]));
    assert.deepEqual(lines(), [
      `warning: The state was not saved to the Actions cache: ${reason}. ${NEXT_RUN} See docs/troubleshooting.md#cache-not-saved`,
    ]);
    assert.deepEqual(await readdir(workspace), []);
    assert.deepEqual(service.entries(), []);
  });
}

test('one warning where the upload is refused', async (t) => {
  const { open, service, lines } = await setUp(t);
  service.fault('upload-refused');
  await open({}).save(new Map([['users.json', 'x']]));
  assert.equal(lines().length, 1);
  assert.match(lines()[0] ?? '', /^warning: The state was not saved to the Actions cache: .*The signature has expired/);
});

test('one warning where the runner offers no token', async (t) => {
  const { open, lines } = await setUp(t);
  setVariable(t, 'ACTIONS_RUNTIME_TOKEN', undefined);
  await open({}).save(new Map([['users.json', 'x']]));
  assert.match(lines().join(), /^warning: The state was not saved .*ACTIONS_RUNTIME_TOKEN/);
});

test('one warning where a file name would leave the folder', async (t) => {
  const { open, service, lines } = await setUp(t);
  await open({}).save(new Map([['../users.json', 'x']]));
  assert.match(lines().join(), /^warning: The state was not saved .*"\.\.\/users\.json" is no plain file name/);
  assert.deepEqual(service.calls, []);
});

for (const { name, fault, reason } of [
  { name: 'its archive is broken', fault: 'corrupt', reason: 'tar.* failed' },
  { name: 'its download is cut', fault: 'cut', reason: 'aborted' },
  { name: 'the token may not read', fault: 'read-denied', reason: 'cache read denied: token has no readable scopes' },
] as const) {
  test(`one warning, and no state, where there is an entry but ${name}`, async (t) => {
    const { open, service, workspace, lines } = await setUp(t);
    await open({}).save(new Map([['users.json', 'x']]));
    service.fault(fault);
    assert.equal(await open({}).restore(), undefined);
    assert.equal(lines().length, 1);
    assert.match(
      lines()[0] ?? '',
      new RegExp(`^warning: The state in the Actions cache could not be read: .*${reason}`),
    );
    assert.deepEqual(await readdir(workspace), []);
  });
}

test('one warning where the working directory is not the workspace', async (t) => {
  const { open, workspace, service, lines } = await setUp(t);
  process.chdir(dirname(workspace));
  await open({}).restore();
  await open({}).save(new Map([['users.json', 'x']]));
  assert.deepEqual(
    lines().map((line) => /^warning: The state .*, but the cache needs it to be GITHUB_WORKSPACE/.test(line)),
    [true, true],
  );
  assert.deepEqual(service.calls, []);
});

test('what the toolkit prints goes to the debug log', async (t) => {
  const { open, log } = await setUp(t);
  await open({}).save(new Map([['users.json', 'x']]));
  await open({}).restore();
  assert.ok(
    log.some((line) => line.startsWith('debug: Actions cache: Cache hit for restore-key: openai-admin-export')),
  );
  assert.ok(log.some((line) => line.startsWith('debug: Actions cache: [command]')));
});

test('without a cache nothing is found or saved, and the log says why', async (t) => {
  const { log } = await setUp(t);
  const cache = noCache('this does not run in GitHub Actions', recorder(log));
  assert.equal(await cache.restore(), undefined);
  await cache.save(new Map());
  assert.deepEqual(log, ['info: The Actions cache is not used: this does not run in GitHub Actions.']);
});

interface SetUp {
  service: CacheService;
  workspace: string;
  log: string[];
  /** The log without debug lines. */
  lines(): string[];
  open(options: { binding?: string; fingerprint?: string; runIdentity?: string }): StateCache;
}

async function setUp(t: TestContext): Promise<SetUp> {
  const service = await startCacheService();
  t.after(() => service.close());
  const workspace = await temporaryFolder(t);
  const environment = {
    ...service.environment(),
    ACTIONS_CACHE_MODE: undefined,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: await temporaryFolder(t),
  };
  for (const [name, value] of Object.entries(environment)) setVariable(t, name, value);
  process.chdir(workspace);
  t.after(() => process.chdir(START));
  const log: string[] = [];
  return {
    service,
    workspace,
    log,
    lines: () => log.filter((line) => !line.startsWith('debug:')),
    open: ({ binding = 'data', fingerprint = 'standard', runIdentity = '1-1' }) =>
      actionsCache({ binding, fingerprint, runIdentity, workspace, log: recorder(log) }),
  };
}

function setVariable(t: TestContext, name: string, value: string | undefined): void {
  const before = process.env[name];
  const set = (text: string | undefined) => {
    if (text === undefined) delete process.env[name];
    else process.env[name] = text;
  };
  set(value);
  t.after(() => set(before));
}

function recorder(lines: string[]): Log {
  const at = (level: string) => (message: Message) => {
    lines.push(`${level}: ${rendered(message)}`);
  };
  return { debug: at('debug'), info: at('info'), notice: at('notice'), warning: at('warning'), error: at('error') };
}
