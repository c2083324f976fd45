import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const RULE = `${'-'.repeat(80)}\n`;

/**
 * The notices that the licences of bundled packages ask for, as one text: each package whose code is in an output, with
 * its licence, then the legal comments found in the code. Throws if a package states no licence.
 */
export async function licenceNotices(root: string, metafile: Metafile, legalComments: string[]): Promise<string> {
  const folders = new Set<string>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = packageFolder(path);
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  const notices = await Promise.all([...folders].map((folder) => packageNotice(join(root, folder), folder)));
  const comments = [...new Set(legalComments.map((text) => text.trim()).filter((text) => text !== ''))].sort();
  const sections = [...new Set(notices)].sort();
  if (comments.length > 0) sections.push(`Comments in the bundled code\n\n${comments.join('\n\n')}\n`);
  const heading = 'Licences of the packages whose code is in this folder.\n\n';
  return (heading + sections.map((section) => RULE + section).join('\n')).replaceAll('\r\n', '\n');
}

/** The folder of the package that a bundled file belongs to; undefined for our own files. */
function packageFolder(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function packageNotice(folder: string, where: string): Promise<string> {
  const { name, version, license, author, repository } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string')
    throw new Error(`Failed to state the licence of ${where}: its package.json has none`);
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
    .map(({ name: file }) => file)
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const holder = author?.name ?? author ?? repository?.url ?? repository ?? name;
  const text = texts.length > 0 ? texts.map((content) => content.trim()).join('\n\n') : `By ${holder}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
}
