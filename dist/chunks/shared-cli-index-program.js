import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ageForm,
  allResources,
  array,
  auditEventTypes,
  baseUrlForm,
  baseUrlProblem,
  checkedText,
  dateForm,
  didYouMean,
  dimensionsOf,
  diskTrouble,
  durationForm,
  formatChoices,
  headerSafe,
  idProblem,
  listOf,
  matching,
  numberBetween,
  oneOf,
  optional,
  parentOf,
  parseAge,
  parseDateExpression,
  parseDuration,
  parseStopAfter,
  parsedText,
  pipe,
  placeholders,
  quote,
  require_mod,
  resourceNamed,
  splitList,
  stopAfterForm,
  strictObject,
  string,
  transform2 as transform,
  trueOrFalse,
  union2 as union,
  usageResources,
  withRemedy
} from "./shared-cli-index-program-verify.js";
import {
  isExpected
} from "./shared-azure-cli-index-program-verify.js";
import {
  withPointer
} from "./shared-cli-index-page-program-verify.js";
import {
  __toESM
} from "./runtime.js";

// src/run/told.ts
function told(error) {
  if (isExpected(error)) return withRemedy(error);
  const trouble = diskTrouble(error);
  if (trouble) return withPointer(onDisk(error, trouble), trouble.topic);
  const stack = error instanceof SyntaxError ? withoutQuote(error) : stackOf(error);
  return withPointer(
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

// src/settings/fields.ts
var import_fastest_levenshtein = __toESM(require_mod(), 1);

// src/settings/github-fields.ts
var reportWords = ["summary", "comment", "html", "access-review", "none"];
var failOnWords = ["error", "finding:high", "finding:medium", "finding:low", "never"];
function wordMistake(allowed) {
  return (word) => allowed.includes(word) ? void 0 : `is none of ${allowed.join(", ")}${didYouMean(word, allowed)}`;
}
var failOnForm = new RegExp(`${failOnWords.join("|")}|stale:${ageForm}`);
function failOnMistake(word) {
  if (failOnWords.some((known) => known === word) || staleAge(word) !== void 0) return void 0;
  const advice = /^stale\b/.test(word) ? ": expected an age behind it, such as stale:48h" : didYouMean(word, failOnWords);
  return `is none of ${failOnWords.join(", ")}, stale:48h${advice}`;
}
function staleAge(word) {
  return word.startsWith("stale:") ? parseAge(word.slice("stale:".length)) : void 0;
}
var badInBranch = /[\s~^:?*[\\\x00-\x1f\x7f]|\.\.|@\{|\/\/|^[/.-]|[/.]$|\.lock$|^refs\//;
function branchMistake(name) {
  return badInBranch.test(name) || name === "" ? "expected the name of a branch, such as main or export/data" : void 0;
}
var expectedPullRequest = "expected a mapping of title, labels, reviewers, team-reviewers, draft, such as {labels: [audit], reviewers: [octocat]}";
var names = pipe(
  union([string(), array(string())], { error: "expected a list of names" }),
  transform((given) => [given].flat().flatMap(splitList))
);
var gitHubFields = {
  commit: oneOf(["none", "push", "pull-request"]),
  branch: checkedText(branchMistake, { minLength: 1, not: { pattern: badInBranch.source } }),
  report: listOf(`expected a list of ${reportWords.join(", ")}`, { words: reportWords }, wordMistake(reportWords)),
  "fail-on": listOf(
    `expected a list of ${failOnWords.join(", ")}, stale:48h`,
    { words: failOnWords, form: failOnForm },
    failOnMistake
  ),
  "commit-message": matching(/\S/, "expected a message"),
  "pull-request": strictObject(
    {
      title: optional(
        checkedText((text) => text === "" || text.length > 60 ? "expected up to 60 characters" : void 0, {
          pattern: "\\S",
          maxLength: 60
        })
      ),
      labels: optional(names),
      reviewers: optional(names),
      "team-reviewers": optional(names),
      draft: optional(trueOrFalse())
    },
    { error: (issue) => issue.code === "unrecognized_keys" ? unknownKey(issue) : expectedPullRequest }
  ),
  "allow-public-personal-data": trueOrFalse()
};
var pullRequestKeys = ["title", "labels", "reviewers", "team-reviewers", "draft"];
function unknownKey(issue) {
  const [key = ""] = issue.keys ?? [];
  const advice = didYouMean(key, pullRequestKeys) || `: ${expectedPullRequest}`;
  return `${quote(key)} is not among its keys${advice}`;
}

// src/settings/fields.ts
var date = "an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)";
var ageExpected = "expected an age such as 12h, 3d or 4w";
var agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
var age = parsedText(ageExpected, new RegExp(`^\\s*${ageForm}\\s*$`), parseAge);
var lookbackKinds = { events: optional(age), usage: optional(age), costs: optional(age) };
function agesMistake(given) {
  const keys = typeof given === "object" && given !== null && !Array.isArray(given) ? Object.keys(given) : [];
  const unknown = keys.find((key) => !Object.hasOwn(lookbackKinds, key));
  if (unknown === void 0) return agesExpected;
  return `${quote(unknown)} is not among its keys${didYouMean(unknown, Object.keys(lookbackKinds)) || `: ${agesExpected}`}`;
}
function dateOr(word) {
  const form = new RegExp(`^\\s*(?:${word}|${ageForm}|${dateForm})\\s*$`);
  return parsedText(`expected ${date}, or "${word}"`, form, (text) => parseDateExpression(text, [word]));
}
var idForm = /[\x21-\x2b\x2d-\x7e]+/;
var eventTypeForm = /[a-z0-9_]+(?:\.[a-z0-9_]+)+/;
var dimensions = new Set(
  allResources.flatMap((resource) => resource.kind === "buckets" ? dimensionsOf(resource) : [])
);
function formatMistake(format) {
  const allowed = [...formatChoices.keys()];
  if (formatChoices.has(format)) return void 0;
  return `is not a format: expected any of jsonl, csv, each with .gz or .zst${didYouMean(format, allowed)}`;
}
function eventTypeMistake(type) {
  if (auditEventTypes.includes(type)) return void 0;
  if (auditEventTypes.some((other) => (0, import_fastest_levenshtein.distance)(other, type.toLowerCase()) <= 2) || !new RegExp(`^${eventTypeForm.source}$`).test(type)) {
    return `is not a type of audit event, such as api_key.created${didYouMean(type, auditEventTypes)}`;
  }
  return void 0;
}
function idMistake(id) {
  return idProblem(id) && "holds characters that no id has";
}
var optionFields = {
  format: listOf("expected a list of formats", { words: [...formatChoices.keys()] }, formatMistake),
  "partition-by": oneOf(["hour", "day", "month"]),
  "start-date": dateOr("earliest"),
  "end-date": dateOr("now"),
  "refresh-from": dateOr("earliest"),
  lookback: age,
  "bucket-width": oneOf(["1m", "1h", "1d"]),
  "group-by": listOf(
    'expected "default", "none", or a list of dimensions',
    { words: ["default", "none", ...dimensions] },
    () => void 0
  ),
  projects: listOf("expected a list of project ids", { form: idForm }, idMistake),
  "event-types": listOf(
    "expected a list of types of audit events",
    { words: auditEventTypes, form: eventTypeForm },
    eventTypeMistake
  ),
  models: listOf("expected a list of models", { form: idForm }, idMistake),
  "csv-escape-formulas": trueOrFalse(),
  "on-schema-change": oneOf(["evolve", "freeze", "discard-columns", "discard-rows"]),
  "known-fields": listOf(
    "expected a list of fields, as tables name them: seat__kind",
    { form: /[^,\n]*[^\s,]/ },
    () => void 0
  )
};
var runFields = {
  ...optionFields,
  lookback: union(
    [
      pipe(
        age,
        transform((seconds) => ({ events: seconds, usage: seconds, costs: seconds }))
      ),
      strictObject(lookbackKinds, { error: ({ input }) => agesMistake(input) })
    ],
    { error: ({ input }) => agesMistake(input) }
  ),
  "base-url": checkedText(baseUrlProblem, { pattern: baseUrlForm.source }),
  "openai-organization": checkedText(idProblem, { pattern: headerSafe.source }),
  "openai-project": checkedText(idProblem, { pattern: headerSafe.source }),
  destination: checkedText(() => void 0),
  state: oneOf(["auto", "cache"]),
  "stop-after": parsedText(
    'expected a duration such as 45m or 2h, or a number of requests such as "5000 requests"',
    new RegExp(`^\\s*${stopAfterForm}\\s*$`),
    parseStopAfter
  ),
  "dry-run": trueOrFalse(),
  ...gitHubFields,
  privacy: oneOf(["none", "pseudonymize", "redact"]),
  "accept-empty": listOf("expected a list of resources", { form: /[a-z0-9_]+/ }, () => void 0),
  "projects-file": matching(/\S/, "expected the path of a CSV file"),
  concurrency: numberBetween(1, 100, "whole"),
  "requests-per-second": numberBetween(0.01, 1e4, "any"),
  retries: numberBetween(0, 20, "whole"),
  "request-timeout": parsedText(
    "expected a duration such as 60s or 2m",
    new RegExp(`^\\s*${durationForm}\\s*$`),
    parseDuration
  )
};

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
      "project_hosted_tool_permissions"
    ]
  ],
  ["all", allResources.filter(addsSomething).map(({ name }) => name)]
]);

// src/catalogue/custom.ts
var safeName = /^[a-z][a-z0-9_]{0,63}$/;
var safePath = /^(\/([\w.~:@-]+|\{[a-z][a-z0-9_]*\}))+$/;
var safeSelector = /^[^\s.]+(\.[^\s.]+)*$/;
var deviceNames = [
  ...["con", "prn", "aux", "nul"],
  ...["com", "lpt"].flatMap((name) => Array.from({ length: 10 }, (_, number) => `${name}${number}`))
];
function mistakesIn({ name, path, dataSelector, parent, pagination }, timesGiven) {
  const found = [];
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
  if (placeholders(path).length > 0 && parent === void 0) {
    found.push("path holds {placeholders}, so parent must name the list that fills them");
  }
  if (placeholders(path).length === 0 && parent !== void 0) {
    found.push("parent is given, but path holds no {placeholder} for its ids");
  }
  return found;
}
function declare(definition, parent) {
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
    if (resourceNamed(name)) continue;
    readable.set(name, resource);
    ready.push(...waiting.get(name) ?? []);
    waiting.delete(name);
  }
  for (const definition of definitions.filter((definition2) => !declared.has(definition2))) {
    const why = timesGiven.has(definition.parent ?? "") ? "leads back to itself" : "is not a list that can be read";
    mistakes.push(`custom resource "${definition.name}": parent "${definition.parent}" ${why}`);
  }
  return { resources: definitions.flatMap((definition) => declared.get(definition) ?? []), mistakes };
}

export {
  staleAge,
  optionFields,
  runFields,
  presets,
  safeName,
  customResources,
  told
};
