import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';
import { captureOutput, type ToolkitLine } from './captured-output.ts';

/** Keeps the state (copies of the manifests: file name -> text) between runs. Neither call ever throws. */
export interface StateCache {
  /** The files saved last; undefined if there are none, or none that can be read (one warning then). */
  restore(): Promise<Map<string, string> | undefined>;
  /** Saves the files for the next run; where that fails, one warning says what it means for that run. */
  save(files: Map<string, string>): Promise<void>;
}

/**
 * Where the files lie while they are archived. The path's text is part of what the cache service matches an entry by, so
 * another spelling, or an absolute path, would find nothing.
 */
const FOLDER = '.openai-admin-export-state';
const KEY_PREFIX = 'openai-admin-export-v1';
const HASH_DIGITS = 16;

export interface ActionsCacheOptions {
  /** What the state belongs to (destination, organisation, project): only the same is ever restored. */
  binding: string;
  /** The inputs that select the work: an entry with the same is preferred. */
  fingerprint: string;
  /** Unique to this run and attempt: entries of the cache cannot be replaced. */
  runIdentity: string;
  /** `GITHUB_WORKSPACE`; must be the working directory too. */
  workspace: string;
  log: Log;
}

/** Returns the state in the Actions cache, through the runner's own cache service. */
export function actionsCache(options: ActionsCacheOptions): StateCache {
  const { workspace, log } = options;
  const folder = join(workspace, FOLDER);
  // Each prefix ends in a delimiter: the service matches any key that begins with it, the first one included.
  const bindingPrefix = `${KEY_PREFIX}-${hashOf(options.binding)}-`;
  const fingerprintPrefix = `${bindingPrefix}${hashOf(options.fingerprint)}-`;

  async function restore(): Promise<Map<string, string> | undefined> {
    const lines: ToolkitLine[] = [];
    try {
      await requireWorkingDirectory(workspace);
      // A run that was killed while saving leaves the folder behind; its files must not pass for restored ones.
      await rm(folder, { recursive: true, force: true });
      const { restoreCache } = await import('@actions/cache');
      const key = await quietly(() => restoreCache([FOLDER], fingerprintPrefix, [bindingPrefix]), lines, log);
      if (key !== undefined) return await readFiles(folder);
      const trouble = failureOf(lines);
      if (trouble !== undefined) warnUnreadable(log, trouble);
    } catch (error) {
      warnUnreadable(log, failureOf(lines) ?? messageOf(error));
    } finally {
      await removeFolder(folder, log);
    }
    return undefined;
  }

  async function save(files: Map<string, string>): Promise<void> {
    const lines: ToolkitLine[] = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm(folder, { recursive: true, force: true });
      await writeFiles(folder, files);
      const { saveCache } = await import('@actions/cache');
      // Anything but a positive number means that nothing was saved: most refusals do not throw.
      const entry = await quietly(() => saveCache([FOLDER], `${fingerprintPrefix}${options.runIdentity}`), lines, log);
      if (!(entry > 0)) warnUnsaved(log, failureOf(lines) ?? 'the cache service gave no reason');
    } catch (error) {
      warnUnsaved(log, failureOf(lines) ?? messageOf(error));
    } finally {
      await removeFolder(folder, log);
    }
  }

  return { restore, save };
}

/** No state between runs: finds nothing, saves nothing, and says why when asked for state. */
export function noCache(reason: string, log: Log): StateCache {
  return {
    async restore() {
      log.info(`The Actions cache is not used: ${reason}.`);
      return undefined;
    },
    async save() {},
  };
}

/** Runs a call of the toolkit, whose chatter goes to the debug log and to `lines`. */
function quietly<Result>(call: () => Promise<Result>, lines: ToolkitLine[], log: Log): Promise<Result> {
  return captureOutput(call, (line) => {
    lines.push(line);
    // What it prints of its service's answers holds addresses that anybody could read from.
    if (!/^(Headers|Body): /.test(line.text)) log.debug(`Actions cache: ${line.text}`);
  });
}

/**
 * Returns why the toolkit failed, from what it printed: it returns no reason. A refused reservation can be recognised only in its
 * debug line; the line for people always guesses that another job is at work.
 */
function failureOf(lines: ToolkitLine[]): string | undefined {
  const loud = lines.filter(({ level }) => level === 'warning' || level === 'error');
  const quiet = [/^Failed to reserve cache: /, /^Cache (restore|save) skipped: /, /^Failed to (restore|save): /].map(
    (pattern) => lines.find(({ text }) => pattern.test(text)),
  );
  const line = loud.at(-1) ?? quiet.find((candidate) => candidate !== undefined);
  return line?.text
    .replace(/^(Failed to reserve cache: (Error: )?|Cache (restore|save) skipped: |Failed to (restore|save): )/, '')
    .replace(/^.* More details: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
}

/** The toolkit looks for files in the working directory but packs them from `GITHUB_WORKSPACE`. */
async function requireWorkingDirectory(workspace: string): Promise<void> {
  const directory = process.cwd();
  if ((await realpath(workspace)) === (await realpath(directory))) return;
  throw new Error(`the working directory is ${directory}, but the cache needs it to be GITHUB_WORKSPACE, ${workspace}`);
}

async function writeFiles(folder: string, files: Map<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) {
    if (name !== basename(name) || name === '..') throw new Error(`"${name}" is no plain file name`);
    await writeFile(join(folder, name), text);
  }
}

async function readFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const files = new Map<string, string>();
  for (const name of names.sort()) files.set(name, await readFile(join(folder, name), 'utf8'));
  return files;
}

async function removeFolder(folder: string, log: Log): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    log.debug(`Failed to remove ${folder}: ${messageOf(error)}`);
  }
}

function warnUnreadable(log: Log, reason: string): void {
  log.warning(
    notice(
      `The state in the Actions cache could not be read: ${reason}. This run goes on without it.`,
      'cache-not-read',
    ),
  );
}

function warnUnsaved(log: Log, reason: string): void {
  log.warning(
    notice(
      `The state was not saved to the Actions cache: ${reason}. Nothing is lost: the next run goes by the state saved before this run and may read again what this run has read.`,
      'cache-not-saved',
    ),
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
