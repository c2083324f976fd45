import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  capital,
  coverage,
  groupNotice,
  groupNotices,
  named
} from "./shared-index-page-program-run-verify.js";
import {
  byCodeUnits,
  count,
  countOf,
  dayAfter,
  groupBy,
  rendered,
  reworded,
  size
} from "./shared-cli-index-page-program-run-verify.js";

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
  if (!model.checks.ran || model.checks.isAlwaysFirst) return void 0;
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
    ...failed === 0 && !isReadToEnd(model) ? ["the run did not complete"] : [],
    ...model.checks.ran ? [] : ["checks did not run"],
    ...phrase(counts.incomplete, "check without complete data", "checks without complete data")
  ];
}
function isReadToEnd({ run: { outcomes } }) {
  const statuses = outcomes.map(({ status }) => status);
  return statuses.length === 0 || statuses.includes("ok") && !statuses.includes("stopped");
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
  const last = dayAfter(to, -1);
  return from >= last ? from : `${from} to ${last}`;
}
function coverageWords(coverage2) {
  if (coverage2.status === "skipped") return "not available to this organisation or key";
  const parts = [
    ...coverage2.status === "other run" ? ["not part of this run"] : [],
    ...coverage2.status === "failed" ? ["could not be read this time"] : [],
    ...coverage2.status === "stopped" ? ["not read to its end this time"] : [],
    ...coverage2.kind === "snapshot" ? snapshotWords(coverage2) : datedWords(coverage2)
  ];
  return parts.join("; ");
}
function leftWords({ readOn, dueOn }) {
  return `left until ${dueOn} (\`every\`); read on ${readOn}`;
}
function partWords({ read, left, rows }) {
  return `read below ${countOf(read, "parent")} today; those of ${countOf(left, "other")} (${countOf(rows, "row")}) stay as they were read last`;
}
function snapshotWords({ readOn, readTo, leftUntil, staleParents }) {
  return [
    readOn ? `last read in full ${readTo ? `from ${readOn} to ${readTo}` : `on ${readOn}`}` : "never read in full",
    ...leftUntil ? [`left until ${leftUntil}`] : [],
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
function coverageTroubles(coverage2) {
  return coverage2.filter(
    ({ status, gaps, staleParents }) => status === "failed" || status === "stopped" || gaps.length > 0 || staleParents > 0
  );
}
function problemsOf({ run, readBack }) {
  const problems = run.outcomes.flatMap(({ resource, problems: problems2 }) => problems2.map((notice) => ({ resource, notice })));
  return [...problems, ...readBack];
}

// src/reporting/words/run-verdict.ts
var NO_PERMISSIONS = "Give the key read permissions, or use another admin key: the skipped resources below say what each of them needs.";
var MOST_NAMED = 5;
function troublesOf({ outcomes }) {
  return groupNotices(
    outcomes.filter(({ status }) => status !== "skipped").flatMap(
      ({ resource, problems }) => [...problems].sort((one, other) => byCodeUnits(rendered(one), rendered(other))).map((notice) => ({ resource, notice }))
    )
  );
}
function placedNotice(group) {
  return reworded(groupNotice(group), (text) => `${group.first.resource}: ${text}`);
}
function statusOf(facts) {
  const { outcomes, failedBy, isNotCommitted, stopped, troubles } = facts;
  const has = (wanted) => outcomes.some(({ status }) => status === wanted);
  if (failedBy !== void 0 || isNotCommitted || isNothing(outcomes)) return "failed";
  if (has("failed")) return outcomes.some(({ status, change }) => status === "ok" || change) ? "partial" : "failed";
  return has("stopped") || stopped !== void 0 || troubles.length > 0 ? "partial" : "ok";
}
function failsStep(facts, { error }) {
  const { outcomes, troubles, failsOn } = facts;
  const hasFailed = statusOf(facts) === "failed" || outcomes.some(({ status }) => status === "failed");
  return error && (hasFailed || troubles.length > 0) || failsOn.length > 0;
}
function runVerdict(facts) {
  const { outcomes, stoppedBy, troubles, failsOn, keyExpires, audit } = facts;
  const status = statusOf(facts);
  const toReview = audit ? verdictOf(audit.model).toReview : [];
  const groups = troublesOf(facts);
  const points = (wanted) => groups.filter(({ all }) => all.every(({ notice }) => typeof notice !== "string" && notice.passes === true) === wanted).map((group) => ({ resource: group.first.resource, notice: groupNotice(group) }));
  const gaps = gapsOf(facts);
  const stuck = facts.stopped === void 0 ? [] : stuckIn(outcomes);
  const isWhole = gaps.length === 0 && discardedRows(outcomes) === 0;
  const todo = [
    ...stoppedBy === void 0 ? [] : [{ notice: stoppedBy }],
    ...troubles.map((notice) => ({ notice })),
    ...points(false),
    ...failsOn.flatMap(({ repeatsTrouble, notice }) => repeatsTrouble ? [] : [{ notice }]),
    ...keyExpires === void 0 ? [] : [{ notice: keyExpires }],
    ...isNothing(outcomes) ? [{ notice: NO_PERMISSIONS }] : [],
    ...toReview.length > 0 ? [{ notice: `Review what the audit found, below: ${listed(toReview)}.` }] : [],
    ...gaps.map(({ resource, gap }) => ({
      resource,
      notice: `${periodWords(gap)} is missing, and no run asked for it: run once with \`start-date: ${gap[0].slice(0, 10)}\` to fill the gap.`
    }))
  ];
  return {
    mark: status === "failed" ? "\u274C" : status === "ok" && isWhole ? "\u2705" : "\u26A0\uFE0F",
    headline: headlineOf(facts, gaps.length > 0),
    todo,
    waiting: [...points(true), ...stuck.length > 0 ? [{ notice: stuckText(stuck) }] : []]
  };
}
function written({ rows, files, bytes, changes }) {
  const noted = changes > 0 ? ` and ${countOf(changes, "entry", "entries")} of the change log` : "";
  return files === 0 && changes === 0 ? "nothing new" : `${countOf(rows, "row")} in ${countOf(files, "file")} (${size(bytes)})${noted}`;
}
function stuckIn(outcomes) {
  return outcomes.flatMap(
    ({ status, tally, resource, partly }) => status === "stopped" && tally.files === 0 && !partly ? [resource] : []
  );
}
function stuckText(resources) {
  return `No file could be finished of ${named(resources)}. If the next run ends there too, allow it more: \`stop-after\`, or the job's \`timeout-minutes\`.`;
}
function discardedRows(outcomes) {
  return outcomes.reduce((sum, { discarded }) => sum + (discarded?.mode === "discard-rows" ? discarded.rows : 0), 0);
}
function gapsOf({ outcomes, figures }) {
  return outcomes.flatMap(({ resource, status }) => {
    const [gap] = figures?.coverage.get(resource)?.gaps ?? [];
    return status === "ok" && gap ? [{ resource, gap }] : [];
  });
}
function isNothing(outcomes) {
  return outcomes.length > 0 && outcomes.every(({ status }) => status === "skipped");
}
function headlineOf(facts, hasGaps) {
  const { outcomes, isNotCommitted } = facts;
  const status = statusOf(facts);
  const asked = outcomes.filter((outcome) => outcome.status !== "skipped");
  const names = (wanted) => asked.filter(wanted).map(({ resource }) => resource);
  const isRead = (each) => each.status === "ok" && !each.leftAsRead;
  const [ok, failed] = [names(isRead), names((each) => each.status === "failed")];
  const stopped = names((each) => each.status !== "ok" && each.status !== "failed");
  const notDue = notDueSentence(asked.filter(({ leftAsRead }) => leftAsRead));
  const until = completeUntil(facts);
  const rest = ok.length > 0 ? ` ${ok.length === 1 ? `${ok[0]} is` : `The other ${ok.length} are`} complete${until}.` : "";
  const skipped = outcomes.length - asked.length;
  const lacking = skipped === 0 ? "" : ` ${countOf(skipped, "other")} ${skipped === 1 ? "was" : "were"} skipped: this key or organisation lacks ${skipped === 1 ? "it" : "them"}.`;
  if (isNothing(outcomes)) return "Failed: the key can read none of the resources, and nothing was exported.";
  if (isNotCommitted)
    return "Failed: what was read could not be committed, so that the repository has nothing of this run. The next run reads it again.";
  if (failed.length > 0) {
    const which = `${named(failed, MOST_NAMED)}`;
    const what = asked.length > failed.length ? `${failed.length} of ${countOf(asked.length, "resource")} ${failed.length === 1 ? "was" : "were"} not read in full (${which})` : failed.length === 1 ? `${which} was not read in full` : `none of the ${failed.length} resources was read in full (${which}). What is stored is whole: the table says until when it is complete`;
    return `${status === "failed" ? "Failed" : "Incomplete"}: ${what}.${rest}${stopped.length > 0 ? ` ${stoppedSentence(stopped)}` : ""}${notDue}`;
  }
  if (stopped.length > 0)
    return `${facts.stopped ?? "Ended early, as it was asked to."} ${stoppedSentence(stopped)}${rest}${notDue}`;
  if (ok.length === 0) return `Complete: no resource was due.${notDue}${lacking}`;
  const all = ok.length === 1 ? `${ok[0]} was` : `${ok.length === 2 ? "both" : `all ${ok.length}`} resources were`;
  if (status !== "ok") return `Complete, but not delivered everywhere: ${all} read${until}.`;
  const leftOut = discardedRows(outcomes);
  const but = leftOut > 0 ? ` but for ${countOf(leftOut, "row")} that \`on-schema-change\` left out` : "";
  return `${hasGaps ? "Complete as asked, with gaps" : "Complete"}${but}: ${all} read${until}.${notDue}${lacking}`;
}
function notDueSentence(left) {
  if (left.length === 0) return "";
  const next = left.map(({ leftAsRead }) => leftAsRead?.dueOn ?? "").sort()[0];
  const which = named(
    left.map(({ resource }) => resource),
    MOST_NAMED
  );
  return ` Left for today, as \`every\` asks: ${which}; next due on ${next}.`;
}
function stoppedSentence(stopped) {
  return `Not read to the end: ${named(stopped, MOST_NAMED)}. The next run carries on.`;
}
function completeUntil({ outcomes, manifests }) {
  const ends = outcomes.flatMap(
    (outcome) => outcome.status === "ok" && !outcome.leftAsRead ? coverage(manifests.get(outcome.resource), outcome).until ?? [] : []
  );
  return ends.length > 0 ? `, up to ${timeWords(Math.min(...ends))}` : "";
}
function timeWords(seconds) {
  const text = new Date(seconds * 1e3).toISOString();
  return seconds % 86400 === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

export {
  SEVERITIES,
  STATUSES,
  resultsOf,
  notCheckedByReason,
  firstBaseline,
  findingGroups,
  findingCounts,
  changesOf,
  verdictOf,
  isReadToEnd,
  verdictSentences,
  periodWords,
  coverageWords,
  leftWords,
  partWords,
  periods,
  coverageTroubles,
  problemsOf,
  troublesOf,
  placedNotice,
  statusOf,
  failsStep,
  runVerdict,
  written,
  stuckIn,
  stuckText,
  isNothing,
  timeWords
};
