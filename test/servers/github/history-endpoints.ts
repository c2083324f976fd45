import { type Answer, type Call, linkHeaders, pageOf, slicePage } from './call.ts';
import { readCommits, revisionList } from './commits.ts';
import { resolveObject } from './objects.ts';
import { branchReference } from './pull-request.ts';
import { assertNotEmpty } from './ref-endpoints.ts';
import { notFound } from './refusal.ts';
import { showCommit } from './show-commit.ts';
import { apiUrl, pageUrl, type World } from './world.ts';

const STATUSES: Record<string, string> = { A: 'added', M: 'modified', D: 'removed', T: 'changed' };

/** The commits of a branch, or those that touched a path, newest first. */
export async function listCommits(call: Call): Promise<Answer> {
  const { world, query } = call;
  await assertNotEmpty(world);
  const start = await commitNamed(world, query.get('sha') ?? world.defaultBranch);
  if (start === undefined) throw notFound();
  const bounds = ['since', 'until'].flatMap((key) => (query.has(key) ? [`--${key}=${query.get(key)}`] : []));
  const path = query.get('path');
  const shas = await revisionList(world.git, ...bounds, start, '--', ...(path ? [`:(literal)${path}`] : []));
  const commits = await readCommits(world.git, slicePage(call, shas));
  const json = commits.map((commit) => showCommit(world, commit));
  return { status: 200, json, headers: linkHeaders(call, shas.length) };
}

export async function compareCommits(call: Call): Promise<Answer> {
  const { world, params } = call;
  const { git } = world;
  const [baseName = '', headName = ''] = (params.basehead ?? '')
    .split('...')
    .map((name) => name.replace(/^[^:]*:/, ''));
  const base = await commitNamed(world, baseName);
  const head = await commitNamed(world, headName);
  if (base === undefined || head === undefined) throw notFound();
  const mergeBase = await git.attempt(['merge-base', base, head]);
  if (mergeBase === undefined) throw notFound(`No common ancestor between ${baseName} and ${headName}.`);
  const ahead = await revisionList(git, '--reverse', '--topo-order', `${base}..${head}`);
  const behind = await revisionList(git, `${head}..${base}`);
  const [baseCommit, mergeBaseCommit] = (await readCommits(git, [base, mergeBase])).map((commit) =>
    showCommit(world, commit),
  );
  const page = `${pageUrl(world, '/compare')}/${baseName}...${headName}`;
  const json = {
    ...{ url: apiUrl(world, `/compare/${baseName}...${headName}`), html_url: page, permalink_url: page },
    ...{ diff_url: `${page}.diff`, patch_url: `${page}.patch` },
    ...{ base_commit: baseCommit, merge_base_commit: mergeBaseCommit },
    status: statusOf(ahead.length, behind.length),
    ...{ ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length },
    commits: (await readCommits(git, slicePage(call, ahead))).map((commit) => showCommit(world, commit)),
    // Only the first page lists files.
    files: pageOf(call.query).page === 1 ? await changedFiles(world, mergeBase, head) : [],
  };
  return { status: 200, json, headers: linkHeaders(call, ahead.length) };
}

/** The commit that a branch, a reference or a sha stands for. */
export async function commitNamed({ git }: World, name: string): Promise<string | undefined> {
  return (await resolveObject(git, branchReference(name), 'commit')) ?? (await resolveObject(git, name, 'commit'));
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

async function changedFiles(world: World, from: string, to: string): Promise<object[]> {
  const { git, limits } = world;
  const raw = (await git.bytes(['diff-tree', '-r', '-z', '--no-renames', from, to])).toString().split('\0');
  const counts = (await git.bytes(['diff-tree', '-r', '-z', '--no-renames', '--numstat', from, to]))
    .toString()
    .split('\0');
  const files: object[] = [];
  for (let at = 0; at + 1 < raw.length && files.length < limits.compareFiles; at += 2) {
    const [, , before, after, letter = ''] = (raw[at] ?? '').split(' ');
    const filename = raw[at + 1] ?? '';
    const [additions = 0, deletions = 0] = (counts[at / 2] ?? '').split('\t').map((count) => Number(count) || 0);
    files.push({
      ...{ sha: letter === 'D' ? before : after, filename, status: STATUSES[letter] ?? 'changed' },
      ...{ additions, deletions, changes: additions + deletions },
      blob_url: pageUrl(world, `/blob/${to}/${encodeURI(filename)}`),
      raw_url: pageUrl(world, `/raw/${to}/${encodeURI(filename)}`),
      contents_url: apiUrl(world, `/contents/${encodeURI(filename)}?ref=${to}`),
    });
  }
  return files;
}
