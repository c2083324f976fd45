import { authorise } from './access.ts';
import type { Answer, Call } from './call.ts';
import { readObjects } from './objects.ts';
import { GithubRefusal } from './refusal.ts';

const QUERY =
  /^query \(\$owner: String!, \$name: String!\) \{ repository\(owner: \$owner, name: \$name\) \{ (.*) \} \}$/;
const FIELD = /(\w+): object\(oid: "([0-9a-f]{40})"\) \{ \.\.\. on Blob \{ text \} \} ?/y;
/** Text of larger files is cut; GitHub publishes no number. */
const LONGEST_TEXT = 512_000;

/** The ids that a query for the text of blobs asks for, by alias; undefined where it is no such query. */
export function parseBlobsQuery(query: string): Map<string, string> | undefined {
  const fields = QUERY.exec(query)?.[1];
  if (fields === undefined) return undefined;
  const asked = new Map<string, string>();
  FIELD.lastIndex = 0;
  let read = 0;
  for (let match = FIELD.exec(fields); match; match = FIELD.exec(fields)) {
    asked.set(match[1] as string, match[2] as string);
    read = FIELD.lastIndex;
  }
  return read === fields.length && asked.size > 0 ? asked : undefined;
}

/** https://docs.github.com/graphql/reference/objects#blob */
export async function answerBlobs(
  { world, token }: Call,
  asked: ReadonlyMap<string, string>,
  { owner, name }: { owner?: string; name?: string },
): Promise<Answer> {
  const refuse = (type: string, message: string): Answer => {
    return { status: 200, json: { data: { repository: null }, errors: [{ type, path: ['repository'], message }] } };
  };
  if (owner !== world.owner || name !== world.name) {
    return refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  try {
    authorise(token, { scopes: ['contents'], level: 'read' }, world);
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    return refuse('FORBIDDEN', error.message);
  }
  const objects = await readObjects(world.git, [...new Set(asked.values())]);
  const repository = [...asked].map(([alias, sha]) => {
    const object = objects.get(sha);
    return [alias, object === undefined ? null : object.type === 'blob' ? { text: textOf(object.bytes) } : {}];
  });
  return { status: 200, json: { data: { repository: Object.fromEntries(repository) } } };
}

function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  return bytes.subarray(0, LONGEST_TEXT).toString('utf8');
}
