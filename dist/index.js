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
} from "./chunks/shared-actions-cache-index.js";
import {
  runProgram
} from "./chunks/shared-index-program.js";
import "./chunks/shared-client-index-program.js";
import "./chunks/shared-index-program-run-verify.js";
import {
  endingMessage
} from "./chunks/shared-cli-index-program.js";
import {
  harmless,
  harmlessLine,
  masksOf
} from "./chunks/shared-cli-index-run-verify.js";
import {
  diskTrouble,
  toolFilesAddress
} from "./chunks/shared-cli-index-program-run-verify.js";
import "./chunks/shared-cli-index-node-fetch-program-run-verify.js";
import "./chunks/shared-cli-index-node-fetch-node-fetch-multipart-parser-program-run-verify.js";
import "./chunks/shared-cli-index-program-run-verify-s3.js";
import "./chunks/shared-index-page-program.js";
import "./chunks/shared-index-page-program-run-verify.js";
import {
  countOf,
  linkPages,
  rendered
} from "./chunks/shared-cli-index-page-program-run-verify.js";
import "./chunks/shared-azure-cli-index-program-run-verify-s3.js";
import {
  StorageError
} from "./chunks/shared-azure-cli-index-page-program-run-verify.js";
import "./chunks/shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import "./chunks/shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import "./chunks/runtime.js";

// src/notices/annotation-limits.ts
var MOST = { error: 8, warning: 9, notice: 9 };
var LONGEST_CHARACTERS = 4e3;
var MOST_BEFORE_REPORT = { error: 4, warning: 3, notice: 8 };
function limitAnnotations(log) {
  const known = { error: /* @__PURE__ */ new Set(), warning: /* @__PURE__ */ new Set(), notice: /* @__PURE__ */ new Set() };
  const left = { error: 0, warning: 0, notice: 0 };
  let most = MOST_BEFORE_REPORT;
  const limited = (level) => (notice2) => {
    const message = rendered(notice2);
    const shown = known[level];
    if (shown.has(message)) return;
    if (shown.size >= most[level]) {
      left[level] += 1;
      log.info(`${level}: ${message}`);
      return;
    }
    shown.add(message);
    if (message.length <= LONGEST_CHARACTERS) return log[level](message);
    log[level](`${message.slice(0, LONGEST_CHARACTERS).toWellFormed()}\u2026 The rest is in the log.`);
    log.info(message);
  };
  return {
    debug: log.debug,
    info: log.info,
    notice: limited("notice"),
    warning: limited("warning"),
    error: limited("error"),
    beginReport() {
      most = MOST;
    },
    close() {
      for (const level of ["error", "warning", "notice"]) {
        if (left[level] === 0) continue;
        log[level](`${countOf(left[level], `more ${level}`)}: see the log of this step and the job summary.`);
        left[level] = 0;
      }
    }
  };
}

// src/run/runner-terminal.ts
function createRunnerTerminal(commands2, files, hasSummary2) {
  const shown = (message) => harmless(linkPages(rendered(message), files));
  const log = limitAnnotations({
    // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
    debug: commands2.isDebug() ? (message) => commands2.debug(harmless(rendered(message))) : () => {
    },
    info: (message) => commands2.info(shown(message)),
    notice: (message) => commands2.notice(shown(message)),
    warning: (message) => commands2.warning(shown(message)),
    error: (message) => commands2.error(shown(message))
  });
  return {
    log,
    startGroup: (title) => commands2.startGroup(harmlessLine(title)),
    endGroup: () => commands2.endGroup(),
    setSecret(secret) {
      for (const mask of masksOf(secret)) commands2.setSecret(mask);
    },
    setOutputs(outputs) {
      log.beginReport();
      try {
        for (const [name, value] of Object.entries(outputs)) commands2.setOutput(name, value);
      } catch (cause) {
        throw unwritten("GITHUB_OUTPUT", "the outputs", cause);
      }
    },
    async writeSummary(makeSummary) {
      if (!hasSummary2) return;
      const text = makeSummary();
      try {
        await commands2.summary.addRaw(text).write();
      } catch (cause) {
        throw unwritten("GITHUB_STEP_SUMMARY", "the job summary", cause);
      }
    },
    fail: (message) => commands2.setFailed(shown(message)),
    close: () => log.close()
  };
}
function unwritten(variable, what, cause) {
  const trouble = diskTrouble(cause);
  const why = trouble ? `${trouble.code}. ${trouble.remedy}` : "the file is not there, or may not be written. An earlier step, or another process of this job, may have removed it.";
  return new StorageError("runner-file", `Failed to write ${what} to the file that ${variable} names: ${why}`, {
    cause
  });
}

// src/main.ts
var hasSummary = Boolean(process.env.GITHUB_STEP_SUMMARY);
var commands = { debug, endGroup, error, info, isDebug, notice, setFailed, setOutput, setSecret, startGroup };
var terminal = createRunnerTerminal({ ...commands, summary, warning }, toolFilesAddress(process.env), hasSummary);
process.on("uncaughtException", (thrown) => {
  terminal.fail(endingMessage(thrown));
  process.exit(1);
});
var exitCode = await runProgram(process.env, terminal);
process.exitCode = exitCode === 2 ? 1 : exitCode;
terminal.close();
process.stdout.write("", () => process.exit());
