import { type Answer, type Call, listAnswer } from './call.ts';
import { nodeId, showUser } from './people.ts';
import { findPull } from './pull-endpoints.ts';
import type { Comment } from './pull-request.ts';
import { notFound, validationFailed } from './refusal.ts';
import { apiUrl, isoTime, pageUrl, type World } from './world.ts';

const LONGEST_BODY = 65_536;

export async function listComments(call: Call): Promise<Answer> {
  const { world, params } = call;
  const { number } = await findPull(world, params.issue_number);
  const found = world.comments.filter(({ issue }) => issue === number);
  return listAnswer(call, found, (comment) => showComment(world, comment));
}

export async function createComment({ world, params, body, token }: Call): Promise<Answer> {
  const { number } = await findPull(world, params.issue_number);
  const text = checkedBody(body);
  const now = world.now();
  const comment = { id: world.nextId(), issue: number, login: token.login, body: text, created: now, updated: now };
  world.comments.push(comment);
  return { status: 201, json: showComment(world, comment) };
}

export async function updateComment({ world, params, body }: Call): Promise<Answer> {
  const comment = findComment(world, params.comment_id);
  comment.body = checkedBody(body);
  comment.updated = world.now();
  return { status: 200, json: showComment(world, comment) };
}

export async function deleteComment({ world, params }: Call): Promise<Answer> {
  world.comments.splice(world.comments.indexOf(findComment(world, params.comment_id)), 1);
  return { status: 204 };
}

function findComment(world: World, id: string | undefined): Comment {
  const comment = world.comments.find((candidate) => String(candidate.id) === id);
  if (comment === undefined) throw notFound();
  return comment;
}

function checkedBody({ body }: { body: string }): string {
  const flaw = { resource: 'IssueComment', code: 'unprocessable', field: 'data' };
  if (body.trim() === '') throw validationFailed({ ...flaw, message: "Body can't be blank" });
  if ([...body].length <= LONGEST_BODY) return body;
  throw validationFailed({ ...flaw, message: `Body is too long (maximum is ${LONGEST_BODY} characters)` });
}

function showComment(world: World, { id, issue, login, body, created, updated }: Comment): object {
  return {
    ...{
      id,
      node_id: nodeId('IssueComment', id),
      body,
      user: showUser(world, login),
      author_association: 'CONTRIBUTOR',
    },
    url: apiUrl(world, `/issues/comments/${id}`),
    html_url: pageUrl(world, `/pull/${issue}#issuecomment-${id}`),
    issue_url: apiUrl(world, `/issues/${issue}`),
    ...{ created_at: isoTime(created), updated_at: isoTime(updated), performed_via_github_app: null },
  };
}
