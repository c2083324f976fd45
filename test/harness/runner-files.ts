import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTemporaryFolder } from './workspace.ts';

/** What an action wrote to the files through which it talks to the runner. */
export interface RunnerFileContent {
  outputs: Record<string, string>;
  state: Record<string, string>;
  exportedVariables: Record<string, string>;
  /** Empty where the runner would have dropped it. */
  summary: string;
  summaryDropped: boolean;
}

export interface RunnerFiles {
  /** The variables that name the files. */
  environment: Record<string, string>;
  /** An empty home folder. */
  home: string;
  read(): Promise<RunnerFileContent>;
  remove(): Promise<void>;
}

/** A larger summary is dropped whole: https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs */
const MOST_SUMMARY_BYTES = 1024 * 1024;

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'];

/** Creates the files, empty as the runner does before each step; the caller removes them. */
export async function createRunnerFiles(event: object): Promise<RunnerFiles> {
  const folder = await createTemporaryFolder('runner-files');
  const home = join(folder, 'home');
  const eventPath = join(folder, 'event.json');
  await mkdir(home);
  await writeFile(eventPath, JSON.stringify(event));
  const pathOf = (name: string) => join(folder, name.toLowerCase());
  for (const name of FILES) await writeFile(pathOf(name), '');
  const pairsIn = async (name: string) => readPairs(await readFile(pathOf(name), 'utf8'));
  return {
    environment: {
      ...Object.fromEntries(FILES.map((name) => [name, pathOf(name)])),
      GITHUB_EVENT_PATH: eventPath,
    },
    home,
    async read() {
      const summaryDropped = (await stat(pathOf('GITHUB_STEP_SUMMARY'))).size > MOST_SUMMARY_BYTES;
      return {
        outputs: await pairsIn('GITHUB_OUTPUT'),
        state: await pairsIn('GITHUB_STATE'),
        exportedVariables: await pairsIn('GITHUB_ENV'),
        summary: summaryDropped ? '' : await readFile(pathOf('GITHUB_STEP_SUMMARY'), 'utf8'),
        summaryDropped,
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Reads `name=value` and `name<<delimiter` blocks; throws on what the runner would call an invalid format. */
export function readPairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const block = /^([^=]+?)<<(.+)$/.exec(line);
    if (block !== null) {
      const [, name = '', delimiter = ''] = block;
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`no line ends the value of "${name}"`);
      pairs[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`invalid format: "${line}"`);
      pairs[line.slice(0, at)] = line.slice(at + 1);
    }
  }
  return pairs;
}
