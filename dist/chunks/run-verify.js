import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  cellsReader,
  changeReader,
  code,
  createClient,
  createPacer,
  createProgress,
  createRequestTally,
  createRowSpool,
  drain,
  entriesIn,
  escapeMarkdown,
  exportAll,
  leaves,
  limitMemory,
  meetServer,
  parse,
  plainText,
  privateLog,
  privateText,
  prose,
  refuseOtherOrganization,
  rowKeys,
  secondsOf,
  standing
} from "./shared-index-program-run-verify.js";
import {
  messageLog,
  openForReading
} from "./shared-cli-run-verify.js";
import {
  harmless,
  harmlessJson
} from "./shared-cli-index-run-verify.js";
import {
  allResources,
  apiKeyProblem,
  bucketFilterNames,
  completeOptions,
  dimensionsOf,
  folderDestination,
  isBuckets,
  isDated,
  isPermanent,
  keyFingerprint,
  list,
  missingText,
  openArchive,
  partitionFiles,
  readEnvironment,
  sameShape,
  shapeName,
  shapeOf,
  snapshotFile,
  storedResource,
  userAgent,
  version
} from "./shared-cli-index-program-run-verify.js";
import "./shared-cli-index-node-fetch-program-run-verify.js";
import "./shared-cli-index-node-fetch-node-fetch-multipart-parser-program-run-verify.js";
import "./shared-cli-index-program-run-verify-s3.js";
import {
  coverage,
  pauseOf,
  removedRanges
} from "./shared-index-page-program-run-verify.js";
import {
  DAY,
  FOLDERS,
  HOUR,
  boundaryName,
  byCodeUnits,
  contains,
  count,
  countOf,
  dayName,
  dayOfRecord,
  formatChoices,
  formatOfPath,
  intersect,
  listedFolders,
  manifestPath,
  parseLossless,
  parsePeriodName,
  periodAt,
  periodsBetween,
  rendered,
  resourceFolder,
  revisionFolder,
  size,
  stemOf,
  subtract,
  timeText,
  union
} from "./shared-cli-index-page-program-run-verify.js";
import "./shared-azure-cli-index-program-run-verify-s3.js";
import {
  ConfigurationError,
  StorageError
} from "./shared-azure-cli-index-page-program-run-verify.js";
import "./shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import "./shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import "./runtime.js";

// src/commands/run-verify.ts
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import path2 from "node:path";

// src/verify/report.ts
function allProblems(page) {
  return [
    ...page.problems,
    ...page.resources.flatMap(({ resource, problems: problems2 }) => problems2.map((problem2) => ({ ...problem2, resource })))
  ];
}
function saidOf(told) {
  const subjects = /* @__PURE__ */ new Map();
  for (const { resource, text } of told) {
    const names = subjects.get(text) ?? [];
    if (resource !== void 0 && !text.startsWith(resource) && !names.includes(resource)) names.push(resource);
    subjects.set(text, names);
  }
  return [...subjects].map(([text, names]) => names.length === 0 ? text : `${names.join(", ")}: ${text}`);
}
function emptyReport(resource) {
  return { resource, files: 0, rows: 0, bytes: 0, covered: "", newestRead: "", problems: [], notes: [] };
}

// src/verify/against-api/print-comparison.ts
var LONGEST_LINE = 2e3;
var LISTS = [
  ["missing", "missing in the files"],
  ["extra", "extra in the files"],
  ["different", "different, and in which fields"]
];
function comparisonPage(verification) {
  const { resources } = verification;
  const lines = [
    "# Export compared with the API",
    "",
    `**${verdictOf(verification)}**`,
    "",
    ...facts(verification),
    ...counts(resources),
    ...problems(verification),
    ...resources.flatMap(differences),
    ...notes(resources),
    ...evidence(resources),
    ...limits(resources)
  ];
  return `${lines.join("\n")}
`;
}
function verdictOf(verification) {
  const { resources } = verification;
  const all = allProblems(verification);
  const compared = resources.filter(({ isCompared }) => isCompared);
  const rows = compared.reduce((sum, { same }) => sum + same, 0);
  const what = `${countOf(rows, "row")} of ${countOf(compared.length, "resource")}`;
  const wrong2 = [
    ...new Set(all.filter(({ kind }) => kind === "wrong").map(({ resource }) => resource ?? "the manifests"))
  ];
  if (wrong2.length > 0) return `Not all right: ${wrong2.join(", ")} differ from the API. What agrees are ${what}.`;
  const changed = compared.filter((one) => one.kind === "snapshot" && one.same < Math.max(one.stored, one.fresh));
  const since = changed.length === 0 ? "" : ` ${countOf(changed.length, "snapshot")} changed since, as is usual.`;
  if (all.length > 0)
    return `Not all of it could be compared: see below. What could be, ${what}, agrees with the API.${since}`;
  return `All right: ${what} agree with the API.${since}`;
}
function facts(verification) {
  const { destination, from, to, startedAt, endedAt, toolVersion, baseUrl, organizations } = verification;
  const minute2 = (time) => `${time.slice(0, 16)}Z`;
  const rows = [
    ["Files", escapeMarkdown(destination)],
    ["Period", `${from} to ${to} UTC, the last day not included`],
    ["Compared", `${minute2(startedAt)} to ${minute2(endedAt)}`],
    ["API", code(baseUrl)],
    ["Organisation (hash)", organizations.length === 0 ? "not told by the API" : organizations.map(code).join(", ")],
    ["Tool", `OpenAI Admin Export ${toolVersion}`]
  ];
  return ["| | |", "| --- | --- |", ...rows.map(([name, text]) => `| ${name} | ${text} |`), ""];
}
function counts(resources) {
  if (resources.length === 0) return [];
  return [
    "| resource | in the files | from the API | same | missing | extra | different | verdict |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ...resources.map((comparison) => {
      const { resource, stored, fresh, same, missing: missing2, extra, different } = comparison;
      const numbers = [stored, fresh, same, missing2.count, extra.count, different.count].map(count);
      return `| ${[resource, ...numbers, resourceVerdict(comparison)].join(" | ")} |`;
    }),
    ""
  ];
}
function resourceVerdict(comparison) {
  const { kind, isCompared, problems: problems2, readOn, missing: missing2, extra, different, kept } = comparison;
  if (problems2.some((problem2) => problem2.kind === "wrong")) return "differs";
  if (!isCompared) return "not compared";
  if (kind === "snapshot") {
    const changed = missing2.count + extra.count + different.count > 0;
    return `${changed ? "has changed" : "unchanged"} since ${readOn ?? "it was read"} (as of now)`;
  }
  if (kind === "buckets" && missing2.count + extra.count + different.count > 0) return "differs, not settled yet";
  if (problems2.length > 0) return "agrees, as far as compared";
  return extra.count + kept.fuller > 0 ? "agrees, and keeps more" : "agrees";
}
function problems(verification) {
  const all = allProblems(verification).map(({ text, remedy, ...rest }) => ({ ...rest, text: `${text}. ${remedy}` }));
  return all.length === 0 ? [] : ["## Problems", "", ...saidOf(all).map(line), ""];
}
function differences(comparison) {
  const told = LISTS.flatMap(([kind, heading]) => list2(comparison[kind], heading));
  const label = comparison.kind === "snapshot" ? " (as of now)" : "";
  return told.length === 0 ? [] : [`## ${comparison.resource}${label}`, "", ...told];
}
function list2({ count: total, listed }, heading) {
  if (total === 0) return [];
  const rest = total - listed.length;
  return [
    `${count(total)} ${heading}:`,
    "",
    ...listed.map((text) => `- ${code(text)}`),
    ...rest > 0 ? [`- and ${count(rest)} more`] : [],
    ""
  ];
}
function notes(resources) {
  const all = resources.flatMap(
    ({ resource, notes: notes2 }) => notes2.map((note2) => ({ resource, text: `${note2.replace(/\.$/, "")}.` }))
  );
  return all.length === 0 ? [] : ["## Worth knowing", "", ...saidOf(all).map(line), ""];
}
function line(text) {
  return `- ${prose(text, LONGEST_LINE)}`;
}
function evidence(resources) {
  if (resources.length === 0) return [];
  return [
    "## What stands behind it",
    "",
    "| resource | SHA-256 of the manifest | requests | first request | last request |",
    "| --- | --- | ---: | --- | --- |",
    ...resources.map(({ resource, manifestSha256, requests }) => {
      const id = (text) => text === void 0 ? "" : code(text);
      const cells = [resource, code(manifestSha256), count(requests.count), id(requests.first), id(requests.last)];
      return `| ${cells.join(" | ")} |`;
    }),
    ""
  ];
}
function limits(resources) {
  const lines = [
    "The files were read as their manifests list them, their SHA-256 compared on the way. Rows are matched by id (events), by start and grouping (usage and costs), by ids (snapshots); fields are named, never what they hold."
  ];
  if (resources.some(({ kind }) => kind === "snapshot"))
    lines.push(
      "Snapshots have no period: the API tells them as of now alone, and what moves by itself (`last_used_at`) is left out."
    );
  return [`<sub>${lines.join(" ")}</sub>`];
}

// src/verify/stored-manifests.ts
import { createHash } from "node:crypto";
async function readManifests(archive, isWanted) {
  const found = { known: /* @__PURE__ */ new Map(), broken: /* @__PURE__ */ new Map() };
  for await (const file of archive.manifests(isWanted)) {
    if (!("error" in file)) {
      const { manifest, text: text2 } = file;
      const sha256 = createHash("sha256").update(text2).digest("hex");
      found.known.set(file.resource, { resource: storedResource(manifest), manifest, sha256 });
      continue;
    }
    const text = file.error.message.replace(/\.$/, "");
    found.broken.set(
      file.resource ?? file.path,
      file.resource === void 0 ? { kind: "wrong", text, remedy: "Remove it, if it is not yours." } : { kind: "unverified", text, remedy: "None of its files can be verified without it." }
    );
  }
  return found;
}
async function filesWithoutManifest(destination, manifests, isWanted) {
  const found = /* @__PURE__ */ new Map();
  const isMissing = (name) => isWanted(name) && !manifests.known.has(name) && !manifests.broken.has(name);
  const add = (name, paths) => {
    if (paths.length > 0) found.set(name, [...found.get(name) ?? [], ...paths]);
  };
  const names = allResources.map(({ name }) => name).filter(isMissing);
  await Promise.all(names.map(async (name) => add(name, await destination.list(resourceFolder(name)))));
  for (const folder of [FOLDERS.changes, FOLDERS.history]) {
    for (const path3 of await destination.list(`${folder}/`)) {
      const name = path3.split("/")[1] ?? "";
      if (path3.split("/").length > 2 && isMissing(name)) add(name, [path3]);
    }
  }
  return new Map([...found].sort(([a], [b]) => byCodeUnits(a, b)));
}

// src/verify/coverage.ts
function coverageOf(manifest, resource, now) {
  const { ranges, unavailable, stale_parents: stale = [] } = manifest;
  const notes2 = [...refusals(manifest), ...leftOut(manifest), ...unsettled(manifest, resource, now)];
  for (const range of unavailable) {
    notes2.push(`${rangeName(range)}: the API no longer served it when it was first asked for`);
  }
  notes2.push(...removals(manifest));
  if (stale.length > 0) {
    notes2.push(
      `rows below ${list(stale)} are from an earlier read, because they could not be read${manifest.parents_read ? " yet" : ""}; the log of the last run says why`
    );
  }
  const days = Object.keys(manifest.parents_read ?? {}).sort();
  if (days.length > 1) {
    notes2.push(`read below its parents on ${countOf(days.length, "day")}, from ${days[0]} to ${days.at(-1)}`);
  }
  const first = ranges[0]?.[0];
  const last = ranges.at(-1)?.[1];
  const gaps = first === void 0 || last === void 0 ? [] : subtract([[first, last]], union(union(ranges, unavailable), removedRanges(manifest))).map(gap);
  return { covered: coveredText(ranges), gaps, notes: notes2 };
}
function removals({ removed = [] }) {
  return removed.map(({ from, to, reason, on, files }) => {
    const what = from === void 0 ? list(files.map(({ path: path3 }) => path3)) : `${from} to ${to}`;
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    return `${what}: removed on ${on}: ${reason} (${countOf(files.length, "file")}, ${countOf(rows, "row")})`;
  });
}
function leftOut({ shape, entries }) {
  const partitions2 = new Map(entries.map(({ period, discarded }) => [period, discarded?.rows ?? 0]));
  const rows = [...partitions2.values()].reduce((sum, some) => sum + some, 0);
  if (rows === 0) return [];
  const what = shape.on_schema_change === "discard-rows" ? "left out" : "without the fields that were left out";
  return [`${countOf(rows, "row")} ${what} by \`on-schema-change\`: what is stored is not all that the API gave`];
}
function rangeName([from, to]) {
  return `${boundaryName(from)} to ${boundaryName(to)}`;
}
function coveredText(ranges) {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last) return "";
  const gaps = ranges.length > 1 ? `, ${ranges.length - 1} ${ranges.length === 2 ? "gap" : "gaps"}` : "";
  return `${rangeName([first[0], last[1]])}${gaps}`;
}
function gap(range) {
  return {
    kind: "wrong",
    text: `nothing was read of ${rangeName(range)}, which lies between periods that were`,
    remedy: `The next run reads it, unless its \`start-date\` is later: then set \`start-date: ${dayName(range[0])}\` for one run. A run that could not read it says why in its log.`
  };
}
function refusals(manifest) {
  const periods = /* @__PURE__ */ new Map();
  for (const { period, refused = [] } of manifest.entries) {
    for (const name of refused) periods.set(name, (periods.get(name) ?? /* @__PURE__ */ new Set()).add(period ?? ""));
  }
  return [...periods].map(([name, found]) => {
    const which = list([...found].sort());
    return name === "tenant_only" ? `the tenant's events are left out of ${which}: the key could not read them; with a key that may, the next run adds them` : `${which} without the dimension ${name}: the API refused to group by it`;
  });
}
function unsettled(manifest, resource, now) {
  if (resource.kind === "snapshot") return [];
  const { lookbackSeconds } = completeOptions(resource);
  const late = manifest.entries.flatMap(
    ({ period, settled }) => period !== void 0 && settled === false && parsePeriodName(period).to + lookbackSeconds + DAY < now ? period : []
  );
  if (late.length === 0) return [];
  const names = [...new Set(late)].sort();
  return [
    `${list(names)} should be settled by now (${lookbackSeconds / DAY} days after the end, if \`lookback\` is not set otherwise): late data of it may be missing. The next run reads it again; where runs no longer reach it, set \`refresh-from: ${dayName(parsePeriodName(names[0]).from)}\` for one run`
  ];
}

// src/verify/row-checks.ts
function rowChecks(resource, period) {
  const keyOf = rowKeys(resource);
  const found = /* @__PURE__ */ new Map();
  let number = 0;
  let before;
  function note2(kind, text) {
    if (!found.has(kind)) found.set(kind, text);
  }
  return {
    take({ row, value }) {
      number += 1;
      const plain = row.form === "cells" ? plainCells(value) : value;
      const key = keyOf(plain, row.form === "cells" ? "" : row.json);
      if (before !== void 0 && key < before) note2("order", `row ${number} belongs before row ${number - 1}`);
      if (key === before && resource.kind !== "buckets") note2("twice", `row ${number} is row ${number - 1} once more`);
      before = key;
      if (period === void 0 || resource.timeField === void 0) return;
      const seconds = secondsOf(plain[resource.timeField]);
      if (seconds !== void 0 && seconds >= period.from && seconds < period.to) return;
      note2("period", `row ${number} does not belong to the period of the file`);
    },
    findings: () => [...found.values()]
  };
}
function plainCells(value) {
  if (!Object.values(value).some((cell) => typeof cell === "string" && cell.startsWith("'"))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, cell]) => [name, typeof cell === "string" ? plainText(cell) : cell])
  );
}

// src/verify/against-api/basis.ts
function basisOf(resource, period, stored, fresh, covered) {
  const basis = {
    isComparable: true,
    ranges: [],
    leavesOutTenant: false,
    unsettled: [],
    problems: [],
    notes: []
  };
  if (resource.kind === "snapshot") return basis;
  const asked = [[period.from, period.to]];
  basis.ranges = intersect(intersect(covered, fresh.ranges), asked);
  basis.isComparable = basis.ranges.length > 0;
  nameTheRest(basis, asked, stored, fresh, covered);
  compareRefusals(basis, refusedIn(stored, period), refusedIn(fresh, period));
  const unsettled2 = entriesIn(stored, period).filter(({ settled }) => settled === false);
  const names = [...new Set(unsettled2.flatMap(({ period: name }) => name ?? []))].sort();
  basis.unsettled = names.map(parsePeriodName).map(({ from, to }) => [from, to]);
  if (names.length > 0) {
    basis.notes.push(
      `${list(names)} not settled yet: the next runs read it again, and what differs there may be late data`
    );
  }
  return basis;
}
function nameTheRest(basis, asked, stored, fresh, covered) {
  const removed = intersect(asked, removedRanges(stored));
  const never = subtract(subtract(subtract(asked, covered), stored.unavailable), removed);
  const names = (ranges) => list(ranges.map(rangeName));
  if (never.length > 0) {
    basis.problems.push({
      kind: "unverified",
      text: `${names(never)} is not known to be in the files, so that there is nothing to compare`,
      remedy: `Export it first: \`start-date: ${dayName(never[0]?.[0] ?? 0)}\` for one run, if it should be there.`
    });
  }
  if (removed.length > 0) basis.notes.push(`${names(removed)}: removed for good, so that there is nothing to compare`);
  const unavailable = intersect(asked, stored.unavailable);
  if (unavailable.length > 0) {
    const again = intersect(unavailable, fresh.ranges).length > 0 ? ", which it does now: `refresh-from` reads it" : "";
    basis.notes.push(`${names(unavailable)}: the API did not serve it when it was first asked for${again}`);
  }
  const gone = subtract(intersect(asked, fresh.unavailable), stored.unavailable);
  if (gone.length > 0) {
    basis.problems.push({
      kind: "unverified",
      text: `${names(gone)}: the API no longer serves it, so that the files are the only evidence`,
      remedy: "Nothing is left to compare with; the manifest and its SHA-256 stand for the files."
    });
  }
}
function compareRefusals(basis, stored, fresh) {
  const tenant = "tenant_only";
  basis.leavesOutTenant = stored.has(tenant) || fresh.has(tenant);
  if (fresh.has(tenant)) {
    basis.problems.push({
      kind: "unverified",
      text: "this key may not read the tenant's events: they are left out",
      remedy: "Use a key that may, if the organisation has a tenant."
    });
  } else if (stored.has(tenant)) {
    basis.notes.push("the tenant's events are left out: the key of the export could not read all of them");
  }
  const others = (names, known) => [...names].filter((name) => name !== tenant && !known.has(name));
  const now = others(fresh, stored);
  const before = others(stored, fresh);
  if (now.length > 0) {
    basis.isComparable = false;
    basis.problems.push({
      kind: "unverified",
      text: `the API now refuses to group by ${now.join(", ")}, by which the files are grouped`,
      remedy: "Compare when it does again."
    });
  }
  if (before.length > 0) {
    basis.notes.push(
      `the API groups by ${before.join(", ")} now, which it refused when this was exported: the rows differ for that; \`refresh-from\` reads them anew`
    );
  }
}
function refusedIn(manifest, period) {
  return new Set(entriesIn(manifest, period).flatMap(({ refused }) => refused ?? []));
}

// src/verify/against-api/compare-rows.ts
function matchingKeys(resource) {
  const keyOf = rowKeys(isBuckets(resource) ? { ...resource, dimensions: dimensionsOf(resource) } : resource);
  return (value) => keyOf(value, "");
}
function labelOf(resource, key) {
  const [first = "", ...rest] = key.split("\0");
  if (!isDated(resource)) return [first, ...rest].filter((part) => part !== "").join(" / ");
  const time = timeText(Number(first));
  if (isPermanent(resource)) return `${rest.join(" ")} (${time})`;
  const names = dimensionsOf(resource);
  const told = rest.flatMap((part, index) => part === "" || !names[index] ? [] : `${names[index]}=${part}`);
  return [time.replace("T00:00:00Z", ""), ...told].join(" ");
}
function fieldComparer(resource) {
  const volatile = new Set(resource.columns.flatMap(({ name, volatile: volatile2 }) => volatile2 ? name : []));
  const cellsOf = cellsReader(resource);
  const fieldsOf = (row, asCells) => asCells ? new Map(Object.entries(cellsOf(row)).flatMap(([name, cell]) => cell === null ? [] : [[name, cell]])) : leaves(parseLossless(row.json), "", /* @__PURE__ */ new Set());
  return (stored, fresh) => {
    if (stored.json === fresh.json) return [];
    const asCells = stored.form === "cells" || fresh.form === "cells";
    const [left, right] = [fieldsOf(stored, asCells), fieldsOf(fresh, asCells)];
    const names = [.../* @__PURE__ */ new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
    if (names.length === 0) return asCells ? [] : ["how its JSON is written"];
    return names.filter((name) => !volatile.has(name)).sort();
  };
}
async function* compareRows(stored, fresh, fieldsIn) {
  const [left, right] = [groups(stored), groups(fresh)];
  let [own, theirs] = [await left.next(), await right.next()];
  while (!own.done || !theirs.done) {
    if (theirs.done || !own.done && own.value.key < theirs.value.key) {
      const { key, rows } = own.value;
      for (const _row of rows) yield { kind: "extra", key };
      own = await left.next();
    } else if (own.done || theirs.value.key < own.value.key) {
      const { key, rows } = theirs.value;
      for (const _row of rows) yield { kind: "missing", key };
      theirs = await right.next();
    } else {
      yield* compareGroup(own.value, theirs.value, fieldsIn);
      [own, theirs] = [await left.next(), await right.next()];
    }
  }
}
function* compareGroup({ key, rows }, theirs, fieldsIn) {
  const rest = [...theirs.rows];
  const unmatched = rows.filter((row) => {
    const index = rest.findIndex(({ json }) => json === row.json);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
  for (let count2 = unmatched.length; count2 < rows.length; count2 += 1) yield { kind: "same", key };
  for (const row of unmatched) {
    const other = rest.shift();
    const fields = other && fieldsIn(row, other);
    if (other === void 0 || fields === void 0) yield { kind: "extra", key };
    else if (fields.length === 0) yield { kind: "same", key };
    else yield { kind: "different", key, fields, stored: row, fresh: other };
  }
  for (const _row of rest) yield { kind: "missing", key };
}
async function* groups(batches) {
  let group;
  for await (const batch of batches) {
    for (const row of batch) {
      if (group?.key === row.key) {
        group.rows.push(row);
        continue;
      }
      if (group) yield group;
      group = { key: row.key, rows: [row] };
    }
  }
  if (group) yield group;
}

// src/verify/against-api/comparison.ts
function emptyComparison(resource, manifestSha256, requests) {
  const nothing = () => ({ count: 0, unsettled: 0, listed: [] });
  return {
    resource: resource.name,
    kind: resource.kind,
    manifestSha256,
    isCompared: false,
    stored: 0,
    fresh: 0,
    same: 0,
    missing: nothing(),
    extra: nothing(),
    different: nothing(),
    kept: { fuller: 0, aside: 0 },
    requests,
    problems: [],
    notes: []
  };
}

// src/verify/against-api/judge.ts
var LATE = "The next run reads them again: compare once they are settled.";
function judge(comparison, manifest, basis) {
  if (comparison.kind === "snapshot") judgeSnapshot(comparison, manifest);
  else if (comparison.kind === "events") judgeEvents(comparison, basis);
  else judgeBuckets(comparison, basis);
}
function judgeSnapshot({ missing: missing2, extra, different, notes: notes2, readOn }, manifest) {
  const differing = missing2.count + extra.count + different.count;
  const stale = manifest.stale_parents?.length || manifest.parents_read ? " Rows of some parents are from an earlier read." : "";
  notes2.push(
    differing === 0 ? `compared as of now: nothing has changed since it was read${readOn ? ` on ${readOn}` : ""}.${stale}` : `compared as of now, which is no fault of the files: ${count(differing)} rows differ from what was read${readOn ? ` on ${readOn}` : ""}; \`${FOLDERS.changes}\` tells after the next run.${stale}`
  );
}
function judgeEvents({ missing: missing2, extra, different, kept, problems: problems2, notes: notes2 }, basis) {
  const late = missing2.unsettled;
  if (missing2.count > late) {
    problems2.push({
      kind: "wrong",
      text: `${eventsAre(missing2.count - late)} missing in the files, which the API serves`,
      remedy: refresh(basis)
    });
  }
  if (late > 0) {
    problems2.push({
      kind: "unverified",
      text: `${eventsAre(late)} missing in the files, in periods that are not settled`,
      remedy: LATE
    });
  }
  if (different.count > 0) {
    problems2.push({
      kind: "wrong",
      text: `${eventsAre(different.count)} not what the API serves`,
      remedy: "Find out who changed them: restore the files from an earlier version and verify these against their manifest."
    });
  }
  if (kept.fuller > 0) {
    notes2.push(
      `${eventsAre(kept.fuller)} in the files with more fields than the API gives now: the fuller version stays`
    );
  }
  if (kept.aside > 0) {
    notes2.push(
      `${eventsAre(kept.aside)} another version in the files than the API gives now, whose version is kept below \`${FOLDERS.revisions}/\``
    );
  }
  if (extra.count > 0) {
    notes2.push(
      `${eventsAre(extra.count)} in the files, and no longer served by the API. An export keeps them as evidence on purpose. Whether the API ever served them is told by earlier versions of the file, not by the API`
    );
  }
}
function judgeBuckets({ missing: missing2, extra, different, problems: problems2 }, basis) {
  const all = missing2.count + extra.count + different.count;
  const late = missing2.unsettled + extra.unsettled + different.unsettled;
  const counts2 = `${count(missing2.count)} missing, ${count(extra.count)} extra, ${count(different.count)} different`;
  if (all > late) {
    problems2.push({
      kind: "wrong",
      text: `the API says otherwise now of ${countOf(all, "row")} (${counts2})`,
      remedy: `Either it has restated them after they were settled, or the files were changed: the SHA-256 of their manifest tells. ${refresh(basis)}`
    });
  } else if (late > 0) {
    problems2.push({
      kind: "unverified",
      text: `the API says otherwise now of ${countOf(late, "row")} (${counts2}), all in periods that are not settled`,
      remedy: LATE
    });
  }
}
function eventsAre(number) {
  return `${countOf(number, "event")} ${number === 1 ? "is" : "are"}`;
}
function refresh({ ranges }) {
  return `Set \`refresh-from: ${dayName(ranges[0]?.[0] ?? 0)}\` for one run: it reads and writes them again.`;
}

// src/verify/against-api/kept-versions.ts
async function readKeptVersions(destination, resource) {
  if (!isPermanent(resource)) return () => void 0;
  const aside = /* @__PURE__ */ new Map();
  const keyOf = matchingKeys(resource);
  for (const path3 of await destination.list(revisionFolder(resource.name))) {
    if (!formatOfPath(path3)) continue;
    await openArchive(destination).rows(resource, path3, ({ row, value }) => {
      const key = keyOf(value);
      aside.set(key, [...aside.get(key) ?? [], { ...row, key }]);
    });
  }
  const fieldsIn = fieldComparer(resource);
  const cellsOf = cellsReader(resource);
  const asCells = (row) => ({ ...row, json: JSON.stringify(cellsOf(row)) });
  return (key, stored, fresh) => {
    if (aside.get(key)?.some((row) => fieldsIn(row, fresh).length === 0)) return "aside";
    const isTable = stored.form === "cells" || fresh.form === "cells";
    const how = isTable ? standing(asCells(stored), asCells(fresh)) : standing(stored, fresh);
    return how === "richer" ? "fuller" : how === "same" ? "same" : void 0;
  };
}

// src/verify/csv-header.ts
var NEWLINE = 10;
var LONGEST_HEADER = 1024 * 1024;
function createHeaderReader() {
  const parts = [];
  let length = 0;
  let isComplete = false;
  return {
    take(chunk) {
      if (isComplete) return;
      const end = chunk.indexOf(NEWLINE);
      const part = end === -1 ? chunk : chunk.subarray(0, end);
      length += part.length;
      isComplete = end !== -1 || length > LONGEST_HEADER;
      parts.push(Buffer.from(part));
    },
    names() {
      const line2 = Buffer.concat(parts).toString("utf8").replace(/\r$/, "");
      return line2 === "" ? [] : parse(line2, { bom: true, relax_quotes: true })[0] ?? [];
    }
  };
}
function columnFindings(resource, names, listed, isAsWritten) {
  const catalogue = new Set(resource.columns.map(({ name }) => name));
  const told = listed.unknown_columns ?? [];
  const unknown = [...told === "not told" ? names.filter((name) => !catalogue.has(name)) : told].sort();
  const tail = unknown.length === 0 ? [] : names.slice(-unknown.length);
  if (tail.join("\n") !== unknown.join("\n")) {
    return {
      findings: [`its header does not end in the unknown columns of its manifest (${unknown.join(", ")})`],
      notes: []
    };
  }
  const known = names.slice(0, names.length - unknown.length);
  const expected = resource.columns.map(({ name }) => name).filter((name) => !unknown.includes(name));
  if (known.join("\n") === expected.join("\n")) return { findings: [], notes: [] };
  const own = new Set(expected);
  const strange = known.filter((name) => !own.has(name));
  if (strange.length > 0 || !isAsWritten) {
    const which = strange.length > 0 ? `: ${strange.slice(0, 5).join(", ")}` : "";
    return {
      findings: [`its header has other columns than the catalogue and its manifest say${which}`],
      notes: []
    };
  }
  return {
    findings: [],
    notes: [
      `${listed.path} was written by a release that knew other columns of the resource; \`refresh-from\` rewrites it`
    ]
  };
}

// src/verify/check-file.ts
var ROWS_AT_ONCE = 1e3;
async function checkFile(archive, resource, listed, witness = {}) {
  const counted = { rows: 0, bytes: 0 };
  const header = createHeaderReader();
  const isTable = formatOfPath(listed.path)?.text === "table";
  const checks = rowChecks(resource, listed.period === void 0 ? void 0 : parsePeriodName(listed.period));
  const take = (stored) => {
    counted.rows += 1;
    checks.take(stored);
    witness.row?.(stored);
    return counted.rows % ROWS_AT_ONCE === 0 ? witness.pause?.() : void 0;
  };
  const onBytes = (chunk) => {
    counted.bytes += chunk.length;
    witness.bytes?.(chunk.length);
    if (isTable) header.take(chunk);
  };
  let facts2;
  try {
    facts2 = await archive.rows(resource, listed.path, take, onBytes);
  } catch (error) {
    return { ...counted, notes: [], problem: problemOfFile(error, remedyFor(listed)) };
  }
  if (facts2 === void 0) return { ...counted, notes: [], problem: missing(listed) };
  const differing = differences2(listed, facts2);
  const columns = isTable ? columnFindings(resource, header.names(), listed, differing.length === 0) : void 0;
  const findings = [...differing, ...checks.findings(), ...columns?.findings ?? []];
  return {
    ...counted,
    notes: columns?.notes ?? [],
    ...findings.length > 0 && {
      problem: { kind: "wrong", text: `${listed.path}: ${findings.join("; ")}`, remedy: remedyFor(listed) }
    }
  };
}
function differences2(listed, found) {
  const told = [];
  if (listed.sha256 !== void 0 && listed.sha256 !== found.sha256)
    told.push("the SHA-256 of its content is not that of its manifest");
  if (listed.rows !== found.rows) told.push(`it holds ${found.rows} rows, its manifest says ${listed.rows}`);
  if (listed.bytes !== void 0 && listed.bytes !== found.bytes)
    told.push(`it has ${found.bytes} bytes, its manifest says ${listed.bytes}`);
  return told;
}
function missing(listed) {
  const again = listed.period === void 0 ? "the next run writes a new one" : "the next run reads that period again, as far as the API still serves it";
  return {
    kind: "wrong",
    text: missingText(listed.path),
    remedy: `Restore it from an earlier version (git, versions of the bucket, a backup); else ${again}.`
  };
}
function remedyFor({ period }) {
  const again = period === void 0 ? "the next run rewrites it." : "move it away, so that the next run reads that period again, as far as the API still serves it.";
  return `Restore it, or its manifest, from an earlier version (git, versions of the bucket, a backup). If there is none, ${again}`;
}
function problemOfFile(error, remedy) {
  if (!(error instanceof StorageError || error instanceof ConfigurationError)) throw error;
  if (error instanceof StorageError && error.endsRun) throw error;
  const text = withoutContent(error.message);
  return error.topic === "stored-file-damaged" ? { kind: "wrong", text, remedy } : { kind: "unverified", text, remedy: "Verify again when it can be read." };
}
function withoutContent(message) {
  return message.replace(/(Failed to read CSV: line \d+): (?!the header).*$/s, "$1 is no CSV").replace(/\.$/, "");
}

// src/verify/against-api/stored-side.ts
var BATCH = 500;
async function readSide(archive, { resource, manifest }, period, sorter) {
  const side = { newest: Number.NEGATIVE_INFINITY, problems: [] };
  const keyOf = matchingKeys(resource);
  let batch = [];
  async function take({ row, value }) {
    const plain = row.form === "cells" ? plainCells(value) : value;
    if (resource.timeField !== void 0) {
      const seconds = secondsOf(plain[resource.timeField]) ?? Number.NaN;
      const end = resource.kind === "buckets" ? secondsOf(plain.end_time) ?? seconds : seconds + 1;
      if (end > side.newest) side.newest = end;
      if (!(seconds >= period.from && seconds < period.to)) return;
    }
    batch.push({ ...row, key: keyOf(plain) });
    if (batch.length < BATCH) return;
    const full = batch;
    batch = [];
    await sorter.add(full);
  }
  for (const { path: path3, rows, sha256 } of filesOf(resource, manifest, period)) {
    try {
      const facts2 = await archive.rows(resource, path3, take);
      if (facts2 === void 0) side.problems.push(problem(missingText(path3)));
      else if (facts2.rows !== rows || sha256 !== void 0 && facts2.sha256 !== sha256)
        side.problems.push(problem(`${path3} is not what its manifest says: its rows or its SHA-256 differ`));
    } catch (error) {
      if (!(error instanceof StorageError) || error.endsRun) throw error;
      side.problems.push(problem(withoutContent(error.message)));
    }
  }
  await sorter.add(batch);
  return side;
}
function filesOf(resource, manifest, { from, to }) {
  if (resource.kind !== "snapshot") return partitionFiles(manifest, from, to);
  const { path: path3, rows = 0, sha256 } = snapshotFile(manifest) ?? {};
  return path3 === void 0 ? [] : [{ path: path3, rows, sha256 }];
}
function problem(text) {
  const remedy = "Verify the files by themselves first (without --against-api), and restore what is damaged.";
  return { kind: "wrong", text, remedy };
}

// src/verify/against-api/compare-resource.ts
var MOST_LISTED = 20;
async function compareResource(context, stored) {
  const { destination, again, spool, period } = context;
  const { resource, manifest } = stored;
  const comparison = emptyComparison(resource, stored.sha256, context.requestsOf(resource.name));
  if (manifest.read_on !== void 0) comparison.readOn = manifest.read_on;
  comparison.notes.push(...leftOut(manifest));
  const exported = again.exported.get(resource.name);
  const fresh = exported.manifest;
  comparison.problems.push(...failures(exported, context.hide));
  if (fresh === void 0 || resource.kind === "snapshot" && exported.outcome.status !== "ok") return comparison;
  const sides = { stored: spool.sorter({ unique: false }), fresh: spool.sorter({ unique: false }) };
  try {
    const own = await readSide(openArchive(destination), stored, period, sides.stored);
    comparison.problems.push(...own.problems);
    await readSide(openArchive(again.destination), { resource, manifest: fresh }, period, sides.fresh);
    const { ranges: covered } = coverage(manifest, void 0, own.newest);
    const basis = basisOf(resource, period, manifest, fresh, covered);
    comparison.problems.push(...basis.problems);
    comparison.notes.push(...basis.notes);
    if (!basis.isComparable) return comparison;
    comparison.isCompared = true;
    const left = within(resource, basis, sides.stored.sorted(), (count2) => {
      comparison.stored += count2;
    });
    const right = within(resource, basis, sides.fresh.sorted(), (count2) => {
      comparison.fresh += count2;
    });
    const fieldsIn = fieldComparer(resource);
    const whyKept = await readKeptVersions(destination, resource);
    const isIntact = own.problems.length === 0;
    for await (const difference of compareRows(left, right, fieldsIn)) {
      const kept = isIntact && difference.kind === "different" ? whyKept(difference.key, difference.stored, difference.fresh) : void 0;
      if (kept === "same") comparison.same += 1;
      else if (kept) comparison.kept[kept] += 1;
      else note(comparison, { resource, basis, hide: context.hide }, difference);
    }
    judge(comparison, manifest, basis);
    return comparison;
  } finally {
    await Promise.all([sides.stored.discard(), sides.fresh.discard()]);
  }
}
function failures({ outcome }, hide) {
  return outcome.problems.map((problem2) => ({
    kind: "unverified",
    text: `could not be read again: ${hide(rendered(problem2)).replace(/\.$/, "")}`,
    remedy: "Compare again when it can be read."
  }));
}
async function* within(resource, { ranges, leavesOutTenant }, batches, onRows) {
  for await (const batch of batches) {
    const rows = isDated(resource) ? batch.filter((row) => isIn(resource, ranges, row)) : batch;
    const kept = leavesOutTenant ? rows.filter((row) => !isTenantEvent(row)) : rows;
    onRows(kept.length);
    yield kept;
  }
}
function isIn(resource, ranges, { json, form }) {
  const value = JSON.parse(json);
  const seconds = secondsOf((form === "cells" ? plainCells(value) : value)[resource.timeField]);
  return seconds !== void 0 && contains(ranges, seconds, seconds + 1);
}
function isTenantEvent({ json }) {
  const { type } = JSON.parse(json);
  return typeof type === "string" && type.startsWith("tenant.");
}
function note(comparison, { resource, basis, hide }, difference) {
  if (difference.kind === "same") {
    comparison.same += 1;
    return;
  }
  const { key } = difference;
  const listing = comparison[difference.kind];
  listing.count += 1;
  const seconds = resource.kind === "snapshot" ? Number.NaN : Number(key.split("\0")[0]);
  if (contains(basis.unsettled, seconds, seconds + 1)) listing.unsettled += 1;
  if (listing.listed.length >= MOST_LISTED) return;
  const fields = difference.kind === "different" ? `: ${difference.fields.join(", ")}` : "";
  listing.listed.push(hide(labelOf(resource, key) + fields));
}

// src/verify/against-api/read-again.ts
import { mkdir } from "node:fs/promises";
import path from "node:path";
var CONCURRENCY = 8;
async function readAgain(selections, options) {
  const { client, spool, log } = options;
  const folder = path.join(options.folder, "again");
  await mkdir(folder, { recursive: true });
  const destination = folderDestination(folder, "of what was read again");
  if (selections.length === 0) return { destination, exported: /* @__PURE__ */ new Map() };
  const first = await meetServer(client, selections, Math.floor(options.now), log);
  refuseOtherOrganization(first.organization, options.organizations);
  const access = {
    location: { kind: "folder", folder, name: "again" },
    identity: "again",
    binding: "again",
    writeOnly: false,
    settledOnly: false,
    history: false
  };
  const progress = createProgress({ lanes: /* @__PURE__ */ new Map() });
  const context = { client, destination, spool, log, progress, now: first.now, concurrency: CONCURRENCY, access };
  const job = {
    config: { destination: access, state: "auto" },
    context,
    organization: first.organization,
    sleep: options.sleep,
    random: options.random
  };
  return { destination, exported: await exportAll(job, selections, nothingKnown(selections)) };
}
function nothingKnown(selections) {
  return {
    source: "none",
    resources: new Map(
      selections.map(({ resource }) => [
        resource.name,
        { manifest: void 0, files: /* @__PURE__ */ new Set(), isDone: () => false }
      ])
    ),
    cached: /* @__PURE__ */ new Map(),
    organizations: /* @__PURE__ */ new Set()
  };
}

// src/verify/against-api/selection-of.ts
function selectionOf({ resource, manifest }, period, pseudonymKey) {
  const { shape } = manifest;
  if (resource.custom) {
    return {
      why: `${resource.name} is a resource of your own, whose path no manifest tells`,
      remedy: "Compare it by hand."
    };
  }
  if (resource.idsRequired) {
    return {
      why: `${resource.name} is read by ids that you give, which no manifest tells`,
      remedy: "Compare its list instead."
    };
  }
  const privacy = shape.privacy && privacyOptions(shape.privacy, pseudonymKey);
  if (privacy && "why" in privacy) return { ...privacy, why: `${resource.name}: ${privacy.why}` };
  const schema = schemaOf(manifest);
  const options = {
    ...completeOptions(resource),
    formats: [formatChoices.get("jsonl")],
    partitionBy: "day",
    start: { kind: "absolute", seconds: period.from },
    end: { kind: "absolute", seconds: period.to },
    filters: filtersOf(shape),
    ...shape.bucket_width !== void 0 && { bucketWidth: shape.bucket_width },
    ...shape.group_by !== void 0 && { groupBy: shape.group_by },
    ...schema && { schema },
    ...privacy && { privacy }
  };
  const { formats, partition_by } = shape;
  const same = { ...shapeOf(resource, options), formats, ...partition_by && { partition_by } };
  if (!sameShape(same, shape)) {
    return {
      why: `${resource.name}: its manifest tells of a shape that this release does not know`,
      remedy: "Use the release that wrote it."
    };
  }
  return { resource, origin: "named", options };
}
function filtersOf({ filters = {} }) {
  const stored = bucketFilterNames.flatMap((name) => {
    const values = filters[shapeName(name)];
    return values === void 0 ? [] : [[name, values]];
  });
  return { projects: [], eventTypes: filters.event_types ?? [], models: [], ...Object.fromEntries(stored) };
}
function schemaOf({ shape, entries }) {
  const mode = shape.on_schema_change;
  const knownFields = new Set(entries.flatMap(({ unknown_columns: columns = [] }) => columns));
  return mode && { mode, knownFields: [...knownFields].sort() };
}
function privacyOptions(shape, key) {
  const columns = { include: shape.columns?.include ?? [], exclude: shape.columns?.exclude ?? [] };
  if (shape.mode === "redact") return { mode: "redact", columns };
  if (key === "") {
    return {
      why: "it was written with pseudonyms, which cannot be made again without their key",
      remedy: "Set PSEUDONYM_KEY to the secret that the export has as `pseudonym-key`."
    };
  }
  if (keyFingerprint(key) !== shape.key) {
    return {
      why: "PSEUDONYM_KEY is not the key of its pseudonyms",
      remedy: "Set PSEUDONYM_KEY to the secret that the export has as `pseudonym-key`."
    };
  }
  return { mode: "pseudonymize", key, columns };
}

// src/verify/against-api/verify-against-api.ts
var CONCURRENCY2 = 8;
var RETRIES = 5;
var REQUEST_TIMEOUT_SECONDS = 60;
async function verifyAgainstApi(options) {
  const { destination, resources, period, clock } = options;
  const startedAt = isoOf(clock());
  const isWanted = (name) => resources === void 0 || resources.includes(name);
  const { known, broken } = await readManifests(openArchive(destination), isWanted);
  const choices = [...known.values()].map((stored) => ({
    stored,
    selection: selectionOf(stored, period, options.pseudonymKey)
  }));
  const organizations = new Set([...known.values()].flatMap(({ manifest }) => manifest.organization ?? []));
  const hide = privateText({ mode: "redact", columns: { include: [], exclude: [] } });
  const log = privateLog(options.log, hide);
  const tally = createRequestTally();
  const client = clientOf(options, log, tally);
  const selections = choices.flatMap(({ selection }) => "why" in selection ? [] : selection);
  const again = await readAgain(selections, { ...options, client, log, now: clock(), organizations });
  const comparisons = [];
  for (const { stored, selection } of choices) {
    comparisons.push(
      "why" in selection ? notComparable(stored, selection) : await compareResource({ ...options, again, requestsOf: (name) => requestsIn(tally, name), hide }, stored)
    );
    options.progress.fileDone();
  }
  return {
    destination: destination.description,
    from: isoOf(period.from).slice(0, 10),
    to: isoOf(period.to).slice(0, 10),
    startedAt,
    endedAt: isoOf(clock()),
    toolVersion: options.toolVersion,
    baseUrl: options.baseUrl,
    organizations: [...organizations].sort(),
    resources: comparisons.sort((a, b) => byCodeUnits(a.resource, b.resource)),
    problems: [...broken.values(), ...absent(resources, known, broken, selections, destination.description)]
  };
}
function clientOf(options, log, watch) {
  return createClient({
    apiKey: options.apiKey,
    baseUrl: options.baseUrl,
    retries: RETRIES,
    requestTimeoutSeconds: REQUEST_TIMEOUT_SECONDS,
    userAgent,
    proxyEnvironment: options.environment,
    pacer: createPacer({ concurrency: CONCURRENCY2, sleep: options.sleep }),
    log,
    now: options.clock,
    random: options.random,
    sleep: options.sleep,
    watch
  });
}
function requestsIn({ lanes }, resource) {
  const { requests: count2 = 0, firstRequestId: first, lastRequestId: last } = lanes.get(resource) ?? {};
  return { count: count2, ...first !== void 0 && { first }, ...last !== void 0 && { last } };
}
function notComparable(stored, { why, remedy }) {
  const comparison = emptyComparison(stored.resource, stored.sha256, { count: 0 });
  return { ...comparison, problems: [{ kind: "unverified", text: why, remedy }] };
}
function absent(resources, known, broken, selections, where) {
  const missing2 = (resources ?? []).filter((name) => !known.has(name) && !broken.has(name));
  const found = list([...known.keys()]) || "nothing";
  if (missing2.length > 0) {
    return missing2.map((name) => ({
      kind: "unverified",
      text: `${name} was never exported to the ${where}`,
      remedy: `It holds ${found}.`
    }));
  }
  if (selections.length > 0 || known.size > 0) return [];
  return [
    {
      kind: "unverified",
      text: `the ${where} holds no manifests`,
      remedy: "Look whether this is the right place."
    }
  ];
}
function isoOf(seconds) {
  return new Date(seconds * 1e3).toISOString();
}

// src/verify/print-verification.ts
var MOST_LINES = 30;
var LONGEST_LINE2 = 2e3;
var HEADINGS = [
  ["wrong", "Problems"],
  ["unverified", "Could not be verified"],
  ["stale", "Too old"]
];
function verificationPage(verification) {
  const { resources } = verification;
  const lines = [`**${verdictOf2(verification)}**`, ""];
  if (resources.length > 0) lines.push(...table(resources));
  for (const [kind, heading] of HEADINGS) {
    const problems2 = allProblems(verification).filter((problem2) => problem2.kind === kind);
    lines.push(...section(heading, saidOf(problems2.map(withRemedy))));
  }
  const notes2 = resources.flatMap(({ resource, notes: notes3 }) => notes3.map((note2) => ({ resource, text: `${note2}.` })));
  lines.push(...section("Worth knowing", saidOf(notes2)));
  lines.push(`Looked at ${verification.checkedAt.slice(0, 16)}Z by OpenAI Admin Export ${verification.toolVersion}.`);
  return `${lines.join("\n")}
`;
}
function verdictOf2(verification) {
  const problems2 = allProblems(verification);
  const of = (kind) => problems2.filter((problem2) => problem2.kind === kind).length;
  const files = verification.resources.reduce((sum, report) => sum + report.files, 0);
  const rows = verification.resources.reduce((sum, report) => sum + report.rows, 0);
  const read = `${countOf(files, "file")} with ${countOf(rows, "row")} of ${countOf(verification.resources.length, "resource")} in the ${verification.destination}`;
  const parts = [
    of("wrong") > 0 ? countOf(of("wrong"), "problem") : "",
    of("unverified") > 0 ? `${count(of("unverified"))} could not be verified` : "",
    of("stale") > 0 ? `${countOf(of("stale"), "resource")} too old` : ""
  ].filter((part) => part !== "");
  return parts.length === 0 ? `All right: ${read} are what their manifests say.` : `Not all right: ${parts.join(", ")}. Read were ${read}.`;
}
function table(resources) {
  return [
    "| resource | files | rows | size | covered (UTC) | newest complete read | verdict |",
    "| --- | ---: | ---: | ---: | --- | --- | --- |",
    ...resources.map((report) => {
      const { resource, files, rows, bytes, covered, newestRead: newestRead2 } = report;
      const cells = [resource, count(files), count(rows), size(bytes), covered, newestRead2, resourceVerdict2(report)];
      return `| ${cells.join(" | ")} |`;
    }),
    ""
  ];
}
function resourceVerdict2({ problems: problems2, notes: notes2 }) {
  const wrong2 = problems2.filter(({ kind }) => kind === "wrong").length;
  if (wrong2 > 0) return countOf(wrong2, "problem");
  if (problems2.some(({ kind }) => kind === "unverified")) return "could not be verified";
  if (problems2.length > 0) return "too old";
  return notes2.length > 0 ? `all right, ${countOf(notes2.length, "note")}` : "all right";
}
function withRemedy({ text, remedy, ...rest }) {
  return { ...rest, text: `${text}. ${remedy}` };
}
function section(heading, texts) {
  if (texts.length === 0) return [];
  const shown = texts.slice(0, MOST_LINES).map((text) => `- ${prose(text, LONGEST_LINE2)}`);
  const rest = texts.length - shown.length;
  return [`## ${heading}`, "", ...shown, ...rest > 0 ? [`- and ${count(rest)} more (\`--json\` has all)`] : [], ""];
}

// src/verify/progress.ts
var EVERY_MILLISECONDS = 5e3;
function createProgressLine(tell, clock) {
  const done = { files: 0, bytes: 0, expected: 0 };
  let next = clock() + EVERY_MILLISECONDS;
  function tick() {
    if (clock() < next) return;
    next = clock() + EVERY_MILLISECONDS;
    tell(`${count(done.files)} of ${countOf(done.expected, "file")} read, ${size(done.bytes)}`);
  }
  return {
    expect(files) {
      done.expected += files;
    },
    bytes(length) {
      done.bytes += length;
      tick();
    },
    fileDone() {
      done.files += 1;
      tick();
    }
  };
}

// src/verify/newest-read.ts
function newestRead(manifest, resource, known) {
  const read = manifest.shape.partition_by === void 0 ? snapshotRead(manifest) : datedRead(manifest, resource, known);
  if (read === void 0) return void 0;
  const within2 = {
    from: Math.min(Math.max(read.from, known.newestRow), known.now, read.to),
    to: Math.max(read.from, Math.min(read.to, known.now)),
    by: read.by
  };
  return narrowed(within2, manifest.resource, known.records);
}
function snapshotRead({ read_on: day }) {
  if (day === void 0) return void 0;
  return { ...periodAt(Date.parse(day) / 1e3, "day"), by: `read on ${day}` };
}
function datedRead(manifest, resource, { settledOnly }) {
  const newest = manifest.entries.flatMap(({ period: period2, settled }) => period2 === void 0 ? [] : [{ ...parsePeriodName(period2), period: period2, settled }]).reduce(
    (last, entry) => last && last.from >= entry.from ? last : entry,
    void 0
  );
  if (newest === void 0) return void 0;
  const { from, to, period } = newest;
  const { until = from } = coverage(manifest, void 0);
  if (until < from) return { from: until, to: until, by: `complete until ${boundaryName(until)}` };
  if (!contains(manifest.ranges, from, to)) return { from, to, by: `${period} was open when it was read` };
  if (!settledOnly) return { from: to, to, by: `complete until ${boundaryName(to)}` };
  const { lookbackSeconds } = completeOptions(resource);
  const settledAt = to + lookbackSeconds;
  return { from: settledAt, to: settledAt + (to - from), by: `settled until ${boundaryName(to)}` };
}
function narrowed(read, resource, records) {
  const fitting = records.filter(
    (record) => record.readWhole.has(resource) && record.endedAt >= read.from && record.startedAt <= read.to
  );
  const last = fitting.reduce((a, b) => a && a.endedAt >= b.endedAt ? a : b, void 0);
  if (!last) return read;
  return {
    from: Math.max(read.from, last.startedAt),
    to: Math.min(read.to, last.endedAt),
    by: `read by a run that ended at ${minute(last.endedAt)}`
  };
}
function ageOf({ from, to }, now) {
  const at = to - from <= DAY ? (from + to) / 2 : to;
  return Math.max(0, now - at);
}
function staleness(read, resource, maxAge, now) {
  const remedy = "Look at the last runs of the export: a schedule that was switched off, a run that failed, or `resources` that no longer names it.";
  if (read === void 0)
    return { kind: "stale", text: `${resource} was never read whole, as far as its manifest tells`, remedy };
  const age = ageOf(read, now);
  if (age <= maxAge) return void 0;
  const [least, most] = [now - read.to, now - read.from].map(hours);
  const span = least === most ? `${most} h old` : `between ${least} h and ${most} h old`;
  return {
    kind: "stale",
    text: `the newest complete read is ${span} (${read.by}), and may be ${hours(maxAge)} h old`,
    remedy
  };
}
function readText(read) {
  if (read === void 0) return "never";
  if (read.to === read.from) return minute(read.to);
  const [first, last] = [dayName(read.from), dayName(Math.max(read.from, read.to - 1))];
  if (read.to - read.from < HOUR) return minute(read.to);
  return first === last ? first : `${first} to ${last}`;
}
function hours(seconds) {
  return Math.floor(seconds / HOUR);
}
function minute(seconds) {
  return `${new Date(seconds * 1e3).toISOString().slice(0, 16)}Z`;
}

// src/verify/run-records.ts
var DAYS_BEFORE = 2;
async function readRunRecords(destination, now, maxAge) {
  const since = dayName(Math.max(0, now - maxAge) - DAYS_BEFORE * DAY);
  const records = [];
  for (const path3 of await destination.list(`${FOLDERS.runs}/`)) {
    const day = dayOfRecord(path3);
    if (day === void 0 || day < since) continue;
    const text = await destination.readText(path3).catch((error) => {
      if (error instanceof StorageError && !error.endsRun) return void 0;
      throw error;
    });
    const record = text && parseRecord(text.text);
    if (record) records.push(record);
  }
  return records;
}
function parseRecord(text) {
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    return void 0;
  }
  const startedAt = Date.parse(String(parsed?.started_at)) / 1e3;
  const endedAt = Date.parse(String(parsed?.ended_at)) / 1e3;
  if (Number.isNaN(startedAt) || Number.isNaN(endedAt)) return void 0;
  const resources = Array.isArray(parsed?.resources) ? parsed.resources : [];
  const readWhole = resources.flatMap(
    ({ resource, status, left_until: left }) => typeof resource === "string" && status === "ok" && left === void 0 ? resource : []
  );
  return { startedAt, endedAt, readWhole: new Set(readWhole) };
}

// src/verify/change-trail.ts
function followTrail(manifest, resource, changes) {
  const { files, trail, leftover, strange } = changes;
  const problems2 = strange.map(
    (path3) => ({
      kind: "wrong",
      text: `\`${path3}\` has no name of the change log`,
      remedy: "Remove it, if it is not yours."
    })
  );
  const current = snapshotFile(manifest)?.sha256;
  const notes2 = [];
  if (leftover.length > 0) {
    notes2.push(
      `${leftover.map(({ path: path3 }) => `\`${path3}\``).join(", ")}: from a run that was interrupted before it wrote the snapshot; the next run clears it away`
    );
  }
  const moves = resource.columns.some(({ volatile }) => volatile) || resource.columns.length === 0;
  if (!moves) notes2.push(...breaks(trail, current));
  return { paths: files.map(({ path: path3 }) => path3), problems: problems2, notes: notes2 };
}
function breaks(trail, current) {
  const why = "a file of the change log is missing, or `format` or `privacy` was changed, or rows came that could not be read before";
  const found = trail.flatMap(({ path: path3, before }, index) => {
    const previous = trail[index - 1];
    return previous === void 0 || previous.after === before ? [] : [
      `the change log breaks off before \`${path3}\` (what \`${previous.path}\` leads to is not where it begins): ${why}`
    ];
  });
  const last = trail.at(-1);
  if (last && current !== void 0 && last.after !== current.slice(0, 12)) {
    found.push(
      `the change log does not lead to the snapshot that is stored (\`${last.path}\` is its last file): ${why}`
    );
  }
  return found;
}
async function checkChangeFile(archive, manifest, path3) {
  const lineOf = changeReader(manifest);
  try {
    await archive.lines(path3, (line2) => void lineOf(line2, ""));
    return void 0;
  } catch (error) {
    const remedy = "Restore it from an earlier version (git, versions of the bucket, a backup).";
    return problemOfFile(error, remedy);
  }
}

// src/verify/event-ids.ts
var ENOUGH = 500;
function collectEventIds(spool) {
  const sorter = spool.sorter({ unique: false });
  let waiting = [];
  async function handOn() {
    const rows = waiting;
    waiting = [];
    await sorter.add(rows);
  }
  return {
    add(id, path3) {
      waiting.push({ key: id, json: path3, form: "object" });
    },
    async makeRoom() {
      if (waiting.length >= ENOUGH) await handOn();
    },
    async *repeated() {
      await handOn();
      let current;
      for await (const rows of sorter.sorted()) {
        for (const { key, json } of rows) {
          if (current?.id === key) {
            current.paths.push(json);
            continue;
          }
          if (current && current.paths.length > 1) yield current;
          current = { id: key, paths: [json] };
        }
      }
      if (current && current.paths.length > 1) yield current;
    },
    discard: () => sorter.discard()
  };
}

// src/verify/manifest-claims.ts
var RESTORE = "Restore the manifest from an earlier version, or set `refresh-from` to that date to read it again.";
function contradictions(manifest, now) {
  return [...namedTwice(manifest), ...withoutEntry(manifest), ...wronglySettled(manifest, now), ...unequal(manifest)];
}
function lackingFormats(manifest) {
  const lacking = /* @__PURE__ */ new Map();
  for (const formats of partitions(manifest)) {
    for (const format of manifest.shape.formats.filter((wanted) => !formats.has(wanted))) {
      const [entry] = formats.values();
      lacking.set(format, [...lacking.get(format) ?? [], entry?.period ?? "the snapshot"]);
    }
  }
  return [...lacking].map(
    ([format, names]) => `${list([...new Set(names)].sort())} without a ${format} file: written before \`format\` was changed; \`refresh-from\` rewrites it`
  );
}
function wrong(text, remedy = RESTORE) {
  return { kind: "wrong", text, remedy };
}
function namedTwice({ entries }) {
  const seen = /* @__PURE__ */ new Set();
  return entries.flatMap(({ path: path3 }) => {
    if (path3 === void 0) return [];
    if (seen.has(path3)) return [wrong(`the manifest lists ${path3} twice`)];
    seen.add(path3);
    return [];
  });
}
function withoutEntry(manifest) {
  const by = manifest.shape.partition_by;
  if (by === void 0) return [];
  const lost = manifest.ranges.flatMap(([from, to]) => periodsBetween(from, to, by)).filter((period) => entriesIn(manifest, period).length === 0).map(({ from, to }) => [from, to]);
  return union(lost, []).map(
    ([from, to]) => wrong(
      `the manifest calls ${boundaryName(from)} to ${boundaryName(to)} covered, and lists nothing of it, not even that it is empty`
    )
  );
}
function wronglySettled({ entries, ranges, unavailable }, now) {
  const known = union(ranges, unavailable);
  return entries.flatMap(({ period: name, settled }) => {
    if (name === void 0 || !settled) return [];
    const { from, to } = parsePeriodName(name);
    if (to > now) return [wrong(`the manifest calls ${name} settled, which is not over`)];
    return contains(known, from, to) ? [] : [wrong(`the manifest calls ${name} settled, which lies in none of its ranges`)];
  });
}
function unequal(manifest) {
  return partitions(manifest).flatMap((formats) => {
    const current = manifest.shape.formats.flatMap((format) => formats.get(format) ?? []);
    if (current.every(({ rows }) => rows === current[0]?.rows)) return [];
    const counts2 = current.map(({ path: path3, rows }) => `${path3} has ${rows}`).join(", ");
    return [wrong(`the formats of one partition differ in rows, says the manifest: ${counts2}`)];
  });
}
function partitions(manifest) {
  const found = /* @__PURE__ */ new Map();
  for (const entry of manifest.entries) {
    if (entry.path === void 0) continue;
    const extension = formatOfPath(entry.path)?.extension ?? "";
    const name = entry.period === void 0 ? "" : stemOf(entry.path);
    found.set(name, (found.get(name) ?? /* @__PURE__ */ new Map()).set(extension, entry));
  }
  return [...found.values()];
}

// src/verify/verify-resource.ts
var MOST_IDS = 10;
async function beginResource(context, stored) {
  const { destination, now } = context;
  const { resource, manifest } = stored;
  const report = { ...emptyReport(resource.name), manifestSha256: stored.sha256 };
  const coverage2 = coverageOf(manifest, resource, now);
  const archive = openArchive(destination, false);
  const [changes, ...listed] = await Promise.all([
    archive.changes(manifest),
    ...listedFolders(resource.name).map((folder) => destination.list(folder))
  ]);
  const trail = followTrail(manifest, resource, changes);
  report.covered = coverage2.covered;
  report.problems.push(...contradictions(manifest, now), ...coverage2.gaps, ...trail.problems);
  report.problems.push(...extraFiles(manifest, listed.flat()));
  report.notes.push(...coverage2.notes, ...lackingFormats(manifest), ...trail.notes);
  const ids = resource.kind === "events" ? collectEventIds(context.spool) : void 0;
  const newest = { row: Number.NEGATIVE_INFINITY };
  const counted = countedPaths(manifest);
  const problems2 = [];
  const files = listedFiles(manifest);
  const readers = files.map((file, index) => async () => {
    const found = await checkListed({ ...context, archive }, stored, file, {
      ids: counted.has(file.path) ? ids : void 0,
      newest
    });
    problems2[index] = found.problem;
    report.files += 1;
    report.bytes += found.bytes;
    if (counted.has(file.path)) report.rows += found.rows;
    report.notes.push(...found.notes);
  });
  const changeReaders = trail.paths.map((path3, index) => async () => {
    problems2[files.length + index] = await checkChangeFile(archive, manifest, path3);
    report.files += 1;
  });
  const tasks = [...readers, ...changeReaders].map((read) => async () => {
    await read();
    context.progress.fileDone();
  });
  context.progress.expect(tasks.length);
  return {
    tasks,
    async finish() {
      report.problems.push(...problems2.filter((problem2) => problem2 !== void 0));
      if (ids) {
        report.problems.push(...await repeatedIds(ids));
        await ids.discard();
      }
      return { report, newestRow: newest.row };
    }
  };
}
async function checkListed({ archive, progress }, { resource }, file, seen) {
  const { ids, newest } = seen;
  return checkFile(archive, resource, file, {
    bytes: progress.bytes,
    pause: () => ids?.makeRoom() ?? Promise.resolve(),
    row({ row, value }) {
      if (resource.timeField === void 0) return;
      const plain = row.form === "cells" ? plainCells(value) : value;
      newest.row = Math.max(newest.row, secondsOf(plain[resource.timeField]) ?? newest.row);
      if (ids && resource.kind === "events") ids.add(resource.key.map((name) => plain[name]).join(" "), file.path);
    }
  });
}
function listedFiles({ entries, history = [] }) {
  const files = /* @__PURE__ */ new Map();
  for (const entry of history) files.set(entry.path, { ...entry, unknown_columns: "not told" });
  for (const { path: path3, ...entry } of entries) if (path3 !== void 0) files.set(path3, { ...entry, path: path3 });
  return [...files.values()];
}
function countedPaths(manifest) {
  if (manifest.shape.partition_by === void 0) {
    return new Set(manifest.entries.flatMap(({ path: path3 }) => path3 ?? []).slice(0, 1));
  }
  return new Set(partitionFiles(manifest).map(({ path: path3 }) => path3));
}
function extraFiles({ entries, history = [] }, paths) {
  const listed = new Set([...entries, ...history].flatMap(({ path: path3 }) => path3 ?? []));
  for (const path3 of entries.flatMap(({ supersedes }) => supersedes ?? [])) listed.add(path3);
  const extra = paths.filter((path3) => !listed.has(path3));
  return extra.map((path3) => ({
    kind: "wrong",
    text: `${path3} is extra: the manifest does not list it, and readers of the whole folder count its rows`,
    remedy: "Run the export once more: a run that was interrupted leaves such files, and the next one takes them up. What is still extra then is not of the export: remove it."
  }));
}
async function repeatedIds(ids) {
  const told = [];
  let count2 = 0;
  for await (const { id, paths } of ids.repeated()) {
    count2 += 1;
    if (told.length < MOST_IDS) told.push(`${id} (${list([...new Set(paths)])})`);
  }
  if (count2 === 0) return [];
  const more = count2 > told.length ? ` and ${count2 - told.length} more` : "";
  const what = count2 === 1 ? "an event is" : `${count2} events are`;
  return [
    {
      kind: "wrong",
      text: `${what} there more than once: ${told.join(", ")}${more}`,
      remedy: "Restore the files from an earlier version (git, versions of the bucket, a backup)."
    }
  ];
}

// src/verify/verify-destination.ts
var READERS = 6;
async function verifyDestination(options) {
  const { destination, resources, now } = options;
  const isWanted = (name) => resources === void 0 || resources.includes(name);
  const manifests = await readManifests(openArchive(destination), isWanted);
  const works = await Promise.all([...manifests.known.values()].map((stored) => beginResource(options, stored)));
  const tasks = works.flatMap((work) => work.tasks);
  await drain(
    tasks,
    READERS,
    () => 0,
    async (task) => {
      await task();
      return [];
    }
  );
  const records = await readRunRecords(destination, now, options.maxAge ?? DAY);
  const reports = [];
  for (const [index, stored] of [...manifests.known.values()].entries()) {
    const { report, newestRow } = await works[index].finish();
    const read = newestRead(stored.manifest, stored.resource, { ...options, newestRow, records });
    report.newestRead = readText(read);
    if (options.maxAge !== void 0) {
      const maxAge = options.maxAge + pauseOf(stored.manifest);
      const stale = staleness(read, stored.resource.name, maxAge, now);
      if (stale) report.problems.push(stale);
    }
    reports.push(report);
  }
  for (const [name, problem2] of manifests.broken) reports.push({ ...emptyReport(name), problems: [problem2] });
  for (const [name, paths] of await filesWithoutManifest(destination, manifests, isWanted)) {
    reports.push({ ...emptyReport(name), problems: [withoutManifest(name, paths)] });
  }
  return {
    destination: destination.description,
    checkedAt: new Date(now * 1e3).toISOString(),
    toolVersion: options.toolVersion,
    resources: reports.sort((a, b) => byCodeUnits(a.resource, b.resource)),
    problems: [...absent2(options, manifests), ...severalOrganizations(manifests)]
  };
}
function withoutManifest(name, paths) {
  return {
    kind: "unverified",
    text: `${name} has files and no manifest: ${list(paths)}`,
    remedy: `Restore \`${manifestPath(name)}\` from an earlier version, or rebuild it from the files: \`openai-admin-export repair <destination>\`.`
  };
}
function absent2({ destination, resources }, { known, broken }) {
  if (known.size + broken.size === 0 && resources === void 0) {
    return [
      {
        kind: "unverified",
        text: `the ${destination.description} holds no manifests`,
        remedy: "Look whether this is the right place: nothing was exported to it, or its manifests lie apart (`manifest-prefix`, to be given with --config)."
      }
    ];
  }
  const missing2 = (resources ?? []).filter((name) => !known.has(name) && !broken.has(name));
  return missing2.map((name) => ({
    kind: "unverified",
    text: `${name} was never exported to the ${destination.description}`,
    remedy: `It holds ${list([...known.keys()]) || "nothing"}.`
  }));
}
function severalOrganizations({ known }) {
  const hashes = new Set([...known.values()].flatMap(({ manifest }) => manifest.organization ?? []));
  if (hashes.size < 2) return [];
  return [
    {
      kind: "wrong",
      text: `the manifests are of ${hashes.size} organisations (${[...hashes].join(", ")})`,
      remedy: "Give each organisation a destination of its own; find out which manifest came from elsewhere."
    }
  ];
}

// src/commands/run-verify.ts
var SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;
async function runVerify(question, shell) {
  const { env, print, tell } = shell;
  const { againstApi: period, json } = question;
  if (period) refuseKey(env.OPENAI_ADMIN_KEY ?? "");
  const { place, stored } = await openForReading(question.names, shell);
  const folder = await mkdtemp(path2.join(readEnvironment(env).temporaryFolder, "openai-admin-verify-"));
  const ending = clearUpOnExit(folder);
  try {
    const common = {
      ...question,
      destination: stored,
      spool: await createRowSpool(path2.join(folder, "spool"), SPOOL_LIMIT_BYTES, limitMemory),
      progress: createProgressLine((line2) => tell(`verify: ${line2}`), shell.ticks),
      now: Math.floor(shell.now()),
      toolVersion: version
    };
    if (period) {
      const page2 = await verifyAgainstApi({
        ...common,
        folder,
        period,
        apiKey: (env.OPENAI_ADMIN_KEY ?? "").trim(),
        pseudonymKey: (env.PSEUDONYM_KEY ?? "").trim(),
        environment: env,
        clock: shell.now,
        random: shell.random,
        sleep: shell.sleep,
        log: messageLog(shell)
      });
      print(json ? `${harmlessJson(page2)}
` : harmless(comparisonPage(page2)));
      return allProblems(page2).length === 0 ? 0 : 1;
    }
    const page = await verifyDestination({ ...common, settledOnly: place.settledOnly });
    print(json ? `${harmlessJson(page)}
` : harmless(verificationPage(page)));
    return allProblems(page).length === 0 ? 0 : 1;
  } finally {
    await stored.close();
    await rm(folder, { recursive: true, force: true });
    ending.ignore();
  }
}
function refuseKey(key) {
  const problem2 = key.trim() === "" ? {
    topic: "key-missing",
    line: "OPENAI_ADMIN_KEY is not set: --against-api takes the admin key from it."
  } : apiKeyProblem(key.trim());
  if (problem2) throw new ConfigurationError(problem2.topic, problem2.line, { isWrongUse: true });
}
function clearUpOnExit(folder) {
  const stop = (_signal, number) => process.exit(128 + number);
  const clearUp = () => rmSync(folder, { recursive: true, force: true });
  const signals = ["SIGINT", "SIGTERM"];
  for (const signal of signals) process.on(signal, stop);
  process.on("exit", clearUp);
  return {
    ignore() {
      for (const signal of signals) process.off(signal, stop);
      process.off("exit", clearUp);
    }
  };
}
export {
  runVerify
};
