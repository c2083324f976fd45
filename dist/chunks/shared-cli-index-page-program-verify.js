import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/notices/topics.ts
var TROUBLES = {
  // The key, and what it may read
  "key-missing": "No key arrived",
  "wrong-kind-of-key": "The key is of another kind",
  "malformed-key": "The key was pasted with something around it",
  "key-not-accepted": "The API does not accept the key",
  "key-expired": "The key has expired",
  "key-expires": "The key of this export expires soon",
  "missing-scope": "The key lacks a scope",
  "key-may-not-read": "The key may not read this",
  "place-not-allowed": "The API refuses requests from this place",
  "access-lost": "What could be read before cannot be read any more",
  "nothing-readable": "The key can read none of the resources",
  "audit-logging-off": "Audit logging is not switched on",
  "feature-off": "The organisation does not have this feature",
  "other-organisation": "The key belongs to another organisation",
  // The API, and the way to it
  network: "The API cannot be reached",
  proxy: "The proxy refuses",
  "certificate-not-trusted": "The certificate is not trusted",
  "api-unavailable": "The API does not answer, or answers with an error of its own",
  "rate-limited": "The rate limit stayed exhausted",
  billing: "OpenAI refuses because of billing",
  "not-the-api": "Something else than the API answers",
  "redirect-refused": "A redirect is not followed",
  "unknown-path": "The API does not know the path",
  "request-refused": "The API refuses a request",
  "broken-answer": "The answer is not what the API sends",
  "has-more-missing": "Lists come without has_more",
  "no-progress": "A list does not come to its end",
  "too-deep": "An answer is nested too deeply",
  "other-than-asked": "The API answers with something else than was asked for",
  "rows-contradict": "The API says two things of the same entry",
  "parent-without-key": "An entry of a list has no usable id",
  "outside-base-url": "A path leads away from base-url",
  "clock-skew": "The machine's clock is wrong",
  "history-limit": "The API's history does not reach back so far",
  "grouping-refused": "The API does not group by a dimension",
  "tenant-events-left-out": "Events of the tenant are left out",
  "unknown-event-types": "Event types that this release does not know",
  "schema-frozen": "The API sends fields that are not let in",
  "rows-left-out": "Rows or fields were left out",
  "too-many-columns": "Rows hold too many fields for a table",
  "lone-surrogates": "A text holds half a character, or NUL",
  // Inputs and config
  "invalid-input": "The configuration has mistakes",
  "empty-range": "There is nothing to read in the asked range",
  "other-shape": "The destination holds an export of another shape",
  "no-zstandard": "This Node.js has no Zstandard",
  "projects-file": "The projects file does not fit",
  // The destination
  "no-credentials": "No credentials for the store",
  "credentials-expired": "The credentials of the store have expired",
  "credentials-refused": "The store refuses the credentials",
  "permission-denied-at-store": "The store does not permit it",
  "bucket-missing": "The bucket or container does not exist",
  "object-locked": "The store refuses to replace what it keeps",
  "store-throttled": "The store asks to slow down",
  "store-unreachable": "The store cannot be reached",
  "conditions-unsupported": "The store does not know conditions on writing",
  "destination-lost": "A file at the destination could not be read or written",
  "disk-full": "The disk is full",
  "folder-not-writable": "The folder may not be written",
  "checksum-mismatch": "The store holds something else than was sent",
  "path-refused": "A link, or a path that leads out of the destination",
  "stored-file-damaged": "A stored file cannot be read",
  "stored-file-missing": "A stored file is missing",
  "suddenly-empty": "Almost everything is gone at once",
  "evidence-missing": "A stored file that the run needs is missing",
  "part-not-read": "A part of a snapshot could not be read",
  "fewer-events-than-before": "The API gives fewer events than before",
  "events-revised": "An event came again with other content",
  "rows-only-in-csv": "Rows are in the CSV file alone",
  "written-unread": "A file was there and may not be read",
  "stored-before-privacy": "Older files hold personal data in the open",
  "nothing-stored": "Nothing is stored for that day",
  // State
  "unreadable-manifest": "A manifest cannot be read",
  "repair-refused": "A repair cannot be done",
  "cache-not-read": "The state could not be read from the cache",
  "cache-not-saved": "The state was not saved to the cache",
  "no-state": "Nothing is known of earlier runs",
  "checkout-missing": "The cache knows more than the destination",
  "overlapping-runs": "Several runs write at once",
  "run-stopped": "The run was stopped",
  "record-not-stored": "The run record was not stored",
  "runner-file": "A file of the runner cannot be written",
  // GitHub
  "commit-refused": "GitHub refuses",
  "github-permission-missing": "The token may not do this at GitHub",
  "github-token-not-valid": "The GitHub token is not valid",
  "github-rate-limited": "GitHub's rate limit is used up",
  "pull-requests-not-allowed": "Actions may not open pull requests",
  "pull-request-settings-refused": "GitHub refuses a setting of the pull request",
  "protected-branch": "The branch is protected",
  "branch-not-usable": "The branch cannot be committed to",
  "merge-conflict": "The branch and its base have both changed a file",
  "file-too-large": "A file is too large for GitHub",
  "secrets-withheld": "GitHub gives this workflow no secrets",
  // Privacy, checks and reports
  "public-repository": "The repository is public",
  "checks-incomplete": "The checks could not read everything",
  "checks-did-not-run": "The checks did not run",
  "findings-unreadable": "The findings of earlier runs cannot be read",
  "exceptions-to-review": "Exceptions that need a look",
  "new-findings": "New findings fail the step",
  "stale-data": "Old data fails the step",
  "access-review-unreadable": "A merged access review cannot be followed up",
  // Ours
  "our-bug": "A mistake of ours"
};

// src/notices/pointer.ts
var PAGE = "docs/troubleshooting.md";
var AT_END = new RegExp(`\\s+See ${PAGE.replace(".", "\\.")}#([a-z-]+)$`);
var PAGES = /(?<![\w/.-])docs\/(?:troubleshooting\.md#[a-z-]+|destinations\/[a-z\d-]+\.md)/g;
function withPointer(text, topic) {
  if (topicAtEnd(text) !== void 0) return text;
  const trimmed = text.trimEnd();
  const sentence = /[.!?)]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  const isList = /(?:^|\n)- [^\n]*$/.test(trimmed);
  return `${isList ? `${trimmed}
` : `${sentence} `}See ${PAGE}#${topic}`;
}
function splitPointer(text) {
  const topic = topicAtEnd(text);
  return topic === void 0 ? { words: text } : { words: text.replace(AT_END, ""), topic };
}
function addressOf(topic, files) {
  return `${files}/${PAGE}#${topic}`;
}
function linkPages(text, files) {
  return files === void 0 ? text : text.replace(PAGES, (page) => `${files}/${page}`);
}
function topicAtEnd(text) {
  const [, name] = AT_END.exec(text) ?? [];
  return name !== void 0 && Object.hasOwn(TROUBLES, name) ? name : void 0;
}

// src/text/amounts.ts
function count(value) {
  return value.toLocaleString("en-US");
}
function countOf(value, noun, plural = `${noun}s`) {
  return `${count(value)} ${value === 1 ? noun : plural}`;
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
function duration(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
}

// src/text/unseen.ts
var UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
var JOINED = /(?<=[\p{L}\p{M}\p{Extended_Pictographic}])(?:\u200c|\u200d|\ufe0e|\ufe0f)$/u;
function replaceUnseen(text, replace) {
  return text.replace(
    UNSEEN,
    (character, at) => JOINED.test(text.slice(Math.max(0, at - 2), at + 1)) ? character : replace(character)
  );
}

export {
  withPointer,
  splitPointer,
  addressOf,
  linkPages,
  count,
  countOf,
  size,
  duration,
  replaceUnseen
};
