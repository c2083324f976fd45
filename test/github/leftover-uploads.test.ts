import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { blobId } from '../../src/github/git-objects.ts';
import { removeLeftoverUploads } from '../../src/github/leftover-uploads.ts';
import { uploadTree } from '../../src/github/upload.ts';
import { openLoopbackGitHub } from './open-github.ts';

const START = Date.UTC(2026, 2, 2, 4) / 1000;
const HOUR = 3600;

test('the branch of an upload that was killed goes an hour later, and nothing else does', async (t) => {
  let now = START;
  const { server, github, log, warnings, file } = await openLoopbackGitHub(t, { now: () => now * 1000 });
  await server.commitAs('openai-admin-export-uploads', { 'a.txt': 'Of somebody else.' }, 'Beside');
  const uploads = Array.from({ length: 25 }, async (_, number) => {
    const localFile = await file(`${number}.gz`, gzipSync(`${number}`));
    return { path: `data/${number}.jsonl.gz`, localFile, sha: await blobId(localFile) };
  });
  const parent = (await server.branchHead('main')) as string;
  const { rest, repository } = github;
  const base = (await rest.git.getCommit({ ...repository, commit_sha: parent })).data.tree.sha;
  now += 30 * HOUR;
  // As if the process died in the middle: what it would do from here on does not reach the repository.
  const killed = { times: 2, answer: { status: 403, message: 'killed' } };
  server.fail({ method: 'POST', path: /graphql/, ...killed });
  server.fail({ method: 'DELETE', skip: 1, ...killed, times: 1 });
  await assert.rejects(uploadTree(github, base, [], await Promise.all(uploads), { parent, label: 'run-1' }));
  const left = () => server.branchHead('openai-admin-export-upload/run-1');
  assert.ok(await left(), 'the upload left its branch');

  await removeLeftoverUploads(github, { now: now + HOUR / 2, log });
  assert.ok(await left(), 'another run may still be uploading, however old the commit is that it started from');
  await removeLeftoverUploads(github, { now: now + 2 * HOUR, log });
  assert.equal(await left(), undefined);
  assert.ok(await server.branchHead('openai-admin-export-uploads'));
  assert.deepEqual(warnings, []);
});

test('what GitHub does not let a run remove is a warning that names it', async (t) => {
  const { server, github, log, warnings } = await openLoopbackGitHub(t, { now: () => START * 1000 });
  await server.commitAs('openai-admin-export-upload/run-1', { 'a.txt': 'Left.' }, 'Left by a run that died');
  server.setRepository({ protectedBranches: ['openai-admin-export-upload/run-1'] });
  await removeLeftoverUploads(github, { now: START + 2 * HOUR, log });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /#protected-branch$/);
});
