import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { temporaryFolder } from '../harness/workspace.ts';

/** The variables by which the runner tells a step what started its workflow. */
export async function eventVariables(
  t: Pick<TestContext, 'after'>,
  name: string,
  payload: object,
): Promise<Record<string, string>> {
  const path = join(await temporaryFolder(t, 'event'), 'event.json');
  await writeFile(path, JSON.stringify(payload));
  return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path };
}
