import { resolve } from 'node:path';
import { pathInside, realPath } from '../destinations/folder/named-folder.ts';
import { type Roots, readRoots } from './environment.ts';
import { type Mistakes, noMistakes, quote } from './mistakes.ts';
import { checkProxies } from './proxy-addresses.ts';

/** Reads a text file; throws if it cannot. */
export type ReadFile = (path: string) => string | Promise<string>;

/** What settings are read from, and the list of what is wrong with them. */
export interface Reading {
  env: NodeJS.ProcessEnv;
  roots: Roots;
  readFile: ReadFile;
  mistakes: Mistakes;
}

/** @param secrets values that no mistake may quote. */
export function beginReading(env: NodeJS.ProcessEnv, readFile: ReadFile, secrets: readonly string[] = []): Reading {
  const mistakes = noMistakes(secrets);
  checkProxies(env, mistakes);
  return { env, roots: readRoots(env), readFile, mistakes };
}

/**
 * Returns the text of a file that a setting names, or undefined after adding a mistake.
 * @param expected what the setting takes, if the file lies outside the workspace.
 * @param advice what to do if it cannot be read.
 */
export async function readNamedFile(
  name: string,
  given: string,
  { expected, advice }: { expected: string; advice: string },
  { roots, readFile, mistakes }: Reading,
): Promise<string | undefined> {
  try {
    const path = realPath(resolve(roots.workspace, given));
    if (roots.isOpen || pathInside(realPath(roots.workspace), path) !== undefined) return await readFile(path);
    mistakes.add(`'${name}' is ${quote(given)}: expected ${expected} inside the workspace`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    mistakes.add(`'${name}' is ${quote(given)}, which cannot be read (${code}): ${advice}`);
  }
  return undefined;
}
