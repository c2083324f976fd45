import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The parts of an action.yml that decide how a runner starts the action. */
export interface ActionFile {
  inputs: Record<string, { description?: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description?: string }>;
  runs: { using: string; main: string };
}

/** Values of the expressions that a default may hold. */
const EXPRESSIONS: Record<string, string> = { 'github.token': 'fake-github-token' };

/** Reads an action.yml; throws where it is none. */
export async function readActionFile(path: string): Promise<ActionFile> {
  const { inputs, outputs, runs } = parse(await readFile(path, 'utf8'));
  return { inputs: inputs ?? {}, outputs: outputs ?? {}, runs };
}

/**
 * The variables by which the runner hands inputs to an action: what the workflow gave, declared or not, and the default
 * of everything else that is declared (empty where it has none).
 */
export function inputVariables(action: ActionFile, given: Record<string, string>): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const [name, input] of Object.entries(action.inputs)) inputs[name] = evaluate(String(input.default ?? ''));
  Object.assign(inputs, given);
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [variableName(name), value]));
}

/** Spaces become underscores, dashes stay. */
function variableName(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

function evaluate(text: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression) => {
    const value = EXPRESSIONS[expression];
    if (value === undefined) throw new Error(`the harness does not know the expression ${expression}`);
    return value;
  });
}
