import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  FormData,
  fetch_blob_default,
  formDataToBlob
} from "./chunks/chunk-XFEMDU5O.js";
import {
  debug,
  error,
  getInput,
  info,
  isDebug,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./chunks/chunk-IZ62JISM.js";
import {
  __commonJS,
  __toESM
} from "./chunks/chunk-5XWL5JNG.js";

// node_modules/fastest-levenshtein/mod.js
var require_mod = __commonJS({
  "node_modules/fastest-levenshtein/mod.js"(exports) {
    "use strict";
    exports.__esModule = true;
    exports.distance = exports.closest = void 0;
    var peq = new Uint32Array(65536);
    var myers_32 = function(a, b) {
      var n = a.length;
      var m = b.length;
      var lst = 1 << n - 1;
      var pv = -1;
      var mv = 0;
      var sc = n;
      var i = n;
      while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
      }
      for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= (eq & pv) + pv ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
          sc++;
        }
        if (pv & lst) {
          sc--;
        }
        mv = mv << 1 | 1;
        pv = pv << 1 | ~(xv | mv);
        mv &= xv;
      }
      i = n;
      while (i--) {
        peq[a.charCodeAt(i)] = 0;
      }
      return sc;
    };
    var myers_x = function(b, a) {
      var n = a.length;
      var m = b.length;
      var mhc = [];
      var phc = [];
      var hsize = Math.ceil(n / 32);
      var vsize = Math.ceil(m / 32);
      for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
      }
      var j = 0;
      for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
          peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
          var eq = peq[a.charCodeAt(i)];
          var pb = phc[i / 32 | 0] >>> i & 1;
          var mb = mhc[i / 32 | 0] >>> i & 1;
          var xv = eq | mv_1;
          var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
          var ph = mv_1 | ~(xh | pv_1);
          var mh = pv_1 & xh;
          if (ph >>> 31 ^ pb) {
            phc[i / 32 | 0] ^= 1 << i;
          }
          if (mh >>> 31 ^ mb) {
            mhc[i / 32 | 0] ^= 1 << i;
          }
          ph = ph << 1 | pb;
          mh = mh << 1 | mb;
          pv_1 = mh | ~(xv | ph);
          mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
          peq[b.charCodeAt(k)] = 0;
        }
      }
      var mv = 0;
      var pv = -1;
      var start = j * 32;
      var vlen = Math.min(32, m - start) + start;
      for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
      }
      var score = m;
      for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = phc[i / 32 | 0] >>> i & 1;
        var mb = mhc[i / 32 | 0] >>> i & 1;
        var xv = eq | mv;
        var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += ph >>> m - 1 & 1;
        score -= mh >>> m - 1 & 1;
        if (ph >>> 31 ^ pb) {
          phc[i / 32 | 0] ^= 1 << i;
        }
        if (mh >>> 31 ^ mb) {
          mhc[i / 32 | 0] ^= 1 << i;
        }
        ph = ph << 1 | pb;
        mh = mh << 1 | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
      }
      for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
      }
      return score;
    };
    var distance3 = function(a, b) {
      if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
      }
      if (b.length === 0) {
        return a.length;
      }
      if (a.length <= 32) {
        return myers_32(a, b);
      }
      return myers_x(a, b);
    };
    exports.distance = distance3;
    var closest2 = function(str, arr) {
      var min_distance = Infinity;
      var min_index = 0;
      for (var i = 0; i < arr.length; i++) {
        var dist = distance3(str, arr[i]);
        if (dist < min_distance) {
          min_distance = dist;
          min_index = i;
        }
      }
      return arr[min_index];
    };
    exports.closest = closest2;
  }
});

// node_modules/eventemitter3/index.js
var require_eventemitter3 = __commonJS({
  "node_modules/eventemitter3/index.js"(exports, module) {
    "use strict";
    var has = Object.prototype.hasOwnProperty;
    var prefix = "~";
    function Events() {
    }
    if (Object.create) {
      Events.prototype = /* @__PURE__ */ Object.create(null);
      if (!new Events().__proto__) prefix = false;
    }
    function EE(fn, context, once) {
      this.fn = fn;
      this.context = context;
      this.once = once || false;
    }
    function addListener(emitter, event, fn, context, once) {
      if (typeof fn !== "function") {
        throw new TypeError("The listener must be a function");
      }
      var listener = new EE(fn, context || emitter, once), evt = prefix ? prefix + event : event;
      if (!emitter._events[evt]) emitter._events[evt] = listener, emitter._eventsCount++;
      else if (!emitter._events[evt].fn) emitter._events[evt].push(listener);
      else emitter._events[evt] = [emitter._events[evt], listener];
      return emitter;
    }
    function clearEvent(emitter, evt) {
      if (--emitter._eventsCount === 0) emitter._events = new Events();
      else delete emitter._events[evt];
    }
    function EventEmitter2() {
      this._events = new Events();
      this._eventsCount = 0;
    }
    EventEmitter2.prototype.eventNames = function eventNames() {
      var names2 = [], events, name2;
      if (this._eventsCount === 0) return names2;
      for (name2 in events = this._events) {
        if (has.call(events, name2)) names2.push(prefix ? name2.slice(1) : name2);
      }
      if (Object.getOwnPropertySymbols) {
        return names2.concat(Object.getOwnPropertySymbols(events));
      }
      return names2;
    };
    EventEmitter2.prototype.listeners = function listeners(event) {
      var evt = prefix ? prefix + event : event, handlers = this._events[evt];
      if (!handlers) return [];
      if (handlers.fn) return [handlers.fn];
      for (var i = 0, l = handlers.length, ee = new Array(l); i < l; i++) {
        ee[i] = handlers[i].fn;
      }
      return ee;
    };
    EventEmitter2.prototype.listenerCount = function listenerCount(event) {
      var evt = prefix ? prefix + event : event, listeners = this._events[evt];
      if (!listeners) return 0;
      if (listeners.fn) return 1;
      return listeners.length;
    };
    EventEmitter2.prototype.emit = function emit(event, a1, a2, a3, a4, a5) {
      var evt = prefix ? prefix + event : event;
      if (!this._events[evt]) return false;
      var listeners = this._events[evt], len = arguments.length, args, i;
      if (listeners.fn) {
        if (listeners.once) this.removeListener(event, listeners.fn, void 0, true);
        switch (len) {
          case 1:
            return listeners.fn.call(listeners.context), true;
          case 2:
            return listeners.fn.call(listeners.context, a1), true;
          case 3:
            return listeners.fn.call(listeners.context, a1, a2), true;
          case 4:
            return listeners.fn.call(listeners.context, a1, a2, a3), true;
          case 5:
            return listeners.fn.call(listeners.context, a1, a2, a3, a4), true;
          case 6:
            return listeners.fn.call(listeners.context, a1, a2, a3, a4, a5), true;
        }
        for (i = 1, args = new Array(len - 1); i < len; i++) {
          args[i - 1] = arguments[i];
        }
        listeners.fn.apply(listeners.context, args);
      } else {
        var length = listeners.length, j;
        for (i = 0; i < length; i++) {
          if (listeners[i].once) this.removeListener(event, listeners[i].fn, void 0, true);
          switch (len) {
            case 1:
              listeners[i].fn.call(listeners[i].context);
              break;
            case 2:
              listeners[i].fn.call(listeners[i].context, a1);
              break;
            case 3:
              listeners[i].fn.call(listeners[i].context, a1, a2);
              break;
            case 4:
              listeners[i].fn.call(listeners[i].context, a1, a2, a3);
              break;
            default:
              if (!args) for (j = 1, args = new Array(len - 1); j < len; j++) {
                args[j - 1] = arguments[j];
              }
              listeners[i].fn.apply(listeners[i].context, args);
          }
        }
      }
      return true;
    };
    EventEmitter2.prototype.on = function on(event, fn, context) {
      return addListener(this, event, fn, context, false);
    };
    EventEmitter2.prototype.once = function once(event, fn, context) {
      return addListener(this, event, fn, context, true);
    };
    EventEmitter2.prototype.removeListener = function removeListener(event, fn, context, once) {
      var evt = prefix ? prefix + event : event;
      if (!this._events[evt]) return this;
      if (!fn) {
        clearEvent(this, evt);
        return this;
      }
      var listeners = this._events[evt];
      if (listeners.fn) {
        if (listeners.fn === fn && (!once || listeners.once) && (!context || listeners.context === context)) {
          clearEvent(this, evt);
        }
      } else {
        for (var i = 0, events = [], length = listeners.length; i < length; i++) {
          if (listeners[i].fn !== fn || once && !listeners[i].once || context && listeners[i].context !== context) {
            events.push(listeners[i]);
          }
        }
        if (events.length) this._events[evt] = events.length === 1 ? events[0] : events;
        else clearEvent(this, evt);
      }
      return this;
    };
    EventEmitter2.prototype.removeAllListeners = function removeAllListeners(event) {
      var evt;
      if (event) {
        evt = prefix ? prefix + event : event;
        if (this._events[evt]) clearEvent(this, evt);
      } else {
        this._events = new Events();
        this._eventsCount = 0;
      }
      return this;
    };
    EventEmitter2.prototype.off = EventEmitter2.prototype.removeListener;
    EventEmitter2.prototype.addListener = EventEmitter2.prototype.on;
    EventEmitter2.prefixed = prefix;
    EventEmitter2.EventEmitter = EventEmitter2;
    if ("undefined" !== typeof module) {
      module.exports = EventEmitter2;
    }
  }
});

// src/main.ts
import { mkdtemp } from "node:fs/promises";
import path3 from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// src/errors.ts
var ConfigurationError = class extends Error {
  name = "ConfigurationError";
};
var ApiError = class extends Error {
  name = "ApiError";
  /** HTTP status; 0 where no answer came. */
  status;
  code;
  param;
  requestId;
  /** The API's own sentence, without any key it may have echoed. */
  detail;
  constructor(message, fields) {
    super(message, fields.cause === void 0 ? void 0 : { cause: fields.cause });
    this.status = fields.status;
    this.code = fields.code;
    this.param = fields.param;
    this.requestId = fields.requestId;
    this.detail = fields.detail ?? "";
  }
};
var StorageError = class extends Error {
  name = "StorageError";
};

// src/inputs.ts
import { readFile as readTextFile } from "node:fs/promises";

// src/inputs/api-access.ts
var headerSafe = /^[\x21-\x7e]+$/;
var loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
var otherKeys = [
  ["sk-proj-", "a project key"],
  ["sk-svcacct-", "a service account's key"]
];
function idProblem(id) {
  return headerSafe.test(id) ? void 0 : "expected an id, without blanks or characters that a header cannot hold";
}
function baseUrlProblem(text2) {
  const url = URL.canParse(text2) ? new URL(text2) : void 0;
  if (url?.protocol === "http:" && !loopbackHost.test(url.hostname)) {
    return "expected https: the key would travel in the open (plain http is for this machine alone)";
  }
  if (url === void 0 || !/^https?:$/.test(url.protocol)) return "expected a URL such as https://api.openai.com/v1";
  if (url.username || url.password) return "expected a URL without a user name or password";
  if (url.search || url.hash) return 'expected a URL without "?" or "#"';
  return void 0;
}
function apiKeyProblem(key) {
  if (key === "") {
    return "'api-key' is empty: give an admin key from a secret. If you did, check the secret's name; workflows of forks and of Dependabot get no secrets";
  }
  if (!headerSafe.test(key)) {
    return "'api-key' holds a blank, a line break or another character that no key has: check how the secret was pasted";
  }
  const [, kind] = otherKeys.find(([prefix]) => key.startsWith(prefix)) ?? [];
  return kind && `'api-key' is ${kind}: the administration API takes admin keys alone (sk-admin-\u2026). An owner of the organisation creates one at https://platform.openai.com/settings/organization/admin-keys`;
}

// src/inputs/config-file.ts
import { resolve as resolve2 } from "node:path";

// src/inputs/destination-folder.ts
import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

// src/inputs/mistakes.ts
var longestQuote = 80;
function noMistakes(secret) {
  const lines2 = /* @__PURE__ */ new Set();
  return {
    add(line2) {
      lines2.add(secret === "" ? line2 : line2.replaceAll(secret, "***"));
    },
    error() {
      if (lines2.size === 0) return void 0;
      const count2 = lines2.size === 1 ? "1 mistake" : `${lines2.size} mistakes`;
      return new ConfigurationError([`The configuration has ${count2}:`, ...lines2].join("\n- "));
    }
  };
}
function withoutSecrets(text2) {
  return text2.replaceAll(/sk-[\w-]{4,}/g, "sk-***").replaceAll(/\/\/[^/\s@]+@/g, "//***@");
}
function quote(value) {
  const text2 = withoutSecrets(JSON.stringify(value) ?? String(value));
  return text2.length > longestQuote ? `${text2.slice(0, longestQuote)}\u2026` : text2;
}

// src/inputs/destination-folder.ts
function isMissing(error2) {
  return error2 instanceof Error && "code" in error2 && error2.code === "ENOENT";
}
function realPath(path4) {
  try {
    return realpathSync(path4);
  } catch (error2) {
    const isLink = lstatSync(path4, { throwIfNoEntry: false })?.isSymbolicLink();
    if (!isMissing(error2) || isLink) throw error2;
    return join(realPath(dirname(path4)), basename(path4));
  }
}
function folderAt(path4) {
  try {
    const folder = realPath(path4);
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false ? void 0 : folder;
  } catch {
    return void 0;
  }
}
function pathInside(folder, path4) {
  const way = relative(folder, path4);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? void 0 : way;
}
function destinationFolder(given, label, roots, mistakes) {
  const refuse2 = (why) => mistakes.add(`${label} is ${quote(given)}: ${why}`);
  if (/^(s3|gs|az|https?):\/\//i.test(given)) {
    return refuse2("cloud destinations are not supported yet; expected a folder in the workspace, such as data");
  }
  if (/[\0\r\n]|^[a-z][a-z0-9+.-]+:\/\//i.test(given)) return refuse2("expected a folder, such as data");
  const folder = folderAt(resolve(roots.workspace, given));
  if (folder === void 0) return refuse2("there is a file, or a link that leads nowhere, where the folder should be");
  const [nearest] = [
    { way: pathInside(realPath(roots.workspace), folder), prefix: [] },
    { way: roots.runnerTemp ? pathInside(realPath(roots.runnerTemp), folder) : void 0, prefix: ["RUNNER_TEMP"] }
  ].flatMap(({ way, prefix }) => way === void 0 ? [] : { way, prefix }).sort((one, other) => one.way.length - other.way.length);
  if (nearest === void 0) return refuse2("expected a folder inside the workspace or RUNNER_TEMP");
  if (nearest.way === "") {
    return refuse2("expected a folder of its own below the workspace or RUNNER_TEMP, such as data");
  }
  const steps = nearest.way.split(sep);
  if (steps.some((step) => step.toLowerCase() === ".git")) return refuse2("a folder inside .git belongs to git");
  return { folder, identity: [...nearest.prefix, ...steps].join("/") };
}

// src/inputs/names.ts
var inputNames = [
  "api-key",
  "base-url",
  "openai-organization",
  "openai-project",
  "resources",
  "destination",
  "format",
  "partition-by",
  "start-date",
  "end-date",
  "refresh-from",
  "state",
  "report",
  "fail-on",
  "config"
];
var configOnlyNames = [
  "lookback",
  "bucket-width",
  "group-by",
  "projects",
  "event-types",
  "models",
  "on-schema-change",
  "concurrency",
  "requests-per-second",
  "retries",
  "request-timeout",
  "csv-escape-formulas",
  "resource-options"
];
var configNames = [
  ...inputNames.filter((name2) => name2 !== "api-key" && name2 !== "config"),
  ...configOnlyNames
];
var inputDefaults = {
  "base-url": "https://api.openai.com/v1",
  resources: "standard",
  destination: "data",
  format: "jsonl",
  "start-date": "90d",
  "end-date": "now",
  state: "auto",
  report: "summary",
  "fail-on": "error"
};
function variableOf(input) {
  return `INPUT_${input.toUpperCase()}`;
}

// src/inputs/nearest.ts
var import_fastest_levenshtein = __toESM(require_mod(), 1);
function nearestName(given, allowed) {
  if (allowed.length === 0) return void 0;
  const nearest = (0, import_fastest_levenshtein.closest)(given.toLowerCase(), allowed);
  return (0, import_fastest_levenshtein.distance)(given.toLowerCase(), nearest) <= Math.max(2, given.length / 3) ? nearest : void 0;
}
function didYouMean(given, allowed) {
  const nearest = nearestName(given, allowed);
  return nearest === void 0 ? "" : ` (did you mean "${nearest}"?)`;
}

// src/inputs/settings.ts
function isGiven(value) {
  return value !== void 0 && value !== null && value !== "";
}
function trimmed(given) {
  const text2 = given.trim();
  return text2.includes("\n") ? given.replace(/^(\s*\n)+/, "").trimEnd() : text2;
}
function inputsIn(env, mistakes) {
  const names2 = new Map(inputNames.map((name2) => [variableOf(name2), name2]));
  const found = /* @__PURE__ */ new Map();
  for (const [variable, given] of Object.entries(env)) {
    const value = trimmed(given ?? "");
    if (!variable.startsWith("INPUT_") || !isGiven(value)) continue;
    const name2 = names2.get(variable);
    if (name2 !== void 0) found.set(name2, { value, label: `'${name2}'` });
    else {
      const unknown = variable.slice("INPUT_".length).toLowerCase();
      mistakes.add(`'${unknown}' is not an input of this action${didYouMean(unknown, inputNames)}`);
    }
  }
  return found;
}
function settingsIn(mapping, allowed, place, mistakes) {
  const found = /* @__PURE__ */ new Map();
  for (const [name2, value] of Object.entries(mapping)) {
    if (allowed.includes(name2)) {
      if (isGiven(value)) found.set(name2, { value, label: `'${name2}'${place}` });
    } else if (name2 === "api-key") {
      mistakes.add(`'api-key'${place} is not read: give it as the input, from a secret`);
    } else {
      const advice = didYouMean(name2, allowed) || `; expected any of ${allowed.join(", ")}`;
      mistakes.add(`'${withoutSecrets(name2)}' is not a setting${place}${advice}`);
    }
  }
  return found;
}
function parseFields(fields, settings, mistakes) {
  const parsed = {};
  for (const name2 of Object.keys(fields)) {
    const setting = settings.get(name2);
    if (setting === void 0) continue;
    const result = fields[name2]?.safeParse(setting.value);
    if (result?.success) parsed[name2] = result.data;
    for (const issue2 of result?.error?.issues ?? []) {
      mistakes.add(`${setting.label} is ${quote(setting.value)}: ${issue2.message}`);
    }
  }
  return parsed;
}

// src/inputs/yaml-text.ts
async function parseYaml(text2) {
  const {
    default: { parseDocument, visit }
  } = await import("./chunks/dist-3DVEHMZA.js");
  const document = parseDocument(text2, { logLevel: "silent" });
  const [error2] = document.errors;
  if (error2) {
    const line2 = error2.linePos?.[0].line;
    return { problem: `it is not valid YAML (${error2.code}${line2 === void 0 ? "" : ` in line ${line2}`})` };
  }
  visit(document, {
    Scalar(_key, node2) {
      if (node2.tag && /^!\w/.test(node2.tag) && (node2.value === null || node2.value === "")) node2.value = node2.tag;
    }
  });
  try {
    return { value: document.toJS() };
  } catch (error3) {
    if (!(error3 instanceof ReferenceError)) throw error3;
    return { problem: "it has an alias without an anchor, or too many of them" };
  }
}

// src/inputs/config-file.ts
function isInline(text2) {
  return /\n|^\{|^[\w-]+:(\s|$)/.test(text2);
}
async function textOf(given, workspace, readFile3, mistakes) {
  if (isInline(given)) return given;
  try {
    const path4 = realPath(resolve2(workspace, given));
    if (pathInside(realPath(workspace), path4) !== void 0) return await readFile3(path4);
    mistakes.add(`'config' is ${quote(given)}: expected YAML, or a file inside the workspace`);
  } catch (error2) {
    const code2 = error2 instanceof Error && "code" in error2 ? error2.code : error2;
    mistakes.add(
      `'config' is ${quote(given)}, which cannot be read (${code2}): was the checkout missing before this step?`
    );
  }
  return "";
}
async function readConfigFile(setting, workspace, readFile3, mistakes) {
  if (setting === void 0) return /* @__PURE__ */ new Map();
  const text2 = await textOf(String(setting.value), workspace, readFile3, mistakes);
  const parsed = await parseYaml(text2);
  if ("problem" in parsed) {
    mistakes.add(`'config': ${parsed.problem}`);
    return /* @__PURE__ */ new Map();
  }
  const content = parsed.value ?? {};
  if (typeof content === "object" && !Array.isArray(content)) {
    return settingsIn(content, configNames, " in the config", mistakes);
  }
  mistakes.add(`'config' holds ${quote(content)}: expected a YAML mapping of settings`);
  return /* @__PURE__ */ new Map();
}

// src/inputs/dates.ts
var hour = 3600;
var ageUnits = /* @__PURE__ */ new Map([
  ["h", hour],
  ["d", 24 * hour],
  ["w", 7 * 24 * hour]
]);
var durationUnits = /* @__PURE__ */ new Map([
  ["s", 1],
  ["m", 60],
  ["h", hour]
]);
function amountOf(text2, units) {
  const [, amount, unit] = /^(\d{1,6})([a-z])$/.exec(text2) ?? [];
  const seconds = units.get(unit ?? "");
  return seconds === void 0 ? void 0 : Number(amount) * seconds;
}
function parseAge(text2) {
  return amountOf(text2, ageUnits);
}
function parseDuration(text2) {
  return amountOf(text2, durationUnits);
}
function parseIsoDate(text2) {
  const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|([+-])(\d\d):?(\d\d))?)?$/i;
  const [matched, date3, time2 = "00:00", seconds = "00", , sign, hours = "0", minutes = "0"] = form.exec(text2) ?? [];
  if (matched === void 0) return void 0;
  const local = Date.parse(`${date3}T${time2}:${seconds}Z`);
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date3) return void 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return void 0;
  const offset = Number(hours) * hour + Number(minutes) * 60;
  return local / 1e3 - (sign === "-" ? -offset : offset);
}
function parseDateExpression(text2, words) {
  const word = words.find((word2) => word2 === text2);
  if (word) return { kind: word };
  const age2 = parseAge(text2);
  if (age2 !== void 0) return { kind: "age", seconds: age2 };
  const seconds = parseIsoDate(text2);
  return seconds === void 0 ? void 0 : { kind: "absolute", seconds };
}
function isBefore(first, second) {
  if (first.kind === "earliest") return true;
  if (first.kind === "absolute" && second.kind === "absolute") return first.seconds < second.seconds;
  const [firstAge, secondAge] = [first, second].map(
    (point) => point.kind === "age" ? point.seconds : point.kind === "now" ? 0 : void 0
  );
  return firstAge === void 0 || secondAge === void 0 ? void 0 : firstAge > secondAge;
}

// src/inputs/format-choice.ts
var names = ["jsonl", "csv"];
var compressions = ["none", "gz", "zst"];
var formatChoices = new Map(
  names.flatMap(
    (name2) => compressions.map((compression) => {
      const extension = compression === "none" ? name2 : `${name2}.${compression}`;
      return [extension, { name: name2, compression, extension }];
    })
  )
);

// src/inputs/resource-options.ts
var day = 24 * 3600;
var defaultLookback = { events: 3 * day, usage: 3 * day, costs: 35 * day };
var partitionOrder = ["hour", "day", "month"];
var finestPartition = { "1m": "hour", "1h": "hour", "1d": "day" };
function isReadByProject({ parent, parentIds }) {
  return parent?.resource === "projects" || parentIds.includes("project_id");
}
function optionsOf(resource) {
  const always = ["format", "csv-escape-formulas"];
  if (resource.kind === "snapshot") return isReadByProject(resource) ? [...always, "projects"] : [...always];
  const dated = [...always, "partition-by", "start-date", "end-date", "refresh-from", "lookback"];
  if (resource.kind === "events") return [...dated, "projects", "event-types"];
  const filters = ["projects", "models"].filter((filter) => resource.filters[filter] !== void 0);
  return [...dated, "bucket-width", "group-by", ...filters];
}
function dimensionsOf(resource) {
  return [...resource.dimensions, ...resource.undescribedDimensions ?? []];
}
function isFinerThan(partitionBy, width) {
  return partitionOrder.indexOf(partitionBy) < partitionOrder.indexOf(finestPartition[width]);
}
function bucketWidthOf(resource, own2, run2) {
  const runWidth = run2["bucket-width"] ?? "1d";
  const hasRunWidth = resource.kind === "buckets" && resource.widths[runWidth] !== void 0;
  return own2["bucket-width"] ?? (hasRunWidth ? runWidth : "1d");
}
function partitionByOf(resource, width, own2, run2) {
  const given = own2["partition-by"] ?? run2["partition-by"];
  if (resource.kind !== "buckets") return given ?? "day";
  if (given === void 0) return "month";
  return isFinerThan(given, width) ? finestPartition[width] : given;
}
function lookbackOf(resource, own2, run2) {
  const kind = resource.name === "costs" ? "costs" : resource.kind === "buckets" ? "usage" : "events";
  return own2.lookback ?? run2.lookback?.[kind] ?? defaultLookback[kind];
}
function groupByOf(resource, own2, run2) {
  const given = own2["group-by"] ?? run2["group-by"];
  if (resource.kind !== "buckets" || given === void 0 || given.includes("default")) return "default";
  if (given.length === 0 || given.includes("none")) return [];
  const taken = dimensionsOf(resource).filter((dimension) => given.includes(dimension));
  return taken.length === 0 ? "default" : taken;
}
function formatsOf(extensions) {
  return extensions.flatMap((extension) => formatChoices.get(extension) ?? []);
}
function completeOptions(resource, own2, run2) {
  const applicable = optionsOf(resource);
  const filter = (name2) => applicable.includes(name2) ? own2[name2] ?? run2[name2] ?? [] : [];
  const bucketWidth = bucketWidthOf(resource, own2, run2);
  const refreshFrom = own2["refresh-from"] ?? run2["refresh-from"];
  return {
    formats: formatsOf(own2.format ?? run2.format ?? ["jsonl"]),
    partitionBy: partitionByOf(resource, bucketWidth, own2, run2),
    start: own2["start-date"] ?? run2["start-date"] ?? { kind: "age", seconds: 90 * day },
    end: own2["end-date"] ?? run2["end-date"] ?? { kind: "now" },
    ...refreshFrom && { refreshFrom },
    lookbackSeconds: lookbackOf(resource, own2, run2),
    bucketWidth,
    groupBy: groupByOf(resource, own2, run2),
    filters: { projects: filter("projects"), eventTypes: filter("event-types"), models: filter("models") },
    csvEscapeFormulas: own2["csv-escape-formulas"] ?? run2["csv-escape-formulas"] ?? true
  };
}

// src/inputs/cross-checks.ts
var noDimensions = ["default", "none"];
function checkWidth(given, resources, place, mistakes) {
  const width = given["bucket-width"];
  const allowed = [...new Set(resources.flatMap(({ widths }) => Object.keys(widths)))];
  if (width !== void 0 && !allowed.includes(width)) {
    mistakes.add(`'bucket-width'${place} is ${quote(width)}: expected ${allowed.join(" or ")}`);
  }
}
function checkGroupBy(given, resources, place, mistakes) {
  const dimensions = given["group-by"] ?? [];
  const allowed = [...new Set(resources.flatMap(dimensionsOf))];
  for (const dimension of dimensions) {
    if (noDimensions.includes(dimension)) {
      if (dimensions.length > 1) {
        mistakes.add(`'group-by'${place} is ${quote(dimensions)}: "${dimension}" must stand alone`);
      }
    } else if (!allowed.includes(dimension)) {
      const advice = `expected default, none, or any of ${allowed.join(", ")}${didYouMean(dimension, allowed)}`;
      mistakes.add(`'group-by'${place} holds ${quote(dimension)}: ${advice}`);
    }
  }
}
function tooFine(partitionBy, place) {
  return `'partition-by'${place} is ${quote(partitionBy)}, finer than its buckets of a day: expected "day" or "month"`;
}
function checkRunOptions(chosen, run2, mistakes) {
  const buckets = chosen.map(({ resource }) => resource).filter((resource) => resource.kind === "buckets");
  if (buckets.length === 0) return;
  checkWidth(run2, buckets, "", mistakes);
  checkGroupBy(run2, buckets, "", mistakes);
  const partitionBy = run2["partition-by"];
  if (partitionBy === void 0) return;
  const dated = chosen.filter(({ resource }) => resource.kind !== "snapshot");
  const isTooFine = ({ resource, own: own2 }) => resource.kind === "buckets" && isFinerThan(partitionBy, bucketWidthOf(resource, own2, run2));
  if (dated.every(isTooFine)) mistakes.add(tooFine(partitionBy, ""));
}
function checkOwnOptions(resource, own2, run2, place, mistakes) {
  if (resource.kind !== "buckets") return;
  checkWidth(own2, [resource], place, mistakes);
  checkGroupBy(own2, [resource], place, mistakes);
  const partitionBy = own2["partition-by"];
  if (partitionBy !== void 0 && isFinerThan(partitionBy, bucketWidthOf(resource, own2, run2))) {
    mistakes.add(tooFine(partitionBy, place));
  }
}
function checkDates(options, place, mistakes) {
  if (isBefore(options.start, options.end) === false) mistakes.add(`'start-date'${place} is not before 'end-date'`);
  if (options.refreshFrom && isBefore(options.refreshFrom, options.end) === false) {
    mistakes.add(`'refresh-from'${place} is not before 'end-date'`);
  }
}

// src/inputs/environment.ts
import { tmpdir } from "node:os";
import { resolve as resolve3 } from "node:path";
function readEnvironment(env) {
  const { GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: attempt = "1" } = env;
  const address = env.ACTIONS_CACHE_SERVICE_V2 ? env.ACTIONS_RESULTS_URL : env.ACTIONS_CACHE_URL;
  return {
    workspace: resolve3(env.GITHUB_WORKSPACE || "."),
    temporaryFolder: resolve3(env.RUNNER_TEMP || tmpdir()),
    runIdentity: runId ? `${runId}-${attempt}` : "local",
    cacheAvailable: Boolean(address && env.ACTIONS_RUNTIME_TOKEN)
  };
}

// src/inputs/fields.ts
var import_fastest_levenshtein2 = __toESM(require_mod(), 1);

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end);
}
function assignProp(target, prop, value) {
  Object.defineProperty(target, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path4, issues) {
  return issues.map((iss) => {
    var _a2;
    (_a2 = iss).path ?? (_a2.path = []);
    iss.path.unshift(path4);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start, inst) {
  var _a2;
  for (let i = start; i < issues.length; i++) {
    (_a2 = issues[i]).schema ?? (_a2.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a2;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a2 = iss).schema ?? (_a2.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide(inst, key, value) {
  return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}

// node_modules/zod/v4/core/core.js
var _a;
var NEVER = /* @__PURE__ */ Object.freeze({
  status: "aborted"
});
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name2, initializer2, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name2)) {
      return;
    }
    inst._zod.traits.add(name2);
    initializer2(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name2 });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name2);
    }
  });
  Object.defineProperty(_, "name", { value: name2 });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name2) {
    super(`Encountered unidirectional transform during encode: ${name2}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});

// node_modules/zod/v4/core/parse.js
var _parse = (_Err) => {
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var parse = /* @__PURE__ */ _parse($ZodRealError);
var _parseAsync = (_Err) => {
  const fn = async (schema, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var parseAsync = /* @__PURE__ */ _parseAsync($ZodRealError);
var _safeParse = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var safeParse = /* @__PURE__ */ _safeParse($ZodRealError);
function failure(Err, issues, ctx) {
  let error2;
  return {
    success: false,
    get error() {
      if (!error2) {
        error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error2;
    },
    set error(e) {
      error2 = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var safeParseAsync = /* @__PURE__ */ _safeParseAsync($ZodRealError);

// node_modules/zod/v4/core/regexes.js
var anyString = /^[\s\S]{0,}$/;
var number = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a2;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a2 = inst._zod).deferred ?? (_a2.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result = inst._zod.parse(payload, ctx);
      if (result instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result.then((result2) => runChecks(result2, checks, ctx));
      }
      return runChecks(result, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value) {
    own(this, "~standard", value);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function capSize(inst, size2) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse3 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size2(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start].continue = false;
          attachSchema(payload.issues, start, inst);
          return payload;
        }
      }
    }
    return parse3(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
      } else {
        handleArrayResult(result, payload, i);
        if (abortEarly && result.issues.length !== 0 && aborted(result))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get2 = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get2.raw = newSh;
      return newSh;
    };
    get2.raw = sh;
    Object.defineProperty(def, "shape", { get: get2 });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field = shape[key]._zod;
      if (field.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field.values)
          propValues[key].add(v);
        if (field.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject2 = isObject;
  const catchall = def.catchall;
  let value;
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        results.push(result);
        async = true;
      } else {
        if (result.issues.length === 0)
          return result;
        results.push(result);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
var $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
  $ZodType.init(inst, def);
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isPlainObject(input)) {
      payload.issues.push({
        expected: "record",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    const proms = [];
    const values = def.keyType._zod.values;
    if (values && !def.partial) {
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      const recordKeys = /* @__PURE__ */ new Set();
      for (const key of values) {
        if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
          recordKeys.add(typeof key === "number" ? key.toString() : key);
          if (key === "__proto__")
            continue;
          const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (keyResult.issues.length) {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result instanceof Promise) {
            proms.push(result.then((result2) => {
              if (result2.issues.length) {
                payload.issues.push(...prefixIssues(key, result2.issues));
              }
              payload.value[outKey] = result2.value;
            }));
          } else {
            if (result.issues.length) {
              payload.issues.push(...prefixIssues(key, result.issues));
            }
            payload.value[outKey] = result.value;
          }
        }
      }
      let unrecognized;
      for (const key in input) {
        if (!recordKeys.has(key)) {
          if (def.mode === "loose") {
            if (key === "__proto__")
              continue;
            payload.value[key] = input[key];
          } else {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          }
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    } else {
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      let unrecognized;
      for (const key of Reflect.ownKeys(input)) {
        if (key === "__proto__")
          continue;
        if (!Object.prototype.propertyIsEnumerable.call(input, key))
          continue;
        let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
        if (keyResult instanceof Promise) {
          throw new Error("Async schemas not supported in object keys currently");
        }
        const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
        if (checkNumericKey) {
          const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
          if (retryResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (retryResult.issues.length === 0) {
            keyResult = retryResult;
          }
        }
        if (keyResult.issues.length) {
          if (def.mode === "loose") {
            payload.value[key] = input[key];
          } else if (values) {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          } else {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
          }
          continue;
        }
        const outKey = keyResult.value;
        if (outKey === "__proto__")
          continue;
        const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
        if (result instanceof Promise) {
          proms.push(result.then((result2) => {
            if (result2.issues.length) {
              payload.issues.push(...prefixIssues(key, result2.issues));
            }
            payload.value[outKey] = result2.value;
          }));
        } else {
          if (result.issues.length) {
            payload.issues.push(...prefixIssues(key, result.issues));
          }
          payload.value[outKey] = result.value;
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? void 0 : result.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result instanceof Promise)
        return result.then((result2) => handleOptionalResult(payload, result2));
      return handleOptionalResult(payload, result);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left = def.in._zod.run(payload, ctx);
    if (left instanceof Promise) {
      return left.then((left2) => handlePipeResult(left2, def.out, ctx));
    }
    return handlePipeResult(left, def.out, ctx);
  };
});
function handlePipeResult(left, next, ctx) {
  if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left.aborted = true;
    return left;
  }
  return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
  return new Class(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
  return new Class(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
  return new Class({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
  return new Class({
    type: "never",
    ...normalizeParams(params)
  });
}

// node_modules/zod/v4/mini/schemas.js
var ZodMiniType = /* @__PURE__ */ $constructor("ZodMiniType", (inst, def) => {
  if (!inst._zod)
    throw new Error("Uninitialized schema in ZodMiniType.");
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
}, {
  // `with` is an alias for `check`: the same function object, not a wrapper.
  get with() {
    return this.check;
  },
  set with(value) {
    own(this, "with", value);
  },
  parse(data, params) {
    return parse(this, data, params, { callee: this.parse });
  },
  parseAsync(data, params) {
    return parseAsync(this, data, params, { callee: this.parseAsync });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  check(...checks) {
    const def = this.def;
    return this.clone({
      ...def,
      checks: [
        ...def.checks ?? [],
        ...checks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }, { parent: true });
  },
  clone(_def, params) {
    return clone(this, _def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  }
});
var ZodMiniString = /* @__PURE__ */ $constructor("ZodMiniString", (inst, def) => {
  $ZodString.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function string2(params) {
  return _string(ZodMiniString, params);
}
var ZodMiniNumber = /* @__PURE__ */ $constructor("ZodMiniNumber", (inst, def) => {
  $ZodNumber.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function number2(params) {
  return _number(ZodMiniNumber, params);
}
var ZodMiniBoolean = /* @__PURE__ */ $constructor("ZodMiniBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function boolean2(params) {
  return _boolean(ZodMiniBoolean, params);
}
var ZodMiniNever = /* @__PURE__ */ $constructor("ZodMiniNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function never(params) {
  return _never(ZodMiniNever, params);
}
var ZodMiniArray = /* @__PURE__ */ $constructor("ZodMiniArray", (inst, def) => {
  $ZodArray.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element, params) {
  return new ZodMiniArray({
    type: "array",
    element,
    ...normalizeParams(params)
  });
}
var ZodMiniObject = /* @__PURE__ */ $constructor("ZodMiniObject", (inst, def) => {
  $ZodObject.init(inst, def);
  ZodMiniType.init(inst, def);
  installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function strictObject(shape, params) {
  return new ZodMiniObject({
    type: "object",
    shape,
    catchall: /* @__PURE__ */ never(),
    ...normalizeParams(params)
  });
}
var ZodMiniUnion = /* @__PURE__ */ $constructor("ZodMiniUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function union(options, params) {
  return new ZodMiniUnion({
    type: "union",
    options,
    ...normalizeParams(params)
  });
}
var ZodMiniRecord = /* @__PURE__ */ $constructor("ZodMiniRecord", (inst, def) => {
  $ZodRecord.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodMiniRecord({
      type: "record",
      keyType: /* @__PURE__ */ string2(),
      valueType: keyType,
      ...normalizeParams(valueType)
    });
  }
  return new ZodMiniRecord({
    type: "record",
    keyType,
    valueType,
    ...normalizeParams(params)
  });
}
var ZodMiniEnum = /* @__PURE__ */ $constructor("ZodMiniEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodMiniType.init(inst, def);
  inst.options = [...inst._zod.values];
});
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodMiniEnum({
    type: "enum",
    entries,
    ...normalizeParams(params)
  });
}
var ZodMiniLiteral = /* @__PURE__ */ $constructor("ZodMiniLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function literal(value, params) {
  return new ZodMiniLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...normalizeParams(params)
  });
}
var ZodMiniTransform = /* @__PURE__ */ $constructor("ZodMiniTransform", (inst, def) => {
  $ZodTransform.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function transform(fn) {
  return new ZodMiniTransform({
    type: "transform",
    transform: fn
  });
}
var ZodMiniOptional = /* @__PURE__ */ $constructor("ZodMiniOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function optional(innerType) {
  return new ZodMiniOptional({
    type: "optional",
    innerType
  });
}
var ZodMiniPipe = /* @__PURE__ */ $constructor("ZodMiniPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function pipe(in_, out) {
  return new ZodMiniPipe({
    type: "pipe",
    in: in_,
    out
  });
}

// src/catalogue/audit-event-types.ts
var auditEventTypes = [
  "api_key.created",
  "api_key.updated",
  "api_key.deleted",
  "certificate.created",
  "certificate.updated",
  "certificate.deleted",
  "certificates.activated",
  "certificates.deactivated",
  "checkpoint.permission.created",
  "checkpoint.permission.deleted",
  "external_key.registered",
  "external_key.removed",
  "group.created",
  "group.updated",
  "group.deleted",
  "invite.sent",
  "invite.accepted",
  "invite.deleted",
  "ip_allowlist.created",
  "ip_allowlist.updated",
  "ip_allowlist.deleted",
  "ip_allowlist.config.activated",
  "ip_allowlist.config.deactivated",
  "login.succeeded",
  "login.failed",
  "logout.succeeded",
  "logout.failed",
  "organization.updated",
  "project.created",
  "project.updated",
  "project.archived",
  "project.deleted",
  "rate_limit.updated",
  "rate_limit.deleted",
  "resource.deleted",
  "tunnel.created",
  "tunnel.updated",
  "tunnel.deleted",
  "workload_identity_provider.created",
  "workload_identity_provider.updated",
  "workload_identity_provider.deleted",
  "workload_identity_provider_mapping.created",
  "workload_identity_provider_mapping.updated",
  "workload_identity_provider_mapping.deleted",
  "role.created",
  "role.updated",
  "role.deleted",
  "role.assignment.created",
  "role.assignment.deleted",
  "role.bound_to_resource",
  "role.unbound_from_resource",
  "scim.enabled",
  "scim.disabled",
  "service_account.created",
  "service_account.updated",
  "service_account.deleted",
  "user.added",
  "user.updated",
  "user.deleted",
  "tenant.metadata.updated",
  "tenant.microsoft_entra_mapping.upserted",
  "tenant.microsoft_entra_mapping.deleted",
  "tenant.workload_identity.provider.created",
  "tenant.workload_identity.provider.updated",
  "tenant.workload_identity.provider.archived",
  "tenant.workload_identity.mapping.created",
  "tenant.workload_identity.mapping.updated",
  "tenant.workload_identity.mapping.archived",
  "tenant.workload_identity.binding.created",
  "tenant.workload_identity.principal.provisioned",
  "tenant.workload_identity.access_token.issued",
  "tenant.admin_api_key.created",
  "tenant.admin_api_key.updated",
  "tenant.admin_api_key.deleted",
  "tenant.project_api_key.created",
  "tenant.chatgpt_access_token.revoked",
  "tenant.migration.completed",
  "tenant.sso.migrated",
  "tenant.domains.migrated",
  "tenant.sso_connection.created",
  "tenant.sso_connection.updated",
  "tenant.sso_connection.deleted",
  "tenant.sso_connection.setup.started",
  "tenant.policy.created",
  "tenant.policy.updated",
  "tenant.policy.deleted",
  "tenant.policy.attached",
  "tenant.policy.detached",
  "tenant.principal_authentication_policy.resolved",
  "tenant.scim.setup.started",
  "tenant.scim.deletion.requested",
  "tenant.scim.directory.created",
  "tenant.product_access_policy.updated",
  "tenant.resource_share_grant.created",
  "tenant.resource_share_grant.updated",
  "tenant.resource_share_grant.accepted",
  "tenant.resource_share_grant.declined",
  "tenant.resource_share_grant.revoked",
  "tenant.resource_share_grant.deleted",
  "tenant.service_account.updated",
  "tenant.service_account.deleted",
  "tenant.service_account.token.revoked",
  "tenant.billing.overage_limit.updated",
  "tenant.billing.alerts.updated",
  "tenant.billing.info.updated",
  "tenant.usage_limit.workspace.updated",
  "tenant.usage_limit.group.updated",
  "tenant.usage_limit.user.updated",
  "tenant.usage_limit.increase_request.updated",
  "tenant.usage_limit.increase_request.resolved",
  "tenant.group.created",
  "tenant.group.updated",
  "tenant.group.deleted",
  "tenant.group.member.added",
  "tenant.group.member.removed",
  "tenant.migration_rollout.status.updated",
  "tenant.migration_rollout.tier.updated",
  "tenant.role.metadata.updated",
  "tenant.custom_role.created",
  "tenant.custom_role.updated",
  "tenant.custom_role.deleted",
  "tenant.role_assignment.created",
  "tenant.role_assignment.deleted",
  "tenant.resource_role_assignment.created",
  "tenant.resource_role_assignment.deleted",
  "tenant.resource_access.updated",
  "tenant.resource_access.deleted",
  "tenant.ads_account.onboarding.redemption",
  "tenant.session_policy.created",
  "tenant.session_policy.updated",
  "tenant.session_policy.deleted",
  "tenant.session_revocation.started",
  "tenant.third_party_app_policy.updated",
  "tenant.user.added",
  "tenant.user.updated",
  "tenant.user.removed",
  "tenant.user.looked_up",
  "tenant.user.invited",
  "tenant.membership.revoked",
  "tenant.api_organization_invite.upserted",
  "tenant.api_organization_invite.deleted",
  "tenant.chatgpt_workspace_invite.upserted",
  "tenant.membership.accepted",
  "tenant.membership.declined",
  "tenant.workspace_invite_email_settings.updated"
];

// src/inputs/field-types.ts
function refuse(context, message) {
  context.issues.push({ code: "custom", message, input: void 0 });
  return NEVER;
}
function parsedText(expected, parse3) {
  return pipe(
    string2({ error: expected }),
    transform((text2, context) => parse3(text2.trim()) ?? refuse(context, expected))
  );
}
function checkedText(mistakeIn) {
  return pipe(
    string2({ error: "expected a text" }),
    transform((given, context) => {
      const mistake = mistakeIn(given.trim());
      return mistake === void 0 ? given.trim() : refuse(context, mistake);
    })
  );
}
function oneOf(words) {
  const expected = `expected ${words.map((word) => `"${word}"`).join(" or ")}`;
  return pipe(
    string2({ error: expected }),
    transform((given, context) => {
      const word = words.find((word2) => word2 === given.trim());
      return word ?? refuse(context, `${expected}${didYouMean(given, words)}`);
    })
  );
}
function splitList(text2) {
  return text2.split(/[\n,]/).map((entry2) => entry2.trim()).filter((entry2) => entry2 !== "");
}
function listOf(expected, mistakeIn) {
  return pipe(
    union([string2(), array(string2())], { error: expected }),
    transform((given, context) => {
      const entries = [given].flat().flatMap(splitList);
      for (const entry2 of entries) {
        const mistake = mistakeIn(entry2);
        if (mistake !== void 0) refuse(context, `${quote(entry2)} ${mistake}`);
      }
      return [...new Set(entries)];
    })
  );
}
function numberBetween(least, most, step) {
  const expected = `expected a ${step === "whole" ? "whole " : ""}number from ${least} to ${most}`;
  return pipe(
    union([string2(), number2()], { error: expected }),
    transform((given, context) => {
      const number3 = given === "" ? Number.NaN : Number(given);
      const fits = number3 >= least && number3 <= most && (step === "any" || Number.isInteger(number3));
      return fits ? number3 : refuse(context, expected);
    })
  );
}
function trueOrFalse() {
  return pipe(
    union([boolean2(), literal(["true", "false"])], { error: "expected true or false" }),
    transform((given) => given === true || given === "true")
  );
}

// src/inputs/fields.ts
var date2 = "an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)";
var ageExpected = "expected an age such as 12h, 3d or 4w";
var agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
var age = parsedText(ageExpected, parseAge);
function formatMistake(format) {
  const allowed = [...formatChoices.keys()];
  if (formatChoices.has(format)) return void 0;
  return `is not a format: expected any of jsonl, csv, each with .gz or .zst${didYouMean(format, allowed)}`;
}
function eventTypeMistake(type) {
  if (auditEventTypes.includes(type)) return void 0;
  if (auditEventTypes.some((other) => (0, import_fastest_levenshtein2.distance)(other, type.toLowerCase()) <= 2) || !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(type)) {
    return `is not a type of audit event, such as api_key.created${didYouMean(type, auditEventTypes)}`;
  }
  return void 0;
}
function idMistake(id) {
  return idProblem(id) && "holds characters that no id has";
}
var optionFields = {
  format: listOf("expected a list of formats", formatMistake),
  "partition-by": oneOf(["hour", "day", "month"]),
  "start-date": parsedText(`expected ${date2}, or "earliest"`, (text2) => parseDateExpression(text2, ["earliest"])),
  "end-date": parsedText(`expected ${date2}, or "now"`, (text2) => parseDateExpression(text2, ["now"])),
  "refresh-from": parsedText(`expected ${date2}, or "earliest"`, (text2) => parseDateExpression(text2, ["earliest"])),
  lookback: age,
  "bucket-width": oneOf(["1m", "1h", "1d"]),
  "group-by": listOf('expected "default", "none", or a list of dimensions', () => void 0),
  projects: listOf("expected a list of project ids", idMistake),
  "event-types": listOf("expected a list of types of audit events", eventTypeMistake),
  models: listOf("expected a list of models", idMistake),
  "csv-escape-formulas": trueOrFalse()
};
var runFields = {
  ...optionFields,
  lookback: union(
    [
      pipe(
        age,
        transform((seconds) => ({ events: seconds, usage: seconds, costs: seconds }))
      ),
      strictObject(
        { events: optional(age), usage: optional(age), costs: optional(age) },
        { error: agesExpected }
      )
    ],
    { error: agesExpected }
  ),
  "base-url": checkedText(baseUrlProblem),
  "openai-organization": checkedText(idProblem),
  "openai-project": checkedText(idProblem),
  destination: checkedText(() => void 0),
  state: oneOf(["auto", "cache"]),
  report: oneOf(["summary", "none"]),
  "fail-on": oneOf(["error", "never"]),
  "on-schema-change": oneOf(["evolve"]),
  concurrency: numberBetween(1, 100, "whole"),
  "requests-per-second": numberBetween(0.01, 1e4, "any"),
  retries: numberBetween(0, 20, "whole"),
  "request-timeout": parsedText("expected a duration such as 60s or 2m", parseDuration)
};

// src/inputs/fingerprint.ts
function selectionPart({ resource, ids, options }) {
  const { formats: formats2, partitionBy, start, end, bucketWidth, groupBy, filters } = options;
  const extensions = formats2.map(({ extension }) => extension);
  const part = { name: resource.name, ids, formats: extensions, filters };
  if (resource.custom) return { ...part, path: resource.path, query: resource.query };
  if (resource.kind === "snapshot") return part;
  return { ...part, partitionBy, start, end, bucketWidth, groupBy };
}
function selectionFingerprint(config2) {
  return JSON.stringify({
    organization: config2.organization,
    project: config2.project,
    destination: config2.destination.identity,
    selections: config2.selections.map(selectionPart)
  });
}

// src/catalogue/columns.ts
var columnTypes = ["text", "number", "boolean", "time", "json"];
function isColumnType(text2) {
  return columnTypes.includes(text2);
}
function column(name2, type, mark2) {
  if (!isColumnType(type) || mark2 !== void 0 && mark2 !== "volatile") {
    throw new Error(`Failed to declare column "${name2}": unknown type "${type}" or mark "${mark2}"`);
  }
  return mark2 === void 0 ? { name: name2, type } : { name: name2, type, volatile: true };
}
function columns(notation) {
  const found = [];
  const nesting = [];
  for (const [, token = "", opens] of notation.matchAll(/([^\s()]+|\))(\()?/g)) {
    if (opens) nesting.push(token);
    else if (token === ")") nesting.pop();
    else {
      const [name2 = "", type = "text", mark2] = token.split(":");
      found.push(column([...nesting, name2].join("__"), type, mark2));
    }
  }
  return found;
}

// src/catalogue/declare.ts
var usualPageSize = 100;
function placeholders(path4) {
  return [...path4.matchAll(/\{([^{}]*)\}/g)].map(([, name2 = ""]) => name2);
}
function parentOf(path4, parent) {
  const key = parent.key[0] ?? "id";
  const named = [...parent.parentIds, ...parent.key];
  const fields = placeholders(path4).map((name2) => [name2, named.includes(name2) ? name2 : key]);
  return { resource: parent.name, parameters: Object.fromEntries(fields) };
}
function withParentIds(parentIds, own2) {
  const ids = parentIds.map((name2) => ({ name: name2, type: "text" }));
  return [...ids, ...own2.filter(({ name: name2 }) => !parentIds.includes(name2))];
}
function list(declaration) {
  const { name: name2, path: path4, pagination, under, query, fallback } = declaration;
  const parentIds = placeholders(path4);
  return {
    kind: "snapshot",
    name: name2,
    path: path4,
    pagination,
    pageSize: declaration.pageSize ?? usualPageSize,
    dataSelector: "data",
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [declaration.key ?? "id"],
    parentIds,
    ...query && { query },
    ...under && { parent: parentOf(path4, under) },
    ...fallback && { fallback }
  };
}
function entry(of, declaration) {
  const { name: name2, idParameter, query, queryFromRow } = declaration;
  const path4 = `${of.path}/{${idParameter}}`;
  return {
    kind: "snapshot",
    name: name2,
    path: path4,
    pagination: "none",
    dataSelector: "",
    columns: declaration.columns ? withParentIds(of.parentIds, columns(declaration.columns)) : of.columns,
    key: of.key,
    parentIds: of.parentIds,
    parent: { ...parentOf(path4, of), ...queryFromRow && { query: queryFromRow } },
    idParameter,
    ...query && { query }
  };
}
function singleObject({ name: name2, path: path4, under, ...declaration }) {
  const parentIds = placeholders(path4);
  return {
    kind: "snapshot",
    name: name2,
    path: path4,
    pagination: "none",
    dataSelector: "",
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [],
    parentIds,
    ...under && { parent: parentOf(path4, under) }
  };
}

// src/catalogue/access.ts
var userColumns = `
  object id name email role added_at:time is_default:boolean created:time
  user(object id email name picture enabled:boolean banned:boolean banned_at:time)
  is_service_account:boolean is_scale_tier_authorized_purchaser:boolean is_scim_managed:boolean
  api_key_last_used_at:time:volatile technical_level developer_persona
  projects(object data:json)
`;
var users = list({
  name: "users",
  path: "/organization/users",
  pagination: "last_id",
  columns: userColumns
});
var user = entry(users, { name: "user", idParameter: "user_id" });
var organizationMembers = list({
  name: "organization_members",
  path: "/organization/members",
  pagination: "last_id",
  columns: userColumns,
  fallback: "users"
});
var invites = list({
  name: "invites",
  path: "/organization/invites",
  pagination: "last_id",
  columns: "object id email role status created_at:time expires_at:time accepted_at:time projects:json"
});
var invite = entry(invites, { name: "invite", idParameter: "invite_id" });
var groups = list({
  name: "groups",
  path: "/organization/groups",
  pagination: "next",
  pageSize: 1e3,
  columns: "id name created_at:time is_scim_managed:boolean group_type"
});
var group = entry(groups, { name: "group", idParameter: "group_id" });
var groupUsers = list({
  name: "group_users",
  path: "/organization/groups/{group_id}/users",
  under: groups,
  pagination: "next",
  pageSize: 1e3,
  columns: "id name email"
});
var groupUser = entry(groupUsers, {
  name: "group_user",
  idParameter: "user_id",
  columns: "id name email picture is_service_account:boolean user_type"
});

// src/catalogue/audit.ts
var auditLogColumns = columns(`
  id type effective_at:time
  project(id name)
  actor(
    type
    session(user(id email) ip_address)
    api_key(id type user(id email) service_account(id))
  )
  details:json
`);
var auditLogs = {
  kind: "events",
  name: "audit_logs",
  path: "/organization/audit_logs",
  pagination: "last_id",
  pageSize: 100,
  dataSelector: "data",
  columns: auditLogColumns,
  timeField: "effective_at",
  key: ["id"],
  payloadColumn: "details"
};
var auditLog = {
  kind: "snapshot",
  name: "audit_log",
  path: "/organization/audit_logs/{log_id}",
  pagination: "none",
  dataSelector: "",
  columns: auditLogColumns,
  key: ["id"],
  parentIds: [],
  idParameter: "log_id",
  idsRequired: true,
  payloadColumn: "details"
};

// src/catalogue/projects.ts
var projects = list({
  name: "projects",
  path: "/organization/projects",
  pagination: "last_id",
  query: { include_archived: "true" },
  columns: "id object name created_at:time archived_at:time status external_key_id residency"
});
var project = entry(projects, { name: "project", idParameter: "project_id" });

// src/catalogue/keys.ts
var adminApiKeys = list({
  name: "admin_api_keys",
  path: "/organization/admin_api_keys",
  pagination: "last_id",
  columns: `
    object id name redacted_value created_at:time expires_at:time last_used_at:time:volatile
    owner(type object id name created_at:time role)
  `
});
var adminApiKey = entry(adminApiKeys, { name: "admin_api_key", idParameter: "key_id" });
var projectApiKeys = list({
  name: "project_api_keys",
  path: "/organization/projects/{project_id}/api_keys",
  under: projects,
  pagination: "last_id",
  query: { owner_project_access: "any" },
  columns: `
    object redacted_value name created_at:time last_used_at:time:volatile id owner_project_access
    owner(
      type
      user(id email name created_at:time role)
      service_account(id name created_at:time role)
    )
    expires_at:time
  `
});
var projectApiKey = entry(projectApiKeys, { name: "project_api_key", idParameter: "api_key_id" });
var certificates = list({
  name: "certificates",
  path: "/organization/certificates",
  pagination: "last_id",
  columns: "object id name created_at:time certificate_details(valid_at:time expires_at:time) active:boolean"
});
var certificate = entry(certificates, {
  name: "certificate",
  idParameter: "certificate_id",
  query: { include: "content" },
  columns: "object id name created_at:time certificate_details(valid_at:time expires_at:time content) active:boolean"
});
var projectCertificates = list({
  name: "project_certificates",
  path: "/organization/projects/{project_id}/certificates",
  under: projects,
  pagination: "last_id",
  columns: "object id name created_at:time certificate_details(valid_at:time expires_at:time) active:boolean"
});

// src/catalogue/project-access.ts
var projectUsers = list({
  name: "project_users",
  path: "/organization/projects/{project_id}/users",
  under: projects,
  pagination: "last_id",
  columns: "object id name email role added_at:time"
});
var projectUser = entry(projectUsers, { name: "project_user", idParameter: "user_id" });
var projectServiceAccounts = list({
  name: "project_service_accounts",
  path: "/organization/projects/{project_id}/service_accounts",
  under: projects,
  pagination: "last_id",
  columns: "object id name role created_at:time"
});
var projectServiceAccount = entry(projectServiceAccounts, {
  name: "project_service_account",
  idParameter: "service_account_id"
});
var projectGroups = list({
  name: "project_groups",
  path: "/organization/projects/{project_id}/groups",
  under: projects,
  pagination: "next",
  key: "group_id",
  columns: "object project_id group_id group_name group_type created_at:time"
});
var projectGroup = entry(projectGroups, {
  name: "project_group",
  idParameter: "group_id",
  queryFromRow: { group_type: "group_type" }
});

// src/catalogue/roles.ts
var pageSize = 1e3;
var roleColumns = "object id name description permissions:json resource_type predefined_role:boolean";
var assignedRoleColumns = `
  id name permissions:json resource_type predefined_role:boolean description created_at:time updated_at:time created_by
  created_by_user_obj:json metadata:json assignment_sources:json
`;
function assignments(name2, path4, under) {
  return list({ name: name2, path: path4, under, pagination: "next", pageSize, columns: assignedRoleColumns });
}
var roles = list({
  name: "roles",
  path: "/organization/roles",
  pagination: "next",
  pageSize,
  columns: roleColumns
});
var role = entry(roles, { name: "role", idParameter: "role_id" });
var projectRoles = list({
  name: "project_roles",
  path: "/projects/{project_id}/roles",
  under: projects,
  pagination: "next",
  pageSize,
  columns: roleColumns
});
var projectRole = entry(projectRoles, { name: "project_role", idParameter: "role_id" });
var userRoles = assignments("user_roles", "/organization/users/{user_id}/roles", users);
var userRole = entry(userRoles, { name: "user_role", idParameter: "role_id" });
var groupRoles = assignments("group_roles", "/organization/groups/{group_id}/roles", groups);
var groupRole = entry(groupRoles, { name: "group_role", idParameter: "role_id" });
var projectUserRoles = assignments(
  "project_user_roles",
  "/projects/{project_id}/users/{user_id}/roles",
  projectUsers
);
var projectUserRole = entry(projectUserRoles, { name: "project_user_role", idParameter: "role_id" });
var projectGroupRoles = assignments(
  "project_group_roles",
  "/projects/{project_id}/groups/{group_id}/roles",
  projectGroups
);
var projectGroupRole = entry(projectGroupRoles, { name: "project_group_role", idParameter: "role_id" });

// src/catalogue/settings.ts
var dataRetention = singleObject({
  name: "data_retention",
  path: "/organization/data_retention",
  columns: "object type"
});
var projectDataRetention = singleObject({
  name: "project_data_retention",
  path: "/organization/projects/{project_id}/data_retention",
  under: projects,
  columns: "object type"
});
var projectRateLimits = list({
  name: "project_rate_limits",
  path: "/organization/projects/{project_id}/rate_limits",
  under: projects,
  pagination: "last_id",
  columns: `
    object id model max_requests_per_1_minute:number max_tokens_per_1_minute:number max_images_per_1_minute:number
    max_audio_megabytes_per_1_minute:number max_requests_per_1_day:number batch_1_day_max_input_tokens:number
  `
});
var projectModelPermissions = singleObject({
  name: "project_model_permissions",
  path: "/organization/projects/{project_id}/model_permissions",
  under: projects,
  columns: "object mode model_ids:json"
});
var projectHostedToolPermissions = singleObject({
  name: "project_hosted_tool_permissions",
  path: "/organization/projects/{project_id}/hosted_tool_permissions",
  under: projects,
  columns: `
    file_search(enabled:boolean) web_search(enabled:boolean) image_generation(enabled:boolean) mcp(enabled:boolean)
    code_interpreter(enabled:boolean)
  `
});

// src/catalogue/spend.ts
var spendLimitColumns = "object threshold_amount:number currency interval enforcement(status)";
var spendAlertColumns = `
  id object threshold_amount:number currency interval
  notification_channel(type recipients:json subject_prefix)
`;
var costs = {
  kind: "buckets",
  name: "costs",
  path: "/organization/costs",
  pagination: "next_page",
  dataSelector: "data",
  widths: { "1d": 180 },
  // The API refuses api_key_id for days before it began to record it (2025-12-06).
  dimensions: ["project_id", "line_item", "api_key_id"],
  undescribedDimensions: ["user_id", "api_source"],
  filters: { projects: "project_ids" },
  columns: columns(`
    start_time:time end_time:time
    object amount(value:number currency) line_item project_id api_key_id quantity:number quantity_unit
    user_id api_source
  `)
};
var spendLimit = singleObject({
  name: "spend_limit",
  path: "/organization/spend_limit",
  columns: spendLimitColumns
});
var projectSpendLimit = singleObject({
  name: "project_spend_limit",
  path: "/organization/projects/{project_id}/spend_limit",
  under: projects,
  columns: spendLimitColumns
});
var spendAlerts = list({
  name: "spend_alerts",
  path: "/organization/spend_alerts",
  pagination: "last_id",
  columns: spendAlertColumns
});
var spendAlert = entry(spendAlerts, { name: "spend_alert", idParameter: "alert_id" });
var projectSpendAlerts = list({
  name: "project_spend_alerts",
  path: "/organization/projects/{project_id}/spend_alerts",
  under: projects,
  pagination: "last_id",
  columns: spendAlertColumns
});
var projectSpendAlert = entry(projectSpendAlerts, { name: "project_spend_alert", idParameter: "alert_id" });

// src/catalogue/usage.ts
var byModel = ["project_id", "user_id", "api_key_id", "model"];
function usage(name2, dimensions, fields, undescribedDimensions = []) {
  const models = dimensions.includes("model") && { models: "models" };
  return {
    kind: "buckets",
    name: `usage_${name2}`,
    path: `/organization/usage/${name2}`,
    pagination: "next_page",
    dataSelector: "data",
    widths: { "1m": 1440, "1h": 168, "1d": 31 },
    dimensions,
    undescribedDimensions,
    filters: { projects: "project_ids", ...models },
    columns: columns(`start_time:time end_time:time object ${fields}`)
  };
}
var usageResources = [
  usage(
    "completions",
    [...byModel, "batch", "service_tier"],
    `
      input_tokens:number input_cached_tokens:number input_cache_write_tokens:number input_uncached_tokens:number
      output_tokens:number input_text_tokens:number output_text_tokens:number input_cached_text_tokens:number
      input_audio_tokens:number input_cached_audio_tokens:number output_audio_tokens:number input_image_tokens:number
      input_cached_image_tokens:number output_image_tokens:number num_model_requests:number
      project_id user_id api_key_id model batch:boolean service_tier
      input_cache_write_12h_tokens:number input_cache_write_30m_tokens:number api_source
    `,
    ["api_source"]
  ),
  usage("embeddings", byModel, "input_tokens:number num_model_requests:number project_id user_id api_key_id model"),
  usage("moderations", byModel, "input_tokens:number num_model_requests:number project_id user_id api_key_id model"),
  usage(
    "images",
    [...byModel, "size", "source"],
    "images:number num_model_requests:number source size project_id user_id api_key_id model"
  ),
  usage("audio_speeches", byModel, "characters:number num_model_requests:number project_id user_id api_key_id model"),
  usage(
    "audio_transcriptions",
    byModel,
    "seconds:number num_model_requests:number project_id user_id api_key_id model"
  ),
  usage("vector_stores", ["project_id"], "usage_bytes:number project_id"),
  usage("code_interpreter_sessions", ["project_id"], "num_sessions:number project_id"),
  usage(
    "file_search_calls",
    ["project_id", "user_id", "api_key_id", "vector_store_id"],
    "num_requests:number project_id user_id api_key_id vector_store_id"
  ),
  usage(
    "web_search_calls",
    [...byModel, "context_level"],
    "num_model_requests:number num_requests:number project_id user_id api_key_id model context_level api_source",
    ["api_source"]
  )
];

// src/catalogue/catalogue.ts
var allResources = [
  auditLogs,
  auditLog,
  users,
  user,
  organizationMembers,
  invites,
  invite,
  groups,
  group,
  groupUsers,
  groupUser,
  projects,
  project,
  projectUsers,
  projectUser,
  projectServiceAccounts,
  projectServiceAccount,
  projectGroups,
  projectGroup,
  roles,
  role,
  projectRoles,
  projectRole,
  userRoles,
  userRole,
  groupRoles,
  groupRole,
  projectUserRoles,
  projectUserRole,
  projectGroupRoles,
  projectGroupRole,
  adminApiKeys,
  adminApiKey,
  projectApiKeys,
  projectApiKey,
  certificates,
  certificate,
  projectCertificates,
  dataRetention,
  projectDataRetention,
  projectRateLimits,
  projectModelPermissions,
  projectHostedToolPermissions,
  costs,
  spendLimit,
  projectSpendLimit,
  spendAlerts,
  spendAlert,
  projectSpendAlerts,
  projectSpendAlert,
  ...usageResources
];
var resourcesByName = new Map(allResources.map((resource) => [resource.name, resource]));
function resourceNamed(name2) {
  return resourcesByName.get(name2);
}

// src/inputs/own-options.ts
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function placeOf(name2) {
  return ` under resource-options.${name2}`;
}
function readOwnOptions(setting, chosen, run2, mistakes) {
  const found = /* @__PURE__ */ new Map();
  if (setting === void 0) return found;
  if (!isMapping(setting.value)) {
    mistakes.add(`${setting.label} is ${quote(setting.value)}: expected a mapping such as {costs: {format: csv}}`);
    return found;
  }
  const known = [...allResources, ...chosen].map(({ name: name2 }) => name2);
  for (const [name2, given] of Object.entries(setting.value)) {
    const resource = chosen.find((resource2) => resource2.name === name2) ?? resourceNamed(name2);
    if (resource === void 0) {
      mistakes.add(`${setting.label} names ${quote(name2)}, which is not a resource${didYouMean(name2, known)}`);
    } else if (given !== null && !isMapping(given)) {
      mistakes.add(
        `${setting.label} holds ${quote(given)} for ${quote(name2)}: expected a mapping such as {format: csv}`
      );
    } else {
      const settings = settingsIn(given ?? {}, optionsOf(resource), placeOf(name2), mistakes);
      const own2 = parseFields(optionFields, settings, mistakes);
      checkOwnOptions(resource, own2, run2, placeOf(name2), mistakes);
      found.set(name2, own2);
    }
  }
  return found;
}

// src/inputs/resource-list.ts
var name = string2({ error: "expected the name of a resource" });
var oneOrMany = pipe(
  union([string2(), array(string2())], { error: "expected a text or a list of texts" }),
  transform((given) => [given].flat())
);
var parameter = pipe(
  union([string2(), number2(), boolean2()], { error: "expected texts, numbers, true or false" }),
  transform(String)
);
var catalogueEntry = strictObject({ name, ids: optional(oneOrMany) });
var customEntry = strictObject({
  name,
  path: string2({ error: "expected a path such as /organization/things" }),
  "data-selector": optional(string2({ error: "expected a path such as data or result.items" })),
  params: optional(record(string2(), parameter, { error: "expected a mapping of query parameters" })),
  "primary-key": optional(oneOrMany),
  parent: optional(string2({ error: "expected the name of the list that the resource is read for" })),
  pagination: optional(
    _enum(["last_id", "next", "next_page", "none"], { error: "expected last_id, next, next_page or none" })
  )
});
function explain(issue2, allowed) {
  if (issue2.code !== "unrecognized_keys") return `${issue2.path.map(String).join(".")}: ${issue2.message}`;
  const [key = ""] = issue2.keys;
  return `${quote(key)} is not among its keys (${allowed.join(", ")})${didYouMean(key, allowed)}`;
}
function withDashes(entry2) {
  return Object.fromEntries(Object.entries(entry2).map(([key, value]) => [key.replaceAll("_", "-"), value]));
}
function addObject(list2, entry2, label, mistakes) {
  const given = withDashes(entry2);
  const isCustom = Object.keys(given).some((key) => key !== "name" && key !== "ids");
  const schema = isCustom ? customEntry : catalogueEntry;
  const result = schema.safeParse(given);
  if (!result.success) {
    const allowed = Object.keys(schema.shape);
    for (const issue2 of result.error.issues) {
      mistakes.add(`${label}: in the entry ${quote(entry2)}, ${explain(issue2, allowed)}`);
    }
    return;
  }
  if ("path" in result.data) {
    const { "data-selector": dataSelector, "primary-key": primaryKey, ...rest } = result.data;
    list2.custom.push({ ...rest, dataSelector, primaryKey });
    return;
  }
  const { name: name2, ids } = result.data;
  list2.names.push(name2);
  if (ids !== void 0) list2.ids.set(name2, [.../* @__PURE__ */ new Set([...list2.ids.get(name2) ?? [], ...ids])]);
}
async function entriesOf({ value, label }, mistakes) {
  if (typeof value !== "string") return [value].flat();
  if (!/^(-\s|\[)/.test(value.trim())) return splitList(value);
  const content = await parseYaml(value);
  if ("value" in content) return [content.value].flat();
  mistakes.add(`${label} begins like a YAML list, but ${content.problem}`);
  return [];
}
async function readResourceList(setting, mistakes) {
  const list2 = { names: [], removed: [], ids: /* @__PURE__ */ new Map(), custom: [] };
  for (const entry2 of await entriesOf(setting, mistakes)) {
    if (typeof entry2 === "string") {
      for (const name2 of splitList(entry2)) {
        if (name2.startsWith("!")) list2.removed.push(name2.slice(1).trim());
        else list2.names.push(name2);
      }
    } else if (typeof entry2 === "object" && entry2 !== null && !Array.isArray(entry2)) {
      addObject(list2, entry2, setting.label, mistakes);
    } else {
      mistakes.add(`${setting.label} holds ${quote(entry2)}: expected names, presets, !name, or objects with a name`);
    }
  }
  return list2;
}

// src/catalogue/presets.ts
function addsSomething(resource) {
  return resource.kind !== "snapshot" || resource.idParameter === void 0 && resource.fallback === void 0;
}
var presets = /* @__PURE__ */ new Map([
  [
    "standard",
    [
      "audit_logs",
      "users",
      "invites",
      "projects",
      "project_users",
      "project_service_accounts",
      "project_api_keys",
      "admin_api_keys",
      "costs"
    ]
  ],
  [
    "access",
    [
      "users",
      "invites",
      "projects",
      "project_users",
      "project_service_accounts",
      "project_groups",
      "groups",
      "group_users",
      "roles",
      "project_roles",
      "user_roles",
      "group_roles",
      "project_user_roles",
      "project_group_roles"
    ]
  ],
  ["keys", ["admin_api_keys", "project_api_keys", "certificates", "project_certificates"]],
  ["usage", usageResources.map(({ name: name2 }) => name2)],
  [
    "spend",
    [
      "costs",
      "spend_limit",
      "spend_alerts",
      "projects",
      "project_spend_limit",
      "project_spend_alerts",
      "project_api_keys",
      "users"
    ]
  ],
  [
    "settings",
    [
      "data_retention",
      "project_data_retention",
      "project_rate_limits",
      "project_model_permissions",
      "project_hosted_tool_permissions"
    ]
  ],
  ["all", allResources.filter(addsSomething).map(({ name: name2 }) => name2)]
]);

// src/catalogue/custom.ts
var safeName = /^[a-z][a-z0-9_]{0,63}$/;
var safePath = /^(\/([\w.~:@-]+|\{[a-z][a-z0-9_]*\}))+$/;
var safeSelector = /^[^\s.]+(\.[^\s.]+)*$/;
function mistakesIn({ name: name2, path: path4, dataSelector, parent, pagination }, names2) {
  const found = [];
  if (!safeName.test(name2)) found.push('name must be lower-case letters, digits and "_", beginning with a letter');
  if (resourceNamed(name2) || presets.has(name2)) found.push("name is taken by a resource or preset of the catalogue");
  if (names2.filter((other) => other === name2).length > 1) found.push("name is given to more than one custom resource");
  const leavesTheApi = path4.split("/").some((segment) => segment === "." || segment === "..");
  if (!safePath.test(path4) || leavesTheApi) {
    found.push(
      `path must be a plain path below base-url, such as /organization/things or /projects/{project_id}/things`
    );
  }
  if (dataSelector !== void 0 && !safeSelector.test(dataSelector) && !(dataSelector === "" && pagination === "none")) {
    found.push("data_selector must be a path such as data or result.items");
  }
  if (placeholders(path4).length > 0 && parent === void 0) {
    found.push("path holds {placeholders}, so parent must name the list that fills them");
  }
  if (placeholders(path4).length === 0 && parent !== void 0) {
    found.push("parent is given, but path holds no {placeholder} for its ids");
  }
  return found;
}
function declare(definition, parent) {
  const { name: name2, path: path4, params, primaryKey, pagination = "last_id" } = definition;
  return {
    kind: "snapshot",
    custom: true,
    name: name2,
    path: path4,
    pagination,
    dataSelector: definition.dataSelector ?? (pagination === "none" ? "" : "data"),
    columns: [],
    key: primaryKey ?? [],
    parentIds: placeholders(path4),
    ...params && { query: params },
    ...parent && { parent: parentOf(path4, parent) }
  };
}
function customResources(definitions) {
  const names2 = definitions.map(({ name: name2 }) => name2);
  const mistakes = definitions.flatMap(
    (definition) => mistakesIn(definition, names2).map((mistake) => `custom resource "${definition.name}": ${mistake}`)
  );
  const readable = /* @__PURE__ */ new Map();
  for (const resource of allResources) {
    if (resource.kind === "snapshot" && !resource.idsRequired) readable.set(resource.name, resource);
  }
  const declared = /* @__PURE__ */ new Map();
  for (let before = -1; declared.size > before; ) {
    before = declared.size;
    for (const definition of definitions) {
      const parent = definition.parent === void 0 ? void 0 : readable.get(definition.parent);
      if (declared.has(definition) || definition.parent !== void 0 && !parent) continue;
      const resource = declare(definition, parent);
      declared.set(definition, resource);
      if (!resourceNamed(resource.name)) readable.set(resource.name, resource);
    }
  }
  for (const definition of definitions.filter((definition2) => !declared.has(definition2))) {
    const why = names2.includes(definition.parent ?? "") ? "leads back to itself" : "is not a list that can be read";
    mistakes.push(`custom resource "${definition.name}": parent "${definition.parent}" ${why}`);
  }
  return { resources: definitions.flatMap((definition) => declared.get(definition) ?? []), mistakes };
}

// src/inputs/selection.ts
function checkIds(resource, ids, mistakes) {
  const parameter2 = resource.kind === "snapshot" ? resource.idParameter : void 0;
  const name2 = `'resources': ${quote(resource.name)}`;
  if (ids !== void 0 && parameter2 === void 0) {
    mistakes.add(`${name2} takes no ids: it is a list or a single object, and is read in full`);
  }
  if (ids?.length === 0 || ids?.some((id) => !headerSafe.test(id) || /[/?#%\\]/.test(id))) {
    mistakes.add(`${name2} has ids ${quote(ids)}: expected at least one, each a plain id`);
  }
  if (ids === void 0 && resource.kind === "snapshot" && resource.idsRequired) {
    mistakes.add(`${name2} can only be read by id: write it as {name: ${resource.name}, ids: [\u2026]}`);
  }
}
function chooseResources(list2, mistakes) {
  const { resources: custom, mistakes: customMistakes } = customResources(list2.custom);
  for (const mistake of customMistakes) mistakes.add(`'resources': ${mistake}`);
  const customNames = custom.map(({ name: name2 }) => name2);
  const allowed = [...allResources.map(({ name: name2 }) => name2), ...presets.keys(), ...customNames];
  for (const name2 of [...list2.names, ...list2.removed]) {
    if (allowed.includes(name2)) continue;
    const advice = didYouMean(name2, allowed) || `; presets are ${[...presets.keys()].join(", ")}`;
    mistakes.add(`'resources' holds ${quote(name2)}, which is neither a resource nor a preset${advice}`);
  }
  for (const name2 of list2.ids.keys()) {
    if (presets.has(name2)) mistakes.add(`'resources': ${quote(name2)} is a preset, which takes no ids`);
  }
  const asked = list2.names.length + custom.length > 0 ? list2.names : [inputDefaults.resources ?? ""];
  const removed = new Set(list2.removed.flatMap((name2) => presets.get(name2) ?? name2));
  const fromPresets = new Set(asked.flatMap((name2) => presets.get(name2) ?? []));
  const named = /* @__PURE__ */ new Set([...asked, ...customNames]);
  const choices = [...allResources, ...custom].filter(({ name: name2 }) => (named.has(name2) || fromPresets.has(name2)) && !removed.has(name2)).map((resource) => {
    const ids = list2.ids.get(resource.name);
    checkIds(resource, ids, mistakes);
    return { resource, origin: named.has(resource.name) ? "named" : "preset", ...ids && { ids } };
  });
  const isUnderstood = [...named].every(
    (name2) => resourceNamed(name2) || presets.has(name2) || customNames.includes(name2)
  );
  if (choices.length === 0 && isUnderstood)
    mistakes.add("'resources' leaves nothing to export: each one is left out by a !name");
  return choices;
}

// src/inputs.ts
var readUtf8 = (path4) => readTextFile(path4, "utf8");
function settingOrDefault(settings, name2) {
  return settings.get(name2) ?? { value: inputDefaults[name2], label: `'${name2}'` };
}
async function readSelections(settings, run2, mistakes) {
  const list2 = await readResourceList(settingOrDefault(settings, "resources"), mistakes);
  const choices = chooseResources(list2, mistakes);
  const chosen = choices.map(({ resource }) => resource);
  const ownOptions = readOwnOptions(settings.get("resource-options"), chosen, run2, mistakes);
  const ownOf = ({ name: name2 }) => ownOptions.get(name2) ?? {};
  checkRunOptions(
    chosen.map((resource) => ({ resource, own: ownOf(resource) })),
    run2,
    mistakes
  );
  return choices.map((choice) => {
    const own2 = ownOf(choice.resource);
    const options = completeOptions(choice.resource, own2, run2);
    const hasOwnDates = own2["start-date"] ?? own2["end-date"] ?? own2["refresh-from"];
    const place = hasOwnDates ? placeOf(choice.resource.name) : "";
    if (choice.resource.kind !== "snapshot") checkDates(options, place, mistakes);
    return { ...choice, options };
  });
}
async function readConfig(env, readFile3 = readUtf8) {
  const apiKey = (env[variableOf("api-key")] ?? "").trim();
  const mistakes = noMistakes(apiKey);
  const environment = readEnvironment(env);
  const inputs = inputsIn(env, mistakes);
  const keyProblem = apiKeyProblem(apiKey);
  if (keyProblem !== void 0) mistakes.add(keyProblem);
  const file = await readConfigFile(inputs.get("config"), environment.workspace, readFile3, mistakes);
  const settings = new Map([...file, ...inputs]);
  const run2 = parseFields(runFields, settings, mistakes);
  const selections = await readSelections(settings, run2, mistakes);
  const { value: folder, label } = settingOrDefault(settings, "destination");
  const roots = { workspace: environment.workspace, runnerTemp: env.RUNNER_TEMP };
  const destination = destinationFolder(run2.destination ?? String(folder), label, roots, mistakes);
  const error2 = mistakes.error();
  if (error2 !== void 0 || destination === void 0) throw error2;
  const config2 = {
    apiKey,
    baseUrl: (run2["base-url"] ?? String(inputDefaults["base-url"])).replace(/\/+$/, ""),
    ...run2["openai-organization"] && { organization: run2["openai-organization"] },
    ...run2["openai-project"] && { project: run2["openai-project"] },
    selections,
    destination,
    state: run2.state ?? "auto",
    summary: run2.report !== "none",
    failOn: run2["fail-on"] ?? "error",
    concurrency: run2.concurrency ?? 8,
    ...run2["requests-per-second"] && { requestsPerSecond: run2["requests-per-second"] },
    retries: run2.retries ?? 5,
    requestTimeoutSeconds: run2["request-timeout"] ?? 60,
    environment
  };
  return { ...config2, selectionFingerprint: selectionFingerprint(config2) };
}

// src/report/outputs.ts
function outputsOf(report) {
  const { total, outcomes } = report;
  const names2 = (status) => outcomes.filter((outcome) => outcome.status === status).map(({ resource }) => resource);
  const until = outcomes.flatMap(
    ({ resource, dataUntil }) => dataUntil === void 0 ? [] : [[resource, new Date(dataUntil * 1e3).toISOString().replace(".000Z", "Z")]]
  );
  return {
    status: report.status,
    records: String(total.rows),
    files: String(total.files),
    bytes: String(total.bytes),
    changed: String(total.files + total.removed + total.changes > 0),
    changes: String(total.changes),
    "failed-resources": names2("failed").join(","),
    "skipped-resources": names2("skipped").join(","),
    "data-until": JSON.stringify(Object.fromEntries(until)),
    manifest: `${report.destination}/_manifests`,
    "state-source": report.stateSource
  };
}
var outputsOfNothing = {
  status: "failed",
  records: "0",
  files: "0",
  bytes: "0",
  changed: "false",
  changes: "0",
  "failed-resources": "",
  "skipped-resources": "",
  "data-until": "{}",
  manifest: "",
  "state-source": "none"
};

// src/state/periods.ts
var HOUR = 3600;
var DAY = 86400;
function periodStart(seconds, by) {
  if (by === "hour") return Math.floor(seconds / HOUR) * HOUR;
  if (by === "day") return Math.floor(seconds / DAY) * DAY;
  const date3 = new Date(seconds * 1e3);
  return Date.UTC(date3.getUTCFullYear(), date3.getUTCMonth(), 1) / 1e3;
}
function periodAt(seconds, by) {
  const from = periodStart(seconds, by);
  if (by !== "month") return { from, to: from + (by === "hour" ? HOUR : DAY) };
  const date3 = new Date(from * 1e3);
  return { from, to: Date.UTC(date3.getUTCFullYear(), date3.getUTCMonth() + 1, 1) / 1e3 };
}
function periodsBetween(from, to, by) {
  const periods = [];
  for (let at2 = from; at2 < to; ) {
    const period2 = periodAt(at2, by);
    periods.push(period2);
    at2 = period2.to;
  }
  return periods;
}
function periodName(from, by) {
  return new Date(from * 1e3).toISOString().slice(0, { hour: 13, day: 10, month: 7 }[by]);
}
function parsePeriodName(name2) {
  const by = name2.length === 7 ? "month" : name2.length === 10 ? "day" : "hour";
  const start = by === "month" ? `${name2}-01` : by === "day" ? name2 : `${name2}:00:00Z`;
  const from = Date.parse(start) / 1e3;
  if (Number.isNaN(from) || periodName(from, by) !== name2)
    throw new RangeError(`"${name2}" names no month, day or hour`);
  return periodAt(from, by);
}
function periodFolder(from, by) {
  const name2 = periodName(from, by);
  if (by === "month") return `month=${name2}`;
  return by === "day" ? `date=${name2}` : `date=${name2.slice(0, 10)}/hour=${name2.slice(11)}`;
}
function boundaryName(seconds) {
  const text2 = new Date(seconds * 1e3).toISOString();
  return seconds % DAY === 0 ? text2.slice(0, 10) : `${text2.slice(0, 13)}:00:00Z`;
}

// src/report/amounts.ts
function count(value) {
  return value.toLocaleString("en-US");
}
function countOf(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
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

// src/report/run-log.ts
function logReport(report, seconds, log2) {
  for (const outcome of report.outcomes) {
    if (outcome.status === "skipped") continue;
    log2.info(`${outcome.resource}: ${describe2(outcome)}`);
    for (const problem of outcome.problems) log2.error(`${outcome.resource}: ${problem}`);
    if (outcome.unknownTypes.size > 0) {
      log2.notice(
        `${outcome.resource}: exported event types that this release does not know: ${[...outcome.unknownTypes].sort().join(", ")}`
      );
    }
  }
  const { total, outcomes } = report;
  if (outcomes.every(({ status }) => status === "skipped")) {
    log2.error(
      "Nothing was exported: the key can read none of the resources. Give it read permissions, or use another admin key."
    );
  }
  const failed = outcomes.filter(({ status }) => status === "failed").length;
  const skipped2 = outcomes.filter(({ status }) => status === "skipped").length;
  const ending = [
    failed > 0 ? `${countOf(failed, "resource")} failed` : "nothing failed",
    ...skipped2 > 0 ? [`${count(skipped2)} skipped`] : []
  ].join(", ");
  log2.info(
    `Read ${countOf(total.records, "record")} of ${countOf(outcomes.length - skipped2, "resource")} and wrote ${countOf(total.files, "file")} (${size(total.bytes)}) and ${countOf(total.changes, "change")} to ${report.destination} in ${seconds.toFixed(1)} s; ${ending}.`
  );
}
function describe2({ tally, kept, range, status }) {
  const parts = [countOf(tally.records, "record"), `${countOf(tally.files, "file")} written`];
  if (range) parts.push(`${boundaryName(range.from)} to ${new Date(range.to * 1e3).toISOString().slice(0, 16)}Z`);
  if (tally.removed > 0) parts.push(`${countOf(tally.removed, "file")} removed`);
  if (tally.changes > 0) parts.push(countOf(tally.changes, "change"));
  if (kept > 0) parts.push(`${countOf(kept, "row")} kept that the API did not give again`);
  if (status === "failed") parts.push("incomplete");
  return parts.join(", ");
}

// src/report/summary.ts
var MOST_PROBLEMS = 200;
var LONGEST_PROBLEM = 1e3;
var MOST_TYPES = 100;
var LONGEST_TYPE = 100;
function summaryOf(report) {
  const { total } = report;
  const rows = report.outcomes.map(
    (outcome) => `| ${escapeMarkdown(outcome.resource)} | ${mark(outcome)} | ${count(outcome.tally.records)} | ${count(outcome.tally.files)} | ${count(outcome.tally.changes)} | ${period(outcome)} |`
  );
  const problems = report.outcomes.flatMap(
    ({ resource, problems: problems2 }) => problems2.map((text2) => `- **${escapeMarkdown(resource)}**: ${escapeMarkdown(cut(text2, LONGEST_PROBLEM))}`)
  );
  const unknown = report.outcomes.flatMap(({ unknownTypes }) => [...unknownTypes].sort());
  return [
    "## OpenAI Admin Export",
    "",
    `${count(total.records)} records, ${count(total.files)} files written (${size(total.bytes)}), ${count(total.changes)} changes, to ${code(report.destination)}. State: ${report.stateSource}.`,
    "",
    "| Resource | Status | Records | Files written | Changes | Read |",
    "| --- | --- | ---: | ---: | ---: | --- |",
    ...rows,
    ...problems.length > 0 ? ["", "### What could not be read", "", ...problems.slice(0, MOST_PROBLEMS)] : [],
    ...problems.length > MOST_PROBLEMS ? [`- and ${count(problems.length - MOST_PROBLEMS)} more: see the log.`] : [],
    ...unknown.length > 0 ? [
      "",
      `Event types that this release does not know: ${unknown.slice(0, MOST_TYPES).map((type) => code(cut(type, LONGEST_TYPE))).join(", ")}${unknown.length > MOST_TYPES ? `, and ${count(unknown.length - MOST_TYPES)} more` : ""}`
    ] : [],
    ""
  ].join("\n");
}
function mark({ status }) {
  return { ok: "\u2705 ok", failed: "\u274C failed", skipped: "\u2796 skipped" }[status];
}
function period({ range }) {
  return range ? `${boundaryName(range.from)} to ${new Date(range.to * 1e3).toISOString().slice(0, 10)}` : "";
}
function cut(text2, length) {
  return text2.length > length ? `${text2.slice(0, length)}\u2026` : text2;
}
function escapeMarkdown(text2) {
  return text2.replace(/\s+/g, " ").replace(/[\\`*[\]<>|#&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
}
function code(text2) {
  return `\`${text2.replace(/\s+/g, " ").replaceAll("`", "'")}\``;
}

// src/api/client.ts
import http3 from "node:http";
import https2 from "node:https";

// node_modules/node-fetch/src/index.js
import http2 from "node:http";
import https from "node:https";
import zlib from "node:zlib";
import Stream2, { PassThrough as PassThrough2, pipeline as pump } from "node:stream";
import { Buffer as Buffer3 } from "node:buffer";

// node_modules/data-uri-to-buffer/dist/index.js
function dataUriToBuffer(uri) {
  if (!/^data:/i.test(uri)) {
    throw new TypeError('`uri` does not appear to be a Data URI (must begin with "data:")');
  }
  uri = uri.replace(/\r?\n/g, "");
  const firstComma = uri.indexOf(",");
  if (firstComma === -1 || firstComma <= 4) {
    throw new TypeError("malformed data: URI");
  }
  const meta2 = uri.substring(5, firstComma).split(";");
  let charset = "";
  let base64 = false;
  const type = meta2[0] || "text/plain";
  let typeFull = type;
  for (let i = 1; i < meta2.length; i++) {
    if (meta2[i] === "base64") {
      base64 = true;
    } else if (meta2[i]) {
      typeFull += `;${meta2[i]}`;
      if (meta2[i].indexOf("charset=") === 0) {
        charset = meta2[i].substring(8);
      }
    }
  }
  if (!meta2[0] && !charset.length) {
    typeFull += ";charset=US-ASCII";
    charset = "US-ASCII";
  }
  const encoding = base64 ? "base64" : "ascii";
  const data = unescape(uri.substring(firstComma + 1));
  const buffer = Buffer.from(data, encoding);
  buffer.type = type;
  buffer.typeFull = typeFull;
  buffer.charset = charset;
  return buffer;
}
var dist_default = dataUriToBuffer;

// node_modules/node-fetch/src/body.js
import Stream, { PassThrough } from "node:stream";
import { types, deprecate, promisify } from "node:util";
import { Buffer as Buffer2 } from "node:buffer";

// node_modules/node-fetch/src/errors/base.js
var FetchBaseError = class extends Error {
  constructor(message, type) {
    super(message);
    Error.captureStackTrace(this, this.constructor);
    this.type = type;
  }
  get name() {
    return this.constructor.name;
  }
  get [Symbol.toStringTag]() {
    return this.constructor.name;
  }
};

// node_modules/node-fetch/src/errors/fetch-error.js
var FetchError = class extends FetchBaseError {
  /**
   * @param  {string} message -      Error message for human
   * @param  {string} [type] -        Error type for machine
   * @param  {SystemError} [systemError] - For Node.js system error
   */
  constructor(message, type, systemError) {
    super(message, type);
    if (systemError) {
      this.code = this.errno = systemError.code;
      this.erroredSysCall = systemError.syscall;
    }
  }
};

// node_modules/node-fetch/src/utils/is.js
var NAME = Symbol.toStringTag;
var isURLSearchParameters = (object) => {
  return typeof object === "object" && typeof object.append === "function" && typeof object.delete === "function" && typeof object.get === "function" && typeof object.getAll === "function" && typeof object.has === "function" && typeof object.set === "function" && typeof object.sort === "function" && object[NAME] === "URLSearchParams";
};
var isBlob = (object) => {
  return object && typeof object === "object" && typeof object.arrayBuffer === "function" && typeof object.type === "string" && typeof object.stream === "function" && typeof object.constructor === "function" && /^(Blob|File)$/.test(object[NAME]);
};
var isAbortSignal = (object) => {
  return typeof object === "object" && (object[NAME] === "AbortSignal" || object[NAME] === "EventTarget");
};
var isDomainOrSubdomain = (destination, original) => {
  const orig = new URL(original).hostname;
  const dest = new URL(destination).hostname;
  return orig === dest || orig.endsWith(`.${dest}`);
};
var isSameProtocol = (destination, original) => {
  const orig = new URL(original).protocol;
  const dest = new URL(destination).protocol;
  return orig === dest;
};

// node_modules/node-fetch/src/body.js
var pipeline = promisify(Stream.pipeline);
var INTERNALS = /* @__PURE__ */ Symbol("Body internals");
var Body = class {
  constructor(body, {
    size: size2 = 0
  } = {}) {
    let boundary = null;
    if (body === null) {
      body = null;
    } else if (isURLSearchParameters(body)) {
      body = Buffer2.from(body.toString());
    } else if (isBlob(body)) {
    } else if (Buffer2.isBuffer(body)) {
    } else if (types.isAnyArrayBuffer(body)) {
      body = Buffer2.from(body);
    } else if (ArrayBuffer.isView(body)) {
      body = Buffer2.from(body.buffer, body.byteOffset, body.byteLength);
    } else if (body instanceof Stream) {
    } else if (body instanceof FormData) {
      body = formDataToBlob(body);
      boundary = body.type.split("=")[1];
    } else {
      body = Buffer2.from(String(body));
    }
    let stream = body;
    if (Buffer2.isBuffer(body)) {
      stream = Stream.Readable.from(body);
    } else if (isBlob(body)) {
      stream = Stream.Readable.from(body.stream());
    }
    this[INTERNALS] = {
      body,
      stream,
      boundary,
      disturbed: false,
      error: null
    };
    this.size = size2;
    if (body instanceof Stream) {
      body.on("error", (error_) => {
        const error2 = error_ instanceof FetchBaseError ? error_ : new FetchError(`Invalid response body while trying to fetch ${this.url}: ${error_.message}`, "system", error_);
        this[INTERNALS].error = error2;
      });
    }
  }
  get body() {
    return this[INTERNALS].stream;
  }
  get bodyUsed() {
    return this[INTERNALS].disturbed;
  }
  /**
   * Decode response as ArrayBuffer
   *
   * @return  Promise
   */
  async arrayBuffer() {
    const { buffer, byteOffset, byteLength } = await consumeBody(this);
    return buffer.slice(byteOffset, byteOffset + byteLength);
  }
  async formData() {
    const ct = this.headers.get("content-type");
    if (ct.startsWith("application/x-www-form-urlencoded")) {
      const formData = new FormData();
      const parameters = new URLSearchParams(await this.text());
      for (const [name2, value] of parameters) {
        formData.append(name2, value);
      }
      return formData;
    }
    const { toFormData } = await import("./chunks/multipart-parser-HT2HGZ3N.js");
    return toFormData(this.body, ct);
  }
  /**
   * Return raw response as Blob
   *
   * @return Promise
   */
  async blob() {
    const ct = this.headers && this.headers.get("content-type") || this[INTERNALS].body && this[INTERNALS].body.type || "";
    const buf = await this.arrayBuffer();
    return new fetch_blob_default([buf], {
      type: ct
    });
  }
  /**
   * Decode response as json
   *
   * @return  Promise
   */
  async json() {
    const text2 = await this.text();
    return JSON.parse(text2);
  }
  /**
   * Decode response as text
   *
   * @return  Promise
   */
  async text() {
    const buffer = await consumeBody(this);
    return new TextDecoder().decode(buffer);
  }
  /**
   * Decode response as buffer (non-spec api)
   *
   * @return  Promise
   */
  buffer() {
    return consumeBody(this);
  }
};
Body.prototype.buffer = deprecate(Body.prototype.buffer, "Please use 'response.arrayBuffer()' instead of 'response.buffer()'", "node-fetch#buffer");
Object.defineProperties(Body.prototype, {
  body: { enumerable: true },
  bodyUsed: { enumerable: true },
  arrayBuffer: { enumerable: true },
  blob: { enumerable: true },
  json: { enumerable: true },
  text: { enumerable: true },
  data: { get: deprecate(
    () => {
    },
    "data doesn't exist, use json(), text(), arrayBuffer(), or body instead",
    "https://github.com/node-fetch/node-fetch/issues/1000 (response)"
  ) }
});
async function consumeBody(data) {
  if (data[INTERNALS].disturbed) {
    throw new TypeError(`body used already for: ${data.url}`);
  }
  data[INTERNALS].disturbed = true;
  if (data[INTERNALS].error) {
    throw data[INTERNALS].error;
  }
  const { body } = data;
  if (body === null) {
    return Buffer2.alloc(0);
  }
  if (!(body instanceof Stream)) {
    return Buffer2.alloc(0);
  }
  const accum = [];
  let accumBytes = 0;
  try {
    for await (const chunk2 of body) {
      if (data.size > 0 && accumBytes + chunk2.length > data.size) {
        const error2 = new FetchError(`content size at ${data.url} over limit: ${data.size}`, "max-size");
        body.destroy(error2);
        throw error2;
      }
      accumBytes += chunk2.length;
      accum.push(chunk2);
    }
  } catch (error2) {
    const error_ = error2 instanceof FetchBaseError ? error2 : new FetchError(`Invalid response body while trying to fetch ${data.url}: ${error2.message}`, "system", error2);
    throw error_;
  }
  if (body.readableEnded === true || body._readableState.ended === true) {
    try {
      if (accum.every((c) => typeof c === "string")) {
        return Buffer2.from(accum.join(""));
      }
      return Buffer2.concat(accum, accumBytes);
    } catch (error2) {
      throw new FetchError(`Could not create Buffer from response body for ${data.url}: ${error2.message}`, "system", error2);
    }
  } else {
    throw new FetchError(`Premature close of server response while trying to fetch ${data.url}`);
  }
}
var clone2 = (instance, highWaterMark) => {
  let p1;
  let p2;
  let { body } = instance[INTERNALS];
  if (instance.bodyUsed) {
    throw new Error("cannot clone body after it is used");
  }
  if (body instanceof Stream && typeof body.getBoundary !== "function") {
    p1 = new PassThrough({ highWaterMark });
    p2 = new PassThrough({ highWaterMark });
    body.pipe(p1);
    body.pipe(p2);
    instance[INTERNALS].stream = p1;
    body = p2;
  }
  return body;
};
var getNonSpecFormDataBoundary = deprecate(
  (body) => body.getBoundary(),
  "form-data doesn't follow the spec and requires special treatment. Use alternative package",
  "https://github.com/node-fetch/node-fetch/issues/1167"
);
var extractContentType = (body, request) => {
  if (body === null) {
    return null;
  }
  if (typeof body === "string") {
    return "text/plain;charset=UTF-8";
  }
  if (isURLSearchParameters(body)) {
    return "application/x-www-form-urlencoded;charset=UTF-8";
  }
  if (isBlob(body)) {
    return body.type || null;
  }
  if (Buffer2.isBuffer(body) || types.isAnyArrayBuffer(body) || ArrayBuffer.isView(body)) {
    return null;
  }
  if (body instanceof FormData) {
    return `multipart/form-data; boundary=${request[INTERNALS].boundary}`;
  }
  if (body && typeof body.getBoundary === "function") {
    return `multipart/form-data;boundary=${getNonSpecFormDataBoundary(body)}`;
  }
  if (body instanceof Stream) {
    return null;
  }
  return "text/plain;charset=UTF-8";
};
var getTotalBytes = (request) => {
  const { body } = request[INTERNALS];
  if (body === null) {
    return 0;
  }
  if (isBlob(body)) {
    return body.size;
  }
  if (Buffer2.isBuffer(body)) {
    return body.length;
  }
  if (body && typeof body.getLengthSync === "function") {
    return body.hasKnownLength && body.hasKnownLength() ? body.getLengthSync() : null;
  }
  return null;
};
var writeToStream = async (dest, { body }) => {
  if (body === null) {
    dest.end();
  } else {
    await pipeline(body, dest);
  }
};

// node_modules/node-fetch/src/headers.js
import { types as types2 } from "node:util";
import http from "node:http";
var validateHeaderName = typeof http.validateHeaderName === "function" ? http.validateHeaderName : (name2) => {
  if (!/^[\^`\-\w!#$%&'*+.|~]+$/.test(name2)) {
    const error2 = new TypeError(`Header name must be a valid HTTP token [${name2}]`);
    Object.defineProperty(error2, "code", { value: "ERR_INVALID_HTTP_TOKEN" });
    throw error2;
  }
};
var validateHeaderValue = typeof http.validateHeaderValue === "function" ? http.validateHeaderValue : (name2, value) => {
  if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(value)) {
    const error2 = new TypeError(`Invalid character in header content ["${name2}"]`);
    Object.defineProperty(error2, "code", { value: "ERR_INVALID_CHAR" });
    throw error2;
  }
};
var Headers = class _Headers extends URLSearchParams {
  /**
   * Headers class
   *
   * @constructor
   * @param {HeadersInit} [init] - Response headers
   */
  constructor(init) {
    let result = [];
    if (init instanceof _Headers) {
      const raw = init.raw();
      for (const [name2, values] of Object.entries(raw)) {
        result.push(...values.map((value) => [name2, value]));
      }
    } else if (init == null) {
    } else if (typeof init === "object" && !types2.isBoxedPrimitive(init)) {
      const method = init[Symbol.iterator];
      if (method == null) {
        result.push(...Object.entries(init));
      } else {
        if (typeof method !== "function") {
          throw new TypeError("Header pairs must be iterable");
        }
        result = [...init].map((pair) => {
          if (typeof pair !== "object" || types2.isBoxedPrimitive(pair)) {
            throw new TypeError("Each header pair must be an iterable object");
          }
          return [...pair];
        }).map((pair) => {
          if (pair.length !== 2) {
            throw new TypeError("Each header pair must be a name/value tuple");
          }
          return [...pair];
        });
      }
    } else {
      throw new TypeError("Failed to construct 'Headers': The provided value is not of type '(sequence<sequence<ByteString>> or record<ByteString, ByteString>)");
    }
    result = result.length > 0 ? result.map(([name2, value]) => {
      validateHeaderName(name2);
      validateHeaderValue(name2, String(value));
      return [String(name2).toLowerCase(), String(value)];
    }) : void 0;
    super(result);
    return new Proxy(this, {
      get(target, p, receiver) {
        switch (p) {
          case "append":
          case "set":
            return (name2, value) => {
              validateHeaderName(name2);
              validateHeaderValue(name2, String(value));
              return URLSearchParams.prototype[p].call(
                target,
                String(name2).toLowerCase(),
                String(value)
              );
            };
          case "delete":
          case "has":
          case "getAll":
            return (name2) => {
              validateHeaderName(name2);
              return URLSearchParams.prototype[p].call(
                target,
                String(name2).toLowerCase()
              );
            };
          case "keys":
            return () => {
              target.sort();
              return new Set(URLSearchParams.prototype.keys.call(target)).keys();
            };
          default:
            return Reflect.get(target, p, receiver);
        }
      }
    });
  }
  get [Symbol.toStringTag]() {
    return this.constructor.name;
  }
  toString() {
    return Object.prototype.toString.call(this);
  }
  get(name2) {
    const values = this.getAll(name2);
    if (values.length === 0) {
      return null;
    }
    let value = values.join(", ");
    if (/^content-encoding$/i.test(name2)) {
      value = value.toLowerCase();
    }
    return value;
  }
  forEach(callback, thisArg = void 0) {
    for (const name2 of this.keys()) {
      Reflect.apply(callback, thisArg, [this.get(name2), name2, this]);
    }
  }
  *values() {
    for (const name2 of this.keys()) {
      yield this.get(name2);
    }
  }
  /**
   * @type {() => IterableIterator<[string, string]>}
   */
  *entries() {
    for (const name2 of this.keys()) {
      yield [name2, this.get(name2)];
    }
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  /**
   * Node-fetch non-spec method
   * returning all headers and their values as array
   * @returns {Record<string, string[]>}
   */
  raw() {
    return [...this.keys()].reduce((result, key) => {
      result[key] = this.getAll(key);
      return result;
    }, {});
  }
  /**
   * For better console.log(headers) and also to convert Headers into Node.js Request compatible format
   */
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return [...this.keys()].reduce((result, key) => {
      const values = this.getAll(key);
      if (key === "host") {
        result[key] = values[0];
      } else {
        result[key] = values.length > 1 ? values : values[0];
      }
      return result;
    }, {});
  }
};
Object.defineProperties(
  Headers.prototype,
  ["get", "entries", "forEach", "values"].reduce((result, property) => {
    result[property] = { enumerable: true };
    return result;
  }, {})
);
function fromRawHeaders(headers = []) {
  return new Headers(
    headers.reduce((result, value, index, array2) => {
      if (index % 2 === 0) {
        result.push(array2.slice(index, index + 2));
      }
      return result;
    }, []).filter(([name2, value]) => {
      try {
        validateHeaderName(name2);
        validateHeaderValue(name2, String(value));
        return true;
      } catch {
        return false;
      }
    })
  );
}

// node_modules/node-fetch/src/utils/is-redirect.js
var redirectStatus = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
var isRedirect = (code2) => {
  return redirectStatus.has(code2);
};

// node_modules/node-fetch/src/response.js
var INTERNALS2 = /* @__PURE__ */ Symbol("Response internals");
var Response = class _Response extends Body {
  constructor(body = null, options = {}) {
    super(body, options);
    const status = options.status != null ? options.status : 200;
    const headers = new Headers(options.headers);
    if (body !== null && !headers.has("Content-Type")) {
      const contentType = extractContentType(body, this);
      if (contentType) {
        headers.append("Content-Type", contentType);
      }
    }
    this[INTERNALS2] = {
      type: "default",
      url: options.url,
      status,
      statusText: options.statusText || "",
      headers,
      counter: options.counter,
      highWaterMark: options.highWaterMark
    };
  }
  get type() {
    return this[INTERNALS2].type;
  }
  get url() {
    return this[INTERNALS2].url || "";
  }
  get status() {
    return this[INTERNALS2].status;
  }
  /**
   * Convenience property representing if the request ended normally
   */
  get ok() {
    return this[INTERNALS2].status >= 200 && this[INTERNALS2].status < 300;
  }
  get redirected() {
    return this[INTERNALS2].counter > 0;
  }
  get statusText() {
    return this[INTERNALS2].statusText;
  }
  get headers() {
    return this[INTERNALS2].headers;
  }
  get highWaterMark() {
    return this[INTERNALS2].highWaterMark;
  }
  /**
   * Clone this response
   *
   * @return  Response
   */
  clone() {
    return new _Response(clone2(this, this.highWaterMark), {
      type: this.type,
      url: this.url,
      status: this.status,
      statusText: this.statusText,
      headers: this.headers,
      ok: this.ok,
      redirected: this.redirected,
      size: this.size,
      highWaterMark: this.highWaterMark
    });
  }
  /**
   * @param {string} url    The URL that the new response is to originate from.
   * @param {number} status An optional status code for the response (e.g., 302.)
   * @returns {Response}    A Response object.
   */
  static redirect(url, status = 302) {
    if (!isRedirect(status)) {
      throw new RangeError('Failed to execute "redirect" on "response": Invalid status code');
    }
    return new _Response(null, {
      headers: {
        location: new URL(url).toString()
      },
      status
    });
  }
  static error() {
    const response = new _Response(null, { status: 0, statusText: "" });
    response[INTERNALS2].type = "error";
    return response;
  }
  static json(data = void 0, init = {}) {
    const body = JSON.stringify(data);
    if (body === void 0) {
      throw new TypeError("data is not JSON serializable");
    }
    const headers = new Headers(init && init.headers);
    if (!headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
    return new _Response(body, {
      ...init,
      headers
    });
  }
  get [Symbol.toStringTag]() {
    return "Response";
  }
};
Object.defineProperties(Response.prototype, {
  type: { enumerable: true },
  url: { enumerable: true },
  status: { enumerable: true },
  ok: { enumerable: true },
  redirected: { enumerable: true },
  statusText: { enumerable: true },
  headers: { enumerable: true },
  clone: { enumerable: true }
});

// node_modules/node-fetch/src/request.js
import { format as formatUrl } from "node:url";
import { deprecate as deprecate2 } from "node:util";

// node_modules/node-fetch/src/utils/get-search.js
var getSearch = (parsedURL) => {
  if (parsedURL.search) {
    return parsedURL.search;
  }
  const lastOffset = parsedURL.href.length - 1;
  const hash = parsedURL.hash || (parsedURL.href[lastOffset] === "#" ? "#" : "");
  return parsedURL.href[lastOffset - hash.length] === "?" ? "?" : "";
};

// node_modules/node-fetch/src/utils/referrer.js
import { isIP } from "node:net";
function stripURLForUseAsAReferrer(url, originOnly = false) {
  if (url == null) {
    return "no-referrer";
  }
  url = new URL(url);
  if (/^(about|blob|data):$/.test(url.protocol)) {
    return "no-referrer";
  }
  url.username = "";
  url.password = "";
  url.hash = "";
  if (originOnly) {
    url.pathname = "";
    url.search = "";
  }
  return url;
}
var ReferrerPolicy = /* @__PURE__ */ new Set([
  "",
  "no-referrer",
  "no-referrer-when-downgrade",
  "same-origin",
  "origin",
  "strict-origin",
  "origin-when-cross-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url"
]);
var DEFAULT_REFERRER_POLICY = "strict-origin-when-cross-origin";
function validateReferrerPolicy(referrerPolicy) {
  if (!ReferrerPolicy.has(referrerPolicy)) {
    throw new TypeError(`Invalid referrerPolicy: ${referrerPolicy}`);
  }
  return referrerPolicy;
}
function isOriginPotentiallyTrustworthy(url) {
  if (/^(http|ws)s:$/.test(url.protocol)) {
    return true;
  }
  const hostIp = url.host.replace(/(^\[)|(]$)/g, "");
  const hostIPVersion = isIP(hostIp);
  if (hostIPVersion === 4 && /^127\./.test(hostIp)) {
    return true;
  }
  if (hostIPVersion === 6 && /^(((0+:){7})|(::(0+:){0,6}))0*1$/.test(hostIp)) {
    return true;
  }
  if (url.host === "localhost" || url.host.endsWith(".localhost")) {
    return false;
  }
  if (url.protocol === "file:") {
    return true;
  }
  return false;
}
function isUrlPotentiallyTrustworthy(url) {
  if (/^about:(blank|srcdoc)$/.test(url)) {
    return true;
  }
  if (url.protocol === "data:") {
    return true;
  }
  if (/^(blob|filesystem):$/.test(url.protocol)) {
    return true;
  }
  return isOriginPotentiallyTrustworthy(url);
}
function determineRequestsReferrer(request, { referrerURLCallback, referrerOriginCallback } = {}) {
  if (request.referrer === "no-referrer" || request.referrerPolicy === "") {
    return null;
  }
  const policy = request.referrerPolicy;
  if (request.referrer === "about:client") {
    return "no-referrer";
  }
  const referrerSource = request.referrer;
  let referrerURL = stripURLForUseAsAReferrer(referrerSource);
  let referrerOrigin = stripURLForUseAsAReferrer(referrerSource, true);
  if (referrerURL.toString().length > 4096) {
    referrerURL = referrerOrigin;
  }
  if (referrerURLCallback) {
    referrerURL = referrerURLCallback(referrerURL);
  }
  if (referrerOriginCallback) {
    referrerOrigin = referrerOriginCallback(referrerOrigin);
  }
  const currentURL = new URL(request.url);
  switch (policy) {
    case "no-referrer":
      return "no-referrer";
    case "origin":
      return referrerOrigin;
    case "unsafe-url":
      return referrerURL;
    case "strict-origin":
      if (isUrlPotentiallyTrustworthy(referrerURL) && !isUrlPotentiallyTrustworthy(currentURL)) {
        return "no-referrer";
      }
      return referrerOrigin.toString();
    case "strict-origin-when-cross-origin":
      if (referrerURL.origin === currentURL.origin) {
        return referrerURL;
      }
      if (isUrlPotentiallyTrustworthy(referrerURL) && !isUrlPotentiallyTrustworthy(currentURL)) {
        return "no-referrer";
      }
      return referrerOrigin;
    case "same-origin":
      if (referrerURL.origin === currentURL.origin) {
        return referrerURL;
      }
      return "no-referrer";
    case "origin-when-cross-origin":
      if (referrerURL.origin === currentURL.origin) {
        return referrerURL;
      }
      return referrerOrigin;
    case "no-referrer-when-downgrade":
      if (isUrlPotentiallyTrustworthy(referrerURL) && !isUrlPotentiallyTrustworthy(currentURL)) {
        return "no-referrer";
      }
      return referrerURL;
    default:
      throw new TypeError(`Invalid referrerPolicy: ${policy}`);
  }
}
function parseReferrerPolicyFromHeader(headers) {
  const policyTokens = (headers.get("referrer-policy") || "").split(/[,\s]+/);
  let policy = "";
  for (const token of policyTokens) {
    if (token && ReferrerPolicy.has(token)) {
      policy = token;
    }
  }
  return policy;
}

// node_modules/node-fetch/src/request.js
var INTERNALS3 = /* @__PURE__ */ Symbol("Request internals");
var isRequest = (object) => {
  return typeof object === "object" && typeof object[INTERNALS3] === "object";
};
var doBadDataWarn = deprecate2(
  () => {
  },
  ".data is not a valid RequestInit property, use .body instead",
  "https://github.com/node-fetch/node-fetch/issues/1000 (request)"
);
var Request = class _Request extends Body {
  constructor(input, init = {}) {
    let parsedURL;
    if (isRequest(input)) {
      parsedURL = new URL(input.url);
    } else {
      parsedURL = new URL(input);
      input = {};
    }
    if (parsedURL.username !== "" || parsedURL.password !== "") {
      throw new TypeError(`${parsedURL} is an url with embedded credentials.`);
    }
    let method = init.method || input.method || "GET";
    if (/^(delete|get|head|options|post|put)$/i.test(method)) {
      method = method.toUpperCase();
    }
    if (!isRequest(init) && "data" in init) {
      doBadDataWarn();
    }
    if ((init.body != null || isRequest(input) && input.body !== null) && (method === "GET" || method === "HEAD")) {
      throw new TypeError("Request with GET/HEAD method cannot have body");
    }
    const inputBody = init.body ? init.body : isRequest(input) && input.body !== null ? clone2(input) : null;
    super(inputBody, {
      size: init.size || input.size || 0
    });
    const headers = new Headers(init.headers || input.headers || {});
    if (inputBody !== null && !headers.has("Content-Type")) {
      const contentType = extractContentType(inputBody, this);
      if (contentType) {
        headers.set("Content-Type", contentType);
      }
    }
    let signal = isRequest(input) ? input.signal : null;
    if ("signal" in init) {
      signal = init.signal;
    }
    if (signal != null && !isAbortSignal(signal)) {
      throw new TypeError("Expected signal to be an instanceof AbortSignal or EventTarget");
    }
    let referrer = init.referrer == null ? input.referrer : init.referrer;
    if (referrer === "") {
      referrer = "no-referrer";
    } else if (referrer) {
      const parsedReferrer = new URL(referrer);
      referrer = /^about:(\/\/)?client$/.test(parsedReferrer) ? "client" : parsedReferrer;
    } else {
      referrer = void 0;
    }
    this[INTERNALS3] = {
      method,
      redirect: init.redirect || input.redirect || "follow",
      headers,
      parsedURL,
      signal,
      referrer
    };
    this.follow = init.follow === void 0 ? input.follow === void 0 ? 20 : input.follow : init.follow;
    this.compress = init.compress === void 0 ? input.compress === void 0 ? true : input.compress : init.compress;
    this.counter = init.counter || input.counter || 0;
    this.agent = init.agent || input.agent;
    this.highWaterMark = init.highWaterMark || input.highWaterMark || 16384;
    this.insecureHTTPParser = init.insecureHTTPParser || input.insecureHTTPParser || false;
    this.referrerPolicy = init.referrerPolicy || input.referrerPolicy || "";
  }
  /** @returns {string} */
  get method() {
    return this[INTERNALS3].method;
  }
  /** @returns {string} */
  get url() {
    return formatUrl(this[INTERNALS3].parsedURL);
  }
  /** @returns {Headers} */
  get headers() {
    return this[INTERNALS3].headers;
  }
  get redirect() {
    return this[INTERNALS3].redirect;
  }
  /** @returns {AbortSignal} */
  get signal() {
    return this[INTERNALS3].signal;
  }
  // https://fetch.spec.whatwg.org/#dom-request-referrer
  get referrer() {
    if (this[INTERNALS3].referrer === "no-referrer") {
      return "";
    }
    if (this[INTERNALS3].referrer === "client") {
      return "about:client";
    }
    if (this[INTERNALS3].referrer) {
      return this[INTERNALS3].referrer.toString();
    }
    return void 0;
  }
  get referrerPolicy() {
    return this[INTERNALS3].referrerPolicy;
  }
  set referrerPolicy(referrerPolicy) {
    this[INTERNALS3].referrerPolicy = validateReferrerPolicy(referrerPolicy);
  }
  /**
   * Clone this request
   *
   * @return  Request
   */
  clone() {
    return new _Request(this);
  }
  get [Symbol.toStringTag]() {
    return "Request";
  }
};
Object.defineProperties(Request.prototype, {
  method: { enumerable: true },
  url: { enumerable: true },
  headers: { enumerable: true },
  redirect: { enumerable: true },
  clone: { enumerable: true },
  signal: { enumerable: true },
  referrer: { enumerable: true },
  referrerPolicy: { enumerable: true }
});
var getNodeRequestOptions = (request) => {
  const { parsedURL } = request[INTERNALS3];
  const headers = new Headers(request[INTERNALS3].headers);
  if (!headers.has("Accept")) {
    headers.set("Accept", "*/*");
  }
  let contentLengthValue = null;
  if (request.body === null && /^(post|put)$/i.test(request.method)) {
    contentLengthValue = "0";
  }
  if (request.body !== null) {
    const totalBytes = getTotalBytes(request);
    if (typeof totalBytes === "number" && !Number.isNaN(totalBytes)) {
      contentLengthValue = String(totalBytes);
    }
  }
  if (contentLengthValue) {
    headers.set("Content-Length", contentLengthValue);
  }
  if (request.referrerPolicy === "") {
    request.referrerPolicy = DEFAULT_REFERRER_POLICY;
  }
  if (request.referrer && request.referrer !== "no-referrer") {
    request[INTERNALS3].referrer = determineRequestsReferrer(request);
  } else {
    request[INTERNALS3].referrer = "no-referrer";
  }
  if (request[INTERNALS3].referrer instanceof URL) {
    headers.set("Referer", request.referrer);
  }
  if (!headers.has("User-Agent")) {
    headers.set("User-Agent", "node-fetch");
  }
  if (request.compress && !headers.has("Accept-Encoding")) {
    headers.set("Accept-Encoding", "gzip, deflate, br");
  }
  let { agent } = request;
  if (typeof agent === "function") {
    agent = agent(parsedURL);
  }
  const search = getSearch(parsedURL);
  const options = {
    // Overwrite search to retain trailing ? (issue #776)
    path: parsedURL.pathname + search,
    // The following options are not expressed in the URL
    method: request.method,
    headers: headers[/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")](),
    insecureHTTPParser: request.insecureHTTPParser,
    agent
  };
  return {
    /** @type {URL} */
    parsedURL,
    options
  };
};

// node_modules/node-fetch/src/errors/abort-error.js
var AbortError = class extends FetchBaseError {
  constructor(message, type = "aborted") {
    super(message, type);
  }
};

// node_modules/node-fetch/src/index.js
var supportedSchemas = /* @__PURE__ */ new Set(["data:", "http:", "https:"]);
async function fetch(url, options_) {
  return new Promise((resolve4, reject) => {
    const request = new Request(url, options_);
    const { parsedURL, options } = getNodeRequestOptions(request);
    if (!supportedSchemas.has(parsedURL.protocol)) {
      throw new TypeError(`node-fetch cannot load ${url}. URL scheme "${parsedURL.protocol.replace(/:$/, "")}" is not supported.`);
    }
    if (parsedURL.protocol === "data:") {
      const data = dist_default(request.url);
      const response2 = new Response(data, { headers: { "Content-Type": data.typeFull } });
      resolve4(response2);
      return;
    }
    const send = (parsedURL.protocol === "https:" ? https : http2).request;
    const { signal } = request;
    let response = null;
    const abort = () => {
      const error2 = new AbortError("The operation was aborted.");
      reject(error2);
      if (request.body && request.body instanceof Stream2.Readable) {
        request.body.destroy(error2);
      }
      if (!response || !response.body) {
        return;
      }
      response.body.emit("error", error2);
    };
    if (signal && signal.aborted) {
      abort();
      return;
    }
    const abortAndFinalize = () => {
      abort();
      finalize();
    };
    const request_ = send(parsedURL.toString(), options);
    if (signal) {
      signal.addEventListener("abort", abortAndFinalize);
    }
    const finalize = () => {
      request_.abort();
      if (signal) {
        signal.removeEventListener("abort", abortAndFinalize);
      }
    };
    request_.on("error", (error2) => {
      reject(new FetchError(`request to ${request.url} failed, reason: ${error2.message}`, "system", error2));
      finalize();
    });
    fixResponseChunkedTransferBadEnding(request_, (error2) => {
      if (response && response.body) {
        response.body.destroy(error2);
      }
    });
    if (process.version < "v14") {
      request_.on("socket", (s) => {
        let endedWithEventsCount;
        s.prependListener("end", () => {
          endedWithEventsCount = s._eventsCount;
        });
        s.prependListener("close", (hadError) => {
          if (response && endedWithEventsCount < s._eventsCount && !hadError) {
            const error2 = new Error("Premature close");
            error2.code = "ERR_STREAM_PREMATURE_CLOSE";
            response.body.emit("error", error2);
          }
        });
      });
    }
    request_.on("response", (response_) => {
      request_.setTimeout(0);
      const headers = fromRawHeaders(response_.rawHeaders);
      if (isRedirect(response_.statusCode)) {
        const location = headers.get("Location");
        let locationURL = null;
        try {
          locationURL = location === null ? null : new URL(location, request.url);
        } catch {
          if (request.redirect !== "manual") {
            reject(new FetchError(`uri requested responds with an invalid redirect URL: ${location}`, "invalid-redirect"));
            finalize();
            return;
          }
        }
        switch (request.redirect) {
          case "error":
            reject(new FetchError(`uri requested responds with a redirect, redirect mode is set to error: ${request.url}`, "no-redirect"));
            finalize();
            return;
          case "manual":
            break;
          case "follow": {
            if (locationURL === null) {
              break;
            }
            if (request.counter >= request.follow) {
              reject(new FetchError(`maximum redirect reached at: ${request.url}`, "max-redirect"));
              finalize();
              return;
            }
            const requestOptions = {
              headers: new Headers(request.headers),
              follow: request.follow,
              counter: request.counter + 1,
              agent: request.agent,
              compress: request.compress,
              method: request.method,
              body: clone2(request),
              signal: request.signal,
              size: request.size,
              referrer: request.referrer,
              referrerPolicy: request.referrerPolicy
            };
            if (!isDomainOrSubdomain(request.url, locationURL) || !isSameProtocol(request.url, locationURL)) {
              for (const name2 of ["authorization", "www-authenticate", "cookie", "cookie2"]) {
                requestOptions.headers.delete(name2);
              }
            }
            if (response_.statusCode !== 303 && request.body && options_.body instanceof Stream2.Readable) {
              reject(new FetchError("Cannot follow redirect with body being a readable stream", "unsupported-redirect"));
              finalize();
              return;
            }
            if (response_.statusCode === 303 || (response_.statusCode === 301 || response_.statusCode === 302) && request.method === "POST") {
              requestOptions.method = "GET";
              requestOptions.body = void 0;
              requestOptions.headers.delete("content-length");
            }
            const responseReferrerPolicy = parseReferrerPolicyFromHeader(headers);
            if (responseReferrerPolicy) {
              requestOptions.referrerPolicy = responseReferrerPolicy;
            }
            resolve4(fetch(new Request(locationURL, requestOptions)));
            finalize();
            return;
          }
          default:
            return reject(new TypeError(`Redirect option '${request.redirect}' is not a valid value of RequestRedirect`));
        }
      }
      if (signal) {
        response_.once("end", () => {
          signal.removeEventListener("abort", abortAndFinalize);
        });
      }
      let body = pump(response_, new PassThrough2(), (error2) => {
        if (error2) {
          reject(error2);
        }
      });
      if (process.version < "v12.10") {
        response_.on("aborted", abortAndFinalize);
      }
      const responseOptions = {
        url: request.url,
        status: response_.statusCode,
        statusText: response_.statusMessage,
        headers,
        size: request.size,
        counter: request.counter,
        highWaterMark: request.highWaterMark
      };
      const codings = headers.get("Content-Encoding");
      if (!request.compress || request.method === "HEAD" || codings === null || response_.statusCode === 204 || response_.statusCode === 304) {
        response = new Response(body, responseOptions);
        resolve4(response);
        return;
      }
      const zlibOptions = {
        flush: zlib.Z_SYNC_FLUSH,
        finishFlush: zlib.Z_SYNC_FLUSH
      };
      if (codings === "gzip" || codings === "x-gzip") {
        body = pump(body, zlib.createGunzip(zlibOptions), (error2) => {
          if (error2) {
            reject(error2);
          }
        });
        response = new Response(body, responseOptions);
        resolve4(response);
        return;
      }
      if (codings === "deflate" || codings === "x-deflate") {
        const raw = pump(response_, new PassThrough2(), (error2) => {
          if (error2) {
            reject(error2);
          }
        });
        raw.once("data", (chunk2) => {
          if ((chunk2[0] & 15) === 8) {
            body = pump(body, zlib.createInflate(), (error2) => {
              if (error2) {
                reject(error2);
              }
            });
          } else {
            body = pump(body, zlib.createInflateRaw(), (error2) => {
              if (error2) {
                reject(error2);
              }
            });
          }
          response = new Response(body, responseOptions);
          resolve4(response);
        });
        raw.once("end", () => {
          if (!response) {
            response = new Response(body, responseOptions);
            resolve4(response);
          }
        });
        return;
      }
      if (codings === "br") {
        body = pump(body, zlib.createBrotliDecompress(), (error2) => {
          if (error2) {
            reject(error2);
          }
        });
        response = new Response(body, responseOptions);
        resolve4(response);
        return;
      }
      response = new Response(body, responseOptions);
      resolve4(response);
    });
    writeToStream(request_, request).catch(reject);
  });
}
function fixResponseChunkedTransferBadEnding(request, errorCallback) {
  const LAST_CHUNK = Buffer3.from("0\r\n\r\n");
  let isChunkedTransfer = false;
  let properLastChunkReceived = false;
  let previousChunk;
  request.on("response", (response) => {
    const { headers } = response;
    isChunkedTransfer = headers["transfer-encoding"] === "chunked" && !headers["content-length"];
  });
  request.on("socket", (socket) => {
    const onSocketClose = () => {
      if (isChunkedTransfer && !properLastChunkReceived) {
        const error2 = new Error("Premature close");
        error2.code = "ERR_STREAM_PREMATURE_CLOSE";
        errorCallback(error2);
      }
    };
    const onData = (buf) => {
      properLastChunkReceived = Buffer3.compare(buf.slice(-5), LAST_CHUNK) === 0;
      if (!properLastChunkReceived && previousChunk) {
        properLastChunkReceived = Buffer3.compare(previousChunk.slice(-3), LAST_CHUNK.slice(0, 3)) === 0 && Buffer3.compare(buf.slice(-2), LAST_CHUNK.slice(3)) === 0;
      }
      previousChunk = buf;
    };
    socket.prependListener("close", onSocketClose);
    socket.on("data", onData);
    request.on("close", () => {
      socket.removeListener("close", onSocketClose);
      socket.removeListener("data", onData);
    });
  });
}

// src/api/redact.ts
function redact(text2, apiKey) {
  const withoutKey = apiKey === "" ? text2 : text2.replaceAll(apiKey, "(key)");
  return withoutKey.replace(/\bsk-[\w*.…-]+/g, "(key)");
}

// src/api/request-error.ts
var LONGEST_DETAIL = 1e3;
function refusal({ path: path4, status, requestId, body, apiKey }) {
  const error2 = parseErrorBody(body);
  const clean = (text2) => redact(text2, apiKey).slice(0, LONGEST_DETAIL);
  const detail = clean(error2.message);
  const id = requestId === void 0 ? "" : `, request ${clean(requestId)}`;
  return new ApiError(`GET ${path4} answered ${status}: ${detail || "no reason given"}${id}`, {
    status,
    detail,
    ...error2.code === void 0 ? {} : { code: clean(error2.code) },
    ...error2.param === void 0 ? {} : { param: clean(error2.param) },
    ...requestId === void 0 ? {} : { requestId: clean(requestId) }
  });
}
function noAnswer(path4, why, apiKey, cause) {
  const detail = redact(why, apiKey);
  return new ApiError(`GET ${path4} got no usable answer: ${detail}`, { status: 0, detail, cause });
}
function parseErrorBody(body) {
  let parsed;
  try {
    parsed = JSON.parse(body);
  } catch {
    return {
      message: body.slice(0, 10 * LONGEST_DETAIL).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200)
    };
  }
  const error2 = parsed?.error ?? {};
  if (typeof error2 === "string") return { message: error2 };
  const { message, code: code2, param } = error2;
  return {
    message: typeof message === "string" ? message : "",
    ...typeof code2 === "string" ? { code: code2 } : {},
    ...typeof param === "string" ? { param } : {}
  };
}

// src/api/retry-delay.ts
var LONGEST_SERVER_DELAY = 10 * 6e4;
var FIRST_BACKOFF = 500;
var LONGEST_BACKOFF = 3e4;
function isTransientStatus(status) {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}
function parseDuration2(text2) {
  const parts = [...text2.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== text2) return void 0;
  const unit = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
  return parts.reduce((sum, part) => sum + Number(part[1]) * unit[part[2]], 0);
}
function serverDelay(status, headers, nowMilliseconds) {
  const delays = [
    milliseconds(headers.get("retry-after-ms")),
    secondsOrDate(headers.get("retry-after"), nowMilliseconds),
    status === 429 ? parseDuration2(headers.get("x-ratelimit-reset-requests") ?? "") : void 0
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
  const date3 = Date.parse(text2);
  return Number.isNaN(date3) ? void 0 : date3 - nowMilliseconds;
}

// src/api/client.ts
var LARGEST_BODY = 512 * 1024 * 1024;
var THROTTLING_PATIENCE = 3;
var LONGEST_TIMER = 2 ** 31 - 1;
function createClient(options) {
  const agentOptions = { keepAlive: true, scheduling: "lifo", proxyEnv: options.proxyEnvironment };
  const agents = { "http:": new http3.Agent(agentOptions), "https:": new https2.Agent(agentOptions) };
  const base = new URL(`${options.baseUrl}/`);
  const headers = {
    authorization: `Bearer ${options.apiKey}`,
    accept: "application/json",
    "user-agent": options.userAgent
  };
  if (options.organization !== void 0) headers["openai-organization"] = options.organization;
  if (options.project !== void 0) headers["openai-project"] = options.project;
  function resolve4(path4, query) {
    const url = new URL(`${options.baseUrl}${path4}`);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
      throw new ConfigurationError(`The path ${path4} lies outside of base-url: the key is sent nowhere else.`);
    }
    for (const [name2, value] of query) url.searchParams.append(name2, value);
    return url;
  }
  async function attempt(url, path4) {
    const abort = new AbortController();
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
      const text2 = await response.text();
      options.pacer.answered(response.headers);
      const requestId = response.headers.get("x-request-id") ?? void 0;
      options.log.debug(`GET ${path4} ${response.status} ${requestId ?? ""}`);
      if (response.ok) return { text: text2, body: JSON.parse(text2) };
      const failed = refusal({ path: path4, status: response.status, requestId, body: text2, apiKey: options.apiKey });
      return { failed, delay: serverDelay(response.status, response.headers, options.now() * 1e3) };
    } catch (error2) {
      if (error2 instanceof ConfigurationError) throw error2;
      const why = abort.signal.aborted ? `no answer within ${options.requestTimeoutSeconds} s` : describe3(error2);
      const cause = error2 instanceof SyntaxError ? void 0 : error2;
      return { failed: noAnswer(path4, why, options.apiKey, cause), delay: void 0 };
    } finally {
      clearTimeout(timer);
    }
  }
  const client = {
    onAnswer: void 0,
    async get(path4, query, lane, { acceptRefusal = false } = {}) {
      const url = resolve4(path4, query);
      for (let count2 = 1; ; count2 += 1) {
        const result = await options.pacer.run(lane, () => attempt(url, path4));
        if (!("failed" in result)) return result;
        const { failed, delay } = result;
        const isThrottled = failed.status === 429;
        const transient = failed.status === 0 || isTransientStatus(failed.status) && !acceptRefusal;
        const patience = isThrottled ? THROTTLING_PATIENCE * options.retries : options.retries;
        if (!transient || count2 > patience) throw failed;
        const wait = delay !== void 0 && count2 <= options.retries ? delay : Math.max(delay ?? 0, backoff(count2, options.random));
        if (isThrottled) options.pacer.throttled(wait);
        options.log.debug(`${failed.message}; attempt ${count2 + 1} in ${Math.round(wait)} ms`);
        await options.sleep(wait);
      }
    }
  };
  return client;
}
function serverFacts(response) {
  const date3 = Date.parse(response.headers.get("date") ?? "");
  return {
    date: Number.isNaN(date3) ? void 0 : Math.floor(date3 / 1e3),
    organization: response.headers.get("openai-organization") ?? void 0
  };
}
function describe3(error2) {
  if (error2 instanceof SyntaxError) return "the answer is not JSON, or was cut";
  return error2 instanceof Error ? error2.message : String(error2);
}

// node_modules/eventemitter3/index.mjs
var import_index = __toESM(require_eventemitter3(), 1);

// node_modules/p-timeout/index.js
var TimeoutError = class _TimeoutError extends Error {
  name = "TimeoutError";
  constructor(message, options) {
    super(message, options);
    Error.captureStackTrace?.(this, _TimeoutError);
  }
};
var getAbortedReason = (signal) => signal.reason ?? new DOMException("This operation was aborted.", "AbortError");
function pTimeout(promise, options) {
  const {
    milliseconds: milliseconds2,
    fallback,
    message,
    customTimers = { setTimeout, clearTimeout },
    signal
  } = options;
  let timer;
  let abortHandler;
  const wrappedPromise = new Promise((resolve4, reject) => {
    if (typeof milliseconds2 !== "number" || Math.sign(milliseconds2) !== 1) {
      throw new TypeError(`Expected \`milliseconds\` to be a positive number, got \`${milliseconds2}\``);
    }
    if (signal?.aborted) {
      reject(getAbortedReason(signal));
      promise.then(resolve4, reject);
      return;
    }
    if (signal) {
      abortHandler = () => {
        reject(getAbortedReason(signal));
      };
      signal.addEventListener("abort", abortHandler, { once: true });
    }
    promise.then(resolve4, reject);
    if (milliseconds2 === Number.POSITIVE_INFINITY) {
      return;
    }
    const timeoutError = new TimeoutError();
    timer = customTimers.setTimeout.call(void 0, () => {
      if (fallback) {
        try {
          resolve4(fallback());
        } catch (error2) {
          reject(error2);
        }
        return;
      }
      if (typeof promise.cancel === "function") {
        promise.cancel();
      }
      if (message === false) {
        resolve4();
      } else if (message instanceof Error) {
        reject(message);
      } else {
        timeoutError.message = message ?? `Promise timed out after ${milliseconds2} milliseconds`;
        reject(timeoutError);
      }
    }, milliseconds2);
  });
  const cancelablePromise = wrappedPromise.finally(() => {
    cancelablePromise.clear();
    if (abortHandler && signal) {
      signal.removeEventListener("abort", abortHandler);
    }
  });
  cancelablePromise.clear = () => {
    customTimers.clearTimeout.call(void 0, timer);
    timer = void 0;
  };
  return cancelablePromise;
}

// node_modules/p-queue/dist/lower-bound.js
function lowerBound(array2, value, comparator) {
  let first = 0;
  let count2 = array2.length;
  while (count2 > 0) {
    const step = Math.trunc(count2 / 2);
    let it = first + step;
    if (comparator(array2[it], value) <= 0) {
      first = ++it;
      count2 -= step + 1;
    } else {
      count2 = step;
    }
  }
  return first;
}

// node_modules/p-queue/dist/priority-queue.js
var compactionThreshold = 100;
var PriorityQueue = class {
  #queue = [];
  // The queue is stored as a sorted array, but dequeued items are left before `#head` until compaction. Only items from `#head` onward are live, which keeps repeated dequeues amortized O(1).
  #head = 0;
  enqueue(run2, options) {
    const { priority = 0, id } = options ?? {};
    const { size: size2 } = this;
    const element = {
      priority,
      id,
      run: run2
    };
    if (size2 === 0) {
      this.#queue.length = 0;
      this.#head = 0;
      this.#queue.push(element);
      return;
    }
    if (this.#queue.at(-1).priority >= priority) {
      this.#queue.push(element);
      return;
    }
    this.#compact();
    const index = lowerBound(this.#queue, element, (a, b) => b.priority - a.priority);
    this.#queue.splice(index, 0, element);
  }
  setPriority(id, priority) {
    const index = this.#queue.findIndex((element, index2) => index2 >= this.#head && element.id === id);
    if (index === -1) {
      throw new ReferenceError(`No promise function with the id "${id}" exists in the queue.`);
    }
    const [item] = this.#queue.splice(index, 1);
    this.enqueue(item.run, { priority, id });
  }
  remove(idOrRun) {
    const index = this.#queue.findIndex((element, index2) => {
      if (index2 < this.#head) {
        return false;
      }
      if (typeof idOrRun === "string") {
        return element.id === idOrRun;
      }
      return element.run === idOrRun;
    });
    if (index !== -1) {
      this.#queue.splice(index, 1);
    }
  }
  dequeue() {
    if (this.#head === this.#queue.length) {
      return void 0;
    }
    const item = this.#queue[this.#head];
    this.#head++;
    if (this.#head === this.#queue.length) {
      this.#queue.length = 0;
      this.#head = 0;
    } else if (this.#head > compactionThreshold && this.#head > this.#queue.length / 2) {
      this.#compact();
    }
    return item?.run;
  }
  filter(options) {
    const result = [];
    for (let index = this.#head; index < this.#queue.length; index++) {
      const element = this.#queue[index];
      if (element.priority === options.priority) {
        result.push(element.run);
      }
    }
    return result;
  }
  get size() {
    return this.#queue.length - this.#head;
  }
  #compact() {
    if (this.#head === 0) {
      return;
    }
    this.#queue.splice(0, this.#head);
    this.#head = 0;
  }
};

// node_modules/p-queue/dist/index.js
var PQueue = class extends import_index.default {
  #carryoverIntervalCount;
  #isIntervalIgnored;
  #intervalCount = 0;
  #intervalCap;
  #rateLimitedInInterval = false;
  #rateLimitFlushScheduled = false;
  #interval;
  /*
  Timestamp when the current interval window ends. Kept accurate at every window transition: `#initializeIntervalIfNeeded` sets it when a window starts and `#onInterval` advances it as the recurring timer rolls into each new window. This is the source of truth for whether a task added after the queue goes idle belongs to a fresh window, so it must not go stale.
  */
  #intervalEnd = 0;
  // Recurring timer that drives windows while the queue is actively processing. Absent (`undefined`) once the queue goes idle.
  #intervalId;
  // One-shot timer used while idle to resume at the next window boundary, since `#intervalId` is cleared when idle.
  #timeoutId;
  #strict;
  // Circular buffer implementation for better performance
  #strictTicks = [];
  #strictTicksStartIndex = 0;
  #queue;
  #queueClass;
  #pending = 0;
  // The `!` is needed because of https://github.com/microsoft/TypeScript/issues/32194
  #concurrency;
  #isPaused;
  // Use to assign a unique identifier to a promise function, if not explicitly specified
  #idAssigner = 1n;
  // Track currently running tasks for debugging
  #runningTasks = /* @__PURE__ */ new Map();
  #queueAbortListenerCleanupFunctions = /* @__PURE__ */ new Set();
  /**
      Get or set the default timeout for all tasks. Can be changed at runtime.
  
      Operations will throw a `TimeoutError` if they don't complete within the specified time.
  
      The timeout begins when the operation is dequeued and starts execution, not while it's waiting in the queue.
  
      @example
      ```
      const queue = new PQueue({timeout: 5000});
  
      // Change timeout for all future tasks
      queue.timeout = 10000;
      ```
      */
  timeout;
  constructor(options) {
    super();
    options = {
      carryoverIntervalCount: false,
      intervalCap: Number.POSITIVE_INFINITY,
      interval: 0,
      concurrency: Number.POSITIVE_INFINITY,
      autoStart: true,
      queueClass: PriorityQueue,
      strict: false,
      ...options
    };
    if (!(typeof options.intervalCap === "number" && options.intervalCap >= 1)) {
      throw new TypeError(`Expected \`intervalCap\` to be a number from 1 and up, got \`${options.intervalCap?.toString() ?? ""}\` (${typeof options.intervalCap})`);
    }
    if (options.interval === void 0 || !(Number.isFinite(options.interval) && options.interval >= 0)) {
      throw new TypeError(`Expected \`interval\` to be a finite number >= 0, got \`${options.interval?.toString() ?? ""}\` (${typeof options.interval})`);
    }
    if (options.strict && options.interval === 0) {
      throw new TypeError("The `strict` option requires a non-zero `interval`");
    }
    if (options.strict && options.intervalCap === Number.POSITIVE_INFINITY) {
      throw new TypeError("The `strict` option requires a finite `intervalCap`");
    }
    this.#carryoverIntervalCount = options.carryoverIntervalCount ?? options.carryoverConcurrencyCount ?? false;
    this.#isIntervalIgnored = options.intervalCap === Number.POSITIVE_INFINITY || options.interval === 0;
    this.#intervalCap = options.intervalCap;
    this.#interval = options.interval;
    this.#strict = options.strict;
    this.#queue = new options.queueClass();
    this.#queueClass = options.queueClass;
    this.concurrency = options.concurrency;
    if (options.timeout !== void 0 && !(Number.isFinite(options.timeout) && options.timeout > 0)) {
      throw new TypeError(`Expected \`timeout\` to be a positive finite number, got \`${options.timeout}\` (${typeof options.timeout})`);
    }
    this.timeout = options.timeout;
    this.#isPaused = options.autoStart === false;
    this.#setupRateLimitTracking();
  }
  #cleanupStrictTicks(now) {
    while (this.#strictTicksStartIndex < this.#strictTicks.length) {
      const oldestTick = this.#strictTicks[this.#strictTicksStartIndex];
      if (oldestTick !== void 0 && now - oldestTick >= this.#interval) {
        this.#strictTicksStartIndex++;
      } else {
        break;
      }
    }
    const shouldCompact = this.#strictTicksStartIndex > 100 && this.#strictTicksStartIndex > this.#strictTicks.length / 2 || this.#strictTicksStartIndex === this.#strictTicks.length;
    if (shouldCompact) {
      this.#strictTicks = this.#strictTicks.slice(this.#strictTicksStartIndex);
      this.#strictTicksStartIndex = 0;
    }
  }
  // Helper methods for interval consumption
  #consumeIntervalSlot(now) {
    if (this.#strict) {
      this.#strictTicks.push(now);
    } else {
      this.#intervalCount++;
    }
  }
  #rollbackIntervalSlot() {
    if (this.#strict) {
      if (this.#strictTicks.length > this.#strictTicksStartIndex) {
        this.#strictTicks.pop();
      }
    } else if (this.#intervalCount > 0) {
      this.#intervalCount--;
    }
  }
  #getActiveTicksCount() {
    return this.#strictTicks.length - this.#strictTicksStartIndex;
  }
  get #doesIntervalAllowAnother() {
    if (this.#isIntervalIgnored) {
      return true;
    }
    if (this.#strict) {
      return this.#getActiveTicksCount() < this.#intervalCap;
    }
    return this.#intervalCount < this.#intervalCap;
  }
  get #doesConcurrentAllowAnother() {
    return this.#pending < this.#concurrency;
  }
  #next() {
    this.#pending--;
    if (this.#pending === 0) {
      this.emit("pendingZero");
    }
    this.#tryToStartAnother();
    this.emit("next");
  }
  #onResumeInterval() {
    this.#timeoutId = void 0;
    this.#onInterval();
    this.#initializeIntervalIfNeeded();
  }
  #isIntervalPausedAt(now) {
    if (this.#strict) {
      this.#cleanupStrictTicks(now);
      const activeTicksCount = this.#getActiveTicksCount();
      if (activeTicksCount >= this.#intervalCap) {
        const oldestTick = this.#strictTicks[this.#strictTicksStartIndex];
        const delay = this.#interval - (now - oldestTick);
        this.#createIntervalTimeout(delay);
        return true;
      }
      return false;
    }
    if (this.#intervalId === void 0) {
      const delay = this.#intervalEnd - now;
      if (delay < 0) {
        this.#intervalCount = this.#carryoverIntervalCount ? this.#pending : 0;
      } else {
        this.#createIntervalTimeout(delay);
        return true;
      }
    }
    return false;
  }
  #createIntervalTimeout(delay) {
    if (this.#timeoutId !== void 0) {
      return;
    }
    this.#timeoutId = setTimeout(() => {
      this.#onResumeInterval();
    }, delay);
  }
  #clearIntervalTimer() {
    if (this.#intervalId) {
      clearInterval(this.#intervalId);
      this.#intervalId = void 0;
    }
  }
  #clearTimeoutTimer() {
    if (this.#timeoutId) {
      clearTimeout(this.#timeoutId);
      this.#timeoutId = void 0;
    }
  }
  #tryToStartAnother() {
    if (this.#queue.size === 0) {
      this.#clearIntervalTimer();
      this.emit("empty");
      if (this.#pending === 0) {
        this.#clearTimeoutTimer();
        if (this.#strict && this.#strictTicksStartIndex > 0) {
          const now = Date.now();
          this.#cleanupStrictTicks(now);
        }
        this.emit("idle");
      }
      return false;
    }
    let taskStarted = false;
    if (!this.#isPaused) {
      const now = Date.now();
      const canInitializeInterval = !this.#isIntervalPausedAt(now);
      if (this.#doesIntervalAllowAnother && this.#doesConcurrentAllowAnother) {
        const job = this.#queue.dequeue();
        if (!this.#isIntervalIgnored) {
          this.#consumeIntervalSlot(now);
          this.#scheduleRateLimitUpdate();
        }
        if (canInitializeInterval) {
          this.#initializeIntervalIfNeeded();
        }
        job();
        this.emit("active");
        taskStarted = true;
      }
    }
    return taskStarted;
  }
  #initializeIntervalIfNeeded() {
    if (this.#isIntervalIgnored || this.#intervalId !== void 0) {
      return;
    }
    if (this.#strict) {
      return;
    }
    this.#intervalId = setInterval(() => {
      this.#onInterval();
    }, this.#interval);
    this.#intervalEnd = Date.now() + this.#interval;
  }
  #onInterval() {
    if (!this.#strict) {
      if (this.#intervalId !== void 0) {
        if (this.#intervalCount === 0 && this.#pending === 0) {
          this.#clearIntervalTimer();
        } else {
          this.#intervalEnd = Date.now() + this.#interval;
        }
      }
      this.#intervalCount = this.#carryoverIntervalCount ? this.#pending : 0;
    }
    this.#processQueue();
    this.#scheduleRateLimitUpdate();
  }
  /**
  Executes all queued functions until it reaches the limit.
  */
  #processQueue() {
    while (this.#tryToStartAnother()) {
    }
  }
  get concurrency() {
    return this.#concurrency;
  }
  set concurrency(newConcurrency) {
    if (!(typeof newConcurrency === "number" && newConcurrency >= 1)) {
      throw new TypeError(`Expected \`concurrency\` to be a number from 1 and up, got \`${newConcurrency}\` (${typeof newConcurrency})`);
    }
    this.#concurrency = newConcurrency;
    this.#processQueue();
  }
  /**
      Updates the priority of a promise function by its id, affecting its execution order. Requires a defined concurrency limit to take effect.
  
      For example, this can be used to prioritize a promise function to run earlier.
  
      ```js
      import PQueue from 'p-queue';
  
      const queue = new PQueue({concurrency: 1});
  
      queue.add(async () => '🦄', {priority: 1});
      queue.add(async () => '🦀', {priority: 0, id: '🦀'});
      queue.add(async () => '🦄', {priority: 1});
      queue.add(async () => '🦄', {priority: 1});
  
      queue.setPriority('🦀', 2);
      ```
  
      In this case, the promise function with `id: '🦀'` runs second.
  
      You can also deprioritize a promise function to delay its execution:
  
      ```js
      import PQueue from 'p-queue';
  
      const queue = new PQueue({concurrency: 1});
  
      queue.add(async () => '🦄', {priority: 1});
      queue.add(async () => '🦀', {priority: 1, id: '🦀'});
      queue.add(async () => '🦄');
      queue.add(async () => '🦄', {priority: 0});
  
      queue.setPriority('🦀', -1);
      ```
      Here, the promise function with `id: '🦀'` executes last.
      */
  setPriority(id, priority) {
    if (typeof priority !== "number" || !Number.isFinite(priority)) {
      throw new TypeError(`Expected \`priority\` to be a finite number, got \`${priority}\` (${typeof priority})`);
    }
    this.#queue.setPriority(id, priority);
  }
  async add(function_, options = {}) {
    options = {
      timeout: this.timeout,
      ...options,
      // Assign unique ID if not provided
      id: options.id ?? (this.#idAssigner++).toString()
    };
    if (options.timeout !== void 0 && !(Number.isFinite(options.timeout) && options.timeout > 0)) {
      throw new TypeError(`Expected \`timeout\` to be a positive finite number, got \`${options.timeout}\` (${typeof options.timeout})`);
    }
    return new Promise((resolve4, reject) => {
      const taskSymbol = /* @__PURE__ */ Symbol(`task-${options.id}`);
      let cleanupQueueAbortHandler = () => void 0;
      const run2 = async () => {
        cleanupQueueAbortHandler();
        this.#pending++;
        this.#runningTasks.set(taskSymbol, {
          id: options.id,
          priority: options.priority ?? 0,
          // Match priority-queue default
          startTime: Date.now(),
          timeout: options.timeout
        });
        let eventListener;
        try {
          try {
            options.signal?.throwIfAborted();
          } catch (error2) {
            this.#rollbackIntervalConsumption();
            this.#runningTasks.delete(taskSymbol);
            throw error2;
          }
          let operation = function_({ signal: options.signal });
          if (options.timeout !== void 0) {
            operation = pTimeout(Promise.resolve(operation), {
              milliseconds: options.timeout,
              message: `Task timed out after ${options.timeout}ms (queue has ${this.#pending} running, ${this.#queue.size} waiting)`
            });
          }
          if (options.signal) {
            const { signal } = options;
            operation = Promise.race([operation, new Promise((_resolve, reject2) => {
              eventListener = () => {
                reject2(signal.reason);
              };
              signal.addEventListener("abort", eventListener, { once: true });
              if (signal.aborted) {
                eventListener();
              }
            })]);
          }
          const result = await operation;
          resolve4(result);
          this.emit("completed", result);
        } catch (error2) {
          reject(error2);
          this.emit("error", error2);
        } finally {
          if (eventListener) {
            options.signal?.removeEventListener("abort", eventListener);
          }
          this.#runningTasks.delete(taskSymbol);
          queueMicrotask(() => {
            this.#next();
          });
        }
      };
      this.#queue.enqueue(run2, options);
      const removeQueuedTask = () => {
        if (this.#queue instanceof PriorityQueue) {
          this.#queue.remove(run2);
          return;
        }
        this.#queue.remove?.(options.id);
      };
      if (options.signal) {
        const { signal } = options;
        const queueAbortHandler = () => {
          cleanupQueueAbortHandler();
          removeQueuedTask();
          reject(signal.reason);
          this.#tryToStartAnother();
          this.emit("next");
        };
        cleanupQueueAbortHandler = () => {
          signal.removeEventListener("abort", queueAbortHandler);
          this.#queueAbortListenerCleanupFunctions.delete(cleanupQueueAbortHandler);
        };
        if (signal.aborted) {
          queueAbortHandler();
          return;
        }
        signal.addEventListener("abort", queueAbortHandler, { once: true });
        this.#queueAbortListenerCleanupFunctions.add(cleanupQueueAbortHandler);
      }
      this.emit("add");
      this.#tryToStartAnother();
    });
  }
  async addAll(functions, options) {
    return Promise.all(functions.map(async (function_) => this.add(function_, options)));
  }
  /**
  Start (or resume) executing enqueued tasks within concurrency limit. No need to call this if queue is not paused (via `options.autoStart = false` or by `.pause()` method.)
  */
  start() {
    if (!this.#isPaused) {
      return this;
    }
    this.#isPaused = false;
    this.#processQueue();
    return this;
  }
  /**
  Put queue execution on hold.
  */
  pause() {
    this.#isPaused = true;
  }
  /**
  Clear the queue.
  */
  clear() {
    for (const cleanupQueueAbortHandler of this.#queueAbortListenerCleanupFunctions) {
      cleanupQueueAbortHandler();
    }
    this.#queue = new this.#queueClass();
    this.#clearIntervalTimer();
    this.#updateRateLimitState();
    this.emit("empty");
    if (this.#pending === 0) {
      this.#clearTimeoutTimer();
      this.emit("idle");
    }
    this.emit("next");
  }
  /**
      Can be called multiple times. Useful if you for example add additional items at a later time.
  
      @returns A promise that settles when the queue becomes empty.
      */
  async onEmpty() {
    if (this.#queue.size === 0) {
      return;
    }
    await this.#onEvent("empty");
  }
  /**
      @returns A promise that settles when the queue size is less than the given limit: `queue.size < limit`.
  
      If you want to avoid having the queue grow beyond a certain size you can `await queue.onSizeLessThan()` before adding a new item.
  
      Note that this only limits the number of items waiting to start. There could still be up to `concurrency` jobs already running that this call does not include in its calculation.
      */
  async onSizeLessThan(limit) {
    if (this.#queue.size < limit) {
      return;
    }
    await this.#onEvent(["next", "active"], () => this.#queue.size < limit);
  }
  /**
      The difference with `.onEmpty` is that `.onIdle` guarantees that all work from the queue has finished. `.onEmpty` merely signals that the queue is empty, but it could mean that some promises haven't completed yet.
  
      @returns A promise that settles when the queue becomes empty, and all promises have completed; `queue.size === 0 && queue.pending === 0`.
      */
  async onIdle() {
    if (this.#pending === 0 && this.#queue.size === 0) {
      return;
    }
    await this.#onEvent("idle");
  }
  /**
      The difference with `.onIdle` is that `.onPendingZero` only waits for currently running tasks to finish, ignoring queued tasks.
  
      @returns A promise that settles when all currently running tasks have completed; `queue.pending === 0`.
      */
  async onPendingZero() {
    if (this.#pending === 0) {
      return;
    }
    await this.#onEvent("pendingZero");
  }
  /**
  @returns A promise that settles when the queue becomes rate-limited due to intervalCap.
  */
  async onRateLimit() {
    if (this.isRateLimited) {
      return;
    }
    await this.#onEvent("rateLimit");
  }
  /**
  @returns A promise that settles when the queue is no longer rate-limited.
  */
  async onRateLimitCleared() {
    if (!this.isRateLimited) {
      return;
    }
    await this.#onEvent("rateLimitCleared");
  }
  /**
      @returns A promise that rejects when any task in the queue errors.
  
      Use with `Promise.race([queue.onError(), queue.onIdle()])` to fail fast on the first error while still resolving normally when the queue goes idle.
  
      Important: The promise returned by `add()` still rejects. You must handle each `add()` promise (for example, `.catch(() => {})`) to avoid unhandled rejections.
  
      @example
      ```
      import PQueue from 'p-queue';
  
      const queue = new PQueue({concurrency: 2});
  
      queue.add(() => fetchData(1)).catch(() => {});
      queue.add(() => fetchData(2)).catch(() => {});
      queue.add(() => fetchData(3)).catch(() => {});
  
      // Stop processing on first error
      try {
          await Promise.race([
              queue.onError(),
              queue.onIdle()
          ]);
      } catch (error) {
          queue.pause(); // Stop processing remaining tasks
          console.error('Queue failed:', error);
      }
      ```
      */
  // eslint-disable-next-line @typescript-eslint/promise-function-async
  onError() {
    return new Promise((_resolve, reject) => {
      const handleError = (error2) => {
        this.off("error", handleError);
        reject(error2);
      };
      this.on("error", handleError);
    });
  }
  async #onEvent(events, filter) {
    const eventList = Array.isArray(events) ? events : [events];
    return new Promise((resolve4) => {
      const listener = () => {
        if (filter && !filter()) {
          return;
        }
        for (const event of eventList) {
          this.off(event, listener);
        }
        resolve4();
      };
      for (const event of eventList) {
        this.on(event, listener);
      }
    });
  }
  /**
  Size of the queue, the number of queued items waiting to run.
  */
  get size() {
    return this.#queue.size;
  }
  /**
      Size of the queue, filtered by the given options.
  
      For example, this can be used to find the number of items remaining in the queue with a specific priority level.
      */
  sizeBy(options) {
    return this.#queue.filter(options).length;
  }
  /**
  Number of running items (no longer in the queue).
  */
  get pending() {
    return this.#pending;
  }
  /**
  Whether the queue is currently paused.
  */
  get isPaused() {
    return this.#isPaused;
  }
  #setupRateLimitTracking() {
    if (this.#isIntervalIgnored) {
      return;
    }
    this.on("add", () => {
      if (this.#queue.size > 0) {
        this.#scheduleRateLimitUpdate();
      }
    });
    this.on("next", () => {
      this.#scheduleRateLimitUpdate();
    });
  }
  #scheduleRateLimitUpdate() {
    if (this.#isIntervalIgnored || this.#rateLimitFlushScheduled) {
      return;
    }
    this.#rateLimitFlushScheduled = true;
    queueMicrotask(() => {
      this.#rateLimitFlushScheduled = false;
      this.#updateRateLimitState();
    });
  }
  #rollbackIntervalConsumption() {
    if (this.#isIntervalIgnored) {
      return;
    }
    this.#rollbackIntervalSlot();
    this.#scheduleRateLimitUpdate();
  }
  #updateRateLimitState() {
    const previous = this.#rateLimitedInInterval;
    if (this.#isIntervalIgnored || this.#queue.size === 0) {
      if (previous) {
        this.#rateLimitedInInterval = false;
        this.emit("rateLimitCleared");
      }
      return;
    }
    let count2;
    if (this.#strict) {
      const now = Date.now();
      this.#cleanupStrictTicks(now);
      count2 = this.#getActiveTicksCount();
    } else {
      count2 = this.#intervalCount;
    }
    const shouldBeRateLimited = count2 >= this.#intervalCap;
    if (shouldBeRateLimited !== previous) {
      this.#rateLimitedInInterval = shouldBeRateLimited;
      this.emit(shouldBeRateLimited ? "rateLimit" : "rateLimitCleared");
    }
  }
  /**
  Whether the queue is currently rate-limited due to intervalCap.
  */
  get isRateLimited() {
    return this.#rateLimitedInInterval;
  }
  /**
      Whether the queue is saturated. Returns `true` when:
      - All concurrency slots are occupied and tasks are waiting, OR
      - The queue is rate-limited and tasks are waiting
  
      Useful for detecting backpressure and potential hanging tasks.
  
      ```js
      import PQueue from 'p-queue';
  
      const queue = new PQueue({concurrency: 2});
  
      // Backpressure handling
      if (queue.isSaturated) {
          console.log('Queue is saturated, waiting for capacity...');
          await queue.onSizeLessThan(queue.concurrency);
      }
  
      // Monitoring for stuck tasks
      setInterval(() => {
          if (queue.isSaturated) {
              console.warn(`Queue saturated: ${queue.pending} running, ${queue.size} waiting`);
          }
      }, 60000);
      ```
      */
  get isSaturated() {
    return this.#pending === this.#concurrency && this.#queue.size > 0 || this.isRateLimited && this.#queue.size > 0;
  }
  /**
      The tasks currently being executed. Each task includes its `id`, `priority`, `startTime`, `timeout` (if set), and `timeoutRemaining` (milliseconds until the task times out, or `undefined` if no timeout is set).
  
      Returns an array of task info objects.
  
      ```js
      import PQueue from 'p-queue';
  
      const queue = new PQueue({concurrency: 2, timeout: 10000});
  
      // Add tasks with IDs for better debugging
      queue.add(() => fetchUser(123), {id: 'user-123'});
      queue.add(() => fetchPosts(456), {id: 'posts-456', priority: 1});
  
      // Check what's running
      console.log(queue.runningTasks);
      // => [{
      //   id: 'user-123',
      //   priority: 0,
      //   startTime: 1759253001716,
      //   timeout: 10000,
      //   timeoutRemaining: 9700
      // }, {
      //   id: 'posts-456',
      //   priority: 1,
      //   startTime: 1759253001916,
      //   timeout: 10000,
      //   timeoutRemaining: 9900
      // }]
      ```
      */
  get runningTasks() {
    return [...this.#runningTasks.values()].map((task) => ({
      ...task,
      timeoutRemaining: task.timeout ? Math.max(0, task.startTime + task.timeout - Date.now()) : void 0
    }));
  }
};

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

// src/api/pacing.ts
function createPacer(options) {
  const queue = new PQueue({
    concurrency: options.concurrency,
    queueClass: FairQueue,
    ...options.requestsPerSecond === void 0 ? {} : { interval: 1e3 / options.requestsPerSecond, intervalCap: 1 }
  });
  let allowed = options.concurrency;
  let goodAnswers = 0;
  let holds = 0;
  let throttles = 0;
  async function hold(milliseconds2) {
    if (milliseconds2 <= 0) return;
    holds += 1;
    queue.pause();
    await options.sleep(milliseconds2);
    holds -= 1;
    if (holds === 0) queue.start();
  }
  return {
    run: (lane, request) => queue.add(request, { lane }),
    answered(headers) {
      goodAnswers += 1;
      if (goodAnswers >= allowed && allowed < options.concurrency) {
        allowed += 1;
        goodAnswers = 0;
      }
      const text2 = headers.get("x-ratelimit-remaining-requests") ?? "";
      const remaining = /^\d+$/.test(text2) ? Number(text2) : Number.POSITIVE_INFINITY;
      queue.concurrency = Math.min(allowed, Math.max(remaining, 1));
      if (remaining === 0) void hold(parseDuration2(headers.get("x-ratelimit-reset-requests") ?? "") ?? 0);
    },
    throttled(delayMilliseconds) {
      if (throttles === 0) allowed = Math.max(1, Math.floor(allowed / 2));
      throttles += 1;
      goodAnswers = 0;
      queue.concurrency = allowed;
      void hold(delayMilliseconds).then(() => {
        throttles -= 1;
      });
    }
  };
}

// src/destinations/folder.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
var PARTIAL = ".partial";
function folderDestination(root, name2) {
  const description = `folder ${name2}`;
  function resolve4(relative2) {
    const absolute = path.resolve(root, relative2);
    if (!absolute.startsWith(root + path.sep))
      throw new StorageError(`The path ${relative2} leads out of the ${description}`);
    return absolute;
  }
  async function attempt(what, relative2, work) {
    try {
      return await work(resolve4(relative2));
    } catch (cause) {
      if (cause instanceof StorageError) throw cause;
      const code2 = cause.code ?? String(cause);
      throw new StorageError(`Failed to ${what} ${relative2} in the ${description}: ${code2}`, { cause });
    }
  }
  async function moveInto(localFile, target) {
    await mkdir(path.dirname(target), { recursive: true });
    try {
      await rename(localFile, target);
    } catch (error2) {
      if (error2.code !== "EXDEV") throw error2;
      await copyFile(localFile, target + PARTIAL);
      await rename(target + PARTIAL, target);
      await rm(localFile, { force: true });
    }
  }
  async function removeEmptyFolders(folder) {
    for (let at2 = folder; at2.startsWith(root + path.sep); at2 = path.dirname(at2)) {
      try {
        await rmdir(at2);
      } catch (error2) {
        if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(error2.code ?? "")) return;
        throw error2;
      }
    }
  }
  const destination = {
    description,
    list: (prefix) => attempt("list", prefix, async (absolute) => {
      const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(ifMissing([]));
      const files = [];
      for (const entry2 of entries) {
        if (!entry2.isFile()) continue;
        const file = path.join(entry2.parentPath, entry2.name);
        if (entry2.name.endsWith(PARTIAL)) await rm(file, { force: true });
        else files.push(path.relative(root, file).split(path.sep).join("/"));
      }
      return files.sort();
    }),
    read: (relative2) => attempt("read", relative2, async (absolute) => {
      const file = await open(absolute).catch(ifMissing(void 0));
      return file && createReadStream("", { fd: file });
    }),
    publish: (relative2, localFile) => attempt("write", relative2, (absolute) => moveInto(localFile, absolute)),
    remove: (relative2) => attempt("remove", relative2, async (absolute) => {
      await rm(absolute, { force: true });
      await removeEmptyFolders(path.dirname(absolute));
    }),
    readText: (relative2) => attempt("read", relative2, async (absolute) => {
      const text2 = await readFile(absolute, "utf8").catch(ifMissing(void 0));
      return text2 === void 0 ? void 0 : { text: text2, version: createHash("sha256").update(text2).digest("hex") };
    }),
    async replaceText(relative2, text2, version2) {
      const stored = await destination.readText(relative2);
      if (stored?.version !== version2) return false;
      if (stored?.text === text2) return true;
      await attempt("write", relative2, async (absolute) => {
        await mkdir(path.dirname(absolute), { recursive: true });
        await writeFile(absolute + PARTIAL, text2);
        await rename(absolute + PARTIAL, absolute);
      });
      return true;
    }
  };
  return destination;
}
function ifMissing(value) {
  return (error2) => {
    if (error2.code === "ENOENT" || error2.code === "ENOTDIR") return value;
    throw error2;
  };
}

// src/state/ranges.ts
function union2(left, right) {
  const merged = [];
  for (const [from, to] of [...left, ...right].filter(([from2, to2]) => from2 < to2).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
function subtract(left, right) {
  let rest = union2(left, []);
  for (const [from, to] of union2(right, [])) {
    rest = rest.flatMap(([start, end]) => {
      const pieces = [
        [start, Math.min(end, from)],
        [Math.max(start, to), end]
      ];
      return pieces.filter((piece) => piece[0] < piece[1]);
    });
  }
  return rest;
}
function contains(ranges, from, to) {
  return ranges.some(([start, end]) => start <= from && to <= end);
}

// src/export/plan.ts
function planPeriods(options, state, now, earliest) {
  const by = options.partitionBy;
  const end = options.end.kind === "now" ? now : Math.min(periodStart(at(options.end, now, earliest), by), periodStart(now, by));
  const covered = state.manifest?.ranges[0]?.[0];
  const asked = periodStart(at(options.start, now, earliest), by);
  const refreshFrom = options.refreshFrom && periodStart(at(options.refreshFrom, now, earliest), by);
  let start = options.start.kind === "age" && covered !== void 0 ? Math.min(asked, covered) : asked;
  if (refreshFrom !== void 0) start = Math.min(start, refreshFrom);
  const periods = periodsBetween(start, end, by).filter((period2) => {
    if (refreshFrom !== void 0 && period2.from >= refreshFrom) return true;
    const unavailable = state.manifest !== void 0 && contains(state.manifest.unavailable, period2.from, period2.to);
    return !unavailable && !state.isDone(period2);
  });
  const planned = withWholeFiles({ periods, end }, state.manifest?.entries ?? [], by, now);
  const range = { from: start, to: end };
  return { ...planned, asked: range, withoutTenant: withoutTenant(planned.periods, range, state, by) };
}
function withoutTenant(planned, asked, state, by) {
  if (!state.files) return [];
  const starts = new Set(planned.map(({ from }) => from));
  const names2 = new Set(
    (state.manifest?.entries ?? []).flatMap(
      ({ period: period2, refused }) => period2 && refused?.includes("tenant_only") ? period2 : []
    )
  );
  return [...names2].filter((name2) => periodName(parsePeriodName(name2).from, by) === name2).map(parsePeriodName).filter(({ from, to }) => asked.from <= from && to <= asked.to && !starts.has(from));
}
function refuseEmptyRanges(selections, now) {
  for (const { resource, options } of selections) {
    if (resource.kind === "snapshot" || options.start.kind === "earliest" || options.end.kind === "now") continue;
    if (at(options.start, now, 0) < at(options.end, now, 0)) continue;
    throw new ConfigurationError(
      `The 'start-date' of ${resource.name} lies after its 'end-date': there is nothing to export. Choose an earlier 'start-date' or a later 'end-date'.`
    );
  }
}
function joinPeriods(periods, end) {
  const spans = [];
  for (const period2 of periods) {
    const last = spans.at(-1);
    const to = Math.min(period2.to, end);
    if (last && last.to === period2.from) last.to = to;
    else spans.push({ from: period2.from, to });
  }
  return spans;
}
function isSettledAt(period2, options, now) {
  return now >= period2.to + options.lookbackSeconds;
}
function withWholeFiles(plan, entries, by, now) {
  const planned = new Map(plan.periods.map((period2) => [period2.from, period2]));
  const nameLength = periodName(now, by).length;
  let { end } = plan;
  for (const { period: name2 } of entries) {
    if (name2 === void 0 || name2.length >= nameLength) continue;
    const file = parsePeriodName(name2);
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

// src/api/explain.ts
var KEY_PAGE = "https://platform.openai.com/settings/organization/admin-keys";
function isUnknownPath(error2) {
  return error2.status === 404 && /invalid url/i.test(error2.detail);
}
function withRemedy(error2) {
  const advice = error2 instanceof ApiError ? remedy(error2) : "";
  return advice === "" ? error2.message : `${error2.message.replace(/\.+$/, "")}. ${advice}`;
}
function remedy(error2) {
  const scopes = /missing scopes?:?\s*([\w.,\s-]+?)(?:[.)]?\s*$|[.)]\s)/i.exec(error2.detail)?.[1];
  if (error2.status === 401) {
    return `The key was not accepted. Check that the secret holds a current admin key (sk-admin-\u2026, not a project key sk-proj-\u2026): ${KEY_PAGE}`;
  }
  if (scopes !== void 0) {
    return `The key lacks the scope ${scopes.trim()}. Give it that scope, or use an admin key with all read permissions: ${KEY_PAGE}`;
  }
  if (/audit log/i.test(error2.detail) && (error2.status === 400 || error2.status === 403 || error2.status === 404)) {
    return "Audit logging may never have been switched on: an owner does so under Settings, Organization, Data controls. Events are recorded from then on.";
  }
  if (error2.status === 403) {
    return `The key may not read this. Administration data needs an admin key (sk-admin-\u2026) of an organisation owner with read permission: ${KEY_PAGE}`;
  }
  if (isUnknownPath(error2)) {
    return "The API does not know this path. Check the `base-url` input, or the `path` of a custom resource. (`audit_log` reads single events by an operation that OpenAI does not document; `audit_logs` exports them all.)";
  }
  if (error2.status === 429) return "The rate limit stayed exhausted. Lower `concurrency` or set `requests-per-second`.";
  if (error2.status >= 300 && error2.status < 400) {
    return "A redirect is not followed, because the key would go along. Set `base-url` to the address that answers itself.";
  }
  if (error2.detail.startsWith("holds no list")) {
    return "For a custom resource, check its `data_selector` and `pagination`; otherwise `base-url` may lead to another service.";
  }
  if (error2.status === 0 && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate/i.test(error2.detail)) {
    return "Check `base-url`, the proxy settings of the runner (HTTPS_PROXY, NO_PROXY) and its network.";
  }
  if (error2.status === 0 || error2.status >= 500) {
    return "The next run reads it again. If it persists, see https://status.openai.com or raise `retries` and `request-timeout`.";
  }
  return "";
}

// src/state/manifest.ts
var MANIFEST_FOLDER = "_manifests/";
function manifestPath(resource) {
  return `${MANIFEST_FOLDER}${resource}.json`;
}
function shapeOf(resource, options) {
  const formats2 = options.formats.map((format) => format.extension);
  const filters = Object.fromEntries(
    Object.entries({
      projects: resource.kind === "snapshot" && !resource.parentIds.includes("project_id") ? [] : options.filters.projects,
      event_types: resource.kind === "events" ? options.filters.eventTypes : [],
      models: resource.kind === "buckets" && resource.filters.models ? options.filters.models : []
    }).filter(([, values]) => values.length > 0)
  );
  return {
    formats: [...formats2].sort(),
    ...resource.kind === "snapshot" ? {} : { partition_by: options.partitionBy },
    ...resource.kind === "buckets" ? { bucket_width: options.bucketWidth, group_by: options.groupBy } : {},
    ...Object.keys(filters).length > 0 ? { filters } : {}
  };
}
function emptyManifest(resource, shape) {
  return { version: 1, resource, shape, ranges: [], unavailable: [], entries: [] };
}
function serializeManifest(manifest) {
  const unknown = new Set(manifest.entries.flatMap((entry2) => entry2.unknown_columns ?? []));
  const dated = manifest.shape.partition_by !== void 0;
  const text2 = {
    version: manifest.version,
    resource: manifest.resource,
    organization: manifest.organization,
    shape: manifest.shape,
    unknown_columns: [...unknown].sort(),
    ranges: dated ? manifest.ranges.map(rangeNames) : void 0,
    unavailable: dated && manifest.unavailable.length > 0 ? manifest.unavailable.map(rangeNames) : void 0,
    read_on: manifest.read_on,
    stale_parents: manifest.stale_parents?.length ? [...manifest.stale_parents].sort() : void 0,
    entries: [...manifest.entries].sort((a, b) => compare(entryKey(a), entryKey(b))).map(orderedEntry)
  };
  return `${JSON.stringify(text2, null, 2)}
`;
}
function parseManifest(text2, where, remedy2 = "Restore it from an earlier version, or delete it together with the resource's files to export them anew.") {
  try {
    const parsed = JSON.parse(text2);
    if (parsed.version !== 1)
      throw new Error(`its format version is ${JSON.stringify(parsed.version)}, this release reads 1`);
    if (!Array.isArray(parsed.entries) || typeof parsed.resource !== "string" || !Array.isArray(parsed.shape?.formats)) {
      throw new Error("it lacks entries, resource or shape");
    }
    for (const entry2 of parsed.entries) refuseBrokenEntry(entry2, parsed.resource);
    const { unknown_columns: _derived, ...rest } = parsed;
    return { ...rest, ranges: parseRanges(parsed.ranges), unavailable: parseRanges(parsed.unavailable) };
  } catch (cause) {
    throw new StorageError(
      `Failed to read the manifest ${where}: ${cause instanceof Error ? cause.message : cause}. ${remedy2}`,
      { cause }
    );
  }
}
function entryKey(entry2) {
  return `${entry2.period ?? ""}\0${entry2.path ?? ""}`;
}
function refuseBrokenEntry(entry2, resource) {
  const isEntry = Number.isInteger(entry2?.rows) && (entry2?.path === void 0 || entry2.path.startsWith(`${resource}/`));
  if (!entry2 || !isEntry) throw new Error(`${JSON.stringify(entry2)} is no entry of ${resource}`);
  if (entry2.period !== void 0) parsePeriodName(entry2.period);
}
function orderedEntry(entry2) {
  const { period: period2, path: path4, rows, bytes, sha256, settled, refused, unknown_columns } = entry2;
  const all = { period: period2, path: path4, rows, bytes, sha256, settled, refused, unknown_columns };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== void 0));
}
function rangeNames([from, to]) {
  return [boundaryName(from), boundaryName(to)];
}
function parseRanges(ranges) {
  if (ranges === void 0) return [];
  const parsed = ranges.map(([from, to]) => {
    const range = [Date.parse(from) / 1e3, Date.parse(to) / 1e3];
    if (range.some(Number.isNaN)) throw new Error("a range has a boundary that is no date");
    return range;
  });
  return union2(parsed, []);
}
function compare(left, right) {
  return left < right ? -1 : left > right ? 1 : 0;
}

// src/api/bucket-refusal.ts
function readBucketRefusal(error2, dimensions) {
  if (error2.status !== 400) return void 0;
  const named = dimensions.filter((dimension) => new RegExp(`\\b${dimension}\\b`).test(error2.detail));
  const time2 = timeIn(error2.detail);
  const isHistory = error2.code === "reporting_lookback_exceeded" || /earliest supported|lookback|available for the past/i.test(error2.detail);
  if (isHistory && named.length === 0) return { kind: "history", earliest: time2 };
  const mayBeDimension = named.length > 0 || error2.param === "group_by" || error2.param === "start_time" || /group/i.test(error2.detail);
  if (dimensions.length === 0 || !mayBeDimension) return void 0;
  const invalid = named.find((dimension) => error2.detail.includes(`Invalid value: '${dimension}'`));
  const suspects = invalid === void 0 ? (named.length > 0 ? named : dimensions).toReversed() : [invalid];
  return { kind: "dimension", suspects, since: time2 };
}
function timeIn(text2) {
  const date3 = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text2)?.[1];
  const epoch = /\b([12]\d{9})\b/.exec(text2)?.[1];
  if (epoch !== void 0) return Number(epoch);
  return date3 === void 0 ? void 0 : Date.parse(date3) / 1e3;
}

// src/api/json-scan.ts
var QUOTE = 34;
var COMMA = 44;
var OPEN_BRACKET = 91;
var BACKSLASH = 92;
var CLOSE_BRACKET = 93;
var OPEN_BRACE = 123;
var CLOSE_BRACE = 125;
var SPACE = 32;
function jsonSource(text2) {
  return { text: text2, bytes: Buffer.from(text2, "utf8") };
}
function textBetween(source, start, end) {
  if (source.bytes.length === source.text.length) return source.text.slice(start, end);
  return source.bytes.toString("utf8", start, end);
}
function stringBetween(source, start, end) {
  const inner = textBetween(source, start + 1, end - 1);
  return inner.includes("\\") ? JSON.parse(`"${inner}"`) : inner;
}
function skipWhitespace(bytes, start) {
  let position = start;
  while (bytes[position] <= SPACE) position += 1;
  return position;
}
function skipString(bytes, start) {
  const { length } = bytes;
  let position = start + 1;
  while (position < length) {
    let byte = bytes[position];
    while (byte !== QUOTE && byte !== BACKSLASH && position < length) byte = bytes[++position];
    if (byte === QUOTE) return position + 1;
    position += 2;
  }
  throw unfinished();
}
function skipLiteral(bytes, start) {
  let position = start;
  while (position < bytes.length) {
    const byte = bytes[position];
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= SPACE) break;
    position += 1;
  }
  return position;
}
function scanValue(source, start) {
  const first = source.bytes[start];
  if (first === QUOTE) return verbatim(source, start, skipString(source.bytes, start));
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return verbatim(source, start, skipLiteral(source.bytes, start));
  const end = skipContainer(source.bytes, start);
  return end === void 0 ? squeezeContainer(source.bytes, start) : verbatim(source, start, end);
}
function verbatim(source, start, end) {
  return { text: source.bytes.toString("utf8", start, end), end };
}
function skipContainer(bytes, start) {
  const { length } = bytes;
  let depth = 0;
  let position = start;
  while (position < length) {
    const byte = bytes[position];
    if (byte === QUOTE) {
      position = skipString(bytes, position);
      continue;
    }
    position += 1;
    if (byte >= OPEN_BRACKET) {
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
      if (depth === 0) return position;
    } else if (byte <= SPACE) {
      return void 0;
    }
  }
  throw unfinished();
}
function squeezeContainer(bytes, start) {
  let depth = 0;
  let from = start;
  let to = start;
  while (from < bytes.length) {
    let byte = bytes[from];
    while (byte <= SPACE) byte = bytes[++from];
    if (byte === QUOTE) {
      const end = skipString(bytes, from);
      while (from < end) bytes[to++] = bytes[from++];
      continue;
    }
    bytes[to++] = byte;
    from += 1;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return { text: bytes.toString("utf8", start, to), end: from };
    }
  }
  throw unfinished();
}
function unfinished() {
  return new SyntaxError("Failed to scan JSON text: it ends inside a value");
}

// src/api/json-text.ts
function sliceValues(text2, selector) {
  const source = jsonSource(text2);
  const start = skipWhitespace(source.bytes, 0);
  if (selector !== "") return valuesAt(source, start, selector.split("."), 0).values;
  return source.bytes[start] === OPEN_BRACE ? [compact(text2)] : void 0;
}
function valuesAt(source, start, keys, depth) {
  const first = source.bytes[start];
  if (depth === keys.length && first === OPEN_BRACKET) return elements(source, start);
  if (depth === keys.length || first !== OPEN_BRACE) return { values: void 0, end: scanValue(source, start).end };
  let values;
  const end = eachMember(source, start, (key, valueStart) => {
    if (key !== keys[depth]) return scanValue(source, valueStart).end;
    const found = valuesAt(source, valueStart, keys, depth + 1);
    values = found.values;
    return found.end;
  });
  return { values, end };
}
function elements(source, start) {
  const { bytes } = source;
  const values = [];
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACKET) {
    const value = scanValue(source, position);
    values.push(value.text);
    position = skipWhitespace(bytes, value.end);
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  return { values, end: position + 1 };
}
function eachMember(source, start, visit) {
  const { bytes } = source;
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACE) {
    const keyEnd = skipString(bytes, position);
    const key = stringBetween(source, position, keyEnd);
    const colon = skipWhitespace(bytes, keyEnd);
    position = skipWhitespace(bytes, visit(key, skipWhitespace(bytes, colon + 1)));
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  return position + 1;
}
function sliceMembers(text2) {
  const source = jsonSource(text2);
  const start = skipWhitespace(source.bytes, 0);
  if (source.bytes[start] !== OPEN_BRACE) throw new TypeError("Failed to slice members: the text is no JSON object");
  const members2 = [];
  eachMember(source, start, (key, valueStart) => {
    const value = scanValue(source, valueStart);
    members2.push({ key, text: value.text });
    return value.end;
  });
  return members2;
}
function compact(text2) {
  const source = jsonSource(text2);
  const value = scanValue(source, skipWhitespace(source.bytes, 0));
  return value.text.length === text2.length ? text2 : value.text;
}
function withFields(raw, fields) {
  const front = JSON.stringify(fields);
  if (front === "{}") return raw;
  if (raw === "{}") return front;
  return `${front.slice(0, -1)},${raw.slice(1)}`;
}
var json = JSON;
var delicateNumber = /(?:^|[[:,\s])(?:-?[\d.]{16}|-?0\.0{6}|-?\d[\d.]*(?:[eE]|(?<=\.\d*0)(?![\d.]))|-0(?![\d.]))/;
function parseLossless(text2) {
  const { rawJSON } = json;
  if (rawJSON === void 0 || !delicateNumber.test(text2)) return JSON.parse(text2);
  return json.parse(
    text2,
    (_key, value, context) => typeof value === "number" && context?.source !== void 0 && String(value) !== context.source ? rawJSON(context.source) : value
  );
}
function numberText(value) {
  if (typeof value === "number") return String(value);
  return json.isRawJSON?.(value) ? value.rawJSON : void 0;
}

// src/formats/formulas.ts
var opensFormula = /^[=+\-@\t\r\n＝＋－＠]/;
var plainNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
function defuseFormula(text2) {
  return opensFormula.test(text2) && !plainNumber.test(text2) ? `'${text2}` : text2;
}

// src/formats/column-tree.ts
var trees = /* @__PURE__ */ new WeakMap();
function columnTree(table) {
  const known = trees.get(table);
  if (known !== void 0) return known;
  const tree = buildTree(table);
  trees.set(table, tree);
  return tree;
}
function buildTree(table) {
  const payloadColumn = table.columns.find(({ name: name2 }) => name2 === table.payloadColumn)?.name;
  const root = node("");
  const positions = /* @__PURE__ */ new Map();
  for (const [position, column2] of table.columns.entries()) {
    positions.set(column2.name, position);
    if (column2.name === payloadColumn) continue;
    let current = root;
    for (const key of column2.name.split(separator)) {
      let child = current.children.get(key);
      if (child === void 0) {
        child = node(current === root ? key : current.name + separator + key);
        child.known = true;
        current.children.set(key, child);
      }
      current = child;
    }
    current.position = position;
    current.type = column2.type;
  }
  return { root, positions, payloadColumn };
}
function childNode(tree, parent, key) {
  const known = parent.children.get(key);
  if (known !== void 0) return known;
  const child = node(
    parent === tree.root ? topLevelName(key, tree.payloadColumn) : parent.name + separator + nameSegment(key)
  );
  parent.children.set(key, child);
  return child;
}
var separator = "__";
function node(name2) {
  return { name: name2, position: void 0, type: void 0, known: false, children: /* @__PURE__ */ new Map() };
}
var ambiguous = new RegExp('__|_$|^$|^"|\\p{Cc}', "u");
function nameSegment(key) {
  return ambiguous.test(key) ? JSON.stringify(key) : key;
}
function topLevelName(key, payloadColumn) {
  return key === payloadColumn || opensFormula.test(key) ? JSON.stringify(key) : nameSegment(key);
}

// src/formats/unknown-columns.ts
function collectUnknownColumns(value, table, found) {
  const tree = columnTree(table);
  collect(value, tree, tree.root, found);
}
function findUnknownColumns(row, table, found) {
  const value = JSON.parse(row.json);
  if (row.form === "object") {
    collectUnknownColumns(value, table, found);
    return;
  }
  const { positions } = columnTree(table);
  for (const name2 of Object.keys(value)) if (!positions.has(name2)) found.add(name2);
}
function collect(value, tree, parent, found) {
  for (const key in value) {
    const field = value[key];
    if (field === null) continue;
    let node2 = parent.children.get(key);
    if (node2 === void 0 || !node2.known) {
      if (parent === tree.root && tree.payloadColumn !== void 0 && key === value.type) continue;
      node2 ??= childNode(tree, parent, key);
    }
    if (isFilledObject(field) && node2.type !== "json") collect(field, tree, node2, found);
    else if (node2.position === void 0) found.add(node2.name);
  }
}
function isFilledObject(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const _key in value) return numberText(value) === void 0;
  return false;
}

// src/api/pages.ts
var CURSORS = {
  last_id: { parameter: "after", field: "last_id" },
  next: { parameter: "after", field: "next" },
  next_page: { parameter: "page", field: "next_page" }
};
var CursorRefused = class extends Error {
  name = "CursorRefused";
};
async function* listPages(client, request) {
  const seen = /* @__PURE__ */ new Set();
  let cursor;
  for (; ; ) {
    const { text: text2, body } = await readPage(client, request, cursor);
    const rows = rowsOf(text2, body, request);
    if (rows.length > 0 || cursor === void 0) yield rows;
    const next = rows.length === 0 ? void 0 : nextCursor(body, rows, request);
    if (next === void 0) return;
    if (seen.has(next)) throw broken(request, `repeated the cursor of an earlier page`);
    seen.add(next);
    cursor = next;
  }
}
async function readObject(client, request) {
  const { text: text2, body } = await client.get(request.path, request.query, request.lane);
  const [object] = sliceValues(text2, "") ?? [];
  if (object === void 0) throw broken(request, "is not an object");
  return { text: object, value: body };
}
async function readList(client, request) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows = [];
      for await (const page of listPages(client, request)) rows.push(...page);
      return rows;
    } catch (error2) {
      if (!(error2 instanceof CursorRefused) || attempt > 3) throw error2 instanceof CursorRefused ? error2.cause : error2;
    }
  }
}
async function readPage(client, request, cursor) {
  const query = [...request.query];
  if (request.pageSize !== void 0) query.push(["limit", String(request.pageSize)]);
  if (cursor !== void 0 && request.pagination !== "none")
    query.push([CURSORS[request.pagination].parameter, cursor]);
  try {
    return await client.get(request.path, query, request.lane);
  } catch (error2) {
    const refused = error2 instanceof ApiError && (error2.status === 400 || error2.status === 404);
    if (cursor !== void 0 && refused) throw new CursorRefused("The API refused its own cursor", { cause: error2 });
    throw error2;
  }
}
function rowsOf(text2, body, request) {
  const values = select(body, request.dataSelector);
  const texts = sliceValues(text2, request.dataSelector);
  if (!Array.isArray(values) || texts === void 0)
    throw broken(request, `holds no list at "${request.dataSelector}"`);
  return values.map((value, index) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw broken(request, `holds an entry at "${request.dataSelector}" that is not an object`);
    }
    return { text: texts[index], value };
  });
}
function nextCursor(body, rows, request) {
  if (request.pagination === "none") return void 0;
  const { field } = CURSORS[request.pagination];
  const container = select(body, request.dataSelector.split(".").slice(0, -1).join("."));
  const envelope = { ...container, ...body };
  const cursor = envelope[field];
  const hasMore = envelope.has_more ?? (field !== "last_id" && typeof cursor === "string" && cursor !== "");
  if (hasMore !== true) return void 0;
  if (typeof cursor === "string" && cursor !== "") return cursor;
  const lastId = field === "last_id" ? rows.at(-1)?.value.id : void 0;
  if (typeof lastId === "string") return lastId;
  throw broken(request, `announces more but names no "${field}" to go on from`);
}
function select(body, selector) {
  if (selector === "") return body;
  return selector.split(".").reduce(
    (value, key) => typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : void 0,
    body
  );
}
function broken(request, why) {
  return new ApiError(`The answer of GET ${request.path} ${why}: reading on would lose rows`, {
    status: 0,
    detail: why
  });
}

// src/export/bucket-requests.ts
function readBuckets(job, resource, window) {
  return readList(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: resource.widths[job.selection.options.bucketWidth],
    dataSelector: resource.dataSelector,
    lane: resource.name
  });
}
async function probeBuckets(job, resource, window) {
  const pages = listPages(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: 1,
    dataSelector: resource.dataSelector,
    lane: resource.name
  });
  await pages.next();
}
function bucketQuery(job, resource, window) {
  const { filters, bucketWidth } = job.selection.options;
  const repeated = (name2, values) => name2 === void 0 ? [] : values.map((value) => [name2, value]);
  return [
    ["start_time", String(window.from)],
    ["end_time", String(window.to)],
    ["bucket_width", bucketWidth],
    ...repeated("group_by", window.dimensions),
    ...repeated(resource.filters.projects, filters.projects),
    ...repeated(resource.filters.models, filters.models)
  ];
}

// src/export/first-accepted.ts
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

// src/export/drain.ts
async function drain(items, workers, compare2, work) {
  const waiting = [...items].sort(compare2);
  let active = 0;
  await new Promise((resolve4, reject) => {
    let failed = false;
    const start = () => {
      if (failed) return;
      if (waiting.length === 0 && active === 0) resolve4();
      while (active < workers && waiting.length > 0) {
        active += 1;
        work(waiting.shift()).then(
          (more) => {
            active -= 1;
            if (more.length > 0) {
              waiting.push(...more);
              waiting.sort(compare2);
            }
            start();
          },
          (error2) => {
            failed = true;
            reject(error2);
          }
        );
      }
    };
    start();
  });
}

// src/state/entry-index.ts
var LONGEST_PARTITION = 31 * 86400;
var sortedEntries = /* @__PURE__ */ new WeakMap();
function entriesIn(manifest, period2) {
  let sorted = sortedEntries.get(manifest);
  if (!sorted) {
    sorted = manifest.entries.flatMap((entry2) => entry2.period === void 0 ? [] : [{ ...parsePeriodName(entry2.period), entry: entry2 }]).sort((a, b) => a.from - b.from);
    sortedEntries.set(manifest, sorted);
  }
  const found = [];
  for (let index = firstFrom(sorted, period2.from - LONGEST_PARTITION); index < sorted.length; index += 1) {
    const { from, to, entry: entry2 } = sorted[index];
    if (from >= period2.to) break;
    if (to > period2.from) found.push(entry2);
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

// src/export/merge-sorted.ts
var BATCH = 1e3;
async function* mergeSorted(streams, unique, onRow) {
  const heads = streams.map((stream) => ({ batches: stream[Symbol.asyncIterator](), batch: [], index: 0 }));
  for (const head of heads) await refill(head);
  let out = [];
  let pending;
  for (; ; ) {
    const stream = leastHead(heads);
    const head = heads[stream];
    if (!head) break;
    const row = head.batch[head.index];
    if (pending && !(unique && pending.row.key === row.key)) {
      onRow?.(pending.row, pending.stream);
      out.push(pending.row);
    }
    pending = { row, stream };
    head.index += 1;
    if (head.index === head.batch.length) await refill(head);
    if (out.length < BATCH) continue;
    yield out;
    out = [];
  }
  if (pending) {
    onRow?.(pending.row, pending.stream);
    out.push(pending.row);
  }
  if (out.length > 0) yield out;
}
function leastHead(heads) {
  let least = -1;
  for (let index = 0; index < heads.length; index += 1) {
    const { batch, index: at2 } = heads[index];
    if (at2 >= batch.length) continue;
    const best = heads[least];
    if (!best || batch[at2].key < best.batch[best.index].key) least = index;
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

// src/export/partition-writer.ts
import { createHash as createHash2 } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm as rm2 } from "node:fs/promises";
import { Readable as Readable2 } from "node:stream";
import { pipeline as pipeline4 } from "node:stream/promises";

// src/formats/compression.ts
import { pipeline as pipeline2 } from "node:stream";
import zlib2 from "node:zlib";
function compress(compression) {
  if (compression === "gz") return zlib2.createGzip();
  if (compression === "zst") return zstandard(zlib2.createZstdCompress)();
  return void 0;
}
async function* decompress(file, compression) {
  const decompressor = decompressorOf(compression);
  if (decompressor === void 0) {
    yield* file;
    return;
  }
  let reading;
  file.once("error", (error2) => {
    reading = error2;
  });
  pipeline2(file, decompressor, () => void 0);
  try {
    yield* decompressor;
  } catch (error2) {
    if (reading !== void 0) throw reading;
    const why = error2 instanceof Error ? error2.message : String(error2);
    throw new StorageError(`Failed to decompress: the content is no whole ${compression} file (${why})`, {
      cause: error2
    });
  }
}
function decompressorOf(compression) {
  if (compression === "gz") return zlib2.createGunzip();
  if (compression === "zst") return zstandard(zlib2.createZstdDecompress)();
  return void 0;
}
function zstandard(create) {
  if (create !== void 0) return create;
  throw new ConfigurationError(
    `Zstandard (".zst") needs Node.js 22.15 or later and this is ${process.version}: use ".gz", or run it as a GitHub Action, which brings Node.js 24.`
  );
}

// src/formats/csv.ts
import { pipeline as pipeline3, Readable } from "node:stream";

// node_modules/csv-parse/lib/index.js
import { Transform } from "stream";

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code2, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code2;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns2) {
  const normalizedColumns = [];
  for (let i = 0, l = columns2.length; i < l; i++) {
    const column2 = columns2[i];
    if (column2 === void 0 || column2 === null || column2 === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column2 === "string" || typeof column2 === "number") {
      normalizedColumns[i] = { name: `${column2}` };
    } else if (is_object(column2)) {
      if (typeof column2.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column2;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column2)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size2 = 100) {
    this.size = size2;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size2);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter) => delimiter.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date3 = Date.parse(value);
      return !isNaN(date3) ? new Date(date3) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info2, options2) => {
        return (info2.total - info2.std) * (options2.preferred[info2.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records2 = [];
      const parser = transform2({ delimiter: [] });
      const push = (record2) => records2.push(record2);
      const close = () => {
      };
      const error2 = parser.parse(data, true, push, close);
      if (error2 !== void 0) throw error2;
      return records2;
    })(records);
  }
  const info2 = Array(127).fill().map(() => ({ lines: [] }));
  records.map(([record2], line2) => {
    for (let i = 0, l = record2.length; i < l; i++) {
      const code2 = record2.charCodeAt(i);
      if (info2[code2].lines[line2] === void 0) info2[code2].lines[line2] = 0;
      info2[code2].lines[line2]++;
    }
  });
  info2.map((info3, i) => {
    info3.char_code = i;
    info3.std = std(info3.lines);
    info3.total = info3.lines.reduce((acc, val) => acc + val, 0);
    info3.preferred = !!options.preferred[i];
    info3.score = options.score(info3, options);
  });
  const result = info2.reduce(
    (acc, info3) => acc.score > info3.score ? acc : info3,
    {}
  );
  return String.fromCharCode(result.char_code);
};
var std = function(array2) {
  const n = array2.length;
  if (n === 0) return 0;
  const mean = array2.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array2.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record2) {
  return record2.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform2 = function(original_options = {}) {
  const info2 = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info: info2,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote: quote2 } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote2.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote2.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote: quote2, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape, quote: quote2 } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote2.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote2.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote2.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote2.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote2.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote2.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote2.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote2);
                pos += quote2.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info3 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info3.column)} at line ${info3.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info3,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote2.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns: columns2,
        group_columns_by_name,
        encoding,
        info: info3,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record: record2 } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record2.length;
      if (columns2 === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record2);
      }
      if (columns2 === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns2 === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns2.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns2 !== false) {
          const obj = {};
          for (let i = 0, l = record2.length; i < l; i++) {
            if (columns2[i] === void 0 || columns2[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns2[i].name)) {
              if (Array.isArray(obj[columns2[i].name])) {
                obj[columns2[i].name] = obj[columns2[i].name].concat(record2[i]);
              } else {
                obj[columns2[i].name] = [obj[columns2[i].name], record2[i]];
              }
            } else {
              Object.defineProperty(obj, columns2[i].name, {
                value: record2[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw === true || info3 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info3 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw === true || info3 === true) {
            const extRecord = Object.assign(
              { record: record2 },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info3 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record2[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record2 : [record2[objname], record2],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record2) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record2 : firstLineToHeaders.call(null, record2);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== void 0) return err;
        field = f;
      }
      this.state.record.push(field);
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record2, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info3 = this.__infoRecord();
        try {
          record2 = on_record.call(null, record2, info3);
        } catch (err) {
          return err;
        }
        if (record2 === void 0 || record2 === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record2);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field) {
      const { columns: columns2, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns2);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info3 = this.__infoField();
          return [void 0, this.state.castField.call(null, field, info3)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [void 0, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info3 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field, info3)];
      }
      return [void 0, field];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value) {
      return value - parseFloat(value) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote: quote2 } = this.options;
      if (quote2 === null) return false;
      const l = quote2.length;
      for (let i = 0; i < l; i++) {
        if (quote2[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns: columns2, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns2 === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns: columns2 } = this.options;
      const isColumns = Array.isArray(columns2);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns2.length > this.state.record.length ? columns2[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/index.js
var Parser = class extends Transform {
  constructor(opts = {}) {
    super({ ...{ readableObjectMode: true }, ...opts, encoding: null });
    this.api = transform2({
      on_skip: (err, chunk2) => {
        this.emit("skip", err, chunk2);
      },
      ...opts
    });
    this.state = this.api.state;
    this.options = this.api.options;
    this.info = this.api.info;
  }
  // Implementation of `Transform._transform`
  _transform(buf, _, callback) {
    if (this.state.stop === true) {
      return;
    }
    const err = this.api.parse(
      buf,
      false,
      (record2) => {
        this.push(record2);
      },
      () => {
        this.push(null);
        this.end();
        this.on("end", this.destroy);
      }
    );
    if (err !== void 0) {
      this.state.stop = true;
    }
    callback(err);
  }
  // Implementation of `Transform._flush`
  _flush(callback) {
    if (this.state.stop === true) {
      return;
    }
    const err = this.api.parse(
      void 0,
      true,
      (record2) => {
        this.push(record2);
      },
      () => {
        this.push(null);
        this.on("end", this.destroy);
      }
    );
    callback(err);
  }
};
var parse2 = function() {
  let data, options, callback;
  for (const i in arguments) {
    const argument = arguments[i];
    const type = typeof argument;
    if (data === void 0 && (typeof argument === "string" || Buffer.isBuffer(argument))) {
      data = argument;
    } else if (options === void 0 && is_object(argument)) {
      options = argument;
    } else if (callback === void 0 && type === "function") {
      callback = argument;
    } else {
      throw new CsvError(
        "CSV_INVALID_ARGUMENT",
        ["Invalid argument:", `got ${JSON.stringify(argument)} at index ${i}`],
        options || {}
      );
    }
  }
  const parser = new Parser(options);
  if (callback) {
    const records = options === void 0 || options.objname === void 0 ? [] : /* @__PURE__ */ Object.create(null);
    parser.on("readable", function() {
      let record2;
      while ((record2 = this.read()) !== null) {
        if (options === void 0 || options.objname === void 0) {
          records.push(record2);
        } else {
          Object.assign(records, {
            [record2[0]]: record2[1]
            // writable: true,
            // enumerable: true,
            // configurable: true
          });
        }
      }
    });
    parser.on("error", function(err) {
      callback(err, void 0, parser.api.__infoDataSet());
    });
    parser.on("end", function() {
      callback(void 0, records, parser.api.__infoDataSet());
    });
  }
  if (data !== void 0) {
    const writer = function() {
      parser.write(data);
      parser.end();
    };
    if (typeof setImmediate === "function") {
      setImmediate(writer);
    } else {
      setTimeout(writer, 0);
    }
  }
  return parser;
};

// node_modules/csv-stringify/lib/utils/get.js
var charCodeOfDot = ".".charCodeAt(0);
var reEscapeChar = /\\(\\)?/g;
var rePropName = RegExp(
  // Match anything that isn't a dot or bracket.
  `[^.[\\]]+|\\[(?:([^"'][^[]*)|(["'])((?:(?!\\2)[^\\\\]|\\\\.)*?)\\2)\\]|(?=(?:\\.|\\[\\])(?:\\.|\\[\\]|$))`,
  "g"
);
var reIsDeepProp = /\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;
var reIsPlainProp = /^\w*$/;
var getTag = function(value) {
  return Object.prototype.toString.call(value);
};
var isSymbol = function(value) {
  const type = typeof value;
  return type === "symbol" || type === "object" && value && getTag(value) === "[object Symbol]";
};
var isKey = function(value, object) {
  if (Array.isArray(value)) {
    return false;
  }
  const type = typeof value;
  if (type === "number" || type === "symbol" || type === "boolean" || !value || isSymbol(value)) {
    return true;
  }
  return reIsPlainProp.test(value) || !reIsDeepProp.test(value) || object != null && value in Object(object);
};
var stringToPath = function(string3) {
  const result = [];
  if (string3.charCodeAt(0) === charCodeOfDot) {
    result.push("");
  }
  string3.replace(rePropName, function(match, expression, quote2, subString) {
    let key = match;
    if (quote2) {
      key = subString.replace(reEscapeChar, "$1");
    } else if (expression) {
      key = expression.trim();
    }
    result.push(key);
  });
  return result;
};
var castPath = function(value, object) {
  if (Array.isArray(value)) {
    return value;
  } else {
    return isKey(value, object) ? [value] : stringToPath(value);
  }
};
var toKey = function(value) {
  if (typeof value === "string" || isSymbol(value)) return value;
  const result = `${value}`;
  return result == "0" && 1 / value == -Infinity ? "-0" : result;
};
var get = function(object, path4) {
  path4 = castPath(path4, object);
  let index = 0;
  const length = path4.length;
  while (object != null && index < length) {
    object = object[toKey(path4[index++])];
  }
  return index && index === length ? object : void 0;
};

// node_modules/csv-stringify/lib/utils/is_object.js
var is_object2 = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-stringify/lib/api/normalize_columns.js
var normalize_columns = function(columns2) {
  if (columns2 === void 0 || columns2 === null) {
    return [void 0, void 0];
  }
  if (typeof columns2 !== "object") {
    return [Error('Invalid option "columns": expect an array or an object')];
  }
  if (!Array.isArray(columns2)) {
    const newcolumns = [];
    for (const k in columns2) {
      newcolumns.push({
        key: k,
        header: columns2[k]
      });
    }
    columns2 = newcolumns;
  } else {
    const newcolumns = [];
    for (const column2 of columns2) {
      if (typeof column2 === "string") {
        newcolumns.push({
          key: column2,
          header: column2
        });
      } else if (typeof column2 === "object" && column2 !== null && !Array.isArray(column2)) {
        if (!column2.key) {
          return [
            Error('Invalid column definition: property "key" is required')
          ];
        }
        if (column2.header === void 0) {
          column2.header = column2.key;
        }
        newcolumns.push(column2);
      } else {
        return [
          Error("Invalid column definition: expect a string or an object")
        ];
      }
    }
    columns2 = newcolumns;
  }
  return [void 0, columns2];
};

// node_modules/csv-stringify/lib/api/CsvError.js
var CsvError2 = class _CsvError extends Error {
  constructor(code2, message, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ");
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code2;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString() : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-stringify/lib/utils/underscore.js
var underscore2 = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-stringify/lib/api/normalize_options.js
var normalize_options2 = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore2(opt)] = opts[opt];
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    return [
      new CsvError2("CSV_OPTION_BOOLEAN_INVALID_TYPE", [
        "option `bom` is optional and must be a boolean value,",
        `got ${JSON.stringify(options.bom)}`
      ])
    ];
  }
  if (options.delimiter === void 0 || options.delimiter === null) {
    options.delimiter = ",";
  } else if (Buffer.isBuffer(options.delimiter)) {
    options.delimiter = options.delimiter.toString();
  } else if (typeof options.delimiter !== "string") {
    return [
      new CsvError2("CSV_OPTION_DELIMITER_INVALID_TYPE", [
        "option `delimiter` must be a buffer or a string,",
        `got ${JSON.stringify(options.delimiter)}`
      ])
    ];
  }
  if (options.quote === void 0 || options.quote === null) {
    options.quote = '"';
  } else if (options.quote === true) {
    options.quote = '"';
  } else if (options.quote === false) {
    options.quote = "";
  } else if (Buffer.isBuffer(options.quote)) {
    options.quote = options.quote.toString();
  } else if (typeof options.quote !== "string") {
    return [
      new CsvError2("CSV_OPTION_QUOTE_INVALID_TYPE", [
        "option `quote` must be a boolean, a buffer or a string,",
        `got ${JSON.stringify(options.quote)}`
      ])
    ];
  }
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.escape_formulas === void 0 || options.escape_formulas === null) {
    options.escape_formulas = false;
  } else if (typeof options.escape_formulas !== "boolean") {
    return [
      new CsvError2("CSV_OPTION_ESCAPE_FORMULAS_INVALID_TYPE", [
        "option `escape_formulas` must be a boolean,",
        `got ${JSON.stringify(options.escape_formulas)}`
      ])
    ];
  }
  if (options.quoted_empty === void 0 || options.quoted_empty === null) {
    options.quoted_empty = void 0;
  } else {
  }
  if (options.quoted_match === void 0 || options.quoted_match === null || options.quoted_match === false) {
    options.quoted_match = null;
  } else if (!Array.isArray(options.quoted_match)) {
    options.quoted_match = [options.quoted_match];
  }
  if (options.quoted_match) {
    for (const quoted_match of options.quoted_match) {
      const isString = typeof quoted_match === "string";
      const isRegExp = quoted_match instanceof RegExp;
      if (!isString && !isRegExp) {
        return [
          new CsvError2("CSV_OPTION_QUOTED_MATCH", [
            "option `quoted_match` must be a string or a regex,",
            `got ${JSON.stringify(options.quoted_match)}`
          ])
        ];
      }
    }
  }
  if (options.quoted_string === void 0 || options.quoted_string === null) {
    options.quoted_string = false;
  } else {
  }
  if (options.eof === void 0 || options.eof === null) {
    options.eof = true;
  } else {
  }
  if (options.escape === void 0 || options.escape === null) {
    options.escape = '"';
  } else if (Buffer.isBuffer(options.escape)) {
    options.escape = options.escape.toString();
  } else if (typeof options.escape !== "string") {
    return [
      Error(
        `Invalid Option: escape must be a buffer or a string, got ${JSON.stringify(options.escape)}`
      )
    ];
  }
  if (options.escape.length > 1) {
    return [
      Error(
        `Invalid Option: escape must be one character, got ${options.escape.length} characters`
      )
    ];
  }
  if (options.header === void 0 || options.header === null || options.header === false) {
    options.header = false;
  } else if (options.header !== true) {
    throw new CsvError2(
      "CSV_INVALID_OPTION_HEADER",
      [
        "option `header` is expected to be a boolean,",
        `got ${JSON.stringify(options.header)}`
      ],
      options
    );
  }
  if (options.header_as_comment === void 0 || options.header_as_comment === null || options.header_as_comment === false) {
    options.header_as_comment = false;
  } else if (options.header_as_comment === true) {
    options.header_as_comment = "#";
  } else if (Buffer.isBuffer(options.header_as_comment)) {
    options.header_as_comment = options.header_as_comment.toString();
  } else if (typeof options.header_as_comment !== "string") {
    throw new CsvError2(
      "CSV_INVALID_OPTION_HEADER_AS_COMMENT",
      [
        "option `header_as_comment` must be a boolean, a string or a buffer,",
        `got ${JSON.stringify(options.header_as_comment)}`
      ],
      options
    );
  }
  const [errColumns, columns2] = normalize_columns(options.columns);
  if (errColumns !== void 0) return [errColumns];
  options.columns = columns2;
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.cast === void 0 || options.cast === null) {
    options.cast = {};
  } else {
  }
  if (options.cast.bigint === void 0 || options.cast.bigint === null) {
    options.cast.bigint = (value) => "" + value;
  }
  if (options.cast.boolean === void 0 || options.cast.boolean === null) {
    options.cast.boolean = (value) => value ? "1" : "";
  }
  if (options.cast.date === void 0 || options.cast.date === null) {
    options.cast.date = (value) => "" + value.getTime();
  }
  if (options.cast.number === void 0 || options.cast.number === null) {
    options.cast.number = (value) => "" + value;
  }
  if (options.cast.object === void 0 || options.cast.object === null) {
    options.cast.object = (value) => JSON.stringify(value);
  }
  if (options.cast.string === void 0 || options.cast.string === null) {
    options.cast.string = function(value) {
      return value;
    };
  }
  if (options.on_record !== void 0 && typeof options.on_record !== "function") {
    return [Error(`Invalid Option: "on_record" must be a function.`)];
  }
  if (options.quote_record_delimiter === void 0 || options.quote_record_delimiter === null) {
    options.quote_record_delimiter = !options.record_delimiter;
  } else if (typeof options.quote_record_delimiter !== "boolean") {
    return [
      new CsvError2("CSV_OPTION_QUOTE_RECORD_DELIMITER_INVALID_TYPE", [
        "option `quote_record_delimiter` must be a boolean,",
        `got ${JSON.stringify(options.quote_record_delimiter)}`
      ])
    ];
  }
  if (options.record_delimiter === void 0 || options.record_delimiter === null) {
    options.record_delimiter = "\n";
  } else if (Buffer.isBuffer(options.record_delimiter)) {
    options.record_delimiter = options.record_delimiter.toString();
  } else if (typeof options.record_delimiter !== "string") {
    return [
      Error(
        `Invalid Option: record_delimiter must be a buffer or a string, got ${JSON.stringify(options.record_delimiter)}`
      )
    ];
  }
  switch (options.record_delimiter) {
    case "unix":
      options.record_delimiter = "\n";
      break;
    case "mac":
      options.record_delimiter = "\r";
      break;
    case "windows":
      options.record_delimiter = "\r\n";
      break;
    case "ascii":
      options.record_delimiter = "";
      break;
    case "unicode":
      options.record_delimiter = "\u2028";
      break;
  }
  return [void 0, options];
};

// node_modules/csv-stringify/lib/api/index.js
var bom_utf8 = Buffer.from([239, 187, 191]);
var emits_separator = function(value, separators) {
  return separators.some(
    (separator2) => separator2.length !== 0 && (value.indexOf(separator2) !== -1 || separator2.length > 1 && (value + separator2).indexOf(separator2) < value.length)
  );
};
var matches_quoted_match = function(value, quoted_match) {
  if (!quoted_match) return false;
  return quoted_match.some(
    (pattern) => typeof pattern === "string" ? value.indexOf(pattern) !== -1 : value.search(pattern) !== -1
  );
};
var stringifier = function(options, state, info2) {
  return {
    options,
    state,
    info: info2,
    __transform: function(chunk2, push) {
      if (!Array.isArray(chunk2) && typeof chunk2 !== "object") {
        return Error(
          `Invalid Record: expect an array or an object, got ${JSON.stringify(chunk2)}`
        );
      }
      if (this.info.records === 0) {
        if (Array.isArray(chunk2)) {
          if (this.options.header === true && this.options.columns === void 0) {
            return Error(
              "Undiscoverable Columns: header option requires column option or object records"
            );
          }
        } else if (this.options.columns === void 0) {
          const [err2, columns2] = normalize_columns(Object.keys(chunk2));
          if (err2) return;
          this.options.columns = columns2;
        }
      }
      if (this.info.records === 0) {
        this.bom(push);
        const err2 = this.headers(push);
        if (err2) return err2;
      }
      try {
        if (this.options.on_record) {
          this.options.on_record(chunk2, this.info.records);
        }
      } catch (err2) {
        return err2;
      }
      let err, chunk_string;
      if (this.options.eof) {
        [err, chunk_string] = this.stringify(chunk2);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          chunk_string = chunk_string + this.options.record_delimiter;
        }
      } else {
        [err, chunk_string] = this.stringify(chunk2);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          if (this.options.header || this.info.records) {
            chunk_string = this.options.record_delimiter + chunk_string;
          }
        }
      }
      this.info.records++;
      push(chunk_string);
    },
    stringify: function(chunk2, chunkIsHeader = false) {
      if (typeof chunk2 !== "object") {
        return [void 0, chunk2];
      }
      const { columns: columns2 } = this.options;
      const record2 = [];
      if (Array.isArray(chunk2)) {
        const length = columns2 ? Math.min(chunk2.length, columns2.length) : chunk2.length;
        for (let i = 0; i < length; i++) {
          const field = chunk2[i];
          const [err, value] = this.__cast(field, {
            index: i,
            column: i,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record2[i] = [value, field];
        }
      } else {
        for (let i = 0; i < columns2.length; i++) {
          const field = get(chunk2, columns2[i].key);
          const [err, value] = this.__cast(field, {
            index: i,
            column: columns2[i].key,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record2[i] = [value, field];
        }
      }
      let csvrecord = "";
      for (let i = 0; i < record2.length; i++) {
        let options2, err;
        let [value, field] = record2[i];
        if (typeof value === "string") {
          options2 = this.options;
        } else if (is_object2(value)) {
          options2 = { ...value };
          value = options2.value;
          delete options2.value;
          if (typeof value !== "string" && value !== void 0 && value !== null) {
            if (err)
              return [
                Error(
                  `Invalid Casting Value: returned value must return a string, null or undefined, got ${JSON.stringify(value)}`
                )
              ];
          }
          options2 = { ...this.options, ...options2 };
          [err, options2] = normalize_options2(options2);
          if (err !== void 0) {
            return [err];
          }
        } else if (value === void 0 || value === null) {
          options2 = this.options;
        } else {
          return [
            Error(
              `Invalid Casting Value: returned value must return a string, an object, null or undefined, got ${JSON.stringify(value)}`
            )
          ];
        }
        const {
          delimiter,
          escape,
          quote: quote2,
          quoted,
          quoted_empty,
          quoted_string,
          quoted_match,
          record_delimiter,
          quote_record_delimiter,
          escape_formulas
        } = options2;
        if ("" === value && "" === field) {
          const quotedMatch = matches_quoted_match(value, quoted_match);
          const shouldQuote = quotedMatch || true === quoted_empty || true === quoted_string && false !== quoted_empty;
          if (shouldQuote === true) {
            value = quote2 + value + quote2;
          }
          csvrecord += value;
        } else if (value) {
          if (typeof value !== "string") {
            return [
              Error(
                `Formatter must return a string, null or undefined, got ${JSON.stringify(value)}`
              )
            ];
          }
          const containsdelimiter = emits_separator(value, [delimiter]);
          const containsQuote = quote2 !== "" && value.indexOf(quote2) >= 0;
          const containsEscape = value.indexOf(escape) >= 0 && escape !== quote2;
          const containsRecordDelimiter = emits_separator(value, [
            record_delimiter,
            ...quote_record_delimiter === false ? [] : ["\n", "\r"]
          ]);
          const quotedString = quoted_string && typeof field === "string";
          const quotedMatch = matches_quoted_match(value, quoted_match);
          if (escape_formulas) {
            switch (value[0]) {
              case "-":
                if (typeof field === "number" || typeof field === "bigint") {
                  break;
                }
                value = `'${value}`;
                break;
              case "=":
              case "+":
              case "@":
              case "	":
              case "\r":
              case "\uFF1D":
              // Unicode '='
              case "\uFF0B":
              // Unicode '+'
              case "\uFF0D":
              // Unicode '-'
              case "\uFF20":
                value = `'${value}`;
                break;
            }
          }
          const shouldQuote = containsQuote === true || containsdelimiter || containsRecordDelimiter || quoted || quotedString || quotedMatch;
          if (shouldQuote === true && containsEscape === true) {
            value = value.replaceAll(escape, () => escape + escape);
          }
          if (containsQuote === true) {
            value = value.replaceAll(quote2, () => escape + quote2);
          }
          if (shouldQuote === true) {
            value = quote2 + value + quote2;
          }
          csvrecord += value;
        } else if (quoted_empty === true || field === "" && quoted_string === true && quoted_empty !== false) {
          csvrecord += quote2 + quote2;
        }
        if (i !== record2.length - 1) {
          csvrecord += delimiter;
        }
      }
      return [void 0, csvrecord];
    },
    bom: function(push) {
      if (this.options.bom !== true) {
        return;
      }
      push(bom_utf8);
    },
    headers: function(push) {
      if (this.options.header === false) {
        return;
      }
      if (this.options.columns === void 0) {
        return;
      }
      let err;
      let headers = this.options.columns.map((column2) => column2.header);
      if (this.options.eof) {
        [err, headers] = this.stringify(headers, true);
        headers += this.options.record_delimiter;
      } else {
        [err, headers] = this.stringify(headers, true);
      }
      if (err) return err;
      if (this.options.header_as_comment) {
        headers = this.options.header_as_comment + " " + headers;
      }
      push(headers);
    },
    __cast: function(value, context) {
      const type = typeof value;
      try {
        if (type === "string") {
          return [void 0, this.options.cast.string(value, context)];
        } else if (type === "bigint") {
          return [void 0, this.options.cast.bigint(value, context)];
        } else if (type === "number") {
          return [void 0, this.options.cast.number(value, context)];
        } else if (type === "boolean") {
          return [void 0, this.options.cast.boolean(value, context)];
        } else if (value instanceof Date) {
          return [void 0, this.options.cast.date(value, context)];
        } else if (type === "object" && value !== null) {
          return [void 0, this.options.cast.object(value, context)];
        } else if (value === null && this.options.cast.null !== void 0) {
          return [void 0, this.options.cast.null(value, context)];
        } else if (value === void 0 && this.options.cast.undefined !== void 0) {
          return [void 0, this.options.cast.undefined(value, context)];
        } else {
          return [void 0, value];
        }
      } catch (err) {
        return [err];
      }
    }
  };
};

// node_modules/csv-stringify/lib/sync.js
var stringify = function(records, opts = {}) {
  const data = [];
  const [err, options] = normalize_options2(opts);
  if (err !== void 0) throw err;
  const state = {
    stop: false
  };
  const info2 = {
    records: 0
  };
  const api = stringifier(options, state, info2);
  for (const record2 of records) {
    const err2 = api.__transform(record2, function(record3) {
      data.push(record3);
    });
    if (err2 !== void 0) throw err2;
  }
  if (data.length === 0) {
    api.bom((d) => {
      data.push(d);
    });
    const err2 = api.headers((headers) => {
      data.push(headers);
    });
    if (err2 !== void 0) throw err2;
  }
  return data.join("");
};

// src/formats/iso-time.ts
var plainInteger = /^-?\d+$/;
var earliestSeconds = -62167219200;
var latestSeconds = 253402300799;
function isoTime(digits) {
  if (!plainInteger.test(digits)) return digits;
  const seconds = Number(digits);
  if (seconds < earliestSeconds || seconds > latestSeconds) return digits;
  return `${new Date(seconds * 1e3).toISOString().slice(0, 19)}Z`;
}

// src/formats/flatten.ts
function rowFlattener(table, text2 = (value) => value) {
  const tree = columnTree(table);
  const width = table.columns.length + table.unknownColumns.length;
  const unknownPositions = new Map(table.unknownColumns.map((name2, index) => [name2, table.columns.length + index]));
  const payloadPosition = table.columns.findIndex(({ name: name2 }) => name2 === table.payloadColumn);
  function put(walk, node2, cell) {
    const position = node2.position ?? unknownPositions.get(node2.name);
    if (position !== void 0) walk.cells[position] = cell;
    else if (cell !== null) walk.unlisted = node2.name;
  }
  function walkObject(walk, start, parent) {
    const { bytes } = walk.source;
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACE) {
      const keyEnd = skipString(bytes, position);
      const key = stringBetween(walk.source, position, keyEnd);
      const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
      position = parent === tree.root ? walkField(walk, valueStart, key) : walkValue(walk, valueStart, childNode(tree, parent, key));
      position = skipWhitespace(bytes, position);
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    return position + 1;
  }
  function walkField(walk, start, key) {
    const { source } = walk;
    const node2 = childNode(tree, tree.root, key);
    if (tree.payloadColumn === void 0) return walkValue(walk, start, node2);
    if (key === "type" && source.bytes[start] === QUOTE) {
      walk.rowType = stringBetween(source, start, skipString(source.bytes, start));
    }
    if (walk.rowType === void 0 && !node2.known) walk.rowType = typeAhead(source.text);
    if (node2.known || key !== walk.rowType) return walkValue(walk, start, node2);
    const value = scanValue(source, start);
    walk.cells[payloadPosition] = value.text === "null" ? null : value.text;
    return value.end;
  }
  function walkValue(walk, start, node2) {
    const { source } = walk;
    const { bytes } = source;
    const first = bytes[start];
    if (first === QUOTE && node2.type !== "json") {
      const end2 = skipString(bytes, start);
      put(walk, node2, text2(stringBetween(source, start, end2)));
      return end2;
    }
    if (first === OPEN_BRACE && node2.type !== "json") {
      const inside = skipWhitespace(bytes, start + 1);
      if (bytes[inside] !== CLOSE_BRACE) return walkObject(walk, start, node2);
      put(walk, node2, "{}");
      return inside + 1;
    }
    if (first === OPEN_BRACE || first === OPEN_BRACKET || first === QUOTE) {
      const value = scanValue(source, start);
      put(walk, node2, value.text);
      return value.end;
    }
    const end = skipLiteral(bytes, start);
    const literal2 = textBetween(source, start, end);
    put(walk, node2, literal2 === "null" ? null : node2.type === "time" ? isoTime(literal2) : literal2);
    return end;
  }
  function flatten(json2) {
    const cells = new Array(width).fill(null);
    const walk = { source: jsonSource(json2), cells, rowType: void 0, unlisted: void 0 };
    walkObject(walk, skipWhitespace(walk.source.bytes, 0), tree.root);
    return walk;
  }
  return (json2) => {
    let walk = flatten(json2);
    if (walk.unlisted !== void 0) walk = flatten(JSON.stringify(parseLossless(json2)));
    if (walk.unlisted === void 0) return walk.cells;
    throw new Error(`A row holds the column ${walk.unlisted}, which its table does not list`);
  };
}
function typeAhead(json2) {
  const member = sliceMembers(json2).findLast(({ key }) => key === "type");
  const type = member === void 0 ? null : JSON.parse(member.text);
  return typeof type === "string" ? type : null;
}

// src/formats/format.ts
var CHUNK_LENGTH = 256 * 1024;

// src/formats/csv.ts
var csv = { name: "csv", encode: encode2, decode: decode2 };
async function* encode2(rows, table) {
  const header = [...table.columns.map(({ name: name2 }) => name2), ...table.unknownColumns];
  const flatten = rowFlattener(table, table.escapeFormulas ? defuseFormula : void 0);
  let records = [header];
  let length = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      records.push(row.form === "object" ? flatten(row.json) : storedCells(row.json, header));
      length += row.json.length;
      if (length < CHUNK_LENGTH) continue;
      yield lines(records);
      records = [];
      length = 0;
    }
  }
  if (records.length > 0) yield lines(records);
}
var alsoQuoted = /^$|\r/;
function lines(records) {
  return stringify(records, { record_delimiter: "\n", quoted_match: alsoQuoted });
}
function storedCells(json2, header) {
  const stored = new Map(Object.entries(JSON.parse(json2)));
  const cells = header.map((name2) => {
    const cell = stored.get(name2) ?? null;
    stored.delete(name2);
    return cell;
  });
  for (const name2 of stored.keys()) throw new Error(`A row holds the column ${name2}, which its table does not list`);
  return cells;
}
async function* decode2(text2) {
  const parser = parse2({
    bom: true,
    // Both, because Git may have been told to check text files out with the line ends of Windows.
    record_delimiter: ["\r\n", "\n"],
    cast: (value, context) => value === "" && !context.quoting ? null : value
  });
  pipeline3(Readable.from(text2), parser, () => void 0);
  let quotedNames;
  try {
    for await (const record2 of parser) {
      if (quotedNames === void 0) quotedNames = columnNames(record2).map((name2) => JSON.stringify(name2));
      else yield { json: cellsJson(quotedNames, record2), form: "cells" };
    }
  } catch (error2) {
    if (!(error2 instanceof CsvError)) throw error2;
    throw new StorageError(`Failed to read CSV: line ${String(error2.lines)}: ${error2.message}`, { cause: error2 });
  }
  if (quotedNames === void 0) throw new StorageError("Failed to read CSV: line 1: the header is missing");
}
function columnNames(record2) {
  const names2 = record2.filter((name2) => name2 !== null);
  if (names2.length === record2.length && new Set(names2).size === names2.length) return names2;
  if (record2.length === 1) return [];
  throw new StorageError("Failed to read CSV: line 1: the header has a column without a name, or one name twice");
}
function cellsJson(quotedNames, record2) {
  let members2 = "";
  for (const [index, name2] of quotedNames.entries()) {
    const cell = record2[index];
    if (typeof cell === "string") members2 += `${members2 === "" ? "" : ","}${name2}:${JSON.stringify(cell)}`;
  }
  return `{${members2}}`;
}

// src/formats/jsonl.ts
var jsonl = { name: "jsonl", encode: encode3, decode: decode3 };
async function* encode3(rows) {
  let chunk2 = "";
  for await (const batch of rows) {
    for (const row of batch) {
      if (row.form !== "object") throw new Error("A row read back from a table has lost the shape that JSONL needs");
      chunk2 += `${row.json}
`;
      if (chunk2.length < CHUNK_LENGTH) continue;
      yield chunk2;
      chunk2 = "";
    }
  }
  if (chunk2 !== "") yield chunk2;
}
async function* decode3(text2) {
  let number3 = 0;
  for await (const line2 of splitLines(text2)) {
    number3 += 1;
    yield { json: objectText(line2, number3), form: "object" };
  }
}
async function* splitLines(text2) {
  let rest = [];
  for await (const chunk2 of text2) {
    let from = 0;
    for (let end = chunk2.indexOf("\n"); end !== -1; end = chunk2.indexOf("\n", from)) {
      rest.push(chunk2.slice(from, end));
      yield rest.join("");
      rest = [];
      from = end + 1;
    }
    rest.push(chunk2.slice(from));
  }
  const last = rest.join("");
  if (last !== "") yield last;
}
function objectText(line2, number3) {
  const problem = (why, cause) => new StorageError(`Failed to read JSONL: line ${number3} ${why}`, { cause });
  let value;
  try {
    value = JSON.parse(line2);
  } catch (error2) {
    throw problem("is not JSON", error2);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw problem("is not a JSON object");
  return compact(line2);
}

// src/formats/registry.ts
var formats = { jsonl, csv };
function formatNamed(name2) {
  return formats[name2];
}

// src/export/partition-writer.ts
async function spoolFiles(context, options) {
  const files = [];
  for (const format of options.formats) {
    const localFile = context.spool.file();
    const hash = createHash2("sha256");
    let rows = 0;
    let bytes = 0;
    const counted = async function* () {
      for await (const batch of options.rows()) {
        rows += batch.length;
        yield batch;
      }
    };
    const hashed = async function* () {
      for await (const chunk2 of formatNamed(format.name).encode(counted(), options.table)) {
        const buffer = Buffer.from(chunk2);
        hash.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    };
    const compressor = compress(format.compression);
    const source = Readable2.from(hashed());
    const sink = createWriteStream(localFile);
    await (compressor ? pipeline4(source, compressor, sink) : pipeline4(source, sink));
    files.push({ localFile, path: `${options.basePath}.${format.extension}`, rows, bytes, sha256: hash.digest("hex") });
  }
  return files;
}
async function publishFiles(context, files, storedHash3, tally) {
  let rows = 0;
  for (const file of files) {
    if (storedHash3(file.path) === file.sha256) {
      await rm2(file.localFile, { force: true });
      continue;
    }
    await context.destination.publish(file.path, file.localFile);
    tally.files += 1;
    tally.bytes += file.bytes;
    rows = file.rows;
  }
  tally.rows += rows;
}
async function removeFiles(context, paths, tally) {
  for (const path4 of paths) {
    await context.destination.remove(path4);
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
    ...unknownColumns.length > 0 ? { unknown_columns: unknownColumns } : {}
  };
}

// src/export/stored-rows.ts
import { createHash as createHash3 } from "node:crypto";

// src/export/table.ts
function tableOf(resource, unknownColumns, escapeFormulas) {
  return {
    columns: resource.columns,
    unknownColumns: [...unknownColumns].sort(),
    escapeFormulas,
    ...resource.payloadColumn === void 0 ? {} : { payloadColumn: resource.payloadColumn }
  };
}

// src/export/stored-rows.ts
function formatOfPath(path4) {
  const match = /\.(jsonl|csv)(?:\.(gz|zst))?$/.exec(path4);
  if (!match) return void 0;
  const name2 = match[1];
  const compression = match[2] ?? "none";
  return { name: name2, compression, extension: match[0].slice(1) };
}
function mostFaithful(paths) {
  return [...paths].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0];
}
function rank(path4) {
  return formatOfPath(path4)?.name === "jsonl" ? 0 : 1;
}
async function readStoredRows(context, resource, path4, take3) {
  const file = await context.destination.read(path4);
  if (file === void 0) return void 0;
  const hash = createHash3("sha256");
  try {
    for await (const stored of decodeRows(file, path4, resource, (chunk2) => hash.update(chunk2))) await take3(stored);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StorageError(
      `Failed to read ${path4} in the ${context.destination.description}: ${why}. Restore the file from an earlier version.`,
      { cause }
    );
  }
  return hash.digest("hex");
}
async function* decodeRows(file, path4, resource, onBytes = () => {
}) {
  const format = formatOfPath(path4);
  if (!format) throw new StorageError(`${path4} ends in no format of this export`);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  const text2 = async function* () {
    for await (const chunk2 of decompress(file, format.compression)) {
      onBytes(chunk2);
      yield decoder.decode(chunk2, { stream: true });
    }
    yield decoder.decode();
  };
  for await (const row of formatNamed(format.name).decode(text2(), tableOf(resource, [], false))) {
    yield { row, value: JSON.parse(row.json) };
  }
}

// src/export/finish-period.ts
async function closePeriod(job, work) {
  const { from, to } = work.period;
  const isRefused = contains(job.change.unavailable, from, Math.min(to, job.plan.end));
  try {
    if (!work.failed && !isRefused) await finishPeriod(job, work);
  } catch (error2) {
    if (!(error2 instanceof StorageError)) throw error2;
    work.failed = true;
    job.outcome.problems.push(error2.message);
  } finally {
    await work.sorter.discard();
  }
}
async function finishPeriod(job, work) {
  const { context, resource, outcome, change, selection } = job;
  const { period: period2, sorter } = work;
  const { formats: formats2, partitionBy, csvEscapeFormulas } = selection.options;
  const basePath = `${resource.name}/${periodFolder(period2.from, partitionBy)}/${resource.name}`;
  const targets = formats2.map((format) => `${basePath}.${format.extension}`);
  const previous = job.state.manifest ? entriesIn(job.state.manifest, period2) : [];
  const stored = context.spool.sorter({ unique: job.unique });
  const hashes = await readStored(job, work, stored, [...targets, ...pathsOf(previous)]);
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored);
  const dropCells = kept.cells > 0 && formats2.some((format) => format.name === "jsonl");
  const name2 = periodName(period2.from, partitionBy);
  const facts = {
    period: name2,
    settled: isSettledAt(period2, selection.options, context.now),
    ...work.refused.size > 0 ? { refused: [...work.refused].sort() } : {}
  };
  if (sorter.count + kept.rows > 0) {
    const table = tableOf(resource, work.unknownColumns, csvEscapeFormulas);
    const merged = () => mergeSorted([stored.sorted(), sorter.sorted()], job.unique);
    const rows = stored.count === 0 ? sorter.sorted : dropCells ? () => withoutCells(merged()) : merged;
    const files = await spoolFiles(context, { basePath, formats: formats2, table, rows });
    await publishFiles(context, files, (path4) => storedHash(job, previous, hashes, path4), outcome.tally);
    change.written.push(...files.map((file) => entryOf(file, facts, table.unknownColumns)));
    outcome.tally.records += (files[0]?.rows ?? 0) - (dropCells ? 0 : kept.rows);
    warnOfFewerRows(job, name2, previous, files);
  } else {
    change.written.push({ ...facts, rows: 0 });
  }
  outcome.kept += kept.rows;
  if (period2.to <= job.plan.end) {
    change.covered = union2(change.covered, subtract([[period2.from, period2.to]], change.unavailable));
  }
  await stored.discard();
  if (dropCells) {
    context.log.warning(
      `${resource.name} ${name2}: ${kept.cells} rows that the API no longer serves are in the CSV file alone and stay there; JSONL can't take them.`
    );
    const files = previous.filter((entry2) => entry2.path?.includes(".csv") && !targets.includes(entry2.path));
    change.written.push(...files);
  }
}
function warnOfFewerRows(job, name2, previous, files) {
  if (job.resource.kind !== "events") return;
  const [file] = files;
  const before = previous.find((entry2) => entry2.path === file?.path)?.rows ?? 0;
  if (file === void 0 || file.rows >= before) return;
  job.context.log.warning(
    `${job.resource.name} ${name2}: the API gives ${file.rows} events now, ${before} were exported before, and the earlier file is not there to keep the others. Do not let this file replace it.`
  );
}
async function removeReplacedFiles(job) {
  const { change, state, plan, outcome, context } = job;
  const written = new Set(change.written.map(entryKey));
  const names2 = new Set(change.written.map((entry2) => entry2.period));
  const read = union2(
    change.covered,
    change.written.map((entry2) => {
      const { from, to } = parsePeriodName(entry2.period);
      return [from, Math.min(to, plan.end)];
    })
  );
  for (const entry2 of state.manifest?.entries ?? []) {
    if (entry2.period === void 0 || written.has(entryKey(entry2))) continue;
    const { from, to } = parsePeriodName(entry2.period);
    const isReadWhole = read.some(([start, end]) => start <= from && from < end && Math.min(to, context.now) <= end);
    const replaced = names2.has(entry2.period) || isReadWhole;
    if (!replaced) continue;
    if (entry2.path !== void 0) await removeFiles(context, [entry2.path], outcome.tally);
    change.removedPeriods.push(entry2.period);
  }
}
async function readStored(job, work, stored, paths) {
  const hashes = /* @__PURE__ */ new Map();
  const { period: period2 } = work;
  const there = paths.filter((path4) => job.state.files?.has(path4) ?? true);
  for (const alternatives of sameRows(there)) {
    while (alternatives.length > 0) {
      const path4 = mostFaithful(alternatives);
      const batch = [];
      const hash = await readStoredRows(job.context, job.resource, path4, async ({ row, value }) => {
        const seconds = job.timeOf(value);
        if (seconds === void 0 || seconds < period2.from || seconds >= period2.to || !job.keeps(value)) return;
        batch.push({ ...row, key: job.keyOf(value, row.json) });
        if (batch.length >= 500) await stored.add(batch.splice(0));
      });
      await stored.add(batch);
      if (hash !== void 0) {
        hashes.set(path4, hash);
        break;
      }
      alternatives.splice(alternatives.indexOf(path4), 1);
    }
  }
  return hashes;
}
function sameRows(paths) {
  const folders = /* @__PURE__ */ new Map();
  for (const path4 of new Set(paths)) {
    const folder = path4.slice(0, path4.lastIndexOf("/"));
    folders.set(folder, [...folders.get(folder) ?? [], path4]);
  }
  return [...folders.values()];
}
async function countKept(job, work, stored) {
  const kept = { rows: 0, cells: 0 };
  const note = (row, stream) => {
    if (stream !== 0) return;
    kept.rows += 1;
    if (row.form === "cells") kept.cells += 1;
    findUnknownColumns(row, job.resource, work.unknownColumns);
  };
  for await (const _batch of mergeSorted([stored.sorted(), work.sorter.sorted()], job.unique, note)) ;
  return kept;
}
function storedHash(job, previous, hashes, path4) {
  const read = hashes.get(path4);
  if (read !== void 0) return read;
  if (job.state.files && !job.state.files.has(path4)) return void 0;
  return previous.find((entry2) => entry2.path === path4)?.sha256;
}
async function* withoutCells(batches) {
  for await (const batch of batches) yield batch.filter((row) => row.form !== "cells");
}
function pathsOf(entries) {
  return entries.flatMap((entry2) => entry2.path === void 0 ? [] : [entry2.path]);
}

// src/export/read-windows.ts
async function readWindows(job, windows, read, endsAll) {
  const { board, context, outcome } = job;
  const halved = /* @__PURE__ */ new Set();
  let anyRead = false;
  let final;
  board.open(windows);
  async function work(window) {
    let parts = [];
    try {
      if (final) board.fail(window);
      else {
        parts = await read(window);
        anyRead ||= parts.length === 0;
      }
    } catch (error2) {
      if (!(error2 instanceof ApiError)) throw error2;
      parts = endsAll(error2) || !(anyRead || !halved.has(window)) ? [] : halves(window, error2);
      for (const part of parts) halved.add(part);
      if (parts.length === 0) giveUp(window, error2);
    }
    board.open(parts);
    for (const period2 of board.close(window)) await closePeriod(job, period2);
    return parts;
  }
  function giveUp(window, error2) {
    if (endsAll(error2)) final ??= error2;
    else outcome.problems.push(`${minuteName(window.from)} to ${minuteName(window.to)}: ${withRemedy(error2)}`);
    board.fail(window);
  }
  function halves(window, error2) {
    const mayLieInThePeriod = [0, 400].includes(error2.status) || isTransientStatus(error2.status) && error2.status !== 429;
    if (!mayLieInThePeriod) return [];
    const middle = periodStart(Math.floor((window.from + window.to) / 2), job.selection.options.partitionBy);
    const next = board.overlapping(window).find(({ period: period2 }) => period2.from > window.from)?.period.from;
    const boundary = middle > window.from ? middle : next;
    if (boundary === void 0 || boundary >= window.to) return [];
    return [
      { ...window, to: boundary },
      { ...window, from: boundary }
    ];
  }
  await drain(windows, context.concurrency, (a, b) => a.from - b.from, work);
  await removeReplacedFiles(job);
  if (final) throw final;
}
function minuteName(seconds) {
  return new Date(seconds * 1e3).toISOString().slice(0, 16).replace("T00:00", "");
}

// src/export/row-keys.ts
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
function bucketKey(resource, value, json2) {
  const dimensions = resource.dimensions.map((field) => text(value[field]));
  return [padded(secondsOf(value.start_time) ?? 0), ...dimensions, json2].join(SEPARATOR);
}
function snapshotKeys(resource) {
  const counts = /* @__PURE__ */ new Map();
  return (value) => {
    const parents = resource.parentIds.map((field) => text(value[field]));
    const own2 = resource.key.map((field) => text(value[field]));
    if (own2.length > 0 && own2.every((part) => part !== "")) return [...parents, ...own2].join(SEPARATOR);
    const parent = parents.join(SEPARATOR);
    const position = counts.get(parent) ?? 0;
    counts.set(parent, position + 1);
    return [...parents, padded(position)].join(SEPARATOR);
  };
}
function text(value) {
  return value === void 0 || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
function padded(value) {
  return String(value).padStart(12, "0");
}

// src/export/buckets.ts
var WIDTHS = { "1m": 60, "1h": 3600, "1d": 86400 };
async function exportBuckets(job, resource) {
  const { context, board, plan } = job;
  const { groupBy, bucketWidth } = job.selection.options;
  const dimensions = groupBy === "default" ? resource.dimensions : groupBy;
  const width = WIDTHS[bucketWidth];
  const length = width * (resource.widths[bucketWidth] ?? 1);
  const windows = joinPeriods(plan.periods, plan.end).flatMap((span) => chunk(span, length, dimensions));
  const refusedUntil = /* @__PURE__ */ new Map();
  async function read(window) {
    try {
      const rows = await readBuckets(job, resource, window);
      for (const period2 of board.overlapping(window)) {
        for (const left of dimensions.filter((name2) => !window.dimensions.includes(name2))) period2.refused.add(left);
      }
      await take(job, resource, window, rows);
      return [];
    } catch (error2) {
      const refusal2 = error2 instanceof ApiError ? readBucketRefusal(error2, window.dimensions) : void 0;
      if (!refusal2) throw error2;
      return refusal2.kind === "history" ? afterHistory(window, refusal2) : withoutDimension(window, refusal2);
    }
  }
  async function afterHistory(window, refusal2) {
    const earliest = await boundary({ ...window, dimensions: [] }, refusal2.earliest);
    job.change.unavailable = union2(job.change.unavailable, [[window.from, Math.min(earliest, window.to)]]);
    return earliest < window.to ? [{ ...window, from: earliest }] : [];
  }
  async function withoutDimension(window, refusal2) {
    const since = await boundary(window, refusal2.since);
    const until = Math.min(since, window.to);
    const refused = await refusedDimension({ ...window, to: until }, refusal2.suspects);
    const fewer = window.dimensions.filter((name2) => name2 !== refused);
    refusedUntil.set(refused, Math.max(refusedUntil.get(refused) ?? 0, until));
    const parts = [{ from: window.from, to: until, dimensions: fewer }];
    if (until < window.to) parts.push({ ...window, from: until });
    return parts;
  }
  async function refusedDimension(window, suspects) {
    for (const suspect of suspects.length > 1 ? suspects : []) {
      const dimensions2 = window.dimensions.filter((name2) => name2 !== suspect);
      if (await accepts({ ...window, dimensions: dimensions2 })) return suspect;
    }
    return suspects[0];
  }
  async function accepts(window) {
    try {
      await probeBuckets(job, resource, window);
      return true;
    } catch (error2) {
      if (error2 instanceof ApiError && error2.status === 400) return false;
      throw error2;
    }
  }
  async function boundary(window, said) {
    const aligned = said === void 0 ? void 0 : Math.ceil(said / width) * width;
    if (aligned !== void 0 && aligned > window.from) return aligned;
    const buckets = Math.ceil((window.to - window.from) / width);
    const isServed = (index) => accepts({ ...window, from: window.from + index * width });
    return window.from + await firstAccepted(1, buckets - 1, isServed) * width;
  }
  await readWindows(job, windows, read, ({ status }) => [401, 403, 404].includes(status));
  for (const [from, to] of subtract(job.change.unavailable, job.state.manifest?.unavailable ?? [])) {
    context.log.notice(
      `${resource.name}: the API's history does not reach back to ${boundaryName(from)}; it begins at ${boundaryName(to)}.`
    );
  }
  for (const [dimension, until] of refusedUntil) {
    const when = until >= plan.end ? "" : ` before ${boundaryName(until)}`;
    context.log.notice(
      `${resource.name}: the API does not group by ${dimension}${when}; those days are exported without it.`
    );
  }
}
function chunk(span, length, dimensions) {
  const windows = [];
  for (let from = span.from; from < span.to; from += length) {
    windows.push({ from, to: Math.min(from + length, span.to), dimensions });
  }
  return windows;
}
async function take(job, resource, window, buckets) {
  for (const bucket of buckets) {
    const { start_time, end_time, results } = bucket.value;
    if (typeof start_time !== "number" || typeof end_time !== "number" || !Array.isArray(results)) {
      const why = `A bucket of ${resource.name} lacks start_time, end_time or results`;
      throw new ApiError(why, { status: 0, detail: why });
    }
    const work = job.board.at(start_time);
    if (!work || start_time < window.from || start_time >= window.to) continue;
    const texts = sliceValues(bucket.text, "results") ?? [];
    const rows = texts.map((text2, index) => {
      const value = { start_time, end_time, ...results[index] };
      collectUnknownColumns(value, resource, work.unknownColumns);
      const json2 = withFields(text2, { start_time, end_time });
      return { key: bucketKey(resource, value, json2), json: json2, form: "object" };
    });
    await work.sorter.add(rows);
  }
}

// src/export/event-passes.ts
function eventPasses(options) {
  const { projects: projects2, eventTypes } = options.filters;
  const isTenantType = (type) => type.startsWith("tenant.");
  const common = projects2.map((id) => ["project_ids[]", id]);
  const passes = [];
  const types3 = {
    organization: eventTypes.filter((type) => !isTenantType(type)),
    tenant: eventTypes.filter(isTenantType)
  };
  for (const name2 of ["organization", "tenant"]) {
    if (eventTypes.length > 0 && types3[name2].length === 0) continue;
    const query = [...common, ...types3[name2].map((type) => ["event_types[]", type])];
    passes.push({ name: name2, refused: false, query: name2 === "tenant" ? [...query, ["tenant_only", "true"]] : query });
  }
  return passes;
}

// src/export/earliest.ts
var DAY2 = 86400;
var API_LAUNCH = Date.UTC(2020, 5, 1) / 1e3;
async function findEarliest(context, { resource, options }) {
  const isAsked = options.start.kind === "earliest" || options.refreshFrom?.kind === "earliest";
  if (!isAsked || resource.kind !== "events") return API_LAUNCH;
  const days = Math.ceil((context.now - API_LAUNCH) / DAY2);
  const day2 = await firstAccepted(
    0,
    days,
    (count2) => hasEventBefore(context, resource, options, API_LAUNCH + (count2 + 1) * DAY2)
  );
  return day2 > days ? context.now : API_LAUNCH + day2 * DAY2;
}
async function hasEventBefore(context, resource, options, seconds) {
  const before = String(Math.min(seconds, context.now));
  for (const pass of eventPasses(options)) {
    const pages = listPages(context.client, {
      path: resource.path,
      query: [...pass.query, [`${resource.timeField}[lt]`, before]],
      pagination: resource.pagination,
      pageSize: 1,
      dataSelector: resource.dataSelector,
      lane: resource.name
    });
    const first = await pages.next();
    if (!first.done && first.value.length > 0) return true;
  }
  return false;
}

// src/export/window-split.ts
var FEWEST_PAGES = 10;
var PAGES_A_PART = 6;
var MOST_PARTS = 16;
function splitWindow(window, progress, by) {
  const elapsed = Math.max(1, window.to - progress.oldest);
  const left = progress.oldest - window.from;
  const pagesLeft = progress.rows / elapsed * left / progress.pageSize;
  if (pagesLeft < FEWEST_PAGES || pagesLeft < 3 * progress.pages) return void 0;
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

// src/export/events.ts
var knownTypes = new Set(auditEventTypes);
var MOST_RESTARTS = 3;
async function exportEvents(job, resource) {
  const { plan, board, context } = job;
  const windows = eventPasses(job.selection.options).flatMap((pass) => {
    const periods = pass.name === "tenant" ? board.all.map(({ period: period2 }) => period2) : plan.periods;
    return joinPeriods(periods, plan.end).map((span) => ({ ...span, pass }));
  });
  async function read(window) {
    const { pass } = window;
    try {
      if (!pass.refused) return await readWindow(job, resource, window);
    } catch (error2) {
      const isRefusal = error2 instanceof ApiError && [400, 403, 404].includes(error2.status);
      if (pass.name !== "tenant" || !isRefusal) throw error2;
      if (!pass.refused) context.log.notice(`Tenant events are left out: ${error2.message}`);
      pass.refused = true;
    }
    for (const work of board.overlapping(window)) {
      work.refused.add("tenant_only");
      if (plan.withoutTenant.includes(work.period)) work.failed = true;
    }
    return [];
  }
  await readWindows(job, windows, read, ({ status }) => status >= 400 && status < 500 && status !== 429);
}
async function readWindow(job, resource, window) {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await walkWindow(job, resource, window);
    } catch (error2) {
      if (!(error2 instanceof CursorRefused)) throw error2;
      if (restarts === MOST_RESTARTS) throw error2.cause;
    }
  }
}
async function walkWindow(job, resource, window) {
  const pages = listPages(job.context.client, {
    path: resource.path,
    pagination: resource.pagination,
    pageSize: resource.pageSize,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    query: [
      ...window.pass.query,
      [`${resource.timeField}[gte]`, String(window.from)],
      [`${resource.timeField}[lt]`, String(window.to)]
    ]
  });
  const progress = { rows: 0, pages: 0, oldest: window.to, pageSize: resource.pageSize ?? 100 };
  for await (const page of pages) {
    const oldest = await take2(job, resource, window, page);
    progress.rows += page.length;
    progress.pages += 1;
    progress.oldest = Math.min(progress.oldest, oldest);
    if (page.length < progress.pageSize) continue;
    const parts = splitWindow(window, progress, job.selection.options.partitionBy);
    if (parts) return parts.map((part) => ({ ...part, pass: window.pass }));
  }
  return [];
}
async function take2(job, resource, window, page) {
  let oldest = window.to;
  let batch = [];
  let current;
  for (const { text: text2, value } of page) {
    const seconds = secondsOf(value[resource.timeField]);
    if (seconds === void 0) {
      const why = `An event of ${resource.name} has no ${resource.timeField}`;
      throw new ApiError(`${why}: it belongs to no partition`, { status: 0, detail: why });
    }
    oldest = Math.min(oldest, seconds);
    if (seconds < window.from || seconds >= window.to) continue;
    const work = job.board.at(seconds);
    if (!work) continue;
    if (typeof value.type === "string" && !knownTypes.has(value.type)) job.outcome.unknownTypes.add(value.type);
    collectUnknownColumns(value, resource, work.unknownColumns);
    if (work !== current) {
      await current?.sorter.add(batch);
      batch = [];
      current = work;
    }
    batch.push({ key: eventKey(resource, value), json: text2, form: "object" });
  }
  await current?.sorter.add(batch);
  return oldest;
}

// src/export/outcome.ts
function newTally() {
  return { records: 0, rows: 0, files: 0, bytes: 0, removed: 0, changes: 0 };
}

// src/export/period-work.ts
function createBoard(periods, by, spool, sorting) {
  const all = periods.map(
    (period2) => ({
      period: period2,
      sorter: spool.sorter(sorting),
      outstanding: 0,
      failed: false,
      unknownColumns: /* @__PURE__ */ new Set(),
      refused: /* @__PURE__ */ new Set()
    })
  );
  const byStart = new Map(all.map((work) => [work.period.from, work]));
  const starts = all.map(({ period: period2 }) => period2);
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
    close(window) {
      const works = overlapping(window);
      for (const work of works) work.outstanding -= 1;
      return works.filter((work) => work.outstanding === 0);
    }
  };
}

// src/export/change-log.ts
import { createReadStream as createReadStream2, createWriteStream as createWriteStream2 } from "node:fs";
import { Readable as Readable3 } from "node:stream";
import { pipeline as pipeline5 } from "node:stream/promises";

// src/audit/change-files.ts
var NAME2 = /^_changes\/[^/]+\/date=(\d{4}-\d{2}-\d{2})\/([0-9a-f]{12})-([0-9a-f]{12})\.jsonl$/;
function changeFolder(resource) {
  return `_changes/${resource}/`;
}
function changePath(resource, now, before, after) {
  const day2 = boundaryName(Math.floor(now / 86400) * 86400);
  return `${changeFolder(resource)}date=${day2}/${before.slice(0, 12)}-${after.slice(0, 12)}.jsonl`;
}
function parseChangePath(path4) {
  const match = NAME2.exec(path4);
  return match ? { path: path4, date: match[1], before: match[2], after: match[3] } : void 0;
}
function leftoverChangeFiles(files, current, since) {
  const here = current.slice(0, 12);
  const balance = /* @__PURE__ */ new Map();
  for (const { before, after } of files) {
    balance.set(before, (balance.get(before) ?? 0) - 1);
    balance.set(after, (balance.get(after) ?? 0) + 1);
  }
  const leftover = [];
  let departures = 0;
  for (const file of [...files].sort((a, b) => a.date < b.date ? 1 : -1)) {
    if (file.before !== here || file.after === here || since !== void 0 && file.date < since) continue;
    const returns = files.filter(({ after, date: date3 }) => after === here && date3 >= file.date).length;
    const surplus = balance.get(file.after) ?? 0;
    if (surplus > 0 || departures + 1 > returns) {
      balance.set(file.after, surplus - 1);
      leftover.push(file);
    } else {
      departures += 1;
    }
  }
  return leftover;
}

// src/audit/changes.ts
async function* compareSnapshots(resource, before, after, isFirstRead = () => false) {
  const volatile = new Set(resource.columns.filter((column2) => column2.volatile).map((column2) => column2.name));
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
      if (left.value.json !== right.value.json) yield* changed(resource, left.value.json, right.value.json, volatile);
      left = await old.next();
      right = await now.next();
    }
  }
}
async function* oneByOne(batches) {
  for await (const batch of batches) yield* batch;
}
function line(resource, change, json2) {
  return `{"change":"${change}","key":${keyText(resource, JSON.parse(json2))},"row":${json2}}`;
}
function* changed(resource, before, after, volatile) {
  const old = leaves(parseLossless(before), "", volatile);
  const now = leaves(parseLossless(after), "", volatile);
  const names2 = [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].sort().filter((name2) => old.get(name2) !== now.get(name2));
  if (names2.length === 0) return;
  const side = (fields) => `{${names2.flatMap((name2) => fields.has(name2) ? [`${JSON.stringify(name2)}:${fields.get(name2)}`] : []).join(",")}}`;
  yield `{"change":"changed","key":${keyText(resource, JSON.parse(after))},"before":${side(old)},"after":${side(now)}}`;
}
function keyText(resource, value) {
  const names2 = [...resource.parentIds, ...resource.key];
  return JSON.stringify(Object.fromEntries(names2.map((name2) => [name2, value[name2]])));
}
function leaves(value, name2, volatile, found = /* @__PURE__ */ new Map()) {
  if (volatile.has(name2)) return found;
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  if (isPlain && !JSON.stringify(value).startsWith("{")) found.set(name2, JSON.stringify(value));
  else if (isPlain) {
    for (const [key, field] of Object.entries(value))
      leaves(field, name2 === "" ? key : `${name2}__${key}`, volatile, found);
  } else found.set(name2, JSON.stringify(value));
  return found;
}

// src/export/stale-parents.ts
import { createHash as createHash4 } from "node:crypto";
function staleName(ids) {
  return Object.entries(ids).map(([name2, id]) => name2 === "user_id" ? createHash4("sha256").update(id).digest("hex").slice(0, 12) : id).join("/");
}
async function firstReadOfParent(resource, stale, before) {
  if (stale.length === 0) return () => false;
  const unseen = new Set(stale);
  for await (const batch of before) {
    for (const { json: json2 } of batch) for (const name2 of namesAbove(resource, JSON.parse(json2))) unseen.delete(name2);
  }
  return (value) => namesAbove(resource, value).some((name2) => unseen.has(name2));
}
function namesAbove(resource, value) {
  return resource.parentIds.map((_, index) => {
    const ids = resource.parentIds.slice(0, index + 1).map((name2) => [name2, String(value[name2])]);
    return staleName(Object.fromEntries(ids));
  });
}

// src/export/change-log.ts
async function writeChanges(job, base, fresh, files) {
  const { context, resource, outcome } = job;
  const target = files.find((file) => file.path === mostFaithful(files.map(({ path: path4 }) => path4)));
  const existing = (await context.destination.list(changeFolder(resource.name))).flatMap(
    (path4) => parseChangePath(path4) ?? []
  );
  const leftover = leftoverChangeFiles(existing, base.sha256, job.state.manifest?.read_on);
  const adopted = leftover.find((file) => file.after === target.sha256.slice(0, 12));
  await removeFiles(
    context,
    leftover.filter((file) => file !== adopted).map((file) => file.path),
    outcome.tally
  );
  if (base.sha256 === target.sha256) return;
  if (base.form === "cells" && !target.path.includes(".csv")) {
    context.log.notice(
      `${resource.name}: no change log this time, because the last snapshot was CSV and this one is JSONL.`
    );
    return;
  }
  const after = base.form === "cells" ? spooledRows(resource, target) : fresh.sorted();
  const isFirstRead = await firstReadOfParent(resource, job.state.manifest?.stale_parents ?? [], base.rows.sorted());
  let count2 = 0;
  const lines2 = async function* () {
    for await (const line2 of compareSnapshots(resource, base.rows.sorted(), after, isFirstRead)) {
      count2 += 1;
      yield `${line2}
`;
    }
  };
  const localFile = context.spool.file();
  await pipeline5(Readable3.from(lines2()), createWriteStream2(localFile));
  outcome.tally.changes += count2;
  if (count2 > 0 && !adopted) {
    await context.destination.publish(changePath(resource.name, context.now, base.sha256, target.sha256), localFile);
  }
}
async function* spooledRows(resource, file) {
  const keyOf = snapshotKeys(resource);
  for await (const { row, value } of decodeRows(createReadStream2(file.localFile), file.path, resource)) {
    yield [{ ...row, key: keyOf(value) }];
  }
}

// src/export/snapshots.ts
async function exportSnapshot(job) {
  const { context, resource, selection, outcome, change } = job;
  const { formats: formats2, csvEscapeFormulas, filters } = selection.options;
  const fresh = context.spool.sorter({ unique: true });
  const keyOf = snapshotKeys(resource);
  const unknownColumns = /* @__PURE__ */ new Set();
  const stale = await job.reader.read(resource, { ids: selection.ids, projects: filters.projects }, async (rows) => {
    for (const { value } of rows) collectUnknownColumns(value, resource, unknownColumns);
    await fresh.add(rows.map(({ text: text2, value }) => ({ key: keyOf(value), json: text2, form: "object" })));
  });
  const base = await readBase(job);
  if (base && stale.length > 0) outcome.kept += await keepStale(job, base, stale, fresh, unknownColumns);
  const table = tableOf(resource, unknownColumns, csvEscapeFormulas);
  const basePath = `${resource.name}/${resource.name}`;
  const files = await spoolFiles(context, { basePath, formats: formats2, table, rows: () => fresh.sorted() });
  if (base) await writeChanges(job, base, fresh, files);
  await publishFiles(context, files, (path4) => storedHash2(job, base, path4), outcome.tally);
  const targets = files.map((file) => file.path);
  const replaced = (job.state.manifest?.entries ?? []).flatMap(
    ({ path: path4 }) => path4 && !targets.includes(path4) ? [path4] : []
  );
  await removeFiles(context, replaced, outcome.tally);
  change.written.push(...files.map((file) => entryOf(file, {}, table.unknownColumns)));
  outcome.tally.records += (files[0]?.rows ?? 0) - outcome.kept;
  if (stale.length === 0) change.readOn = boundaryName(Math.floor(context.now / 86400) * 86400);
  else {
    change.staleParents = stale.map(({ ids }) => staleName(ids));
    outcome.problems.push(describeStale(stale, outcome.kept));
  }
  await Promise.all([fresh.discard(), base?.rows.discard()]);
}
async function readBase(job) {
  const { context, resource, state } = job;
  const known = (state.manifest?.entries ?? []).flatMap((entry2) => entry2.path === void 0 ? [] : [entry2.path]);
  const targets = job.selection.options.formats.map(
    (format) => `${resource.name}/${resource.name}.${format.extension}`
  );
  const paths = [.../* @__PURE__ */ new Set([...known, ...targets])];
  while (paths.length > 0) {
    const path4 = mostFaithful(paths);
    const rows = context.spool.sorter({ unique: true });
    let form = "object";
    const keyOf = snapshotKeys(resource);
    const batch = [];
    const sha256 = await readStoredRows(context, resource, path4, async ({ row, value }) => {
      form = row.form;
      batch.push({ ...row, key: keyOf(value) });
      if (batch.length >= 500) await rows.add(batch.splice(0));
    });
    await rows.add(batch);
    if (sha256 !== void 0) return { sha256, path: path4, rows, form };
    paths.splice(paths.indexOf(path4), 1);
  }
  return void 0;
}
async function keepStale(job, base, stale, fresh, unknownColumns) {
  const jsonWanted = job.selection.options.formats.some((format) => format.name === "jsonl");
  let kept = 0;
  for await (const batch of base.rows.sorted()) {
    const rows = batch.filter((row) => {
      const value = JSON.parse(row.json);
      return stale.some(({ ids }) => isBelow(job.resource, value, ids)) && !(jsonWanted && row.form === "cells");
    });
    for (const row of rows) findUnknownColumns(row, job.resource, unknownColumns);
    await fresh.add(rows);
    kept += rows.length;
  }
  return kept;
}
function isBelow(resource, value, ids) {
  return Object.entries(ids).every(([name2, id]) => {
    if (resource.parentIds.includes(name2)) return String(value[name2]) === id;
    return name2 !== resource.idParameter || String(value[resource.key[0] ?? "id"]) === id;
  });
}
function storedHash2(job, base, path4) {
  if (base?.path === path4) return base.sha256;
  if (job.state.files && !job.state.files.has(path4)) return void 0;
  return job.state.manifest?.entries.find((entry2) => entry2.path === path4)?.sha256;
}
function describeStale(stale, kept) {
  const shown = stale.slice(0, 5).map(({ ids, error: error2 }) => `${Object.values(ids).join("/")} (${error2.message})`);
  const more = stale.length > shown.length ? ` and ${stale.length - shown.length} more` : "";
  const rows = kept > 0 ? "their rows of the last snapshot are kept" : "there are no earlier rows of them to keep";
  return `Could not be read below ${shown.join(", ")}${more}; ${rows}. The next run tries again.`;
}

// src/export/resource-export.ts
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
  } catch (error2) {
    if (isAbsence(error2) && selection.origin === "preset" && state.manifest === void 0)
      return skipped(job, outcome, error2);
    if (!(error2 instanceof ApiError) && !(error2 instanceof StorageError)) throw error2;
    const lost = isAbsence(error2) && state.manifest !== void 0 ? " It could be read before: access was lost." : "";
    outcome.problems.push(withRemedy(error2) + lost);
  }
  if (outcome.problems.length > 0) outcome.status = "failed";
  if (change.written.length + change.removedPeriods.length + change.unavailable.length > 0) outcome.change = change;
  return outcome;
}
async function exportByKind(job, outcome, change) {
  const { context, selection, state, reader } = job;
  const { resource } = selection;
  if (resource.kind === "snapshot") {
    await exportSnapshot({ context, selection, resource, state, reader, outcome, change });
    outcome.dataUntil = context.now;
    return;
  }
  const earliest = await findEarliest(context, selection);
  const plan = planPeriods(selection.options, state, context.now, earliest);
  if (plan.asked.from >= plan.asked.to) {
    context.log.notice(
      `${resource.name}: the asked range holds no whole ${selection.options.partitionBy} before ${boundaryName(plan.asked.to)}: there is nothing to read. An 'end-date' rounds down to the start of a period.`
    );
  }
  const unique = resource.kind === "events";
  const dated = {
    context,
    selection,
    resource,
    state,
    outcome,
    change,
    plan,
    unique,
    board: createBoard(boardPeriods(plan), selection.options.partitionBy, context.spool, { unique }),
    timeOf: (value) => secondsOf(value[resource.kind === "events" ? resource.timeField : "start_time"]),
    keyOf: (value, json2) => resource.kind === "events" ? eventKey(resource, value) : bucketKey(resource, value, json2),
    // Events never go; buckets are restated whole, except where the API no longer reaches.
    keeps: (value) => unique || change.unavailable.some(([from, to]) => isWithin(secondsOf(value.start_time) ?? Number.NaN, from, to))
  };
  await (resource.kind === "events" ? exportEvents(dated, resource) : exportBuckets(dated, resource));
  const first = plan.periods[0];
  const [unavailable] = change.unavailable;
  const begins = Math.max(first?.from ?? 0, unavailable && unavailable[0] <= (first?.from ?? 0) ? unavailable[1] : 0);
  if (first && begins < plan.end) outcome.range = { from: begins, to: plan.end };
  if (!dated.board.all.some((work) => work.failed)) outcome.dataUntil = plan.end;
}
function boardPeriods(plan) {
  return [...plan.periods, ...plan.withoutTenant].sort((a, b) => a.from - b.from);
}
function isAbsence(error2) {
  if (!(error2 instanceof ApiError) || isUnknownPath(error2)) return false;
  if (error2.status === 400) return /not (been )?(enabled|available|activated|switched on)/i.test(error2.detail);
  return error2.status === 403 || error2.status === 404;
}
function skipped(job, outcome, error2) {
  job.context.log.notice(
    `${outcome.resource} was skipped: ${withRemedy(error2)} To leave it out without this notice, add \`!${outcome.resource}\` to \`resources\`.`
  );
  return { ...outcome, status: "skipped" };
}
function isWithin(value, from, to) {
  return value >= from && value < to;
}

// src/export/row-spool.ts
import { createReadStream as createReadStream3 } from "node:fs";
import { mkdir as mkdir2, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import path2 from "node:path";

// src/export/text-lines.ts
async function* textLines(chunks) {
  let rest = "";
  for await (const chunk2 of chunks) {
    const lines2 = (rest + chunk2).split("\n");
    rest = lines2.pop();
    if (lines2.length > 0) yield lines2;
  }
  if (rest !== "") yield [rest];
}

// src/export/row-spool.ts
var ROW_OVERHEAD = 150;
async function createRowSpool(folder, limitBytes, onLarge = () => {
}) {
  await mkdir2(folder, { recursive: true });
  const buffers = /* @__PURE__ */ new Set();
  let held = 0;
  let isLarge = false;
  let files = 0;
  function file() {
    files += 1;
    return path2.join(folder, String(files));
  }
  async function spill(buffer) {
    const { rows, bytes } = buffer;
    buffer.rows = [];
    buffer.bytes = 0;
    held -= bytes;
    const run2 = file();
    buffer.runs.push(run2);
    if (!isLarge) onLarge();
    isLarge = true;
    await writeFile2(run2, runText(sortRows(rows)));
  }
  return {
    file,
    sorter({ unique }) {
      const buffer = { rows: [], bytes: 0, runs: [] };
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
          while (held > limitBytes) {
            const largest = [...buffers].reduce((a, b) => b.bytes > a.bytes ? b : a);
            await spill(largest);
          }
        },
        async *sorted() {
          const inMemory = sortRows(buffer.rows);
          if (buffer.runs.length === 0) yield unique ? lastOfEach(inMemory) : inMemory;
          else yield* mergeSorted([...buffer.runs.map(readRun), single(inMemory)], unique);
        },
        async discard() {
          buffers.delete(buffer);
          held -= buffer.bytes;
          buffer.rows = [];
          buffer.bytes = 0;
          await Promise.all(buffer.runs.map((run2) => rm3(run2, { force: true })));
        }
      };
    },
    close: () => rm3(folder, { recursive: true, force: true })
  };
}
function sortRows(rows) {
  return rows.sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
function* runText(rows) {
  for (let start = 0; start < rows.length; start += 1e3) {
    const lines2 = rows.slice(start, start + 1e3).map((row) => `${JSON.stringify(row.key)}	${row.form === "cells" ? "c" : "o"}${row.json}
`);
    yield lines2.join("");
  }
}
async function* readRun(run2) {
  const lines2 = textLines(createReadStream3(run2, { encoding: "utf8", highWaterMark: 1 << 18 }));
  for await (const batch of lines2) yield batch.map(parseRunLine);
}
function parseRunLine(line2) {
  const tab = line2.indexOf("	");
  const form = line2[tab + 1] === "c" ? "cells" : "object";
  return { key: JSON.parse(line2.slice(0, tab)), form, json: line2.slice(tab + 2) };
}
function lastOfEach(rows) {
  return rows.filter((row, index) => rows[index + 1]?.key !== row.key);
}
async function* single(rows) {
  yield rows;
}

// src/export/snapshot-reader.ts
var REFUSALS_ENOUGH = 8;
function createSnapshotReader(options) {
  const lists = /* @__PURE__ */ new Map();
  const custom = options.selected.filter((resource) => resource.kind === "snapshot" && resource.custom);
  const parents = /* @__PURE__ */ new Set();
  for (const resource of options.selected) {
    for (let at2 = resource; at2.kind === "snapshot" && at2.parent; at2 = parentNamed(at2.parent.resource)) {
      parents.add(at2.parent.resource);
    }
  }
  function readParents(resource, projects2) {
    const scope = resource.parentIds.includes("project_id") ? projects2 : [];
    const key = [resource.name, ...scope].join("\0");
    let read = lists.get(key);
    if (!read) {
      const rows = [];
      const keep = async (page) => {
        for (const row of page) rows.push(row);
      };
      read = readTargets(resource, { projects: scope }, keep).then((stale) => ({ rows, stale }));
      lists.set(key, read);
    }
    return read;
  }
  function parentNamed(name2) {
    const resource = custom.find((candidate) => candidate.name === name2) ?? resourceNamed(name2);
    if (resource?.kind !== "snapshot") throw new Error(`The parent resource "${name2}" is no snapshot`);
    return resource;
  }
  async function targetsOf(resource, ids, projects2) {
    const query = Object.entries(resource.query ?? {});
    const { parent, idParameter } = resource;
    if (ids && idParameter) {
      const above = parent && parentNamed(parent.resource);
      const { targets: targets2, stale: stale2 } = above?.parent === void 0 ? { targets: [{ ids: {}, query: [] }], stale: [] } : await targetsOf(above, void 0, projects2);
      return {
        stale: stale2,
        targets: targets2.flatMap((target) => ids.map((id) => ({ ids: { ...target.ids, [idParameter]: id }, query })))
      };
    }
    if (!parent) return { targets: [{ ids: {}, query }], stale: [] };
    const list2 = parentNamed(parent.resource);
    const { rows, stale } = await readParents(list2, projects2);
    const targets = rows.filter(({ value }) => isActive(list2, value, projects2)).map(({ value }) => ({
      ids: Object.fromEntries(Object.entries(parent.parameters).map(([name2, field]) => [name2, String(value[field])])),
      query: [
        ...query,
        ...Object.entries(parent.query ?? {}).filter(([, field]) => typeof value[field] === "string").map(([name2, field]) => [name2, String(value[field])])
      ]
    }));
    return { targets, stale };
  }
  async function readTarget(resource, target) {
    const path4 = fillPath(resource.path, target.ids);
    const lane = resource.name;
    try {
      const { pagination, pageSize: pageSize2, dataSelector } = resource;
      const rows = dataSelector === "" ? [await readObject(options.client, { path: path4, query: target.query, lane })] : await readList(options.client, { path: path4, query: target.query, pagination, pageSize: pageSize2, dataSelector, lane });
      return rows.map((row) => withParentIds2(resource, row, target.ids));
    } catch (error2) {
      const mayBeAbsent = resource.parent !== void 0 || resource.dataSelector === "" && !resource.idParameter;
      if (mayBeAbsent && error2 instanceof ApiError && error2.status === 404 && !isUnknownPath(error2)) return [];
      throw error2;
    }
  }
  const readTargets = async (resource, { ids, projects: projects2 }, take3) => {
    const { targets, stale } = await targetsOf(resource, ids, projects2);
    let done = 0;
    const failed = [];
    await drain(
      targets,
      options.concurrency,
      () => 0,
      async (target) => {
        if (done === 0 && failed.length >= REFUSALS_ENOUGH && failed.every(({ error: error2 }) => error2.status === 403))
          return [];
        try {
          await take3(await readTarget(resource, target));
          done += 1;
        } catch (error2) {
          if (!(error2 instanceof ApiError) || isUnknownPath(error2)) throw error2;
          failed.push({ ids: target.ids, error: error2 });
        }
        return [];
      }
    );
    const first = failed[0] ?? stale[0];
    if (first && done === 0) throw first.error;
    return [...stale, ...failed];
  };
  const readOwn = async (resource, readOptions, take3) => {
    if (readOptions.ids || !parents.has(resource.name)) return readTargets(resource, readOptions, take3);
    const { rows, stale } = await readParents(resource, readOptions.projects);
    await take3(rows);
    return stale;
  };
  return {
    async read(resource, readOptions, take3) {
      try {
        return await readOwn(resource, readOptions, take3);
      } catch (error2) {
        const fallback = resource.fallback;
        if (fallback === void 0 || !(error2 instanceof ApiError) || !isUnknownPath(error2)) throw error2;
        options.log.notice(`${resource.name}: the API has no ${resource.path}; reading ${fallback} in its stead.`);
        return readOwn(parentNamed(fallback), readOptions, take3);
      }
    }
  };
}
function isActive(resource, value, projects2) {
  if (resource.name !== "projects") return true;
  const archived = value.status === "archived" || typeof value.archived_at === "number";
  return !archived && (projects2.length === 0 || projects2.includes(String(value.id)));
}
function fillPath(path4, ids) {
  return path4.replace(/\{([^{}]*)\}/g, (_, name2) => encodeURIComponent(ids[name2] ?? ""));
}
function withParentIds2(resource, row, ids) {
  const missing = resource.parentIds.filter((name2) => !Object.hasOwn(row.value, name2));
  if (missing.length === 0) return row;
  const fields = Object.fromEntries(missing.map((name2) => [name2, ids[name2] ?? ""]));
  return { text: withFields(row.text, fields), value: { ...fields, ...row.value } };
}

// src/first-answer.ts
import { createHash as createHash5 } from "node:crypto";
var TOLERANCE_SECONDS = 60;
async function meetServer(client, selections, machineNow, log2) {
  let facts;
  client.onAnswer = (answer) => {
    facts = answer;
  };
  const { path: path4, query } = smallestRequest(selections, machineNow);
  try {
    await client.get(path4, query, "first", { acceptRefusal: true });
  } catch (error2) {
    if (!(error2 instanceof ApiError)) throw error2;
    if (error2.status === 401) throw new ConfigurationError(withRemedy(error2), { cause: error2 });
    if (!facts) throw new ApiError(withRemedy(error2), { status: 0, cause: error2 });
  } finally {
    client.onAnswer = void 0;
  }
  const date3 = facts?.date ?? machineNow;
  if (Math.abs(date3 - machineNow) > TOLERANCE_SECONDS) {
    log2.warning(
      `This machine's clock and the API's are ${Math.abs(date3 - machineNow)} s apart; the earlier one counts as now. Check the runner's time.`
    );
  }
  return { now: Math.min(date3, machineNow), organization: hashOf(facts?.organization) };
}
function refuseOtherOrganization(organization, stored) {
  for (const known of stored) {
    if (!organization || known === organization) continue;
    throw new ConfigurationError(
      "The key belongs to another organisation than the one whose data the destination holds. Use a key of that organisation, or choose another `destination`: two organisations in one folder would replace each other."
    );
  }
}
function smallestRequest([first], now) {
  if (!first) throw new ConfigurationError("There is nothing to export: `resources` selects none.");
  const { resource, ids } = first;
  const limit = [["limit", "1"]];
  if (resource.kind === "events")
    return { path: resource.path, query: [[`${resource.timeField}[gte]`, String(now)], ...limit] };
  if (resource.kind === "buckets")
    return { path: resource.path, query: [["start_time", String(now - 86400)], ...limit] };
  if (ids?.[0] !== void 0 && !resource.parent)
    return { path: resource.path.replace(/\{[^{}]*\}/, encodeURIComponent(ids[0])), query: [] };
  const root = rootOf(resource);
  return { path: root.path, query: root.pagination === "none" ? [] : limit };
}
function rootOf(resource) {
  const parent = resource.kind === "snapshot" && resource.parent ? resourceNamed(resource.parent.resource) : void 0;
  return parent ? rootOf(parent) : resource;
}
function hashOf(organization) {
  return organization === void 0 ? void 0 : createHash5("sha256").update(organization).digest("hex").slice(0, 16);
}

// src/log.ts
function collectingLog() {
  const lines2 = [];
  const keep = (level) => (message) => {
    lines2.push([level, message]);
  };
  return {
    debug: keep("debug"),
    info: keep("info"),
    notice: keep("notice"),
    warning: keep("warning"),
    error: keep("error"),
    replay(log2) {
      for (const [level, message] of lines2) log2[level](message);
    }
  };
}

// src/memory.ts
import v8 from "node:v8";
function limitMemory() {
  v8.setFlagsFromString("--heap-growing-percent=100");
  v8.setFlagsFromString("--semi-space-growth-factor=1");
}

// src/report/run-report.ts
function reportOf(config2, outcomes, stateSource, now) {
  const failed = outcomes.filter((outcome) => outcome.status === "failed").length;
  const nothing = outcomes.every((outcome) => outcome.status === "skipped");
  const loaded = outcomes.filter((outcome) => outcome.status === "ok" || outcome.change).length;
  const total = newTally();
  for (const { tally } of outcomes) for (const key of Object.keys(total)) total[key] += tally[key];
  return {
    status: nothing ? "failed" : failed === 0 ? "ok" : loaded > 0 ? "partial" : "failed",
    destination: config2.destination.identity,
    outcomes,
    total,
    stateSource,
    now
  };
}

// src/state/restore.ts
async function restoreState(options) {
  const { destination, log: log2, mode } = options;
  const cached2 = parseCached(options.cacheFiles, log2);
  const resources = /* @__PURE__ */ new Map();
  let found = 0;
  for (const { resource } of options.selections) {
    const state = await resourceState(destination, resource.name, cached2.get(resource.name), mode);
    resources.set(resource.name, state);
    if (state.manifest || state.unreadable) found += 1;
  }
  const useCache = options.cacheFiles !== void 0 && (mode === "cache" || found > 0);
  const isKnown = options.selections.some(({ resource }) => cached2.has(resource.name));
  if (isKnown && found === 0) {
    log2.notice(
      `The cache knows an earlier export, but the ${destination.description} holds no manifests: it counts as empty and everything is exported. Was the checkout missing before this step?`
    );
  }
  if (options.cacheFiles === void 0 && found > 0) {
    log2.info(`No cached state: going on from the manifests at the ${destination.description}.`);
  }
  if (options.cacheFiles === void 0 && found === 0) log2.info("No earlier export found: starting from start-date.");
  const organizations = await storedOrganizations(destination, resources, mode === "cache" ? cached2 : void 0);
  return { source: useCache ? "cache" : found > 0 ? "destination" : "none", resources, cached: cached2, organizations };
}
async function storedOrganizations(destination, resources, cached2) {
  const known = [...resources.values(), ...[...cached2?.values() ?? []].map((manifest) => ({ manifest }))];
  const organizations = new Set(known.flatMap(({ manifest }) => manifest?.organization ?? []));
  if (organizations.size > 0) return organizations;
  for (const path4 of await destination.list(MANIFEST_FOLDER)) {
    const organization = await organizationIn(destination, path4);
    if (organization !== void 0) return /* @__PURE__ */ new Set([organization]);
  }
  return organizations;
}
async function organizationIn(destination, path4) {
  try {
    const stored = await destination.readText(path4);
    return stored && parseManifest(stored.text, path4).organization;
  } catch (error2) {
    if (error2 instanceof StorageError) return void 0;
    throw error2;
  }
}
function refuseOtherShape(selections, state) {
  const differing = selections.filter(({ resource, options }) => {
    const stored = state.resources.get(resource.name)?.manifest?.shape;
    return stored && !options.refreshFrom && JSON.stringify(ordered(stored)) !== JSON.stringify(ordered(shapeOf(resource, options)));
  });
  if (differing.length === 0) return;
  const lines2 = differing.map(({ resource, options }) => {
    const stored = state.resources.get(resource.name)?.manifest?.shape;
    return `- ${resource.name}: stored ${JSON.stringify(stored)}, asked for ${JSON.stringify(shapeOf(resource, options))}`;
  });
  throw new ConfigurationError(
    `The destination holds an export of another shape (formats, partitioning, grouping or filters):
${lines2.join("\n")}
Either choose a new \`destination\`, or set \`refresh-from\` to a date: that range is then rewritten in the new shape and the old files in it are removed.`
  );
}
async function resourceState(destination, resource, cached2, mode) {
  try {
    const stored = await destination.readText(manifestPath(resource));
    const atDestination = stored && parseManifest(stored.text, manifestPath(resource));
    if (mode === "cache") {
      const manifest = cached2 ?? atDestination;
      return { manifest, isDone: (period2) => cached2 !== void 0 && isSettled(cached2, period2) };
    }
    const files = new Set(await destination.list(`${resource}/`));
    if (!atDestination) return { manifest: void 0, files, isDone: () => false };
    const complete = (period2) => isSettled(atDestination, period2) && entriesIn(atDestination, period2).every((entry2) => !entry2.path || files.has(entry2.path));
    return {
      manifest: atDestination,
      files,
      isDone: (period2) => complete(period2) && (cached2 === void 0 || isSettled(cached2, period2))
    };
  } catch (error2) {
    return { manifest: void 0, unreadable: error2, isDone: () => false };
  }
}
function isSettled(manifest, period2) {
  if (!contains(union2(manifest.ranges, manifest.unavailable), period2.from, period2.to)) return false;
  return entriesIn(manifest, period2).every((entry2) => entry2.settled === true);
}
function parseCached(files, log2) {
  const manifests = /* @__PURE__ */ new Map();
  for (const [name2, text2] of files ?? []) {
    try {
      const manifest = parseManifest(text2, `${name2} in the cache`, "The cached copy is ignored.");
      manifests.set(manifest.resource, manifest);
    } catch (error2) {
      log2.warning(error2.message);
    }
  }
  return manifests;
}
function ordered(value) {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}

// src/state/merge.ts
function layOver(latest, change) {
  const replaced = /* @__PURE__ */ new Set([...change.written.map(periodOf), ...change.removedPeriods]);
  const entries = [...latest.entries.filter((entry2) => !replaced.has(periodOf(entry2))), ...change.written];
  const ranges = union2(latest.ranges, change.covered);
  const readOn = change.readOn ?? latest.read_on;
  return {
    version: 1,
    resource: latest.resource,
    ...change.organization ?? latest.organization ? { organization: change.organization ?? latest.organization } : {},
    shape: change.shape,
    ranges,
    unavailable: subtract(union2(latest.unavailable, change.unavailable), ranges),
    entries: entries.sort((a, b) => entryKey(a) < entryKey(b) ? -1 : 1),
    ...readOn === void 0 ? {} : { read_on: readOn },
    ...change.staleParents?.length ? { stale_parents: change.staleParents } : {}
  };
}
function periodOf(entry2) {
  return entry2.period ?? "";
}

// src/state/save-manifest.ts
var MOST_ATTEMPTS = 10;
async function saveManifest(destination, resource, change, fallback) {
  const path4 = manifestPath(resource);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const stored = await destination.readText(path4);
    const latest = stored ? parseManifest(stored.text, path4) : fallback ?? emptyManifest(resource, change.shape);
    const manifest = layOver(latest, change);
    if (await destination.replaceText(path4, serializeManifest(manifest), stored?.version)) return manifest;
  }
  throw new StorageError(
    `Failed to write ${path4} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times`
  );
}

// src/run.ts
var SPOOL_LIMIT_BYTES = 6 * 1024 * 1024;
async function run(config2, dependencies) {
  const { log: log2, cache } = dependencies;
  const destination = folderDestination(config2.destination.folder, config2.destination.identity);
  refuseEmptyRanges(config2.selections, dependencies.now());
  const cacheFiles = await cache.restore();
  const state = await restoreState({ selections: config2.selections, mode: config2.state, destination, cacheFiles, log: log2 });
  refuseOtherShape(config2.selections, state);
  const client = createClient({
    ...config2,
    ...dependencies,
    pacer: createPacer({ ...config2, ...dependencies }),
    proxyEnvironment: dependencies.environment
  });
  const first = await meetServer(client, config2.selections, Math.floor(dependencies.now()), log2);
  refuseOtherOrganization(first.organization, state.organizations);
  const spool = await createRowSpool(await dependencies.spoolFolder(), SPOOL_LIMIT_BYTES, limitMemory);
  try {
    const context = { client, destination, spool, log: log2, now: first.now, concurrency: config2.concurrency };
    const { outcomes, manifests } = await exportAll(config2, context, state, first);
    await cache.save(stateFiles(state, manifests));
    return reportOf(config2, outcomes, state.source, first.now);
  } finally {
    await spool.close();
  }
}
async function exportAll(config2, context, state, first) {
  const reader = createSnapshotReader({ ...context, selected: config2.selections.map(({ resource }) => resource) });
  const manifests = /* @__PURE__ */ new Map();
  const logs = config2.selections.map(() => collectingLog());
  const results = await Promise.allSettled(
    config2.selections.map(async (selection, index) => {
      const own2 = { ...context, log: logs[index] };
      const known = state.resources.get(selection.resource.name) ?? { manifest: void 0, isDone: () => false };
      const outcome = await exportResource({
        context: own2,
        selection,
        state: known,
        reader,
        organization: first.organization
      });
      return publishManifest(context.destination, config2, selection, outcome, known.manifest, manifests);
    })
  );
  for (const own2 of logs) own2.replay(context.log);
  const bug = results.find((result) => result.status === "rejected");
  if (bug) throw bug.reason;
  return { outcomes: results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []), manifests };
}
async function publishManifest(destination, config2, { resource }, outcome, known, manifests) {
  if (known) manifests.set(resource.name, known);
  if (!outcome.change) return outcome;
  try {
    const fallback = config2.state === "cache" ? known : void 0;
    manifests.set(resource.name, await saveManifest(destination, resource.name, outcome.change, fallback));
  } catch (error2) {
    if (!(error2 instanceof StorageError)) throw error2;
    outcome.problems.push(error2.message);
    outcome.status = "failed";
  }
  return outcome;
}
function stateFiles(state, manifests) {
  const all = new Map([...state.cached, ...manifests]);
  return new Map([...all].map(([name2, manifest]) => [`${name2}.json`, serializeManifest(manifest)]));
}

// src/state/cache.ts
import { createHash as createHash6 } from "node:crypto";
import { mkdir as mkdir3, readdir as readdir2, readFile as readFile2, realpath, rm as rm4, writeFile as writeFile3 } from "node:fs/promises";
import { basename as basename2, join as join2 } from "node:path";

// src/state/captured-output.ts
import { AsyncLocalStorage } from "node:async_hooks";
async function captureOutput(run2, onLine) {
  const inside = new AsyncLocalStorage();
  const original = process.stdout.write;
  let unfinished2 = "";
  function take3(text2) {
    const lines2 = (unfinished2 + text2).split(/\r?\n/);
    unfinished2 = lines2.pop() ?? "";
    for (const line2 of lines2) {
      if (line2.startsWith("::add-mask::")) original.call(process.stdout, `${line2}
`);
      else if (line2 !== "") inside.run(false, () => onLine(parseLine(line2)));
    }
  }
  const write = (chunk2, ...rest) => {
    if (inside.getStore() !== true) return Reflect.apply(original, process.stdout, [chunk2, ...rest]);
    take3(typeof chunk2 === "string" ? chunk2 : Buffer.from(chunk2).toString("utf8"));
    const done = rest.findLast((argument) => typeof argument === "function");
    if (done !== void 0) process.nextTick(done);
    return true;
  };
  process.stdout.write = write;
  try {
    return await inside.run(true, run2);
  } finally {
    process.stdout.write = original;
    if (unfinished2 !== "") take3("\n");
  }
}
function parseLine(line2) {
  const command = /^::(debug|warning|error)(?: [^:]*)?::(.*)$/.exec(line2);
  if (command === null) return { level: "info", text: line2 };
  const text2 = (command[2] ?? "").replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  return { level: command[1], text: text2 };
}

// src/state/cache.ts
var FOLDER = ".openai-admin-export-state";
var KEY_PREFIX = "openai-admin-export-v1";
var HASH_DIGITS = 16;
function actionsCache(options) {
  const { workspace, log: log2 } = options;
  const folder = join2(workspace, FOLDER);
  const bindingPrefix = `${KEY_PREFIX}-${hashOf2(options.binding)}-`;
  const fingerprintPrefix = `${bindingPrefix}${hashOf2(options.fingerprint)}-`;
  async function restore() {
    const lines2 = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm4(folder, { recursive: true, force: true });
      const { restoreCache } = await import("./chunks/cache-ARD6IGYA.js");
      const key = await quietly(() => restoreCache([FOLDER], fingerprintPrefix, [bindingPrefix]), lines2, log2);
      if (key !== void 0) return await readFiles(folder);
      const trouble = failureOf(lines2);
      if (trouble !== void 0) warnUnreadable(log2, trouble);
    } catch (error2) {
      warnUnreadable(log2, failureOf(lines2) ?? messageOf(error2));
    } finally {
      await removeFolder(folder, log2);
    }
    return void 0;
  }
  async function save(files) {
    const lines2 = [];
    try {
      await requireWorkingDirectory(workspace);
      await rm4(folder, { recursive: true, force: true });
      await writeFiles(folder, files);
      const { saveCache } = await import("./chunks/cache-ARD6IGYA.js");
      const entry2 = await quietly(() => saveCache([FOLDER], `${fingerprintPrefix}${options.runIdentity}`), lines2, log2);
      if (!(entry2 > 0)) warnUnsaved(log2, failureOf(lines2) ?? "the cache service gave no reason");
    } catch (error2) {
      warnUnsaved(log2, failureOf(lines2) ?? messageOf(error2));
    } finally {
      await removeFolder(folder, log2);
    }
  }
  return { restore, save };
}
function noCache(reason, log2) {
  return {
    async restore() {
      log2.info(`The Actions cache is not used: ${reason}.`);
      return void 0;
    },
    async save() {
    }
  };
}
function quietly(call, lines2, log2) {
  return captureOutput(call, (line2) => {
    lines2.push(line2);
    log2.debug(`Actions cache: ${line2.text}`);
  });
}
function failureOf(lines2) {
  const loud = lines2.filter(({ level }) => level === "warning" || level === "error");
  const quiet = [/^Failed to reserve cache: /, /^Cache (restore|save) skipped: /, /^Failed to (restore|save): /].map(
    (pattern) => lines2.find(({ text: text2 }) => pattern.test(text2))
  );
  const line2 = loud.at(-1) ?? quiet.find((candidate) => candidate !== void 0);
  return line2?.text.replace(/^(Failed to reserve cache: (Error: )?|Cache (restore|save) skipped: |Failed to (restore|save): )/, "").replace(/^.* More details: /, "").replace(/\s+/g, " ").replace(/\.$/, "");
}
async function requireWorkingDirectory(workspace) {
  const directory = process.cwd();
  if (await realpath(workspace) === await realpath(directory)) return;
  throw new Error(`the working directory is ${directory}, but the cache needs it to be GITHUB_WORKSPACE, ${workspace}`);
}
async function writeFiles(folder, files) {
  await mkdir3(folder, { recursive: true });
  for (const [name2, text2] of files) {
    if (name2 !== basename2(name2) || name2 === "..") throw new Error(`"${name2}" is no plain file name`);
    await writeFile3(join2(folder, name2), text2);
  }
}
async function readFiles(folder) {
  const entries = await readdir2(folder, { withFileTypes: true });
  const names2 = entries.filter((entry2) => entry2.isFile()).map((entry2) => entry2.name);
  const files = /* @__PURE__ */ new Map();
  for (const name2 of names2.sort()) files.set(name2, await readFile2(join2(folder, name2), "utf8"));
  return files;
}
async function removeFolder(folder, log2) {
  try {
    await rm4(folder, { recursive: true, force: true });
  } catch (error2) {
    log2.debug(`Failed to remove ${folder}: ${messageOf(error2)}`);
  }
}
function warnUnreadable(log2, reason) {
  log2.warning(`The state in the Actions cache could not be read: ${reason}. This run goes on without it.`);
}
function warnUnsaved(log2, reason) {
  log2.warning(
    `The state was not saved to the Actions cache: ${reason}. Nothing is lost: the next run goes by the state saved before this run and may read again what this run has read.`
  );
}
function hashOf2(text2) {
  return createHash6("sha256").update(text2).digest("hex").slice(0, HASH_DIGITS);
}
function messageOf(error2) {
  return error2 instanceof Error ? error2.message : String(error2);
}

// src/main.ts
var VERSION = "0.1.0";
var log = {
  // The runner hides these lines unless step debugging is on; a million requests should not print a million of them.
  debug: isDebug() ? debug : () => {
  },
  info,
  notice,
  warning,
  error
};
async function main() {
  const started = performance.now();
  const key = getInput("api-key");
  if (key !== "") setSecret(key);
  const config2 = await readConfig(process.env);
  const { environment } = config2;
  const report = await run(config2, {
    log,
    cache: environment.cacheAvailable ? actionsCache({
      binding: [config2.destination.identity, config2.organization ?? "", config2.project ?? ""].join("\n"),
      fingerprint: config2.selectionFingerprint,
      runIdentity: environment.runIdentity,
      workspace: environment.workspace,
      log
    }) : noCache("the Actions cache is not offered to this step", log),
    now: () => Date.now() / 1e3,
    random: Math.random,
    sleep: (milliseconds2) => sleep(milliseconds2),
    spoolFolder: () => mkdtemp(path3.join(environment.temporaryFolder, "openai-admin-export-")),
    userAgent: `openai-admin-export/${VERSION}`,
    environment: process.env
  });
  setOutputs(outputsOf(report));
  if (config2.summary && process.env.GITHUB_STEP_SUMMARY) await summary.addRaw(summaryOf(report)).write();
  logReport(report, (performance.now() - started) / 1e3, log);
  if (report.status !== "ok" && config2.failOn === "error") process.exitCode = 1;
}
function setOutputs(outputs) {
  for (const [name2, value] of Object.entries(outputs)) setOutput(name2, value);
}
try {
  await main();
} catch (error2) {
  setOutputs(outputsOfNothing);
  setFailed(explain2(error2));
  process.exitCode = 1;
}
function explain2(error2) {
  if (!(error2 instanceof Error)) return String(error2);
  const isExpected = error2 instanceof ConfigurationError || error2.name === "ApiError" || error2.name === "StorageError";
  return isExpected ? error2.message : error2.stack ?? error2.message;
}
