import { parse, stringify } from 'yaml';

/** How our own action is written in the pages: who copies a snippet sets both words. */
export const OWN_ACTION = 'OWNER/openai-admin-export@COMMIT';

/** Keys of a job and of a whole workflow: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
const TOP_KEYS = ['name', 'run-name', 'on', 'permissions', 'concurrency', 'env', 'defaults', 'jobs'];
const JOB_KEYS = [
  'needs',
  'if',
  'runs-on',
  'environment',
  'strategy',
  'steps',
  'timeout-minutes',
  'outputs',
  'container',
  'services',
  'uses',
  'secrets',
];
const STEP_KEYS = ['id', 'name', 'if', 'uses', 'run', 'with', 'env', 'shell', 'continue-on-error', 'working-directory'];

// biome-ignore lint/suspicious/noExplicitAny: what YAML holds is looked at key by key.
export type Yaml = any;

/** A snippet of YAML as what it is part of. */
export type Snippet =
  /** A whole workflow, as it is written or completed around what the page shows. */
  | { kind: 'workflow'; text: string; workflow: Yaml; isWhole: boolean }
  /** A config file of our action. */
  | { kind: 'config'; text: string }
  /** Something else of GitHub's. */
  | { kind: 'other' };

/** How a completed workflow begins; what a snippet gives stands in place of it. */
function scaffold(): Yaml {
  return {
    name: 'Completed',
    on: { schedule: [{ cron: '17 3 * * *' }], workflow_dispatch: null },
    permissions: { contents: 'read' },
    concurrency: { group: 'openai-admin-export', 'cancel-in-progress': false },
    jobs: { export: { 'runs-on': 'ubuntu-latest', 'timeout-minutes': 60, steps: [] } },
  };
}

function onlyKeysOf(value: Yaml, keys: readonly string[]): boolean {
  const given = Object.keys(value ?? {});
  return given.length > 0 && given.every((key) => keys.includes(key));
}

function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join('\n');
}

/**
 * Tells by its shape what a block of YAML is part of, and completes it. A line `# …` stands for what the page leaves out.
 * @param inputs names of our action's inputs, by which a part of `with:` is known.
 * @param before our action's step that the page showed last: a part of `with:` stands in it.
 * @throws where the shape is none that is known.
 */
export function readSnippet(
  text: string,
  inputs: readonly string[],
  configNames: readonly string[],
  before: Yaml = {},
): Snippet {
  const parts = text.split(/^\s*# …\s*$/m).filter((part) => part.trim() !== '');
  const values = parts.map((part) => parse(dedent(part)) as Yaml);
  const [first] = values;
  if (values.length === 1 && first?.jobs !== undefined && first.on !== undefined) {
    return { kind: 'workflow', text, workflow: first, isWhole: true };
  }
  if (values.length === 1 && first?.version === 2 && first.updates !== undefined) return { kind: 'other' };
  // A workflow has a key of this name too, which holds a mapping.
  const isTop = typeof first?.concurrency === 'object';
  if (
    values.length === 1 &&
    !isTop &&
    !Array.isArray(first) &&
    onlyKeysOf(first, configNames) &&
    !isWith(first, inputs)
  ) {
    return { kind: 'config', text };
  }
  const workflow = scaffold();
  for (const value of values) lay(value, workflow, inputs, before);
  return { kind: 'workflow', text: stringify(workflow), workflow, isWhole: false };
}

/** Inputs beside which no setting of the config file alone stands. */
function isWith(value: Yaml, inputs: readonly string[]): boolean {
  return onlyKeysOf(value, inputs);
}

/** Lays a part of a snippet into the workflow at the place where it belongs. */
function lay(value: Yaml, workflow: Yaml, inputs: readonly string[], before: Yaml): void {
  const job = workflow.jobs.export;
  const ownStep = (part: Yaml) => ({ uses: OWN_ACTION, ...part });
  if (Array.isArray(value)) job.steps.push(...value);
  else if (onlyKeysOf(value, TOP_KEYS)) Object.assign(workflow, value);
  else if (onlyKeysOf(value, STEP_KEYS)) job.steps.push(value.run ? value : ownStep(value));
  else if (onlyKeysOf(value, JOB_KEYS)) Object.assign(job, value);
  else if (isWith(value, inputs)) job.steps.push(ownStep({ ...before, with: { ...before.with, ...value } }));
  else if (Object.values(value ?? {}).every((one: Yaml) => one?.steps ?? one?.uses)) workflow.jobs = value;
  else throw new Error(`no part of a workflow, nor a config, has the keys ${Object.keys(value ?? {}).join(', ')}`);
}
