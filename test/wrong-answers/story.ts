import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { type InProcessRun, runInProcess } from '../harness/run-in-process.ts';
import { type FolderContent, readFolder, temporaryFolder } from '../harness/workspace.ts';
import { type Gateway, startGateway } from '../servers/gateway.ts';
import type { AnswerKind } from './cases.ts';
import type { GoodNights } from './judge-night.ts';
import type { Json } from './wrong-values.ts';

const START = Date.parse('2026-03-02T04:17:00Z') / 1000;
const DAY = 86_400;

/** Small, and yet each list has several pages. */
const SIZE = {
  ...{ users: 11, projects: 3, archivedProjects: 1, groups: 5, days: 8, auditEvents: 40, tenantEvents: 16 },
  ...{ invites: 0, adminKeys: 1, keysPerProject: 1, usersPerProject: 5, groupsPerProject: 1 },
  ...{ serviceAccountsPerProject: 1, usersPerGroup: 5, usageSeriesPerProject: 2 },
};
/** So many rows a page, whatever is asked for: a page may be shorter, and then wrong answers meet first, middle and last pages. */
const PAGE = 4;

/** The resources that are read, one for each envelope and kind of walk, by the paths that they are read from. */
const WALKS: readonly (AnswerKind & { path: RegExp; resource: string })[] = [
  {
    path: /^\/organization\/audit_logs$/,
    resource: 'audit_logs',
    envelope: 'last_id',
    rows: 'events',
    cursor: 'last_id',
  },
  { path: /^\/organization\/costs$/, resource: 'costs', envelope: 'next_page', rows: 'buckets', cursor: 'next_page' },
  {
    ...{ path: /^\/organization\/usage\/completions$/, resource: 'usage_completions' },
    ...{ envelope: 'next_page', rows: 'buckets', cursor: 'next_page' },
  },
  { path: /^\/organization\/users$/, resource: 'users', envelope: 'last_id', rows: 'entries', cursor: 'last_id' },
  { path: /^\/organization\/groups$/, resource: 'groups', envelope: 'next', rows: 'entries', cursor: 'next' },
  {
    ...{ path: /^\/organization\/projects\/[^/]+\/users$/, resource: 'project_users' },
    ...{ envelope: 'last_id', rows: 'entries', cursor: 'last_id' },
  },
  {
    ...{ path: /^\/organization\/groups\/[^/]+\/users$/, resource: 'group_users' },
    ...{ envelope: 'next', rows: 'entries', cursor: 'next' },
  },
  {
    ...{ path: /\/data_retention$/, resource: 'data_retention, project_data_retention' },
    ...{ envelope: 'object', rows: 'entries', cursor: 'last_id' },
  },
];

/** Where the wrong answer stands among the answers of one list. */
export type Place = (typeof PLACES)[number];

export const PLACES = ['first page', 'later pages', 'every page'] as const;

/** What one night left behind. */
export interface NightResult extends InProcessRun {
  data: FolderContent;
}

/** Makes an answer wrong. */
type Change = (body: Json, kind: AnswerKind) => unknown;

/** Three nights of one organisation, of which the first and the last are good. */
export interface Story {
  simulator: Simulator;
  good: GoodNights;
  /** Runs the second night with wrong answers, then the third without, after a good first one. */
  play(
    change: Change,
    fits: (kind: AnswerKind) => boolean,
    place: Place,
  ): Promise<{ bad: NightResult; next: NightResult }>;
  /** Runs the second night through a gateway that does as it likes, then the third without. */
  playThrough(rewrite: Gateway['rewrite']): Promise<{ bad: NightResult; next: NightResult }>;
}

/** Starts the organisation, and plays its three good nights. */
export async function startStory(t: TestContext, inputs: Record<string, string> = {}): Promise<Story> {
  const simulator = await startSimulator({ now: START, size: SIZE });
  const gateway = await startGateway(simulator.url);
  t.after(() => Promise.all([gateway.close(), simulator.close()]));
  gateway.ask = (_path, query) => {
    if (query.has('limit')) query.set('limit', String(Math.min(PAGE, Number(query.get('limit')))));
  };
  const temp = await temporaryFolder(t, 'wrong-answers-temp');

  async function night(number: number, workspace: string): Promise<NightResult> {
    const now = START + number * DAY;
    simulator.clock.set(now);
    const given = {
      ...{ 'api-key': simulator.adminKey, 'base-url': gateway.url, 'start-date': '2026-02-24', report: '' },
      resources: WALKS.map(({ resource }) => resource).join(', '),
      ...inputs,
    };
    const ran = await runInProcess({ inputs: given, workspace, temp, now });
    return { ...ran, data: await readFolder(join(workspace, 'data')) };
  }

  const workspace = await temporaryFolder(t, 'wrong-answers');
  const first = (await night(0, workspace)).data;
  const undisturbed = await copyOf(t, workspace);
  const second = (await night(1, undisturbed)).data;
  const third = (await night(2, undisturbed)).data;

  async function playThrough(rewrite: Gateway['rewrite']) {
    const copy = await copyOf(t, workspace);
    gateway.rewrite = rewrite;
    const bad = await night(1, copy);
    gateway.rewrite = (answer) => answer;
    const next = await night(2, copy);
    await rm(copy, { recursive: true });
    return { bad, next };
  }

  return {
    simulator,
    good: { first, second, third },
    playThrough,
    play: (change, fits, place) => playThrough(disturbing(change, fits, place)),
  };
}

async function copyOf(t: TestContext, workspace: string): Promise<string> {
  const copy = await temporaryFolder(t, 'wrong-answers');
  await cp(workspace, copy, { recursive: true });
  return copy;
}

function disturbing(change: Change, fits: (kind: AnswerKind) => boolean, place: Place): Gateway['rewrite'] {
  return (answer) => {
    const kind = kindOf(answer.path);
    const isFirst = !answer.query.has('after') && !answer.query.has('page');
    const isPlace = place === 'every page' || isFirst === (place === 'first page');
    if (!kind || answer.status !== 200 || !isPlace || !fits(kind)) return answer;
    return { ...answer, body: Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString()), kind)) ?? '') };
  };
}

/** What the answers of a path are; undefined for those that no wrong answer is made for. */
export function kindOf(path: string): AnswerKind | undefined {
  return WALKS.find((walk) => walk.path.test(path));
}
