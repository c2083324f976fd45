import type { Query } from '../../api/client.ts';
import type { Period } from '../../archive/periods.ts';
import type { EventPass } from '../plan/event-passes.ts';
import type { Difference } from './unrequested.ts';

/**
 * Returns a function that says what an event differs in from what was asked for; undefined if it is what was asked for, as far
 * as it tells. The second at which the window ends is no difference: some servers take it for a part of it. Nor is an event of
 * the organisation in the tenant's pass: both passes are united.
 */
export function differencesFrom(
  asked: Period,
  { query }: EventPass,
): (seconds: number, value: Record<string, unknown>) => Difference | undefined {
  const types = new Set(valuesOf(query, 'event_types[]'));
  const projects = new Set(valuesOf(query, 'project_ids[]'));
  return (seconds, { type, project }) => {
    if (!(seconds >= asked.from && seconds <= asked.to)) return 'time';
    if (types.size > 0 && typeof type === 'string' && !types.has(type)) return 'type';
    if (projects.size === 0) return undefined;
    const id = idOf(project);
    return id !== undefined && !projects.has(id) ? 'projects' : undefined;
  };
}

function valuesOf(query: Query, name: string): string[] {
  return query.flatMap(([key, value]) => (key === name ? [value] : []));
}

function idOf(project: unknown): string | undefined {
  if (typeof project !== 'object' || project === null) return undefined;
  const { id } = project as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}
