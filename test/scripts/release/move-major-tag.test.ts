import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gitHubAccess, requestJson } from '../../../scripts/github-api.ts';
import { moveMajorTag } from '../../../scripts/release/move-major-tag.ts';
import { startGitHubServer } from '../../servers/github-server.ts';

async function start(t: TestContext) {
  const server = await startGitHubServer({ now: () => Date.UTC(2026, 5, 1) });
  t.after(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });
  const access = gitHubAccess({ ...server.environment(), GITHUB_TOKEN: server.token });
  const tag = async (name: string) => {
    const { object } = (await requestJson(access, 'GET', `/git/ref/tags/${name}`)) as { object: { sha: string } };
    return object.sha;
  };
  return { server, access, tag };
}

test('makes the major tag at the first release, and moves it at the next', async (t) => {
  const { server, access, tag } = await start(t);
  const first = await server.commitAs('main', { a: '1' }, 'First');
  // Tags that begin like the one that is looked for.
  for (const name of ['v1.0.0', 'v10'])
    await requestJson(access, 'POST', '/git/refs', { ref: `refs/tags/${name}`, sha: first });
  assert.equal(await moveMajorTag(access, 'v1', first), 'made');
  const second = await server.commitAs('main', { a: '2' }, 'Second');
  assert.equal(await moveMajorTag(access, 'v1', second), 'moved');
  assert.deepEqual([await tag('v1'), await tag('v1.0.0'), await tag('v10')], [second, first, first]);
});

test('moves the major tag to a commit of another line', async (t) => {
  const { server, access, tag } = await start(t);
  const main = await server.commitAs('main', { a: '1' }, 'Main');
  const other = await server.commitAs('other', { a: '2' }, 'Other');
  await moveMajorTag(access, 'v2', main);
  await moveMajorTag(access, 'v2', other);
  assert.equal(await tag('v2'), other);
});

test('moves no tag of a single version', async (t) => {
  const { access } = await start(t);
  await assert.rejects(moveMajorTag(access, 'v1.2.3', 'a'.repeat(40)), /only tags such as v1 move/);
});

test("throws with GitHub's words where it refuses", async (t) => {
  const { access } = await start(t);
  await assert.rejects(
    moveMajorTag(access, 'v1', 'a'.repeat(40)),
    /Failed to POST .*\/git\/refs: 422 .*Object does not exist/,
  );
});

test('names the variable that the workflow forgot', () => {
  assert.throws(
    () => gitHubAccess({ GITHUB_API_URL: 'x', GITHUB_GRAPHQL_URL: 'x', GITHUB_REPOSITORY: 'a/b' }),
    /GITHUB_TOKEN is not set/,
  );
});
