/** The fields that a GraphQL document asks for, and what it asks for within each. */
export interface Selection {
  [field: string]: Selection;
}

/** One mutation with its only field, which takes the variable `input`. */
export interface Mutation {
  field: string;
  selection: Selection;
}

const TOKEN = /[{}]|[A-Za-z_]\w*/g;
const MUTATION =
  /^\s*mutation\s*\w*\s*\(\s*\$input\s*:\s*(\w+)!\s*\)\s*\{\s*(\w+)\s*\(\s*input\s*:\s*\$input\s*\)\s*(\{[\s\S]*\})\s*\}\s*$/;

/** Reads the only form of document that this server answers; undefined for any other. */
export function parseMutation(document: string): (Mutation & { inputType: string }) | undefined {
  const [, inputType, field, body = ''] = MUTATION.exec(document) ?? [];
  if (inputType === undefined || field === undefined) return undefined;
  const tokens = body.match(TOKEN) ?? [];
  return { inputType, field, selection: parseSelection(tokens.slice(1).values()) };
}

/** The fields of a value that were asked for; throws at one that it does not have. */
export function select(value: unknown, selection: Selection): unknown {
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(selection).map(([field, inner]) => {
      if (!(field in fields)) throw new Error(`Field '${field}' doesn't exist`);
      return [field, select(fields[field], inner)];
    }),
  );
}

function parseSelection(tokens: Iterator<string>): Selection {
  const selection: Selection = {};
  let last = '';
  for (let step = tokens.next(); !step.done && step.value !== '}'; step = tokens.next()) {
    if (step.value === '{') selection[last] = parseSelection(tokens);
    else {
      last = step.value;
      selection[last] = {};
    }
  }
  return selection;
}
