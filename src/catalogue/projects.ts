import { entry, list } from './declare.ts';

/** Projects, the archived ones too: they are hidden unless asked for. */
export const projects = list({
  name: 'projects',
  path: '/organization/projects',
  pagination: 'last_id',
  query: { include_archived: 'true' },
  columns: 'id object name created_at:time archived_at:time status external_key_id residency',
});

/** One project. */
export const project = entry(projects, { name: 'project', idParameter: 'project_id' });
