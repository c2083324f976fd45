import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * Compares text with the snapshot `snapshots/<name>` beside the test file, where a person reads and reviews it. After a
 * wanted change: `npm run test:unit -- --test-update-snapshots`.
 */
export function assertSnapshot(t: TestContext, testFile: string, name: string, text: string): void {
  const path = join(dirname(fileURLToPath(testFile)), 'snapshots', name);
  t.assert.fileSnapshot(text, path, { serializers: [(value) => value] });
}

/**
 * Replaces what differs from run to run: the given texts (paths, urls) by their names in angle brackets, ports of
 * loopback servers, durations, and rates.
 */
export function normalise(text: string, names: Record<string, string> = {}): string {
  let result = text;
  const longestFirst = Object.entries(names).sort(([, left], [, right]) => right.length - left.length);
  for (const [name, value] of longestFirst) {
    if (value !== '') result = result.replaceAll(value, `<${name}>`);
  }
  return result
    .replace(/\/(openai-admin-[a-z]+-)[A-Za-z0-9]{6}\//g, '/$1<random>/')
    .replace(/\b(127\.0\.0\.1|localhost):\d+/g, '$1:<port>')
    .replace(/\b\d+(\.\d+)? ?(ms|s|min)\b(?!\w)/g, '<duration>')
    .replace(/\b\d+(\.\d+)?( \w+)?\/s\b/g, '<rate>');
}
