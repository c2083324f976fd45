import type { TokenOptions } from './access.ts';
import { nodeId, showUser } from './people.ts';
import { apiUrl, isoTime, pageUrl, type World } from './world.ts';

const REPOSITORY_ID = 700_000_001;
const PUSHED = Date.UTC(2026, 0, 1);
const PLAIN_LISTS =
  'contributors deployments downloads events forks hooks languages merges stargazers subscribers subscription tags teams';
const TEMPLATES: Record<string, string> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  statuses: '/statuses/{sha}',
  trees: '/git/trees{/sha}',
};

/** The repository as the API shows it. */
export function showRepository(world: World, token: TokenOptions): object {
  const { owner, name, visibility, archived, defaultBranch } = world;
  const addresses = Object.entries(TEMPLATES).map(([key, template]) => [`${key}_url`, apiUrl(world, template)]);
  const lists = PLAIN_LISTS.split(' ').map((key) => [`${key}_url`, apiUrl(world, `/${key}`)]);
  const push = token.permissions.contents === 'write';
  return {
    id: REPOSITORY_ID,
    node_id: nodeId('Repository', REPOSITORY_ID),
    ...{ name, full_name: `${owner}/${name}`, visibility, archived, disabled: false, default_branch: defaultBranch },
    ...{ private: visibility === 'private', fork: false, is_template: false, owner: showUser(world, owner) },
    ...{ description: null, homepage: null, language: null, mirror_url: null, license: null, topics: [] },
    ...{ url: apiUrl(world), html_url: pageUrl(world), ...Object.fromEntries([...addresses, ...lists]) },
    ...{ git_url: `git://github.com/${owner}/${name}.git`, ssh_url: `git@github.com:${owner}/${name}.git` },
    ...{ clone_url: pageUrl(world, '.git'), svn_url: pageUrl(world) },
    ...{ has_issues: true, has_projects: false, has_wiki: false, has_pages: false, has_discussions: false },
    ...{ forks: 0, forks_count: 0, open_issues: 0, open_issues_count: 0, watchers: 0, watchers_count: 0, size: 0 },
    ...{
      stargazers_count: 0,
      network_count: 0,
      subscribers_count: 0,
      has_downloads: true,
      web_commit_signoff_required: false,
    },
    ...{ created_at: isoTime(PUSHED), updated_at: isoTime(PUSHED), pushed_at: isoTime(PUSHED) },
    permissions: { admin: false, maintain: false, push, triage: false, pull: true },
  };
}
