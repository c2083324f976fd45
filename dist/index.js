import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  debug,
  error,
  info,
  isDebug,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./chunks/chunk-NZ7F4A5A.js";
import {
  MANIFEST_FOLDER,
  PQueue,
  _enum,
  apiKeyProblem,
  array,
  baseUrlProblem,
  boolean,
  boundaryName,
  checkedText,
  childNode,
  columnTree,
  compress,
  contains,
  dayName,
  decodeRows,
  didYouMean,
  emptyManifest,
  entryKey,
  formatNamed,
  formatOfPath,
  headerSafe,
  historyFolder,
  idProblem,
  inputDefaults,
  inputsIn,
  isBefore,
  listOf,
  manifestPath,
  mostFaithful,
  nameOf,
  noMistakes,
  number,
  numberBetween,
  numberText,
  oneOf,
  openDestination,
  optional,
  parseAge,
  parseDateExpression,
  parseDuration,
  parseFields,
  parseLossless,
  parseManifest,
  parsePeriodName,
  parseYaml,
  parsedText,
  periodFolder,
  periodName,
  periodStart,
  periodsBetween,
  pipe,
  quote,
  readConfigFile,
  readDestination,
  readEnvironment,
  readHash,
  readStoredRows,
  record,
  requestIdentityToken,
  require_mod,
  sameShape,
  serializeManifest,
  settingsIn,
  shapeOf,
  sliceValues,
  splitList,
  strictObject,
  string,
  subtract,
  tableOf,
  transform,
  trueOrFalse,
  union,
  union2,
  variableOf,
  withFields
} from "./chunks/chunk-676PHCH5.js";
import {
  fetch,
  init_src
} from "./chunks/chunk-BVFE2U5M.js";
import {
  ApiError,
  ConfigurationError,
  StorageError
} from "./chunks/chunk-WLCX6GQ7.js";
import "./chunks/chunk-XV746WVL.js";
import "./chunks/chunk-KY7PIBRN.js";
import "./chunks/chunk-DIO2DFAL.js";
import {
  __toESM
} from "./chunks/chunk-VX4HL5QL.js";

// src/main.ts
import { mkdtemp, rm as rm4 } from "node:fs/promises";
import path2 from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// src/inputs/secrets.ts
function secretsIn(env) {
  const given = ["api-key", "destination", "config"].map((name2) => env[variableOf(name2)] ?? "");
  const [apiKey = "", ...texts] = given;
  const azure = [env.AZURE_STORAGE_CONNECTION_STRING, env.AZURE_STORAGE_SAS_TOKEN, ...texts];
  const signatures = azure.flatMap((text2) => [...(text2 ?? "").matchAll(/\b(?:sig|AccountKey)=([^&;\s"']+)/gi)]);
  const cut2 = signatures.flatMap(([, secret = ""]) => [secret, decoded(secret)]);
  const google = /"private_key"\s*:\s*"([^"]+)"/.exec(env.GOOGLE_CREDENTIALS ?? "")?.[1] ?? "";
  const lines = google.split("\\n").filter((line2) => line2.length > 20 && !line2.startsWith("-----"));
  const whole = [apiKey, env.AZURE_STORAGE_KEY ?? "", env.AZURE_CLIENT_SECRET ?? ""].map((secret) => secret.trim());
  return [.../* @__PURE__ */ new Set([...whole, ...cut2, ...lines])].filter((secret) => secret !== "");
}
function secretsOf({ location, manifests }) {
  return [location, manifests].flatMap((place) => {
    if (place?.kind !== "azure" || place.credentials.kind !== "sas") return [];
    const signature = new URLSearchParams(place.credentials.query).get("sig");
    return signature ? [signature, encodeURIComponent(signature)] : [];
  });
}
function decoded(text2) {
  try {
    return decodeURIComponent(text2);
  } catch {
    return text2;
  }
}

// src/inputs.ts
import { readFile as readTextFile } from "node:fs/promises";

// src/inputs/format-choice.ts
var names = ["jsonl", "csv"];
var compressions = ["none", "gz", "zst"];
var formatChoices = new Map(
  names.flatMap(
    (name2) => compressions.map((compression) => {
      const extension = compression === "none" ? name2 : `${name2}.${compression}`;
      return [extension, { name: name2, compression, extension }];
    })
  )
);

// src/inputs/resource-options.ts
var day = 24 * 3600;
var defaultLookback = { events: 3 * day, usage: 3 * day, costs: 35 * day };
var partitionOrder = ["hour", "day", "month"];
var finestPartition = { "1m": "hour", "1h": "hour", "1d": "day" };
function isReadByProject({ parent, parentIds }) {
  return parent?.resource === "projects" || parentIds.includes("project_id");
}
function optionsOf(resource) {
  const always = ["format", "csv-escape-formulas"];
  if (resource.kind === "snapshot") return isReadByProject(resource) ? [...always, "projects"] : [...always];
  const dated = [...always, "partition-by", "start-date", "end-date", "refresh-from", "lookback"];
  if (resource.kind === "events") return [...dated, "projects", "event-types"];
  const filters = ["projects", "models"].filter((filter) => resource.filters[filter] !== void 0);
  return [...dated, "bucket-width", "group-by", ...filters];
}
function dimensionsOf(resource) {
  return [...resource.dimensions, ...resource.undescribedDimensions ?? []];
}
function isFinerThan(partitionBy, width) {
  return partitionOrder.indexOf(partitionBy) < partitionOrder.indexOf(finestPartition[width]);
}
function bucketWidthOf(resource, own, run2) {
  const runWidth = run2["bucket-width"] ?? "1d";
  const hasRunWidth = resource.kind === "buckets" && resource.widths[runWidth] !== void 0;
  return own["bucket-width"] ?? (hasRunWidth ? runWidth : "1d");
}
function partitionByOf(resource, width, own, run2) {
  const given = own["partition-by"] ?? run2["partition-by"];
  if (resource.kind !== "buckets") return given ?? "day";
  if (given === void 0) return "month";
  return isFinerThan(given, width) ? finestPartition[width] : given;
}
function lookbackOf(resource, own, run2) {
  const kind = resource.name === "costs" ? "costs" : resource.kind === "buckets" ? "usage" : "events";
  return own.lookback ?? run2.lookback?.[kind] ?? defaultLookback[kind];
}
function groupByOf(resource, own, run2) {
  const given = own["group-by"] ?? run2["group-by"];
  if (resource.kind !== "buckets" || given === void 0 || given.includes("default")) return "default";
  if (given.length === 0 || given.includes("none")) return [];
  const taken = dimensionsOf(resource).filter((dimension) => given.includes(dimension));
  return taken.length === 0 ? "default" : taken;
}
function formatsOf(extensions) {
  return extensions.flatMap((extension) => formatChoices.get(extension) ?? []);
}
function completeOptions(resource, own, run2) {
  const applicable = optionsOf(resource);
  const filter = (name2) => applicable.includes(name2) ? own[name2] ?? run2[name2] ?? [] : [];
  const bucketWidth = bucketWidthOf(resource, own, run2);
  const refreshFrom = own["refresh-from"] ?? run2["refresh-from"];
  return {
    formats: formatsOf(own.format ?? run2.format ?? ["jsonl"]),
    partitionBy: partitionByOf(resource, bucketWidth, own, run2),
    start: own["start-date"] ?? run2["start-date"] ?? { kind: "age", seconds: 90 * day },
    end: own["end-date"] ?? run2["end-date"] ?? { kind: "now" },
    ...refreshFrom && { refreshFrom },
    lookbackSeconds: lookbackOf(resource, own, run2),
    bucketWidth,
    groupBy: groupByOf(resource, own, run2),
    filters: { projects: filter("projects"), eventTypes: filter("event-types"), models: filter("models") },
    csvEscapeFormulas: own["csv-escape-formulas"] ?? run2["csv-escape-formulas"] ?? true
  };
}

// src/inputs/cross-checks.ts
var noDimensions = ["default", "none"];
function checkWidth(given, resources, place, mistakes) {
  const width = given["bucket-width"];
  const allowed = [...new Set(resources.flatMap(({ widths }) => Object.keys(widths)))];
  if (width !== void 0 && !allowed.includes(width)) {
    mistakes.add(`'bucket-width'${place} is ${quote(width)}: expected ${allowed.join(" or ")}`);
  }
}
function checkGroupBy(given, resources, place, mistakes) {
  const dimensions = given["group-by"] ?? [];
  const allowed = [...new Set(resources.flatMap(dimensionsOf))];
  for (const dimension of dimensions) {
    if (noDimensions.includes(dimension)) {
      if (dimensions.length > 1) {
        mistakes.add(`'group-by'${place} is ${quote(dimensions)}: "${dimension}" must stand alone`);
      }
    } else if (!allowed.includes(dimension)) {
      const advice = `expected default, none, or any of ${allowed.join(", ")}${didYouMean(dimension, allowed)}`;
      mistakes.add(`'group-by'${place} holds ${quote(dimension)}: ${advice}`);
    }
  }
}
function tooFine(partitionBy, place) {
  return `'partition-by'${place} is ${quote(partitionBy)}, finer than its buckets of a day: expected "day" or "month"`;
}
function checkRunOptions(chosen, run2, mistakes) {
  const buckets = chosen.map(({ resource }) => resource).filter((resource) => resource.kind === "buckets");
  if (buckets.length === 0) return;
  checkWidth(run2, buckets, "", mistakes);
  checkGroupBy(run2, buckets, "", mistakes);
  const partitionBy = run2["partition-by"];
  if (partitionBy === void 0) return;
  const dated = chosen.filter(({ resource }) => resource.kind !== "snapshot");
  const isTooFine = ({ resource, own }) => resource.kind === "buckets" && isFinerThan(partitionBy, bucketWidthOf(resource, own, run2));
  if (dated.every(isTooFine)) mistakes.add(tooFine(partitionBy, ""));
}
function checkOwnOptions(resource, own, run2, place, mistakes) {
  if (resource.kind !== "buckets") return;
  checkWidth(own, [resource], place, mistakes);
  checkGroupBy(own, [resource], place, mistakes);
  const partitionBy = own["partition-by"];
  if (partitionBy !== void 0 && isFinerThan(partitionBy, bucketWidthOf(resource, own, run2))) {
    mistakes.add(tooFine(partitionBy, place));
  }
}
function checkDates(options, place, mistakes) {
  if (isBefore(options.start, options.end) === false) mistakes.add(`'start-date'${place} is not before 'end-date'`);
  if (options.refreshFrom && isBefore(options.refreshFrom, options.end) === false) {
    mistakes.add(`'refresh-from'${place} is not before 'end-date'`);
  }
}
function checkAccess(destination, selections, mistakes) {
  const { location } = destination;
  const storageClass = location.kind === "s3" ? location.storageClass ?? "" : "";
  if (["GLACIER", "DEEP_ARCHIVE"].includes(storageClass) && !destination.writeOnly) {
    mistakes.add(
      `'storage-class' under destination-options is "${storageClass}": what lies there cannot be read back at once, which each run does. Move files there later, by a lifecycle rule of settled periods, or choose GLACIER_IR`
    );
  }
  const refreshed = selections.some(({ options }) => options.refreshFrom !== void 0);
  if (destination.writeOnly && destination.settledOnly && refreshed) {
    mistakes.add(
      "'refresh-from' cannot be used with 'settled-only' and 'access: write-only': what is stored can neither be replaced nor read, so that nobody could tell what is new"
    );
  }
}

// src/inputs/fields.ts
var import_fastest_levenshtein = __toESM(require_mod(), 1);

// src/catalogue/audit-event-types.ts
var auditEventTypes = [
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
  "role.bound_to_resource",
  "role.unbound_from_resource",
  "scim.enabled",
  "scim.disabled",
  "service_account.created",
  "service_account.updated",
  "service_account.deleted",
  "user.added",
  "user.updated",
  "user.deleted",
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

// src/inputs/fields.ts
var date = "an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)";
var ageExpected = "expected an age such as 12h, 3d or 4w";
var agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
var age = parsedText(ageExpected, parseAge);
function formatMistake(format) {
  const allowed = [...formatChoices.keys()];
  if (formatChoices.has(format)) return void 0;
  return `is not a format: expected any of jsonl, csv, each with .gz or .zst${didYouMean(format, allowed)}`;
}
function eventTypeMistake(type) {
  if (auditEventTypes.includes(type)) return void 0;
  if (auditEventTypes.some((other) => (0, import_fastest_levenshtein.distance)(other, type.toLowerCase()) <= 2) || !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(type)) {
    return `is not a type of audit event, such as api_key.created${didYouMean(type, auditEventTypes)}`;
  }
  return void 0;
}
function idMistake(id) {
  return idProblem(id) && "holds characters that no id has";
}
var optionFields = {
  format: listOf("expected a list of formats", formatMistake),
  "partition-by": oneOf(["hour", "day", "month"]),
  "start-date": parsedText(`expected ${date}, or "earliest"`, (text2) => parseDateExpression(text2, ["earliest"])),
  "end-date": parsedText(`expected ${date}, or "now"`, (text2) => parseDateExpression(text2, ["now"])),
  "refresh-from": parsedText(`expected ${date}, or "earliest"`, (text2) => parseDateExpression(text2, ["earliest"])),
  lookback: age,
  "bucket-width": oneOf(["1m", "1h", "1d"]),
  "group-by": listOf('expected "default", "none", or a list of dimensions', () => void 0),
  projects: listOf("expected a list of project ids", idMistake),
  "event-types": listOf("expected a list of types of audit events", eventTypeMistake),
  models: listOf("expected a list of models", idMistake),
  "csv-escape-formulas": trueOrFalse()
};
var runFields = {
  ...optionFields,
  lookback: union2(
    [
      pipe(
        age,
        transform((seconds) => ({ events: seconds, usage: seconds, costs: seconds }))
      ),
      strictObject(
        { events: optional(age), usage: optional(age), costs: optional(age) },
        { error: agesExpected }
      )
    ],
    { error: agesExpected }
  ),
  "base-url": checkedText(baseUrlProblem),
  "openai-organization": checkedText(idProblem),
  "openai-project": checkedText(idProblem),
  destination: checkedText(() => void 0),
  state: oneOf(["auto", "cache"]),
  report: oneOf(["summary", "none"]),
  "fail-on": oneOf(["error", "never"]),
  "on-schema-change": oneOf(["evolve"]),
  concurrency: numberBetween(1, 100, "whole"),
  "requests-per-second": numberBetween(0.01, 1e4, "any"),
  retries: numberBetween(0, 20, "whole"),
  "request-timeout": parsedText("expected a duration such as 60s or 2m", parseDuration)
};

// src/inputs/fingerprint.ts
function selectionPart({ resource, ids, options }) {
  const { formats, partitionBy, start, end, bucketWidth, groupBy, filters } = options;
  const extensions = formats.map(({ extension }) => extension);
  const part = { name: resource.name, ids, formats: extensions, filters };
  if (resource.custom) return { ...part, path: resource.path, query: resource.query };
  if (resource.kind === "snapshot") return part;
  return { ...part, partitionBy, start, end, bucketWidth, groupBy };
}
function selectionFingerprint(config) {
  return JSON.stringify({
    organization: config.organization,
    project: config.project,
    destination: config.destination.binding,
    selections: config.selections.map(selectionPart)
  });
}

// src/catalogue/columns.ts
var columnTypes = ["text", "number", "boolean", "time", "json"];
function isColumnType(text2) {
  return columnTypes.includes(text2);
}
function column(name2, type, mark2) {
  if (!isColumnType(type) || mark2 !== void 0 && mark2 !== "volatile") {
    throw new Error(`Failed to declare column "${name2}": unknown type "${type}" or mark "${mark2}"`);
  }
  return mark2 === void 0 ? { name: name2, type } : { name: name2, type, volatile: true };
}
function columns(notation) {
  const found = [];
  const nesting = [];
  for (const [, token = "", opens] of notation.matchAll(/([^\s()]+|\))(\()?/g)) {
    if (opens) nesting.push(token);
    else if (token === ")") nesting.pop();
    else {
      const [name2 = "", type = "text", mark2] = token.split(":");
      found.push(column([...nesting, name2].join("__"), type, mark2));
    }
  }
  return found;
}

// src/catalogue/declare.ts
var usualPageSize = 100;
function placeholders(path3) {
  return [...path3.matchAll(/\{([^{}]*)\}/g)].map(([, name2 = ""]) => name2);
}
function parentOf(path3, parent) {
  const key = parent.key[0] ?? "id";
  const named = [...parent.parentIds, ...parent.key];
  const fields = placeholders(path3).map((name2) => [name2, named.includes(name2) ? name2 : key]);
  return { resource: parent.name, parameters: Object.fromEntries(fields) };
}
function withParentIds(parentIds, own) {
  const ids = parentIds.map((name2) => ({ name: name2, type: "text" }));
  return [...ids, ...own.filter(({ name: name2 }) => !parentIds.includes(name2))];
}
function list(declaration) {
  const { name: name2, path: path3, pagination, under, query, fallback } = declaration;
  const parentIds = placeholders(path3);
  return {
    kind: "snapshot",
    name: name2,
    path: path3,
    pagination,
    pageSize: declaration.pageSize ?? usualPageSize,
    dataSelector: "data",
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [declaration.key ?? "id"],
    parentIds,
    ...query && { query },
    ...under && { parent: parentOf(path3, under) },
    ...fallback && { fallback }
  };
}
function entry(of, declaration) {
  const { name: name2, idParameter, query, queryFromRow } = declaration;
  const path3 = `${of.path}/{${idParameter}}`;
  return {
    kind: "snapshot",
    name: name2,
    path: path3,
    pagination: "none",
    dataSelector: "",
    columns: declaration.columns ? withParentIds(of.parentIds, columns(declaration.columns)) : of.columns,
    key: of.key,
    parentIds: of.parentIds,
    parent: { ...parentOf(path3, of), ...queryFromRow && { query: queryFromRow } },
    idParameter,
    ...query && { query }
  };
}
function singleObject({ name: name2, path: path3, under, ...declaration }) {
  const parentIds = placeholders(path3);
  return {
    kind: "snapshot",
    name: name2,
    path: path3,
    pagination: "none",
    dataSelector: "",
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [],
    parentIds,
    ...under && { parent: parentOf(path3, under) }
  };
}

// src/catalogue/access.ts
var userColumns = `
  object id name email role added_at:time is_default:boolean created:time
  user(object id email name picture enabled:boolean banned:boolean banned_at:time)
  is_service_account:boolean is_scale_tier_authorized_purchaser:boolean is_scim_managed:boolean
  api_key_last_used_at:time:volatile technical_level developer_persona
  projects(object data:json)
`;
var users = list({
  name: "users",
  path: "/organization/users",
  pagination: "last_id",
  columns: userColumns
});
var user = entry(users, { name: "user", idParameter: "user_id" });
var organizationMembers = list({
  name: "organization_members",
  path: "/organization/members",
  pagination: "last_id",
  columns: userColumns,
  fallback: "users"
});
var invites = list({
  name: "invites",
  path: "/organization/invites",
  pagination: "last_id",
  columns: "object id email role status created_at:time expires_at:time accepted_at:time projects:json"
});
var invite = entry(invites, { name: "invite", idParameter: "invite_id" });
var groups = list({
  name: "groups",
  path: "/organization/groups",
  pagination: "next",
  pageSize: 1e3,
  columns: "id name created_at:time is_scim_managed:boolean group_type"
});
var group = entry(groups, { name: "group", idParameter: "group_id" });
var groupUsers = list({
  name: "group_users",
  path: "/organization/groups/{group_id}/users",
  under: groups,
  pagination: "next",
  pageSize: 1e3,
  columns: "id name email"
});
var groupUser = entry(groupUsers, {
  name: "group_user",
  idParameter: "user_id",
  columns: "id name email picture is_service_account:boolean user_type"
});

// src/catalogue/audit.ts
var auditLogColumns = columns(`
  id type effective_at:time
  project(id name)
  actor(
    type
    session(user(id email) ip_address)
    api_key(id type user(id email) service_account(id))
  )
  details:json
`);
var auditLogs = {
  kind: "events",
  name: "audit_logs",
  path: "/organization/audit_logs",
  pagination: "last_id",
  pageSize: 100,
  dataSelector: "data",
  columns: auditLogColumns,
  timeField: "effective_at",
  key: ["id"],
  payloadColumn: "details"
};
var auditLog = {
  kind: "snapshot",
  name: "audit_log",
  path: "/organization/audit_logs/{log_id}",
  pagination: "none",
  dataSelector: "",
  columns: auditLogColumns,
  key: ["id"],
  parentIds: [],
  idParameter: "log_id",
  idsRequired: true,
  payloadColumn: "details"
};

// src/catalogue/projects.ts
var projects = list({
  name: "projects",
  path: "/organization/projects",
  pagination: "last_id",
  query: { include_archived: "true" },
  columns: "id object name created_at:time archived_at:time status external_key_id residency"
});
var project = entry(projects, { name: "project", idParameter: "project_id" });

// src/catalogue/keys.ts
var adminApiKeys = list({
  name: "admin_api_keys",
  path: "/organization/admin_api_keys",
  pagination: "last_id",
  columns: `
    object id name redacted_value created_at:time expires_at:time last_used_at:time:volatile
    owner(type object id name created_at:time role)
  `
});
var adminApiKey = entry(adminApiKeys, { name: "admin_api_key", idParameter: "key_id" });
var projectApiKeys = list({
  name: "project_api_keys",
  path: "/organization/projects/{project_id}/api_keys",
  under: projects,
  pagination: "last_id",
  query: { owner_project_access: "any" },
  columns: `
    object redacted_value name created_at:time last_used_at:time:volatile id owner_project_access
    owner(
      type
      user(id email name created_at:time role)
      service_account(id name created_at:time role)
    )
    expires_at:time
  `
});
var projectApiKey = entry(projectApiKeys, { name: "project_api_key", idParameter: "api_key_id" });
var certificates = list({
  name: "certificates",
  path: "/organization/certificates",
  pagination: "last_id",
  columns: "object id name created_at:time certificate_details(valid_at:time expires_at:time) active:boolean"
});
var certificate = entry(certificates, {
  name: "certificate",
  idParameter: "certificate_id",
  query: { include: "content" },
  columns: "object id name created_at:time certificate_details(valid_at:time expires_at:time content) active:boolean"
});
var projectCertificates = list({
  name: "project_certificates",
  path: "/organization/projects/{project_id}/certificates",
  under: projects,
  pagination: "last_id",
  columns: "object id name created_at:time certificate_details(valid_at:time expires_at:time) active:boolean"
});

// src/catalogue/project-access.ts
var projectUsers = list({
  name: "project_users",
  path: "/organization/projects/{project_id}/users",
  under: projects,
  pagination: "last_id",
  columns: "object id name email role added_at:time"
});
var projectUser = entry(projectUsers, { name: "project_user", idParameter: "user_id" });
var projectServiceAccounts = list({
  name: "project_service_accounts",
  path: "/organization/projects/{project_id}/service_accounts",
  under: projects,
  pagination: "last_id",
  columns: "object id name role created_at:time"
});
var projectServiceAccount = entry(projectServiceAccounts, {
  name: "project_service_account",
  idParameter: "service_account_id"
});
var projectGroups = list({
  name: "project_groups",
  path: "/organization/projects/{project_id}/groups",
  under: projects,
  pagination: "next",
  key: "group_id",
  columns: "object project_id group_id group_name group_type created_at:time"
});
var projectGroup = entry(projectGroups, {
  name: "project_group",
  idParameter: "group_id",
  queryFromRow: { group_type: "group_type" }
});

// src/catalogue/roles.ts
var pageSize = 1e3;
var roleColumns = "object id name description permissions:json resource_type predefined_role:boolean";
var assignedRoleColumns = `
  id name permissions:json resource_type predefined_role:boolean description created_at:time updated_at:time created_by
  created_by_user_obj:json metadata:json assignment_sources:json
`;
function assignments(name2, path3, under) {
  return list({ name: name2, path: path3, under, pagination: "next", pageSize, columns: assignedRoleColumns });
}
var roles = list({
  name: "roles",
  path: "/organization/roles",
  pagination: "next",
  pageSize,
  columns: roleColumns
});
var role = entry(roles, { name: "role", idParameter: "role_id" });
var projectRoles = list({
  name: "project_roles",
  path: "/projects/{project_id}/roles",
  under: projects,
  pagination: "next",
  pageSize,
  columns: roleColumns
});
var projectRole = entry(projectRoles, { name: "project_role", idParameter: "role_id" });
var userRoles = assignments("user_roles", "/organization/users/{user_id}/roles", users);
var userRole = entry(userRoles, { name: "user_role", idParameter: "role_id" });
var groupRoles = assignments("group_roles", "/organization/groups/{group_id}/roles", groups);
var groupRole = entry(groupRoles, { name: "group_role", idParameter: "role_id" });
var projectUserRoles = assignments(
  "project_user_roles",
  "/projects/{project_id}/users/{user_id}/roles",
  projectUsers
);
var projectUserRole = entry(projectUserRoles, { name: "project_user_role", idParameter: "role_id" });
var projectGroupRoles = assignments(
  "project_group_roles",
  "/projects/{project_id}/groups/{group_id}/roles",
  projectGroups
);
var projectGroupRole = entry(projectGroupRoles, { name: "project_group_role", idParameter: "role_id" });

// src/catalogue/settings.ts
var dataRetention = singleObject({
  name: "data_retention",
  path: "/organization/data_retention",
  columns: "object type"
});
var projectDataRetention = singleObject({
  name: "project_data_retention",
  path: "/organization/projects/{project_id}/data_retention",
  under: projects,
  columns: "object type"
});
var projectRateLimits = list({
  name: "project_rate_limits",
  path: "/organization/projects/{project_id}/rate_limits",
  under: projects,
  pagination: "last_id",
  columns: `
    object id model max_requests_per_1_minute:number max_tokens_per_1_minute:number max_images_per_1_minute:number
    max_audio_megabytes_per_1_minute:number max_requests_per_1_day:number batch_1_day_max_input_tokens:number
  `
});
var projectModelPermissions = singleObject({
  name: "project_model_permissions",
  path: "/organization/projects/{project_id}/model_permissions",
  under: projects,
  columns: "object mode model_ids:json"
});
var projectHostedToolPermissions = singleObject({
  name: "project_hosted_tool_permissions",
  path: "/organization/projects/{project_id}/hosted_tool_permissions",
  under: projects,
  columns: `
    file_search(enabled:boolean) web_search(enabled:boolean) image_generation(enabled:boolean) mcp(enabled:boolean)
    code_interpreter(enabled:boolean)
  `
});

// src/catalogue/spend.ts
var spendLimitColumns = "object threshold_amount:number currency interval enforcement(status)";
var spendAlertColumns = `
  id object threshold_amount:number currency interval
  notification_channel(type recipients:json subject_prefix)
`;
var costs = {
  kind: "buckets",
  name: "costs",
  path: "/organization/costs",
  pagination: "next_page",
  dataSelector: "data",
  widths: { "1d": 180 },
  // The API refuses api_key_id for days before it began to record it (2025-12-06).
  dimensions: ["project_id", "line_item", "api_key_id"],
  undescribedDimensions: ["user_id", "api_source"],
  filters: { projects: "project_ids" },
  columns: columns(`
    start_time:time end_time:time
    object amount(value:number currency) line_item project_id api_key_id quantity:number quantity_unit
    user_id api_source
  `)
};
var spendLimit = singleObject({
  name: "spend_limit",
  path: "/organization/spend_limit",
  columns: spendLimitColumns
});
var projectSpendLimit = singleObject({
  name: "project_spend_limit",
  path: "/organization/projects/{project_id}/spend_limit",
  under: projects,
  columns: spendLimitColumns
});
var spendAlerts = list({
  name: "spend_alerts",
  path: "/organization/spend_alerts",
  pagination: "last_id",
  columns: spendAlertColumns
});
var spendAlert = entry(spendAlerts, { name: "spend_alert", idParameter: "alert_id" });
var projectSpendAlerts = list({
  name: "project_spend_alerts",
  path: "/organization/projects/{project_id}/spend_alerts",
  under: projects,
  pagination: "last_id",
  columns: spendAlertColumns
});
var projectSpendAlert = entry(projectSpendAlerts, { name: "project_spend_alert", idParameter: "alert_id" });

// src/catalogue/usage.ts
var byModel = ["project_id", "user_id", "api_key_id", "model"];
function usage(name2, dimensions, fields, undescribedDimensions = []) {
  const models = dimensions.includes("model") && { models: "models" };
  return {
    kind: "buckets",
    name: `usage_${name2}`,
    path: `/organization/usage/${name2}`,
    pagination: "next_page",
    dataSelector: "data",
    widths: { "1m": 1440, "1h": 168, "1d": 31 },
    dimensions,
    undescribedDimensions,
    filters: { projects: "project_ids", ...models },
    columns: columns(`start_time:time end_time:time object ${fields}`)
  };
}
var usageResources = [
  usage(
    "completions",
    [...byModel, "batch", "service_tier"],
    `
      input_tokens:number input_cached_tokens:number input_cache_write_tokens:number input_uncached_tokens:number
      output_tokens:number input_text_tokens:number output_text_tokens:number input_cached_text_tokens:number
      input_audio_tokens:number input_cached_audio_tokens:number output_audio_tokens:number input_image_tokens:number
      input_cached_image_tokens:number output_image_tokens:number num_model_requests:number
      project_id user_id api_key_id model batch:boolean service_tier
      input_cache_write_12h_tokens:number input_cache_write_30m_tokens:number api_source
    `,
    ["api_source"]
  ),
  usage("embeddings", byModel, "input_tokens:number num_model_requests:number project_id user_id api_key_id model"),
  usage("moderations", byModel, "input_tokens:number num_model_requests:number project_id user_id api_key_id model"),
  usage(
    "images",
    [...byModel, "size", "source"],
    "images:number num_model_requests:number source size project_id user_id api_key_id model"
  ),
  usage("audio_speeches", byModel, "characters:number num_model_requests:number project_id user_id api_key_id model"),
  usage(
    "audio_transcriptions",
    byModel,
    "seconds:number num_model_requests:number project_id user_id api_key_id model"
  ),
  usage("vector_stores", ["project_id"], "usage_bytes:number project_id"),
  usage("code_interpreter_sessions", ["project_id"], "num_sessions:number project_id"),
  usage(
    "file_search_calls",
    ["project_id", "user_id", "api_key_id", "vector_store_id"],
    "num_requests:number project_id user_id api_key_id vector_store_id"
  ),
  usage(
    "web_search_calls",
    [...byModel, "context_level"],
    "num_model_requests:number num_requests:number project_id user_id api_key_id model context_level api_source",
    ["api_source"]
  )
];

// src/catalogue/catalogue.ts
var allResources = [
  auditLogs,
  auditLog,
  users,
  user,
  organizationMembers,
  invites,
  invite,
  groups,
  group,
  groupUsers,
  groupUser,
  projects,
  project,
  projectUsers,
  projectUser,
  projectServiceAccounts,
  projectServiceAccount,
  projectGroups,
  projectGroup,
  roles,
  role,
  projectRoles,
  projectRole,
  userRoles,
  userRole,
  groupRoles,
  groupRole,
  projectUserRoles,
  projectUserRole,
  projectGroupRoles,
  projectGroupRole,
  adminApiKeys,
  adminApiKey,
  projectApiKeys,
  projectApiKey,
  certificates,
  certificate,
  projectCertificates,
  dataRetention,
  projectDataRetention,
  projectRateLimits,
  projectModelPermissions,
  projectHostedToolPermissions,
  costs,
  spendLimit,
  projectSpendLimit,
  spendAlerts,
  spendAlert,
  projectSpendAlerts,
  projectSpendAlert,
  ...usageResources
];
var resourcesByName = new Map(allResources.map((resource) => [resource.name, resource]));
function resourceNamed(name2) {
  return resourcesByName.get(name2);
}

// src/inputs/own-options.ts
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function placeOf(name2) {
  return ` under resource-options.${name2}`;
}
function readOwnOptions(setting, chosen, run2, mistakes) {
  const found = /* @__PURE__ */ new Map();
  if (setting === void 0) return found;
  if (!isMapping(setting.value)) {
    mistakes.add(`${setting.label} is ${quote(setting.value)}: expected a mapping such as {costs: {format: csv}}`);
    return found;
  }
  const known = [...allResources, ...chosen].map(({ name: name2 }) => name2);
  for (const [name2, given] of Object.entries(setting.value)) {
    const resource = chosen.find((resource2) => resource2.name === name2) ?? resourceNamed(name2);
    if (resource === void 0) {
      mistakes.add(`${setting.label} names ${quote(name2)}, which is not a resource${didYouMean(name2, known)}`);
    } else if (given !== null && !isMapping(given)) {
      mistakes.add(
        `${setting.label} holds ${quote(given)} for ${quote(name2)}: expected a mapping such as {format: csv}`
      );
    } else {
      const settings = settingsIn(given ?? {}, optionsOf(resource), placeOf(name2), mistakes);
      const own = parseFields(optionFields, settings, mistakes);
      checkOwnOptions(resource, own, run2, placeOf(name2), mistakes);
      found.set(name2, own);
    }
  }
  return found;
}

// src/inputs/resource-list.ts
var name = string({ error: "expected the name of a resource" });
var oneOrMany = pipe(
  union2([string(), array(string())], { error: "expected a text or a list of texts" }),
  transform((given) => [given].flat())
);
var parameter = pipe(
  union2([string(), number(), boolean()], { error: "expected texts, numbers, true or false" }),
  transform(String)
);
var catalogueEntry = strictObject({ name, ids: optional(oneOrMany) });
var customEntry = strictObject({
  name,
  path: string({ error: "expected a path such as /organization/things" }),
  "data-selector": optional(string({ error: "expected a path such as data or result.items" })),
  params: optional(record(string(), parameter, { error: "expected a mapping of query parameters" })),
  "primary-key": optional(oneOrMany),
  parent: optional(string({ error: "expected the name of the list that the resource is read for" })),
  pagination: optional(
    _enum(["last_id", "next", "next_page", "none"], { error: "expected last_id, next, next_page or none" })
  )
});
function explain(issue, allowed) {
  if (issue.code !== "unrecognized_keys") return `${issue.path.map(String).join(".")}: ${issue.message}`;
  const [key = ""] = issue.keys;
  return `${quote(key)} is not among its keys (${allowed.join(", ")})${didYouMean(key, allowed)}`;
}
function withDashes(entry2) {
  return Object.fromEntries(Object.entries(entry2).map(([key, value]) => [key.replaceAll("_", "-"), value]));
}
function addObject(list2, entry2, label, mistakes) {
  const given = withDashes(entry2);
  const isCustom = Object.keys(given).some((key) => key !== "name" && key !== "ids");
  const schema = isCustom ? customEntry : catalogueEntry;
  const result = schema.safeParse(given);
  if (!result.success) {
    const allowed = Object.keys(schema.shape);
    for (const issue of result.error.issues) {
      mistakes.add(`${label}: in the entry ${quote(entry2)}, ${explain(issue, allowed)}`);
    }
    return;
  }
  if ("path" in result.data) {
    const { "data-selector": dataSelector, "primary-key": primaryKey, ...rest } = result.data;
    list2.custom.push({ ...rest, dataSelector, primaryKey });
    return;
  }
  const { name: name2, ids } = result.data;
  list2.names.push(name2);
  if (ids !== void 0) list2.ids.set(name2, [.../* @__PURE__ */ new Set([...list2.ids.get(name2) ?? [], ...ids])]);
}
async function entriesOf({ value, label }, mistakes) {
  if (typeof value !== "string") return [value].flat();
  if (!/^(-\s|\[)/.test(value.trim())) return splitList(value);
  const content = await parseYaml(value);
  if ("value" in content) return [content.value].flat();
  mistakes.add(`${label} begins like a YAML list, but ${content.problem}`);
  return [];
}
async function readResourceList(setting, mistakes) {
  const list2 = { names: [], removed: [], ids: /* @__PURE__ */ new Map(), custom: [] };
  for (const entry2 of await entriesOf(setting, mistakes)) {
    if (typeof entry2 === "string") {
      for (const name2 of splitList(entry2)) {
        if (name2.startsWith("!")) list2.removed.push(name2.slice(1).trim());
        else list2.names.push(name2);
      }
    } else if (typeof entry2 === "object" && entry2 !== null && !Array.isArray(entry2)) {
      addObject(list2, entry2, setting.label, mistakes);
    } else {
      mistakes.add(`${setting.label} holds ${quote(entry2)}: expected names, presets, !name, or objects with a name`);
    }
  }
  return list2;
}

// src/catalogue/presets.ts
function addsSomething(resource) {
  return resource.kind !== "snapshot" || resource.idParameter === void 0 && resource.fallback === void 0;
}
var presets = /* @__PURE__ */ new Map([
  [
    "standard",
    [
      "audit_logs",
      "users",
      "invites",
      "projects",
      "project_users",
      "project_service_accounts",
      "project_api_keys",
      "admin_api_keys",
      "costs"
    ]
  ],
  [
    "access",
    [
      "users",
      "invites",
      "projects",
      "project_users",
      "project_service_accounts",
      "project_groups",
      "groups",
      "group_users",
      "roles",
      "project_roles",
      "user_roles",
      "group_roles",
      "project_user_roles",
      "project_group_roles"
    ]
  ],
  ["keys", ["admin_api_keys", "project_api_keys", "certificates", "project_certificates"]],
  ["usage", usageResources.map(({ name: name2 }) => name2)],
  [
    "spend",
    [
      "costs",
      "spend_limit",
      "spend_alerts",
      "projects",
      "project_spend_limit",
      "project_spend_alerts",
      "project_api_keys",
      "users"
    ]
  ],
  [
    "settings",
    [
      "data_retention",
      "project_data_retention",
      "project_rate_limits",
      "project_model_permissions",
      "project_hosted_tool_permissions"
    ]
  ],
  ["all", allResources.filter(addsSomething).map(({ name: name2 }) => name2)]
]);

// src/catalogue/custom.ts
var safeName = /^[a-z][a-z0-9_]{0,63}$/;
var safePath = /^(\/([\w.~:@-]+|\{[a-z][a-z0-9_]*\}))+$/;
var safeSelector = /^[^\s.]+(\.[^\s.]+)*$/;
function mistakesIn({ name: name2, path: path3, dataSelector, parent, pagination }, names2) {
  const found = [];
  if (!safeName.test(name2)) found.push('name must be lower-case letters, digits and "_", beginning with a letter');
  if (resourceNamed(name2) || presets.has(name2)) found.push("name is taken by a resource or preset of the catalogue");
  if (names2.filter((other) => other === name2).length > 1) found.push("name is given to more than one custom resource");
  const leavesTheApi = path3.split("/").some((segment) => segment === "." || segment === "..");
  if (!safePath.test(path3) || leavesTheApi) {
    found.push(
      `path must be a plain path below base-url, such as /organization/things or /projects/{project_id}/things`
    );
  }
  if (dataSelector !== void 0 && !safeSelector.test(dataSelector) && !(dataSelector === "" && pagination === "none")) {
    found.push("data_selector must be a path such as data or result.items");
  }
  if (placeholders(path3).length > 0 && parent === void 0) {
    found.push("path holds {placeholders}, so parent must name the list that fills them");
  }
  if (placeholders(path3).length === 0 && parent !== void 0) {
    found.push("parent is given, but path holds no {placeholder} for its ids");
  }
  return found;
}
function declare(definition, parent) {
  const { name: name2, path: path3, params, primaryKey, pagination = "last_id" } = definition;
  return {
    kind: "snapshot",
    custom: true,
    name: name2,
    path: path3,
    pagination,
    dataSelector: definition.dataSelector ?? (pagination === "none" ? "" : "data"),
    columns: [],
    key: primaryKey ?? [],
    parentIds: placeholders(path3),
    ...params && { query: params },
    ...parent && { parent: parentOf(path3, parent) }
  };
}
function customResources(definitions) {
  const names2 = definitions.map(({ name: name2 }) => name2);
  const mistakes = definitions.flatMap(
    (definition) => mistakesIn(definition, names2).map((mistake) => `custom resource "${definition.name}": ${mistake}`)
  );
  const readable = /* @__PURE__ */ new Map();
  for (const resource of allResources) {
    if (resource.kind === "snapshot" && !resource.idsRequired) readable.set(resource.name, resource);
  }
  const declared = /* @__PURE__ */ new Map();
  for (let before = -1; declared.size > before; ) {
    before = declared.size;
    for (const definition of definitions) {
      const parent = definition.parent === void 0 ? void 0 : readable.get(definition.parent);
      if (declared.has(definition) || definition.parent !== void 0 && !parent) continue;
      const resource = declare(definition, parent);
      declared.set(definition, resource);
      if (!resourceNamed(resource.name)) readable.set(resource.name, resource);
    }
  }
  for (const definition of definitions.filter((definition2) => !declared.has(definition2))) {
    const why = names2.includes(definition.parent ?? "") ? "leads back to itself" : "is not a list that can be read";
    mistakes.push(`custom resource "${definition.name}": parent "${definition.parent}" ${why}`);
  }
  return { resources: definitions.flatMap((definition) => declared.get(definition) ?? []), mistakes };
}

// src/inputs/selection.ts
function checkIds(resource, ids, mistakes) {
  const parameter2 = resource.kind === "snapshot" ? resource.idParameter : void 0;
  const name2 = `'resources': ${quote(resource.name)}`;
  if (ids !== void 0 && parameter2 === void 0) {
    mistakes.add(`${name2} takes no ids: it is a list or a single object, and is read in full`);
  }
  if (ids?.length === 0 || ids?.some((id) => !headerSafe.test(id) || /[/?#%\\]/.test(id))) {
    mistakes.add(`${name2} has ids ${quote(ids)}: expected at least one, each a plain id`);
  }
  if (ids === void 0 && resource.kind === "snapshot" && resource.idsRequired) {
    mistakes.add(`${name2} can only be read by id: write it as {name: ${resource.name}, ids: [\u2026]}`);
  }
}
function chooseResources(list2, mistakes) {
  const { resources: custom, mistakes: customMistakes } = customResources(list2.custom);
  for (const mistake of customMistakes) mistakes.add(`'resources': ${mistake}`);
  const customNames = custom.map(({ name: name2 }) => name2);
  const allowed = [...allResources.map(({ name: name2 }) => name2), ...presets.keys(), ...customNames];
  for (const name2 of [...list2.names, ...list2.removed]) {
    if (allowed.includes(name2)) continue;
    const advice = didYouMean(name2, allowed) || `; presets are ${[...presets.keys()].join(", ")}`;
    mistakes.add(`'resources' holds ${quote(name2)}, which is neither a resource nor a preset${advice}`);
  }
  for (const name2 of list2.ids.keys()) {
    if (presets.has(name2)) mistakes.add(`'resources': ${quote(name2)} is a preset, which takes no ids`);
  }
  const asked = list2.names.length + custom.length > 0 ? list2.names : [inputDefaults.resources ?? ""];
  const removed = new Set(list2.removed.flatMap((name2) => presets.get(name2) ?? name2));
  const fromPresets = new Set(asked.flatMap((name2) => presets.get(name2) ?? []));
  const named = /* @__PURE__ */ new Set([...asked, ...customNames]);
  const choices = [...allResources, ...custom].filter(({ name: name2 }) => (named.has(name2) || fromPresets.has(name2)) && !removed.has(name2)).map((resource) => {
    const ids = list2.ids.get(resource.name);
    checkIds(resource, ids, mistakes);
    return { resource, origin: named.has(resource.name) ? "named" : "preset", ...ids && { ids } };
  });
  const isUnderstood = [...named].every(
    (name2) => resourceNamed(name2) || presets.has(name2) || customNames.includes(name2)
  );
  if (choices.length === 0 && isUnderstood)
    mistakes.add("'resources' leaves nothing to export: each one is left out by a !name");
  return choices;
}

// src/inputs.ts
var readUtf8 = (path3) => readTextFile(path3, "utf8");
function settingOrDefault(settings, name2) {
  return settings.get(name2) ?? { value: inputDefaults[name2], label: `'${name2}'` };
}
async function readSelections(settings, run2, mistakes) {
  const list2 = await readResourceList(settingOrDefault(settings, "resources"), mistakes);
  const choices = chooseResources(list2, mistakes);
  const chosen = choices.map(({ resource }) => resource);
  const ownOptions = readOwnOptions(settings.get("resource-options"), chosen, run2, mistakes);
  const ownOf = ({ name: name2 }) => ownOptions.get(name2) ?? {};
  checkRunOptions(
    chosen.map((resource) => ({ resource, own: ownOf(resource) })),
    run2,
    mistakes
  );
  return choices.map((choice) => {
    const own = ownOf(choice.resource);
    const options = completeOptions(choice.resource, own, run2);
    const hasOwnDates = own["start-date"] ?? own["end-date"] ?? own["refresh-from"];
    const place = hasOwnDates ? placeOf(choice.resource.name) : "";
    if (choice.resource.kind !== "snapshot") checkDates(options, place, mistakes);
    return { ...choice, options };
  });
}
async function readConfig(env, readFile2 = readUtf8) {
  const apiKey = (env[variableOf("api-key")] ?? "").trim();
  const mistakes = noMistakes(apiKey);
  const environment = readEnvironment(env);
  const inputs = inputsIn(env, mistakes);
  const keyProblem = apiKeyProblem(apiKey);
  if (keyProblem !== void 0) mistakes.add(keyProblem);
  const file = await readConfigFile(inputs.get("config"), environment.workspace, readFile2, mistakes);
  const settings = new Map([...file, ...inputs]);
  const run2 = parseFields(runFields, settings, mistakes);
  const selections = await readSelections(settings, run2, mistakes);
  const destination = readDestination(
    settingOrDefault(settings, "destination"),
    settings.get("destination-options"),
    env,
    { workspace: environment.workspace, runnerTemp: env.RUNNER_TEMP },
    mistakes
  );
  if (destination) checkAccess(destination, selections, mistakes);
  const error2 = mistakes.error();
  if (error2 !== void 0 || destination === void 0) throw error2;
  const config = {
    apiKey,
    baseUrl: (run2["base-url"] ?? String(inputDefaults["base-url"])).replace(/\/+$/, ""),
    ...run2["openai-organization"] && { organization: run2["openai-organization"] },
    ...run2["openai-project"] && { project: run2["openai-project"] },
    selections,
    destination,
    // Who may not read the manifests has nothing else to go by.
    state: destination.writeOnly ? "cache" : run2.state ?? "auto",
    summary: run2.report !== "none",
    failOn: run2["fail-on"] ?? "error",
    concurrency: run2.concurrency ?? 8,
    ...run2["requests-per-second"] && { requestsPerSecond: run2["requests-per-second"] },
    retries: run2.retries ?? 5,
    requestTimeoutSeconds: run2["request-timeout"] ?? 60,
    environment
  };
  return { ...config, selectionFingerprint: selectionFingerprint(config) };
}

// src/memory.ts
import v8 from "node:v8";
import vm from "node:vm";
function limitMemory() {
  v8.setFlagsFromString("--heap-growing-percent=100");
  v8.setFlagsFromString("--semi-space-growth-factor=1");
}
var MOST_BUFFERED = 16 * 1024 * 1024;
var collect;
function freeSentBuffers() {
  if (process.memoryUsage().arrayBuffers < MOST_BUFFERED) return;
  if (!collect) {
    v8.setFlagsFromString("--expose-gc");
    collect = vm.runInNewContext("gc");
  }
  collect?.();
}

// src/report/outputs.ts
function outputsOf(report) {
  const { total, outcomes } = report;
  const names2 = (status) => outcomes.filter((outcome) => outcome.status === status).map(({ resource }) => resource);
  const until = outcomes.flatMap(
    ({ resource, dataUntil }) => dataUntil === void 0 ? [] : [[resource, new Date(dataUntil * 1e3).toISOString().replace(".000Z", "Z")]]
  );
  return {
    status: report.status,
    records: String(total.rows),
    files: String(total.files),
    bytes: String(total.bytes),
    changed: String(total.files + total.removed + total.changes > 0),
    changes: String(total.changes),
    "failed-resources": names2("failed").join(","),
    "skipped-resources": names2("skipped").join(","),
    "data-until": JSON.stringify(Object.fromEntries(until)),
    manifest: report.manifestFolder,
    "state-source": report.stateSource
  };
}
var outputsOfNothing = {
  status: "failed",
  records: "0",
  files: "0",
  bytes: "0",
  changed: "false",
  changes: "0",
  "failed-resources": "",
  "skipped-resources": "",
  "data-until": "{}",
  manifest: "",
  "state-source": "none"
};

// src/report/amounts.ts
function count(value) {
  return value.toLocaleString("en-US");
}
function countOf(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}
function size(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  let amount = bytes / 1e3;
  while (amount >= 999.95 && units.length > 1) {
    amount /= 1e3;
    units.shift();
  }
  return `${amount.toFixed(1)} ${units[0]}`;
}

// src/report/run-log.ts
function logReport(report, seconds, log2) {
  if (report.stoppedBy !== void 0) log2.error(report.stoppedBy);
  for (const outcome of report.outcomes) {
    if (outcome.status === "skipped") continue;
    log2.info(`${outcome.resource}: ${describe(outcome)}`);
    for (const problem of outcome.problems) log2.error(`${outcome.resource}: ${problem}`);
    if (outcome.unknownTypes.size > 0) {
      log2.notice(
        `${outcome.resource}: exported event types that this release does not know: ${[...outcome.unknownTypes].sort().join(", ")}`
      );
    }
  }
  const { total, outcomes } = report;
  if (outcomes.every(({ status }) => status === "skipped")) {
    log2.error(
      "Nothing was exported: the key can read none of the resources. Give it read permissions, or use another admin key."
    );
  }
  const failed = outcomes.filter(({ status }) => status === "failed").length;
  const skipped2 = outcomes.filter(({ status }) => status === "skipped").length;
  const ending = [
    failed > 0 ? `${countOf(failed, "resource")} failed` : "nothing failed",
    ...skipped2 > 0 ? [`${count(skipped2)} skipped`] : []
  ].join(", ");
  log2.info(
    `Read ${countOf(total.records, "record")} of ${countOf(outcomes.length - skipped2, "resource")} and wrote ${countOf(total.files, "file")} (${size(total.bytes)}) and ${countOf(total.changes, "change")} to ${report.destination} in ${seconds.toFixed(1)} s; ${ending}.`
  );
}
function describe({ tally, kept, range, status }) {
  const parts = [countOf(tally.records, "record"), `${countOf(tally.files, "file")} written`];
  if (range) parts.push(`${boundaryName(range.from)} to ${new Date(range.to * 1e3).toISOString().slice(0, 16)}Z`);
  if (tally.removed > 0) parts.push(`${countOf(tally.removed, "file")} removed`);
  if (tally.changes > 0) parts.push(countOf(tally.changes, "change"));
  if (kept > 0) parts.push(`${countOf(kept, "row")} kept that the API did not give again`);
  if (status === "failed") parts.push("incomplete");
  return parts.join(", ");
}

// src/report/summary.ts
var MOST_PROBLEMS = 200;
var LONGEST_PROBLEM = 1e3;
var MOST_TYPES = 100;
var LONGEST_TYPE = 100;
function summaryOf(report) {
  const { total } = report;
  const rows = report.outcomes.map(
    (outcome) => `| ${escapeMarkdown(outcome.resource)} | ${mark(outcome)} | ${count(outcome.tally.records)} | ${count(outcome.tally.files)} | ${count(outcome.tally.changes)} | ${period(outcome)} |`
  );
  const problems = report.outcomes.flatMap(
    ({ resource, problems: problems2 }) => problems2.map((text2) => `- **${escapeMarkdown(resource)}**: ${escapeMarkdown(cut(text2, LONGEST_PROBLEM))}`)
  );
  const unknown = report.outcomes.flatMap(({ unknownTypes }) => [...unknownTypes].sort());
  return [
    "## OpenAI Admin Export",
    "",
    `${count(total.records)} records, ${count(total.files)} files written (${size(total.bytes)}), ${count(total.changes)} changes, to ${code(report.destination)}. State: ${report.stateSource}.`,
    "",
    "| Resource | Status | Records | Files written | Changes | Read |",
    "| --- | --- | ---: | ---: | ---: | --- |",
    ...rows,
    ...report.stoppedBy === void 0 ? [] : ["", "### What ended the run", "", escapeMarkdown(report.stoppedBy)],
    ...problems.length > 0 ? ["", "### What could not be read", "", ...problems.slice(0, MOST_PROBLEMS)] : [],
    ...problems.length > MOST_PROBLEMS ? [`- and ${count(problems.length - MOST_PROBLEMS)} more: see the log.`] : [],
    ...unknown.length > 0 ? [
      "",
      `Event types that this release does not know: ${unknown.slice(0, MOST_TYPES).map((type) => code(cut(type, LONGEST_TYPE))).join(", ")}${unknown.length > MOST_TYPES ? `, and ${count(unknown.length - MOST_TYPES)} more` : ""}`
    ] : [],
    ""
  ].join("\n");
}
function mark({ status }) {
  return { ok: "\u2705 ok", failed: "\u274C failed", skipped: "\u2796 skipped" }[status];
}
function period({ range }) {
  return range ? `${boundaryName(range.from)} to ${new Date(range.to * 1e3).toISOString().slice(0, 10)}` : "";
}
function cut(text2, length) {
  return text2.length > length ? `${text2.slice(0, length)}\u2026` : text2;
}
function escapeMarkdown(text2) {
  return text2.replace(/\s+/g, " ").replace(/[\\`*[\]<>|#&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
}
function code(text2) {
  return `\`${text2.replace(/\s+/g, " ").replaceAll("`", "'")}\``;
}

// src/api/client.ts
init_src();
import http from "node:http";
import https from "node:https";

// src/api/redact.ts
function redact(text2, apiKey) {
  const withoutKey = apiKey === "" ? text2 : text2.replaceAll(apiKey, "(key)");
  return withoutKey.replace(/\bsk-[\w*.…-]+/g, "(key)");
}

// src/api/request-error.ts
var LONGEST_DETAIL = 1e3;
function refusal({ path: path3, status, requestId, body, apiKey }) {
  const error2 = parseErrorBody(body);
  const clean = (text2) => redact(text2, apiKey).slice(0, LONGEST_DETAIL);
  const detail = clean(error2.message);
  const id = requestId === void 0 ? "" : `, request ${clean(requestId)}`;
  return new ApiError(`GET ${path3} answered ${status}: ${detail || "no reason given"}${id}`, {
    status,
    detail,
    ...error2.code === void 0 ? {} : { code: clean(error2.code) },
    ...error2.param === void 0 ? {} : { param: clean(error2.param) },
    ...requestId === void 0 ? {} : { requestId: clean(requestId) }
  });
}
function noAnswer(path3, why, apiKey, cause) {
  const detail = redact(why, apiKey);
  return new ApiError(`GET ${path3} got no usable answer: ${detail}`, { status: 0, detail, cause });
}
function parseErrorBody(body) {
  let parsed;
  try {
    parsed = JSON.parse(body);
  } catch {
    return {
      message: body.slice(0, 10 * LONGEST_DETAIL).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200)
    };
  }
  const error2 = parsed?.error ?? {};
  if (typeof error2 === "string") return { message: error2 };
  const { message, code: code2, param } = error2;
  return {
    message: typeof message === "string" ? message : "",
    ...typeof code2 === "string" ? { code: code2 } : {},
    ...typeof param === "string" ? { param } : {}
  };
}

// src/api/retry-delay.ts
var LONGEST_SERVER_DELAY = 10 * 6e4;
var FIRST_BACKOFF = 500;
var LONGEST_BACKOFF = 3e4;
function isTransientStatus(status) {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}
function parseDuration2(text2) {
  const parts = [...text2.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== text2) return void 0;
  const unit = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
  return parts.reduce((sum, part) => sum + Number(part[1]) * unit[part[2]], 0);
}
function serverDelay(status, headers, nowMilliseconds) {
  const delays = [
    milliseconds(headers.get("retry-after-ms")),
    secondsOrDate(headers.get("retry-after"), nowMilliseconds),
    status === 429 ? parseDuration2(headers.get("x-ratelimit-reset-requests") ?? "") : void 0
  ];
  const delay = delays.find((value) => value !== void 0);
  return delay === void 0 ? void 0 : Math.min(Math.max(delay, 0), LONGEST_SERVER_DELAY);
}
function backoff(attempt, random) {
  return random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempt - 1));
}
function milliseconds(text2) {
  return text2 !== null && /^\d+(\.\d+)?$/.test(text2) ? Number(text2) : void 0;
}
function secondsOrDate(text2, nowMilliseconds) {
  if (text2 === null) return void 0;
  const seconds = milliseconds(text2);
  if (seconds !== void 0) return seconds * 1e3;
  const date2 = Date.parse(text2);
  return Number.isNaN(date2) ? void 0 : date2 - nowMilliseconds;
}

// src/api/client.ts
var LARGEST_BODY = 512 * 1024 * 1024;
var THROTTLING_PATIENCE = 3;
var LONGEST_TIMER = 2 ** 31 - 1;
function createClient(options) {
  const agentOptions = { keepAlive: true, scheduling: "lifo", proxyEnv: options.proxyEnvironment };
  const agents = { "http:": new http.Agent(agentOptions), "https:": new https.Agent(agentOptions) };
  const base = new URL(`${options.baseUrl}/`);
  const headers = {
    authorization: `Bearer ${options.apiKey}`,
    accept: "application/json",
    "user-agent": options.userAgent
  };
  if (options.organization !== void 0) headers["openai-organization"] = options.organization;
  if (options.project !== void 0) headers["openai-project"] = options.project;
  function resolve(path3, query) {
    const url = new URL(`${options.baseUrl}${path3}`);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
      throw new ConfigurationError(`The path ${path3} lies outside of base-url: the key is sent nowhere else.`);
    }
    for (const [name2, value] of query) url.searchParams.append(name2, value);
    return url;
  }
  async function attempt(url, path3) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), Math.min(options.requestTimeoutSeconds * 1e3, LONGEST_TIMER));
    try {
      const response = await fetch(url, {
        headers,
        redirect: "manual",
        size: LARGEST_BODY,
        signal: abort.signal,
        agent: (target) => agents[target.protocol]
      });
      client.onAnswer?.(serverFacts(response));
      const text2 = await response.text();
      options.pacer.answered(response.headers);
      const requestId = response.headers.get("x-request-id") ?? void 0;
      options.log.debug(`GET ${path3} ${response.status} ${requestId ?? ""}`);
      if (response.ok) return { text: text2, body: JSON.parse(text2) };
      const failed = refusal({ path: path3, status: response.status, requestId, body: text2, apiKey: options.apiKey });
      return { failed, delay: serverDelay(response.status, response.headers, options.now() * 1e3) };
    } catch (error2) {
      if (error2 instanceof ConfigurationError) throw error2;
      const why = abort.signal.aborted ? `no answer within ${options.requestTimeoutSeconds} s` : describe2(error2);
      const cause = error2 instanceof SyntaxError ? void 0 : error2;
      return { failed: noAnswer(path3, why, options.apiKey, cause), delay: void 0 };
    } finally {
      clearTimeout(timer);
    }
  }
  const client = {
    onAnswer: void 0,
    async get(path3, query, lane, { acceptRefusal = false } = {}) {
      const url = resolve(path3, query);
      for (let count2 = 1; ; count2 += 1) {
        const result = await options.pacer.run(lane, async () => {
          options.stop?.throwIfAborted();
          return attempt(url, path3);
        });
        if (!("failed" in result)) return result;
        const { failed, delay } = result;
        const isThrottled = failed.status === 429;
        const transient = failed.status === 0 || isTransientStatus(failed.status) && !acceptRefusal;
        const patience = isThrottled ? THROTTLING_PATIENCE * options.retries : options.retries;
        if (!transient || count2 > patience) throw failed;
        const wait = delay !== void 0 && count2 <= options.retries ? delay : Math.max(delay ?? 0, backoff(count2, options.random));
        if (isThrottled) options.pacer.throttled(wait);
        options.log.debug(`${failed.message}; attempt ${count2 + 1} in ${Math.round(wait)} ms`);
        await options.sleep(wait);
      }
    }
  };
  return client;
}
function serverFacts(response) {
  const date2 = Date.parse(response.headers.get("date") ?? "");
  return {
    date: Number.isNaN(date2) ? void 0 : Math.floor(date2 / 1e3),
    organization: response.headers.get("openai-organization") ?? void 0
  };
}
function describe2(error2) {
  if (error2 instanceof SyntaxError) return "the answer is not JSON, or was cut";
  return error2 instanceof Error ? error2.message : String(error2);
}

// src/api/fair-queue.ts
var FairQueue = class {
  #lanes = /* @__PURE__ */ new Map();
  #size = 0;
  get size() {
    return this.#size;
  }
  enqueue(task, options) {
    const lane = options?.lane ?? "";
    const line2 = this.#lanes.get(lane);
    if (line2) line2.push(task);
    else this.#lanes.set(lane, [task]);
    this.#size += 1;
  }
  dequeue() {
    const next = this.#lanes.entries().next();
    if (next.done) return void 0;
    const [lane, line2] = next.value;
    const task = line2.shift();
    this.#lanes.delete(lane);
    if (line2.length > 0) this.#lanes.set(lane, line2);
    this.#size -= 1;
    return task;
  }
  filter(options) {
    return [...this.#lanes.get(options.lane ?? "") ?? []];
  }
  setPriority() {
  }
};

// src/api/pacing.ts
function createPacer(options) {
  const queue = new PQueue({
    concurrency: options.concurrency,
    queueClass: FairQueue,
    ...options.requestsPerSecond === void 0 ? {} : { interval: 1e3 / options.requestsPerSecond, intervalCap: 1 }
  });
  let allowed = options.concurrency;
  let goodAnswers = 0;
  let holds = 0;
  let throttles = 0;
  async function hold(milliseconds2) {
    if (milliseconds2 <= 0) return;
    holds += 1;
    queue.pause();
    await options.sleep(milliseconds2);
    holds -= 1;
    if (holds === 0) queue.start();
  }
  return {
    run: (lane, request) => queue.add(request, { lane }),
    answered(headers) {
      goodAnswers += 1;
      if (goodAnswers >= allowed && allowed < options.concurrency) {
        allowed += 1;
        goodAnswers = 0;
      }
      const text2 = headers.get("x-ratelimit-remaining-requests") ?? "";
      const remaining = /^\d+$/.test(text2) ? Number(text2) : Number.POSITIVE_INFINITY;
      queue.concurrency = Math.min(allowed, Math.max(remaining, 1));
      if (remaining === 0) void hold(parseDuration2(headers.get("x-ratelimit-reset-requests") ?? "") ?? 0);
    },
    throttled(delayMilliseconds) {
      if (throttles === 0) allowed = Math.max(1, Math.floor(allowed / 2));
      throttles += 1;
      goodAnswers = 0;
      queue.concurrency = allowed;
      void hold(delayMilliseconds).then(() => {
        throttles -= 1;
      });
    }
  };
}

// src/destinations/ending-together.ts
function endingTogether(destination, stop) {
  async function attempt(call) {
    stop.signal.throwIfAborted();
    try {
      return await call();
    } catch (error2) {
      if (!(error2 instanceof StorageError) || !error2.endsRun) throw error2;
      stop.abort(error2);
      throw stop.signal.reason;
    }
  }
  return {
    description: destination.description,
    list: (prefix) => attempt(() => destination.list(prefix)),
    read: (path3) => attempt(() => destination.read(path3)),
    publish: (path3, localFile, facts) => attempt(() => destination.publish(path3, localFile, facts)),
    publishNew: (path3, localFile, facts) => attempt(() => destination.publishNew(path3, localFile, facts)),
    remove: (path3) => attempt(() => destination.remove(path3)),
    readText: (path3) => attempt(() => destination.readText(path3)),
    replaceText: (path3, text2, version) => attempt(() => destination.replaceText(path3, text2, version)),
    writeText: (path3, text2) => attempt(() => destination.writeText(path3, text2)),
    close: () => destination.close()
  };
}

// src/export/plan.ts
function planPeriods(options, state, now, earliest, settledOnly = false) {
  const by = options.partitionBy;
  const latest = settledOnly ? periodStart(now - options.lookbackSeconds, by) : now;
  const end = options.end.kind === "now" ? latest : Math.min(periodStart(at(options.end, now, earliest), by), periodStart(latest, by));
  const covered = state.manifest?.ranges[0]?.[0];
  const asked = periodStart(at(options.start, now, earliest), by);
  const refreshFrom = options.refreshFrom && periodStart(at(options.refreshFrom, now, earliest), by);
  let start = options.start.kind === "age" && covered !== void 0 ? Math.min(asked, covered) : asked;
  if (refreshFrom !== void 0) start = Math.min(start, refreshFrom);
  const periods = periodsBetween(start, end, by).filter((period2) => {
    if (refreshFrom !== void 0 && period2.from >= refreshFrom) return true;
    const unavailable = state.manifest !== void 0 && contains(state.manifest.unavailable, period2.from, period2.to);
    return !unavailable && !state.isDone(period2);
  });
  const planned = withWholeFiles({ periods, end }, state.manifest?.entries ?? [], by, now);
  const range = { from: start, to: end };
  return { ...planned, asked: range, withoutTenant: withoutTenant(planned.periods, range, state, by) };
}
function withoutTenant(planned, asked, state, by) {
  if (!state.files) return [];
  const starts = new Set(planned.map(({ from }) => from));
  const names2 = new Set(
    (state.manifest?.entries ?? []).flatMap(
      ({ period: period2, refused }) => period2 && refused?.includes("tenant_only") ? period2 : []
    )
  );
  return [...names2].filter((name2) => periodName(parsePeriodName(name2).from, by) === name2).map(parsePeriodName).filter(({ from, to }) => asked.from <= from && to <= asked.to && !starts.has(from));
}
function refuseEmptyRanges(selections, now) {
  for (const { resource, options } of selections) {
    if (resource.kind === "snapshot" || options.start.kind === "earliest" || options.end.kind === "now") continue;
    if (at(options.start, now, 0) < at(options.end, now, 0)) continue;
    throw new ConfigurationError(
      `The 'start-date' of ${resource.name} lies after its 'end-date': there is nothing to export. Choose an earlier 'start-date' or a later 'end-date'.`
    );
  }
}
function joinPeriods(periods, end) {
  const spans = [];
  for (const period2 of periods) {
    const last = spans.at(-1);
    const to = Math.min(period2.to, end);
    if (last && last.to === period2.from) last.to = to;
    else spans.push({ from: period2.from, to });
  }
  return spans;
}
function isSettledAt(period2, options, now) {
  return now >= period2.to + options.lookbackSeconds;
}
function withWholeFiles(plan, entries, by, now) {
  const planned = new Map(plan.periods.map((period2) => [period2.from, period2]));
  const nameLength = periodName(now, by).length;
  let { end } = plan;
  for (const { period: name2 } of entries) {
    if (name2 === void 0 || name2.length >= nameLength) continue;
    const file = parsePeriodName(name2);
    const parts = periodsBetween(file.from, Math.min(file.to, now), by);
    if (!parts.some((part) => planned.has(part.from))) continue;
    for (const part of parts) planned.set(part.from, part);
    end = Math.max(end, Math.min(file.to, now));
  }
  return { periods: [...planned.values()].sort((a, b) => a.from - b.from), end };
}
function at(expression, now, earliest) {
  if (expression.kind === "absolute") return expression.seconds;
  if (expression.kind === "age") return now - expression.seconds;
  return expression.kind === "now" ? now : earliest;
}

// src/api/explain.ts
var KEY_PAGE = "https://platform.openai.com/settings/organization/admin-keys";
function isUnknownPath(error2) {
  return error2.status === 404 && /invalid url/i.test(error2.detail);
}
function withRemedy(error2) {
  const advice = error2 instanceof ApiError ? remedy(error2) : "";
  return advice === "" ? error2.message : `${error2.message.replace(/\.+$/, "")}. ${advice}`;
}
function remedy(error2) {
  const scopes = /missing scopes?:?\s*([\w.,\s-]+?)(?:[.)]?\s*$|[.)]\s)/i.exec(error2.detail)?.[1];
  if (error2.status === 401) {
    return `The key was not accepted. Check that the secret holds a current admin key (sk-admin-\u2026, not a project key sk-proj-\u2026): ${KEY_PAGE}`;
  }
  if (scopes !== void 0) {
    return `The key lacks the scope ${scopes.trim()}. Give it that scope, or use an admin key with all read permissions: ${KEY_PAGE}`;
  }
  if (/audit log/i.test(error2.detail) && (error2.status === 400 || error2.status === 403 || error2.status === 404)) {
    return "Audit logging may never have been switched on: an owner does so under Settings, Organization, Data controls. Events are recorded from then on.";
  }
  if (error2.status === 403) {
    return `The key may not read this. Administration data needs an admin key (sk-admin-\u2026) of an organisation owner with read permission: ${KEY_PAGE}`;
  }
  if (isUnknownPath(error2)) {
    return "The API does not know this path. Check the `base-url` input, or the `path` of a custom resource. (`audit_log` reads single events by an operation that OpenAI does not document; `audit_logs` exports them all.)";
  }
  if (error2.status === 429) return "The rate limit stayed exhausted. Lower `concurrency` or set `requests-per-second`.";
  if (error2.status >= 300 && error2.status < 400) {
    return "A redirect is not followed, because the key would go along. Set `base-url` to the address that answers itself.";
  }
  if (error2.detail.startsWith("holds no list")) {
    return "For a custom resource, check its `data_selector` and `pagination`; otherwise `base-url` may lead to another service.";
  }
  if (error2.status === 0 && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate/i.test(error2.detail)) {
    return "Check `base-url`, the proxy settings of the runner (HTTPS_PROXY, NO_PROXY) and its network.";
  }
  if (error2.status === 0 || error2.status >= 500) {
    return "The next run reads it again. If it persists, see https://status.openai.com or raise `retries` and `request-timeout`.";
  }
  return "";
}

// src/api/bucket-refusal.ts
function readBucketRefusal(error2, dimensions) {
  if (error2.status !== 400) return void 0;
  const named = dimensions.filter((dimension) => new RegExp(`\\b${dimension}\\b`).test(error2.detail));
  const time = timeIn(error2.detail);
  const isHistory = error2.code === "reporting_lookback_exceeded" || /earliest supported|lookback|available for the past/i.test(error2.detail);
  if (isHistory && named.length === 0) return { kind: "history", earliest: time };
  const mayBeDimension = named.length > 0 || error2.param === "group_by" || error2.param === "start_time" || /group/i.test(error2.detail);
  if (dimensions.length === 0 || !mayBeDimension) return void 0;
  const invalid = named.find((dimension) => error2.detail.includes(`Invalid value: '${dimension}'`));
  const suspects = invalid === void 0 ? (named.length > 0 ? named : dimensions).toReversed() : [invalid];
  return { kind: "dimension", suspects, since: time };
}
function timeIn(text2) {
  const date2 = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text2)?.[1];
  const epoch = /\b([12]\d{9})\b/.exec(text2)?.[1];
  if (epoch !== void 0) return Number(epoch);
  return date2 === void 0 ? void 0 : Date.parse(date2) / 1e3;
}

// src/formats/unknown-columns.ts
function collectUnknownColumns(value, table, found) {
  const tree = columnTree(table);
  collect2(value, tree, tree.root, found);
}
function findUnknownColumns(row, table, found) {
  const value = JSON.parse(row.json);
  if (row.form === "object") {
    collectUnknownColumns(value, table, found);
    return;
  }
  const { positions } = columnTree(table);
  for (const name2 of Object.keys(value)) if (!positions.has(name2)) found.add(name2);
}
function collect2(value, tree, parent, found) {
  for (const key in value) {
    const field = value[key];
    if (field === null) continue;
    let node = parent.children.get(key);
    if (node === void 0 || !node.known) {
      if (parent === tree.root && tree.payloadColumn !== void 0 && key === value.type) continue;
      node ??= childNode(tree, parent, key);
    }
    if (isFilledObject(field) && node.type !== "json") collect2(field, tree, node, found);
    else if (node.position === void 0) found.add(node.name);
  }
}
function isFilledObject(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const _key in value) return numberText(value) === void 0;
  return false;
}

// src/api/pages.ts
var CURSORS = {
  last_id: { parameter: "after", field: "last_id" },
  next: { parameter: "after", field: "next" },
  next_page: { parameter: "page", field: "next_page" }
};
var CursorRefused = class extends Error {
  name = "CursorRefused";
};
async function* listPages(client, request) {
  const seen = /* @__PURE__ */ new Set();
  let cursor;
  for (; ; ) {
    const { text: text2, body } = await readPage(client, request, cursor);
    const rows = rowsOf(text2, body, request);
    if (rows.length > 0 || cursor === void 0) yield rows;
    const next = rows.length === 0 ? void 0 : nextCursor(body, rows, request);
    if (next === void 0) return;
    if (seen.has(next)) throw broken(request, `repeated the cursor of an earlier page`);
    seen.add(next);
    cursor = next;
  }
}
async function readObject(client, request) {
  const { text: text2, body } = await client.get(request.path, request.query, request.lane);
  const [object] = sliceValues(text2, "") ?? [];
  if (object === void 0) throw broken(request, "is not an object");
  return { text: object, value: body };
}
async function readList(client, request) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows = [];
      for await (const page of listPages(client, request)) rows.push(...page);
      return rows;
    } catch (error2) {
      if (!(error2 instanceof CursorRefused) || attempt > 3) throw error2 instanceof CursorRefused ? error2.cause : error2;
    }
  }
}
async function readPage(client, request, cursor) {
  const query = [...request.query];
  if (request.pageSize !== void 0) query.push(["limit", String(request.pageSize)]);
  if (cursor !== void 0 && request.pagination !== "none")
    query.push([CURSORS[request.pagination].parameter, cursor]);
  try {
    return await client.get(request.path, query, request.lane);
  } catch (error2) {
    const refused = error2 instanceof ApiError && (error2.status === 400 || error2.status === 404);
    if (cursor !== void 0 && refused) throw new CursorRefused("The API refused its own cursor", { cause: error2 });
    throw error2;
  }
}
function rowsOf(text2, body, request) {
  const values = select(body, request.dataSelector);
  const texts = sliceValues(text2, request.dataSelector);
  if (!Array.isArray(values) || texts === void 0)
    throw broken(request, `holds no list at "${request.dataSelector}"`);
  return values.map((value, index) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw broken(request, `holds an entry at "${request.dataSelector}" that is not an object`);
    }
    return { text: texts[index], value };
  });
}
function nextCursor(body, rows, request) {
  if (request.pagination === "none") return void 0;
  const { field } = CURSORS[request.pagination];
  const container = select(body, request.dataSelector.split(".").slice(0, -1).join("."));
  const envelope = { ...container, ...body };
  const cursor = envelope[field];
  const hasMore = envelope.has_more ?? (field !== "last_id" && typeof cursor === "string" && cursor !== "");
  if (hasMore !== true) return void 0;
  if (typeof cursor === "string" && cursor !== "") return cursor;
  const lastId = field === "last_id" ? rows.at(-1)?.value.id : void 0;
  if (typeof lastId === "string") return lastId;
  throw broken(request, `announces more but names no "${field}" to go on from`);
}
function select(body, selector) {
  if (selector === "") return body;
  return selector.split(".").reduce(
    (value, key) => typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : void 0,
    body
  );
}
function broken(request, why) {
  return new ApiError(`The answer of GET ${request.path} ${why}: reading on would lose rows`, {
    status: 0,
    detail: why
  });
}

// src/export/bucket-requests.ts
function readBuckets(job, resource, window) {
  return readList(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: resource.widths[job.selection.options.bucketWidth],
    dataSelector: resource.dataSelector,
    lane: resource.name
  });
}
async function probeBuckets(job, resource, window) {
  const pages = listPages(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: 1,
    dataSelector: resource.dataSelector,
    lane: resource.name
  });
  await pages.next();
}
function bucketQuery(job, resource, window) {
  const { filters, bucketWidth } = job.selection.options;
  const repeated = (name2, values) => name2 === void 0 ? [] : values.map((value) => [name2, value]);
  return [
    ["start_time", String(window.from)],
    ["end_time", String(window.to)],
    ["bucket_width", bucketWidth],
    ...repeated("group_by", window.dimensions),
    ...repeated(resource.filters.projects, filters.projects),
    ...repeated(resource.filters.models, filters.models)
  ];
}

// src/export/first-accepted.ts
async function firstAccepted(low, high, accepts) {
  let from = low;
  let to = high + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (await accepts(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

// src/export/drain.ts
async function drain(items, workers, compare, work) {
  const waiting = [...items].sort(compare);
  let active = 0;
  await new Promise((resolve, reject) => {
    let failure;
    const start = () => {
      if (failure && active === 0) reject(failure.error);
      if (failure) return;
      if (waiting.length === 0 && active === 0) resolve();
      while (active < workers && waiting.length > 0) {
        active += 1;
        work(waiting.shift()).then(
          (more) => {
            active -= 1;
            if (more.length > 0) {
              waiting.push(...more);
              waiting.sort(compare);
            }
            start();
          },
          (error2) => {
            active -= 1;
            failure ??= { error: error2 };
            start();
          }
        );
      }
    };
    start();
  });
}

// src/state/entry-index.ts
var LONGEST_PARTITION = 31 * 86400;
var sortedEntries = /* @__PURE__ */ new WeakMap();
function entriesIn(manifest, period2) {
  let sorted = sortedEntries.get(manifest);
  if (!sorted) {
    sorted = manifest.entries.flatMap((entry2) => entry2.period === void 0 ? [] : [{ ...parsePeriodName(entry2.period), entry: entry2 }]).sort((a, b) => a.from - b.from);
    sortedEntries.set(manifest, sorted);
  }
  const found = [];
  for (let index = firstFrom(sorted, period2.from - LONGEST_PARTITION); index < sorted.length; index += 1) {
    const { from, to, entry: entry2 } = sorted[index];
    if (from >= period2.to) break;
    if (to > period2.from) found.push(entry2);
  }
  return found;
}
function firstFrom(periods, seconds) {
  let low = 0;
  let high = periods.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (periods[middle].from < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

// src/export/merge-sorted.ts
var BATCH_ROWS = 1e3;
var BATCH_LENGTH = 64 * 1024;
async function* mergeSorted(streams, unique, onRow) {
  const heads = streams.map((stream) => ({ batches: stream[Symbol.asyncIterator](), batch: [], index: 0 }));
  let out = [];
  let length = 0;
  const give = ({ row, stream }) => {
    onRow?.(row, stream);
    out.push(row);
    length += row.json.length;
  };
  try {
    for (const head of heads) await refill(head);
    let pending;
    for (; ; ) {
      const stream = leastHead(heads);
      const head = heads[stream];
      if (!head) break;
      const row = head.batch[head.index];
      if (pending && !(unique && pending.row.key === row.key)) give(pending);
      pending = { row, stream };
      head.index += 1;
      if (head.index === head.batch.length) await refill(head);
      if (out.length < BATCH_ROWS && length < BATCH_LENGTH) continue;
      yield out;
      out = [];
      length = 0;
    }
    if (pending) give(pending);
    if (out.length > 0) yield out;
  } finally {
    for (const head of heads) await head.batches.return?.();
  }
}
function leastHead(heads) {
  let least = -1;
  for (let index = 0; index < heads.length; index += 1) {
    const { batch, index: at2 } = heads[index];
    if (at2 >= batch.length) continue;
    const best = heads[least];
    if (!best || batch[at2].key < best.batch[best.index].key) least = index;
  }
  return least;
}
async function refill(head) {
  head.batch = [];
  head.index = 0;
  while (head.batch.length === 0) {
    const next = await head.batches.next();
    if (next.done) return;
    head.batch = next.value;
  }
}

// src/export/partition-writer.ts
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

// src/export/spool-error.ts
var DISK_ERRORS = /* @__PURE__ */ new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENOENT", "EACCES"]);
function spoolError(cause) {
  const code2 = cause?.code ?? "";
  if (cause instanceof StorageError || !DISK_ERRORS.has(code2)) return cause;
  return new StorageError(
    `Failed to write to the temporary folder (RUNNER_TEMP), where rows wait until their file is whole: ${code2}. A run needs there about three times the size of its largest partition: free some space, use a larger runner, or choose a finer \`partition-by\`.`,
    { cause, endsRun: true }
  );
}

// src/export/partition-writer.ts
async function spoolFiles(context, options) {
  const files = [];
  for (const format of options.formats) {
    const localFile = context.spool.file();
    const hash = createHash("sha256");
    let rows = 0;
    let bytes = 0;
    const counted = async function* () {
      for await (const batch of options.rows()) {
        rows += batch.length;
        yield batch;
      }
    };
    const hashed = async function* () {
      for await (const chunk2 of formatNamed(format.name).encode(counted(), options.table)) {
        const buffer = Buffer.from(chunk2);
        hash.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    };
    const compressor = compress(format.compression);
    const source = Readable.from(hashed());
    const sink = createWriteStream(localFile);
    try {
      await (compressor ? pipeline(source, compressor, sink) : pipeline(source, sink));
    } catch (error2) {
      throw spoolError(error2);
    }
    files.push({ localFile, path: `${options.basePath}.${format.extension}`, rows, bytes, sha256: hash.digest("hex") });
  }
  return files;
}
async function publishFiles(context, files, storedHash3, tally) {
  let rows = 0;
  for (const file of files) {
    if (storedHash3(file.path) === file.sha256) {
      await rm(file.localFile, { force: true });
      continue;
    }
    await context.destination.publish(file.path, file.localFile, file);
    tally.files += 1;
    tally.bytes += file.bytes;
    rows = file.rows;
  }
  tally.rows += rows;
}
async function publishOnce(context, file, tally) {
  if (await context.destination.publishNew(file.path, file.localFile, file)) {
    tally.files += 1;
    tally.bytes += file.bytes;
    return "new";
  }
  if (context.access.writeOnly) return "unknown";
  return await readHash(context, file.path) === file.sha256 ? "same" : "other";
}
async function removeFiles(context, paths, tally) {
  for (const path3 of paths) {
    await context.destination.remove(path3);
    tally.removed += 1;
  }
}
function entryOf(file, extra, unknownColumns) {
  return {
    ...extra,
    path: file.path,
    rows: file.rows,
    bytes: file.bytes,
    sha256: file.sha256,
    ...unknownColumns.length > 0 ? { unknown_columns: unknownColumns } : {}
  };
}

// src/export/stored-period.ts
async function readStored(job, work, stored, paths) {
  const found = /* @__PURE__ */ new Map();
  if (job.context.access.writeOnly) return found;
  const { period: period2 } = work;
  const there = paths.filter((path3) => job.state.files?.has(path3) ?? true);
  for (const alternatives of filesByStem(there).values()) {
    while (alternatives.length > 0) {
      const path3 = mostFaithful(alternatives);
      const batch = [];
      const facts = await readStoredRows(job.context, job.resource, path3, async ({ row, value }) => {
        const seconds = job.timeOf(value);
        if (seconds === void 0 || seconds < period2.from || seconds >= period2.to || !job.keeps(value)) return;
        batch.push({ ...row, key: job.keyOf(value, row.json) });
        if (batch.length >= 500) await stored.add(batch.splice(0));
      });
      await stored.add(batch);
      if (facts !== void 0) {
        found.set(path3, facts);
        break;
      }
      alternatives.splice(alternatives.indexOf(path3), 1);
    }
  }
  return found;
}
function filesByStem(paths) {
  const files = /* @__PURE__ */ new Map();
  for (const path3 of new Set(paths)) {
    const format = formatOfPath(path3);
    const stem = format ? path3.slice(0, -format.extension.length - 1) : path3;
    files.set(stem, [...files.get(stem) ?? [], path3]);
  }
  return files;
}
async function countKept(job, work, stored) {
  const kept = { rows: 0, cells: 0 };
  const note = (row, stream) => {
    if (stream !== 0) return;
    kept.rows += 1;
    if (row.form === "cells") kept.cells += 1;
    findUnknownColumns(row, job.resource, work.unknownColumns);
  };
  for await (const _batch of mergeSorted([stored.sorted(), work.sorter.sorted()], job.unique, note)) ;
  return kept;
}

// src/export/write-once.ts
async function writePeriodOnce(job, work, stored, facts) {
  const { resource, state } = job;
  const folder = `${resource.name}/${periodFolder(work.period.from, job.selection.options.partitionBy)}`;
  const previous = (state.manifest ? entriesIn(state.manifest, work.period) : []).filter(
    ({ path: path3 }) => path3 !== void 0 && (state.files?.has(path3) ?? true)
  );
  const listed = [...state.files ?? []].filter((path3) => path3.startsWith(`${folder}/`));
  const known = [.../* @__PURE__ */ new Set([...previous.map(({ path: path3 }) => path3), ...listed])];
  const write = resource.kind === "events" ? writeLateEvents : writeRevision;
  await write({ job, work, facts, folder, previous, known, stored });
}
async function writeLateEvents(once) {
  const { job, work, folder, known, stored } = once;
  await readStored(job, work, stored, known);
  const entries = [];
  for (const [stem, paths] of filesByStem(known)) entries.push(...await completeStem(once, stem, paths));
  const main2 = `${folder}/${job.resource.name}`;
  const isFirst = known.length === 0;
  const files = await spool(
    once,
    () => isFirst ? work.sorter.sorted() : newRows(stored, work.sorter),
    work.unknownColumns
  );
  const [first] = files;
  job.outcome.tally.records += first?.rows ?? 0;
  if (first && first.rows > 0) {
    const base = isFirst ? main2 : `${folder}/late-${first.sha256.slice(0, 12)}`;
    entries.push(...await publishAll(once, files, base, work.unknownColumns));
  }
  job.change.written.push(...entries.length > 0 ? entries : [{ ...once.facts, rows: 0 }]);
}
async function completeStem(once, stem, paths) {
  const { job, facts, previous } = once;
  const wanted = job.selection.options.formats.map(({ extension }) => `${stem}.${extension}`);
  const listed = new Map(previous.map((entry2) => [entry2.path, entry2]));
  if (wanted.every((path3) => listed.has(path3))) {
    return wanted.map((path3) => ({ ...listed.get(path3), refused: void 0, ...facts }));
  }
  const rows = job.context.spool.sorter({ unique: true });
  try {
    await readStored(job, once.work, rows, paths);
    const unknownColumns = /* @__PURE__ */ new Set();
    for await (const batch of rows.sorted()) {
      for (const row of batch) findUnknownColumns(row, job.resource, unknownColumns);
    }
    return await publishAll(once, await spool(once, () => rows.sorted(), unknownColumns), stem, unknownColumns);
  } finally {
    await rows.discard();
  }
}
async function writeRevision(once) {
  const { job, work, facts, folder, previous, known, stored } = once;
  let revision = known.reduce((highest, path3) => Math.max(highest, revisionOf(path3, folder)), 0);
  const current = known.filter((path3) => revisionOf(path3, folder) === revision);
  const found = await readStored(job, work, stored, current);
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored);
  if (work.sorter.count + kept.rows === 0 && known.length === 0) {
    job.change.written.push({ ...facts, rows: 0 });
    return;
  }
  const merged = () => mergeSorted([stored.sorted(), work.sorter.sorted()], job.unique);
  const files = await spool(once, merged, work.unknownColumns);
  job.outcome.kept += kept.rows;
  job.outcome.tally.records += (files[0]?.rows ?? 0) - kept.rows;
  const hashOf3 = (path3) => found.get(path3)?.sha256 ?? previous.find((entry2) => entry2.path === path3)?.sha256;
  const isStored = files.some((file) => current.some((path3) => hashOf3(path3) === file.sha256));
  if (!isStored) revision += 1;
  const base = revision <= 1 ? `${folder}/${job.resource.name}` : `${folder}/rev=${revision}/${job.resource.name}`;
  const entries = await publishAll(once, files, base, work.unknownColumns);
  const earlier = known.filter((path3) => !entries.some((entry2) => entry2.path === path3));
  job.change.written.push(
    ...entries.map((entry2) => {
      const extension = formatOfPath(entry2.path)?.extension;
      const supersedes = earlier.filter((path3) => formatOfPath(path3)?.extension === extension).sort();
      return supersedes.length > 0 ? { ...entry2, supersedes } : entry2;
    })
  );
}
function spool({ job, folder }, rows, unknownColumns) {
  const { formats, csvEscapeFormulas } = job.selection.options;
  const table = tableOf(job.resource, unknownColumns, csvEscapeFormulas);
  const ordered = [...formats].sort((a, b) => Number(a.name === "csv") - Number(b.name === "csv"));
  return spoolFiles(job.context, { basePath: `${folder}/${job.resource.name}`, formats: ordered, table, rows });
}
async function publishAll({ job, facts }, files, basePath, unknownColumns) {
  const { outcome, context } = job;
  const entries = [];
  let rows = 0;
  for (const file of files) {
    const target = { ...file, path: `${basePath}.${formatOfPath(file.path)?.extension}` };
    const became = await publishOnce(context, target, outcome.tally);
    const entry2 = entryOf(target, facts, [...unknownColumns].sort());
    if (became === "new") rows = file.rows;
    if (became === "other") {
      throw new StorageError(
        `${target.path} in the ${context.destination.description} was written meanwhile, with other content. The next run compares and writes what is new beside it.`
      );
    }
    if (became === "unknown") {
      outcome.problems.push(
        `${target.path} was there already and stays as it is. This run may not read it, so that it is not known whether it holds all ${file.rows} rows: compare it with a key that may read.`
      );
    }
    entries.push(became === "unknown" ? { ...facts, path: target.path, rows: file.rows } : entry2);
  }
  outcome.tally.rows += rows;
  return entries;
}
async function* newRows(stored, fresh) {
  let own = [];
  const merged = mergeSorted([fresh.sorted(), stored.sorted()], true, (row, stream) => {
    if (stream === 0) own.push(row);
  });
  for await (const _batch of merged) {
    if (own.length > 0) yield own;
    own = [];
  }
}
function revisionOf(path3, folder) {
  const match = /^rev=(\d+)\//.exec(path3.slice(folder.length + 1));
  return match ? Number(match[1]) : 1;
}

// src/export/finish-period.ts
async function closePeriod(job, work) {
  const { from, to } = work.period;
  const isRefused = contains(job.change.unavailable, from, Math.min(to, job.plan.end));
  try {
    if (!work.failed && !isRefused) {
      await finishPeriod(job, work);
      await job.checkpoint();
    }
  } catch (error2) {
    if (!(error2 instanceof StorageError) || error2.endsRun) throw error2;
    work.failed = true;
    job.outcome.problems.push(error2.message);
  } finally {
    await work.sorter.discard();
  }
}
async function finishPeriod(job, work) {
  const { context, change, selection, plan } = job;
  const { period: period2 } = work;
  const facts = {
    period: periodName(period2.from, selection.options.partitionBy),
    settled: isSettledAt(period2, selection.options, context.now),
    ...work.refused.size > 0 ? { refused: [...work.refused].sort() } : {}
  };
  const stored = context.spool.sorter({ unique: job.unique });
  try {
    await (context.access.settledOnly ? writePeriodOnce : replacePeriod)(job, work, stored, facts);
  } finally {
    await stored.discard();
  }
  if (period2.to <= plan.end) {
    change.covered = union(change.covered, subtract([[period2.from, period2.to]], change.unavailable));
  }
}
async function replacePeriod(job, work, stored, facts) {
  const { context, resource, outcome, change, selection } = job;
  const { period: period2, sorter } = work;
  const { formats, partitionBy, csvEscapeFormulas } = selection.options;
  const basePath = `${resource.name}/${periodFolder(period2.from, partitionBy)}/${resource.name}`;
  const targets = formats.map((format) => `${basePath}.${format.extension}`);
  const previous = job.state.manifest ? entriesIn(job.state.manifest, period2) : [];
  const found = await readStored(job, work, stored, [...targets, ...pathsOf(previous)]);
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored);
  const dropCells = kept.cells > 0 && formats.some((format) => format.name === "jsonl");
  const mustEmpty = context.access.writeOnly && previous.some(({ path: path3 }) => path3 !== void 0);
  const name2 = facts.period;
  if (sorter.count + kept.rows > 0 || mustEmpty) {
    const table = tableOf(resource, work.unknownColumns, csvEscapeFormulas);
    const merged = () => mergeSorted([stored.sorted(), sorter.sorted()], job.unique);
    const rows = stored.count === 0 ? sorter.sorted : dropCells ? () => withoutCells(merged()) : merged;
    const files = await spoolFiles(context, { basePath, formats, table, rows });
    await publishFiles(context, files, (path3) => storedHash(job, previous, found, path3), outcome.tally);
    change.written.push(...files.map((file) => entryOf(file, facts, table.unknownColumns)));
    outcome.tally.records += (files[0]?.rows ?? 0) - (dropCells ? 0 : kept.rows);
    warnOfFewerRows(job, name2, previous, files);
  } else {
    const emptied = previous.filter((entry2) => entry2.period === name2);
    for (const path3 of pathsOf(emptied)) await context.destination.remove(path3);
    change.written.push({ ...facts, rows: 0 });
  }
  outcome.kept += kept.rows;
  if (dropCells) {
    context.log.warning(
      `${resource.name} ${name2}: ${kept.cells} rows that the API no longer serves are in the CSV file alone and stay there; JSONL can't take them.`
    );
    const files = previous.filter((entry2) => entry2.path?.includes(".csv") && !targets.includes(entry2.path));
    change.written.push(...files);
  }
}
function warnOfFewerRows(job, name2, previous, files) {
  if (job.resource.kind !== "events") return;
  const [file] = files;
  const before = previous.find((entry2) => entry2.path === file?.path)?.rows ?? 0;
  if (file === void 0 || file.rows >= before) return;
  job.context.log.warning(
    `${job.resource.name} ${name2}: the API gives ${file.rows} events now, ${before} were exported before, and the earlier file is not there to keep the others. Do not let this file replace it.`
  );
}
function storedHash(job, previous, found, path3) {
  const read = found.get(path3);
  if (read !== void 0) return read.sha256;
  if (job.state.files && !job.state.files.has(path3)) return void 0;
  return previous.find((entry2) => entry2.path === path3)?.sha256;
}
async function* withoutCells(batches) {
  for await (const batch of batches) yield batch.filter((row) => row.form !== "cells");
}
function pathsOf(entries) {
  return entries.flatMap((entry2) => entry2.path === void 0 ? [] : [entry2.path]);
}

// src/export/replaced-files.ts
async function removeReplacedFiles(job) {
  const { change, state, plan, outcome, context } = job;
  if (context.access.writeOnly || context.access.settledOnly) return;
  const written = new Set(change.written.map(entryKey));
  const names2 = new Set(change.written.map((entry2) => entry2.period));
  const read = union(
    change.covered,
    change.written.map((entry2) => {
      const { from, to } = parsePeriodName(entry2.period);
      return [from, Math.min(to, plan.end)];
    })
  );
  for (const entry2 of state.manifest?.entries ?? []) {
    if (entry2.period === void 0 || written.has(entryKey(entry2))) continue;
    const { from, to } = parsePeriodName(entry2.period);
    const isReadWhole = read.some(([start, end]) => start <= from && from < end && Math.min(to, context.now) <= end);
    const replaced = names2.has(entry2.period) || isReadWhole;
    if (!replaced) continue;
    if (entry2.path !== void 0) await removeFiles(context, [entry2.path], outcome.tally);
    change.removedPeriods.push(entry2.period);
  }
}

// src/export/read-windows.ts
async function readWindows(job, windows, read, endsAll) {
  const { board, context, outcome } = job;
  const halved = /* @__PURE__ */ new Set();
  let anyRead = false;
  let final;
  board.open(windows);
  async function work(window) {
    let parts = [];
    try {
      if (final) board.fail(window);
      else {
        parts = await read(window);
        anyRead ||= parts.length === 0;
      }
    } catch (error2) {
      if (!(error2 instanceof ApiError)) throw error2;
      parts = endsAll(error2) || !(anyRead || !halved.has(window)) ? [] : halves(window, error2);
      for (const part of parts) halved.add(part);
      if (parts.length === 0) giveUp(window, error2);
    }
    board.open(parts);
    for (const period2 of board.close(window)) await closePeriod(job, period2);
    return parts;
  }
  function giveUp(window, error2) {
    if (endsAll(error2)) final ??= error2;
    else outcome.problems.push(`${minuteName(window.from)} to ${minuteName(window.to)}: ${withRemedy(error2)}`);
    board.fail(window);
  }
  function halves(window, error2) {
    const mayLieInThePeriod = [0, 400].includes(error2.status) || isTransientStatus(error2.status) && error2.status !== 429;
    if (!mayLieInThePeriod) return [];
    const middle = periodStart(Math.floor((window.from + window.to) / 2), job.selection.options.partitionBy);
    const next = board.overlapping(window).find(({ period: period2 }) => period2.from > window.from)?.period.from;
    const boundary = middle > window.from ? middle : next;
    if (boundary === void 0 || boundary >= window.to) return [];
    return [
      { ...window, to: boundary },
      { ...window, from: boundary }
    ];
  }
  await drain(windows, context.concurrency, (a, b) => a.from - b.from, work);
  await removeReplacedFiles(job);
  if (final) throw final;
}
function minuteName(seconds) {
  return new Date(seconds * 1e3).toISOString().slice(0, 16).replace("T00:00", "");
}

// src/export/row-keys.ts
var SEPARATOR = "\0";
function secondsOf(value) {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value === "") return void 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : Date.parse(value) / 1e3;
  return Number.isNaN(seconds) ? void 0 : seconds;
}
function eventKey(resource, value) {
  const ids = resource.key.map((field) => text(value[field]));
  return [padded(secondsOf(value[resource.timeField]) ?? 0), ...ids].join(SEPARATOR);
}
function bucketKey(resource, value, json) {
  const dimensions = resource.dimensions.map((field) => text(value[field]));
  return [padded(secondsOf(value.start_time) ?? 0), ...dimensions, json].join(SEPARATOR);
}
function snapshotKeys(resource) {
  const counts = /* @__PURE__ */ new Map();
  return (value) => {
    const parents = resource.parentIds.map((field) => text(value[field]));
    const own = resource.key.map((field) => text(value[field]));
    if (own.length > 0 && own.every((part) => part !== "")) return [...parents, ...own].join(SEPARATOR);
    const parent = parents.join(SEPARATOR);
    const position = counts.get(parent) ?? 0;
    counts.set(parent, position + 1);
    return [...parents, padded(position)].join(SEPARATOR);
  };
}
function text(value) {
  return value === void 0 || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
function padded(value) {
  return String(value).padStart(12, "0");
}

// src/export/buckets.ts
var WIDTHS = { "1m": 60, "1h": 3600, "1d": 86400 };
async function exportBuckets(job, resource) {
  const { context, board, plan } = job;
  const { groupBy, bucketWidth } = job.selection.options;
  const dimensions = groupBy === "default" ? resource.dimensions : groupBy;
  const width = WIDTHS[bucketWidth];
  const length = width * (resource.widths[bucketWidth] ?? 1);
  const windows = joinPeriods(plan.periods, plan.end).flatMap((span) => chunk(span, length, dimensions));
  const refusedUntil = /* @__PURE__ */ new Map();
  async function read(window) {
    try {
      const rows = await readBuckets(job, resource, window);
      for (const period2 of board.overlapping(window)) {
        for (const left of dimensions.filter((name2) => !window.dimensions.includes(name2))) period2.refused.add(left);
      }
      await take(job, resource, window, rows);
      return [];
    } catch (error2) {
      const refusal2 = error2 instanceof ApiError ? readBucketRefusal(error2, window.dimensions) : void 0;
      if (!refusal2) throw error2;
      return refusal2.kind === "history" ? afterHistory(window, refusal2) : withoutDimension(window, refusal2);
    }
  }
  async function afterHistory(window, refusal2) {
    const earliest = await boundary({ ...window, dimensions: [] }, refusal2.earliest);
    job.change.unavailable = union(job.change.unavailable, [[window.from, Math.min(earliest, window.to)]]);
    return earliest < window.to ? [{ ...window, from: earliest }] : [];
  }
  async function withoutDimension(window, refusal2) {
    const since = await boundary(window, refusal2.since);
    const until = Math.min(since, window.to);
    const refused = await refusedDimension({ ...window, to: until }, refusal2.suspects);
    const fewer = window.dimensions.filter((name2) => name2 !== refused);
    refusedUntil.set(refused, Math.max(refusedUntil.get(refused) ?? 0, until));
    const parts = [{ from: window.from, to: until, dimensions: fewer }];
    if (until < window.to) parts.push({ ...window, from: until });
    return parts;
  }
  async function refusedDimension(window, suspects) {
    for (const suspect of suspects.length > 1 ? suspects : []) {
      const dimensions2 = window.dimensions.filter((name2) => name2 !== suspect);
      if (await accepts({ ...window, dimensions: dimensions2 })) return suspect;
    }
    return suspects[0];
  }
  async function accepts(window) {
    try {
      await probeBuckets(job, resource, window);
      return true;
    } catch (error2) {
      if (error2 instanceof ApiError && error2.status === 400) return false;
      throw error2;
    }
  }
  async function boundary(window, said) {
    const aligned = said === void 0 ? void 0 : Math.ceil(said / width) * width;
    if (aligned !== void 0 && aligned > window.from) return aligned;
    const buckets = Math.ceil((window.to - window.from) / width);
    const isServed = (index) => accepts({ ...window, from: window.from + index * width });
    return window.from + await firstAccepted(1, buckets - 1, isServed) * width;
  }
  await readWindows(job, windows, read, ({ status }) => [401, 403, 404].includes(status));
  for (const [from, to] of subtract(job.change.unavailable, job.state.manifest?.unavailable ?? [])) {
    context.log.notice(
      `${resource.name}: the API's history does not reach back to ${boundaryName(from)}; it begins at ${boundaryName(to)}.`
    );
  }
  for (const [dimension, until] of refusedUntil) {
    const when = until >= plan.end ? "" : ` before ${boundaryName(until)}`;
    context.log.notice(
      `${resource.name}: the API does not group by ${dimension}${when}; those days are exported without it.`
    );
  }
}
function chunk(span, length, dimensions) {
  const windows = [];
  for (let from = span.from; from < span.to; from += length) {
    windows.push({ from, to: Math.min(from + length, span.to), dimensions });
  }
  return windows;
}
async function take(job, resource, window, buckets) {
  for (const bucket of buckets) {
    const { start_time, end_time, results } = bucket.value;
    if (typeof start_time !== "number" || typeof end_time !== "number" || !Array.isArray(results)) {
      const why = `A bucket of ${resource.name} lacks start_time, end_time or results`;
      throw new ApiError(why, { status: 0, detail: why });
    }
    const work = job.board.at(start_time);
    if (!work || start_time < window.from || start_time >= window.to) continue;
    const texts = sliceValues(bucket.text, "results") ?? [];
    const rows = texts.map((text2, index) => {
      const value = { start_time, end_time, ...results[index] };
      collectUnknownColumns(value, resource, work.unknownColumns);
      const json = withFields(text2, { start_time, end_time });
      return { key: bucketKey(resource, value, json), json, form: "object" };
    });
    await work.sorter.add(rows);
  }
}

// src/export/event-passes.ts
function eventPasses(options) {
  const { projects: projects2, eventTypes } = options.filters;
  const isTenantType = (type) => type.startsWith("tenant.");
  const common = projects2.map((id) => ["project_ids[]", id]);
  const passes = [];
  const types = {
    organization: eventTypes.filter((type) => !isTenantType(type)),
    tenant: eventTypes.filter(isTenantType)
  };
  for (const name2 of ["organization", "tenant"]) {
    if (eventTypes.length > 0 && types[name2].length === 0) continue;
    const query = [...common, ...types[name2].map((type) => ["event_types[]", type])];
    passes.push({ name: name2, refused: false, query: name2 === "tenant" ? [...query, ["tenant_only", "true"]] : query });
  }
  return passes;
}

// src/export/earliest.ts
var DAY = 86400;
var API_LAUNCH = Date.UTC(2020, 5, 1) / 1e3;
async function findEarliest(context, { resource, options }) {
  const isAsked = options.start.kind === "earliest" || options.refreshFrom?.kind === "earliest";
  if (!isAsked || resource.kind !== "events") return API_LAUNCH;
  const days = Math.ceil((context.now - API_LAUNCH) / DAY);
  const day2 = await firstAccepted(
    0,
    days,
    (count2) => hasEventBefore(context, resource, options, API_LAUNCH + (count2 + 1) * DAY)
  );
  return day2 > days ? context.now : API_LAUNCH + day2 * DAY;
}
async function hasEventBefore(context, resource, options, seconds) {
  const before = String(Math.min(seconds, context.now));
  for (const pass of eventPasses(options)) {
    const pages = listPages(context.client, {
      path: resource.path,
      query: [...pass.query, [`${resource.timeField}[lt]`, before]],
      pagination: resource.pagination,
      pageSize: 1,
      dataSelector: resource.dataSelector,
      lane: resource.name
    });
    const first = await pages.next();
    if (!first.done && first.value.length > 0) return true;
  }
  return false;
}

// src/export/window-split.ts
var FEWEST_PAGES = 10;
var PAGES_A_PART = 6;
var MOST_PARTS = 16;
function splitWindow(window, progress, by) {
  const elapsed = Math.max(1, window.to - progress.oldest);
  const left = progress.oldest - window.from;
  const pagesLeft = progress.rows / elapsed * left / progress.pageSize;
  if (pagesLeft < FEWEST_PAGES || pagesLeft < 3 * progress.pages) return void 0;
  const parts = Math.min(MOST_PARTS, Math.ceil(pagesLeft / PAGES_A_PART), window.to - window.from);
  if (parts < 2) return void 0;
  const boundaries = /* @__PURE__ */ new Set([window.from, window.to]);
  for (let part = 1; part < parts; part += 1) {
    const exact = window.from + Math.floor((window.to - window.from) * part / parts);
    const partition = periodStart(exact, by);
    const step = (window.to - window.from) / parts;
    boundaries.add(exact - partition < step && partition > window.from ? partition : exact);
  }
  const sorted = [...boundaries].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => ({ from: sorted[index], to }));
}

// src/export/events.ts
var knownTypes = new Set(auditEventTypes);
var MOST_RESTARTS = 3;
async function exportEvents(job, resource) {
  const { plan, board, context } = job;
  const windows = eventPasses(job.selection.options).flatMap((pass) => {
    const periods = pass.name === "tenant" ? board.all.map(({ period: period2 }) => period2) : plan.periods;
    return joinPeriods(periods, plan.end).map((span) => ({ ...span, pass }));
  });
  async function read(window) {
    const { pass } = window;
    try {
      if (!pass.refused) return await readWindow(job, resource, window);
    } catch (error2) {
      const isRefusal = error2 instanceof ApiError && [400, 403, 404].includes(error2.status);
      if (pass.name !== "tenant" || !isRefusal) throw error2;
      if (!pass.refused) context.log.notice(`Tenant events are left out: ${error2.message}`);
      pass.refused = true;
    }
    for (const work of board.overlapping(window)) {
      work.refused.add("tenant_only");
      if (plan.withoutTenant.includes(work.period)) work.failed = true;
    }
    return [];
  }
  await readWindows(job, windows, read, ({ status }) => status >= 400 && status < 500 && status !== 429);
}
async function readWindow(job, resource, window) {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await walkWindow(job, resource, window);
    } catch (error2) {
      if (!(error2 instanceof CursorRefused)) throw error2;
      if (restarts === MOST_RESTARTS) throw error2.cause;
    }
  }
}
async function walkWindow(job, resource, window) {
  const pages = listPages(job.context.client, {
    path: resource.path,
    pagination: resource.pagination,
    pageSize: resource.pageSize,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    query: [
      ...window.pass.query,
      [`${resource.timeField}[gte]`, String(window.from)],
      [`${resource.timeField}[lt]`, String(window.to)]
    ]
  });
  const progress = { rows: 0, pages: 0, oldest: window.to, pageSize: resource.pageSize ?? 100 };
  for await (const page of pages) {
    const oldest = await take2(job, resource, window, page);
    progress.rows += page.length;
    progress.pages += 1;
    progress.oldest = Math.min(progress.oldest, oldest);
    if (page.length < progress.pageSize) continue;
    const parts = splitWindow(window, progress, job.selection.options.partitionBy);
    if (parts) return parts.map((part) => ({ ...part, pass: window.pass }));
  }
  return [];
}
async function take2(job, resource, window, page) {
  let oldest = window.to;
  let batch = [];
  let current;
  for (const { text: text2, value } of page) {
    const seconds = secondsOf(value[resource.timeField]);
    if (seconds === void 0) {
      const why = `An event of ${resource.name} has no ${resource.timeField}`;
      throw new ApiError(`${why}: it belongs to no partition`, { status: 0, detail: why });
    }
    oldest = Math.min(oldest, seconds);
    if (seconds < window.from || seconds >= window.to) continue;
    const work = job.board.at(seconds);
    if (!work) continue;
    if (typeof value.type === "string" && !knownTypes.has(value.type)) job.outcome.unknownTypes.add(value.type);
    collectUnknownColumns(value, resource, work.unknownColumns);
    if (work !== current) {
      await current?.sorter.add(batch);
      batch = [];
      current = work;
    }
    batch.push({ key: eventKey(resource, value), json: text2, form: "object" });
  }
  await current?.sorter.add(batch);
  return oldest;
}

// src/export/outcome.ts
function newTally() {
  return { records: 0, rows: 0, files: 0, bytes: 0, removed: 0, changes: 0 };
}

// src/export/period-work.ts
function createBoard(periods, by, spool2, sorting) {
  const all = periods.map(
    (period2) => ({
      period: period2,
      sorter: spool2.sorter(sorting),
      outstanding: 0,
      failed: false,
      unknownColumns: /* @__PURE__ */ new Set(),
      refused: /* @__PURE__ */ new Set()
    })
  );
  const byStart = new Map(all.map((work) => [work.period.from, work]));
  const starts = all.map(({ period: period2 }) => period2);
  const overlapping = (window) => {
    const first = firstFrom(starts, window.from);
    const end = firstFrom(starts, window.to);
    const before = starts[first - 1];
    return all.slice(before && before.to > window.from ? first - 1 : first, end);
  };
  return {
    all,
    overlapping,
    at: (seconds) => byStart.get(periodStart(seconds, by)),
    open(windows) {
      for (const window of windows) for (const work of overlapping(window)) work.outstanding += 1;
    },
    fail(window) {
      for (const work of overlapping(window)) work.failed = true;
    },
    close(window) {
      const works = overlapping(window);
      for (const work of works) work.outstanding -= 1;
      return works.filter((work) => work.outstanding === 0);
    }
  };
}

// src/export/change-log.ts
import { createHash as createHash3 } from "node:crypto";
import { createReadStream, createWriteStream as createWriteStream2 } from "node:fs";
import { Readable as Readable2 } from "node:stream";
import { pipeline as pipeline2 } from "node:stream/promises";

// src/audit/change-files.ts
var NAME = /^_changes\/[^/]+\/date=(\d{4}-\d{2}-\d{2})\/([0-9a-f]{12})-([0-9a-f]{12})\.jsonl$/;
function changeFolder(resource) {
  return `_changes/${resource}/`;
}
function changePath(resource, now, before, after) {
  return `${changeFolder(resource)}date=${dayName(now)}/${before.slice(0, 12)}-${after.slice(0, 12)}.jsonl`;
}
function parseChangePath(path3) {
  const match = NAME.exec(path3);
  return match ? { path: path3, date: match[1], before: match[2], after: match[3] } : void 0;
}
function leftoverChangeFiles(files, current, since) {
  const here = current.slice(0, 12);
  const balance = /* @__PURE__ */ new Map();
  for (const { before, after } of files) {
    balance.set(before, (balance.get(before) ?? 0) - 1);
    balance.set(after, (balance.get(after) ?? 0) + 1);
  }
  const leftover = [];
  let departures = 0;
  for (const file of [...files].sort((a, b) => a.date < b.date ? 1 : -1)) {
    if (file.before !== here || file.after === here || since !== void 0 && file.date < since) continue;
    const returns = files.filter(({ after, date: date2 }) => after === here && date2 >= file.date).length;
    const surplus = balance.get(file.after) ?? 0;
    if (surplus > 0 || departures + 1 > returns) {
      balance.set(file.after, surplus - 1);
      leftover.push(file);
    } else {
      departures += 1;
    }
  }
  return leftover;
}

// src/audit/changes.ts
async function* compareSnapshots(resource, before, after, isFirstRead = () => false) {
  const volatile = new Set(resource.columns.filter((column2) => column2.volatile).map((column2) => column2.name));
  const old = oneByOne(before);
  const now = oneByOne(after);
  let left = await old.next();
  let right = await now.next();
  while (!left.done || !right.done) {
    if (right.done || !left.done && left.value.key < right.value.key) {
      yield line(resource, "removed", left.value.json);
      left = await old.next();
    } else if (left.done || right.value.key < left.value.key) {
      if (!isFirstRead(JSON.parse(right.value.json))) yield line(resource, "added", right.value.json);
      right = await now.next();
    } else {
      if (left.value.json !== right.value.json) yield* changed(resource, left.value.json, right.value.json, volatile);
      left = await old.next();
      right = await now.next();
    }
  }
}
async function* oneByOne(batches) {
  for await (const batch of batches) yield* batch;
}
function line(resource, change, json) {
  return `{"change":"${change}","key":${keyText(resource, JSON.parse(json))},"row":${json}}`;
}
function* changed(resource, before, after, volatile) {
  const old = leaves(parseLossless(before), "", volatile);
  const now = leaves(parseLossless(after), "", volatile);
  const names2 = [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].sort().filter((name2) => old.get(name2) !== now.get(name2));
  if (names2.length === 0) return;
  const side = (fields) => `{${names2.flatMap((name2) => fields.has(name2) ? [`${JSON.stringify(name2)}:${fields.get(name2)}`] : []).join(",")}}`;
  yield `{"change":"changed","key":${keyText(resource, JSON.parse(after))},"before":${side(old)},"after":${side(now)}}`;
}
function keyText(resource, value) {
  const names2 = [...resource.parentIds, ...resource.key];
  return JSON.stringify(Object.fromEntries(names2.map((name2) => [name2, value[name2]])));
}
function leaves(value, name2, volatile, found = /* @__PURE__ */ new Map()) {
  if (volatile.has(name2)) return found;
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  if (isPlain && !JSON.stringify(value).startsWith("{")) found.set(name2, JSON.stringify(value));
  else if (isPlain) {
    for (const [key, field] of Object.entries(value))
      leaves(field, name2 === "" ? key : `${name2}__${key}`, volatile, found);
  } else found.set(name2, JSON.stringify(value));
  return found;
}

// src/export/stale-parents.ts
import { createHash as createHash2 } from "node:crypto";
function staleName(ids) {
  return Object.entries(ids).map(([name2, id]) => name2 === "user_id" ? createHash2("sha256").update(id).digest("hex").slice(0, 12) : id).join("/");
}
async function firstReadOfParent(resource, stale, before) {
  if (stale.length === 0) return () => false;
  const unseen = new Set(stale);
  for await (const batch of before) {
    for (const { json } of batch) for (const name2 of namesAbove(resource, JSON.parse(json))) unseen.delete(name2);
  }
  return (value) => namesAbove(resource, value).some((name2) => unseen.has(name2));
}
function namesAbove(resource, value) {
  return resource.parentIds.map((_, index) => {
    const ids = resource.parentIds.slice(0, index + 1).map((name2) => [name2, String(value[name2])]);
    return staleName(Object.fromEntries(ids));
  });
}

// src/export/change-log.ts
async function writeChanges(job, base, fresh, files) {
  const { context, resource, outcome } = job;
  const target = files.find((file) => file.path === mostFaithful(files.map(({ path: path3 }) => path3)));
  const existing = (await context.destination.list(changeFolder(resource.name))).flatMap(
    (path3) => parseChangePath(path3) ?? []
  );
  const leftover = leftoverChangeFiles(existing, base.sha256, job.state.manifest?.read_on);
  const adopted = leftover.find((file) => file.after === target.sha256.slice(0, 12));
  await removeFiles(
    context,
    context.access.settledOnly ? [] : leftover.filter((file) => file !== adopted).map((file) => file.path),
    outcome.tally
  );
  if (base.sha256 === target.sha256) return;
  if (base.form === "cells" && !target.path.includes(".csv")) {
    context.log.notice(
      `${resource.name}: no change log this time, because the last snapshot was CSV and this one is JSONL.`
    );
    return;
  }
  const after = base.form === "cells" ? spooledRows(resource, target) : fresh.sorted();
  const isFirstRead = await firstReadOfParent(resource, job.state.manifest?.stale_parents ?? [], base.rows.sorted());
  const hash = createHash3("sha256");
  let count2 = 0;
  const lines = async function* () {
    for await (const line2 of compareSnapshots(resource, base.rows.sorted(), after, isFirstRead)) {
      count2 += 1;
      hash.update(`${line2}
`);
      yield `${line2}
`;
    }
  };
  const localFile = context.spool.file();
  try {
    await pipeline2(Readable2.from(lines()), createWriteStream2(localFile));
  } catch (error2) {
    throw spoolError(error2);
  }
  outcome.tally.changes += count2;
  if (count2 > 0 && !adopted) {
    const path3 = changePath(resource.name, context.now, base.sha256, target.sha256);
    const facts = { sha256: hash.digest("hex"), rows: count2 };
    if (context.access.settledOnly) await context.destination.publishNew(path3, localFile, facts);
    else await context.destination.publish(path3, localFile, facts);
  }
}
async function* spooledRows(resource, file) {
  const keyOf = snapshotKeys(resource);
  for await (const { row, value } of decodeRows(createReadStream(file.localFile), file.path, resource)) {
    yield [{ ...row, key: keyOf(value) }];
  }
}

// src/export/history.ts
import { copyFile } from "node:fs/promises";
async function keepInHistory(context, resource, files, known) {
  const history = known.manifest?.history ?? [];
  const day2 = dayName(context.now);
  const kept = [];
  for (const file of files) {
    const extension = formatOfPath(file.path)?.extension ?? "";
    const last = history.findLast(({ path: path4 }) => formatOfPath(path4)?.extension === extension);
    if (last?.sha256 === file.sha256 && !(last.incomplete && known.isComplete)) continue;
    const path3 = historyPath(resource.name, day2, file.sha256, extension);
    const copy = context.spool.file();
    try {
      await copyFile(file.localFile, copy);
    } catch (error2) {
      throw spoolError(error2);
    }
    const became = await publishOnce(context, { ...file, path: path3, localFile: copy }, known.tally);
    if (became === "other") {
      context.log.warning(`${path3} holds something else than its name says and stays as it is.`);
      continue;
    }
    const { rows, bytes, sha256 } = file;
    kept.push({ read_on: day2, path: path3, rows, bytes, sha256, ...known.isComplete ? {} : { incomplete: true } });
  }
  return kept;
}
function historyPath(resource, day2, sha256, extension) {
  return `${historyFolder(resource)}date=${day2}/${resource}-${sha256.slice(0, 12)}.${extension}`;
}

// src/export/snapshots.ts
async function exportSnapshot(job) {
  const { context, resource, selection, outcome, change } = job;
  const { formats, csvEscapeFormulas, filters } = selection.options;
  const fresh = context.spool.sorter({ unique: true });
  const keyOf = snapshotKeys(resource);
  const unknownColumns = /* @__PURE__ */ new Set();
  const stale = await job.reader.read(resource, { ids: selection.ids, projects: filters.projects }, async (rows) => {
    for (const { value } of rows) collectUnknownColumns(value, resource, unknownColumns);
    await fresh.add(rows.map(({ text: text2, value }) => ({ key: keyOf(value), json: text2, form: "object" })));
  });
  const base = await readBase(job);
  if (base && stale.length > 0) outcome.kept += await keepStale(job, base, stale, fresh, unknownColumns);
  const table = tableOf(resource, unknownColumns, csvEscapeFormulas);
  const basePath = `${resource.name}/${resource.name}`;
  const files = await spoolFiles(context, { basePath, formats, table, rows: () => fresh.sorted() });
  if (base) await writeChanges(job, base, fresh, files);
  const { writeOnly, settledOnly, history } = context.access;
  if (history || settledOnly) {
    const known = { manifest: job.state.manifest, isComplete: stale.length === 0, tally: outcome.tally };
    change.history = await keepInHistory(context, resource, files, known);
    if (settledOnly) outcome.tally.rows += change.history[0]?.rows ?? 0;
  }
  const current = settledOnly ? files.map((file) => keptAs(job, file)) : files;
  if (!settledOnly) await publishFiles(context, files, (path3) => storedHash2(job, base, path3), outcome.tally);
  if (!settledOnly && !writeOnly) await removeFiles(context, replacedPaths(job, files), outcome.tally);
  change.written.push(...current.map((file) => entryOf(file, {}, table.unknownColumns)));
  outcome.tally.records += (files[0]?.rows ?? 0) - outcome.kept;
  if (stale.length === 0) change.readOn = dayName(context.now);
  else {
    change.staleParents = stale.map(({ ids }) => staleName(ids));
    outcome.problems.push(describeStale(stale, outcome.kept));
  }
  await Promise.all([fresh.discard(), base?.rows.discard()]);
}
function keptAs({ change, state, resource }, file) {
  const history = [...state.manifest?.history ?? [], ...change.history ?? []];
  const extensionOf = (path3) => formatOfPath(path3)?.extension;
  const kept = history.findLast(
    ({ path: path3, sha256 }) => sha256 === file.sha256 && extensionOf(path3) === extensionOf(file.path)
  );
  if (!kept)
    throw new StorageError(`The snapshot of ${resource.name} could not be kept: its place below _history/ is taken.`);
  return { ...file, path: kept.path };
}
function replacedPaths({ state }, files) {
  const targets = files.map((file) => file.path);
  return (state.manifest?.entries ?? []).flatMap(({ path: path3 }) => path3 && !targets.includes(path3) ? [path3] : []);
}
async function readBase(job) {
  const { context, resource, state } = job;
  if (context.access.writeOnly) return void 0;
  const known = (state.manifest?.entries ?? []).flatMap((entry2) => entry2.path === void 0 ? [] : [entry2.path]);
  const targets = job.selection.options.formats.map(
    (format) => `${resource.name}/${resource.name}.${format.extension}`
  );
  const paths = [.../* @__PURE__ */ new Set([...known, ...context.access.settledOnly ? [] : targets])];
  while (paths.length > 0) {
    const path3 = mostFaithful(paths);
    const rows = context.spool.sorter({ unique: true });
    let form = "object";
    const keyOf = snapshotKeys(resource);
    const batch = [];
    const facts = await readStoredRows(context, resource, path3, async ({ row, value }) => {
      form = row.form;
      batch.push({ ...row, key: keyOf(value) });
      if (batch.length >= 500) await rows.add(batch.splice(0));
    });
    await rows.add(batch);
    if (facts !== void 0) return { sha256: facts.sha256, path: path3, rows, form };
    paths.splice(paths.indexOf(path3), 1);
  }
  return void 0;
}
async function keepStale(job, base, stale, fresh, unknownColumns) {
  const jsonWanted = job.selection.options.formats.some((format) => format.name === "jsonl");
  let kept = 0;
  for await (const batch of base.rows.sorted()) {
    const rows = batch.filter((row) => {
      const value = JSON.parse(row.json);
      return stale.some(({ ids }) => isBelow(job.resource, value, ids)) && !(jsonWanted && row.form === "cells");
    });
    for (const row of rows) findUnknownColumns(row, job.resource, unknownColumns);
    await fresh.add(rows);
    kept += rows.length;
  }
  return kept;
}
function isBelow(resource, value, ids) {
  return Object.entries(ids).every(([name2, id]) => {
    if (resource.parentIds.includes(name2)) return String(value[name2]) === id;
    return name2 !== resource.idParameter || String(value[resource.key[0] ?? "id"]) === id;
  });
}
function storedHash2(job, base, path3) {
  if (base?.path === path3) return base.sha256;
  if (job.state.files && !job.state.files.has(path3)) return void 0;
  return job.state.manifest?.entries.find((entry2) => entry2.path === path3)?.sha256;
}
function describeStale(stale, kept) {
  const shown = stale.slice(0, 5).map(({ ids, error: error2 }) => `${Object.values(ids).join("/")} (${error2.message})`);
  const more = stale.length > shown.length ? ` and ${stale.length - shown.length} more` : "";
  const rows = kept > 0 ? "their rows of the last snapshot are kept" : "there are no earlier rows of them to keep";
  return `Could not be read below ${shown.join(", ")}${more}; ${rows}. The next run tries again.`;
}

// src/export/resource-export.ts
var CHECKPOINT_FILES = 500;
var CHECKPOINT_BYTES = 256 * 1024 * 1024;
async function exportResource(job) {
  const { selection, state } = job;
  const outcome = {
    resource: selection.resource.name,
    status: "ok",
    tally: newTally(),
    problems: [],
    kept: 0,
    unknownTypes: /* @__PURE__ */ new Set()
  };
  const change = {
    shape: shapeOf(selection.resource, selection.options),
    ...job.organization === void 0 ? {} : { organization: job.organization },
    written: [],
    removedPeriods: [],
    covered: [],
    unavailable: []
  };
  try {
    if (state.unreadable) throw state.unreadable;
    await exportByKind(job, outcome, change);
  } catch (error2) {
    if (isAbsence(error2) && selection.origin === "preset" && state.manifest === void 0)
      return skipped(job, outcome, error2);
    if (!(error2 instanceof ApiError) && !(error2 instanceof StorageError)) throw error2;
    const lost = isAbsence(error2) && state.manifest !== void 0 ? " It could be read before: access was lost." : "";
    outcome.problems.push(withRemedy(error2) + lost);
  }
  if (outcome.problems.length > 0) outcome.status = "failed";
  if (change.written.length + change.removedPeriods.length + change.unavailable.length > 0) outcome.change = change;
  return outcome;
}
async function exportByKind(job, outcome, change) {
  const { context, selection, state, reader } = job;
  const { resource } = selection;
  if (resource.kind === "snapshot") {
    await exportSnapshot({ context, selection, resource, state, reader, outcome, change });
    outcome.dataUntil = context.now;
    return;
  }
  const earliest = await findEarliest(context, selection);
  const { settledOnly } = context.access;
  const plan = planPeriods(selection.options, state, context.now, earliest, settledOnly);
  if (plan.asked.from >= plan.asked.to) {
    const why = settledOnly ? "With `settled-only`, a period is exported once its lookback is over." : "An 'end-date' rounds down to the start of a period.";
    context.log.notice(
      `${resource.name}: the asked range holds no whole ${selection.options.partitionBy} before ${boundaryName(plan.asked.to)}: there is nothing to read. ${why}`
    );
  }
  const unique = resource.kind === "events";
  const dated = {
    context,
    selection,
    resource,
    state,
    outcome,
    change,
    plan,
    unique,
    checkpoint: checkpoints(job, outcome, change),
    board: createBoard(boardPeriods(plan), selection.options.partitionBy, context.spool, { unique }),
    timeOf: (value) => secondsOf(value[resource.kind === "events" ? resource.timeField : "start_time"]),
    keyOf: (value, json) => resource.kind === "events" ? eventKey(resource, value) : bucketKey(resource, value, json),
    // Events never go; buckets are restated whole, except where the API no longer reaches.
    keeps: (value) => unique || change.unavailable.some(([from, to]) => isWithin(secondsOf(value.start_time) ?? Number.NaN, from, to))
  };
  await (resource.kind === "events" ? exportEvents(dated, resource) : exportBuckets(dated, resource));
  const first = plan.periods[0];
  const [unavailable] = change.unavailable;
  const begins = Math.max(first?.from ?? 0, unavailable && unavailable[0] <= (first?.from ?? 0) ? unavailable[1] : 0);
  if (first && begins < plan.end) outcome.range = { from: begins, to: plan.end };
  if (!dated.board.all.some((work) => work.failed)) outcome.dataUntil = plan.end;
}
function checkpoints({ context, state, save }, outcome, change) {
  const isSameShape = !state.manifest || sameShape(state.manifest.shape, change.shape);
  let saved = { files: 0, bytes: 0 };
  return async () => {
    const { files, bytes } = outcome.tally;
    const isDue = files - saved.files >= CHECKPOINT_FILES || bytes - saved.bytes >= CHECKPOINT_BYTES;
    if (!isDue || !isSameShape) return;
    saved = { files, bytes };
    try {
      await save({ ...change, written: [...change.written] });
    } catch (error2) {
      if (!(error2 instanceof StorageError) || error2.endsRun) throw error2;
      context.log.debug(error2.message);
    }
  };
}
function boardPeriods(plan) {
  return [...plan.periods, ...plan.withoutTenant].sort((a, b) => a.from - b.from);
}
function isAbsence(error2) {
  if (!(error2 instanceof ApiError) || isUnknownPath(error2)) return false;
  if (error2.status === 400) return /not (been )?(enabled|available|activated|switched on)/i.test(error2.detail);
  return error2.status === 403 || error2.status === 404;
}
function skipped(job, outcome, error2) {
  job.context.log.notice(
    `${outcome.resource} was skipped: ${withRemedy(error2)} To leave it out without this notice, add \`!${outcome.resource}\` to \`resources\`.`
  );
  return { ...outcome, status: "skipped" };
}
function isWithin(value, from, to) {
  return value >= from && value < to;
}

// src/export/row-spool.ts
import { mkdir, rm as rm2 } from "node:fs/promises";
import path from "node:path";

// src/export/row-run.ts
import { createReadStream as createReadStream2 } from "node:fs";
import { writeFile } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";

// src/export/text-lines.ts
async function* textLines(chunks) {
  let rest = "";
  for await (const chunk2 of chunks) {
    const lines = chunk2.split("\n");
    lines[0] = rest + lines[0];
    rest = lines.pop();
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield [rest];
}

// src/export/row-run.ts
var BATCH = 128;
var PIECE = 16 * 1024;
async function writeRun(file, batches) {
  try {
    await writeFile(file, runText(batches));
  } catch (error2) {
    throw spoolError(error2);
  }
}
async function* readRun(file) {
  for await (const lines of textLines(pieces(file))) yield lines.map(parseLine);
}
async function* pieces(file) {
  const decoder = new StringDecoder("utf8");
  for await (const chunk2 of createReadStream2(file)) {
    for (let start = 0; start < chunk2.length; start += PIECE) yield decoder.write(chunk2.subarray(start, start + PIECE));
  }
}
async function* runText(batches) {
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += BATCH) {
      yield batch.slice(start, start + BATCH).map(lineOf).join("");
    }
  }
}
function lineOf({ key, form, json }) {
  return `${JSON.stringify(key)}	${form === "cells" ? "c" : "o"}${json}
`;
}
function parseLine(line2) {
  const tab = line2.indexOf("	");
  const form = line2[tab + 1] === "c" ? "cells" : "object";
  return { key: JSON.parse(line2.slice(0, tab)), form, json: line2.slice(tab + 2) };
}

// src/export/row-spool.ts
var ROW_OVERHEAD = 150;
var MERGED_AT_ONCE = 32;
async function createRowSpool(folder, limitBytes, onLarge = () => {
}) {
  await mkdir(folder, { recursive: true });
  const buffers = /* @__PURE__ */ new Set();
  let held = 0;
  let files = 0;
  let lastSpill;
  function file() {
    files += 1;
    return path.join(folder, String(files));
  }
  function makeRoom() {
    if (!lastSpill) onLarge();
    const before = lastSpill ?? Promise.resolve();
    lastSpill = before.then(async () => {
      while (held > limitBytes) {
        const largest = [...buffers].reduce((a, b) => b.bytes > a.bytes ? b : a);
        largest.written = spill(largest);
        await largest.written;
      }
    });
    return lastSpill;
  }
  async function spill(buffer) {
    const { rows, bytes } = buffer;
    buffer.rows = [];
    buffer.bytes = 0;
    const run2 = { file: file(), level: 0 };
    buffer.runs.push(run2);
    await writeRun(run2.file, single(sortRows(rows)));
    held -= bytes;
    while (buffer.readers === 0 && await mergeNewest(buffer)) ;
  }
  async function mergeNewest({ runs, unique }) {
    const newest = runs.slice(-MERGED_AT_ONCE);
    const level = runs.at(-1)?.level ?? 0;
    if (newest.length < MERGED_AT_ONCE || newest.some((run2) => run2.level !== level)) return false;
    const merged = { file: file(), level: level + 1 };
    await writeRun(merged.file, mergeSorted(readEach(newest), unique));
    runs.splice(-MERGED_AT_ONCE, MERGED_AT_ONCE, merged);
    await removeRuns(newest);
    return true;
  }
  return {
    file,
    sorter({ unique }) {
      const buffer = { unique, rows: [], bytes: 0, runs: [], written: Promise.resolve(), readers: 0 };
      buffers.add(buffer);
      let count2 = 0;
      return {
        get count() {
          return count2;
        },
        async add(rows) {
          count2 += rows.length;
          for (const row of rows) {
            buffer.rows.push(row);
            const bytes = row.json.length + row.key.length + ROW_OVERHEAD;
            buffer.bytes += bytes;
            held += bytes;
          }
          if (held > limitBytes) await makeRoom();
        },
        async *sorted() {
          let written;
          do {
            written = buffer.written;
            await written;
          } while (written !== buffer.written);
          const inMemory = sortRows(buffer.rows);
          if (buffer.runs.length === 0) yield unique ? lastOfEach(inMemory) : inMemory;
          else yield* readRuns(buffer, inMemory);
        },
        async discard() {
          buffers.delete(buffer);
          held -= buffer.bytes;
          buffer.rows = [];
          buffer.bytes = 0;
          await buffer.written.catch(() => {
          });
          await removeRuns(buffer.runs);
        }
      };
    },
    close: () => rm2(folder, { recursive: true, force: true })
  };
}
function sortRows(rows) {
  return rows.sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
async function* readRuns(buffer, newest) {
  buffer.readers += 1;
  try {
    yield* mergeSorted([...readEach(buffer.runs), single(newest)], buffer.unique);
  } finally {
    buffer.readers -= 1;
  }
}
function readEach(runs) {
  return runs.map(({ file }) => readRun(file));
}
function removeRuns(runs) {
  return Promise.all(runs.map(({ file }) => rm2(file, { force: true })));
}
function lastOfEach(rows) {
  return rows.filter((row, index) => rows[index + 1]?.key !== row.key);
}
async function* single(rows) {
  yield rows;
}

// src/export/snapshot-reader.ts
var REFUSALS_ENOUGH = 8;
function createSnapshotReader(options) {
  const lists = /* @__PURE__ */ new Map();
  const custom = options.selected.filter((resource) => resource.kind === "snapshot" && resource.custom);
  const parents = /* @__PURE__ */ new Set();
  for (const resource of options.selected) {
    for (let at2 = resource; at2.kind === "snapshot" && at2.parent; at2 = parentNamed(at2.parent.resource)) {
      parents.add(at2.parent.resource);
    }
  }
  function readParents(resource, projects2) {
    const scope = resource.parentIds.includes("project_id") ? projects2 : [];
    const key = [resource.name, ...scope].join("\0");
    let read = lists.get(key);
    if (!read) {
      const rows = [];
      const keep = async (page) => {
        for (const row of page) rows.push(row);
      };
      read = readTargets(resource, { projects: scope }, keep).then((stale) => ({ rows, stale }));
      lists.set(key, read);
    }
    return read;
  }
  function parentNamed(name2) {
    const resource = custom.find((candidate) => candidate.name === name2) ?? resourceNamed(name2);
    if (resource?.kind !== "snapshot") throw new Error(`The parent resource "${name2}" is no snapshot`);
    return resource;
  }
  async function targetsOf(resource, ids, projects2) {
    const query = Object.entries(resource.query ?? {});
    const { parent, idParameter } = resource;
    if (ids && idParameter) {
      const above = parent && parentNamed(parent.resource);
      const { targets: targets2, stale: stale2 } = above?.parent === void 0 ? { targets: [{ ids: {}, query: [] }], stale: [] } : await targetsOf(above, void 0, projects2);
      return {
        stale: stale2,
        targets: targets2.flatMap((target) => ids.map((id) => ({ ids: { ...target.ids, [idParameter]: id }, query })))
      };
    }
    if (!parent) return { targets: [{ ids: {}, query }], stale: [] };
    const list2 = parentNamed(parent.resource);
    const { rows, stale } = await readParents(list2, projects2);
    const targets = rows.filter(({ value }) => isActive(list2, value, projects2)).map(({ value }) => ({
      ids: Object.fromEntries(Object.entries(parent.parameters).map(([name2, field]) => [name2, String(value[field])])),
      query: [
        ...query,
        ...Object.entries(parent.query ?? {}).filter(([, field]) => typeof value[field] === "string").map(([name2, field]) => [name2, String(value[field])])
      ]
    }));
    return { targets, stale };
  }
  async function readTarget(resource, target) {
    const path3 = fillPath(resource.path, target.ids);
    const lane = resource.name;
    try {
      const { pagination, pageSize: pageSize2, dataSelector } = resource;
      const rows = dataSelector === "" ? [await readObject(options.client, { path: path3, query: target.query, lane })] : await readList(options.client, { path: path3, query: target.query, pagination, pageSize: pageSize2, dataSelector, lane });
      return rows.map((row) => withParentIds2(resource, row, target.ids));
    } catch (error2) {
      const mayBeAbsent = resource.parent !== void 0 || resource.dataSelector === "" && !resource.idParameter;
      if (mayBeAbsent && error2 instanceof ApiError && error2.status === 404 && !isUnknownPath(error2)) return [];
      throw error2;
    }
  }
  const readTargets = async (resource, { ids, projects: projects2 }, take3) => {
    const { targets, stale } = await targetsOf(resource, ids, projects2);
    let done = 0;
    const failed = [];
    await drain(
      targets,
      options.concurrency,
      () => 0,
      async (target) => {
        if (done === 0 && failed.length >= REFUSALS_ENOUGH && failed.every(({ error: error2 }) => error2.status === 403))
          return [];
        try {
          await take3(await readTarget(resource, target));
          done += 1;
        } catch (error2) {
          if (!(error2 instanceof ApiError) || isUnknownPath(error2)) throw error2;
          failed.push({ ids: target.ids, error: error2 });
        }
        return [];
      }
    );
    const first = failed[0] ?? stale[0];
    if (first && done === 0) throw first.error;
    return [...stale, ...failed];
  };
  const readOwn = async (resource, readOptions, take3) => {
    if (readOptions.ids || !parents.has(resource.name)) return readTargets(resource, readOptions, take3);
    const { rows, stale } = await readParents(resource, readOptions.projects);
    await take3(rows);
    return stale;
  };
  return {
    async read(resource, readOptions, take3) {
      try {
        return await readOwn(resource, readOptions, take3);
      } catch (error2) {
        const fallback = resource.fallback;
        if (fallback === void 0 || !(error2 instanceof ApiError) || !isUnknownPath(error2)) throw error2;
        options.log.notice(`${resource.name}: the API has no ${resource.path}; reading ${fallback} in its stead.`);
        return readOwn(parentNamed(fallback), readOptions, take3);
      }
    }
  };
}
function isActive(resource, value, projects2) {
  if (resource.name !== "projects") return true;
  const archived = value.status === "archived" || typeof value.archived_at === "number";
  return !archived && (projects2.length === 0 || projects2.includes(String(value.id)));
}
function fillPath(path3, ids) {
  return path3.replace(/\{([^{}]*)\}/g, (_, name2) => encodeURIComponent(ids[name2] ?? ""));
}
function withParentIds2(resource, row, ids) {
  const missing = resource.parentIds.filter((name2) => !Object.hasOwn(row.value, name2));
  if (missing.length === 0) return row;
  const fields = Object.fromEntries(missing.map((name2) => [name2, ids[name2] ?? ""]));
  return { text: withFields(row.text, fields), value: { ...fields, ...row.value } };
}

// src/first-answer.ts
import { createHash as createHash4 } from "node:crypto";
var TOLERANCE_SECONDS = 60;
async function meetServer(client, selections, machineNow, log2) {
  let facts;
  client.onAnswer = (answer) => {
    facts = answer;
  };
  const { path: path3, query } = smallestRequest(selections, machineNow);
  try {
    await client.get(path3, query, "first", { acceptRefusal: true });
  } catch (error2) {
    if (!(error2 instanceof ApiError)) throw error2;
    if (error2.status === 401) throw new ConfigurationError(withRemedy(error2), { cause: error2 });
    if (!facts) throw new ApiError(withRemedy(error2), { status: 0, cause: error2 });
  } finally {
    client.onAnswer = void 0;
  }
  const date2 = facts?.date ?? machineNow;
  if (Math.abs(date2 - machineNow) > TOLERANCE_SECONDS) {
    log2.warning(
      `This machine's clock and the API's are ${Math.abs(date2 - machineNow)} s apart; the earlier one counts as now. Check the runner's time.`
    );
  }
  return { now: Math.min(date2, machineNow), organization: hashOf(facts?.organization) };
}
function refuseOtherOrganization(organization, stored) {
  for (const known of stored) {
    if (!organization || known === organization) continue;
    throw new ConfigurationError(
      "The key belongs to another organisation than the one whose data the destination holds. Use a key of that organisation, or choose another `destination`: two organisations in one folder would replace each other."
    );
  }
}
function smallestRequest([first], now) {
  if (!first) throw new ConfigurationError("There is nothing to export: `resources` selects none.");
  const { resource, ids } = first;
  const limit = [["limit", "1"]];
  if (resource.kind === "events")
    return { path: resource.path, query: [[`${resource.timeField}[gte]`, String(now)], ...limit] };
  if (resource.kind === "buckets")
    return { path: resource.path, query: [["start_time", String(now - 86400)], ...limit] };
  if (ids?.[0] !== void 0 && !resource.parent)
    return { path: resource.path.replace(/\{[^{}]*\}/, encodeURIComponent(ids[0])), query: [] };
  const root = rootOf(resource);
  return { path: root.path, query: root.pagination === "none" ? [] : limit };
}
function rootOf(resource) {
  const parent = resource.kind === "snapshot" && resource.parent ? resourceNamed(resource.parent.resource) : void 0;
  return parent ? rootOf(parent) : resource;
}
function hashOf(organization) {
  return organization === void 0 ? void 0 : createHash4("sha256").update(organization).digest("hex").slice(0, 16);
}

// src/log.ts
function collectingLog() {
  const lines = [];
  const keep = (level) => (message) => {
    lines.push([level, message]);
  };
  return {
    debug: keep("debug"),
    info: keep("info"),
    notice: keep("notice"),
    warning: keep("warning"),
    error: keep("error"),
    replay(log2) {
      for (const [level, message] of lines) log2[level](message);
    }
  };
}

// src/report/run-report.ts
function reportOf(config, outcomes, stateSource, now, stoppedBy) {
  if (stoppedBy)
    for (const outcome of outcomes) outcome.problems = outcome.problems.map((text2) => toldOnce(text2, stoppedBy));
  const failed = outcomes.filter((outcome) => outcome.status === "failed").length;
  const nothing = outcomes.every((outcome) => outcome.status === "skipped");
  const loaded = outcomes.filter((outcome) => outcome.status === "ok" || outcome.change).length;
  const { location, manifests } = config.destination;
  const total = newTally();
  for (const { tally } of outcomes) for (const key of Object.keys(total)) total[key] += tally[key];
  return {
    status: nothing ? "failed" : failed === 0 ? "ok" : loaded > 0 ? "partial" : "failed",
    destination: config.destination.identity,
    manifestFolder: `${nameOf(manifests ?? location)}/_manifests`,
    outcomes,
    total,
    stateSource,
    now,
    ...stoppedBy && { stoppedBy: stoppedBy.message }
  };
}
function toldOnce(problem, { message }) {
  return problem === message ? "Not finished: the destination takes nothing any more." : problem;
}

// src/state/restore.ts
async function restoreState(options) {
  const { destination, log: log2, mode } = options;
  const cached = parseCached(options.cacheFiles, log2);
  const resources = /* @__PURE__ */ new Map();
  const stateOf = async ({ resource: { name: name2 } }) => options.writeOnly ? cachedState(cached.get(name2)) : resourceState(destination, name2, cached.get(name2), mode, options.settledOnly);
  const [first, ...others] = options.selections;
  const states = first ? [await stateOf(first), ...await Promise.all(others.map(stateOf))] : [];
  for (const [index, { resource }] of options.selections.entries()) {
    resources.set(resource.name, states[index]);
  }
  const found = states.filter((state) => state.manifest || state.unreadable).length;
  const readable = states.filter((state) => state.manifest).length;
  const useCache = options.cacheFiles !== void 0 && (mode === "cache" || found > 0);
  const isKnown = options.selections.some(({ resource }) => cached.has(resource.name));
  if (options.writeOnly) {
    log2.info(
      "Write-only: what is known comes from the cached state alone. Off are the change log, rows kept from an earlier read, the union with stored events, removing files, and merging manifests with those of other jobs."
    );
    if (!isKnown) {
      log2.warning(
        "No cached state, and nothing at the destination may be read: everything counts as new from start-date on. Where there is an export already, its manifests are replaced by ones that know of this run alone. A cache that is not used for a week is removed."
      );
    }
  } else if (isKnown && found === 0) {
    log2.notice(
      `The cache knows an earlier export, but the ${destination.description} holds no manifests: it counts as empty and everything is exported. Was the checkout missing before this step?`
    );
  }
  if (options.cacheFiles === void 0 && readable > 0) {
    log2.info(`No cached state: going on from the manifests at the ${destination.description}.`);
  }
  if (options.cacheFiles === void 0 && found === 0) log2.info("No earlier export found: starting from start-date.");
  const inCache = mode === "cache" ? cached : void 0;
  const organizations = await storedOrganizations(options.writeOnly ? void 0 : destination, resources, inCache);
  return { source: useCache ? "cache" : found > 0 ? "destination" : "none", resources, cached, organizations };
}
async function storedOrganizations(destination, resources, cached) {
  const known = [...resources.values(), ...[...cached?.values() ?? []].map((manifest) => ({ manifest }))];
  const organizations = new Set(known.flatMap(({ manifest }) => manifest?.organization ?? []));
  if (organizations.size > 0 || !destination) return organizations;
  for (const path3 of await destination.list(MANIFEST_FOLDER)) {
    const organization = await organizationIn(destination, path3);
    if (organization !== void 0) return /* @__PURE__ */ new Set([organization]);
  }
  return organizations;
}
async function organizationIn(destination, path3) {
  try {
    const stored = await destination.readText(path3);
    return stored && parseManifest(stored.text, path3).organization;
  } catch (error2) {
    if (error2 instanceof StorageError) return void 0;
    throw error2;
  }
}
function refuseOtherShape(selections, state, mayReplace) {
  const differing = selections.filter(({ resource, options }) => {
    const stored = state.resources.get(resource.name)?.manifest?.shape;
    return stored && !(options.refreshFrom && mayReplace) && !sameShape(stored, shapeOf(resource, options));
  });
  if (differing.length === 0) return;
  const lines = differing.map(({ resource, options }) => {
    const stored = state.resources.get(resource.name)?.manifest?.shape;
    return `- ${resource.name}: stored ${JSON.stringify(stored)}, asked for ${JSON.stringify(shapeOf(resource, options))}`;
  });
  const ways = mayReplace ? "Either choose a new `destination`, or set `refresh-from` to a date: that range is then rewritten in the new shape and the old files in it are removed." : "Choose a new `destination`: here, files of the old shape cannot be removed (`settled-only` or `access: write-only`).";
  throw new ConfigurationError(
    `The destination holds an export of another shape (formats, partitioning, grouping or filters):
${lines.join("\n")}
${ways}`
  );
}
function cachedState(cached) {
  return { manifest: cached, isDone: (period2) => cached !== void 0 && isSettled(cached, period2) };
}
async function resourceState(destination, resource, cached, mode, mustKnowFiles) {
  try {
    const stored = await destination.readText(manifestPath(resource));
    const atDestination = stored && parseManifest(stored.text, manifestPath(resource));
    if (mode === "cache") {
      const files2 = mustKnowFiles ? new Set(await destination.list(`${resource}/`)) : void 0;
      return { ...cachedState(cached), manifest: cached ?? atDestination, ...files2 && { files: files2 } };
    }
    const files = new Set(await destination.list(`${resource}/`));
    if (!atDestination) return { manifest: void 0, files, isDone: () => false };
    const complete = (period2) => isSettled(atDestination, period2) && entriesIn(atDestination, period2).every((entry2) => !entry2.path || files.has(entry2.path));
    return {
      manifest: atDestination,
      files,
      isDone: (period2) => complete(period2) && (cached === void 0 || isSettled(cached, period2))
    };
  } catch (error2) {
    if (error2 instanceof StorageError && error2.endsRun) throw error2;
    return { manifest: void 0, unreadable: error2, isDone: () => false };
  }
}
function isSettled(manifest, period2) {
  if (!contains(union(manifest.ranges, manifest.unavailable), period2.from, period2.to)) return false;
  return entriesIn(manifest, period2).every((entry2) => entry2.settled === true);
}
function parseCached(files, log2) {
  const manifests = /* @__PURE__ */ new Map();
  for (const [name2, text2] of files ?? []) {
    try {
      const manifest = parseManifest(text2, `${name2} in the cache`, "The cached copy is ignored.");
      manifests.set(manifest.resource, manifest);
    } catch (error2) {
      log2.warning(error2.message);
    }
  }
  return manifests;
}

// src/state/merge.ts
function layOver(latest, change) {
  const replaced = /* @__PURE__ */ new Set([...change.written.map(periodOf), ...change.removedPeriods]);
  const entries = [...latest.entries.filter((entry2) => !replaced.has(periodOf(entry2))), ...change.written];
  const ranges = union(latest.ranges, change.covered);
  const readOn = change.readOn ?? latest.read_on;
  const kept = change.history ?? [];
  const history = [...(latest.history ?? []).filter(({ path: path3 }) => !kept.some((entry2) => entry2.path === path3)), ...kept];
  return {
    version: 1,
    resource: latest.resource,
    ...change.organization ?? latest.organization ? { organization: change.organization ?? latest.organization } : {},
    shape: change.shape,
    ranges,
    unavailable: subtract(union(latest.unavailable, change.unavailable), ranges),
    entries: entries.sort((a, b) => entryKey(a) < entryKey(b) ? -1 : 1),
    ...readOn === void 0 ? {} : { read_on: readOn },
    ...change.staleParents?.length ? { stale_parents: change.staleParents } : {},
    ...history.length > 0 ? { history } : {}
  };
}
function periodOf(entry2) {
  return entry2.period ?? "";
}

// src/state/save-manifest.ts
var MOST_ATTEMPTS = 50;
async function saveManifest(writing, resource, change, known, fallback) {
  const { destination } = writing;
  const path3 = manifestPath(resource);
  const base = fallback ?? emptyManifest(resource, change.shape);
  if (writing.writeOnly) {
    const manifest = layOver(base, change);
    const text2 = serializeManifest(manifest);
    if (!fallback || serializeManifest(fallback) !== text2) await destination.writeText(path3, text2);
    return manifest;
  }
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await writing.pause(attempt - 1);
    const stored = await destination.readText(path3);
    const latest = stored ? parseManifest(stored.text, path3) : base;
    const manifest = layOver(latest, await withOthersFiles(latest, change, known, writing));
    const text2 = serializeManifest(manifest);
    if (stored?.text === text2 || await destination.replaceText(path3, text2, stored?.version)) return manifest;
  }
  throw new StorageError(
    `Failed to write ${path3} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times. Let fewer jobs write the same resource at once.`
  );
}
async function withOthersFiles(latest, change, known, { hashOf: hashOf3 }) {
  if (latest.entries.length === 0) return change;
  const theirs = new Map(latest.entries.map((entry2) => [entry2.path, entry2]));
  const before = new Map(known?.entries.map((entry2) => [entry2.path, entry2.sha256]));
  const written = await Promise.all(
    change.written.map(async (entry2) => {
      const other = entry2.path === void 0 ? void 0 : theirs.get(entry2.path);
      if (!other || other.sha256 === entry2.sha256 || other.sha256 === before.get(entry2.path)) return entry2;
      return await hashOf3(other.path) === other.sha256 ? other : entry2;
    })
  );
  return { ...change, written };
}

// src/run.ts
var LONGEST_MANIFEST_PAUSE = 4;
var SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;
async function run(config, dependencies) {
  const { log: log2, cache } = dependencies;
  const { writeOnly, settledOnly } = config.destination;
  refuseEmptyRanges(config.selections, dependencies.now());
  const stop = new AbortController();
  const destination = endingTogether(await dependencies.openDestination(config.destination), stop);
  try {
    const cacheFiles = await cache.restore();
    const { selections, state: mode } = config;
    const state = await restoreState({ selections, mode, writeOnly, settledOnly, destination, cacheFiles, log: log2 });
    refuseOtherShape(selections, state, !writeOnly && !settledOnly);
    const client = createClient({
      ...config,
      ...dependencies,
      pacer: createPacer({ ...config, ...dependencies }),
      proxyEnvironment: dependencies.environment,
      stop: stop.signal
    });
    const first = await meetServer(client, selections, Math.floor(dependencies.now()), log2);
    refuseOtherOrganization(first.organization, state.organizations);
    const spool2 = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES, limitMemory);
    try {
      const { concurrency, destination: access } = config;
      const context = { client, destination, spool: spool2, log: log2, now: first.now, concurrency, access };
      const { outcomes, manifests } = await exportAll(config, context, state, first, dependencies);
      await cache.save(stateFiles(state, manifests));
      return reportOf(config, outcomes, state.source, first.now, stop.signal.reason);
    } finally {
      await spool2.close();
    }
  } finally {
    await destination.close();
  }
}
async function exportAll(config, context, state, first, { sleep: sleep2, random }) {
  const reader = createSnapshotReader({ ...context, selected: config.selections.map(({ resource }) => resource) });
  const manifests = /* @__PURE__ */ new Map();
  const logs = config.selections.map(() => collectingLog());
  const writing = {
    destination: context.destination,
    writeOnly: config.destination.writeOnly,
    hashOf: (path3) => readHash(context, path3),
    pause: (attempt) => sleep2(backoff(Math.min(attempt, LONGEST_MANIFEST_PAUSE), random))
  };
  const results = await Promise.allSettled(
    config.selections.map(async (selection, index) => {
      const { name: name2 } = selection.resource;
      const own = { ...context, log: logs[index] };
      const known = state.resources.get(name2) ?? { manifest: void 0, isDone: () => false };
      if (known.manifest) manifests.set(name2, known.manifest);
      const fallback = config.state === "cache" ? known.manifest : void 0;
      const save = async (change) => {
        manifests.set(name2, await saveManifest(writing, name2, change, known.manifest, fallback));
      };
      const { organization } = first;
      const outcome = await exportResource({ context: own, selection, state: known, reader, organization, save });
      return publishManifest(outcome, save);
    })
  );
  for (const own of logs) own.replay(context.log);
  const bug = results.find((result) => result.status === "rejected");
  if (bug) throw bug.reason;
  return { outcomes: results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []), manifests };
}
async function publishManifest(outcome, save) {
  if (!outcome.change) return outcome;
  try {
    await save(outcome.change);
  } catch (error2) {
    if (!(error2 instanceof StorageError)) throw error2;
    if (!outcome.problems.includes(error2.message)) outcome.problems.push(error2.message);
    outcome.status = "failed";
  }
  return outcome;
}
function stateFiles(state, manifests) {
  const all = new Map([...state.cached, ...manifests]);
  return new Map([...all].map(([name2, manifest]) => [`${name2}.json`, serializeManifest(manifest)]));
}

// src/state/cache.ts
import { createHash as createHash5 } from "node:crypto";
import { mkdir as mkdir2, readdir, readFile, realpath, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { basename, join } from "node:path";

// src/state/captured-output.ts
import { AsyncLocalStorage } from "node:async_hooks";
async function captureOutput(run2, onLine) {
  const inside = new AsyncLocalStorage();
  const original = process.stdout.write;
  let unfinished = "";
  function take3(text2) {
    const lines = (unfinished + text2).split(/\r?\n/);
    unfinished = lines.pop() ?? "";
    for (const line2 of lines) {
      if (line2.startsWith("::add-mask::")) original.call(process.stdout, `${line2}
`);
      else if (line2 !== "") inside.run(false, () => onLine(parseLine2(line2)));
    }
  }
  const write = (chunk2, ...rest) => {
    if (inside.getStore() !== true) return Reflect.apply(original, process.stdout, [chunk2, ...rest]);
    take3(typeof chunk2 === "string" ? chunk2 : Buffer.from(chunk2).toString("utf8"));
    const done = rest.findLast((argument) => typeof argument === "function");
    if (done !== void 0) process.nextTick(done);
    return true;
  };
  process.stdout.write = write;
  try {
    return await inside.run(true, run2);
  } finally {
    process.stdout.write = original;
    if (unfinished !== "") take3("\n");
  }
}
function parseLine2(line2) {
  const command = /^::(debug|warning|error)(?: [^:]*)?::(.*)$/.exec(line2);
  if (command === null) return { level: "info", text: line2 };
  const text2 = (command[2] ?? "").replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  return { level: command[1], text: text2 };
}

// src/state/cache.ts
var FOLDER = ".openai-admin-export-state";
var KEY_PREFIX = "openai-admin-export-v1";
var HASH_DIGITS = 16;
function actionsCache(options) {
  const { workspace, log: log2 } = options;
  const folder = join(workspace, FOLDER);
  const bindingPrefix = `${KEY_PREFIX}-${hashOf2(options.binding)}-`;
  const fingerprintPrefix = `${bindingPrefix}${hashOf2(options.fingerprint)}-`;
  async function restore() {
    const lines = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm3(folder, { recursive: true, force: true });
      const { restoreCache } = await import("./chunks/cache-KVZ4D6GF.js");
      const key = await quietly(() => restoreCache([FOLDER], fingerprintPrefix, [bindingPrefix]), lines, log2);
      if (key !== void 0) return await readFiles(folder);
      const trouble = failureOf(lines);
      if (trouble !== void 0) warnUnreadable(log2, trouble);
    } catch (error2) {
      warnUnreadable(log2, failureOf(lines) ?? messageOf(error2));
    } finally {
      await removeFolder(folder, log2);
    }
    return void 0;
  }
  async function save(files) {
    const lines = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm3(folder, { recursive: true, force: true });
      await writeFiles(folder, files);
      const { saveCache } = await import("./chunks/cache-KVZ4D6GF.js");
      const entry2 = await quietly(() => saveCache([FOLDER], `${fingerprintPrefix}${options.runIdentity}`), lines, log2);
      if (!(entry2 > 0)) warnUnsaved(log2, failureOf(lines) ?? "the cache service gave no reason");
    } catch (error2) {
      warnUnsaved(log2, failureOf(lines) ?? messageOf(error2));
    } finally {
      await removeFolder(folder, log2);
    }
  }
  return { restore, save };
}
function noCache(reason, log2) {
  return {
    async restore() {
      log2.info(`The Actions cache is not used: ${reason}.`);
      return void 0;
    },
    async save() {
    }
  };
}
function quietly(call, lines, log2) {
  return captureOutput(call, (line2) => {
    lines.push(line2);
    log2.debug(`Actions cache: ${line2.text}`);
  });
}
function failureOf(lines) {
  const loud = lines.filter(({ level }) => level === "warning" || level === "error");
  const quiet = [/^Failed to reserve cache: /, /^Cache (restore|save) skipped: /, /^Failed to (restore|save): /].map(
    (pattern) => lines.find(({ text: text2 }) => pattern.test(text2))
  );
  const line2 = loud.at(-1) ?? quiet.find((candidate) => candidate !== void 0);
  return line2?.text.replace(/^(Failed to reserve cache: (Error: )?|Cache (restore|save) skipped: |Failed to (restore|save): )/, "").replace(/^.* More details: /, "").replace(/\s+/g, " ").replace(/\.$/, "");
}
async function requireWorkingDirectory(workspace) {
  const directory = process.cwd();
  if (await realpath(workspace) === await realpath(directory)) return;
  throw new Error(`the working directory is ${directory}, but the cache needs it to be GITHUB_WORKSPACE, ${workspace}`);
}
async function writeFiles(folder, files) {
  await mkdir2(folder, { recursive: true });
  for (const [name2, text2] of files) {
    if (name2 !== basename(name2) || name2 === "..") throw new Error(`"${name2}" is no plain file name`);
    await writeFile2(join(folder, name2), text2);
  }
}
async function readFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names2 = entries.filter((entry2) => entry2.isFile()).map((entry2) => entry2.name);
  const files = /* @__PURE__ */ new Map();
  for (const name2 of names2.sort()) files.set(name2, await readFile(join(folder, name2), "utf8"));
  return files;
}
async function removeFolder(folder, log2) {
  try {
    await rm3(folder, { recursive: true, force: true });
  } catch (error2) {
    log2.debug(`Failed to remove ${folder}: ${messageOf(error2)}`);
  }
}
function warnUnreadable(log2, reason) {
  log2.warning(`The state in the Actions cache could not be read: ${reason}. This run goes on without it.`);
}
function warnUnsaved(log2, reason) {
  log2.warning(
    `The state was not saved to the Actions cache: ${reason}. Nothing is lost: the next run goes by the state saved before this run and may read again what this run has read.`
  );
}
function hashOf2(text2) {
  return createHash5("sha256").update(text2).digest("hex").slice(0, HASH_DIGITS);
}
function messageOf(error2) {
  return error2 instanceof Error ? error2.message : String(error2);
}

// src/main.ts
var USER_AGENT = "openai-admin-export/0.1.0";
var LONGEST_CLOSING_MILLISECONDS = 5e3;
var log = {
  // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
  debug: isDebug() ? debug : () => {
  },
  info,
  notice,
  warning,
  error
};
async function main() {
  const started = performance.now();
  for (const secret of secretsIn(process.env)) setSecret(secret);
  const config = await readConfig(process.env);
  for (const secret of secretsOf(config.destination)) setSecret(secret);
  const { environment } = config;
  let spool2;
  const report = await run(config, {
    log,
    cache: environment.cacheAvailable ? actionsCache({
      binding: [config.destination.binding, config.organization ?? "", config.project ?? ""].join("\n"),
      fingerprint: config.selectionFingerprint,
      runIdentity: environment.runIdentity,
      workspace: environment.workspace,
      log
    }) : noCache("the Actions cache is not offered to this step", log),
    now: () => Date.now() / 1e3,
    random: Math.random,
    sleep: (milliseconds2) => sleep(milliseconds2),
    openDestination: async (destination) => {
      if (destination.location.kind === "gcs") process.env.METADATA_SERVER_DETECTION ??= "bios-only";
      const opened = await openDestination(destination, {
        ...config,
        userAgent: USER_AGENT,
        proxyEnvironment: process.env,
        identityToken: (audience) => requestIdentityToken(process.env, audience, setSecret),
        mayRead: !destination.writeOnly,
        onPartSent: freeSentBuffers,
        log
      });
      if (destination.location.kind !== "folder") closeOnSignals(opened, () => spool2);
      return opened;
    },
    spoolFolder: async () => {
      spool2 = await mkdtemp(path2.join(environment.temporaryFolder, "openai-admin-export-"));
      return spool2;
    },
    userAgent: USER_AGENT,
    environment: process.env
  });
  setOutputs(outputsOf(report));
  if (config.summary && process.env.GITHUB_STEP_SUMMARY) await summary.addRaw(summaryOf(report)).write();
  logReport(report, (performance.now() - started) / 1e3, log);
  if (report.status !== "ok" && config.failOn === "error") process.exitCode = 1;
}
function closeOnSignals(destination, spoolFolder) {
  for (const [signal, number2] of [
    ["SIGINT", 2],
    ["SIGTERM", 15]
  ]) {
    process.once(signal, async () => {
      log.warning(`Stopped by ${signal}: files that were not finished are given up. The next run carries on.`);
      await Promise.race([destination.close(), sleep(LONGEST_CLOSING_MILLISECONDS)]);
      const folder = spoolFolder();
      if (folder !== void 0) await rm4(folder, { recursive: true, force: true });
      process.exit(128 + number2);
    });
  }
}
function setOutputs(outputs) {
  for (const [name2, value] of Object.entries(outputs)) setOutput(name2, value);
}
try {
  await main();
} catch (error2) {
  setOutputs(outputsOfNothing);
  setFailed(explain2(error2));
  process.exitCode = 1;
}
process.stdout.write("", () => process.exit());
function explain2(error2) {
  if (!(error2 instanceof Error)) return String(error2);
  const isExpected = error2 instanceof ConfigurationError || error2.name === "ApiError" || error2.name === "StorageError";
  return isExpected ? error2.message : error2.stack ?? error2.message;
}
