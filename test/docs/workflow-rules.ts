import { OWN_ACTION, type Yaml } from './workflow-snippets.ts';

/** What a workflow of the pages must have, beyond what GitHub asks for; one line for each rule that it breaks. */
export function ruleProblems(text: string, workflow: Yaml, isWhole: boolean): string[] {
  const problems: string[] = [...pinProblems(text)];
  for (const { cron } of workflow.on?.schedule ?? []) problems.push(...cronProblems(cron));
  for (const [name, job] of Object.entries<Yaml>(workflow.jobs)) {
    if (job.uses === undefined && typeof job['timeout-minutes'] !== 'number')
      problems.push(`job ${name} has no timeout-minutes`);
    if (workflow.concurrency === undefined && job.concurrency === undefined)
      problems.push(`job ${name} has no concurrency`);
    if (workflow.permissions === undefined && job.permissions === undefined)
      problems.push(`job ${name} has no permissions`);
    for (const step of job.steps ?? []) problems.push(...stepProblems(step));
  }
  if (isWhole && /write-all|read-all/.test(String(workflow.permissions)))
    problems.push('permissions are given by the dozen');
  return problems;
}

/** GitHub is busiest on the hour and at its round minutes, and drops what it cannot start. */
function cronProblems(cron: string): string[] {
  const minute = Number(String(cron).split(' ', 1)[0]);
  return minute % 2 === 1 && minute % 5 !== 0 ? [] : [`cron '${cron}' needs an odd minute that is no multiple of 5`];
}

function stepProblems(step: Yaml): string[] {
  const injected = /\$\{\{/.test(step.run ?? '');
  return injected
    ? [`a step puts an expression into its script: hand it over by env (${String(step.run).split('\n', 1)[0]})`]
    : [];
}

/** Actions are named by the full SHA of a commit, with the release that it is in a comment. */
function pinProblems(text: string): string[] {
  const uses = text.matchAll(/^\s*(?:-\s+)?uses:\s*['"]?([^\s'"#]+)['"]?[^\S\n]*(#.*)?$/gm);
  return [...uses].flatMap(([, action = '', comment = '']) => {
    if (action === OWN_ACTION || action.startsWith('./')) return [];
    if (/^OWNER\//.test(action)) return [`our own action is written ${OWN_ACTION}, not ${action}`];
    if (!/@[0-9a-f]{40}$/.test(action)) return [`${action} is not pinned by a full SHA`];
    return /^# v\d+(\.\d+)*$/.test(comment.trim()) ? [] : [`${action} does not say which release it is (# v1.2.3)`];
  });
}

/** The pins of a text: action -> commit and release, to compare pages with each other. */
export function pinsOf(text: string): Map<string, string> {
  const pins = text.matchAll(/uses:\s*([\w./-]+)@([0-9a-f]{40})\s*#\s*(v[\d.]+)/g);
  return new Map([...pins].map(([, action = '', sha, release]) => [action, `${sha} ${release}`]));
}
