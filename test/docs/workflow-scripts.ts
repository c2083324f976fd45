import { combinationsOf, evaluate } from './expressions.ts';
import type { ScriptPart } from './shell-session.ts';
import type { Yaml } from './workflow-snippets.ts';

/** The scripts of a workflow's steps (`run:`), each in a shell of its own with its step's variables, as the runner starts them. */
export function scriptsOf(workflow: Yaml, place: string): ScriptPart[] {
  return Object.values<Yaml>(workflow.jobs).flatMap((job) =>
    combinationsOf(job).flatMap((matrix) =>
      (job.steps ?? [])
        .filter((step: Yaml) => step.run !== undefined)
        .map((step: Yaml) => {
          const given = Object.entries({ ...workflow.env, ...job.env, ...step.env });
          const exports = given.map(
            ([name, value]) => `export ${name}=${quote(evaluate(String(value), { matrix, env: {} }))}`,
          );
          return { place, text: ["bash -e <<'END_OF_STEP'", ...exports, step.run, 'END_OF_STEP'].join('\n') };
        }),
    ),
  );
}

/** A text as one word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
