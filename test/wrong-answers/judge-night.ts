import assert from 'node:assert/strict';
import type { FolderContent } from '../harness/workspace.ts';
import type { NightResult } from './story.ts';

/** What three good nights left behind, night by night. */
export interface GoodNights {
  first: FolderContent;
  second: FolderContent;
  third: FolderContent;
}

/**
 * Fails unless a bad second night lost nothing, reported whatever it did not get right, and the good night after it ended
 * where three good ones end.
 */
export function assertToldOrHarmless(good: GoodNights, bad: NightResult, next: NightResult): void {
  assertNothingLost(good, bad.data);
  if (isSilent(bad))
    assert.deepEqual(dataOf(bad.data), dataOf(good.second), 'nothing was reported, and yet something differs');
  assertHealed(good, next);
}

/** Fails unless a night holds what three good ones hold, and its change log reports no removal that did not happen. */
export function assertHealed(good: GoodNights, { data }: Pick<NightResult, 'data'>): void {
  assert.deepEqual(dataOf(data), dataOf(good.third), 'the good night does not have everything');
  assert.deepEqual(removals(data), removals(good.third), 'the change log reports what did not happen');
}

/** What a night stored, but the change log, which has a file for each pair of snapshots that met, and the manifests. */
function dataOf(content: FolderContent): FolderContent {
  return Object.fromEntries(Object.entries(content).filter(([path]) => !/^_(changes|manifests)\//.test(path)));
}

function removals(content: FolderContent): string[] {
  return Object.entries(content)
    .filter(([path]) => path.startsWith('_changes/'))
    .flatMap(([, text]) => text.split('\n'))
    .filter((line) => line.includes('"removed"'))
    .sort();
}

/** Each line that was stored is there still, unless a good night would have replaced it too. */
function assertNothingLost({ first, second }: GoodNights, after: FolderContent): void {
  for (const [path, text] of Object.entries(dataOf(first))) {
    const now = new Set((after[path] ?? '').split('\n'));
    const wanted = new Set((second[path] ?? '').split('\n'));
    const lost = text.split('\n').filter((line) => !now.has(line) && wanted.has(line));
    assert.deepEqual(lost, [], `${path} lost rows`);
  }
}

/** True if neither the run's status nor a warning says that something was wrong. */
function isSilent({ result, lines }: NightResult): boolean {
  const isReported = lines.some(([level]) => level === 'warning' || level === 'error');
  return !isReported && result.outcomes.every(({ status }) => status === 'ok');
}
