import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  allResources,
  diskTrouble,
  noticeOf,
  parentOf,
  placeholders,
  resourceNamed,
  usageResources
} from "./shared-cli-index-program-run-verify.js";
import {
  notice
} from "./shared-cli-index-page-program-run-verify.js";
import {
  isExpected
} from "./shared-azure-cli-index-page-program-run-verify.js";

// src/run/ending-message.ts
function endingMessage(error) {
  if (isExpected(error)) return noticeOf(error);
  const trouble = diskTrouble(error);
  if (trouble) return notice(onDisk(error, trouble), trouble.topic);
  const stack = error instanceof SyntaxError ? withoutQuote(error) : stackOf(error);
  return notice(
    `${stack}
This is a mistake of ours. Please open an issue with these lines and the inputs of the step, never with the key or with exported data.`,
    "our-bug"
  );
}
function onDisk({ path, syscall }, { code, remedy }) {
  const place = path === void 0 ? "a file of this machine" : path;
  return `Failed to use ${place}: ${code}${syscall === void 0 ? "" : ` (${syscall})`}. ${remedy}`;
}
function stackOf(error) {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
function withoutQuote({ name, message, stack = "" }) {
  return `${name}: (a text, not quoted here)${stack.replace(`${name}: ${message}`, "")}`;
}

// src/catalogue/presets.ts
function addsSomething({ idParameter, fallback }) {
  return idParameter === void 0 && fallback === void 0;
}
var withoutKey = ["workload_identity_providers", "workload_identity_federation_rules"];
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
      "project_group_roles",
      ...withoutKey
    ]
  ],
  [
    "keys",
    ["admin_api_keys", "project_api_keys", "certificates", "project_certificates", "external_keys", ...withoutKey]
  ],
  ["usage", usageResources.map(({ name }) => name)],
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
      "project_hosted_tool_permissions",
      "project_service_tier_settings",
      "external_storage"
    ]
  ],
  ["all", allResources.filter(addsSomething).map(({ name }) => name)]
]);

// src/catalogue/custom-dated.ts
var USUAL_WIDTHS = { "1m": 1440, "1h": 168, "1d": 31 };
var USUAL_PAGE = 100;
var safeField = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
var topField = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;
var KEYS_BY_KIND = {
  snapshot: ["primary-key", "parent", "data-selector", "pagination"],
  buckets: ["group-by", "bucket-width", "data-selector"],
  events: ["time-field", "primary-key", "data-selector", "pagination"]
};
function mistakesOfKind(definition) {
  const { kind = "snapshot", primaryKey = [], timeField, groupBy = [], pagination } = definition;
  const found = [];
  const given = {
    "primary-key": definition.primaryKey,
    parent: definition.parent,
    "data-selector": definition.dataSelector,
    pagination,
    "group-by": definition.groupBy,
    "bucket-width": definition.bucketWidth,
    "time-field": timeField
  };
  const allowed = KEYS_BY_KIND[kind];
  for (const [key, value] of Object.entries(given)) {
    if (value === void 0 || allowed.includes(key)) continue;
    const advice = definition.kind === void 0 ? kindsWith(key) : "";
    found.push(`${key} is nothing that a resource of kind ${kind} has; it takes ${allowed.join(", ")}${advice}`);
  }
  if (kind === "events") {
    if (timeField === void 0)
      found.push("events need a time-field: the field with the time of an event in Unix seconds");
    if (primaryKey.length === 0) found.push("events need a primary-key: the fields by which events are told apart");
    if (pagination === "none") found.push("pagination none reads a single object, which events are not");
  }
  if (kind !== "snapshot" && placeholders(definition.path).length > 0)
    found.push(`path holds {placeholders}, which a resource of kind ${kind} cannot have`);
  for (const field of groupBy) if (!safeField.test(field)) found.push(`"${field}" is no name of a field`);
  if (kind === "snapshot") return found;
  for (const field of [timeField ?? [], primaryKey].flat())
    if (!topField.test(field))
      found.push(`"${field}" is no name of a field of the row itself, such as created_at or id`);
  return [...found, ...mistakesInParameters(definition, kind)];
}
function kindsWith(key) {
  const kinds = ["buckets", "events"].filter((kind) => KEYS_BY_KIND[kind].some((name) => name === key));
  return kinds.length === 0 ? "" : `; with ${key}, say kind: ${kinds.join(" or ")}`;
}
function mistakesInParameters({ params = {}, timeField = "" }, kind) {
  const ofWindows = kind === "buckets" ? ["start_time", "end_time", "bucket_width", "group_by", "group_by[]"] : ["gt", "gte", "lt", "lte"].map((bound) => `${timeField}[${bound}]`);
  const own = [...ofWindows, "after", "before", "page"];
  const found = Object.keys(params).filter((name) => own.includes(name)).map((name) => `params holds ${name}, which the export sets by itself`);
  const { limit } = params;
  if (limit !== void 0 && !/^[1-9]\d{0,4}$/.test(limit))
    found.push("params holds a limit that is no whole number from 1 to 99999");
  return found;
}
function parametersOf({ params = {} }) {
  const { limit, ...query } = params;
  return {
    ...Object.keys(query).length > 0 && { query },
    ...limit !== void 0 && { pageSize: Number(limit) }
  };
}
function customBuckets(definition) {
  const { name, path, dataSelector = "data", groupBy = [], bucketWidth } = definition;
  const { query, pageSize } = parametersOf(definition);
  return {
    kind: "buckets",
    custom: true,
    timeField: "start_time",
    key: [],
    parentIds: [],
    name,
    path,
    pagination: "next_page",
    dataSelector,
    widths: widthsOf(bucketWidth, pageSize),
    dimensions: [...new Set(groupBy)],
    filters: {},
    columns: [],
    ...query && { query }
  };
}
function widthsOf(only, pageSize) {
  const widths = Object.entries(USUAL_WIDTHS).filter(([width]) => only === void 0 || width === only);
  return Object.fromEntries(widths.map(([width, most]) => [width, pageSize ?? most]));
}
function customEvents(definition) {
  const { name, path, dataSelector = "data", primaryKey = [], pagination = "last_id" } = definition;
  const { query, pageSize = USUAL_PAGE } = parametersOf(definition);
  return {
    kind: "events",
    custom: true,
    timeField: definition.timeField ?? "",
    key: primaryKey,
    parentIds: [],
    name,
    path,
    pagination,
    dataSelector,
    columns: [],
    pageSize,
    ...query && { query }
  };
}

// src/catalogue/custom.ts
var safeName = /^[a-z][a-z0-9_]{0,63}$/;
var safePath = /^(\/([\w.~:@-]+|\{[a-z][a-z0-9_]*\}))+$/;
var safeSelector = /^[^\s.]+(\.[^\s.]+)*$/;
var deviceNames = [
  ...["con", "prn", "aux", "nul"],
  ...["com", "lpt"].flatMap((name) => Array.from({ length: 10 }, (_, number) => `${name}${number}`))
];
function mistakesIn(definition, timesGiven) {
  const { name, path, dataSelector, parent, pagination, kind = "snapshot" } = definition;
  const found = mistakesOfKind(definition);
  if (!safeName.test(name)) found.push('name must be lower-case letters, digits and "_", beginning with a letter');
  if (resourceNamed(name) || presets.has(name)) found.push("name is taken by a resource or preset of the catalogue");
  if (deviceNames.includes(name)) {
    found.push("name is a device on Windows, where no file below it could be checked out: choose another one");
  }
  if ((timesGiven.get(name) ?? 0) > 1) found.push("name is given to more than one custom resource");
  const leavesTheApi = path.split("/").some((segment) => segment === "." || segment === "..");
  if (!safePath.test(path) || leavesTheApi) {
    found.push(
      `path must be a plain path below base-url, such as /organization/things or /projects/{project_id}/things`
    );
  }
  if (dataSelector !== void 0 && !safeSelector.test(dataSelector) && !(dataSelector === "" && pagination === "none")) {
    found.push("data_selector must be a path such as data or result.items");
  }
  if (kind !== "snapshot") return found;
  if (placeholders(path).length > 0 && parent === void 0) {
    found.push("path holds {placeholders}, so parent must name the list that fills them");
  }
  if (placeholders(path).length === 0 && parent !== void 0) {
    found.push("parent is given, but path holds no {placeholder} for its ids");
  }
  return found;
}
function declare(definition, parent) {
  if (definition.kind === "buckets") return customBuckets(definition);
  if (definition.kind === "events") return customEvents(definition);
  const { name, path, params, primaryKey, pagination = "last_id" } = definition;
  return {
    kind: "snapshot",
    custom: true,
    name,
    path,
    pagination,
    dataSelector: definition.dataSelector ?? (pagination === "none" ? "" : "data"),
    columns: [],
    key: primaryKey ?? [],
    parentIds: placeholders(path),
    ...params && { query: params },
    ...parent && { parent: parentOf(path, parent) }
  };
}
function whyNoParent(parent) {
  if (parent === void 0) return "is not a list that can be read";
  const { kind = "snapshot" } = parent;
  return kind === "snapshot" ? "leads back to itself" : `is of kind ${kind}: a parent is a list that is read whole`;
}
function customResources(definitions) {
  const timesGiven = /* @__PURE__ */ new Map();
  for (const { name } of definitions) timesGiven.set(name, (timesGiven.get(name) ?? 0) + 1);
  const mistakes = definitions.flatMap(
    (definition) => mistakesIn(definition, timesGiven).map((mistake) => `custom resource "${definition.name}": ${mistake}`)
  );
  const readable = /* @__PURE__ */ new Map();
  for (const resource of allResources) {
    if (resource.kind === "snapshot" && !resource.idsRequired) readable.set(resource.name, resource);
  }
  const isReadable = ({ parent }) => parent === void 0 || readable.has(parent);
  const waiting = /* @__PURE__ */ new Map();
  for (const definition of definitions) {
    if (isReadable(definition)) continue;
    const parent = definition.parent ?? "";
    const others = waiting.get(parent) ?? [];
    others.push(definition);
    waiting.set(parent, others);
  }
  const declared = /* @__PURE__ */ new Map();
  const ready = definitions.filter(isReadable);
  for (const definition of ready) {
    const { name, parent } = definition;
    const resource = declare(definition, parent === void 0 ? void 0 : readable.get(parent));
    declared.set(definition, resource);
    if (resourceNamed(name) || resource.kind !== "snapshot") continue;
    readable.set(name, resource);
    ready.push(...waiting.get(name) ?? []);
    waiting.delete(name);
  }
  for (const definition of definitions.filter((definition2) => !declared.has(definition2))) {
    const why = whyNoParent(definitions.find(({ name }) => name === definition.parent));
    mistakes.push(`custom resource "${definition.name}": parent "${definition.parent}" ${why}`);
  }
  return { resources: definitions.flatMap((definition) => declared.get(definition) ?? []), mistakes };
}

export {
  endingMessage,
  presets,
  safeName,
  customResources
};
