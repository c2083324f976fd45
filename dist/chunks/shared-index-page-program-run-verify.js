import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  DAY,
  contains,
  groupBy,
  monthName,
  monthStart,
  parsePeriodName,
  removalRanges,
  replaceUnseen,
  reworded,
  subtract,
  union
} from "./shared-cli-index-page-program-run-verify.js";

// src/notices/notice-groups.ts
var MOST_NAMED = 12;
function groupNotices(notices) {
  const groups = [...groupBy(notices, ({ notice }) => kindOf(notice)).values()].map((all) => {
    const resources = [...new Set(all.map(({ resource }) => resource))];
    return { first: all[0], all, resources };
  });
  return groups.sort(
    (one, other) => other.resources.length - one.resources.length || other.all.length - one.all.length
  );
}
function kindOf(message) {
  return typeof message === "string" ? message : [message.topic, message.kind ?? message.text].join(" ");
}
function groupNotice(group) {
  const more = elsewhere(group);
  return more === "" ? group.first.notice : reworded(group.first.notice, (text) => `${/[.!?)]$/.test(text) ? text : `${text}.`}${more}`);
}
function elsewhere({ first, all, resources }) {
  const others = resources.filter((name) => name !== first.resource);
  const again = all.filter(({ resource }) => resource === first.resource).length - 1;
  const sentences = [
    ...again > 0 ? [`${again.toLocaleString("en-US")} more like it in ${first.resource}.`] : [],
    ...others.length > 0 ? [`The same for ${named(others)}.`] : []
  ];
  return sentences.map((sentence) => ` ${sentence}`).join("");
}
function named(names, most = MOST_NAMED) {
  if (names.length > most) {
    const shown = names.slice(0, most - 1);
    return `${shown.join(", ")} and ${names.length - shown.length} more`;
  }
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
var ANNOTATED = ["notice", "warning", "error"];
function replayTogether(logs, log) {
  const grouped = /* @__PURE__ */ new Map();
  for (const level of ANNOTATED) {
    const notices = logs.flatMap(
      ({ resource, lines }) => lines.flatMap(([at, notice]) => at === level ? [{ resource, level, notice }] : [])
    );
    for (const group of groupNotices(notices)) {
      for (const { notice } of group.all) grouped.set(notice, void 0);
      grouped.set(group.first.notice, group);
    }
  }
  for (const { lines } of logs) {
    for (const [level, message] of lines) {
      if (!ANNOTATED.includes(level)) log[level](message);
      const group = grouped.get(message);
      grouped.set(message, void 0);
      if (group) log[level](groupNotice(group));
    }
  }
}

// src/reporting/words/money.ts
function money(amount, currency) {
  return `${plainAmount(amount)} ${currency.toUpperCase()}`;
}
function plainAmount(amount) {
  const text = amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return text === "-0.00" ? "0.00" : text.replace("-", "\u2212");
}
function signedAmount(amount) {
  const text = plainAmount(amount);
  return amount > 0 && text !== "0.00" ? `+${text}` : text;
}
function changeOf(now, before) {
  if (before <= 0) return now > 0 ? "new" : "none";
  const percent2 = Math.round((now - before) / before * 100);
  if (percent2 === 0) return "\xB10 %";
  return `${percent2 > 0 ? "+" : "\u2212"}${Math.abs(percent2).toLocaleString("en-US")} %`;
}
function percent(share) {
  return `${Math.round(share * 100).toLocaleString("en-US")} %`;
}

// src/reporting/words/month.ts
function monthWords({ isEarlierMonth, monthStart: month }) {
  if (!isEarlierMonth) {
    return {
      toDate: "month to date",
      month: "this month",
      before: "last month",
      sameDays: "the same days last month",
      end: "month end"
    };
  }
  const [name, before] = [monthName(month), monthName(monthStart(month, -1))];
  return { toDate: name, month: name, before, sameDays: `the same days of ${before}`, end: `the end of ${name}` };
}
function capital(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

// src/reporting/words/statements.ts
function spendStatement(spend) {
  return `API costs by OpenAI\u2019s cost endpoint, not the invoice; settled to ${spend.settledTo}.`;
}
var FEWEST_TO_COMPARE = 7;
function isEarly({ lastMonthFrom, daily, monthStart: monthStart2 }) {
  return lastMonthFrom === void 0 && daily.filter(({ day }) => day >= monthStart2).length < FEWEST_TO_COMPARE;
}
function changeAgainst(spend, now, before) {
  return spend.lastMonthFrom !== void 0 || isEarly(spend) ? "" : changeOf(now, before);
}
function againstLastMonth(spend) {
  const { monthToDate, lastMonthToDate, lastMonthFrom, currency } = spend;
  const { before, sameDays } = monthWords(spend);
  if (lastMonthFrom !== void 0) return `${before} was read from ${lastMonthFrom} on: not compared`;
  if (isEarly(spend)) return `${money(lastMonthToDate, currency)} on ${sameDays}: too early to compare`;
  return `${changeOf(monthToDate, lastMonthToDate)} against ${sameDays}`;
}
var SHARES_NOTE = "Shares count settled days only; findings count all complete days, so theirs can be higher.";
function placeOf(model, path) {
  const { data } = model.links;
  return data && isWebAddress(data) ? { text: path, url: `${data}/${path}` } : { text: path };
}
function isWebAddress(address) {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

// src/reporting/words/visible.ts
function visible(text) {
  return replaceUnseen(text.toWellFormed().replace(/\s+/g, " "), () => "");
}
function shorten(text, length) {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}\u2026`;
}

// src/archive/removals.ts
function removedRanges({ removed = [], ranges, entries }) {
  if (removed.length === 0) return [];
  const stored = entries.flatMap(({ period }) => {
    if (period === void 0) return [];
    const { from, to } = parsePeriodName(period);
    return [[from, to]];
  });
  return subtract(
    removed.reduce((all, removal) => union(all, removalRanges(removal)), []),
    union(ranges, stored)
  );
}
function withoutRemoved(cached, atDestination) {
  if (!atDestination.removed) return cached;
  const gone = removedRanges(atDestination);
  const isGone = ({ period }) => {
    if (period === void 0) return false;
    const { from, to } = parsePeriodName(period);
    return contains(gone, from, to);
  };
  return {
    ...cached,
    ranges: subtract(cached.ranges, gone),
    removed: atDestination.removed,
    entries: cached.entries.filter((entry) => !isGone(entry))
  };
}

// src/archive/coverage.ts
function coverage(manifest, read, newest = Number.NEGATIVE_INFINITY) {
  const known = read?.status === "ok" ? read.dataUntil : void 0;
  const until = known ?? (manifest && storedUntil(manifest));
  return {
    ranges: manifest ? union(manifest.ranges, openRanges(manifest, known ?? newest)) : [],
    ...until !== void 0 && { until }
  };
}
function pauseOf(manifest) {
  return (manifest?.every_days ?? 0) * DAY;
}
function gapsBetween(ranges, manifest) {
  const [first, last] = [ranges[0], ranges.at(-1)];
  return first && last ? subtract([[first[0], last[1]]], [...ranges, ...excused(manifest)]) : [];
}
function storedUntil(manifest) {
  const { ranges, read_on: day } = manifest;
  if (manifest.shape.partition_by === void 0) return day === void 0 ? void 0 : Date.parse(day) / 1e3;
  const [first] = ranges;
  return first && union(ranges, excused(manifest)).find(([, to]) => to >= first[1])?.[1];
}
function excused(manifest) {
  return manifest ? [...manifest.unavailable, ...removedRanges(manifest)] : [];
}
function openRanges({ entries, ranges }, until) {
  return entries.flatMap(({ period: name, settled }) => {
    if (name === void 0 || settled !== false) return [];
    const { from, to } = parsePeriodName(name);
    return contains(ranges, from, to) || until <= from ? [] : [[from, Math.min(to, until)]];
  });
}

// src/reporting/words/code-spans.ts
function spansOf(text) {
  return text.split(/`([^`]*[^`\s][^`]*)`/).map((part, index) => ({ text: part, isCode: index % 2 === 1 })).filter((span) => span.text !== "");
}

export {
  groupNotices,
  groupNotice,
  named,
  replayTogether,
  money,
  plainAmount,
  signedAmount,
  percent,
  monthWords,
  capital,
  spendStatement,
  isEarly,
  changeAgainst,
  againstLastMonth,
  SHARES_NOTE,
  placeOf,
  isWebAddress,
  spansOf,
  visible,
  shorten,
  removedRanges,
  withoutRemoved,
  coverage,
  pauseOf,
  gapsBetween
};
