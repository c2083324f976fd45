import { RequestError } from '@octokit/request-error';
import type { GitHub } from './client.ts';
import { asking } from './trouble.ts';

/** Returns what stands in front of a comment and is not shown: by it the comment is found again. */
export function commentMarker(destination: string): string {
  return `<!-- openai-admin-export:${destination.replace(/[^\w./:-]/g, '_').replaceAll('--', '__')} -->`;
}

/** Writes the one comment of this marker on a pull request: updates it where it stands, else adds it. */
export async function keepComment(github: GitHub, number: number, marker: string, body: string): Promise<void> {
  const { rest, repository, paginate } = github;
  const purpose = { what: `comment on pull request #${number}`, permission: 'pull-requests: write' };
  await asking(purpose, async () => {
    const issue = { ...repository, issue_number: number };
    const comments = await paginate(rest.issues.listComments, { ...issue, per_page: 100 });
    const marked = comments.filter((comment) => comment.body?.startsWith(marker));
    const own = await findOwn(github, marked);
    const text = `${marker}\n${body}`;
    if (own?.body === text) return;
    if (own) await rest.issues.updateComment({ ...repository, comment_id: own.id, body: text });
    else await rest.issues.createComment({ ...issue, body: text });
  });
}

interface Comment {
  id: number;
  body?: string;
  user: { login: string; type: string } | null;
}

/**
 * Returns the comment of the token's owner. Anybody can write the marker, and what stands in somebody else's comment they can change
 * later.
 */
async function findOwn({ rest }: GitHub, marked: Comment[]): Promise<Comment | undefined> {
  const byBot = marked.find(({ user }) => user?.type === 'Bot');
  if (byBot || marked.length === 0) return byBot;
  try {
    const { data } = await rest.users.getAuthenticated();
    return marked.find(({ user }) => user?.login === data.login);
  } catch (error) {
    // An app's token belongs to nobody who could be asked for.
    if (error instanceof RequestError && [401, 403, 404].includes(error.status)) return undefined;
    throw error;
  }
}
