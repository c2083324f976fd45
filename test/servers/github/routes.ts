import type { Need, Scope } from './access.ts';
import type { Handler } from './call.ts';
import { createComment, deleteComment, listComments, updateComment } from './comment-endpoints.ts';
import { getContents, putContents } from './contents-endpoints.ts';
import { compareCommits, listCommits } from './history-endpoints.ts';
import { addLabels, listLabels, removeLabel } from './label-endpoints.ts';
import { createBlob, createGitCommit, getBlob, getGitCommit, getTree } from './object-endpoints.ts';
import { createPull, getPull, listCommitPulls, listPulls, updatePull } from './pull-endpoints.ts';
import {
  createReference,
  deleteReference,
  getReference,
  listMatchingReferences,
  updateReference,
} from './ref-endpoints.ts';
import { getRateLimit, getRepository } from './repository-endpoints.ts';
import { getRequestedReviewers, listReviews, requestReviewers } from './review-endpoints.ts';
import { createTree } from './tree-endpoint.ts';

export interface Route {
  method: string;
  /** As in GitHub's description. */
  template: string;
  pattern: RegExp;
  names: string[];
  need: Need | undefined;
  handler: Handler;
}

const REPOSITORY = '/repos/{owner}/{repo}';
/** Parameters that may hold slashes, sent as they are or encoded. */
const LONG_PARAMETERS = new Set(['ref', 'path', 'basehead']);
const CODE: Scope[] = ['contents'];
const PULLS: Scope[] = ['pull-requests'];
/** A pull request is an issue too: either right will do. */
const TALK: Scope[] = ['issues', 'pull-requests'];

const ROUTES: Route[] = [
  route('GET /rate_limit', undefined, getRateLimit),
  route(`GET ${REPOSITORY}`, undefined, getRepository),
  route(`GET ${REPOSITORY}/commits`, CODE, listCommits),
  route(`GET ${REPOSITORY}/commits/{commit_sha}/pulls`, PULLS, listCommitPulls),
  route(`GET ${REPOSITORY}/compare/{basehead}`, CODE, compareCommits),
  route(`GET ${REPOSITORY}/contents/{path}`, CODE, getContents),
  route(`PUT ${REPOSITORY}/contents/{path}`, CODE, putContents),
  route(`GET ${REPOSITORY}/git/ref/{ref}`, CODE, getReference),
  route(`GET ${REPOSITORY}/git/matching-refs/{ref}`, CODE, listMatchingReferences),
  route(`POST ${REPOSITORY}/git/refs`, CODE, createReference),
  route(`PATCH ${REPOSITORY}/git/refs/{ref}`, CODE, updateReference),
  route(`DELETE ${REPOSITORY}/git/refs/{ref}`, CODE, deleteReference),
  route(`GET ${REPOSITORY}/git/commits/{commit_sha}`, CODE, getGitCommit),
  route(`POST ${REPOSITORY}/git/commits`, CODE, createGitCommit),
  route(`GET ${REPOSITORY}/git/trees/{tree_sha}`, CODE, getTree),
  route(`POST ${REPOSITORY}/git/trees`, CODE, createTree),
  route(`GET ${REPOSITORY}/git/blobs/{file_sha}`, CODE, getBlob),
  route(`POST ${REPOSITORY}/git/blobs`, CODE, createBlob),
  route(`GET ${REPOSITORY}/pulls`, PULLS, listPulls),
  route(`POST ${REPOSITORY}/pulls`, PULLS, createPull),
  route(`GET ${REPOSITORY}/pulls/{pull_number}`, PULLS, getPull),
  route(`PATCH ${REPOSITORY}/pulls/{pull_number}`, PULLS, updatePull),
  route(`GET ${REPOSITORY}/pulls/{pull_number}/requested_reviewers`, PULLS, getRequestedReviewers),
  route(`POST ${REPOSITORY}/pulls/{pull_number}/requested_reviewers`, PULLS, requestReviewers),
  route(`GET ${REPOSITORY}/pulls/{pull_number}/reviews`, PULLS, listReviews),
  route(`GET ${REPOSITORY}/issues/{issue_number}/comments`, TALK, listComments),
  route(`POST ${REPOSITORY}/issues/{issue_number}/comments`, TALK, createComment),
  route(`PATCH ${REPOSITORY}/issues/comments/{comment_id}`, TALK, updateComment),
  route(`DELETE ${REPOSITORY}/issues/comments/{comment_id}`, TALK, deleteComment),
  route(`GET ${REPOSITORY}/issues/{issue_number}/labels`, TALK, listLabels),
  route(`POST ${REPOSITORY}/issues/{issue_number}/labels`, TALK, addLabels),
  route(`DELETE ${REPOSITORY}/issues/{issue_number}/labels/{name}`, TALK, removeLabel),
];

/** The operation that a request asks for, with the values in its path. */
export function findRoute(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
  for (const candidate of ROUTES) {
    const match = candidate.method === method ? candidate.pattern.exec(path) : null;
    if (match === null) continue;
    const values = candidate.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')] as const);
    return { route: candidate, params: Object.fromEntries(values) };
  }
  return undefined;
}

function route(key: string, scopes: Scope[] | undefined, handler: Handler): Route {
  const [method = '', template = ''] = key.split(' ');
  const names: string[] = [];
  const pattern = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return LONG_PARAMETERS.has(name) ? '(.*)' : '([^/]+)';
  });
  const need = scopes && ({ scopes, level: method === 'GET' ? 'read' : 'write' } as const);
  return { method, template, pattern: new RegExp(`^${pattern}$`), names, need, handler };
}
