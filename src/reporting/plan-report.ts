import { boundaryName } from '../archive/periods.ts';
import type { ResourcePlan, RunPlan } from '../export/dry-run/plan-export.ts';
import { count, countOf, duration } from '../text/amounts.ts';
import { code, escapeMarkdown } from './markdown/escape.ts';

/** Names of partitions are listed up to here; of more, the first and the last stand for all. */
const MOST_NAMES = 6;

/** Returns the plan for the log: a line for each resource, then one for all. */
export function planLines(plan: RunPlan): string[] {
  return [...plan.resources.map((one) => `${one.resource}: ${describe(one)}`), closing(plan)];
}

/** Returns the plan for the job summary, in Markdown. */
export function planSummary(plan: RunPlan, destination: string): string {
  const rows = plan.resources.map(
    (one) =>
      `| ${escapeMarkdown(one.resource)} | ${escapeMarkdown(one.problem ?? whatOf(one))} | ${count(one.done)} | ${count(one.windows)} | ${requestsOf(one)} |`,
  );
  return [
    '## OpenAI Admin Export: dry run',
    '',
    `What a run would read and write to ${code(destination)}. ${closing(plan)}`,
    '',
    '| Resource | To be read | Done already | Windows or lists | Requests |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}

function describe(plan: ResourcePlan): string {
  if (plan.problem !== undefined) return `cannot be planned: ${plan.problem}`;
  const done = plan.done > 0 ? `, ${count(plan.done)} done already` : '';
  const unit = plan.kind === 'snapshot' ? 'list' : 'window';
  return `${whatOf(plan)}${done}; ${countOf(plan.windows, unit)}, ${requestsOf(plan)} ${plan.requests === 1 ? 'request' : 'requests'}`;
}

function whatOf({ kind, partitions, range, left }: ResourcePlan): string {
  if (left) return `nothing until ${left.dueOn}: read on ${left.readOn}, and \`every\` asks for no more`;
  if (kind === 'snapshot') return 'the whole snapshot';
  if (!range) return 'nothing: all is read and settled';
  const names = partitions.length > MOST_NAMES ? `${partitions[0]} … ${partitions.at(-1)}` : partitions.join(', ');
  return `${countOf(partitions.length, 'partition')} (${names}), ${boundaryName(range.from)} to ${new Date(range.to * 1000).toISOString().slice(0, 16)}Z`;
}

function requestsOf({ requests, isAtLeast, kind }: ResourcePlan): string {
  return `${isAtLeast ? 'at least ' : kind === 'buckets' ? '' : 'about '}${count(requests)}`;
}

function closing({ requests, seconds, concurrency }: RunPlan): string {
  const time = seconds === undefined ? '' : `, about ${duration(seconds)} with ${concurrency} at a time`;
  return `In all about ${countOf(requests, 'request')}${time}. This was a dry run: nothing was written.`;
}
