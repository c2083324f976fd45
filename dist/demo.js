import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  require_node_http
} from "./chunks/shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import {
  __toESM
} from "./chunks/runtime.js";

// simulator/demo.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

// simulator/server.ts
var import_node_http = __toESM(require_node_http(), 1);

// simulator/clock.ts
var DAY = 86400;
function createClock(start) {
  let now = start;
  return {
    now: () => now,
    set: (seconds) => {
      now = seconds;
    },
    advance: (seconds) => {
      now += seconds;
    }
  };
}

// simulator/faults.ts
var CURSORS = ["after", "page"];
function createFaults() {
  const active = [];
  function add(fault) {
    let seen = 0;
    let hits = 0;
    let letGo = () => {
    };
    const free = new Promise((resolve) => {
      letGo = resolve;
    });
    const cursors = /* @__PURE__ */ new Map();
    const handle = {
      fault,
      pageOf(path, query) {
        const rest = new URLSearchParams(query);
        for (const name of CURSORS) rest.delete(name);
        const list2 = `${path}?${rest}`;
        const known = cursors.get(list2) ?? [];
        cursors.set(list2, known);
        const cursor2 = CURSORS.map((name) => query.get(name)).join();
        if (!known.includes(cursor2)) known.push(cursor2);
        return known.indexOf(cursor2) + 1;
      },
      hits: () => hits,
      release: () => letGo(),
      released: () => free,
      remove() {
        const place = active.indexOf(handle);
        if (place >= 0) active.splice(place, 1);
      },
      falls(path, query) {
        if (hits >= (fault.times ?? Infinity) || !matches(fault.match, path, query)) return false;
        seen += 1;
        const turn = seen - (fault.skip ?? 0);
        if (turn <= 0 || turn % (fault.everyNth ?? 1) !== 0) return false;
        hits += 1;
        return true;
      }
    };
    active.push(handle);
    return handle;
  }
  return {
    add,
    clear() {
      for (const handle of active.splice(0)) handle.release();
    },
    strike: (path, query) => active.find((handle) => handle.falls(path, query))
  };
}
function matches(match, path, query) {
  return equals(match.path, path) && (match.when?.(query) ?? true) && Object.entries(match.query ?? {}).every(
    ([name, wanted]) => query.getAll(name).some((value) => equals(wanted, value))
  );
}
function equals(wanted, value) {
  return typeof wanted === "string" ? wanted === value : value.search(wanted) >= 0;
}

// simulator/indent-json.ts
function indentJson(text) {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  let result = "";
  let depth = 0;
  parts.forEach((part, index) => {
    const before = parts[index - 1];
    const empty = before === "{" && part === "}" || before === "[" && part === "]";
    if (part === "}" || part === "]") depth -= 1;
    const breaks = !empty && (before === "{" || before === "[" || before === "," || part === "}" || part === "]");
    if (breaks) result += `
${"  ".repeat(depth)}`;
    result += part === ":" ? ": " : part;
    if (part === "{" || part === "[") depth += 1;
  });
  return result;
}

// simulator/refusal.ts
var Refusal = class extends Error {
  status;
  param;
  code;
  headers;
  constructor(status, message, options = {}) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.param = options.param ?? null;
    this.code = options.code ?? null;
    this.headers = options.headers ?? {};
  }
};
function errorBody(status, message, param = null, code = null) {
  const type = status >= 500 ? "server_error" : status === 429 ? "requests" : "invalid_request_error";
  return JSON.stringify({ error: { message, type, param, code } });
}
function noSuchObject(list2, id) {
  const kind = list2.replace(/^project_(?!s$)/, "").replace(/s$/, "").replaceAll("_", " ");
  return new Refusal(404, `No such ${kind}: '${id}'`, { code: "not_found" });
}
function noSuchPath(method, path) {
  return new Refusal(404, `Invalid URL (${method} ${path})`);
}

// simulator/keys.ts
var ADMIN_KEY = "sk-admin-simulated";
function identify(keys, authorization) {
  const key = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
  if (key === void 0) {
    throw new Refusal(401, "You didn't provide an API key. Send it in an Authorization header: 'Bearer YOUR_KEY'.");
  }
  const rights = keys.get(key);
  if (rights !== void 0) return rights;
  if (key.startsWith("sk-proj-"))
    return { missingScopes: ["api.management.read", "api.usage.read", "api.audit_logs.read"] };
  throw new Refusal(401, `Incorrect API key provided: ${key.slice(0, 8)}****${key.slice(-4)}.`, {
    code: "invalid_api_key"
  });
}
function authorize({ missingScopes = [], deniedResources = [] }, { resource, scope }) {
  if (!missingScopes.includes(scope) && !deniedResources.includes(resource)) return;
  throw new Refusal(403, `You have insufficient permissions for this operation. Missing scopes: ${scope}.`);
}

// simulator/options.ts
var DEFAULT_NOW = 1795354200;
var DEFAULT_COSTS_FLOOR = 1764979200;
var DEFAULT_SIZE = {
  users: 12,
  projects: 5,
  archivedProjects: 2,
  groups: 3,
  days: 40,
  auditEvents: 400,
  tenantEvents: 60,
  invites: 4,
  adminKeys: 3,
  certificates: 2,
  spendAlerts: 2,
  customRoles: 2,
  keysPerProject: 4,
  usersPerProject: 5,
  groupsPerProject: 2,
  serviceAccountsPerProject: 2,
  usersPerGroup: 4,
  usageSeriesPerProject: 3
};
function completeSize(size = {}) {
  const projects = size.projects ?? DEFAULT_SIZE.projects;
  const archivedProjects = Math.min(DEFAULT_SIZE.archivedProjects, Math.floor(projects / 2));
  return { ...DEFAULT_SIZE, archivedProjects, ...size };
}
var DEFAULT_QUIRKS = {
  stringAmounts: 0.5,
  batchAsText: false,
  trailingEmptyPages: "sometimes",
  costsPageSize: 31,
  extraFields: true,
  listsWithoutLastId: ["admin_api_keys", "project_rate_limits"],
  costsFloor: DEFAULT_COSTS_FLOOR,
  lookbackNamesDate: true,
  lateEvents: 0.02,
  forgottenEvents: 0.01,
  refuseUnknownParameters: true
};

// simulator/collection.ts
function createCollection() {
  const entries = [];
  const byId = /* @__PURE__ */ new Map();
  let cached;
  function require2(id) {
    const entry = byId.get(id);
    if (entry === void 0) throw new Error(`The collection holds nothing with the id ${id}.`);
    return entry;
  }
  return {
    entries: () => entries,
    get: (id) => byId.get(id),
    add(given) {
      const entry = { ...given, id: given.id ?? String(given.row.id), from: given.from ?? 0 };
      entries.push(entry);
      byId.set(entry.id, entry);
      cached = void 0;
      return entry;
    },
    remove(id) {
      entries.splice(entries.indexOf(require2(id)), 1);
      byId.delete(id);
      cached = void 0;
    },
    update(id, fields, changes = {}) {
      const entry = require2(id);
      Object.assign(entry, changes, { row: { ...entry.row, ...fields } });
      cached = void 0;
    },
    view(now) {
      if (cached?.now !== now) cached = { now, view: viewAt(entries, now) };
      return cached.view;
    }
  };
}
function rowAt(entry, now) {
  if (entry.changes === void 0 && entry.moving === void 0) return entry.row;
  const row = { ...entry.row };
  for (const change of entry.changes ?? []) {
    if (change.at <= now) Object.assign(row, change.fields);
  }
  return Object.assign(row, entry.moving?.(now));
}
function viewAt(all, now) {
  const entries = all.filter((entry) => entry.from <= now && (entry.until === void 0 || now < entry.until));
  const rows = entries.map((entry) => rowAt(entry, now));
  return {
    entries,
    rows,
    json: rows.map((row) => JSON.stringify(row)),
    position: new Map(entries.map((entry, index) => [entry.id, index]))
  };
}

// simulator/event-types.ts
var ORGANIZATION_EVENT_TYPES = [
  "api_key.created",
  "api_key.updated",
  "api_key.deleted",
  "certificate.created",
  "certificate.updated",
  "certificate.deleted",
  "certificates.activated",
  "certificates.deactivated",
  "checkpoint.permission.created",
  "checkpoint.permission.deleted",
  "external_key.registered",
  "external_key.removed",
  "group.created",
  "group.updated",
  "group.deleted",
  "invite.sent",
  "invite.accepted",
  "invite.deleted",
  "ip_allowlist.created",
  "ip_allowlist.updated",
  "ip_allowlist.deleted",
  "ip_allowlist.config.activated",
  "ip_allowlist.config.deactivated",
  "login.succeeded",
  "login.failed",
  "logout.succeeded",
  "logout.failed",
  "organization.updated",
  "project.created",
  "project.updated",
  "project.archived",
  "project.deleted",
  "rate_limit.updated",
  "rate_limit.deleted",
  "resource.deleted",
  "tunnel.created",
  "tunnel.updated",
  "tunnel.deleted",
  "workload_identity_provider.created",
  "workload_identity_provider.updated",
  "workload_identity_provider.deleted",
  "workload_identity_provider_mapping.created",
  "workload_identity_provider_mapping.updated",
  "workload_identity_provider_mapping.deleted",
  "role.created",
  "role.updated",
  "role.deleted",
  "role.assignment.created",
  "role.assignment.deleted",
  "scim.enabled",
  "scim.disabled",
  "service_account.created",
  "service_account.updated",
  "service_account.deleted",
  "user.added",
  "user.updated",
  "user.deleted"
];
var TENANT_EVENT_TYPES = [
  "role.bound_to_resource",
  "role.unbound_from_resource",
  "tenant.metadata.updated",
  "tenant.microsoft_entra_mapping.upserted",
  "tenant.microsoft_entra_mapping.deleted",
  "tenant.workload_identity.provider.created",
  "tenant.workload_identity.provider.updated",
  "tenant.workload_identity.provider.archived",
  "tenant.workload_identity.mapping.created",
  "tenant.workload_identity.mapping.updated",
  "tenant.workload_identity.mapping.archived",
  "tenant.workload_identity.binding.created",
  "tenant.workload_identity.principal.provisioned",
  "tenant.workload_identity.access_token.issued",
  "tenant.admin_api_key.created",
  "tenant.admin_api_key.updated",
  "tenant.admin_api_key.deleted",
  "tenant.project_api_key.created",
  "tenant.chatgpt_access_token.revoked",
  "tenant.migration.completed",
  "tenant.sso.migrated",
  "tenant.domains.migrated",
  "tenant.sso_connection.created",
  "tenant.sso_connection.updated",
  "tenant.sso_connection.deleted",
  "tenant.sso_connection.setup.started",
  "tenant.policy.created",
  "tenant.policy.updated",
  "tenant.policy.deleted",
  "tenant.policy.attached",
  "tenant.policy.detached",
  "tenant.principal_authentication_policy.resolved",
  "tenant.scim.setup.started",
  "tenant.scim.deletion.requested",
  "tenant.scim.directory.created",
  "tenant.product_access_policy.updated",
  "tenant.resource_share_grant.created",
  "tenant.resource_share_grant.updated",
  "tenant.resource_share_grant.accepted",
  "tenant.resource_share_grant.declined",
  "tenant.resource_share_grant.revoked",
  "tenant.resource_share_grant.deleted",
  "tenant.service_account.updated",
  "tenant.service_account.deleted",
  "tenant.service_account.token.revoked",
  "tenant.billing.overage_limit.updated",
  "tenant.billing.alerts.updated",
  "tenant.billing.info.updated",
  "tenant.usage_limit.workspace.updated",
  "tenant.usage_limit.group.updated",
  "tenant.usage_limit.user.updated",
  "tenant.usage_limit.increase_request.updated",
  "tenant.usage_limit.increase_request.resolved",
  "tenant.group.created",
  "tenant.group.updated",
  "tenant.group.deleted",
  "tenant.group.member.added",
  "tenant.group.member.removed",
  "tenant.migration_rollout.status.updated",
  "tenant.migration_rollout.tier.updated",
  "tenant.role.metadata.updated",
  "tenant.custom_role.created",
  "tenant.custom_role.updated",
  "tenant.custom_role.deleted",
  "tenant.role_assignment.created",
  "tenant.role_assignment.deleted",
  "tenant.resource_role_assignment.created",
  "tenant.resource_role_assignment.deleted",
  "tenant.resource_access.updated",
  "tenant.resource_access.deleted",
  "tenant.ads_account.onboarding.redemption",
  "tenant.session_policy.created",
  "tenant.session_policy.updated",
  "tenant.session_policy.deleted",
  "tenant.session_revocation.started",
  "tenant.third_party_app_policy.updated",
  "tenant.user.added",
  "tenant.user.updated",
  "tenant.user.removed",
  "tenant.user.looked_up",
  "tenant.user.invited",
  "tenant.membership.revoked",
  "tenant.api_organization_invite.upserted",
  "tenant.api_organization_invite.deleted",
  "tenant.chatgpt_workspace_invite.upserted",
  "tenant.membership.accepted",
  "tenant.membership.declined",
  "tenant.workspace_invite_email_settings.updated"
];
var TENANT_TYPES = new Set(TENANT_EVENT_TYPES);
var DESCRIBED_TYPES = /* @__PURE__ */ new Set([...ORGANIZATION_EVENT_TYPES, ...TENANT_EVENT_TYPES]);
function isTenantType(type) {
  return TENANT_TYPES.has(type) || type.startsWith("tenant.");
}
function isDescribedType(type) {
  return DESCRIBED_TYPES.has(type);
}

// simulator/event-log.ts
function eventJson(record) {
  if (typeof record.json !== "string") record.json = record.json();
  return record.json;
}
function compareEvents(one2, other) {
  if (one2.effectiveAt !== other.effectiveAt) return one2.effectiveAt - other.effectiveAt;
  return one2.id < other.id ? -1 : one2.id > other.id ? 1 : 0;
}
function countBefore(records, place) {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = low + high >>> 1;
    const record = records[middle];
    if (record !== void 0 && compareEvents(record, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
function createEventLog(first, generate) {
  const records = [];
  const byId = /* @__PURE__ */ new Map();
  const addedTypes = /* @__PURE__ */ new Set();
  let made = first;
  let version = 0;
  let cached;
  function insert(record) {
    const last = records.at(-1);
    const place = last === void 0 || compareEvents(last, record) < 0 ? records.length : countBefore(records, record);
    if (place === records.length) records.push(record);
    else records.splice(place, 0, record);
    byId.set(record.id, record);
  }
  function require2(id) {
    const record = byId.get(id);
    if (record === void 0) throw new Error(`The log holds no event with the id ${id}.`);
    return record;
  }
  function makeUntil(now) {
    if (now < made) return;
    for (const record of generate(made, now + 1)) insert(record);
    made = now + 1;
    version += 1;
  }
  return {
    records(now) {
      makeUntil(now);
      return records;
    },
    served(now, tenant) {
      makeUntil(now);
      const key = `${now}/${version}`;
      if (cached?.key !== key) {
        const lists = [[], []];
        for (const record of records) {
          if (record.visibleFrom <= now && now < record.forgottenFrom) lists[record.tenant ? 1 : 0].push(record);
        }
        cached = { key, lists };
      }
      return cached.lists[tenant ? 1 : 0];
    },
    get: (id) => byId.get(id),
    hasType: (type) => addedTypes.has(type),
    add(event, visibility = {}) {
      const json = typeof event === "string" ? event : JSON.stringify(event);
      const record = toRecord(json, visibility);
      insert(record);
      addedTypes.add(record.type);
      version += 1;
      return record;
    },
    remove(id) {
      records.splice(records.indexOf(require2(id)), 1);
      byId.delete(id);
      version += 1;
    },
    update(id, visibility) {
      Object.assign(require2(id), visibility);
      version += 1;
    },
    version: () => version
  };
}
function toRecord(json, visibility) {
  const row = JSON.parse(json);
  return {
    id: row.id,
    effectiveAt: row.effective_at,
    type: row.type,
    tenant: visibility.tenant ?? isTenantType(row.type),
    projectId: row.project?.id,
    visibleFrom: visibility.visibleFrom ?? row.effective_at,
    forgottenFrom: visibility.forgottenFrom ?? Infinity,
    json
  };
}

// simulator/random.ts
var ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
function hash(text) {
  let value = 2166136261;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  }
  value = Math.imul(value ^ value >>> 16, 2246822507);
  value = Math.imul(value ^ value >>> 13, 3266489909);
  return (value ^ value >>> 16) >>> 0;
}
function createRandom(name) {
  return randomFrom(hash(name));
}
function randomFrom(seed) {
  let state = seed;
  function next() {
    state = state + 1831565813 | 0;
    let value = Math.imul(state ^ state >>> 15, 1 | state);
    value = value + Math.imul(value ^ value >>> 7, 61 | value) ^ value;
    return ((value ^ value >>> 14) >>> 0) / 4294967296;
  }
  function integer(low, high) {
    return low + Math.floor(next() * (high - low + 1));
  }
  function pick(values) {
    const value = values[integer(0, values.length - 1)];
    if (value === void 0) throw new Error("Nothing to pick from.");
    return value;
  }
  function text(length) {
    let result = "";
    for (let index = 0; index < length; index += 1) result += ALPHABET[integer(0, 35)];
    return result;
  }
  return { next, integer, pick, chance: (share) => next() < share, text };
}

// simulator/generate/names.ts
var GIVEN = "Ada Bruno Chiara Dmitri \xC9lodie Femi Grace Hiroshi Ingrid Jo\xE3o Kavya Liam Mai Noor Oskar Priya Quentin Rosa S\xF8ren Tariq".split(
  " "
);
var FAMILY = "Almeida Bakker Castillo Dubois Eriksen Fujita Garc\xEDa Hansen Ito Jansen Kova\u010D Lindqvist Moreau Nwosu O'Brien Petrovi\u0107 Rossi Sato Tremblay \xDCz\xFCm".split(
  " "
);
var ADJECTIVES = "amber brisk calm deep early fair green high inner keen".split(" ");
var NOUNS = "atlas beacon canvas delta engine forum gateway harbor index journal".split(" ");
function personName(random) {
  const given = random.pick(GIVEN);
  const family = random.pick(FAMILY);
  if (random.chance(0.06)) return `${family}, ${given}`;
  if (random.chance(0.06)) return `${given} "${random.pick(GIVEN)}" ${family}`;
  return `${given} ${family}`;
}
function emailOf(name, random) {
  const plain = name.normalize("NFD").replace(new RegExp("\\p{M}", "gu"), "").toLowerCase().replaceAll("\xF8", "o").replace(/[^a-z]+/g, ".").replace(/^\.|\.$/g, "");
  return `${plain}.${random.text(3)}@example.com`;
}
function thingName(random) {
  return `${random.pick(ADJECTIVES)}-${random.pick(NOUNS)}`;
}
var MODELS = [
  "gpt-5.1",
  "gpt-5-mini",
  "gpt-4o-2024-08-06",
  "o4-mini",
  "text-embedding-3-small",
  "whisper-1",
  "tts-1",
  "gpt-image-1"
];

// simulator/generate/payloads.ts
var PAYLOADS = {
  "api_key.created": (_random, _people, id) => ({ id, data: { scopes: ["api.model.request"] } }),
  "api_key.updated": (_random, _people, id) => ({
    id,
    changes_requested: { scopes: ["api.model.read", "api.usage.read"] }
  }),
  "checkpoint.permission.created": (random, { projects }, id) => ({
    id,
    data: { project_id: projects[0]?.id ?? "proj_none", fine_tuned_model_checkpoint: `ft:gpt:${random.text(8)}` }
  }),
  "external_key.registered": (random, _people, id) => ({
    id,
    data: { provider: "aws", [random.text(4)]: random.text(6) }
  }),
  "group.created": (random, _people, id) => ({ id, data: { group_name: thingName(random) } }),
  "group.updated": (random, _people, id) => ({ id, changes_requested: { group_name: thingName(random) } }),
  "invite.sent": (random, _people, id) => ({
    id,
    data: { email: emailOf(personName(random), random), role: "reader" }
  }),
  "ip_allowlist.created": (random, _people, id) => ({ id, name: thingName(random), allowed_ips: ["198.51.100.0/24"] }),
  "ip_allowlist.updated": (random, _people, id) => ({ id, allowed_ips: [`198.51.100.${random.integer(1, 254)}`] }),
  "ip_allowlist.deleted": (random, _people, id) => ({ id, name: thingName(random), allowed_ips: [] }),
  "ip_allowlist.config.activated": (random, _people, id) => ({ configs: [{ id, name: thingName(random) }] }),
  "ip_allowlist.config.deactivated": (random, _people, id) => ({ configs: [{ id, name: thingName(random) }] }),
  "login.succeeded": () => ({}),
  "login.failed": () => ({ error_code: "sso_failed", error_message: 'The provider said "no",\nthen hung up.' }),
  "logout.succeeded": () => ({}),
  "logout.failed": () => ({ error_code: "timeout", error_message: "Timed out" }),
  "organization.updated": (random, _people, id) => ({
    id,
    changes_requested: { title: thingName(random), threads_ui_visibility: "NONE" }
  }),
  "project.created": (random, _people, id) => ({ id, data: { name: thingName(random), title: thingName(random) } }),
  "project.updated": (random, _people, id) => ({ id, changes_requested: { title: thingName(random) } }),
  "rate_limit.updated": (random, _people, id) => ({
    id,
    changes_requested: { max_requests_per_1_minute: random.integer(1, 9) * 500 }
  }),
  "role.created": (random, _people, id) => ({
    id,
    role_name: thingName(random),
    permissions: ["api.usage.read"],
    resource_type: "api.organization",
    resource_id: "org"
  }),
  "role.updated": (random, _people, id) => ({
    id,
    changes_requested: { description: thingName(random), permissions_added: ["api.usage.read"], metadata: {} }
  }),
  "role.assignment.created": assignment,
  "role.assignment.deleted": assignment,
  "role.bound_to_resource": binding,
  "role.unbound_from_resource": binding,
  "service_account.created": (_random, _people, id) => ({ id, data: { role: "member" } }),
  "service_account.updated": (_random, _people, id) => ({ id, changes_requested: { role: "owner" } }),
  "user.added": (_random, _people, id) => ({ id, data: { role: "reader" } }),
  "user.updated": (_random, _people, id) => ({ id, changes_requested: { role: "owner" } }),
  "certificate.created": (random, _people, id) => ({ id, name: thingName(random) }),
  "certificate.updated": (random, _people, id) => ({ id, name: thingName(random) }),
  "certificate.deleted": (random, _people, id) => ({
    id,
    name: thingName(random),
    certificate: "-----CERTIFICATE-----\nAA==\n"
  }),
  "certificates.activated": (random, _people, id) => ({ certificates: [{ id, name: thingName(random) }] }),
  "certificates.deactivated": (random, _people, id) => ({ certificates: [{ id, name: thingName(random) }] })
};
var BARE_TYPES = /* @__PURE__ */ new Set([
  "resource.deleted",
  "tunnel.created",
  "tunnel.updated",
  "tunnel.deleted",
  "tenant.user.looked_up"
]);
function eventPayload(type, random, people) {
  if (BARE_TYPES.has(type)) return void 0;
  const subject = type.slice(0, type.lastIndexOf(".")).replaceAll(".", "_");
  const id = type.startsWith("user.") && people.users.length > 0 ? random.pick(people.users).id : `${subject}_${random.text(12)}`;
  const payload = PAYLOADS[type];
  return payload === void 0 ? { id } : payload(random, people, id);
}
function assignment(random, { users }, id) {
  const principal_id = users.length > 0 ? random.pick(users).id : "user-none";
  return { id, principal_id, principal_type: "user", resource_id: "org", resource_type: "api.organization" };
}
function binding(random, _people, id) {
  return {
    id,
    role_id: `role_${random.text(12)}`,
    resource_id: `connector_${random.text(8)}`,
    resource_type: "connector",
    permissions: ["use"],
    workspace_id: `ws_${random.text(8)}`,
    enabled: random.chance(0.5),
    source: "role_toggle"
  };
}

// simulator/generate/events.ts
var COMMON_TYPES = [
  "login.succeeded",
  "api_key.created",
  "logout.succeeded",
  "user.added",
  "project.updated"
];
function createEventGenerator(world) {
  const { size, start } = world;
  const first = start - size.days * DAY;
  const people = eventPeople(world);
  function dayEvents(day) {
    const records = [];
    const dayStart = first + day * DAY;
    for (const tenant of [false, true]) {
      const total = tenant ? size.tenantEvents : size.auditEvents;
      const before = Math.floor(total * day / size.days);
      const count = Math.floor(total * (day + 1) / size.days) - before;
      const busyHour = randomFrom(hash(`${world.seed}/busy/${day}`)).integer(0, 23);
      for (let index = 0; index < count; index += 1) {
        records.push(makeEvent(world, people, { sequence: before + index, tenant, dayStart, busyHour }));
      }
    }
    return records.sort(compareEvents);
  }
  return (from, to) => {
    if (size.days === 0 || size.auditEvents + size.tenantEvents === 0 || to <= first) return [];
    const records = [];
    for (let day = Math.max(0, Math.floor((from - first) / DAY)); first + day * DAY < to; day += 1) {
      for (const record of dayEvents(day)) {
        if (record.effectiveAt >= from && record.effectiveAt < to) records.push(record);
      }
    }
    return records;
  };
}
function eventPeople(world) {
  const users = world.seeded("users").entries().slice(0, world.size.users);
  const projects = world.seeded("projects").entries().slice(0, world.size.projects);
  return {
    users: users.map((user) => ({ id: user.id, email: String(user.row.email) })),
    projects: projects.map((project) => ({ id: project.id, name: String(project.row.name) })),
    keys: projects.slice(0, 10).flatMap(
      (project) => world.seeded("project_api_keys", project.id).entries().slice(0, 5).map((key) => key.id)
    )
  };
}
function makeEvent(world, people, { sequence, tenant, dayStart, busyHour }) {
  const seed = (Math.imul(sequence + 1, 2654435761) ^ Math.imul(world.seed + (tenant ? 7 : 3), 2246822507)) >>> 0;
  const random = randomFrom(seed);
  const busy = random.chance(0.2);
  const effectiveAt = dayStart + (busy ? busyHour * 3600 + random.integer(0, 3599) : random.integer(0, DAY - 1));
  const type = pickType(random, tenant);
  const project = people.projects.length > 0 && !tenant && random.chance(0.6) ? random.pick(people.projects) : void 0;
  const late = random.chance(world.quirks.lateEvents);
  const visibleFrom = late ? effectiveAt + random.integer(DAY, 2.5 * DAY) : effectiveAt;
  const forgotten = random.chance(world.quirks.forgottenEvents);
  const forgottenFrom = forgotten ? effectiveAt + random.integer(10 * DAY, 30 * DAY) : Infinity;
  const id = `audit_log-${word(random)}${word(random)}${sequence.toString(36)}${tenant ? "t" : "o"}`;
  return {
    id,
    effectiveAt,
    type,
    tenant,
    projectId: project?.id,
    visibleFrom,
    forgottenFrom,
    json: () => eventText({ id, type, effectiveAt, project }, people, randomFrom(seed ^ 1540483477), world.quirks.extraFields)
  };
}
function word(random) {
  return random.integer(0, 36 ** 6 - 1).toString(36).padStart(7, "0");
}
function pickType(random, tenant) {
  if (tenant) return random.pick(TENANT_EVENT_TYPES);
  return random.chance(0.6) ? random.pick(COMMON_TYPES) : random.pick(ORGANIZATION_EVENT_TYPES);
}
function eventText(head, people, random, extraFields) {
  const row = { id: head.id, type: head.type, effective_at: head.effectiveAt };
  if (head.project !== void 0) row.project = head.project;
  const actor = eventActor(people, random);
  if (actor !== void 0) row.actor = actor;
  const payload = eventPayload(head.type, random, people);
  if (payload !== void 0) row[head.type] = payload;
  if (extraFields && random.chance(0.1)) row.organization_scope = "standard";
  return JSON.stringify(row);
}
function eventActor(people, random) {
  if (people.users.length === 0 || random.chance(0.03)) return random.chance(0.5) ? null : void 0;
  const user = random.pick(people.users);
  if (people.keys.length === 0 || random.chance(0.7)) {
    return { type: "session", session: { user, ip_address: `203.0.113.${random.integer(1, 254)}` } };
  }
  const id = random.pick(people.keys);
  if (random.chance(0.5)) return { type: "api_key", api_key: { id, type: "user", user } };
  return {
    type: "api_key",
    api_key: { id, type: "service_account", service_account: { id: `svc_acct_${random.text(20)}` } }
  };
}

// simulator/generate/external.ts
var generateExternalKeys = (world, keys, random) => {
  if (world.size.projects === 0) return;
  const projects = world.seeded("projects").entries();
  const created_at = world.start - random.integer(20, 200) * DAY;
  const common = { object: "organization.external_key", created_at, workspace_id: `ws_${random.text(12)}` };
  keys.add({
    row: {
      id: `extkey_${random.text(16)}`,
      ...common,
      type: "aws",
      name: "content",
      purpose: "ekm",
      api_project_ids: projects.slice(0, 2).map(({ id }) => id),
      kms_arn: "arn:aws:kms:eu-central-1:123456789012:key/content",
      role_arn: "arn:aws:iam::123456789012:role/openai-kms",
      external_id: world.organizationId
    },
    from: created_at
  });
  keys.add({
    row: {
      id: `extkey_${random.text(16)}`,
      ...common,
      type: "gcp",
      name: "requests",
      purpose: "psp_decryption",
      api_project_ids: [],
      audience: world.organizationId,
      kms_project_id: "example-keys",
      kms_key_location: "europe-west3",
      kms_key_ring_name: "openai",
      kms_key_name: "requests",
      kms_key_version: "1",
      workload_identity_pool_id: "openai",
      workload_identity_project_number: "123456789012",
      workload_identity_provider_id: "openai"
    },
    from: created_at
  });
};
var generateExternalStorage = (world, storage, random) => {
  const [project] = world.seeded("projects").entries();
  if (project === void 0) return;
  const created_at = world.start - random.integer(5, 20) * DAY;
  storage.add({
    row: {
      id: `extstore_${random.text(16)}`,
      object: "organization.external_storage",
      project_id: project.id,
      status: "validated",
      geography: "eu",
      provider: {
        type: "aws",
        bucket: "example-openai-content",
        region: "eu-central-1",
        account_id: "123456789012",
        external_id: world.organizationId,
        role_arn: "arn:aws:iam::123456789012:role/openai-storage"
      },
      created_at
    },
    from: created_at
  });
};
var generateServiceTiers = (_world, settings, random) => {
  const enabled_tiers = random.chance(0.5) ? "all" : ["flex"];
  const tier = random.pick(["standard", "standard", "fast"]);
  settings.add({ id: "", row: { object: "project.service_tier_settings", default: tier, enabled_tiers } });
};
var generateCheckpoints = (_world, checkpoints, random) => {
  for (const step of [100, 200])
    checkpoints.add({ row: { id: `ft:gpt-5-mini:example:support:${random.text(8)}:ckpt-step-${step}` } });
};
var generateCheckpointPermissions = (world, permissions, random) => {
  for (const project of world.seeded("projects").entries().slice(0, 2)) {
    const created_at = world.start - random.integer(1, 30) * DAY;
    permissions.add({
      row: { object: "checkpoint.permission", id: `cp_${random.text(16)}`, created_at, project_id: project.id },
      from: created_at
    });
  }
};

// simulator/generate/federation.ts
var ISSUERS = ["https://token.actions.githubusercontent.com", "https://gitlab.com"];
var generateIdentityProviders = (world, providers, random) => {
  const issuers = ISSUERS.slice(0, Math.min(2, world.size.projects));
  for (const [index, issuer] of issuers.entries()) {
    const created_at = world.start - random.integer(20, 200) * DAY;
    providers.add({
      row: {
        id: `wip_${random.text(16)}`,
        object: "organization.workload_identity_provider",
        type: "oidc",
        name: index === 0 ? "github-actions" : "gitlab",
        description: index === 0 ? "Nightly jobs" : null,
        enabled: true,
        issuer,
        audience: "https://api.openai.com/v1",
        attribute_transformations: [{ attribute: "repository", expression: "assertion.repository" }],
        verification: { type: "discovery", discovery_url: index === 0 ? null : `${issuer}/.well-known` },
        created_at,
        updated_at: created_at
      },
      from: created_at
    });
  }
};
var generateFederationRules = (world, rules, random, [providerId = ""]) => {
  const projects = world.seeded("projects").entries().slice(0, 2);
  for (const [index, project] of projects.entries()) {
    const [account] = world.seeded("project_service_accounts", project.id).entries();
    if (account === void 0) continue;
    const created_at = world.start - random.integer(5, 19) * DAY;
    const name = thingName(random);
    rules.add({
      row: {
        id: `wifr_${random.text(16)}`,
        object: "organization.workload_identity_federation_rule",
        workload_identity_provider_id: providerId,
        name: index === 0 ? name : null,
        description: null,
        enabled: index === 0,
        project_id: project.id,
        service_account_id: account.id,
        attribute_matchers: { repository: "example/nightly", ref: "refs/heads/main" },
        permissions: index === 0 ? { type: "service_account_default" } : { type: "restricted", scopes: ["api.responses.write", "api.files.read"] },
        created_at,
        updated_at: created_at
      },
      from: created_at
    });
  }
};

// simulator/generate/groups.ts
var generateGroups = (world, groups, random) => {
  if (world.size.groups === 0) return;
  for (let index = 0; index < world.size.groups + 2; index += 1) {
    const later = index - world.size.groups + 1;
    const from = world.start + (later > 0 ? later * 21 * DAY : -random.integer(40, 300) * DAY);
    groups.add({
      row: {
        ...world.quirks.extraFields ? { object: "group" } : {},
        id: `group_${random.text(20)}`,
        name: thingName(random),
        created_at: from,
        is_scim_managed: random.chance(0.4),
        group_type: index % 3 === 2 ? "tenant_group" : "group"
      },
      from,
      ...index === 1 ? { until: world.start + 70 * DAY } : {}
    });
  }
};
var generateGroupUsers = (world, members, random, [groupId = ""]) => {
  const users = world.seeded("users").entries();
  const group = world.seeded("groups").get(groupId);
  if (users.length === 0 || group === void 0) return;
  const present = users.slice(0, world.size.users);
  const first = random.integer(0, present.length - 1);
  const chosen = present.map((_user, index) => present[(first + index) % present.length]).slice(0, world.size.usersPerGroup);
  const later = users.slice(world.size.users).filter(() => random.chance(0.1));
  for (const user of [...chosen, ...later]) {
    if (user === void 0) continue;
    members.add({
      row: { id: user.id, name: user.row.name ?? "Unnamed", email: user.row.email },
      detail: { picture: null, is_service_account: false, user_type: random.chance(0.2) ? "tenant_user" : "user" },
      from: Math.max(user.from, group.from),
      ...user.until === void 0 ? {} : { until: user.until }
    });
  }
};
var generateProjectGroups = (world, assigned, random, [projectId = ""]) => {
  const groups = world.seeded("groups").entries();
  const project = world.seeded("projects").get(projectId);
  if (groups.length === 0 || project === void 0) return;
  const first = random.integer(0, world.size.groups - 1);
  for (let index = 0; index < Math.min(world.size.groupsPerProject, groups.length); index += 1) {
    const group = groups[(first + index) % groups.length];
    if (group === void 0) continue;
    const from = Math.max(group.from, project.from) + DAY;
    assigned.add({
      id: group.id,
      row: {
        object: "project.group",
        project_id: projectId,
        group_id: group.id,
        group_name: group.row.name,
        group_type: group.row.group_type,
        created_at: from
      },
      from,
      ...group.until === void 0 ? {} : { until: group.until }
    });
  }
};

// simulator/generate/world.ts
function randomFor(world, ...name) {
  return createRandom([world.seed, ...name].join("/"));
}
var HORIZON_DAYS = 180;

// simulator/generate/people.ts
var generateUsers = (world, users, random) => {
  if (world.size.users === 0) return;
  const joiners = HORIZON_DAYS / 4;
  for (let index = 0; index < world.size.users + joiners; index += 1) {
    const joins = index - world.size.users + 1;
    const from = joins > 0 ? world.start + joins * 4 * DAY - random.integer(1, DAY) : world.start - random.integer(2, 900) * DAY - random.integer(0, DAY);
    const name = personName(random);
    const email = emailOf(name, random);
    const id = `user-${random.text(24)}`;
    const owner = index === 0 || random.chance(0.15);
    const lastUsed = random.integer(60, 3 * DAY);
    const usesKeys = random.chance(0.6);
    const row = {
      object: "organization.user",
      id,
      name: random.chance(0.05) ? null : name,
      email,
      role: owner ? "owner" : "reader",
      added_at: from
    };
    if (index % 3 === 0) {
      Object.assign(row, {
        is_default: index === 0,
        created: from,
        user: {
          object: "user",
          id,
          email,
          name,
          picture: random.chance(0.5) ? `https://example.com/pictures/${random.text(8)}.png` : null,
          enabled: true,
          banned: false,
          banned_at: null
        },
        is_service_account: false,
        is_scim_managed: random.chance(0.3),
        api_key_last_used_at: null,
        technical_level: null,
        developer_persona: random.chance(0.4) ? "backend_engineer" : null
      });
    }
    if (world.quirks.extraFields && index % 4 === 1) row.organization_id = world.organizationId;
    const leaves = index > 0 && random.chance(0.25);
    users.add({
      row,
      from,
      ...leaves ? { until: Math.max(from, world.start) + random.integer(1, 100) * DAY - random.integer(0, DAY) } : {},
      ...index % 3 === 0 && usesKeys ? { moving: (now) => ({ api_key_last_used_at: Math.max(from, now - lastUsed) }) } : {}
    });
  }
};
var generateInvites = (world, invites, random) => {
  if (world.size.invites === 0) return;
  for (let index = 0; index < world.size.invites + HORIZON_DAYS / 15; index += 1) {
    const later = index - world.size.invites + 1;
    const from = world.start + (later > 0 ? later * 15 * DAY : -random.integer(0, 5) * DAY) - random.integer(1, DAY);
    const expires = from + 7 * DAY;
    const accepted = random.chance(0.5) ? from + random.integer(3600, 6 * DAY) : void 0;
    const project = world.seeded("projects").entries()[0]?.id;
    invites.add({
      row: {
        object: "organization.invite",
        id: `invite-${random.text(20)}`,
        email: emailOf(personName(random), random),
        role: random.chance(0.2) ? "owner" : "reader",
        status: "pending",
        created_at: from,
        expires_at: expires,
        accepted_at: null,
        ...world.quirks.extraFields ? { invited_at: from } : {},
        projects: project !== void 0 && random.chance(0.5) ? [{ id: project, role: "member" }] : []
      },
      from,
      changes: [
        accepted === void 0 ? { at: expires, fields: { status: "expired" } } : { at: accepted, fields: { status: "accepted", accepted_at: accepted } }
      ]
    });
  }
};
var generateAdminKeys = (world, keys, random) => {
  const owners = world.seeded("users").entries();
  for (let index = 0; index < world.size.adminKeys; index += 1) {
    const from = world.start - random.integer(30, 400) * DAY;
    const owner = owners[index % Math.max(1, Math.min(owners.length, world.size.users))];
    const pause = random.integer(30, 20 * DAY);
    keys.add({
      row: {
        object: "organization.admin_api_key",
        id: `key_${random.text(16)}`,
        name: random.chance(0.2) ? null : thingName(random),
        redacted_value: `sk-admin...${random.text(3)}`,
        created_at: from,
        expires_at: random.chance(0.4) ? from + 730 * DAY : null,
        last_used_at: null,
        owner: {
          type: "user",
          object: "organization.user",
          id: owner?.id ?? `user-${random.text(24)}`,
          name: String(owner?.row.name ?? "Someone Gone"),
          created_at: owner?.from ?? from,
          role: "owner"
        }
      },
      from,
      ...index === 1 ? { until: world.start + 40 * DAY } : {},
      ...index === 2 ? {} : { moving: (now) => ({ last_used_at: Math.max(from, now - pause) }) }
    });
  }
};

// simulator/generate/projects.ts
var generateProjects = (world, projects, random) => {
  const { size, start } = world;
  if (size.projects === 0) return;
  const active = size.projects - size.archivedProjects;
  for (let index = 0; index < size.projects + 3; index += 1) {
    const later = index - size.projects;
    const from = later >= 0 ? start + (10 + later * 25) * DAY : start - (size.days + random.integer(30, 500)) * DAY;
    const archived = index >= active && later < 0 ? start - random.integer(5, 20) * DAY : null;
    const row = {
      id: `proj_${random.text(24)}`,
      object: "organization.project",
      name: index === 0 ? "Default project" : thingName(random),
      created_at: from,
      archived_at: archived,
      status: archived === null ? "active" : "archived"
    };
    if (index % 2 === 1) Object.assign(row, { external_key_id: null, residency: "GLOBAL" });
    if (world.quirks.extraFields && index % 3 === 0) row.organization_id = world.organizationId;
    const at = start + 24 * DAY;
    projects.add({
      row,
      from,
      ...active >= 3 && index === active - 1 ? { changes: [{ at, fields: { archived_at: at, status: "archived" } }] } : {}
    });
  }
};
var generateProjectUsers = (world, members, random, [projectId = ""]) => {
  const users = world.seeded("users").entries();
  const project = world.seeded("projects").get(projectId);
  if (users.length === 0 || project === void 0 || world.size.usersPerProject === 0) return;
  const present = users.slice(0, world.size.users);
  const first = random.integer(0, present.length - 1);
  const chosen = present.map((_user, index) => present[(first + index) % present.length]).slice(0, world.size.usersPerProject);
  const later = users.slice(world.size.users).filter(() => random.chance(0.33));
  for (const user of [...chosen, ...later]) {
    if (user === void 0) continue;
    const from = Math.max(user.from, project.from) + 60;
    members.add({
      row: {
        object: "organization.project.user",
        id: user.id,
        name: user.row.name,
        email: user.row.email,
        role: random.chance(0.3) ? "owner" : "member",
        added_at: from
      },
      from,
      ...user.until === void 0 ? {} : { until: user.until }
    });
  }
};
var generateServiceAccounts = (world, accounts, random, [projectId = ""]) => {
  const project = world.seeded("projects").get(projectId);
  if (project === void 0) return;
  for (let index = 0; index < world.size.serviceAccountsPerProject; index += 1) {
    const from = project.from + random.integer(1, 20) * DAY;
    accounts.add({
      row: {
        object: "organization.project.service_account",
        id: `svc_acct_${random.text(20)}`,
        name: thingName(random),
        role: random.pick(["member", "owner", "none"]),
        created_at: from
      },
      from
    });
  }
};
var generateProjectKeys = (world, keys, random, [projectId = ""]) => {
  const project = world.seeded("projects").get(projectId);
  const count = world.size.keysPerProject;
  if (project === void 0 || count === 0) return;
  const members = world.seeded("project_users", projectId).entries().slice(0, Math.max(1, world.size.usersPerProject));
  const accounts = world.seeded("project_service_accounts", projectId).entries();
  for (let index = 0; index < count + HORIZON_DAYS / 7; index += 1) {
    const later = index - count + 1;
    const early = project.from + random.integer(1, 25) * DAY;
    const from = later > 0 ? Math.max(early, world.start + later * 7 * DAY - random.integer(1, DAY)) : early;
    const member = members[index % Math.max(1, members.length)];
    const account = accounts[index % Math.max(1, accounts.length)];
    const byAccount = index % 3 === 2 && account !== void 0;
    const inactive = !byAccount && index % 4 === 1;
    const owner = byAccount ? {
      type: "service_account",
      service_account: { id: account.id, name: account.row.name, created_at: account.from, role: account.row.role }
    } : {
      type: "user",
      user: {
        id: member?.id ?? `user-${random.text(24)}`,
        email: member?.row.email ?? "gone@example.com",
        name: member?.row.name ?? personName(random),
        created_at: member?.from ?? from,
        role: member?.row.role ?? "member"
      }
    };
    const pause = random.integer(30, 9 * DAY);
    const used = !random.chance(0.2);
    keys.add({
      row: {
        object: "organization.project.api_key",
        id: `key_${random.text(16)}`,
        name: thingName(random),
        redacted_value: `sk-proj...${random.text(3)}`,
        created_at: from,
        last_used_at: null,
        owner_project_access: inactive ? "inactive" : "active",
        owner
      },
      from,
      ...inactive || index % 8 === 6 ? { hidden: true } : {},
      ...random.chance(0.15) ? { until: Math.max(from, world.start) + random.integer(2, 60) * DAY } : {},
      ...!byAccount && !inactive && member?.until !== void 0 ? { changes: [{ at: member.until, fields: { owner_project_access: "inactive" } }] } : {},
      ...used ? { moving: (now) => ({ last_used_at: Math.max(from, now - pause) }) } : {}
    });
  }
};

// simulator/generate/roles.ts
var PERMISSIONS = [
  "api.groups.read",
  "api.organization.read",
  "api.projects.read",
  "api.projects.write",
  "api.usage.read"
];
var generateRoles = (world, roles, random) => {
  if (world.size.users === 0 && world.size.customRoles === 0) return;
  addRoles(world, roles, random, "api.organization", ["owner", "reader"]);
};
var generateProjectRoles = (world, roles, random) => {
  addRoles(world, roles, random, "api.project", ["owner", "member", "viewer"]);
};
function addRoles(world, roles, random, resourceType, predefined) {
  for (const name of predefined) {
    roles.add({
      row: {
        object: "role",
        id: `role-${resourceType.replace(".", "-")}-${name}__${random.text(8)}`,
        name,
        description: `Predefined ${name} of the ${resourceType.slice(4)}`,
        permissions: PERMISSIONS.slice(0, name === "owner" ? 5 : 2),
        resource_type: resourceType,
        predefined_role: true
      }
    });
  }
  for (let index = 0; index < world.size.customRoles; index += 1) {
    roles.add({
      row: {
        object: "role",
        id: `role_${random.text(20)}`,
        name: thingName(random),
        description: random.chance(0.5) ? null : "Reads costs,\nnothing else",
        permissions: [random.pick(PERMISSIONS)],
        resource_type: resourceType,
        predefined_role: false
      },
      ...index === 0 ? { until: world.start + 50 * DAY } : {}
    });
  }
}
var generateUserRoles = (world, assigned, random, [userId = ""]) => {
  const user = world.seeded("users").get(userId);
  if (user !== void 0) assign(world, assigned, random, world.seeded("roles"), user);
};
var generateGroupRoles = (world, assigned, random, [groupId = ""]) => {
  const group = world.seeded("groups").get(groupId);
  if (group !== void 0) assign(world, assigned, random, world.seeded("roles"), group);
};
var generateProjectUserRoles = (world, assigned, random, [projectId = "", userId = ""]) => {
  const user = world.seeded("project_users", projectId).get(userId);
  if (user !== void 0) assign(world, assigned, random, world.seeded("project_roles", projectId), user);
};
var generateProjectGroupRoles = (world, assigned, random, [projectId = "", groupId = ""]) => {
  const group = world.seeded("project_groups", projectId).get(groupId);
  if (group !== void 0) assign(world, assigned, random, world.seeded("project_roles", projectId), group);
};
function assign(world, assigned, random, roles, principal) {
  const available = roles.entries();
  const count = random.integer(principal.row.role === "owner" ? 1 : 0, 2);
  const creator = world.seeded("users").entries()[0];
  const first = random.integer(0, Math.max(0, available.length - 1));
  for (let index = 0; index < Math.min(count, available.length); index += 1) {
    const role = available[(first + index) % available.length];
    if (role === void 0) continue;
    const byHand = creator !== void 0 && random.chance(0.6);
    const from = Math.max(principal.from, role.from);
    assigned.add({
      row: {
        id: role.id,
        name: role.row.name,
        permissions: role.row.permissions,
        resource_type: role.row.resource_type,
        predefined_role: role.row.predefined_role,
        description: role.row.description,
        created_at: byHand ? from : null,
        updated_at: byHand ? from : null,
        created_by: byHand ? creator.id : null,
        created_by_user_obj: byHand ? { id: creator.id, name: creator.row.name } : null,
        metadata: random.chance(0.5) ? {} : null,
        assignment_sources: byHand ? [{ principal_id: principal.id, principal_type: "user" }] : null
      },
      from,
      ...principal.until === void 0 && role.until === void 0 ? {} : { until: Math.min(principal.until ?? Infinity, role.until ?? Infinity) }
    });
  }
}
function coin(world, share, ...name) {
  return randomFor(world, "coin", ...name).chance(share);
}

// simulator/generate/settings.ts
var LIMIT = { currency: "USD", interval: "month", enforcement: { status: "inactive" } };
var generateDataRetention = (world, settings) => {
  settings.add({
    id: "",
    row: { object: "organization.data_retention", type: "modified_abuse_monitoring" },
    changes: [{ at: world.start + 60 * DAY, fields: { type: "zero_data_retention" } }]
  });
};
var generateProjectDataRetention = (_world, settings, random) => {
  const type = random.pick(["organization_default", "none", "zero_data_retention"]);
  settings.add({ id: "", row: { object: "project.data_retention", type } });
};
var generateSpendLimit = (world, settings) => {
  if (world.size.users === 0 || world.seed % 2 === 0) return;
  settings.add({ id: "", row: { object: "organization.spend_limit", threshold_amount: 5e5, ...LIMIT } });
};
var generateProjectSpendLimit = (world, settings, random, [projectId = ""]) => {
  if (!coin(world, 0.5, "spend_limit", projectId)) return;
  const threshold_amount = random.integer(1, 50) * 1e3;
  settings.add({ id: "", row: { object: "project.spend_limit", threshold_amount, ...LIMIT } });
};
var generateModelPermissions = (_world, settings, random) => {
  const mode = random.pick(["allow_list", "deny_list"]);
  const model_ids = MODELS.filter(() => random.chance(0.3));
  settings.add({ id: "", row: { object: "project.model_permissions", mode, model_ids } });
};
var generateHostedToolPermissions = (_world, settings, random) => {
  const tools = ["file_search", "web_search", "image_generation", "mcp", "code_interpreter"];
  settings.add({ id: "", row: Object.fromEntries(tools.map((tool) => [tool, { enabled: random.chance(0.7) }])) });
};
var generateRateLimits = (world, limits, random) => {
  for (const model of MODELS) {
    limits.add({
      row: {
        object: "project.rate_limit",
        id: `rl-${model}`,
        model,
        max_requests_per_1_minute: random.integer(1, 100) * 100,
        max_tokens_per_1_minute: random.integer(1, 100) * 1e4,
        ...model.includes("image") ? { max_images_per_1_minute: 50 } : {},
        ...model === "whisper-1" ? { max_audio_megabytes_per_1_minute: 25 } : {},
        ...random.chance(0.4) ? { max_requests_per_1_day: 1e4 } : {},
        ...model.startsWith("gpt") ? { batch_1_day_max_input_tokens: 9e6 } : {},
        ...world.quirks.extraFields && random.chance(0.5) ? { max_tokens_per_1_day: 2e7 } : {}
      }
    });
  }
};
var generateSpendAlerts = (world, alerts, random) => {
  for (let index = 0; index < world.size.spendAlerts; index += 1) {
    alerts.add({ row: alertRow("organization.spend_alert", random.text(16), (index + 1) * 1e3) });
  }
};
var generateProjectSpendAlerts = (world, alerts, random) => {
  for (let index = 0; index < Math.min(1, world.size.spendAlerts); index += 1) {
    alerts.add({ row: alertRow("project.spend_alert", random.text(16), random.integer(1, 9) * 100) });
  }
};
function alertRow(object, id, threshold_amount) {
  return {
    id: `alert_${id}`,
    object,
    threshold_amount,
    currency: "USD",
    interval: "month",
    notification_channel: { type: "email", recipients: ["billing@example.com"], subject_prefix: null }
  };
}
var generateCertificates = (world, certificates, random) => {
  for (let index = 0; index < world.size.certificates; index += 1) {
    const created_at = world.start - random.integer(50, 300) * DAY;
    certificates.add({
      row: {
        object: "organization.certificate",
        id: `cert_${random.text(20)}`,
        name: index === 1 ? null : thingName(random),
        created_at,
        certificate_details: { valid_at: created_at, expires_at: created_at + 365 * DAY },
        active: index === 0
      },
      from: created_at
    });
  }
};
var generateProjectCertificates = (world, certificates) => {
  for (const entry of world.seeded("certificates").entries()) {
    certificates.add({ row: { ...entry.row, object: "organization.project.certificate" }, from: entry.from });
  }
};

// simulator/generate/generators.ts
var GENERATORS = {
  admin_api_keys: generateAdminKeys,
  certificates: generateCertificates,
  checkpoint_permissions: generateCheckpointPermissions,
  checkpoints: generateCheckpoints,
  data_retention: generateDataRetention,
  external_keys: generateExternalKeys,
  external_storage: generateExternalStorage,
  group_roles: generateGroupRoles,
  group_users: generateGroupUsers,
  groups: generateGroups,
  invites: generateInvites,
  project_api_keys: generateProjectKeys,
  project_certificates: generateProjectCertificates,
  project_data_retention: generateProjectDataRetention,
  project_group_roles: generateProjectGroupRoles,
  project_groups: generateProjectGroups,
  project_hosted_tool_permissions: generateHostedToolPermissions,
  project_model_permissions: generateModelPermissions,
  project_rate_limits: generateRateLimits,
  project_roles: generateProjectRoles,
  project_service_accounts: generateServiceAccounts,
  project_service_tier_settings: generateServiceTiers,
  project_spend_alerts: generateProjectSpendAlerts,
  project_spend_limit: generateProjectSpendLimit,
  project_user_roles: generateProjectUserRoles,
  project_users: generateProjectUsers,
  projects: generateProjects,
  roles: generateRoles,
  spend_alerts: generateSpendAlerts,
  spend_limit: generateSpendLimit,
  user_roles: generateUserRoles,
  users: generateUsers,
  workload_identity_federation_rules: generateFederationRules,
  workload_identity_providers: generateIdentityProviders
};

// simulator/bucket-resources.ts
var PAGE_LIMITS = {
  "1d": { seconds: 86400, default: 7, most: 31 },
  "1h": { seconds: 3600, default: 24, most: 168 },
  "1m": { seconds: 60, default: 60, most: 1440 }
};
var PROJECT = { project_ids: "project_id" };
var PEOPLE = { ...PROJECT, user_ids: "user_id", api_key_ids: "api_key_id" };
var MODEL = { ...PEOPLE, models: "model" };
var BY_PEOPLE = ["project_id", "user_id", "api_key_id"];
var BY_MODEL = [...BY_PEOPLE, "model"];
function usage(name, metrics, dimensions, filters, furtherDimensions = []) {
  return { object: `organization.usage.${name}.result`, metrics, dimensions, furtherDimensions, filters };
}
var COSTS = {
  object: "organization.costs.result",
  metrics: ["amount", "quantity"],
  dimensions: ["project_id", "line_item", "api_key_id", "user_id"],
  furtherDimensions: ["api_source"],
  filters: { project_ids: "project_id", api_key_ids: "api_key_id", line_items: "line_item" }
};
var TOKENS = [
  "input_tokens",
  "input_cached_tokens",
  "input_cache_write_tokens",
  "input_uncached_tokens",
  "output_tokens",
  "input_text_tokens",
  "output_text_tokens",
  "input_audio_tokens",
  "output_audio_tokens",
  "num_model_requests"
];
var BUCKET_RESOURCES = {
  costs: COSTS,
  usage_audio_speeches: usage("audio_speeches", ["characters", "num_model_requests"], BY_MODEL, MODEL),
  usage_audio_transcriptions: usage("audio_transcriptions", ["seconds", "num_model_requests"], BY_MODEL, MODEL),
  usage_code_interpreter_sessions: usage("code_interpreter_sessions", ["num_sessions"], ["project_id"], PROJECT),
  usage_completions: usage(
    "completions",
    TOKENS,
    [...BY_MODEL, "batch", "service_tier"],
    { ...MODEL, batch: "batch" },
    ["api_source"]
  ),
  usage_decisions: usage("decisions", TOKENS, [...BY_MODEL, "batch", "service_tier", "api_source"], {
    ...MODEL,
    batch: "batch"
  }),
  usage_embeddings: usage("embeddings", ["input_tokens", "num_model_requests"], BY_MODEL, MODEL),
  usage_file_search_calls: usage("file_searches", ["num_requests"], [...BY_PEOPLE, "vector_store_id"], {
    ...PEOPLE,
    vector_store_ids: "vector_store_id"
  }),
  usage_images: usage("images", ["images", "num_model_requests"], [...BY_MODEL, "size", "source"], {
    ...MODEL,
    sizes: "size",
    sources: "source"
  }),
  usage_moderations: usage("moderations", ["input_tokens", "num_model_requests"], BY_MODEL, MODEL),
  usage_vector_stores: usage("vector_stores", ["usage_bytes"], ["project_id"], PROJECT),
  usage_web_search_calls: usage(
    "web_searches",
    ["num_model_requests", "num_requests"],
    [...BY_MODEL, "context_level"],
    {
      ...MODEL,
      context_levels: "context_level"
    },
    ["api_source"]
  )
};

// simulator/generate/usage.ts
var LINE_ITEMS = [
  ["gpt-5.1, input", "tokens"],
  ["gpt-5.1, output", "tokens"],
  ["text-embedding-3-small", "1000_tokens"],
  ['image models, "high" quality', "images"],
  ["code interpreter sessions", null]
];
var MODELS2 = {
  usage_audio_speeches: ["tts-1", "gpt-4o-mini-tts"],
  usage_audio_transcriptions: ["whisper-1", "gpt-4o-transcribe"],
  usage_completions: ["gpt-5.1", "gpt-5-mini", "gpt-4o-2024-08-06", "o4-mini"],
  usage_decisions: ["gpt-5.1"],
  usage_embeddings: ["text-embedding-3-small", "text-embedding-3-large"],
  usage_images: ["gpt-image-1", "dall-e-3"],
  usage_moderations: ["omni-moderation-latest"],
  usage_web_search_calls: ["gpt-5.1", "gpt-5-mini"]
};
function createUsageGenerator(world) {
  const first = Math.floor((world.start - world.size.days * DAY) / DAY) * DAY;
  const series = /* @__PURE__ */ new Map();
  function seriesOf(resource) {
    const known = series.get(resource) ?? makeSeries(world, resource);
    series.set(resource, known);
    return known;
  }
  return (resource, day) => {
    if (day < first || world.size.days === 0) return [];
    const random = randomFrom(hash(`${world.seed}/${resource}/${day}`));
    if (random.chance(0.1)) return [];
    const entries = [];
    for (const { dimensions, from, until } of seriesOf(resource)) {
      const count = random.integer(0, 3);
      for (let index = 0; index < count; index += 1) {
        const at = day + random.integer(0, DAY / 60 - 1) * 60 + random.integer(0, 59);
        const made = resource === "costs" ? costEntries(random, day, at, dimensions) : [usageEntry(resource, random, at, dimensions)];
        if (at >= from && at < until) entries.push(...made);
      }
    }
    return entries;
  };
}
function makeSeries(world, resource) {
  const random = randomFor(world, "series", resource);
  const all = [];
  for (const project of world.seeded("projects").entries()) {
    const keys = world.seeded("project_api_keys", project.id).entries().slice(0, Math.max(1, world.size.keysPerProject));
    const archived = project.row.archived_at;
    for (let index = 0; index < world.size.usageSeriesPerProject; index += 1) {
      const key = keys.length > 0 ? random.pick(keys) : void 0;
      const owner = key?.row.owner;
      all.push({
        dimensions: dimensionsOf(resource, random, project.id, key?.id, owner?.user),
        from: project.from,
        until: archived ?? project.changes?.[0]?.at ?? Infinity
      });
    }
  }
  return all;
}
function dimensionsOf(resource, random, projectId, keyId, user) {
  const [line_item, quantity_unit] = random.pick(LINE_ITEMS);
  const values = {
    project_id: projectId,
    user_id: user?.id ?? null,
    user_email: user?.email ?? null,
    api_key_id: keyId ?? null,
    model: random.pick(MODELS2[resource] ?? ["none"]),
    batch: random.chance(0.3),
    service_tier: random.pick(["default", "priority", null]),
    vector_store_id: `vs_${random.text(8)}`,
    size: random.pick(["1024x1024", "1792x1024"]),
    source: random.pick(["image.generation", "image.edit"]),
    context_level: random.pick(["low", "medium", "high"]),
    line_item,
    quantity_unit,
    // By a hash, so that all else stays what it was before there were sources.
    api_source: hash(`${resource}/${projectId}/${keyId}/${line_item}`) % 3 === 0 ? "agents_api" : "unlabeled"
  };
  const declared = BUCKET_RESOURCES[resource];
  const kept = resource === "costs" ? ["user_email", "quantity_unit"] : [];
  for (const name of Object.keys(values)) {
    const isKnown = declared?.dimensions.includes(name) || declared?.furtherDimensions?.includes(name);
    if (!kept.includes(name) && !isKnown) delete values[name];
  }
  return values;
}
function usageEntry(resource, random, at, dimensions) {
  const isByToken = resource === "usage_completions" || resource === "usage_decisions";
  const metrics = isByToken ? completionTokens(random) : plainMetrics(resource, random);
  const late = random.chance(0.05);
  return { at, visibleFrom: at + (late ? random.integer(DAY / 4, 2.5 * DAY) : 300), dimensions, metrics };
}
function plainMetrics(resource, random) {
  const metrics = {};
  for (const metric of BUCKET_RESOURCES[resource]?.metrics ?? []) {
    metrics[metric] = metric.startsWith("num_") || metric === "images" ? random.integer(1, 40) : random.integer(100, 9e4);
  }
  return metrics;
}
function completionTokens(random) {
  const input_tokens = random.integer(500, 9e4);
  const input_cached_tokens = random.chance(0.5) ? random.integer(0, Math.floor(input_tokens / 2)) : 0;
  const input_cache_write_tokens = random.chance(0.2) ? random.integer(0, Math.floor(input_tokens / 4)) : 0;
  const input_audio_tokens = random.chance(0.2) ? random.integer(0, Math.floor(input_tokens / 3)) : 0;
  const output_tokens = random.integer(50, 2e4);
  const output_audio_tokens = random.chance(0.2) ? random.integer(0, output_tokens) : 0;
  return {
    input_tokens,
    input_cached_tokens,
    input_cache_write_tokens,
    input_uncached_tokens: input_tokens - input_cached_tokens,
    output_tokens,
    input_text_tokens: input_tokens - input_audio_tokens,
    output_text_tokens: output_tokens - output_audio_tokens,
    input_audio_tokens,
    output_audio_tokens,
    num_model_requests: random.integer(1, 40)
  };
}
function costEntries(random, day, at, dimensions) {
  const amount = random.integer(1, 4e10);
  const cost = { at, visibleFrom: at + 900, dimensions, metrics: { amount, quantity: random.integer(1, 5e3) } };
  if (!random.chance(0.17)) return [cost];
  const correction = Math.round(amount * (random.next() * 0.6 - 0.3));
  const visibleFrom = day + DAY + random.integer(2 * DAY, 30 * DAY);
  return [cost, { at, visibleFrom, dimensions, metrics: { amount: correction, quantity: 0 } }];
}

// simulator/usage-ledger.ts
function createUsageLedger(generate) {
  const days = /* @__PURE__ */ new Map();
  let version = 0;
  function entriesOf(resource, day) {
    const key = `${resource}/${day}`;
    let entries = days.get(key);
    if (entries === void 0) {
      entries = generate(resource, day).sort((one2, other) => one2.at - other.at);
      days.set(key, entries);
    }
    return entries;
  }
  return {
    entries: entriesOf,
    add(resource, entry) {
      const entries = entriesOf(resource, Math.floor(entry.at / DAY) * DAY);
      entries.push({ visibleFrom: entry.at, ...entry });
      entries.sort((one2, other) => one2.at - other.at);
      version += 1;
    },
    change(resource, day, change) {
      const entries = entriesOf(resource, day);
      const changed2 = entries.map(change).filter((entry) => entry !== void 0);
      entries.splice(0, entries.length, ...changed2);
      version += 1;
    },
    version: () => version
  };
}

// simulator/organization.ts
function createOrganization(seed, size, start, quirks) {
  const lists = /* @__PURE__ */ new Map();
  const world = { seed, size, quirks, start, organizationId: "", seeded: (...name) => find(...name).seeded };
  world.organizationId = `org-${randomFor(world, "organization").text(24)}`;
  function find(resource, ...parents) {
    const name = [resource, ...parents].join("/");
    const known = lists.get(name);
    if (known !== void 0) return known;
    const generate = GENERATORS[resource];
    if (generate === void 0) throw new Error(`The organisation has no list named ${resource}.`);
    const collection = createCollection();
    generate(world, collection, randomFor(world, name), parents);
    const entries = collection.entries().map((entry) => ({ ...entry }));
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const made = { now: collection, seeded: { entries: () => entries, get: (id) => byId.get(id) } };
    lists.set(name, made);
    return made;
  }
  return {
    id: world.organizationId,
    name: `example-organization-${seed}`,
    list: (...name) => find(...name).now,
    events: createEventLog(start - size.days * DAY, createEventGenerator(world)),
    usage: createUsageLedger(createUsageGenerator(world))
  };
}

// simulator/rate-limit.ts
function durationText(milliseconds) {
  const whole = Math.max(0, Math.ceil(milliseconds));
  if (whole < 1e3) return `${whole}ms`;
  const seconds = whole / 1e3;
  const rest = Number((seconds % 60).toFixed(3));
  const minutes = Math.floor(seconds / 60) % 60;
  if (seconds < 60) return `${rest}s`;
  return seconds < 3600 ? `${minutes}m${rest}s` : `${Math.floor(seconds / 3600)}h${minutes}m${rest}s`;
}
function createRateLimit(limit, milliseconds) {
  if (limit === void 0) return () => ({ admitted: true, headers: headersOf(1e4, 9999, 6) });
  const { says = "both", kind = "bucket", requests } = limit;
  const counter = COUNTERS[kind](requests, limit.perSeconds * 1e3, milliseconds());
  const [hasHeaders, hasRetryAfter] = [
    says === "both" || says === "headers",
    says === "both" || says === "retry-after"
  ];
  return () => {
    const now = milliseconds();
    const admitted = counter.room(now).left >= 1;
    if (admitted) counter.take(now);
    const room = counter.room(now);
    const headers = hasHeaders ? headersOf(requests, Math.floor(room.left), room.untilFull) : {};
    if (admitted || !hasRetryAfter) return { admitted, headers };
    const wait = Math.ceil(room.untilNext);
    return {
      admitted,
      headers: { ...headers, "retry-after": String(Math.ceil(wait / 1e3)), "retry-after-ms": String(wait) }
    };
  };
}
var COUNTERS = {
  bucket(requests, length, start) {
    const perRequest = length / requests;
    let left = requests;
    let last = start;
    const fill = (now) => {
      left = Math.min(requests, left + (now - last) / perRequest);
      last = now;
    };
    return {
      room(now) {
        fill(now);
        return { left, untilNext: (1 - left) * perRequest, untilFull: (requests - left) * perRequest };
      },
      take(now) {
        fill(now);
        left -= 1;
      }
    };
  },
  window(requests, length, start) {
    let used = 0;
    let end = start + length;
    const turn = (now) => {
      if (now < end) return;
      used = 0;
      end += Math.ceil((now - end + 1) / length) * length;
    };
    return {
      room(now) {
        turn(now);
        return { left: requests - used, untilNext: end - now, untilFull: end - now };
      },
      take(now) {
        turn(now);
        used += 1;
      }
    };
  },
  sliding(requests, length) {
    const taken = [];
    const forget = (now) => {
      while (taken.length > 0 && taken[0] <= now - length) taken.shift();
    };
    return {
      room(now) {
        forget(now);
        const [oldest = now, newest = now] = [taken[0], taken.at(-1)];
        return {
          left: requests - taken.length,
          untilNext: oldest + length - now,
          untilFull: taken.length === 0 ? 0 : newest + length - now
        };
      },
      take(now) {
        taken.push(now);
      }
    };
  }
};
function headersOf(limit, remaining, resetMilliseconds) {
  return {
    "x-ratelimit-limit-requests": String(limit),
    "x-ratelimit-remaining-requests": String(remaining),
    "x-ratelimit-reset-requests": durationText(resetMilliseconds)
  };
}

// simulator/query.ts
function integerParameter(query, name) {
  const text = query.get(name);
  if (text === null || text === "") return void 0;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new Refusal(400, `Invalid type for '${name}': expected an integer, but got '${text}' instead.`, {
      param: name,
      code: "invalid_type"
    });
  }
  return Number(text);
}
function booleanParameter(query, name) {
  const text = query.get(name);
  if (text === null || text === "false") return false;
  if (text === "true") return true;
  throw new Refusal(400, `Invalid type for '${name}': expected a boolean, but got '${text}' instead.`, {
    param: name,
    code: "invalid_type"
  });
}
function arrayParameter(query, name, commas = false) {
  const values = [...query.getAll(name), ...query.getAll(`${name}[]`)];
  return commas ? values.flatMap((value) => value.split(",")).filter((value) => value !== "") : values;
}
function wordParameter(query, name, allowed, otherwise) {
  const text = query.get(name);
  if (text === null) return otherwise;
  const found = allowed.find((word2) => word2 === text);
  if (found !== void 0) return found;
  const choice = allowed.map((word2) => `'${word2}'`).join(", ");
  throw new Refusal(400, `Invalid value: '${text}'. Supported values are: ${choice}.`, {
    param: name,
    code: "invalid_value"
  });
}
function limitParameter(query, range2) {
  const limit = integerParameter(query, "limit") ?? range2.default;
  if (limit > range2.most) throw outside("above maximum", `<= ${range2.most}`, limit);
  if (limit < range2.least) throw outside("below minimum", `>= ${range2.least}`, limit);
  return limit;
}
function outside(side, bound, limit) {
  return new Refusal(
    400,
    `Invalid 'limit': integer ${side} value. Expected a value ${bound}, but got ${limit} instead.`
  );
}
function refuseUnknown(query, known) {
  const names = new Set(known);
  for (const name of query.keys()) {
    if (!names.has(name))
      throw new Refusal(400, `Unknown parameter: '${name}'.`, { param: name, code: "unknown_parameter" });
  }
}

// simulator/answers/audit-logs.ts
var FILTERS = ["project_ids[]", "event_types[]", "actor_ids[]", "actor_emails[]", "resource_ids[]"];
var BOUNDS = ["effective_at[gt]", "effective_at[gte]", "effective_at[lt]", "effective_at[lte]"];
var KNOWN = ["limit", "after", "before", "tenant_only", ...FILTERS, ...BOUNDS];
var answerAuditLogs = (scene, { query }) => {
  const logging = scene.options.auditLogging ?? "on";
  if (logging !== "on") throw new Refusal(logging.status, logging.message, { code: "audit_logs_disabled" });
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, KNOWN);
  const limit = limitParameter(query, { default: 20, least: 1, most: 100 });
  const tenant = booleanParameter(query, "tenant_only");
  if (tenant && scene.options.tenantEvents === "refused") {
    throw new Refusal(403, "Tenant-scoped audit logs are not available for this organization.", {
      param: "tenant_only"
    });
  }
  checkTypes(scene, query, tenant);
  const records = filtered(scene, query, tenant);
  const { low, high, least } = range(scene, records, query);
  const before = query.get("before");
  const start = before === null || before === "" ? Math.max(low, high - limit) : low;
  const end = before === null || before === "" ? high : Math.min(high, low + limit);
  return page(records, start, end, before === null || before === "" ? start > least : end < high);
};
var answerOneEvent = (scene, { values }) => {
  const id = values[0] ?? "";
  const now = scene.clock.now();
  scene.organization.events.records(now);
  const record = scene.organization.events.get(id);
  if (record === void 0 || record.visibleFrom > now || record.forgottenFrom <= now)
    throw noSuchObject("audit_logs", id);
  return eventJson(record);
};
function page(records, start, end, more) {
  const rows = [];
  for (let index = end - 1; index >= start; index -= 1) {
    const record = records[index];
    if (record !== void 0) rows.push(eventJson(record));
  }
  const first = end > start ? records[end - 1]?.id ?? null : null;
  const last = end > start ? records[start]?.id ?? null : null;
  const ids = `"first_id":${JSON.stringify(first)},"last_id":${JSON.stringify(last)}`;
  return `{"object":"list","data":[${rows.join(",")}],${ids},"has_more":${more}}`;
}
function range(scene, records, query) {
  const [gt, gte, lt, lte] = BOUNDS.map((name) => integerParameter(query, name));
  const from = Math.max(gt === void 0 ? -Infinity : gt + 1, gte ?? -Infinity);
  const to = Math.min(lt ?? Infinity, lte === void 0 ? Infinity : lte + 1);
  const least = from === -Infinity ? 0 : countBefore(records, { effectiveAt: from, id: "" });
  let low = least;
  let high = to === Infinity ? records.length : countBefore(records, { effectiveAt: to, id: "" });
  const after = query.get("after");
  const before = query.get("before");
  if (after !== null && after !== "") high = Math.min(high, countBefore(records, cursor(scene, "after", after)));
  if (before !== null && before !== "") {
    const place = cursor(scene, "before", before);
    const position = countBefore(records, place);
    low = Math.max(low, records[position]?.id === place.id ? position + 1 : position);
  }
  return { low, high: Math.max(low, high), least };
}
function cursor(scene, param, id) {
  const record = scene.organization.events.get(id);
  const now = scene.clock.now();
  if (record === void 0 || record.visibleFrom > now || record.forgottenFrom <= now) {
    throw new Refusal(400, `Invalid '${param}': no audit log with the id '${id}'.`, { param, code: "invalid_cursor" });
  }
  return record;
}
function checkTypes(scene, query, tenant) {
  const param = "event_types[]";
  const types = query.getAll(param);
  if (types.length === 0) return;
  const unknown = types.find((type) => !isDescribedType(type) && !scene.organization.events.hasType(type));
  if (unknown !== void 0)
    throw new Refusal(400, `Invalid value: '${unknown}' is not an event type.`, { param, code: "invalid_value" });
  const wrong = types.find((type) => isTenantType(type) !== tenant);
  if (wrong === void 0) return;
  const message = tenant ? `When 'tenant_only' is true, all event types must be tenant-scoped: '${wrong}' is not.` : `'${wrong}' is tenant-scoped: it requires 'tenant_only=true'.`;
  throw new Refusal(400, message, { param, code: "invalid_value" });
}
var remembered = /* @__PURE__ */ new WeakMap();
function filtered(scene, query, tenant) {
  const served = scene.organization.events.served(scene.clock.now(), tenant);
  const asked = FILTERS.map((name) => [name, query.getAll(name)]).filter(([, values]) => values.length > 0);
  if (asked.length === 0) return served;
  const lists = remembered.get(served) ?? /* @__PURE__ */ new Map();
  remembered.set(served, lists);
  const key = JSON.stringify(asked);
  const known = lists.get(key);
  if (known !== void 0) return known;
  const wanted = asked.map(([name, values]) => [name, new Set(values)]);
  const list2 = served.filter((record) => wanted.every(([name, values]) => matches2(record, name, values)));
  lists.set(key, list2);
  return list2;
}
function matches2(record, name, values) {
  if (name === "project_ids[]") return record.projectId !== void 0 && values.has(record.projectId);
  if (name === "event_types[]") return values.has(record.type);
  const row = JSON.parse(eventJson(record));
  const actor = row.actor;
  const users = [actor?.session?.user, actor?.api_key?.user, actor?.api_key?.service_account];
  if (name === "actor_emails[]") return users.some((user) => user?.email !== void 0 && values.has(user.email));
  if (name === "actor_ids[]")
    return [...users, actor?.api_key].some((user) => user?.id !== void 0 && values.has(user.id));
  const payload = row[record.type];
  return payload?.id !== void 0 && values.has(payload.id);
}

// simulator/aggregate.ts
function counts(entry, now, { filters }) {
  if (entry.visibleFrom > now) return false;
  for (const dimension in filters) {
    if (!filters[dimension]?.has(String(entry.dimensions[dimension]))) return false;
  }
  return true;
}
function sumEntries(entries, now, aggregation) {
  const groups = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    if (!counts(entry, now, aggregation)) continue;
    const key = JSON.stringify(aggregation.groupBy.map((dimension) => entry.dimensions[dimension] ?? null));
    let group = groups.get(key);
    if (group === void 0) {
      group = { dimensions: entry.dimensions, sums: {} };
      groups.set(key, group);
    }
    for (const metric in entry.metrics) group.sums[metric] = (group.sums[metric] ?? 0) + (entry.metrics[metric] ?? 0);
  }
  return [...groups.values()];
}
function resultJson(group, context) {
  return context.resource === COSTS ? costJson(group, context) : usageJson(group, context);
}
function usageJson({ dimensions, sums }, { resource, groupBy, quirks }) {
  const result = { object: resource.object };
  for (const metric of resource.metrics) result[metric] = sums[metric] ?? 0;
  for (const dimension of resource.dimensions) {
    const value = groupBy.includes(dimension) ? dimensions[dimension] ?? null : null;
    result[dimension] = dimension === "batch" && quirks.batchAsText && value !== null ? String(value) : value;
  }
  for (const dimension of resource.furtherDimensions ?? [])
    if (groupBy.includes(dimension)) result[dimension] = dimensions[dimension] ?? null;
  return JSON.stringify(result);
}
function costJson({ dimensions, sums }, { groupBy, bucketStart, quirks, organizationId }) {
  const grouped = (name) => JSON.stringify(groupBy.includes(name) ? dimensions[name] ?? null : null);
  const amount = decimal(sums.amount ?? 0);
  const coin2 = hash(`${bucketStart}/${groupBy.map((name) => dimensions[name]).join("/")}`) / 2 ** 32;
  const value = coin2 < quirks.stringAmounts ? `"${amount}"` : amount;
  const byItem = groupBy.includes("line_item");
  const fields = [
    `"object":"organization.costs.result"`,
    `"amount":{"value":${value},"currency":"usd"}`,
    `"line_item":${grouped("line_item")}`,
    `"project_id":${grouped("project_id")}`,
    `"api_key_id":${grouped("api_key_id")}`,
    `"quantity":${byItem ? sums.quantity ?? 0 : "null"}`,
    `"quantity_unit":${byItem ? JSON.stringify(dimensions.quantity_unit ?? null) : "null"}`
  ];
  if (groupBy.includes("user_id"))
    fields.push(`"user_id":${grouped("user_id")}`, `"user_email":${JSON.stringify(dimensions.user_email ?? null)}`);
  if (groupBy.includes("api_source")) fields.push(`"api_source":${grouped("api_source")}`);
  if (quirks.extraFields) fields.push(`"organization_id":"${organizationId}"`);
  return `{${fields.join(",")}}`;
}
function decimal(billionths) {
  const sign = billionths < 0 ? "-" : "";
  const digits = String(Math.abs(billionths)).padStart(10, "0");
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -9)}${fraction === "" ? "" : `.${fraction}`}`;
}

// simulator/answers/bucket-query.ts
function readBucketQuery(scene, question) {
  const { operation, query } = question;
  const resource = BUCKET_RESOURCES[operation.resource];
  if (resource === void 0) throw new Error(`${operation.resource} has no buckets.`);
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, knownParameters(resource));
  const costs = operation.resource === "costs";
  const width = wordParameter(query, "bucket_width", costs ? ["1d"] : ["1m", "1h", "1d"], "1d");
  const limits = PAGE_LIMITS[width];
  const asked = limitParameter(query, { default: limits.default, least: 1, most: costs ? 180 : limits.most });
  const groupBy = readGroupBy(resource, query);
  const { combinedCosts } = scene.quirks;
  if (costs && combinedCosts?.comesFirst) checkCombination(combinedCosts, { start: 0, end: Infinity }, groupBy, query);
  const { start, end } = readRange(scene, question);
  if (costs) checkCostsFloor(scene.quirks.costsFloor, start, groupBy);
  if (costs) checkCombination(combinedCosts, { start, end }, groupBy, query);
  const aligned = Math.floor(start / limits.seconds) * limits.seconds;
  return {
    resource,
    width,
    start: aligned,
    count: Math.ceil((end - aligned) / limits.seconds),
    limit: costs ? Math.min(asked, scene.quirks.costsPageSize) : asked,
    groupBy,
    filters: readFilters(resource, query)
  };
}
function knownParameters(resource) {
  const arrays = ["group_by", ...Object.keys(resource.filters)];
  return ["start_time", "end_time", "bucket_width", "limit", "page", ...arrays, ...arrays.map((name) => `${name}[]`)];
}
function readRange(scene, { operation, query }) {
  const now = scene.clock.now();
  const start = integerParameter(query, "start_time");
  if (start === void 0) throw new Refusal(400, "Missing required parameter: 'start_time'.");
  const end = integerParameter(query, "end_time") ?? now;
  const refused = { code: "invalid_request_error" };
  if (end > now)
    throw new Refusal(400, `'end_time' must not be in the future: the time is ${now}.`, {
      ...refused,
      param: "end_time"
    });
  if (start >= end)
    throw new Refusal(400, "'start_time' must be before 'end_time'.", { ...refused, param: "start_time" });
  checkHistory(scene, operation.resource, start);
  return { start, end };
}
function checkHistory(scene, resource, start) {
  const { historyDays } = scene.options;
  const days = typeof historyDays === "object" ? historyDays[resource] : historyDays;
  if (days === void 0) return;
  const earliest = Math.floor(scene.clock.now() / DAY - days) * DAY;
  if (start >= earliest) return;
  const period = days === 365 ? "year" : `${days} days`;
  const date = new Date(earliest * 1e3).toISOString().slice(0, 10);
  const message = scene.quirks.lookbackNamesDate ? `Usage and cost data are available for the past ${period}. Earliest supported start date: ${date} (UTC).` : "The requested time range exceeds the reporting lookback window.";
  throw new Refusal(400, message, { param: "start_time", code: "reporting_lookback_exceeded" });
}
function readGroupBy(resource, query) {
  const groupBy = [...new Set(arrayParameter(query, "group_by", true))];
  const known = [...resource.dimensions, ...resource.furtherDimensions ?? []];
  const wrong = groupBy.find((dimension) => !known.includes(dimension));
  if (wrong === void 0) return groupBy;
  const choice = known.map((dimension) => `'${dimension}'`).join(", ");
  throw new Refusal(400, `Invalid value: '${wrong}'. Supported values are: ${choice}.`, {
    param: "group_by",
    code: "invalid_value"
  });
}
function checkCostsFloor(floor, start, groupBy) {
  if (start >= floor) return;
  const refused = groupBy.includes("api_key_id") || groupBy.includes("user_id") && groupBy.length > 1;
  if (!refused) return;
  const message = `'start_time' must be greater than or equal to ${floor} when grouping by ${groupBy.join(", ")}.`;
  throw new Refusal(400, message, { param: "start_time", code: "invalid_request_error" });
}
function checkCombination(refusal, { start, end }, groupBy, query) {
  const project = groupBy.includes("project_id") ? "'group_by' of 'project_id'" : arrayParameter(query, "project_ids").length > 0 && "'project_ids'";
  if (refusal === void 0 || !groupBy.includes("user_id") || !project) return;
  const [from, to] = refusal.within ?? [-Infinity, Infinity];
  if (end <= from || start >= to || end - start <= (refusal.beyondDays ?? 0) * DAY) return;
  if (refusal.says === "nothing") throw new Refusal(400, "Bad request.");
  if (refusal.says === "words")
    throw new Refusal(400, "This combination is not supported for your organization and the requested time range.");
  const message = `'group_by' of 'user_id' cannot be combined with ${project} for the requested time range.`;
  throw new Refusal(400, message, { param: "group_by", code: "invalid_request_error" });
}
function readFilters(resource, query) {
  const filters = {};
  for (const [parameter, dimension] of Object.entries(resource.filters)) {
    const values = arrayParameter(query, parameter);
    if (values.length > 0) filters[dimension] = new Set(values);
  }
  return filters;
}

// simulator/answers/buckets.ts
var TRAILING_PAGES = 5;
var answerBuckets = (scene, question) => {
  const asked = readBucketQuery(scene, question);
  const print = fingerprint(question);
  const offset = readToken(question.query.get("page"), print);
  const seconds = PAGE_LIMITS[asked.width].seconds;
  const texts = bucketTexts(scene, question, asked);
  const buckets2 = [];
  for (let index = offset; index < Math.min(offset + asked.limit, asked.count); index += 1) {
    const start = asked.start + index * seconds;
    const results = texts(start);
    buckets2.push(`{"object":"bucket","start_time":${start},"end_time":${start + seconds},"results":[${results}]}`);
  }
  const next = offset + asked.limit;
  const extra = trailingPages(scene, print) * asked.limit;
  const more = next < asked.count || next < asked.count + extra;
  return `{"object":"page","data":[${buckets2.join(",")}],"has_more":${more},"next_page":${more ? `"${makeToken(print, next)}"` : "null"}}`;
};
function trailingPages(scene, print) {
  const { trailingEmptyPages } = scene.quirks;
  if (trailingEmptyPages === "never") return 0;
  return trailingEmptyPages === "always" || hash(print) % 4 === 0 ? TRAILING_PAGES : 0;
}
function fingerprint({ operation, query }) {
  const asked = [...query].filter(([name]) => name !== "page").map(([name, value]) => `${name}=${value}`);
  return `${operation.path}?${asked.sort().join("&")}`;
}
function makeToken(print, offset) {
  return `page_${Buffer.from(JSON.stringify([hash(print), offset])).toString("base64url")}`;
}
function readToken(token, print) {
  if (token === null || token === "") return 0;
  try {
    const [bound, offset] = JSON.parse(Buffer.from(token.slice(5), "base64url").toString());
    if (bound === hash(print)) return offset;
  } catch {
  }
  throw new Refusal(400, "Invalid 'page': the cursor does not belong to this query.", {
    param: "page",
    code: "invalid_page"
  });
}
var remembered2 = /* @__PURE__ */ new WeakMap();
function bucketTexts(scene, { operation }, asked) {
  const { usage: usage2, id } = scene.organization;
  const now = scene.clock.now();
  const key = `${now}/${usage2.version()}`;
  let memory = remembered2.get(usage2);
  if (memory?.key !== key) {
    memory = { key, bySum: /* @__PURE__ */ new Map() };
    remembered2.set(usage2, memory);
  }
  const filters = Object.entries(asked.filters).map(([name, values]) => [name, ...values]);
  const sum = JSON.stringify([operation.resource, asked.width, asked.groupBy, filters]);
  const texts = memory.bySum.get(sum) ?? /* @__PURE__ */ new Map();
  memory.bySum.set(sum, texts);
  const seconds = PAGE_LIMITS[asked.width].seconds;
  return (start) => {
    const known = texts.get(start);
    if (known !== void 0) return known;
    const entries = usage2.entries(operation.resource, Math.floor(start / DAY) * DAY);
    const groups = sumEntries(within(entries, start, start + seconds), now, asked);
    const context = { ...asked, bucketStart: start, quirks: scene.quirks, organizationId: id };
    const text = groups.map((group) => resultJson(group, context)).join(",");
    texts.set(start, text);
    return text;
  };
}
function within(entries, from, to) {
  return entries.slice(countBefore2(entries, from), countBefore2(entries, to));
}
function countBefore2(entries, at) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = low + high >>> 1;
    if ((entries[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

// simulator/answers/list.ts
var ACCESS = ["membership", "active", "inactive", "any"];
var answerList = (scene, question) => {
  const { operation, query, values } = question;
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, knownParameters2(operation));
  const limit = limitParameter(query, operation.limit ?? { default: 20, least: 1, most: 100 });
  const order = wordParameter(query, "order", ["asc", "desc"], operation.order ?? "asc");
  const view = scene.organization.list(operation.list, ...values).view(scene.clock.now());
  const shown2 = shownPositions(view, question, order);
  const { start, end, more } = slice(shown2, view, query, limit);
  const page2 = shown2.positions.slice(start, end);
  const rows = page2.map((position) => view.json[position]).join(",");
  return envelope(scene, operation, rows, {
    first: idAt(view, page2[0]),
    last: idAt(view, page2.at(-1)),
    more
  });
};
function knownParameters2(operation) {
  return ["limit", "after", ...operation.order === void 0 ? [] : ["order"], ...operation.parameters];
}
function idAt(view, position) {
  return position === void 0 ? null : view.entries[position]?.id ?? null;
}
var remembered3 = /* @__PURE__ */ new WeakMap();
function shownPositions(view, { operation, query }, order) {
  const known = remembered3.get(view) ?? /* @__PURE__ */ new Map();
  remembered3.set(view, known);
  const filters = operation.parameters.map((name2) => query.getAll(name2));
  const name = JSON.stringify([operation.resource, order, filters]);
  let shown2 = known.get(name);
  if (shown2 === void 0) {
    const positions = filteredPositions(view, filterOf(operation, query));
    if (order === "desc") positions.reverse();
    shown2 = { positions, places: new Map(positions.map((position, place) => [position, place])) };
    known.set(name, shown2);
  }
  return shown2;
}
function filteredPositions(view, keep) {
  const positions = [];
  for (let position = 0; position < view.entries.length; position += 1) {
    const entry = view.entries[position];
    const row = view.rows[position];
    if (entry !== void 0 && row !== void 0 && keep(entry, row)) positions.push(position);
  }
  return positions;
}
function filterOf(operation, query) {
  if (operation.resource === "projects") {
    const archived = booleanParameter(query, "include_archived");
    return (_entry, row) => archived || row.status !== "archived";
  }
  if (operation.resource === "project_api_keys") {
    const access = wordParameter(query, "owner_project_access", ACCESS, "membership");
    if (access === "any") return () => true;
    if (access === "membership")
      return (entry, row) => entry.hidden !== true && row.owner_project_access !== "inactive";
    return (_entry, row) => row.owner_project_access === access;
  }
  const emails = new Set(arrayParameter(query, "emails"));
  return (_entry, row) => emails.size === 0 || emails.has(String(row.email));
}
function slice(shown2, view, query, limit) {
  const after = query.get("after");
  const before = query.get("before");
  if (before !== null && before !== "") {
    const end2 = placeOf(shown2, view, "before", before);
    const start2 = Math.max(0, end2 - limit);
    return { start: start2, end: end2, more: start2 > 0 };
  }
  const start = after === null || after === "" ? 0 : placeOf(shown2, view, "after", after) + 1;
  const end = Math.min(start + limit, shown2.positions.length);
  return { start, end, more: end < shown2.positions.length };
}
function placeOf(shown2, view, param, cursor2) {
  const position = view.position.get(decodeCursor(cursor2));
  const place = position === void 0 ? void 0 : shown2.places.get(position);
  if (place === void 0)
    throw new Refusal(400, `Invalid '${param}': no object with the cursor '${cursor2}'.`, {
      param,
      code: "invalid_cursor"
    });
  return place;
}
var CURSOR = "cursor_";
function encodeCursor(id) {
  return CURSOR + Buffer.from(id).toString("base64url");
}
function decodeCursor(cursor2) {
  return cursor2.startsWith(CURSOR) ? Buffer.from(cursor2.slice(CURSOR.length), "base64url").toString() : cursor2;
}
function envelope(scene, operation, rows, page2) {
  if (operation.cursor === "next") {
    const next = page2.more && page2.last !== null ? JSON.stringify(encodeCursor(page2.last)) : "null";
    return `{"object":"list","data":[${rows}],"has_more":${page2.more},"next":${next}}`;
  }
  const ids = scene.quirks.listsWithoutLastId.includes(operation.resource) ? "" : `"first_id":${JSON.stringify(page2.first)},"last_id":${JSON.stringify(page2.last)},`;
  return `{"object":"list","data":[${rows}],${ids}"has_more":${page2.more}}`;
}

// simulator/answers/object.ts
var answerObject = (scene, { operation, query, values }) => {
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, operation.parameters);
  const setting2 = operation.idParameter === void 0;
  const parents = setting2 ? values : values.slice(0, -1);
  const id = setting2 ? "" : values.at(-1) ?? "";
  const view = scene.organization.list(operation.list, ...parents).view(scene.clock.now());
  const position = view.position.get(id);
  const entry = position === void 0 ? void 0 : view.entries[position];
  const row = position === void 0 ? void 0 : view.rows[position];
  if (position === void 0 || entry === void 0 || row === void 0) {
    throw setting2 ? new Refusal(404, `No ${operation.resource.replaceAll("_", " ")} is set.`, { code: "not_found" }) : noSuchObject(operation.list, id);
  }
  if (operation.resource === "project_group") checkGroupType(query, row, id);
  const extra = operation.resource === "certificate" ? certificateContent(query, row) : entry.detail;
  return extra === void 0 ? view.json[position] ?? "" : JSON.stringify({ ...row, ...extra });
};
function checkGroupType(query, row, id) {
  if (wordParameter(query, "group_type", ["group", "tenant_group"], "group") !== row.group_type)
    throw noSuchObject("project_groups", id);
}
function certificateContent(query, row) {
  if (!arrayParameter(query, "include").includes("content")) return void 0;
  const details = row.certificate_details;
  return {
    certificate_details: { ...details, content: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n" }
  };
}

// simulator/operations.ts
var MANAGEMENT = "api.management.read";
var ORGANIZATION = "/organization";
var PROJECT2 = "/organization/projects/{project_id}";
var ACCESS2 = "/projects/{project_id}";
var UP_TO_100 = { default: 20, least: 1, most: 100 };
var UP_TO_1000 = { default: 100, least: 0, most: 1e3 };
function list(resource, path, parents, extra = {}) {
  const common = { scope: MANAGEMENT, list: resource, limit: UP_TO_100, cursor: "last_id", parameters: [] };
  return { ...common, ...extra, resource, path, kind: "list", parents };
}
function one(resource, path, parents, of, extra = {}) {
  const idParameter = path.slice(path.lastIndexOf("{") + 1, -1);
  return {
    scope: MANAGEMENT,
    parameters: [],
    ...extra,
    resource,
    path,
    kind: "object",
    parents,
    list: of,
    idParameter
  };
}
function setting(resource, path, parents) {
  return { resource, path, kind: "object", scope: MANAGEMENT, parents, list: resource, parameters: [] };
}
function pair(plural, singular, path, id, parents, extra = {}) {
  const detail = `${path}/{${id}}`;
  return [list(plural, path, parents, extra), one(singular, detail, parents, plural)];
}
var NEXT = { cursor: "next", limit: UP_TO_1000, order: "asc" };
var ALERTS = { limit: { default: 20, least: 0, most: 100 }, order: "asc", parameters: ["before"] };
var NEWEST_FIRST = { order: "desc" };
function buckets(resource, path) {
  return { resource, path, kind: "buckets", scope: "api.usage.read", parents: [], list: resource, parameters: [] };
}
var USAGE = [
  "audio_speeches",
  "audio_transcriptions",
  "code_interpreter_sessions",
  "completions",
  "embeddings",
  "file_search_calls",
  "images",
  "moderations",
  "vector_stores",
  "web_search_calls"
];
var OPERATIONS = [
  ...pair("admin_api_keys", "admin_api_key", `${ORGANIZATION}/admin_api_keys`, "key_id", [], { order: "asc" }),
  {
    resource: "audit_logs",
    path: `${ORGANIZATION}/audit_logs`,
    kind: "events",
    scope: "api.audit_logs.read",
    parents: [],
    list: "audit_logs",
    cursor: "last_id",
    limit: UP_TO_100,
    parameters: []
  },
  list("certificates", `${ORGANIZATION}/certificates`, [], NEWEST_FIRST),
  one("certificate", `${ORGANIZATION}/certificates/{certificate_id}`, [], "certificates", {
    parameters: ["include", "include[]"]
  }),
  buckets("costs", `${ORGANIZATION}/costs`),
  setting("data_retention", `${ORGANIZATION}/data_retention`, []),
  ...pair("groups", "group", `${ORGANIZATION}/groups`, "group_id", [], NEXT),
  ...pair("group_roles", "group_role", `${ORGANIZATION}/groups/{group_id}/roles`, "role_id", ["groups"], NEXT),
  ...pair("group_users", "group_user", `${ORGANIZATION}/groups/{group_id}/users`, "user_id", ["groups"], {
    ...NEXT,
    order: "desc"
  }),
  ...pair("invites", "invite", `${ORGANIZATION}/invites`, "invite_id", []),
  ...pair("projects", "project", `${ORGANIZATION}/projects`, "project_id", [], { parameters: ["include_archived"] }),
  ...pair("project_api_keys", "project_api_key", `${PROJECT2}/api_keys`, "api_key_id", ["projects"], {
    parameters: ["owner_project_access"]
  }),
  list("project_certificates", `${PROJECT2}/certificates`, ["projects"], NEWEST_FIRST),
  setting("project_data_retention", `${PROJECT2}/data_retention`, ["projects"]),
  list("project_groups", `${PROJECT2}/groups`, ["projects"], { ...NEXT, limit: { default: 20, least: 0, most: 100 } }),
  one("project_group", `${PROJECT2}/groups/{group_id}`, ["projects"], "project_groups", { parameters: ["group_type"] }),
  setting("project_hosted_tool_permissions", `${PROJECT2}/hosted_tool_permissions`, ["projects"]),
  setting("project_model_permissions", `${PROJECT2}/model_permissions`, ["projects"]),
  list("project_rate_limits", `${PROJECT2}/rate_limits`, ["projects"], {
    limit: { default: 100, least: 1, most: 100 },
    parameters: ["before"]
  }),
  ...pair("project_service_accounts", "project_service_account", `${PROJECT2}/service_accounts`, "service_account_id", [
    "projects"
  ]),
  ...pair("project_spend_alerts", "project_spend_alert", `${PROJECT2}/spend_alerts`, "alert_id", ["projects"], ALERTS),
  ...pair("project_users", "project_user", `${PROJECT2}/users`, "user_id", ["projects"]),
  ...pair("roles", "role", `${ORGANIZATION}/roles`, "role_id", [], {
    ...NEXT,
    limit: { ...UP_TO_1000, default: 1e3 }
  }),
  ...pair("spend_alerts", "spend_alert", `${ORGANIZATION}/spend_alerts`, "alert_id", [], ALERTS),
  ...USAGE.map((name) => buckets(`usage_${name}`, `${ORGANIZATION}/usage/${name}`)),
  ...pair("users", "user", `${ORGANIZATION}/users`, "user_id", [], { parameters: ["emails", "emails[]"] }),
  ...pair("user_roles", "user_role", `${ORGANIZATION}/users/{user_id}/roles`, "role_id", ["users"], NEXT),
  ...pair(
    "project_group_roles",
    "project_group_role",
    `${ACCESS2}/groups/{group_id}/roles`,
    "role_id",
    ["projects", "project_groups"],
    NEXT
  ),
  ...pair("project_roles", "project_role", `${ACCESS2}/roles`, "role_id", ["projects"], {
    ...NEXT,
    limit: { ...UP_TO_1000, default: 1e3 }
  }),
  ...pair(
    "project_user_roles",
    "project_user_role",
    `${ACCESS2}/users/{user_id}/roles`,
    "role_id",
    ["projects", "project_users"],
    NEXT
  ),
  setting("spend_limit", `${ORGANIZATION}/spend_limit`, []),
  setting("project_spend_limit", `${PROJECT2}/spend_limit`, ["projects"])
];
function undescribedOperations(options) {
  const operations = [];
  if (options.membersPath === true) operations.push(list("users", `${ORGANIZATION}/members`, []));
  if (options.auditLogDetail === true) {
    const detail = one("audit_log", `${ORGANIZATION}/audit_logs/{log_id}`, [], "audit_logs");
    operations.push({ ...detail, kind: "event", scope: "api.audit_logs.read" });
  }
  return operations;
}

// simulator/newer-operations.ts
var PROVIDERS = "/organization/workload_identity_providers";
var ENTRIES = { limit: { default: 20, least: 1, most: 100 }, order: "desc" };
var NEWER_OPERATIONS = [
  ...pair("external_keys", "external_key", "/organization/external_keys", "external_key_id", [], {
    ...ENTRIES,
    limit: { default: 20, least: 0, most: 100 },
    parameters: ["purpose"]
  }),
  ...pair(
    "external_storage",
    "external_storage_configuration",
    "/organization/external_storage",
    "external_storage_id",
    [],
    { ...ENTRIES, parameters: ["project_id"] }
  ),
  ...pair(
    "workload_identity_providers",
    "workload_identity_provider",
    PROVIDERS,
    "workload_identity_provider_id",
    [],
    ENTRIES
  ),
  ...pair(
    "workload_identity_federation_rules",
    "workload_identity_federation_rule",
    `${PROVIDERS}/{workload_identity_provider_id}/federation_rules`,
    "workload_identity_federation_rule_id",
    ["workload_identity_providers"],
    { ...ENTRIES, parameters: ["service_account_id"] }
  ),
  setting("project_service_tier_settings", "/organization/projects/{project_id}/service_tier_settings", ["projects"]),
  buckets("usage_decisions", "/organization/usage/decisions"),
  list(
    "checkpoint_permissions",
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
    ["checkpoints"],
    {
      limit: { default: 10, least: 1, most: 100 },
      parameters: ["project_id"]
    }
  )
];
var ALL_OPERATIONS = [...OPERATIONS, ...NEWER_OPERATIONS];

// simulator/routes.ts
function createRoutes(operations) {
  const root = { fixed: /* @__PURE__ */ new Map() };
  for (const operation of operations) {
    let branch = root;
    for (const segment of segmentsOf(operation.path)) branch = grow(branch, segment);
    branch.operation = operation;
  }
  return (path) => {
    const values = [];
    let branch = root;
    for (const segment of segmentsOf(path)) {
      const next = branch.fixed.get(segment);
      if (next === void 0) values.push(decode(segment));
      branch = next ?? branch.any;
      if (branch === void 0) return void 0;
    }
    return branch.operation === void 0 ? void 0 : { operation: branch.operation, values };
  };
}
function grow(branch, segment) {
  if (segment.startsWith("{")) {
    branch.any ??= { fixed: /* @__PURE__ */ new Map() };
    return branch.any;
  }
  const next = branch.fixed.get(segment) ?? { fixed: /* @__PURE__ */ new Map() };
  branch.fixed.set(segment, next);
  return next;
}
function segmentsOf(path) {
  return path.split("/").slice(1);
}
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

// simulator/respond.ts
var ANSWERS = {
  list: answerList,
  object: answerObject,
  events: answerAuditLogs,
  event: answerOneEvent,
  buckets: answerBuckets
};
function createResponder(scene, keys, customAnswers) {
  const findRoute = createRoutes([...ALL_OPERATIONS, ...undescribedOperations(scene.options)]);
  function answer(request, url, rights) {
    const path = url.pathname.startsWith("/v1/") ? url.pathname.slice(3) : "";
    const custom = customAnswers.get(path);
    if (custom !== void 0) {
      const body = custom(url.searchParams);
      return typeof body === "string" ? body : JSON.stringify(body);
    }
    const route = findRoute(path);
    if (route === void 0 || request.method !== "GET") throw noSuchPath(request.method ?? "GET", url.pathname);
    const { operation, values } = route;
    authorize(rights, operation);
    checkParents(scene, operation, values);
    return ANSWERS[operation.kind](scene, { operation, values, query: url.searchParams });
  }
  return (request, url) => {
    const headers = { "openai-organization": scene.organization.name };
    try {
      const rights = identify(keys, request.headers.authorization);
      if (rights.organization !== void 0) headers["openai-organization"] = rights.organization;
      checkHeaders(scene, request);
      return { status: 200, body: answer(request, url, rights), headers };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 401) delete headers["openai-organization"];
      const body = errorBody(error.status, error.message, error.param, error.code);
      return { status: error.status, body, headers: { ...headers, ...error.headers } };
    }
  };
}
function checkHeaders(scene, request) {
  const { organization, clock } = scene;
  const wanted = request.headers["openai-organization"];
  if (wanted !== void 0 && wanted !== organization.id && wanted !== organization.name) {
    const message = "OpenAI-Organization header should match organization for API key";
    throw new Refusal(401, message, { code: "mismatched_organization" });
  }
  const project = request.headers["openai-project"];
  if (project !== void 0 && !organization.list("projects").view(clock.now()).position.has(String(project))) {
    throw new Refusal(401, "OpenAI-Project header should match project for API key", { code: "mismatched_project" });
  }
}
function checkParents(scene, operation, values) {
  operation.parents.forEach((list2, index) => {
    const id = values[index] ?? "";
    const view = scene.organization.list(list2, ...values.slice(0, index)).view(scene.clock.now());
    const position = view.position.get(id);
    if (position === void 0) throw noSuchObject(list2, id);
    if (list2 === "projects" && view.rows[position]?.status === "archived") {
      const status = operation.path.startsWith("/projects/") ? 403 : 400;
      throw new Refusal(status, `Project '${id}' is archived.`, { code: "project_archived" });
    }
  });
}

// simulator/send.ts
function send(response, reply) {
  const body = bytesOf(reply.body);
  response.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  response.end(body);
}
function changed(handle, path, query, reply) {
  const { change } = handle.fault;
  if (!change) throw new Error('A fault of kind "change" needs a function');
  const page2 = handle.pageOf(path, query);
  const made = change({ path, query, page: page2, status: reply.status, body: JSON.parse(String(reply.body)) });
  const { body = reply.body } = made;
  return {
    status: made.status ?? reply.status,
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    headers: { ...reply.headers, ...made.headers }
  };
}
function bytesOf(body) {
  return typeof body === "string" ? Buffer.from(body) : body;
}
function spoil({ fault }, reply) {
  if (fault.kind !== "status" && fault.kind !== "body") return reply;
  const status = fault.kind === "body" ? 200 : fault.status ?? 500;
  const given = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body);
  const body = given ?? (fault.kind === "body" ? "<html>Bad gateway" : errorBody(status, `The fault asked for: ${status}.`));
  return { status, body, headers: { ...reply.headers, ...fault.headers } };
}
function sendThrough(handle, request, response, reply) {
  const { kind } = handle.fault;
  if (kind === "reset") request.socket.resetAndDestroy();
  else if (kind === "cut") cut(handle, response, reply);
  else if (kind === "slow") hold(handle, response, reply);
  else send(response, spoil(handle, reply));
}
function halves(whole) {
  const body = bytesOf(whole);
  const middle = body.length >>> 1;
  return [body.subarray(0, middle), body.subarray(middle)];
}
function cut({ fault }, response, reply) {
  const [first, rest] = halves(reply.body);
  if (fault.framing === "close") {
    response.removeHeader("transfer-encoding");
    response.useChunkedEncodingByDefault = false;
    response.writeHead(reply.status, { ...reply.headers, connection: "close" });
    response.end(first);
    return;
  }
  const length = fault.framing === "chunked" ? {} : { "content-length": first.length + rest.length };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.write(first, () => response.destroy());
}
function hold(handle, response, reply) {
  const [first, rest] = halves(reply.body);
  response.writeHead(reply.status, { ...reply.headers, "content-length": first.length + rest.length });
  response.write(first);
  const finish = () => {
    clearTimeout(timer);
    if (!response.writableEnded) response.end(rest);
  };
  const { milliseconds } = handle.fault;
  const timer = milliseconds === void 0 ? void 0 : setTimeout(finish, milliseconds);
  response.once("close", () => clearTimeout(timer));
  void handle.released().then(finish);
}

// simulator/truth.ts
function createTruth(organization, clock, quirks) {
  function events(from, to, { at = clock.now(), tenant, remembered: remembered4 = false } = {}) {
    return organization.events.records(at).filter((event) => event.effectiveAt >= from && event.effectiveAt < to && event.visibleFrom <= at).filter((event) => (tenant ?? event.tenant) === event.tenant && (remembered4 || event.forgottenFrom > at)).sort(compareEvents).map(eventJson);
  }
  function buckets2(resource, from, to, options = {}) {
    const { at = clock.now(), width = "1d", groupBy = [], filters = {} } = options;
    const declared = BUCKET_RESOURCES[resource];
    if (declared === void 0) throw new Error(`${resource} has no buckets.`);
    const seconds = PAGE_LIMITS[width].seconds;
    const entries = usageBetween(organization, resource, from, to).filter(
      (entry) => entry.visibleFrom <= at && Object.entries(filters).every(([dimension, values]) => values.includes(String(entry.dimensions[dimension])))
    );
    const groups = /* @__PURE__ */ new Map();
    for (const entry of entries) {
      const start = entry.at - entry.at % seconds;
      const name = [start, ...groupBy.map((dimension) => JSON.stringify(entry.dimensions[dimension] ?? null))].join(
        "|"
      );
      const group = groups.get(name) ?? { start, dimensions: entry.dimensions, sums: {} };
      for (const [metric, value] of Object.entries(entry.metrics))
        group.sums[metric] = (group.sums[metric] ?? 0) + value;
      groups.set(name, group);
    }
    const context = { resource: declared, groupBy, quirks, organizationId: organization.id };
    const rows = [...groups.values()].map((group) => ({
      start: group.start,
      text: `{"start_time":${group.start},"end_time":${group.start + seconds},${resultJson(group, { ...context, bucketStart: group.start }).slice(1)}`
    }));
    return rows.sort((one2, other) => one2.start - other.start || compareText(one2.text, other.text)).map(({ text }) => text);
  }
  function snapshot(resource, { at = clock.now() } = {}) {
    const operation = snapshotOperation(resource);
    const names = placeholdersOf(operation);
    const rows = [];
    for (const parents of parentsOf(organization, operation, at)) {
      const ids = Object.fromEntries(parents.map((id, index) => [names[index], id]));
      for (const { id, row, detail } of shown(organization, operation, parents, at)) {
        const lacking = Object.fromEntries(Object.entries(ids).filter(([name]) => !(name in row)));
        const text = JSON.stringify({ ...lacking, ...row, ...operation.kind === "object" ? detail : {} });
        rows.push({ place: [...parents, id].join("\0"), text });
      }
    }
    return rows.sort((one2, other) => compareText(one2.place, other.place)).map(({ text }) => text);
  }
  function reads(resource, { at = clock.now() } = {}) {
    const operation = ALL_OPERATIONS.find((candidate) => candidate.resource === resource);
    if (operation === void 0) throw new Error(`No operation is named ${resource}.`);
    const names = placeholdersOf(operation);
    return parentsOf(organization, operation, at).flatMap((parents) => {
      const last = operation.idParameter === void 0 ? [[]] : shown(organization, operation, parents, at).map(({ id }) => [id]);
      return last.map((id) => {
        const ids = Object.fromEntries([...parents, ...id].map((value, index) => [names[index] ?? "", value]));
        return { ids, path: operation.path.replace(/\{(\w+)\}/g, (_all, name) => encodeURIComponent(ids[name] ?? "")) };
      });
    });
  }
  return { events, buckets: buckets2, snapshot, reads };
}
function placeholdersOf({ path }) {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}
function snapshotOperation(resource) {
  const operation = ALL_OPERATIONS.find((candidate) => candidate.resource === resource);
  if (operation?.kind === "list" || operation?.kind === "object") return operation;
  throw new Error(`${resource} is no snapshot.`);
}
function compareText(one2, other) {
  return one2 < other ? -1 : one2 > other ? 1 : 0;
}
function usageBetween(organization, resource, from, to) {
  const entries = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY)
    entries.push(...organization.usage.entries(resource, day));
  return entries.filter((entry) => entry.at >= from && entry.at < to);
}
function shown(organization, operation, parents, at) {
  return organization.list(operation.list, ...parents).entries().filter((entry) => entry.from <= at && at < (entry.until ?? Infinity)).map((entry) => ({
    id: entry.id,
    row: rowAt(entry, at),
    ...entry.detail === void 0 ? {} : { detail: entry.detail }
  }));
}
function parentsOf(organization, { parents }, at) {
  let combinations = [[]];
  for (const list2 of parents) {
    combinations = combinations.flatMap(
      (ids) => organization.list(list2, ...ids).entries().filter((entry) => entry.from <= at && at < (entry.until ?? Infinity)).filter((entry) => list2 !== "projects" || rowAt(entry, at).status !== "archived").map((entry) => [...ids, entry.id])
    );
  }
  return combinations;
}

// simulator/server.ts
async function startSimulator(options = {}) {
  const clock = createClock(options.now ?? DEFAULT_NOW);
  const quirks = { ...DEFAULT_QUIRKS, ...options.quirks };
  const organization = createOrganization(options.seed ?? 1, completeSize(options.size), clock.now(), quirks);
  const scene = { organization, clock, quirks, options };
  const keys = /* @__PURE__ */ new Map([[ADMIN_KEY, {}]]);
  const customAnswers = /* @__PURE__ */ new Map();
  const faults = createFaults();
  const requests = [];
  const respond = createResponder(scene, keys, customAnswers);
  const admit = createRateLimit(options.rateLimit, options.monotonicMilliseconds ?? (() => performance.now()));
  function reply(request, url, requestId) {
    const { admitted, headers } = admit();
    const refusal = {
      status: 429,
      body: errorBody(429, "Rate limit reached for requests.", null, "rate_limit_exceeded"),
      headers: {}
    };
    const made = admitted ? respond(request, url) : refusal;
    const common = {
      "content-type": "application/json",
      date: new Date(clock.now() * 1e3).toUTCString(),
      "x-request-id": requestId,
      "openai-version": "2020-10-01",
      ...headers
    };
    return {
      ...made,
      body: options.pretty ? indentJson(String(made.body)) : made.body,
      headers: { ...common, ...made.headers }
    };
  }
  function handle(request, response) {
    const target = request.url ?? "/";
    const url = new URL(target.startsWith("/") ? `http://simulator${target}` : "http://simulator/");
    const record = {
      method: request.method ?? "",
      path: url.pathname.replace(/^\/v1(?=\/)/, ""),
      query: url.search.slice(1),
      headers: request.headers,
      status: 0,
      requestId: `req_${String(requests.length + 1).padStart(12, "0")}`
    };
    requests.push(record);
    const made = reply(request, url, record.requestId);
    const fault = faults.strike(record.path, url.searchParams);
    const answer = () => {
      response.once("finish", () => {
        record.status = response.statusCode;
      });
      if (fault === void 0) send(response, made);
      else if (fault.fault.kind === "change") send(response, changed(fault, record.path, url.searchParams, made));
      else sendThrough(fault, request, response, made);
    };
    if (options.latencyMilliseconds) setTimeout(answer, options.latencyMilliseconds);
    else answer();
  }
  const server = (0, import_node_http.createServer)({ keepAliveTimeout: 6e4 }, handle);
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    adminKey: ADMIN_KEY,
    keys,
    clock,
    organization,
    truth: createTruth(organization, clock, quirks),
    faults,
    customAnswers,
    requests,
    close: () => new Promise((resolve) => {
      faults.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    })
  };
}

// simulator/demo.ts
var FOLDER = "demo-data";
var DAY2 = 86400;
var SAMPLE_LINES = 4;
async function runNight(url, key, temporaryFolder, daysAgo) {
  const shift = `const now = Date.now; Date.now = () => now() - ${daysAgo * DAY2 * 1e3};`;
  const output = join(temporaryFolder, "output");
  await writeFile(output, "");
  const child = spawn(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(shift)}`,
      fileURLToPath(new URL("index.js", import.meta.url))
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env.PATH,
        GITHUB_WORKSPACE: process.cwd(),
        RUNNER_TEMP: temporaryFolder,
        GITHUB_OUTPUT: output,
        "INPUT_API-KEY": key,
        "INPUT_BASE-URL": url,
        INPUT_RESOURCES: "all",
        INPUT_DESTINATION: FOLDER,
        INPUT_FORMAT: "jsonl, csv"
      }
    }
  );
  let log = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const exitCode = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const lines = log.split("\n").filter((line) => line !== "" && !/^::(add-mask|debug|set-output|group|endgroup)/.test(line));
  for (const line of lines)
    console.log(`  ${line.replace(/^::(notice|warning|error)[^:]*::/, "$1: ").replaceAll("%25", "%")}`);
  return exitCode;
}
function letPeopleComeAndGo(organization, now) {
  const users = organization.list("users");
  const [leaver, riser] = users.entries().filter(({ row, until }) => row.role === "reader" && until === void 0);
  if (leaver) users.remove(leaver.id);
  if (riser) users.update(riser.id, { role: "owner" });
  const object = "organization.user";
  const name = "New Comer";
  users.add({ row: { object, id: "user-demo", name, email: "new.comer@example.com", role: "reader", added_at: now } });
}
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}
async function showFolders(files) {
  const folders = /* @__PURE__ */ new Map();
  for (const file of files) {
    const folder = file.split(/[\\/]/, 1)[0];
    const sum = folders.get(folder) ?? { count: 0, bytes: 0 };
    folders.set(folder, { count: sum.count + 1, bytes: sum.bytes + (await stat(join(FOLDER, file))).size });
  }
  for (const [folder, { count, bytes }] of folders) {
    console.log(
      `  ${folder.padEnd(34)} ${String(count).padStart(4)} files ${(bytes / 1e3).toFixed(1).padStart(8)} kB`
    );
  }
}
async function showSample(file) {
  if (file === void 0) return;
  console.log(`
${FOLDER}/${file}`);
  const lines = (await readFile(join(FOLDER, file), "utf8")).trimEnd().split("\n");
  for (const line of lines.slice(0, SAMPLE_LINES))
    console.log(`  ${line.length > 160 ? `${line.slice(0, 160)}\u2026` : line}`);
}
async function demo() {
  if (existsSync(FOLDER) && !existsSync(join(FOLDER, "_manifests"))) {
    console.error(`./${FOLDER} exists and was not made by this demo. Move it away, or run the demo in another folder.`);
    process.exitCode = 1;
    return;
  }
  await rm(FOLDER, { recursive: true, force: true });
  const temporaryFolder = await mkdtemp(join(tmpdir(), "openai-admin-export-demo-"));
  const today = Math.floor(Date.now() / 1e3);
  const simulator = await startSimulator({ now: today - DAY2 });
  try {
    console.log("First night: everything that a simulated organisation has.\n");
    const first = await runNight(simulator.url, simulator.adminKey, temporaryFolder, 1);
    const requests = simulator.requests.length;
    simulator.clock.set(today);
    letPeopleComeAndGo(simulator.organization, today);
    console.log("\nSecond night: a day later, only what is not settled yet.\n");
    const second = await runNight(simulator.url, simulator.adminKey, temporaryFolder, 0);
    console.log(`
${requests} requests the first night, ${simulator.requests.length - requests} the second.`);
    console.log(`
Written to ./${FOLDER}:
`);
    const files = await filesBelow(FOLDER);
    await showFolders(files);
    await showSample(files.find((file) => file === join("users", "users.csv")));
    await showSample(files.filter((file) => /^audit_logs.*\.jsonl$/.test(file)).at(-1));
    await showSample(files.find((file) => file.startsWith(join("_changes", "users"))));
    process.exitCode = first || second;
  } finally {
    await simulator.close();
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
await demo();
