import type { GitHub } from './client.ts';
import { blobIdOf, type TreeEntry } from './git-objects.ts';
import { isRefusal } from './trouble.ts';

/** The same files are read for the export, the audit and the report of one run; what was read first goes first. */
const KEPT_BYTES = 16_000_000;
/** What is read together, in one request. */
const MOST_TOGETHER = 100;
const TOGETHER_BYTES = 2_000_000;
/** GitHub cuts the text of larger files: https://docs.github.com/en/graphql/reference/objects#blob */
const LARGEST_TOGETHER = 400_000;

/** Reads the content of a blob, and with it those that will be asked for next. */
export type BlobReader = (wanted: TreeEntry, next: Iterable<TreeEntry>) => Promise<Buffer>;

/**
 * Returns a function that reads blobs. Each is a request, of which a token has 1,000 an hour, and hundreds of nights or hours
 * are as many files: text is therefore read many files a request, and kept for a while.
 */
export function blobReader(github: GitHub): BlobReader {
  const kept = new Map<string, Buffer>();
  const coming = new Map<string, Promise<void>>();
  let bytes = 0;

  function keep(sha: string, content: Buffer): void {
    if (content.length > KEPT_BYTES || kept.has(sha)) return;
    kept.set(sha, content);
    bytes += content.length;
    for (const [oldest, { length }] of kept) {
      if (bytes <= KEPT_BYTES) return;
      kept.delete(oldest);
      bytes -= length;
    }
  }

  async function fetchTogether(entries: TreeEntry[]): Promise<void> {
    const fetching = readTexts(github, entries).then((texts) => {
      for (const [sha, content] of texts) keep(sha, content);
    });
    for (const { sha } of entries) coming.set(sha, fetching);
    await fetching.finally(() => {
      for (const { sha } of entries) coming.delete(sha);
    });
  }

  return async (wanted, next) => {
    if (coming.has(wanted.sha)) await coming.get(wanted.sha);
    else if (!kept.has(wanted.sha)) {
      const others = [...next].filter(({ sha }) => !kept.has(sha) && !coming.has(sha));
      const together = fitting([wanted, ...others]);
      if (together.length > 1) await fetchTogether(together);
    }
    const known = kept.get(wanted.sha);
    if (known) return known;
    const { rest, repository } = github;
    // As JSON: what is asked for raw comes back as text, in which compressed bytes are lost.
    const { data } = await rest.git.getBlob({ ...repository, file_sha: wanted.sha });
    const content = Buffer.from(data.content, 'base64');
    keep(wanted.sha, content);
    return content;
  };
}

/** Returns the first of these, as many as one request takes; none if the very first is too large. */
function fitting(entries: TreeEntry[]): TreeEntry[] {
  const chosen: TreeEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const { size = LARGEST_TOGETHER } = entry;
    bytes += size;
    if (chosen.length === MOST_TOGETHER || bytes > TOGETHER_BYTES || size > LARGEST_TOGETHER) break;
    chosen.push(entry);
  }
  return chosen;
}

/** Returns the blobs that GitHub returned whole, by id; the others are read one by one. */
async function readTexts({ graphql, repository }: GitHub, entries: TreeEntry[]): Promise<Map<string, Buffer>> {
  const fields = entries.map(({ sha }, index) => `b${index}: object(oid: "${sha}") { ... on Blob { text } }`);
  const query = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(' ')} } }`;
  const { owner, repo: name } = repository;
  const found = new Map<string, Buffer>();
  try {
    type Answer = { repository: Record<string, { text?: string | null } | null> };
    const answer = await graphql<Answer>(query, { owner, name });
    for (const [index, { sha }] of entries.entries()) {
      const content = Buffer.from(answer.repository[`b${index}`]?.text ?? '');
      if (blobIdOf(content) === sha) found.set(sha, content);
    }
  } catch (error) {
    // Only a short cut: whatever is wrong shows when they are read one by one.
    if (!isRefusal(error)) throw error;
  }
  return found;
}
