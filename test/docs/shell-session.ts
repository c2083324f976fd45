import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from './markdown-blocks.ts';

/** Tools of the machine that commands of a page may use. Everything else they call must have a stand-in, which reaches nobody. */
const REAL_TOOLS =
  'awk base64 basename bash cat chmod cp cut date diff dirname env find grep gunzip head jq ln ls mkdir mktemp mv openssl rm sed seq sh sha256sum sort tail tar tee test touch tr true uniq wc xargs zstd'.split(
    ' ',
  );

const STAND_INS = join(ROOT, 'test/docs/stand-ins');

/** For Node's `--import`: our own command believes that it is the morning after the last night of the sample data. */
const SAMPLE_CLOCK = `data:text/javascript,${encodeURIComponent(`Date.now = () => ${Date.parse('2026-11-22T06:00:00Z')};`)}`;

/** A part of a script, and how its place is called in errors. */
export interface ScriptPart {
  place: string;
  text: string;
}

/** One call of a stand-in. */
export interface Call {
  command: string;
  args: string[];
  stdin: string;
  /** Files that the arguments name: name -> content. */
  files: Record<string, string>;
}

export interface SessionResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** The part that was under way when the session ended. */
  reached: string;
  calls: Call[];
}

function realPath(tool: string): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    // A shim of a version manager needs the whole machine around it.
    if (!folder.includes('shims') && existsSync(join(folder, tool))) return join(folder, tool);
  }
  throw new Error(
    `The tests of the documentation need ${tool}: apt-get install -y ${tool === 'sha256sum' ? 'coreutils' : tool}`,
  );
}

/**
 * Makes a folder in which a page's commands run: tools in `bin/`; and in `here/` what a reader has at hand, in one a clone of this action
 * and a checkout of the data.
 */
export async function openSandbox(folder: string, data?: string): Promise<string> {
  const here = join(folder, 'here');
  for (const name of ['bin', 'home']) await mkdir(join(folder, name));
  if (data === undefined) await mkdir(here);
  else await cp(data, here, { recursive: true });
  await Promise.all(REAL_TOOLS.map((tool) => symlink(realPath(tool), join(folder, 'bin', tool))));
  await writeFile(
    join(folder, 'home/.gitconfig'),
    '[user]\n\tname = Reader\n\temail = reader@example.com\n[init]\n\tdefaultBranch = main\n',
  );
  for (const name of ['dist', 'package.json', 'docs']) await symlink(join(ROOT, name), join(here, name));
  return here;
}

/**
 * Runs the parts in one shell, one after the other, in a sandbox's `here/`; stops at the first command that fails or that uses what
 * nothing has set.
 */
export async function runSession(
  sandbox: string,
  parts: readonly ScriptPart[],
  env: Record<string, string>,
): Promise<SessionResult> {
  const calls = join(sandbox, 'calls');
  await mkdir(calls, { recursive: true });
  const script = parts.map(({ place, text }) => `echo '${place}' > "$PROGRESS"\n${text}`).join('\n');
  const progress = join(sandbox, 'progress');
  const file = join(sandbox, 'script.sh');
  await writeFile(file, `set -euo pipefail\n${script}`);
  const child = spawn(realPath('bash'), [file], {
    cwd: join(sandbox, 'here'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${STAND_INS}:${join(sandbox, 'bin')}`,
      HOME: join(sandbox, 'home'),
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      PROGRESS: progress,
      STAND_IN_CALLS: calls,
      REPOSITORY_ROOT: ROOT.replace(/\/$/, ''),
      REAL_NODE: process.execPath,
      REAL_GIT: realPath('git'),
      SAMPLE_CLOCK,
      ...env,
    },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const reached = existsSync(progress) ? (await readFile(progress, 'utf8')).trim() : 'the start';
  return { exitCode, stdout, stderr, reached, calls: await readCalls(calls) };
}

async function readCalls(folder: string): Promise<Call[]> {
  const read = async (name: string): Promise<Call> => {
    const files: Record<string, string> = {};
    for (const file of await readdir(join(folder, name))) {
      if (file.startsWith('file-')) files[file.slice(5)] = await readFile(join(folder, name, file), 'utf8');
    }
    const args = (await readFile(join(folder, name, 'args'), 'utf8')).split('\0').slice(0, -1);
    return {
      command: name.replace(/-\w{6}$/, ''),
      args,
      stdin: await readFile(join(folder, name, 'stdin'), 'utf8'),
      files,
    };
  };
  return Promise.all((await readdir(folder)).map(read));
}

/** JSON that a call hands over, in an argument, a file or its input; what is not JSON is named. */
export function jsonProblems({ command, args, stdin, files }: Call): string[] {
  const texts = new Map(Object.entries(files).filter(([name]) => name.endsWith('.json')));
  for (const [index, argument] of args.entries()) {
    // Our own flags take YAML; what is wrong with it, the command says itself.
    if (
      command !== 'openai-admin-export' &&
      /^[{[]/.test(argument) &&
      !/^--(query|jq|format)$/.test(args[index - 1] ?? '')
    )
      texts.set(argument, argument);
  }
  if (args.some((argument) => /^content-type: application\/json$/i.test(argument)) && stdin !== '')
    texts.set('its input', stdin);
  return [...texts].flatMap(([name, value]) => {
    try {
      JSON.parse(value);
      return [];
    } catch (error) {
      return [`${command} ${args.slice(0, 3).join(' ')} … gets ${name}, which is not JSON: ${error}`];
    }
  });
}

/** Lays a page's own files into a folder. */
export async function layFiles(here: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(here, path)), { recursive: true });
    await writeFile(join(here, path), content);
  }
}

/** The name of the tool that a stand-in stands for. */
export async function standIns(): Promise<string[]> {
  return (await readdir(STAND_INS)).map((name) => basename(name)).filter((name) => name !== 'record');
}
