import { parse } from 'yaml';

interface Job {
  'timeout-minutes'?: number;
  permissions?: unknown;
  uses?: string;
  steps?: { uses?: string; with?: Record<string, unknown> }[];
}

interface Workflow {
  on: unknown;
  permissions?: unknown;
  concurrency?: unknown;
  jobs: Record<string, Job>;
}

const USES = /^[\s-]*uses:\s*(\S+?)(?:\s+#\s*(.*))?$/gm;
const PINNED = /^[\w.-]+\/[\w./-]+@([0-9a-f]{40})$/;
const VERSION = /^v\d+(\.\d+)*$/;
/** Half of the world starts its schedules at these minutes, and GitHub drops some then: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule */
const BUSY_MINUTES = ['0', '00', '15', '30', '45', '*'];

/** What this repository asks of its workflows beyond what GitHub asks: one sentence for each thing that is missing. */
export function workflowMistakes(text: string): string[] {
  const workflow: Workflow = parse(text);
  const mistakes: string[] = [];
  // Nothing for all jobs at once: each says what it needs.
  if (JSON.stringify(workflow.permissions) !== '{}') mistakes.push('The workflow does not begin without permissions.');
  if (workflow.concurrency === undefined) mistakes.push('The workflow does not say what happens to runs that meet.');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (job['timeout-minutes'] === undefined) mistakes.push(`The job ${name} has no timeout-minutes.`);
    if (job.permissions === undefined) mistakes.push(`The job ${name} does not name its permissions.`);
    for (const step of job.steps ?? [])
      if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
        mistakes.push(`The job ${name} leaves its token in the checkout.`);
  }
  for (const [, action = '', comment = ''] of text.matchAll(USES)) {
    if (action.startsWith('./')) continue;
    if (!PINNED.test(action)) mistakes.push(`${action} is not pinned by its commit.`);
    else if (!VERSION.test(comment)) mistakes.push(`${action} has no comment with its version.`);
  }
  for (const [, minute = ''] of text.matchAll(/cron:\s*['"]?(\S+)/g))
    if (BUSY_MINUTES.includes(minute)) mistakes.push(`The schedule starts at minute ${minute}, as many others do.`);
  return mistakes;
}

/** Actions that are pinned to different commits, or commits whose version is told differently, in several workflows. */
export function differingPins(texts: readonly string[]): string[] {
  const pins = new Map<string, Set<string>>();
  for (const text of texts)
    for (const [, action = '', version = ''] of text.matchAll(USES)) {
      const [name = '', commit = ''] = action.split('@');
      // One repository may hold several actions, which are released together.
      const repository = name.split('/').slice(0, 2).join('/');
      if (!action.startsWith('./'))
        pins.set(repository, (pins.get(repository) ?? new Set()).add(`${commit} ${version}`));
    }
  return [...pins].filter(([, used]) => used.size > 1).map(([name]) => `${name} is pinned to different commits.`);
}
