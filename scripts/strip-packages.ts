import { transform } from 'esbuild';

/** A line by which the bundler says which file the code below it comes from. */
const ORIGIN = /^\/\/ (\S+)$/gm;

/** What the file gives to others, at its very end; an empty text if it gives nothing. */
const EXPORTS = /(?:\nexport \{[^}]*\};\s*)?$/;

/**
 * Takes white space and comments out of what a bundled file holds of other packages, and leaves our own code as it is, for
 * people to read. Names stay everywhere. The SDKs of three clouds would otherwise weigh more than everything else together.
 */
export async function stripPackages(code: string): Promise<string> {
  const end = code.search(EXPORTS);
  const starts = [...code.matchAll(ORIGIN)].map(({ index }) => index);
  const head = code.slice(0, starts[0] ?? end);
  const parts = await Promise.all(
    starts.map(async (start, at) => {
      const part = code.slice(start, starts[at + 1] ?? end);
      const lineEnd = part.indexOf('\n') + 1;
      if (!/^\/\/ (?:\.\.\/)*node_modules\//.test(part)) return part;
      return part.slice(0, lineEnd) + (await stripped(part.slice(lineEnd)));
    }),
  );
  return head + parts.join('') + code.slice(end);
}

async function stripped(code: string): Promise<string> {
  const { code: text } = await transform(code, {
    minifyWhitespace: true,
    legalComments: 'none',
    target: 'node20',
    platform: 'node',
  });
  return text;
}
