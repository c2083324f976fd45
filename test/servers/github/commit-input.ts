import { Ajv } from 'ajv';

/** https://docs.github.com/graphql/reference/input-objects#createcommitonbranchinput */
export interface CommitInput {
  branch: { repositoryNameWithOwner?: string; branchName?: string; id?: string };
  message: { headline: string; body?: string | null };
  expectedHeadOid: string;
  fileChanges?: { additions?: { path: string; contents: string }[]; deletions?: { path: string }[] } | null;
  clientMutationId?: string | null;
}

const TEXT = { type: 'string' };
const OPTIONAL_TEXT = { type: ['string', 'null'] };

function fields(properties: Record<string, object>, ...required: string[]): object {
  // GraphQL knows no further fields.
  return { type: 'object', additionalProperties: false, properties, required };
}

function optionalList(items: object): object {
  return { anyOf: [{ type: 'array', items }, { type: 'null' }] };
}

const FILE_CHANGES = fields({
  additions: optionalList(fields({ path: TEXT, contents: TEXT }, 'path', 'contents')),
  deletions: optionalList(fields({ path: TEXT }, 'path')),
});
const INPUT = fields(
  {
    branch: fields({ id: OPTIONAL_TEXT, repositoryNameWithOwner: OPTIONAL_TEXT, branchName: OPTIONAL_TEXT }),
    message: fields({ headline: TEXT, body: OPTIONAL_TEXT }, 'headline'),
    expectedHeadOid: { type: 'string', pattern: '^[0-9a-f]{40}$' },
    fileChanges: { anyOf: [FILE_CHANGES, { type: 'null' }] },
    clientMutationId: OPTIONAL_TEXT,
  },
  ...['branch', 'message', 'expectedHeadOid'],
);
const validate = new Ajv({ strict: false, allErrors: true }).compile(INPUT);

/** What is wrong with an input by GitHub's GraphQL schema. */
export function commitInputFlaws(input: unknown): string[] {
  if (validate(input)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}
