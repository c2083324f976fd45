import type { TokenOptions } from './access.ts';
import { revisionList } from './commits.ts';
import { nodeId, showUser } from './people.ts';
import type { PullRequest } from './pull-request.ts';
import { showRepository } from './show-repository.ts';
import { apiUrl, isoTime, pageUrl, type World } from './world.ts';

/** The pull request of a list. */
export function showPullSimple(world: World, pull: PullRequest, token: TokenOptions): object {
  const { id, number, title, body, draft, state, author, created, updated, closed, merged } = pull;
  return {
    ...{ id, node_id: nodeId('PullRequest', id), number, title, body, draft, state, locked: false },
    ...showPullLinks(world, pull),
    ...{ user: showUser(world, author), author_association: 'CONTRIBUTOR', auto_merge: null, active_lock_reason: null },
    ...{ assignee: null, assignees: [], milestone: null, labels: pull.labels.map((name) => showLabel(world, name)) },
    requested_reviewers: pull.reviewers.map((login) => showUser(world, login)),
    requested_teams: pull.teams.map((slug) => showTeam(world, slug)),
    ...{ created_at: isoTime(created), updated_at: isoTime(updated) },
    closed_at: closed === undefined ? null : isoTime(closed),
    merged_at: merged === undefined ? null : isoTime(merged),
    merge_commit_sha: pull.mergeCommit ?? null,
    head: showBranch(world, pull.head, pull.headSha, token),
    base: showBranch(world, pull.base, pull.baseSha, token),
  };
}

/** The pull request on its own, with what git says of it. */
export async function showPull(world: World, pull: PullRequest, token: TokenOptions): Promise<object> {
  const { git } = world;
  const range = pull.state === 'open' ? pull.baseSha : pull.startSha;
  const commits = await revisionList(git, `${range}..${pull.headSha}`);
  const counts = await git.run(['diff', '--numstat', '--no-renames', `${range}...${pull.headSha}`]);
  const files = counts === '' ? [] : counts.split('\n').map((line) => line.split('\t'));
  const sum = (column: number) => files.reduce((total, file) => total + (Number(file[column]) || 0), 0);
  const mergeable = pull.state === 'open' ? await mergesCleanly(world, pull) : null;
  return {
    ...showPullSimple(world, pull, token),
    ...{ commits: commits.length, changed_files: files.length, additions: sum(0), deletions: sum(1) },
    ...{ comments: world.comments.filter(({ issue }) => issue === pull.number).length, review_comments: 0 },
    ...{ mergeable, rebaseable: mergeable, maintainer_can_modify: false, merged: pull.merged !== undefined },
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.mergedBy === undefined ? null : showUser(world, pull.mergedBy),
  };
}

async function mergesCleanly({ git }: World, { baseSha, headSha }: PullRequest): Promise<boolean> {
  return (await git.attempt(['merge-tree', '--write-tree', baseSha, headSha])) !== undefined;
}

export function showLabel(world: World, name: string): object {
  const url = apiUrl(world, `/labels/${encodeURIComponent(name)}`);
  return {
    id: labelId(name),
    node_id: nodeId('Label', name),
    url,
    name,
    // Of a pull request in a list, the description says that it is never null.
    description: '',
    color: 'ededed',
    default: false,
  };
}

function labelId(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000, 1);
}

export function showTeam(world: World, slug: string): object {
  const url = `${world.url}/orgs/${world.owner}/teams/${slug}`;
  return {
    ...{ id: labelId(slug), node_id: nodeId('Team', slug), name: slug, slug, description: null, parent: null, url },
    ...{ privacy: 'closed', notification_setting: 'notifications_enabled', permission: 'pull', type: 'organization' },
    ...{ html_url: `https://github.com/orgs/${world.owner}/teams/${slug}`, organization_id: 1 },
    ...{ members_url: `${url}/members{/member}`, repositories_url: `${url}/repos` },
  };
}

function showBranch(world: World, ref: string, sha: string, token: TokenOptions): object {
  const { owner } = world;
  return { label: `${owner}:${ref}`, ref, sha, user: showUser(world, owner), repo: showRepository(world, token) };
}

function showPullLinks(world: World, { number, headSha }: PullRequest): object {
  const url = apiUrl(world, `/pulls/${number}`);
  const html_url = pageUrl(world, `/pull/${number}`);
  const addresses = {
    issue_url: apiUrl(world, `/issues/${number}`),
    comments_url: apiUrl(world, `/issues/${number}/comments`),
    review_comments_url: `${url}/comments`,
    review_comment_url: apiUrl(world, '/pulls/comments{/number}'),
    commits_url: `${url}/commits`,
    statuses_url: apiUrl(world, `/statuses/${headSha}`),
  };
  const named = { self: url, html: html_url };
  const links = [...Object.entries(named), ...Object.entries(addresses).map(([key, href]) => [key.slice(0, -4), href])];
  return {
    ...{ url, html_url, diff_url: `${html_url}.diff`, patch_url: `${html_url}.patch`, ...addresses },
    _links: Object.fromEntries(links.map(([key, href]) => [key, { href }])),
  };
}
