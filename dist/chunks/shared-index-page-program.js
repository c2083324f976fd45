import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  capital,
  groupBy
} from "./shared-index-page-program-verify.js";
import {
  count,
  countOf
} from "./shared-cli-index-page-program-verify.js";

// src/reporting/model/model.ts
var SEVERITIES = ["high", "medium", "low"];

// src/reporting/words/findings.ts
var STATUSES = ["new", "standing", "excepted", "resolved"];
function resultsOf(model) {
  return model.checks.ran ? model.checks.results : [];
}
var NEVER_EXPORTED = "What these need was never exported: add it to `resources`, or let the key read it";
function notCheckedByReason(model) {
  const skipped = resultsOf(model).filter(({ state }) => state === "not checked");
  const reasonOf = ({ why = "no reason given", neverExported }) => neverExported ? NEVER_EXPORTED : why;
  const titleOf = ({ check, neverExported }) => neverExported ? `${check.title} (${neverExported.join(", ")})` : check.title;
  return [...groupBy(skipped, reasonOf)].map(([why, results]) => ({ why, titles: results.map(titleOf) })).sort((one, other) => other.titles.length - one.titles.length);
}
function firstBaseline(model) {
  if (!model.checks.ran || model.checks.anew) return void 0;
  const { day } = model;
  const results = resultsOf(model);
  const found = results.flatMap((result) => result.findings);
  const { unmerged } = model.checks;
  const findings = unmerged ? found.filter(({ baseline }) => baseline) : found;
  const isFirst = unmerged || results.every(({ baselineDay = day }) => baselineDay === day) && findings.every(({ since, baseline, status }) => since === day && baseline && status !== "resolved");
  const standing = findings.filter(({ status }) => status === "standing");
  if (!isFirst || standing.length === 0) return void 0;
  const of = (severity) => standing.filter((finding) => finding.severity === severity).length;
  return { high: of("high"), medium: of("medium"), low: of("low") };
}
function findingGroups(model) {
  const groups = /* @__PURE__ */ new Map();
  for (const { check, findings } of resultsOf(model)) {
    for (const finding of findings) {
      const { status, severity } = finding;
      const key = `${check.id} ${status} ${severity}`;
      const group = groups.get(key) ?? { check, status, severity, findings: [] };
      group.findings.push(finding);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort(
    (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) || SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || one.check.title.localeCompare(other.check.title, "en")
  );
}
function findingCounts(model) {
  const results = resultsOf(model);
  const findings = results.flatMap((result) => result.findings);
  const having = (status) => findings.filter((finding) => finding.status === status).length;
  const fresh = findings.filter((finding) => finding.status === "new");
  const of = (severity) => fresh.filter((finding) => finding.severity === severity).length;
  return {
    new: fresh.length,
    newBySeverity: { high: of("high"), medium: of("medium"), low: of("low") },
    standing: having("standing"),
    excepted: having("excepted"),
    resolved: having("resolved"),
    passed: results.filter(({ state }) => state === "passed").length,
    incomplete: results.filter(({ incomplete }) => incomplete).length
  };
}

// src/reporting/words/verdict.ts
var NAMES = [
  ["access", "access"],
  ["keys", "key"],
  ["settings", "settings"]
];
function changesOf(model, kind) {
  return model.changeCount.filter((entry) => entry.kind === kind).reduce((sum, { added, removed, changed }) => sum + added + removed + changed, 0);
}
function verdictOf(model) {
  const counts = findingCounts(model);
  const baseline = firstBaseline(model);
  const toReview = [
    ...baseline ? baselinePhrase(baseline) : newFindings(counts),
    ...changesPhrase(model),
    ...phrase(model.revokesOutstanding?.length ?? 0, "revoke outstanding", "revokes outstanding")
  ];
  const missing = missingOf(model, counts);
  return {
    state: toReview.length > 0 ? "review" : missing.length > 0 ? "incomplete" : "clear",
    toReview,
    missing,
    ...baseline && { first: "first checks" }
  };
}
function baselinePhrase({ high, medium, low }) {
  return [`${countOf(high + medium + low, "finding")} in the baseline${worst(high, medium)}`];
}
function newFindings(counts) {
  if (counts.new === 0) return [];
  const { high, medium } = counts.newBySeverity;
  return [`${countOf(counts.new, "new finding")}${worst(high, medium)}`];
}
function worst(high, medium) {
  return high > 0 ? ` (${count(high)} high)` : medium > 0 ? ` (${count(medium)} medium)` : "";
}
function changesPhrase(model) {
  const kinds = NAMES.map(([kind, name]) => ({ name, changes: changesOf(model, kind) })).filter(
    ({ changes }) => changes > 0
  );
  const [only] = kinds;
  if (!only) return [];
  if (kinds.length === 1) return [countOf(only.changes, `${only.name} change`)];
  if (kinds.at(-1)?.changes === 1)
    return [listed(kinds.map(({ name, changes }) => countOf(changes, `${name} change`)))];
  return [`${listed(kinds.map(({ name, changes }) => `${count(changes)} ${name}`))} changes`];
}
function missingOf(model, counts) {
  const failed = model.coverage.filter(({ status }) => status === "failed").length;
  return [
    ...phrase(failed, "resource not read", "resources not read"),
    ...failed === 0 && model.run.status !== "ok" && !isWhole(model) ? ["the run did not complete"] : [],
    ...model.checks.ran ? [] : ["checks did not run"],
    ...phrase(counts.incomplete, "check without complete data", "checks without complete data")
  ];
}
function isWhole({ run, coverage }) {
  const statuses = coverage.map(({ status }) => status);
  return run.stoppedBy === void 0 && statuses.includes("ok") && !statuses.includes("stopped");
}
function phrase(number, one, many) {
  return number === 0 ? [] : [`${count(number)} ${number === 1 ? one : many}`];
}
function listed(phrases) {
  if (phrases.some((phrase2) => phrase2.includes(", ") || phrase2.includes(" and "))) return phrases.join("; ");
  if (phrases.length < 2) return phrases.join("");
  return `${phrases.slice(0, -1).join(", ")} and ${phrases.at(-1)}`;
}
function verdictSentences(verdict) {
  const missing = verdict.missing.length > 0 ? [`Not everything was looked at: ${listed(verdict.missing)}.`] : [];
  const { first } = verdict;
  const start = first ? `${capital(first)}, to review` : "To review";
  if (verdict.state === "review") return [`${start}: ${listed(verdict.toReview)}.`, ...missing];
  if (verdict.state === "incomplete") return ["Nothing to review in what was read.", ...missing];
  return ["Nothing to review: new data only."];
}

// src/reporting/words/coverage.ts
var MOST_PERIODS = 5;
function periodWords([from, to]) {
  if (from.length > 10 || to.length > 10) return `${from} up to ${to}`;
  const last = new Date(Date.parse(`${to}T00:00:00Z`) - 864e5).toISOString().slice(0, 10);
  return from >= last ? from : `${from} to ${last}`;
}
function coverageWords(coverage) {
  if (coverage.status === "skipped") return "not available to this organisation or key";
  const parts = [
    ...coverage.status === "other run" ? ["not part of this run"] : [],
    ...coverage.status === "failed" ? ["could not be read this time"] : [],
    ...coverage.status === "stopped" ? ["not read to its end this time"] : [],
    ...coverage.kind === "snapshot" ? snapshotWords(coverage) : datedWords(coverage)
  ];
  return parts.join("; ");
}
function snapshotWords({ readOn, staleParents }) {
  return [
    readOn ? `last read in full on ${readOn}` : "never read in full",
    ...staleParents > 0 ? [`rows of ${staleParents} ${staleParents === 1 ? "parent" : "parents"} are from an earlier read`] : []
  ];
}
function datedWords({ ranges, gaps, unavailable, removed = [] }) {
  return [
    ranges.length > 0 ? `read: ${periods(ranges)}` : "nothing read yet",
    ...gaps.length > 0 ? [`gap: ${periods(gaps)}`] : [],
    ...removed.map(({ period, reason }) => `gap: ${periodWords(period)}, removed: ${reason}`),
    ...unavailable.length > 0 ? [`no longer served: ${periods(unavailable)}`] : []
  ];
}
function periods(list) {
  const shown = list.slice(-MOST_PERIODS).map(periodWords);
  const left = list.length - shown.length;
  return `${left > 0 ? `${left} earlier, ` : ""}${shown.join(", ")}`;
}
function coverageTroubles(coverage) {
  return coverage.filter(
    ({ status, gaps, staleParents }) => status === "failed" || status === "stopped" || gaps.length > 0 || staleParents > 0
  );
}

export {
  SEVERITIES,
  STATUSES,
  notCheckedByReason,
  firstBaseline,
  findingGroups,
  findingCounts,
  changesOf,
  verdictOf,
  listed,
  verdictSentences,
  periodWords,
  coverageWords,
  periods,
  coverageTroubles
};
