import type { Selection } from '../../archive/selection.ts';
import { listNamed } from '../../catalogue/parent-lists.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { createSnapshotReader, isActive } from '../read/snapshot-reader.ts';
import type { Estimate, Planning } from './estimate.ts';

/** Rows of a list, as far as they are known without reading everything above it. */
interface Count {
  rows: number;
  isAtLeast: boolean;
}

/**
 * Returns how many requests reading a snapshot takes: one for each page of each list. Lists that others are read for are
 * counted from the last export, else read here; what is below a list that was never read counts once for each of its rows.
 */
export function estimateLists(planning: Planning): (selection: Selection) => Promise<Estimate> {
  const { selections, states } = planning;
  const selected = selections.map(({ resource }) => resource);
  const reader = createSnapshotReader({ ...planning, selected });
  const counts = new Map<string, Promise<Count>>();

  const rowsOf = (resource: SnapshotResource, projects: string[]): Promise<Count> => {
    const known = counts.get(resource.name) ?? countRows(resource, projects);
    counts.set(resource.name, known);
    return known;
  };

  async function countRows(resource: SnapshotResource, projects: string[]): Promise<Count> {
    const [stored] = states.get(resource.name)?.manifest?.entries ?? [];
    if (stored) return { rows: stored.rows, isAtLeast: false };
    if (resource.parent) return { ...(await listsFor(resource, projects)), isAtLeast: true };
    let rows = 0;
    await reader.read(resource, { projects }, async (page) => {
      rows += page.filter(({ value }) => isActive(resource, value, projects)).length;
    });
    return { rows, isAtLeast: false };
  }

  /** The lists of a resource: one, or one for each row of its parent's. */
  async function listsFor({ parent }: SnapshotResource, projects: string[]): Promise<Count> {
    if (!parent) return { rows: 1, isAtLeast: false };
    if (parent.resource === 'projects' && projects.length > 0) return { rows: projects.length, isAtLeast: false };
    return rowsOf(listNamed(parent.resource, selected), projects);
  }

  return async ({ resource, options, ids }) => {
    if (resource.kind !== 'snapshot') throw new Error(`${resource.name} is no snapshot`);
    const { projects } = options.filters;
    const lists = ids ? { rows: ids.length, isAtLeast: false } : await listsFor(resource, projects);
    const [stored] = states.get(resource.name)?.manifest?.entries ?? [];
    const pages = resource.pageSize && stored ? Math.ceil(stored.rows / resource.pageSize) : 0;
    return { windows: lists.rows, requests: Math.max(lists.rows, pages), isAtLeast: lists.isAtLeast };
  };
}
