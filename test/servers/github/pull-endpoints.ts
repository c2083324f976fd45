import type { Answer, Call } from './call.ts';
import { listAnswer } from './call.ts';
import { revisionList } from './commits.ts';
import { branchHead, closePull, type PullRequest, refreshHeads } from './pull-request.ts';
import { GithubRefusal, notFound, validationFailed } from './refusal.ts';
import { showPull, showPullSimple } from './show-pull.ts';
import type { World } from './world.ts';

/** The most code points of a body. */
const LONGEST_BODY = 65_536;
const FORBIDDEN = 'GitHub Actions is not permitted to create or approve pull requests.';

export async function listPulls(call: Call): Promise<Answer> {
  const { world, query, token } = call;
  for (const pull of world.pulls) await refreshHeads(world, pull);
  const state = query.get('state') ?? 'open';
  // Without an owner the filter is none, and everything is listed.
  const head = /^[^:]+:(.+)$/.test(query.get('head') ?? '') ? query.get('head') : null;
  const found = world.pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${world.owner}:${pull.head}`) &&
      (query.get('base') ?? pull.base) === pull.base,
  );
  const key = query.get('sort') === 'updated' ? 'updated' : 'created';
  const ascending = query.get('direction') === 'asc';
  found.sort((a, b) => (a[key] - b[key] || a.number - b.number) * (ascending ? 1 : -1));
  return listAnswer(call, found, (pull) => showPullSimple(world, pull, token));
}

export async function getPull({ world, params, token }: Call): Promise<Answer> {
  const pull = await findPull(world, params.pull_number);
  return { status: 200, json: await showPull(world, pull, token) };
}

interface NewPull {
  title?: string;
  head: string;
  base: string;
  body?: string;
  draft?: boolean;
}

export async function createPull({ world, body, token }: Call): Promise<Answer> {
  if (token.kind === 'app' && !world.mayCreatePullRequests) throw new GithubRefusal(403, FORBIDDEN);
  const { title, head: givenHead, base, body: text, draft = false } = body as NewPull;
  if (!title) throw validationFailed({ resource: 'Issue', code: 'missing_field', field: 'title' });
  assertBody(text);
  const head = givenHead.startsWith(`${world.owner}:`) ? givenHead.slice(world.owner.length + 1) : givenHead;
  const { headSha, baseSha, startSha } = await headsOf(world, head, base);
  if (world.pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base)) {
    throw validationFailed(custom(`A pull request already exists for ${world.owner}:${head}.`));
  }
  const now = world.now();
  const pull: PullRequest = {
    ...{ id: world.nextId(), number: world.pulls.length + 1, title, body: text ?? null, draft, state: 'open' },
    ...{ head, base, headSha, baseSha, startSha, author: token.login },
    ...{ labels: [], reviewers: [], teams: [], reviews: [], created: now, updated: now },
  };
  world.pulls.push(pull);
  return { status: 201, json: await showPull(world, pull, token) };
}

export async function updatePull({ world, params, body, token }: Call): Promise<Answer> {
  const pull = await findPull(world, params.pull_number);
  const { title, body: text, state, base } = body as Partial<PullRequest>;
  if (title === '') throw validationFailed({ resource: 'Issue', code: 'missing_field', field: 'title' });
  assertBody(text);
  if (base !== undefined && base !== pull.base) {
    Object.assign(pull, { base, ...(await headsOf(world, pull.head, base)) });
  }
  if (state === 'open' && pull.state === 'closed') await reopen(world, pull);
  if (state === 'closed' && pull.state === 'open') closePull(pull, world.now());
  Object.assign(pull, { ...(title !== undefined && { title }), ...(text !== undefined && { body: text }) });
  pull.updated = world.now();
  return { status: 200, json: await showPull(world, pull, token) };
}

/** The pull requests that brought or will bring a commit. */
export async function listCommitPulls(call: Call): Promise<Answer> {
  const { world, params, token } = call;
  const found: PullRequest[] = [];
  for (const pull of world.pulls) {
    await refreshHeads(world, pull);
    const own = await revisionList(world.git, `${pull.startSha}..${pull.headSha}`);
    if (pull.mergeCommit === params.commit_sha || own.includes(params.commit_sha ?? '')) found.push(pull);
  }
  return listAnswer(call, found, (pull) => showPullSimple(world, pull, token));
}

/** The pull request of that number, as its branches are now; throws where there is none. */
export async function findPull(world: World, number: string | undefined): Promise<PullRequest> {
  const pull = world.pulls.find((candidate) => String(candidate.number) === number);
  if (pull === undefined) throw notFound();
  await refreshHeads(world, pull);
  return pull;
}

async function reopen(world: World, pull: PullRequest): Promise<void> {
  if (pull.merged !== undefined)
    throw validationFailed(custom('state cannot be changed. The pull request has been merged.'));
  if ((await branchHead(world.git, pull.head)) === undefined) {
    throw validationFailed(custom(`state cannot be changed. The ${pull.head} branch has been deleted.`));
  }
  Object.assign(pull, { state: 'open', ...(await headsOf(world, pull.head, pull.base)) });
  delete pull.closed;
}

async function headsOf({ git }: World, head: string, base: string) {
  const headSha = await branchHead(git, head);
  const baseSha = await branchHead(git, base);
  if (headSha === undefined) throw validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  if (baseSha === undefined) throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  const startSha = await git.attempt(['merge-base', baseSha, headSha]);
  if (startSha === undefined)
    throw validationFailed(custom(`The ${base} branch has no history in common with ${head}`));
  if (startSha === headSha) throw validationFailed(custom(`No commits between ${base} and ${head}`));
  return { headSha, baseSha, startSha };
}

function assertBody(text: string | null | undefined): void {
  if ([...(text ?? '')].length <= LONGEST_BODY) return;
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
  throw validationFailed({ resource: 'Issue', code: 'custom', field: 'body', message });
}

function custom(message: string) {
  return { resource: 'PullRequest', code: 'custom', message };
}
