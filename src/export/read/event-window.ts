import type { EventWindow } from '../plan/windows.ts';
import type { Difference } from './unrequested.ts';

/**
 * Returns what an event differs in from what was asked for; undefined if it is what was asked for, as far as it tells. The second
 * at which the window ends is no difference: some servers take it for a part of it. Nor is an event of the organisation in
 * the tenant's pass: both passes are united.
 */
export function differenceOf(
  window: EventWindow,
  seconds: number,
  value: Record<string, unknown>,
): Difference | undefined {
  if (!(seconds >= window.from && seconds <= window.to)) return 'time';
  const { pass } = window;
  const { type } = value;
  if (typeof type === 'string') {
    const types = valuesOf(pass.query, 'event_types[]');
    if (types.length > 0 && !types.includes(type)) return 'type';
  }
  const projects = valuesOf(pass.query, 'project_ids[]');
  const project = idOf(value.project);
  return projects.length > 0 && project !== undefined && !projects.includes(project) ? 'project' : undefined;
}

function valuesOf(query: EventWindow['pass']['query'], name: string): string[] {
  return query.flatMap(([key, value]) => (key === name ? [value] : []));
}

function idOf(project: unknown): string | undefined {
  if (typeof project !== 'object' || project === null) return undefined;
  const { id } = project as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}
