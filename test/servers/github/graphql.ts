import { authorise } from './access.ts';
import { answerBlobs, parseBlobsQuery } from './blobs-query.ts';
import type { Answer, Call } from './call.ts';
import { type CommitInput, commitInputFlaws } from './commit-input.ts';
import { createCommitOnBranch } from './commit-on-branch.ts';
import { GraphqlRefusal } from './graphql-refusal.ts';
import { GithubRefusal } from './refusal.ts';
import { parseMutation, select } from './selection.ts';

const FIELD = 'createCommitOnBranch';
/** GraphQL's words for what REST says by status. */
const TYPES: Record<number, string> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND' };
const INPUT_TYPE = 'CreateCommitOnBranchInput';

interface Variables {
  input?: unknown;
  owner?: string;
  name?: string;
}

/** Answers the one mutation and the one query that are known. `violate` is told of requests that GitHub's schema does not allow. */
export async function answerGraphql(call: Call, violate: (flaw: string) => void): Promise<Answer> {
  const { query, variables } = (call.body ?? {}) as { query?: string; variables?: Variables };
  const asked = parseBlobsQuery(query ?? '');
  if (asked) return answerBlobs(call, asked, variables ?? {});
  const mutation = parseMutation(query ?? '');
  if (mutation?.field !== FIELD || mutation.inputType !== INPUT_TYPE) {
    violate(`a document that this server does not know: ${query}`);
    return { status: 200, json: { errors: [{ message: 'Parse error' }] } };
  }
  const flaws = commitInputFlaws(variables?.input);
  if (flaws.length > 0) {
    for (const flaw of flaws) violate(flaw);
    const message = `Variable $input of type ${INPUT_TYPE}! was provided invalid value for ${flaws.join(', ')}`;
    return { status: 200, json: { errors: [{ message, extensions: { value: variables?.input ?? null } }] } };
  }
  try {
    authorise(call.token, { scopes: ['contents'], level: 'write' }, call.world);
    const payload = await createCommitOnBranch(call, variables?.input as CommitInput);
    return { status: 200, json: { data: { [FIELD]: select(payload, mutation.selection) } } };
  } catch (error) {
    const refusal = asGraphql(error);
    const shown = { type: refusal.type, path: [FIELD], locations: [{ line: 1, column: 1 }], message: refusal.message };
    return { status: 200, json: { data: { [FIELD]: null }, errors: [shown] } };
  }
}

function asGraphql(error: unknown): GraphqlRefusal {
  if (error instanceof GraphqlRefusal) return error;
  if (!(error instanceof GithubRefusal)) throw error;
  return new GraphqlRefusal(TYPES[error.status] ?? 'UNPROCESSABLE', error.message);
}
