import type { GitHub } from './client.ts';
import { asking } from './trouble.ts';

/** What stands in front of a comment and is not shown: by it the comment is found again. */
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
    // At its very beginning: a person who quotes it has something in front.
    const own = comments.find((comment) => comment.body?.startsWith(marker));
    const text = `${marker}\n${body}`;
    if (own?.body === text) return;
    if (own) await rest.issues.updateComment({ ...repository, comment_id: own.id, body: text });
    else await rest.issues.createComment({ ...issue, body: text });
  });
}
