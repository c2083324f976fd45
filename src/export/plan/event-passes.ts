import type { Query } from '../../api/client.ts';
import type { ResourceOptions } from '../../archive/selection.ts';
import { isTenantEventType } from '../../catalogue/audit-event-types.ts';
import type { EventsResource } from '../../catalogue/resource.ts';

/** One of the two walks that together give all audit events. */
export interface EventPass {
  name: 'organization' | 'tenant';
  query: Query;
  /** Set when the API turns out to let this key read only the other pass. */
  refused: boolean;
}

/**
 * Returns the walks: one for a log of the user's own. Tenant events come only with `tenant_only=true`, and then every type asked for must be a tenant's
 * (`tenant_only` in OpenAI's description): hence two passes.
 */
export function eventPasses(resource: EventsResource, options: ResourceOptions): EventPass[] {
  if (resource.custom) return [{ name: 'organization', refused: false, query: Object.entries(resource.query ?? {}) }];
  const { projects, eventTypes } = options.filters;
  const common: Query = projects.map((id) => ['project_ids[]', id]);
  const passes: EventPass[] = [];
  const types = {
    organization: eventTypes.filter((type) => !isTenantEventType(type)),
    tenant: eventTypes.filter(isTenantEventType),
  };
  for (const name of ['organization', 'tenant'] as const) {
    if (eventTypes.length > 0 && types[name].length === 0) continue;
    const query: Query = [...common, ...types[name].map((type): [string, string] => ['event_types[]', type])];
    passes.push({ name, refused: false, query: name === 'tenant' ? [...query, ['tenant_only', 'true']] : query });
  }
  return passes;
}
