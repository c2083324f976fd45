import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type KillPoint, runWatched } from '../harness/kill-points.ts';
import { runAction } from '../harness/run-action.ts';
import { tried } from '../harness/whole-search.ts';
import { type FolderContent, readFolder } from '../harness/workspace.ts';
import { below, linesOf, type Scenario, secondsOf, startScenario } from './scenario.ts';

const FIRST_DAY = '2026-02-28';
const SECOND_NIGHT = '2026-03-03T04:17:00Z';
const THIRD_NIGHT = '2026-03-04T04:17:00Z';

/** A workspace after its first night, and an organisation that has changed since: what is killed and run again. */
interface Stage extends Scenario {
  /** Rows of users at the end of the first night. */
  firstUsers: string[];
  /** Lays the workspace, the cache and the organisation back to the beginning of the second night. */
  reset(): Promise<void>;
}

async function startStage(t: TestContext, inputs: Record<string, string>): Promise<Stage> {
  const scenario = await startScenario(t, { 'start-date': FIRST_DAY, ...inputs });
  const { simulator, workspace, temp, cache } = scenario;
  const first = await scenario.night();
  assert.equal(first.exitCode, 0, first.log.text);
  const firstUsers = await scenario.rows('users');
  await cp(workspace, join(temp, 'first-night'), { recursive: true });
  const users = simulator.organization.list('users');
  const [renamed = '', gone = ''] = users.entries().map(({ id }) => id);
  users.update(renamed, { name: 'Another Name' });
  users.remove(gone);
  users.add({ row: { object: 'organization.user', id: 'user-new', email: 'new@example.com', added_at: 1772400000 } });
  return {
    ...scenario,
    firstUsers,
    async reset() {
      users.update('user-new', { name: 'New' });
      cache.evict(1);
      await rm(workspace, { recursive: true });
      await cp(join(temp, 'first-night'), workspace, { recursive: true });
    },
  };
}

/** Kills the second night at a step, and tells when that was. */
async function killAt(stage: Stage, killPoint: KillPoint): Promise<string> {
  await stage.reset();
  const { result, steps } = await runWatched(stage.runOptions({ at: SECOND_NIGHT }), [stage.workspace], killPoint);
  assert.equal(result.signal, 'SIGKILL', `step ${killPoint.step} never came`);
  return `killed before ${steps.at(-1)}${killPoint.torn ? ', half of it done' : ''}, after ${steps.slice(0, -1).join('; ')}`;
}

interface SecondNight {
  steps: string[];
  files: FolderContent;
  state: FolderContent;
}

async function undisturbed(stage: Stage): Promise<SecondNight> {
  await stage.reset();
  const { result, steps } = await runWatched(stage.runOptions({ at: SECOND_NIGHT }), [stage.workspace]);
  assert.equal(result.exitCode, 0, result.log.text);
  return { steps, files: await readFolder(stage.workspace), state: await newestState(stage) };
}

async function newestState({ cache }: Scenario): Promise<FolderContent> {
  return cache.contents(cache.entries().at(-1)?.key ?? '');
}

/** Tries the steps that are chosen on two stages side by side; a step that writes data also half done. */
async function tryKills(
  t: TestContext,
  inputs: Record<string, string>,
  isTried: (step: string) => boolean,
  check: (stage: Stage, killPoint: KillPoint, expected: SecondNight) => Promise<void>,
): Promise<void> {
  const stages = await Promise.all([startStage(t, inputs), startStage(t, inputs)]);
  const expected = await undisturbed(stages[0]);
  const points = expected.steps.flatMap((name, index): KillPoint[] => {
    const step = index + 1;
    if (!isTried(name)) return [];
    return name.startsWith('writeFile data/') ? [{ step }, { step, torn: true }] : [{ step }];
  });
  assert.ok(points.length > 5, `too few steps are seen: ${expected.steps.join('; ')}`);
  const waiting = tried(points, 5);
  await Promise.all(
    stages.map(async (stage) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await check(stage, next, expected);
    }),
  );
}

/** What the change files, followed from one content of users to the next, make of the rows of the first night. */
async function replayChanges(stage: Stage): Promise<Record<string, unknown>[]> {
  const files = Object.entries(below(await readFolder(stage.workspace), 'data/_changes/users'));
  const rows = new Map(stage.firstUsers.map((line) => [JSON.parse(line).id, JSON.parse(line)]));
  let content = digestOf(stage.firstUsers);
  while (files.length > 0) {
    const next = files.findIndex(([path]) => path.includes(`/${content}-`));
    assert.notEqual(next, -1, `no change file goes on from ${content}: ${files.map(([path]) => path).join(', ')}`);
    const [[path, text] = ['', '']] = files.splice(next, 1);
    for (const line of linesOf(text)) {
      const { change, key, row, before, after } = JSON.parse(line);
      if (change === 'added') assert.ok(!rows.has(key.id), line);
      else if (change === 'removed') assert.deepEqual(rows.get(key.id), row);
      else for (const name of Object.keys(before)) assert.deepEqual(rows.get(key.id)[name], before[name], line);
      if (change === 'removed') rows.delete(key.id);
      else rows.set(key.id, change === 'added' ? row : { ...rows.get(key.id), ...after });
    }
    content = path.slice(-'012345678901.jsonl'.length, -'.jsonl'.length);
  }
  assert.equal(content, digestOf(await stage.rows('users')));
  return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A user without the field that moves by itself: it is no change. */
function withoutLastUse({ api_key_last_used_at: _moves, ...row }: Record<string, unknown>): object {
  return row;
}

function digestOf(lines: string[]): string {
  return createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')
    .slice(0, 12);
}

/** What a killed run was just writing stays for a day, beside the data and never in its place. */
function withoutTemporary(files: FolderContent): FolderContent {
  const isTemporary = (path: string) => /\/\.openai-admin-export-[0-9a-f]+\.(partial|next)(\/|$)/.test(path);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !isTemporary(path)));
}

test('a run killed at any step and run again leaves the same bytes as one that was not', async (t) => {
  const inputs = { resources: 'audit_logs,users,costs', format: 'jsonl,csv.gz' };
  // Before a folder is made, or removed by parts, there is what there was before the step that follows.
  const isTried = (step: string) => !/^(mkdir|rm) /.test(step);
  await tryKills(t, inputs, isTried, async (stage, killPoint, expected) => {
    const story = await killAt(stage, killPoint);
    const again = await runAction(stage.runOptions());
    assert.equal(again.exitCode, 0, `${story}\n${again.log.text}`);
    assert.deepEqual(withoutTemporary(await readFolder(stage.workspace)), expected.files, story);
    assert.deepEqual(await newestState(stage), expected.state, story);
  });
});

test('a run killed at any change of the data, followed by another night, leaves every row and every change once', async (t) => {
  const isTried = (step: string) => /^rename data\//.test(step);
  await tryKills(t, { resources: 'audit_logs,users' }, isTried, async (stage, killPoint) => {
    const story = await killAt(stage, killPoint);
    const { truth, organization } = stage.simulator;
    organization.list('users').update('user-new', { name: 'Not so new' });
    const again = await runAction(stage.runOptions({ at: THIRD_NIGHT }));
    assert.equal(again.exitCode, 0, `${story}\n${again.log.text}`);
    const events = truth.events(secondsOf(FIRST_DAY), secondsOf(THIRD_NIGHT), { remembered: true });
    assert.deepEqual(await stage.rows('audit_logs'), events, story);
    const users = truth.snapshot('users');
    assert.deepEqual(await stage.rows('users'), users, story);
    const replayed = await replayChanges(stage);
    assert.deepEqual(
      replayed.map(withoutLastUse),
      users.map((line) => withoutLastUse(JSON.parse(line))),
      story,
    );
  });
});
