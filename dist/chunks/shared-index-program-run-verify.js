import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  MOST_UNKNOWN_COLUMNS,
  PQueue,
  REDACTED,
  advance,
  areThere,
  askedDimensions,
  auditEventTypes,
  begin,
  bucketFilterNames,
  bucketFilters,
  canonicalIp,
  collectUnknownColumns,
  createReplacing,
  daysOfParents,
  decodeRows,
  diagnose,
  diskTrouble,
  emptyManifest,
  entryKey,
  explained,
  findUnknownColumns,
  flawOf,
  isEmail,
  isMatched,
  isObject,
  isPermanent,
  isReplacement,
  isSwitchedOff,
  isTenantEventType,
  isUnknownPath,
  kindOfKey,
  layRefusals,
  leavesOut,
  leftoverChangeFiles,
  list,
  mostFaithful,
  newestReadOn,
  noticeOf,
  openArchive,
  parentName,
  parseManifest,
  parsePattern,
  refusableOf,
  remedyOfDamage,
  replaceEmails,
  replaceIps,
  resourceNamed,
  sameShape,
  serializeManifest,
  shapeOf,
  shapeOf2,
  storedResource,
  tableOf,
  textLines
} from "./shared-cli-index-program-run-verify.js";
import {
  FetchError,
  fetch,
  init_src
} from "./shared-cli-index-node-fetch-program-run-verify.js";
import {
  isWebAddress,
  removedRanges,
  replayTogether,
  shorten,
  spansOf,
  visible,
  withoutRemoved
} from "./shared-index-page-program-run-verify.js";
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  DAY,
  DeeplyNested,
  FOLDERS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  boundaryName,
  byCodeUnits,
  changeFolder,
  changePath,
  childNode,
  columnTree,
  compress,
  contains,
  count,
  countOf,
  dayAfter,
  dayName,
  decompress,
  defuseFormula,
  duration,
  formatOfPath,
  groupBy,
  historyPath,
  holdsRefusedText,
  intersect,
  isoTime,
  jsonSource,
  lateStem,
  manifestPath,
  mayHold,
  notice,
  numberText,
  parseChangePath,
  parseLossless,
  parsePeriodName,
  partitionFolder,
  periodAt,
  periodFolder,
  periodName,
  periodStart,
  periodsBetween,
  rendered,
  resourceFolder,
  revisionFolder,
  revisionOf,
  revisionPath,
  reworded,
  rowFlattener,
  scanValue,
  skipLiteral,
  skipString,
  skipWhitespace,
  sliceValues,
  stemIn,
  stemOf,
  storedForm,
  stringBetween,
  subtract,
  textBetween,
  transform,
  union,
  valuesIn,
  withFields
} from "./shared-cli-index-page-program-run-verify.js";
import {
  ApiError,
  ConfigurationError,
  StorageError,
  isExpected
} from "./shared-azure-cli-index-page-program-run-verify.js";
import {
  require_node_https
} from "./shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import {
  require_node_http
} from "./shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import {
  __toESM
} from "./runtime.js";

// src/stop/run-stopped.ts
var RunStopped = class extends Error {
  name = "RunStopped";
};

// src/spool/memory.ts
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

// src/spool/row-spool.ts
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";

// src/spool/merge-sorted.ts
var BATCH_ROWS = 1e3;
var BATCH_LENGTH = 64 * 1024;
async function* mergeSorted(streams, unique, onRow) {
  const choose = unique === true ? lastOnly : unique;
  const heads = streams.map((stream) => ({ batches: stream[Symbol.asyncIterator](), batch: [], index: 0 }));
  let out = [];
  let length = 0;
  const give = ({ row, stream }, isShared = false) => {
    onRow?.(row, stream, isShared);
    out.push(row);
    length += row.json.length;
  };
  const giveGroup = (group, choose2) => {
    const isShared = group.some(({ stream }) => stream !== group[0]?.stream);
    for (const row of choose2(group.map((origin) => origin.row))) {
      give(group.find((origin) => origin.row === row), isShared);
    }
  };
  try {
    for (const head of heads) await refill(head);
    let pending;
    let group = [];
    const givePending = () => {
      if (group.length > 1 && choose) giveGroup(group, choose);
      else if (pending) give(pending);
      group = [];
    };
    for (; ; ) {
      const stream = leastHead(heads);
      const head = heads[stream];
      if (!head) break;
      const row = head.batch[head.index];
      const next = { row, stream };
      if (choose && pending?.row.key === row.key) {
        if (group.length === 0) group.push(pending);
        group.push(next);
      } else givePending();
      pending = next;
      head.index += 1;
      if (head.index === head.batch.length) await refill(head);
      if (out.length < BATCH_ROWS && length < BATCH_LENGTH) continue;
      yield out;
      out = [];
      length = 0;
    }
    givePending();
    if (out.length > 0) yield out;
  } finally {
    for (const head of heads) await head.batches.return?.();
  }
}
function lastOnly(rows) {
  return rows.slice(-1);
}
function leastHead(heads) {
  let least = -1;
  for (let index = 0; index < heads.length; index += 1) {
    const { batch, index: at2 } = heads[index];
    if (at2 >= batch.length) continue;
    const best2 = heads[least];
    if (!best2 || batch[at2].key < best2.batch[best2.index].key) least = index;
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

// src/spool/row-run.ts
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";

// src/spool/spool-error.ts
function spoolError(cause) {
  return onSpool(cause, "write to", true);
}
function spoolReadError(cause) {
  return onSpool(cause, "read from", false);
}
function warnOfLeftover(error, log) {
  const trouble = diskTrouble(error);
  if (trouble === void 0) throw error;
  log.warning(
    notice(
      `The temporary files of this run could not be removed: ${trouble.code}. They hold exported rows: remove openai-admin-export-* in the temporary folder (RUNNER_TEMP).`,
      trouble.topic
    )
  );
}
function onSpool(cause, what, endsRun) {
  const trouble = cause instanceof StorageError ? void 0 : diskTrouble(cause);
  if (trouble === void 0) return cause;
  const remedy = trouble.topic === "disk-full" ? "A run needs there about three times the size of its largest partition: free some space, use a larger runner, or choose a finer `partition-by`." : trouble.remedy;
  return new StorageError(
    trouble.topic,
    `Failed to ${what} the temporary folder (RUNNER_TEMP), where rows wait until their file is whole: ${trouble.code}. ${remedy}`,
    { cause, endsRun }
  );
}

// src/spool/row-run.ts
var BATCH = 128;
var PIECE = 16 * 1024;
async function writeRun(file, batches) {
  try {
    await writeFile(file, runText(batches));
  } catch (error) {
    throw spoolError(error);
  }
}
async function* readRun(file) {
  for await (const lines of textLines(pieces(file))) yield lines.map(parseLine);
}
async function* pieces(file) {
  const decoder = new StringDecoder("utf8");
  try {
    for await (const chunk2 of createReadStream(file)) {
      for (let start = 0; start < chunk2.length; start += PIECE)
        yield decoder.write(chunk2.subarray(start, start + PIECE));
    }
  } catch (error) {
    throw spoolReadError(error);
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

// src/spool/row-spool.ts
var ROW_OVERHEAD = 150;
var MERGED_AT_ONCE = 32;
async function createRowSpool(folder, limitBytes, onLarge = () => {
}) {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw spoolError(error);
  });
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
    const run = { file: file(), level: 0 };
    buffer.runs.push(run);
    await writeRun(run.file, single(sortRows(rows)));
    held -= bytes;
    while (buffer.readers === 0 && await mergeNewest(buffer)) ;
  }
  async function mergeNewest({ runs, unique }) {
    const newest = runs.slice(-MERGED_AT_ONCE);
    const level = runs.at(-1)?.level ?? 0;
    if (newest.length < MERGED_AT_ONCE || newest.some((run) => run.level !== level)) return false;
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
          if (buffer.runs.length === 0) yield chosen(inMemory, unique);
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
    close: () => rm(folder, { recursive: true, force: true })
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
  return Promise.allSettled(runs.map(({ file }) => rm(file, { force: true })));
}
function chosen(rows, unique) {
  if (unique === false) return rows;
  if (unique === true) return rows.filter((row, index) => rows[index + 1]?.key !== row.key);
  const kept = [];
  for (let start = 0, end = 1; start < rows.length; start = end, end += 1) {
    while (rows[end]?.key === rows[start]?.key) end += 1;
    if (end - start === 1) kept.push(rows[start]);
    else kept.push(...unique(rows.slice(start, end)));
  }
  return kept;
}
async function* single(rows) {
  yield rows;
}

// src/reporting/markdown/escape.ts
var LONGEST_VALUE = 300;
var NO_WIDTH = "&#8203;";
function escapeMarkdown(text2, longest = LONGEST_VALUE) {
  return shorten(visible(text2).trim(), longest).replace(/[\\`*[\]<>|&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&").replace(/^[-+=#]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2").replace(/#(?=\w)/g, `#${NO_WIDTH}`).replace(/(?<![A-Za-z0-9])@/g, `@${NO_WIDTH}`).replace(/(?<![\w-])[0-9a-f]{7,40}(?![\w-])/gi, (hash) => hash.replace(/.{6}(?=.)/g, `$&${NO_WIDTH}`)).replace(/\b(GH-)(?=\d)/gi, `$1${NO_WIDTH}`).replace(/:(?=\/\/|[\d_+-]*[a-z][\w+-]*:)/gi, `:${NO_WIDTH}`).replace(/\b(www\.|mailto:|xmpp:)/gi, (start) => start.slice(0, -1) + NO_WIDTH + start.slice(-1));
}
function code(text2) {
  return `\`${shorten(visible(text2).trim(), LONGEST_VALUE).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
function prose(text2, longest = LONGEST_VALUE) {
  const spans = spansOf(shorten(visible(text2).trim(), longest));
  return spans.map(({ text: text3, isCode }) => isCode ? code(text3) : escapedBetween(text3, longest)).join("");
}
function escapedBetween(text2, longest) {
  const [start, end] = [/^\s*/, /\s*$/].map((pattern) => pattern.exec(text2)?.[0] ?? "");
  return text2.trim() === "" ? text2 : `${start}${escapeMarkdown(text2, longest)}${end}`;
}
function link(text2, address) {
  if (address === void 0 || !isWebAddress(address)) return text2;
  const target = new URL(address).href.replace(/[()<>|`*[\]\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `[${text2}](${target})`;
}

// src/privacy/replacements.ts
var mayHoldAddress = /[@.:%&\\]/;
var MOST_PASSES = 4;
function hideAddresses(text2, replacing) {
  let current = replacing.clean(text2);
  for (let pass = 0; pass < MOST_PASSES && mayHoldAddress.test(current); pass += 1) {
    const next = replaceIps(
      replaceEmails(current, (address) => replacing.replace("email", address)),
      (address) => replacing.replace("ip", address)
    );
    if (next === current) break;
    current = next;
  }
  return current;
}
function hideWhole(kind, text2, replacing) {
  if (isReplacement(text2)) return replacing.replace(kind, text2);
  const [, address = text2, length = ""] = /^([^/]*)(\/\d{1,3})$/.exec(text2.trim()) ?? [];
  if (canonicalIp(address.trim()) !== void 0) return replacing.replace("ip", address.trim()) + length;
  if (length !== "" && isReplacement(address)) return replacing.replace(kind, address) + length;
  return replacing.replace(isEmail(text2) ? "email" : kind, text2);
}

// src/privacy/private-log.ts
function privateText(options) {
  if (options === void 0 || options.mode === "none") return (text2) => text2;
  const replacing = createReplacing(options);
  return (text2) => hideAddresses(text2, replacing);
}
function privateLog(log, hide) {
  return {
    debug: (message) => log.debug(reworded(message, hide)),
    info: (message) => log.info(reworded(message, hide)),
    notice: (message) => log.notice(reworded(message, hide)),
    warning: (message) => log.warning(reworded(message, hide)),
    error: (message) => log.error(reworded(message, hide))
  };
}

// src/privacy/field-names.ts
var kindsByName = [
  ["email", /(^|_)e?mails?(_?address(es)?)?$/],
  ["ip", /(^|_)(ips?(v[46])?(_?address(es)?)?|remote_?addr(ess)?|x_forwarded_for|cidrs?)$/],
  ["place", /(^|_)(ip_?address_details|geo(_?ip|_?location)?)$/],
  ["agent", /(^|_)user_?agents?$/],
  ["fingerprint", /^ja[34]s?(_|$)|(^|_)device_?(id|fingerprint)$/],
  ["picture", /(^|_)(picture|avatar|photo|gravatar)s?(_(url|uri|link))?$/],
  ["phone", /(^|_)(phone|mobile)(_?numbers?)?$/],
  ["name", /(^|_)(first|last|given|family|middle|full|nick|sur|user|preferred_user|legal)_?names?$/]
];
var anyName = /^(display_?)?name$/;
var person = /(^|_)(users?|members?|memberships?|persons?|people|invites?|invitees?|inviters?|principals?|owners?|actors?|requesters?|approvers?|reviewers?|recipients?|employees?|contacts?|user_obj)$|_by(_user)?(_obj)?$/;
var wrapper = /^(data|attributes|changes(_requested)?|before|after|old|new|previous|current|items?|object|details)$/;
function kindByName(field) {
  const name = snakeCase(field);
  return kindsByName.find(([, pattern]) => pattern.test(name))?.[0];
}
function isAnyName(field) {
  return anyName.test(snakeCase(field));
}
function isAboutPerson(field, around) {
  const name = snakeCase(field);
  return wrapper.test(name) ? around : person.test(name);
}
function isTypeAboutPerson(type) {
  return type.split(".").some((segment) => person.test(segment));
}
function kindOfAddedField(field) {
  const name = snakeCase(field);
  if (/(^|_)(ids?|by)$/.test(name)) return "id";
  return kindByName(field) ?? (/(^|_)(name|title)$/.test(name) ? "name" : "text");
}
function snakeCase(field) {
  return field.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[\s-]+/g, "_").toLowerCase();
}

// src/privacy/fields.ts
var MOST_CHILDREN = 2e3;
function fieldsOf(resource, columns) {
  const patterns = (texts) => begin(texts.map(parsePattern), resource.name);
  const root = {
    untouched: false,
    kind: void 0,
    mayBeName: false,
    personText: false,
    added: false,
    person: false,
    column: columnTree(resource).root,
    include: patterns(columns.include),
    exclude: patterns(columns.exclude),
    children: /* @__PURE__ */ new Map()
  };
  const payloads = /* @__PURE__ */ new Map();
  function decide(parent, key) {
    const include = advance(parent.include, key);
    const exclude = advance(parent.exclude, key);
    const found = parent.column?.children.get(key);
    const column = found?.known ? found : void 0;
    const mark = column?.position === void 0 ? void 0 : resource.columns[column.position]?.personal;
    const added = parent.added || isMatched(include);
    const inherited = added ? void 0 : parent.kind;
    const byName = column === void 0 && isAnyName(key);
    const kind = (mark === "person" ? void 0 : mark) ?? inherited ?? (added ? kindOfAddedField(key) : column ? void 0 : byName && parent.person ? "name" : kindByName(key));
    return {
      untouched: isMatched(exclude),
      kind,
      mayBeName: byName && kind === void 0,
      personText: mark === "person" || column === void 0 && isAboutPerson(key, false),
      added,
      person: mark === "person" || isAboutPerson(key, parent.person),
      column,
      include,
      exclude,
      children: /* @__PURE__ */ new Map()
    };
  }
  function child(parent, key) {
    if (parent.untouched) return parent;
    const known2 = parent.children.get(key);
    if (known2 !== void 0) return known2;
    const made = decide(parent, key);
    if (parent.children.size < MOST_CHILDREN) parent.children.set(key, made);
    return made;
  }
  function payload(type) {
    const known2 = payloads.get(type);
    if (known2 !== void 0) return known2;
    const made = {
      ...decide(root, resource.payloadColumn ?? type),
      column: void 0,
      person: isTypeAboutPerson(type),
      personText: false
    };
    if (payloads.size < MOST_CHILDREN) payloads.set(type, made);
    return made;
  }
  return { root, child, payload, payloadColumn: resource.payloadColumn };
}

// src/privacy/frame.ts
var noPerson = /^(service_account|group|organization|project|role)$/;
function createFrame() {
  return { held: [], types: [], hasEmail: false, hiddenKeys: 0 };
}
function noteField(frame, key, field, text2) {
  if (key === "type") frame.types.push(text2() ?? "");
  if (field.kind === "email") frame.hasEmail = true;
}
function settle(frame, decide) {
  const isThing = !frame.hasEmail && frame.types.length > 0 && frame.types.every((type) => noPerson.test(type));
  for (const held of frame.held) decide(held, decisionOn(held.field, isThing, frame.hasEmail));
}
function decisionOn(field, isThing, hasEmail) {
  if (field.added && field.kind === "name") return "name";
  if (isThing) return "no";
  if (field.kind === "name") return "name";
  if (field.mayBeName) return hasEmail ? "name" : "no";
  return field.personText ? "words" : "no";
}

// src/privacy/rewrite.ts
function createRewriter(fields, replacing) {
  function rewrite(json, field, facts) {
    const walk = { source: jsonSource(json), edits: [], facts };
    const frame = createFrame();
    walkValue(walk, skipWhitespace(walk.source.bytes, 0), field, frame);
    release(walk, frame);
    return walk.edits.length === 0 ? json : withEdits(walk);
  }
  function walkValue(walk, start, field, frame) {
    const { bytes } = walk.source;
    const first = bytes[start];
    if (first === QUOTE) {
      const end2 = skipString(bytes, start);
      if (!field.untouched) takeText(walk, { start, end: end2, field }, frame);
      return end2;
    }
    if (first === OPEN_BRACE) return walkObject(walk, start, field);
    if (first === OPEN_BRACKET) return walkArray(walk, start, field, frame);
    const end = skipLiteral(bytes, start);
    const isNumber = bytes[start] <= 57;
    if (field.kind === "place" && isNumber && !field.untouched) walk.edits.push({ start, end, text: "null" });
    return end;
  }
  function walkArray(walk, start, field, frame) {
    const { bytes } = walk.source;
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACKET) {
      position = skipWhitespace(bytes, walkValue(walk, position, field, frame));
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    return position + 1;
  }
  function walkObject(walk, start, parent) {
    const { source, facts } = walk;
    const { bytes } = source;
    const isTable = parent === fields.root && facts.form === "cells";
    const frames = /* @__PURE__ */ new Map();
    const own2 = createFrame();
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACE) {
      const keyEnd = skipString(bytes, position);
      const key = stringBetween(source, position, keyEnd);
      const field = isTable ? cellField(key, facts) : fieldAt(parent, key, facts);
      const frame = isTable ? frameOfCell(frames, key) : own2;
      if (field.column === void 0 && !field.untouched) hideKey(walk, { start: position, end: keyEnd }, key, own2);
      const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
      position = walkValue(walk, valueStart, field, frame);
      noteField(
        frame,
        isTable ? lastOf(key) : key,
        field,
        () => bytes[valueStart] === QUOTE ? stringBetween(source, valueStart, position) : void 0
      );
      position = skipWhitespace(bytes, position);
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    for (const frame of [own2, ...frames.values()]) release(walk, frame);
    return position + 1;
  }
  function fieldAt(parent, key, facts) {
    const isPayload = parent === fields.root && fields.payloadColumn !== void 0 && key === facts.type;
    return isPayload && !parent.column?.children.get(key)?.known ? fields.payload(key) : fields.child(parent, key);
  }
  function cellField(name, { type }) {
    if (name === fields.payloadColumn) return fields.payload(typeof type === "string" ? type : "");
    return name.split("__").reduce((field, key) => fields.child(field, key), fields.root);
  }
  function hideKey(walk, place, key, frame) {
    const hidden = hideAddresses(key, replacing);
    if (hidden === key) return;
    if (hidden.includes(REDACTED)) frame.hiddenKeys += 1;
    const suffix = frame.hiddenKeys > 1 ? `_${frame.hiddenKeys}` : "";
    walk.edits.push({ ...place, text: JSON.stringify(hidden + suffix) });
  }
  function takeText(walk, held, frame) {
    const { field } = held;
    const text2 = stringBetween(walk.source, held.start, held.end);
    if (text2 === "") return;
    const isTableJson = walk.facts.form === "cells" && (field.column?.type === "json" || field.column === void 0);
    if ((field.kind === void 0 || isTableJson) && /^\s*[[{]/.test(text2) && isJson(text2)) {
      put(walk, held, text2, hideInside(text2, field));
    } else if (field.kind === "name" || field.kind === void 0 && (field.mayBeName || field.personText)) {
      frame.held.push(held);
    } else {
      put(walk, held, text2, field.kind ? hideWhole(field.kind, text2, replacing) : hideAddresses(text2, replacing));
    }
  }
  function hideInside(text2, field) {
    try {
      return rewrite(text2, field, { form: "object", type: void 0 });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return hideAddresses(text2, replacing);
    }
  }
  function release(walk, frame) {
    settle(frame, (held, decision) => {
      const text2 = stringBetween(walk.source, held.start, held.end);
      const isName = decision === "name" || decision === "words" && /\s/.test(text2.trim());
      put(walk, held, text2, isName ? hideWhole("name", text2, replacing) : hideAddresses(text2, replacing));
    });
  }
  return (json, facts) => rewrite(json, fields.root, facts);
}
function put(walk, { start, end }, before, after) {
  if (after !== before) walk.edits.push({ start, end, text: JSON.stringify(after) });
}
function frameOfCell(frames, name) {
  const prefix = name.slice(0, -lastOf(name).length);
  const frame = frames.get(prefix) ?? createFrame();
  frames.set(prefix, frame);
  return frame;
}
function lastOf(name) {
  return name.slice(name.lastIndexOf("__") + (name.includes("__") ? 2 : 1));
}
function isJson(text2) {
  try {
    JSON.parse(text2);
    return true;
  } catch {
    return false;
  }
}
function withEdits({ source, edits }) {
  const parts = [];
  let position = 0;
  for (const { start, end, text: text2 } of edits.sort((a, b) => a.start - b.start)) {
    parts.push(textBetween(source, position, start), text2);
    position = end;
  }
  parts.push(textBetween(source, position, source.bytes.length));
  return parts.join("");
}

// src/privacy/row-privacy.ts
var known = /* @__PURE__ */ new WeakMap();
function rowPrivacy(resource, options) {
  if (options === void 0 || options.mode === "none") return void 0;
  const { replacing, byResource } = known.get(options) ?? {
    replacing: createReplacing(options),
    byResource: /* @__PURE__ */ new Map()
  };
  known.set(options, { replacing, byResource });
  const privacy = byResource.get(resource) ?? createRowPrivacy(resource, options, replacing);
  byResource.set(resource, privacy);
  return privacy;
}
function createRowPrivacy(resource, options, replacing) {
  const rewrite = createRewriter(fieldsOf(resource, options.columns), replacing);
  const hideIds = (ids) => Object.fromEntries(
    Object.entries(ids).map(([name, id]) => {
      const row = JSON.stringify({ [fieldOfId(resource, name)]: id });
      const hidden = JSON.parse(rewrite(row, { form: "object", type: void 0 }));
      return [name, String(Object.values(hidden)[0])];
    })
  );
  return {
    row(raw) {
      const text2 = rewrite(raw.text, { form: "object", type: raw.value.type });
      return text2 === raw.text ? raw : { text: text2, value: JSON.parse(text2) };
    },
    stored(stored) {
      const { json, form } = stored.row;
      const hidden = rewrite(json, { form, type: stored.value.type });
      if (hidden === json) return stored;
      return { ...stored, row: { ...stored.row, json: hidden }, value: JSON.parse(hidden) };
    },
    ids: hideIds,
    text(text2, ids) {
      const hidden = hideIds(ids);
      const told = Object.entries(ids).reduce(
        (current, [name, id]) => id === "" || hidden[name] === id ? current : current.replaceAll(encodeURIComponent(id), hidden[name] ?? "").replaceAll(id, hidden[name] ?? ""),
        text2
      );
      return hideAddresses(told, replacing);
    }
  };
}
function fieldOfId(resource, name) {
  if (resource.parentIds.includes(name) || name !== resource.idParameter) return name;
  return resource.key[0] ?? "id";
}

// src/schema/discarded.ts
function addDiscarded(all, more) {
  const fields = new Map(all?.fields);
  for (const [name, values] of more.fields) fields.set(name, (fields.get(name) ?? 0) + values);
  return { rows: (all?.rows ?? 0) + more.rows, fields };
}
function discardedEntry({ rows, fields }) {
  return { rows, fields: Object.fromEntries([...fields].sort(([one], [other]) => byCodeUnits(one, other))) };
}

// src/export/job/outcome.ts
function countDiscarded(outcome, mode, more) {
  if (more && mode !== "freeze") outcome.discarded = { mode, ...addDiscarded(outcome.discarded, more) };
}
function newTally() {
  return { records: 0, rows: 0, files: 0, bytes: 0, removed: 0, changes: 0 };
}

// src/api/request-watch.ts
function createRequestTally() {
  const lanes = /* @__PURE__ */ new Map();
  const countsOf = (lane) => {
    let counts = lanes.get(lane);
    if (!counts) {
      counts = { requests: 0, milliseconds: 0, throttledMilliseconds: 0, retries: 0, unloggedRetries: 0 };
      lanes.set(lane, counts);
    }
    return counts;
  };
  return {
    lanes,
    asked(lane) {
      countsOf(lane).requests += 1;
    },
    answered(lane, requestId, milliseconds2) {
      const counts = countsOf(lane);
      counts.milliseconds += milliseconds2;
      if (requestId === void 0) return;
      counts.firstRequestId ??= requestId;
      counts.lastRequestId = requestId;
    },
    waits(lane, milliseconds2, { why, failed, isLogged }) {
      const counts = countsOf(lane);
      counts.retries += 1;
      if (why === "rate limit") counts.throttledMilliseconds += milliseconds2;
      if (isLogged) return;
      counts.unloggedRetries += 1;
      counts.lastUnlogged = failed;
    }
  };
}

// src/api/retry-delay.ts
var LONGEST_SERVER_DELAY = 10 * 6e4;
var FIRST_BACKOFF = 500;
var LONGEST_BACKOFF = 3e4;
function isTransientStatus(status) {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}
function parseDuration(text2) {
  const parts = [...text2.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== text2) return void 0;
  const unit = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
  return parts.reduce((sum, part) => sum + Number(part[1]) * unit[part[2]], 0);
}
function serverDelay(status, headers, nowMilliseconds) {
  const delays = [
    milliseconds(headers.get("retry-after-ms")),
    secondsOrDate(headers.get("retry-after"), nowMilliseconds),
    status === 429 ? parseDuration(headers.get("x-ratelimit-reset-requests") ?? "") : void 0
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
  const date = Date.parse(text2);
  return Number.isNaN(date) ? void 0 : date - nowMilliseconds;
}

// src/export/read/drain.ts
async function drain(items, workers, compare3, work, take3 = () => void 0) {
  const waiting = [...items].sort(compare3);
  let active = 0;
  await new Promise((resolve, reject) => {
    let failure;
    const start = () => {
      if (failure && active === 0) reject(failure.error);
      if (failure) return;
      if (waiting.length === 0 && active === 0) resolve();
      while (active < workers) {
        const item = waiting.shift() ?? (active > 0 ? take3() : void 0);
        if (item === void 0) return;
        active += 1;
        work(item, start).then(
          (more) => {
            active -= 1;
            if (more.length > 0) {
              waiting.push(...more);
              waiting.sort(compare3);
            }
            start();
          },
          (error) => {
            active -= 1;
            failure ??= { error };
            start();
          }
        );
      }
    };
    start();
  });
}

// src/export/plan/plan.ts
function planPeriods(options, state, now, earliest, settledOnly = false) {
  const by = options.partitionBy;
  const latest = settledOnly ? periodStart(now - options.lookbackSeconds, by) : now;
  const end = options.end.kind === "now" ? latest : Math.min(periodStart(at(options.end, now, earliest), by), periodStart(latest, by));
  const covered = state.manifest?.ranges[0]?.[0];
  const asked = periodStart(at(options.start, now, earliest), by);
  const refreshFrom = options.refreshFrom && periodStart(at(options.refreshFrom, now, earliest), by);
  let start = options.start.kind === "age" && covered !== void 0 ? Math.min(asked, covered) : asked;
  if (refreshFrom !== void 0) start = Math.min(start, refreshFrom);
  const removed = state.manifest ? removedRanges(state.manifest) : [];
  const periods = periodsBetween(start, end, by).filter((period) => {
    if (refreshFrom !== void 0 && period.from >= refreshFrom) return true;
    const unavailable = state.manifest !== void 0 && contains(state.manifest.unavailable, period.from, period.to);
    return !unavailable && !contains(removed, period.from, period.to) && !state.isDone(period);
  });
  const planned = withWholeFiles({ periods, end }, state.manifest?.entries ?? [], by, now);
  const range = { from: start, to: end };
  return { ...planned, asked: range, withoutTenant: withoutTenant(planned.periods, range, state, by) };
}
function withoutTenant(planned, asked, state, by) {
  if (!state.files && !state.listFiles) return [];
  const starts = new Set(planned.map(({ from }) => from));
  const names = new Set(
    (state.manifest?.entries ?? []).flatMap(
      ({ period, refused }) => period && refused?.includes("tenant_only") ? period : []
    )
  );
  return [...names].filter((name) => periodName(parsePeriodName(name).from, by) === name).map(parsePeriodName).filter(({ from, to }) => asked.from <= from && to <= asked.to && !starts.has(from));
}
function refuseEmptyRanges(selections, now) {
  for (const { resource, options } of selections) {
    if (resource.kind === "snapshot" || options.start.kind === "earliest") continue;
    if (at(options.start, now, 0) < at(options.end, now, 0)) continue;
    const where = options.end.kind === "now" ? "in the future" : "after its 'end-date'";
    throw new ConfigurationError(
      "empty-range",
      `The 'start-date' of ${resource.name} lies ${where}: there is nothing to export. Choose an earlier 'start-date' or a later 'end-date'.`
    );
  }
}
function joinPeriods(periods, end) {
  const spans = [];
  for (const period of periods) {
    const last = spans.at(-1);
    const to = Math.min(period.to, end);
    if (last && last.to === period.from) last.to = to;
    else spans.push({ from: period.from, to });
  }
  return spans;
}
function isSettledAt(period, options, now) {
  return now >= period.to + options.lookbackSeconds;
}
function withWholeFiles(plan, entries, by, now) {
  const planned = new Map(plan.periods.map((period) => [period.from, period]));
  const nameLength = periodName(now, by).length;
  let { end } = plan;
  for (const { period: name } of entries) {
    if (name === void 0 || name.length >= nameLength) continue;
    const file = parsePeriodName(name);
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

// src/archive/merge.ts
function layOver(latest, change) {
  const replaced = /* @__PURE__ */ new Set([...change.written.map(periodOf), ...change.removedPeriods]);
  const entries = [...latest.entries.filter((entry) => !replaced.has(periodOf(entry))), ...change.written];
  const ranges = union(latest.ranges, change.covered);
  const readOn = change.readOn ?? latest.read_on;
  const refusals = refusalsAfter(latest, change);
  const kept = change.history ?? [];
  const history = [...(latest.history ?? []).filter(({ path: path2 }) => !kept.some((entry) => entry.path === path2)), ...kept];
  return {
    version: 1,
    resource: latest.resource,
    ...change.organization ?? latest.organization ? { organization: change.organization ?? latest.organization } : {},
    shape: change.shape,
    ranges,
    unavailable: subtract(union(latest.unavailable, change.unavailable), ranges),
    ...latest.removed?.length ? { removed: latest.removed } : {},
    ...refusals.length > 0 ? { refusals } : {},
    entries: entries.sort((a, b) => byCodeUnits(entryKey(a), entryKey(b))),
    ...readOn === void 0 ? {} : { read_on: readOn },
    ...change.staleParents?.length ? { stale_parents: change.staleParents } : {},
    ...change.parentsRead ? { parents_read: change.parentsRead } : {},
    ...change.everyDays === void 0 ? {} : { every_days: change.everyDays },
    ...history.length > 0 ? { history } : {}
  };
}
function refusalsAfter(latest, { shape, grouping }) {
  const known2 = sameShape(latest.shape, shape) && latest.refusals || [];
  return grouping ? layRefusals(known2, grouping) : known2;
}
function periodOf(entry) {
  return entry.period ?? "";
}

// src/archive/save-manifest.ts
var MOST_ATTEMPTS = 50;
async function saveManifest(writing, resource, change, known2, fallback) {
  const { destination } = writing;
  const path2 = manifestPath(resource);
  const base = fallback ?? emptyManifest(resource, change.shape);
  if (writing.writeOnly) {
    const manifest = layOver(base, change);
    const text2 = serializeManifest(manifest);
    if (!fallback || serializeManifest(fallback) !== text2) await destination.writeText(path2, text2);
    return manifest;
  }
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await writing.pause(attempt - 1);
    const stored = await openArchive(destination).manifest(resource);
    const latest = stored?.manifest ?? base;
    const manifest = layOver(latest, await withOthersFiles(latest, change, known2, writing));
    const text2 = serializeManifest(manifest);
    if (stored?.text === text2 || await destination.replaceText(path2, text2, stored?.version)) return manifest;
  }
  throw new StorageError(
    "overlapping-runs",
    `Failed to write ${path2} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times. Let fewer jobs write the same resource at once.`
  );
}
async function withOthersFiles(latest, change, known2, { hashOf: hashOf4 }) {
  if (latest.entries.length === 0) return change;
  const theirs = new Map(latest.entries.map((entry) => [entry.path, entry]));
  const before = new Map(known2?.entries.map((entry) => [entry.path, entry.sha256]));
  const written = await Promise.all(
    change.written.map(async (entry) => {
      const other = entry.path === void 0 ? void 0 : theirs.get(entry.path);
      if (!other || other.sha256 === entry.sha256 || other.sha256 === before.get(entry.path)) return entry;
      return await hashOf4(other.path) === other.sha256 ? other : entry;
    })
  );
  return { ...change, written };
}

// src/notices/log.ts
function collectingLog() {
  const lines = [];
  const keep = (level) => (message) => {
    lines.push([level, message]);
  };
  return {
    lines,
    debug: keep("debug"),
    info: keep("info"),
    notice: keep("notice"),
    warning: keep("warning"),
    error: keep("error"),
    replay(log) {
      for (const [level, message] of lines) log[level](message);
    }
  };
}

// src/catalogue/parent-lists.ts
function listNamed(name, own2) {
  const resource = own2.find((candidate) => candidate.custom && candidate.name === name) ?? resourceNamed(name);
  if (resource?.kind !== "snapshot") throw new Error(`The parent resource "${name}" is no snapshot`);
  return resource;
}
function listsAbove(resource, own2) {
  const lists = [];
  for (let at2 = resource; at2.parent; at2 = listNamed(at2.parent.resource, own2)) {
    lists.push(listNamed(at2.parent.resource, own2));
  }
  return lists;
}

// src/export/plan/due-snapshots.ts
function leftSnapshots(selections, states, now) {
  const left = /* @__PURE__ */ new Map();
  for (const selection of selections) {
    const found = leftAsStored(selection, states.get(selection.resource.name), dayName(now));
    if (found) left.set(selection.resource.name, found);
  }
  const all = selections.map(({ resource }) => resource);
  const due = all.filter((resource) => isDue(resource, left));
  for (const resource of due) for (const list2 of listsAbove(resource, all)) left.delete(list2.name);
  return left;
}
function isDue(resource, left) {
  return resource.kind === "snapshot" && !left.has(resource.name);
}
function leftAsStored({ resource, options, ids }, state, today) {
  const { everyDays } = options;
  const manifest = state?.manifest;
  if (everyDays === void 0 || ids !== void 0 || !manifest || options.refreshFrom) return void 0;
  if (!sameShape(manifest.shape, shapeOf(resource, options)) || !isWhole(manifest, state.files)) return void 0;
  const { read_on: readOn } = manifest;
  if (readOn === void 0) return void 0;
  const dueOn = dayAfter(readOn, everyDays);
  return readOn <= today && today < dueOn ? { readOn, dueOn } : void 0;
}
function isWhole(manifest, files) {
  const { entries, stale_parents: stale = [] } = manifest;
  const isThere = files ? areThere(manifest, files) : entries.some(({ path: path2 }) => path2 !== void 0);
  return isThere && stale.length === 0 && entries.every(({ doubted }) => doubted === void 0);
}

// src/export/read/parent-reads.ts
function parentReadsOf({ resource, options }, { manifest, files }, now, writeOnly) {
  if (!manifest?.parents_read || writeOnly || options.refreshFrom) return void 0;
  const isStored = files !== void 0 && areThere(manifest, files);
  if (!isStored || !sameShape(manifest.shape, shapeOf(resource, options))) return void 0;
  const days = daysOfParents(manifest);
  const stale = new Set(manifest.stale_parents);
  const privacy = rowPrivacy(resource, options.privacy);
  const nameOf = (ids) => parentName(privacy?.ids(ids) ?? ids);
  const today = dayName(now);
  const isDoubted = manifest.entries.some(({ doubted }) => doubted !== void 0);
  return {
    dayOf: (ids) => days.get(nameOf(ids)),
    isLeft(ids) {
      const day = days.get(nameOf(ids));
      if (day === void 0 || options.everyDays === void 0 || isDoubted) return false;
      return !stale.has(nameOf(ids)) && day <= today && today < dayAfter(day, options.everyDays);
    }
  };
}

// src/export/read/parent-ids.ts
function parentsIn(list2, rows, { parameters }, isRead) {
  const named = /* @__PURE__ */ new Map();
  const unnamed = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const ids = {};
    const unusable = [];
    for (const [name, field] of Object.entries(parameters)) {
      const id = idIn(row.value[field], list2.custom === true);
      if (id !== void 0) ids[name] = id;
      if (id === void 0 || !isUsableId(id)) unusable.push(field);
    }
    const identity = JSON.stringify(ids);
    if (unusable.length === 0) {
      if (!named.has(identity)) named.set(identity, { ids, row });
    } else if (isRead(row) && !unnamed.has(identity)) unnamed.set(identity, { ids, error: withoutKey(list2, unusable) });
  }
  const known2 = [...named.values()];
  const all = known2.map(({ ids }) => ids);
  return {
    named: known2,
    unnamed: [...unnamed.values()].map(
      (parent) => Object.keys(parent.ids).length < Object.keys(parameters).length ? { ...parent, otherThan: all } : parent
    )
  };
}
function isUsableId(id) {
  return id !== "" && id !== "." && id !== ".." && isWellFormed(id);
}
function fillPath(path2, ids) {
  return path2.replace(/\{([^{}]*)\}/g, (_, name) => encodeURIComponent(ids[name] ?? ""));
}
function withoutKey({ name }, fields) {
  const named = fields.map((field) => `\`${field}\``).join(" and ");
  return new ApiError("parent-without-key", `${name} has an entry without a usable ${named}`, {
    status: 200,
    passes: true,
    remedy: "What is below that entry cannot be asked for; the others are read. The next run tries again. If it persists, check `base-url`, and for a custom resource the `primary_key` of its parent."
  });
}
function idIn(value, mayBeNumber) {
  if (typeof value === "string") return value;
  return mayBeNumber && Number.isSafeInteger(value) ? String(value) : void 0;
}
function isWellFormed(text2) {
  return !new RegExp("\\p{Surrogate}", "u").test(text2);
}

// src/api/circuit-breaker.ts
var CIRCUIT_LIMITS = { usedUp: 3, answersForOne: 4, failedOnce: 8, probes: 9 };
function createCircuitBreaker(limits = CIRCUIT_LIMITS) {
  let phase = "closed";
  let usedUp = 0;
  let failedOnce = 0;
  let probes = 0;
  let retrying = 0;
  let underWay = 0;
  const waiting = /* @__PURE__ */ new Set();
  function when(decide) {
    return new Promise((resolve) => {
      const look = () => {
        const decision = decide();
        if (decision === "wait") return;
        waiting.delete(look);
        resolve(decision.is);
      };
      waiting.add(look);
      look();
    });
  }
  function change() {
    for (const look of [...waiting]) look();
  }
  function onAnswer() {
    usedUp = Math.max(0, usedUp - 1 / limits.answersForOne);
    failedOnce = 0;
    probes = 0;
    phase = usedUp >= limits.usedUp ? "tripped" : "closed";
  }
  function onFailure(isProbe) {
    if (phase === "half-open") {
      if (!isProbe) return;
      probes += 1;
      phase = probes >= limits.probes ? "given-up" : "open";
    } else if (phase === "closed") {
      usedUp += 1;
      if (usedUp >= limits.usedUp) phase = "tripped";
    } else if (phase === "tripped") {
      failedOnce += 1;
      if (failedOnce >= limits.failedOnce) phase = "open";
    }
  }
  function start(isProbe) {
    const isPatient = isProbe && probes === 0;
    let isRetrying = false;
    underWay += 1;
    const release = () => {
      if (isRetrying) retrying -= 1;
      isRetrying = false;
    };
    const end = (take3) => {
      release();
      underWay -= 1;
      take3();
      change();
    };
    return {
      isProbe,
      mayRetry: () => when(() => {
        if (isProbe) return { is: isPatient };
        if (isRetrying) return { is: true };
        if (phase !== "closed") return { is: false };
        if (usedUp + retrying >= limits.usedUp) return "wait";
        isRetrying = true;
        retrying += 1;
        return { is: true };
      }),
      proceeds() {
        release();
        change();
      },
      answered: () => end(onAnswer),
      failed: () => end(() => onFailure(isProbe)),
      abandoned: () => end(() => {
        if (isProbe && phase === "half-open") phase = "open";
      })
    };
  }
  return {
    begin: () => when(() => {
      if (phase === "given-up") return { is: void 0 };
      if (phase === "half-open") return "wait";
      if (phase === "tripped" && failedOnce + underWay >= limits.failedOnce) return "wait";
      const isProbe = phase === "open";
      if (isProbe) phase = "half-open";
      return { is: start(isProbe) };
    })
  };
}

// src/api/envelope.ts
var CURSORS = {
  last_id: { parameter: "after", field: "last_id" },
  next: { parameter: "after", field: "next" },
  next_page: { parameter: "page", field: "next_page" }
};
function readPage(json, body, request) {
  const rows = rowsOf(json, body, request);
  if (request.pagination === "none") return { rows, hasMore: false, cursor: void 0 };
  const { field } = CURSORS[request.pagination];
  const envelope = envelopeOf(body, request);
  const { has_more: hasMore } = envelope;
  const mayBeNull = request.shape === void 0;
  if (typeof hasMore !== "boolean" && hasMore !== void 0 && !(mayBeNull && hasMore === null))
    throw broken(request, 'holds a "has_more" that is neither true nor false');
  const given = envelope[field];
  if (request.shape && typeof given !== "string" && given !== void 0 && given !== null)
    throw broken(request, `holds a "${field}" that is no text`);
  const lastId = field === "last_id" ? rows.at(-1)?.value.id : void 0;
  const cursor = [given, lastId].find((value) => typeof value === "string" && value !== "");
  if (hasMore === true && cursor === void 0 && (rows.length > 0 || request.shape) && !endsHere(rows, request))
    throw broken(request, `announces more but names no "${field}" to go on from`);
  return { rows, hasMore: hasMore ?? void 0, cursor };
}
function endsHere(rows, { shape }) {
  return rows.length === 0 && shape?.kind === "bucket" && shape.endsAtEmptyPage;
}
function readSingle(json, body, request) {
  const [object] = slice(json, "", request) ?? [];
  if (object === void 0 || !isObject(body)) throw broken(request, "is not an object");
  const { shape } = request;
  if (shape?.kind === "object" && !Object.keys(body).some((name) => shape.fields.has(name)))
    throw broken(request, "is an object without any field of what was asked for", "not-the-api");
  const flaw = shape && flawOf(body, shape);
  if (flaw !== void 0) throw broken(request, `holds ${flaw}`);
  return { text: object, value: body };
}
function isErrorBody(body, { shape, dataSelector = "" }) {
  if (!isObject(body) || !(isObject(body.error) || typeof body.error === "string" && body.error !== "")) return false;
  if (shape) return true;
  return dataSelector === "" ? Object.keys(body).length === 1 : select(body, dataSelector) === void 0;
}
function broken(request, why, topic = "broken-answer", { cause, lacksList = false, isDeclared: isDeclared2 = false } = {}) {
  const isFromGateway = topic === "not-the-api";
  const { remedy, passes } = diagnose({
    status: 0,
    detail: why,
    isFromGateway,
    flaw: lacksList ? "no-list" : isDeclared2 ? "not-as-declared" : void 0
  });
  return new ApiError(topic, `The answer of GET ${request.path} ${why}: reading on would lose rows`, {
    status: 0,
    detail: why,
    remedy,
    passes,
    cause
  });
}
function isDeclared({ shape }) {
  return (shape?.kind === "event" || shape?.kind === "bucket") && shape.isCustom === true;
}
function rowsOf(json, body, request) {
  const values = select(body, request.dataSelector);
  const texts = slice(json, request.dataSelector, request);
  if (!Array.isArray(values) || texts === void 0)
    throw broken(request, `holds no list at "${request.dataSelector}"`, void 0, { lacksList: true });
  return values.map((value, index) => {
    if (!isObject(value)) throw broken(request, `holds an entry at "${request.dataSelector}" that is not an object`);
    const flaw = request.shape && flawOf(value, request.shape);
    if (flaw !== void 0) throw broken(request, `holds ${flaw}`, void 0, { isDeclared: isDeclared(request) });
    return { text: texts[index], value };
  });
}
function slice(json, selector, request) {
  try {
    return valuesIn(json, selector);
  } catch (error) {
    if (error instanceof DeeplyNested) throw broken(request, error.message, "too-deep", { cause: error });
    throw error;
  }
}
function envelopeOf(body, request) {
  const container = select(body, request.dataSelector.split(".").slice(0, -1).join("."));
  return { ...container, ...body };
}
function select(body, selector) {
  if (selector === "") return body;
  return selector.split(".").reduce(
    (value, key) => typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : void 0,
    body
  );
}

// src/api/seen-rows.ts
import { createHash } from "node:crypto";
function createSeenRows(shape) {
  const seen = /* @__PURE__ */ new Set();
  return (rows) => {
    const before = seen.size;
    for (const row of rows) seen.add(identityOf(row, shape));
    return seen.size - before;
  };
}
function identityOf({ text: text2, value }, shape) {
  if (shape?.kind === "bucket") return hashOf(text2);
  if (shape === void 0) return typeof value.id === "string" && value.id !== "" ? value.id : hashOf(text2);
  return shape.ids.length === 0 ? hashOf(text2) : shape.ids.map((field) => value[field]).join("\0");
}
function hashOf(text2) {
  return createHash("sha256").update(text2).digest("base64");
}

// src/api/pages.ts
var MOST_EMPTY_PAGES = 10;
var MOST_PAGES = 2e4;
var CursorRefused = class extends Error {
  name = "CursorRefused";
};
async function* listPages(client, request) {
  const cursors = /* @__PURE__ */ new Set();
  const countNew = createSeenRows(request.shape);
  let cursor;
  let empty = 0;
  let edge;
  for (let count2 = 1; ; count2 += 1) {
    const page = await askForPage(client, request, cursor);
    const { rows } = page;
    const lacksHasMore = page.hasMore === void 0 && request.shape !== void 0;
    if (lacksHasMore) client.missesHasMore(request.lane);
    const bringsNothing = rows.length > 0 && countNew(rows) === 0;
    if (lacksHasMore && bringsNothing) return;
    if (rows.length > 0 || cursor === void 0) yield rows;
    const next = followingCursor(page, request);
    if (next === void 0 || lacksHasMore && cursors.has(next) || isEmptyButForEdge(rows, edge, request)) return;
    edge = rows.at(-1) ?? edge;
    if (bringsNothing) throw stuck(request, "repeats rows of earlier pages and brings no new one");
    if (cursors.has(next)) throw stuck(request, "repeated the cursor of an earlier page");
    empty = rows.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw stuck(request, `announces more after ${MOST_EMPTY_PAGES} empty pages in a row`);
    if (count2 >= MOST_PAGES) throw stuck(request, `announces more after ${MOST_PAGES} pages`);
    cursors.add(next);
    cursor = next;
  }
}
async function readObject(client, request) {
  const isError = (body2) => isErrorBody(body2, { shape: request.shape });
  const { json, body } = await client.get(request.path, request.query, request.lane, { isError });
  return readSingle(json, body, request);
}
async function readList(client, request) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows = [];
      for await (const page of listPages(client, request)) for (const row of page) rows.push(row);
      return rows;
    } catch (error) {
      if (!(error instanceof CursorRefused) || attempt > 3) throw error instanceof CursorRefused ? error.cause : error;
    }
  }
}
async function askForPage(client, request, cursor) {
  const query = [...request.query];
  if (request.pageSize !== void 0) query.push(["limit", String(request.pageSize)]);
  if (cursor !== void 0 && request.pagination !== "none")
    query.push([CURSORS[request.pagination].parameter, cursor]);
  try {
    const isError = (body2) => isErrorBody(body2, request);
    const { json, body } = await client.get(request.path, query, request.lane, { isError });
    return readPage(json, body, request);
  } catch (error) {
    const refused = error instanceof ApiError && error.isRefusal && (error.status === 400 || error.status === 404);
    if (cursor !== void 0 && refused) throw new CursorRefused("The API refused its own cursor", { cause: error });
    throw error;
  }
}
function followingCursor({ rows, hasMore, cursor }, request) {
  if (hasMore === false || endsHere(rows, request)) return void 0;
  if (hasMore === true || request.shape) return cursor;
  return request.pagination !== "last_id" && rows.length > 0 ? cursor : void 0;
}
function isEmptyButForEdge(rows, edge, { shape, query }) {
  const [row, ...others] = rows;
  if (shape?.kind !== "bucket" || row === void 0 || others.length > 0 || row.text !== edge?.text) return false;
  const until = query.find(([name]) => name === "end_time")?.[1];
  return Number(row.value.end_time) >= Number(until);
}
function stuck(request, why) {
  return broken(request, why, "no-progress");
}

// src/export/read/listed-rows.ts
import { isDeepStrictEqual } from "node:util";
function collectListedRows(resource, path2) {
  const rows = [];
  const places = /* @__PURE__ */ new Map();
  let lastPage = [];
  function addKeyed(row, key) {
    const place = places.get(key);
    const known2 = place === void 0 ? void 0 : rows[place];
    if (place === void 0 || known2 === void 0) {
      places.set(key, rows.length);
      rows.push(row);
    } else if (known2.text !== row.text) {
      if (!isSame(resource, known2.value, row.value)) throw contradiction(resource, path2);
      rows[place] = row;
    }
  }
  return {
    rows: () => rows,
    add(page) {
      const fresh = resource.key.length > 0 ? page : page.slice(overlap(lastPage, page));
      lastPage = page;
      for (const row of fresh) {
        const key = keyOf(resource, row.value);
        if (key === void 0) rows.push(row);
        else addKeyed(row, key);
      }
    }
  };
}
function keyOf({ key }, value) {
  const parts = key.map((field) => value[field]);
  if (parts.length === 0 || parts.some((part) => part === void 0 || part === null || part === "")) return void 0;
  return JSON.stringify(parts);
}
function overlap(before, page) {
  for (let length = Math.min(before.length, page.length); length > 0; length -= 1) {
    const end = before.slice(-length);
    const isRepeated = page.slice(0, length).every((row, index) => {
      const hasId = ["string", "number"].includes(typeof row.value.id);
      return hasId && row.text === end[index]?.text;
    });
    if (isRepeated) return length;
  }
  return 0;
}
function isSame(resource, one, other) {
  const volatile = resource.columns.filter((column) => column.volatile).map(({ name }) => name);
  return isDeepStrictEqual(without(one, volatile), without(other, volatile));
}
function without(value, names) {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
function contradiction({ key }, path2) {
  const fields = key.map((field) => `\`${field}\``).join(" and ");
  return new ApiError("rows-contradict", `GET ${path2} listed entries with the same ${fields} and different content`, {
    status: 200,
    passes: true,
    remedy: "The list was read several times. Rather than choose one of them, the run keeps what is stored; the next run reads the list again."
  });
}

// src/export/read/read-target.ts
var MOST_READINGS = 4;
async function readTarget(client, resource, target) {
  const path2 = fillPath(resource.path, target.ids);
  try {
    const rows = await readRows(client, resource, target, path2);
    for (const row of rows) checkParents(resource, row, target.ids, path2);
    return rows.map((row) => withParentIds(resource, row, target.ids));
  } catch (error) {
    if (error instanceof CursorRefused) throw error.cause;
    const mayBeAbsent = resource.parent !== void 0 || resource.dataSelector === "" && !resource.idParameter;
    const isAbsent = error instanceof ApiError && error.isRefusal && error.status === 404 && !isUnknownPath(error);
    if (mayBeAbsent && isAbsent) return [];
    throw error;
  }
}
async function readRows(client, resource, { ids, query }, path2) {
  const { pagination, pageSize, dataSelector, name: lane } = resource;
  const shape = shapeOf2(resource);
  if (dataSelector !== "")
    return readListedRows(client, resource, { path: path2, query, pagination, pageSize, dataSelector, lane, shape });
  const row = await readObject(client, { path: path2, query, lane, shape });
  checkObject(resource, row, ids, path2);
  return [row];
}
async function readListedRows(client, resource, request) {
  for (let reading = 1; ; reading += 1) {
    const listed = collectListedRows(resource, request.path);
    try {
      for await (const page of listPages(client, request)) listed.add(page);
      return listed.rows();
    } catch (error) {
      const hasMoved = error instanceof CursorRefused || error instanceof ApiError && error.topic === "rows-contradict";
      if (!hasMoved || reading >= MOST_READINGS) throw error;
    }
  }
}
function checkObject(resource, { value }, ids, path2) {
  const [field] = resource.key;
  if (resource.idParameter === void 0 || field === void 0) return;
  if (value[field] !== ids[resource.idParameter])
    throw otherThanAsked(path2, `an object whose \`${field}\` is not the one that was asked for`);
}
function checkParents(resource, { value }, ids, path2) {
  for (const name of resource.parentIds) {
    if (!Object.hasOwn(value, name) || String(value[name]) === ids[name]) continue;
    if (resource.custom && (!name.endsWith("_id") || resource.key.includes(name))) continue;
    throw otherThanAsked(path2, `rows whose \`${name}\` is not the one that was asked for`);
  }
}
function otherThanAsked(path2, what) {
  return new ApiError("other-than-asked", `GET ${path2} answered with ${what}`, {
    status: 200,
    passes: true,
    remedy: "Nothing of the answer is stored. A gateway or cache that answers for another path is the usual cause: check `base-url` and the proxy. The next run reads it again."
  });
}
function withParentIds(resource, row, ids) {
  const missing = resource.parentIds.filter((name) => !Object.hasOwn(row.value, name));
  if (missing.length === 0) return row;
  const fields = Object.fromEntries(missing.map((name) => [name, ids[name] ?? ""]));
  return { text: withFields(row.text, fields), value: { ...fields, ...row.value } };
}

// src/export/read/read-targets.ts
var REFUSALS_ENOUGH = 8;
async function readTargets(client, resource, targets, around) {
  const { concurrency, progress, take: take3 } = around;
  const circuit = createCircuitBreaker();
  const waiting = [...targets];
  const failed = [];
  const read = [];
  const left = [];
  let stopped;
  let unanswered;
  async function readNext() {
    if (stopped || read.length === 0 && refusesAll(failed)) return;
    const call = await circuit.begin();
    const [target] = waiting.splice(call?.isProbe ? Math.floor(waiting.length / 2) : 0, 1);
    if (target === void 0) return call?.abandoned();
    if (call) await readOne(call, target);
    else if (unanswered) failed.push({ ids: target.ids, error: notAsked(unanswered) });
    progress.finish(1);
  }
  async function readOne(call, target) {
    try {
      const rows = await readTarget(withRetriesOf(call, client), resource, target);
      await take3(rows);
      progress.read(rows.length);
      read.push(target.ids);
      call.answered();
    } catch (error) {
      if (error instanceof RunStopped) {
        stopped ??= error;
        left.push(target.ids);
        return call.abandoned();
      }
      if (!(error instanceof ApiError) || isUnknownPath(error)) {
        call.abandoned();
        throw error;
      }
      failed.push({ ids: target.ids, error });
      if (isOutage(error)) {
        unanswered = error;
        call.failed();
      } else call.answered();
    }
  }
  progress.plan(targets.length);
  await drain(
    targets,
    concurrency,
    () => 0,
    async () => {
      await readNext();
      return [];
    }
  );
  if (stopped) left.push(...waiting.map(({ ids }) => ids));
  return { read, stale: failed, left, ...stopped && { stopped } };
}
function refusesAll(failed) {
  if (failed.some(({ error }) => error.topic === "billing")) return true;
  return failed.length >= REFUSALS_ENOUGH && failed.every(({ error }) => error.isRefusal && error.status === 403);
}
function isOutage({ status, topic }) {
  return status === 0 || isTransientStatus(status) || topic === "not-the-api" || topic === "api-unavailable";
}
function withRetriesOf(call, client) {
  return {
    ...client,
    async get(path2, query, lane, options) {
      const answer = await client.get(path2, query, lane, { ...options, mayRetry: call.mayRetry });
      call.proceeds();
      return answer;
    }
  };
}
function notAsked(last) {
  const why = last.status === 0 ? "got no usable answer" : `were answered with ${last.status}`;
  return new ApiError(last.topic, `not asked for, because too many others in a row ${why}`, {
    status: last.status,
    remedy: last.remedy,
    cause: last
  });
}

// src/export/read/shared-list.ts
function shareList(readAll, options) {
  const rows = [];
  const held = [];
  let give;
  const read = readAll(async (some) => {
    for (const row of some) rows.push(options.slim(row));
    if (options.isExported && (give === void 0 || options.isAskedTwice)) held.push(some);
    await give?.(some);
  }).then((result) => ({ ...result, rows }));
  return {
    read,
    async handTo(take3) {
      let taken = Promise.resolve();
      const pass = async (some) => {
        taken = taken.then(() => take3(some));
        await taken.catch(() => {
        });
      };
      if (!options.isAskedTwice) {
        for (const some of held.splice(0)) void pass(some);
        give = pass;
      }
      const { rows: _needed, ...result } = await read;
      for (const some of held) void pass(some);
      await taken;
      return result;
    }
  };
}
function slimmed(list2, selected) {
  if (list2.custom || list2.key.length === 0) return (row) => row;
  const all = selected.flatMap((resource) => [resource, ...listsAbove(resource, selected)]);
  const below = all.flatMap(({ parent }) => parent?.resource === list2.name ? [parent] : []);
  const fields = /* @__PURE__ */ new Set([
    ...["id", "status", "archived_at", ...list2.key, ...list2.parentIds],
    ...below.flatMap(({ parameters, query = {} }) => [...Object.values(parameters), ...Object.values(query)])
  ]);
  return ({ value }) => {
    const slim = Object.fromEntries(
      [...fields].flatMap((name) => Object.hasOwn(value, name) ? [[name, value[name]]] : [])
    );
    return { text: JSON.stringify(slim), value: slim };
  };
}

// src/export/read/snapshot-reader.ts
function createSnapshotReader(options) {
  const lists = /* @__PURE__ */ new Map();
  const parents = new Set(
    options.selected.flatMap((resource) => listsAbove(resource, options.selected).map(({ name }) => name))
  );
  function listOf(resource, projects) {
    const scope = resource.parentIds.includes("project_id") ? projects : [];
    const key = [resource.name, ...scope].join("\0");
    const known2 = lists.get(key);
    if (known2) return known2;
    const isAskedTwice = options.selected.some(({ fallback }) => fallback === resource.name);
    const list2 = shareList((take3) => readBelow(resource, { projects: scope }, take3), {
      slim: slimmed(resource, options.selected),
      isExported: isAskedTwice || options.selected.some(({ name }) => name === resource.name),
      isAskedTwice
    });
    lists.set(key, list2);
    return list2;
  }
  function parentNamed(name) {
    return listNamed(name, options.selected);
  }
  function inOrder(resource, targets) {
    const reads = options.readsOf?.(resource.name);
    if (!reads) return { due: targets, left: [] };
    const isLeft = ({ ids }) => !parents.has(resource.name) && reads.isLeft(ids);
    const due = targets.filter((target) => !isLeft(target)).map((target) => ({ target, day: reads.dayOf(target.ids) ?? "" })).sort((a, b) => byCodeUnits(a.day, b.day));
    return { due: due.map(({ target }) => target), left: targets.filter(isLeft).map(({ ids }) => ids) };
  }
  async function targetsOf(resource, ids, projects) {
    const query = Object.entries(resource.query ?? {});
    const { parent, idParameter } = resource;
    if (ids && idParameter) {
      const above = parent && parentNamed(parent.resource);
      const { targets: targets2, stale: stale2 } = above?.parent === void 0 ? { targets: [{ ids: {}, query: [] }], stale: [] } : await targetsOf(above, void 0, projects);
      const named2 = targets2.flatMap(
        (target) => [...new Set(ids)].map((id) => ({ ids: { ...target.ids, [idParameter]: id }, query, isUsable: isUsableId(id) }))
      );
      const error = withoutKey(resource, [idParameter]);
      return {
        stale: [...stale2, ...named2.filter(({ isUsable }) => !isUsable).map((target) => ({ ids: target.ids, error }))],
        targets: named2.filter(({ isUsable }) => isUsable)
      };
    }
    if (!parent) return { targets: [{ ids: {}, query }], stale: [] };
    const list2 = parentNamed(parent.resource);
    const { rows, stale, stopped } = await listOf(list2, projects).read;
    if (stopped) throw stopped;
    const { named, unnamed } = parentsIn(list2, rows, parent, (row) => isActive(list2, row.value, []));
    const targets = named.filter(({ row }) => isActive(list2, row.value, projects)).map(({ ids: ids2, row }) => ({ ids: ids2, query: [...query, ...queryOf(parent, row)] }));
    return { targets, stale: [...stale, ...unnamed] };
  }
  const readBelow = async (resource, { ids, projects }, take3) => {
    const { targets, stale } = await targetsOf(resource, ids, projects);
    const progress = options.progress.of(resource.name);
    const { client, concurrency } = options;
    const { due, left } = inOrder(resource, targets);
    const result = await readTargets(client, resource, due, { concurrency, progress, take: take3 });
    if (result.stopped && result.read.length === 0) throw result.stopped;
    const first = result.stale[0] ?? stale[0];
    if (first && result.read.length === 0) throw first.error;
    return { ...result, stale: [...stale, ...result.stale], left: [...left, ...result.left] };
  };
  const readOwn = async (resource, readOptions, take3) => {
    if (readOptions.ids || !parents.has(resource.name)) return readBelow(resource, readOptions, take3);
    return listOf(resource, readOptions.projects).handTo(take3);
  };
  return {
    async listsAbove(resource, projects) {
      const above = [];
      for (const list2 of listsAbove(resource, options.selected)) {
        above.push({ resource: list2, ...await listOf(list2, projects).read });
      }
      return above;
    },
    async read(resource, readOptions, take3) {
      try {
        return await readOwn(resource, readOptions, take3);
      } catch (error) {
        const fallback = resource.fallback;
        if (fallback === void 0 || !(error instanceof ApiError) || !isUnknownPath(error)) throw error;
        options.log.notice(`${resource.name}: the API has no ${resource.path}; reading ${fallback} in its stead.`);
        return readOwn(parentNamed(fallback), readOptions, take3);
      }
    }
  };
}
function isActive(resource, value, projects) {
  if (resource.name !== "projects") return true;
  const archived = value.status === "archived" || typeof value.archived_at === "number";
  return !archived && (projects.length === 0 || projects.includes(String(value.id)));
}
function queryOf(parent, { value }) {
  return Object.entries(parent.query ?? {}).flatMap(([name, field]) => {
    const text2 = value[field];
    return typeof text2 === "string" ? [[name, text2]] : [];
  });
}

// src/archive/row-keys.ts
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
function bucketIdentity(resource, value) {
  return bucketKey(resource, value, "");
}
function snapshotKeys(resource) {
  const counts = /* @__PURE__ */ new Map();
  return (value) => {
    const parents = resource.parentIds.map((field) => text(value[field]));
    const own2 = resource.key.map((field) => text(value[field]));
    if (own2.length > 0 && own2.every((part) => part !== "" && part !== REDACTED))
      return [...parents, ...own2].join(SEPARATOR);
    const parent = parents.join(SEPARATOR);
    const position = counts.get(parent) ?? 0;
    counts.set(parent, position + 1);
    return [...parents, padded(position)].join(SEPARATOR);
  };
}
function rowKeys(resource) {
  if (resource.kind === "events") return (value) => eventKey(resource, value);
  return resource.kind === "buckets" ? (value, json) => bucketKey(resource, value, json) : snapshotKeys(resource);
}
function text(value) {
  return value === void 0 || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
function padded(value) {
  return String(value).padStart(12, "0");
}

// src/schema/unknown-fields.ts
function knownFields(table, allowed) {
  return { tree: columnTree(table), allowed: new Set(allowed) };
}
function ruleOn(known2, parent, key, structure, rowType) {
  const { tree, allowed } = known2;
  const found = parent.children.get(key);
  if (found?.known !== true) {
    const isPayload = parent === tree.root && tree.payloadColumn !== void 0 && key === rowType;
    const node = found ?? childNode(tree, parent, key);
    return { node, ruling: isPayload || allowed.has(node.name) ? "keep" : leadsToAllowed(known2, node, structure) };
  }
  return { node: found, ruling: allowed.has(found.name) ? "keep" : ruleOnKnown(found, structure) };
}
function ruleOnKnown({ type, position, children }, structure) {
  if (structure === "null" || type === "json") return "keep";
  if (position !== void 0 && structure === "plain") return "keep";
  const hasKnownFields = structure === "object" && [...children.values()].some((child) => child.known);
  return hasKnownFields ? "look-inside" : "unknown";
}
function leadsToAllowed({ allowed }, { name }, structure) {
  if (structure !== "object") return "unknown";
  for (const other of allowed) if (other.startsWith(`${name}__`)) return "look-inside";
  return "unknown";
}
function eachUnknownField(known2, row, found) {
  const walk = (value, parent) => {
    for (const key in value) {
      const { node, ruling } = ruleOn(known2, parent, key, structureOf(value[key]), row.type);
      if (ruling === "look-inside") walk(value[key], node);
      else if (ruling === "unknown") found(node);
    }
  };
  walk(row, known2.tree.root);
}
function structureOf(value) {
  if (value === null) return "null";
  if (typeof value !== "object") return "plain";
  if (Array.isArray(value)) return "list";
  return numberText(value) === void 0 ? "object" : "plain";
}

// src/schema/cut-fields.ts
function cutUnknownFields(known2, json, rowType) {
  const at2 = (parent) => {
    return (key, structure) => {
      const { node, ruling } = ruleOn(known2, parent, key, structure, rowType);
      return { ruling, inside: at2(node) };
    };
  };
  return cutMembers(json, at2(known2.tree.root));
}
function cutUnknownCells({ tree, allowed }, json) {
  const isAllowed = (name) => [...allowed].some((other) => name === other || name.startsWith(`${other}__`));
  const decide = (name) => ({
    ruling: tree.positions.has(name) || isAllowed(name) ? "keep" : "unknown",
    inside: decide
  });
  return cutMembers(json, decide);
}
function cutMembers(json, decide) {
  const source = jsonSource(json);
  const cut2 = { source, pieces: [] };
  cutObject(cut2, skipWhitespace(source.bytes, 0), decide);
  return cut2.pieces.join("");
}
function cutObject(cut2, start, decide) {
  const { source, pieces: pieces2 } = cut2;
  const { bytes } = source;
  let opening = "{";
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACE) {
    const keyEnd = skipString(bytes, position);
    const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
    const structure = structureAt(bytes, valueStart);
    const { ruling, inside } = decide(stringBetween(source, position, keyEnd), structure);
    if (ruling !== "unknown") {
      pieces2.push(opening, textBetween(source, position, valueStart));
      opening = ",";
    }
    position = ruling === "look-inside" ? cutObject(cut2, valueStart, inside) : passValue(cut2, valueStart, ruling === "keep");
    position = skipWhitespace(bytes, position);
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  pieces2.push(opening === "{" ? "{}" : "}");
  return position + 1;
}
function passValue({ source, pieces: pieces2 }, start, isKept) {
  const { text: text2, end } = scanValue(source, start);
  if (isKept) pieces2.push(text2);
  return end;
}
function structureAt(bytes, start) {
  const first = bytes[start];
  if (first === OPEN_BRACE) return "object";
  if (first === OPEN_BRACKET) return "list";
  return first === 110 ? "null" : "plain";
}

// src/schema/contract.ts
var OTHER_FIELDS = "(other fields)";
function schemaContract(resource, options, privacy) {
  if (options === void 0) return void 0;
  const { mode } = options;
  const identifying = fieldsOfIdentity(resource);
  const known2 = knownFields(resource, [...options.knownFields, ...resource.custom ? identifying : []]);
  const shown = /* @__PURE__ */ new Map();
  const inner = innerNames(resource);
  function show(name) {
    if (!shown.has(name) && shown.size >= MOST_UNKNOWN_COLUMNS) return OTHER_FIELDS;
    const told = shown.get(name) ?? privacy?.text(name, {}) ?? name;
    shown.set(name, told);
    return told;
  }
  function violationsIn(value) {
    const names = [];
    eachUnknownField(known2, value, ({ name }) => names.push(name));
    return names;
  }
  return {
    mode,
    judge(row) {
      const names = violationsIn(row.value);
      if (names.length === 0) return { row, violations: names, fate: "keep" };
      const freezing = mode === "freeze" ? names : names.filter((name) => identifying.includes(name));
      if (freezing.length > 0) return { row, violations: freezing.map(show), fate: "freeze" };
      const violations = names.map(show);
      if (mode === "discard-rows") return { row, violations, fate: "discard" };
      const text2 = cutUnknownFields(known2, row.text, row.value.type);
      return { row: { text: text2, value: JSON.parse(text2) }, violations, fate: "keep" };
    },
    stored: mode === "discard-columns" ? (stored) => cutStored(known2, stored) : (stored) => stored,
    collectColumns(value, found) {
      const all = /* @__PURE__ */ new Set();
      collectUnknownColumns(value, resource, all);
      for (const name of all) if (!inner.has(name) || known2.allowed.has(name)) found.add(name);
    }
  };
}
function cutStored(known2, stored) {
  const { json, form } = stored.row;
  const cut2 = form === "cells" ? cutUnknownCells(known2, json) : cutUnknownFields(known2, json, stored.value.type);
  return cut2 === json ? stored : { ...stored, row: { ...stored.row, json: cut2 }, value: JSON.parse(cut2) };
}
function fieldsOfIdentity(resource) {
  if (resource.kind === "buckets") return ["start_time", "end_time"];
  return [...resource.timeField ? [resource.timeField] : [], ...resource.parentIds, ...resource.key];
}
function innerNames({ columns }) {
  const found = /* @__PURE__ */ new Set();
  for (const { name } of columns) {
    const steps = name.split("__");
    for (let length = 1; length < steps.length; length += 1) found.add(steps.slice(0, length).join("__"));
  }
  return found;
}

// src/archive/entry-index.ts
var LONGEST_PARTITION = 31 * 86400;
var sortedEntries = /* @__PURE__ */ new WeakMap();
function entriesIn(manifest, period) {
  let sorted = sortedEntries.get(manifest);
  if (!sorted) {
    sorted = manifest.entries.flatMap((entry) => entry.period === void 0 ? [] : [{ ...parsePeriodName(entry.period), entry }]).sort((a, b) => a.from - b.from);
    sortedEntries.set(manifest, sorted);
  }
  const found = [];
  for (let index = firstFrom(sorted, period.from - LONGEST_PARTITION); index < sorted.length; index += 1) {
    const { from, to, entry } = sorted[index];
    if (from >= period.to) break;
    if (to > period.from) found.push(entry);
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

// src/state/restore.ts
async function restoreState(options) {
  const { destination, log, mode } = options;
  const cached = parseCached(options.cacheFiles, log);
  const resources = /* @__PURE__ */ new Map();
  const stateOf = async ({ resource }, isFirst) => {
    const known2 = cached.get(resource.name);
    if (options.writeOnly) return cachedState(known2);
    const state = await resourceState(destination, resource.name, known2, mode, options.settledOnly);
    return state.listFiles && (isFirst || resource.kind === "snapshot") ? withFiles(state) : state;
  };
  const [first, ...others] = options.selections;
  const rest = () => Promise.all(others.map((selection) => stateOf(selection, false)));
  const states = first ? [await stateOf(first, true), ...await rest()] : [];
  for (const [index, { resource }] of options.selections.entries()) {
    resources.set(resource.name, states[index]);
  }
  const found = states.filter((state) => state.manifest || state.unreadable).length;
  const readable = states.filter((state) => state.manifest).length;
  const useCache = options.cacheFiles !== void 0 && (mode === "cache" || found > 0);
  const isKnown = options.selections.some(({ resource }) => cached.has(resource.name));
  if (options.writeOnly) {
    log.info(
      "Write-only: what is known comes from the cached state alone. Off are the change log, rows kept from an earlier read, the union with stored events, removing files, and merging manifests with those of other jobs."
    );
    if (!isKnown) {
      log.warning(
        notice(
          "No cached state, and nothing at the destination may be read: everything counts as new from start-date on. Where there is an export already, its manifests are replaced by ones that know of this run alone. A cache that is not used for a week is removed.",
          "no-state"
        )
      );
    }
  } else if (isKnown && found === 0) {
    log.notice(
      notice(
        `The cache knows an earlier export, but the ${destination.description} holds no manifests: it counts as empty and everything is exported. Was the checkout missing before this step?`,
        "checkout-missing"
      )
    );
  }
  if (options.cacheFiles === void 0 && readable > 0) {
    log.info(`No cached state: going on from the manifests at the ${destination.description}.`);
  }
  if (options.cacheFiles === void 0 && found === 0) log.info("No earlier export found: starting from start-date.");
  const inCache = mode === "cache" ? cached : void 0;
  const organizations = await storedOrganizations(options.writeOnly ? void 0 : destination, resources, inCache);
  return { source: useCache ? "cache" : found > 0 ? "destination" : "none", resources, cached, organizations };
}
async function storedOrganizations(destination, resources, cached) {
  const known2 = [...resources.values(), ...[...cached?.values() ?? []].map((manifest) => ({ manifest }))];
  const organizations = new Set(known2.flatMap(({ manifest }) => manifest?.organization ?? []));
  if (organizations.size > 0 || !destination) return organizations;
  for await (const file of openArchive(destination).manifests()) {
    const organization = "error" in file ? void 0 : file.manifest.organization;
    if (organization !== void 0) return /* @__PURE__ */ new Set([organization]);
  }
  return organizations;
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
    "other-shape",
    `The destination holds an export of another shape (formats, partitioning, grouping, filters, privacy or what on-schema-change leaves out):
${lines.join("\n")}
${ways}`
  );
}
function cachedState(cached) {
  return { manifest: cached, isDone: (period) => cached !== void 0 && isSettled(cached, period) };
}
async function resourceState(destination, resource, cached, mode, mustKnowFiles) {
  const listFiles = async (within) => new Set(await destination.list(resourceFolder(resource), within && ((folder) => mayHold(folder, within))));
  try {
    const atDestination = (await openArchive(destination).manifest(resource))?.manifest;
    if (mode === "cache") {
      const known2 = cached && atDestination ? withoutRemoved(cached, atDestination) : cached;
      return { ...cachedState(cached), manifest: known2 ?? atDestination, ...mustKnowFiles && { listFiles } };
    }
    if (!atDestination) return { manifest: void 0, listFiles, isDone: () => false };
    return {
      manifest: atDestination,
      listFiles,
      expectsFiles: true,
      isDone: (period) => isSettled(atDestination, period) && (cached === void 0 || isSettled(cached, period))
    };
  } catch (error) {
    return unreadable(error);
  }
}
async function withFiles(state) {
  try {
    return { ...state, ...await filesOf(state) };
  } catch (error) {
    return unreadable(error);
  }
}
async function filesOf({ files, listFiles }, within) {
  const listed = files ?? await listFiles?.(within);
  return listed ? { files: listed } : {};
}
function unreadable(error) {
  if (error instanceof StorageError && error.endsRun) throw error;
  return { manifest: void 0, unreadable: error, isDone: () => false };
}
function isSettled(manifest, period) {
  if (!contains(union(manifest.ranges, manifest.unavailable), period.from, period.to)) return false;
  return entriesIn(manifest, period).every((entry) => entry.settled === true);
}
function parseCached(files, log) {
  const manifests = /* @__PURE__ */ new Map();
  for (const [name, text2] of files ?? []) {
    try {
      const manifest = parseManifest(text2, `${name} in the cache`, "The cached copy is ignored.");
      manifests.set(manifest.resource, manifest);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      log.warning(notice(error.message, error.topic));
    }
  }
  return manifests;
}

// src/api/bucket-refusal.ts
var LOOKBACK_EXCEEDED = "reporting_lookback_exceeded";
function readBucketRefusal(error, dimensions) {
  if (!error.isRefusal || error.status !== 400) return void 0;
  const named = dimensions.filter((dimension) => new RegExp(`\\b${dimension}\\b`).test(error.detail));
  const time = timeIn(error.detail);
  const isHistory = error.code === LOOKBACK_EXCEEDED || /earliest supported|lookback|available for the past/i.test(error.detail);
  if (isHistory && named.length === 0) return { kind: "history", earliest: time };
  const mayBeDimension = named.length > 0 || error.param === "group_by" || error.param === "start_time" || /group/i.test(error.detail);
  if (dimensions.length === 0 || !mayBeDimension) return void 0;
  const invalid = named.find((dimension) => error.detail.includes(`Invalid value: '${dimension}'`));
  const suspects = invalid === void 0 ? (named.length > 0 ? named : dimensions).toReversed() : [invalid];
  return { kind: "dimension", suspects, since: time };
}
function timeIn(text2) {
  const date = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text2)?.[1];
  const epoch = /\b([12]\d{9})\b/.exec(text2)?.[1];
  if (epoch !== void 0) return Number(epoch);
  return date === void 0 ? void 0 : Date.parse(date) / 1e3;
}

// src/api/redact.ts
var SHORTEST_PIECE = 8;
function redact(text2, apiKey) {
  const withoutKey2 = apiKey === "" ? text2 : text2.replaceAll(apiKey, "(key)");
  return withoutEnds(withoutKey2.replace(/\bsk-[\w*.…/+=-]+/g, "(key)"), apiKey);
}
function withoutEnds(text2, apiKey) {
  const begins = apiKey.slice(0, SHORTEST_PIECE);
  const ends = apiKey.slice(-SHORTEST_PIECE);
  if (apiKey.length < 2 * SHORTEST_PIECE || !(text2.includes(begins) || text2.includes(ends))) return text2;
  let found = text2;
  for (let length = apiKey.length - 1; length >= SHORTEST_PIECE; length -= 1)
    found = found.replaceAll(apiKey.slice(0, length), "(key)").replaceAll(apiKey.slice(-length), "(key)");
  return found;
}

// src/api/request-error.ts
var LONGEST_DETAIL = 1e3;
var IDENTIFIER = /^[a-z][\w.[\]-]{0,99}$/i;
var REQUEST_ID = /^[\w.:-]{1,100}$/;
function requestIdOf(header) {
  return header !== null && REQUEST_ID.test(header) ? header : void 0;
}
function refusal({ path: path2, status, requestId, body, apiKey, quotesWords = false }) {
  const error = parseErrorBody(body);
  const clean = (text2) => redact(onOneLine(text2), apiKey).slice(0, LONGEST_DETAIL).toWellFormed();
  const detail = clean(error.message);
  const id = requestId === void 0 ? "" : `, request ${clean(requestId)}`;
  const code2 = error.code === void 0 ? void 0 : clean(error.code);
  const isFromGateway = !error.isApi;
  const { topic, remedy, passes } = diagnose({
    status,
    detail,
    code: code2,
    type: error.type,
    isFromGateway,
    key: kindOfKey(apiKey)
  });
  const reason = quotesWords ? `: ${detail.replace(/\.+$/, "") || "no reason given"}` : factsOf(error);
  return new ApiError(topic, `GET ${path2} answered ${status}${reason}${id}`, {
    status,
    detail,
    remedy,
    passes,
    isRefusal: error.isApi && status >= 400 && status < 500 && topic !== "billing",
    ...code2 === void 0 ? {} : { code: code2 },
    ...error.param === void 0 ? {} : { param: clean(error.param) },
    ...requestId === void 0 ? {} : { requestId: clean(requestId) }
  });
}
function noAnswer(path2, why, apiKey, { cause, isUnreadable = false } = {}) {
  const detail = redact(why, apiKey);
  const { topic, remedy, passes } = diagnose({ status: 0, detail, flaw: isUnreadable ? "unreadable" : void 0 });
  return new ApiError(topic, `GET ${path2} got no usable answer: ${detail}`, {
    status: 0,
    detail,
    remedy,
    passes,
    cause
  });
}
function factsOf({ code: code2, type, param }) {
  const facts = Object.entries({ code: code2, type, parameter: param }).flatMap(
    ([name, value]) => value !== void 0 && IDENTIFIER.test(value) ? [`${name} ${value}`] : []
  );
  return facts.length === 0 ? "" : ` (${facts.join(", ")})`;
}
function onOneLine(text2) {
  return text2.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
function webPageAnswer(path2, apiKey, status) {
  const detail = "the answer is a web page";
  const { topic, remedy, passes } = diagnose({ status, detail, isFromGateway: true, key: kindOfKey(apiKey) });
  return new ApiError(topic, `GET ${path2} got no usable answer: ${detail}`, { status: 0, detail, remedy, passes });
}
function isTransient({ status, topic }) {
  if (topic === "billing" || topic === "too-deep") return false;
  return status < 300 || isTransientStatus(status) || topic === "not-the-api";
}
function parseErrorBody(body) {
  let parsed;
  try {
    parsed = JSON.parse(body);
  } catch {
    return {
      isApi: false,
      message: body.slice(0, 10 * LONGEST_DETAIL).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200)
    };
  }
  const error = isObject(parsed) ? parsed.error : void 0;
  if (typeof error === "string") return { isApi: false, message: error };
  if (!isObject(error)) return { isApi: false, message: "" };
  const { message, code: code2, param, type } = error;
  return {
    isApi: typeof code2 !== "number",
    message: typeof message === "string" ? message : "",
    ...typeof code2 === "string" ? { code: code2 } : {},
    ...typeof type === "string" ? { type } : {},
    ...typeof param === "string" ? { param } : {}
  };
}

// src/export/write/sudden-emptiness.ts
var ENOUGH_ROWS = 20;
var ENOUGH_PARENTS = 5;
var ONE_IN = 10;
function isAlmostGone({ stored, back }) {
  return back * ONE_IN < stored;
}
function isSuddenlyEmpty(compared) {
  const { stored, parents } = compared;
  if (stored >= ENOUGH_ROWS && isAlmostGone(compared)) return true;
  return parents !== void 0 && parents.stored >= ENOUGH_PARENTS && parents.back === 0;
}
function doubtOf(rows, known2, today, isAccepted) {
  if (isAccepted || known2 !== void 0 && known2.on < today) return void 0;
  return known2 ?? { on: today, rows };
}
function believedFrom({ on }) {
  return dayAfter(on, 1);
}

// src/export/write/doubt-problem.ts
function doubtProblem(options) {
  const { resource, what, compared, doubt } = options;
  return notice(
    `${what}: ${compared.stored} rows are stored, and the API suddenly gives ${compared.received}, ${compared.back} of them known. What is stored stays as it is. If the API still says so on ${believedFrom(doubt)} (UTC) or later, it is believed; to believe it at once, set \`accept-empty: [${resource}]\`.`,
    "suddenly-empty"
  );
}

// src/export/write/earlier-data.ts
function isComparable(before, now) {
  if (before === void 0) return true;
  if (now === void 0 || JSON.stringify(before.columns) !== JSON.stringify(now.columns)) return false;
  return now.mode === "redact" || before.mode === now.mode && before.key === now.key;
}
async function warnOfEarlierSnapshots({ context, resource, state, change }) {
  if (!isHiddenAnew(state.manifest, change.shape.privacy)) return;
  const changes = context.access.writeOnly ? [] : await context.destination.list(changeFolder(resource.name));
  const history = (state.manifest?.history ?? []).map(({ path: path2 }) => path2);
  warn({ context, resource }, state.manifest, [...changes, ...history]);
}
async function warnOfEarlierPeriods({ context, resource, state, change }) {
  if (!isHiddenAnew(state.manifest, change.shape.privacy)) return;
  const rewritten = /* @__PURE__ */ new Set([...change.written.map(({ period }) => period), ...change.removedPeriods]);
  const left = (state.manifest?.entries ?? []).filter(({ period }) => !rewritten.has(period));
  const isReadable = isPermanent(resource) && !context.access.writeOnly;
  const revisions = isReadable ? await context.destination.list(revisionFolder(resource.name)) : [];
  warn({ context, resource }, state.manifest, [...left.flatMap(({ path: path2 }) => path2 ?? []), ...revisions]);
}
function isHiddenAnew(manifest, now) {
  if (manifest === void 0 || now === void 0) return false;
  return JSON.stringify(manifest.shape.privacy) !== JSON.stringify(now);
}
function warn({ context, resource }, manifest, paths) {
  if (paths.length === 0) return;
  const how = manifest?.shape.privacy === void 0 ? "were written before `privacy` was set and hold personal data in the open" : "were written with another `privacy`, `pseudonym-key` or other columns";
  context.log.warning(
    notice(
      `${resource.name}: ${paths.length === 1 ? "this file stays" : "these files stay"} as before: ${list(paths)}. They ${how}. Remove them, and the earlier versions that a repository or a store keeps, where nobody may read them.`,
      "stored-before-privacy"
    )
  );
}

// src/export/write/doubt-period.ts
function storedIdentities(job, work) {
  const { resource, context } = job;
  if (isPermanent(resource)) return { take() {
  }, keepIfDoubted: async () => false, discard: async () => {
  } };
  const identities = context.spool.sorter({ unique: true });
  let batch = [];
  let pending = Promise.resolve();
  const flush = () => {
    const rows = batch;
    batch = [];
    pending = pending.then(() => identities.add(rows));
    return pending;
  };
  return {
    take(value) {
      batch.push({ key: bucketIdentity(resource, value), json: "", form: "object" });
      if (batch.length >= 500) flush().catch(() => {
      });
    },
    async keepIfDoubted() {
      await flush();
      return keepEntries(job, work, identities);
    },
    discard: () => identities.discard()
  };
}
function isJudgedWithOthers(job, work) {
  if (isPermanent(job.resource) || job.context.access.writeOnly || work.failed || work.isPartial) return false;
  const compared = { stored: storedRows(job, work), back: work.sorter.count };
  return isAlmostGone(compared) && !isSuddenlyEmpty(compared);
}
function judgeTogether(job, waiting) {
  const all = { stored: 0, back: 0 };
  for (const work of job.board.all) {
    const stored = storedRows(job, work);
    if (stored === 0 || work.failed && !work.isDoubted) continue;
    all.stored += stored;
    all.back += work.sorter.count;
  }
  if (isSuddenlyEmpty(all)) for (const work of waiting) work.isEmptiedWithOthers = true;
}
function storedRows({ state }, { period }) {
  const entries = state.manifest ? entriesIn(state.manifest, period) : [];
  return Math.max(0, ...entries.map(({ path: path2, rows }) => path2 === void 0 ? 0 : rows));
}
async function keepEntries(job, work, identities) {
  const { context, state, change, outcome, selection, resource } = job;
  const { manifest } = state;
  const name = periodName(work.period.from, selection.options.partitionBy);
  const previous = manifest ? entriesIn(manifest, work.period).filter(({ path: path2 }) => path2 !== void 0) : [];
  if (!manifest || previous.length === 0 || context.access.writeOnly || work.isPartial) return false;
  const compared = { ...await compare(job, work, identities, previous), received: work.sorter.count };
  if (!isSuddenlyEmpty(compared) && !work.isEmptiedWithOthers) return false;
  const known2 = previous.find(({ doubted }) => doubted !== void 0)?.doubted;
  const isAccepted = selection.options.acceptEmpty?.includes(resource.name) === true;
  const doubt = doubtOf(compared.received, known2, dayName(context.now), isAccepted);
  if (doubt === void 0) return false;
  const noted = new Set(change.written.map(entryKey));
  const kept = previous.filter((entry) => !noted.has(entryKey(entry)));
  change.written.push(...kept.map((entry) => ({ ...entry, settled: false, doubted: doubt })));
  outcome.problems.push(doubtProblem({ resource: resource.name, what: `${resource.name} ${name}`, compared, doubt }));
  work.failed = true;
  work.isDoubted = true;
  return true;
}
async function compare({ state, change }, work, identities, previous) {
  const shape = state.manifest?.shape;
  const refused = [...work.refused].sort().join();
  const isSame2 = shape !== void 0 && sameShape({ ...shape, privacy: void 0 }, { ...change.shape, privacy: void 0 }) && isComparable(shape.privacy, change.shape.privacy) && previous.every((entry) => [...entry.refused ?? []].sort().join() === refused);
  const isThere = identities.count > 0;
  if (!isSame2 || !isThere) {
    const claimed = Math.max(...previous.map(({ rows }) => rows));
    return { stored: isThere ? identities.count : claimed, back: work.sorter.count };
  }
  const found = { stored: 0, back: 0 };
  let last;
  const note = ({ key }, stream) => {
    if (stream === 0) {
      found.stored += 1;
      last = key;
    } else if (last !== void 0 && key.startsWith(last)) {
      found.back += 1;
      last = void 0;
    }
  };
  for await (const _batch of mergeSorted([identities.sorted(), work.sorter.sorted()], false, note)) ;
  return found;
}

// src/export/plan/known-refusals.ts
function monthOf(seconds) {
  return periodName(seconds, "month");
}
function remembersRefusals(resource, options) {
  const { dimensions } = resource;
  return askedDimensions(resource, options.groupBy).some((name) => !dimensions.includes(name));
}
function knownRefusals(resource, options, manifest, now) {
  if (!manifest || !remembersRefusals(resource, options)) return [];
  if (!sameShape(manifest.shape, shapeOf(resource, options))) return [];
  return (manifest.refusals ?? []).filter(({ month }) => month === monthOf(now));
}
function withoutKnown(window, known2) {
  const parts = withoutDimensions(
    window,
    known2.filter(({ longest }) => longest === void 0)
  );
  return parts.flatMap((part) => {
    const meant = refusalsOf(part, known2).flatMap(({ longest }) => longest ?? []);
    const length = Math.min(part.to - part.from, ...meant);
    const count2 = Math.ceil((part.to - part.from) / length);
    return Array.from({ length: count2 }, (_, index) => {
      const from = part.from + index * length;
      return { ...part, from, to: Math.min(part.to, from + length) };
    });
  });
}
function refusalsOf(window, known2) {
  return known2.filter(
    ({ dimension, from, to }) => window.dimensions.includes(dimension) && from < window.to && to > window.from
  );
}
function withoutDimensions(window, known2) {
  const meant = refusalsOf(window, known2);
  const inside = meant.flatMap(({ from, to }) => [from, to]).filter((at2) => at2 > window.from && at2 < window.to);
  const starts = [window.from, ...new Set(inside.sort((a, b) => a - b))];
  const parts = [];
  for (const [index, from] of starts.entries()) {
    const refused = new Set(meant.flatMap((one) => one.from <= from && one.to > from ? [one.dimension] : []));
    const dimensions = window.dimensions.filter((name) => !refused.has(name));
    const to = starts[index + 1] ?? window.to;
    const last = parts.at(-1);
    if (last?.dimensions.join() === dimensions.join()) last.to = to;
    else parts.push({ from, to, dimensions });
  }
  return parts;
}

// src/export/write/evidence-missing.ts
function refuseMissingPeriod(job, work) {
  const { context, resource, state, change, selection } = job;
  const { manifest, files } = state;
  if (!manifest || !files || !state.expectsFiles || context.access.writeOnly) return;
  const { from, to } = work.period;
  const isNeeded = isPermanent(resource) || intersect(change.unavailable, [[from, to]]).length > 0;
  const listed = entriesIn(manifest, work.period).flatMap((entry) => entry.path ?? []);
  const missing = listed.filter((path2) => !files.has(path2));
  if (!isNeeded || missing.length === 0) return;
  const isRewritten = !sameShape(manifest.shape, change.shape) && hasFileOf(files, listed, job, work);
  if (isRewritten) return;
  throw evidenceMissing(job, missing, periodName(from, selection.options.partitionBy));
}
function refuseCutFiles({ context, resource, state, change }, entries, found) {
  const isSame2 = state.manifest !== void 0 && sameShape(state.manifest.shape, change.shape);
  if (!isPermanent(resource) || !state.expectsFiles || !isSame2) return;
  for (const { path: path2, rows } of entries) {
    const holds = path2 === void 0 ? void 0 : found.get(path2)?.rows;
    if (path2 !== void 0 && holds !== void 0 && holds < rows) throw cut(context, path2, holds, rows);
  }
}
function refuseEmptyBase({ context, state, selection, resource }, path2) {
  const entry = state.manifest?.entries.find((one) => one.path === path2);
  const isExpected2 = entry?.doubted !== void 0 || selection.options.acceptEmpty?.includes(resource.name);
  if (!entry || !state.expectsFiles || isExpected2 || !isSuddenlyEmpty({ stored: entry.rows, back: 0 })) return;
  throw cut(context, path2, 0, entry.rows);
}
function cut({ destination }, path2, holds, listed) {
  return new StorageError(
    "stored-file-damaged",
    `Failed to read ${path2} in the ${destination.description}: it holds ${holds} rows, and its manifest lists ${listed}. ${remedyOfDamage("garbage")}`
  );
}
function refuseMissingBase(job, path2) {
  const { state, change } = job;
  if (!state.expectsFiles || !state.manifest || !sameShape(state.manifest.shape, change.shape)) return;
  throw evidenceMissing(job, [path2], void 0);
}
function hasFileOf(files, listed, { resource, selection }, { period }) {
  const by = selection.options.partitionBy === "month" ? "month" : "day";
  const folder = partitionFolder(resource.name, period.from, by);
  return [...files].some((path2) => path2.startsWith(folder) && !listed.includes(path2));
}
function evidenceMissing({ context, resource }, missing, period) {
  const range = period === void 0 ? "" : ` ${period}`;
  return new StorageError(
    "evidence-missing",
    `${list(missing, 1)} is missing in the ${context.destination.description}, though the manifest lists it: what the API still has would replace what is stored, so nothing was written. The usual causes: a sparse or missing checkout, or pointers of Git LFS; a lifecycle rule or somebody removed it; a wrong \`destination\` or prefix. Restore the file, or write it off: \`openai-admin-export repair <destination> --forget ${resource.name}${range} --reason "\u2026"\`.`
  );
}

// src/export/write/partition-writer.ts
import { createHash as createHash2 } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm as rm2 } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
async function spoolFiles(context, options) {
  refuseTooManyColumns(options);
  const files = [];
  for (const format of options.formats) {
    const localFile = context.spool.file();
    const hash = createHash2("sha256");
    let rows = 0;
    let bytes = 0;
    const path2 = `${options.basePath}.${format.extension}`;
    let refused;
    const counted = async function* () {
      for await (const batch of options.rows()) {
        for (const [index, { json }] of batch.entries()) {
          if (!holdsRefusedText(json)) continue;
          refused ??= { rows: 0, path: path2, row: rows + index + 1 };
          refused.rows += 1;
        }
        rows += batch.length;
        yield batch;
      }
    };
    const hashed = async function* () {
      for await (const chunk2 of format.encode(counted(), options.table)) {
        hash.update(chunk2);
        bytes += chunk2.length;
        yield chunk2;
      }
    };
    const compressor = compress(format.compression);
    const source = Readable.from(hashed());
    const sink = createWriteStream(localFile);
    try {
      await (compressor ? pipeline(source, compressor, sink) : pipeline(source, sink));
    } catch (error) {
      throw spoolError(error);
    }
    files.push({ localFile, path: path2, rows, bytes, sha256: hash.digest("hex"), ...refused && { refused } });
  }
  return files;
}
function refuseTooManyColumns({
  basePath,
  formats,
  table
}) {
  if (table.unknownColumns.length <= MOST_UNKNOWN_COLUMNS || formats.every(({ keepsShape }) => keepsShape)) return;
  throw new StorageError(
    "too-many-columns",
    `The rows of ${basePath} hold more than ${MOST_UNKNOWN_COLUMNS.toLocaleString("en-GB")} fields that the catalogue does not know, and each would be a column: it was not written. Set \`on-schema-change: discard-columns\` for this resource, or \`format: jsonl\`, which takes them as they are.`
  );
}
function countRefused(tally, file) {
  const refused = file?.refused;
  if (refused === void 0) return;
  tally.refused = { ...tally.refused ?? refused, rows: (tally.refused?.rows ?? 0) + refused.rows };
}
async function publishFiles(context, files, storedHash2, tally) {
  countRefused(tally, files[0]);
  let rows = 0;
  for (const file of files) {
    if (storedHash2(file.path) === file.sha256) {
      await rm2(file.localFile, { force: true });
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
  return await openArchive(context.destination).hash(file.path) === file.sha256 ? "same" : "other";
}
function storedHash({ files }, entries, read, path2) {
  if (read !== void 0) return read;
  return files?.has(path2) === false ? void 0 : entries.find((entry) => entry.path === path2)?.sha256;
}
async function removeFiles(context, paths, tally) {
  for (const path2 of paths) {
    await context.destination.remove(path2);
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
    // Of too many, some are not all: a list that is cut off would be taken for the whole.
    ...unknownColumns.length > 0 && unknownColumns.length <= MOST_UNKNOWN_COLUMNS ? { unknown_columns: unknownColumns } : {}
  };
}

// src/export/write/richer.ts
var DIGITS_OF_A_DOUBLE = 15;
function standing(one, other) {
  if (one.json === other.json) return "same";
  return compareValues(parseLossless(one.json), parseLossless(other.json));
}
var keepRichest = (rows) => {
  const kept = surpassing(rows, (one, other) => one.json < other.json ? one : other);
  return kept.length < 2 ? kept : kept.sort((a, b) => byCodeUnits(a.json, b.json));
};
function surpassing(rows, ofEqual) {
  const kept = [];
  for (const row of rows) {
    const place = kept.findIndex((earlier2) => standing(row, earlier2) !== "contradicts");
    const earlier = kept[place];
    if (earlier === void 0) {
      kept.push(row);
      continue;
    }
    const how = standing(row, earlier);
    if (how === "same") kept[place] = ofEqual(earlier, row);
    if (how !== "richer") continue;
    kept[place] = row;
    for (let at2 = kept.length - 1; at2 > place; at2 -= 1) {
      if (standing(row, kept[at2]) === "richer") kept.splice(at2, 1);
    }
  }
  return kept;
}
function compareValues(one, other) {
  const [first, second] = [one ?? void 0, other ?? void 0];
  if (first === void 0 || second === void 0) {
    return first === second ? "same" : first === void 0 ? "poorer" : "richer";
  }
  if (isFields(first) && isFields(second)) return compareFields(first, second);
  return isEqual(first, second) ? "same" : "contradicts";
}
function compareFields(one, other) {
  let found = "same";
  for (const name of /* @__PURE__ */ new Set([...Object.keys(one), ...Object.keys(other)])) {
    const how = compareValues(own(one, name), own(other, name));
    if (how === "same") continue;
    if (how === "contradicts" || found !== "same" && found !== how) return "contradicts";
    found = how;
  }
  return found;
}
function isEqual(one, other) {
  const [digits, others] = [numberText(one), numberText(other)];
  if (digits !== void 0 && others !== void 0) return digits === others || isSameDouble(digits, others);
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => compareValues(entry, other[index]) === "same");
  }
  return one === other;
}
function isSameDouble(one, other) {
  return one.length <= DIGITS_OF_A_DOUBLE && other.length <= DIGITS_OF_A_DOUBLE && Number(one) === Number(other);
}
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && numberText(value) === void 0;
}
function own(fields, name) {
  return Object.hasOwn(fields, name) ? fields[name] : void 0;
}

// src/export/write/event-versions.ts
function eventVersions(job, onOther) {
  const { formats } = job.selection.options;
  const holdsJson = formats.some(({ keepsShape }) => keepsShape);
  const isFixed = job.context.access.settledOnly === true;
  return (all) => {
    if (all.every(({ json }) => json === all[0]?.json)) return all.slice(-1);
    const objects = all.filter(({ form }) => form === "object");
    const versions = comparable(job, holdsJson && objects.length > 0 ? objects : all);
    const rows = [...versions.keys()];
    const kept = isFixed ? besideFirst(rows) : surpassing(rows, whicheverIsStored);
    const [chosen2, ...others] = kept.map((row) => versions.get(row));
    for (const other of others) onOther(other);
    return [chosen2];
  };
  function whicheverIsStored(earlier, later) {
    return earlier.json === later.json ? later : earlier;
  }
}
function besideFirst(rows) {
  const [first, ...others] = rows;
  const more = others.filter((row) => ["richer", "contradicts"].includes(standing(row, first)));
  return [first, ...surpassing(more, (earlier) => earlier)];
}
function comparable(job, rows) {
  const isTable = rows.some(({ form }) => form === "cells");
  return new Map(rows.map((row) => [isTable ? asCells(job, row) : row, row]));
}
function asCells(job, row) {
  const cells = /* @__PURE__ */ Object.create(null);
  const put2 = (name, cell) => {
    if (cell !== null) cells[name] = defuseFormula(cell);
  };
  if (row.form === "cells") {
    for (const [name, cell] of Object.entries(JSON.parse(row.json))) put2(name, String(cell));
  } else {
    const unknown = /* @__PURE__ */ new Set();
    findUnknownColumns(row, job.resource, unknown);
    const table = tableOf(job.resource, unknown, false);
    const names = [...table.columns.map(({ name }) => name), ...table.unknownColumns];
    for (const [index, cell] of rowFlattener(table)(row.json).entries()) put2(names[index], cell);
  }
  return {
    ...row,
    json: JSON.stringify(Object.fromEntries(Object.entries(cells).sort(([a], [b]) => byCodeUnits(a, b))))
  };
}

// src/export/write/revisions.ts
import { createHash as createHash3 } from "node:crypto";
import { createWriteStream as createWriteStream2 } from "node:fs";
import { rm as rm3 } from "node:fs/promises";
import { Readable as Readable2 } from "node:stream";
import { pipeline as pipeline2 } from "node:stream/promises";
async function publishRevisions(job, period, rows) {
  const { context, resource, outcome, selection } = job;
  const folder = `${revisionFolder(resource.name)}${periodFolder(period.from, selection.options.partitionBy)}/`;
  const known2 = await storedVersions(job, folder);
  const hash = createHash3("sha256");
  let count2 = 0;
  const lines = async function* () {
    for await (const batch of rows.sorted()) {
      for (const { json } of batch) {
        if (known2.has(hashOf2(json))) continue;
        count2 += 1;
        hash.update(`${json}
`);
        yield `${json}
`;
      }
    }
  };
  const localFile = context.spool.file();
  try {
    await pipeline2(Readable2.from(lines()), createWriteStream2(localFile));
  } catch (error) {
    throw spoolError(error);
  }
  const sha256 = hash.digest("hex");
  if (count2 > 0 && await context.destination.publishNew(revisionPath(folder, sha256), localFile, { sha256, rows: count2 }))
    outcome.revised = (outcome.revised ?? 0) + count2;
  else await rm3(localFile, { force: true });
}
function reportRevisions({ context, resource, outcome }) {
  if (outcome.revised === void 0) return;
  context.log.warning(
    notice(
      `${resource.name}: ${outcome.revised} versions of events contradict what is stored of the same events. What was stored first stays; the others are below ${revisionFolder(resource.name)}.`,
      "events-revised"
    )
  );
}
async function storedVersions(job, folder) {
  const { context, resource, selection } = job;
  const found = /* @__PURE__ */ new Set();
  if (context.access.writeOnly) return found;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  for (const path2 of await context.destination.list(folder)) {
    if (path2.slice(folder.length).includes("/")) continue;
    await openArchive(context.destination).rows(resource, path2, (stored) => {
      found.add(hashOf2((privacy?.stored(stored) ?? stored).row.json));
    });
  }
  return found;
}
function hashOf2(text2) {
  return createHash3("sha256").update(text2).digest("base64");
}

// src/export/write/row-merge.ts
function createRowMerge(job, work) {
  if (!isPermanent(job.resource)) {
    return {
      merge: (streams, onRow) => mergeSorted(streams, false, onRow),
      keepRevisions: async () => {
      },
      discard: async () => {
      }
    };
  }
  let others;
  const left = [];
  const choose = eventVersions(job, (row) => left.push(row));
  async function* merge(streams, onRow) {
    for await (const batch of mergeSorted(streams, choose, onRow)) {
      await putAside();
      yield batch;
    }
    await putAside();
  }
  async function putAside() {
    if (left.length === 0) return;
    others ??= job.context.spool.sorter({ unique: true });
    await others.add(left.splice(0).map((row) => ({ ...row, key: `${row.key}\0${row.json}` })));
  }
  return {
    merge,
    async keepRevisions() {
      if (others) await publishRevisions(job, work.period, others);
    },
    async discard() {
      await others?.discard();
    }
  };
}

// src/export/job/period-work.ts
function isUnread({ isPartial, starts }, seconds) {
  return isPartial && !starts.has(seconds);
}
function createBoard(periods, by, spool2, sorting) {
  const all = periods.map(
    (period) => ({
      period,
      sorter: spool2.sorter(sorting),
      outstanding: 0,
      failed: false,
      isPartial: false,
      starts: /* @__PURE__ */ new Set(),
      unknownColumns: /* @__PURE__ */ new Set(),
      refused: /* @__PURE__ */ new Set()
    })
  );
  const byStart = new Map(all.map((work) => [work.period.from, work]));
  const starts = all.map(({ period }) => period);
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
    doubt(window) {
      for (const work of overlapping(window)) work.isPartial = true;
    },
    leaveUnread(window) {
      for (const work of overlapping(window)) {
        if (work.sorter.count > 0) work.isPartial = true;
        else work.failed = true;
      }
    },
    close(window) {
      const works = overlapping(window);
      for (const work of works) work.outstanding -= 1;
      return works.filter((work) => work.outstanding === 0);
    }
  };
}

// src/export/write/stored-period.ts
async function readStored(job, work, stored, paths, onGoing = () => {
}) {
  const found = /* @__PURE__ */ new Map();
  if (job.context.access.writeOnly) return found;
  const { period } = work;
  const privacy = rowPrivacy(job.resource, job.selection.options.privacy);
  const there = paths.filter((path2) => job.state.files?.has(path2) ?? true);
  for (const alternatives of filesByStem(there).values()) {
    while (alternatives.length > 0) {
      const path2 = mostFaithful(alternatives);
      const batch = [];
      const facts = await openArchive(job.context.destination).rows(job.resource, path2, async (found2) => {
        const given = job.contract?.stored(found2) ?? found2;
        const { row, value } = privacy?.stored(given) ?? given;
        const seconds = job.timeOf(value);
        if (seconds === void 0) throw new StorageError("stored-file-damaged", "a row in it has no time");
        if (seconds < period.from || seconds >= period.to) return;
        const stays = job.keeps(value) || isUnread(work, seconds) || work.lastKnown?.has(job.keyOf(value, ""));
        if (!stays) {
          onGoing(value);
          return;
        }
        batch.push({ ...row, key: job.keyOf(value, row.json) });
        if (batch.length >= 500) await stored.add(batch.splice(0));
      });
      await stored.add(batch);
      if (facts !== void 0) {
        found.set(path2, facts);
        break;
      }
      alternatives.splice(alternatives.indexOf(path2), 1);
    }
  }
  return found;
}
function filesByStem(paths) {
  const files = /* @__PURE__ */ new Map();
  for (const path2 of new Set(paths)) {
    files.set(stemOf(path2), [...files.get(stemOf(path2)) ?? [], path2]);
  }
  return files;
}
async function countKept(job, work, stored, rowMerge) {
  const kept = { rows: 0, cells: 0 };
  const note = (row, stream, isShared) => {
    if (stream !== 0) return;
    findUnknownColumns(row, job.resource, work.unknownColumns);
    if (isShared) return;
    kept.rows += 1;
    if (row.form === "cells") kept.cells += 1;
  };
  for await (const _batch of rowMerge.merge([stored.sorted(), work.sorter.sorted()], note)) ;
  return kept;
}

// src/export/write/write-once.ts
async function writePeriodOnce(writing) {
  const { job, work } = writing;
  const { resource, state } = job;
  const folder = partitionFolder(resource.name, work.period.from, job.selection.options.partitionBy);
  const previous = (state.manifest ? entriesIn(state.manifest, work.period) : []).filter(
    ({ path: path2 }) => path2 !== void 0 && (state.files?.has(path2) ?? true)
  );
  const listed = [...state.files ?? []].filter((path2) => path2.startsWith(`${folder}/`));
  const known2 = [.../* @__PURE__ */ new Set([...previous.map(({ path: path2 }) => path2), ...listed])];
  const write = isPermanent(resource) ? writeLateEvents : writeRevision;
  await write({ ...writing, folder, previous, known: known2 });
}
async function writeLateEvents(once) {
  const { job, work, folder, known: known2, stored, rowMerge } = once;
  refuseCutFiles(job, once.previous, await readStored(job, work, stored, known2));
  const entries = [];
  for (const [stem, paths] of filesByStem(known2)) entries.push(...await completeStem(once, stem, paths));
  const isFirst = known2.length === 0;
  const files = await spool(
    once,
    () => isFirst ? rowMerge.merge([work.sorter.sorted()]) : newRows(rowMerge, stored, work.sorter),
    work.unknownColumns
  );
  await rowMerge.keepRevisions();
  const [first] = files;
  job.outcome.tally.records += first?.rows ?? 0;
  if (first && first.rows > 0) {
    const base = isFirst ? stemIn(folder, job.resource.name) : lateStem(folder, first.sha256);
    entries.push(...await publishAll(once, files, base, work.unknownColumns));
  }
  job.change.written.push(...entries.length > 0 ? entries : [{ ...once.facts, rows: 0 }]);
}
async function completeStem(once, stem, paths) {
  const { job, facts, previous } = once;
  const wanted = job.selection.options.formats.map(({ extension }) => `${stem}.${extension}`);
  const listed = new Map(previous.map((entry) => [entry.path, entry]));
  if (wanted.every((path2) => listed.has(path2))) {
    return wanted.map((path2) => ({ ...listed.get(path2), refused: void 0, ...facts }));
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
  const { job, work, facts, folder, previous, known: known2, stored, replaced, rowMerge } = once;
  let revision = known2.reduce((highest, path2) => Math.max(highest, revisionOf(path2)), 0);
  const current = known2.filter((path2) => revisionOf(path2) === revision);
  const found = await readStored(job, work, stored, current, replaced.take);
  if (await replaced.keepIfDoubted()) return;
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored, rowMerge);
  if (work.sorter.count + kept.rows === 0 && known2.length === 0) {
    job.change.written.push({ ...facts, rows: 0 });
    return;
  }
  const merged = () => rowMerge.merge([stored.sorted(), work.sorter.sorted()]);
  const files = await spool(once, merged, work.unknownColumns);
  job.outcome.kept += kept.rows;
  job.outcome.tally.records += (files[0]?.rows ?? 0) - kept.rows;
  const hashOf4 = (path2) => found.get(path2)?.sha256 ?? previous.find((entry) => entry.path === path2)?.sha256;
  const isStored = files.some((file) => current.some((path2) => hashOf4(path2) === file.sha256));
  if (!isStored) revision += 1;
  const [stem] = filesByStem(current).keys();
  const base = isStored && stem !== void 0 ? stem : stemIn(folder, job.resource.name, revision);
  const entries = await publishAll(once, files, base, work.unknownColumns);
  const earlier = known2.filter((path2) => !entries.some((entry) => entry.path === path2));
  job.change.written.push(
    ...entries.map((entry) => {
      const extension = formatOfPath(entry.path)?.extension;
      const supersedes = earlier.filter((path2) => formatOfPath(path2)?.extension === extension).sort();
      return supersedes.length > 0 ? { ...entry, supersedes } : entry;
    })
  );
}
async function spool({ job, folder }, rows, unknownColumns) {
  const { formats, csvEscapeFormulas } = job.selection.options;
  const table = tableOf(job.resource, unknownColumns, csvEscapeFormulas);
  const ordered = [...formats].sort((a, b) => Number(b.keepsShape) - Number(a.keepsShape));
  const files = await spoolFiles(job.context, {
    basePath: stemIn(folder, job.resource.name),
    formats: ordered,
    table,
    rows
  });
  countRefused(job.outcome.tally, files[0]);
  return files;
}
async function publishAll({ job, facts }, files, basePath, unknownColumns) {
  const { outcome, context } = job;
  const entries = [];
  let rows = 0;
  for (const file of files) {
    const target = { ...file, path: `${basePath}.${formatOfPath(file.path)?.extension}` };
    const became = await publishOnce(context, target, outcome.tally);
    const entry = entryOf(target, facts, [...unknownColumns].sort());
    if (became === "new") rows = file.rows;
    if (became === "other") {
      throw new StorageError(
        "overlapping-runs",
        `${target.path} in the ${context.destination.description} was written meanwhile, with other content. The next run compares and writes the new rows to a file of their own.`,
        { passes: true }
      );
    }
    if (became === "unknown") {
      outcome.problems.push(
        notice(
          `${target.path} was there already and stays as it is. This run may not read it, so that it is not known whether it holds all ${file.rows} rows: compare it with a key that may read.`,
          "written-unread"
        )
      );
    }
    entries.push(became === "unknown" ? { ...facts, path: target.path, rows: file.rows } : entry);
  }
  outcome.tally.rows += rows;
  return entries;
}
async function* newRows(rowMerge, stored, fresh) {
  let own2 = [];
  const merged = rowMerge.merge([stored.sorted(), fresh.sorted()], (row, stream, isShared) => {
    if (stream === 1 && !isShared) own2.push(row);
  });
  for await (const _batch of merged) {
    if (own2.length > 0) yield own2;
    own2 = [];
  }
}

// src/export/write/finish-period.ts
async function closePeriod(job, work) {
  const { from, to } = work.period;
  const isRefused = contains(job.change.unavailable, from, Math.min(to, job.plan.end));
  try {
    if (!work.failed && !isRefused && canTakeParts(job, work)) {
      await finishPeriod(job, work);
      await job.checkpoint();
    }
  } catch (error) {
    if (!(error instanceof StorageError) || error.endsRun) throw error;
    work.failed = true;
    job.outcome.problems.push(noticeOf(error));
  } finally {
    await work.sorter.discard();
    await work.violations?.discard();
  }
}
function canTakeParts({ context, resource }, { isPartial }) {
  const { writeOnly, settledOnly } = context.access;
  return !isPartial || !(writeOnly || settledOnly && resource.kind === "buckets");
}
async function finishPeriod(job, work) {
  const { context, change, selection, plan } = job;
  const { period } = work;
  const discarded = await work.violations?.count();
  if (discarded) await findLastKnown(job, work);
  const facts = {
    period: periodName(period.from, selection.options.partitionBy),
    settled: !work.isPartial && isSettledAt(period, selection.options, context.now),
    ...groupingOf(job, work),
    ...work.refused.size > 0 ? { refused: [...work.refused].sort() } : {},
    ...discarded && { discarded: discardedEntry(discarded) }
  };
  refuseMissingPeriod(job, work);
  const stored = context.spool.sorter({ unique: job.unique && keepRichest });
  const rowMerge = createRowMerge(job, work);
  const replaced = storedIdentities(job, work);
  try {
    const writing = { job, work, facts, stored, replaced, rowMerge };
    await (context.access.settledOnly ? writePeriodOnce : replacePeriod)(writing);
  } finally {
    await Promise.all([stored.discard(), replaced.discard(), rowMerge.discard()]);
  }
  if (work.failed) return;
  if (job.contract) countDiscarded(job.outcome, job.contract.mode, discarded);
  if (period.to <= plan.end && !work.isPartial) {
    change.covered = union(change.covered, subtract([[period.from, period.to]], change.unavailable));
  }
}
function groupingOf({ resource, selection }, { refused }) {
  if (resource.kind !== "buckets") return {};
  const { options } = selection;
  if (options.groupBy !== "all" && !(refused.size > 0 && remembersRefusals(resource, options))) return {};
  return { dimensions: askedDimensions(resource, options.groupBy).filter((name) => !refused.has(name)) };
}
async function replacePeriod({ job, work, facts, stored, replaced, rowMerge }) {
  const { context, resource, outcome, change, selection } = job;
  const { period, sorter } = work;
  const { formats, partitionBy, csvEscapeFormulas } = selection.options;
  const basePath = stemIn(partitionFolder(resource.name, period.from, partitionBy), resource.name);
  const targets = formats.map((format) => `${basePath}.${format.extension}`);
  const previous = job.state.manifest ? entriesIn(job.state.manifest, period) : [];
  const found = await readStored(job, work, stored, [...targets, ...pathsOf(previous)], replaced.take);
  refuseCutFiles(job, previous, found);
  if (await replaced.keepIfDoubted()) return;
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored, rowMerge);
  const dropCells = kept.cells > 0 && formats.some(({ keepsShape }) => keepsShape);
  const mustEmpty = context.access.writeOnly && previous.some(({ path: path2 }) => path2 !== void 0);
  const name = facts.period;
  if (sorter.count + kept.rows > 0 || mustEmpty) {
    const table = tableOf(resource, work.unknownColumns, csvEscapeFormulas);
    const merged = () => rowMerge.merge([stored.sorted(), sorter.sorted()]);
    const spool2 = (some, rows) => spoolFiles(context, { basePath, formats: some, table, rows });
    const files = dropCells ? [
      ...await spool2(
        formats.filter(({ keepsShape }) => keepsShape),
        () => withoutCells(merged())
      ),
      ...await spool2(
        formats.filter(({ keepsShape }) => !keepsShape),
        merged
      )
    ] : await spool2(formats, merged);
    await rowMerge.keepRevisions();
    await publishFiles(
      context,
      files,
      (path2) => storedHash(job.state, previous, found.get(path2)?.sha256, path2),
      outcome.tally
    );
    change.written.push(...files.map((file) => entryOf(file, facts, table.unknownColumns)));
    outcome.tally.records += (files[0]?.rows ?? 0) - (dropCells ? 0 : kept.rows);
    warnOfFewerRows(job, name, previous, files);
  } else {
    const emptied = previous.filter((entry) => entry.period === name);
    for (const path2 of pathsOf(emptied)) await context.destination.remove(path2);
    change.written.push({ ...facts, rows: 0 });
    warnOfFewerRows(job, name, previous, []);
  }
  outcome.kept += kept.rows;
  if (dropCells) {
    context.log.warning(
      notice(
        `${resource.name} ${name}: ${kept.cells} rows that the API no longer serves are in the CSV file alone and stay there; JSONL can't take them.`,
        "rows-only-in-csv"
      )
    );
    const files = previous.filter(
      ({ path: path2 }) => formatOfPath(path2 ?? "")?.keepsShape === false && !targets.includes(path2)
    );
    change.written.push(...files);
  }
}
function warnOfFewerRows(job, name, previous, files) {
  if (!isPermanent(job.resource)) return;
  const [file] = files;
  const before = previous.find((entry) => entry.path !== void 0 && (!file || entry.path === file.path))?.rows ?? 0;
  const now = file?.rows ?? 0;
  if (now >= before) return;
  job.context.log.warning(
    notice(
      `${job.resource.name} ${name}: the API gives ${now} events now, ${before} were exported before, and the earlier file is not there to keep the others. Do not let this file replace it.`,
      "fewer-events-than-before"
    )
  );
}
async function* withoutCells(batches) {
  for await (const batch of batches) yield batch.filter((row) => row.form !== "cells");
}
function pathsOf(entries) {
  return entries.flatMap((entry) => entry.path === void 0 ? [] : [entry.path]);
}
async function findLastKnown(job, work) {
  if (job.contract?.mode !== "discard-rows" || job.unique || !work.violations) return;
  work.lastKnown = await work.violations.keysWithout(
    work.sorter.sorted(),
    ({ key, json }) => key.slice(0, key.length - json.length)
  );
}

// src/export/write/replaced-files.ts
async function removeReplacedFiles(job) {
  const { change, state, plan, outcome, context } = job;
  if (context.access.writeOnly || context.access.settledOnly) return;
  const written = new Set(change.written.map(entryKey));
  const names = new Set(change.written.map((entry) => entry.period));
  const read = union(
    change.covered,
    change.written.map((entry) => {
      const { from, to } = parsePeriodName(entry.period);
      return [from, Math.min(to, plan.end)];
    })
  );
  for (const entry of state.manifest?.entries ?? []) {
    if (entry.period === void 0 || written.has(entryKey(entry))) continue;
    const { from, to } = parsePeriodName(entry.period);
    const isReadWhole = read.some(([start, end]) => start <= from && from < end && Math.min(to, context.now) <= end);
    const replaced = names.has(entry.period) || isReadWhole;
    if (!replaced) continue;
    if (entry.path !== void 0) await removeFiles(context, [entry.path], outcome.tally);
    change.removedPeriods.push(entry.period);
  }
}

// src/export/export-windows.ts
var MOST_WITHOUT_PROGRESS = 3;
var MOST_PARTED = 8;
async function readWindows(job, windows, { read, endsAll, share }) {
  const { board, context, outcome } = job;
  const halved = /* @__PURE__ */ new Set();
  const waiting = [];
  let anyRead = false;
  let final;
  let withoutProgress = 0;
  let halvingsLeft = MOST_PARTED * (1 + Math.ceil(Math.log2(Math.max(1, board.all.length))));
  const progress = context.progress.of(job.resource.name);
  progress.plan(lengthOf(windows));
  board.open(windows);
  async function work(window, wake) {
    let parts = [];
    try {
      if (final) board.fail(window);
      else {
        parts = await read(window, wake);
        anyRead ||= parts.length === 0;
      }
    } catch (error) {
      if (error instanceof RunStopped) return stopAt(window);
      if (!(error instanceof ApiError)) throw error;
      parts = endsAll(error) || !(anyRead || !halved.has(window)) ? [] : halves2(window, error);
      for (const part of parts) halved.add(part);
      if (parts.length === 0) giveUp(window, error);
    }
    board.open(parts);
    await close(window);
    progress.finish(lengthOf([window]) - lengthOf(parts));
    return parts;
  }
  async function stopAt(window) {
    outcome.isStopped = true;
    const { wholeFrom = window.to } = window;
    if (wholeFrom < window.to) {
      await close({ ...window, from: wholeFrom });
      window.to = wholeFrom;
    }
    board.fail(window);
    await close(window);
    return [];
  }
  async function close(window) {
    for (const period of board.close(window)) {
      if (isJudgedWithOthers(job, period)) waiting.push(period);
      else await closePeriod(job, period);
    }
  }
  function giveUp(window, error) {
    if (error.topic === "no-progress") withoutProgress += 1;
    if (endsAll(error) || withoutProgress >= MOST_WITHOUT_PROGRESS) final ??= error;
    else {
      const period = `${minuteName(window.from)} to ${minuteName(window.to)}`;
      outcome.problems.push(reworded(noticeOf(error), (text2) => `${period}: ${text2}`));
    }
    board.fail(window);
  }
  function halves2(window, error) {
    const mayLieInThePeriod = error.isRefusal && error.status === 400 || error.status === 0 || isTransient(error) && error.status !== 429;
    if (!mayLieInThePeriod || error.topic === "no-progress" || halvingsLeft === 0) return [];
    const middle = periodStart(Math.floor((window.from + window.to) / 2), job.selection.options.partitionBy);
    const next = board.overlapping(window).find(({ period }) => period.from > window.from)?.period.from;
    const boundary = middle > window.from ? middle : next;
    if (boundary === void 0 || boundary >= window.to) return [];
    halvingsLeft -= 1;
    return [
      { ...window, to: boundary },
      { ...window, from: boundary }
    ];
  }
  const take3 = () => final || outcome.isStopped ? void 0 : share?.();
  await drain(windows, context.concurrency, (a, b) => a.from - b.from, work, take3);
  judgeTogether(job, waiting);
  for (const period of waiting) await closePeriod(job, period);
  await removeReplacedFiles(job);
  if (final) throw final;
}
function lengthOf(windows) {
  return windows.reduce((sum, { from, to }) => sum + to - from, 0);
}
function minuteName(seconds) {
  return new Date(seconds * 1e3).toISOString().slice(0, 16).replace("T00:00", "");
}

// src/export/plan/first-accepted.ts
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

// src/export/plan/event-passes.ts
function eventPasses(resource, options) {
  if (resource.custom) return [{ name: "organization", refused: false, query: Object.entries(resource.query ?? {}) }];
  const { projects, eventTypes } = options.filters;
  const common = projects.map((id) => ["project_ids[]", id]);
  const passes = [];
  const types = {
    organization: eventTypes.filter((type) => !isTenantEventType(type)),
    tenant: eventTypes.filter(isTenantEventType)
  };
  for (const name of ["organization", "tenant"]) {
    if (eventTypes.length > 0 && types[name].length === 0) continue;
    const query = [...common, ...types[name].map((type) => ["event_types[]", type])];
    passes.push({ name, refused: false, query: name === "tenant" ? [...query, ["tenant_only", "true"]] : query });
  }
  return passes;
}

// src/export/plan/windows.ts
var BUCKET_SECONDS = { "1m": 60, "1h": 3600, "1d": 86400 };
function eventWindows(resource, options, plan) {
  const all = plannedPeriods(plan);
  return eventPasses(resource, options).reverse().flatMap(
    (pass) => joinPeriods(pass.name === "tenant" ? all : plan.periods, plan.end).map((span) => ({ ...span, pass }))
  );
}
function plannedPeriods(plan) {
  return [...plan.periods, ...plan.withoutTenant].sort((a, b) => a.from - b.from);
}
function bucketWindows(resource, options, plan) {
  const { groupBy: groupBy2, bucketWidth } = options;
  const dimensions = askedDimensions(resource, groupBy2);
  const length = BUCKET_SECONDS[bucketWidth] * (resource.widths[bucketWidth] ?? 1);
  return joinPeriods(plan.periods, plan.end).flatMap((span) => chunk(span, length, dimensions));
}
function chunk(span, length, dimensions) {
  const windows = [];
  for (let from = span.from; from < span.to; from += length) {
    windows.push({ from, to: Math.min(from + length, span.to), dimensions });
  }
  return windows;
}

// src/schema/frozen.ts
var MOST_NAMED = 20;
var MOST_PERIODS = 5;
function frozenText(resource, mode, fields, periods = []) {
  const names = [...new Set(fields)].sort();
  const what = periods.length === 0 ? "the snapshot" : list(periods, MOST_PERIODS);
  const why = mode === "freeze" ? "`on-schema-change` is `freeze`" : `\`${mode}\` cannot leave out a field that distinguishes rows`;
  return [
    `The API sends fields that this release does not know, or knows in another structure: ${list(names, MOST_NAMED)}.`,
    `Because ${why}, nothing was written of ${what}: what is stored stays as it was.`,
    `To let them in, set \`resource-options: {${resource}: {known-fields: [${list(names.map(quoted), MOST_NAMED)}]}}\` in \`config\`, or another \`on-schema-change\`.`
  ].join(" ");
}
function quoted(name) {
  return /^[a-z][\w.]*$/i.test(name) ? name : JSON.stringify(name);
}

// src/export/job/contract-violations.ts
function collectViolations(spool2, sorting) {
  const frozen = /* @__PURE__ */ new Set();
  const sorter = spool2.sorter(sorting);
  return {
    frozen,
    async admit(key, { fate, violations }) {
      if (fate === "freeze") for (const name of violations) frozen.add(name);
      else await sorter.add([{ key, json: JSON.stringify(violations), form: "object" }]);
      return fate === "keep";
    },
    async count() {
      if (sorter.count === 0) return void 0;
      const found = { rows: 0, fields: /* @__PURE__ */ new Map() };
      for await (const batch of sorter.sorted()) {
        for (const { json } of batch) {
          found.rows += 1;
          for (const name of JSON.parse(json)) found.fields.set(name, (found.fields.get(name) ?? 0) + 1);
        }
      }
      return found;
    },
    async keysWithout(fresh, keyOf2) {
      const keys = /* @__PURE__ */ new Set();
      if (sorter.count === 0) return keys;
      for await (const batch of sorter.sorted()) for (const { key } of batch) keys.add(key);
      for await (const batch of fresh) for (const row of batch) keys.delete(keyOf2(row));
      return keys;
    },
    discard: () => sorter.discard()
  };
}

// src/export/read/admit-row.ts
async function admitRow(job, work, key, judgement) {
  if (judgement.violations.length === 0) return true;
  work.violations ??= collectViolations(job.context.spool, { unique: job.unique });
  if (judgement.fate === "freeze") work.failed = true;
  return work.violations.admit(key, judgement);
}
function reportFrozen({ board, contract, resource, selection, outcome }) {
  const frozen = board.all.filter(({ violations }) => violations !== void 0 && violations.frozen.size > 0);
  if (!contract || frozen.length === 0) return;
  const fields = frozen.flatMap(({ violations }) => [...violations?.frozen ?? []]);
  const periods = frozen.map(({ period }) => periodName(period.from, selection.options.partitionBy));
  outcome.problems.push(notice(frozenText(resource.name, contract.mode, fields, periods), "schema-frozen"));
}

// src/export/read/bucket-identity.ts
function bucketRowIdentity(resource, start, value) {
  const known2 = measuresOf(resource);
  const measures2 = /* @__PURE__ */ new Map();
  const parts = [];
  const collect2 = (fields, prefix) => {
    for (const [name, field] of Object.entries(fields)) {
      const column = prefix + name;
      if (field === null) continue;
      const isOwnMeasure = resource.custom && typeof field === "number" && !resource.dimensions.includes(column);
      if (known2.has(column) || isOwnMeasure) measures2.set(column, field);
      else if (column === "amount" && isObject(field)) collect2(field, "amount__");
      else parts.push([column, typeof field === "object" ? JSON.stringify(field) : String(field)]);
    }
  };
  collect2(value, "");
  parts.sort(([a], [b]) => byCodeUnits(a, b));
  return { key: JSON.stringify([start, parts]), measures: measures2 };
}
function isSameMeasure(one, other) {
  const names = /* @__PURE__ */ new Set([...one.measures.keys(), ...other.measures.keys()]);
  return [...names].every((name) => {
    const [first, second] = [one.measures.get(name), other.measures.get(name)];
    return String(first) === String(second) || Number(first) === Number(second);
  });
}
var measures = /* @__PURE__ */ new WeakMap();
function measuresOf(resource) {
  const found = measures.get(resource) ?? new Set(resource.columns.filter(({ type }) => type === "number").map(({ name }) => name));
  measures.set(resource, found);
  return found;
}

// src/export/read/unrequested.ts
var MOST_WINDOWS = 3;
var FURTHEST = 864e13;
function wordsFor(kind) {
  if (kind === "width") return "of another bucket width";
  return kind === "type" ? "of another event type" : bucketFilters[kind].left;
}
function noUnrequested() {
  return { count: 0, byKind: /* @__PURE__ */ new Map() };
}
function addUnrequested(rows, kind, seconds) {
  rows.count += 1;
  rows.byKind.set(kind, (rows.byKind.get(kind) ?? 0) + 1);
  rows.earliest = Math.min(rows.earliest ?? seconds, seconds);
  rows.latest = Math.max(rows.latest ?? seconds, seconds);
}
function collectUnrequested() {
  const all = noUnrequested();
  let asked;
  let inARow = 0;
  let isFutile = false;
  return {
    get isFutile() {
      return isFutile;
    },
    note(window, rows) {
      inARow = rows.count === 0 ? 0 : inARow + 1;
      isFutile ||= inARow >= MOST_WINDOWS;
      if (rows.count === 0) return;
      asked = { from: Math.min(asked?.from ?? window.from, window.from), to: Math.max(asked?.to ?? 0, window.to) };
      all.count += rows.count;
      for (const [kind, count2] of rows.byKind) all.byKind.set(kind, (all.byKind.get(kind) ?? 0) + count2);
      all.earliest = Math.min(all.earliest ?? Infinity, rows.earliest ?? Infinity);
      all.latest = Math.max(all.latest ?? -Infinity, rows.latest ?? -Infinity);
    },
    report({ outcome, resource }) {
      if (asked === void 0) return;
      const wanted = `${timeName(asked.from)} to ${timeName(asked.to)}`;
      const came = `${all.count} ${all.count === 1 ? "row" : "rows"} between ${timeName(all.earliest)} and ${timeName(all.latest)}`;
      const kinds = [...all.byKind].flatMap(([kind, count2]) => kind === "time" ? [] : `${count2} ${wordsFor(kind)}`);
      const rest = isFutile ? " The rest was not asked for." : "";
      outcome.problems.push(
        notice(
          `The API answered with rows that were not asked for: asked ${wanted}, came ${came}${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""}. Rows that were asked for are kept, but their periods do not count as read.${rest} ${remedyFor(resource)}`,
          "other-than-asked"
        )
      );
    }
  };
}
function remedyFor(resource) {
  if (!resource.custom || resource.kind === "buckets") {
    return "Usually a gateway drops parameters in brackets (`effective_at[gte]`), or times come in milliseconds: check `base-url`.";
  }
  const field = resource.timeField;
  return `This is a resource of your own: its path may not take \`${field}[gte]\` and \`${field}[lt]\`, or its times are no Unix seconds, but milliseconds. Correct its \`time-field\`, or leave out \`kind\` to read the list whole.`;
}
function timeName(seconds = 0) {
  const milliseconds2 = seconds * 1e3;
  if (!(Math.abs(milliseconds2) <= FURTHEST)) return `${seconds} s`;
  return new Date(milliseconds2).toISOString().replace(/\.\d+Z$/, "Z");
}

// src/export/read/bucket-answer.ts
function sortOutBuckets(resource, options, window, buckets) {
  const answer = { rows: /* @__PURE__ */ new Map(), unrequested: noUnrequested(), contradicting: /* @__PURE__ */ new Set() };
  const seen = /* @__PURE__ */ new Map();
  const width = BUCKET_SECONDS[options.bucketWidth];
  for (const raw of buckets) {
    const bucket = raw.value;
    const { start_time: start, end_time: end, results } = bucket;
    const reachesIn = start < window.from && end > window.from && end - start <= width;
    if (reachesIn || start === window.to) continue;
    if (!(start >= window.from && start < window.to)) addUnrequested(answer.unrequested, "time", start);
    else if (!hasWidth(bucket, width, window)) addUnrequested(answer.unrequested, "width", start);
    else if (results.length > 0) takeRows(resource, options, { ...bucket, text: raw.text }, answer, seen);
  }
  return answer;
}
function hasWidth({ start_time: start, end_time: end }, width, window) {
  const length = end - start;
  return length === width || length > 0 && length < width && (start === window.from || end === window.to);
}
function takeRows(resource, { filters }, { start_time: start, end_time: end, text: text2, results }, answer, seen) {
  const rows = answer.rows.get(start) ?? [];
  answer.rows.set(start, rows);
  for (const [index, result] of (sliceValues(text2, "results") ?? []).entries()) {
    const value = results[index];
    const left = bucketFilterNames.find(
      (name) => resource.filters[name] && leavesOut(name, filters[name] ?? [], value[bucketFilters[name].dimension])
    );
    if (left !== void 0) {
      addUnrequested(answer.unrequested, left, start);
      continue;
    }
    const identity = bucketRowIdentity(resource, start, value);
    const before = seen.get(identity.key);
    if (before === void 0) {
      seen.set(identity.key, identity);
      const times = { start_time: start, end_time: end };
      rows.push({ text: withFields(result, times), value: { ...times, ...value } });
    } else if (!isSameMeasure(before, identity)) answer.contradicting.add(start);
  }
}

// src/export/read/bucket-requests.ts
function readBuckets(job, resource, window) {
  return readList(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: resource.widths[job.selection.options.bucketWidth],
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf2(resource)
  });
}
async function probeBuckets(job, resource, window) {
  const pages = listPages(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: 1,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf2(resource)
  });
  await pages.next();
}
function bucketQuery(job, resource, window) {
  const { filters, bucketWidth } = job.selection.options;
  const filtered = bucketFilterNames.flatMap((name) => {
    const parameter = resource.filters[name];
    return parameter === void 0 ? [] : (filters[name] ?? []).map((value) => [parameter, value]);
  });
  return [
    ...Object.entries(resource.query ?? {}),
    ["start_time", String(window.from)],
    ["end_time", String(window.to)],
    ["bucket_width", bucketWidth],
    ...window.dimensions.map((name) => ["group_by", name]),
    ...filtered
  ];
}

// src/export/read/given-up.ts
function collectGivenUp(job, resource) {
  const { change, context, plan, selection } = job;
  const grouping = { month: monthOf(context.now), refused: [], served: [] };
  change.grouping = grouping;
  const refusable = refusableOf(resource);
  const found = /* @__PURE__ */ new Map();
  function togetherWith(dimension, asked) {
    const { notWith } = resource.refusable?.find((one) => one.dimension === dimension) ?? {};
    const dimensions = (notWith?.dimensions ?? []).filter((name) => asked.includes(name));
    const filters = (notWith?.filters ?? []).filter((name) => (selection.options.filters[name] ?? []).length > 0);
    return {
      names: [...dimensions, ...filters],
      words: [...dimensions, ...filters.map((name) => `the filter \`${name}\``)]
    };
  }
  function refuse(dimension, { from, to, dimensions }, longest) {
    const { names, words } = togetherWith(dimension, dimensions);
    grouping.refused.push({
      dimension,
      ...names.length > 0 && { with: names },
      from,
      to: to >= plan.end ? Infinity : to,
      ...longest !== void 0 && { longest },
      month: grouping.month
    });
    return words;
  }
  return {
    served({ dimensions, from, to }) {
      grouping.served.push({ dimensions, from, to });
    },
    replaced(window, { windows, longest }) {
      const first = refusable.find((name) => window.dimensions.includes(name));
      if (longest !== void 0 && first !== void 0) refuse(first, window, longest);
      for (const { from, to, dimensions } of windows) {
        for (const dimension of window.dimensions.filter((name) => !dimensions.includes(name))) {
          const words = refuse(dimension, { ...window, from, to });
          const { ranges = [] } = found.get(dimension) ?? {};
          found.set(dimension, { together: words, ranges: union(ranges, [[from, to]]) });
        }
      }
    },
    report() {
      for (const [dimension, { together, ranges }] of found) {
        const what = together.length === 0 ? dimension : `${dimension} together with ${together.join(" and ")}`;
        const left = together.length === 0 ? "it" : dimension;
        const asked = { from: plan.periods[0]?.from ?? 0, to: plan.end };
        const refused = `the API does not group by ${what}${whenWords(ranges, asked)}; those days are exported without ${left}. It is asked again next month`;
        context.log.notice(notice(`${resource.name}: ${refused}.`, "grouping-refused", { kind: refused }));
      }
    }
  };
}
function whenWords(ranges, asked) {
  const words = ranges.map(([from, to]) => {
    if (to >= asked.to) return from <= asked.from ? "" : ` from ${boundaryName(from)} on`;
    return from <= asked.from ? ` before ${boundaryName(to)}` : ` from ${boundaryName(from)} to ${boundaryName(to)}`;
  });
  return words.join(" and");
}

// src/export/read/regroup.ts
async function regroup(window, regrouping) {
  const { accepts } = regrouping;
  const least = without2(window, givenUp(window, regrouping));
  if (least.dimensions.length === window.dimensions.length) return void 0;
  if (!await accepts(least) || await accepts(window)) return void 0;
  const refused = await refusedPart(window, regrouping);
  if (refused === void 0) return halves(window, regrouping);
  const parts = [
    { ...window, to: refused.from },
    ...await withFewer(refused, regrouping),
    { ...window, from: refused.to }
  ];
  return { windows: parts.filter(({ from, to }) => from < to) };
}
async function halves(window, { accepts, width }) {
  const buckets = Math.ceil((window.to - window.from) / width);
  const middle = window.from + Math.ceil(buckets / 2) * width;
  const [earlier, later] = [
    { ...window, to: middle },
    { ...window, from: middle }
  ];
  const isTooLong = await accepts(earlier) && await accepts(later);
  return { windows: [earlier, later], ...isTooLong && { longest: middle - window.from } };
}
async function refusedPart(window, { accepts, width }) {
  const buckets = Math.ceil((window.to - window.from) / width);
  if (buckets === 1) return window;
  const isLastServed = await accepts(lastBucket(window, width));
  const isFirstServed = await accepts(firstBucket(window, width));
  if (isLastServed && isFirstServed) return void 0;
  if (isLastServed) {
    const isServed2 = (index) => accepts({ ...window, from: window.from + index * width });
    return { ...window, to: window.from + await firstAccepted(1, buckets - 1, isServed2) * width };
  }
  if (!isFirstServed) {
    const middle = { ...window, from: window.from + Math.floor(buckets / 2) * width };
    return buckets > 2 && await accepts(firstBucket(middle, width)) ? void 0 : window;
  }
  const isServed = (left) => accepts({ ...window, to: window.from + (buckets - left) * width });
  return { ...window, from: window.from + (buckets - await firstAccepted(1, buckets - 1, isServed)) * width };
}
async function withFewer(refused, regrouping) {
  const { accepts, width } = regrouping;
  const { dimensions } = await best(lastBucket(refused, width), regrouping);
  const later = { ...refused, dimensions };
  const buckets = Math.ceil((refused.to - refused.from) / width);
  if (buckets === 1) return [later];
  const first = await best(firstBucket(refused, width), regrouping);
  if (first.dimensions.join() === dimensions.join()) return [later];
  const isServed = (index) => accepts({ ...later, from: refused.from + index * width });
  const boundary = refused.from + await firstAccepted(1, buckets - 1, isServed) * width;
  return [
    { ...refused, to: boundary, dimensions: first.dimensions },
    { ...later, from: boundary }
  ].filter(({ from, to }) => from < to);
}
async function best(window, regrouping) {
  const all = givenUp(window, regrouping);
  for (const some of subsets(all)) {
    const fewer = without2(window, some);
    if (some.length === all.length || await regrouping.accepts(fewer)) return fewer;
  }
  return window;
}
function givenUp({ dimensions }, { refusable }) {
  return refusable.filter((name) => dimensions.includes(name));
}
function without2(window, names) {
  return { ...window, dimensions: window.dimensions.filter((name) => !names.includes(name)) };
}
function subsets(names) {
  const all = [[]];
  for (const name of names) all.push(...all.map((some) => [...some, name]));
  const rank = (some) => some.map((name) => names.indexOf(name)).join();
  return all.filter(({ length }) => length > 0).sort((a, b) => a.length - b.length || (rank(a) < rank(b) ? -1 : 1));
}
function firstBucket(window, width) {
  return { ...window, to: Math.min(window.to, window.from + width) };
}
function lastBucket(window, width) {
  return { ...window, from: window.from + Math.floor((window.to - 1 - window.from) / width) * width };
}

// src/export/buckets.ts
async function exportBuckets(job, resource) {
  const { context, board, plan } = job;
  const { options } = job.selection;
  const dimensions = askedDimensions(resource, options.groupBy);
  const width = BUCKET_SECONDS[options.bucketWidth];
  const known2 = knownRefusals(resource, options, job.state.manifest, context.now);
  const windows = bucketWindows(resource, options, plan).flatMap((window) => withoutKnown(window, known2));
  const givenUp2 = remembersRefusals(resource, options) ? collectGivenUp(job, resource) : void 0;
  const refusable = givenUp2 && refusableOf(resource);
  const refusedUntil = /* @__PURE__ */ new Map();
  const unrequested = collectUnrequested();
  const contradicting = /* @__PURE__ */ new Set();
  async function read(window) {
    try {
      if (unrequested.isFutile) {
        board.fail(window);
        return [];
      }
      const answer = await readAnswer(job, resource, window);
      for (const period of board.overlapping(window)) {
        for (const left of dimensions.filter((name) => !window.dimensions.includes(name))) period.refused.add(left);
      }
      for (const start of answer.contradicting) {
        contradicting.add(start);
        board.fail({ from: start, to: start + 1 });
      }
      await take(job, resource, window, answer);
      unrequested.note(window, answer.unrequested);
      givenUp2?.served(window);
      return [];
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 400)) throw error;
      const others = await regrouped(window, error);
      if (others) return others;
      const refusal2 = readBucketRefusal(error, window.dimensions);
      if (!refusal2) throw error;
      return refusal2.kind === "history" ? afterHistory(window, refusal2) : withoutDimension(window, refusal2);
    }
  }
  async function regrouped(window, error) {
    if (!refusable || error.code === LOOKBACK_EXCEEDED) return void 0;
    const others = await regroup(window, { refusable, width, accepts });
    if (others) {
      givenUp2?.replaced(window, others);
      return others.windows;
    }
    const limit = await historyLimit(window);
    if (limit) return afterHistory(window, limit);
    if (resource.refusable) throw error;
    return void 0;
  }
  async function historyLimit(window) {
    try {
      await probeBuckets(job, resource, { ...window, dimensions: [] });
      return void 0;
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 400)) throw error;
      const refusal2 = readBucketRefusal(error, []);
      return refusal2?.kind === "history" ? refusal2 : void 0;
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
    const fewer = window.dimensions.filter((name) => name !== refused);
    const parts = [{ from: window.from, to: until, dimensions: fewer }];
    if (until < window.to) parts.push({ ...window, from: until });
    if (givenUp2) givenUp2.replaced(window, { windows: parts });
    else refusedUntil.set(refused, Math.max(refusedUntil.get(refused) ?? 0, until));
    return parts;
  }
  async function refusedDimension(window, suspects) {
    for (const suspect of suspects.length > 1 ? suspects : []) {
      const dimensions2 = window.dimensions.filter((name) => name !== suspect);
      if (await accepts({ ...window, dimensions: dimensions2 })) return suspect;
    }
    return suspects[0];
  }
  async function accepts(window) {
    try {
      await probeBuckets(job, resource, window);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 400 && (error.isRefusal || refusable)) return false;
      throw error;
    }
  }
  async function boundary(window, said) {
    const aligned = said === void 0 ? void 0 : Math.ceil(said / width) * width;
    if (aligned !== void 0 && aligned > window.from) return aligned;
    const buckets = Math.ceil((window.to - window.from) / width);
    const isServed = (index) => accepts({ ...window, from: window.from + index * width });
    return window.from + await firstAccepted(1, buckets - 1, isServed) * width;
  }
  try {
    await readWindows(job, windows, {
      read,
      endsAll: ({ isRefusal, status, topic }) => topic === "billing" || isRefusal && [401, 403, 404].includes(status)
    });
  } finally {
    unrequested.report(job);
    reportContradictions(job, dimensions, contradicting);
  }
  await warnOfEarlierPeriods(job);
  const { ranges = [], unavailable = [] } = job.state.manifest ?? {};
  for (const [from, to] of subtract(job.change.unavailable, union(ranges, unavailable))) {
    const limit = `the API's history does not reach back to ${boundaryName(from)}; it begins at ${boundaryName(to)}`;
    context.log.notice(notice(`${resource.name}: ${limit}.`, "history-limit", { kind: limit }));
  }
  for (const [dimension, until] of refusedUntil) {
    const when = until >= plan.end ? "" : ` before ${boundaryName(until)}`;
    const refused = `the API does not group by ${dimension}${when}; those days are exported without it`;
    context.log.notice(notice(`${resource.name}: ${refused}.`, "grouping-refused", { kind: refused }));
  }
  givenUp2?.report();
}
async function readAnswer(job, resource, window) {
  const { options } = job.selection;
  const first = sortOutBuckets(resource, options, window, await readBuckets(job, resource, window));
  if (first.contradicting.size === 0) return first;
  return sortOutBuckets(resource, options, window, await readBuckets(job, resource, window));
}
async function take(job, resource, window, { rows: buckets, unrequested }) {
  const privacy = rowPrivacy(resource, job.selection.options.privacy);
  if (unrequested.count > 0) job.board.doubt(window);
  for (const [start, results] of buckets) {
    const work = job.board.at(start);
    if (!work) {
      addUnrequested(unrequested, "time", start);
      job.board.doubt(window);
      continue;
    }
    if (results.length > 0) work.starts.add(start);
    const rows = [];
    for (const raw of results) {
      const judged = job.contract?.judge(raw);
      const given = judged?.row ?? raw;
      const { text: json, value } = privacy?.row(given) ?? given;
      if (judged && !await admitRow(job, work, bucketIdentity(resource, value), judged)) continue;
      job.collectColumns(value, work.unknownColumns);
      rows.push({ key: bucketKey(resource, value, json), json, form: "object" });
    }
    await work.sorter.add(rows);
    job.context.progress.of(resource.name).read(rows.length);
  }
}
function reportContradictions(job, dimensions, starts) {
  if (starts.size === 0) return;
  const [first = 0] = [...starts].sort((a, b) => a - b);
  const more = starts.size > 1 ? ` (and ${starts.size - 1} more buckets)` : "";
  const same = dimensions.length > 0 ? `the same ${dimensions.join(", ")}` : "the whole bucket";
  job.outcome.problems.push(
    notice(
      `${boundaryName(first)}${more} came twice with different numbers for ${same}. What is stored of that period stays; the next run reads it again.`,
      "rows-contradict",
      { passes: true }
    )
  );
}

// src/export/plan/window-split.ts
var FEWEST_PAGES = 10;
var PAGES_A_PART = 6;
var MOST_PARTS = 16;
var MOST_PAGES2 = 1e5;
function splitWindow(window, progress, by) {
  const elapsed = Math.max(1, window.to - progress.oldest);
  const left = progress.oldest - window.from;
  const pagesLeft = progress.rows / elapsed * left / progress.pageSize;
  if (pagesLeft > MOST_PAGES2 || pagesLeft < FEWEST_PAGES || pagesLeft < 3 * progress.pages) return void 0;
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

// src/export/read/event-window.ts
function differencesFrom(asked, { query }) {
  const types = new Set(valuesOf(query, "event_types[]"));
  const projects = new Set(valuesOf(query, "project_ids[]"));
  return (seconds, { type, project }) => {
    if (!(seconds >= asked.from && seconds <= asked.to)) return "time";
    if (types.size > 0 && typeof type === "string" && !types.has(type)) return "type";
    if (projects.size === 0) return void 0;
    const id = idOf(project);
    return id !== void 0 && !projects.has(id) ? "projects" : void 0;
  };
}
function valuesOf(query, name) {
  return query.flatMap(([key, value]) => key === name ? [value] : []);
}
function idOf(project) {
  if (typeof project !== "object" || project === null) return void 0;
  const { id } = project;
  return typeof id === "string" ? id : void 0;
}

// src/export/read/read-event-window.ts
var knownTypes = new Set(auditEventTypes);
var MOST_RESTARTS = 3;
var MOST_PAGES_OF_ELSEWHERE = 3;
var LONGEST_WALK = 200;
var MOST_SPLITS = 3;
async function readEventWindow(reading, window, wake) {
  for (let restarts = 0; ; restarts += 1) {
    const walk = reading.walks.begin(window);
    try {
      return await walkWindow(reading, walk, wake);
    } catch (error) {
      if (error instanceof RunStopped && walk.isOrdered && reading.walks.isOrdered)
        window.wholeFrom = periodAt(walk.oldest, reading.job.selection.options.partitionBy).to;
      if (!(error instanceof CursorRefused)) throw error;
      if (restarts === MOST_RESTARTS) throw error.cause;
    } finally {
      reading.walks.end(walk);
    }
  }
}
async function walkWindow(reading, walk, wake) {
  const { job, resource, unrequested, walks, repeats } = reading;
  const { window, asked } = walk;
  const progress = job.context.progress.of(resource.name);
  const pageSize = resource.pageSize ?? 100;
  const seen = { inside: 0, beyond: 0, last: Infinity, unrequested: noUnrequested(), withoutOwn: 0 };
  let pages = 0;
  for await (const page of eventPages(reading, walk)) {
    const { inside, beyond } = seen;
    await take2(reading, sortOut(reading, walk, page, seen));
    progress.read(page.length - (seen.beyond - beyond));
    pages += 1;
    if (seen.unrequested.count > 0) {
      seen.withoutOwn = seen.inside > inside ? 0 : seen.withoutOwn + 1;
      if (seen.withoutOwn === MOST_PAGES_OF_ELSEWHERE) break;
    }
    if (!walks.isOrdered && window.from > asked.from) return [{ ...window, isCareful: true }];
    if (seen.beyond > 0) break;
    if (pages === 1 && page.length >= pageSize) repeats.check(resource, page);
    if (walk.isOrdered) {
      if (pages >= LONGEST_WALK && walk.oldest + 1 < window.to)
        return [{ ...window, to: walk.oldest + 1, density: walk.density }];
      wake();
    }
    const parts = walk.isOrdered || page.length < pageSize ? void 0 : carefulParts(reading, walk, seen, pages);
    if (parts) return parts;
  }
  if (seen.unrequested.count > 0) job.board.doubt(window);
  unrequested.note(window, seen.unrequested);
  return [];
}
function carefulParts({ job, resource }, { window, oldest }, { inside, unrequested }, pages) {
  const { splits = 0 } = window;
  if (unrequested.count > 0 || splits >= MOST_SPLITS) return void 0;
  const progress = { rows: inside, pages, oldest, pageSize: resource.pageSize ?? 100 };
  const parts = splitWindow(window, progress, job.selection.options.partitionBy);
  return parts?.map((part) => ({ ...window, ...part, isCareful: true, splits: splits + 1 }));
}
function eventPages({ job, resource }, { window, asked }) {
  return listPages(job.context.client, {
    path: resource.path,
    pagination: resource.pagination,
    pageSize: resource.pageSize,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf2(resource),
    query: [
      ...window.pass.query,
      [`${resource.timeField}[gte]`, String(asked.from)],
      [`${resource.timeField}[lt]`, String(asked.to)]
    ]
  });
}
function sortOut({ job, resource, walks }, walk, page, seen) {
  const { asked, window } = walk;
  const own2 = [];
  const differenceOf = differencesFrom(asked, window.pass);
  for (const raw of page) {
    const seconds = raw.value[resource.timeField];
    if (seconds > seen.last) walks.distrust(walk);
    seen.last = seconds;
    const difference = differenceOf(seconds, raw.value);
    if (!difference && seconds === asked.to) continue;
    if (!difference && seconds < window.from) {
      seen.beyond += 1;
      continue;
    }
    const work = difference ? void 0 : job.board.at(seconds);
    if (work) own2.push({ raw, seconds, work });
    else addUnrequested(seen.unrequested, difference ?? "time", seconds);
  }
  seen.inside += own2.length;
  if (seen.unrequested.count > 0) walks.distrust(walk);
  walks.read(
    walk,
    own2.length,
    own2.reduce((oldest, { seconds }) => Math.min(oldest, seconds), walk.oldest)
  );
  return own2;
}
async function take2({ job, resource, privacy }, events) {
  let batch = [];
  let current;
  for (const { raw, work } of events) {
    const judged = job.contract?.judge(raw);
    const given = judged?.row ?? raw;
    const { text: text2, value } = privacy?.row(given) ?? given;
    const key = eventKey(resource, value);
    if (judged && !await admitRow(job, work, key, judged)) continue;
    if (typeof value.type === "string" && !knownTypes.has(value.type)) job.outcome.unknownTypes.add(value.type);
    job.collectColumns(value, work.unknownColumns);
    if (work !== current) {
      await current?.sorter.add(batch);
      batch = [];
      current = work;
    }
    batch.push({ key, json: text2, form: "object" });
  }
  await current?.sorter.add(batch);
}

// src/export/read/repeated-pages.ts
var MOST_REMEMBERED = 2e4;
function rememberPages() {
  const times = /* @__PURE__ */ new Map();
  return {
    check(resource, page) {
      if (times.size > MOST_REMEMBERED) times.clear();
      let known2 = 0;
      for (const { value } of page) {
        const id = JSON.stringify(resource.key.map((field) => value[field]));
        const seconds = secondsOf(value[resource.timeField]) ?? 0;
        const before = times.get(id);
        if (before !== void 0 && before !== seconds) known2 += 1;
        else times.set(id, seconds);
      }
      if (known2 < page.length) return;
      const why = `GET ${resource.path} gives the same ${page.length} events again, with other times, for another range`;
      throw new ApiError("no-progress", `${why}: reading on would not end`, {
        status: 0,
        detail: why,
        remedy: "Something between this run and the API answers in its stead: check `base-url`."
      });
    }
  };
}

// src/export/read/share-walks.ts
var FEWEST_PAGES2 = 2;
var UNSEEN = 0.5;
var NEAR = 0.25;
function createWalks(pageSize, by) {
  const active = /* @__PURE__ */ new Set();
  let isOrdered = true;
  const pagesLeft = ({ density, oldest, window }) => density * (oldest - window.from) / pageSize;
  return {
    get isOrdered() {
      return isOrdered;
    },
    begin(window) {
      const walk = {
        window,
        asked: { from: window.from, to: window.to },
        oldest: window.to,
        density: window.density ?? 0,
        isOrdered: window.isCareful !== true
      };
      active.add(walk);
      return walk;
    },
    read(walk, count2, oldest) {
      walk.density = count2 / Math.max(1, walk.oldest - oldest);
      walk.oldest = oldest;
    },
    distrust(walk) {
      walk.isOrdered = false;
      isOrdered = false;
    },
    end(walk) {
      active.delete(walk);
    },
    longest() {
      if (!isOrdered) return void 0;
      let longest;
      for (const walk of active)
        if (walk.isOrdered && !(longest && pagesLeft(walk) <= pagesLeft(longest))) longest = walk;
      if (!longest || pagesLeft(longest) < FEWEST_PAGES2) return void 0;
      const { window, oldest, density } = longest;
      const edge = edgeBetween(window.from, oldest, by);
      if (edge === window.from) return void 0;
      return { window, older: { ...window, to: edge, density: density * UNSEEN } };
    }
  };
}
function edgeBetween(from, oldest, by) {
  const middle = Math.floor((from + oldest) / 2);
  const partition = periodAt(middle, by);
  const nearest = middle - partition.from < partition.to - middle ? partition.from : partition.to;
  return Math.abs(nearest - middle) < (oldest - from) * NEAR ? nearest : middle;
}

// src/export/events.ts
async function exportEvents(job, resource) {
  const { plan, board, context } = job;
  const windows = eventWindows(resource, job.selection.options, plan);
  const privacy = rowPrivacy(resource, job.selection.options.privacy);
  const unrequested = collectUnrequested();
  const walks = createWalks(resource.pageSize ?? 100, job.selection.options.partitionBy);
  const reading = { job, resource, privacy, unrequested, repeats: rememberPages(), walks };
  async function read(window, wake) {
    const { pass } = window;
    if (unrequested.isFutile) {
      board.leaveUnread(window);
      return [];
    }
    try {
      if (!pass.refused) return await readEventWindow(reading, window, wake);
    } catch (error) {
      const isRefusal = error instanceof ApiError && error.isRefusal && [400, 403, 404].includes(error.status);
      if (pass.name !== "tenant" || !isRefusal) throw error;
      if (!pass.refused)
        context.log.notice(notice(`Tenant events are left out: ${error.message}`, "tenant-events-left-out"));
      pass.refused = true;
    }
    for (const work of board.overlapping(window)) {
      work.refused.add("tenant_only");
      if (plan.withoutTenant.includes(work.period)) work.failed = true;
    }
    return [];
  }
  function share() {
    const longest = unrequested.isFutile ? void 0 : walks.longest();
    if (!longest) return void 0;
    const { window, older } = longest;
    board.open([older, { ...window, from: older.to }]);
    board.close(window);
    window.from = older.to;
    return older;
  }
  function endsAll({ isRefusal, status, topic }) {
    return topic === "billing" || isRefusal && status !== 429;
  }
  try {
    await readWindows(job, windows, { read, endsAll, share });
  } finally {
    unrequested.report(job);
    reportRevisions(job);
  }
  await warnOfEarlierPeriods(job);
}

// src/export/job/changed-partitions.ts
function changedPartitions({ written }, before) {
  const earlier = hashesByPeriod(before?.entries ?? []);
  const changed2 = { new: 0, changed: 0 };
  for (const [period, hashes] of hashesByPeriod(written)) {
    const known2 = earlier.get(period) ?? "";
    if (hashes === known2) continue;
    if (known2 === "") changed2.new += 1;
    else changed2.changed += 1;
  }
  return changed2;
}
function hashesByPeriod(entries) {
  const byPeriod = groupBy(entries, ({ period }) => period ?? "");
  return new Map(
    [...byPeriod].map(([period, all]) => [
      period,
      all.flatMap(({ sha256 }) => sha256 ?? []).sort().join(" ")
    ])
  );
}

// src/export/plan/earliest.ts
var API_LAUNCH = Date.UTC(2020, 5, 1) / 1e3;
async function findEarliest(context, { resource, options }) {
  const isAsked = options.start.kind === "earliest" || options.refreshFrom?.kind === "earliest";
  if (!isAsked || resource.kind !== "events") return API_LAUNCH;
  const days = Math.ceil((context.now - API_LAUNCH) / DAY);
  const day = await firstAccepted(
    0,
    days,
    (count2) => hasEventBefore(context, resource, options, API_LAUNCH + (count2 + 1) * DAY)
  );
  return day > days ? context.now : API_LAUNCH + day * DAY;
}
async function hasEventBefore(context, resource, options, seconds) {
  const before = String(Math.min(seconds, context.now));
  for (const pass of eventPasses(resource, options)) {
    const pages = listPages(context.client, {
      path: resource.path,
      query: [...pass.query, [`${resource.timeField}[lt]`, before]],
      pagination: resource.pagination,
      pageSize: 1,
      dataSelector: resource.dataSelector,
      lane: resource.name,
      shape: shapeOf2(resource)
    });
    for await (const page of pages) if (page.length > 0) return true;
  }
  return false;
}

// src/export/read/snapshot-rows.ts
function openSnapshotRows(spool2, resource, privacy, contract) {
  const fresh = spool2.sorter({ unique: true });
  const violations = collectViolations(spool2, { unique: true });
  const unknownColumns = /* @__PURE__ */ new Set();
  const keyOf2 = snapshotKeys(resource);
  const collect2 = contract?.collectColumns ?? ((value, found) => collectUnknownColumns(value, resource, found));
  return {
    fresh,
    unknownColumns,
    violations,
    async take(raw) {
      const rows = [];
      for (const one of raw) {
        const judged = contract?.judge(one);
        const given = judged?.row ?? one;
        const { text: text2, value } = privacy?.row(given) ?? given;
        const key = keyOf2(value);
        if (judged && judged.violations.length > 0 && !await violations.admit(key, judged)) continue;
        collect2(value, unknownColumns);
        rows.push({ key, json: text2, form: "object" });
      }
      await fresh.add(rows);
    },
    async discard() {
      await Promise.all([fresh.discard(), violations.discard()]);
    }
  };
}
async function refuseFrozen(rows, resource, contract) {
  const { frozen } = rows.violations;
  if (frozen.size === 0) return;
  await rows.discard();
  throw new ConfigurationError("schema-frozen", frozenText(resource.name, contract.mode, frozen));
}

// src/export/write/change-log.ts
import { createHash as createHash4 } from "node:crypto";
import { createReadStream as createReadStream2, createWriteStream as createWriteStream3 } from "node:fs";
import { Readable as Readable3 } from "node:stream";
import { pipeline as pipeline3 } from "node:stream/promises";

// src/archive/changes.ts
async function* compareSnapshots(resource, before, after, isFirstRead = () => false, isIgnored = () => false) {
  const volatile = new Set(resource.columns.filter((column) => column.volatile).map((column) => column.name));
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
      if (left.value.json !== right.value.json)
        yield* changed(resource, left.value.json, right.value.json, { volatile, isIgnored });
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
function* changed(resource, before, after, { volatile, isIgnored }) {
  const old = leaves(parseLossless(before), "", volatile);
  const now = leaves(parseLossless(after), "", volatile);
  const names = [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].sort().filter((name) => old.get(name) !== now.get(name) && !isIgnored(name));
  if (names.length === 0) return;
  const side = (fields) => `{${names.flatMap((name) => fields.has(name) ? [`${JSON.stringify(name)}:${fields.get(name)}`] : []).join(",")}}`;
  yield `{"change":"changed","key":${keyText(resource, JSON.parse(after))},"before":${side(old)},"after":${side(now)}}`;
}
function keyText(resource, value) {
  const names = [...resource.parentIds, ...resource.key];
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, value[name]])));
}
function leaves(value, name, volatile, found = /* @__PURE__ */ new Map()) {
  if (volatile.has(name)) return found;
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  if (isPlain && !JSON.stringify(value).startsWith("{")) found.set(name, JSON.stringify(value));
  else if (isPlain) {
    for (const [key, field] of Object.entries(value))
      leaves(field, name === "" ? key : `${name}__${key}`, volatile, found);
  } else found.set(name, JSON.stringify(value));
  return found;
}

// src/export/write/stale-parents.ts
var SEPARATOR2 = "\0";
var MOST_REASONS = 5;
var MOST_NAMES = 3;
function isOfStale(resource, value, { ids, otherThan }) {
  return isBelow(resource, value, ids) && !otherThan?.some((other) => isBelow(resource, value, other));
}
function staleProblem(stale, kept) {
  const reasons = [...groupBy(stale, ({ why }) => why)];
  const shown = reasons.slice(0, MOST_REASONS).map(([why, parents]) => `${namesOf(parents)} (${why})`);
  const others = reasons.slice(MOST_REASONS).reduce((sum, [, parents]) => sum + parents.length, 0);
  const more = others > 0 ? ` and ${others} more` : "";
  const rows = kept > 0 ? "their rows of the last snapshot are kept" : "there are no earlier rows of them to keep";
  const text2 = `Could not be read below ${shown.join(", ")}${more}; ${rows}. The next run tries again.`;
  const kinds = [...new Set(stale.map(({ kind }) => kind))].sort();
  return notice(text2, "part-not-read", { kind: kinds.join(" "), passes: true });
}
function namesOf(parents) {
  const named = parents.slice(0, MOST_NAMES).map(({ ids }) => Object.values(ids).join("/") || "an entry without id");
  const others = parents.length - named.length;
  return `${named.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}
async function firstReadOfParent(resource, stale, before) {
  if (stale.length === 0) return () => false;
  const unseen = new Set(stale);
  for await (const batch of before) {
    for (const { json } of batch) for (const name of namesAbove(resource, JSON.parse(json))) unseen.delete(name);
  }
  return (value) => namesAbove(resource, value).some((name) => unseen.has(name));
}
function namesAbove(resource, value) {
  return resource.parentIds.map((_, index) => {
    const ids = resource.parentIds.slice(0, index + 1).map((name) => [name, String(value[name])]);
    return parentName(Object.fromEntries(ids));
  });
}
function isBelow(resource, value, ids) {
  return Object.entries(ids).every(([name, id]) => {
    const field = fieldOf(resource, name);
    return field === void 0 || String(value[field]) === id;
  });
}
function belowAnyOf(resource, parents) {
  const bySet = groupBy(parents, (ids) => Object.keys(ids).join(SEPARATOR2));
  const sets = [...bySet.values()].map((all) => {
    const names = Object.keys(all[0] ?? {}).filter((name) => fieldOf(resource, name) !== void 0);
    return { names, known: new Set(all.map((ids) => names.map((name) => ids[name]).join(SEPARATOR2))) };
  });
  return (value) => sets.some(
    ({ names, known: known2 }) => known2.has(names.map((name) => String(value[fieldOf(resource, name)])).join(SEPARATOR2))
  );
}
function fieldOf(resource, name) {
  if (resource.parentIds.includes(name)) return name;
  return name === resource.idParameter ? resource.key[0] ?? "id" : void 0;
}

// src/export/write/change-log.ts
async function writeChanges(job, base, fresh, files) {
  const { context, resource, outcome } = job;
  const target = files.find((file) => file.path === mostFaithful(files.map(({ path: path2 }) => path2)));
  const existing = (await context.destination.list(changeFolder(resource.name))).flatMap(
    (path2) => parseChangePath(path2) ?? []
  );
  const leftover = leftoverChangeFiles(existing, base.sha256, job.state.manifest && newestReadOn(job.state.manifest));
  const adopted = leftover.find((file) => file.after === target.sha256.slice(0, 12));
  await removeFiles(
    context,
    context.access.settledOnly ? [] : leftover.filter((file) => file !== adopted).map((file) => file.path),
    outcome.tally
  );
  if (base.sha256 === target.sha256) return;
  const [was, is] = [base.path, target.path].map((path2) => formatOfPath(path2));
  if (base.form === "cells" && is?.keepsShape) {
    context.log.notice(
      `${resource.name}: no change log this time, because the last snapshot was ${was?.name.toUpperCase()} and this one is ${is.name.toUpperCase()}.`
    );
    return;
  }
  const after = base.form === "cells" ? spooledRows(resource, target) : fresh.sorted();
  const isFirstRead = await firstReadOfParent(resource, job.state.manifest?.stale_parents ?? [], base.rows.sorted());
  const wasLeftOut = columnsLeftOut(job);
  const hash = createHash4("sha256");
  let count2 = 0;
  const lines = async function* () {
    for await (const line2 of compareSnapshots(resource, base.rows.sorted(), after, isFirstRead, wasLeftOut)) {
      count2 += 1;
      hash.update(`${line2}
`);
      yield `${line2}
`;
    }
  };
  const localFile = context.spool.file();
  try {
    await pipeline3(Readable3.from(lines()), createWriteStream3(localFile));
  } catch (error) {
    throw spoolError(error);
  }
  outcome.tally.changes += count2;
  if (count2 > 0 && !adopted) {
    const path2 = changePath(resource.name, context.now, base.sha256, target.sha256);
    const facts = { sha256: hash.digest("hex"), rows: count2 };
    if (context.access.settledOnly) await context.destination.publishNew(path2, localFile, facts);
    else await context.destination.publish(path2, localFile, facts);
  }
}
function columnsLeftOut({ state }) {
  if (state.manifest?.shape.on_schema_change !== "discard-columns") return () => false;
  const names = state.manifest.entries.flatMap(({ discarded }) => Object.keys(discarded?.fields ?? {}));
  return (column) => names.some((name) => column === name || column.startsWith(`${name}__`));
}
async function* spooledRows(resource, file) {
  const keyOf2 = snapshotKeys(resource);
  const bytes = decompress(createReadStream2(file.localFile), formatOfPath(file.path)?.compression ?? "none");
  try {
    for await (const { row, value } of decodeRows(bytes, file.path, resource)) {
      yield [{ ...row, key: keyOf2(value) }];
    }
  } catch (error) {
    throw spoolReadError(error);
  }
}

// src/export/write/doubt-snapshot.ts
var SEPARATOR3 = "\0";
async function keepSnapshotIfDoubted(job, base, fresh, unread) {
  const { context, resource, state, selection, change, outcome } = job;
  const { manifest } = state;
  const entries = manifest?.entries.filter(({ path: path2 }) => path2 !== void 0) ?? [];
  if (!manifest || entries.length === 0 || context.access.writeOnly) return false;
  const claimed = Math.max(...entries.map(({ rows }) => rows));
  const isAsked = askedRows(job, unread);
  const canCompare = base !== void 0 && isComparable(manifest.shape.privacy, change.shape.privacy);
  const compared = canCompare ? await compare2(resource, base, fresh, isAsked) : { ...nothingKnown(), stored: base?.rows.count ?? claimed, back: fresh.count, received: fresh.count };
  const isEmpty = isSuddenlyEmpty(compared) || await hasLostParents(job, compared);
  if (!isEmpty) return false;
  const known2 = entries.find(({ doubted }) => doubted !== void 0)?.doubted;
  const isAccepted = selection.options.acceptEmpty?.includes(resource.name) === true;
  const doubt = doubtOf(compared.received, known2, dayName(context.now), isAccepted);
  if (doubt === void 0) return false;
  change.shape = manifest.shape;
  change.written.push(...entries.map((entry) => ({ ...entry, doubted: doubt })));
  if (manifest.stale_parents) change.staleParents = manifest.stale_parents;
  if (manifest.parents_read) change.parentsRead = manifest.parents_read;
  if (selection.options.everyDays !== void 0) change.everyDays = selection.options.everyDays;
  outcome.problems.push(doubtProblem({ resource: resource.name, what: resource.name, compared, doubt }));
  return true;
}
function nothingKnown() {
  return { stored: 0, back: 0, received: 0, storedParents: /* @__PURE__ */ new Set(), freshParents: /* @__PURE__ */ new Set() };
}
function askedRows({ resource, selection }, unread) {
  const { ids } = selection;
  const parameter = resource.idParameter;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const single2 = ids && parameter ? ids.map((id) => privacy?.ids({ [parameter]: id }) ?? { [parameter]: id }) : void 0;
  if (!single2 && unread.length === 0) return () => true;
  const isUnread2 = belowAnyOf(resource, unread);
  return (json) => {
    const value = JSON.parse(json);
    if (isUnread2(value)) return false;
    return single2?.some((one) => isBelow(resource, value, one)) ?? true;
  };
}
async function compare2(resource, base, fresh, isAsked) {
  const found = nothingKnown();
  const depth = resource.parentIds.length;
  let last;
  const note = ({ key, json }, stream) => {
    if (!isAsked(json)) return;
    const parent = key.split(SEPARATOR3, depth).join(SEPARATOR3);
    if (stream === 0) {
      found.stored += 1;
      last = key;
      if (depth > 0) found.storedParents.add(parent);
    } else {
      found.received += 1;
      if (key === last) found.back += 1;
      if (depth > 0) found.freshParents.add(parent);
    }
  };
  for await (const _batch of mergeSorted([base.rows.sorted(), fresh.sorted()], false, note)) ;
  const back = [...found.storedParents].filter((parent) => found.freshParents.has(parent)).length;
  return depth === 0 ? found : { ...found, parents: { stored: found.storedParents.size, back } };
}
async function hasLostParents(job, compared) {
  const { resource, reader, selection } = job;
  const isLost = [...compared.storedParents].some((parent) => !compared.freshParents.has(parent));
  if (!isLost || !resource.parent) return false;
  const lists = await reader.listsAbove(resource, selection.options.filters.projects);
  for (const [index, list2] of lists.entries()) {
    const stored = await storedList(job, list2);
    if (stored === "accepted") continue;
    const comparison = stored ?? (index === 0 ? byChildren(job, compared, list2) : void 0);
    if (comparison && isSuddenlyEmpty(comparison)) return true;
  }
  return false;
}
async function storedList(job, list2) {
  const { context, selection, change } = job;
  const { resource } = list2;
  const manifest = await manifestOf(job, resource.name);
  const path2 = manifest && mostFaithful(manifest.entries.flatMap((entry) => entry.path ?? []));
  if (!manifest || path2 === void 0) return void 0;
  const isBelieved = manifest.entries.some(({ doubted }) => doubted && doubted.on < dayName(context.now));
  if (isBelieved || selection.options.acceptEmpty?.includes(resource.name)) return "accepted";
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const freshKey = snapshotKeys(resource);
  const keys = new Set(list2.rows.map((row) => freshKey((privacy?.row(row) ?? row).value)));
  const stale = list2.stale.map(({ ids }) => privacy?.ids(ids) ?? ids);
  const storedKey = snapshotKeys(resource);
  const found = { stored: 0, back: 0 };
  const facts = await openArchive(context.destination).rows(resource, path2, (given) => {
    const { value } = privacy?.stored(given) ?? given;
    const key = storedKey(value);
    if (stale.some((ids) => isBelow(resource, value, ids))) return;
    found.stored += 1;
    if (keys.has(key)) found.back += 1;
  });
  if (facts === void 0) return void 0;
  return isComparable(manifest.shape.privacy, change.shape.privacy) ? found : { ...found, back: list2.rows.length };
}
async function manifestOf({ context }, resource) {
  try {
    return (await openArchive(context.destination).manifest(resource))?.manifest;
  } catch (error) {
    if (error instanceof StorageError) return void 0;
    throw error;
  }
}
function byChildren({ resource, selection }, compared, list2) {
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const parameters = Object.entries(resource.parent?.parameters ?? {});
  const listed = new Set(
    list2.rows.map(({ value }) => {
      const ids = Object.fromEntries(parameters.map(([name, field]) => [name, String(value[field])]));
      const shown = privacy?.ids(ids) ?? ids;
      return resource.parentIds.map((name) => shown[name] ?? "").join(SEPARATOR3);
    })
  );
  const parents = [...compared.storedParents];
  return { stored: parents.length, back: parents.filter((parent) => listed.has(parent)).length };
}

// src/export/write/history.ts
import { copyFile } from "node:fs/promises";
async function keepInHistory(context, resource, files, known2) {
  const history = known2.manifest?.history ?? [];
  const day = dayName(context.now);
  const kept = [];
  for (const file of files) {
    const extension = formatOfPath(file.path)?.extension ?? "";
    const last = history.findLast(({ path: path3 }) => formatOfPath(path3)?.extension === extension);
    if (last?.sha256 === file.sha256 && !(last.incomplete && known2.isComplete)) continue;
    const path2 = historyPath(resource.name, day, file.sha256, extension);
    const copy = context.spool.file();
    try {
      await copyFile(file.localFile, copy);
    } catch (error) {
      throw spoolError(error);
    }
    const became = await publishOnce(context, { ...file, path: path2, localFile: copy }, known2.tally);
    if (became === "other") {
      context.log.warning(
        notice(`${path2} holds something else than its name says and stays as it is.`, "stored-file-damaged")
      );
      continue;
    }
    const { rows, bytes, sha256 } = file;
    kept.push({ read_on: day, path: path2, rows, bytes, sha256, ...known2.isComplete ? {} : { incomplete: true } });
  }
  return kept;
}

// src/export/write/kept-rows.ts
function keepsOthers({ context, state, change }, base) {
  const { manifest } = state;
  if (context.access.writeOnly) return false;
  if (!manifest?.entries.some(({ path: path2 }) => path2 !== void 0)) return true;
  return base !== void 0 && sameShape(manifest.shape, change.shape);
}
async function keepRowsOfOthers(job, base, read, others) {
  const { resource, outcome } = job;
  const isLeft = belowAnyOf(resource, others.left);
  let ofLeft = 0;
  const kept = await keepRows(job, base, read, ({ json }) => {
    const value = JSON.parse(json);
    if (others.stale.some((parent) => isOfStale(resource, value, parent))) return true;
    if (!isLeft(value)) return false;
    ofLeft += 1;
    return true;
  });
  outcome.kept += kept - ofLeft;
  if (outcome.partly) outcome.partly.rows = ofLeft;
}
async function keepRows(job, base, { fresh, unknownColumns }, isKept) {
  const mustBeObjects = job.selection.options.formats.some(({ keepsShape }) => keepsShape);
  let kept = 0;
  for await (const batch of base.rows.sorted()) {
    const rows = batch.filter((row) => isKept(row) && !(mustBeObjects && row.form === "cells"));
    for (const row of rows) findUnknownColumns(row, job.resource, unknownColumns);
    await fresh.add(rows);
    kept += rows.length;
  }
  return kept;
}

// src/export/write/note-reads.ts
function noteReads({ context, selection, state, change }, { read, stale, left }) {
  const { everyDays } = selection.options;
  const { manifest } = state;
  const today = dayName(context.now);
  if (everyDays !== void 0) change.everyDays = everyDays;
  const isTold = everyDays !== void 0 || left.length > 0 || manifest?.parents_read !== void 0;
  const before = daysBefore(manifest?.entries.some(({ path: path2 }) => path2 !== void 0) ? manifest : void 0);
  const unread = [...stale, ...left].map(parentName);
  const days = /* @__PURE__ */ new Map();
  if (isTold) {
    for (const [name, day] of before.below(stale.map(parentName))) days.set(name, day);
    for (const name of unread) {
      const day = before.of(name);
      if (day !== void 0) days.set(name, day);
    }
    for (const ids of read) days.set(parentName(ids), today);
    days.delete("");
  }
  const neverRead = left.map(parentName).filter((name) => !days.has(name));
  const staleParents = [...stale.map(parentName), ...neverRead];
  if (staleParents.length > 0) change.staleParents = staleParents;
  else change.readOn = [today, ...days.values()].sort()[0];
  const byDay = [...groupBy([...days], ([, day]) => day)];
  if (staleParents.length === 0 && byDay.length <= 1) {
    change.readOn = byDay[0]?.[0] ?? today;
    return;
  }
  if (isTold && byDay.length > 0) {
    change.parentsRead = Object.fromEntries(byDay.map(([day, names]) => [day, names.map(([name]) => name)]));
  }
}
function daysBefore(manifest) {
  const days = manifest ? daysOfParents(manifest) : /* @__PURE__ */ new Map();
  const stale = new Set(manifest?.stale_parents);
  const isOfOneDay = manifest?.parents_read === void 0;
  return {
    of: (name) => days.get(name) ?? (isOfOneDay && !stale.has(name) ? manifest?.read_on : void 0),
    /** Of parents below one whose own list could not be read. */
    below: (names) => [...days].filter(([name]) => names.some((above) => name.startsWith(`${above}/`)))
  };
}

// src/export/write/stored-snapshot.ts
async function readStoredSnapshot(job, privacy, contract) {
  const { context, resource, state } = job;
  if (context.access.writeOnly) return void 0;
  const known2 = (state.manifest?.entries ?? []).flatMap((entry) => entry.path === void 0 ? [] : [entry.path]);
  const targets = job.selection.options.formats.map(
    (format) => `${stemIn(resource.name, resource.name)}.${format.extension}`
  );
  const paths = [.../* @__PURE__ */ new Set([...known2, ...context.access.settledOnly ? [] : targets])];
  const faithful = mostFaithful(known2);
  while (paths.length > 0) {
    const path2 = mostFaithful(paths);
    const rows = context.spool.sorter({ unique: true });
    let form = "object";
    const keyOf2 = snapshotKeys(resource);
    const batch = [];
    const facts = await openArchive(context.destination).rows(resource, path2, async (stored) => {
      const given = contract?.stored(stored) ?? stored;
      const { row, value } = privacy?.stored(given) ?? given;
      form = row.form;
      batch.push({ ...row, key: keyOf2(value) });
      if (batch.length >= 500) await rows.add(batch.splice(0));
    });
    await rows.add(batch);
    if (facts?.rows === 0) refuseEmptyBase(job, path2);
    if (facts !== void 0) return { sha256: facts.sha256, path: path2, rows, form };
    if (path2 === faithful) refuseMissingBase(job, path2);
    paths.splice(paths.indexOf(path2), 1);
  }
  return void 0;
}

// src/export/snapshots.ts
async function exportSnapshot(job) {
  const { context, resource, selection, outcome, change } = job;
  const { formats, csvEscapeFormulas, filters } = selection.options;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const contract = schemaContract(resource, selection.options.schema, privacy);
  const read = openSnapshotRows(context.spool, resource, privacy, contract);
  const { fresh, unknownColumns, violations } = read;
  const result = await job.reader.read(resource, { ids: selection.ids, projects: filters.projects }, read.take);
  if (contract) await refuseFrozen(read, resource, contract);
  const shown = (ids) => privacy?.ids(ids) ?? ids;
  const left = result.left.map(shown);
  const stale = result.stale.map(({ ids, error, otherThan }) => ({
    ids: shown(ids),
    otherThan: otherThan?.map(shown),
    why: privacy?.text(error.message, ids) ?? error.message,
    kind: error.kind
  }));
  const base = await readStoredSnapshot(job, privacy, contract);
  if (result.stopped && !keepsOthers(job, base)) throw result.stopped;
  await warnOfEarlierSnapshots(job);
  if (left.length > 0) outcome.partly = { read: result.read.length, left: left.length, rows: 0 };
  if (base && stale.length + left.length > 0) await keepRowsOfOthers(job, base, read, { stale, left });
  const discarded = await violations.count();
  if (base && contract?.mode === "discard-rows") {
    const keys = await violations.keysWithout(fresh.sorted(), ({ key }) => key);
    if (keys.size > 0) outcome.kept += await keepRows(job, base, read, ({ key }) => keys.has(key));
  }
  if (await keepSnapshotIfDoubted(job, base, fresh, [...stale.map(({ ids }) => ids), ...left])) {
    if (stale.length > 0) outcome.problems.push(staleProblem(stale, outcome.kept));
    outcome.kept = 0;
    if (result.stopped) outcome.isStopped = true;
    await Promise.all([read.discard(), base?.rows.discard()]);
    return;
  }
  const table = tableOf(resource, unknownColumns, csvEscapeFormulas);
  const basePath = stemIn(resource.name, resource.name);
  const files = await spoolFiles(context, { basePath, formats, table, rows: () => fresh.sorted() });
  if (base) await writeComparableChanges(job, base, fresh, files);
  const { writeOnly, settledOnly, history } = context.access;
  if (history || settledOnly) {
    const known2 = { manifest: job.state.manifest, isComplete: stale.length + left.length === 0, tally: outcome.tally };
    change.history = await keepInHistory(context, resource, files, known2);
    if (settledOnly) outcome.tally.rows += change.history[0]?.rows ?? 0;
  }
  const current = settledOnly ? files.map((file) => keptAs(job, file)) : files;
  const hashNow = (path2) => storedHash(job.state, job.state.manifest?.entries ?? [], base?.path === path2 ? base.sha256 : void 0, path2);
  if (settledOnly) countRefused(outcome.tally, current[0]);
  else await publishFiles(context, files, hashNow, outcome.tally);
  if (!settledOnly && !writeOnly) await removeFiles(context, replacedPaths(job, files), outcome.tally);
  const facts = discarded ? { discarded: discardedEntry(discarded) } : {};
  change.written.push(...current.map((file) => entryOf(file, facts, table.unknownColumns)));
  if (contract) countDiscarded(outcome, contract.mode, discarded);
  outcome.tally.records += (files[0]?.rows ?? 0) - outcome.kept - (outcome.partly?.rows ?? 0);
  noteReads(job, { read: result.read.map(shown), stale: stale.map(({ ids }) => ids), left });
  if (stale.length > 0) outcome.problems.push(staleProblem(stale, outcome.kept));
  if (result.stopped) outcome.isStopped = true;
  await Promise.all([read.discard(), base?.rows.discard()]);
}
async function writeComparableChanges(job, base, fresh, files) {
  const { context, resource, state, change } = job;
  if (isComparable(state.manifest?.shape.privacy, change.shape.privacy)) return writeChanges(job, base, fresh, files);
  context.log.notice(
    `${resource.name}: no change log this time, because the last snapshot was written with another \`privacy\`, \`pseudonym-key\` or other privacy columns.`
  );
}
function keptAs({ change, state, resource }, file) {
  const history = [...state.manifest?.history ?? [], ...change.history ?? []];
  const extensionOf = (path2) => formatOfPath(path2)?.extension;
  const kept = history.findLast(
    ({ path: path2, sha256 }) => sha256 === file.sha256 && extensionOf(path2) === extensionOf(file.path)
  );
  if (!kept)
    throw new StorageError(
      "stored-file-damaged",
      `The snapshot of ${resource.name} could not be kept: its place below ${FOLDERS.history}/ is taken.`
    );
  return { ...file, path: kept.path };
}
function replacedPaths({ state }, files) {
  const targets = files.map((file) => file.path);
  return (state.manifest?.entries ?? []).flatMap(({ path: path2 }) => path2 && !targets.includes(path2) ? [path2] : []);
}

// src/export/resource-export.ts
var CHECKPOINT_FILES = 500;
var CHECKPOINT_BYTES = 256 * 1024 * 1024;
var LOST = "It could be read before: access was lost.";
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
  } catch (error) {
    if (isAbsence(error) && selection.origin === "preset" && state.manifest === void 0)
      return skipped(job, outcome, error);
    if (error instanceof RunStopped) outcome.isStopped = true;
    else if (isExpected(error)) {
      const isLost = isAbsence(error) && state.manifest !== void 0;
      outcome.problems.push(
        isLost ? notice(explained(error, LOST), "access-lost", { kind: error.kind }) : noticeOf(error)
      );
    } else throw error;
  }
  warnOfRefusedText(job, outcome);
  if (outcome.isStopped) outcome.status = "stopped";
  if (outcome.problems.length > 0) outcome.status = "failed";
  if (change.written.length + change.removedPeriods.length + change.unavailable.length > 0) {
    outcome.change = change;
    outcome.partitions = changedPartitions(change, state.manifest);
  }
  return outcome;
}
function warnOfRefusedText({ context, selection }, { tally: { refused } }) {
  if (refused === void 0) return;
  const names = (keepsShape) => [
    ...new Set(
      selection.options.formats.flatMap((one) => one.keepsShape === keepsShape ? one.name.toUpperCase() : [])
    )
  ];
  const readers = "of half a pair, DuckDB and pyarrow refuse the whole file, polars and pandas change it; PostgreSQL takes neither";
  const kept = names(true).map((name) => `${name} holds it as it was sent: ${readers}`);
  const replaced = names(false).map((name) => `${name} holds U+FFFD in its place`);
  const rows = `${refused.rows} ${refused.rows === 1 ? "row holds" : "rows hold"}`;
  context.log.warning(
    notice(
      `${selection.resource.name}: ${rows} half of a surrogate pair or a NUL in a text, first in row ${refused.row} of ${refused.path}. ${[...kept, ...replaced].join(". ")}.`,
      "lone-surrogates"
    )
  );
}
async function exportByKind(job, outcome, change) {
  const { context, selection, state, reader } = job;
  const { resource } = selection;
  if (resource.kind === "snapshot") {
    if (job.left) return leaveSnapshot(job, job.left, outcome, change);
    await exportSnapshot({ context, selection, resource, state, reader, outcome, change });
    const until = readUntil(change, context.now);
    if (until !== void 0) outcome.dataUntil = until;
    return;
  }
  const earliest = await findEarliest(context, selection);
  if (selection.options.start.kind === "earliest" && resource.kind === "events") outcome.historyFrom = earliest;
  const { settledOnly } = context.access;
  const plan = planPeriods(selection.options, state, context.now, earliest, settledOnly);
  if (plan.asked.from >= plan.asked.to) {
    const why = settledOnly ? "With `settled-only`, a period is exported once its lookback is over." : "An 'end-date' rounds down to the start of a period.";
    const range = `the asked range holds no whole ${selection.options.partitionBy} before ${boundaryName(plan.asked.to)}`;
    context.log.notice(
      notice(`${resource.name}: ${range}: there is nothing to read. ${why}`, "empty-range", { kind: range })
    );
  }
  const planned = plannedPeriods(plan);
  const [firstPlanned, lastPlanned] = [planned[0], planned.at(-1)];
  const toRead = firstPlanned && lastPlanned && { from: firstPlanned.from, to: lastPlanned.to };
  const unique = isPermanent(resource);
  const contract = schemaContract(resource, selection.options.schema, rowPrivacy(resource, selection.options.privacy));
  const dated = {
    context,
    selection,
    resource,
    state: toRead ? { ...state, ...await filesOf(state, toRead) } : state,
    outcome,
    change,
    plan,
    unique,
    ...contract && { contract },
    collectColumns: contract?.collectColumns ?? ((value, found) => collectUnknownColumns(value, resource, found)),
    checkpoint: checkpoints(job, outcome, change),
    board: createBoard(planned, selection.options.partitionBy, context.spool, {
      unique: unique && keepRichest
    }),
    timeOf: (value) => secondsOf(value[resource.timeField]),
    keyOf: rowKeys(resource),
    // Events never go away; buckets are restated whole, except those that the API no longer serves.
    keeps: (value) => unique || change.unavailable.some(([from, to]) => isWithin(secondsOf(value.start_time) ?? Number.NaN, from, to))
  };
  try {
    await (resource.kind === "events" ? exportEvents(dated, resource) : exportBuckets(dated, resource));
  } finally {
    reportFrozen(dated);
  }
  const first = plan.periods[0];
  const [unavailable] = change.unavailable;
  const begins = Math.max(first?.from ?? 0, unavailable && unavailable[0] <= (first?.from ?? 0) ? unavailable[1] : 0);
  if (first && begins < plan.end) outcome.range = { from: begins, to: plan.end };
  const isLate = (work) => plan.withoutTenant.includes(work.period);
  if (!dated.board.all.some((work) => (work.failed || work.isPartial) && !isLate(work))) outcome.dataUntil = plan.end;
}
function leaveSnapshot({ selection, state }, left, outcome, change) {
  outcome.leftAsRead = left;
  outcome.dataUntil = startOfDay(left.readOn);
  const { everyDays } = selection.options;
  if (everyDays === void 0 || everyDays === state.manifest?.every_days) return;
  change.everyDays = everyDays;
  change.written.push(...state.manifest?.entries ?? []);
  if (state.manifest?.parents_read) change.parentsRead = state.manifest.parents_read;
}
function readUntil({ readOn, staleParents, parentsRead }, now) {
  if (staleParents && parentsRead) return void 0;
  return readOn === void 0 || readOn === dayName(now) ? now : startOfDay(readOn);
}
function startOfDay(day) {
  return Date.parse(day) / 1e3;
}
function checkpoints({ context, state, save }, outcome, change) {
  const isSameShape = !state.manifest || sameShape(state.manifest.shape, change.shape);
  let saved = { files: 0, bytes: 0 };
  return async () => {
    const { files, bytes } = outcome.tally;
    const isDue2 = files - saved.files >= CHECKPOINT_FILES || bytes - saved.bytes >= CHECKPOINT_BYTES;
    if (!isDue2 || !isSameShape) return;
    saved = { files, bytes };
    try {
      await save({ ...change, written: [...change.written] });
    } catch (error) {
      if (!(error instanceof StorageError) || error.endsRun) throw error;
      context.log.debug(error.message);
    }
  };
}
function isAbsence(error) {
  if (!(error instanceof ApiError) || !error.isRefusal || isUnknownPath(error)) return false;
  if (error.status === 400) return isSwitchedOff(error.detail);
  return error.status === 403 || error.status === 404;
}
function skipped(job, outcome, error) {
  job.context.log.notice(
    notice(
      `${outcome.resource} was skipped: ${explained(error).replace(/\.?$/, ".")} To leave it out without this notice, add \`!${outcome.resource}\` to \`resources\`.`,
      error.topic,
      { kind: error.kind }
    )
  );
  return { ...outcome, status: "skipped", skippedBecause: noticeOf(error) };
}
function isWithin(value, from, to) {
  return value >= from && value < to;
}

// src/export/export-all.ts
var LONGEST_MANIFEST_PAUSE = 4;
async function exportAll(job, selections, state) {
  const { context } = job;
  const left = leftSnapshots(selections, state.resources, context.now);
  const due = selections.filter(({ resource: { name } }) => !left.has(name));
  const { writeOnly } = job.config.destination;
  const readsOf = (name) => {
    const [selection, known2] = [due.find(({ resource }) => resource.name === name), state.resources.get(name)];
    return selection && known2 && parentReadsOf(selection, known2, context.now, writeOnly);
  };
  const reader = createSnapshotReader({ ...context, selected: due.map(({ resource }) => resource), readsOf });
  const logs = selections.map(() => collectingLog());
  const writing = {
    destination: context.destination,
    writeOnly,
    hashOf: openArchive(context.destination).hash,
    pause: (attempt) => job.sleep(backoff(Math.min(attempt, LONGEST_MANIFEST_PAUSE), job.random))
  };
  const results = await Promise.allSettled(
    selections.map(async (selection, index) => {
      const { name } = selection.resource;
      const own2 = { ...context, log: logs[index] };
      const known2 = state.resources.get(name) ?? { manifest: void 0, isDone: () => false };
      const fallback = job.config.state === "cache" ? known2.manifest : void 0;
      let manifest = known2.manifest;
      let last;
      const save = async (change) => {
        last = change;
        manifest = await saveManifest(writing, name, change, known2.manifest, fallback);
      };
      const { organization } = job;
      const outcome = await exportResource({
        ...{ context: own2, selection, state: known2, reader, organization, save },
        left: left.get(name)
      });
      await publishManifest(outcome, save);
      return [
        name,
        {
          outcome,
          get manifest() {
            return manifest;
          },
          async saveAgain() {
            if (last) await save(last);
          }
        }
      ];
    })
  );
  replayTogether(
    selections.map(({ resource: { name } }, index) => ({ resource: name, lines: logs[index]?.lines ?? [] })),
    context.log
  );
  const bug = results.find((result) => result.status === "rejected");
  if (bug) throw bug.reason;
  return new Map(results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []));
}
async function publishManifest(outcome, save) {
  if (!outcome.change) return;
  try {
    await save(outcome.change);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const problem = noticeOf(error);
    if (!outcome.problems.some((known2) => rendered(known2) === rendered(problem))) outcome.problems.push(problem);
    outcome.status = "failed";
  }
}

// src/export/job/progress.ts
var PROGRESS_SECONDS = 10;
var MOST_LINES = 8;
function createProgress(tally) {
  const resources = /* @__PURE__ */ new Map();
  const summedRetries = /* @__PURE__ */ new Map();
  let now = 0;
  const progressOf = (resource) => {
    let progress = resources.get(resource);
    if (!progress) {
      progress = { rows: 0, planned: 0, done: 0, startedAt: now, reported: { rows: 0, requests: 0 } };
      resources.set(resource, progress);
    }
    return progress;
  };
  const requestsOf = (resource) => tally.lanes.get(resource)?.requests ?? 0;
  return {
    of: (resource) => {
      const progress = progressOf(resource);
      return {
        read(rows) {
          progress.rows += rows;
        },
        plan(units) {
          progress.planned += units;
        },
        finish(units) {
          progress.done += units;
        }
      };
    },
    lines(seconds) {
      now = seconds;
      const moved = [...resources].map(([resource, progress]) => ({ resource, progress, requests: requestsOf(resource) })).filter(
        ({ progress, requests }) => progress.rows > progress.reported.rows || requests > progress.reported.requests
      ).filter(({ progress }) => progress.done < progress.planned).sort((a, b) => b.requests - b.progress.reported.requests - (a.requests - a.progress.reported.requests));
      const lines = moved.slice(0, MOST_LINES).map(({ resource, progress, requests }) => {
        const throttled = tally.lanes.get(resource)?.throttledMilliseconds ?? 0;
        return `${resource}: ${describe(progress, requests, throttled, seconds)}`;
      });
      for (const { progress, requests } of moved) progress.reported = { rows: progress.rows, requests };
      const others = moved.length - lines.length;
      return others > 0 ? [...lines, `and ${countOf(others, "other resource")}`] : lines;
    },
    retryLines(seconds) {
      const unlogged = [...tally.lanes].map(([lane, { unloggedRetries, lastUnlogged }]) => {
        return { lane, unloggedRetries, lastUnlogged, retries: unloggedRetries - (summedRetries.get(lane) ?? 0) };
      }).filter(({ retries }) => retries > 0).sort((a, b) => b.retries - a.retries);
      for (const { lane, unloggedRetries } of unlogged) summedRetries.set(lane, unloggedRetries);
      const when = seconds === void 0 ? "" : ` in the last ${duration(seconds)}`;
      const lines = unlogged.slice(0, MOST_LINES).map(({ lane, retries, lastUnlogged }) => {
        return `${lane}: ${countOf(retries, "more retry", "more retries")}${when}; last: ${lastUnlogged?.message ?? ""}`;
      });
      const others = unlogged.slice(MOST_LINES);
      const rest = others.reduce((sum, { retries }) => sum + retries, 0);
      const more = `${countOf(rest, "more retry", "more retries")} of ${countOf(others.length, "other resource")}`;
      return others.length > 0 ? [...lines, `and ${more}`] : lines;
    }
  };
}
function describe(progress, requests, throttled, seconds) {
  const { rows, done, planned, startedAt } = progress;
  const elapsed = Math.max(1, seconds - startedAt);
  const share = planned > 0 ? done / planned : 0;
  const parts = [
    `${countOf(rows, "row")} in ${countOf(requests, "request")}`,
    // Less than one a second says nothing: what is waited for is the API.
    ...rows >= elapsed ? [`${count(Math.round(rows / elapsed))} a second`] : [],
    `${Math.floor(share * 100)} % done`
  ];
  if (share >= 0.02) parts.push(`about ${duration(elapsed * (1 - share) / share)} left`);
  if (throttled >= 1e3) parts.push(`waits for the rate limit add up to ${duration(throttled / 1e3)}`);
  return parts.join(", ");
}

// src/api/client.ts
var import_node_http = __toESM(require_node_http(), 1);
var import_node_https = __toESM(require_node_https(), 1);
init_src();

// src/api/answer-text.ts
import { isUtf8 } from "node:buffer";
var DecodingFailed = class extends Error {
  name = "DecodingFailed";
};
var BYTE_ORDER_MARK = Buffer.from("\uFEFF");
var UTF8 = /^(utf-?8|us-ascii|ascii)$/i;
function decodeAnswer(bytes, contentType) {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? "")?.[1];
  if (charset !== void 0 && !UTF8.test(charset))
    throw new DecodingFailed("the answer is not UTF-8: it declares another charset");
  if (!isUtf8(bytes)) throw new DecodingFailed("the answer is not UTF-8");
  const json = bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  return { text: json.toString("utf8"), bytes: json };
}
function parseJson(text2) {
  try {
    return JSON.parse(text2);
  } catch (error) {
    if (error instanceof RangeError) throw new DeeplyNested();
    throw error;
  }
}
function isWebPage({ headers }, bytes) {
  if (/^\s*(text\/html|application\/xhtml)/i.test(headers.get("content-type") ?? "")) {
    const first = bytes.subarray(0, 64).toString("latin1").trimStart()[0];
    return first !== "{" && first !== "[";
  }
  return /^(\xef\xbb\xbf)?\s*</.test(bytes.subarray(0, 64).toString("latin1"));
}

// src/api/interruptions.ts
function createInterruptions(stop, abandon) {
  const waiting = /* @__PURE__ */ new Set();
  const requests = /* @__PURE__ */ new Set();
  stop?.addEventListener("abort", () => {
    for (const callOff of waiting) callOff(stop.reason);
  });
  abandon?.addEventListener("abort", () => {
    for (const request of requests) request.abort();
  });
  function interruptible(start) {
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      const release = () => waiting.delete(reject);
      start(release).then(resolve, reject).finally(release);
      if (stop?.aborted && waiting.has(reject)) reject(stop.reason);
    });
  }
  return {
    whileWaiting: (wait) => interruptible(() => wait),
    inTurn: (run) => interruptible(
      (release) => run(() => {
        stop?.throwIfAborted();
        release();
      })
    ),
    underWay(request) {
      requests.add(request);
      return () => requests.delete(request);
    }
  };
}

// src/api/client.ts
var LARGEST_BODY = 512 * 1024 * 1024;
var THROTTLING_PATIENCE = 3;
var LONGEST_TIMER = 2 ** 31 - 1;
function createClient(options) {
  const agentOptions = { keepAlive: true, scheduling: "lifo", proxyEnv: options.proxyEnvironment };
  const agents = { "http:": new import_node_http.default.Agent(agentOptions), "https:": new import_node_https.default.Agent(agentOptions) };
  const interruptions = createInterruptions(options.stop, options.abandon);
  const withoutHasMore = /* @__PURE__ */ new Set();
  const base = new URL(`${options.baseUrl}/`);
  const headers = {
    authorization: `Bearer ${options.apiKey}`,
    accept: "application/json",
    "user-agent": options.userAgent
  };
  if (options.organization !== void 0) headers["openai-organization"] = options.organization;
  if (options.project !== void 0) headers["openai-project"] = options.project;
  function resolve(path2, query) {
    const url = new URL(`${options.baseUrl}${path2}`);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
      throw new ConfigurationError(
        "outside-base-url",
        `The path ${path2} lies outside of base-url: the key is sent nowhere else.`
      );
    }
    for (const [name, value] of query) url.searchParams.append(name, value);
    return url;
  }
  async function attempt(url, path2, lane, isError, turn) {
    const abort = new AbortController();
    const ended = interruptions.underWay(abort);
    const started = performance.now();
    options.watch?.asked(lane);
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
      const bytes = Buffer.from(await response.arrayBuffer());
      turn.answered(response.headers);
      const requestId = requestIdOf(response.headers.get("x-request-id"));
      const milliseconds2 = Math.round(performance.now() - started);
      options.watch?.answered(lane, requestId, milliseconds2);
      options.log.debug(`GET ${path2} ${response.status} ${milliseconds2} ms ${requestId ?? ""}`);
      const { status } = response;
      const { apiKey, quotesWords = false } = options;
      const delay = serverDelay(status, response.headers, options.now() * 1e3);
      const failedWith = (body2) => refusal({ path: path2, status, requestId, body: body2, apiKey, quotesWords });
      if (!response.ok) return { failed: failedWith(bytes.toString()), delay };
      if (isWebPage(response, bytes)) return { failed: webPageAnswer(path2, apiKey, status), delay };
      const json = decodeAnswer(bytes, response.headers.get("content-type"));
      const body = parseJson(json.text);
      if (isError(body)) return { failed: failedWith(json.text), delay };
      return { json, body, ...requestId !== void 0 && { requestId } };
    } catch (error) {
      if (error instanceof ConfigurationError) throw error;
      options.abandon?.throwIfAborted();
      const why = abort.signal.aborted ? `no answer within ${options.requestTimeoutSeconds} s` : describe2(error);
      if (error instanceof DeeplyNested)
        return { failed: broken({ path: path2 }, error.message, "too-deep"), delay: void 0 };
      const cause = error instanceof SyntaxError ? void 0 : error;
      const isUnreadable = !abort.signal.aborted && isUnreadableAnswer(error);
      return { failed: noAnswer(path2, why, options.apiKey, { cause, isUnreadable }), delay: void 0 };
    } finally {
      ended();
      clearTimeout(timer);
    }
  }
  function waitFor({ delay }, count2) {
    if (delay !== void 0 && count2 <= options.retries) return delay;
    return Math.max(delay ?? 0, backoff(count2, options.random));
  }
  const loggedLanes = /* @__PURE__ */ new Set();
  function logRetry(lane, sentence, mayLog) {
    const isLogged = mayLog && !loggedLanes.has(lane);
    if (isLogged) loggedLanes.add(lane);
    options.log[isLogged ? "info" : "debug"](sentence);
    return isLogged;
  }
  const client = {
    onAnswer: void 0,
    missesHasMore(lane) {
      if (withoutHasMore.has(lane)) return;
      withoutHasMore.add(lane);
      const what = `${lane}: its answers lack has_more, so each list is read until a page brings nothing new`;
      const why = "Something between the runner and the API may change its answers: check `base-url` and the proxy.";
      options.log.warning(notice(`${what}. ${why}`, "has-more-missing"));
    },
    async get(path2, query, lane, { acceptRefusal = false, isError = isErrorEnvelope, mayRetry } = {}) {
      const url = resolve(path2, query);
      for (let count2 = 1; ; count2 += 1) {
        const result = await interruptions.inTurn(
          (begin2) => options.pacer.run(lane, async (turn) => {
            begin2();
            const outcome = await attempt(url, path2, lane, isError, turn);
            if (!("failed" in outcome) || outcome.failed.status !== 429 || !isTransient(outcome.failed)) return outcome;
            const said = outcome.delay === void 0 ? void 0 : waitFor(outcome, count2);
            return { ...outcome, throttled: turn.refused(said) };
          })
        );
        if (!("failed" in result)) return result;
        const { failed, throttled } = result;
        const transient = isTransient(failed) && (failed.status === 0 || !acceptRefusal);
        const patience = throttled ? THROTTLING_PATIENCE * options.retries : options.retries;
        if (!transient || count2 > patience) throw failed;
        const { wait, isFirst } = throttled ?? { wait: waitFor(result, count2), isFirst: true };
        if (mayRetry && !await mayRetry()) throw failed;
        const next = `attempt ${count2 + 1} of ${patience + 1} in ${(wait / 1e3).toFixed(1)} s`;
        const isLogged = logRetry(lane, `${failed.message}; ${next}`, isFirst);
        options.watch?.waits(lane, wait, { why: throttled ? "rate limit" : "failure", failed, isLogged });
        await interruptions.whileWaiting(options.sleep(wait));
      }
    }
  };
  return client;
}
function isErrorEnvelope(body) {
  return isErrorBody(body, {});
}
function serverFacts(response) {
  const date = Date.parse(response.headers.get("date") ?? "");
  return {
    date: Number.isNaN(date) ? void 0 : Math.floor(date / 1e3),
    organization: response.headers.get("openai-organization") ?? void 0
  };
}
function isUnreadableAnswer(error) {
  const isTooLong = error instanceof FetchError && error.type === "max-size";
  return isTooLong || error instanceof SyntaxError || error instanceof DecodingFailed;
}
function describe2(error) {
  if (error instanceof SyntaxError) return "the answer is not JSON, or was cut";
  if (error instanceof DecodingFailed) return error.message;
  return error instanceof Error ? withoutAddress(error.message) : String(error);
}
function withoutAddress(message) {
  return message.replace(/^request to \S+ failed, reason: (?=.)/, "").replace(/ while trying to fetch \S+(?=:)/, "").replace(/^content size at \S+ over/, "content size over");
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

// src/api/found-limit.ts
var SHORTENING = 0.95;
var MOST_DOUBLINGS = 4;
var MORE_THAN_CHANCE = 100;
var MOST_TRIES = 3;
var SHORTEST_WAIT = 1e3;
var WAIT_GROWTH = 1.5;
var STEADY_WAIT = 8e3;
var LONGEST_WAIT = 3e4;
function createFoundLimit() {
  let cycle = { startedAt: 0, sent: 0, admitted: 0, isAfterRefusal: false };
  let origin;
  let finding;
  let isOver = false;
  let refusedInVain = 0;
  let waited = 0;
  let refusedAt;
  const quotaOf = ({ quota }) => Math.max(1, quota.admitted);
  const triesMore = ({ confirmed, kept }) => confirmed === 0 || kept >= 2 ** Math.min(confirmed, MOST_DOUBLINGS);
  function guess(now) {
    const next = finding && refusedInVain === 0 ? (origin ?? now) + finding.length - now : 0;
    const step = Math.min(STEADY_WAIT, SHORTEST_WAIT * WAIT_GROWTH ** refusedInVain);
    return Math.max(next, step, Math.min(LONGEST_WAIT, waited * 0.15));
  }
  return {
    room(underWay) {
      if (!finding) return Number.POSITIVE_INFINITY;
      const left = quotaOf(finding) - cycle.sent;
      if (left > 0 || !triesMore(finding)) return left;
      const more = Math.max(0, cycle.admitted - quotaOf(finding));
      return Math.min(MOST_TRIES, 1 + Math.floor(more / 8)) - underWay;
    },
    get isConfirmed() {
      return (finding?.confirmed ?? 0) > 0;
    },
    wait: (now) => finding ? Math.max(0, cycle.startedAt + finding.length - now) : 0,
    begin(now, isAfterRefusal) {
      cycle = { startedAt: now, sent: 0, admitted: 0, isAfterRefusal };
      isOver = false;
    },
    sent(now) {
      if (origin === void 0) {
        cycle = { ...cycle, startedAt: now };
        origin = now;
      }
      cycle.sent += 1;
      return cycle;
    },
    admitted(own2) {
      own2.admitted += 1;
      if (own2 !== cycle || !finding) return;
      if (own2.admitted === 1) {
        if (own2.isAfterRefusal) {
          const until = finding.isExact ? own2.startedAt : (own2.startedAt + (refusedAt ?? 0)) / 2;
          const length = until - (origin ?? 0);
          const isAlike = finding.isAlike && isNear(length, finding.length);
          finding.confirmed = isAlike ? finding.confirmed + 1 : 0;
          finding.length = length;
        } else {
          finding.kept += 1;
          if (!finding.isExact) finding.length *= SHORTENING;
        }
        origin = own2.startedAt;
        refusedInVain = 0;
        waited = 0;
      }
      const more = own2.admitted - quotaOf(finding);
      if (own2 !== finding.quota && more > Math.max(MORE_THAN_CHANCE, quotaOf(finding))) finding = void 0;
    },
    refused(own2, now, said) {
      if (own2 !== cycle || isOver) return void 0;
      isOver = true;
      const isFirst = refusedAt === void 0;
      refusedAt = now;
      if (own2.admitted === 0) refusedInVain += 1;
      else {
        const { quota, length = 0, confirmed = 0 } = finding ?? {};
        const isAlike = quota !== void 0 && isNear(own2.admitted, quota.admitted);
        finding = {
          quota: own2,
          length: isAlike ? length : 0,
          isAlike,
          isExact: said !== void 0,
          confirmed,
          kept: 0
        };
      }
      const wait = said === void 0 ? guess(now) : isFirst ? said : Math.max(said, SHORTEST_WAIT);
      waited += wait;
      return wait;
    }
  };
}
function isNear(one, other) {
  return Math.abs(one - other) <= Math.max(2, Math.min(one, other));
}

// src/api/stated-limit.ts
var LONGEST_GUESS = 1e3;
function createStatedLimit(concurrency) {
  let room = Number.POSITIVE_INFINITY;
  let reset = 0;
  let longestReset = 0;
  let limit = 0;
  let saysWait = false;
  let beganAt;
  let refills = true;
  let isGuess = false;
  let isFirstAnswer = false;
  return {
    get room() {
      return room;
    },
    sent(now) {
      room -= 1;
      beganAt ??= now;
    },
    heard(headers, others) {
      const remaining = wholeNumber(headers.get("x-ratelimit-remaining-requests"));
      room = remaining === void 0 ? Number.POSITIVE_INFINITY : remaining - others;
      limit = wholeNumber(headers.get("x-ratelimit-limit-requests")) ?? 0;
      reset = parseDuration(headers.get("x-ratelimit-reset-requests") ?? "") ?? 0;
      longestReset = Math.max(longestReset, reset);
      saysWait = headers.get("retry-after") !== null || headers.get("retry-after-ms") !== null;
      if (isFirstAnswer && !isGuess && remaining !== void 0) refills = remaining < limit / 2;
      isFirstAnswer = false;
    },
    wait(now) {
      isGuess = refills && limit > 0;
      if (!isGuess) return Math.max(0, Math.min(reset, (beganAt ?? now) + longestReset - now));
      const each = reset / limit;
      return Math.min(reset, Math.max(each, Math.min(each * concurrency, LONGEST_GUESS)));
    },
    waited(now) {
      room = 1;
      beganAt = now;
      isFirstAnswer = true;
    },
    refused(isFirst, asked, now) {
      if (isFirst && isGuess) refills = false;
      isGuess = false;
      return saysWait || !Number.isFinite(room) ? asked : Math.max(this.wait(now), Math.min(asked, LONGEST_GUESS));
    }
  };
}
function wholeNumber(text2) {
  return text2 !== null && /^\d+$/.test(text2) ? Number(text2) : void 0;
}

// src/api/pacing.ts
function createPacer({
  concurrency,
  requestsPerSecond,
  sleep,
  now = () => performance.now()
}) {
  const queue = new PQueue({
    concurrency,
    queueClass: FairQueue,
    ...requestsPerSecond === void 0 ? {} : { interval: 1e3 / requestsPerSecond, intervalCap: 1 }
  });
  const stated = createStatedLimit(concurrency);
  const found = createFoundLimit();
  let allowed = concurrency;
  let goodAnswers = 0;
  let underWay = 0;
  let holds = 0;
  let heldUntil = 0;
  const isStated = () => Number.isFinite(stated.room);
  async function hold(milliseconds2, onEnd) {
    holds += 1;
    heldUntil = Math.max(heldUntil, now() + milliseconds2);
    queue.pause();
    await sleep(milliseconds2);
    holds -= 1;
    if (holds > 0) return;
    onEnd();
    update();
  }
  function beginAgain(isAfterRefusal) {
    found.begin(now(), isAfterRefusal);
    if (isStated()) stated.waited(now());
    else allowed = 1;
    goodAnswers = 0;
  }
  function update() {
    if (holds > 0) return;
    const room = Math.min(allowed - underWay, isStated() ? stated.room : found.room(underWay));
    if (room > 0) {
      queue.concurrency = underWay + room;
      queue.start();
      return;
    }
    queue.pause();
    if (queue.size === 0 || allowed <= underWay) return;
    if (isStated() && underWay === 0) waitFor(stated.wait(now()), () => beginAgain(false));
    else if (!isStated() && found.room(0) <= 0) waitFor(found.wait(now()), () => beginAgain(false));
  }
  function waitFor(milliseconds2, onEnd) {
    if (milliseconds2 > 0) {
      void hold(milliseconds2, onEnd);
      return;
    }
    onEnd();
    update();
  }
  async function take3(request) {
    underWay += 1;
    stated.sent(now());
    const cycle = found.sent(now());
    let isAdmitted = false;
    try {
      return await request({
        answered(headers) {
          isAdmitted = true;
          stated.heard(headers, underWay - 1);
        },
        refused(said) {
          isAdmitted = false;
          const isFirstAfterWait = cycle.admitted === 0;
          const asked = found.refused(cycle, now(), said);
          if (asked === void 0) return { wait: Math.max(heldUntil - now(), 0), isFirst: false };
          const wait = stated.refused(isFirstAfterWait, asked, now());
          void hold(wait, () => beginAgain(true));
          return { wait, isFirst: true };
        }
      });
    } finally {
      underWay -= 1;
      if (isAdmitted) {
        found.admitted(cycle);
        goodAnswers += 1;
        if (found.isConfirmed || goodAnswers >= concurrency) {
          allowed = Math.min(concurrency, allowed + 1);
          goodAnswers = 0;
        }
      }
      update();
    }
  }
  return {
    async run(lane, request) {
      const result = queue.add(() => take3(request), { lane });
      update();
      return result;
    }
  };
}

// node_modules/csv-parse/lib/sync.js
var parse=function(data,opts={}){if(typeof data==="string"){data=Buffer.from(data)}const records=opts&&opts.objname?Object.create(null):[];const parser=transform(opts);const push=record=>{if(parser.options.objname===void 0)records.push(record);else{records[record[0]]=record[1]}};const close=()=>{};const error=parser.parse(data,true,push,close);if(error!==void 0)throw error;return records};
// src/run/first-answer.ts
import { createHash as createHash5 } from "node:crypto";
var TOLERANCE_SECONDS = 60;
async function meetServer(client, selections, machineNow, log) {
  let facts;
  client.onAnswer = (answer) => {
    facts = answer;
  };
  const { path: path2, query } = smallestRequest(selections, machineNow);
  try {
    await client.get(path2, query, "first", { acceptRefusal: true });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isRefusal && error.status === 401)
      throw new ConfigurationError(error.topic, explained(error), { cause: error });
    if (!facts) throw new ApiError(error.topic, explained(error), { status: 0, cause: error });
  } finally {
    client.onAnswer = void 0;
  }
  const date = facts?.date ?? machineNow;
  if (Math.abs(date - machineNow) > TOLERANCE_SECONDS) {
    const apart = `This machine's clock and the API's are ${Math.abs(date - machineNow)} s apart; the earlier one counts as now. Check the runner's time.`;
    log.warning(notice(apart, "clock-skew"));
  }
  return { now: Math.min(date, machineNow), organization: hashOf3(facts?.organization) };
}
function refuseOtherOrganization(organization, stored) {
  for (const known2 of stored) {
    if (!organization || known2 === organization) continue;
    throw new ConfigurationError(
      "other-organisation",
      "The key belongs to another organisation than the one whose data the destination holds. Use a key of that organisation, or choose another `destination`: two organisations in one folder would replace each other."
    );
  }
}
function smallestRequest(selections, now) {
  const [first] = selections;
  if (!first) throw new ConfigurationError("invalid-input", "There is nothing to export: `resources` selects none.");
  const { resource, ids } = first;
  const limit = [["limit", "1"]];
  if (resource.kind === "events")
    return { path: resource.path, query: [[`${resource.timeField}[gte]`, String(now)], ...limit] };
  if (resource.kind === "buckets")
    return { path: resource.path, query: [[resource.timeField, String(now - 86400)], ...limit] };
  if (ids?.[0] !== void 0 && !resource.parent)
    return { path: resource.path.replace(/\{[^{}]*\}/, encodeURIComponent(ids[0])), query: [] };
  const own2 = selections.map((selection) => selection.resource);
  const root = listsAbove(resource, own2).at(-1) ?? resource;
  return { path: root.path, query: root.pagination === "none" ? [] : limit };
}
function hashOf3(organization) {
  return organization === void 0 ? void 0 : createHash5("sha256").update(organization).digest("hex").slice(0, 16);
}

// src/audit/read/row-cells.ts
function cellsReader(resource) {
  const names = resource.columns.map(({ name }) => name);
  const known2 = new Set(names);
  const unknown = /* @__PURE__ */ new Set();
  let columns = names;
  let flatten = rowFlattener(tableOf(resource, [], false));
  function objectCells(json) {
    const before = unknown.size;
    collectUnknownColumns(JSON.parse(json), resource, unknown);
    if (unknown.size > before) {
      const table = tableOf(resource, unknown, false);
      flatten = rowFlattener(table, { unlisted: unknown.size > MOST_UNKNOWN_COLUMNS ? "drop" : "refuse" });
      columns = [...names, ...table.unknownColumns];
    }
    const cells = flatten(json).map((cell, index) => [columns[index], cell]);
    return Object.fromEntries(cells.filter(([, cell], index) => cell !== null || index < names.length));
  }
  function tableCells(json) {
    const stored = new Map(Object.entries(JSON.parse(json)));
    const others = [...stored.keys()].filter((name) => !known2.has(name)).sort();
    return Object.fromEntries([...names, ...others].map((name) => [name, plainText(stored.get(name) ?? null)]));
  }
  return ({ json, form }) => form === "object" ? objectCells(json) : tableCells(json);
}
function plainText(cell) {
  if (cell === null || !cell.startsWith("'")) return cell;
  const rest = cell.slice(1);
  return defuseFormula(rest) === cell ? rest : cell;
}

// src/audit/read/change-cells.ts
function changeReader(manifest) {
  const resource = storedResource(manifest);
  const context = { resource, cellsOf: cellsReader(resource), form: storedForm(manifest.shape.formats) };
  return (line2, day) => changeOf(context, line2, day);
}
function changeOf({ resource, cellsOf, form }, line2, day) {
  const { change, key, row, before, after } = parseLine2(line2);
  const types = new Map(resource.columns.map(({ name, type }) => [name, type]));
  const side = (fields = {}) => Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      form === "cells" && typeof value === "string" ? plainText(value) : cellText(value, types.get(name))
    ])
  );
  const whole = (fields = {}) => cellsOf({ json: JSON.stringify(fields), form });
  const common = { resource: resource.name, change, day, key: side(key) };
  if (change === "added") return { ...common, before: {}, after: whole(row) };
  if (change === "removed") return { ...common, before: whole(row), after: {} };
  const [old, now] = [side(before), side(after)];
  const names = [.../* @__PURE__ */ new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  const differing = names.filter((name) => (old[name] ?? null) !== (now[name] ?? null));
  const pick = (cells) => Object.fromEntries(differing.map((name) => [name, cells[name] ?? null]));
  return differing.length === 0 ? void 0 : { ...common, before: pick(old), after: pick(now) };
}
function parseLine2(text2) {
  let line2;
  try {
    line2 = parseLossless(text2);
  } catch (cause) {
    throw new StorageError("stored-file-damaged", "a line is not JSON", { cause });
  }
  const isWhole2 = line2?.change === "changed" ? line2.before && line2.after : line2?.row;
  if (!isWhole2 || !["added", "removed", "changed"].includes(line2.change)) {
    throw new StorageError("stored-file-damaged", "a line is no entry of a change log");
  }
  return line2;
}
function cellText(value, type) {
  if (value === null || value === void 0) return null;
  const digits = numberText(value);
  if (digits !== void 0) return type === "time" ? isoTime(digits) : digits;
  return typeof value === "string" && type !== "json" ? value : JSON.stringify(value);
}

export {
  parse,
  escapeMarkdown,
  code,
  prose,
  link,
  cellsReader,
  plainText,
  changeReader,
  privateText,
  privateLog,
  rowPrivacy,
  newTally,
  RunStopped,
  createRequestTally,
  backoff,
  drain,
  secondsOf,
  rowKeys,
  listNamed,
  leftSnapshots,
  listPages,
  findEarliest,
  planPeriods,
  refuseEmptyRanges,
  eventWindows,
  plannedPeriods,
  bucketWindows,
  createSnapshotReader,
  isActive,
  knownRefusals,
  withoutKnown,
  entriesIn,
  restoreState,
  refuseOtherShape,
  warnOfLeftover,
  standing,
  leaves,
  exportAll,
  PROGRESS_SECONDS,
  createProgress,
  limitMemory,
  freeSentBuffers,
  createRowSpool,
  createClient,
  createPacer,
  meetServer,
  refuseOtherOrganization
};
