import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  RequestError
} from "./shared-client-index-program.js";
import {
  PROGRESS_SECONDS,
  RunStopped,
  backoff,
  bucketWindows,
  cellsReader,
  changeReader,
  code,
  createClient,
  createPacer,
  createProgress,
  createRequestTally,
  createRowSpool,
  createSnapshotReader,
  drain,
  escapeMarkdown,
  eventWindows,
  exportAll,
  findEarliest,
  freeSentBuffers,
  isActive,
  knownRefusals,
  leftSnapshots,
  limitMemory,
  link,
  listNamed,
  listPages,
  meetServer,
  newTally,
  parse,
  planPeriods,
  plannedPeriods,
  privateLog,
  privateText,
  prose,
  refuseEmptyRanges,
  refuseOtherOrganization,
  refuseOtherShape,
  restoreState,
  rowPrivacy,
  secondsOf,
  warnOfLeftover,
  withoutKnown
} from "./shared-index-program-run-verify.js";
import {
  customResources,
  endingMessage,
  presets
} from "./shared-cli-index-program.js";
import {
  REDACTED,
  _enum,
  advance,
  allResources,
  apiKeyProblem,
  array,
  auditLogs,
  begin,
  beginReading,
  boolean,
  bucketWidthOf,
  completeOptions,
  costs,
  didYouMean,
  dimensionsOf,
  diskTrouble,
  explained,
  fieldSchemas,
  firstOf,
  folderDestination,
  groupedBy,
  headerSafe,
  inputs,
  inputsIn,
  isBefore,
  isBuckets,
  isDated,
  isFinerThan,
  isMatched,
  isObject,
  isPermanent,
  isReplacement,
  isTenantEventType,
  kindOf,
  kinds,
  list,
  listSchema,
  nameOf,
  nearestName,
  newestReadOn,
  noticeOf,
  number,
  openArchive,
  openDestination,
  optionFields,
  optional,
  optionsOf,
  parseFields,
  parsePattern,
  parseYaml,
  partitionFiles,
  pipe,
  privacyShape,
  projects,
  proxyPasswords,
  quote,
  readConfigFile,
  readDestination,
  readEnvironment,
  readNamedFile,
  readRunOptions,
  record,
  requestIdentityToken,
  resourceNamed,
  schemaOf,
  serializeManifest,
  settingsIn,
  shapeOf,
  shapeOf2,
  snapshotFile,
  splitList,
  staleAge,
  storedResource,
  strictObject,
  string,
  tableOf,
  textLines,
  toolFilesAddress,
  transform,
  union,
  userAgent,
  variableOf,
  version
} from "./shared-cli-index-program-run-verify.js";
import {
  SEVERITIES,
  STATUSES,
  changesOf,
  coverageTroubles,
  coverageWords,
  failsStep,
  findingCounts,
  findingGroups,
  firstBaseline,
  isNothing,
  isReadToEnd,
  leftWords,
  notCheckedByReason,
  partWords,
  periodWords,
  periods,
  placedNotice,
  problemsOf,
  resultsOf,
  runVerdict,
  statusOf,
  stuckIn,
  stuckText,
  timeWords,
  troublesOf,
  verdictOf,
  verdictSentences,
  written
} from "./shared-index-page-program.js";
import {
  SHARES_NOTE,
  againstLastMonth,
  capital,
  changeAgainst,
  coverage,
  gapsBetween,
  groupNotices,
  isEarly,
  money,
  monthWords,
  named,
  pauseOf,
  percent,
  placeOf,
  plainAmount,
  removedRanges,
  shorten,
  signedAmount,
  spendStatement,
  visible
} from "./shared-index-page-program-run-verify.js";
import {
  CsvError,
  DAY,
  FINDINGS,
  FOLDERS,
  HOUR,
  boundaryName,
  byCodeUnits,
  count,
  countOf,
  dayAfter,
  dayName,
  daysBetween,
  defuseFormula,
  duration,
  eachDay,
  folderReadWhole,
  formatOfPath,
  groupBy,
  hasZstandard,
  intersect,
  isoTime,
  manifestPath,
  monthName,
  monthStart,
  notice,
  parseChangePath,
  parsePeriodName,
  periodName,
  periodOfReview,
  periodStart,
  periodsBetween,
  recordPath,
  removalRanges,
  rendered,
  resourceOf,
  resourceOfManifest,
  reviewFile,
  reviewPath,
  reworded,
  size,
  stringify,
  subtract,
  timeText,
  weekday,
  withoutZstandard
} from "./shared-cli-index-page-program-run-verify.js";
import {
  ApiError,
  ConfigurationError,
  StorageError
} from "./shared-azure-cli-index-page-program-run-verify.js";

// src/run/program.ts
import { readFile as readFile5 } from "node:fs/promises";

// src/deliver/deliver.ts
import { mkdtemp as mkdtemp2, writeFile } from "node:fs/promises";
import path3 from "node:path";

// src/access-review/access-row.ts
var ORGANIZATION = "organization";
var prefixes = ["user", "invite", "key", "rule"];
function accessName(prefix, id, place) {
  return `${prefix}:${id}@${place}`;
}
function accessParts(access2) {
  const [, prefix, id, place] = /^(user|invite|key|rule):(.+)@([^@]+)$/.exec(access2) ?? [];
  return prefix && id && place ? { prefix, id, place } : void 0;
}
function compareAccess(a, b) {
  const [first, second] = [accessParts(a), accessParts(b)];
  if (!first || !second) return Number(!first) - Number(!second);
  const place = byCodeUnits(placeOrder(first.place), placeOrder(second.place));
  const prefix = prefixes.indexOf(first.prefix) - prefixes.indexOf(second.prefix);
  return place || prefix || byCodeUnits(first.id, second.id);
}
function placeOrder(place) {
  return place === ORGANIZATION ? "" : place;
}
function rolesOf({ ways }) {
  const roles = /* @__PURE__ */ new Map();
  for (const role2 of ways.flatMap((way) => way.roles)) {
    if (!roles.has(role2.toLowerCase())) roles.set(role2.toLowerCase(), role2);
  }
  return [...roles.values()];
}
function obtainedText({ ways }) {
  if (ways.length === 1) return ways[0]?.how ?? "";
  return ways.map(({ how, roles }) => roles.length > 0 ? `${how} (${roles.join(", ")})` : how).join("; ");
}

// src/access-review/access-book.ts
function openRow(book, subject, place) {
  const { archived, projects: projects2 } = book.directory;
  if (archived.has(place) || subject.id === "") return void 0;
  const access2 = accessName(subject.prefix, subject.id, place);
  const known = book.rows.get(access2);
  if (known) return known;
  const row = {
    access: access2,
    kind: subject.kind,
    id: subject.id,
    name: subject.name,
    email: subject.email ?? "",
    projectId: place === ORGANIZATION ? "" : place,
    project: place === ORGANIZATION ? "" : projects2.get(place) ?? "",
    ways: [],
    addedAt: "",
    lastUsedAt: "",
    owner: "",
    findings: []
  };
  book.rows.set(access2, row);
  return row;
}
function openAccountRow(book, id, place) {
  const account = book.directory.accounts.get(id);
  const kind = account?.isServiceAccount ? "service account" : "person";
  const subject = { prefix: "user", kind, id, name: account?.name ?? "", email: account?.email ?? "" };
  return openRow(book, subject, place);
}
function addWay(row, way) {
  if (!row) return;
  let known = row.ways.find(({ key }) => key === way.key);
  if (!known) {
    known = { ...way, roles: [] };
    row.ways.push(known);
  }
  for (const role2 of way.roles) {
    const isKnown2 = known.roles.some((other) => other.toLowerCase() === role2.toLowerCase());
    if (role2 !== "" && !isKnown2) known.roles.push(role2);
  }
}

// src/access-review/stored-rows.ts
function snapshotOf(data, resource) {
  return data.snapshots.get(resource) ?? (resource === "users" ? data.snapshots.get("organization_members") : void 0);
}
function rowsOf(data, resource) {
  return snapshotOf(data, resource)?.rows ?? [];
}
function textOf(row, column) {
  return row?.[column] ?? "";
}
function objectsOf(row, column) {
  let list2;
  try {
    list2 = JSON.parse(textOf(row, column) || "[]");
  } catch {
    return [];
  }
  return Array.isArray(list2) ? list2.filter((entry) => typeof entry === "object" && entry !== null) : [];
}

// src/access-review/group-access.ts
function addGroupAccess(book, data) {
  const members = /* @__PURE__ */ new Map();
  for (const member of rowsOf(data, "group_users")) {
    const groupId = textOf(member, "group_id");
    const ids = members.get(groupId) ?? [];
    ids.push(textOf(member, "id"));
    members.set(groupId, ids);
  }
  for (const { groupId, place, roles, since } of grants(data)) {
    const way = { ...groupWay(book, groupId), roles, ...since !== "" && { since }, dated: false };
    for (const id of members.get(groupId) ?? []) addWay(openAccountRow(book, id, place), way);
  }
}
function groupWay(book, groupId) {
  const group = book.directory.groups.get(groupId);
  return { key: `group:${groupId}`, how: `by ${group?.isScimManaged ? "SCIM " : ""}group ${group?.name || groupId}` };
}
function grants(data) {
  const found = /* @__PURE__ */ new Map();
  const open2 = (row, place) => {
    const groupId = textOf(row, "group_id");
    const grant = found.get(`${groupId}@${place}`) ?? { groupId, place, roles: [], since: "" };
    found.set(`${groupId}@${place}`, grant);
    return grant;
  };
  for (const row of rowsOf(data, "project_groups")) {
    open2(row, textOf(row, "project_id")).since = textOf(row, "created_at");
  }
  for (const row of rowsOf(data, "group_roles")) open2(row, ORGANIZATION).roles.push(textOf(row, "name"));
  for (const row of rowsOf(data, "project_group_roles")) {
    open2(row, textOf(row, "project_id")).roles.push(textOf(row, "name"));
  }
  return found.values();
}

// src/access-review/assigned-roles.ts
function addAssignedRoles(book, data) {
  for (const role2 of rowsOf(data, "user_roles")) addRole(book, role2, ORGANIZATION);
  for (const role2 of rowsOf(data, "project_user_roles")) addRole(book, role2, textOf(role2, "project_id"));
}
function addRole(book, assigned, place) {
  const row = openAccountRow(book, textOf(assigned, "user_id"), place);
  if (!row) return;
  const role2 = textOf(assigned, "name");
  const sources = objectsOf(assigned, "assignment_sources");
  const groups = sources.filter(({ principal_type: type }) => String(type).includes("group"));
  const isOwn = sources.length > 0 ? groups.length < sources.length : !isInherited(row, role2);
  if (isOwn) addWay(row, { key: "direct", how: "role assigned", roles: [role2], dated: false });
  for (const { principal_id: id } of groups)
    addWay(row, { ...groupWay(book, String(id)), roles: [role2], dated: false });
}
function isInherited({ ways }, role2) {
  if (ways.some(({ key }) => key === "direct")) return false;
  return ways.some(({ roles }) => roles.some((other) => other.toLowerCase() === role2.toLowerCase()));
}

// src/access-review/directory.ts
function readDirectory(data) {
  const projects2 = rowsOf(data, "projects");
  const groups = new Map(rowsOf(data, "project_groups").map((row) => [textOf(row, "group_id"), nameless(row)]));
  for (const row of rowsOf(data, "groups")) {
    groups.set(textOf(row, "id"), { name: textOf(row, "name"), isScimManaged: row.is_scim_managed === "true" });
  }
  return {
    accounts: readAccounts(data),
    projects: new Map(
      projects2.filter((row) => !isArchived(row)).map((row) => [textOf(row, "id"), textOf(row, "name")])
    ),
    archived: new Set(projects2.filter(isArchived).map((row) => textOf(row, "id"))),
    groups
  };
}
function isArchived(project) {
  return project.status === "archived" || textOf(project, "archived_at") !== "";
}
function nameless(projectGroup) {
  return { name: textOf(projectGroup, "group_name"), isScimManaged: false };
}
function readAccounts(data) {
  const accounts = /* @__PURE__ */ new Map();
  for (const resource of ["users", "project_users", "project_service_accounts", "group_users"]) {
    for (const row of rowsOf(data, resource)) {
      const id = textOf(row, "id");
      const known = accounts.get(id);
      const isServiceAccount2 = resource === "project_service_accounts" || row.is_service_account === "true";
      accounts.set(id, {
        name: known?.name || textOf(row, "name") || textOf(row, "user__name"),
        email: known?.email || textOf(row, "email") || textOf(row, "user__email"),
        isServiceAccount: isServiceAccount2 || known?.isServiceAccount === true,
        memberSince: known?.memberSince || (resource === "users" ? textOf(row, "added_at") : "")
      });
    }
  }
  return accounts;
}

// src/access-review/federation-rules.ts
function addFederationRules(book, data) {
  const providers = new Map(rowsOf(data, "workload_identity_providers").map((row) => [textOf(row, "id"), row]));
  for (const rule of rowsOf(data, "workload_identity_federation_rules")) {
    const providerId = textOf(rule, "workload_identity_provider_id");
    const provider = providers.get(providerId);
    if (rule.enabled === "false" || provider?.enabled === "false") continue;
    const subject = {
      prefix: "rule",
      kind: "federation rule",
      id: textOf(rule, "id"),
      name: textOf(rule, "name")
    };
    const row = openRow(book, subject, textOf(rule, "project_id"));
    if (!row) continue;
    const created = textOf(rule, "created_at");
    row.addedAt = created;
    row.owner = ownerText(book, textOf(rule, "service_account_id"));
    const issuer = provider ? textOf(provider, "issuer") || textOf(provider, "name") : providerId;
    addWay(row, {
      key: "direct",
      how: `by a token of ${issuer || providerId}${matchersText(rule)}`,
      roles: rolesOf2(rule),
      ...created !== "" && { since: created },
      dated: created !== ""
    });
  }
}
function ownerText({ directory }, accountId) {
  const name2 = directory.accounts.get(accountId)?.name;
  return name2 ? `${name2} (${accountId})` : accountId;
}
function matchersText(rule) {
  const text2 = textOf(rule, "attribute_matchers");
  if (!text2.startsWith("{")) return "";
  const matchers = Object.entries(JSON.parse(text2)).map(
    ([name2, value]) => `${name2} is ${String(value)}`
  );
  return matchers.length === 0 ? "" : ` if ${matchers.join(" and ")}`;
}
function rolesOf2(rule) {
  const scopes = textOf(rule, "permissions__scopes");
  if (textOf(rule, "permissions__type") !== "restricted") return ["all that the service account may"];
  return scopes.startsWith("[") ? JSON.parse(scopes).map(String) : [];
}

// src/access-review/key-access.ts
function addKeys(book, data) {
  for (const key of rowsOf(data, "admin_api_keys")) {
    const owner = { id: textOf(key, "owner__id"), name: textOf(key, "owner__name"), role: textOf(key, "owner__role") };
    addKey(book, "admin key", key, ORGANIZATION, owner);
  }
  for (const key of rowsOf(data, "project_api_keys")) {
    const place = textOf(key, "project_id");
    const owner = projectOwner(key);
    addKey(book, "project key", key, place, owner);
    const member = book.rows.get(accessName("user", owner.id, place));
    const used = textOf(key, "last_used_at");
    if (member && used > member.lastUsedAt) member.lastUsedAt = used;
  }
}
function projectOwner(key) {
  const person3 = textOf(key, "owner__user__id") !== "";
  const cell = (field) => textOf(key, person3 ? `owner__user__${field}` : `owner__service_account__${field}`);
  return { id: cell("id"), name: cell("name") || (person3 ? cell("email") : ""), role: cell("role") };
}
function addKey(book, kind, key, place, owner) {
  const row = openRow(book, { prefix: "key", kind, id: textOf(key, "id"), name: textOf(key, "name") }, place);
  if (!row) return;
  const created = textOf(key, "created_at");
  row.addedAt = created;
  row.lastUsedAt = textOf(key, "last_used_at");
  row.owner = owner.name === "" ? owner.id : `${owner.name} (${owner.id})`;
  const how = key.owner_project_access === "inactive" ? "by its owner, who has lost access" : "by its owner";
  const since = created !== "" && { since: created };
  addWay(row, { key: "direct", how, roles: [owner.role], ...since, dated: created !== "" });
}

// src/access-review/memberships.ts
function addMembers(book, data) {
  const invited = acceptedInvites(data);
  for (const member of rowsOf(data, "users")) {
    const row = openAccountRow(book, textOf(member, "id"), ORGANIZATION);
    if (!row) continue;
    row.addedAt = textOf(member, "added_at");
    row.lastUsedAt = textOf(member, "api_key_last_used_at");
    const isInvited = invited.get(textOf(member, "id")) !== void 0;
    const how = member.is_scim_managed === "true" ? "SCIM" : isInvited ? "by invite" : "direct";
    addWay(row, direct(how, member, "added_at"));
  }
  for (const member of rowsOf(data, "project_users")) addProjectMember(book, member, "added_at");
  for (const account of rowsOf(data, "project_service_accounts")) addProjectMember(book, account, "created_at");
  addAliases(book, invited);
}
function addProjectMember(book, member, time) {
  const row = openAccountRow(book, textOf(member, "id"), textOf(member, "project_id"));
  if (!row) return;
  row.addedAt ||= textOf(member, time);
  addWay(row, direct("direct", member, time));
}
function direct(how, member, time) {
  const since = textOf(member, time);
  return { key: "direct", how, roles: [textOf(member, "role")], ...since !== "" && { since }, dated: since !== "" };
}
function acceptedInvites(data) {
  const members = /* @__PURE__ */ new Map();
  for (const member of rowsOf(data, "users")) {
    const email = textOf(member, "email").toLowerCase();
    members.set(email, members.has(email) ? void 0 : member);
  }
  const invited = /* @__PURE__ */ new Map();
  for (const invite of rowsOf(data, "invites")) {
    const email = textOf(invite, "email").toLowerCase();
    const member = invite.status === "accepted" && email !== "" ? members.get(email) : void 0;
    if (!member || textOf(member, "added_at") < textOf(invite, "created_at")) continue;
    const id = textOf(member, "id");
    if (textOf(invited.get(id), "created_at") <= textOf(invite, "created_at")) invited.set(id, invite);
  }
  return invited;
}
function addAliases(book, invited) {
  for (const [memberId, invite] of invited) {
    for (const { place } of placesOf(invite)) {
      const member = accessName("user", memberId, place);
      if (book.rows.has(member)) book.accepted.set(accessName("invite", textOf(invite, "id"), place), member);
    }
  }
}
function addPendingInvites(book, data) {
  for (const invite of rowsOf(data, "invites")) {
    if (invite.status !== "pending") continue;
    const sent = textOf(invite, "created_at") || textOf(invite, "invited_at");
    for (const { place, role: role2 } of placesOf(invite)) {
      const subject = { id: textOf(invite, "id"), name: "", email: textOf(invite, "email") };
      const row = openRow(book, { prefix: "invite", kind: "invite", ...subject }, place);
      if (!row) continue;
      row.addedAt = sent;
      const way = { key: "direct", how: "by invite, not accepted yet", roles: [role2], dated: sent !== "" };
      addWay(row, { ...way, ...sent !== "" && { since: sent } });
    }
  }
}
function placesOf(invite) {
  const projects2 = objectsOf(invite, "projects").map(({ id, role: role2 }) => ({
    place: String(id ?? ""),
    role: String(role2 ?? "")
  }));
  return [{ place: ORGANIZATION, role: textOf(invite, "role") }, ...projects2.filter(({ place }) => place !== "")];
}

// src/access-review/missing-resources.ts
var needed = [
  { resource: "users", what: "members of the organisation" },
  { resource: "invites", what: "pending invites, and who came by invite" },
  { resource: "user_roles", what: "roles assigned to members", below: "users" },
  { resource: "groups", what: "names of groups" },
  { resource: "group_users", what: "people who have access by a group", below: "groups" },
  { resource: "group_roles", what: "roles that groups give in the organisation", below: "groups" },
  { resource: "projects", what: "names of projects, and which are archived" },
  { resource: "project_users", what: "members of projects", below: "projects" },
  { resource: "project_user_roles", what: "roles assigned in projects", below: "projects" },
  { resource: "project_service_accounts", what: "service accounts of projects", below: "projects" },
  { resource: "project_groups", what: "access to projects by groups", below: "groups" },
  { resource: "project_group_roles", what: "roles that groups give in projects", below: "groups" },
  { resource: "admin_api_keys", what: "admin keys" },
  { resource: "project_api_keys", what: "keys of projects", below: "projects" },
  { resource: "workload_identity_federation_rules", what: "access by tokens of other systems", isRare: true }
];
function isComplete(data, resource) {
  return snapshotOf(data, resource)?.complete === true;
}
function missingResources(data) {
  return needed.flatMap(({ resource, what, below, isRare }) => {
    const snapshot = snapshotOf(data, resource);
    if (snapshot?.complete) return [];
    if (snapshot) return [`${resource} was not read completely: ${what} may be out of date.`];
    if (isRare) return [];
    if (below && isComplete(data, below) && snapshotOf(data, below)?.rows.length === 0) return [];
    return [`${resource} was never exported here: ${what} are not in the list.`];
  });
}

// src/access-review/row-findings.ts
function attachFindings(rows, findings) {
  const byId = groupBy(rows, ({ id }) => id);
  const projects2 = new Set(rows.map(({ projectId }) => projectId).filter((id) => id !== ""));
  for (const { id, check, status } of findings) {
    if (status === "resolved") continue;
    const parts = new Set(id.slice(check.length + 1).split("/"));
    const named4 = [...parts].filter((part) => projects2.has(part));
    for (const part of parts) {
      for (const row of chosen(byId.get(part) ?? [], named4)) row.findings.push(id);
    }
  }
  for (const row of rows) row.findings = [...new Set(row.findings)].sort();
}
function chosen(rows, projects2) {
  if (projects2.length > 0) {
    const inside = rows.filter(({ projectId }) => projects2.includes(projectId));
    if (inside.length > 0) return inside;
  }
  const organization = rows.filter(({ projectId }) => projectId === "");
  return organization.length > 0 ? organization : rows;
}

// src/access-review/access-rows.ts
function accessRows(data, findings) {
  const book = { directory: readDirectory(data), rows: /* @__PURE__ */ new Map(), accepted: /* @__PURE__ */ new Map() };
  addMembers(book, data);
  addPendingInvites(book, data);
  addGroupAccess(book, data);
  addAssignedRoles(book, data);
  addKeys(book, data);
  addFederationRules(book, data);
  const rows = [...book.rows.values()].sort((a, b) => compareAccess(a.access, b.access));
  for (const row of rows) settleWays(row, book.directory);
  attachFindings(rows, findings);
  return { rows, missing: missingResources(data), accepted: book.accepted };
}
function settleWays(row, { accounts }) {
  row.ways.sort((a, b) => Number(a.key !== "direct") - Number(b.key !== "direct") || byCodeUnits(a.how, b.how));
  const memberSince = row.access.startsWith("user:") ? accounts.get(row.id)?.memberSince ?? "" : "";
  if (memberSince === "") return;
  for (const way of row.ways) {
    if (row.projectId === "") way.dated = true;
    if ((way.since ?? "") < memberSince) way.since = memberSince;
  }
}

// src/access-review/decision.ts
var decisions = ["keep", "revoke", "change"];
function decisionOf(cell) {
  const text2 = cell.trim().toLowerCase();
  if (text2 === "") return void 0;
  return isDecision(text2) ? text2 : "unknown";
}
function isDecision(text2) {
  return decisions.includes(text2);
}

// src/access-review/review-table.ts
var GENERATED_COLUMNS = [
  "access",
  "kind",
  "id",
  "name",
  "email",
  "project_id",
  "project",
  "role",
  "obtained",
  "added_at",
  "last_used_at",
  "owner",
  "findings"
];
var REVIEW_COLUMNS = [...GENERATED_COLUMNS, "decision", "note", "since_decided"];
var delimiters = [",", ";", "	"];
function parseReview(text2) {
  if (/^(?:<{7}|>{7}) /m.test(text2)) throw unreadable("it holds the marks of a merge conflict; resolve it first");
  const delimiter = delimiters.find((candidate) => columnPositions(records(text2, candidate, 1)[0] ?? []).has("access"));
  if (delimiter === void 0) {
    throw unreadable('its first line names no column "access", which tells the rows apart; put that line back');
  }
  const [header = [], ...rows] = records(text2, delimiter);
  const positions = columnPositions(header);
  if (!positions.has("decision")) throw unreadable('it has no column "decision"; put its name back');
  const width = Math.max(header.length, longest(rows));
  const pad = (row) => [...row, ...Array(width - row.length).fill("")];
  return {
    header: pad(header),
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== "")).map(pad),
    positions
  };
}
function formatReview({ header, rows }) {
  return stringify([header, ...rows], { record_delimiter: "\n", quoted_match: /\r/ });
}
function cellOf(table2, row, column) {
  return row[table2.positions.get(column) ?? -1]?.trim() ?? "";
}
function records(text2, delimiter, to) {
  try {
    return parse(text2, {
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      ...to !== void 0 && { to }
    });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
}
function columnPositions(header) {
  const names = header.map((name2) => name2.trim().toLowerCase());
  const found = REVIEW_COLUMNS.map((column) => [column, names.indexOf(column)]);
  return new Map(found.filter(([, position]) => position >= 0));
}
function longest(rows) {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}
function unreadable(why2, cause) {
  return new ConfigurationError(
    "access-review-unreadable",
    `Failed to read an access review: ${why2}`,
    cause === void 0 ? void 0 : { cause }
  );
}

// src/access-review/newest-decisions.ts
var isoTime2 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
var strictness = { keep: 0, change: 1, revoke: 2 };
function newestDecisions(reviews) {
  const newest = /* @__PURE__ */ new Map();
  const problems = [];
  const age = ({ period, day }) => `${period} ${day ?? ""}`;
  for (const review of [...reviews].sort((a, b) => age(a) < age(b) ? 1 : -1)) {
    const path6 = reviewPath(review.period);
    try {
      const { rows, unknown } = decisionsIn(review, newest);
      for (const row of rows) newest.set(row.access, row);
      const which = `${countOf(unknown, "decision")} ${unknown === 1 ? "is" : "are"} none of keep, revoke, change`;
      if (unknown > 0) problems.push(`${path6}: ${which}, and not followed up.`);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(`${path6}: its decisions are not followed up. ${error.message}.`);
    }
  }
  return { decided: [...newest.values()], problems };
}
function decisionsIn(review, newer) {
  const table2 = parseReview(review.text);
  const found = /* @__PURE__ */ new Map();
  let unknown = 0;
  for (const row of table2.rows) {
    const access2 = cellOf(table2, row, "access");
    const decision = decisionOf(cellOf(table2, row, "decision"));
    if (decision === void 0 || newer.has(access2)) continue;
    if (decision === "unknown") {
      unknown += 1;
      continue;
    }
    const known = found.get(access2);
    if (known && strictness[known.decision] >= strictness[decision]) continue;
    const [kind, role2, obtained] = ["kind", "role", "obtained"].map((name2) => cellOf(table2, row, name2));
    const addedAt = cellOf(table2, row, "added_at");
    const told = { kind: kind ?? "", role: role2 ?? "", obtained: obtained ?? "" };
    found.set(access2, { access: access2, decision, review, ...told, ...isoTime2.test(addedAt) && { addedAt } });
  }
  return { rows: found.values(), unknown };
}

// src/access-review/still-read.ts
function unreadFor(data, row) {
  const { prefix, place } = accessParts(row.access) ?? {};
  const inOrganization = place === ORGANIZATION;
  const resources = [];
  if (prefix === "key") resources.push(inOrganization ? "admin_api_keys" : "project_api_keys");
  if (prefix === "rule") resources.push("workload_identity_federation_rules");
  if (prefix === "invite") resources.push("invites");
  if (prefix === "user" && inOrganization) resources.push("users");
  else if (prefix === "user") {
    resources.push(row.kind === "service account" ? "project_service_accounts" : "project_users");
    if (/by (?:SCIM )?group /.test(row.obtained)) resources.push("project_groups", "group_users");
  }
  return resources.filter((resource) => !isComplete(data, resource));
}

// src/access-review/outstanding-revokes.ts
function outstandingRevokes(reviews, data) {
  const population = accessRows(data, []);
  const current = new Map(population.rows.map((row) => [row.access, row]));
  const { decided, problems } = newestDecisions(reviews);
  const outstanding = [];
  const unsure = /* @__PURE__ */ new Map();
  for (const row of decided) {
    if (row.decision === "keep") continue;
    const found = currentRow(row.access, current, population);
    if (found && isOutstanding(row, found)) outstanding.push(outstandingOf(row, found, row.decision));
    const unread = found ? [] : unreadFor(data, row);
    if (unread.length === 0) continue;
    const { period } = row.review;
    const known = unsure.get(period) ?? { count: 0, resources: /* @__PURE__ */ new Set() };
    unsure.set(period, { count: known.count + 1, resources: /* @__PURE__ */ new Set([...known.resources, ...unread]) });
  }
  for (const [period, { count: count2, resources }] of unsure) {
    const names = [...resources].sort().join(", ");
    problems.push(
      `${reviewPath(period)}: ${countOf(count2, "decision")} could not be followed up: ${names} not read completely.`
    );
  }
  return { outstanding, problems };
}
function currentRow(access2, current, { accepted }) {
  return current.get(access2) ?? current.get(accepted.get(access2) ?? "");
}
function isOutstanding(row, found) {
  if (found.access === row.access && isNewGrant(row, found)) return false;
  if (row.decision === "revoke") return true;
  return !row.access.startsWith("key:") && sameRoles(row.role, rolesOf(found).join("; "));
}
function isNewGrant({ review: { day }, addedAt }, { ways }) {
  return ways.every(({ since, dated: dated2 }) => {
    if (since === void 0) return false;
    if (day !== void 0 && since.slice(0, 10) > day) return true;
    return dated2 && addedAt !== void 0 && since > addedAt;
  });
}
function sameRoles(before, now2) {
  const sorted2 = (roles) => roles.toLowerCase().split("; ").sort().join("; ");
  return sorted2(before) === sorted2(now2);
}
function outstandingOf(row, found, decision) {
  const { period, reviewer, day, commit } = row.review;
  return {
    subject: subjectOf(found),
    review: period,
    decision,
    access: found.access,
    ...reviewer !== void 0 && { reviewer },
    ...day !== void 0 && { day },
    ...commit !== void 0 && { commit }
  };
}
function subjectOf(row) {
  const place = row.projectId === "" ? "in the organisation" : `in project ${row.project || row.projectId}`;
  const roles = rolesOf(row).join(", ");
  if (row.kind === "invite") return `invite of ${row.email || row.id} ${place}`;
  if (row.kind === "admin key") return `admin key ${row.name || "without a name"} (${row.id})`;
  if (row.kind === "project key") return `key ${row.name || "without a name"} (${row.id}) ${place}`;
  const who = row.name === "" ? row.email || row.id : `${row.name} (${row.email || row.id})`;
  return `${row.kind === "person" ? "" : "service account "}${who} ${place}${roles === "" ? "" : ` as ${roles}`}`;
}

// src/github/commit-target.ts
import { randomUUID } from "node:crypto";

// src/github/trouble.ts
var GRAPHQL_STATUS = { FORBIDDEN: 403, NOT_FOUND: 404 };
var RULES = [
  {
    topic: "github-rate-limited",
    when: (error) => /rate limit/i.test(error.message),
    remedy: () => "GitHub's rate limit is used up. Nothing is lost: the next run exports the same again. Run less often, or give a token of a GitHub App of your own, which has a larger limit, as `github-token`."
  },
  {
    topic: "pull-requests-not-allowed",
    when: (error) => /not permitted to create or approve pull requests/i.test(error.message),
    remedy: () => 'The setting "Allow GitHub Actions to create and approve pull requests" is off (repository or organisation settings, Actions, General, Workflow permissions).'
  },
  {
    topic: "protected-branch",
    when: (error) => /rule violations|through a pull request|protected (?:branch|ref)|required status check|signed commits/i.test(
      error.text
    ),
    remedy: () => "The branch is protected. Use `commit: pull-request`, give another `branch`, or let the rule be bypassed by the app whose token is given as `github-token`."
  },
  {
    topic: "pull-request-settings-refused",
    when: (error) => /draft pull requests are not supported/i.test(error.text),
    remedy: () => "Private repositories of some plans have no drafts: leave out `draft: true` under `pull-request` in `config`."
  },
  {
    topic: "pull-request-settings-refused",
    when: (error) => /collaborator|could not resolve to a node|reviews? (?:may|can) only be requested/i.test(error.text),
    remedy: () => "Check `reviewers` and `team-reviewers` under `pull-request`: each needs access to the repository, and a team is named by its slug."
  },
  {
    topic: "branch-not-usable",
    when: (error) => /archived/i.test(error.message),
    remedy: () => "The repository is archived, and takes no commits."
  },
  {
    topic: "branch-not-usable",
    when: (error) => /repository is empty/i.test(error.message),
    remedy: () => "The repository has no commit yet: make a first one (a README will do), then run again."
  },
  {
    topic: "file-too-large",
    when: (error) => error.status === 413 || /too large|too_large|exceeds|maximum size/i.test(error.text),
    remedy: () => "A file is too large for GitHub. Cut the partitions finer (`partition-by: day` or `hour`), compress them (`format: jsonl.gz`), or use a bucket as `destination`."
  },
  {
    topic: "github-token-not-valid",
    when: (error) => error.status === 401,
    remedy: () => "`github-token` is not valid (any more): tokens of a job end with it, others expire."
  },
  {
    topic: "github-permission-missing",
    when: (error) => error.status === 403 || error.status === 404,
    remedy: ({ permission }) => `The token may not do this: add \`${permission}\` to the \`permissions\` of the job, or give another token as \`github-token\`. In pull requests of forks and of Dependabot the token can only read.`
  }
];
function explainGitHub(error, purpose) {
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const rule = RULES.find(({ when }) => when(refusal));
  const remedy3 = rule?.remedy(purpose) ?? "Run again; see https://www.githubstatus.com if it goes on.";
  const topic = rule?.topic ?? "commit-refused";
  return new StorageError(topic, `Failed to ${purpose.what}: ${sentence(refusal)} ${remedy3}`, { cause: error });
}
function isRefusal(error) {
  return refusalOf(error) !== void 0;
}
async function asking(purpose, work) {
  try {
    return await work();
  } catch (error) {
    throw explainGitHub(error, purpose);
  }
}
function isMissing(error) {
  return error instanceof RequestError && error.status === 404;
}
function isStale(error) {
  return isGraphqlRefusal(error) && (error.errors?.some(({ type }) => type === "STALE_DATA") ?? false);
}
function isReferenceThere(error) {
  return error instanceof RequestError && error.status === 422 && /reference already exists/i.test(error.message);
}
function sentence(error) {
  const words = error.message.replace(/ - https:\/\/docs\.github\.com\S*/, "").replace(/\s+/g, " ").trim();
  return `${words.slice(0, 300).replace(/[.]?$/, ".")} (status ${error.status})`;
}
function refusalOf(error) {
  if (error instanceof RequestError) {
    const { status, message: message2, response } = error;
    return { status, message: message2, text: `${message2} ${JSON.stringify(response?.data ?? "")}` };
  }
  if (!isGraphqlRefusal(error)) return void 0;
  const [first] = error.errors ?? [];
  const { type = "", message } = first ?? { message: error.message };
  return { status: GRAPHQL_STATUS[type] ?? 200, message, text: error.message };
}
function isGraphqlRefusal(error) {
  return error instanceof Error && error.name === "GraphqlResponseError";
}

// src/github/commit-target.ts
var ROLLING_BRANCH = "openai-admin-export";
async function baseBranch(gitHub, environment) {
  const known = environment?.branch ?? environment?.defaultBranch;
  if (known) return known;
  const { owner, repo } = gitHub.repository;
  const purpose = { what: `look at the repository ${owner}/${repo}`, permission: "contents: read" };
  const { data } = await asking(purpose, () => gitHub.rest.repos.get(gitHub.repository));
  return data.default_branch;
}
async function commitTarget(gitHub, config) {
  const { commit, destination, environment } = config;
  if (!commit || destination.location.kind !== "folder") return void 0;
  const base = await baseBranch(gitHub, config.gitHub);
  const branch = commit.branch ?? (commit.mode === "push" ? base : ROLLING_BRANCH);
  if (commit.mode === "pull-request" && branch === base) {
    throw new ConfigurationError(
      "branch-not-usable",
      `The pull request's branch would be ${base}, the one that it is to be merged into: give another \`branch\`, or run the workflow on another one.`
    );
  }
  const message = commit.message ?? `data: OpenAI admin export to ${destination.identity}`;
  return {
    branch,
    base,
    takesBase: commit.mode === "pull-request",
    folder: destination.location.name,
    message,
    keepsBytes: true,
    // All jobs of a matrix have the same run.
    label: `${environment.runIdentity}-${randomUUID().slice(0, 8)}`
  };
}

// src/github/publicity.ts
async function isPublicRepository(environment, gitHub) {
  if (!environment || environment.isPublic !== void 0 || !gitHub) return environment?.isPublic;
  const purpose = {
    what: `look at the repository ${environment.owner}/${environment.repo}`,
    permission: "contents: read"
  };
  const { data } = await asking(purpose, () => gitHub.rest.repos.get(gitHub.repository));
  return (data.visibility ?? (data.private ? "private" : "public")) === "public";
}
function refusePublicPersonalData(showing, isPublic) {
  if (!isPublic || showing.privacy.mode !== "none" || showing.allowPublicPersonalData) return;
  const places = [
    ...showing.commit ? ["`commit`"] : [],
    ...["comment", "html"].filter((form) => showing.report[form]).map((form) => `\`report: ${form}\``),
    ...showing.report.accessReview ? ["`report: access-review`"] : []
  ];
  if (places.length === 0) return;
  throw new ConfigurationError(
    "public-repository",
    `The repository is public, and ${places.join(" and ")} would show the names, e-mail addresses and IP addresses of people to everybody. Make the repository private; or set \`privacy: pseudonymize\` (with a \`pseudonym-key\`) or \`privacy: redact\`; or, where everybody may know, \`allow-public-personal-data: true\` in \`config\`.`
  );
}
function mayName({ privacy }, isPublic) {
  return isPublic === false || privacy.mode !== "none" && privacy.columns.exclude.length === 0;
}

// src/github/pull-request.ts
async function findPullRequest(github, branch, base) {
  const found = await findOpen(github, branch, base);
  return found && { number: found.number, url: found.html_url };
}
async function keepPullRequest(github, wish, log, serverUrl) {
  const open2 = await findOpen(github, wish.branch, wish.base);
  const purpose = purposeOf(open2 ? `update pull request #${open2.number}` : "open the pull request", wish.branch);
  return asking(purpose, async () => {
    const mark2 = await headMark(github, wish.branch);
    const body = `${wish.body}

${mark2}
`;
    if (open2) {
      const isTold = open2.title === wish.title && open2.body?.trimEnd().endsWith(mark2);
      if (!isTold) await update(github, open2.number, { ...wish, body }, log);
      const isAsked = (open2.requested_reviewers?.length ?? 0) + (open2.requested_teams?.length ?? 0) > 0;
      if (!isTold && !isAsked) await askUnlessAnswered(github, open2.number, wish, log);
      return { number: open2.number, url: open2.html_url };
    }
    return openPullRequest(github, { ...wish, body }, log, serverUrl);
  });
}
async function findOpen({ rest, repository }, branch, base) {
  const head = `${repository.owner}:${branch}`;
  const { data } = await asking(
    purposeOf("look for the pull request", branch),
    () => rest.pulls.list({ ...repository, state: "open", head, base, per_page: 1 })
  );
  return data[0];
}
async function headMark({ rest, repository }, branch) {
  const { data } = await rest.git.getRef({ ...repository, ref: `heads/${branch}` });
  return `<!-- ${data.object.sha} -->`;
}
async function update(github, number2, wish, log) {
  const { rest, repository } = github;
  const { title, body } = wish;
  await rest.pulls.update({ ...repository, pull_number: number2, title, body });
  await label(github, number2, wish, log);
}
async function openPullRequest(github, wish, log, serverUrl) {
  const { rest, repository } = github;
  const { title, body, branch, base, draft } = wish;
  let opened;
  try {
    opened = (await rest.pulls.create({ ...repository, head: branch, base, title, body, draft })).data;
  } catch (error) {
    if (isForbiddenBySetting(error)) {
      const link2 = `${serverUrl}/${repository.owner}/${repository.repo}/compare/${encodeURI(base)}...${encodeURI(branch)}?expand=1`;
      log.warning(
        notice(
          `The data is committed to the branch ${branch}, but the pull request was not opened: GitHub Actions is not permitted to. Switch on "Allow GitHub Actions to create and approve pull requests" (settings of the repository or organisation, Actions, General, Workflow permissions), or open it by hand: ${link2}`,
          "pull-requests-not-allowed"
        )
      );
      return void 0;
    }
    const served = isThere(error) ? await findOpen(github, branch, base) : void 0;
    if (!served) throw error;
    opened = served;
  }
  await label(github, opened.number, wish, log);
  await askReviewers(github, opened.number, wish, log);
  return { number: opened.number, url: opened.html_url };
}
async function label({ rest, repository }, number2, { labels }, log) {
  if (labels.length === 0) return;
  try {
    await rest.issues.addLabels({ ...repository, issue_number: number2, labels });
  } catch (error) {
    warn(error, `label pull request #${number2}`, "pull-requests: write", log);
  }
}
async function askUnlessAnswered(github, number2, wish, log) {
  if (wish.reviewers.length + wish.teamReviewers.length === 0) return;
  const { rest, repository } = github;
  const { data } = await rest.pulls.listReviews({ ...repository, pull_number: number2, per_page: 1 });
  if (data.length === 0) await askReviewers(github, number2, wish, log);
}
async function askReviewers({ rest, repository }, number2, { reviewers, teamReviewers }, log) {
  if (reviewers.length + teamReviewers.length === 0) return;
  try {
    const asked = { reviewers, team_reviewers: teamReviewers };
    await rest.pulls.requestReviewers({ ...repository, pull_number: number2, ...asked });
  } catch (error) {
    warn(
      error,
      `ask ${[...reviewers, ...teamReviewers].join(", ")} for a review of #${number2}`,
      "pull-requests: write",
      log
    );
  }
}
function warn(error, what, permission, log) {
  if (!(error instanceof RequestError)) throw error;
  const explained2 = explainGitHub(error, { what, permission });
  log.warning(explained2 instanceof StorageError ? notice(explained2.message, explained2.topic) : String(explained2));
}
function purposeOf(what, branch) {
  return { what: `${what} of the branch ${branch}`, permission: "pull-requests: write" };
}
function isThere(error) {
  return error instanceof RequestError && error.status === 422 && /already exists/i.test(messages(error));
}
function isForbiddenBySetting(error) {
  return error instanceof RequestError && error.status === 403 && /not permitted to create/i.test(error.message);
}
function messages(error) {
  return `${error.message} ${JSON.stringify(error.response?.data ?? "")}`;
}

// src/github/branch-name.ts
async function refuseTakenName(github, name2) {
  const taken = await branchAbove(github, name2) ?? await branchBelow(github, name2);
  if (taken === void 0) return;
  throw new StorageError(
    "branch-not-usable",
    `The branch ${name2} cannot be made, because there is a branch ${taken}: Git keeps one or the other, not both. Delete or rename ${taken}, or give another \`branch\`.`
  );
}
async function branchAbove({ rest, repository }, name2) {
  const steps = name2.split("/");
  for (let length = 1; length < steps.length; length += 1) {
    const above = steps.slice(0, length).join("/");
    try {
      await rest.git.getRef({ ...repository, ref: `heads/${above}` });
      return above;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return void 0;
}
async function branchBelow({ rest, repository }, name2) {
  const { data } = await rest.git.listMatchingRefs({ ...repository, ref: `heads/${name2}/` });
  return data[0]?.ref.replace(/^refs\/heads\//, "");
}

// src/github/trees.ts
var EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
function treeReader({ rest, repository }) {
  const known = /* @__PURE__ */ new Map();
  const read = async (tree_sha) => {
    const { data } = await rest.git.getTree({ ...repository, tree_sha });
    return new Map(data.tree.map((entry) => [entry.path, entryOf(entry)]));
  };
  return (sha) => {
    if (sha === EMPTY_TREE) return Promise.resolve(/* @__PURE__ */ new Map());
    const entries = known.get(sha) ?? read(sha);
    known.set(sha, entries);
    return entries;
  };
}
async function findFolder(readTree, root, folder) {
  let sha = root;
  for (const step2 of folder.split("/").filter((name2) => name2 !== "")) {
    const entry = (await readTree(sha)).get(step2);
    if (entry === void 0) return void 0;
    if (entry.mode !== "040000") {
      throw new StorageError(
        "path-refused",
        `${folder} is no folder on the branch, but a file or a link: remove it, or choose another.`
      );
    }
    sha = entry.sha;
  }
  return sha;
}
async function listFiles(github, sha, readTree) {
  const { rest, repository } = github;
  if (sha === EMPTY_TREE) return /* @__PURE__ */ new Map();
  const { data } = await rest.git.getTree({ ...repository, tree_sha: sha, recursive: "true" });
  if (!data.truncated) {
    return new Map(data.tree.flatMap((entry) => entry.type === "tree" ? [] : [[entry.path, entryOf(entry)]]));
  }
  const files = /* @__PURE__ */ new Map();
  for (const [name2, entry] of await readTree(sha)) {
    if (entry.mode !== "040000") files.set(name2, entry);
    else for (const [path6, file] of await listFiles(github, entry.sha, readTree)) files.set(`${name2}/${path6}`, file);
  }
  return files;
}
function entryOf(entry) {
  return { sha: entry.sha, mode: entry.mode, ...entry.size === void 0 ? {} : { size: entry.size } };
}

// src/github/merge-trees.ts
async function mergeTrees(readTree, roots, fileByFile) {
  const merge = { changes: [], conflicts: [] };
  await mergeFolder(roots, "");
  return merge;
  async function mergeFolder(trees, folder) {
    const [ancestor, theirs, ours] = await Promise.all([
      readTree(trees.ancestor),
      readTree(trees.theirs),
      readTree(trees.ours)
    ]);
    for (const name2 of /* @__PURE__ */ new Set([...theirs.keys(), ...ours.keys()])) {
      const [before, their, our] = [ancestor.get(name2), theirs.get(name2), ours.get(name2)];
      const path6 = `${folder}${name2}`;
      if (isSame(their, our) || isSame(their, before)) continue;
      const isWhole = isSame(our, before) && their !== void 0 && !overlaps(path6, fileByFile);
      const foldersOnly = [their, our].every((entry) => entry === void 0 || isFolder(entry));
      if (isWhole || isSame(our, before) && !foldersOnly) {
        merge.changes.push({
          path: path6,
          mode: (their ?? our)?.mode,
          sha: their?.sha ?? null,
          isNew: our === void 0
        });
      } else if (foldersOnly) {
        const inside = { ancestor: treeOf(before), theirs: treeOf(their), ours: treeOf(our) };
        await mergeFolder(inside, `${path6}/`);
      } else {
        merge.conflicts.push(path6);
      }
    }
  }
}
async function differsOutside(readTree, one, other, folder) {
  const [first = "", ...rest] = folder.split("/");
  const [ours, theirs] = await Promise.all([readTree(one), readTree(other)]);
  for (const name2 of /* @__PURE__ */ new Set([...ours.keys(), ...theirs.keys()])) {
    const [our, their] = [ours.get(name2), theirs.get(name2)];
    if (isSame(our, their)) continue;
    if (name2 !== first || [our, their].some((entry) => entry && !isFolder(entry))) return true;
    if (rest.length > 0 && await differsOutside(readTree, treeOf(our), treeOf(their), rest.join("/"))) return true;
  }
  return false;
}
function overlaps(left, right) {
  return `${left}/`.startsWith(`${right}/`) || `${right}/`.startsWith(`${left}/`);
}
function isSame(left, right) {
  return left?.sha === right?.sha && left?.mode === right?.mode;
}
function isFolder(entry) {
  return entry.mode === "040000";
}
function treeOf(entry) {
  return entry && isFolder(entry) ? entry.sha : EMPTY_TREE;
}

// src/github/squashed.ts
var MOST_COMMITS = 60;
async function wasMerged({ rest, repository }, readTree, head, other, paths) {
  const { data } = await rest.repos.listCommits({ ...repository, sha: head, per_page: MOST_COMMITS });
  for (const { commit } of data) {
    if (await holdsTheSame(readTree, commit.tree.sha, other, paths)) return true;
  }
  return false;
}
async function holdsTheSame(readTree, own, other, paths) {
  for (const path6 of paths) {
    if (await blobAt(readTree, own, path6) !== await blobAt(readTree, other, path6)) return false;
  }
  return true;
}
async function blobAt(readTree, root, path6) {
  const at = path6.lastIndexOf("/");
  const folder = await findFolder(readTree, root, path6.slice(0, Math.max(at, 0)));
  return folder === void 0 ? void 0 : (await readTree(folder)).get(path6.slice(at + 1))?.sha;
}

// src/github/branch.ts
async function readHead({ rest, repository }, name2) {
  let sha;
  try {
    const { data: data2 } = await rest.git.getRef({ ...repository, ref: `heads/${name2}` });
    sha = data2.object.sha;
  } catch (error) {
    if (isMissing(error)) return void 0;
    throw error;
  }
  const { data } = await rest.git.getCommit({ ...repository, commit_sha: sha });
  return { sha, tree: data.tree.sha };
}
function readingPurpose({ repository }, name2) {
  return { what: `read the branch ${name2} of ${repository.owner}/${repository.repo}`, permission: "contents: read" };
}
async function readBranch(github, place) {
  const { branch: name2, base, takesBase, folder } = place;
  return asking(readingPurpose(github, name2), async () => {
    const readTree = treeReader(github);
    const head = await readHead(github, name2);
    if (head === void 0) await refuseTakenName(github, name2);
    const baseHead = head && !takesBase ? void 0 : await readHead(github, base);
    if (head === void 0 || baseHead === void 0) {
      const { sha, tree } = head ?? baseHead ?? await refuseMissing(github, base);
      const files = await filesIn(github, readTree, tree, folder);
      return { name: name2, ...head && { head }, tree, parents: [sha], taken: [], conflicts: [], files };
    }
    return takeInBase(github, readTree, name2, head, baseHead, folder);
  });
}
async function refuseMissing({ rest, repository }, name2) {
  await rest.repos.get(repository);
  throw new StorageError(
    "branch-not-usable",
    `The branch ${name2} of ${repository.owner}/${repository.repo} does not exist: create it, or run the workflow on a branch that does.`
  );
}
async function takeInBase(github, readTree, name2, head, base, folder) {
  const own = {
    ...{ name: name2, head, tree: head.tree },
    ...{ parents: [head.sha], taken: [], conflicts: [] }
  };
  const { rest, repository } = github;
  const basehead = `${base.sha}...${head.sha}`;
  const { data } = await rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
  if (data.status === "ahead" || data.status === "identical") {
    return { ...own, files: await filesIn(github, readTree, head.tree, folder) };
  }
  if (data.status === "behind") {
    return { ...own, tree: base.tree, parents: [base.sha], files: await filesIn(github, readTree, base.tree, folder) };
  }
  const trees = { ancestor: data.merge_base_commit.commit.tree.sha, theirs: base.tree, ours: head.tree };
  const isMadeAnew = (path6) => path6.startsWith(`${folder}/${FOLDERS.findings}/`);
  const { changes, ...merge } = await mergeTrees(readTree, trees, folder);
  const inData = merge.conflicts.filter((path6) => path6.startsWith(`${folder}/`) && !isMadeAnew(path6));
  const isOwn = inData.length > 0 && await wasMerged(github, readTree, head.sha, base.tree, inData);
  const conflicts = merge.conflicts.filter((path6) => !(isOwn && inData.includes(path6)) && !isMadeAnew(path6));
  const files = await filesIn(github, readTree, head.tree, folder);
  if (conflicts.length > 0) return { ...own, conflicts, files };
  for (const { path: path6, sha, mode } of changes) {
    if (!path6.startsWith(`${folder}/`)) continue;
    const below = path6.slice(folder.length + 1);
    if (sha === null) files.delete(below);
    else files.set(below, { sha, mode });
  }
  const both = { ...own, parents: [head.sha, base.sha], taken: changes, files };
  return await onTreeOfBase(readTree, both, trees, folder) ?? both;
}
async function onTreeOfBase(readTree, both, { ancestor, theirs, ours }, folder) {
  const data = await findFolder(readTree, ours, folder);
  if (data === void 0 || await differsOutside(readTree, ancestor, ours, folder)) return void 0;
  const isThere2 = data === await findFolder(readTree, theirs, folder);
  const inside = both.taken.filter(({ path: path6 }) => path6.startsWith(`${folder}/`));
  return { ...both, tree: theirs, ...!isThere2 && { data }, taken: inside };
}
async function filesIn(github, readTree, root, folder) {
  const sha = await findFolder(readTree, root, folder);
  return sha === void 0 ? /* @__PURE__ */ new Map() : listFiles(github, sha, readTree);
}

// src/github/review-state.ts
async function compareWithBase(github, work) {
  const { base, folder } = work.target;
  const state = await readBranch(github, { branch: base, base, takesBase: false, folder });
  const written2 = work.destination.written();
  const ids = new Map([...work.state.files].map(([path6, { sha }]) => [path6, sha]));
  for (const [path6, own] of written2) {
    if (own) ids.set(path6, own.sha);
    else ids.delete(path6);
  }
  const isNew = (path6) => ids.has(path6) && ids.get(path6) !== state.files.get(path6)?.sha;
  const isGone2 = [...state.files.keys()].some((path6) => !ids.has(path6));
  return { base: state, differs: isGone2 || [...ids.keys()].some(isNew), isNew };
}

// src/github/sticky-comment.ts
function commentMarker(destination) {
  return `<!-- openai-admin-export:${destination.replace(/[^\w./:-]/g, "_").replaceAll("--", "__")} -->`;
}
async function keepComment(github, number2, marker, body) {
  const { rest, repository, paginate } = github;
  const purpose = { what: `comment on pull request #${number2}`, permission: "pull-requests: write" };
  await asking(purpose, async () => {
    const issue = { ...repository, issue_number: number2 };
    const comments = await paginate(rest.issues.listComments, { ...issue, per_page: 100 });
    const marked = comments.filter((comment) => comment.body?.startsWith(marker));
    const own = await findOwn(github, marked);
    const text2 = `${marker}
${body}`;
    if (own?.body === text2) return;
    if (own) await rest.issues.updateComment({ ...repository, comment_id: own.id, body: text2 });
    else await rest.issues.createComment({ ...issue, body: text2 });
  });
}
async function findOwn({ rest }, marked) {
  const byBot = marked.find(({ user }) => user?.type === "Bot");
  if (byBot || marked.length === 0) return byBot;
  try {
    const { data } = await rest.users.getAuthenticated();
    return marked.find(({ user }) => user?.login === data.login);
  } catch (error) {
    if (error instanceof RequestError && [401, 403, 404].includes(error.status)) return void 0;
    throw error;
  }
}

// src/reporting/finding-annotations.ts
var MOST_ANNOTATIONS = 6;
function newFindings(results) {
  const found = results.flatMap(
    ({ check, findings }) => findings.flatMap(
      (finding) => finding.status === "new" ? [{ finding, title: check.title, remedy: check.remedy }] : []
    )
  );
  const rank = ({ finding }) => SEVERITIES.indexOf(finding.severity);
  return found.sort((a, b) => rank(a) - rank(b));
}
function annotateFindings(results, mayName2, log) {
  const found = newFindings(results);
  for (const { finding, title, remedy: remedy3 } of found.slice(0, MOST_ANNOTATIONS)) {
    log.warning(`New finding (${finding.severity}): ${mayName2 ? finding.text : title}. ${remedy3}`);
  }
  const rest = found.length - MOST_ANNOTATIONS;
  if (rest > 0) log.warning(`${countOf(rest, "more new finding")}: see the report.`);
}

// src/reporting/markdown/changes.ts
var KIND_HEADINGS = [
  ["access", "Access changes"],
  ["keys", "Key changes"],
  ["settings", "Settings changes"],
  ["other", "Other changes"]
];
var SIGNS = { added: "\u2795 added", removed: "\u2796 removed", changed: "\u270F\uFE0F changed" };
function changeSections(model, names) {
  return KIND_HEADINGS.flatMap(([kind, heading2], index) => {
    const total = changesOf(model, kind);
    if (total === 0) return [];
    return [
      names && kind !== "other" ? listSection(model, kind, heading2, 3 + index / 10) : countSection(model, kind, heading2)
    ];
  });
}
function listSection(model, kind, heading2, rank) {
  const total = changesOf(model, kind);
  const changes = model.changes.filter((change) => change.kind === kind);
  return {
    name: heading2.toLowerCase(),
    head: [
      `### ${heading2} (${count(total)})`,
      "",
      "| Day | Change | What | Detail | Project |",
      "| --- | --- | --- | --- | --- |"
    ],
    items: changes.map(changeRow),
    alreadyLeftOut: Math.max(0, total - changes.length),
    more: (left) => `and ${count(left)} more: see ${changesLink(model)}.`,
    rank
  };
}
function changeRow({ day, change, subject, detail, project }) {
  const cells = [day, SIGNS[change], escapeMarkdown(subject), escapeMarkdown(detail), escapeMarkdown(project ?? "")];
  return `| ${cells.join(" | ")} |`;
}
function countSection(model, kind, heading2) {
  const rows = model.changeCount.filter((entry) => entry.kind === kind).map(
    ({ resource, added, removed, changed }) => `| ${escapeMarkdown(resource)} | ${count(added)} | ${count(removed)} | ${count(changed)} |`
  );
  return {
    name: heading2.toLowerCase(),
    head: [
      `<details><summary>${heading2}: ${count(changesOf(model, kind))}</summary>`,
      "",
      "| Resource | Added | Removed | Changed |",
      "| --- | ---: | ---: | ---: |"
    ],
    items: rows,
    more: (left) => `and ${count(left)} more resources: see ${changesLink(model)}.`,
    tail: ["", "</details>"],
    rank: 8
  };
}
function changesLink(model) {
  const { text: text2, url } = placeOf(model, FOLDERS.changes);
  return link(code(`${text2}/\u2026`), url);
}

// src/reporting/markdown/bars.ts
var BAR_WIDTH = 10;
var LEVELS = ["\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588"];
function bar(share) {
  if (!(share > 0)) return "\u2591".repeat(BAR_WIDTH);
  const filled2 = Math.min(BAR_WIDTH, Math.max(1, Math.round(share * BAR_WIDTH)));
  return "\u2588".repeat(filled2) + "\u2591".repeat(BAR_WIDTH - filled2);
}
function sparkline(amounts) {
  const most = Math.max(...amounts, 0);
  return amounts.map((amount2) => LEVELS[most > 0 ? Math.min(7, Math.max(0, Math.ceil(amount2 / most * 8) - 1)) : 0]).join("");
}

// src/reporting/markdown/xychart.ts
var MOST_POINTS = 366;
var LONGEST_TEXT = 120;
var LOOK = '%%{init: {"xyChart": {"width": 900, "height": 300}, "themeVariables": {"xyChart": {"plotColorPalette": "#3b82f6"}}}}%%';
var LARGEST_VALUE = 1e15;
function barChart({ title, unit, points, decimals }) {
  const shown = points.slice(-MOST_POINTS);
  const values = shown.map(({ value }) => value);
  const isDrawable = values.every((value) => Math.abs(value) < LARGEST_VALUE);
  const labels = new Set(shown.map(({ label: label4 }) => label4));
  if (shown.length === 0 || !isDrawable || labels.size < shown.length) return [];
  const number2 = (value) => value.toFixed(decimals);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [
    "```mermaid",
    LOOK,
    "xychart-beta",
    `  title ${quoted(title)}`,
    `  x-axis [${shown.map(({ label: label4 }) => quoted(label4)).join(", ")}]`,
    `  y-axis ${quoted(unit)} ${number2(least)} --> ${number2(Number(number2(most)) > Number(number2(least)) ? most : least + 1)}`,
    `  bar [${values.map(number2).join(", ")}]`,
    "```"
  ];
}
function quoted(text2) {
  const clean = [...visible(text2)].slice(0, LONGEST_TEXT).join("").replaceAll('"', "\u201D").replaceAll("`", "\u2019").replaceAll("%{", "% {").replaceAll("\\", "/");
  return `"${clean.trim() || " "}"`;
}

// src/reporting/markdown/charts.ts
function chartSections({ figures }) {
  if (!figures) return [];
  const { spend, events, isSpendHidden } = figures;
  return [
    ...spend ? [...spendSection(spend), projectSection(spend)] : [],
    ...isSpendHidden ? [HIDDEN] : [],
    ...events ? eventsSection(events) : []
  ];
}
var HIDDEN = {
  name: "spend",
  head: [
    "<sub>Spend and the names of projects are not shown: only the summary of a private or internal repository shows them.</sub>"
  ],
  rank: 1
};
function timelineSection(timeline) {
  const { title, by, unit, points } = timeline;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const total = points.reduce((sum2, { amount: amount2 }) => sum2 + amount2, 0);
  const most = points.reduce((top, each2) => each2.amount > top.amount ? each2 : top);
  const span = `${first.period} to ${last.period}`;
  const name2 = `${title} by ${by}`;
  return [
    {
      name: name2.toLowerCase(),
      head: [
        `### ${name2}`,
        "",
        timeline.lead(total, span),
        "",
        ...barChart({
          title: `${timeline.chartTitle}, ${span}`,
          unit,
          points: points.map(({ period, amount: amount2 }) => ({ label: labelOf(period), value: amount2 })),
          decimals: timeline.decimals
        }),
        "",
        `${sparkline(points.map(({ amount: amount2 }) => amount2))} most: ${timeline.words(most.amount)} on ${most.period}${leftOut(points)}`,
        "",
        `<details><summary>${name2} as a table</summary>`,
        "",
        `| ${by === "day" ? "Day" : "Month"} | ${capital(unit)} | |`,
        "| --- | ---: | --- |"
      ],
      items: points.map(
        ({ period, amount: amount2 }) => `| ${period} | ${timeline.cell(amount2)} | ${bar(most.amount > 0 ? amount2 / most.amount : 0)} |`
      ),
      more: (left) => `and ${countOf(left, `more ${by}`)}: see ${timeline.source}.`,
      tail: ["", "</details>"],
      rank: timeline.rank
    }
  ];
}
function spendSection({ currency, days, isFiltered, isNarrowed }) {
  const unit = currencyCode(currency);
  const filtered = isFiltered ? " Only the projects that are exported." : "";
  const limits = isNarrowed ? " Only what the filters of the export keep." : filtered;
  return timelineSection({
    title: "Spend",
    chartTitle: `API costs by day (${unit})`,
    ...{ by: "day", unit, points: days, decimals: 2, source: "the costs", rank: 1 },
    words: (amount2) => money(amount2, unit),
    cell: plainAmount,
    lead: (total, span) => `**${money(total, unit)}** from ${span}, settled days alone, by OpenAI\u2019s cost endpoint; it is not the invoice.${limits}`
  });
}
function projectSection({ currency, days, projects: projects2 }) {
  const most = Math.max(...projects2.map(({ amount: amount2 }) => amount2), 0);
  const total = projects2.reduce((sum2, { amount: amount2 }) => sum2 + amount2, 0);
  const row = ({ name: name2, amount: amount2 }) => `| ${escapeMarkdown(name2, 80)} | ${plainAmount(amount2)} | ${total > 0 ? percent(amount2 / total) : ""} | ${bar(most > 0 ? amount2 / most : 0)} |`;
  return {
    name: "spend by project",
    head: [
      `**Spend by project**, ${days[0]?.period} to ${days.at(-1)?.period}`,
      "",
      `| Project | ${currencyCode(currency)} | Share | |`,
      "| --- | ---: | ---: | --- |"
    ],
    items: days.length > 0 && projects2.length > 1 ? projects2.map(row) : [],
    more: (left) => `and ${countOf(left, "more project")}: see the costs.`,
    rank: 1.1
  };
}
function eventsSection({ unit: by, periods: periods2, isFiltered }) {
  return timelineSection({
    title: "Audit events",
    chartTitle: `Audit events by ${by}`,
    ...{ by, unit: "events", decimals: 0, source: "the manifest", rank: 1.2 },
    points: periods2.map(({ period, events }) => ({ period, amount: events })),
    words: count,
    cell: count,
    lead: (total, span) => `**${countOf(total, "event")}** from ${span}, settled ${by}s alone.${isFiltered ? " Only the types that are exported." : ""}`
  });
}
function leftOut(shown) {
  const [first = "", last = ""] = [shown[0]?.period, shown.at(-1)?.period];
  const days = first.length === 10 ? daysBetween(first, last) + 1 - shown.length : 0;
  return days > 0 ? `; ${countOf(days, "day")} in between that ${days === 1 ? "was" : "were"} not read ${days === 1 ? "is" : "are"} left out` : "";
}
function labelOf(period) {
  return period.length === 10 ? String(Number(period.slice(8))) : period;
}
function currencyCode(currency) {
  return /^[A-Z]{3}$/.test(currency) ? currency : "amount";
}

// src/reporting/markdown/linked-prose.ts
var OWN_ADDRESS = /(https:\/\/(?:platform|status|help)\.openai\.com(?:\/[\w/-]*[\w/])?|(?:https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+\/)?docs\/(?:troubleshooting\.md#[a-z-]*[a-z]|destinations\/[a-z\d-]+\.md))(?=[.,;:)]*(?:\s|$))/;
var OWN_PAGE = /^docs\/(?:troubleshooting\.md#|destinations\/)(.*?)(?:\.md)?$/;
function linkedProse(message, longest2, files) {
  let left = longest2;
  return withoutExample(rendered(message)).split(OWN_ADDRESS).map((part, index) => {
    if (index % 2 === 1) return left >= 0 || OWN_PAGE.test(part) ? address(part, files, left < 0) : "";
    if (left <= 0 || part === "") return "";
    const room = left;
    left -= part.length;
    return between(part, room, index);
  }).join("");
}
function isExample(line) {
  return /^ {4}/.test(line);
}
function withoutExample(text2) {
  return text2.includes("\n    ") ? text2.split("\n").filter((line) => line !== "" && !isExample(line)).join(" ") : text2;
}
function address(part, files, isCut) {
  const [, name2] = OWN_PAGE.exec(part) ?? [];
  const shown = name2 !== void 0 && files !== void 0 ? link(name2, `${files}/${part}`) : part;
  return isCut ? ` See ${shown}` : shown;
}
function between(text2, longest2, index) {
  const start = index > 0 ? /^\s+/.exec(text2)?.[0] ?? "" : "";
  const end = text2.length > longest2 ? "" : /\s+$/.exec(text2)?.[0] ?? "";
  if (text2.trim() === "") return " ";
  return `${start && " "}${prose(text2, longest2)}${end && " "}`;
}

// src/reporting/markdown/coverage.ts
function revokeSection(model, names) {
  const revokes = model.revokesOutstanding ?? [];
  return {
    name: "revokes outstanding",
    head: [
      `### Revokes outstanding (${count(revokes.length)})`,
      "",
      "Decided in an access review, and still there.",
      ""
    ],
    items: names ? revokes.map(({ subject, review, reviewer, day }) => {
      const by = [
        ...reviewer ? [`by ${escapeMarkdown(reviewer)}`] : [],
        ...day ? [`on ${escapeMarkdown(day)}`] : []
      ];
      return `- ${escapeMarkdown(subject)}: decided in ${escapeMarkdown(review)}${by.length > 0 ? ` ${by.join(" ")}` : ""}`;
    }) : [],
    ...names ? {} : { alreadyLeftOut: revokes.length },
    more: (left) => `- ${names ? `and ${count(left)} more` : countOf(left, "decision")}: see ${fileLink(model, FOLDERS.reviews, `${FOLDERS.reviews}/\u2026`)}.`,
    rank: 2.5
  };
}
function problemSection(model, isBeyondRun) {
  const { stoppedBy, toolFiles } = isBeyondRun ? { ...model.run, stoppedBy: void 0 } : model.run;
  const problems = isBeyondRun ? model.readBack : problemsOf(model);
  const gaps = coverageTroubles(model.coverage).filter(
    ({ status }) => isBeyondRun ? status === "other run" : status !== "failed"
  );
  const items = [
    ...stoppedBy ? [`- The run ended early: ${linkedProse(stoppedBy, 600, toolFiles)}`] : [],
    ...problems.map(
      ({ resource, notice: notice2 }) => `- **${escapeMarkdown(resource)}**: ${linkedProse(notice2, 600, toolFiles)}`
    ),
    ...gaps.map(
      (coverage2) => `- **${escapeMarkdown(coverage2.resource)}**: ${escapeMarkdown(coverageWords(coverage2), 600)}`
    )
  ];
  if (items.length === 0 && !isBeyondRun && !isReadToEnd(model)) items.push("- The run did not complete: see its log.");
  return {
    name: "what could not be read",
    head: ["### Not read completely", ""],
    items,
    more: (left) => `- and ${count(left)} more: see the log of the run.`,
    rank: 2.8
  };
}
function aboutSection(model) {
  const { total, destination } = model.run;
  return {
    name: "where the rest is",
    head: [
      "---",
      "",
      `<sub>${countOf(total.records, "row")} read, ${countOf(total.files, "file")} written (${size(total.bytes)}) to ${code(destination)}. ${model.checks.ran ? `Every finding with its evidence: ${fileLink(model, FINDINGS.lines)}. ` : ""}Every change: ${fileLink(model, FOLDERS.changes, `${FOLDERS.changes}/\u2026`)}. What was read of which day: ${fileLink(model, FOLDERS.manifests, `${FOLDERS.manifests}/\u2026`)}. OpenAI Admin Export, ${escapeMarkdown(model.now)}.</sub>`
    ],
    rank: 1
  };
}
function fileLink(model, path6, shown = path6) {
  return link(code(shown), placeOf(model, path6).url);
}

// src/reporting/markdown/findings.ts
var SEVERITY_WORDS = { high: "\u{1F534} High", medium: "\u{1F7E0} Medium", low: "\u{1F535} Low" };
var MOST_FACTS = 8;
var LONGEST_FACT = 160;
var LONGEST_TITLES = 3e3;
function findingSections(model, names) {
  if (!model.checks.ran) {
    const head = ["### Findings", "", `Checks did not run: ${escapeMarkdown(model.checks.why)}`];
    return [{ name: "checks", head, rank: 1 }];
  }
  const groups = findingGroups(model);
  const fresh = groups.filter(({ status }) => status === "new");
  const { passed } = findingCounts(model);
  const none = firstBaseline(model) ? "None: what the first checks find is the baseline, below." : "None.";
  return [
    {
      name: "findings",
      head: [
        "### New findings",
        "",
        fresh.length > 0 ? `Evidence for each is in ${fileLink2(model)}.` : `${none} ${countOf(passed, "check")} passed.`
      ],
      rank: 1
    },
    ...fresh.map((group, index) => newSection(model, group, index, names)),
    earlierSection(model, groups, names),
    notCheckedSection(model)
  ];
}
function newSection(model, group, index, names) {
  const { check, severity, findings } = group;
  return {
    name: `findings \u201C${escapeMarkdown(check.title)}\u201D`,
    head: [
      `#### ${SEVERITY_WORDS[severity]}: ${escapeMarkdown(check.title)} (${count(findings.length)})`,
      "",
      `${prose(check.meaning, 600)} ${prose(check.why, 600)}`,
      "",
      `**What to do:** ${prose(check.remedy, 800)}`,
      ""
    ],
    items: names ? findings.map(findingItem) : [],
    ...names ? {} : { alreadyLeftOut: findings.length },
    more: (left) => `- ${names ? `and ${count(left)} more` : countOf(left, "finding")}: see ${fileLink2(model)}.`,
    tail: ["", `<sub>Evidence for ${check.controls.map((control) => escapeMarkdown(control)).join(" \xB7 ")}</sub>`],
    rank: 2 + index / 1e3
  };
}
function findingItem(finding) {
  const facts3 = Object.entries(finding.evidence);
  const shown = facts3.slice(0, MOST_FACTS).map(([name2, value]) => `${escapeMarkdown(name2)}: ${escapeMarkdown(value, LONGEST_FACT)}`);
  const left = facts3.length - shown.length;
  const evidence = `${shown.join(" \xB7 ")}${left > 0 ? ` \xB7 and ${countOf(left, "fact")} more` : ""}`;
  return `- ${escapeMarkdown(finding.text, 500)}${evidence ? `<br><sub>${evidence}</sub>` : ""}`;
}
function earlierSection(model, groups, names) {
  const earlier2 = groups.filter(({ status }) => status !== "new");
  const counts = findingCounts(model);
  const isFirst = firstBaseline(model) !== void 0;
  const summary = `Earlier findings: ${count(counts.standing)} standing, ${count(counts.excepted)} excepted, ${count(counts.resolved)} resolved`;
  return {
    name: "standing findings",
    head: [
      isFirst ? `### Baseline (${count(counts.standing)})` : `<details><summary>${summary}</summary>`,
      "",
      "| Status | Severity | Check | Number | Since | Example |",
      "| --- | --- | --- | ---: | --- | --- |"
    ],
    items: earlier2.map((group) => earlierRow(group, names)),
    more: (left) => `and ${count(left)} more kinds: see ${fileLink2(model)}.`,
    tail: ["", `Each with its evidence: ${fileLink2(model)}.`, ...isFirst ? [] : ["", "</details>"]],
    rank: isFirst ? 2 : 7
  };
}
function earlierRow({ check, status, severity, findings }, names) {
  const oldest = findings.map(({ since }) => since).sort()[0] ?? "";
  const [first] = findings;
  const exception = first?.exception ? ` (until ${escapeMarkdown(first.exception.expires)}: ${escapeMarkdown(first.exception.reason, 120)})` : "";
  const example = names && first ? `${escapeMarkdown(first.text, 160)}${exception}` : "";
  return `| ${status} | ${SEVERITY_WORDS[severity]} | ${escapeMarkdown(check.title)} | ${count(findings.length)} | ${oldest} | ${example} |`;
}
function notCheckedSection(model) {
  const reasons = notCheckedByReason(model);
  const skipped = reasons.reduce((sum2, { titles }) => sum2 + titles.length, 0);
  return {
    name: "what was not checked",
    head: [`<details><summary>Not checked: ${countOf(skipped, "check")}</summary>`, ""],
    items: reasons.map(
      ({ why: why2, titles }) => `- ${prose(why2, 600)}<br><sub>${escapeMarkdown(titles.join(" \xB7 "), LONGEST_TITLES)}</sub>`
    ),
    more: (left) => `- and ${countOf(left, "more reason")}: see ${fileLink2(model)}.`,
    tail: ["", "</details>"],
    rank: 5
  };
}
function fileLink2(model) {
  const { text: text2, url } = placeOf(model, FINDINGS.lines);
  return link(code(text2), url);
}

// src/reporting/markdown/headline.ts
var MARKS = { review: "\u{1F50E}", incomplete: "\u26A0\uFE0F", clear: "\u2705" };
function headlineSection(model, inPullRequest) {
  const verdict = verdictOf(model);
  const [first, ...rest] = verdictSentences(verdict);
  const cells = headlineCells(model);
  return {
    name: "headline numbers",
    head: [
      `**${MARKS[verdict.state]} ${first}**${rest.map((sentence2) => `${verdict.state === "review" ? " \u26A0\uFE0F" : ""} ${sentence2}`).join("")}`,
      "",
      `To ${model.day}, compared with ${escapeMarkdown(model.comparedWith)}.${linksOf(model, inPullRequest)}`,
      "",
      `| ${cells.map(([name2]) => name2).join(" | ")} |`,
      `|${" ---: |".repeat(cells.length)}`,
      `| ${cells.map(([, value]) => value).join(" | ")} |`
    ],
    rank: 0
  };
}
function headlineCells(model) {
  const counts = findingCounts(model);
  const { spend } = model;
  const { high } = counts.newBySeverity;
  return [
    ["New findings", model.checks.ran ? `${count(counts.new)}${high > 0 ? ` (${count(high)} high)` : ""}` : "not run"],
    ["Standing", model.checks.ran ? count(counts.standing) : "not run"],
    ["Access changes", count(changesOf(model, "access"))],
    ["Key changes", count(changesOf(model, "keys"))],
    ["Settings changes", count(changesOf(model, "settings"))],
    ...spend ? spendCells(spend) : []
  ];
}
function spendCells(spend) {
  const { monthToDate, lastMonthToDate, currency, isEarlierMonth } = spend;
  const { toDate, sameDays } = monthWords(spend);
  const change = changeAgainst(spend, monthToDate, lastMonthToDate);
  const before = change || (isEarly(spend) ? `${sameDays}: ${money(lastMonthToDate, currency)}` : "");
  return [
    [`API costs, ${toDate}`, `${money(monthToDate, currency)}${before && ` (${before})`}`],
    [`Forecast, ${isEarlierMonth ? toDate : "month"}`, money(spend.forecast, currency)]
  ];
}
function linksOf({ links }, inPullRequest) {
  const shown = [
    ...links.pullRequest && !inPullRequest ? [link("Pull request", links.pullRequest)] : [],
    ...links.data ? [link("Data", links.data)] : [],
    ...links.run ? [link("Workflow run", links.run)] : []
  ].filter((text2) => text2.startsWith("["));
  return shown.length > 0 ? ` ${shown.join(" \xB7 ")}` : "";
}

// src/reporting/words/discarded.ts
var MOST_FIELDS = 20;
var LONGEST_NAME = 101;
function discardedText({ discarded }) {
  if (discarded === void 0) return void 0;
  const { mode, rows, fields } = discarded;
  const names = [...fields].sort(([one], [other]) => byCodeUnits(one, other)).map(([name2, values]) => `${shorten(name2, LONGEST_NAME)} (${countOf(values, "value")})`);
  const more = names.length > MOST_FIELDS ? ` and ${count(names.length - MOST_FIELDS)} more` : "";
  const list2 = names.slice(0, MOST_FIELDS).join(", ") + more;
  return mode === "discard-columns" ? `fields left out of ${countOf(rows, "row")} by on-schema-change: ${list2}` : `${countOf(rows, "row")} left out by on-schema-change, for these fields: ${list2}. What was stored of them stays`;
}

// src/reporting/markdown/limits.ts
var MOST_TYPES = 100;
var LONGEST_TYPE = 100;
function limitSections(facts3) {
  return [gapSection(facts3), knowSection(facts3)];
}
function gapSection({ outcomes, figures }) {
  const items = outcomes.flatMap(({ resource, status }) => {
    const gaps = figures?.coverage.get(resource)?.gaps ?? [];
    if (gaps.length === 0) return [];
    const why2 = status === "ok" ? "" : " (could not be read; the next run tries again)";
    return [`- **${escapeMarkdown(resource)}**: ${periods(gaps)}${why2}`];
  });
  return {
    name: "gaps",
    head: [
      "### Gaps",
      "",
      prose(
        "Between the first and the last day that was read. A gap that no run asked for is filled by one run with `start-date` at its first day.",
        600
      ),
      ""
    ],
    items,
    more: (left) => `- and those of ${countOf(left, "more resource")}: see the manifests.`,
    rank: 0.4
  };
}
function knowSection({ outcomes, figures }) {
  const facts3 = [
    ...outcomes.flatMap((outcome) => factsOf(outcome, figures?.coverage.get(outcome.resource))),
    ...(figures?.refused ?? []).map(refusalFact)
  ];
  const items = [
    ...groupNotices(facts3).map(
      ({ first, resources }) => `- **${escapeMarkdown(named(resources), 2e3)}**: ${prose(rendered(first.notice), 600)}`
    ),
    ...unknownTypes(outcomes)
  ];
  return {
    name: "what to know of this data",
    head: ["### What to know of this data", ""],
    items,
    more: (left) => `- and ${count(left)} more: see the manifests.`,
    rank: 0.7
  };
}
function factsOf(outcome, coverage2) {
  const { resource, kept, historyFrom } = outcome;
  const unavailable = coverage2?.unavailable.at(-1);
  const discarded = discardedText(outcome);
  const texts2 = [
    ...historyFrom === void 0 ? [] : [`the API\u2019s history begins at ${boundaryName(historyFrom)}: nothing older is there to be read.`],
    ...unavailable ? [
      `the API\u2019s history began at ${unavailable[1]} when it was asked: ${periodWords(unavailable)} could not be had.`
    ] : [],
    ...(coverage2?.removed ?? []).map(({ period, reason }) => `${periodWords(period)} was removed for good: ${reason}.`),
    ...kept > 0 ? [
      coverage2?.kind === "snapshot" ? `${countOf(kept, "row")} of parents that could not be read this time ${kept === 1 ? "is" : "are"} kept from an earlier read.` : `${countOf(kept, "row")} that the API no longer gives ${kept === 1 ? "is" : "are"} kept: what was stored once stays as evidence.`
    ] : [],
    ...discarded === void 0 ? [] : [`${discarded}.`]
  ];
  return texts2.map((notice2) => ({ resource, notice: notice2 }));
}
function refusalFact({ resource, dimension, periods: list2 }) {
  const [first, last] = [list2[0] ?? "", list2.at(-1) ?? ""];
  const when = list2.length === 1 ? `in ${first}` : `in ${countOf(list2.length, "partition")} from ${first} to ${last}`;
  const notice2 = dimension === "tenant_only" ? `the events of the tenant (\`tenant.*\`) are missing ${when}: this key or organisation may not read them. The events of the organisation itself are complete.` : `not split by \`${dimension}\` ${when}, because the API refused it there. The sums are complete.`;
  return { resource, notice: notice2 };
}
function unknownTypes(outcomes) {
  const types = [...new Set(outcomes.flatMap(({ unknownTypes: unknownTypes2 }) => [...unknownTypes2]))].sort();
  if (types.length === 0) return [];
  const shown = types.slice(0, MOST_TYPES).map((type) => code(shorten(type, LONGEST_TYPE)));
  const more = types.length > MOST_TYPES ? `, and ${count(types.length - MOST_TYPES)} more` : "";
  return [`- Event types that this release does not know: ${shown.join(", ")}${more}. They are exported all the same.`];
}

// src/reporting/markdown/run-headline.ts
var MOST_TODO = 5;
var MOST_WAITING = 3;
var LONGEST_PROBLEM = 1e3;
function runHeadlineSections(facts3) {
  const verdict = runVerdict(facts3);
  const { total, destination } = facts3;
  return [
    {
      name: "headline",
      rank: 0,
      head: ["## OpenAI Admin Export", "", `**${verdict.mark} ${prose(verdict.headline, 600)}${closing(verdict)}**`]
    },
    todoSection(verdict, facts3.toolFiles),
    waitingSection(verdict, facts3.toolFiles),
    {
      name: "totals",
      rank: 0,
      head: [
        `Read: ${countOf(total.records, "row")}. Written: ${written(total)}, to ${code(destination)}. State: ${prose(stateWords(facts3))}`
      ]
    }
  ];
}
function closing({ todo, waiting }) {
  if (todo.length > 0) return ` ${todo.length === 1 ? "One thing" : `${count(todo.length)} things`} to do.`;
  return waiting.length > 0 ? " Nothing to do yet." : " Nothing to do.";
}
function todoSection({ todo }, files) {
  return {
    name: "what to do first",
    head: [todo.length === 1 ? "### What to do" : "### What to do first", ""],
    items: todo.slice(0, MOST_TODO).map((text2, index) => `${index + 1}. ${pointText(text2, files)}`),
    alreadyLeftOut: Math.max(0, todo.length - MOST_TODO),
    more: (left) => `And ${count(left)} more, below under \u201CEvery problem\u201D.`,
    rank: 0.1
  };
}
function waitingSection({ waiting }, files) {
  return {
    name: "what the next run does",
    head: ["### Left to the next run", "", "If it is the same next time, somebody has to look.", ""],
    items: waiting.slice(0, MOST_WAITING).map((text2) => `- ${pointText(text2, files)}`),
    alreadyLeftOut: Math.max(0, waiting.length - MOST_WAITING),
    more: (left) => `- and ${count(left)} more, below under \u201CEvery problem\u201D.`,
    rank: 0.2
  };
}
function pointText({ resource, notice: notice2 }, files) {
  return `${resource === void 0 ? "" : `**${escapeMarkdown(resource)}**: `}${linkedProse(notice2, LONGEST_PROBLEM, files)}`;
}
function everyProblemSection(facts3) {
  const groups = troublesOf(facts3);
  const problems = groups.flatMap(({ all }) => all);
  const isShown = problems.length === groups.length && groups.length <= MOST_WAITING;
  return {
    name: "every problem",
    head: [`<details><summary>Every problem: ${count(problems.length)}</summary>`, ""],
    items: (isShown ? [] : problems).map(
      ({ resource, notice: notice2 }) => `- **${escapeMarkdown(resource)}**: ${linkedProse(notice2, LONGEST_PROBLEM, facts3.toolFiles)}`
    ),
    more: (left) => `- and ${count(left)} more: see the log.`,
    tail: ["", "</details>"],
    rank: 2
  };
}
function stateWords({ stateSource, trustsCache }) {
  if (stateSource === "none")
    return "none was found, so that everything from `start-date` on was read. The next run reads what is new.";
  if (stateSource === "destination")
    return "from the manifests at the destination (there was no cached state). What they hold as settled was not read again.";
  return trustsCache ? "from the Actions cache alone. What it holds as settled was not read again." : "from the Actions cache and the manifests at the destination. What both hold as settled was not read again.";
}

// src/reporting/markdown/resources.ts
var MARKS2 = { ok: "\u2705 ok", failed: "\u274C failed", stopped: "\u23F9\uFE0F ended early" };
var MOST_OPEN = 10;
var FULL = {
  head: [
    "| Resource | Status | Rows read | Rows written | Partitions | Changes | Holds | Complete until (UTC) |",
    "| --- | --- | ---: | ---: | --- | ---: | --- | --- |"
  ],
  row: (outcome, coverage2) => [
    mark(outcome, coverage2),
    count(outcome.tally.records),
    count(outcome.tally.rows),
    partitionWords(outcome),
    coverage2?.kind === "snapshot" || outcome.tally.changes > 0 ? count(outcome.tally.changes) : "",
    isUnknown(outcome) ? "unknown" : coverage2 ? holds(coverage2) : "",
    isUnknown(outcome) ? "unknown" : untilWords(coverage2)
  ]
};
var QUIET = {
  head: ["| Resource | Status | Rows read | Holds | Complete until (UTC) |", "| --- | --- | ---: | --- | --- |"],
  row: (outcome, coverage2) => [
    mark(outcome, coverage2),
    count(outcome.tally.records),
    coverage2 ? holds(coverage2) : "",
    untilWords(coverage2)
  ]
};
var LEFT = {
  head: ["| Resource | Holds | Read on | Next read |", "| --- | --- | --- | --- |"],
  row: ({ leftAsRead }, coverage2) => [
    coverage2 ? holds(coverage2) : "",
    leftAsRead?.readOn ?? "",
    leftAsRead?.dueOn ?? ""
  ]
};
function resourceSections(facts3) {
  const coverageOf2 = (outcome) => facts3.figures?.coverage.get(outcome.resource);
  const read = facts3.outcomes.filter(({ status }) => status !== "skipped");
  const left = read.filter(({ leftAsRead }) => leftAsRead);
  const troubled = read.filter((outcome) => outcome.status !== "ok" || hasGaps(coverageOf2(outcome)));
  const others = read.filter((outcome) => !troubled.includes(outcome) && !left.includes(outcome));
  const fresh = others.filter(hasNews);
  const quiet = others.filter((outcome) => !hasNews(outcome));
  const isMany = fresh.length > MOST_OPEN;
  const folds = fresh.filter(({ tally, range }) => isMany && range === void 0 && tally.changes === 0);
  const open2 = fresh.filter((outcome) => !folds.includes(outcome));
  const rows = ({ row }, outcomes) => outcomes.map(
    (outcome) => `| ${[escapeMarkdown(outcome.resource), ...row(outcome, coverageOf2(outcome))].join(" | ")} |`
  );
  return [
    table(`### Not complete (${count(troubled.length)})`, FULL, rows(FULL, troubled), 0.3),
    table(`### New and changed (${count(open2.length)})`, FULL, rows(FULL, open2), 0.5),
    table(`New and changed snapshots: ${count(folds.length)}`, FULL, rows(FULL, folds), 2.5),
    table(`Read, and nothing new: ${countOf(quiet.length, "resource")}`, QUIET, rows(QUIET, quiet), 3),
    table(`Not due yet: ${countOf(left.length, "resource")}`, LEFT, rows(LEFT, left), 3.5),
    skippedSection(facts3)
  ];
}
function isUnknown({ status, problems }) {
  return status === "failed" && problems.some((problem) => typeof problem !== "string" && problem.topic === "unreadable-manifest");
}
function hasGaps(coverage2) {
  return (coverage2?.gaps.length ?? 0) > 0;
}
function mark({ status }, coverage2) {
  if (status === "ok" && hasGaps(coverage2)) return "\u26A0\uFE0F ok, with gaps";
  return MARKS2[status] ?? escapeMarkdown(status);
}
function hasNews({ tally, partitions, kept }) {
  const differing = partitions ? partitions.new + partitions.changed : 0;
  return tally.files + tally.removed + tally.changes + differing + kept > 0;
}
function partitionWords({ partitions, tally }) {
  const parts = [
    ...partitions?.new ? [`${count(partitions.new)} new`] : [],
    ...partitions?.changed ? [`${count(partitions.changed)} changed`] : [],
    ...tally.removed > 0 ? [`${countOf(tally.removed, "file")} removed`] : []
  ];
  return parts.join(", ") || (partitions ? "as before" : "");
}
function holds({ kind, rows, ranges, gaps, staleParents, readOn, readTo }) {
  const stored = countOf(rows, "row");
  if (kind === "snapshot") {
    const days = readOn && readTo && readOn < readTo ? `, read from ${readOn} to ${readTo}` : "";
    return `${stored}${days}${staleParents > 0 ? `, those of ${countOf(staleParents, "parent")} from an earlier read` : ""}`;
  }
  const since = ranges[0] ? ` since ${ranges[0][0]}` : "";
  return `${stored}${since}${gaps.length > 0 ? `, **${countOf(gaps.length, "gap")}**` : ""}`;
}
function untilWords(coverage2) {
  if (coverage2?.dataUntil) return timeWords(Date.parse(coverage2.dataUntil) / 1e3).replace(" UTC", "");
  return coverage2?.kind === "snapshot" ? "never read in full" : "nothing read yet";
}
function table(title, { head }, rows, rank) {
  const isOpen = title.startsWith("#");
  const name2 = title.replace(/^#+ /, "").replace(/(:| \().*/, "").toLowerCase();
  return {
    name: `resources, ${name2}`,
    head: [isOpen ? title : `<details><summary>${title}</summary>`, "", ...head],
    items: rows,
    more: (left) => `and ${countOf(left, "more resource")}: see the log.`,
    tail: isOpen ? [] : ["", "</details>"],
    rank
  };
}
function skippedSection({ outcomes, toolFiles }) {
  const skipped = outcomes.filter(({ status }) => status === "skipped");
  const groups = groupNotices(
    skipped.map(({ resource, skippedBecause: notice2 = "no reason given" }) => ({ resource, notice: notice2 }))
  );
  return {
    name: "skipped resources",
    head: [
      `<details><summary>Skipped, because this key or organisation lacks them: ${countOf(skipped.length, "resource")}</summary>`,
      "",
      "To leave one out without a notice, add `!` and its name to `resources`.",
      ""
    ],
    items: groups.map(
      ({ first, resources }) => `- **${escapeMarkdown(named(resources, 60), 4e3)}**: ${linkedProse(first.notice, LONGEST_PROBLEM, toolFiles)}`
    ),
    more: (left) => `- and ${countOf(left, "more reason")}: see the log.`,
    tail: ["", "</details>"],
    rank: 4
  };
}

// src/reporting/markdown/section.ts
var BUDGETS = { summary: 9e5, pullRequest: 65e3, comment: 65e3 };
var MOST_ITEMS = 100;
var FAIR_SHARE = 10;
var NOTICE_BYTES = 600;
function compose(sections, bytes) {
  const { kept, dropped } = sectionsThatFit(sections.filter(hasContent), bytes);
  const notice2 = dropped.length > 0 ? `${noticeOf2(dropped)}
` : "";
  let room = bytes - sizeOf(notice2) - kept.reduce((sum2, section) => sum2 + leastSize(section), 0);
  const shown = new Map(kept.map((section) => [section, 0]));
  const byRank = [...kept].sort((one, other) => one.rank - other.rank);
  for (const most of [FAIR_SHARE, MOST_ITEMS]) {
    for (const section of byRank) {
      const { items = [] } = section;
      let number2 = shown.get(section) ?? 0;
      for (; number2 < Math.min(most, items.length); number2++) {
        const cost = sizeOf(`${items[number2]}
`);
        if (cost > room) break;
        room -= cost;
      }
      shown.set(section, number2);
    }
  }
  return kept.map((section) => textOf2(section, shown.get(section) ?? 0)).join("") + notice2;
}
function hasContent({ items, alreadyLeftOut = 0 }) {
  return items === void 0 || items.length + alreadyLeftOut > 0;
}
function sectionsThatFit(sections, bytes) {
  const kept = [...sections];
  const dropped = [];
  let size2 = kept.reduce((sum2, section) => sum2 + leastSize(section), 0);
  while (kept.length > 1 && size2 > bytes - (dropped.length > 0 ? NOTICE_BYTES : 0)) {
    const last = kept.reduce((least, section) => section.rank >= least.rank ? section : least);
    kept.splice(kept.indexOf(last), 1);
    dropped.push(last);
    size2 -= leastSize(last);
  }
  return { kept, dropped };
}
function noticeOf2(dropped) {
  const names = [...new Set(dropped.map(({ name: name2 }) => name2))].slice(0, 8);
  return `**Left out here for length**, see the data folder and the report page: ${names.join(", ")}.`;
}
function leastSize(section) {
  return sizeOf(textOf2(section, 0)) + 20;
}
function textOf2({ head, items = [], alreadyLeftOut = 0, more, tail = [] }, shown) {
  const left = items.length - shown + alreadyLeftOut;
  const rest = more && left > 0 ? ["", more(left)] : [];
  return `${[...head, ...items.slice(0, shown), ...rest, ...tail, ""].join("\n")}
`;
}
function sizeOf(text2) {
  return Buffer.byteLength(text2);
}

// src/reporting/markdown/spend.ts
var SPARK_DAYS = 35;
var MOST_MOVERS = 5;
var NEAR_LIMIT = 0.8;
function spendSections(model, names) {
  const { spend } = model;
  if (!spend) return [];
  return [
    {
      name: "spend",
      head: ["### Spend", "", `${spendStatement(spend)}`, "", ...monthTable(spend), ...dailyLine(spend)],
      rank: 2.9
    },
    // A project may be called after a person.
    ...names ? [
      limitSection(model, spend),
      moverSection(model, spend, "Project", spend.moversByProject, "Top movers by project")
    ] : [],
    moverSection(model, spend, "Line item", spend.moversByLineItem, "Top movers by line item")
  ];
}
function monthTable(spend) {
  const { currency } = spend;
  const { toDate, before, sameDays, end } = monthWords(spend);
  const most = Math.max(spend.monthToDate, spend.lastMonthToDate, spend.lastMonth, spend.forecast);
  const row = (name2, amount2, note) => `| ${name2} | ${money(amount2, currency)} | ${bar(most > 0 ? amount2 / most : 0)} | ${note} |`;
  const limitNote = spend.limit ? `${percent(spend.forecast / spend.limit)} of the organisation\u2019s limit of ${money(spend.limit, currency)}` : "";
  return [
    "| | Amount | | |",
    "| --- | ---: | --- | --- |",
    row(`${capital(toDate)} (${spend.monthStart} to ${spend.settledTo})`, spend.monthToDate, againstLastMonth(spend)),
    row(capital(sameDays.replace("the ", "")), spend.lastMonthToDate, ""),
    row(`${capital(before)}, whole`, spend.lastMonth, ""),
    row(`Forecast to ${end}`, spend.forecast, limitNote),
    ...spend.unallocated > 0 ? [row("Of it without a project", spend.unallocated, "cannot be allocated to a project")] : [],
    "",
    `<sub>Forecast: ${escapeMarkdown(spend.forecastMethod)}</sub>`
  ];
}
function dailyLine({ daily, currency }) {
  const days = daily.slice(-SPARK_DAYS);
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last || days.length < 2) return [];
  const most = days.reduce((top, day) => day.amount > top.amount ? day : top);
  return [
    "",
    `By day, ${first.day} to ${last.day}: ${sparkline(days.map(({ amount: amount2 }) => amount2))} (most: ${money(most.amount, currency)} on ${most.day})`
  ];
}
function limitSection(model, spend) {
  const near2 = spend.projects.flatMap(({ name: name2, monthToDate, limit: limit2, shareOfLimit, budget, shareOfBudget }) => [
    ...limit2 !== void 0 && shareOfLimit !== void 0 ? [{ name: name2, monthToDate, of: "limit", most: limit2, share: shareOfLimit }] : [],
    ...budget !== void 0 && shareOfBudget !== void 0 ? [{ name: name2, monthToDate, of: "budget", most: budget, share: shareOfBudget }] : []
  ]).filter(({ share }) => share >= NEAR_LIMIT).sort((one, other) => other.share - one.share);
  return {
    name: "projects near their limit",
    head: [
      `**Projects at ${percent(NEAR_LIMIT)} or more of their limit or budget**`,
      "",
      `<sub>${SHARES_NOTE}</sub>`,
      "",
      `| Project | ${capital(monthWords(spend).toDate)} (${spend.currency.toUpperCase()}) | Of | Share | |`,
      "| --- | ---: | --- | ---: | --- |"
    ],
    items: near2.map(
      ({ name: name2, monthToDate, of, most, share }) => `| ${escapeMarkdown(name2, 80)} | ${plainAmount(monthToDate)} | ${of} ${plainAmount(most)} | ${percent(share)} | ${bar(share)} |`
    ),
    more: (left) => `and ${count(left)} more: see ${costsLink(model)}.`,
    rank: 4
  };
}
function moverSection(model, spend, column, movers2, title) {
  const most = Math.max(...movers2.map(({ before, now: now2 }) => Math.abs(now2 - before)));
  const { toDate, sameDays } = monthWords(spend);
  const row = ({ name: name2, before, now: now2 }) => `| ${escapeMarkdown(name2, 80)} | ${plainAmount(before)} | ${plainAmount(now2)} | ${signedAmount(now2 - before)} | ${changeAgainst(spend, now2, before)} | ${bar(most > 0 ? Math.abs(now2 - before) / most : 0)} |`;
  return {
    name: title.toLowerCase(),
    head: [
      `**${title}** (${spend.currency.toUpperCase()}, ${toDate} against ${sameDays})`,
      "",
      `| ${column} | Before | Now | Change | | |`,
      "| --- | ---: | ---: | ---: | ---: | --- |"
    ],
    items: movers2.slice(0, MOST_MOVERS).map(row),
    alreadyLeftOut: Math.max(0, movers2.length - MOST_MOVERS),
    more: (left) => `and ${count(left)} that moved less: see ${costsLink(model)}.`,
    rank: 6
  };
}
function costsLink(model) {
  const { text: text2, url } = placeOf(model, "costs");
  return link(code(`${text2}/`), url);
}

// src/reporting/markdown/texts.ts
function summaryOf(facts3, bytes = BUDGETS.summary) {
  const sections = [
    ...runHeadlineSections(facts3),
    ...summarisedAudit(facts3),
    ...resourceSections(facts3),
    ...limitSections(facts3),
    everyProblemSection(facts3),
    ...chartSections(facts3)
  ];
  return compose(sections, bytes);
}
function pullRequestBody(model, bytes = BUDGETS.pullRequest) {
  return compose(auditSections(model, { place: "pull request", names: true }), bytes);
}
function commentBody(model, marker, bytes = BUDGETS.comment) {
  const sections = [heading("## OpenAI admin audit"), ...auditSections(model, { place: "comment", names: true })];
  return compose(sections, bytes - Buffer.byteLength(`${marker}
`));
}
function summarisedAudit({ audit }) {
  if (!audit) return [];
  const { spend, ...others } = audit.model;
  const model = audit.spend && spend ? audit.model : others;
  const sections = auditSections(model, { place: "summary", names: audit.names });
  return [heading("## Audit"), ...sections, heading("## Export")];
}
function auditSections(model, { place, names }) {
  return [
    headlineSection(model, place === "pull request"),
    problemSection(model, place === "summary"),
    ...findingSections(model, names),
    revokeSection(model, names),
    ...changeSections(model, names),
    ...spendSections(model, names),
    aboutSection(model)
  ];
}
function heading(text2) {
  return { name: "heading", head: [text2], rank: 0 };
}

// src/reporting/markdown/title.ts
var LONGEST_TITLE = 120;
function pullRequestTitle(model, words = "OpenAI admin export") {
  const { toReview, missing, first } = verdictOf(model);
  const to = `(to ${model.day})`;
  const [beginning, ending] = first ? [`${first}, `, to] : ["", `to review ${to}`];
  const lists = toReview.map((_, index) => {
    const shown = toReview.length - index;
    return `${beginning}${toReview.slice(0, shown).join(", ")}${index > 0 ? ", \u2026" : ""} ${ending}`;
  });
  const texts2 = toReview.length > 0 ? [...lists, `${beginning}changes ${ending}`] : [`new data only, to ${model.day}`];
  const text2 = texts2.find((each2) => fits(`${words}: ${each2}`)) ?? texts2.at(-1) ?? "";
  const notes = notesOn(missing, toReview.length > 0);
  const note = notes.find((each2) => fits(`${words}: ${text2}${each2}`)) ?? notes.at(-1) ?? "";
  const rest = `: ${text2}${note}`;
  return `${shorten(words, LONGEST_TITLE - rest.length)}${rest}`;
}
function notesOn(missing, isReview) {
  if (missing.length === 0) return [""];
  return [` (${missing.join(", ")})`, ...isReview ? [` (${missing[0]})`, ""] : [" (incomplete)"]];
}
function fits(title) {
  return title.length <= LONGEST_TITLE;
}

// src/reporting/model/money.ts
function money2(amount2, currency) {
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${amount2.toFixed(2)} ${currency}`;
  return new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() }).format(amount2);
}
function tidy(amount2) {
  return Math.round(amount2 * 1e6) / 1e6;
}

// src/reporting/model/names.ts
var PEOPLE = ["users", "organization_members", "project_users", "group_users", "project_service_accounts"];
function namesOf({ snapshots, changes }) {
  const rowsOf4 = (resource) => [
    ...snapshots.get(resource)?.rows ?? [],
    ...changes.entries.filter((entry) => entry.resource === resource && entry.change !== "changed").map(({ before, after }) => ({ ...before, ...after }))
  ];
  const collect = (resources, id, nameOf3) => {
    const found = /* @__PURE__ */ new Map();
    for (const row of resources.flatMap(rowsOf4)) {
      const name2 = nameOf3(row);
      if (row[id] && name2 !== "" && !found.has(row[id])) found.set(row[id], name2);
    }
    return found;
  };
  const people = collect(PEOPLE, "id", (row) => personName(row.name ?? row.user__name, row.email ?? row.user__email));
  const projects2 = apart(collect(["projects"], "id", ({ name: name2 }) => name2 ?? ""));
  const groups = collect(["groups"], "id", ({ name: name2 }) => name2 ?? "");
  for (const [id, name2] of collect(["project_groups"], "group_id", ({ group_name: name3 }) => name3 ?? "")) {
    if (!groups.has(id)) groups.set(id, name2);
  }
  const lookUp = (names) => (id) => names.get(id ?? "") ?? id ?? "unknown";
  const person3 = lookUp(people);
  return { person: person3, project: lookUp(projects2), group: lookUp(groups), owner: (key) => ownerOf(key, person3) };
}
function apart(names) {
  const uses = groupBy(names.keys(), (id) => names.get(id));
  return new Map([...names].map(([id, name2]) => [id, (uses.get(name2)?.length ?? 0) > 1 ? `${name2} (${id})` : name2]));
}
function ownerOf(key, person3) {
  if (key.owner__service_account__id) {
    return `service account ${key.owner__service_account__name || person3(key.owner__service_account__id)}`;
  }
  const id = key.owner__user__id ?? key.owner__id;
  const known = person3(id);
  if (id && known !== id) return known;
  return personName(key.owner__user__name ?? key.owner__name, key.owner__user__email) || id || "unknown";
}
function personName(name2, email) {
  return name2 && email ? `${name2} (${email})` : name2 || email || "";
}

// src/reporting/model/change-subjects.ts
var person = (row, names) => personName(row.name, row.email) || names.person(row.id);
var memberOf = (row, names) => names.person(row.user_id);
var called = (what) => (row) => `${what} ${row.name || row.id || "without a name"}`;
var inProject = (what) => (row, names) => `${called(what)(row)} in project ${names.project(row.project_id)}`;
var ofProject = (what) => (row, names) => `${what} of project ${names.project(row.project_id)}`;
var ofOrganization = (what) => () => `${what} of the organisation`;
var asRole = ({ role: role2 }) => role2 ? ` as ${role2}` : "";
var role = (row) => `role ${row.name || row.id}`;
var owned = (row, names) => `owned by ${names.owner(row)}`;
function amount({ threshold_amount: cents, currency, interval }) {
  if (!cents || Number.isNaN(Number(cents))) return "";
  return `${money2(Number(cents) / 100, currency || "USD")} a ${interval || "month"}`;
}
var access = { kind: "access", noun: "role assignment" };
var settings = { kind: "settings", noun: "setting" };
var wordsByResource = {
  users: { ...access, noun: "member", subject: person, detail: (row) => `member of the organisation${asRole(row)}` },
  invites: {
    ...access,
    noun: "invite",
    subject: (row) => `invite for ${row.email || row.id}`,
    detail: (row) => `${row.status ?? "sent"}${asRole(row)}`
  },
  groups: { ...access, noun: "group", subject: called("group") },
  group_users: {
    ...access,
    noun: "member",
    subject: person,
    detail: (row, names) => `member of group ${names.group(row.group_id)}`
  },
  project_users: {
    ...access,
    noun: "member",
    subject: person,
    detail: (row, names) => `member of project ${names.project(row.project_id)}${asRole(row)}`
  },
  project_service_accounts: {
    ...access,
    noun: "service account",
    subject: inProject("service account"),
    detail: ({ role: name2 }) => name2 ? `role: ${name2}` : ""
  },
  project_groups: {
    ...access,
    noun: "group",
    subject: (row, names) => `group ${row.group_name || names.group(row.group_id)}`,
    detail: (row, names) => `access to project ${names.project(row.project_id)}`
  },
  roles: { ...access, noun: "role", subject: called("role"), detail: permissions },
  project_roles: { ...access, noun: "role", subject: inProject("role"), detail: permissions },
  user_roles: { ...access, subject: memberOf, detail: role },
  group_roles: { ...access, subject: (row, names) => `group ${names.group(row.group_id)}`, detail: role },
  project_user_roles: {
    ...access,
    subject: memberOf,
    detail: (row, names) => `${role(row)} in project ${names.project(row.project_id)}`
  },
  project_group_roles: {
    ...access,
    subject: (row, names) => `group ${names.group(row.group_id)}`,
    detail: (row, names) => `${role(row)} in project ${names.project(row.project_id)}`
  },
  admin_api_keys: { kind: "keys", noun: "admin key", subject: called("admin key"), detail: owned },
  project_api_keys: { kind: "keys", noun: "key", subject: inProject("key"), detail: owned },
  certificates: { kind: "keys", noun: "certificate", subject: called("certificate") },
  project_certificates: { kind: "keys", noun: "certificate", subject: inProject("certificate") },
  external_keys: { kind: "keys", noun: "encryption key", subject: called("encryption key"), detail: encryptionKey },
  workload_identity_providers: {
    ...access,
    noun: "identity provider",
    subject: called("identity provider"),
    detail: ({ issuer }) => issuer ? `tokens of ${issuer}` : ""
  },
  workload_identity_federation_rules: {
    ...access,
    noun: "federation rule",
    subject: inProject("federation rule"),
    detail: (row, names) => `a token that fits acts as ${names.person(row.service_account_id)}, without a key`
  },
  external_storage: {
    ...settings,
    noun: "external storage",
    subject: ofProject("external storage"),
    detail: storage
  },
  project_service_tier_settings: {
    ...settings,
    subject: ofProject("service tiers"),
    detail: ({ default: tier }) => tier ? `${tier} unless a request says otherwise` : ""
  },
  projects: { ...settings, noun: "project", subject: ({ id }, names) => `project ${names.project(id)}` },
  data_retention: { ...settings, subject: ofOrganization("data retention"), detail: ({ type }) => type ?? "" },
  project_data_retention: { ...settings, subject: ofProject("data retention"), detail: ({ type }) => type ?? "" },
  project_rate_limits: {
    ...settings,
    noun: "rate limit",
    subject: (row, names) => `rate limits of ${row.model || row.id} in project ${names.project(row.project_id)}`
  },
  project_model_permissions: {
    ...settings,
    subject: ofProject("model permissions"),
    detail: ({ mode, model_ids: models }) => [mode, models].filter(Boolean).join(": ")
  },
  project_hosted_tool_permissions: { ...settings, subject: ofProject("tool permissions") },
  spend_limit: { ...settings, noun: "spend limit", subject: ofOrganization("spend limit"), detail: amount },
  project_spend_limit: { ...settings, noun: "spend limit", subject: ofProject("spend limit"), detail: amount },
  spend_alerts: { ...settings, noun: "spend alert", subject: ofOrganization("spend alert"), detail: amount },
  project_spend_alerts: { ...settings, noun: "spend alert", subject: ofProject("spend alert"), detail: amount }
};
function encryptionKey(row) {
  const key = row.kms_arn || row.kms_key_name || row.key_name || row.key_ocid;
  return [row.type, key].filter(Boolean).join(": ");
}
function storage(row) {
  const bucket = row.provider__bucket || row.provider__container;
  return bucket ? `content goes to ${[row.provider__type, bucket].filter(Boolean).join(": ")}` : "";
}
function permissions(row) {
  return row.permissions ? `permissions: ${listText(row.permissions)}` : "";
}
function listText(text2) {
  const list2 = listOf(text2);
  return list2 ? list2.join(", ") || "none" : text2;
}
function listOf(text2) {
  if (!text2?.startsWith("[")) return void 0;
  try {
    const list2 = JSON.parse(text2);
    return list2.map((item) => typeof item === "string" ? item : JSON.stringify(item));
  } catch {
    return void 0;
  }
}
function changeWords(resource) {
  return (Object.hasOwn(wordsByResource, resource) ? wordsByResource[resource] : void 0) ?? {
    kind: "other",
    noun: `${resource} row`,
    subject: (row) => [resource, row.name || row.id].filter(Boolean).join(" ")
  };
}

// src/reporting/model/change-details.ts
function differences(before, after, row) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name2) => !isReordered(before[name2], after[name2])).map((name2) => difference(name2, before[name2] ?? null, after[name2] ?? null, row)).join("; ");
}
function isOnlyReordered(before, after) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.length > 0 && names.every((name2) => isReordered(before[name2], after[name2]));
}
function isReordered(before, after) {
  const [old, now2] = [listOf(before), listOf(after)];
  return old !== void 0 && now2 !== void 0 && JSON.stringify(old.sort()) === JSON.stringify(now2.sort());
}
function difference(name2, before, after, row) {
  const [old, now2] = [listOf(before), listOf(after)];
  if (old && now2) {
    const added = now2.filter((item) => !old.includes(item)).map((item) => `+ ${item}`);
    const gone = old.filter((item) => !now2.includes(item)).map((item) => `\u2212 ${item}`);
    const both = [...added, ...gone];
    return `${label2(name2)}: ${both.length > 0 ? both.join(", ") : now2.join(", ")}`;
  }
  return `${label2(name2)}: ${valueText(name2, before, row)} \u2192 ${valueText(name2, after, row)}`;
}
function label2(name2) {
  if (name2 === "threshold_amount") return "amount";
  return name2.replaceAll("__", " ").replaceAll("_", " ");
}
function valueText(name2, value, row) {
  if (value === null) return "none";
  if (value === "") return "empty";
  if (name2 === "threshold_amount" && /^\d+$/.test(value)) return money2(Number(value) / 100, row.currency || "USD");
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`;
  return /^\d{4,}$/.test(value) ? Number(value).toLocaleString("en-US") : value;
}

// src/reporting/model/copied-fields.ts
var person2 = { from: "users", fields: /* @__PURE__ */ new Set(["name", "email", "user__name", "user__email"]) };
var assignedRole = (from) => ({
  from,
  fields: /* @__PURE__ */ new Set(["name", "permissions", "description", "resource_type", "predefined_role", "updated_at", "metadata"])
});
var copies = {
  project_users: person2,
  group_users: person2,
  admin_api_keys: { from: "users", fields: /* @__PURE__ */ new Set(["owner__name", "owner__role"]) },
  project_api_keys: {
    from: "users",
    fields: /* @__PURE__ */ new Set(["owner__user__name", "owner__user__email", "owner__user__role", "owner__service_account__role"])
  },
  project_groups: { from: "groups", fields: /* @__PURE__ */ new Set(["group_name"]) },
  user_roles: assignedRole("roles"),
  group_roles: assignedRole("roles"),
  project_user_roles: assignedRole("project_roles"),
  project_group_roles: assignedRole("project_roles")
};
function isRepeated({ resource, change, before, after }, { snapshots, changes }) {
  const list2 = listOfEntry(resource);
  if (list2 !== resource && snapshots.has(list2)) return true;
  const copied = Object.hasOwn(copies, resource) ? copies[resource] : void 0;
  if (change !== "changed" || !copied || !changes.resources.has(copied.from)) return false;
  return [...Object.keys(before), ...Object.keys(after)].every((field) => copied.fields.has(field));
}
function listOfEntry(resource) {
  if (resource === "organization_members") return "users";
  const declared7 = storedResource({ resource });
  return (declared7.idParameter && declared7.parent?.resource) ?? resource;
}

// src/reporting/model/leavers.ts
var BELONGINGS = {
  project_users: { person: "id", counts: "projects", each: "project_id" },
  group_users: { person: "id", counts: "groups", each: "group_id" },
  user_roles: { person: "user_id", counts: "roles" },
  project_user_roles: { person: "user_id", counts: "roles" }
};
function isLeaver({ resource, change }) {
  return resource === "users" && change === "removed";
}
function foldLeavers(changes) {
  const all = changes.filter((change) => isLeaver(change) && change.key.id).map((change) => ({ change, projects: /* @__PURE__ */ new Set(), groups: /* @__PURE__ */ new Set(), roles: /* @__PURE__ */ new Set() }));
  const byPerson = groupBy(all, ({ change }) => change.key.id ?? "");
  const kept = changes.filter((change) => {
    const belonging = Object.hasOwn(BELONGINGS, change.resource) ? BELONGINGS[change.resource] : void 0;
    if (!belonging || change.change !== "removed") return true;
    const leaver = byPerson.get(change.key[belonging.person] ?? "")?.find((one) => Math.abs(daysBetween(one.change.day, change.day)) <= 1);
    if (!leaver) return true;
    const { counts, each: each2 } = belonging;
    leaver[counts].add(each2 ? change.key[each2] ?? "" : `${change.resource} ${JSON.stringify(change.key)}`);
    return false;
  });
  return { kept, consequences: new Map(all.map((leaver) => [leaver.change, consequence(leaver)])) };
}
function consequence({ projects: projects2, groups, roles }) {
  const places = [
    ...projects2.size > 0 ? [countOf(projects2.size, "project")] : [],
    ...groups.size > 0 ? [countOf(groups.size, "group")] : []
  ];
  const left = places.length > 0 ? [`also removed from ${places.join(" and ")}`] : [];
  const lost = roles.size > 0 ? [`also lost ${countOf(roles.size, "role assignment")}`] : [];
  return [...left, ...lost].join("; ");
}

// src/reporting/model/project-life.ts
var FIRST = ["member", "service account", "group", "key", "certificate"];
function foldProjects(changes) {
  const turns = /* @__PURE__ */ new Map();
  for (const change of changes) {
    const turn = change.resource === "projects" ? turnOf(change) : void 0;
    if (turn) turns.set(change, turn);
  }
  const byProject = groupBy(turns.values(), ({ project }) => project);
  const kept = changes.filter((change) => {
    const turn = causeOf(change, byProject.get(change.key.project_id ?? "") ?? []);
    if (!turn) return true;
    const { kind, noun: own } = changeWords(change.resource);
    const noun = kind === "settings" ? "setting" : own;
    turn.folded.set(noun, (turn.folded.get(noun) ?? 0) + 1);
    return false;
  });
  return { kept, consequences: new Map([...turns].map(([change, turn]) => [change, consequence2(turn)])) };
}
function turnOf({ change, key, day, before, after }) {
  const project = key.id ?? "";
  const common = { project, day, folded: /* @__PURE__ */ new Map() };
  const dayBefore = dayAfter(day, -1);
  if (change === "removed") return { ...common, kind: "ended", from: dayBefore };
  if (change === "added") return { ...common, kind: "new", from: day };
  const wasArchived = before.status === "archived" || Boolean(before.archived_at);
  const isArchived3 = after.status === "archived" || Boolean(after.archived_at);
  if (wasArchived === isArchived3) return void 0;
  if (!isArchived3) return { ...common, kind: "began again", from: day };
  const archived = after.archived_at?.slice(0, 10) ?? dayBefore;
  return { ...common, kind: "ended", from: archived < day ? archived : day };
}
function causeOf({ change, resource, day }, turns) {
  const last = turns.findLast(({ from }) => from <= day);
  if (!last || change === "changed") return void 0;
  const { kind, day: turned } = last;
  if (kind === "ended") return change === "removed" ? last : void 0;
  if (change === "removed") return void 0;
  if (kind === "began again") return day <= dayAfter(turned, 1) ? last : void 0;
  return day === turned && changeWords(resource).kind === "settings" ? last : void 0;
}
function consequence2({ kind, folded }) {
  if (folded.size === 0) return "";
  const rank = (noun) => FIRST.includes(noun) ? FIRST.indexOf(noun) : FIRST.length;
  const sorted2 = [...folded].sort(([a], [b]) => rank(a) - rank(b) || byCodeUnits(a, b));
  const counts = sorted2.map(([noun, count2]) => countOf(count2, noun));
  const listed = named(counts);
  if (kind === "new") return `with ${listed}`;
  return `its ${listed} ${[...folded.values()].reduce((a, b) => a + b) === 1 ? "is" : "are"} ${kind === "ended" ? "no longer listed" : "listed again"}`;
}

// src/reporting/model/changes.ts
var KINDS = ["access", "keys", "settings", "other"];
var MOST_CHANGES = 5e3;
function buildChanges(data, names, most = MOST_CHANGES) {
  const own = data.changes.entries.filter(
    (change) => !isRepeated(change, data) && !(change.change === "changed" && isOnlyReordered(change.before, change.after))
  );
  const projects2 = foldProjects(own);
  const { kept, consequences: left } = foldLeavers(projects2.kept);
  const consequences = new Map([...projects2.consequences, ...left]);
  const rowOf = currentRows(data, kept);
  const worded = kept.map((change) => inWords(change, rowOf(change), names, consequences.get(change)));
  const rank = ({ kind }) => KINDS.indexOf(kind);
  const sorted2 = worded.sort((a, b) => a.day < b.day ? 1 : a.day > b.day ? -1 : rank(a) - rank(b));
  return { changes: sorted2.slice(0, most), changeCount: countsOf(sorted2) };
}
function inWords(change, row, names, consequence3) {
  const { resource, day, before, after } = change;
  const words = changeWords(listOfEntry(resource));
  const isProject = resource === "projects";
  const projectId = isProject ? row.id : row.project_id;
  const project = projectId ? names.project(projectId) : void 0;
  const detail = change.change !== "changed" ? isLeaver(change) && row.role ? `was ${row.role}` : words.detail?.(row, names) ?? "" : (isProject ? statusOf2(before, after) : void 0) ?? placed(row, names, resource, differences(before, after, row));
  return {
    kind: words.kind,
    change: change.change,
    resource,
    day,
    subject: words.subject(row, names),
    detail: [detail, consequence3].filter(Boolean).join("; "),
    ...project && { project }
  };
}
function placed(row, names, resource, text2) {
  if (resource === "project_users") return `in project ${names.project(row.project_id)}: ${text2}`;
  if (resource === "group_users") return `in group ${names.group(row.group_id)}: ${text2}`;
  if (resource.endsWith("_roles") && row.name && resource !== "project_roles") {
    return `role ${row.name}${row.project_id ? ` in project ${names.project(row.project_id)}` : ""}: ${text2}`;
  }
  return text2;
}
function statusOf2(before, after) {
  const fields = Object.keys({ ...before, ...after });
  if (!fields.every((field) => field === "status" || field === "archived_at")) return void 0;
  if (after.status === "archived" || after.archived_at) return "archived";
  return before.status === "archived" || before.archived_at ? "no longer archived" : void 0;
}
function currentRows({ snapshots }, changes) {
  const wanted = /* @__PURE__ */ new Map();
  for (const { resource, change, key } of changes) {
    if (change === "changed" && !wanted.has(resource)) wanted.set(resource, Object.keys(key));
  }
  const identity = (row, fields) => JSON.stringify(fields.map((field) => row[field] ?? null));
  const stored = /* @__PURE__ */ new Map();
  for (const [resource, fields] of wanted) {
    const rows = snapshots.get(resource)?.rows ?? [];
    stored.set(resource, new Map(rows.map((row) => [identity(row, fields), row])));
  }
  return ({ resource, key, before, after }) => ({
    ...stored.get(resource)?.get(identity(key, wanted.get(resource) ?? [])),
    ...key,
    ...before,
    ...after
  });
}
function countsOf(changes) {
  const counts = /* @__PURE__ */ new Map();
  for (const { kind, resource, change } of changes) {
    const count2 = counts.get(resource) ?? { kind, resource, added: 0, removed: 0, changed: 0 };
    counts.set(resource, count2);
    count2[change] += 1;
  }
  return [...counts.values()].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byCodeUnits(a.resource, b.resource)
  );
}

// src/reporting/model/coverage.ts
function buildCoverage(manifests, outcomes, newest = /* @__PURE__ */ new Map()) {
  const names = /* @__PURE__ */ new Set([...outcomes.map(({ resource }) => resource), ...manifests.keys()]);
  const byResource = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  return [...names].map((name2) => {
    const manifest = manifests.get(name2);
    const outcome = byResource.get(name2);
    return coverageOf(name2, manifest, outcome, coverage(manifest, outcome, newest.get(name2)));
  });
}
function wholePeriods(ranges, manifest) {
  const by = manifest?.shape.partition_by === "hour" ? "hour" : "day";
  return ranges.flatMap(([from, to]) => {
    const end = periodStart(to, by);
    return end > from ? [[from, end]] : [];
  });
}
function coverageOf(resource, manifest, outcome, covered) {
  const kind = storedResource(manifest ?? { resource }).kind;
  const ranges = wholePeriods(covered.ranges, manifest);
  const removed = manifest ? removedRanges(manifest) : [];
  const readTo = manifest?.parents_read && newestReadOn(manifest);
  return {
    resource,
    kind,
    status: outcome?.status ?? "other run",
    rows: manifest ? rowsOf2(manifest, kind) : 0,
    ranges: named2(ranges),
    gaps: named2(gapsBetween(ranges, manifest)),
    unavailable: named2(manifest?.unavailable ?? []),
    ...removed.length > 0 && { removed: withReasons(manifest?.removed ?? [], removed) },
    ...manifest?.read_on !== void 0 && { readOn: manifest.read_on },
    ...readTo !== void 0 && { readTo },
    ...outcome?.leftAsRead && { leftUntil: outcome.leftAsRead.dueOn },
    staleParents: manifest?.stale_parents?.length ?? 0,
    ...covered.until !== void 0 && { dataUntil: `${new Date(covered.until * 1e3).toISOString().slice(0, 19)}Z` }
  };
}
function rowsOf2(manifest, kind) {
  if (kind === "snapshot") return snapshotFile(manifest)?.rows ?? 0;
  return partitionFiles(manifest).reduce((sum2, { rows }) => sum2 + rows, 0);
}
function withReasons(removals, removed) {
  return removals.flatMap(
    (removal) => named2(intersect(removalRanges(removal), removed)).map((period) => ({ period, reason: removal.reason }))
  );
}
function named2(ranges) {
  return ranges.map(([from, to]) => [boundaryName(from), boundaryName(to)]);
}

// src/reporting/model/keys.ts
var ISO_TIME = /^\d{4}-\d\d-\d\dT/;
function buildKeys(data, names) {
  const adminKeys2 = data.snapshots.get("admin_api_keys")?.rows;
  const projectKeys2 = data.snapshots.get("project_api_keys")?.rows;
  if (!adminKeys2 && !projectKeys2) return void 0;
  const today2 = dayName(data.now);
  const keys = [
    ...(adminKeys2 ?? []).map((row) => ({ kind: "admin", owner: names.owner(row), ...facts(row, today2) })),
    ...(projectKeys2 ?? []).map(
      (row) => ({
        kind: "project",
        owner: names.owner(row),
        ...row.project_id && { project: names.project(row.project_id) },
        ...facts(row, today2)
      })
    )
  ];
  return keys.sort((a, b) => b.ageDays - a.ageDays || byCodeUnits(a.id, b.id));
}
function facts(row, today2) {
  const created = dayOf(row.created_at);
  const lastUsed = dayOf(row.last_used_at);
  const expires = dayOf(row.expires_at);
  return {
    id: row.id ?? "",
    name: row.name ?? "",
    redacted: row.redacted_value ?? "",
    created: created ?? "",
    ageDays: created === void 0 ? 0 : daysBetween(created, today2),
    ...lastUsed !== void 0 && { lastUsed, idleDays: Math.max(0, daysBetween(lastUsed, today2)) },
    ...expires !== void 0 && { expires }
  };
}
function dayOf(time) {
  return time && ISO_TIME.test(time) ? time.slice(0, 10) : void 0;
}

// src/reporting/model/settled-spend.ts
var SETTLED_AFTER_DAYS = 2;
function spendDays(covered, today2, settledAfterDays = SETTLED_AFTER_DAYS) {
  const end = dayAfter(today2, -settledAfterDays);
  const read = new Set(covered.flatMap(([from, to]) => eachDay(from, to)));
  const settled = [...read].filter((day) => day < end).sort();
  const last = settled.at(-1);
  if (last === void 0) return void 0;
  const [first, before, next] = [monthStart(last), monthStart(last, -1), monthStart(last, 1)];
  const toDate = settled.filter((day) => day >= first);
  const lastMonth = settled.filter((day) => day >= before && day < first);
  const known = new Set(toDate);
  const lastToDate = lastMonth.filter((day) => day.slice(8) <= last.slice(8));
  const [lastFrom] = lastToDate;
  const isPartial = lastFrom !== void 0 && lastFrom > before;
  return {
    settled,
    last,
    monthStart: first,
    lastMonthStart: before,
    nextMonthStart: next,
    toDate,
    open: eachDay(first, next).filter((day) => !known.has(day)),
    lastToDate,
    ...isPartial && { lastFrom },
    lastMonth
  };
}
function amountsBy(daily, keyOf2) {
  const byKey = /* @__PURE__ */ new Map();
  for (const cost of daily) {
    const key = keyOf2(cost);
    const amounts = byKey.get(key) ?? /* @__PURE__ */ new Map();
    byKey.set(key, amounts);
    amounts.set(cost.day, (amounts.get(cost.day) ?? 0) + cost.amount);
  }
  return byKey;
}
function sumOf(amounts, days) {
  return days.reduce((sum2, day) => sum2 + (amounts.get(day) ?? 0), 0);
}

// src/reporting/model/forecast.ts
var WEEKS = 4;
var FEWEST_FOR_WEEKDAYS = 14;
function sampleOf({ settled, last }) {
  const from = dayAfter(last, 1 - WEEKS * 7);
  return settled.filter((day) => day >= from);
}
function forecastOf(amounts, days) {
  return sumOf(amounts, days.toDate) + expectedOf(amounts, days);
}
function expectedOf(amounts, days) {
  const sample = sampleOf(days);
  const mean = sample.length === 0 ? 0 : sumOf(amounts, sample) / sample.length;
  if (sample.length < FEWEST_FOR_WEEKDAYS) return days.open.length * mean;
  const byWeekday = Array.from(
    { length: 7 },
    (_, index) => median(sample.filter((day) => weekday(day) === index).map((day) => amounts.get(day) ?? 0))
  );
  return days.open.reduce((sum2, day) => sum2 + (byWeekday[weekday(day)] ?? mean), 0);
}
function median(some) {
  const sorted2 = [...some].sort((a, b) => a - b);
  const [low, high] = [sorted2[Math.floor((sorted2.length - 1) / 2)], sorted2[Math.floor(sorted2.length / 2)]];
  return low === void 0 || high === void 0 ? void 0 : (low + high) / 2;
}
function forecastMethod(amounts, days, currency, today2) {
  const { toDate, open: open2, monthStart: monthStart2, last } = days;
  const month = monthName(monthStart2);
  const early = today2.slice(0, 7) > last.slice(0, 7) ? `No day of ${monthName(today2)} has come to rest yet, so this is ${month}: ` : "";
  const spent = `${money2(sumOf(amounts, toDate), currency)} on ${countOf(toDate.length, "settled day")} of ${month}`;
  if (open2.length === 0) return `${early}${spent}, the whole month.`;
  const sample = sampleOf(days);
  const mean = `${countOf(sample.length, "day")}, ${money2(sumOf(amounts, sample) / sample.length, currency)} a day on average`;
  const basis = sample.length < FEWEST_FOR_WEEKDAYS ? `the mean of all recent settled days (${mean})` : `the median of the same weekday over the last ${WEEKS} settled weeks (${countOf(sample.length, "day")})`;
  const rest = open2.length === 1 ? "the one other day" : `the ${open2.length} other days`;
  return `${early}${spent}, plus ${money2(expectedOf(amounts, days), currency)} for ${rest}: ${open2.length === 1 ? "" : "for each "}${basis}.`;
}

// src/reporting/model/spend.ts
var MOST_DAYS = 400;
var MOST_STACKED = 8;
var MOST_MOVERS2 = 10;
var UNALLOCATED = "Unallocated";
var NO_LINE_ITEM = "No line item";
function buildSpend(data, { names, labels, settledAfterDays }) {
  const { costs: costs2 } = data;
  const today2 = dayName(data.now);
  const days = costs2 && spendDays(costs2.covered, today2, settledAfterDays);
  if (!costs2 || !days) return void 0;
  const total = amountsBy(costs2.daily, () => "").get("") ?? /* @__PURE__ */ new Map();
  const projects2 = amountsBy(costs2.daily, ({ project }) => project);
  const lineItems = amountsBy(costs2.daily, ({ lineItem }) => lineItem ?? NO_LINE_ITEM);
  const nameOf3 = (id) => id === null ? UNALLOCATED : names.project(id);
  const shown = days.settled.slice(-MOST_DAYS);
  const limit2 = monthlyLimit(data.snapshots.get("spend_limit")?.rows[0]);
  return {
    currency: costs2.currency,
    ...today2.slice(0, 7) > days.last.slice(0, 7) && { isEarlierMonth: true },
    monthStart: days.monthStart,
    settledTo: days.last,
    monthToDate: tidy(sumOf(total, days.toDate)),
    lastMonthToDate: tidy(sumOf(total, days.lastToDate)),
    ...days.lastFrom !== void 0 && { lastMonthFrom: days.lastFrom },
    lastMonth: tidy(sumOf(total, days.lastMonth)),
    forecast: tidy(forecastOf(total, days)),
    forecastMethod: forecastMethod(total, days, costs2.currency, today2),
    daily: shown.map((day) => ({ day, amount: tidy(total.get(day) ?? 0) })),
    dailyByProject: stacked(projects2, shown, nameOf3),
    projects: projectSpends(data, projects2, days, { labels, nameOf: nameOf3 }),
    lineItems: [...lineItems].map(([name2, amounts]) => ({
      name: name2,
      monthToDate: tidy(sumOf(amounts, days.toDate)),
      lastMonthToDate: tidy(sumOf(amounts, days.lastToDate))
    })).filter(({ monthToDate, lastMonthToDate }) => monthToDate !== 0 || lastMonthToDate !== 0).sort((a, b) => b.monthToDate - a.monthToDate || byName(a, b)),
    moversByProject: movers(
      [...projects2].map(([id, amounts]) => [nameOf3(id), amounts]),
      days
    ),
    moversByLineItem: movers([...lineItems], days),
    unallocated: tidy(sumOf(projects2.get(null) ?? /* @__PURE__ */ new Map(), days.toDate)),
    ...limit2 !== void 0 && { limit: limit2 }
  };
}
function byName(a, b) {
  return byCodeUnits(a.name, b.name);
}
function monthlyLimit(row) {
  if (!row?.threshold_amount || (row.interval ?? "month") !== "month") return void 0;
  const cents = Number(row.threshold_amount);
  return Number.isNaN(cents) ? void 0 : cents / 100;
}
function projectSpends(data, byProject, days, { labels, nameOf: nameOf3 }) {
  const limits = /* @__PURE__ */ new Map();
  for (const row of data.snapshots.get("project_spend_limit")?.rows ?? []) {
    const limit2 = monthlyLimit(row);
    if (limit2 !== void 0) limits.set(row.project_id ?? null, limit2);
  }
  const ids = /* @__PURE__ */ new Set([...byProject.keys(), ...limits.keys()]);
  const spends = [...ids].map((id) => {
    const amounts = byProject.get(id) ?? /* @__PURE__ */ new Map();
    const { team, costCentre, budget } = id !== null && labels?.get(id) || {};
    const monthToDate = tidy(sumOf(amounts, days.toDate));
    const limit2 = limits.get(id);
    return {
      id,
      name: nameOf3(id),
      ...team !== void 0 && { team },
      ...costCentre !== void 0 && { costCentre },
      monthToDate,
      lastMonthToDate: tidy(sumOf(amounts, days.lastToDate)),
      forecast: tidy(forecastOf(amounts, days)),
      ...limit2 !== void 0 && { limit: limit2, ...shareOf(monthToDate, limit2, "shareOfLimit") },
      ...budget !== void 0 && { budget, ...shareOf(monthToDate, budget, "shareOfBudget") }
    };
  });
  return spends.filter(
    (spend) => spend.monthToDate !== 0 || spend.lastMonthToDate !== 0 || spend.forecast !== 0 || spend.limit !== void 0
  ).sort((a, b) => b.monthToDate - a.monthToDate || byName(a, b));
}
function shareOf(spent, of, name2) {
  return of > 0 ? { [name2]: tidy(spent / of) } : {};
}
function stacked(byProject, days, nameOf3) {
  const ranked = [...byProject].map(([id, amounts]) => ({ name: nameOf3(id), amounts, sum: sumOf(amounts, days) })).filter(({ sum: sum2 }) => sum2 !== 0).sort((a, b) => b.sum - a.sum || byName(a, b));
  const series = (amounts) => days.map((day) => tidy(amounts(day)));
  const top = ranked.slice(0, MOST_STACKED).map(({ name: name2, amounts }) => ({ name: name2, amounts: series((day) => amounts.get(day) ?? 0) }));
  const rest = ranked.slice(MOST_STACKED);
  if (rest.length === 0) return top;
  const others = (day) => rest.reduce((sum2, { amounts }) => sum2 + (amounts.get(day) ?? 0), 0);
  return [...top, { name: "Other projects", amounts: series(others) }];
}
function movers(named4, days) {
  const inLast = new Set(days.lastToDate.map((day) => day.slice(8)));
  const now2 = days.toDate.filter((day) => inLast.has(day.slice(8)));
  const inNow = new Set(now2.map((day) => day.slice(8)));
  const before = days.lastToDate.filter((day) => inNow.has(day.slice(8)));
  return named4.map(([name2, amounts]) => ({ name: name2, before: tidy(sumOf(amounts, before)), now: tidy(sumOf(amounts, now2)) })).filter((mover) => mover.now !== mover.before).sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before) || byName(a, b)).slice(0, MOST_MOVERS2);
}

// src/reporting/model/build-report.ts
function buildReport(sources) {
  const {
    run: run2,
    data,
    manifests,
    checks,
    comparedWith,
    links = {},
    labels,
    settledAfterDays,
    revokesOutstanding
  } = sources;
  const names = namesOf(data);
  const spend = buildSpend(data, { names, labels, settledAfterDays });
  const keys = buildKeys(data, names);
  const people = buildPeople(data);
  const activity = buildActivity(data);
  return {
    day: dayName(run2.now),
    now: timeText(run2.now),
    comparedWith,
    links,
    run: run2,
    readBack: data.problems ?? [],
    ...buildChanges(data, names, sources.mostChanges),
    checks,
    ...spend && { spend },
    ...keys && { keys },
    ...people && { people },
    ...activity && { activity },
    coverage: buildCoverage(manifests, run2.outcomes, newestRows(data)),
    ...revokesOutstanding && { revokesOutstanding }
  };
}
function newestRows({ costs: costs2, events }) {
  const ends = { costs: costs2?.covered.at(-1)?.[1], audit_logs: events?.newest };
  return new Map(
    Object.entries(ends).flatMap(([name2, end]) => end === void 0 ? [] : [[name2, Date.parse(end) / 1e3]])
  );
}
function buildPeople({ snapshots }) {
  const users = (snapshots.get("users") ?? snapshots.get("organization_members"))?.rows;
  if (!users) return void 0;
  const people = users.filter((user) => user.is_service_account !== "true");
  const invites = snapshots.get("invites")?.rows;
  const accounts = snapshots.get("project_service_accounts")?.rows;
  return {
    members: people.length,
    owners: people.filter(({ role: role2 }) => role2 === "owner").length,
    ...invites && { pendingInvites: invites.filter(({ status }) => status === "pending").length },
    ...accounts && { serviceAccounts: accounts.length }
  };
}
function buildActivity({ events, now: now2 }) {
  if (!events) return void 0;
  const { byType, byHour, byDay: byDay2 } = events.counts;
  const days = eachDay(events.since, dayAfter(dayName(now2), 1));
  return {
    from: events.since,
    to: dayName(now2),
    byType: [...byType].map(([type, count2]) => ({ type, count: count2 })).sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    byHour: [...byHour],
    byDay: days.map((day) => ({ day, count: byDay2.get(day) ?? 0 }))
  };
}

// src/settings/project-labels.ts
var COLUMNS = ["project_id", "team", "cost_centre", "budget"];
var AMOUNT = /^\d+(\.\d+)?$/;
function parseProjectLabels(text2, known) {
  const labels = /* @__PURE__ */ new Map();
  const warnings = [];
  for (const { record: record2, info } of parseRecords(text2)) {
    const id = record2.project_id ?? "";
    if (id === "") throw mistake(info.lines, "has no project_id");
    if (labels.has(id)) throw mistake(info.lines, `gives the project ${id} a second time`);
    if (!known.has(id)) warnings.push(`The projects file, line ${info.lines}: there is no project ${id}.`);
    labels.set(id, labelOf2(record2, info.lines));
  }
  return { labels, warnings };
}
function labelOf2({ team, cost_centre: costCentre, budget }, line) {
  if (budget && !AMOUNT.test(budget)) {
    throw mistake(
      line,
      `has the budget ${JSON.stringify(budget)}: give digits and a point alone, such as 1500 or 1500.50`
    );
  }
  return { ...team && { team }, ...costCentre && { costCentre }, ...budget && { budget: Number(budget) } };
}
function parseRecords(text2) {
  try {
    return parse(text2, { bom: true, columns: checkHeader, info: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw mistake(Number(cause.lines ?? 1), `is not CSV: ${cause.message}`, cause);
  }
}
function checkHeader(header) {
  const wrong = header.find((name2) => !COLUMNS.includes(name2));
  const twice = header.find((name2, index) => header.indexOf(name2) < index);
  if (wrong !== void 0 || twice !== void 0 || !header.includes("project_id")) {
    const why2 = wrong !== void 0 ? `names the column ${JSON.stringify(wrong)}` : twice !== void 0 ? `names ${twice} twice` : "lacks project_id";
    throw mistake(1, `${why2}: allowed are ${COLUMNS.join(", ")}, the first of which must be there`);
  }
  return header;
}
function mistake(line, why2, cause) {
  const error = new ConfigurationError("projects-file", `line ${line} ${why2}.`);
  if (cause !== void 0) error.cause = cause;
  return error;
}

// src/access-review/merge-review.ts
function mergeReview(stored, state) {
  const table2 = widened(stored?.trim() ? parseReview(stored) : { header: [], rows: [], positions: /* @__PURE__ */ new Map() });
  const { population, day } = state;
  const current = new Map(population.rows.map((row) => [row.access, row]));
  const rows = [];
  const seen = /* @__PURE__ */ new Set();
  for (const row of table2.rows) {
    const access2 = cellOf(table2, row, "access");
    const known = seen.has(access2) ? void 0 : current.get(access2);
    if (!accessParts(access2)) rows.push([...row]);
    else if (known) rows.push(refreshed(table2, row, known, day));
    else if (seen.has(access2)) rows.push(...isWrittenIn(table2, row) ? [[...row]] : []);
    else rows.push(...keptRow(table2, row, state));
    seen.add(access2);
  }
  for (const row of population.rows) if (!seen.has(row.access)) rows.push(filled(table2, blank(table2), row));
  rows.sort((a, b) => compareAccess(cellOf(table2, a, "access"), cellOf(table2, b, "access")));
  return { text: formatReview({ header: table2.header, rows }), tally: tallyOf(table2, rows) };
}
function widened({ header, rows, positions }) {
  const lacking = REVIEW_COLUMNS.filter((column) => !positions.has(column));
  const all = new Map(positions);
  for (const [index, column] of lacking.entries()) all.set(column, header.length + index);
  return {
    header: [...header, ...lacking],
    rows: rows.map((row) => [...row, ...lacking.map(() => "")]),
    positions: all
  };
}
function blank({ header }) {
  return header.map(() => "");
}
function filled(table2, row, current) {
  const cells = {
    access: current.access,
    kind: current.kind,
    id: current.id,
    name: current.name,
    email: current.email,
    project_id: current.projectId,
    project: current.project,
    role: rolesOf(current).join("; "),
    obtained: obtainedText(current),
    added_at: current.addedAt,
    last_used_at: current.lastUsedAt,
    owner: current.owner,
    findings: current.findings.join(" ")
  };
  const copy = [...row];
  for (const column of GENERATED_COLUMNS) copy[table2.positions.get(column) ?? -1] = defuseFormula(cells[column]);
  return copy;
}
function refreshed(table2, row, current, day) {
  const fresh = filled(table2, row, current);
  const marks = [];
  if (isGone(table2, row)) marks.push("there again");
  if (decisionOf(cellOf(table2, row, "decision"))) {
    for (const column of ["role", "obtained"]) {
      const before = cellOf(table2, row, column);
      if (before !== cellOf(table2, fresh, column)) marks.push(`${column} was ${before || "empty"}`);
    }
  }
  return marks.reduce((marked, text2) => withMark(table2, marked, `${day}: ${text2}`), fresh);
}
function keptRow(table2, row, { population, data, day }) {
  const access2 = cellOf(table2, row, "access");
  const about = { access: access2, kind: cellOf(table2, row, "kind"), obtained: cellOf(table2, row, "obtained") };
  if (unreadFor(data, about).length > 0) return [[...row]];
  if (!isWrittenIn(table2, row)) return [];
  if (isGone(table2, row)) return [[...row]];
  const member = population.accepted.get(access2);
  return [withMark(table2, row, `${day}: ${member ? `accepted, now ${member}; gone` : "gone"}`)];
}
function isWrittenIn(table2, row) {
  const generated = new Set(GENERATED_COLUMNS.map((column) => table2.positions.get(column)));
  generated.add(table2.positions.get("since_decided"));
  return row.some((cell, index) => !generated.has(index) && cell.trim() !== "");
}
function isGone(table2, row) {
  return /(?:^|[ ;])gone$/.test(cellOf(table2, row, "since_decided"));
}
function withMark(table2, row, mark2) {
  const marked = [...row];
  const before = cellOf(table2, row, "since_decided");
  marked[table2.positions.get("since_decided") ?? -1] = before === "" ? mark2 : `${before}; ${mark2}`;
  return marked;
}
function tallyOf(table2, rows) {
  const tally = { rows: rows.length, keep: 0, revoke: 0, change: 0, undecided: 0, unknown: 0, changedSince: 0 };
  for (const row of rows) {
    const decision = decisionOf(cellOf(table2, row, "decision"));
    tally[decision ?? "undecided"] += 1;
    if (decision && cellOf(table2, row, "since_decided") !== "") tally.changedSince += 1;
  }
  return tally;
}

// src/access-review/review-period.ts
function reviewPeriod(now2) {
  const date = new Date(now2 * 1e3);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

// src/audit/findings-file.ts
function findingsOf(results) {
  return results.flatMap(({ findings }) => findings).sort((one, other) => byCodeUnits(one.id, other.id));
}
function serializeFindings(findings) {
  return findings.map((finding) => `${JSON.stringify(finding)}
`).join("");
}
function parseFindings(text2) {
  return text2.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const finding = parseLine(line);
    if (finding === void 0) throw new Error(`Failed to read findings.jsonl: line ${index + 1} is no finding`);
    return finding;
  });
}
function parseLine(line) {
  try {
    const finding = JSON.parse(line);
    return typeof finding.id === "string" && typeof finding.check === "string" ? finding : void 0;
  } catch {
    return void 0;
  }
}
var columns = [
  "id",
  "check",
  "severity",
  "status",
  "since",
  "baseline",
  "text",
  "evidence",
  "exception_reason",
  "exception_expires",
  "resolved"
];
function findingsCsv(findings, escapeFormulas = true) {
  const records2 = findings.map((finding) => {
    const { id, check, severity, status, since, baseline, text: text2, evidence, exception, resolved } = finding;
    const cells = [id, check, severity, status, since, String(baseline), text2, JSON.stringify(evidence)];
    const all = [...cells, exception?.reason ?? null, exception?.expires ?? null, resolved ?? null];
    return escapeFormulas ? all.map((cell) => cell === null ? null : defuseFormula(cell)) : all;
  });
  return stringify([columns, ...records2], { record_delimiter: "\n", quoted_match: /^$|\r/ });
}

// src/reporting/markdown/access-review.ts
var MOST_LINES = 20;
function reviewTitle({ period, population: { rows } }) {
  const { people, serviceAccounts, keys } = numbers(rows);
  const persons = people === 1 ? "1 person" : `${count(people)} people`;
  return `Access review ${period}: ${persons}, ${countOf(serviceAccounts, "service account")}, ${countOf(keys, "key")}`;
}
function reviewBody(model) {
  const findings = model.findings.filter(({ severity, status }) => severity === "high" && status !== "resolved");
  const open2 = findings.map(
    ({ text: text2, exception }) => exception ? `${text2} (excepted until ${exception.expires})` : text2
  );
  const standing = model.outstanding.map(({ subject, review, decision }) => `${decision} (${review}): ${subject}`);
  const sections = [
    { name: "the review", head: opening(model), rank: 0 },
    listOf2("What the list lacks", model.population.missing),
    listOf2("High findings", open2),
    listOf2("Decided earlier, not carried out", standing),
    listOf2("Earlier decisions that could not be followed up", model.problems)
  ];
  return compose(sections, BUDGETS.pullRequest);
}
function opening({ period, day, path: path6, link: link2, population: { rows }, tally }) {
  const { people, owners: owners2, serviceAccounts, invites, keys, adminKeys: adminKeys2, projects: projects2 } = numbers(rows);
  const file = link2 === void 0 ? code(path6) : `[${code(path6)}](${link2})`;
  const unknown = tally.unknown > 0 ? `, **${count(tally.unknown)} not understood**` : "";
  const changed = tally.changedSince > 0 ? ` ${count(tally.changedSince)} of the decided ones changed since: column since\\_decided.` : "";
  return [
    `Everybody and everything with access to the OpenAI organisation on ${day}, for the review of ${period}: ${file}.`,
    "",
    "| | |",
    "| --- | ---: |",
    `| People | ${count(people)} |`,
    `| Owners of the organisation | ${count(owners2)} |`,
    `| Service accounts | ${count(serviceAccounts)} |`,
    `| Pending invites | ${count(invites)} |`,
    `| Keys | ${count(keys)} |`,
    `| of which admin keys | ${count(adminKeys2)} |`,
    `| Projects | ${count(projects2)} |`,
    "",
    `${countOf(tally.rows, "row")}: ${count(tally.undecided)} undecided, ${count(tally.keep)} keep, ${count(tally.revoke)} revoke, ${count(tally.change)} change${unknown}.${changed}`,
    "",
    "1. Open the file on this branch and write `keep`, `revoke` or `change` into **decision** for every row, and the reason into **note**. Later runs keep what you write.",
    "2. Approve and merge. The merged file, with who approved it, the day and the commit, is the record.",
    "3. Carry out what was decided, in the settings of the organisation. The next runs report each `revoke` and `change` that has not been."
  ];
}
function numbers(rows) {
  const distinct = (wanted) => new Set(rows.filter(wanted).map(({ id }) => id)).size;
  const isKey = ({ kind }) => kind === "admin key" || kind === "project key";
  return {
    people: distinct(({ kind }) => kind === "person"),
    owners: distinct((row) => row.projectId === "" && row.access.startsWith("user:") && isOwner(row)),
    serviceAccounts: distinct(({ kind }) => kind === "service account"),
    invites: distinct(({ kind }) => kind === "invite"),
    // Ids of project keys are unique only inside a project.
    keys: rows.filter(isKey).length,
    adminKeys: distinct(({ kind }) => kind === "admin key"),
    projects: new Set(rows.map(({ projectId }) => projectId).filter((id) => id !== "")).size
  };
}
function isOwner(row) {
  return rolesOf(row).some((role2) => role2.toLowerCase() === "owner");
}
function listOf2(heading2, texts2) {
  return {
    name: heading2,
    head: [`### ${heading2}: ${count(texts2.length)}`, ""],
    items: texts2.slice(0, MOST_LINES).map((text2) => `- ${escapeMarkdown(text2)}`),
    alreadyLeftOut: Math.max(0, texts2.length - MOST_LINES),
    more: (left) => `- and ${count(left)} more`,
    rank: 1
  };
}

// src/deliver/review-folder.ts
import { mkdtemp, rm } from "node:fs/promises";
import path2 from "node:path";

// src/access-review/review-text.ts
var utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
var windows = new TextDecoder("windows-1252");
var LINE_END = 10;
function decodeReview(bytes) {
  if (bytes[0] === 255 && bytes[1] === 254) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 254 && bytes[1] === 255) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return lines(bytes).map(decodeLine).join("");
  }
}
function lines(bytes) {
  const found = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, from);
    const to = end < 0 ? bytes.length : end + 1;
    found.push(bytes.subarray(from, to));
    from = to;
  }
  return found;
}
function decodeLine(line) {
  try {
    return utf8.decode(line);
  } catch {
    return windows.decode(line);
  }
}

// src/github/branch-destination.ts
import { createReadStream as createReadStream2 } from "node:fs";
import { readFile as readFile3 } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

// src/github/git-objects.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
async function blobId(localFile) {
  const { size: size2 } = await stat(localFile);
  const hash = createHash("sha1").update(`blob ${size2}\0`);
  for await (const chunk of createReadStream(localFile)) hash.update(chunk);
  return hash.digest("hex");
}
function blobIdOf(content) {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

// src/github/blob-reader.ts
var KEPT_BYTES = 16e6;
var MOST_TOGETHER = 100;
var TOGETHER_BYTES = 2e6;
var LARGEST_TOGETHER = 4e5;
function blobReader(github) {
  const kept = /* @__PURE__ */ new Map();
  const coming = /* @__PURE__ */ new Map();
  let bytes = 0;
  function keep3(sha, content) {
    if (content.length > KEPT_BYTES || kept.has(sha)) return;
    kept.set(sha, content);
    bytes += content.length;
    for (const [oldest, { length }] of kept) {
      if (bytes <= KEPT_BYTES) return;
      kept.delete(oldest);
      bytes -= length;
    }
  }
  async function fetchTogether(entries) {
    const fetching = readTexts(github, entries).then((texts2) => {
      for (const [sha, content] of texts2) keep3(sha, content);
    });
    for (const { sha } of entries) coming.set(sha, fetching);
    await fetching.finally(() => {
      for (const { sha } of entries) coming.delete(sha);
    });
  }
  return async (wanted, next) => {
    if (coming.has(wanted.sha)) await coming.get(wanted.sha);
    else if (!kept.has(wanted.sha)) {
      const others = [...next].filter(({ sha }) => !kept.has(sha) && !coming.has(sha));
      const together = fitting([wanted, ...others]);
      if (together.length > 1) await fetchTogether(together);
    }
    const known = kept.get(wanted.sha);
    if (known) return known;
    const { rest, repository } = github;
    const { data } = await rest.git.getBlob({ ...repository, file_sha: wanted.sha });
    const content = Buffer.from(data.content, "base64");
    keep3(wanted.sha, content);
    return content;
  };
}
function fitting(entries) {
  const chosen2 = [];
  let bytes = 0;
  for (const entry of entries) {
    const { size: size2 = LARGEST_TOGETHER } = entry;
    bytes += size2;
    if (chosen2.length === MOST_TOGETHER || bytes > TOGETHER_BYTES || size2 > LARGEST_TOGETHER) break;
    chosen2.push(entry);
  }
  return chosen2;
}
async function readTexts({ graphql, repository }, entries) {
  const fields = entries.map(({ sha }, index) => `b${index}: object(oid: "${sha}") { ... on Blob { text } }`);
  const query = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(" ")} } }`;
  const { owner, repo: name2 } = repository;
  const found = /* @__PURE__ */ new Map();
  try {
    const answer = await graphql(query, { owner, name: name2 });
    for (const [index, { sha }] of entries.entries()) {
      const content = Buffer.from(answer.repository[`b${index}`]?.text ?? "");
      if (blobIdOf(content) === sha) found.set(sha, content);
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return found;
}

// src/github/upload.ts
import { readFile as readFile2, stat as stat3 } from "node:fs/promises";

// src/github/batches.ts
var BATCH_BYTES = 4e6;
function* batches(items, most, sizeOf2) {
  let batch = [];
  let bytes = 0;
  for (const item of items) {
    if (batch.length > 0 && (batch.length === most || bytes + sizeOf2(item) > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += sizeOf2(item);
  }
  if (batch.length > 0) yield batch;
}

// src/github/stage-binaries.ts
import { readFile, stat as stat2 } from "node:fs/promises";

// src/github/remove-branch.ts
async function removeBranch({ rest, repository }, ref) {
  try {
    await rest.git.deleteRef({ ...repository, ref });
  } catch (error) {
    const isAbsent = isMissing(error) || /does not exist/i.test(String(error));
    if (!isAbsent) throw error;
  }
}

// src/github/stage-binaries.ts
var MOST_FILES = 100;
var UPLOAD_BRANCHES = "openai-admin-export-upload/";
var MESSAGE = "data: upload of a first export";
var COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
async function stageBinaries(github, uploads, { parent, label: label4 }) {
  const { rest, repository } = github;
  const branchName = `${UPLOAD_BRANCHES}${label4}`;
  const ref = `heads/${branchName}`;
  await removeBranch(github, ref);
  const first = await emptyCommit(github, parent);
  try {
    await rest.git.createRef({ ...repository, ref: `refs/${ref}`, sha: first });
  } catch (error) {
    if (!isReferenceThere(error)) throw error;
  }
  try {
    const sizes = /* @__PURE__ */ new Map();
    for (const upload of uploads) sizes.set(upload, (await stat2(upload.localFile)).size);
    let head = first;
    for (const batch of batches(uploads, MOST_FILES, (upload) => sizes.get(upload))) {
      const additions = batch.map(async ({ path: path6, localFile }) => ({
        path: path6,
        contents: (await readFile(localFile)).toString("base64")
      }));
      const input = {
        branch: { repositoryNameWithOwner: `${repository.owner}/${repository.repo}`, branchName },
        message: { headline: MESSAGE },
        expectedHeadOid: head,
        fileChanges: { additions: await Promise.all(additions) }
      };
      head = await commitBatch(github, ref, input);
    }
  } finally {
    await removeBranch(github, ref);
  }
}
async function commitBatch({ rest, graphql, repository }, ref, input) {
  try {
    const answer = await graphql(COMMIT, { input });
    return answer.createCommitOnBranch.commit.oid;
  } catch (error) {
    if (!isStale(error)) throw error;
    const { data } = await rest.git.getRef({ ...repository, ref });
    if (data.object.sha === input.expectedHeadOid) throw error;
    return data.object.sha;
  }
}
async function emptyCommit({ rest, repository }, parent) {
  const { data } = await rest.git.getCommit({ ...repository, commit_sha: parent });
  const commit = { message: MESSAGE, tree: data.tree.sha, parents: [parent] };
  return (await rest.git.createCommit({ ...repository, ...commit })).data.sha;
}

// src/github/upload.ts
var BATCH_FILES = 400;
var LARGEST_FILE_BYTES = 4e7;
var MOST_SINGLE_BLOBS = 20;
async function uploadTree(github, base, changes, uploads, upload) {
  const sizes = /* @__PURE__ */ new Map();
  for (const { path: path6, localFile } of uploads) sizes.set(path6, (await stat3(localFile)).size);
  const sizeOf2 = ({ path: path6 }) => sizes.get(path6);
  refuseLargeFiles(uploads, sizeOf2);
  const isInline = (file) => isText(file.path) && sizeOf2(file) <= BATCH_BYTES;
  const apart2 = uploads.filter((file) => !isInline(file));
  await sendAhead(github, apart2, upload);
  let tree = base;
  const known = [...changes, ...apart2.map(({ path: path6, sha }) => ({ path: path6, sha, mode: "100644" }))];
  for (const batch of batches(known, BATCH_FILES, () => 0)) tree = await extendTree(github, tree, batch);
  for (const batch of batches(uploads.filter(isInline), BATCH_FILES, sizeOf2)) {
    const entries = batch.map(async ({ path: path6, localFile }) => ({
      path: path6,
      mode: "100644",
      content: await readFile2(localFile, "utf8")
    }));
    tree = await extendTree(github, tree, await Promise.all(entries));
  }
  return tree;
}
var TYPES = { "040000": "tree", "160000": "commit" };
async function extendTree({ rest, repository }, base_tree, entries) {
  const tree = entries.map((entry) => ({
    ...entry,
    mode: entry.mode,
    type: TYPES[entry.mode] ?? "blob"
  }));
  const { data } = await rest.git.createTree({ ...repository, base_tree, tree });
  return data.sha;
}
async function sendAhead(github, uploads, upload) {
  const small = uploads.filter(({ path: path6 }) => !isText(path6));
  if (small.length > MOST_SINGLE_BLOBS) await stageBinaries(github, small, upload);
  const single = small.length > MOST_SINGLE_BLOBS ? uploads.filter(({ path: path6 }) => isText(path6)) : uploads;
  const { rest, repository } = github;
  for (const { localFile } of single) {
    const content = (await readFile2(localFile)).toString("base64");
    await rest.git.createBlob({ ...repository, content, encoding: "base64" });
  }
}
function refuseLargeFiles(uploads, sizeOf2) {
  const large = uploads.filter((upload) => sizeOf2(upload) > LARGEST_FILE_BYTES);
  if (large.length === 0) return;
  const names = large.slice(0, 5).map((upload) => `${upload.path} (${(sizeOf2(upload) / 1e6).toFixed(0)} MB)`);
  throw new StorageError(
    "file-too-large",
    `Failed to commit ${names.join(", ")}${large.length > 5 ? `, and ${large.length - 5} more` : ""}: GitHub's API takes files of up to 40 MB. Cut the partitions finer (\`partition-by: day\` or \`hour\`), compress them (\`format: jsonl.gz\`), or use a bucket as \`destination\`.`
  );
}
function isText(path6) {
  const format = formatOfPath(path6);
  return format === void 0 || format.compression === "none" && format.text !== void 0;
}

// src/github/branch-destination.ts
function branchDestination(github, initial, folder, root) {
  let state = initial;
  let ordered = [...state.files.keys()].sort();
  const readBlob = blobReader(github);
  const changed = /* @__PURE__ */ new Map();
  const description = `${folder.description} of the branch ${state.name}`;
  function stored(relative) {
    return state.files.get(relative);
  }
  function isThere2(relative) {
    const own = changed.get(relative);
    return own === void 0 ? stored(relative) !== void 0 : own !== null;
  }
  async function note(relative) {
    const localFile = path.join(root, relative);
    changed.set(relative, { localFile, sha: await blobId(localFile) });
  }
  function* following(relative) {
    if (!isText(relative)) return;
    const folder2 = folderReadWhole(relative);
    for (const path6 of ordered.slice(ordered.indexOf(relative) + 1)) {
      if (!path6.startsWith(folder2)) return;
      if (isText(path6)) yield state.files.get(path6);
    }
  }
  async function bytesOf(relative, entry) {
    const localFile = path.join(root, relative);
    if (await blobId(localFile).catch((error) => ifMissing(error, localFile)) === entry.sha)
      return createReadStream2(localFile);
    const what = `read ${relative} in the ${description}`;
    return Readable.from([
      await asking({ what, permission: "contents: read" }, () => readBlob(entry, following(relative)))
    ]);
  }
  const destination = {
    description,
    async list(prefix) {
      const all = /* @__PURE__ */ new Set([...state.files.keys(), ...changed.keys()]);
      return [...all].filter((relative) => relative.startsWith(prefix) && isThere2(relative)).sort();
    },
    async read(relative) {
      const own = changed.get(relative);
      if (own === null) return void 0;
      if (own !== void 0) return createReadStream2(own.localFile);
      const entry = stored(relative);
      return entry && bytesOf(relative, entry);
    },
    async publish(relative, localFile, facts3) {
      await folder.publish(relative, localFile, facts3);
      await note(relative);
    },
    async publishNew(relative, localFile, facts3) {
      if (isThere2(relative)) return false;
      await folder.publish(relative, localFile, facts3);
      await note(relative);
      return true;
    },
    async remove(relative) {
      await folder.remove(relative);
      if (stored(relative) === void 0) changed.delete(relative);
      else changed.set(relative, null);
    },
    async readText(relative) {
      const own = changed.get(relative);
      if (own === null) return void 0;
      if (own !== void 0) return { text: await readFile3(own.localFile, "utf8"), version: own.sha };
      const entry = stored(relative);
      if (entry === void 0) return void 0;
      const chunks = [];
      for await (const chunk of await bytesOf(relative, entry)) chunks.push(chunk);
      return { text: Buffer.concat(chunks).toString("utf8"), version: entry.sha };
    },
    async replaceText(relative, text2, version3) {
      const now2 = changed.get(relative) === null ? void 0 : (changed.get(relative) ?? stored(relative))?.sha;
      if (now2 !== version3) return false;
      await destination.writeText(relative, text2);
      return true;
    },
    async writeText(relative, text2) {
      await folder.writeText(relative, text2);
      await note(relative);
    },
    close: () => folder.close(),
    written() {
      const differs = [...changed].filter(
        ([relative, own]) => own === null ? stored(relative) !== void 0 : own.sha !== stored(relative)?.sha
      );
      return new Map(differs);
    },
    rebase(newer) {
      state = newer;
      ordered = [...state.files.keys()].sort();
    },
    forget(paths) {
      for (const relative of paths) changed.delete(relative);
    }
  };
  return destination;
}
function refuseLinks(state) {
  const [link2] = [...state.files].find(([, { mode }]) => mode === "120000" || mode === "160000") ?? [];
  if (link2 !== void 0) {
    throw new StorageError(
      "path-refused",
      `${link2} on the branch ${state.name} is a link or a submodule: the data folder must hold plain files alone. Remove it, or choose another folder.`
    );
  }
}
function ifMissing(error, localFile) {
  if (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR") return void 0;
  throw new StorageError("destination-lost", `Failed to read ${localFile}: ${error.code ?? error}`, { cause: error });
}

// src/github/commit.ts
async function commitWritten(github, target, state, destination) {
  const written2 = destination.written();
  if (written2.size === 0) return { kind: "nothing" };
  const purpose = purposeOf2(github, target);
  const sha = await asking(purpose, () => makeCommit(github, target, state, destination));
  if (await moveBranch(github, target, state, sha, purpose)) return { kind: "committed", sha };
  const newer = await readBranch(github, target);
  const conflicts = [...written2].flatMap(([path6, own]) => {
    const theirs = newer.files.get(path6)?.sha;
    return theirs === state.files.get(path6)?.sha || theirs === (own?.sha ?? void 0) ? [] : [path6];
  });
  destination.rebase(newer);
  return { kind: "moved", state: newer, conflicts };
}
async function makeCommit(github, { folder, message, label: label4 }, state, destination) {
  const changes = new Map(state.taken.map((change) => [change.path, change]));
  const uploads = [];
  for (const [below, own] of destination.written()) {
    const path6 = `${folder}/${below}`;
    const taken = changes.get(path6);
    if (own) {
      changes.delete(path6);
      uploads.push({ ...own, path: path6 });
    } else if (taken?.isNew) changes.delete(path6);
    else changes.set(path6, { path: path6, mode: "100644", sha: null });
  }
  const [parent] = state.parents;
  const removedAndTaken = [...changes.values()].map(({ path: path6, mode, sha }) => ({ path: path6, mode, sha }));
  const dataTree = state.data === void 0 ? [] : [{ path: folder, mode: "040000", sha: state.data }];
  const start = dataTree.length > 0 ? await extendTree(github, state.tree, dataTree) : state.tree;
  const tree = await uploadTree(github, start, removedAndTaken, uploads, { parent, label: label4 });
  const { rest, repository } = github;
  const { data } = await rest.git.createCommit({ ...repository, message, tree, parents: state.parents });
  return data.sha;
}
async function moveBranch(github, target, state, sha, purpose) {
  const { rest, repository } = github;
  try {
    if (state.head) await rest.git.updateRef({ ...repository, ref: `heads/${target.branch}`, sha, force: false });
    else await rest.git.createRef({ ...repository, ref: `refs/heads/${target.branch}`, sha });
    return true;
  } catch (error) {
    if (!isMoved(error)) throw explainGitHub(error, purpose);
    return isOnBranch(github, target.branch, sha);
  }
}
async function isOnBranch({ rest, repository }, branch, sha) {
  try {
    const basehead = `${sha}...${branch}`;
    const { data } = await rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
    return data.status === "ahead" || data.status === "identical";
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false;
    throw error;
  }
}
function isMoved(error) {
  return error instanceof RequestError && (error.status === 422 || error.status === 409) && /not a fast forward|reference already exists|reference does not exist|is at .* but expected/i.test(error.message);
}
function purposeOf2({ repository }, { branch }) {
  return {
    what: `commit to the branch ${branch} of ${repository.owner}/${repository.repo}`,
    permission: "contents: write"
  };
}

// src/github/leftover-uploads.ts
var LONGEST_PAUSE_SECONDS = 3600;
async function removeLeftoverUploads(github, { now: now2, log }) {
  const purpose = { what: "remove branches that earlier uploads left behind", permission: "contents: write" };
  try {
    await asking(purpose, () => removeOlderThan(github, now2 - LONGEST_PAUSE_SECONDS));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    log.warning(notice(error.message, error.topic));
  }
}
async function removeOlderThan(github, seconds) {
  const { rest, repository } = github;
  const { data } = await rest.git.listMatchingRefs({ ...repository, ref: `heads/${UPLOAD_BRANCHES}` });
  for (const { ref, object } of data) {
    const commit = await rest.git.getCommit({ ...repository, commit_sha: object.sha });
    const committed = Date.parse(commit.data.committer.date) / 1e3;
    if (committed < seconds) await removeBranch(github, ref.replace(/^refs\//, ""));
  }
}

// src/github/branch-work.ts
var ATTRIBUTES_FILE = ".gitattributes";
var ATTRIBUTES = "* -text -filter -ident -working-tree-encoding\n";
var EARLIER_ATTRIBUTES = [blobIdOf(Buffer.from("* -text\n"))];
async function openBranchWork(github, target, folder, root) {
  let state = await readBranch(github, target);
  refuseLinks(state);
  const destination = branchDestination(github, state, folder, root);
  return {
    target,
    destination,
    get state() {
      return state;
    },
    async commit() {
      const attributes = state.files.get(ATTRIBUTES_FILE);
      const isOurs = attributes === void 0 || EARLIER_ATTRIBUTES.includes(attributes.sha);
      if (target.keepsBytes && destination.written().size > 0 && isOurs) {
        await destination.writeText(ATTRIBUTES_FILE, ATTRIBUTES);
      }
      const result = await commitWritten(github, target, state, destination);
      if (result.kind === "moved") {
        state = result.state;
        refuseLinks(state);
      }
      return result;
    },
    removeLeftovers: (run2) => removeLeftoverUploads(github, run2)
  };
}

// src/deliver/review-folder.ts
var FOLDER = FOLDERS.reviews;
var MOST_REVIEWS = 8;
function reviewFolder({ destination: { location } }) {
  return location.kind === "folder" && !location.name.startsWith("RUNNER_TEMP") ? `${location.name}/${FOLDER}` : FOLDER;
}
async function withReviews({ gitHub, config, branch, base }, use) {
  const root = await mkdtemp(path2.join(config.environment.temporaryFolder, "openai-admin-export-reviews-"));
  const target = {
    branch,
    base,
    takesBase: branch !== base,
    folder: reviewFolder(config),
    message: `data: access review to decide on`,
    label: `${config.environment.runIdentity}-review`,
    keepsBytes: false
  };
  try {
    return await use(await openBranchWork(gitHub, target, folderDestination(root, FOLDER), root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
async function mergedReviews(gitHub, config, base) {
  return withReviews({ gitHub, config, branch: base, base }, async ({ destination }) => {
    const paths = (await destination.list("")).filter((below) => periodOfReview(`${FOLDER}/${below}`) !== void 0);
    const reviews = [];
    for (const below of paths.sort().reverse().slice(0, MOST_REVIEWS)) {
      const text2 = await readReview(destination, below);
      const record2 = await recordOf(gitHub, `${reviewFolder(config)}/${below}`, base);
      if (text2 !== void 0) reviews.push({ period: periodOfReview(`${FOLDER}/${below}`), text: text2, ...record2 });
    }
    return reviews;
  });
}
async function readReview(destination, below) {
  const file = await destination.read(below);
  if (file === void 0) return void 0;
  const chunks = [];
  for await (const chunk of file) chunks.push(chunk);
  return decodeReview(Buffer.concat(chunks));
}
async function recordOf(github, file, base) {
  const { rest, repository } = github;
  const purpose = { what: `look up who merged ${file}`, permission: "contents: read" };
  return asking(purpose, async () => {
    const { data } = await rest.repos.listCommits({ ...repository, path: file, sha: base, per_page: 1 });
    const [commit] = data;
    if (!commit) return {};
    const pull = await pullRequestOf(github, commit.sha);
    const reviewer = pull?.merged_by?.login ?? commit.author?.login;
    const day = (pull?.merged_at ?? commit.commit.committer?.date)?.slice(0, 10);
    return { commit: commit.sha, ...reviewer && { reviewer }, ...day && { day } };
  });
}
async function pullRequestOf({ rest, repository }, commit_sha) {
  try {
    const { data } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha });
    const merged = data.find((pull) => pull.merged_at);
    return merged && (await rest.pulls.get({ ...repository, pull_number: merged.number })).data;
  } catch (error) {
    if (error instanceof RequestError && error.status === 403 && !/rate limit/i.test(error.message)) return void 0;
    throw error;
  }
}

// src/deliver/access-review.ts
var MOST_ATTEMPTS = 5;
async function deliverAccessReview(job) {
  const { gitHub, config, audit, base, merged, log } = job;
  const period = reviewPeriod(audit.data.now);
  const branch = `openai-admin-export-review-${period}`;
  const isMerged = merged.some((review) => review.period === period);
  if (isMerged && !await findPullRequest(gitHub, branch, base)) {
    log.notice(`The access review ${period} is merged already: it stays as it is. The next one is due next quarter.`);
    return void 0;
  }
  return withReviews({ gitHub, config, branch, base }, (reviews) => keepReview(job, period, reviews));
}
async function keepReview(job, period, work) {
  const { gitHub, config, audit, base, merged, log } = job;
  const day = dayName(audit.data.now);
  const { branch } = work.target;
  const findings = findingsOf(audit.results);
  const population = accessRows(audit.data, findings);
  const file = reviewFile(period);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const stored = await readReview(work.destination, file);
    const { text: text2, tally } = mergeReview(stored, { population, data: audit.data, day });
    if (text2 !== stored) await work.destination.writeText(file, text2);
    const result = await work.commit();
    if (result.kind === "moved") {
      work.destination.forget([file]);
      continue;
    }
    const { outstanding, problems } = outstandingRevokes(merged, audit.data);
    const path6 = `${reviewFolder(config)}/${file}`;
    const { serverUrl = "https://github.com", owner, repo } = config.gitHub ?? {};
    const link2 = encodeURI(`${serverUrl}/${owner}/${repo}/blob/${branch}/${path6}`);
    const model = { period, day, path: path6, link: link2, population, tally, findings, outstanding, problems };
    const wish = { ...config.pullRequest, branch, base, title: reviewTitle(model), body: reviewBody(model) };
    return keepPullRequest(gitHub, wish, log, serverUrl);
  }
  throw new StorageError(
    "overlapping-runs",
    `Failed to update the access review on the branch ${branch}: others committed to it each time. Run again.`
  );
}

// src/deliver/fail-on.ts
var MOST_NAMED = 10;
function reasonsToFail({ failOn }, facts3, results) {
  const { finding, staleSeconds, error } = failOn;
  const reasons = [];
  if (staleSeconds !== void 0) {
    const stale = staleResources(facts3, staleSeconds);
    if (stale.length > 0) reasons.push({ notice: notice(describeStale(stale, staleSeconds), "stale-data") });
    else if (!error && facts3.troubles[0] !== void 0)
      reasons.push({
        notice: reworded(facts3.troubles[0], (text2) => `Not everything was delivered: ${text2}`),
        repeatsTrouble: true
      });
  }
  if (finding !== void 0) {
    const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(finding) + 1);
    const found = newFindings(results).filter((one) => grave.includes(one.finding.severity));
    if (found.length > 0) {
      reasons.push({
        notice: notice(
          `${countOf(found.length, "new finding")} of severity ${grave.join(" or ")}: \`fail-on\` asks the step to fail. Deal with ${found.length === 1 ? "it" : "them"}, or accept ${found.length === 1 ? "it" : "them"} under \`exceptions\` in the config, with a reason and an expiry date.`,
          "new-findings"
        )
      });
    }
  }
  return reasons;
}
function staleResources({ outcomes, manifests, now: now2 }, seconds) {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "skipped") return [];
    const { resource } = outcome;
    const manifest = manifests.get(resource);
    const { until } = coverage(manifest, outcome);
    if (until === void 0) return [{ resource }];
    return until < now2 - seconds - pauseOf(manifest) ? [{ resource, until }] : [];
  });
}
function describeStale(stale, seconds) {
  const names = stale.map(
    ({ resource, until }) => until === void 0 ? `${resource} (never read completely)` : `${resource} (complete until ${boundaryName(until)})`
  );
  return `The data of ${countOf(stale.length, "resource")} is older than the ${seconds / 3600} hours that \`fail-on\` allows: ${list(names, MOST_NAMED)}. So the step fails. What keeps ${stale.length === 1 ? "it" : "them"} from being read stands among the other errors, or in the logs of earlier runs.`;
}

// src/audit/read/read-changes.ts
async function readChanges(archive, manifest, { since, isWanted = () => true }) {
  const { trail } = await archive.changes(manifest);
  const lineOf = changeReader(manifest);
  const changes = [];
  for (const { path: path6, date } of trail) {
    if (date < since || !isWanted(path6)) continue;
    await archive.lines(path6, (line) => changes.push(...[lineOf(line, date) ?? []].flat()));
  }
  return changes;
}

// src/audit/exceptions.ts
function matches(exception, findingId) {
  const [check] = findingId.split(":", 1);
  return exception.finding === findingId || exception.finding === `${check}:*`;
}
function exceptionFor(id, exceptions, today2) {
  const valid = exceptions.filter((exception) => exception.expires >= today2 && matches(exception, id));
  return valid.find(({ finding }) => finding === id) ?? valid[0];
}
function reviewExceptions(settings2, results, today2) {
  const ran = results.filter(({ state }) => state === "passed" || state === "found");
  const open2 = ran.flatMap(({ findings }) => findings.filter(({ status }) => status !== "resolved"));
  const isOfRun = ({ finding }) => ran.some(({ check }) => finding.startsWith(`${check.id}:`));
  const judged = settings2.exceptions.filter(isOfRun);
  const isMatched2 = (exception) => open2.some(({ id }) => matches(exception, id));
  const isLeftOpen = (exception) => open2.some(({ id, status }) => status !== "excepted" && matches(exception, id));
  return {
    expired: judged.filter((exception) => exception.expires < today2 && isLeftOpen(exception)),
    unmatched: judged.filter((exception) => !isMatched2(exception))
  };
}

// src/audit/findings.ts
var severities = ["low", "medium", "high"];
function judge(check, data, light) {
  const earlier2 = new Map(light.earlier.map((finding) => [finding.id, finding]));
  const discoveries = bySubject(check.find(data, check.thresholds)).filter(
    (discovery2) => isKnown(check, discovery2, earlier2) || light.isBaseline || (check.mayAppear?.(data, discovery2) ?? true)
  );
  const open2 = discoveries.map((discovery2) => openFinding(check, discovery2, earlier2, light));
  const found = new Set(open2.map(({ id }) => id));
  const gone = light.earlier.filter(({ id }) => !found.has(id)).flatMap((finding) => leftOver(check, data, finding, light));
  return sorted([...open2, ...gone]);
}
function keep(light) {
  return sorted(
    light.earlier.flatMap((finding) => isOver(finding) ? resolvedToday(finding, light) : again(finding, light))
  );
}
function isKnown(check, { subject }, earlier2) {
  const known = earlier2.get(`${check.id}:${subject}`);
  return known !== void 0 && !isOver(known);
}
function isOver({ status }) {
  return status === "resolved";
}
function bySubject(discoveries) {
  const byText = discoveries.toSorted((one, other) => JSON.stringify(one) < JSON.stringify(other) ? 1 : -1);
  return [...new Map(byText.map((discovery2) => [discovery2.subject, discovery2])).values()];
}
function openFinding(check, discovery2, earlier2, light) {
  const id = `${check.id}:${discovery2.subject}`;
  const last = earlier2.get(id);
  const before = last && (!isOver(last) || last.resolved === light.today) ? last : void 0;
  const setting = light.settings.checks[check.id];
  const severity = setting?.severity ?? discovery2.severity ?? check.severity;
  const graver = before !== void 0 && setting?.severity === void 0 && isGraver(severity, before.severity);
  const known = graver ? void 0 : before;
  return inForm({
    id,
    check: check.id,
    severity,
    since: known?.since ?? light.today,
    baseline: known?.baseline ?? (light.isBaseline && !graver),
    text: discovery2.text,
    evidence: discovery2.evidence,
    light
  });
}
function isGraver(one, other) {
  return severities.indexOf(one) > severities.indexOf(other);
}
function again(finding, light) {
  return inForm({ ...finding, light });
}
function inForm({ light, id, check, severity, since, baseline, text: text2, evidence }) {
  const exception = exceptionFor(id, light.settings.exceptions, light.today);
  const isNew = since === light.today && !baseline;
  const status = exception !== void 0 ? "excepted" : isNew ? "new" : "standing";
  const { reason = "", expires = "" } = exception ?? {};
  return {
    ...{ id, check, severity, status, since, baseline, text: text2, evidence },
    ...exception && { exception: { reason, expires } }
  };
}
function leftOver(check, data, finding, light) {
  if (isOver(finding)) return resolvedToday(finding, light);
  const fate = check.afterwards?.(data, finding, check.thresholds) ?? "resolved";
  if (fate === "stands") return [again(finding, light)];
  return fate === "lapsed" ? [] : [resolve(finding, light.today)];
}
function resolve({ id, check, severity, since, baseline, text: text2, evidence }, resolved) {
  return { id, check, severity, status: "resolved", since, baseline, text: text2, evidence, resolved };
}
function resolvedToday(finding, { today: today2 }) {
  return finding.resolved === today2 ? [finding] : [];
}
function sorted(findings) {
  return findings.sort((one, other) => byCodeUnits(one.id, other.id));
}

// src/audit/since-base.ts
function sinceBase(results, data, base, today2) {
  const known = new Map(
    (base ?? []).filter(({ status }) => status !== "resolved").map((finding) => [finding.id, finding])
  );
  return results.map((result) => {
    const findings = result.findings.map((finding) => {
      const before = known.get(finding.id);
      const isNews = before === void 0 || finding.since > before.since && isGraver(finding.severity, before.severity);
      if (finding.status === "standing" && !finding.baseline && isNews) return { ...finding, status: "new" };
      return finding.status === "new" && !isNews ? { ...finding, status: "standing" } : finding;
    });
    if (result.state !== "passed" && result.state !== "found") return { ...result, findings };
    const ids = new Set(findings.map(({ id }) => id));
    const { check } = result;
    const gone = [...known.values()].filter((finding) => finding.check === check.id && !ids.has(finding.id));
    const fate = (finding) => check.afterwards?.(data, finding, check.thresholds) ?? "resolved";
    const ended = gone.filter((finding) => fate(finding) === "resolved");
    const resolved = ended.map((finding) => ({ ...finding, status: "resolved", resolved: today2 }));
    const told = findings.filter(({ status, id }) => status !== "resolved" || known.has(id));
    return { ...result, findings: [...told, ...resolved] };
  });
}

// src/deliver/report-of.ts
var MOST_CHANGE_FILES = 400;
function sinceLastRun(audit) {
  const today2 = dayName(audit.data.now);
  const entries = audit.data.changes.entries.filter(({ day }) => day === today2);
  return { ...audit, data: withChanges(audit.data, entries, today2), comparedWith: "the last run" };
}
async function sinceMerge(gitHub, audit, work, difference2) {
  const today2 = dayName(audit.data.now);
  const entries = [];
  const newest = newestChangeFiles([...work.state.files.keys(), ...work.destination.written().keys()], difference2);
  for (const manifest of audit.manifests.values()) {
    if (manifest.shape.partition_by !== void 0) continue;
    const isWanted = (path6) => newest.has(path6);
    const changes = await readChanges(openArchive(work.destination), manifest, { since: "", isWanted });
    entries.push(...audit.privacy.changes(changes));
  }
  entries.sort((a, b) => byCodeUnits(a.day, b.day));
  const base = (await findingsOnBase(gitHub, difference2))?.map(audit.privacy.finding);
  return {
    data: withChanges(audit.data, entries, entries[0]?.day ?? today2),
    results: sinceBase(audit.results, audit.data, base, today2),
    comparedWith: work.target.base,
    unmerged: !difference2.base.files.has(FINDINGS.lines)
  };
}
function newestChangeFiles(paths, { isNew }) {
  const files = [...new Set(paths)].filter(isNew).flatMap((path6) => parseChangePath(path6) ?? []);
  const newest = files.sort((a, b) => byCodeUnits(b.date, a.date)).slice(0, MOST_CHANGE_FILES);
  return new Set(newest.map(({ path: path6 }) => path6));
}
async function findingsOnBase(gitHub, { base }) {
  const entry = base.files.get(FINDINGS.lines);
  if (!entry) return void 0;
  const purpose = { what: `read ${FINDINGS.lines} on the branch ${base.name}`, permission: "contents: read" };
  const { data } = await asking(purpose, () => gitHub.rest.git.getBlob({ ...gitHub.repository, file_sha: entry.sha }));
  try {
    return parseFindings(Buffer.from(data.content, "base64").toString("utf8"));
  } catch {
    return void 0;
  }
}
function withChanges(data, entries, since) {
  return { ...data, changes: { ...data.changes, since, entries } };
}

// src/deliver/deliver.ts
var MOST_PROBLEMS = 3;
async function deliver(config, exported, gitHub, log) {
  const facts3 = { ...exported.facts, ...await deliverReports(config, exported, gitHub, log) };
  return { ...facts3, failsOn: reasonsToFail(config, facts3, exported.audit?.results ?? []) };
}
async function deliverReports(config, exported, gitHub, log) {
  const { audit, facts: facts3 } = exported;
  if (!audit) {
    if (config.audit) {
      log.warning(
        notice(
          "The checks did not run, and there is no report of them: with `access: write-only` nothing can be read.",
          "checks-did-not-run"
        )
      );
    }
    return {};
  }
  const troubles = [...facts3.troubles];
  const attempt = attempting(troubles);
  logCommit(exported, log);
  if (config.report.accessReview && config.gitHub?.event.pullRequest) {
    log.notice("The access review is left as it is: this is a run for a pull request.");
  }
  const reviews = await attempt(() => reviewsOf(config, gitHub));
  const revokes = reviews && followUp(reviews.merged, audit, log);
  const model = modelsOf(config, exported, audit, revokes, log);
  const job = { config, exported, audit, gitHub, log, model, attempt };
  const pull = await attempt(() => deliverPullRequest(job));
  const links = pull?.pullRequest ? { pullRequest: pull.pullRequest.url } : {};
  const last = sinceLastRun(audit);
  const scope = pull?.scope ?? last;
  const comment = await attempt(() => deliverComment(job, scope));
  const page = config.report.html ? await attempt(() => writePage(config, model(scope, links))) : void 0;
  const review = reviews && gitHub && config.report.accessReview ? await attempt(() => deliverAccessReview({ gitHub, config, audit, ...reviews, log })) : void 0;
  for (const made of [pull?.pullRequest, review]) if (made) log.info(`Pull request #${made.number}: ${made.url}`);
  const names = mayName(config, exported.isPublic);
  annotateFindings(audit.results, names, log);
  logProblems(audit.problems, log);
  if (!audit.knowsEarlier)
    troubles.push(
      notice(
        "The findings of earlier runs could not be read, so that none counts as new: see the warnings.",
        "findings-unreadable"
      )
    );
  return {
    troubles,
    pullRequest: pull?.pullRequest ?? comment ?? review,
    page,
    audit: { model: model(last, links), names, spend: exported.isPublic === false }
  };
}
function logCommit({ branch, facts: { commit, isNotCommitted }, audit }, log) {
  if (branch && commit) log.info(`Committed to ${branch.target.branch} as ${commit.slice(0, 12)}.`);
  if (branch && !commit && !isNotCommitted) log.info(`Nothing has changed on ${branch.target.branch}: no commit.`);
  const findings = audit?.results.flatMap((checked) => checked.findings) ?? [];
  const count2 = (status) => findings.filter((finding) => finding.status === status).length;
  log.info(`Findings: ${count2("new")} new, ${count2("standing")} standing, ${count2("excepted")} excepted.`);
}
function logProblems(problems, log) {
  for (const problem of problems.slice(0, MOST_PROBLEMS))
    log.warning(typeof problem === "string" ? notice(problem, "checks-incomplete") : problem);
  for (const problem of problems.slice(MOST_PROBLEMS)) log.info(problem);
}
function attempting(troubles) {
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageError) && !(error instanceof ConfigurationError)) throw error;
      troubles.push(noticeOf(error));
      return void 0;
    }
  };
}
function modelsOf(config, { facts: facts3, branch }, audit, revokes, log) {
  const parsed3 = config.audit?.labels === void 0 ? void 0 : parseProjectLabels(config.audit.labels, projectsIn(audit));
  for (const warning of parsed3?.warnings ?? []) log.warning(notice(warning, "projects-file"));
  const { serverUrl, owner, repo, runUrl } = config.gitHub ?? {};
  const ref = facts3.commit ?? branch?.target.branch;
  const folder = branch?.target.folder;
  const data = ref && folder ? encodeURI(`${serverUrl}/${owner}/${repo}/blob/${ref}/${folder}`) : void 0;
  return (scope, links = {}) => buildReport({
    run: facts3,
    data: scope.data,
    manifests: audit.manifests,
    checks: {
      ran: true,
      results: scope.results,
      isAlwaysFirst: config.destination.settledOnly,
      unmerged: scope.unmerged ?? false
    },
    comparedWith: scope.comparedWith,
    links: { ...runUrl && { run: runUrl }, ...data && { data }, ...links },
    ...parsed3 && { labels: parsed3.labels },
    ...revokes && { revokesOutstanding: [...revokes] }
  });
}
function projectsIn({ data }) {
  return new Set((data.snapshots.get("projects")?.rows ?? []).flatMap(({ id }) => id ?? []));
}
async function reviewsOf(config, gitHub) {
  if (!gitHub || !(config.commit || config.report.accessReview) || config.gitHub?.event.pullRequest) return void 0;
  const base = await baseBranch(gitHub, config.gitHub);
  return { base, merged: await mergedReviews(gitHub, config, base) };
}
function followUp(merged, audit, log) {
  if (merged.length === 0) return void 0;
  const { outstanding, problems } = outstandingRevokes(merged, audit.data);
  for (const problem of problems) log.warning(notice(problem, "access-review-unreadable"));
  return outstanding;
}
async function deliverPullRequest({ config, exported, audit, gitHub, log, model }) {
  const { branch, facts: facts3 } = exported;
  if (config.commit?.mode !== "pull-request" || !branch || !gitHub || facts3.isNotCommitted) return void 0;
  const { conflicts } = branch.state;
  if (conflicts.length > 0) {
    log.warning(
      notice(
        `The branch ${branch.target.branch} and its base have both changed ${named(conflicts)}: merge ${branch.target.base} into it by hand. The data is committed all the same.`,
        "merge-conflict"
      )
    );
  }
  const difference2 = await compareWithBase(gitHub, branch);
  if (!difference2.differs) return void 0;
  const scope = await sinceMerge(gitHub, audit, branch, difference2);
  const report2 = model(scope);
  const { title: words, ...settings2 } = config.pullRequest;
  const { branch: name2, base } = branch.target;
  const wish = {
    ...settings2,
    branch: name2,
    base,
    title: pullRequestTitle(report2, words),
    body: pullRequestBody(report2)
  };
  const serverUrl = config.gitHub?.serverUrl ?? "https://github.com";
  const pullRequest = await keepPullRequest(gitHub, wish, log, serverUrl);
  return { scope, ...pullRequest && { pullRequest } };
}
async function deliverComment({ config, gitHub, log, model }, scope) {
  if (!config.report.comment || !gitHub) return void 0;
  const { pullRequest } = config.gitHub?.event ?? {};
  if (!pullRequest) {
    log.notice(
      "No comment was written: this run was not started by a pull request. With `commit: pull-request`, the pull request itself holds the report."
    );
    return void 0;
  }
  const marker = commentMarker(config.destination.identity);
  await keepComment(gitHub, pullRequest.number, marker, commentBody(model(scope), marker));
  const { serverUrl, owner, repo } = config.gitHub;
  return { number: pullRequest.number, url: `${serverUrl}/${owner}/${repo}/pull/${pullRequest.number}` };
}
async function writePage(config, model) {
  const { pageOf } = await import("./page.js");
  const text2 = pageOf(model);
  const { temporaryFolder } = config.environment;
  try {
    const folder = await mkdtemp2(path3.join(temporaryFolder, "openai-admin-report-"));
    const file = path3.join(folder, "report.html");
    await writeFile(file, text2);
    return file;
  } catch (cause) {
    const trouble = diskTrouble(cause);
    if (trouble === void 0) throw cause;
    const { topic, code: code2, remedy: remedy3 } = trouble;
    throw new StorageError(topic, `The report could not be written to ${temporaryFolder}: ${code2}. ${remedy3}`, {
      cause
    });
  }
}

// src/notices/phases.ts
function phasedLog(terminal) {
  let waiting;
  const logging = (level) => (message) => {
    if (waiting !== void 0) terminal.startGroup(waiting);
    waiting = void 0;
    terminal.log[level](message);
  };
  return {
    log: {
      debug: terminal.log.debug,
      info: logging("info"),
      notice: logging("notice"),
      warning: logging("warning"),
      error: logging("error")
    },
    async phase(title, work) {
      waiting = title;
      try {
        return await work();
      } finally {
        if (waiting === void 0) terminal.endGroup();
        waiting = void 0;
      }
    }
  };
}

// src/privacy/privacy.ts
var PERSON_ID = /\b(user-)[\w-]{4,}/g;
function createPrivacy({
  privacy,
  selections,
  gitHub
}) {
  for (const { resource, options } of selections) {
    if ((options.privacy?.mode ?? "none") === "none" ? privacy.mode !== "none" : options.privacy !== privacy) {
      throw new Error(`The options of ${resource.name} do not carry the privacy of the run`);
    }
  }
  const isPublic = gitHub !== void 0 && gitHub.isPublic !== false && privacy.mode === "none";
  const hide = privateText(isPublic ? { mode: "redact", columns: { include: [], exclude: [] } } : privacy);
  const text2 = isPublic ? (told) => hide(told).replace(PERSON_ID, "$1\u2026") : hide;
  return {
    rows: (resource) => rowPrivacy(resource, privacy),
    text: text2,
    quotesWords: privacy.mode === "none" && !isPublic,
    log: (log) => privacy.mode === "none" && !isPublic ? log : privateLog(log, text2)
  };
}

// src/reporting/markdown/failure.ts
var LONGEST_LINE = 2e3;
var MOST_LINES2 = 50;
var UNTOUCHED = "What earlier runs exported stays as it is, and the next run that gets through reads what is missing since then.";
function failureSummary(message, hasExported, files) {
  const what = hasExported ? "what was exported is where it belongs, but the run could not report it." : "the run ended before anything was exported.";
  const lines2 = message.split("\n").filter((line) => line.trim() !== "" && !isExample(line));
  const shown = lines2.slice(0, MOST_LINES2).map((line) => {
    const isItem = /^\s*- /.test(line);
    return `${isItem ? "- " : "\n"}${linkedProse(line.replace(/^\s*- /, ""), LONGEST_LINE, files)}`;
  });
  const more = lines2.length > MOST_LINES2 ? ["", "The rest is in the log."] : [];
  return [
    "## OpenAI Admin Export",
    "",
    `**\u274C Failed: ${what}**`,
    ...shown,
    ...more,
    ...hasExported ? [] : ["", UNTOUCHED],
    ""
  ].join("\n");
}
function nothingYet(why2) {
  return `${why2} Nothing was exported yet; the next run carries on.`;
}
function stoppedSummary(why2) {
  return `## OpenAI Admin Export

**\u26A0\uFE0F ${prose(nothingYet(why2))}**

${UNTOUCHED}
`;
}

// src/reporting/model/export-facts.ts
var NOTHING = { outcomes: [], manifests: /* @__PURE__ */ new Map(), lanes: /* @__PURE__ */ new Map(), stateSource: "none" };
function exportFacts(config, run2) {
  const { lost, stopped, failedBy, notCommitted, outcomes = [], ...ending } = run2;
  const { text: hide } = createPrivacy(config);
  const { identity, location, manifests } = config.destination;
  const isStopped = outcomes.length === 0 || outcomes.some(({ status }) => status === "stopped");
  return {
    ...NOTHING,
    ...ending,
    outcomes: outcomes.map((outcome) => ({
      ...outcome,
      problems: outcome.problems.map((problem) => reworded(lost ? onceOnly(problem, lost) : problem, hide)),
      ...outcome.skippedBecause !== void 0 && { skippedBecause: reworded(outcome.skippedBecause, hide) }
    })),
    total: totalOf(outcomes),
    destination: identity,
    manifestFolder: `${nameOf(manifests ?? location)}/${FOLDERS.manifests}`,
    trustsCache: config.state === "cache",
    toolFiles: config.environment.toolFiles,
    stoppedBy: lost && reworded(noticeOf(lost), hide),
    stopped: isStopped && stopped ? hide(stopped.message) : void 0,
    failedBy: failedBy && hide(failedBy.message),
    isNotCommitted: notCommitted !== void 0,
    troubles: notCommitted ? [reworded(noticeOf(notCommitted), hide)] : []
  };
}
function totalOf(outcomes) {
  const total = newTally();
  for (const { tally } of outcomes)
    for (const key of Object.keys(total)) total[key] += tally[key];
  return total;
}
function onceOnly(problem, lost) {
  if (rendered(problem) !== rendered(noticeOf(lost))) return problem;
  return notice("Not finished: the destination takes nothing any more.", lost.topic, { passes: true });
}

// src/reporting/outputs.ts
function outputsOf(facts3, record2 = "") {
  const { total, outcomes, commit, pullRequest, page, audit } = facts3;
  const names = (status) => outcomes.filter((outcome) => outcome.status === status).map(({ resource }) => resource);
  const until = outcomes.flatMap(
    ({ resource, dataUntil }) => dataUntil === void 0 ? [] : [[resource, new Date(dataUntil * 1e3).toISOString().replace(".000Z", "Z")]]
  );
  return {
    status: statusOf(facts3),
    records: String(total.rows),
    "rows-read": String(total.records),
    files: String(total.files),
    bytes: String(total.bytes),
    changed: String(total.files + total.removed + total.changes > 0),
    changes: String(total.changes),
    "failed-resources": names("failed").join(","),
    "skipped-resources": names("skipped").join(","),
    "data-until": JSON.stringify(Object.fromEntries(until)),
    manifest: facts3.manifestFolder,
    "state-source": facts3.stateSource,
    findings: audit ? JSON.stringify(findingCounts2(resultsOf(audit.model))) : "",
    report: page ?? "",
    "commit-sha": commit ?? "",
    "pull-request-number": pullRequest ? String(pullRequest.number) : "",
    "pull-request-url": pullRequest?.url ?? "",
    "run-record": record2
  };
}
function findingCounts2(results) {
  const findings = results.flatMap((result) => result.findings);
  const count2 = (status, severity) => findings.filter((finding) => finding.status === status && finding.severity === severity).length;
  return byName2(STATUSES, (status) => byName2(SEVERITIES, (severity) => count2(status, severity)));
}
function byName2(names, of) {
  return Object.fromEntries(names.map((name2) => [name2, of(name2)]));
}
function outputsOfNothing(status, record2) {
  const nothing = { outcomes: [], total: newTally(), manifestFolder: "", isNotCommitted: false, troubles: [] };
  return { ...outputsOf({ ...nothing, stateSource: "none" }, record2), status };
}

// src/reporting/plan-report.ts
var MOST_NAMES = 6;
function planLines(plan) {
  return [...plan.resources.map((one) => `${one.resource}: ${describe(one)}`), closing2(plan)];
}
function planSummary(plan, destination) {
  const rows = plan.resources.map(
    (one) => `| ${escapeMarkdown(one.resource)} | ${escapeMarkdown(one.problem ?? whatOf(one))} | ${count(one.done)} | ${count(one.windows)} | ${requestsOf(one)} |`
  );
  return [
    "## OpenAI Admin Export: dry run",
    "",
    `What a run would read and write to ${code(destination)}. ${closing2(plan)}`,
    "",
    "| Resource | To be read | Done already | Windows or lists | Requests |",
    "| --- | --- | ---: | ---: | ---: |",
    ...rows,
    ""
  ].join("\n");
}
function describe(plan) {
  if (plan.problem !== void 0) return `cannot be planned: ${plan.problem}`;
  const done = plan.done > 0 ? `, ${count(plan.done)} done already` : "";
  const unit = plan.kind === "snapshot" ? "list" : "window";
  return `${whatOf(plan)}${done}; ${countOf(plan.windows, unit)}, ${requestsOf(plan)} ${plan.requests === 1 ? "request" : "requests"}`;
}
function whatOf({ kind, partitions, range, left }) {
  if (left) return `nothing until ${left.dueOn}: read on ${left.readOn}, and \`every\` asks for no more`;
  if (kind === "snapshot") return "the whole snapshot";
  if (!range) return "nothing: all is read and settled";
  const names = partitions.length > MOST_NAMES ? `${partitions[0]} \u2026 ${partitions.at(-1)}` : partitions.join(", ");
  return `${countOf(partitions.length, "partition")} (${names}), ${boundaryName(range.from)} to ${new Date(range.to * 1e3).toISOString().slice(0, 16)}Z`;
}
function requestsOf({ requests, isAtLeast, kind }) {
  return `${isAtLeast ? "at least " : kind === "buckets" ? "" : "about "}${count(requests)}`;
}
function closing2({ requests, seconds, concurrency }) {
  const time = seconds === void 0 ? "" : `, about ${duration(seconds)} with ${concurrency} at a time`;
  return `In all about ${countOf(requests, "request")}${time}. This was a dry run: nothing was written.`;
}

// src/reporting/record/keep-record.ts
import { mkdtemp as mkdtemp3, writeFile as writeFile2 } from "node:fs/promises";
import path4 from "node:path";

// src/reporting/record/run-record.ts
import { createHash as createHash2 } from "node:crypto";
function recordOf2(config, facts3) {
  const { environment, gitHub, selections } = config;
  const { lanes, outcomes } = facts3;
  const { invocation } = environment;
  const hide = createPrivacy(config).text;
  const endedBy = facts3.failedBy ?? facts3.stoppedBy ?? facts3.stopped;
  const byName3 = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  const others = [...lanes].filter(([lane]) => !byName3.has(lane)).reduce((sum2, [, { requests }]) => sum2 + requests, 0);
  return {
    version: 1,
    tool: {
      name: "openai-admin-export",
      version,
      repository: invocation?.actionRepository ?? null,
      ref: invocation?.actionRef ?? null
    },
    run: {
      id: environment.runIdentity,
      url: gitHub?.runUrl ?? null,
      trigger: gitHub?.event.name || null,
      repository: gitHub ? `${gitHub.owner}/${gitHub.repo}` : null,
      workflow: invocation?.workflow ?? null,
      job: invocation?.job ?? null,
      commit: invocation?.commit ?? null
    },
    started_at: timeText(facts3.startedAt),
    ended_at: timeText(facts3.endedAt),
    status: statusOf(facts3),
    ended_by: endedBy === void 0 ? null : hide(rendered(endedBy)),
    organization_hash: facts3.organization ?? null,
    key_id: facts3.keyId ?? null,
    api: config.baseUrl,
    destination: facts3.destination,
    state_source: facts3.stateSource,
    privacy: config.privacy.mode,
    selection: sha256(config.selectionFingerprint).slice(0, 8),
    commit: facts3.commit ?? null,
    other_requests: others,
    resources: selections.flatMap((selection) => {
      const outcome = byName3.get(selection.resource.name);
      return outcome ? [resourceRecord(selection, outcome, facts3)] : [];
    })
  };
}
function serializeRecord(record2) {
  return `${JSON.stringify(record2, void 0, 2)}
`;
}
function resourceRecord({ resource, options }, outcome, { lanes, manifests }) {
  const { tally, range, dataUntil } = outcome;
  const counts = lanes.get(resource.name);
  const manifest = manifests.get(resource.name);
  return {
    resource: resource.name,
    status: outcome.status,
    path: resource.path,
    query: shapeOf(resource, options),
    range: range ? [timeText(range.from), timeText(range.to)] : null,
    requests: counts?.requests ?? 0,
    first_request_id: counts?.firstRequestId ?? null,
    last_request_id: counts?.lastRequestId ?? null,
    rows_read: tally.records,
    rows_written: tally.rows,
    files: tally.files,
    bytes: tally.bytes,
    changes: tally.changes,
    data_until: dataUntil === void 0 ? null : timeText(dataUntil),
    ...outcome.leftAsRead && { left_until: outcome.leftAsRead.dueOn },
    manifest: manifest ? { path: manifestPath(resource.name), sha256: sha256(serializeManifest(manifest)) } : null,
    problems: outcome.problems.map(rendered)
  };
}
function sha256(text2) {
  return createHash2("sha256").update(text2).digest("hex");
}

// src/reporting/record/keep-record.ts
async function writeRecord(record2, { environment: { temporaryFolder } }, log, known) {
  try {
    const newFile = async () => path4.join(await mkdtemp3(path4.join(temporaryFolder, "openai-admin-run-")), "run-record.json");
    const file = known ?? await newFile();
    await writeFile2(file, serializeRecord(record2));
    return file;
  } catch (error) {
    const trouble = diskTrouble(error);
    const cause = trouble ? `${trouble.code}. ${trouble.remedy}` : String(error);
    const text2 = `The record of this run could not be written to ${temporaryFolder}: ${cause}`;
    log.warning(notice(text2, "record-not-stored"));
    return void 0;
  }
}
async function storeRecord(record2, destination, log) {
  try {
    await destination.writeText(
      recordPath(record2.started_at, record2.run.id, record2.selection),
      serializeRecord(record2)
    );
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    log.warning(notice(`The record of this run was not stored: ${explained(error)}`, "record-not-stored"));
  }
}

// src/reporting/problem-annotations.ts
var MOST_ANNOTATIONS2 = 5;
async function annotateProblems(report2, log, phase) {
  const groups = troublesOf(report2);
  for (const group of groups.slice(0, MOST_ANNOTATIONS2)) log.error(placedNotice(group));
  const rest = groups.slice(MOST_ANNOTATIONS2);
  if (rest.length > 0) {
    const problems = rest.reduce((sum2, { all }) => sum2 + all.length, 0);
    log.error(`${countOf(problems, "more problem")}: see the log of this step and the job summary.`);
  }
  const shown = groups.slice(0, MOST_ANNOTATIONS2).map(({ first }) => first);
  await phase("Every other problem", async () => {
    for (const { all } of groups) {
      for (const each2 of all) {
        if (!shown.includes(each2)) log.info(reworded(each2.notice, (text2) => `${each2.resource}: ${text2}`));
      }
    }
  });
}

// src/reporting/run-log.ts
async function logReport(facts3, seconds, log, phase) {
  await phase("Resources", async () => {
    for (const outcome of facts3.outcomes) {
      if (outcome.status !== "skipped") log.info(`${outcome.resource}: ${describe2(outcome)}`);
    }
  });
  if (facts3.stoppedBy !== void 0) log.error(facts3.stoppedBy);
  for (const trouble of facts3.troubles) log.error(trouble);
  logDiscarded(facts3.outcomes, log);
  for (const outcome of facts3.outcomes) {
    if (outcome.unknownTypes.size > 0) {
      const types = [...outcome.unknownTypes].sort().join(", ");
      const text2 = `${outcome.resource}: exported event types that this release does not know: ${types}`;
      log.notice(notice(text2, "unknown-event-types"));
    }
  }
  await annotateProblems(facts3, log, phase);
  logStop(facts3, log);
  if (isNothing(facts3.outcomes)) {
    log.error(
      notice(
        "Nothing was exported: the key can read none of the resources. Give it read permissions, or use another admin key.",
        "nothing-readable"
      )
    );
  }
  for (const reason of facts3.failsOn) log.error(reason.notice);
  log.info(closing3(facts3, seconds));
}
function logDiscarded(outcomes, log) {
  for (const [mode, write] of [
    ["discard-rows", log.warning],
    ["discard-columns", log.notice]
  ]) {
    const some = outcomes.filter(({ discarded }) => discarded?.mode === mode);
    const notices = some.map((outcome) => ({
      resource: outcome.resource,
      notice: notice(`${discardedText(outcome)}.`, "rows-left-out")
    }));
    for (const group of groupNotices(notices)) write(placedNotice(group));
  }
}
function closing3({ total, outcomes, destination, isNotCommitted, troubles }, seconds) {
  const of = (wanted) => outcomes.filter(({ status }) => status === wanted).length;
  const [failed, skipped, stopped] = [of("failed"), of("skipped"), of("stopped")];
  const troubled = [
    ...failed > 0 ? [`${countOf(failed, "resource")} failed`] : [],
    ...isNotCommitted ? ["it could not be committed"] : troubles.length > 0 ? ["not everything was delivered"] : []
  ];
  const ending = [
    ...troubled.length > 0 ? troubled : skipped === outcomes.length ? [] : ["nothing failed"],
    ...skipped > 0 ? [`${count(skipped)} skipped`] : [],
    ...stopped > 0 ? [`${count(stopped)} left for the next run`] : []
  ].join(", ");
  return `Read ${countOf(total.records, "row")} of ${countOf(outcomes.length - skipped, "resource")} and wrote ${written(total)} to ${destination} in ${seconds.toFixed(1)} s; ${ending}.`;
}
function logStop({ stopped, outcomes }, log) {
  if (stopped === void 0) return;
  const left = outcomes.filter(({ status }) => status === "stopped");
  const stuck = stuckIn(left);
  const names = named(left.map(({ resource }) => resource));
  const text2 = `${stopped} Not read to the end: ${names}. What was read is published; the next run carries on.`;
  log.warning(notice(text2, "run-stopped"));
  if (stuck.length === 0) return;
  log.warning(notice(stuckText(stuck), "run-stopped"));
}
function describe2({ tally, kept, range, status, discarded, leftAsRead, partly }) {
  if (leftAsRead) return leftWords(leftAsRead);
  const { records: records2, rows, files } = tally;
  const written2 = files === 0 ? "no file written" : `${count(rows)} written in ${countOf(files, "file")}`;
  const parts = [`${countOf(records2, "row")} read`, written2];
  if (range) parts.push(`${boundaryName(range.from)} to ${new Date(range.to * 1e3).toISOString().slice(0, 16)}Z`);
  if (tally.removed > 0) parts.push(`${countOf(tally.removed, "file")} removed`);
  if (tally.changes > 0) parts.push(countOf(tally.changes, "change"));
  const why2 = discarded?.mode === "discard-rows" ? "as stored before" : "that the API did not give again";
  if (partly) parts.push(partWords(partly));
  if (kept > 0) parts.push(`${countOf(kept, "row")} kept ${why2}`);
  if (status === "failed") parts.push("incomplete");
  if (status === "stopped") parts.push("not read to the end");
  return parts.join(", ");
}

// src/settings/github-environment.ts
async function readGitHubEnvironment(env, token, readFile6) {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? "").split("/");
  if (!owner || !repo) return void 0;
  const payload = await readPayload(env.GITHUB_EVENT_PATH, readFile6);
  const serverUrl = env.GITHUB_SERVER_URL || "https://github.com";
  const { visibility, private: isPrivate, default_branch: defaultBranch } = payload.repository ?? {};
  const isBranch = env.GITHUB_REF_TYPE === "branch" && !/^\d+\/merge$/.test(env.GITHUB_REF_NAME ?? "");
  return {
    ...token && { token },
    apiUrl: env.GITHUB_API_URL || "https://api.github.com",
    serverUrl,
    owner,
    repo,
    ...isBranch && env.GITHUB_REF_NAME && { branch: env.GITHUB_REF_NAME },
    ...defaultBranch && { defaultBranch },
    ...env.GITHUB_RUN_ID && { runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env.GITHUB_RUN_ID}` },
    ...publicity(visibility, isPrivate),
    event: eventOf(env, payload, `${owner}/${repo}`)
  };
}
function eventOf(env, payload, repository) {
  const { number: number2, head } = payload.pull_request ?? {};
  const from = head?.repo?.full_name;
  return {
    name: env.GITHUB_EVENT_NAME ?? "",
    byDependabot: env.GITHUB_ACTOR === "dependabot[bot]",
    // The fork of a pull request may be gone by now.
    ...number2 !== void 0 && { pullRequest: { number: number2, fromFork: from !== repository } }
  };
}
function publicity(visibility, isPrivate) {
  if (visibility !== void 0) return { isPublic: visibility === "public" };
  return isPrivate === void 0 ? {} : { isPublic: !isPrivate };
}
async function readPayload(path6, readFile6) {
  if (!path6) return {};
  let text2;
  try {
    text2 = await readFile6(path6);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
  try {
    return JSON.parse(text2) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
function secretsWithheld({ event }) {
  if (event.byDependabot) return "Dependabot started this workflow";
  return event.pullRequest?.fromFork ? "this is a pull request of a fork" : void 0;
}
async function withheldSecrets(env, readFile6) {
  if ((env[variableOf("api-key")] ?? "").trim() !== "") return void 0;
  const environment = await readGitHubEnvironment(env, "", readFile6);
  return environment && secretsWithheld(environment);
}

// src/settings/read-config.ts
import { readFile as readTextFile } from "node:fs/promises";
import { isAbsolute } from "node:path";

// src/audit/checks/days.ts
var isoTime3 = /^\d{4}-\d\d-\d\dT/;
function today(data) {
  return timeText(data.now).slice(0, 10);
}
function dayOf2(time) {
  return time && isoTime3.test(time) ? time.slice(0, 10) : void 0;
}
function daysAgo(data, time) {
  const day = dayOf2(time);
  return day === void 0 ? void 0 : daysBetween(day, today(data));
}
function secondsOf2(time) {
  return dayOf2(time) === void 0 ? void 0 : Date.parse(String(time)) / 1e3;
}

// src/audit/checks/hidden-ids.ts
function whyNotComparable(wanted, ...others) {
  const [first] = wanted;
  if (first === void 0) return void 0;
  const isHidden = isReplacement(first);
  const alike = [...wanted, ...others.flatMap((ids) => [...ids])].every((id) => isReplacement(id) === isHidden);
  return alike && first !== REDACTED ? void 0 : "ids of users are hidden in some resources and not in others: hide them everywhere, or nowhere (`privacy-columns`)";
}

// src/audit/checks/stored.ts
function rowsOf3(data, resource) {
  return data.snapshots.get(resource)?.rows ?? [];
}
function isArchived2(project) {
  return project.status === "archived" || (project.archived_at ?? null) !== null;
}
function projectsById(data) {
  return new Map(rowsOf3(data, "projects").flatMap((row) => row.id ? [[row.id, row]] : []));
}
function activeProjects(data) {
  return rowsOf3(data, "projects").filter((row) => !isArchived2(row));
}
function rowsInUse(data, resource) {
  const projects2 = projectsById(data);
  return rowsOf3(data, resource).filter((row) => {
    const project = projects2.get(row.project_id ?? "");
    return project === void 0 || !isArchived2(project);
  });
}
function named3(row) {
  return label3(row.name || row.email || null, row.id);
}
function label3(name2, id) {
  if (!id) return name2 || "unknown";
  return name2 && name2 !== id ? `${name2} (${id})` : id;
}
function projectNames(data) {
  const projects2 = projectsById(data);
  return (id) => label3(projects2.get(id ?? "")?.name, id);
}
function facts2(all) {
  return Object.fromEntries(
    Object.entries(all).flatMap(
      ([name2, value]) => value === null || value === void 0 ? [] : [[name2, String(value)]]
    )
  );
}
function listOf3(text2) {
  const value = parsed(text2);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
function parsed(text2) {
  if (!text2) return void 0;
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
}

// src/audit/checks/key-use.ts
var oldKey = {
  why: "The longer a key lives, the more places hold a copy of it. Replacing keys limits how long a leaked one works.",
  remedy: "Create a new key, put it where the old one is used, and delete the old one.",
  controls: ["SOC 2 CC6.1", "ISO 27001 A.5.17", "NIST 800-53 IA-5"],
  thresholds: { days: 365 }
};
var unusedKey = {
  remedy: "Ask its owner, then delete the key.",
  controls: ["SOC 2 CC6.1", "SOC 2 CC6.3", "ISO 27001 A.5.18", "NIST 800-53 AC-2(3)", "NIST 800-53 IA-5", "CIS 5.3"],
  thresholds: { days: 90 }
};
var expiringKey = { controls: oldKey.controls, thresholds: { days: 14 } };
function findKeys(kind, tell, column) {
  return (data, { days }) => {
    const nameOf3 = kind.namer(data);
    return kind.keysIn(data).flatMap((key) => {
      const predicate = tell(key, data, days);
      if (predicate === void 0) return [];
      const evidence = { ...kind.factsOf(key), ...column && facts2({ [column]: key[column] }) };
      const severity = isExpired(data, key) && { severity: "low" };
      return [{ subject: kind.subjectOf(key), text: nameOf3(key) + predicate, evidence, ...severity }];
    });
  };
}
function isExpired(data, key) {
  return (daysAgo(data, key.expires_at) ?? 0) > 0;
}
function isLongAgo(time, key, data, days) {
  return (daysAgo(data, time) ?? -1) >= days && !isExpired(data, key);
}
var createdLongAgo = (key, data, days) => isLongAgo(key.created_at, key, data, days) ? ` was created on ${dayOf2(key.created_at)}` : void 0;
var usedLongAgo = (key, data, days) => isLongAgo(key.last_used_at, key, data, days) ? ` was last used on ${dayOf2(key.last_used_at)}` : void 0;
var neverUsed = (key, data, days) => (key.last_used_at ?? null) === null && isLongAgo(key.created_at, key, data, days) ? `, created on ${dayOf2(key.created_at)}, was never used` : void 0;
var expiring = (key, data, days) => expiry(data, key.expires_at, days);
function expiry(data, time, days) {
  const passed = daysAgo(data, time);
  if (passed === void 0 || passed < -days) return void 0;
  return ` ${passed > 0 ? "expired" : "expires"} on ${dayOf2(time)}`;
}

// src/audit/checks/lapsing.ts
function lapsesWithTheLog(data, earlier2) {
  return (earlier2.evidence.noticed ?? "") < data.changes.since ? "lapsed" : "resolved";
}
function lapsesWithTheEvents(data, earlier2) {
  return (dayOf2(earlier2.evidence.effective_at) ?? "") <= (data.events?.since ?? "") ? "lapsed" : "resolved";
}
function isRecent(data, { evidence }) {
  const noticed = evidence.noticed ?? dayOf2(evidence.effective_at) ?? today(data);
  const since = evidence.noticed === void 0 ? data.events?.since ?? noticed : data.changes.since;
  return noticed >= dayAfter(since, Math.floor(daysBetween(since, today(data)) / 3));
}

// src/audit/checks/row-history.ts
function rowHistories(data, resource) {
  const entries = data.changes.entries.filter((entry) => entry.resource === resource);
  if (entries.length === 0) return [];
  const names = Object.keys(entries[0]?.key ?? {});
  const textOf3 = (row) => JSON.stringify(names.map((name2) => row[name2] ?? null));
  const current = new Map(rowsOf3(data, resource).map((row) => [textOf3(row), row]));
  const byRow = groupBy(entries, (entry) => textOf3(entry.key));
  return [...byRow].map(([text2, changes]) => {
    const now2 = current.get(text2);
    let row = now2;
    const steps = [];
    for (const entry of changes.toReversed()) {
      const after = entry.change === "removed" ? void 0 : entry.change === "added" ? entry.after : { ...row, ...entry.after };
      const before = entry.change === "added" ? void 0 : entry.change === "removed" ? entry.before : earlier(after, entry);
      steps.push({ day: entry.day, before, after });
      row = before;
    }
    return { key: changes[0]?.key ?? {}, now: now2, changes: steps.reverse() };
  });
}
function earlier(after, change) {
  const row = { ...after };
  for (const name2 of Object.keys(change.after)) row[name2] = null;
  return { ...row, ...change.before };
}
function projectHistories(data, resource) {
  const projects2 = projectsById(data);
  return rowHistories(data, resource).filter(({ key }) => {
    const project = projects2.get(key.project_id ?? "");
    return project === void 0 || !isArchived2(project);
  });
}

// src/audit/checks/admin-key-owners.ts
function memberIds(data) {
  return new Set(
    rowsOf3(data, "users").flatMap((user) => [user.id, user.user__id].filter((id) => typeof id === "string"))
  );
}
function isServiceAccount(key) {
  const type = `${key.owner__type ?? ""} ${key.owner__object ?? ""}`;
  return type.includes("service_account") || /^(sa|svc)[_-]/.test(key.owner__id ?? "");
}
function isOfPerson(key) {
  return Boolean(key.owner__id) && !isServiceAccount(key);
}
var adminKeyOwnerLeft = {
  id: "admin-key-owner-left",
  severity: "high",
  title: "Admin key of someone who left",
  meaning: "An admin key belongs to a person who is no member of the organisation any more.",
  why: "A former member may still have a copy, and with it access to the whole organisation.",
  remedy: "Delete the key at once; create a new one, owned by a service account or a member, where it is needed.",
  controls: ["SOC 2 CC6.2", "SOC 2 CC6.3", "ISO 27001 A.5.18", "ISO 27001 A.6.5", "NIST 800-53 PS-4", "CIS 6.2"],
  needs: { snapshots: ["admin_api_keys", "users", "project_service_accounts"] },
  thresholds: {},
  cannotTell(data) {
    const owners2 = rowsOf3(data, "admin_api_keys").flatMap((key) => isOfPerson(key) ? key.owner__id ?? [] : []);
    return whyNotComparable(owners2, memberIds(data));
  },
  find(data) {
    const members = memberIds(data);
    const accounts = new Set(rowsOf3(data, "project_service_accounts").map(({ id }) => id));
    const gone = (key) => isOfPerson(key) && !members.has(key.owner__id ?? "") && !accounts.has(key.owner__id ?? "");
    return rowsOf3(data, "admin_api_keys").filter((key) => gone(key) && !isExpired(data, key)).map((key) => ({
      subject: key.id ?? "",
      text: `Admin key ${named3(key)} belongs to ${label3(key.owner__name, key.owner__id)}, who is no member any more`,
      evidence: facts2({ created_at: key.created_at, owner: key.owner__name, owner_id: key.owner__id })
    }));
  }
};
var adminKeyAdded = {
  id: "admin-key-added",
  severity: "medium",
  title: "Admin key added",
  meaning: "An admin key that is still there was created in the days that are looked at.",
  why: "Every admin key is a way to read and change the whole organisation; none should come into being unseen.",
  remedy: "Make sure that somebody asked for it and that its owner is right; else delete it.",
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.2", "NIST 800-53 AC-6", "NIST 800-53 IA-5", "CIS 5.4"],
  needs: { snapshots: ["admin_api_keys"], changes: ["admin_api_keys"] },
  thresholds: {},
  find: (data) => rowHistories(data, "admin_api_keys").flatMap(({ now: now2, changes }) => {
    const added = changes.findLast(({ before }) => before === void 0);
    if (now2 === void 0 || added === void 0) return [];
    return {
      subject: now2.id ?? "",
      text: `Admin key ${named3(now2)} was created on ${dayOf2(now2.created_at)} for ${label3(now2.owner__name, now2.owner__id)}`,
      evidence: facts2({
        noticed: added.day,
        created_at: now2.created_at,
        owner: now2.owner__name,
        owner_id: now2.owner__id
      })
    };
  }),
  afterwards: lapsesWithTheLog
};

// src/audit/checks/admin-keys.ts
var needs = { snapshots: ["admin_api_keys"] };
var adminKeys = {
  keysIn: (data) => rowsOf3(data, "admin_api_keys"),
  subjectOf: ({ id }) => id ?? "",
  namer: () => (key) => `Admin key ${named3(key)}`,
  factsOf: ({ created_at, owner__name, owner__id }) => facts2({ created_at, owner: owner__name, owner_id: owner__id })
};
var adminKeyNeverUsed = {
  ...unusedKey,
  id: "admin-key-never-used",
  severity: "medium",
  title: "Admin key never used",
  meaning: "An admin key was created at least {days} days ago, and the API knows of no use.",
  why: "An admin key can read and change the whole organisation. One that nobody needs is only a risk.",
  needs,
  thresholds: { days: 30 },
  find: findKeys(adminKeys, neverUsed)
};
var adminKeyUnused = {
  ...unusedKey,
  id: "admin-key-unused",
  severity: "medium",
  title: "Admin key unused",
  meaning: "An admin key was last used at least {days} days ago.",
  why: "A key that is no longer needed is one that nobody would miss when it is stolen.",
  needs,
  find: findKeys(adminKeys, usedLongAgo, "last_used_at")
};
var adminKeyOld = {
  ...oldKey,
  id: "admin-key-old",
  severity: "medium",
  title: "Admin key old",
  meaning: "An admin key was created at least {days} days ago.",
  needs,
  find: findKeys(adminKeys, createdLongAgo)
};
var adminKeyWithoutExpiry = {
  id: "admin-key-without-expiry",
  severity: "low",
  title: "Admin key without expiry",
  meaning: "An admin key has no expiry date.",
  why: "A key that is forgotten, or copied, works until somebody notices.",
  remedy: "Replace it by a key with an expiry date, and plan its replacement.",
  controls: oldKey.controls,
  needs,
  thresholds: {},
  find: (data) => findKeys(adminKeys, (key) => (key.expires_at ?? null) === null ? " has no expiry date" : void 0)(data, {
    days: 0
  })
};
var adminKeyExpiring = {
  ...expiringKey,
  id: "admin-key-expiring",
  severity: "medium",
  title: "Admin key expiring",
  meaning: "An admin key expires within {days} days, or has expired and is still listed (then low).",
  why: "What uses the key stops working when it expires. An expired key that is still listed hides the ones that matter.",
  remedy: "Replace it in time where it is still used; delete it where not.",
  needs,
  find: findKeys(adminKeys, expiring, "expires_at")
};

// src/audit/checks/certificates.ts
var declared = {
  severity: "medium",
  why: "When a client certificate expires, every program that signs in with it is locked out.",
  remedy: "Upload and activate the next certificate, move the programs to it, then deactivate the old one.",
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.24", "NIST 800-53 SC-12", "NIST 800-53 SC-17"],
  thresholds: { days: 30 }
};
var expiresAt = "certificate_details__expires_at";
function severityOf(data, time) {
  return (daysAgo(data, time) ?? 0) > 0 ? { severity: "high" } : {};
}
var certificateExpiring = {
  ...declared,
  id: "certificate-expiring",
  title: "Certificate expiring",
  meaning: "A certificate that is active for the organisation expires within {days} days, or has expired (then high).",
  needs: { snapshots: ["certificates"] },
  find: (data, { days }) => rowsOf3(data, "certificates").flatMap((certificate) => {
    const ends = expiry(data, certificate[expiresAt], days);
    if (certificate.active !== "true" || ends === void 0) return [];
    return [
      {
        subject: certificate.id ?? "",
        text: `Certificate ${named3(certificate)}${ends}`,
        evidence: facts2({ expires_at: certificate[expiresAt] }),
        ...severityOf(data, certificate[expiresAt])
      }
    ];
  })
};
var projectCertificateExpiring = {
  ...declared,
  id: "project-certificate-expiring",
  title: "Project's certificate expiring",
  meaning: "A certificate that is active for a project, and not for the organisation, expires within {days} days, or has expired (then high).",
  needs: { snapshots: ["project_certificates", "certificates"] },
  find(data, { days }) {
    const project = projectNames(data);
    const reported = new Set(rowsOf3(data, "certificates").flatMap((row) => row.active === "true" ? [row.id] : []));
    return rowsInUse(data, "project_certificates").flatMap((certificate) => {
      const ends = expiry(data, certificate[expiresAt], days);
      if (certificate.active !== "true" || reported.has(certificate.id) || ends === void 0) return [];
      return [
        {
          subject: `${certificate.project_id}/${certificate.id}`,
          text: `Certificate ${named3(certificate)} of project ${project(certificate.project_id)}${ends}`,
          evidence: facts2({ project_id: certificate.project_id, expires_at: certificate[expiresAt] }),
          ...severityOf(data, certificate[expiresAt])
        }
      ];
    });
  }
};

// src/audit/checks/freshness.ts
var dataStale = {
  id: "data-stale",
  severity: "medium",
  title: "Data older than expected",
  meaning: "The data of a resource are complete only up to more than {days} days ago.",
  why: "What happened since is in no report and no check, and the API may forget it.",
  remedy: "Look at the resource's message in the last runs; a key without the right scope is the usual cause.",
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.15", "NIST 800-53 AU-5", "NIST 800-53 CA-7", "CIS 8.2"],
  needs: {},
  thresholds: { days: 2 },
  find: (data, { days }) => [...data.dataUntil].filter(([, until]) => daysBetween(until.slice(0, 10), today(data)) > days).map(([resource, until]) => ({
    subject: resource,
    text: `The data of ${resource} are complete only up to ${until.slice(0, 10)}`,
    evidence: facts2({ data_until: until.slice(0, 10) })
  }))
};

// src/audit/checks/limits.ts
var declared2 = {
  severity: "low",
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.6", "NIST 800-53 SC-5", "NIST 800-53 SI-4"],
  thresholds: {}
};
var limit = {
  ...declared2,
  why: "A hard limit is what stops a stolen key or a program gone wrong.",
  remedy: "Set a limit well above what is usually spent."
};
var alert = {
  ...declared2,
  why: "Without an alert nobody learns of unusual spend before the invoice.",
  remedy: "Set an alert somewhat above what is usually spent, to people who can act."
};
var hasThreshold = ({ threshold_amount }) => (threshold_amount ?? null) !== null;
function projectsWithout(data, resource, what) {
  const having = new Set(
    rowsInUse(data, resource).filter(hasThreshold).map(({ project_id }) => project_id)
  );
  return activeProjects(data).filter(({ id }) => !having.has(id)).map((project) => ({
    subject: project.id ?? "",
    text: `Project ${named3(project)} has no spend ${what} of its own`,
    evidence: facts2({ created_at: project.created_at })
  }));
}
function organizationWithout(data, resource, what) {
  if (rowsOf3(data, resource).some(hasThreshold)) return [];
  return [{ subject: "organization", text: `The organisation has no spend ${what}`, evidence: {} }];
}
var projectWithoutSpendLimit = {
  ...limit,
  id: "project-without-spend-limit",
  title: "Project without spend limit",
  meaning: "A project in use has no spend limit of its own; the organisation's, if any, is shared by all.",
  needs: { snapshots: ["projects", "project_spend_limit"] },
  find: (data) => projectsWithout(data, "project_spend_limit", "limit")
};
var projectWithoutSpendAlert = {
  ...alert,
  id: "project-without-spend-alert",
  title: "Project without spend alert",
  meaning: "A project in use has no spend alert of its own; the organisation's, if any, look at all projects together.",
  needs: { snapshots: ["projects", "project_spend_alerts"] },
  find: (data) => projectsWithout(data, "project_spend_alerts", "alert")
};
var organizationWithoutSpendLimit = {
  ...limit,
  id: "organization-without-spend-limit",
  title: "Organisation without spend limit",
  meaning: "The organisation has no spend limit.",
  needs: { snapshots: ["spend_limit"] },
  find: (data) => organizationWithout(data, "spend_limit", "limit")
};
var organizationWithoutSpendAlert = {
  ...alert,
  id: "organization-without-spend-alert",
  title: "Organisation without spend alert",
  meaning: "The organisation has no spend alert.",
  needs: { snapshots: ["spend_alerts"] },
  find: (data) => organizationWithout(data, "spend_alerts", "alert")
};

// src/audit/checks/events.ts
function eventsOf(data, types) {
  const found = (data.events?.entries ?? []).filter(({ type }) => types.includes(type ?? ""));
  return found.sort((one, other) => compare(one.effective_at, other.effective_at) || compare(one.id, other.id));
}
function compare(one, other) {
  return byCodeUnits(one ?? "", other ?? "");
}
function payloadOf(event) {
  const value = parsed(event.details);
  return isObject(value) ? { ...value } : {};
}
function actorOf(event) {
  const user = {
    id: event.actor__session__user__id ?? event.actor__api_key__user__id,
    email: event.actor__session__user__email ?? event.actor__api_key__user__email
  };
  const userId = user.id || user.email;
  if (userId) return { id: userId, text: label3(user.email, user.id) };
  const account = event.actor__api_key__service_account__id;
  if (account) return { id: account, text: `service account ${account}` };
  const key = event.actor__api_key__id;
  return key ? { id: key, text: `key ${key}` } : void 0;
}

// src/audit/checks/logins.ts
var failedLoginsThenSuccess = {
  id: "failed-logins-then-success",
  severity: "high",
  title: "Failed logins, then success",
  meaning: "At least {failures} logins of one user, or from one address, failed within {minutes} minutes, and one succeeded within {minutes} minutes of the last failure. Failures that the same user puts right do not count for the address.",
  why: "This is what guessing a password looks like when it works.",
  remedy: "Ask the user. If it was not them: end their sessions, delete their keys, and read on in the audit log.",
  controls: ["SOC 2 CC7.2", "SOC 2 CC7.3", "ISO 27001 A.8.16", "NIST 800-53 AC-7", "NIST 800-53 SI-4", "CIS 8.11"],
  needs: { events: ["login.failed", "login.succeeded"] },
  thresholds: { failures: 5, minutes: 15 },
  find(data, limits) {
    const byUser = grouped(data, (event) => event.actor__session__user__id);
    const byEmail = grouped(data, (event) => event.actor__session__user__email?.toLowerCase());
    const byAddress = grouped(data, (event) => event.actor__session__ip_address).map(
      (events) => withoutSlips(events, limits.minutes * 60)
    );
    const found = [...byUser, ...byEmail, ...byAddress].flatMap((events) => successesAfterBursts(events, limits));
    return [...new Map(found.reverse().map((discovery2) => [discovery2.subject, discovery2])).values()];
  },
  afterwards: lapsesWithTheEvents
};
function grouped(data, by) {
  const events = eventsOf(data, ["login.failed", "login.succeeded"]).sort(
    (one, other) => (secondsOf2(one.effective_at) ?? 0) - (secondsOf2(other.effective_at) ?? 0) || Number(one.type === "login.succeeded") - Number(other.type === "login.succeeded")
  );
  const groups = groupBy(events, (event) => by(event) || void 0);
  groups.delete(void 0);
  groups.delete(REDACTED);
  return [...groups.values()];
}
function withoutSlips(events, seconds) {
  const signedIn = /* @__PURE__ */ new Map();
  const kept = events.toReversed().filter((event) => {
    const at = secondsOf2(event.effective_at) ?? 0;
    const names = [event.actor__session__user__email?.toLowerCase(), event.actor__session__user__id];
    const who = names.find((name2) => name2 && name2 !== REDACTED);
    if (!who) return true;
    if (event.type === "login.failed") return (signedIn.get(who) ?? Number.POSITIVE_INFINITY) - at > seconds;
    signedIn.set(who, at);
    return true;
  });
  return kept.reverse();
}
function successesAfterBursts(events, { failures, minutes }) {
  const found = [];
  const seconds = minutes * 60;
  let failed = [];
  let burst;
  for (const event of events) {
    const at = secondsOf2(event.effective_at);
    if (at === void 0) continue;
    if (event.type === "login.failed") {
      failed = [...failed.filter((time) => at - time <= seconds), at];
      if (failed.length >= failures) burst = { first: failed[0] ?? at, last: at, count: failed.length };
      continue;
    }
    if (burst !== void 0 && at - burst.last <= seconds) found.push(discovery(event, burst.count));
    failed = [];
    burst = void 0;
  }
  return found;
}
function discovery(event, count2) {
  const who = actorOf(event)?.text ?? "somebody";
  const address2 = event.actor__session__ip_address;
  return {
    subject: event.id ?? "",
    text: `${who} signed in at ${event.effective_at}${address2 ? ` from ${address2}` : ""}, right after ${count2} failed logins (event ${event.id})`,
    evidence: facts2({ event: event.id, effective_at: event.effective_at, failures: count2, ip_address: address2 })
  };
}
var auditLogSilent = {
  id: "audit-log-silent",
  severity: "medium",
  title: "Audit log silent",
  meaning: "No audit event of any type took effect for {days} days.",
  why: "Either nobody did anything, or audit logging does not work, and nothing else here would tell.",
  remedy: "Check whether audit logging is switched on in the organisation, and whether this key reads the right one.",
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.15", "NIST 800-53 AU-5", "NIST 800-53 AU-12", "CIS 8.2"],
  needs: { events: [] },
  thresholds: { days: 7 },
  find(data, { days }) {
    const { events } = data;
    if (events === void 0) return [];
    const newest = dayOf2(events.newest);
    if (daysBetween(newest ?? events.since, today(data)) < days) return [];
    return [
      {
        subject: "organization",
        text: newest === void 0 ? `No audit event since ${events.since}` : `The newest audit event is of ${newest}`,
        evidence: facts2({ newest: events.newest })
      }
    ];
  }
};

// src/audit/checks/owners.ts
var leastPrivilege = ["SOC 2 CC6.3", "ISO 27001 A.8.2", "NIST 800-53 AC-6", "NIST 800-53 AC-6(5)", "CIS 5.4"];
function owners(data) {
  return rowsOf3(data, "users").filter(
    (user) => user.role === "owner" && user.is_service_account !== "true" && user.user__enabled !== "false" && user.user__banned !== "true"
  );
}
var tooManyOwners = {
  id: "too-many-owners",
  severity: "medium",
  title: "Many owners",
  meaning: "More than {owners} people are owners of the organisation; service accounts and disabled users do not count.",
  why: "Every owner can create admin keys, invite people and change every setting: each is one account to take over.",
  remedy: "Make readers of those who do not administer the organisation.",
  controls: leastPrivilege,
  needs: { snapshots: ["users"] },
  thresholds: { owners: 5 },
  find(data, limits) {
    const count2 = owners(data).length;
    if (count2 <= limits.owners) return [];
    return [
      {
        subject: "organization",
        text: `The organisation has ${count2} owners`,
        evidence: facts2({ owners: count2, limit: limits.owners })
      }
    ];
  }
};
var singleOwner = {
  id: "single-owner",
  severity: "medium",
  title: "Only one owner",
  meaning: "Exactly one person is owner of the organisation; service accounts and disabled users do not count.",
  why: "When that person leaves or loses the account, nobody can remove access or keys.",
  remedy: "Make a second person owner.",
  controls: ["SOC 2 CC9.1", "ISO 27001 A.5.29", "NIST 800-53 CP-2"],
  needs: { snapshots: ["users"] },
  thresholds: {},
  find(data) {
    const [only, ...others] = owners(data);
    if (only === void 0 || others.length > 0) return [];
    return [
      {
        subject: "organization",
        text: `${named3(only)} is the only owner of the organisation`,
        evidence: facts2({ owner_id: only.id })
      }
    ];
  }
};
var ownerAdded = {
  id: "owner-added",
  severity: "high",
  title: "Owner added",
  meaning: "Somebody became owner of the organisation in the days that are looked at, and still is.",
  why: "An owner can do everything: this is how a taken-over account makes itself at home.",
  remedy: "Make sure that somebody asked for it; else make the user a reader again and look at the audit log.",
  controls: [...leastPrivilege, "NIST 800-53 AC-2(4)"],
  needs: { snapshots: ["users"], changes: ["users"] },
  thresholds: {},
  find: (data) => rowHistories(data, "users").flatMap(({ now: now2, changes }) => {
    const gained2 = changes.findLast(({ before: before2, after }) => after?.role === "owner" && before2?.role !== "owner");
    if (now2?.role !== "owner" || gained2 === void 0) return [];
    const before = gained2.before?.role ?? "no role";
    return {
      subject: now2.id ?? "",
      text: gained2.before === void 0 ? `${named3(now2)} joined the organisation as owner` : `${named3(now2)} became owner of the organisation, from ${before}`,
      evidence: facts2({
        noticed: gained2.day,
        role_before: gained2.before?.role,
        role: "owner",
        added_at: now2.added_at
      })
    };
  }),
  afterwards: lapsesWithTheLog
};
var serviceAccountOwner = {
  id: "service-account-owner",
  severity: "medium",
  title: "Service account with owner role",
  meaning: "A service account is owner of a project in use, or of the organisation (then high).",
  why: "The key of a program, which lies in its configuration, can then give and take access.",
  remedy: "Give the service account the role member, or replace it by one that has it.",
  controls: ["SOC 2 CC6.3", "ISO 27001 A.8.2", "NIST 800-53 AC-6", "NIST 800-53 AC-6(5)", "CIS 5.5"],
  needs: { snapshots: ["project_service_accounts", "users"] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    const ofProjects = rowsInUse(data, "project_service_accounts").filter(({ role: role2 }) => role2 === "owner").map((account) => ({
      subject: `${account.project_id}/${account.id}`,
      text: `Service account ${named3(account)} is owner of project ${project(account.project_id)}`,
      evidence: facts2({ project_id: account.project_id, role: account.role, created_at: account.created_at })
    }));
    const ofOrganization2 = rowsOf3(data, "users").filter(({ role: role2, is_service_account }) => role2 === "owner" && is_service_account === "true").map((account) => ({
      subject: `organization/${account.id}`,
      text: `Service account ${named3(account)} is owner of the organisation`,
      evidence: facts2({ role: account.role, added_at: account.added_at }),
      severity: "high"
    }));
    return [...ofProjects, ...ofOrganization2];
  }
};

// src/audit/checks/people.ts
var pending = (data) => rowsOf3(data, "invites").filter(({ status }) => status === "pending");
var invitePending = {
  id: "invite-pending",
  severity: "low",
  title: "Invite pending",
  meaning: "An invite that was sent at least {days} days ago is still pending.",
  why: "Anyone who gets the message can join.",
  remedy: "Ask the invited person, then delete the invite.",
  controls: ["SOC 2 CC6.2", "ISO 27001 A.5.18", "NIST 800-53 AC-2"],
  needs: { snapshots: ["invites"] },
  thresholds: { days: 14 },
  find: (data, { days }) => pending(data).filter((invite) => (daysAgo(data, invite.created_at) ?? -1) >= days).map((invite) => ({
    subject: invite.id ?? "",
    text: `The invite of ${named3(invite)} as ${invite.role} is pending since ${dayOf2(invite.created_at)}`,
    evidence: facts2({ created_at: invite.created_at, expires_at: invite.expires_at, role: invite.role })
  }))
};
var ownerInvited = {
  id: "owner-invited",
  severity: "medium",
  title: "Owner invited",
  meaning: "A pending invite makes the person who accepts it an owner of the organisation.",
  why: "It is the last moment to stop what should not happen.",
  remedy: "Make sure that somebody asked for it; else delete the invite.",
  controls: ["SOC 2 CC6.2", "SOC 2 CC6.3", "ISO 27001 A.8.2", "NIST 800-53 AC-6(5)", "CIS 5.4"],
  needs: { snapshots: ["invites"] },
  thresholds: {},
  find: (data) => pending(data).filter(({ role: role2 }) => role2 === "owner").map((invite) => ({
    subject: invite.id ?? "",
    text: `${named3(invite)} is invited as owner of the organisation`,
    evidence: facts2({ created_at: invite.created_at, expires_at: invite.expires_at, role: invite.role })
  }))
};
function domainOf(address2) {
  const at = address2?.lastIndexOf("@") ?? -1;
  return at < 0 ? void 0 : address2?.slice(at + 1).trim().toLowerCase();
}
function isOutside(address2, domains) {
  const domain = domainOf(address2);
  if (domain === void 0) return false;
  return !domains.some((given) => {
    const allowed = given.trim().toLowerCase().replace(/^@/, "");
    return allowed.startsWith("*.") ? domain.endsWith(allowed.slice(1)) : domain === allowed;
  });
}
function whyNotDomains(rows, { domains }) {
  if (domains.length === 0) return "no `domains` are configured";
  const addresses = rows.flatMap(({ email }) => email ? [email] : []);
  const readable2 = addresses.length === 0 || addresses.some((address2) => domainOf(address2) !== void 0);
  return readable2 ? void 0 : "the stored addresses are pseudonyms, which have no domain";
}
var strangerControls = ["SOC 2 CC6.1", "SOC 2 CC6.2", "ISO 27001 A.5.16", "NIST 800-53 AC-2", "CIS 5.1"];
var inviteOutsideDomains = {
  id: "invite-outside-domains",
  severity: "high",
  title: "Invite outside allowed domains",
  meaning: "A pending invite goes to an address outside the allowed domains: {domains}.",
  why: "A private or foreign address escapes your sign-on, and stays when the person leaves.",
  remedy: "Delete the invite, or invite the address of work; or add the domain to `domains`.",
  controls: strangerControls,
  needs: { snapshots: ["invites"] },
  optional: true,
  thresholds: { domains: [] },
  cannotTell: (data, limits) => whyNotDomains(rowsOf3(data, "invites"), limits),
  find: (data, { domains }) => pending(data).filter(({ email }) => isOutside(email, domains)).map((invite) => ({
    subject: invite.id ?? "",
    text: `${named3(invite)} is invited as ${invite.role}, from outside the allowed domains`,
    evidence: facts2({ created_at: invite.created_at, domain: domainOf(invite.email), role: invite.role })
  }))
};
var userOutsideDomains = {
  id: "user-outside-domains",
  severity: "high",
  title: "User outside allowed domains",
  meaning: "A member's address is outside the allowed domains: {domains}.",
  why: "A private or foreign address escapes your sign-on, and stays when the person leaves.",
  remedy: "Remove the user, or invite the address of work; or add the domain to `domains`, or an exception.",
  controls: strangerControls,
  needs: { snapshots: ["users"] },
  optional: true,
  thresholds: { domains: [] },
  cannotTell: (data, limits) => whyNotDomains(rowsOf3(data, "users"), limits),
  find: (data, { domains }) => rowsOf3(data, "users").filter((user) => user.is_service_account !== "true").map((user) => ({ user, email: user.email ?? user.user__email })).filter(({ email }) => isOutside(email, domains)).map(({ user, email }) => ({
    subject: user.id ?? "",
    text: `${label3(user.name || email, user.id)} is ${user.role ?? "a member"}, from outside the allowed domains`,
    evidence: facts2({ added_at: user.added_at, domain: domainOf(email), role: user.role })
  }))
};

// src/audit/checks/permissions.ts
var controls = ["SOC 2 CC6.3", "ISO 27001 A.5.18", "NIST 800-53 AC-2", "NIST 800-53 AC-6", "CIS 6.8"];
var why = "Holders of the role can do more than was once agreed.";
var remedy = "Make sure that somebody asked for it; else take the permissions back.";
function gained({ now: now2, changes }) {
  if (now2 === void 0 || now2.predefined_role === "true") return void 0;
  const current = new Set(listOf3(now2.permissions));
  const found = changes.flatMap(({ before, after, day }) => {
    if (before === void 0 || after === void 0) return [];
    const had = new Set(listOf3(before.permissions));
    return listOf3(after.permissions).filter((permission) => !had.has(permission) && current.has(permission)).map((permission) => ({ permission, day }));
  });
  const permissions2 = [...new Set(found.map(({ permission }) => permission))].sort();
  return permissions2.length === 0 ? void 0 : { permissions: permissions2, day: found.at(-1)?.day ?? "" };
}
function widened2(history, subject, what) {
  const more = gained(history);
  if (more === void 0) return [];
  return [
    {
      subject,
      text: `${what} gained ${more.permissions.join(", ")}`,
      evidence: facts2({ noticed: more.day, permissions: more.permissions.join(" ") })
    }
  ];
}
var roleWidened = {
  id: "role-widened",
  severity: "medium",
  title: "Role widened",
  meaning: "One of the organisation's own roles gained permissions in the days that are looked at, and still has them.",
  why,
  remedy,
  controls,
  needs: { snapshots: ["roles"], changes: ["roles"] },
  thresholds: {},
  find: (data) => rowHistories(data, "roles").flatMap(
    (history) => widened2(history, history.now?.id ?? "", `Role ${named3(history.now ?? {})}`)
  ),
  afterwards: lapsesWithTheLog
};
var projectRoleWidened = {
  id: "project-role-widened",
  severity: "medium",
  title: "Project's role widened",
  meaning: "One of a project's own roles gained permissions in the days that are looked at, and still has them.",
  why,
  remedy,
  controls,
  needs: { snapshots: ["project_roles"], changes: ["project_roles"] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    return projectHistories(data, "project_roles").flatMap((history) => {
      const { now: now2 = {}, key } = history;
      return widened2(
        history,
        `${key.project_id}/${key.id}`,
        `Role ${named3(now2)} of project ${project(key.project_id)}`
      );
    });
  },
  afterwards: lapsesWithTheLog
};
var roleEvents = ["role.updated", "role.deleted"];
var rolePermissionsAdded = {
  id: "role-permissions-added",
  severity: "medium",
  title: "Permissions added to a role",
  meaning: "The audit log says that a role gained permissions, and not that they were taken back; roles that are exported and compared are left to `role-widened` and `project-role-widened`.",
  why,
  remedy,
  controls,
  needs: { events: roleEvents },
  thresholds: {},
  find(data) {
    const compared = new Set(["roles", "project_roles"].flatMap((resource) => comparedRoles(data, resource)));
    const byRole = groupBy(eventsOf(data, roleEvents), (event) => payloadOf(event).id);
    return [...byRole].flatMap(
      ([id, events]) => typeof id !== "string" || compared.has(id) ? [] : addedByEvents(id, events)
    );
  },
  afterwards: lapsesWithTheEvents
};
function comparedRoles(data, resource) {
  if (!data.changes.resources.has(resource) || !data.snapshots.get(resource)?.complete) return [];
  return rowsOf3(data, resource).flatMap(({ id }) => id ? [id] : []);
}
function addedByEvents(id, events) {
  const added = /* @__PURE__ */ new Map();
  let name2;
  for (const event of events) {
    if (event.type === "role.deleted") added.clear();
    const changes = Object(payloadOf(event).changes_requested);
    if (typeof changes.role_name === "string") name2 = changes.role_name;
    for (const permission of texts(changes.permissions_added)) added.set(permission, event);
    for (const permission of texts(changes.permissions_removed)) added.delete(permission);
  }
  const last = [...added.values()].sort((one, other) => byCodeUnits(one.effective_at ?? "", other.effective_at ?? "")).at(-1);
  if (last === void 0) return [];
  const permissions2 = [...added.keys()].sort();
  return [
    {
      subject: id,
      text: `Role ${label3(name2, id)} gained ${permissions2.join(", ")} on ${dayOf2(last.effective_at)}`,
      evidence: facts2({ event: last.id, effective_at: last.effective_at, actor: actorOf(last)?.text })
    }
  ];
}
function texts(value) {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
var projectOwnerAdded = {
  id: "project-owner-added",
  severity: "low",
  title: "Project member became owner",
  meaning: "A project's member became its owner in the days that are looked at, and still is.",
  why: "A project's owner gives access to it, creates its keys and changes its limits.",
  remedy: "Make sure that somebody asked for it; else make the user a member again.",
  controls: ["SOC 2 CC6.3", "ISO 27001 A.8.2", "NIST 800-53 AC-6", "CIS 5.4"],
  needs: { snapshots: ["project_users"], changes: ["project_users"] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    return projectHistories(data, "project_users").flatMap(({ now: now2, key, changes }) => {
      const became = changes.findLast(
        ({ before, after }) => before?.role && before.role !== "owner" && after?.role === "owner"
      );
      if (now2?.role !== "owner" || became === void 0) return [];
      return [
        {
          subject: `${key.project_id}/${key.id}`,
          text: `${named3(now2)} became owner of project ${project(key.project_id)}, from ${became.before?.role}`,
          evidence: facts2({
            noticed: became.day,
            project_id: key.project_id,
            role_before: became.before?.role,
            role: "owner"
          })
        }
      ];
    });
  },
  afterwards: lapsesWithTheLog
};

// src/audit/checks/project-keys.ts
var needs2 = { snapshots: ["project_api_keys"] };
function usableProjectKeys(data) {
  return rowsInUse(data, "project_api_keys").filter((key) => !isExpired(data, key));
}
function keySubject(key) {
  return `${key.project_id}/${key.id}`;
}
function projectKeyFacts(key) {
  return facts2({
    project_id: key.project_id,
    created_at: key.created_at,
    owner: key.owner__user__name ?? key.owner__service_account__name,
    owner_id: key.owner__user__id ?? key.owner__service_account__id
  });
}
var projectKeys = {
  keysIn: usableProjectKeys,
  subjectOf: keySubject,
  namer(data) {
    const project = projectNames(data);
    return (key) => `Key ${named3(key)} of project ${project(key.project_id)}`;
  },
  factsOf: projectKeyFacts
};
var projectKeyUnused = {
  ...unusedKey,
  id: "project-key-unused",
  severity: "low",
  title: "Project key unused",
  meaning: "A project's key was last used at least {days} days ago, or was created then and never used.",
  why: "A key that is no longer needed can still be stolen, and spends on your account.",
  needs: needs2,
  find: findKeys(projectKeys, (...about) => usedLongAgo(...about) ?? neverUsed(...about), "last_used_at")
};
var projectKeyOld = {
  ...oldKey,
  id: "project-key-old",
  severity: "low",
  title: "Project key old",
  meaning: "A project's key was created at least {days} days ago.",
  needs: needs2,
  find: findKeys(projectKeys, createdLongAgo)
};
var projectKeyExpiring = {
  ...expiringKey,
  id: "project-key-expiring",
  severity: "low",
  title: "Project key expiring",
  meaning: "A project's key expires within {days} days.",
  why: "What uses the key stops working when it expires.",
  remedy: "Replace it in time where it is still used.",
  needs: needs2,
  find: findKeys(projectKeys, expiring, "expires_at")
};
function personOf(key) {
  const id = key.owner__user__id;
  if (!id || key.owner__type === "service_account") return void 0;
  return { id, text: label3(key.owner__user__name || key.owner__user__email, id) };
}

// src/audit/checks/project-key-owners.ts
var projectKeyOwnerRemoved = {
  id: "project-key-owner-removed",
  severity: "high",
  title: "Project key of a removed user",
  meaning: "A project's key belongs to a person who is no member of the organisation any more, or has lost access to the project (then medium).",
  why: "Access that was taken away may live on in a copy of the key.",
  remedy: "Delete the key; create one for a service account or a member of the project where it is needed.",
  controls: ["SOC 2 CC6.2", "SOC 2 CC6.3", "ISO 27001 A.5.18", "ISO 27001 A.6.5", "NIST 800-53 PS-4", "CIS 6.2"],
  needs: { snapshots: ["project_api_keys", "users"] },
  thresholds: {},
  cannotTell(data) {
    const owners2 = usableProjectKeys(data).flatMap((key) => personOf(key)?.id ?? []);
    const ofProjects = new Set(rowsOf3(data, "project_users").flatMap(({ id }) => id ?? []));
    return whyNotComparable(owners2, memberIds(data), ofProjects);
  },
  find(data) {
    const project = projectNames(data);
    const members = memberIds(data);
    const lost = lostAccess(data);
    return usableProjectKeys(data).flatMap((key) => {
      const person3 = personOf(key);
      if (person3 === void 0) return [];
      const left = !members.has(person3.id);
      if (!left && !lost(key, person3.id)) return [];
      const why2 = left ? "is no member of the organisation any more" : "has lost access to the project";
      return [
        {
          subject: keySubject(key),
          text: `Key ${named3(key)} of project ${project(key.project_id)} belongs to ${person3.text}, who ${why2}`,
          evidence: { ...projectKeyFacts(key), ...facts2({ owner_project_access: key.owner_project_access }) },
          ...left ? {} : { severity: "medium" }
        }
      ];
    });
  }
};
function lostAccess(data) {
  const known = ["project_users", "project_groups"].every((resource) => data.snapshots.get(resource)?.complete);
  const members = new Set(rowsOf3(data, "project_users").map((row) => `${row.project_id}/${row.id}`));
  const withGroups = new Set(rowsOf3(data, "project_groups").map((row) => row.project_id));
  const owners2 = new Set(rowsOf3(data, "users").flatMap((row) => row.role === "reader" ? [] : [row.id]));
  return (key, owner) => {
    if (key.owner_project_access) return key.owner_project_access === "inactive";
    return known && !members.has(`${key.project_id}/${owner}`) && !withGroups.has(key.project_id) && !owners2.has(owner);
  };
}

// src/audit/checks/project-settings.ts
var controls2 = ["SOC 2 CC8.1", "ISO 27001 A.8.32", "NIST 800-53 CM-3", "NIST 800-53 CM-7", "CIS 4.8"];
var remedy2 = "Make sure that somebody asked for it; else set it back.";
function allows(policy, model) {
  const listed = listOf3(policy?.model_ids).includes(model);
  return policy?.mode === "allow_list" ? listed : !listed;
}
var everythingElse = "every model that is not named";
function newlyAllowed(before, after) {
  const models = [.../* @__PURE__ */ new Set([...listOf3(before?.model_ids), ...listOf3(after?.model_ids)])].sort();
  const gained2 = models.filter((model) => allows(after, model) && !allows(before, model));
  const opened = before?.mode === "allow_list" && after?.mode !== "allow_list";
  return opened ? [everythingElse, ...gained2] : gained2;
}
var modelPermissionWidened = {
  id: "model-permission-widened",
  severity: "medium",
  title: "Model permission widened",
  meaning: "A project may use models that it could not use before, in the days that are looked at, and still may.",
  why: "Models differ in price, in what they keep and in what was assessed for your use.",
  remedy: remedy2,
  controls: controls2,
  needs: { snapshots: ["projects", "project_model_permissions"], changes: ["project_model_permissions"] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    const known = projectsById(data);
    return projectHistories(data, "project_model_permissions").flatMap(({ key, now: now2, changes }) => {
      if (!known.has(key.project_id ?? "")) return [];
      const found = changes.filter(({ before }) => before !== void 0).flatMap(
        ({ before, after, day }) => newlyAllowed(before, after).filter((model) => model === everythingElse ? now2?.mode !== "allow_list" : allows(now2, model)).map((model) => ({ model, day }))
      );
      if (found.length === 0) return [];
      const models = [...new Set(found.map(({ model }) => model))].sort();
      return [
        {
          subject: key.project_id ?? "",
          text: `Project ${project(key.project_id)} may now use ${models.join(", ")}`,
          evidence: facts2({ noticed: found.at(-1)?.day, mode: now2?.mode ?? "no policy", models: models.join(" ") })
        }
      ];
    });
  },
  afterwards: lapsesWithTheLog
};
var tools = ["file_search", "web_search", "image_generation", "mcp", "code_interpreter"];
var hostedToolEnabled = {
  id: "hosted-tool-enabled",
  severity: "medium",
  title: "Hosted tool enabled",
  meaning: "A hosted tool of a project was disabled, became enabled in the days that are looked at, and still is.",
  why: "Tools send data elsewhere (web search, MCP servers) or run code; each is a way out for data.",
  remedy: remedy2,
  controls: controls2,
  needs: { snapshots: ["project_hosted_tool_permissions"], changes: ["project_hosted_tool_permissions"] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    return projectHistories(data, "project_hosted_tool_permissions").flatMap(
      ({ key, now: now2, changes }) => tools.flatMap((tool) => {
        const column = `${tool}__enabled`;
        const enabled = changes.findLast(
          ({ before, after }) => before?.[column] === "false" && after?.[column] === "true"
        );
        if (now2?.[column] !== "true" || enabled === void 0) return [];
        return [
          {
            subject: `${key.project_id}/${tool}`,
            text: `${tool} was enabled in project ${project(key.project_id)}`,
            evidence: facts2({ noticed: enabled.day, tool, project_id: key.project_id })
          }
        ];
      })
    );
  },
  afterwards: lapsesWithTheLog
};

// src/audit/checks/switches.ts
function typesOf(switches) {
  return switches.flatMap(({ off, on }) => [...Object.keys(off), ...on]);
}
var nameless2 = "unknown";
function nameOf2(name2, subject) {
  return subject === nameless2 ? name2 ?? "(id not given)" : label3(name2, subject);
}
function turnsOf(data, { off, on }) {
  return eventsOf(data, [...Object.keys(off), ...on]).flatMap((event) => {
    const payload = payloadOf(event);
    const things = Array.isArray(payload.configs) ? payload.configs : [payload];
    return things.map((thing) => {
      const { id, name: name2 } = Object(thing);
      return {
        subject: typeof id === "string" ? id : nameless2,
        name: typeof name2 === "string" ? name2 : void 0,
        on: on.includes(event.type ?? ""),
        event
      };
    });
  });
}
function lastTurns(data, each2) {
  return new Map(turnsOf(data, each2).map((turn) => [turn.subject, turn]));
}
function switchedOff(data, switches) {
  return switches.flatMap((each2) => {
    const last = [...lastTurns(data, each2).values()];
    if (each2.restoredBy === "any" && last.some(({ on }) => on)) return [];
    return last.filter(({ on }) => !on).map(({ subject, name: name2, event }) => ({
      subject,
      text: `${each2.what} ${nameOf2(name2, subject)} ${each2.off[event.type ?? ""]} on ${dayOf2(event.effective_at)}`,
      evidence: facts2({
        event: event.id,
        type: event.type,
        effective_at: event.effective_at,
        actor: actorOf(event)?.text
      })
    }));
  });
}
function stillOff(data, earlier2, switches) {
  const subject = earlier2.id.slice(earlier2.check.length + 1);
  const own = switches.find(({ off }) => Object.hasOwn(off, earlier2.evidence.type ?? ""));
  if (own === void 0) return "resolved";
  const last = lastTurns(data, own);
  const back = own.restoredBy === "any" ? [...last.values()].some(({ on }) => on) : last.get(subject)?.on;
  return back ? "resolved" : "stands";
}

// src/audit/checks/protection.ts
function switchCheck({ switches, ...declared7 }) {
  return {
    ...declared7,
    needs: { events: typesOf(switches) },
    thresholds: {},
    find: (data) => switchedOff(data, switches),
    afterwards: (data, earlier2) => stillOff(data, earlier2, switches),
    mayAppear: isRecent
  };
}
var scimDisabled = switchCheck({
  id: "scim-disabled",
  severity: "high",
  title: "SCIM switched off",
  meaning: "SCIM was switched off, and no later event switched it on again.",
  why: "People who leave the company keep access until somebody remembers to remove it by hand.",
  remedy: "Switch SCIM on again, or make sure that leavers are removed another way, and write an exception for the finding.",
  controls: ["SOC 2 CC6.2", "SOC 2 CC6.3", "ISO 27001 A.5.16", "NIST 800-53 AC-2(1)", "CIS 5.6"],
  switches: [
    { off: { "scim.disabled": "was switched off" }, on: ["scim.enabled"], what: "SCIM connection", restoredBy: "same" }
  ]
});
var scimDeletionRequested = switchCheck({
  id: "scim-deletion-requested",
  severity: "high",
  title: "SCIM directory to be deleted",
  meaning: "The deletion of a SCIM directory was asked for, and no other was created in the days that are looked at.",
  why: "People who leave the company keep access until somebody remembers to remove it by hand.",
  remedy: "Connect a directory again, or make sure that leavers are removed another way, and write an exception for the finding.",
  controls: ["SOC 2 CC6.2", "SOC 2 CC6.3", "ISO 27001 A.5.16", "NIST 800-53 AC-2(1)", "CIS 5.6"],
  switches: [
    {
      off: { "tenant.scim.deletion.requested": "is to be deleted: this was asked for" },
      on: ["tenant.scim.directory.created"],
      what: "SCIM directory",
      restoredBy: "any"
    }
  ]
});
var ssoConnectionDeleted = switchCheck({
  id: "sso-connection-deleted",
  severity: "high",
  title: "SSO connection deleted",
  meaning: "An SSO connection was deleted, and no other was created in the days that are looked at and is still there.",
  why: "People may then sign in without the second factor and the rules of your identity provider.",
  remedy: "Set the connection up again, or make sure that another one serves its domains, and write an exception for the finding.",
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.5", "NIST 800-53 IA-2", "CIS 6.7"],
  switches: [
    {
      off: { "tenant.sso_connection.deleted": "was deleted" },
      on: ["tenant.sso_connection.created"],
      what: "SSO connection",
      restoredBy: "any"
    }
  ]
});
var ipAllowListOff = switchCheck({
  id: "ip-allow-list-off",
  severity: "high",
  title: "IP allow list switched off",
  meaning: "An IP allow list was deactivated or deleted, and none was activated in the days that are looked at and is still active.",
  why: "A stolen key or session then works from any address.",
  remedy: "Activate the list again, or make sure that another one is active, and write an exception for the finding.",
  controls: ["SOC 2 CC6.6", "ISO 27001 A.8.20", "NIST 800-53 AC-3", "NIST 800-53 SC-7", "CIS 12.2"],
  switches: [
    {
      off: { "ip_allowlist.config.deactivated": "was deactivated", "ip_allowlist.deleted": "was deleted" },
      on: ["ip_allowlist.config.activated"],
      what: "IP allow list",
      restoredBy: "any"
    }
  ]
});
var externalKeyRemoved = switchCheck({
  id: "external-key-removed",
  severity: "medium",
  title: "External key removed",
  meaning: "An external encryption key was removed, and no other was registered in the days that are looked at.",
  why: "Your data is then no longer under a key that you can withdraw.",
  remedy: "Register the next key, or make sure that its projects are gone, and write an exception for the finding.",
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.24", "NIST 800-53 SC-12", "CIS 3.11"],
  switches: [
    {
      off: { "external_key.removed": "was removed" },
      on: ["external_key.registered"],
      what: "External key",
      restoredBy: "any"
    }
  ]
});
var listEvents = ["ip_allowlist.created", "ip_allowlist.updated", "ip_allowlist.deleted"];
var everyAddress = /\/0+$/;
var ipAllowListOpen = {
  id: "ip-allow-list-open",
  severity: "high",
  title: "IP allow list open to all",
  meaning: "An IP allow list was created or updated with a range that holds every address (`/0`), and still has it.",
  why: "The list then protects from nothing, and looks as if it did.",
  remedy: "Take the range out of the list.",
  controls: ["SOC 2 CC6.6", "ISO 27001 A.8.20", "NIST 800-53 SC-7", "CIS 12.2"],
  needs: { events: listEvents },
  thresholds: {},
  find(data) {
    const last = new Map(eventsOf(data, listEvents).map((event) => [payloadOf(event).id, event]));
    return [...last.values()].flatMap((event) => {
      const { id, name: name2, allowed_ips } = payloadOf(event);
      const ranges = Array.isArray(allowed_ips) ? allowed_ips : [];
      const open2 = ranges.find((range) => typeof range === "string" && everyAddress.test(range));
      if (event.type === "ip_allowlist.deleted" || typeof id !== "string" || open2 === void 0) return [];
      return {
        subject: id,
        text: `IP allow list ${label3(typeof name2 === "string" ? name2 : null, id)} allows ${open2} since ${dayOf2(event.effective_at)}`,
        evidence: facts2({ event: event.id, effective_at: event.effective_at, actor: actorOf(event)?.text })
      };
    });
  },
  afterwards(data, earlier2) {
    const id = earlier2.id.slice(earlier2.check.length + 1);
    return eventsOf(data, listEvents).some((event) => payloadOf(event).id === id) ? "resolved" : "stands";
  }
};

// src/audit/checks/rate-limits.ts
function raises({ now: now2, changes }, percent2) {
  const first = changes.findIndex(({ before }) => before === void 0);
  if (now2 === void 0 || first >= 0) return [];
  const columns2 = Object.keys(now2).filter((name2) => /^(max_|batch_1_day_max_)/.test(name2));
  return columns2.flatMap((column) => {
    const moved = changes.filter(({ before: before2, after }) => before2?.[column] !== after?.[column]);
    const before = moved[0]?.before?.[column];
    const current = now2[column];
    if (!before || !current || !(Number(current) > Number(before) * (1 + percent2 / 100))) return [];
    return [{ day: moved.at(-1)?.day ?? "", text: `${now2.model ?? now2.id} ${column} ${before} \u2192 ${current}` }];
  });
}
var rateLimitRaised = {
  id: "rate-limit-raised",
  severity: "low",
  title: "Rate limit raised",
  meaning: "Rate limits of a project are more than {percent} % above what they were at the beginning of the days that are looked at: one finding for each project and day.",
  why: "A rate limit bounds what a stolen key or a program gone wrong can spend before somebody notices.",
  remedy: "Make sure that somebody asked for it; else lower the limit again.",
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.6", "NIST 800-53 SC-5", "NIST 800-53 CM-3"],
  needs: { snapshots: ["project_rate_limits"], changes: ["project_rate_limits"] },
  thresholds: { percent: 50 },
  find(data, { percent: percent2 }) {
    const project = projectNames(data);
    const all = projectHistories(data, "project_rate_limits").flatMap(
      (history) => raises(history, percent2).map((raise) => ({ ...raise, project: history.key.project_id ?? "" }))
    );
    const groups = groupBy(all, (raise) => `${raise.project}/${raise.day}`);
    return [...groups].map(([subject, raised]) => {
      const texts2 = raised.map(({ text: text2 }) => text2).sort();
      const more = texts2.length > 3 ? ` and ${texts2.length - 3} more` : "";
      return {
        subject,
        text: `Rate limits of project ${project(raised[0]?.project)} were raised: ${texts2.slice(0, 3).join(", ")}${more}`,
        evidence: facts2({ noticed: raised[0]?.day, limits: raised.length })
      };
    });
  },
  afterwards: lapsesWithTheLog,
  mayAppear: isRecent
};

// src/audit/checks/retention.ts
var strictness2 = {
  none: 0,
  modified_abuse_monitoring: 1,
  enhanced_modified_abuse_monitoring: 1,
  zero_data_retention: 2,
  enhanced_zero_data_retention: 2
};
var declared3 = {
  severity: "high",
  why: "Prompts and answers are then kept where they were not before, which may break what you promised to your customers.",
  remedy: "Set the control back, or make sure that privacy and legal agreed, and write an exception for the finding.",
  controls: ["SOC 2 C1.1", "SOC 2 C1.2", "ISO 27001 A.8.10", "NIST 800-53 SI-12", "CIS 3.4"],
  thresholds: {}
};
function weakened({ now: now2, changes }, strict) {
  const current = strict(now2);
  if (current === void 0) return void 0;
  return changes.filter(({ before }) => before !== void 0 && (strict(before) ?? -1) > current).at(-1);
}
function stillWeak(now2, earlier2) {
  return (now2?.type ?? "none") === earlier2.evidence.type ? "stands" : "resolved";
}
var dataRetentionWeakened = {
  ...declared3,
  id: "data-retention-weakened",
  title: "Data retention weakened",
  meaning: "The organisation's data retention control became weaker (zero data retention, then modified abuse monitoring, then none), and still is.",
  needs: { snapshots: ["data_retention"], changes: ["data_retention"] },
  find: (data) => rowHistories(data, "data_retention").flatMap((history) => {
    const change = weakened(history, (row) => strictness2[row?.type ?? "none"]);
    if (change === void 0) return [];
    const type = history.now?.type ?? "none";
    return [
      {
        subject: "organization",
        text: `Data retention of the organisation went from ${change.before?.type} to ${type}`,
        evidence: facts2({ noticed: change.day, type_before: change.before?.type, type })
      }
    ];
  }),
  afterwards: (data, earlier2) => stillWeak(rowsOf3(data, "data_retention")[0], earlier2)
};
var projectDataRetentionWeakened = {
  ...declared3,
  id: "project-data-retention-weakened",
  title: "Project's data retention weakened",
  meaning: "A project's own data retention control became weaker (zero data retention, then modified abuse monitoring, then none; `organization_default` counts as the organisation's), and still is.",
  needs: { snapshots: ["project_data_retention", "data_retention"], changes: ["project_data_retention"] },
  find(data) {
    const project = projectNames(data);
    const ofOrganization2 = strictness2[rowsOf3(data, "data_retention")[0]?.type ?? "none"];
    const strict = (row) => row?.type === "organization_default" ? ofOrganization2 : strictness2[row?.type ?? ""];
    return projectHistories(data, "project_data_retention").flatMap((history) => {
      const change = weakened(history, strict);
      if (change === void 0) return [];
      return [
        {
          subject: history.key.project_id ?? "",
          text: `Data retention of project ${project(history.key.project_id)} went from ${change.before?.type} to ${history.now?.type}`,
          evidence: facts2({ noticed: change.day, type_before: change.before?.type, type: history.now?.type })
        }
      ];
    });
  },
  afterwards: (data, earlier2) => stillWeak(retentionOf(data, earlier2), earlier2)
};
function retentionOf(data, earlier2) {
  const id = earlier2.id.slice(earlier2.check.length + 1);
  return rowsOf3(data, "project_data_retention").find(({ project_id }) => project_id === id) ?? { type: null };
}

// src/audit/checks/daily-spend.ts
var restDays = 2;
function settledTo(data) {
  return dayAfter(today(data), -restDays - 1);
}
function isCovered(data, day) {
  return (data.costs?.covered ?? []).some(([from, to]) => from <= day && day < to);
}
function sum(amounts) {
  return amounts.toSorted((one, other) => one - other).reduce((total, amount2) => total + amount2, 0);
}
function byDay(costs2) {
  const days = groupBy(costs2, ({ day }) => day);
  return new Map([...days].map(([day, rows]) => [day, sum(rows.map(({ amount: amount2 }) => amount2))]));
}
function money3(data, amount2) {
  return `${amount2.toFixed(2)} ${(data.costs?.currency ?? "usd").toUpperCase()}`;
}

// src/audit/checks/spend-jumps.ts
var weeks = 4;
var weekendGap = 3;
var daysLookedAt = 42;
var newsDays = 7;
function median2(amounts) {
  const sorted2 = amounts.toSorted((one, other) => one - other);
  const middle = sorted2.length / 2;
  return ((sorted2[Math.ceil(middle) - 1] ?? 0) + (sorted2[Math.floor(middle)] ?? 0)) / 2;
}
function comparableDays(data) {
  const last = settledTo(data);
  const begin2 = firstDay(data);
  return Array.from({ length: daysLookedAt }, (_, index) => dayAfter(last, index - daysLookedAt + 1)).filter(
    (day) => Array.from({ length: weeks + 1 }, (_, week) => dayAfter(day, -7 * week)).every(
      (each2) => each2 >= begin2 && isCovered(data, each2)
    )
  );
}
function firstDay(data) {
  const days = [
    ...rowsOf3(data, "projects").map((project) => dayOf2(project.created_at)),
    ...rowsOf3(data, "users").map((user) => dayOf2(user.added_at)),
    ...(data.costs?.daily ?? []).map(({ day }) => day)
  ];
  return days.reduce((first, day) => day !== void 0 && day < first ? day : first, today(data));
}
function canCompare(data) {
  const first = dayAfter(settledTo(data), 1 - newsDays);
  return comparableDays(data).some((day) => day >= first);
}
function jumps(data, costs2, percent2, minimum) {
  const spent = byDay(costs2);
  const found = comparableDays(data).flatMap((day) => {
    const amount2 = spent.get(day) ?? 0;
    const before = Array.from({ length: weeks }, (_, week) => spent.get(dayAfter(day, -7 * (week + 1))) ?? 0);
    const usual = median2(before);
    const isUnusual = amount2 - usual >= minimum && amount2 > usual * (1 + percent2 / 100);
    return isUnusual ? [{ day, amount: amount2, usual }] : [];
  });
  const news = dayAfter(settledTo(data), 1 - newsDays);
  return episodes(found).flatMap(
    ([first, ...more]) => first !== void 0 && (more.at(-1) ?? first).day >= news ? [first] : []
  );
}
function episodes(found) {
  const all = [];
  for (const jump of found) {
    const own = all.findLast(
      (episode) => episode.some(({ day }) => daysBetween(day, jump.day) <= weekendGap || daysBetween(day, jump.day) === 7)
    );
    if (own === void 0) all.push([jump]);
    else own.push(jump);
  }
  return all;
}

// src/audit/checks/spend.ts
var declared4 = {
  why: "Sudden spend is a stolen key, a program gone wrong, or a success that finance should hear of before the invoice.",
  remedy: "Find out which project, line item and key spent it, and ask its owner.",
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.16", "NIST 800-53 SI-4", "NIST 800-53 AU-6"],
  needs: { costs: true }
};
function lapsesWithTheDays(data, earlier2) {
  return (earlier2.evidence.day ?? "") < dayAfter(settledTo(data), 1 - newsDays) ? "lapsed" : "resolved";
}
var dailySpendAbove = {
  ...declared4,
  id: "daily-spend-above",
  severity: "medium",
  title: "Spend of a day above a limit",
  meaning: `On one of the last ${newsDays} settled days more than {amount} was spent, in the currency of the costs.`,
  optional: true,
  thresholds: { amount: 0 },
  cannotTell: (_data, { amount: amount2 }) => amount2 > 0 ? void 0 : "no `amount` is configured",
  find(data, { amount: limit2 }) {
    const from = dayAfter(settledTo(data), 1 - newsDays);
    return [...byDay(data.costs?.daily ?? [])].filter(([day, amount2]) => day >= from && day <= settledTo(data) && amount2 > limit2).map(([day, amount2]) => ({
      subject: day,
      text: `${money3(data, amount2)} were spent on ${day}, more than ${money3(data, limit2)}`,
      evidence: facts2({ day, amount: amount2.toFixed(2), limit: limit2 })
    }));
  },
  afterwards: lapsesWithTheDays
};
var tooShort = "five weeks of costs without a gap, since the organisation began, are needed to compare the newest settled days";
function rise(data, jump, what) {
  const usual = jump.usual === 0 ? "and nothing" : `against ${money3(data, jump.usual)}`;
  return {
    text: `${what} spent ${money3(data, jump.amount)} on ${jump.day}, ${usual} on the same weekday of the weeks before`,
    evidence: facts2({ day: jump.day, amount: jump.amount.toFixed(2), usual: jump.usual.toFixed(2) })
  };
}
var spendJump = {
  ...declared4,
  id: "spend-jump",
  severity: "medium",
  title: "Spend jumped",
  meaning: "On a settled day the organisation spent more than {percent} %, and at least {minimum}, above the median of the same weekday of the four weeks before. Days at most three days, or just a week, apart are one finding.",
  thresholds: { percent: 50, minimum: 100 },
  cannotTell: (data) => canCompare(data) ? void 0 : tooShort,
  find(data, { percent: percent2, minimum }) {
    const costs2 = data.costs?.daily ?? [];
    return jumps(data, costs2, percent2, minimum).map((jump) => {
      const found = rise(data, jump, "The organisation");
      return { subject: jump.day, ...found, evidence: { ...found.evidence, ...largestProject(data, costs2, jump.day) } };
    });
  },
  afterwards: lapsesWithTheDays
};
function largestProject(data, costs2, day) {
  const name2 = projectNames(data);
  const ofDay = groupBy(
    costs2.filter((cost) => cost.day === day),
    ({ project }) => project ?? ""
  );
  const [largest] = [...ofDay].map(([project, rows]) => ({ project, amount: sum(rows.map(({ amount: amount2 }) => amount2)) })).sort((one, other) => other.amount - one.amount || byCodeUnits(one.project, other.project));
  return largest?.project ? { largest_project: name2(largest.project) } : {};
}
var projectSpendJump = {
  ...declared4,
  id: "project-spend-jump",
  severity: "low",
  title: "Project's spend jumped",
  meaning: "On a settled day a project spent more than {percent} %, and at least {minimum}, above the median of the same weekday of the four weeks before. Days at most three days, or just a week, apart are one finding.",
  optional: true,
  thresholds: { percent: 100, minimum: 100 },
  cannotTell: (data) => canCompare(data) ? void 0 : tooShort,
  find(data, { percent: percent2, minimum }) {
    const project = projectNames(data);
    return [...groupBy(data.costs?.daily ?? [], (cost) => cost.project)].flatMap(
      ([id, costs2]) => id === null ? [] : jumps(data, costs2, percent2, minimum).map((jump) => ({
        subject: `${id}/${jump.day}`,
        ...rise(data, jump, `Project ${project(id)}`)
      }))
    );
  },
  afterwards: lapsesWithTheDays
};

// src/audit/checks/spend-limits.ts
var declared5 = {
  severity: "medium",
  controls: ["SOC 2 A1.1", "SOC 2 CC7.2", "ISO 27001 A.8.6", "NIST 800-53 SC-5"],
  thresholds: { percent: 80 },
  why: "At its limit the API refuses requests: what runs on it stops. Or the spend is not what was meant.",
  remedy: "Find out what spends (by line item and key); raise the limit where the spend is right."
};
var step = 10;
function limitOf(row) {
  const cents = Number(row?.threshold_amount ?? Number.NaN);
  return row?.interval === "month" && cents > 0 ? cents / 100 : void 0;
}
function spentThisMonth(data, project) {
  const from = monthStart(today(data));
  const rows = (data.costs?.daily ?? []).filter(
    (cost) => cost.day >= from && cost.day <= today(data) && (project === void 0 || cost.project === project)
  );
  return sum(rows.map(({ amount: amount2 }) => amount2));
}
function near(data, row, { percent: percent2 }, project) {
  const limit2 = limitOf(row);
  if (limit2 === void 0) return void 0;
  const share = spentThisMonth(data, project) / limit2 * 100;
  if (share < percent2) return void 0;
  const reached = Math.max(percent2, Math.floor(share / step) * step);
  return {
    reached,
    evidence: facts2({
      month: today(data).slice(0, 7),
      limit: `${limit2.toFixed(2)} ${row?.currency ?? ""}`.trim(),
      spent_percent: `${reached} or more`
    }),
    ...share >= 100 ? { severity: "high" } : {}
  };
}
function cannotTell(data) {
  if (data.costs?.currency.toLowerCase() !== "usd") return "spend limits are in US dollars, the costs are not";
  for (let day = monthStart(today(data)); day <= settledTo(data); day = dayAfter(day, 1)) {
    if (!isCovered(data, day)) return `the costs of ${day} were not read`;
  }
  return void 0;
}
var projectNearSpendLimit = {
  ...declared5,
  id: "project-near-spend-limit",
  title: "Project near or over its spend limit",
  meaning: "A project spent at least {percent} % of its own spend limit in the current UTC month (100 % and more: high).",
  needs: { snapshots: ["project_spend_limit"], costs: true },
  cannotTell,
  find(data, limits) {
    const project = projectNames(data);
    return rowsInUse(data, "project_spend_limit").flatMap((row) => {
      const found = near(data, row, limits, row.project_id ?? "");
      if (found === void 0) return [];
      const { reached, ...rest } = found;
      const text2 = `Project ${project(row.project_id)} spent ${reached} % or more of its limit of ${rest.evidence.limit} in ${rest.evidence.month}`;
      return [{ subject: row.project_id ?? "", text: text2, ...rest }];
    });
  }
};
var organizationNearSpendLimit = {
  ...declared5,
  id: "organization-near-spend-limit",
  title: "Organisation near or over its spend limit",
  meaning: "The organisation spent at least {percent} % of its spend limit in the current UTC month (100 % and more: high).",
  needs: { snapshots: ["spend_limit"], costs: true },
  cannotTell,
  find(data, limits) {
    const found = near(data, rowsOf3(data, "spend_limit")[0], limits);
    if (found === void 0) return [];
    const { reached, ...rest } = found;
    const text2 = `The organisation spent ${reached} % or more of its limit of ${rest.evidence.limit} in ${rest.evidence.month}`;
    return [{ subject: "organization", text: text2, ...rest }];
  }
};

// src/audit/checks/sudden-emptiness.ts
var suddenlyEmpty = {
  id: "suddenly-empty",
  severity: "high",
  title: "Almost everything gone at once",
  meaning: "The API suddenly gives none or almost none of the rows of a resource that are stored.",
  why: "Either the answer is wrong, and evidence would be lost, or somebody has deleted almost everything.",
  remedy: "Look in the administration of OpenAI whether it is so. If it is, a read of a later day is taken over, or at once with `accept-empty`; if not, look at the permissions of the key and at what stands between.",
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.15", "NIST 800-53 SI-7"],
  needs: {},
  thresholds: {},
  find: (data) => (data.doubted ?? []).map(({ resource, period, stored, received, since }) => ({
    subject: period === void 0 ? resource : `${resource}/${period}`,
    text: `${period === void 0 ? resource : `${resource} ${period}`}: ${stored} rows are stored, and ${received} came on ${since}; what is stored was kept`,
    evidence: facts2({ stored_rows: stored, received_rows: received, since })
  }))
};

// src/audit/checks/unusual.ts
var keyEvents = ["api_key.created"];
var declared6 = {
  severity: "low",
  why: "A key is how an intruder comes back after the password was changed.",
  remedy: "Ask the person. If it was not them: delete the key, end their sessions, and read on in the audit log.",
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.16", "NIST 800-53 AU-6", "NIST 800-53 SI-4", "CIS 8.11"],
  needs: { events: keyEvents },
  optional: true
};
function keyOf(event) {
  const { id } = payloadOf(event);
  const key = typeof id === "string" ? `key ${id}` : "a key";
  const project = event.project__id ? ` in project ${label3(event.project__name, event.project__id)}` : "";
  return `${key}${project}`;
}
function evidenceOf(event) {
  return facts2({
    event: event.id,
    effective_at: event.effective_at,
    actor: actorOf(event)?.text,
    ip_address: event.actor__session__ip_address
  });
}
var keyCreatedByUnusualActor = {
  ...declared6,
  id: "key-created-by-unusual-actor",
  title: "Key created by an unusual actor",
  meaning: "A key was created in the last {days} days by somebody who had created none in the stored events that are looked at, which must reach back {history} days further.",
  thresholds: { days: 7, history: 14 },
  cannotTell(data, { days, history }) {
    const reach = daysBetween(data.events?.since ?? today(data), today(data));
    return reach >= days + history ? void 0 : `only ${reach} days of audit events are looked at`;
  },
  find(data, { days }) {
    const from = dayAfter(today(data), -days);
    const known = /* @__PURE__ */ new Set();
    return eventsOf(data, keyEvents).flatMap((event) => {
      const actor = actorOf(event);
      if (actor === void 0 || known.has(actor.id)) return [];
      known.add(actor.id);
      if ((dayOf2(event.effective_at) ?? "") < from) return [];
      return {
        subject: event.id ?? "",
        text: `${actor.text} created ${keyOf(event)} on ${dayOf2(event.effective_at)}, the first in weeks`,
        evidence: evidenceOf(event)
      };
    });
  },
  // The only other way out is that the event is no longer among the newest.
  afterwards: () => "lapsed"
};
var weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
var keyCreatedOutsideHours = {
  ...declared6,
  id: "key-created-outside-hours",
  title: "Key created outside working hours",
  meaning: "A key was created before {from} or from {to} o'clock UTC, or on another day than {weekdays}. Hours that pass midnight are fine: from 22 to 6.",
  misfit: hoursMisfit,
  thresholds: { from: 6, to: 20, weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
  find: (data, hours) => eventsOf(data, keyEvents).filter(
    (event) => dayOf2(event.effective_at) !== void 0 && isOutside2(new Date(event.effective_at ?? ""), hours)
  ).map((event) => ({
    subject: event.id ?? "",
    text: `${actorOf(event)?.text ?? "Somebody"} created ${keyOf(event)} at ${event.effective_at}`,
    evidence: evidenceOf(event)
  })),
  afterwards: lapsesWithTheEvents
};
function hoursMisfit({ from, to, weekdays: given }) {
  if ([from, to].some((hour) => !Number.isInteger(hour) || hour < 0 || hour > 24))
    return "from and to are hours, 0 to 24";
  const unknown = given.find((day) => !weekdays.includes(day));
  return unknown === void 0 ? void 0 : `"${unknown}" is none of ${weekdays.join(", ")}`;
}
function isOutside2(time, { from, to, weekdays: allowed }) {
  const hour = time.getUTCHours();
  const within = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  const day = weekdays[time.getUTCDay()] ?? "";
  return !within || !allowed.some((name2) => name2.trim().toLowerCase() === day);
}

// src/audit/all-checks.ts
var allChecks = [
  adminKeyOwnerLeft,
  adminKeyAdded,
  adminKeyNeverUsed,
  adminKeyUnused,
  adminKeyOld,
  adminKeyWithoutExpiry,
  adminKeyExpiring,
  projectKeyOwnerRemoved,
  projectKeyUnused,
  projectKeyOld,
  projectKeyExpiring,
  ownerAdded,
  tooManyOwners,
  singleOwner,
  serviceAccountOwner,
  ownerInvited,
  invitePending,
  inviteOutsideDomains,
  userOutsideDomains,
  roleWidened,
  projectRoleWidened,
  rolePermissionsAdded,
  projectOwnerAdded,
  scimDisabled,
  scimDeletionRequested,
  ssoConnectionDeleted,
  ipAllowListOff,
  ipAllowListOpen,
  externalKeyRemoved,
  failedLoginsThenSuccess,
  auditLogSilent,
  certificateExpiring,
  projectCertificateExpiring,
  dataRetentionWeakened,
  projectDataRetentionWeakened,
  modelPermissionWidened,
  hostedToolEnabled,
  rateLimitRaised,
  projectNearSpendLimit,
  organizationNearSpendLimit,
  projectWithoutSpendLimit,
  organizationWithoutSpendLimit,
  projectWithoutSpendAlert,
  organizationWithoutSpendAlert,
  spendJump,
  projectSpendJump,
  dailySpendAbove,
  dataStale,
  suddenlyEmpty,
  keyCreatedByUnusualActor,
  keyCreatedOutsideHours
];

// src/audit/parse-check-settings.ts
var severities2 = ["high", "medium", "low"];
var exceptionKeys = ["finding", "reason", "expires"];
var isoDay = /^\d{4}-\d\d-\d\d$/;
function parseCheckSettings(checks, exceptions, known) {
  const mistakes = [];
  const byId = new Map(known.map((check) => [check.id, check]));
  const found = {};
  for (const [id, value] of entriesOf(checks, "checks", mistakes)) {
    const check = byId.get(id);
    if (check === void 0) mistakes.push(`checks: ${notAmong(byId, id)}`);
    else found[id] = settingOf(check, value, mistakes);
  }
  if (exceptions !== void 0 && exceptions !== null && !Array.isArray(exceptions)) {
    mistakes.push("exceptions must be a list of {finding, reason, expires}");
  }
  const list2 = Array.isArray(exceptions) ? exceptions : [];
  const accepted = list2.flatMap((value, index) => exceptionOf(value, index, byId, mistakes));
  return { settings: { checks: found, exceptions: accepted }, mistakes };
}
function notAmong(known, id) {
  return `${id} is no check${didYouMean(id, [...known.keys()])}; docs/checks.md lists them`;
}
function entriesOf(value, place, mistakes) {
  if (value === void 0 || value === null) return [];
  if (isObject(value)) return Object.entries(value);
  mistakes.push(`${place} must be a map of ids of checks`);
  return [];
}
function settingOf(check, value, mistakes) {
  if (value === "on" || value === true || value === null) return { on: true };
  if (value === "off" || value === false) return { on: false };
  if (!isObject(value)) {
    mistakes.push(`checks: ${check.id} must be on, off, or a map of severity and ${thresholdNames(check)}`);
    return { on: true };
  }
  const setting = { on: true };
  const thresholds = {};
  for (const [name2, given] of Object.entries(value)) {
    if (name2 === "severity") {
      if (isSeverity(given)) setting.severity = given;
      else mistakes.push(`checks: ${check.id}.severity must be high, medium or low`);
      continue;
    }
    const threshold = thresholdOf(check, name2, given, mistakes);
    if (threshold !== void 0) thresholds[name2] = threshold;
  }
  const misfit = check.misfit?.({ ...check.thresholds, ...thresholds });
  if (misfit !== void 0) mistakes.push(`checks: ${check.id}: ${misfit}`);
  return { ...setting, thresholds };
}
function isSeverity(value) {
  return severities2.includes(value);
}
function thresholdNames(check) {
  return Object.keys(check.thresholds).join(", ") || "no thresholds";
}
function thresholdOf(check, name2, given, mistakes) {
  const own = Object.hasOwn(check.thresholds, name2) ? check.thresholds[name2] : void 0;
  if (own === void 0) {
    const advice = didYouMean(name2, ["severity", ...Object.keys(check.thresholds)]);
    mistakes.push(`checks: ${check.id} has no ${name2}${advice || `; it has severity, ${thresholdNames(check)}`}`);
  } else if (typeof own === "number") {
    if (typeof given === "number" && Number.isFinite(given) && given >= 0) return given;
    mistakes.push(`checks: ${check.id}.${name2} must be a number, 0 or more`);
  } else {
    const list2 = Array.isArray(given) ? given : [given];
    const texts2 = list2.filter((item) => typeof item === "string");
    if (texts2.length === list2.length) return texts2;
    mistakes.push(`checks: ${check.id}.${name2} must be a list of texts`);
  }
  return void 0;
}
function exceptionOf(value, index, byId, mistakes) {
  const place = `exceptions[${index}]`;
  const before = mistakes.length;
  const { finding, reason, expires: given, ...unknown } = isObject(value) ? value : {};
  for (const name2 of Object.keys(unknown)) {
    mistakes.push(
      `${place} has no ${name2}${didYouMean(name2, exceptionKeys) || `; it has ${exceptionKeys.join(", ")}`}`
    );
  }
  const expires = given instanceof Date ? given.toISOString().slice(0, 10) : given;
  const check = typeof finding === "string" ? /^([^:]+):./.exec(finding)?.[1] : void 0;
  if (check === void 0) mistakes.push(`${place}.finding must be <check>:<subject> or <check>:*`);
  else if (!byId.has(check)) mistakes.push(`${place}.finding: ${notAmong(byId, check)}`);
  if (typeof reason !== "string" || reason.trim() === "") mistakes.push(`${place}.reason must say why`);
  if (typeof expires !== "string" || !isDay(expires))
    mistakes.push(`${place}.expires must be a day such as 2026-12-31`);
  if (mistakes.length > before) return [];
  return [{ finding: String(finding), reason: String(reason), expires: String(expires) }];
}
function isDay(text2) {
  const time = isoDay.test(text2) ? Date.parse(`${text2}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text2;
}

// src/settings/audit-options.ts
async function auditOptions(settings2, isShown, labelsFile, reading) {
  const [checks, exceptions] = [settings2.get("checks"), settings2.get("exceptions")];
  const parsed3 = parseCheckSettings(checks?.value, exceptions?.value, allChecks);
  for (const mistake2 of parsed3.mistakes) reading.mistakes.add(mistake2);
  const labels = labelsFile === void 0 ? void 0 : await readLabels(labelsFile, reading);
  if (!isShown && !checks && !exceptions) return void 0;
  return { checks: parsed3.settings, ...labels !== void 0 && { labels } };
}
async function readLabels(given, reading) {
  const advice = "check it out before this step";
  const text2 = await readNamedFile("projects-file", given, { expected: "a file", advice }, reading);
  return text2 === void 0 ? void 0 : checkedLabels(text2, reading.mistakes);
}
function checkedLabels(text2, mistakes) {
  try {
    parseProjectLabels(text2, /* @__PURE__ */ new Set());
    return text2;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    mistakes.add(`'projects-file', ${error.message.replace(/\.$/, "")}`);
    return void 0;
  }
}

// src/settings/cross-checks.ts
var noDimensions = ["default", "all", "none"];
function checkWidth(given, resources, place, mistakes) {
  const width = given["bucket-width"];
  const allowed = [...new Set(resources.flatMap(({ widths }) => Object.keys(widths)))];
  const isDefault = place === "" && width === "1d";
  if (width !== void 0 && !isDefault && !allowed.includes(width)) {
    mistakes.add(`'bucket-width'${place} is ${quote(width)}: expected ${allowed.join(" or ")}`);
  }
}
function checkGroupBy(given, resources, place, mistakes) {
  const dimensions = given["group-by"] ?? [];
  const allowed = [...new Set(resources.flatMap(dimensionsOf))];
  for (const dimension of dimensions) {
    if (noDimensions.includes(dimension)) {
      if (dimensions.length > 1) {
        mistakes.add(() => `'group-by'${place} is ${quote(dimensions)}: "${dimension}" must stand alone`);
      }
    } else if (!allowed.includes(dimension)) {
      const advice = () => `expected default, all, none, or any of ${allowed.join(", ")}${didYouMean(dimension, allowed)}`;
      mistakes.add(() => `'group-by'${place} holds ${quote(dimension)}: ${advice()}`);
    }
  }
}
function checkContract({ name: name2, custom }, own, run2, mistakes) {
  const mode = schemaOf(own, run2)?.mode;
  if (!custom || mode === void 0 || own["known-fields"] !== void 0) return;
  mistakes.add(
    `'on-schema-change' is ${quote(mode)} for ${name2}, a resource of your own, whose fields the catalogue does not know: list them as 'known-fields' under resource-options.${name2}, or set 'on-schema-change' to "evolve" there`
  );
}
function tooFine(partitionBy, place) {
  return `'partition-by'${place} is ${quote(partitionBy)}, finer than its buckets of a day: expected "day" or "month"`;
}
function checkRunOptions(chosen2, run2, mistakes) {
  for (const { resource, own } of chosen2) checkContract(resource, own, run2, mistakes);
  const buckets = chosen2.map(({ resource }) => resource).filter(isBuckets);
  if (buckets.length === 0) return;
  checkWidth(run2, buckets, "", mistakes);
  checkGroupBy(run2, buckets, "", mistakes);
  const partitionBy = run2["partition-by"];
  if (partitionBy === void 0) return;
  const dated2 = chosen2.filter(({ resource }) => isDated(resource));
  const isTooFine = ({ resource, own }) => isBuckets(resource) && isFinerThan(partitionBy, bucketWidthOf(resource, own, run2));
  if (dated2.every(isTooFine)) mistakes.add(tooFine(partitionBy, ""));
}
function checkOwnOptions(resource, own, run2, place, mistakes) {
  if (!isBuckets(resource)) return;
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
function checkCompression(selections, canUseZstandard, mistakes) {
  const formats = selections.flatMap(({ options }) => options.formats);
  if (canUseZstandard || !formats.some(({ compression }) => compression === "zst")) return;
  mistakes.add(`'format' has files in Zstandard. ${withoutZstandard}`, "no-zstandard");
}
function checkAccess(destination, selections, mistakes) {
  const { location, writeOnly } = destination;
  const why2 = kindOf(location).whyUnreadable?.(location);
  if (why2 !== void 0 && !writeOnly) mistakes.add(why2);
  const refreshed2 = selections.some(({ options }) => options.refreshFrom !== void 0);
  if (writeOnly && destination.settledOnly && refreshed2) {
    mistakes.add(
      "'refresh-from' cannot be used with 'settled-only' and 'access: write-only': what is stored can neither be replaced nor read, so that nobody could tell what is new"
    );
  }
}
function checkAcceptEmpty(names, chosen2, mistakes) {
  const resources = new Map([...allResources, ...chosen2].map((resource) => [resource.name, resource]));
  for (const name2 of names) {
    const resource = resources.get(name2);
    if (resource === void 0) {
      mistakes.add(
        `'accept-empty' names ${quote(name2)}, which is not a resource${didYouMean(name2, [...resources.keys()])}`
      );
    } else if (isPermanent(resource)) {
      mistakes.add(`'accept-empty' names ${quote(name2)}: stored events never go, so there is nothing to accept`);
    }
  }
}

// src/settings/fingerprint.ts
function selectionPart({ resource, ids, options }) {
  const { formats, partitionBy, start, end, bucketWidth, groupBy: groupBy2, filters } = options;
  const extensions = formats.map(({ extension }) => extension);
  const part = { name: resource.name, ids, formats: extensions, filters };
  const own = resource.custom && { path: resource.path, query: resource.query };
  if (resource.kind === "snapshot") return { ...part, ...own };
  const events = resource.custom && resource.kind === "events" && { timeField: resource.timeField, key: resource.key };
  return { ...part, ...own, ...events, partitionBy, start, end, bucketWidth, groupBy: groupBy2 };
}
function selectionFingerprint(config) {
  return JSON.stringify({
    organization: config.organization,
    project: config.project,
    destination: config.destination.binding,
    selections: config.selections.map(selectionPart)
  });
}

// src/settings/github-options.ts
function tokenProblem(token) {
  return token === "" || headerSafe.test(token) ? void 0 : "'github-token' holds a blank, a line break or another character that no token has: check how the secret was pasted";
}
function commitOf(options, destination, gitHub, workspaceFolder, mistakes) {
  const mode = options.commit;
  if (mode === "none") {
    if (options.branch !== void 0)
      mistakes.add("'branch' says where to commit to: give `commit` too (push or pull-request)");
    return void 0;
  }
  if (!gitHub?.token) {
    mistakes.add(
      `'commit' is "${mode}", but ${gitHub ? "'github-token' is empty" : "GITHUB_REPOSITORY is not set: it works inside GitHub Actions alone"}`
    );
  }
  if (destination) refuseUncommittable(mode, destination, workspaceFolder, mistakes);
  return {
    mode,
    ...options.branch && { branch: options.branch },
    ...options["commit-message"] && { message: options["commit-message"] }
  };
}
function pullRequestOptions({ "pull-request": own = {} }) {
  return {
    ...own.title && { title: own.title },
    labels: own.labels ?? [],
    reviewers: own.reviewers ?? [],
    teamReviewers: own["team-reviewers"] ?? [],
    draft: own.draft ?? false
  };
}
function refuseUncommittable(mode, { location, identity, writeOnly, settledOnly, manifests }, workspaceFolder, mistakes) {
  if (location.kind !== "folder" || !workspaceFolder(location.name)) {
    mistakes.add(
      `'commit' is "${mode}", but 'destination' is ${identity}: only a folder of the workspace can be committed`
    );
  }
  if (writeOnly || settledOnly || manifests) {
    mistakes.add(
      `'commit' cannot be used with 'access', 'settled-only' or 'manifest-prefix' under destination-options: a branch keeps every version by itself`
    );
  }
}
function reportOptions(options, gitHub, mistakes) {
  const words = options.report;
  if (words.includes("none") && words.length > 1)
    mistakes.add(`'report' holds "none" beside others: it must stand alone`);
  for (const word of ["comment", "access-review"]) {
    if (words.includes(word) && !gitHub?.token) mistakes.add(`'report' holds "${word}", which needs 'github-token'`);
  }
  return {
    summary: words.includes("summary"),
    comment: words.includes("comment"),
    html: words.includes("html"),
    accessReview: words.includes("access-review")
  };
}
function failOnOptions(options, mistakes) {
  const words = options["fail-on"];
  if (words.includes("never") && words.length > 1) {
    mistakes.add(`'fail-on' holds "never" beside others: it must stand alone`);
  }
  const severities3 = ["low", "medium", "high"].filter((severity) => words.includes(`finding:${severity}`));
  const ages = words.flatMap((word) => staleAge(word) ?? []);
  if (ages.length > 1) mistakes.add(`'fail-on' holds more than one age behind "stale:": one is enough`);
  const [staleSeconds] = ages;
  return {
    // Who says how old data may become says by it that a single failed night may pass.
    error: staleSeconds === void 0 ? !words.includes("never") : words.includes("error"),
    ...severities3[0] && { finding: severities3[0] },
    ...staleSeconds !== void 0 && { staleSeconds }
  };
}
function refuseBlindGate({ writeOnly, settledOnly }, mistakes) {
  const option = writeOnly ? "`access: write-only`" : settledOnly ? "`settled-only`" : void 0;
  if (option === void 0) return;
  mistakes.add(`'fail-on' asks for findings, but with ${option} no run can know what earlier ones found: leave it out`);
}

// src/settings/own-options.ts
function placeOf2(name2) {
  return ` under resource-options.${name2}`;
}
function readOwnOptions(setting, chosen2, run2, mistakes) {
  const found = /* @__PURE__ */ new Map();
  if (setting === void 0) return found;
  if (!isObject(setting.value)) {
    mistakes.add(`${setting.label} is ${quote(setting.value)}: expected a mapping such as {costs: {format: csv}}`);
    return found;
  }
  const known = [...allResources, ...chosen2].map(({ name: name2 }) => name2);
  for (const [name2, given] of Object.entries(setting.value)) {
    const resource = chosen2.find((resource2) => resource2.name === name2) ?? resourceNamed(name2);
    if (resource === void 0) {
      mistakes.add(() => `${setting.label} names ${quote(name2)}, which is not a resource${didYouMean(name2, known)}`);
    } else if (given !== null && !isObject(given)) {
      mistakes.add(
        () => `${setting.label} holds ${quote(given)} for ${quote(name2)}: expected a mapping such as {format: csv}`
      );
    } else {
      const settings2 = settingsIn(given ?? {}, optionsOf(resource), placeOf2(name2), mistakes);
      const own = parseFields(optionFields, settings2, mistakes);
      checkOwnOptions(resource, own, run2, placeOf2(name2), mistakes);
      found.set(name2, own);
    }
  }
  return found;
}

// src/catalogue/seen-fields.ts
var seenFields = {
  audit_logs: [
    "object",
    "actor__session__user_agent",
    "actor__session__ja3",
    "actor__session__ja4",
    "actor__session__ip_address_details__country",
    "actor__session__ip_address_details__region",
    "actor__session__ip_address_details__region_code",
    "actor__session__ip_address_details__city",
    "actor__session__ip_address_details__latitude",
    "actor__session__ip_address_details__longitude",
    "actor__session__ip_address_details__asn",
    "organization_scope"
  ],
  users: ["organization_id"],
  invites: ["invited_at"],
  groups: ["object"],
  projects: ["organization_id"],
  project_rate_limits: ["max_tokens_per_1_day"],
  costs: ["organization_id", "user_email"]
};

// src/privacy/pattern-mistakes.ts
var SHORTEST_KEY = 16;
function mistakesInColumns(mode, columns2, resources) {
  const names = resources.map(({ name: name2 }) => name2);
  return ["include", "exclude"].flatMap(
    (list2) => columns2[list2].flatMap((text2) => {
      const pattern = parsePattern(text2);
      const what = `privacy columns, ${list2}: "${text2}"`;
      if (pattern.length < 2 || pattern.includes("")) {
        return [`${what} must be a resource and a column, such as audit_logs.actor.session.ip_address or *.name`];
      }
      const first = firstOf(text2);
      if (first !== "*" && first !== "**" && !names.includes(first)) {
        return [`${what} begins with no resource${didYouMean(first, names)}`];
      }
      if (!resources.some((resource) => mayReach(pattern, resource))) {
        const columns3 = resources.filter(({ name: name2 }) => advance([[pattern, 0]], name2).length > 0).flatMap(pathsOf);
        return [`${what} is no column${nearestColumn(pattern, columns3)}. ${beyondTheCatalogue(pattern)}`];
      }
      const identified = list2 === "include" && mode === "redact" ? resources.find((one) => identifies(pattern, one)) : void 0;
      if (identified === void 0) return [];
      return [
        `${what} would make the rows of ${identified.name} look the same, because it is what tells them apart; pseudonymize keeps them apart`
      ];
    })
  );
}
function mayReach(pattern, resource) {
  const start = begin([pattern], resource.name);
  if (start.length === 0) return false;
  if (resource.custom || pattern.includes("**")) return true;
  return knownFields(resource).some(({ name: name2, type }) => {
    let progress = start;
    for (const step2 of name2.split("__")) {
      progress = advance(progress, step2);
      if (isMatched(progress)) return true;
    }
    return type === "json" && progress.length > 0;
  });
}
function knownFields({ name: name2, columns: columns2 }) {
  return [...columns2, ...(seenFields[name2] ?? []).map((field) => ({ name: field, type: "text" }))];
}
function pathsOf(resource) {
  return knownFields(resource).flatMap(({ name: name2 }) => {
    const steps = name2.split("__");
    return steps.map((_, index) => steps.slice(0, index + 1).join("."));
  });
}
function nearestColumn([first = "", ...steps], columns2) {
  const nearest = nearestName(steps.join("."), [...new Set(columns2)]);
  return nearest === void 0 ? "" : ` (did you mean "${first}.${nearest}"?)`;
}
function beyondTheCatalogue(pattern) {
  return `A field that this release does not know yet is written ${pattern[0]}.**.${pattern.at(-1)}`;
}
function identifies(pattern, resource) {
  const start = begin([pattern], resource.name);
  return [...resource.parentIds, ...resource.key].some((field) => isMatched(advance(start, field)));
}

// src/settings/privacy-options.ts
var patterns = pipe(
  union([string(), array(string())]),
  transform((given) => [given].flat().flatMap(splitList))
);
fieldSchemas.add(patterns, listSchema({ form: /[^\s,._]+(?:_?[^\s,._]+)*(?:\.|__)[^\s,]+/ }));
var privacyColumns = strictObject({ include: optional(patterns), exclude: optional(patterns) });
function privacyOf(mode, key, setting, resources, mistakes) {
  const parsed3 = privacyColumns.safeParse(setting?.value ?? {});
  if (!parsed3.success) {
    const [key2] = parsed3.error.issues.flatMap((issue) => issue.code === "unrecognized_keys" ? issue.keys : []);
    const advice = key2 === void 0 ? "" : didYouMean(key2, ["include", "exclude"]);
    mistakes.add(
      `${setting?.label} is ${quote(setting?.value)}: ${key2 === void 0 ? "" : `${quote(key2)} is not among its keys${advice}; `}expected {include: [\u2026], exclude: [\u2026]} with columns such as audit_logs.actor.session.ip_address`
    );
  }
  const given = { include: parsed3.data?.include ?? [], exclude: parsed3.data?.exclude ?? [] };
  if (mode === "none") {
    if (key !== "") mistakes.add("'pseudonym-key' is given without `privacy: pseudonymize`");
    if (setting) mistakes.add(`${setting.label} is given without \`privacy\` (pseudonymize or redact)`);
    return { mode };
  }
  for (const mistake2 of mistakesInColumns(mode, given, resources)) mistakes.add(mistake2);
  if (mode === "redact") {
    if (key !== "") mistakes.add("'pseudonym-key' is given with `privacy: redact`, which makes no pseudonyms");
    return { mode, columns: given };
  }
  if (key.length < SHORTEST_KEY) {
    mistakes.add(
      `'pseudonym-key' ${key === "" ? "is empty" : `has fewer than ${SHORTEST_KEY} characters`}: \`privacy: pseudonymize\` needs a secret that nobody can guess, for example of \`openssl rand -hex 32\``
    );
  }
  return { mode, key, columns: given };
}

// src/settings/resource-list.ts
var name = string({ error: "expected the name of a resource" });
var oneOrMany = pipe(
  union([string(), array(string())], { error: "expected a text or a list of texts" }),
  transform((given) => [given].flat())
);
var parameter = pipe(
  union([string(), number(), boolean()], { error: "expected texts, numbers, true or false" }),
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
  ),
  kind: optional(_enum(["snapshot", "buckets", "events"], { error: "expected snapshot, buckets or events" })),
  "group-by": optional(
    pipe(
      oneOrMany,
      transform((given) => given.flatMap(splitList))
    )
  ),
  "bucket-width": optional(_enum(["1m", "1h", "1d"], { error: "expected 1m, 1h or 1d" })),
  "time-field": optional(string({ error: "expected the name of a field, such as created_at" }))
});
function explain(issue, allowed) {
  if (issue.code !== "unrecognized_keys") return `${issue.path.map(String).join(".")}: ${issue.message}`;
  const [key = ""] = issue.keys;
  return `${quote(key)} is not among its keys (${allowed.join(", ")})${didYouMean(key, allowed)}`;
}
function withDashes(entry) {
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key.replaceAll("_", "-"), value]));
}
function addObject(list2, entry, label4, mistakes) {
  const given = withDashes(entry);
  if (Object.keys(given).length < Object.keys(entry).length) {
    mistakes.add(() => `${label4}: in the entry ${quote(entry)}, a key stands there twice, with "-" and with "_"`);
    return;
  }
  const isCustom = Object.keys(given).some((key) => key !== "name" && key !== "ids");
  const schema = isCustom ? customEntry : catalogueEntry;
  const result = schema.safeParse(given);
  if (!result.success) {
    const allowed = Object.keys(schema.shape);
    for (const issue of result.error.issues) {
      mistakes.add(() => `${label4}: in the entry ${quote(entry)}, ${explain(issue, allowed)}`);
    }
    return;
  }
  if ("path" in result.data) {
    const { "data-selector": dataSelector, "primary-key": primaryKey, ...others } = result.data;
    const { "group-by": groupBy2, "bucket-width": bucketWidth, "time-field": timeField, ...rest } = others;
    list2.custom.push({ ...rest, dataSelector, primaryKey, groupBy: groupBy2, bucketWidth, timeField });
    return;
  }
  const { name: name2, ids } = result.data;
  list2.names.push(name2);
  if (ids !== void 0) list2.ids.set(name2, [.../* @__PURE__ */ new Set([...list2.ids.get(name2) ?? [], ...ids])]);
}
async function entriesOf2({ value, label: label4 }, mistakes) {
  if (typeof value !== "string") return [value].flat();
  if (!/^(-\s|\[)/.test(value.trim())) return splitList(value);
  const content = await parseYaml(value);
  if ("value" in content) return [content.value].flat();
  mistakes.add(`${label4} begins like a YAML list, but ${content.problem}`);
  return [];
}
async function readResourceList(setting, mistakes) {
  const list2 = { names: [], removed: [], ids: /* @__PURE__ */ new Map(), custom: [] };
  for (const entry of await entriesOf2(setting, mistakes)) {
    if (typeof entry === "string") {
      for (const name2 of splitList(entry)) {
        if (name2.startsWith("!")) list2.removed.push(name2.slice(1).trim());
        else list2.names.push(name2);
      }
    } else if (isObject(entry)) {
      addObject(list2, entry, setting.label, mistakes);
    } else {
      mistakes.add(
        () => `${setting.label} holds ${quote(entry)}: expected names, presets, !name, or objects with a name`
      );
    }
  }
  return list2;
}

// src/settings/selection.ts
var plainId = /^(?!\.{1,2}$)[\x21-\x22\x24\x26-\x2e\x30-\x3e\x40-\x5b\x5d-\x7e]+$/;
function checkIds(resource, ids, mistakes) {
  const name2 = `'resources': ${quote(resource.name)}`;
  if (ids !== void 0 && resource.idParameter === void 0) {
    mistakes.add(`${name2} takes no ids: it is a list or a single object, and is read in full`);
  }
  if (ids?.length === 0 || ids?.some((id) => !plainId.test(id))) {
    mistakes.add(
      () => `${name2} has ids ${quote(ids)}: expected at least one, each a plain id, and neither "." nor ".."`
    );
  }
  if (ids === void 0 && resource.idsRequired) {
    mistakes.add(`${name2} can only be read by id: write it as {name: ${resource.name}, ids: [\u2026]}`);
  }
}
function chooseResources(list2, mistakes) {
  const { resources: custom, mistakes: customMistakes } = customResources(list2.custom);
  for (const mistake2 of customMistakes) mistakes.add(`'resources': ${mistake2}`);
  const customNames = custom.map(({ name: name2 }) => name2);
  const allowed = /* @__PURE__ */ new Set([...allResources.map(({ name: name2 }) => name2), ...presets.keys(), ...customNames]);
  for (const name2 of [...list2.names, ...list2.removed]) {
    if (allowed.has(name2)) continue;
    const advice = () => didYouMean(name2, [...allowed]) || `; presets are ${[...presets.keys()].join(", ")}`;
    mistakes.add(() => `'resources' holds ${quote(name2)}, which is neither a resource nor a preset${advice()}`);
  }
  for (const name2 of list2.ids.keys()) {
    if (presets.has(name2)) mistakes.add(`'resources': ${quote(name2)} is a preset, which takes no ids`);
  }
  const asked = list2.names.length + custom.length > 0 ? list2.names : [inputs.resources.default];
  const removed = new Set(list2.removed.flatMap((name2) => presets.get(name2) ?? name2));
  const fromPresets = new Set(asked.flatMap((name2) => presets.get(name2) ?? []));
  const named4 = /* @__PURE__ */ new Set([...asked, ...customNames]);
  const choices = [...allResources, ...custom].filter(({ name: name2 }) => (named4.has(name2) || fromPresets.has(name2)) && !removed.has(name2)).map((resource) => {
    const ids = list2.ids.get(resource.name);
    checkIds(resource, ids, mistakes);
    return { resource, origin: named4.has(resource.name) ? "named" : "preset", ...ids && { ids } };
  });
  for (const { resource } of choices) {
    const parent = customNames.find((name2) => name2 === resource.parent?.resource);
    if (parent === void 0 || choices.some(({ resource: { name: name2 } }) => name2 === parent)) continue;
    mistakes.add(
      `'resources': ${quote(resource.name)} is read for each entry of ${quote(parent)}, which !${parent} leaves out: leave out both or none`
    );
  }
  const isUnderstood = [...named4].every((name2) => allowed.has(name2));
  if (choices.length === 0 && isUnderstood)
    mistakes.add("'resources' leaves nothing to export: each one is left out by a !name");
  return choices;
}

// src/settings/read-config.ts
var readUtf8 = (path6) => readTextFile(path6, "utf8");
function settingOrDefault(settings2, name2) {
  return settings2.get(name2) ?? { value: inputs[name2].default, label: `'${name2}'` };
}
async function readSelections(settings2, run2, mistakes) {
  const list2 = await readResourceList(settingOrDefault(settings2, "resources"), mistakes);
  const choices = chooseResources(list2, mistakes);
  const chosen2 = choices.map(({ resource }) => resource);
  checkAcceptEmpty(run2["accept-empty"] ?? [], chosen2, mistakes);
  const ownOptions = readOwnOptions(settings2.get("resource-options"), chosen2, run2, mistakes);
  const ownOf = ({ name: name2 }) => ownOptions.get(name2) ?? {};
  checkRunOptions(
    chosen2.map((resource) => ({ resource, own: ownOf(resource) })),
    run2,
    mistakes
  );
  return choices.map((choice) => {
    const own = ownOf(choice.resource);
    const options = completeOptions(choice.resource, own, run2);
    const hasOwnDates = own["start-date"] ?? own["end-date"] ?? own["refresh-from"];
    const place = hasOwnDates ? placeOf2(choice.resource.name) : "";
    if (choice.resource.kind !== "snapshot") checkDates(options, place, mistakes);
    const acceptEmpty = run2["accept-empty"];
    const resource = groupedBy(choice.resource, options.groupBy);
    return { ...choice, resource, options: { ...options, ...acceptEmpty && { acceptEmpty } } };
  });
}
function apiOptions(run2) {
  return {
    baseUrl: run2["base-url"].replace(/\/+$/, ""),
    ...run2["openai-organization"] && { organization: run2["openai-organization"] },
    ...run2["openai-project"] && { project: run2["openai-project"] },
    concurrency: run2.concurrency,
    ...run2["requests-per-second"] && { requestsPerSecond: run2["requests-per-second"] },
    retries: run2.retries,
    requestTimeoutSeconds: run2["request-timeout"]
  };
}
function withPrivacy(selection, privacy) {
  return { ...selection, options: { ...selection.options, privacy } };
}
async function readConfig(env, { configSettings = /* @__PURE__ */ new Map(), readFile: readFile6 = readUtf8, canUseZstandard = hasZstandard() } = {}) {
  const secretOf = (name2) => (env[variableOf(name2)] ?? "").trim();
  const apiKey = secretOf("api-key");
  const pseudonymKey = secretOf("pseudonym-key");
  const token = secretOf("github-token");
  const reading = beginReading(env, readFile6, [apiKey, pseudonymKey, token]);
  const { roots, mistakes } = reading;
  const given = inputsIn(env, mistakes);
  const keyProblem = apiKeyProblem(apiKey);
  if (keyProblem !== void 0) mistakes.add(keyProblem.line, keyProblem.topic);
  const file = await readConfigFile(given.get("config"), reading);
  const settings2 = new Map([...file, ...configSettings, ...given]);
  const run2 = readRunOptions(settings2, mistakes);
  const chosen2 = await readSelections(settings2, run2, mistakes);
  checkCompression(chosen2, canUseZstandard, mistakes);
  const resources = [...allResources, ...chosen2.map(({ resource }) => resource)];
  const privacy = privacyOf(run2.privacy, pseudonymKey, settings2.get("privacy-columns"), resources, mistakes);
  const selections = privacy.mode === "none" ? chosen2 : chosen2.map((one) => withPrivacy(one, privacy));
  const destination = readDestination(
    settingOrDefault(settings2, "destination"),
    settings2.get("destination-options"),
    env,
    roots,
    mistakes
  );
  const gitHub = await readGitHubEnvironment(env, token, readFile6);
  const isInWorkspace = (name2) => !name2.startsWith("RUNNER_TEMP/") && !isAbsolute(name2);
  const problem = tokenProblem(token);
  if (problem !== void 0) mistakes.add(problem);
  const commit = commitOf(run2, destination, gitHub, isInWorkspace, mistakes);
  const report2 = reportOptions(run2, gitHub, mistakes);
  const failOn = failOnOptions(run2, mistakes);
  const isShown = Boolean(
    commit || report2.comment || report2.html || report2.accessReview || failOn.finding || run2["projects-file"]
  );
  const audit = await auditOptions(settings2, isShown, run2["projects-file"], reading);
  if (destination && failOn.finding) refuseBlindGate(destination, mistakes);
  if (destination) checkAccess(destination, selections, mistakes);
  const settled = mistakes.settle(destination);
  const config = {
    apiKey,
    ...apiOptions(run2),
    selections,
    destination: settled,
    // A write-only destination cannot be read, so the cache is the only state.
    state: settled.writeOnly ? "cache" : run2.state,
    ...run2["stop-after"] && { stopAfter: run2["stop-after"] },
    dryRun: run2["dry-run"],
    ...commit && { commit },
    pullRequest: pullRequestOptions(run2),
    report: report2,
    failOn,
    ...audit && { audit },
    privacy,
    allowPublicPersonalData: run2["allow-public-personal-data"],
    ...gitHub && { gitHub },
    environment: readEnvironment(env)
  };
  return { ...config, selectionFingerprint: selectionFingerprint(config) };
}

// src/settings/secrets.ts
function secretsIn(env) {
  const textOf3 = (name2) => env[variableOf(name2)] ?? "";
  const own = ["api-key", "pseudonym-key", "github-token"].map((name2) => textOf3(name2).trim());
  const texts2 = ["destination", "config"].map(textOf3);
  const ofStores = kinds.flatMap((kind) => kindOf(kind).secretsIn?.(env, texts2) ?? []);
  return [.../* @__PURE__ */ new Set([...own, ...ofStores, ...proxyPasswords(env)])].filter((secret) => secret !== "");
}
function secretsOf({ location, manifests }) {
  return [location, manifests].flatMap((place) => (place && kindOf(place).secretsOf?.(place)) ?? []);
}

// src/stop/stop-switch.ts
function createStopSwitch() {
  const soon = new AbortController();
  const now2 = new AbortController();
  const stop = (why2) => {
    if (!soon.signal.aborted) soon.abort(new RunStopped(why2));
  };
  return {
    signal: soon.signal,
    urgent: now2.signal,
    stop,
    stopNow(why2) {
      stop(why2);
      if (!now2.signal.aborted) now2.abort(soon.signal.reason);
    }
  };
}

// src/stop/signals.ts
var ENDS_WITHIN_MILLISECONDS = 3500;
var CLEARS_UP_WITHIN_MILLISECONDS = 1e3;
function stopOnSignals(log, end) {
  const stop = createStopSwitch();
  const lastWords = [];
  let exitCode;
  for (const [signal, number2] of [
    ["SIGINT", 2],
    ["SIGTERM", 15]
  ]) {
    process.on(signal, () => {
      if (exitCode !== void 0) return;
      exitCode = 128 + number2;
      log.info(`Stopped by ${signal}: what is read by now is kept, the rest is given up. The next run carries on.`);
      stop.stopNow(`${signal} stopped the run.`);
      setTimeout(async () => {
        const deadline = new Promise((resolve2) => setTimeout(resolve2, CLEARS_UP_WITHIN_MILLISECONDS));
        await Promise.race([Promise.allSettled(lastWords.map((clearUp) => clearUp())), deadline]);
        end(128 + number2);
      }, ENDS_WITHIN_MILLISECONDS).unref();
    });
  }
  return { stop, atTheLatest: (clearUp) => void lastWords.push(clearUp), exitCode: () => exitCode };
}

// src/audit/check-records.ts
var version2 = 1;
function serializeChecks(results) {
  const lines2 = results.map((result) => `    ${JSON.stringify(recordOf3(result))}`);
  return `{
  "version": ${version2},
  "checks": [
${lines2.join(",\n")}
  ]
}
`;
}
function recordOf3({ check, state, why: why2, baselineDay, findings }) {
  const count2 = (status) => findings.filter((finding) => finding.status === status).length;
  return {
    id: check.id,
    state,
    ...why2 !== void 0 && { why: why2 },
    ...baselineDay !== void 0 && { baselineDay },
    findings: {
      new: count2("new"),
      standing: count2("standing"),
      excepted: count2("excepted"),
      resolved: count2("resolved")
    }
  };
}
function parseChecks(text2) {
  const { version: found, checks } = parsed2(text2);
  if (found !== version2 || !Array.isArray(checks)) {
    throw new Error(`Failed to read checks.json: its version is ${found}, this release knows ${version2}`);
  }
  return checks;
}
function parsed2(text2) {
  try {
    return JSON.parse(text2) ?? {};
  } catch {
    throw new Error("Failed to read checks.json: it is not JSON");
  }
}

// src/audit/check-settings.ts
function configured(check, settings2) {
  const setting = Object.hasOwn(settings2.checks, check.id) ? settings2.checks[check.id] : void 0;
  if (!(setting?.on ?? check.optional !== true)) return void 0;
  const thresholds = { ...check.thresholds, ...setting?.thresholds };
  return withMeaning({ ...check, severity: setting?.severity ?? check.severity, thresholds });
}
function withMeaning(check) {
  const meaning = check.meaning.replaceAll(/\{(\w+)\}/g, (whole, name2) => {
    const value = Object.hasOwn(check.thresholds, name2) ? check.thresholds[name2] : void 0;
    if (value === void 0) return whole;
    return typeof value === "number" ? String(value) : value.join(", ") || "none";
  });
  return { ...check, meaning };
}

// src/audit/read/covered.ts
var LONGEST_DELAY = 5 * 86400;
function wholeDays(ranges) {
  return ranges.flatMap(([from, to]) => {
    const first = periodStart(from + 86399, "day");
    const end = periodStart(to, "day");
    return first < end ? [[dayName(first), dayName(end)]] : [];
  });
}
function isGapless(manifest, outcome, from, to) {
  if (outcome?.status === "failed" || outcome?.status === "stopped") return false;
  if (outcome?.dataUntil !== void 0 && outcome.dataUntil < to - LONGEST_DELAY) return false;
  const read = intersect(manifest.ranges, [[from, to]]);
  const first = read[0]?.[0];
  if (first === void 0) return outcome?.status === "ok";
  const end = outcome?.status === "ok" ? read.at(-1)?.[1] ?? to : periodStart(to, "day");
  return subtract([[first, end]], read).length === 0;
}
function knownUntil(manifest, outcome, today2, covered = []) {
  const { until } = coverage(manifest, outcome);
  const day = until === void 0 ? void 0 : dayName(until);
  const read = covered.find(([from, to]) => day === void 0 || from <= day && day < to)?.[1];
  if (read !== void 0) return read;
  const isOpen = manifest.entries.some(({ period, settled }) => {
    if (period === void 0 || settled !== false) return false;
    const { from, to } = parsePeriodName(period);
    return dayName(to) > today2 && (until === void 0 || from <= until);
  });
  return outcome?.status !== "ok" && isOpen ? void 0 : day;
}

// src/audit/read/doubted-data.ts
function doubtedData({ resource, entries }) {
  const byPeriod = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    const known = byPeriod.get(entry.period);
    if (entry.doubted && (!known || known.rows < entry.rows)) byPeriod.set(entry.period, entry);
  }
  return [...byPeriod.values()].flatMap(
    ({ period, rows, doubted }) => doubted ? [{ resource, ...period !== void 0 && { period }, stored: rows, received: doubted.rows, since: doubted.on }] : []
  );
}

// src/audit/read/cost-sum.ts
function newCostSum() {
  return { byKey: /* @__PURE__ */ new Map(), currencies: /* @__PURE__ */ new Map(), newest: Number.NEGATIVE_INFINITY };
}
async function addCosts(archive, { path: path6 }, sum2, since) {
  const add2 = ({ value }) => {
    const from = secondsOf(value.start_time);
    const to = secondsOf(value.end_time);
    if (from === void 0) return;
    const { amount: amount2, currency } = amountOf(value);
    sum2.newest = Math.max(sum2.newest, to ?? from + DAY);
    sum2.currencies.set(currency, (sum2.currencies.get(currency) ?? 0) + 1);
    for (const [day, share] of daysOf(from, to ?? from + DAY)) {
      if (day >= dayName(since))
        addTo(sum2, { day, project: text(value.project_id), lineItem: text(value.line_item), amount: amount2 * share });
    }
  };
  await archive.read(path6, async (file) => {
    for await (const row of file.rows(costs)) add2(row);
  });
}
function addTo(sum2, cost) {
  const key = `${cost.day}\0${cost.project ?? ""}\0${cost.lineItem ?? ""}`;
  const known = sum2.byKey.get(key);
  if (known) known.amount += cost.amount;
  else sum2.byKey.set(key, cost);
}
function daysOf(from, to) {
  const first = Math.floor(from / DAY);
  const last = Math.max(first, Math.ceil(to / DAY) - 1);
  const days = Array.from({ length: last - first + 1 }, (_, index) => dayName((first + index) * DAY));
  return days.map((day) => [day, 1 / days.length]);
}
function amountOf(value) {
  const nested = value.amount ?? {};
  const amount2 = Number(nested.value ?? value.amount__value ?? 0);
  const currency = nested.currency ?? value.amount__currency ?? "usd";
  return { amount: Number.isNaN(amount2) ? 0 : amount2, currency: String(currency).toUpperCase() };
}
function text(value) {
  return value === null || value === void 0 || value === "" ? null : String(value);
}
function dailyCosts(sum2) {
  return [...sum2.byKey].sort(([a], [b]) => byCodeUnits(a, b)).map(([, cost]) => cost);
}

// src/audit/read/read-costs.ts
var DAYS = 400;
async function readCosts(context, days = DAYS) {
  const { archive, now: now2, outcomeOf } = context;
  const manifest = context.manifests.get(costs.name);
  if (!manifest) return void 0;
  const since = Math.floor(now2 / DAY) * DAY - days * DAY;
  const sum2 = newCostSum();
  const unread = [];
  for (const file of partitionFiles(manifest, since, now2 + DAY)) {
    const read = await context.attempt(costs.name, async () => {
      await addCosts(archive, file, sum2, since);
      return true;
    });
    if (!read) unread.push([file.from, file.to]);
  }
  const outcome = outcomeOf(costs.name);
  const currencies = [...sum2.currencies].sort(([, a], [, b]) => b - a).map(([currency]) => currency);
  if (currencies.length > 1) {
    context.note(
      costs.name,
      `Costs are in several currencies (${currencies.join(", ")}) and were added up all the same.`
    );
  }
  const covered = subtract(coverage(manifest, outcome, sum2.newest).ranges, [...unread, [0, since]]);
  return {
    covered: wholeDays(covered),
    complete: outcome?.status === "ok" && unread.length === 0,
    currency: currencies[0] ?? "USD",
    daily: dailyCosts(sum2)
  };
}

// src/audit/read/event-lines.ts
var JSON_START = /^\{(?:"object":"[^"\\]*",)?"id":"[^"\\]*","type":"([!#-[\]-~]*)","effective_at":(\d{1,12})[,}]/;
var CSV_START = /^[^",]*,([!#-+.-~]+),(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ),/;
function glanceAtJson(line) {
  const match = JSON_START.exec(line);
  if (match) return { type: match[1], seconds: Number(match[2]) };
  const { type, effective_at: seconds } = JSON.parse(utf82(line));
  return typeof type === "string" && typeof seconds === "number" ? { type, seconds } : void 0;
}
function glanceAtCsv(header) {
  const names = parseRecord(header);
  const at = { type: names.indexOf("type"), time: names.indexOf("effective_at") };
  const isUsual = at.type === 1 && at.time === 2;
  return (record2) => {
    const match = isUsual ? CSV_START.exec(record2) : null;
    const cells = match ? void 0 : parseRecord(record2);
    const type = match?.[1] ?? cells?.[at.type] ?? "";
    const seconds = Date.parse(match?.[2] ?? cells?.[at.time] ?? "") / 1e3;
    return type === "" || Number.isNaN(seconds) ? void 0 : { type, seconds };
  };
}
function parseRecord(record2) {
  return parse(utf82(record2), { bom: true, relax_column_count: true })[0] ?? [];
}
async function* byteLines(bytes) {
  yield* textLines(
    (async function* () {
      for await (const chunk of bytes) yield chunk.toString("latin1");
    })()
  );
}
async function* csvRecords(lines2) {
  let open2 = [];
  for await (const batch of lines2) {
    const records2 = [];
    for (const line of batch) {
      const closes = hasOddQuotes(line);
      if (open2.length === 0 && !closes) records2.push(line);
      else {
        open2.push(line);
        if (!closes || open2.length === 1) continue;
        records2.push(open2.join("\n"));
        open2 = [];
      }
    }
    if (records2.length > 0) yield records2;
  }
  if (open2.length > 0) yield [open2.join("\n")];
}
function hasOddQuotes(line) {
  let odd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) odd = !odd;
  return odd;
}
function utf82(line) {
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(line, "latin1"));
}

// src/audit/read/event-count.ts
function newEventCount() {
  return {
    entries: [],
    newest: Number.NEGATIVE_INFINITY,
    byType: /* @__PURE__ */ new Map(),
    byHour: new Array(24).fill(0),
    byDayNumber: /* @__PURE__ */ new Map()
  };
}
async function countEvents(archive, { path: path6 }, count2, { types, since }) {
  const format = formatOfPath(path6);
  if (format?.text === void 0) {
    const cellsOf = cellsReader(auditLogs);
    await archive.rows(auditLogs, path6, ({ row, value }) => {
      const seconds = secondsOf(value.effective_at);
      if (seconds === void 0 || seconds < since) return;
      add(count2, { type: String(value.type), seconds });
      if (types.has(String(value.type))) count2.entries.push(cellsOf(row));
    });
    return;
  }
  const isTable = format.text === "table";
  const kept = [];
  await archive.read(path6, async (file) => {
    const lines2 = byteLines(file.bytes());
    let glance = isTable ? void 0 : glanceAtJson;
    for await (const batch of isTable ? csvRecords(lines2) : lines2) {
      for (const line of batch) {
        if (glance === void 0) {
          glance = glanceAtCsv(line);
          kept.push(line);
          continue;
        }
        const seen = glance(line);
        if (seen === void 0 || seen.seconds < since) continue;
        add(count2, seen);
        if (types.has(seen.type)) kept.push(line);
      }
    }
    await keep2(count2, kept, format);
  });
}
function add(count2, { type, seconds }) {
  const dayNumber = Math.floor(seconds / DAY);
  const hour = Math.floor(seconds % DAY / HOUR);
  count2.byType.set(type, (count2.byType.get(type) ?? 0) + 1);
  count2.byDayNumber.set(dayNumber, (count2.byDayNumber.get(dayNumber) ?? 0) + 1);
  count2.byHour[hour] = (count2.byHour[hour] ?? 0) + 1;
  if (seconds > count2.newest) count2.newest = seconds;
}
async function keep2(count2, lines2, format) {
  const cellsOf = cellsReader(auditLogs);
  const bytes = async function* () {
    for (const line of lines2) yield Buffer.from(`${line}
`, "latin1");
  };
  for await (const row of format.decode(bytes(), tableOf(auditLogs, [], false))) {
    count2.entries.push(cellsOf(row));
  }
}
function inOrder(entries) {
  const compare2 = (a, b) => byCodeUnits(a ?? "", b ?? "");
  return entries.sort((a, b) => compare2(a.effective_at, b.effective_at) || compare2(a.id, b.id));
}

// src/audit/read/read-events.ts
var READERS = 3;
async function readEvents(context) {
  const { archive, now: now2, eventTypes: types } = context;
  const manifest = context.manifests.get(auditLogs.name);
  if (!manifest) return void 0;
  const first = Math.min(
    manifest.ranges[0]?.[0] ?? now2,
    ...partitionFiles(manifest, 0, now2 + DAY).map(({ from }) => from)
  );
  const since = Math.max(context.since, Math.floor(first / DAY) * DAY);
  const count2 = newEventCount();
  const stored = manifest.shape.filters?.event_types;
  let complete = isGapless(manifest, context.outcomeOf(auditLogs.name), since, now2) && (stored === void 0 || [...types].every((type) => stored.includes(type)));
  const compare2 = (a, b) => a.from - b.from;
  await drain(partitionFiles(manifest, since, now2 + DAY), READERS, compare2, async (file) => {
    const read = await context.attempt(auditLogs.name, async () => {
      await countEvents(archive, file, count2, { types, since });
      return true;
    });
    complete &&= read === true;
    return [];
  });
  const byDay2 = [...count2.byDayNumber].sort(([a], [b]) => a - b);
  return {
    since: dayName(since),
    complete,
    tenant: !manifest.entries.some(({ period, refused }) => {
      return refused?.includes("tenant_only") && period !== void 0 && parsePeriodName(period).to > since;
    }),
    entries: inOrder(count2.entries),
    ...count2.newest > 0 && { newest: isoTime(String(count2.newest)) },
    counts: {
      byType: new Map([...count2.byType].sort(([a], [b]) => byCodeUnits(a, b))),
      byHour: count2.byHour,
      byDay: new Map(byDay2.map(([day, events]) => [dayName(day * DAY), events]))
    }
  };
}

// src/audit/read/read-snapshots.ts
async function readSnapshot(archive, manifest) {
  const path6 = snapshotFile(manifest)?.path;
  if (path6 === void 0) return [];
  const resource = storedResource(manifest);
  const cellsOf = cellsReader(resource);
  const rows = [];
  await archive.read(path6, async (stored) => {
    for await (const { row } of stored.rows(resource)) rows.push(cellsOf(row));
  });
  return rows;
}
function isCurrent(manifest, outcome, today2) {
  if (outcome?.status === "failed" || outcome?.status === "stopped" || manifest.stale_parents?.length) return false;
  if (manifest.every_days !== void 0 && manifest.read_on !== void 0)
    return today2 < dayAfter(manifest.read_on, manifest.every_days);
  return outcome?.status === "ok" || manifest.read_on !== void 0 && manifest.read_on >= today2;
}

// src/audit/read/read-audit-data.ts
var READERS2 = 8;
async function readAuditData(options) {
  const { manifests, now: now2 } = options;
  const problems = [];
  const context = readingContext(options, problems);
  const snapshots = await readSnapshots(context);
  const changes = await readChangeLog(context);
  const events = await readEvents(context);
  const costs2 = await readCosts(context);
  const doubted = [...manifests.values()].flatMap(doubtedData);
  return {
    now: now2,
    snapshots,
    changes,
    ...events && { events },
    ...costs2 && { costs: costs2 },
    dataUntil: new Map(
      dated(manifests).flatMap((manifest) => {
        const { resource } = manifest;
        const covered = resource === "costs" ? costs2?.covered : void 0;
        const until = knownUntil(manifest, context.outcomeOf(resource), context.today, covered);
        return until === void 0 ? [] : [[manifest.resource, until]];
      })
    ),
    ...doubted.length > 0 && { doubted },
    problems
  };
}
async function readSpendData(options) {
  const context = readingContext({ ...options, eventTypes: /* @__PURE__ */ new Set(), windowDays: 0 }, []);
  const manifest = options.manifests.get(projects.name);
  const rows = manifest && await context.attempt(projects.name, () => readSnapshot(context.archive, manifest));
  const costs2 = await readCosts(context, options.days);
  return {
    now: options.now,
    snapshots: new Map(rows ? [[projects.name, { rows, complete: false }]] : []),
    changes: { since: context.today, entries: [], resources: /* @__PURE__ */ new Set() },
    ...costs2 && { costs: costs2 },
    dataUntil: /* @__PURE__ */ new Map()
  };
}
function readingContext(options, problems) {
  const { outcomes, now: now2, windowDays } = options;
  const byResource = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  return {
    ...options,
    archive: openArchive(options.destination),
    today: dayName(now2),
    since: periodStart(now2, "day") - windowDays * DAY,
    outcomeOf: (resource) => byResource.get(resource),
    note: (resource, text2) => problems.push({ resource, notice: text2 }),
    async attempt(resource, work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        problems.push({ resource, notice: noticeOf(error) });
        return void 0;
      }
    }
  };
}
function dated(manifests) {
  return [...manifests.values()].filter(({ shape }) => shape.partition_by !== void 0);
}
function snapshotManifests({ manifests }) {
  return [...manifests.values()].filter(
    (manifest) => manifest.shape.partition_by === void 0 && storedResource(manifest).kind === "snapshot"
  );
}
async function readSnapshots(context) {
  const { archive, outcomeOf, today: today2 } = context;
  const read = await each(snapshotManifests(context), async (manifest) => {
    const rows = await context.attempt(manifest.resource, () => readSnapshot(archive, manifest));
    const complete = rows !== void 0 && isCurrent(manifest, outcomeOf(manifest.resource), today2);
    return { rows: rows ?? [], complete };
  });
  return new Map(read.map(([{ resource }, snapshot]) => [resource, snapshot]));
}
async function readChangeLog(context) {
  const { archive, storedBefore } = context;
  const since = dayName(context.since);
  const read = await each(
    snapshotManifests(context),
    (manifest) => context.attempt(manifest.resource, () => readChanges(archive, manifest, { since }))
  );
  const entries = read.flatMap(([, changes]) => changes ?? []);
  const days = entries.map(({ day }) => day).sort();
  return {
    since: [dayName(context.since), ...days].sort()[0],
    // Resource by resource within a day; sorting keeps the order of what compares equal.
    entries: entries.sort((a, b) => byCodeUnits(a.day, b.day)),
    resources: new Set(
      read.flatMap(([{ resource }, changes]) => changes && storedBefore?.has(resource) !== false ? [resource] : [])
    )
  };
}
async function each(items, work) {
  const results = /* @__PURE__ */ new Map();
  await drain(
    [...items],
    READERS2,
    () => 0,
    async (item) => {
      results.set(item, await work(item));
      return [];
    }
  );
  return items.map((item) => [item, results.get(item)]);
}

// src/audit/missing-data.ts
function missingFor(needs3, data) {
  return [...missingSnapshots(needs3, data), ...missingEvents(needs3, data), ...missingCosts(needs3, data)];
}
function never(resource) {
  return {
    why: `${resource} was never exported: add it to \`resources\`, or let the key read it`,
    kind: "never",
    resource
  };
}
function incomplete(resource) {
  return { why: `${resource} was not read completely: see what the run says of it`, kind: "incomplete", resource };
}
function missingSnapshots({ snapshots = [], changes = [] }, data) {
  return [.../* @__PURE__ */ new Set([...snapshots, ...changes])].flatMap((resource) => {
    const snapshot = data.snapshots.get(resource);
    if (snapshot === void 0) return [never(resource)];
    if (!snapshot.complete) return [incomplete(resource)];
    if (!changes.includes(resource) || data.changes.resources.has(resource)) return [];
    return [
      {
        why: `${resource} was read for the first time: changes show from the next run on`,
        kind: "first read",
        resource
      }
    ];
  });
}
function missingEvents({ events: types }, data) {
  if (types === void 0) return [];
  const { events } = data;
  if (events === void 0) return [never("audit_logs")];
  if (!events.complete) return [incomplete("audit_logs")];
  if (events.tenant !== false || !types.some(isTenantEventType)) return [];
  return [
    {
      why: "this key cannot read the tenant's audit events (`tenant.*`)",
      kind: "out of reach",
      resource: "audit_logs"
    }
  ];
}
function missingCosts({ costs: costs2 }, data) {
  if (costs2 === void 0) return [];
  if (data.costs === void 0) return [never("costs")];
  return data.costs.complete ? [] : [incomplete("costs")];
}

// src/audit/run-checks.ts
function runChecks(checks, data, settings2, previous, today2) {
  const records2 = new Map(previous?.checks.map((record2) => [record2.id, record2]));
  const findings = groupBy(previous?.findings ?? [], ({ check }) => check);
  return checks.map((check) => {
    const earlier2 = findings.get(check.id) ?? [];
    const firstSeen = earlier2.map(({ since }) => since).sort()[0];
    const record2 = records2.get(check.id);
    const baselineDay = record2?.baselineDay ?? firstSeen;
    const isFirstDay = record2?.state === "not checked" && baselineDay === today2 && check.needs.changes !== void 0;
    const light = { today: today2, settings: settings2, earlier: earlier2, isBaseline: baselineDay === void 0 };
    return runCheck(check, data, light, baselineDay, isFirstDay ? record2.why : void 0);
  });
}
function runCheck(declared7, data, light, earlierBaseline, waitsWhy) {
  const check = configured(declared7, light.settings);
  if (check === void 0) return { check: withMeaning(declared7), state: "off", findings: [] };
  const missing = missingFor(check.needs, data);
  const cannotTell2 = missing.length > 0 ? void 0 : check.cannotTell?.(data, check.thresholds);
  const reasons = missing.map((each2) => each2.why).join("; ");
  const why2 = cannotTell2 ?? (reasons === "" ? waitsWhy ?? "" : reasons);
  if (why2 !== "") {
    const isFirstRead = missing.length > 0 && missing.every(({ kind }) => kind === "first read");
    const baseline = earlierBaseline ?? (isFirstRead ? light.today : void 0);
    const incomplete2 = missing.some(({ kind }) => kind === "incomplete") && { incomplete: true };
    const isNever = missing.length > 0 && missing.every(({ kind }) => kind === "never");
    const never2 = isNever && { neverExported: missing.map(({ resource }) => resource) };
    return {
      check,
      state: "not checked",
      why: why2,
      ...incomplete2,
      ...never2,
      findings: keep(light),
      ...baselineOf(baseline)
    };
  }
  const findings = judge(check, data, light);
  const isFound = findings.some(({ status }) => status !== "resolved");
  return { check, state: isFound ? "found" : "passed", findings, ...baselineOf(earlierBaseline ?? light.today) };
}
function baselineOf(baselineDay) {
  return baselineDay === void 0 ? {} : { baselineDay };
}

// src/audit/stored-privacy.ts
function storedPrivacy(options, manifests) {
  if (options.mode === "none") {
    return { data: (data) => data, changes: (changes2) => changes2, finding: (finding) => finding };
  }
  const text2 = privateText(options);
  function cellsOf(resource) {
    const privacy = rowPrivacy(storedResource({ resource }), options);
    return (cells) => privacy?.stored({ row: { json: JSON.stringify(cells), form: "cells" }, value: cells }).value ?? cells;
  }
  const isHidden = (resource) => JSON.stringify(manifests.get(resource)?.shape.privacy) === JSON.stringify(privacyShape(resource, options));
  const changes = (entries) => entries.map((entry) => {
    const hide = cellsOf(entry.resource);
    return { ...entry, key: hide(entry.key), before: hide(entry.before), after: hide(entry.after) };
  });
  return {
    changes,
    data: (data) => ({
      ...data,
      snapshots: new Map(
        [...data.snapshots].map(([name2, snapshot]) => [
          name2,
          isHidden(name2) ? snapshot : { ...snapshot, rows: snapshot.rows.map(cellsOf(name2)) }
        ])
      ),
      changes: { ...data.changes, entries: changes(data.changes.entries) },
      ...data.events && { events: { ...data.events, entries: data.events.entries.map(cellsOf("audit_logs")) } }
    }),
    finding: (finding) => ({
      ...finding,
      text: text2(finding.text),
      evidence: Object.fromEntries(Object.entries(finding.evidence).map(([name2, value]) => [name2, text2(value)]))
    })
  };
}

// src/audit/audit.ts
var WINDOW_DAYS = 30;
var MOST_NAMED2 = 10;
async function auditDestination(job) {
  const { destination, outcomes, settings: settings2, now: now2 } = job;
  const problems = [];
  const manifests = await readManifests(destination, problems);
  const checks = allChecks.filter((check) => configured(check, settings2) !== void 0);
  const eventTypes = new Set(checks.flatMap(({ needs: needs3 }) => needs3.events ?? []));
  const storedBefore = new Set([...manifests.keys()].filter((name2) => !job.firstReads.has(name2)));
  const where = { destination, manifests, outcomes, now: now2, storedBefore };
  const privacy = storedPrivacy(job.privacy, manifests);
  const data = privacy.data(await readAuditData({ ...where, eventTypes, windowDays: WINDOW_DAYS }));
  problems.push(...(data.problems ?? []).map(({ notice: notice2 }) => notice2));
  const today2 = dayName(now2);
  const earlier2 = await readEarlier(destination, privacy, problems);
  const results = runChecks(allChecks, data, settings2, earlier2 === "unreadable" ? void 0 : earlier2, today2);
  const exceptions = reviewExceptions(settings2, results, today2);
  problems.push(...aboutExceptions(exceptions).map((text2) => notice(text2, "exceptions-to-review")));
  if (job.settledOnly) {
    job.log.notice("With `settled-only`, findings are not kept: each run starts afresh, and no finding counts as new.");
  } else if (earlier2 !== "unreadable") await writeFindings(destination, results, problems);
  return { data, manifests, results, exceptions, problems, privacy, knowsEarlier: earlier2 !== "unreadable" };
}
function aboutExceptions({ expired, unmatched }) {
  const sentences = [];
  if (expired.length > 0) {
    const names = expired.map(({ finding, expires }) => `${finding} (on ${expires})`);
    sentences.push(
      `Exceptions that have expired, so that what they excepted counts again: ${list(names, MOST_NAMED2)}. Deal with it, or give them a new day under \`exceptions\`.`
    );
  }
  if (unmatched.length > 0) {
    const names = unmatched.map(({ finding }) => finding);
    sentences.push(
      `Exceptions that match nothing that is found: ${list(names, MOST_NAMED2)}. Take them out of \`exceptions\`.`
    );
  }
  return sentences;
}
async function readManifests(destination, problems) {
  const manifests = /* @__PURE__ */ new Map();
  await forgiving(problems, async () => {
    for await (const file of openArchive(destination).manifests()) {
      if ("error" in file) problems.push(noticeOf(file.error));
      else manifests.set(file.resource, file.manifest);
    }
  });
  return manifests;
}
async function readEarlier(destination, privacy, problems) {
  let earlier2 = "unreadable";
  await forgiving(problems, async () => {
    const [findings, checks] = [
      await destination.readText(FINDINGS.lines),
      await destination.readText(FINDINGS.checks)
    ];
    const read = {
      findings: findings ? readable(findings.text, FINDINGS.lines, parseFindings).map(privacy.finding) : [],
      checks: checks ? readable(checks.text, FINDINGS.checks, parseChecks) : []
    };
    earlier2 = findings || checks ? read : void 0;
  });
  return earlier2;
}
function readable(text2, path6, parse2) {
  try {
    return parse2(text2);
  } catch (cause) {
    const why2 = cause instanceof Error ? cause.message : String(cause);
    throw new StorageError(
      "findings-unreadable",
      `${path6}: ${why2}. The findings are not written until it can be read, and none counts as new: restore an earlier version of it, or remove the folder ${FOLDERS.findings}/, and all findings start afresh.`,
      { cause }
    );
  }
}
async function writeFindings(destination, results, problems) {
  const findings = findingsOf(results);
  const files = [
    [FINDINGS.lines, serializeFindings(findings)],
    [FINDINGS.table, findingsCsv(findings)],
    [FINDINGS.checks, serializeChecks(results)]
  ];
  await forgiving(problems, async () => {
    for (const [path6, text2] of files) {
      const stored = await destination.readText(path6);
      if (stored?.text !== text2) await destination.writeText(path6, text2);
    }
  });
}
async function forgiving(problems, work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    problems.push(noticeOf(error));
  }
}

// src/destinations/ending-together.ts
function endingTogether(destination, stop) {
  async function attempt(call) {
    stop.signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StorageError) || !error.endsRun) throw error;
      stop.abort(error);
      throw stop.signal.reason;
    }
  }
  return {
    description: destination.description,
    list: (prefix, isWanted) => attempt(() => destination.list(prefix, isWanted)),
    read: (path6) => attempt(() => destination.read(path6)),
    publish: (path6, localFile, facts3) => attempt(() => destination.publish(path6, localFile, facts3)),
    publishNew: (path6, localFile, facts3) => attempt(() => destination.publishNew(path6, localFile, facts3)),
    remove: (path6) => attempt(() => destination.remove(path6)),
    readText: (path6) => attempt(() => destination.readText(path6)),
    replaceText: (path6, text2, version3) => attempt(() => destination.replaceText(path6, text2, version3)),
    writeText: (path6, text2) => attempt(() => destination.writeText(path6, text2)),
    close: () => destination.close()
  };
}

// src/export/dry-run/estimate-lists.ts
function estimateLists(planning) {
  const { selections, states } = planning;
  const selected = selections.map(({ resource }) => resource);
  const reader = createSnapshotReader({ ...planning, selected });
  const counts = /* @__PURE__ */ new Map();
  const rowsOf4 = (resource, projects2) => {
    const known = counts.get(resource.name) ?? countRows(resource, projects2);
    counts.set(resource.name, known);
    return known;
  };
  async function countRows(resource, projects2) {
    const [stored] = states.get(resource.name)?.manifest?.entries ?? [];
    if (stored) return { rows: stored.rows, isAtLeast: false };
    if (resource.parent) return { ...await listsFor(resource, projects2), isAtLeast: true };
    let rows = 0;
    await reader.read(resource, { projects: projects2 }, async (page) => {
      rows += page.filter(({ value }) => isActive(resource, value, projects2)).length;
    });
    return { rows, isAtLeast: false };
  }
  async function listsFor({ parent }, projects2) {
    if (!parent) return { rows: 1, isAtLeast: false };
    if (parent.resource === "projects" && projects2.length > 0) return { rows: projects2.length, isAtLeast: false };
    return rowsOf4(listNamed(parent.resource, selected), projects2);
  }
  return async ({ resource, options, ids }) => {
    if (resource.kind !== "snapshot") throw new Error(`${resource.name} is no snapshot`);
    const { projects: projects2 } = options.filters;
    const lists = ids ? { rows: ids.length, isAtLeast: false } : await listsFor(resource, projects2);
    const [stored] = states.get(resource.name)?.manifest?.entries ?? [];
    const pages = resource.pageSize && stored ? Math.ceil(stored.rows / resource.pageSize) : 0;
    return { windows: lists.rows, requests: Math.max(lists.rows, pages), isAtLeast: lists.isAtLeast };
  };
}

// src/export/dry-run/estimate-windows.ts
var SAMPLES = 6;
var PARTITIONS_ENOUGH = 30;
async function estimateWindows(planning, { resource, options }, state, plan) {
  if (resource.kind === "buckets") {
    const known = knownRefusals(resource, options, state.manifest, planning.now);
    const windows3 = bucketWindows(resource, options, plan).flatMap((window) => withoutKnown(window, known)).length;
    return { windows: windows3, requests: windows3, isAtLeast: false };
  }
  if (resource.kind !== "events") throw new Error(`${resource.name} has no periods`);
  const windows2 = eventWindows(resource, options, plan);
  if (windows2.length === 0) return { windows: 0, requests: 0, isAtLeast: false };
  const perSecond = storedDensity(state);
  const pageSize = resource.pageSize ?? 100;
  let requests = 0;
  for (const window of windows2) {
    const isFew = window.pass.name === "tenant";
    const rows = isFew ? 0 : perSecond === void 0 ? await sampledRows(planning, resource, window) : perSecond * (window.to - window.from);
    requests += Math.max(1, Math.ceil(rows / pageSize));
  }
  return { windows: windows2.length, requests, isAtLeast: false };
}
function storedDensity({ manifest }) {
  const settled = (manifest?.entries ?? []).filter(({ period, settled: settled2 }) => period !== void 0 && settled2);
  const newest = settled.slice(-PARTITIONS_ENOUGH);
  if (newest.length === 0) return void 0;
  const seconds = newest.reduce((sum2, { period }) => {
    const { from, to } = parsePeriodName(period);
    return sum2 + to - from;
  }, 0);
  return newest.reduce((sum2, { rows }) => sum2 + rows, 0) / seconds;
}
async function sampledRows(planning, resource, window) {
  const length = (window.to - window.from) / SAMPLES;
  let rows = 0;
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    const to = Math.round(window.from + length * sample);
    const from = to - length;
    const times = await newestTimes(planning, resource, window, to);
    const oldest = Math.min(...times);
    const inside = times.filter((time) => time >= from).length;
    rows += inside < times.length || times.length < (resource.pageSize ?? 100) ? inside : inside * length / Math.max(1, to - oldest);
  }
  return rows;
}
async function newestTimes({ client }, resource, { pass }, before) {
  const query = [...pass.query, [`${resource.timeField}[lt]`, String(before)]];
  const { value: page } = await listPages(client, {
    ...resource,
    query,
    lane: resource.name,
    shape: shapeOf2(resource)
  }).next();
  return (page ?? []).flatMap(({ value }) => secondsOf(value[resource.timeField]) ?? []);
}

// src/export/dry-run/plan-export.ts
async function planExport(planning, tally) {
  const lists = estimateLists(planning);
  const left = leftSnapshots(planning.selections, planning.states, planning.now);
  const resources = [];
  for (const selection of planning.selections) {
    const { name: name2 } = selection.resource;
    resources.push(left.has(name2) ? leftPlan(name2, left) : await planResource(planning, selection, lists));
  }
  const requests = resources.reduce((sum2, plan) => sum2 + plan.requests, 0);
  const { concurrency, requestsPerSecond } = planning;
  return { resources, requests, seconds: secondsFor(requests, { concurrency, requestsPerSecond }, tally), concurrency };
}
function leftPlan(resource, all) {
  const left = all.get(resource);
  return {
    ...{ resource, kind: "snapshot", partitions: [], done: 1, windows: 0, requests: 0, isAtLeast: false },
    left
  };
}
async function planResource(planning, selection, lists) {
  const { resource } = selection;
  const nothing = { resource: resource.name, kind: resource.kind, partitions: [], done: 0, windows: 0, requests: 0 };
  const state = planning.states.get(resource.name) ?? { manifest: void 0, isDone: () => false };
  if (state.unreadable) return { ...nothing, isAtLeast: false, problem: state.unreadable.message };
  try {
    if (resource.kind === "snapshot") return { ...nothing, ...await lists(selection) };
    return await planDated(planning, { ...selection, resource }, state, nothing);
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof StorageError)) throw error;
    return { ...nothing, isAtLeast: true, problem: rendered(noticeOf(error)) };
  }
}
async function planDated(planning, selection, state, nothing) {
  const { options } = selection;
  const { now: now2, access: access2 } = planning;
  const earliest = await findEarliest(planning, selection);
  const plan = planPeriods(options, state, now2, earliest, access2.settledOnly);
  const periods2 = plannedPeriods(plan);
  const all = periodsBetween(plan.asked.from, Math.max(plan.asked.from, plan.end), options.partitionBy);
  const [first] = periods2;
  return {
    ...nothing,
    ...await estimateWindows(planning, selection, state, plan),
    partitions: periods2.map(({ from }) => periodName(from, options.partitionBy)),
    done: Math.max(0, all.length - periods2.length),
    ...first && { range: { from: first.from, to: plan.end } }
  };
}
function secondsFor(requests, { concurrency, requestsPerSecond }, tally) {
  const lanes = [...tally.lanes.values()];
  const made = lanes.reduce((sum2, lane) => sum2 + lane.requests, 0);
  if (made === 0) return void 0;
  const each2 = lanes.reduce((sum2, lane) => sum2 + lane.milliseconds, 0) / made / 1e3;
  const paced = requestsPerSecond === void 0 ? 0 : requests / requestsPerSecond;
  return Math.max(requests * each2 / concurrency, paced);
}

// src/export/own-key/warn-of-expiry.ts
var STAGES = [
  [3, "error"],
  [14, "warning"],
  [30, "notice"]
];
function warnOfExpiry(ownKey, now2, log) {
  if (ownKey?.expiresAt === void 0) return void 0;
  const left = ownKey.expiresAt - now2;
  const stage = STAGES.find(([days2]) => left <= days2 * DAY);
  if (!stage) return void 0;
  const when = new Date(ownKey.expiresAt * 1e3).toISOString().slice(0, 10);
  const days = Math.floor(left / DAY);
  const distance = days < 1 ? "in less than a day" : `in ${countOf(days, "day")}`;
  const [, level] = stage;
  const message = notice(
    `The admin key of this export expires on ${when} (UTC), ${distance}. Create a new one, put it into the secret, and the next run carries on with it: https://platform.openai.com/settings/organization/admin-keys`,
    "key-expires"
  );
  log[level](message);
  return level === "notice" ? void 0 : message;
}

// src/export/own-key/own-key.ts
var FEWEST_LETTERS = 3;
var BEGINNING = "sk-admin-";
function findOwnKey(rows, apiKey) {
  const found = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const { id, redacted_value: redacted, expires_at: expires } = row ?? {};
    if (typeof id !== "string" || typeof redacted !== "string" || !fits2(redacted, apiKey)) continue;
    found.set(id, { id, ...typeof expires === "number" && expires > 0 && { expiresAt: expires } });
  }
  const [only] = found.values();
  return found.size === 1 ? only : void 0;
}
function fits2(redacted, apiKey) {
  const [start, end, ...more] = redacted.trim().split(/[.*…•]+/);
  if (start === void 0 || end === void 0 || more.length > 0) return false;
  const letters = Math.max(0, start.length - BEGINNING.length) + end.length;
  const hidden = apiKey.length - start.length - end.length;
  return letters >= FEWEST_LETTERS && hidden > 0 && apiKey.startsWith(start) && apiKey.endsWith(end);
}

// src/export/own-key/watch-own-key.ts
function watchForOwnKey(client, apiKey) {
  const path6 = resourceNamed("admin_api_keys")?.path;
  const seen = [];
  let isWhole = false;
  return {
    client: {
      async get(...request) {
        const answer = await client.get(...request);
        if (request[0] !== path6) return answer;
        const { data, has_more: hasMore } = answer.body ?? {};
        if (Array.isArray(data)) {
          for (const row of data) seen.push(visibleOf(row));
          isWhole ||= hasMore === false || data.length === 0;
        }
        return answer;
      },
      missesHasMore: (lane) => client.missesHasMore(lane),
      get onAnswer() {
        return client.onAnswer;
      },
      set onAnswer(listener) {
        client.onAnswer = listener;
      }
    },
    // Of a list that was not read to its end, another key may fit too.
    ownKey: () => isWhole ? findOwnKey(seen, apiKey) : void 0
  };
}
function visibleOf(row) {
  const { id, redacted_value, expires_at } = row ?? {};
  return { id, redacted_value, expires_at };
}

// src/github/commit-run.ts
var MOST_ATTEMPTS2 = 30;
async function commitRun(work, answers) {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS2; attempt += 1) {
    const result = await work.commit();
    if (result.kind === "nothing") return void 0;
    if (result.kind === "committed") return result.sha;
    const data = /* @__PURE__ */ new Set();
    const manifests = /* @__PURE__ */ new Set();
    for (const path6 of result.conflicts) {
      const listed = resourceOfManifest(path6);
      if (listed !== void 0) manifests.add(listed);
      else data.add(resourceOf(path6));
    }
    const written2 = [...work.destination.written().keys()];
    for (const resource of data) {
      manifests.delete(resource);
      work.destination.forget(written2.filter((path6) => resourceOf(path6) === resource));
    }
    work.destination.forget([...manifests].map(manifestPath));
    if (data.size > 0) await answers.exportAgain([...data]);
    if (manifests.size > 0) await answers.saveManifestsAgain([...manifests]);
    await answers.auditAgain();
    await answers.pause(attempt);
  }
  throw new StorageError(
    "overlapping-runs",
    `Failed to commit to the branch ${work.target.branch}: it moved on ${MOST_ATTEMPTS2} times while this run tried. Let fewer runs commit at once, for example with \`concurrency\`.`
  );
}

// src/reporting/model/figures.ts
var FIGURE_DAYS = 28;
var MOST_MONTHS = 12;
var MOST_PROJECTS = 8;
var UNALLOCATED2 = "Not allocated to a project";
var MORE_DAYS = 7;
async function figuresOf(sources) {
  const { outcomes, manifests, isPrivate } = sources;
  const coverage2 = buildCoverage(manifests, outcomes).filter(({ status }) => status !== "other run");
  const isRead = (name2) => outcomes.some(({ resource, status }) => resource === name2 && status !== "skipped");
  const events = isRead(auditLogs.name) ? manifests.get(auditLogs.name) : void 0;
  const costs2 = isRead(costs.name) ? manifests.get(costs.name) : void 0;
  const counted = events && eventsFigure(events);
  const spend = costs2 && isPrivate ? await spendOf(sources, costs2) : void 0;
  return {
    coverage: new Map(coverage2.map((each2) => [each2.resource, each2])),
    refused: [...manifests.values()].flatMap(refusedIn),
    ...counted && { events: counted },
    ...spend && { spend },
    isSpendHidden: costs2 !== void 0 && !isPrivate
  };
}
async function spendOf(sources, costs2) {
  const { config, audit, outcomes, manifests, destination, now: now2, mayRead } = sources;
  if (audit) return spendFigure(audit.data, costs2);
  if (config.destination.writeOnly || !mayRead) return void 0;
  const read = await readSpendData({ destination, manifests, outcomes, now: now2, days: FIGURE_DAYS + MORE_DAYS });
  return spendFigure(storedPrivacy(config.privacy, manifests).data(read), costs2);
}
function refusedIn({ resource, entries }) {
  const periods2 = /* @__PURE__ */ new Map();
  for (const { period, refused } of entries) {
    for (const dimension of period === void 0 ? [] : refused ?? []) {
      periods2.set(dimension, (periods2.get(dimension) ?? /* @__PURE__ */ new Set()).add(period));
    }
  }
  return [...periods2].map(([dimension, names]) => ({ resource, dimension, periods: [...names].sort() }));
}
function spendFigure(data, manifest) {
  const { costs: costs2 } = data;
  const settled = costs2 && spendDays(costs2.covered, dayName(data.now))?.settled;
  if (!costs2 || !settled) return void 0;
  const days = lastDays(settled);
  const names = namesOf(data);
  const total = amountsBy(costs2.daily, () => "").get("") ?? /* @__PURE__ */ new Map();
  const projects2 = [...amountsBy(costs2.daily, ({ project }) => project)].map(([id, amounts]) => ({ name: id === null ? UNALLOCATED2 : names.project(id), amount: sumOf(amounts, days) })).filter(({ amount: amount2 }) => amount2 !== 0).sort((a, b) => b.amount - a.amount || byCodeUnits(a.name, b.name));
  return {
    currency: costs2.currency,
    days: days.map((period) => ({ period, amount: total.get(period) ?? 0 })),
    projects: withOthers(projects2),
    isFiltered: (manifest.shape.filters?.projects ?? []).length > 0,
    ...Object.keys(manifest.shape.filters ?? {}).some((name2) => name2 !== "projects") && { isNarrowed: true }
  };
}
function lastDays(settled) {
  const last = settled.at(-1);
  if (last === void 0) return [];
  const first = dayAfter(last, 1 - FIGURE_DAYS);
  return settled.filter((day) => day >= first);
}
function withOthers(projects2) {
  if (projects2.length <= MOST_PROJECTS) return projects2;
  const others = projects2.slice(MOST_PROJECTS - 1);
  const amount2 = others.reduce((sum2, project) => sum2 + project.amount, 0);
  return [...projects2.slice(0, MOST_PROJECTS - 1), { name: `${others.length} other projects`, amount: amount2 }];
}
function eventsFigure(manifest) {
  const settled = manifest.entries.filter((entry) => entry.settled === true && entry.period !== void 0);
  const unit = manifest.shape.partition_by === "month" ? "month" : "day";
  const nameLength = unit === "month" ? 7 : 10;
  const counts = /* @__PURE__ */ new Map();
  for (const { period = "" } of settled) counts.set(period.slice(0, nameLength), 0);
  for (const { from, rows } of partitionFiles({ ...manifest, entries: settled })) {
    const period = dayName(from).slice(0, nameLength);
    counts.set(period, (counts.get(period) ?? 0) + rows);
  }
  const whole = unit === "day" ? wholeDays2(manifest, counts) : [...counts.keys()].sort().slice(-MOST_MONTHS);
  if (whole.length === 0) return void 0;
  return {
    unit,
    periods: whole.map((period) => ({ period, events: counts.get(period) ?? 0 })),
    isFiltered: (manifest.shape.filters?.event_types ?? []).length > 0
  };
}
function wholeDays2({ entries }, counts) {
  const open2 = new Set(
    entries.flatMap(
      ({ period, settled }) => period === void 0 || settled === true ? [] : dayName(parsePeriodName(period).from)
    )
  );
  return lastDays([...counts.keys()].filter((day) => !open2.has(day)).sort());
}

// src/stop/budget.ts
var REQUESTS_A_WALK = 100;
var LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;
function concurrencyWithin(stopAfter, concurrency) {
  if (stopAfter?.kind !== "requests") return concurrency;
  return Math.max(1, Math.min(concurrency, Math.floor(stopAfter.count / REQUESTS_A_WALK)));
}
function startBudget(stopAfter, stopSwitch, sleep2) {
  let spent = 0;
  if (stopAfter?.kind === "time") {
    void sleep2(Math.min(stopAfter.seconds * 1e3, LONGEST_TIMER_MILLISECONDS)).then(
      () => stopSwitch.stop(`The time that \`stop-after: ${stopAfter.text}\` gives is over.`)
    );
  }
  return {
    spendRequest() {
      spent += 1;
      if (stopAfter?.kind !== "requests" || spent < stopAfter.count) return;
      stopSwitch.stop(`The ${countOf(stopAfter.count, "request")} that \`stop-after\` allows are made.`);
    }
  };
}

// src/run/begin-run.ts
async function beginRun(config, dependencies, around) {
  const { log, cache, stop, now: now2, random, sleep: sleep2, userAgent: userAgent2 } = dependencies;
  const { apiKey, baseUrl, organization, project, retries, requestTimeoutSeconds } = config;
  const { concurrency, requestsPerSecond } = config;
  const { writeOnly, settledOnly } = config.destination;
  const { destination, lost, tally } = around;
  const cacheFiles = await cache.restore();
  const restore = (selections) => restoreState({ selections, mode: config.state, writeOnly, settledOnly, destination, cacheFiles, log });
  const state = await restore(config.selections);
  refuseOtherShape(config.selections, state, !writeOnly && !settledOnly);
  const client = createClient({
    ...{ apiKey, baseUrl, retries, requestTimeoutSeconds, userAgent: userAgent2, log, now: now2, random, sleep: sleep2 },
    ...organization !== void 0 && { organization },
    ...project !== void 0 && { project },
    pacer: createPacer({ concurrency, sleep: sleep2, ...requestsPerSecond !== void 0 && { requestsPerSecond } }),
    proxyEnvironment: dependencies.environment,
    quotesWords: createPrivacy(config).quotesWords,
    stop: AbortSignal.any([lost, stop.signal]),
    abandon: stop.urgent,
    // Dry runs make few requests and are useless when cut short, so they have no budget.
    watch: watchWith(tally, startBudget(config.dryRun ? void 0 : config.stopAfter, stop, sleep2))
  });
  const first = await meetServer(client, config.selections, Math.floor(now2()), log);
  refuseOtherOrganization(first.organization, state.organizations);
  return { client, state, restore, ...first };
}
function watchWith(tally, budget) {
  return {
    ...tally,
    asked(lane) {
      tally.asked(lane);
      budget.spendRequest();
    }
  };
}

// src/run/run.ts
var SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;
var LONGEST_PAUSE = 4;
async function run(config, dependencies, report2) {
  const { log, gitHub } = dependencies;
  const startedAt = dependencies.now();
  refuseEmptyRanges(config.selections, startedAt);
  const isPublic = await isPublicRepository(config.gitHub, gitHub);
  refusePublicPersonalData(config, isPublic);
  const lost = new AbortController();
  const opened = await dependencies.openDestination(config.destination);
  const branch = await openBranch(config, gitHub, opened, log);
  const destination = endingTogether(branch?.destination ?? opened, lost);
  try {
    const tally = createRequestTally();
    const start = await dependencies.phase(
      "Look up what is exported already",
      () => beginRun(config, dependencies, { destination, lost: lost.signal, tally })
    );
    limitMemory();
    const spool = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES);
    try {
      const { stopAfter, destination: access2, selections, requestsPerSecond } = config;
      const concurrency = concurrencyWithin(stopAfter, config.concurrency);
      const { now: now2, state, organization } = start;
      const { client, ownKey } = watchForOwnKey(start.client, config.apiKey);
      const context = { client, destination, spool, log, progress: createProgress(tally), now: now2, concurrency, access: access2 };
      const known = { startedAt, now: now2, stateSource: state.source };
      if (config.dryRun) {
        const pace = requestsPerSecond === void 0 ? {} : { requestsPerSecond };
        const plan = await planExport({ ...context, ...pace, states: state.resources, selections }, tally);
        return { ...exportFacts(config, { ...known, endedAt: dependencies.now(), plan }), failsOn: [] };
      }
      const { sleep: sleep2, random } = dependencies;
      const job = { config: { destination: access2, state: config.state }, context, organization, sleep: sleep2, random };
      const exported = await dependencies.phase("Export", () => exportWithProgress(job, config, state, dependencies));
      const keyExpires = warnOfExpiry(ownKey(), now2, log);
      const firstReads = new Set([...state.resources].flatMap(([name2, { manifest }]) => manifest ? [] : [name2]));
      const work = { config, job, exported, restore: start.restore, firstReads, stop: dependencies.stop };
      work.audit = await dependencies.phase("Audit", () => auditOf(work));
      const commit = branch && await dependencies.phase("Commit", () => tryCommit(branch, work));
      if (!commit?.failure) await dependencies.cache.save(stateFiles(state, exported));
      const figures = config.report.summary ? await summaryFigures(work, isPublic) : void 0;
      const facts3 = exportFacts(config, {
        ...known,
        organization,
        keyId: ownKey()?.id,
        keyExpires,
        figures,
        lanes: tally.lanes,
        outcomes: outcomesOf(work),
        manifests: manifestsOf(exported),
        commit: commit?.sha,
        lost: lost.signal.reason,
        stopped: dependencies.stop.signal.reason,
        notCommitted: commit?.failure,
        endedAt: dependencies.now()
      });
      const keepsRecord = access2.location.kind !== "folder" && !lost.signal.aborted;
      const record2 = async (final) => {
        if (keepsRecord) await storeRecord(recordOf2(config, final), destination, log);
      };
      return await recorded({ facts: { ...facts3, failsOn: [] }, audit: work.audit, branch, isPublic }, report2, record2);
    } finally {
      await spool.close().catch((error) => warnOfLeftover(error, log));
    }
  } finally {
    await destination.close();
  }
}
async function recorded(exported, report2, record2) {
  const facts3 = await report2(exported).catch(async (error) => {
    await record2({ ...exported.facts, failedBy: error.message });
    throw error;
  });
  await record2(facts3);
  return facts3;
}
function outcomesOf({ exported }) {
  return [...exported.values()].map(({ outcome }) => outcome);
}
async function exportWithProgress(job, { selections }, state, { every, log }) {
  let seconds = 0;
  const endProgress = every(PROGRESS_SECONDS * 1e3, () => {
    seconds += PROGRESS_SECONDS;
    const { progress } = job.context;
    for (const line of [...progress.lines(seconds), ...progress.retryLines(PROGRESS_SECONDS)]) log.info(line);
  });
  try {
    return await exportAll(job, selections, state);
  } finally {
    endProgress();
    for (const line of job.context.progress.retryLines()) log.info(line);
  }
}
async function openBranch(config, gitHub, folder, log) {
  const { location } = config.destination;
  if (!config.commit || !gitHub || location.kind !== "folder") return void 0;
  if (config.gitHub?.event.pullRequest) {
    log.notice("Nothing is committed: this is a run for a pull request, and what it exports belongs to no branch yet.");
    return void 0;
  }
  const target = await commitTarget(gitHub, config);
  return target && openBranchWork(gitHub, target, folder, location.folder);
}
async function auditOf({ config, job, exported, firstReads, stop }) {
  if (stop.urgent.aborted) return void 0;
  const { context } = job;
  return config.audit && !config.destination.writeOnly ? auditDestination({
    ...context,
    outcomes: outcomesOf({ exported }),
    firstReads,
    settings: config.audit.checks,
    privacy: config.privacy,
    settledOnly: config.destination.settledOnly
  }) : void 0;
}
function summaryFigures({ config, job, exported, audit, stop }, isPublic) {
  const { destination, now: now2 } = job.context;
  return figuresOf({
    config,
    outcomes: outcomesOf({ exported }),
    manifests: manifestsOf(exported),
    destination,
    audit,
    now: now2,
    isPrivate: isPublic === false,
    mayRead: !stop.signal.aborted
  });
}
async function tryCommit(branch, work) {
  const { config, job, exported } = work;
  try {
    const sha = await commitRun(branch, {
      async exportAgain(names) {
        const selections = config.selections.filter(({ resource }) => names.includes(resource.name));
        const again2 = await exportAll(job, selections, await work.restore(selections));
        for (const [name2, resource] of again2) exported.set(name2, resource);
      },
      async saveManifestsAgain(names) {
        for (const name2 of names) await exported.get(name2)?.saveAgain();
      },
      async auditAgain() {
        work.audit = await auditOf(work);
      },
      pause: (attempt) => job.sleep(backoff(Math.min(attempt, LONGEST_PAUSE), job.random))
    });
    if (sha !== void 0) await branch.removeLeftovers(job.context);
    return { sha };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { failure: error };
  }
}
function manifestsOf(exported) {
  return new Map([...exported].flatMap(([name2, { manifest }]) => manifest ? [[name2, manifest]] : []));
}
function stateFiles(state, exported) {
  const all = new Map([...state.cached, ...manifestsOf(exported)]);
  return new Map([...all].map(([name2, manifest]) => [`${name2}.json`, serializeManifest(manifest)]));
}

// src/run/run-dependencies.ts
import { mkdtemp as mkdtemp4, rm as rm3 } from "node:fs/promises";
import path5 from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// src/state/cache.ts
import { createHash as createHash3 } from "node:crypto";
import { mkdir, readdir, readFile as readFile4, realpath, rm as rm2, writeFile as writeFile3 } from "node:fs/promises";
import { basename, join } from "node:path";

// src/state/captured-output.ts
import { AsyncLocalStorage } from "node:async_hooks";
async function captureOutput(run2, onLine) {
  const inside = new AsyncLocalStorage();
  const original = process.stdout.write;
  let unfinished = "";
  function take(text2) {
    const lines2 = (unfinished + text2).split(/\r?\n/);
    unfinished = lines2.pop() ?? "";
    for (const line of lines2) {
      if (line !== "") inside.run(false, () => onLine(parseLine2(line)));
    }
  }
  const write = (chunk, ...rest) => {
    if (inside.getStore() !== true) return Reflect.apply(original, process.stdout, [chunk, ...rest]);
    const text2 = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    if (/^::add-mask::[^\r\n]*\r?\n$/.test(text2)) original.call(process.stdout, text2);
    else take(text2);
    const done = rest.findLast((argument) => typeof argument === "function");
    if (done !== void 0) process.nextTick(done);
    return true;
  };
  process.stdout.write = write;
  try {
    return await inside.run(true, run2);
  } finally {
    process.stdout.write = original;
    if (unfinished !== "") take("\n");
  }
}
function parseLine2(line) {
  const command = /^::(debug|warning|error)(?: [^:]*)?::(.*)$/.exec(line);
  if (command === null) return { level: "info", text: line };
  const text2 = (command[2] ?? "").replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  return { level: command[1], text: text2 };
}

// src/state/cache.ts
var FOLDER2 = ".openai-admin-export-state";
var KEY_PREFIX = "openai-admin-export-v1";
var HASH_DIGITS = 16;
function actionsCache(options) {
  const { workspace, log } = options;
  const folder = join(workspace, FOLDER2);
  const bindingPrefix = `${KEY_PREFIX}-${hashOf(options.binding)}-`;
  const fingerprintPrefix = `${bindingPrefix}${hashOf(options.fingerprint)}-`;
  async function restore() {
    const lines2 = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm2(folder, { recursive: true, force: true });
      const { restoreCache } = await import("./actions-cache.js");
      const key = await quietly(() => restoreCache([FOLDER2], fingerprintPrefix, [bindingPrefix]), lines2, log);
      if (key !== void 0) return await readFiles(folder);
      const trouble = failureOf(lines2);
      if (trouble !== void 0) warnUnreadable(log, trouble);
    } catch (error) {
      warnUnreadable(log, failureOf(lines2) ?? messageOf(error));
    } finally {
      await removeFolder(folder, log);
    }
    return void 0;
  }
  async function save(files) {
    const lines2 = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm2(folder, { recursive: true, force: true });
      await writeFiles(folder, files);
      const { saveCache } = await import("./actions-cache.js");
      const entry = await quietly(() => saveCache([FOLDER2], `${fingerprintPrefix}${options.runIdentity}`), lines2, log);
      if (!(entry > 0)) warnUnsaved(log, failureOf(lines2) ?? "the cache service gave no reason");
    } catch (error) {
      warnUnsaved(log, failureOf(lines2) ?? messageOf(error));
    } finally {
      await removeFolder(folder, log);
    }
  }
  return { restore, save };
}
function noCache(reason, log) {
  return {
    async restore() {
      log.info(`The Actions cache is not used: ${reason}.`);
      return void 0;
    },
    async save() {
    }
  };
}
function quietly(call, lines2, log) {
  return captureOutput(call, (line) => {
    lines2.push(line);
    if (!/^(Headers|Body): /.test(line.text)) log.debug(`Actions cache: ${line.text}`);
  });
}
function failureOf(lines2) {
  const loud = lines2.filter(({ level }) => level === "warning" || level === "error");
  const quiet = [/^Failed to reserve cache: /, /^Cache (restore|save) skipped: /, /^Failed to (restore|save): /].map(
    (pattern) => lines2.find(({ text: text2 }) => pattern.test(text2))
  );
  const line = loud.at(-1) ?? quiet.find((candidate) => candidate !== void 0);
  return line?.text.replace(/^(Failed to reserve cache: (Error: )?|Cache (restore|save) skipped: |Failed to (restore|save): )/, "").replace(/^.* More details: /, "").replace(/\s+/g, " ").replace(/\.$/, "");
}
async function requireWorkingDirectory(workspace) {
  const directory = process.cwd();
  if (await realpath(workspace) === await realpath(directory)) return;
  throw new Error(`the working directory is ${directory}, but the cache needs it to be GITHUB_WORKSPACE, ${workspace}`);
}
async function writeFiles(folder, files) {
  await mkdir(folder, { recursive: true });
  for (const [name2, text2] of files) {
    if (name2 !== basename(name2) || name2 === "..") throw new Error(`"${name2}" is no plain file name`);
    await writeFile3(join(folder, name2), text2);
  }
}
async function readFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const files = /* @__PURE__ */ new Map();
  for (const name2 of names.sort()) files.set(name2, await readFile4(join(folder, name2), "utf8"));
  return files;
}
async function removeFolder(folder, log) {
  try {
    await rm2(folder, { recursive: true, force: true });
  } catch (error) {
    log.debug(`Failed to remove ${folder}: ${messageOf(error)}`);
  }
}
function warnUnreadable(log, reason) {
  log.warning(
    notice(
      `The state in the Actions cache could not be read: ${reason}. This run goes on without it.`,
      "cache-not-read"
    )
  );
}
function warnUnsaved(log, reason) {
  log.warning(
    notice(
      `The state was not saved to the Actions cache: ${reason}. Nothing is lost: the next run goes by the state saved before this run and may read again what this run has read.`,
      "cache-not-saved"
    )
  );
}
function hashOf(text2) {
  return createHash3("sha256").update(text2).digest("hex").slice(0, HASH_DIGITS);
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/run/run-dependencies.ts
function realDependencies(config, env, setting) {
  const { log, phase, stopping, gitHub } = setting;
  return {
    log,
    stop: stopping.stop,
    phase,
    every(milliseconds, call) {
      const timer = setInterval(call, milliseconds).unref();
      return () => clearInterval(timer);
    },
    ...gitHub && { gitHub },
    cache: cacheFor(config, env, log),
    now: () => Date.now() / 1e3,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    openDestination: (destination) => open(config, destination, env, setting),
    spoolFolder: async () => {
      const spool = await mkdtemp4(path5.join(config.environment.temporaryFolder, "openai-admin-export-"));
      stopping.atTheLatest(() => rm3(spool, { recursive: true, force: true }));
      return spool;
    },
    userAgent,
    environment: env
  };
}
function cacheFor(config, env, log) {
  const { environment, destination, organization = "", project = "", selectionFingerprint: selectionFingerprint2 } = config;
  if (!environment.cacheAvailable) {
    return noCache("the Actions cache is not offered to this step", isCacheMissed(config, env) ? log : muted(log));
  }
  const { runIdentity, workspace } = environment;
  const binding = [destination.binding, organization, project].join("\n");
  return actionsCache({ binding, fingerprint: selectionFingerprint2, runIdentity, workspace, log });
}
async function open(config, destination, env, { terminal, log, stopping }) {
  const { retries, requestTimeoutSeconds } = config;
  const opened = await openDestination(destination, {
    retries,
    requestTimeoutSeconds,
    userAgent,
    proxyEnvironment: env,
    identityToken: (audience) => requestIdentityToken(env, audience, terminal.setSecret),
    mayRead: !destination.writeOnly,
    ...!config.dryRun && { now: () => Date.now() / 1e3 },
    onPartSent: freeSentBuffers,
    log
  });
  stopping.atTheLatest(() => opened.close());
  return opened;
}
function isCacheMissed({ state }, env) {
  return state === "cache" || env.GITHUB_ACTIONS === "true";
}
function muted(log) {
  return { ...log, info: log.debug };
}

// src/run/program.ts
async function runProgram(env, terminal, configSettings = /* @__PURE__ */ new Map()) {
  const soFar = { hide: (text2) => text2, summary: true };
  try {
    return await exportAndReport(env, configSettings, terminal, soFar);
  } catch (error) {
    const hasExported = soFar.facts !== void 0;
    const outputs = hasExported ? { status: "failed" } : outputsOfNothing("failed", soFar.record);
    const message = soFar.hide(rendered(endingMessage(error)));
    warnOfOthers(terminal, message, () => terminal.setOutputs(outputs));
    const files = toolFilesAddress(env);
    if (soFar.summary) await terminal.writeSummary(() => failureSummary(message, hasExported, files)).catch(() => {
    });
    terminal.fail(message);
    return error instanceof ConfigurationError && error.isWrongUse ? 2 : 1;
  }
}
function warnOfOthers({ log }, message, work) {
  try {
    work();
  } catch (error) {
    const other = rendered(endingMessage(error));
    if (other !== message) log.warning(other);
  }
}
async function handOver(facts3, work) {
  try {
    await work();
    return facts3;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const trouble = noticeOf(error);
    const isKnown2 = facts3.troubles.some((known) => rendered(known) === rendered(trouble));
    return isKnown2 ? facts3 : { ...facts3, troubles: [...facts3.troubles, trouble] };
  }
}
async function exportAndReport(env, configSettings, terminal, soFar) {
  const started = performance.now();
  for (const secret of secretsIn(env)) terminal.setSecret(secret);
  const withheld = await withheldSecrets(env, (file) => readFile5(file, "utf8"));
  if (withheld !== void 0) {
    terminal.log.notice(
      notice(
        `Nothing was exported: ${withheld}, and GitHub gives such workflows no secrets. That is as it should be; the next scheduled run exports.`,
        "secrets-withheld"
      )
    );
    terminal.setOutputs(outputsOfNothing("skipped"));
    return 0;
  }
  const config = await readConfig(env, { configSettings });
  for (const secret of secretsOf(config.destination)) terminal.setSecret(secret);
  const privacy = createPrivacy(config);
  soFar.hide = privacy.text;
  soFar.summary = config.report.summary;
  const { log: phased, phase } = phasedLog(terminal);
  const log = privacy.log(phased);
  const gitHub = await openGitHubFor(config, log);
  const stopping = stopOnSignals(log, (exitCode) => {
    if (!soFar.facts) {
      terminal.setOutputs(outputsOfNothing("partial", soFar.record));
      log.warning(notice("There was no time to report what was read: the next run finds out.", "run-stopped"));
    }
    process.exit(exitCode);
  });
  const session = { config, env, terminal, log, phase, gitHub, stopping, soFar };
  const facts3 = await runIn(session);
  if (facts3.plan) return reportPlan(session, facts3, facts3.plan);
  if (facts3.outcomes.length === 0) await reportNothing(session, facts3.stopped ?? "");
  else {
    if (soFar.record !== void 0) await keepRecord(session, facts3);
    await logReport(facts3, (performance.now() - started) / 1e3, log, phase);
  }
  return stopping.exitCode() ?? (failsStep(facts3, config.failOn) ? 1 : 0);
}
var now = () => Date.now() / 1e3;
async function runIn(session) {
  const { config, env, soFar } = session;
  const startedAt = now();
  try {
    return await run(config, realDependencies(config, env, session), (exported) => report(session, exported));
  } catch (error) {
    const failedBy = error;
    const times = { startedAt, endedAt: now(), now: now() };
    const isStopped = error instanceof RunStopped;
    const early = {
      ...exportFacts(config, { ...times, ...isStopped ? { stopped: error } : { failedBy } }),
      failsOn: []
    };
    if (!config.dryRun) await keepRecord(session, soFar.facts ? { ...soFar.facts, failedBy: failedBy.message } : early);
    if (isStopped && !soFar.facts) return early;
    throw error;
  }
}
async function keepRecord({ config, log, soFar }, facts3) {
  soFar.record = await writeRecord(recordOf2(config, facts3), config, log, soFar.record);
}
async function report(session, exported) {
  const { config, terminal, log, phase, gitHub, stopping, soFar } = session;
  await keepRecord(session, exported.facts);
  const setOutputs = (facts4) => handOver(facts4, () => terminal.setOutputs(outputsOf(facts4, soFar.record)));
  const facts3 = await setOutputs(exported.facts);
  soFar.facts = facts3;
  const deliveries = () => deliver(config, { ...exported, facts: facts3 }, gitHub, log);
  const isHurried = stopping.exitCode() !== void 0;
  const delivered = await setOutputs(isHurried ? facts3 : await phase("Report", deliveries));
  const summary = () => soFar.hide(summaryOf(delivered));
  const summarised = async () => {
    if (config.report.summary) await terminal.writeSummary(summary);
  };
  const final = { ...await handOver(delivered, summarised), endedAt: now() };
  return statusOf(final) === statusOf(delivered) ? final : setOutputs(final);
}
async function reportNothing({ config, terminal, log, soFar }, why2) {
  terminal.setOutputs(outputsOfNothing("partial", soFar.record));
  log.warning(notice(nothingYet(why2), "run-stopped"));
  if (config.report.summary) await terminal.writeSummary(() => stoppedSummary(why2));
}
async function reportPlan({ config, terminal, log, soFar }, facts3, plan) {
  terminal.setOutputs(outputsOf(facts3));
  for (const line of planLines(plan)) log.info(line);
  if (config.report.summary) await terminal.writeSummary(() => soFar.hide(planSummary(plan, facts3.destination)));
  return 0;
}
async function openGitHubFor(config, log) {
  const { commit, report: report2, gitHub: environment } = config;
  const isNeeded = commit || report2.comment || report2.accessReview || report2.html;
  if (!isNeeded || !environment?.token) return void 0;
  const { openGitHub } = await import("./client.js");
  const { token, apiUrl, owner, repo } = environment;
  return openGitHub({ token, apiUrl, repository: { owner, repo }, userAgent, log });
}

export {
  runProgram
};
