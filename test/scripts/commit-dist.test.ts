import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { commitDist } from '../../scripts/commit-dist.ts';
import { gitHubAccess } from '../../scripts/github-api.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { startGitHubServer } from '../servers/github-server.ts';

const BRANCH = 'dependabot/npm_and_yarn/bundled-1a2b3c';
const OLD = { 'dist/index.js': 'old\n', 'dist/chunks/gone-A.js': 'gone\n', 'dist/package.json': '{}\n' };
const NEW = { 'index.js': 'new\n', 'chunks/come-B.js': 'come\n', 'package.json': '{}\n' };

async function start(t: TestContext) {
  const server = await startGitHubServer({ now: () => Date.UTC(2026, 5, 1) });
  t.after(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });
  const sha = await server.commitAs(BRANCH, { ...OLD, 'package.json': '{"version":"2"}\n' }, 'Bump left');
  const access = gitHubAccess({ ...server.environment(), GITHUB_TOKEN: server.token });
  return { server, access, head: { branch: BRANCH, sha } };
}

async function bundle(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder(t);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test('commits what differs in a bundle, and nothing else of the branch', async (t) => {
  const { server, access, head } = await start(t);
  const sha = await commitDist(access, head, await bundle(t, NEW));
  assert.equal(await server.branchHead(BRANCH), sha);
  const files = await server.files(BRANCH);
  const dist = [...files].filter(([path]) => path.startsWith('dist/')).map(([path, text]) => [path, String(text)]);
  assert.deepEqual(Object.fromEntries(dist), {
    'dist/chunks/come-B.js': 'come\n',
    'dist/index.js': 'new\n',
    'dist/package.json': '{}\n',
  });
  assert.equal(String(files.get('package.json')), '{"version":"2"}\n');
});

test('commits nothing where the bundle is current', async (t) => {
  const { server, access, head } = await start(t);
  const same = Object.fromEntries(Object.entries(OLD).map(([path, text]) => [path.slice('dist/'.length), text]));
  assert.equal(await commitDist(access, head, await bundle(t, same)), undefined);
  assert.equal(await server.branchHead(BRANCH), head.sha);
});

test('commits nothing where the branch has moved on since the build', async (t) => {
  const { server, access, head } = await start(t);
  const moved = await server.commitAs(BRANCH, { 'README.md': 'more\n' }, 'Go on');
  await assert.rejects(commitDist(access, head, await bundle(t, NEW)), /GitHub refused: Expected branch to point to/);
  assert.equal(await server.branchHead(BRANCH), moved);
});

test('refuses branches of others, and what is no commit', async (t) => {
  const { access, head } = await start(t);
  const folder = await bundle(t, NEW);
  for (const branch of ['main', 'dependabot', 'x/dependabot/y', 'dependabot/a b'])
    await assert.rejects(commitDist(access, { ...head, branch }, folder), /that is no branch of Dependabot's/);
  await assert.rejects(commitDist(access, { ...head, sha: 'main' }, folder), /that is no commit/);
});

for (const path of ['post.sh', 'index.mjs', 'chunks/deep/a.js', '.npmrc', 'chunks/a b.js'])
  test(`refuses ${path}, which is no file of a bundle`, async (t) => {
    const { server, access, head } = await start(t);
    await assert.rejects(commitDist(access, head, await bundle(t, { ...NEW, [path]: 'x' })), /is no file of a bundle/);
    assert.equal(await server.branchHead(BRANCH), head.sha);
  });

test('refuses a link in place of a file, and a folder without a bundle', async (t) => {
  const { access, head } = await start(t);
  const folder = await bundle(t, NEW);
  await symlink('/etc/hostname', join(folder, 'linked.js'));
  await assert.rejects(commitDist(access, head, folder), /"linked\.js" is no file of a bundle/);
  await assert.rejects(commitDist(access, head, await bundle(t, {})), /it has no index\.js/);
});
