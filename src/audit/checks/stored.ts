import type { AuditData, Cells } from '../audit-data.ts';

/** Returns the stored rows of a snapshot; none if it was never exported. */
export function rowsOf(data: AuditData, resource: string): readonly Cells[] {
  return data.snapshots.get(resource)?.rows ?? [];
}

/** Returns true for a project that was archived: its members, keys and settings can no longer be read, and no longer matter. */
export function isArchived(project: Cells): boolean {
  return project.status === 'archived' || (project.archived_at ?? null) !== null;
}

/** Returns the projects by id, the archived ones too; none if they were never exported. */
export function projectsById(data: AuditData): Map<string, Cells> {
  return new Map(rowsOf(data, 'projects').flatMap((row) => (row.id ? [[row.id, row] as const] : [])));
}

/** Returns the projects that are in use. */
export function activeProjects(data: AuditData): Cells[] {
  return rowsOf(data, 'projects').filter((row) => !isArchived(row));
}

/** Returns the stored rows of a resource that belongs to projects, without those of archived projects. */
export function rowsInUse(data: AuditData, resource: string): Cells[] {
  const projects = projectsById(data);
  return rowsOf(data, resource).filter((row) => {
    const project = projects.get(row.project_id ?? '');
    return project === undefined || !isArchived(project);
  });
}

/** Returns a row as people know it: its name, else its address, with its id. */
export function named(row: Cells): string {
  return label(row.name || row.email || null, row.id);
}

/** Returns a name with an id, or the one of both that there is. */
export function label(name: string | null | undefined, id: string | null | undefined): string {
  if (!id) return name || 'unknown';
  return name && name !== id ? `${name} (${id})` : id;
}

/** Returns a function that names a project as people know it. */
export function projectNames(data: AuditData): (id: string | null | undefined) => string {
  const projects = projectsById(data);
  return (id) => label(projects.get(id ?? '')?.name, id);
}

/** Returns the facts that there are, for the evidence of a finding. */
export function facts(all: Record<string, string | number | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

/** Returns the texts of a column that holds a list as JSON text; none if it is null or no list. */
export function listOf(text: string | null | undefined): string[] {
  const value = parsed(text);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Returns the value of a JSON text, or undefined if it is null or not JSON. */
export function parsed(text: string | null | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
