import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createTemporaryFolder } from '../harness/workspace.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** One finding of the language service. `severity` counts up from error (1) and warning (2) to hints; its parser leaves it out. */
interface Finding {
  message: string;
  severity?: number;
  range: { start: { line: number } };
}

/** What is used of GitHub's language service, which is behind its extension for editors. */
interface LanguageService {
  validate(document: unknown): Promise<Finding[]>;
  createDocument(uri: string, language: string, version: number, text: string): unknown;
}

/** The packages import JSON without an import attribute, which Node refuses: so they are bundled first. */
const ENTRY = `
import { TextDocument } from 'vscode-languageserver-textdocument';
export { validate } from '@actions/languageservice/validate';
export const createDocument = TextDocument.create;
`;

/** The CommonJS packages among them call `require()` for built-in modules, which an ES module lacks. */
const BANNER = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`;

const WARNING = 2;

let service: Promise<LanguageService> | undefined;
let documents = 0;

/**
 * What GitHub's own validator says against a workflow, or against an action where `name` ends in `action.yml`: a line
 * `<name>:<line>: <message>` for each; none where all is well. It knows keys, types, permissions, cron lines, expressions
 * and what the contexts hold. It asks nobody, so it does not know which inputs another action takes, nor whether it exists.
 */
export async function workflowProblems(yamlText: string, name: string): Promise<string[]> {
  service ??= loadLanguageService();
  const { validate, createDocument } = await service;
  // It keeps what it has parsed by address: each text gets an address of its own.
  documents += 1;
  const findings = await validate(createDocument(`file:///${documents}/${name}`, 'yaml', 1, yamlText));
  return findings
    .filter(({ severity }) => severity === undefined || severity <= WARNING)
    .map(({ message, range }) => `${name}:${range.start.line + 1}: ${message}`);
}

async function loadLanguageService(): Promise<LanguageService> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    banner: { js: BANNER },
  });
  const folder = await createTemporaryFolder('language-service');
  const path = join(folder, 'language-service.mjs');
  try {
    await writeFile(path, outputFiles[0]?.contents ?? '');
    return await import(pathToFileURL(path).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
