import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  debug,
  endGroup,
  error,
  info,
  isDebug,
  notice,
  setFailed,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning
} from "./chunks/chunk-XHDAYA4Z.js";
import {
  runProgram
} from "./chunks/chunk-F6RMBJZN.js";
import "./chunks/chunk-TJVZTYF2.js";
import "./chunks/chunk-IEKNWE5Z.js";
import "./chunks/chunk-YPXK2ITA.js";
import {
  toolFilesAddress
} from "./chunks/chunk-PN7CS5NF.js";
import "./chunks/chunk-LUSBAA32.js";
import "./chunks/chunk-XV746WVL.js";
import "./chunks/chunk-KY7PIBRN.js";
import "./chunks/chunk-7PECW6XL.js";
import {
  countOf
} from "./chunks/chunk-4BWFUUY7.js";
import {
  linkPages
} from "./chunks/chunk-CN4KZ5ZB.js";
import "./chunks/chunk-BVFE2U5M.js";
import "./chunks/chunk-DIO2DFAL.js";
import "./chunks/chunk-VX4HL5QL.js";

// src/annotation-limits.ts
var MOST = { error: 8, warning: 9, notice: 9 };
var LONGEST_CHARACTERS = 4e3;
var MOST_BEFORE_REPORT = { error: 4, warning: 3, notice: 8 };
function limitAnnotations(log2) {
  const told = { error: /* @__PURE__ */ new Set(), warning: /* @__PURE__ */ new Set(), notice: /* @__PURE__ */ new Set() };
  const left = { error: 0, warning: 0, notice: 0 };
  let most = MOST_BEFORE_REPORT;
  const tell = (level) => (message) => {
    const known = told[level];
    if (known.has(message)) return;
    if (known.size >= most[level]) {
      left[level] += 1;
      log2.info(`${level}: ${message}`);
      return;
    }
    known.add(message);
    if (message.length <= LONGEST_CHARACTERS) return log2[level](message);
    log2[level](`${message.slice(0, LONGEST_CHARACTERS).toWellFormed()}\u2026 The rest is in the log.`);
    log2.info(message);
  };
  return {
    debug: log2.debug,
    info: log2.info,
    notice: tell("notice"),
    warning: tell("warning"),
    error: tell("error"),
    beginReport() {
      most = MOST;
    },
    close() {
      for (const level of ["error", "warning", "notice"]) {
        if (left[level] === 0) continue;
        log2[level](`${countOf(left[level], `more ${level}`)}: see the log of this step and the job summary.`);
        left[level] = 0;
      }
    }
  };
}

// src/main.ts
var log = limitAnnotations({
  // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
  debug: isDebug() ? debug : () => {
  },
  info: (message) => info(link(message)),
  notice: (message) => notice(link(message)),
  warning: (message) => warning(link(message)),
  error: (message) => error(link(message))
});
var runner = {
  log,
  startGroup,
  endGroup,
  setSecret,
  setOutputs(outputs) {
    log.beginReport();
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  },
  async writeSummary(makeSummary) {
    if (process.env.GITHUB_STEP_SUMMARY) await summary.addRaw(makeSummary()).write();
  },
  fail: (message) => setFailed(link(message))
};
function link(message) {
  return linkPages(message, toolFilesAddress(process.env));
}
var exitCode = await runProgram(process.env, runner);
process.exitCode = exitCode === 2 ? 1 : exitCode;
log.close();
process.stdout.write("", () => process.exit());
