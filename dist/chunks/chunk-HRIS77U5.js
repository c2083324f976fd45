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
  durationForm,
  formatChoices,
  headerSafe,
  idProblem,
  listOf,
  matching,
  numberBetween,
  oneOf,
  optional,
  parseAge,
  parseDateExpression,
  parseDuration,
  parseStopAfter,
  parsedText,
  pipe,
  quote,
  require_mod,
  splitList,
  stopAfterForm,
  strictObject,
  string,
  transform2 as transform,
  trueOrFalse,
  union2 as union,
  withRemedy
} from "./chunk-EXV5Z3D2.js";
import {
  isExpected
} from "./chunk-5JGPIV6E.js";
import {
  withPointer
} from "./chunk-GLNNULDV.js";
import {
  __toESM
} from "./chunk-VX4HL5QL.js";

// src/told.ts
function told(error) {
  if (isExpected(error)) return withRemedy(error);
  const stack = error instanceof SyntaxError ? withoutQuote(error) : stackOf(error);
  return withPointer(
    `${stack}
This is a mistake of ours. Please open an issue with these lines and the inputs of the step, never with the key or with exported data.`,
    "our-bug"
  );
}
function stackOf(error) {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
function withoutQuote({ name, message, stack = "" }) {
  return `${name}: (a text, not quoted here)${stack.replace(`${name}: ${message}`, "")}`;
}

// src/inputs/fields.ts
var import_fastest_levenshtein = __toESM(require_mod(), 1);

// src/inputs/github-fields.ts
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

// src/inputs/fields.ts
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

export {
  staleAge,
  optionFields,
  runFields,
  told
};
