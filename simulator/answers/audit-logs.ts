import { countBefore, type EventRecord, eventJson } from '../event-log.ts';
import { isDescribedType, isTenantType } from '../event-types.ts';
import { booleanParameter, integerParameter, limitParameter, refuseUnknown } from '../query.ts';
import { noSuchObject, Refusal } from '../refusal.ts';
import type { Answer, Scene } from './answer.ts';

const FILTERS = ['project_ids[]', 'event_types[]', 'actor_ids[]', 'actor_emails[]', 'resource_ids[]'] as const;
const BOUNDS = ['effective_at[gt]', 'effective_at[gte]', 'effective_at[lt]', 'effective_at[lte]'] as const;
const KNOWN = ['limit', 'after', 'before', 'tenant_only', ...FILTERS, ...BOUNDS];

/** Answers a page of audit logs: newest first, by effective_at and id, both falling. */
export const answerAuditLogs: Answer = (scene, { query }) => {
  const logging = scene.options.auditLogging ?? 'on';
  if (logging !== 'on') throw new Refusal(logging.status, logging.message, { code: 'audit_logs_disabled' });
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, KNOWN);
  const limit = limitParameter(query, { default: 20, least: 1, most: 100 });
  const tenant = booleanParameter(query, 'tenant_only');
  if (tenant && scene.options.tenantEvents === 'refused') {
    throw new Refusal(403, 'Tenant-scoped audit logs are not available for this organization.', {
      param: 'tenant_only',
    });
  }
  checkTypes(scene, query, tenant);
  const records = filtered(scene, query, tenant);
  const { low, high, least } = range(scene, records, query);
  const before = query.get('before');
  // Newest first, `before` asks for the page of newer events that ends at the cursor.
  const start = before === null || before === '' ? Math.max(low, high - limit) : low;
  const end = before === null || before === '' ? high : Math.min(high, low + limit);
  return page(records, start, end, before === null || before === '' ? start > least : end < high);
};

/** Answers one event by its id. */
export const answerOneEvent: Answer = (scene, { values }) => {
  const id = values[0] ?? '';
  const now = scene.clock.now();
  scene.organization.events.records(now);
  const record = scene.organization.events.get(id);
  if (record === undefined || record.visibleFrom > now || record.forgottenFrom <= now)
    throw noSuchObject('audit_logs', id);
  return eventJson(record);
};

function page(records: readonly EventRecord[], start: number, end: number, more: boolean): string {
  const rows: string[] = [];
  for (let index = end - 1; index >= start; index -= 1) {
    const record = records[index];
    if (record !== undefined) rows.push(eventJson(record));
  }
  const first = end > start ? (records[end - 1]?.id ?? null) : null;
  const last = end > start ? (records[start]?.id ?? null) : null;
  const ids = `"first_id":${JSON.stringify(first)},"last_id":${JSON.stringify(last)}`;
  return `{"object":"list","data":[${rows.join(',')}],${ids},"has_more":${more}}`;
}

/** The positions, oldest first, that the bounds and the cursor leave. */
function range(
  scene: Scene,
  records: readonly EventRecord[],
  query: URLSearchParams,
): { low: number; high: number; least: number } {
  const [gt, gte, lt, lte] = BOUNDS.map((name) => integerParameter(query, name));
  const from = Math.max(gt === undefined ? -Infinity : gt + 1, gte ?? -Infinity);
  const to = Math.min(lt ?? Infinity, lte === undefined ? Infinity : lte + 1);
  const least = from === -Infinity ? 0 : countBefore(records, { effectiveAt: from, id: '' });
  let low = least;
  let high = to === Infinity ? records.length : countBefore(records, { effectiveAt: to, id: '' });
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null && after !== '') high = Math.min(high, countBefore(records, cursor(scene, 'after', after)));
  if (before !== null && before !== '') {
    const place = cursor(scene, 'before', before);
    const position = countBefore(records, place);
    low = Math.max(low, records[position]?.id === place.id ? position + 1 : position);
  }
  return { low, high: Math.max(low, high), least };
}

/** The event that a cursor names; one that the API never served, or serves no more, is refused. */
function cursor(scene: Scene, param: string, id: string): EventRecord {
  const record = scene.organization.events.get(id);
  const now = scene.clock.now();
  if (record === undefined || record.visibleFrom > now || record.forgottenFrom <= now) {
    throw new Refusal(400, `Invalid '${param}': no audit log with the id '${id}'.`, { param, code: 'invalid_cursor' });
  }
  return record;
}

function checkTypes(scene: Scene, query: URLSearchParams, tenant: boolean): void {
  const param = 'event_types[]';
  const types = query.getAll(param);
  if (types.length === 0) return;
  const unknown = types.find((type) => !isDescribedType(type) && !scene.organization.events.hasType(type));
  if (unknown !== undefined)
    throw new Refusal(400, `Invalid value: '${unknown}' is not an event type.`, { param, code: 'invalid_value' });
  const wrong = types.find((type) => isTenantType(type) !== tenant);
  if (wrong === undefined) return;
  const message = tenant
    ? `When 'tenant_only' is true, all event types must be tenant-scoped: '${wrong}' is not.`
    : `'${wrong}' is tenant-scoped: it requires 'tenant_only=true'.`;
  throw new Refusal(400, message, { param, code: 'invalid_value' });
}

/** Filtered lists of the log as it stands; a filter is worked out once and then answered from here. */
const remembered = new WeakMap<object, Map<string, EventRecord[]>>();

function filtered(scene: Scene, query: URLSearchParams, tenant: boolean): readonly EventRecord[] {
  const served = scene.organization.events.served(scene.clock.now(), tenant);
  const asked = FILTERS.map((name) => [name, query.getAll(name)] as const).filter(([, values]) => values.length > 0);
  if (asked.length === 0) return served;
  const lists = remembered.get(served) ?? new Map<string, EventRecord[]>();
  remembered.set(served, lists);
  const key = JSON.stringify(asked);
  const known = lists.get(key);
  if (known !== undefined) return known;
  const wanted = asked.map(([name, values]) => [name, new Set(values)] as const);
  const list = served.filter((record) => wanted.every(([name, values]) => matches(record, name, values)));
  lists.set(key, list);
  return list;
}

function matches(record: EventRecord, name: (typeof FILTERS)[number], values: Set<string>): boolean {
  if (name === 'project_ids[]') return record.projectId !== undefined && values.has(record.projectId);
  if (name === 'event_types[]') return values.has(record.type);
  const row = JSON.parse(eventJson(record)) as Record<string, unknown>;
  const actor = row.actor as
    | { session?: { user?: User }; api_key?: { id?: string; user?: User; service_account?: User } }
    | null
    | undefined;
  const users = [actor?.session?.user, actor?.api_key?.user, actor?.api_key?.service_account];
  if (name === 'actor_emails[]') return users.some((user) => user?.email !== undefined && values.has(user.email));
  if (name === 'actor_ids[]')
    return [...users, actor?.api_key].some((user) => user?.id !== undefined && values.has(user.id));
  const payload = row[record.type] as { id?: string } | undefined;
  return payload?.id !== undefined && values.has(payload.id);
}

interface User {
  id?: string;
  email?: string;
}
