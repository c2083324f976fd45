import type { Commit, Signature } from './commits.ts';
import { accountOf, nodeId } from './people.ts';
import { apiUrl, isoTime, pageUrl, type World } from './world.ts';

/** The commit of /git/commits. */
export function showGitCommit(world: World, commit: Commit): object {
  const { sha, message } = commit;
  return {
    ...{ sha, node_id: nodeId('Commit', sha), message },
    url: apiUrl(world, `/git/commits/${sha}`),
    html_url: pageUrl(world, `/commit/${sha}`),
    author: showSignature(commit.author),
    committer: showSignature(commit.committer),
    tree: showTreeLink(world, commit.tree),
    parents: commit.parents.map((parent) => showParent(world, parent, '/git/commits')),
    verification: showVerification(world, commit),
  };
}

/** The commit of /commits and of a comparison. */
export function showCommit(world: World, commit: Commit): object {
  const { sha, message } = commit;
  return {
    ...{ sha, node_id: nodeId('Commit', sha) },
    url: apiUrl(world, `/commits/${sha}`),
    html_url: pageUrl(world, `/commit/${sha}`),
    comments_url: apiUrl(world, `/commits/${sha}/comments`),
    commit: {
      ...{ message, comment_count: 0, url: apiUrl(world, `/git/commits/${sha}`) },
      author: showSignature(commit.author),
      committer: showSignature(commit.committer),
      tree: showTreeLink(world, commit.tree),
      verification: showVerification(world, commit),
    },
    author: accountOf(world, commit.author),
    committer: accountOf(world, commit.committer),
    parents: commit.parents.map((parent) => showParent(world, parent, '/commits')),
  };
}

function showSignature({ name, email, seconds }: Signature): object {
  return { name, email, date: isoTime(seconds * 1000) };
}

function showTreeLink(world: World, sha: string): object {
  return { sha, url: apiUrl(world, `/git/trees/${sha}`) };
}

function showParent(world: World, sha: string, path: string): object {
  return { sha, url: apiUrl(world, `${path}/${sha}`), html_url: pageUrl(world, `/commit/${sha}`) };
}

function showVerification(world: World, { sha, tree, committer }: Commit): object {
  if (!world.signed.has(sha)) {
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  }
  const signature = '-----BEGIN PGP SIGNATURE-----\n\nfake\n-----END PGP SIGNATURE-----\n';
  const verified_at = isoTime(committer.seconds * 1000);
  return { verified: true, reason: 'valid', signature, payload: `tree ${tree}\n`, verified_at };
}
