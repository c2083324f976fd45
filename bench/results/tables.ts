import { OURS } from '../contestants/action.ts';
import type { Result, Results, TaskResults } from './results.ts';

/** Returns a Markdown table; columns after the first `words` ones hold numbers. */
function table(head: readonly string[], words: number, rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index < words ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function seconds(value: number | undefined): string {
  return value === undefined ? '' : `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

function megabytes(result: Result | undefined): string {
  return result?.megabytes ? `${result.megabytes} MB` : '';
}

function times(value: number | undefined): string {
  return value === undefined ? '' : `${value.toFixed(2)} ×`;
}

function toAction({ results }: TaskResults, result: Result): string {
  const own = results[OURS];
  return own === undefined || own === result ? '' : times(result.seconds / own.seconds);
}

const COLUMNS = [
  'task',
  'program',
  'time',
  'to this action',
  'from the first request',
  'to the ideal',
  'requests',
  'refused',
  'peak memory',
  'rounds',
];

/** Returns the text of `bench/RESULTS.md`. */
export function resultsPage(results: Results): string {
  const { machine, versions, missing, tasks } = results;
  const dates = [...new Set(tasks.map(({ date }) => date))].sort();
  const chapters = [...new Set(tasks.map(({ chapter }) => chapter))];
  const parts = [
    '# Results of the benchmarks',
    'Made by `npm run bench`, which also fills the tables of the documentation. Programs take turns; each number is the median of its rounds. The ideal schedule keeps eight connections busy until the last page has come (and asks no more than a rate limit takes); start-up is left out of that comparison, which counts from the first request on.',
    [
      `- Measured: ${dates.join(', ')}`,
      `- Machine: ${machine}`,
      ...Object.entries(versions).map(([name, version]) => `- ${name}: ${version}`),
      ...missing.map(({ name, why }) => `- ${name} was not measured: ${why}`),
    ].join('\n'),
    otherLoad(results),
    ...chapters.flatMap((chapter) => [
      `## ${chapter}`,
      table(COLUMNS, 2, tasks.filter((task) => task.chapter === chapter).flatMap(lines)),
    ]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function lines(task: TaskResults): string[][] {
  const failed = Object.entries(task.failed ?? {}).map(([name]) => [
    '',
    name,
    'failed',
    ...COLUMNS.slice(3).map(() => ''),
  ]);
  const measured = Object.entries(task.results).map(([name, result], index) => [
    index === 0 ? task.name : '',
    name,
    seconds(result.seconds),
    toAction(task, result),
    seconds(result.readingSeconds),
    times(result.toIdeal),
    result.requests.toLocaleString('en'),
    String(result.refusals),
    megabytes(result),
    String(result.rounds),
  ]);
  return [...measured, ...failed];
}

/** Above this load, something else took its share. */
const IDLE = 1;

/** Returns a sentence about what else the machine did; empty if it did nothing else. */
function otherLoad({ load, machine }: Results): string {
  if (load <= IDLE) return '';
  return `Other programs kept the machine busy meanwhile (load ${load}; ${machine}): all times are too long, and those of what needs most of the processor most.`;
}

/** Returns the tables of the documentation by the names of their blocks. */
export function docsTables(results: Results): Record<string, string> {
  const speed = [speedTable(results), otherLoad(results)].filter((text) => text !== '').join('\n\n');
  return { speed, shapes: shapesTable(results), million: millionTable(results) };
}

function taskOf({ tasks }: Results, shape: string, latency: number, events = 50_000): TaskResults | undefined {
  return tasks.find(
    (task) =>
      task.chapter !== 'The next night' && task.shape === shape && task.latency === latency && task.events === events,
  );
}

/** Who needs how long for a log whose events lie evenly. */
function speedTable(results: Results): string {
  const tasks = [
    taskOf(results, 'uniform', 0),
    taskOf(results, 'uniform', 50),
    taskOf(results, 'uniform', 400, 10_000),
  ];
  const names = Object.keys(tasks[0]?.results ?? {});
  return table(
    ['', '50,000 events, 0 ms a request', '50,000, 50 ms', '10,000, 400 ms', 'peak memory'],
    1,
    names.map((name) => [
      name,
      ...tasks.map((task) => seconds(task?.results[name]?.seconds)),
      megabytes(tasks[1]?.results[name]),
    ]),
  );
}

/** How near this action comes to the ideal schedule, whatever the log looks like. */
function shapesTable(results: Results): string {
  const shapes = [
    ...new Set(results.tasks.flatMap(({ chapter, shape }) => (chapter === 'Shapes' && shape ? [shape] : []))),
  ];
  return table(
    [
      '50,000 events lie',
      '50 ms a request',
      'to the ideal',
      'than the official package',
      'than dlt',
      '400 ms a request',
      'to the ideal',
    ],
    1,
    shapes.map((shape) => {
      const [near, far] = [taskOf(results, shape, 50), taskOf(results, shape, 400)];
      const own = near?.results[OURS];
      const faster = (name: string) => {
        const other = near?.results[name];
        return own && other ? `${(other.seconds / own.seconds).toFixed(1)} × faster` : '';
      };
      const remote = far?.results[OURS];
      return [
        ...[shape, seconds(own?.seconds), times(own?.toIdeal), faster('official package'), faster('dlt')],
        ...[seconds(remote?.seconds), times(remote?.toIdeal)],
      ];
    }),
  );
}

function millionTable({ tasks }: Results): string {
  const task = tasks.find(({ chapter }) => chapter === 'A million');
  if (!task) return 'Not measured yet.';
  const rows = Object.entries(task.results);
  return table(
    ['a million events, 0 ms a request', 'time', 'peak memory'],
    1,
    rows.map(([name, result]) => [name, seconds(result.seconds), megabytes(result)]),
  );
}
