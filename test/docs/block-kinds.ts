import type { Block } from './markdown-blocks.ts';

/** Ways in which a block is checked; each has its test file. */
export type BlockKind = 'sql' | 'shell' | 'yaml' | 'json' | 'csv' | 'python';

const kindByLanguage: Readonly<Record<string, BlockKind>> = {
  sql: 'sql',
  sh: 'shell',
  bash: 'shell',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  csv: 'csv',
  python: 'python',
};

/** How a block is checked; undefined where no test runs its language. */
export function kindOf({ language }: Pick<Block, 'language'>): BlockKind | undefined {
  return kindByLanguage[language];
}

/** The blocks that are run as this kind: all of its languages but those that say why they are not. */
export function blocksToRun(blocks: readonly Block[], kind: BlockKind): Block[] {
  return blocks.filter((block) => kindOf(block) === kind && block.marks['not run'] === undefined);
}

/** What is wrong with blocks that no test would look at and that do not say why; one line each. */
export function unaccounted(blocks: readonly Block[]): string[] {
  return blocks
    .filter((block) => kindOf(block) === undefined && block.marks['not run'] === undefined)
    .map(({ page, line, language }) => {
      const what = language === '' ? 'has no language' : `is ${language}, which no test runs`;
      return `${page}:${line} ${what}: give it one of ${Object.keys(kindByLanguage).join(', ')}, or put <!-- not run: the reason --> before it`;
    });
}
