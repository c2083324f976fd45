import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { prepareContestants } from './contestants/all-contestants.ts';
import { type Measurement, playTask } from './play.ts';
import { describeMachine, type Results, summarize, versionsOf, withNewer } from './results/results.ts';
import { resultsPage } from './results/tables.ts';
import { readResults, writeResults } from './results/write-results.ts';
import { quickened, TASKS } from './tasks.ts';

// Measures everything of tasks.ts, writes results.json and RESULTS.md, and fills the tables of the documentation. For a look, which only
// prints: --quick (a tenth of the events, one round), --only million (tasks with this in their names, may be repeated), --program dlt (likewise).
// --rounds 1 takes as many rounds at most. --only with --keep puts what was measured in the place of older results of these tasks.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    program: { type: 'string', multiple: true, default: [] },
  },
});
const isWhole = !values.quick && values.only.length === 0 && values.program.length === 0;
if (values.keep && (values.quick || values.program.length > 0)) throw new Error('Results to keep are of whole tasks.');

function isWanted(name: string, parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => name.toLowerCase().includes(part.toLowerCase()));
}

function print(name: string, { seconds, readingSeconds, requests, refusals, megabytes }: Measurement): void {
  const numbers = [
    `${seconds.toFixed(2)} s`,
    `${readingSeconds.toFixed(2)} s`,
    `${requests} requests`,
    `${refusals} refused`,
  ];
  console.error(`  ${[name.padEnd(18), ...numbers, `${megabytes.toFixed(0)} MB`].join('  ')}`);
}

const tasks = TASKS.map((task) => (values.quick ? quickened(task) : task)).filter((task) =>
  isWanted(`${task.chapter}: ${task.name}`, values.only),
);
if (tasks.length === 0) throw new Error(`There is no such task: ${TASKS.map(({ name }) => name).join('; ')}`);
const contestants = await prepareContestants((name) => isWanted(name, values.program));
for (const { name, why } of contestants.missing) console.error(`${name} is not measured: ${why}`);
const results: Results = {
  machine: describeMachine(),
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
  versions: versionsOf(contestants),
  missing: contestants.missing,
  tasks: [],
};
for (const task of tasks) {
  console.error(`${task.chapter}: ${task.name}`);
  const played = await playTask(task, contestants.present, Number(values.rounds), print);
  results.tasks.push({ date: new Date().toISOString().slice(0, 10), ...summarize(task, played) });
}
if (isWhole) await writeResults(results);
else if (values.keep) await writeResults(withNewer(await readResults(), results));
else console.log(resultsPage(results));
