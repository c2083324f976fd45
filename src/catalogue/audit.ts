import { columns } from './columns.ts';
import type { EventsResource, SnapshotResource } from './resource.ts';

const auditLogColumns = columns(`
  id type effective_at:time
  project(id name)
  actor(
    type
    session(user(id email:text:email) ip_address:text:ip)
    api_key(id type user(id email:text:email) service_account(id))
  )
  details:json
`);

/** Everything that was done in the organisation, newest first. */
export const auditLogs: EventsResource = {
  kind: 'events',
  name: 'audit_logs',
  path: '/organization/audit_logs',
  pagination: 'last_id',
  pageSize: 100,
  dataSelector: 'data',
  columns: auditLogColumns,
  timeField: 'effective_at',
  key: ['id'],
  parentIds: [],
  payloadColumn: 'details',
};

/** One event. Users ask for it; OpenAI's description does not have it, so only ids that the user gives are tried. */
export const auditLog: SnapshotResource = {
  kind: 'snapshot',
  name: 'audit_log',
  path: '/organization/audit_logs/{log_id}',
  pagination: 'none',
  dataSelector: '',
  columns: auditLogColumns,
  key: ['id'],
  parentIds: [],
  idParameter: 'log_id',
  idsRequired: true,
  payloadColumn: 'details',
};
