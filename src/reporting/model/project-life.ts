import type { Change } from '../../audit/audit-data.ts';
import { named } from '../../notices/notice-groups.ts';
import { countOf } from '../../text/amounts.ts';
import { groupBy } from '../../text/group-by.ts';
import { byCodeUnits } from '../../text/order.ts';
import { dayAfter } from '../../text/time.ts';
import { changeWords } from './change-subjects.ts';

/** What a consequence names first; the rest follows by name. */
const FIRST: readonly string[] = ['member', 'service account', 'group', 'key', 'certificate'];

/** A change of a project after which everything below it is no longer listed, or is listed again. */
interface Turn {
  project: string;
  kind: 'ended' | 'began again' | 'new';
  /** First UTC day on which rows below it may have gone or come for that reason. */
  from: string;
  day: string;
  /** How many rows below it were folded into it, by noun. */
  folded: Map<string, number>;
}

/**
 * Changes without those that only follow from a project's: the API refuses every read below an archived project, so that its members
 * and keys seem to be removed. A new project's settings come with it; access to it stays a change of its own.
 * @returns what remains, and for a project's change what else it brought: "its 12 members and 3 keys are no longer listed".
 */
export function foldProjects(changes: readonly Change[]): { kept: Change[]; consequences: Map<Change, string> } {
  const turns = new Map<Change, Turn>();
  for (const change of changes) {
    const turn = change.resource === 'projects' ? turnOf(change) : undefined;
    if (turn) turns.set(change, turn);
  }
  const byProject = groupBy(turns.values(), ({ project }) => project);
  const kept = changes.filter((change) => {
    const turn = causeOf(change, byProject.get(change.key.project_id ?? '') ?? []);
    if (!turn) return true;
    const { kind, noun: own } = changeWords(change.resource);
    const noun = kind === 'settings' ? 'setting' : own;
    turn.folded.set(noun, (turn.folded.get(noun) ?? 0) + 1);
    return false;
  });
  return { kept, consequences: new Map([...turns].map(([change, turn]) => [change, consequence(turn)])) };
}

function turnOf({ change, key, day, before, after }: Change): Turn | undefined {
  const project = key.id ?? '';
  const common = { project, day, folded: new Map<string, number>() };
  const dayBefore = dayAfter(day, -1);
  if (change === 'removed') return { ...common, kind: 'ended', from: dayBefore };
  if (change === 'added') return { ...common, kind: 'new', from: day };
  const wasArchived = before.status === 'archived' || Boolean(before.archived_at);
  const isArchived = after.status === 'archived' || Boolean(after.archived_at);
  if (wasArchived === isArchived) return undefined;
  if (!isArchived) return { ...common, kind: 'began again', from: day };
  // Archived between two reads of one run, it was noticed by the next run only: the rows below it went before.
  const archived = after.archived_at?.slice(0, 10) ?? dayBefore;
  return { ...common, kind: 'ended', from: archived < day ? archived : day };
}

/** Returns the project's change that this one follows from: the last one before it, if that explains it. */
function causeOf({ change, resource, day }: Change, turns: readonly Turn[]): Turn | undefined {
  const last = turns.findLast(({ from }) => from <= day);
  if (!last || change === 'changed') return undefined;
  const { kind, day: turned } = last;
  if (kind === 'ended') return change === 'removed' ? last : undefined;
  if (change === 'removed') return undefined;
  if (kind === 'began again') return day <= dayAfter(turned, 1) ? last : undefined;
  return day === turned && changeWords(resource).kind === 'settings' ? last : undefined;
}

function consequence({ kind, folded }: Turn): string {
  if (folded.size === 0) return '';
  const rank = (noun: string) => (FIRST.includes(noun) ? FIRST.indexOf(noun) : FIRST.length);
  const sorted = [...folded].sort(([a], [b]) => rank(a) - rank(b) || byCodeUnits(a, b));
  const counts = sorted.map(([noun, count]) => countOf(count, noun));
  const listed = named(counts);
  if (kind === 'new') return `with ${listed}`;
  return `its ${listed} ${[...folded.values()].reduce((a, b) => a + b) === 1 ? 'is' : 'are'} ${kind === 'ended' ? 'no longer listed' : 'listed again'}`;
}
