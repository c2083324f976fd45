import { ConfigurationError } from '../../src/notices/errors.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { variableOf } from '../../src/settings/table.ts';
import type { ActionFile } from '../harness/action-file.ts';
import { combinationsOf, evaluate } from './expressions.ts';
import { OWN_ACTION, type Yaml } from './workflow-snippets.ts';

/** A step of ours in a workflow, as the runner would start it. */
interface OwnStep {
  with: Record<string, string>;
  env: Record<string, string>;
}

/** The steps of a workflow that use our action, once for each combination of their job's matrix. */
export function ownSteps(workflow: Yaml): OwnStep[] {
  return Object.values<Yaml>(workflow.jobs).flatMap((job) =>
    combinationsOf(job).flatMap((matrix) =>
      (job.steps ?? [])
        .filter((step: Yaml) => step.uses === OWN_ACTION)
        .map((step: Yaml) => {
          const env = evaluated({ ...workflow.env, ...job.env, ...step.env }, { matrix, env: {} });
          return { with: evaluated(step.with ?? {}, { matrix, env }), env };
        }),
    ),
  );
}

/** The step of a workflow, as it is written, that uses our action; the last of several, undefined without one. */
export function lastOwnStep(workflow: Yaml): Yaml {
  return Object.values<Yaml>(workflow.jobs)
    .flatMap((job) => job.steps ?? [])
    .findLast((step: Yaml) => step.uses === OWN_ACTION);
}

function evaluated(texts: Record<string, Yaml>, values: Parameters<typeof evaluate>[1]): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, evaluate(String(value), values)]));
}

/** What is wrong with the inputs of our step: names that action.yml does not declare, and all that a run would be stopped for. */
export async function ownStepProblems(step: OwnStep, action: ActionFile, workspace: string): Promise<string[]> {
  const undeclared = Object.keys(step.with).filter((name) => !(name in action.inputs));
  if (undeclared.length > 0) return undeclared.map((name) => `action.yml has no input ${name}`);
  const inputs = { 'api-key': 'sk-admin-fake', 'github-token': 'fake-github-token', ...step.with };
  return configProblems(inputs, step.env, workspace);
}

/** What a run with these inputs would be stopped for before any request; one line each. */
export async function configProblems(
  inputs: Record<string, string>,
  env: Record<string, string>,
  workspace: string,
): Promise<string[]> {
  const given = Object.entries(inputs).map(([name, value]) => [variableOf(name), value]);
  const runner = {
    GITHUB_REPOSITORY: 'acme/audit',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: workspace,
  };
  try {
    await readConfig({ ...runner, ...env, ...Object.fromEntries(given) });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n- ').slice(1);
    throw error;
  }
}

/** Outputs of our step that a workflow reads and action.yml does not declare. */
export function unknownOutputs(workflow: Yaml, text: string, action: ActionFile): string[] {
  const ids = Object.values<Yaml>(workflow.jobs).flatMap((job) =>
    (job.steps ?? [])
      .filter((step: Yaml) => step.uses === OWN_ACTION && step.id)
      .map((step: Yaml) => step.id as string),
  );
  const read = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)];
  return read
    .filter(([, id, name]) => ids.includes(id as string) && !((name as string) in action.outputs))
    .map(([, , name]) => `action.yml has no output ${name}`);
}
