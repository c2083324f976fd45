import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentMarker, keepComment } from '../../src/github/sticky-comment.ts';
import type { Comment } from '../servers/github-server.ts';
import { openLoopbackGitHub } from './open-github.ts';

const MARKER = commentMarker('data');

async function startPull(t: Parameters<typeof openLoopbackGitHub>[0]) {
  const opened = await openLoopbackGitHub(t);
  await opened.server.commitAs('topic', { 'a.txt': 'a' }, 'Topic');
  const { rest, repository } = opened.github;
  await rest.pulls.create({ ...repository, head: 'topic', base: 'main', title: 'Topic' });
  return opened;
}

function comment(id: number, body: string, login = 'octo-owner'): Comment {
  return { id, issue: 1, login, body, created: 0, updated: 0 };
}

test('a marker names the destination and cannot end early', () => {
  assert.equal(MARKER, '<!-- openai-admin-export:data -->');
  assert.equal(commentMarker('s3://bucket/a b'), '<!-- openai-admin-export:s3://bucket/a_b -->');
  assert.equal(commentMarker('x-->y'), '<!-- openai-admin-export:x___y -->');
});

test('the comment is written once, then changed in place, and left alone where it is the same', async (t) => {
  const { server, github } = await startPull(t);
  await keepComment(github, 1, MARKER, 'First.');
  await keepComment(github, 1, MARKER, 'Second.');
  const writes = server.requests.filter(({ method }) => method !== 'GET').length;
  await keepComment(github, 1, MARKER, 'Second.');
  assert.equal(server.requests.filter(({ method }) => method !== 'GET').length, writes);
  assert.deepEqual(
    server.comments.map(({ body }) => body),
    [`${MARKER}\nSecond.`],
  );
  assert.deepEqual(server.violations, []);
});

test('the comment is found behind many others, and one that quotes it is not taken for it', async (t) => {
  const { server, github } = await startPull(t);
  const others = Array.from({ length: 130 }, (_, index) => comment(index + 1, `> ${MARKER}\n> No ${index}`));
  server.comments.push(...others, comment(500, `${MARKER}\nOld.`, 'github-actions[bot]'), comment(501, 'Later.'));
  await keepComment(github, 1, MARKER, 'New.');
  assert.equal(server.comments.length, 132);
  assert.equal(server.comments.find(({ id }) => id === 500)?.body, `${MARKER}\nNew.`);
  assert.deepEqual(server.violations, []);
});

test('another destination has a comment of its own', async (t) => {
  const { server, github } = await startPull(t);
  await keepComment(github, 1, MARKER, 'One.');
  await keepComment(github, 1, commentMarker('data-2'), 'Two.');
  assert.equal(server.comments.length, 2);
});
