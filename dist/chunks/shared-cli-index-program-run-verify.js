import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  fetch,
  init_src
} from "./shared-cli-index-node-fetch-program-run-verify.js";
import {
  digestBytes,
  digestFile
} from "./shared-cli-index-program-run-verify-s3.js";
import {
  DAY,
  DeeplyNested,
  FOLDERS,
  boundaryName,
  byCodeUnits,
  changeFolder,
  childNode,
  columnTree,
  decompress,
  formatChoices,
  formatOfPath,
  formats,
  groupBy,
  listedFolders,
  manifestPath,
  notice,
  numberText,
  orderedRemoval,
  parseChangePath,
  parsePeriodName,
  refuseBrokenRemovals,
  refuseDeep,
  resourceFolder,
  resourceOfManifest,
  stemOf,
  subtract,
  union
} from "./shared-cli-index-page-program-run-verify.js";
import {
  partSizeOf
} from "./shared-azure-cli-index-program-run-verify-s3.js";
import {
  ApiError,
  ConfigurationError,
  StorageError
} from "./shared-azure-cli-index-page-program-run-verify.js";
import {
  __commonJS,
  __toESM
} from "./runtime.js";

// node_modules/eventemitter3/index.js
var require_eventemitter3=__commonJS({"node_modules/eventemitter3/index.js"(exports,module){"use strict";var has=Object.prototype.hasOwnProperty;var prefix="~";function Events(){}if(Object.create){Events.prototype=Object.create(null);if(!new Events().__proto__)prefix=false}function EE(fn,context,once){this.fn=fn;this.context=context;this.once=once||false}function addListener(emitter,event,fn,context,once){if(typeof fn!=="function"){throw new TypeError("The listener must be a function")}var listener=new EE(fn,context||emitter,once),evt=prefix?prefix+event:event;if(!emitter._events[evt])emitter._events[evt]=listener,emitter._eventsCount++;else if(!emitter._events[evt].fn)emitter._events[evt].push(listener);else emitter._events[evt]=[emitter._events[evt],listener];return emitter}function clearEvent(emitter,evt){if(--emitter._eventsCount===0)emitter._events=new Events;else delete emitter._events[evt]}function EventEmitter2(){this._events=new Events;this._eventsCount=0}EventEmitter2.prototype.eventNames=function eventNames(){var names2=[],events,name;if(this._eventsCount===0)return names2;for(name in events=this._events){if(has.call(events,name))names2.push(prefix?name.slice(1):name)}if(Object.getOwnPropertySymbols){return names2.concat(Object.getOwnPropertySymbols(events))}return names2};EventEmitter2.prototype.listeners=function listeners(event){var evt=prefix?prefix+event:event,handlers=this._events[evt];if(!handlers)return[];if(handlers.fn)return[handlers.fn];for(var i=0,l=handlers.length,ee=new Array(l);i<l;i++){ee[i]=handlers[i].fn}return ee};EventEmitter2.prototype.listenerCount=function listenerCount(event){var evt=prefix?prefix+event:event,listeners=this._events[evt];if(!listeners)return 0;if(listeners.fn)return 1;return listeners.length};EventEmitter2.prototype.emit=function emit(event,a1,a2,a3,a4,a5){var evt=prefix?prefix+event:event;if(!this._events[evt])return false;var listeners=this._events[evt],len=arguments.length,args,i;if(listeners.fn){if(listeners.once)this.removeListener(event,listeners.fn,void 0,true);switch(len){case 1:return listeners.fn.call(listeners.context),true;case 2:return listeners.fn.call(listeners.context,a1),true;case 3:return listeners.fn.call(listeners.context,a1,a2),true;case 4:return listeners.fn.call(listeners.context,a1,a2,a3),true;case 5:return listeners.fn.call(listeners.context,a1,a2,a3,a4),true;case 6:return listeners.fn.call(listeners.context,a1,a2,a3,a4,a5),true}for(i=1,args=new Array(len-1);i<len;i++){args[i-1]=arguments[i]}listeners.fn.apply(listeners.context,args)}else{var length=listeners.length,j;for(i=0;i<length;i++){if(listeners[i].once)this.removeListener(event,listeners[i].fn,void 0,true);switch(len){case 1:listeners[i].fn.call(listeners[i].context);break;case 2:listeners[i].fn.call(listeners[i].context,a1);break;case 3:listeners[i].fn.call(listeners[i].context,a1,a2);break;case 4:listeners[i].fn.call(listeners[i].context,a1,a2,a3);break;default:if(!args)for(j=1,args=new Array(len-1);j<len;j++){args[j-1]=arguments[j]}listeners[i].fn.apply(listeners[i].context,args)}}}return true};EventEmitter2.prototype.on=function on(event,fn,context){return addListener(this,event,fn,context,false)};EventEmitter2.prototype.once=function once(event,fn,context){return addListener(this,event,fn,context,true)};EventEmitter2.prototype.removeListener=function removeListener(event,fn,context,once){var evt=prefix?prefix+event:event;if(!this._events[evt])return this;if(!fn){clearEvent(this,evt);return this}var listeners=this._events[evt];if(listeners.fn){if(listeners.fn===fn&&(!once||listeners.once)&&(!context||listeners.context===context)){clearEvent(this,evt)}}else{for(var i=0,events=[],length=listeners.length;i<length;i++){if(listeners[i].fn!==fn||once&&!listeners[i].once||context&&listeners[i].context!==context){events.push(listeners[i])}}if(events.length)this._events[evt]=events.length===1?events[0]:events;else clearEvent(this,evt)}return this};EventEmitter2.prototype.removeAllListeners=function removeAllListeners(event){var evt;if(event){evt=prefix?prefix+event:event;if(this._events[evt])clearEvent(this,evt)}else{this._events=new Events;this._eventsCount=0}return this};EventEmitter2.prototype.off=EventEmitter2.prototype.removeListener;EventEmitter2.prototype.addListener=EventEmitter2.prototype.on;EventEmitter2.prefixed=prefix;EventEmitter2.EventEmitter=EventEmitter2;if("undefined"!==typeof module){module.exports=EventEmitter2}}});
// node_modules/fastest-levenshtein/mod.js
var require_mod=__commonJS({"node_modules/fastest-levenshtein/mod.js"(exports){"use strict";exports.__esModule=true;exports.distance=exports.closest=void 0;var peq=new Uint32Array(65536);var myers_32=function(a,b){var n=a.length;var m=b.length;var lst=1<<n-1;var pv=-1;var mv=0;var sc=n;var i=n;while(i--){peq[a.charCodeAt(i)]|=1<<i}for(i=0;i<m;i++){var eq=peq[b.charCodeAt(i)];var xv=eq|mv;eq|=(eq&pv)+pv^pv;mv|=~(eq|pv);pv&=eq;if(mv&lst){sc++}if(pv&lst){sc--}mv=mv<<1|1;pv=pv<<1|~(xv|mv);mv&=xv}i=n;while(i--){peq[a.charCodeAt(i)]=0}return sc};var myers_x=function(b,a){var n=a.length;var m=b.length;var mhc=[];var phc=[];var hsize=Math.ceil(n/32);var vsize=Math.ceil(m/32);for(var i=0;i<hsize;i++){phc[i]=-1;mhc[i]=0}var j=0;for(;j<vsize-1;j++){var mv_1=0;var pv_1=-1;var start_1=j*32;var vlen_1=Math.min(32,m)+start_1;for(var k=start_1;k<vlen_1;k++){peq[b.charCodeAt(k)]|=1<<k}for(var i=0;i<n;i++){var eq=peq[a.charCodeAt(i)];var pb=phc[i/32|0]>>>i&1;var mb=mhc[i/32|0]>>>i&1;var xv=eq|mv_1;var xh=((eq|mb)&pv_1)+pv_1^pv_1|eq|mb;var ph=mv_1|~(xh|pv_1);var mh=pv_1&xh;if(ph>>>31^pb){phc[i/32|0]^=1<<i}if(mh>>>31^mb){mhc[i/32|0]^=1<<i}ph=ph<<1|pb;mh=mh<<1|mb;pv_1=mh|~(xv|ph);mv_1=ph&xv}for(var k=start_1;k<vlen_1;k++){peq[b.charCodeAt(k)]=0}}var mv=0;var pv=-1;var start=j*32;var vlen=Math.min(32,m-start)+start;for(var k=start;k<vlen;k++){peq[b.charCodeAt(k)]|=1<<k}var score=m;for(var i=0;i<n;i++){var eq=peq[a.charCodeAt(i)];var pb=phc[i/32|0]>>>i&1;var mb=mhc[i/32|0]>>>i&1;var xv=eq|mv;var xh=((eq|mb)&pv)+pv^pv|eq|mb;var ph=mv|~(xh|pv);var mh=pv&xh;score+=ph>>>m-1&1;score-=mh>>>m-1&1;if(ph>>>31^pb){phc[i/32|0]^=1<<i}if(mh>>>31^mb){mhc[i/32|0]^=1<<i}ph=ph<<1|pb;mh=mh<<1|mb;pv=mh|~(xv|ph);mv=ph&xv}for(var k=start;k<vlen;k++){peq[b.charCodeAt(k)]=0}return score};var distance3=function(a,b){if(a.length<b.length){var tmp=b;b=a;a=tmp}if(b.length===0){return a.length}if(a.length<=32){return myers_32(a,b)}return myers_x(a,b)};exports.distance=distance3;var closest2=function(str,arr){var min_distance=Infinity;var min_index=0;for(var i=0;i<arr.length;i++){var dist=distance3(str,arr[i]);if(dist<min_distance){min_distance=dist;min_index=i}}return arr[min_index]};exports.closest=closest2}});
// src/api/explain.ts
var KEY_PAGE = "https://platform.openai.com/settings/organization/admin-keys";
var LATER = "The next run reads it again. If it persists, see https://status.openai.com or raise `retries` and `request-timeout`.";
var BILLING_CODES = /* @__PURE__ */ new Set([
  "insufficient_quota",
  "billing_hard_limit_reached",
  "billing_limit_reached",
  "billing_not_active",
  "account_deactivated",
  "access_terminated"
]);
var RULES = [
  {
    topic: "billing",
    when: ({ status, code = "", type = "", isFromGateway }) => isFromGateway !== true && (status === 402 || BILLING_CODES.has(code) || BILLING_CODES.has(type)),
    remedy: () => "This is about billing, not about the rate limit or the key: check credits, spend limits and the state of the account under https://platform.openai.com/settings/organization/billing."
  },
  {
    topic: "not-the-api",
    when: ({ status, isFromGateway }) => isFromGateway === true && isJudgedByAnswer(status),
    remedy: () => "The answer is not in the format of the API, so something on the way gave it: check `base-url`, the proxy (HTTPS_PROXY, NO_PROXY), and whether a firewall, a bot check or a login page stands in between. It says nothing about the key."
  },
  {
    topic: "api-unavailable",
    when: ({ status }) => status >= 200 && status < 300,
    remedy: () => LATER,
    passes: true
  },
  {
    topic: "place-not-allowed",
    when: ({ status, detail, code = "" }) => (status === 401 || status === 403) && /\bip\b.*(not authorized|allow-?list)|country, region/i.test(`${detail} ${code.replaceAll("_", " ")}`),
    remedy: () => "The key may be good, but not from here: run where the address is allowed (a self-hosted runner, or one with a fixed address), or change the IP allowlist of the organisation."
  },
  {
    topic: "key-expired",
    when: ({ status, detail, code }) => status === 401 && /expired/i.test(`${detail} ${code}`),
    remedy: () => `The key has expired. Create a new admin key and put it into the secret: ${KEY_PAGE}`
  },
  {
    topic: "other-organisation",
    when: ({ status, code }) => status === 401 && /^mismatched_/.test(code ?? ""),
    remedy: () => "The key belongs to another organisation or project than the inputs `openai-organization` and `openai-project` say: correct them, or leave them out."
  },
  {
    topic: "key-not-accepted",
    when: ({ status }) => status === 401,
    remedy: ({ key }) => {
      const given = key && ` What was given is ${key.words}${key.isAdmin ? ": it may have been deleted" : ""}.`;
      return `The key was not accepted. Check that the secret holds a current admin key (sk-admin-\u2026) of the API platform; admin keys of a ChatGPT workspace are for another API.${given ?? ""} ${KEY_PAGE}`;
    }
  },
  {
    topic: "missing-scope",
    when: ({ detail }) => scopesIn(detail) !== void 0,
    remedy: ({ detail, key }) => {
      const given = key === void 0 || key.isAdmin ? "" : ` What was given is ${key.words}.`;
      return `The key lacks the scope ${scopesIn(detail)}.${given} Give it that scope, or use an admin key with all read permissions: ${KEY_PAGE}`;
    }
  },
  {
    topic: "audit-logging-off",
    when: ({ status, detail }) => [400, 403, 404].includes(status) && /audit log/i.test(detail),
    remedy: () => "Audit logging may never have been switched on: an owner does so under Settings, Organization, Data controls. Events are recorded from then on."
  },
  {
    topic: "key-may-not-read",
    when: ({ status }) => status === 403,
    remedy: ({ key }) => {
      const given = key === void 0 || key.isAdmin ? "" : ` What was given is ${key.words}.`;
      return `The key may not read this.${given} Administration data needs an admin key (sk-admin-\u2026) of an organisation owner with read permission, made on the API platform and not in a ChatGPT workspace: ${KEY_PAGE}`;
    }
  },
  {
    topic: "unknown-path",
    when: ({ status, detail }) => status === 404 && /invalid url/i.test(detail),
    remedy: () => "The API does not know this path. Check the `base-url` input, or the `path` of a custom resource. (`audit_log` reads single events by an operation that OpenAI does not document; `audit_logs` exports them all.)"
  },
  {
    topic: "feature-off",
    when: ({ status, detail }) => status === 400 && isSwitchedOff(detail),
    remedy: () => "The organisation has not switched this on, or its plan does not have it."
  },
  {
    topic: "rate-limited",
    when: ({ status }) => status === 429,
    remedy: () => "The rate limit stayed exhausted. Lower `concurrency` or set `requests-per-second`."
  },
  {
    topic: "redirect-refused",
    when: ({ status }) => status >= 300 && status < 400,
    remedy: () => "A redirect is not followed, because the key would go along. Set `base-url` to the address that answers itself."
  },
  {
    topic: "broken-answer",
    when: ({ flaw }) => flaw === "no-list",
    remedy: () => "For a custom resource, check its `data_selector` and `pagination`; otherwise `base-url` may lead to another service."
  },
  {
    topic: "broken-answer",
    when: ({ flaw }) => flaw === "not-as-declared",
    remedy: () => "This is a resource of your own: compare its rows with its `kind`, `data-selector`, `time-field` and `primary-key`. Events have an id as text and a time in whole Unix seconds (no milliseconds, no date as text), buckets have `start_time`, `end_time` and `results`. Leave out `kind` to read anything else, whole."
  },
  {
    topic: "proxy",
    when: ({ status, detail }) => status === 407 || status === 0 && /proxy|tunnel/i.test(detail),
    remedy: () => "Check the proxy that HTTPS_PROXY names, its user name and password, and whether it lets the API through."
  },
  {
    topic: "certificate-not-trusted",
    when: ({ status, detail }) => status === 0 && /certificate/i.test(detail),
    remedy: () => "Check `base-url`, the proxy settings and the clock of the runner. Where a company's proxy signs for others, name the file with its root certificate in NODE_EXTRA_CA_CERTS."
  },
  {
    topic: "network",
    when: ({ status, detail }) => status === 0 && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/i.test(detail),
    remedy: () => "Check `base-url`, the proxy settings of the runner (HTTPS_PROXY, NO_PROXY) and its network."
  },
  {
    topic: "broken-answer",
    when: ({ flaw }) => flaw === "unreadable",
    remedy: () => LATER,
    passes: true
  },
  { topic: "api-unavailable", when: ({ status }) => status === 0 || status >= 500, remedy: () => LATER, passes: true }
];
function isJudgedByAnswer(status) {
  return status < 300 || status >= 400 && status < 500 && status !== 407 && status !== 429;
}
function diagnose(failure3) {
  const rule = RULES.find(({ when }) => when(failure3));
  if (!rule) return { topic: "request-refused", remedy: "", passes: false };
  return { topic: rule.topic, remedy: rule.remedy(failure3), passes: rule.passes === true };
}
function isUnknownPath(error) {
  return error.topic === "unknown-path";
}
function isSwitchedOff(detail) {
  return /not (been )?(enabled|available|activated|switched on)/i.test(detail);
}
function explained(error, more = "") {
  const remedy = error instanceof ApiError ? error.remedy : "";
  const rest = [more, remedy].filter((text) => text !== "").join(" ");
  return rest === "" ? error.message : `${error.message.replace(/\.+$/, "")}. ${rest}`;
}
function noticeOf(error) {
  const { kind, passes } = error instanceof ConfigurationError ? { kind: void 0, passes: false } : error;
  return notice(explained(error), error.topic, { kind, ...passes && { passes } });
}
var MISSING_SCOPES = /missing scopes?:?\s*([a-z][\w-]*(?:\.[\w-]+)+(?:\s*,\s*[a-z][\w-]*(?:\.[\w-]+)+)*)/i;
function scopesIn(detail) {
  return MISSING_SCOPES.exec(detail)?.[1];
}

// src/api/version.ts
var version = "0.1.0";
var userAgent = `openai-admin-export/${version}`;

// src/settings/environment.ts
import { tmpdir } from "node:os";
import { resolve } from "node:path";
function readRoots(env) {
  const { workspace } = readEnvironment(env);
  return { workspace, runnerTemp: env.RUNNER_TEMP || void 0, isOpen: !env.GITHUB_WORKSPACE };
}
function readEnvironment(env) {
  const { GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: attempt = "1" } = env;
  const address = env.ACTIONS_CACHE_SERVICE_V2 ? env.ACTIONS_RESULTS_URL : env.ACTIONS_CACHE_URL;
  const toolFiles = toolFilesAddress(env);
  return {
    workspace: resolve(env.GITHUB_WORKSPACE || "."),
    temporaryFolder: resolve(env.RUNNER_TEMP || tmpdir()),
    runIdentity: runId ? `${runId}-${attempt}` : "local",
    ...runId && { invocation: invocationOf(env) },
    cacheAvailable: Boolean(address && env.ACTIONS_RUNTIME_TOKEN),
    ...toolFiles !== void 0 && { toolFiles }
  };
}
function toolFilesAddress(env) {
  const { GITHUB_ACTION_REPOSITORY: repository = "", GITHUB_ACTION_REF: ref = "" } = env;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w./-]+$/.test(ref)) return void 0;
  const server = (env.GITHUB_SERVER_URL || "https://github.com").replace(/\/+$/, "");
  return `${server}/${repository}/blob/${ref}`;
}
function invocationOf(env) {
  const { GITHUB_ACTION_REPOSITORY: actionRepository, GITHUB_ACTION_REF: actionRef } = env;
  const { GITHUB_WORKFLOW: workflow, GITHUB_JOB: job, GITHUB_SHA: commit } = env;
  return {
    ...actionRepository && { actionRepository },
    ...actionRef && { actionRef },
    ...workflow && { workflow },
    ...job && { job },
    ...commit && { commit }
  };
}

// src/api/key-kind.ts
var HOPELESS = [
  [/^sk-proj-/, "a project key (sk-proj-\u2026)"],
  [/^sk-svcacct-/, "a service account's key (sk-svcacct-\u2026)"],
  [/^sk-ant-/, "another vendor's key (sk-ant-\u2026)"],
  [/^(gh[a-z]_|github_pat_)/, "a token of GitHub"]
];
var OTHERS = [
  [/^sk-/, "a user's key (sk-\u2026), of the kind that came before project keys"],
  [/^sess-/, "the token of a browser session (sess-\u2026)"],
  [/^key_/, "the id of a key (key_\u2026), not the key"],
  [/^org-/, "the id of an organisation (org-\u2026)"]
];
function kindOfKey(key) {
  if (key.startsWith("sk-admin-")) return { words: "an admin key (sk-admin-\u2026)", isAdmin: true, isFutile: false };
  const hopeless = HOPELESS.find(([begins]) => begins.test(key));
  const [, words] = hopeless ?? OTHERS.find(([begins]) => begins.test(key)) ?? [];
  return { words: words ?? "none of OpenAI's keys by its form", isAdmin: false, isFutile: hopeless !== void 0 };
}

// src/text/addresses.ts
var headerSafe = /^[\x21-\x7e]+$/;
var loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
var baseUrlForm = /^\s*(?:https:\/\/[^\s/?#@]+|http:\/\/(?:localhost|[^\s/?#@:]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?)(?:\/[^\s?#]*)?\s*$/;
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// src/settings/api-access.ts
function idProblem(id) {
  return headerSafe.test(id) ? void 0 : "expected an id, without blanks or characters that a header cannot hold";
}
function baseUrlProblem(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
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
    return {
      topic: "key-missing",
      line: "'api-key' is empty: give an admin key from a secret. If you did, check the secret's name; workflows of forks and of Dependabot get no secrets"
    };
  }
  const malformed = oddityOf(key);
  if (malformed !== void 0) {
    return { topic: "malformed-key", line: `'api-key' ${malformed}: check how the secret was pasted` };
  }
  const kind = kindOfKey(key);
  if (!kind.isFutile) return void 0;
  return {
    topic: "wrong-kind-of-key",
    line: `'api-key' is ${kind.words}: the administration API takes admin keys alone (sk-admin-\u2026). An owner of the organisation creates one at https://platform.openai.com/settings/organization/admin-keys`
  };
}
function oddityOf(key) {
  if (/^\$|\{\{/.test(key)) return "holds the name of a secret or variable, not its value";
  if (/^bearer\b/i.test(key)) return "begins with the word Bearer, which is no part of the key";
  if (/^\w+=[^=]/.test(key)) return 'begins with the name of a variable and "="';
  if (/^["'`]|["'`]$/.test(key)) return "stands in quotation marks";
  if (!headerSafe.test(key)) return "holds a blank, a line break or another character that no key has";
  return void 0;
}

// src/notices/disk-trouble.ts
var FULL = ["disk-full", "The disk, or the quota of this user, is full: free some space."];
var FORBIDDEN = [
  "folder-not-writable",
  "The user of this process may not do that: give the folder to this user, or choose another one."
];
var MEANINGS = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: ["disk-full", "The file is larger than the disk takes: choose a finer `partition-by`."],
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: ["folder-not-writable", "The disk is mounted read-only: mount it for writing, or choose another folder."],
  EIO: ["destination-lost", "The disk failed: check it and its connection, then run again."],
  EMFILE: ["destination-lost", "This process may open no more files: raise `ulimit -n`, or lower `concurrency`."],
  ENFILE: ["destination-lost", "This machine can open no more files: end what holds many open, then run again."],
  ENOTDIR: ["destination-lost", "A file lies where a folder is needed: move it away."],
  EISDIR: ["destination-lost", "A folder lies where a file is needed: move it away."],
  EEXIST: ["destination-lost", "Something else lies there: move it away."],
  ENOTEMPTY: ["destination-lost", "A folder that is not empty lies there: move it away."],
  ENAMETOOLONG: ["destination-lost", "The path is longer than the disk takes: choose a folder with a shorter path."],
  ENOENT: ["destination-lost", "The folder, or a file in it, went away meanwhile: let nothing else remove it."],
  ENODEV: ["destination-lost", "The disk is gone: mount it again, then run again."],
  ENXIO: ["destination-lost", "The disk is gone: mount it again, then run again."],
  ESTALE: ["destination-lost", "The network disk lost the folder: mount it again, then run again."],
  ETIMEDOUT: ["destination-lost", "The network disk does not answer: check its connection, then run again."],
  EBUSY: ["destination-lost", "Another program holds the file: close it, then run again."],
  ELOOP: ["path-refused", "A link lies in the way: remove it."],
  EXDEV: ["destination-lost", "The file lies on another disk than its folder: choose a folder without mounts in it."]
};
var NOT_OF_A_DISK = /^(connect|bind|listen|getaddrinfo|spawn)/;
function diskTrouble(error) {
  const { code = "", syscall = "" } = error ?? {};
  if (NOT_OF_A_DISK.test(syscall)) return void 0;
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : void 0;
  return meaning && { code, topic: meaning[0], remedy: meaning[1] };
}

// src/catalogue/resource.ts
var personalKinds = [
  "name",
  "email",
  "ip",
  "picture",
  "agent",
  "fingerprint",
  "place",
  "phone",
  "id",
  "text",
  "person"
];

// src/catalogue/columns.ts
var columnTypes = ["text", "number", "boolean", "time", "json"];
function isColumnType(text) {
  return columnTypes.includes(text);
}
function isPersonalKind(text) {
  return personalKinds.includes(text);
}
function column(name, type, marks) {
  const personal = marks.find(isPersonalKind);
  const wrong = marks.find((mark) => mark !== "volatile" && mark !== personal);
  if (!isColumnType(type) || wrong !== void 0) {
    throw new Error(`Failed to declare column "${name}": unknown type "${type}" or mark "${wrong}"`);
  }
  return { name, type, ...marks.includes("volatile") && { volatile: true }, ...personal && { personal } };
}
function columns(notation) {
  const found = [];
  const nesting = [];
  for (const [, token = "", opens] of notation.matchAll(/([^\s()]+|\))(\()?/g)) {
    if (opens) nesting.push(token);
    else if (token === ")") nesting.pop();
    else {
      const [name = "", type = "text", ...marks] = token.split(":");
      found.push(column([...nesting, name].join("__"), type, marks));
    }
  }
  return found;
}

// src/catalogue/declare.ts
var usualPageSize = 100;
function placeholders(path5) {
  return [...path5.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}
function parentOf(path5, parent) {
  const key = parent.key[0] ?? "id";
  const named = [...parent.parentIds, ...parent.key];
  const fields = placeholders(path5).map((name) => [name, named.includes(name) ? name : key]);
  return { resource: parent.name, parameters: Object.fromEntries(fields) };
}
function withParentIds(parentIds, own3) {
  const ids = parentIds.map((name) => ({ name, type: "text" }));
  return [...ids, ...own3.filter(({ name }) => !parentIds.includes(name))];
}
function list(declaration) {
  const { name, path: path5, pagination, under, query, fallback } = declaration;
  const parentIds = placeholders(path5);
  return {
    kind: "snapshot",
    name,
    path: path5,
    pagination,
    pageSize: declaration.pageSize ?? usualPageSize,
    dataSelector: "data",
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [declaration.key ?? "id"],
    parentIds,
    ...query && { query },
    ...under && { parent: parentOf(path5, under) },
    ...fallback && { fallback }
  };
}
function entry(of, declaration) {
  const { name, idParameter, query, queryFromRow } = declaration;
  const path5 = `${of.path}/{${idParameter}}`;
  return {
    kind: "snapshot",
    name,
    path: path5,
    pagination: "none",
    dataSelector: "",
    columns: declaration.columns ? withParentIds(of.parentIds, columns(declaration.columns)) : of.columns,
    key: of.key,
    parentIds: of.parentIds,
    parent: { ...parentOf(path5, of), ...queryFromRow && { query: queryFromRow } },
    idParameter,
    ...query && { query }
  };
}
function singleObject({ name, path: path5, under, ...declaration }) {
  const parentIds = placeholders(path5);
  return {
    kind: "snapshot",
    name,
    path: path5,
    pagination: "none",
    dataSelector: "",
    columns: withParentIds(parentIds, columns(declaration.columns)),
    key: [],
    parentIds,
    ...under && { parent: parentOf(path5, under) }
  };
}

// src/catalogue/access.ts
var userColumns = `
  object id name:text:name email:text:email role added_at:time is_default:boolean created:time
  user(object id email:text:email name:text:name picture:text:picture enabled:boolean banned:boolean banned_at:time)
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
  columns: "object id email:text:email role status created_at:time expires_at:time accepted_at:time projects:json"
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
  columns: "id name:text:name email:text:email"
});
var groupUser = entry(groupUsers, {
  name: "group_user",
  idParameter: "user_id",
  columns: "id name:text:name email:text:email picture:text:picture is_service_account:boolean user_type"
});

// src/catalogue/audit.ts
var auditLogColumns = columns(`
  id type effective_at:time
  project(id name)
  actor(
    type
    session(user(id email:text:email) ip_address:text:ip)
    api_key(id type user(id email:text:email) service_account(id))
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
  parentIds: [],
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

// src/catalogue/external-storage.ts
var externalStorage = list({
  name: "external_storage",
  path: "/organization/external_storage",
  pagination: "last_id",
  columns: `
    id object project_id status geography
    provider(
      type bucket region account_id external_id role_arn
      account_name container resource_group subscription_id tenant_id
      audience workload_identity_pool_id workload_identity_project_number workload_identity_provider_id tenancy_ocid
    )
    created_at:time
  `
});
var externalStorageConfiguration = entry(externalStorage, {
  name: "external_storage_configuration",
  idParameter: "external_storage_id"
});

// src/catalogue/fine-tuning.ts
var permissions = list({
  name: "checkpoint_permissions",
  path: "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
  pagination: "last_id",
  columns: "id object project_id created_at:time"
});
var checkpointPermissions = {
  ...permissions,
  idParameter: "fine_tuned_model_checkpoint",
  idsRequired: true
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
    owner(type object id name:text:name created_at:time role)
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
      user(id email:text:email name:text:name created_at:time role)
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
var externalKeys = list({
  name: "external_keys",
  path: "/organization/external_keys",
  pagination: "last_id",
  columns: `
    id object type name purpose api_project_ids:json workspace_id
    kms_arn role_arn external_id
    audience kms_project_id kms_key_location kms_key_ring_name kms_key_name kms_key_version
    workload_identity_pool_id workload_identity_project_number workload_identity_provider_id
    tenant_id vault_uri key_name key_version
    region vault_ocid key_ocid key_version_ocid
    created_at:time
  `
});
var externalKey = entry(externalKeys, { name: "external_key", idParameter: "external_key_id" });

// src/catalogue/project-access.ts
var projectUsers = list({
  name: "project_users",
  path: "/organization/projects/{project_id}/users",
  under: projects,
  pagination: "last_id",
  columns: "object id name:text:name email:text:email role added_at:time"
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
  created_by_user_obj:json:person metadata:json assignment_sources:json
`;
function assignments(name, path5, under) {
  return list({ name, path: path5, under, pagination: "next", pageSize, columns: assignedRoleColumns });
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
var projectServiceTierSettings = singleObject({
  name: "project_service_tier_settings",
  path: "/organization/projects/{project_id}/service_tier_settings",
  under: projects,
  // `enabled_tiers` is the word "all" or a list.
  columns: "object default enabled_tiers:json"
});

// src/catalogue/filters.ts
var bucketFilters = {
  projects: { parameter: "project_ids", dimension: "project_id", left: "of another project" },
  // A model may be answered with its dated name.
  models: { parameter: "models", dimension: "model", left: "of another model", takesBeginnings: true },
  users: { parameter: "user_ids", dimension: "user_id", left: "of another user" },
  "api-keys": { parameter: "api_key_ids", dimension: "api_key_id", left: "of another key" },
  "line-items": { parameter: "line_items", dimension: "line_item", left: "of another line item" },
  batch: { parameter: "batch", dimension: "batch", left: "of the other value of `batch`" },
  sizes: { parameter: "sizes", dimension: "size", left: "of another size" },
  sources: { parameter: "sources", dimension: "source", left: "of another source" },
  "context-levels": { parameter: "context_levels", dimension: "context_level", left: "of another context level" },
  "vector-stores": { parameter: "vector_store_ids", dimension: "vector_store_id", left: "of another vector store" }
};
var bucketFilterNames = Object.keys(bucketFilters);
function filtersBy(dimensions2) {
  const names2 = bucketFilterNames.filter((name) => dimensions2.includes(bucketFilters[name].dimension));
  return Object.fromEntries(names2.map((name) => [name, bucketFilters[name].parameter]));
}
function leavesOut(name, asked, value) {
  if (asked.length === 0 || !(typeof value === "string" || typeof value === "boolean")) return false;
  const { takesBeginnings } = bucketFilters[name];
  const text = String(value);
  return !asked.some((wanted) => text === wanted || takesBeginnings && text.startsWith(wanted));
}

// src/catalogue/spend.ts
var spendLimitColumns = "object threshold_amount:number currency interval enforcement(status)";
var spendAlertColumns = `
  id object threshold_amount:number currency interval
  notification_channel(type recipients:json:email subject_prefix)
`;
var costs = {
  kind: "buckets",
  timeField: "start_time",
  key: [],
  parentIds: [],
  name: "costs",
  path: "/organization/costs",
  pagination: "next_page",
  dataSelector: "data",
  widths: { "1d": 180 },
  // The API refuses api_key_id for days before it began to record it (2025-12-06).
  dimensions: ["project_id", "line_item", "api_key_id"],
  undescribedDimensions: ["user_id", "api_source"],
  refusable: [
    { dimension: "user_id", notWith: { dimensions: ["project_id"], filters: ["projects"] } },
    { dimension: "api_source" },
    { dimension: "api_key_id" }
  ],
  filters: filtersBy(["project_id", "line_item", "api_key_id"]),
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
function usage(name, dimensions2, fields, undescribedDimensions = []) {
  return {
    kind: "buckets",
    timeField: "start_time",
    key: [],
    parentIds: [],
    name: `usage_${name}`,
    path: `/organization/usage/${name}`,
    pagination: "next_page",
    dataSelector: "data",
    widths: { "1m": 1440, "1h": 168, "1d": 31 },
    dimensions: dimensions2,
    undescribedDimensions,
    filters: filtersBy(dimensions2),
    columns: columns(`start_time:time end_time:time object ${fields}`)
  };
}
var tokens = `
  input_tokens:number input_cached_tokens:number input_cache_write_tokens:number input_uncached_tokens:number
  output_tokens:number input_text_tokens:number output_text_tokens:number input_cached_text_tokens:number
  input_audio_tokens:number input_cached_audio_tokens:number output_audio_tokens:number input_image_tokens:number
  input_cached_image_tokens:number output_image_tokens:number num_model_requests:number
  project_id user_id api_key_id model batch:boolean service_tier
  input_cache_write_12h_tokens:number input_cache_write_30m_tokens:number api_source
`;
var usageResources = [
  usage("completions", [...byModel, "batch", "service_tier"], tokens, ["api_source"]),
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
  ),
  usage("decisions", [...byModel, "batch", "service_tier", "api_source"], tokens)
];

// src/catalogue/workload-identity.ts
var workloadIdentityProviders = list({
  name: "workload_identity_providers",
  path: "/organization/workload_identity_providers",
  pagination: "last_id",
  columns: `
    id object type name description enabled:boolean issuer audience attribute_transformations:json
    verification(type discovery_url jwks:json) created_at:time updated_at:time
  `
});
var workloadIdentityProvider = entry(workloadIdentityProviders, {
  name: "workload_identity_provider",
  idParameter: "workload_identity_provider_id"
});
var workloadIdentityFederationRules = list({
  name: "workload_identity_federation_rules",
  path: "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules",
  under: workloadIdentityProviders,
  pagination: "last_id",
  columns: `
    id object name description enabled:boolean project_id service_account_id attribute_matchers:json:text
    permissions(type scopes:json) created_at:time updated_at:time
  `
});
var workloadIdentityFederationRule = entry(workloadIdentityFederationRules, {
  name: "workload_identity_federation_rule",
  idParameter: "workload_identity_federation_rule_id"
});

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
  externalKeys,
  externalKey,
  workloadIdentityProviders,
  workloadIdentityProvider,
  workloadIdentityFederationRules,
  workloadIdentityFederationRule,
  dataRetention,
  projectDataRetention,
  projectRateLimits,
  projectModelPermissions,
  projectHostedToolPermissions,
  projectServiceTierSettings,
  externalStorage,
  externalStorageConfiguration,
  checkpointPermissions,
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
function resourceNamed(name) {
  return resourcesByName.get(name);
}

// src/text/list.ts
function list2(names2, most = 5) {
  const rest = names2.length - most;
  return names2.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// src/privacy/column-patterns.ts
function parsePattern(text) {
  return text.trim().split(/\.|__/);
}
function begin(patterns, resource) {
  return advance(
    patterns.map((pattern) => [pattern, 0]),
    resource
  );
}
function advance(progress, field) {
  const found = [];
  for (const [pattern, next] of withSkips(progress)) {
    if (pattern[next] === "**") found.push([pattern, next]);
    else if (pattern[next] === "*" || pattern[next] === field) found.push([pattern, next + 1]);
  }
  return found;
}
function isMatched(progress) {
  return withSkips(progress).some(([pattern, next]) => next === pattern.length);
}
function patternsFor(columns2, resource) {
  const own3 = (texts2) => [...new Set(texts2.map((text) => text.trim()))].filter((text) => ["*", "**", resource].includes(firstOf(text))).sort();
  return { include: own3(columns2.include), exclude: own3(columns2.exclude) };
}
function withSkips(progress) {
  return progress.flatMap(
    ([pattern, next]) => pattern[next] === "**" ? [[pattern, next], [pattern, next + 1]] : [[pattern, next]]
  );
}
function firstOf(text) {
  return parsePattern(text)[0] ?? "";
}

// src/privacy/pseudonyms.ts
import { createHmac } from "node:crypto";

// src/privacy/email-addresses.ts
var at = "(?:@|%40|\\\\u0040|&#64;|&#x40;|&commat;)";
var mailbox = '(?:[\\p{L}\\p{M}\\p{N}.!#$%*+^_`{|}~\'-]+|"[^"\\\\]+")';
var host = "(?:\\[[^\\]\\s]+\\]|(?:[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?\\.)+(?:\\p{L}[\\p{L}\\p{M}\\p{N}-]*|\\d{1,3}(?![\\p{L}\\p{N}])))";
var mayHold = /@|%40|u0040|&#(?:64|x40);|&commat;/i;
var inside = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}.!#$%*+^_\`{|}~'-])${mailbox}(?:${at}${host})+`, "giu");
var sign = new RegExp(at, "gi");
var whole = /^(?:"[^"\\]+"|[^\s@<>,;]+)@[^\s@<>,;]+$/;
var MOST_PASSES = 8;
var alone = new RegExp(`^[\\p{L}\\p{M}\\p{N}.!#$%&*+/=?^_\`{|}~'-]+@${host}$`, "iu");
function isEmail(text) {
  return whole.test(text.trim());
}
function canonicalEmail(text) {
  return text.trim().normalize("NFC").replace(sign, "@").toLowerCase();
}
function replaceEmails(text, replace) {
  if (alone.test(text)) return replace(text);
  let current = text;
  for (let pass = 0; pass < MOST_PASSES && mayHold.test(current); pass += 1) {
    const next = current.replace(inside, (found) => replace(found));
    if (next === current) break;
    current = next;
  }
  return current;
}

// src/privacy/ip-addresses.ts
import { isIPv6 } from "node:net";
var ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
var octet = "(?:25[0-5]|2[0-4]\\d|[01]?\\d{1,2})";
var ipv4Inside = new RegExp(`(?<!\\d)${octet}(?:\\.${octet}){3}(?!\\d)`, "g");
var ipv6Inside = /(?<![\p{L}\p{N}:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3}(?!\d))?(?:%[\p{L}\p{N}_-]+)?/giu;
var mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
function canonicalIp(text) {
  const octets = ipv4.exec(text)?.slice(1).map(Number);
  if (octets) return octets.every((octet2) => octet2 <= 255) ? octets.join(".") : void 0;
  if (!text.includes(":") || !isIPv6(text)) return void 0;
  const compressed = new URL(`http://[${text.replace(/%.*$/, "")}]/`).hostname.slice(1, -1);
  const [, high, low] = mapped.exec(compressed) ?? [];
  if (high === void 0 || low === void 0) return compressed;
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join(".");
}
function replaceIps(text, replace) {
  if (text === "::") return replace(text);
  const withoutIpv6 = text.includes(":") ? text.replace(ipv6Inside, (found) => replaceIpv6(found, replace)) : text;
  if (!withoutIpv6.includes(".")) return withoutIpv6;
  return withoutIpv6.replace(ipv4Inside, (found) => replace(found));
}
function replaceIpv6(found, replace) {
  for (const candidate of [found, found.replace(/:$/, ""), found.replace(/^:(?!:)/, "")]) {
    if (!/[0-9a-f]/i.test(candidate) || canonicalIp(candidate) === void 0) continue;
    return found.replace(candidate, () => replace(candidate));
  }
  return found;
}

// src/privacy/pseudonyms.ts
var REDACTED = "redacted";
var DIGITS = 20;
var MOST_REMEMBERED = 1e5;
var pseudonym = new RegExp(`^(?:${personalKinds.join("|")})_[0-9a-f]{${DIGITS}}$`);
var pseudonymInside = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${personalKinds.join("|")})_[0-9a-f]{${DIGITS}}(?![0-9a-f])`,
  "gu"
);
function isReplacement(text) {
  return text === REDACTED || pseudonym.test(text);
}
function createReplacing(options) {
  if (options.mode === "redact") {
    return { replace: () => REDACTED, clean: (text) => text.replace(pseudonymInside, REDACTED) };
  }
  const { key } = options;
  const remembered = /* @__PURE__ */ new Map();
  return {
    clean: (text) => text,
    replace(kind, value) {
      if (isReplacement(value)) return value;
      const subject = `${kind}\0${canonical(kind, value)}`;
      const known = remembered.get(subject);
      if (known !== void 0) return known;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      const made = `${kind}_${createHmac("sha256", key).update(subject, "utf8").digest("hex").slice(0, DIGITS)}`;
      remembered.set(subject, made);
      return made;
    }
  };
}
function keyFingerprint(key) {
  return createHmac("sha256", key).update("openai-admin-export pseudonym key").digest("hex").slice(0, 12);
}
function canonical(kind, value) {
  if (kind === "email") return canonicalEmail(value);
  if (kind === "ip") return canonicalIp(value.trim()) ?? value.trim();
  return value.normalize("NFC");
}

// src/privacy/privacy-shape.ts
function privacyShape(resource, options) {
  if (options === void 0 || options.mode === "none") return void 0;
  const { include, exclude } = patternsFor(options.columns, resource);
  const columns2 = { ...include.length > 0 && { include }, ...exclude.length > 0 && { exclude } };
  return {
    mode: options.mode,
    ...options.mode === "pseudonymize" && { key: keyFingerprint(options.key) },
    ...Object.keys(columns2).length > 0 && { columns: columns2 }
  };
}

// src/archive/damaged-file.ts
var LFS_POINTER = "version https://git-lfs.github.com/spec/";
var CONFLICT_MARKER = /(?:^|\n)(?:<{7}|>{7}|\|{7}) /;
async function recognizeDamage(file) {
  let text = "";
  let isStart = true;
  for await (const chunk of file) {
    text += chunk.toString("latin1");
    if (isStart && text.startsWith(LFS_POINTER)) return "lfs-pointer";
    if (CONFLICT_MARKER.test(text)) return "conflict-markers";
    isStart &&= text.length < LFS_POINTER.length;
    if (!isStart) text = text.slice(-LFS_POINTER.length);
  }
  return "garbage";
}
function isLfsPointer(text) {
  return text.startsWith(LFS_POINTER);
}
function remedyOfDamage(damage) {
  return {
    "lfs-pointer": "It is a pointer of Git LFS, not the file itself: run `git lfs pull`, or check out with `lfs: true`. The next run does not repair it.",
    "conflict-markers": "It holds conflict markers of Git: resolve the conflict, and commit the result. The next run does not repair it.",
    garbage: "Restore the file from an earlier version. The next run does not repair it."
  }[damage];
}

// src/archive/grouping-refusals.ts
function layRefusals(known, { month, refused, served }) {
  const left = known.filter((one) => one.month === month).flatMap(
    (one) => subtract(
      [[one.from, one.to]],
      // That shorter ranges are served says nothing of longer ones.
      served.flatMap(
        ({ dimensions: dimensions2, from, to }) => dimensions2.includes(one.dimension) && one.longest === void 0 ? [[from, to]] : []
      )
    ).map(([from, to]) => ({ ...one, from, to }))
  );
  const alike = groupBy(
    [...left, ...refused],
    (one) => [one.dimension, one.with?.join() ?? "", one.longest === void 0 ? "" : "long"].join("\0")
  );
  return [...alike].sort(([a], [b]) => byCodeUnits(a, b)).flatMap(([, all]) => {
    const ranges = all.reduce((sum, { from, to }) => union(sum, [[from, to]]), []);
    const longest = Math.min(...all.map((one) => one.longest ?? Infinity));
    const common = { ...all[0], ...longest < Infinity && { longest } };
    return ranges.map(([from, to]) => ({ ...common, from, to }));
  });
}
function storedRefusals(refusals) {
  return refusals.map(({ dimension, with: others, from, to, longest, month }) => ({
    dimension,
    ...others && { with: others },
    from: boundaryName(from),
    ...to !== Infinity && { to: boundaryName(to) },
    ...longest !== void 0 && { longest_days: longest / DAY },
    month
  }));
}
function parseRefusals(stored) {
  return stored.map(({ longest_days: days2, ...one }) => {
    const [from, to] = [Date.parse(one.from) / 1e3, one.to === void 0 ? Infinity : Date.parse(one.to) / 1e3];
    if (typeof one.dimension !== "string" || typeof one.month !== "string" || Number.isNaN(from + to))
      throw new Error(`${JSON.stringify(one)} is no refusal of a grouping`);
    return { ...one, from, to, ...days2 !== void 0 && { longest: days2 * DAY } };
  });
}

// src/archive/parent-reads.ts
import { createHash } from "node:crypto";
function parentName(ids) {
  return Object.entries(ids).map(([name, id]) => name === "user_id" ? createHash("sha256").update(id).digest("hex").slice(0, 12) : id).join("/");
}
function daysOfParents({ parents_read: reads = {} }) {
  return new Map(Object.entries(reads).flatMap(([day2, names2]) => names2.map((name) => [name, day2])));
}
function newestReadOn({ read_on: readOn, parents_read: reads = {} }) {
  return [...Object.keys(reads), ...readOn === void 0 ? [] : [readOn]].sort().at(-1);
}
function orderedReads(reads) {
  const days2 = Object.entries(reads).filter(([, names2]) => names2.length > 0);
  if (days2.length === 0) return void 0;
  return Object.fromEntries(days2.sort(([a], [b]) => a < b ? -1 : 1).map(([day2, names2]) => [day2, [...names2].sort()]));
}
function refuseBrokenReads({ parents_read: reads, every_days: every }) {
  if (every !== void 0 && !(Number.isInteger(every) && every > 0))
    throw new Error("every_days is no number of days");
  if (reads === void 0) return;
  const days2 = Object.entries(reads ?? {});
  const isRead = ([day2, names2]) => /^\d{4}-\d\d-\d\d$/.test(day2) && !Number.isNaN(Date.parse(day2)) && Array.isArray(names2) && names2.every((name) => typeof name === "string");
  if (typeof reads !== "object" || reads === null || Array.isArray(reads) || !days2.every(isRead))
    throw new Error("parents_read holds something else than names by day");
}

// src/archive/manifest.ts
function shapeOf(resource, options) {
  const formats3 = options.formats.map((format) => format.extension);
  const filters = filtersIn(resource, options);
  const privacy = privacyShape(resource.name, options.privacy);
  const mode = options.schema?.mode;
  return {
    formats: [...formats3].sort(),
    ...resource.kind === "snapshot" ? {} : { partition_by: options.partitionBy },
    ...resource.kind === "buckets" ? { bucket_width: options.bucketWidth, group_by: options.groupBy } : {},
    ...resource.kind === "events" && resource.custom ? { time_field: resource.timeField, primary_key: resource.key } : {},
    ...Object.keys(filters).length > 0 ? { filters } : {},
    // What was written under `freeze` is what `evolve` would have written.
    ...mode !== void 0 && mode !== "freeze" && { on_schema_change: mode },
    ...privacy && { privacy }
  };
}
function filtersIn(resource, { filters }) {
  const hasProjects = resource.kind !== "snapshot" || resource.parentIds.includes("project_id");
  const named = [
    ["projects", hasProjects ? filters.projects : []],
    ["event_types", resource.kind === "events" ? filters.eventTypes : []],
    ...bucketFilterNames.filter((name) => name !== "projects" && resource.kind === "buckets" && resource.filters[name] !== void 0).map((name) => [shapeName(name), filters[name]])
  ];
  return Object.fromEntries(named.flatMap(([name, values = []]) => values.length > 0 ? [[name, values]] : []));
}
function shapeName(filter) {
  return filter.replaceAll("-", "_");
}
function sameShape(left, right) {
  const text = (shape) => JSON.stringify(Object.entries(shape).sort(([a], [b]) => compare(a, b)));
  return text(left) === text(right);
}
function emptyManifest(resource, shape) {
  return { version: 1, resource, shape, ranges: [], unavailable: [], entries: [] };
}
var texts = /* @__PURE__ */ new WeakMap();
function serializeManifest(manifest) {
  const text = texts.get(manifest) ?? textOf(manifest);
  texts.set(manifest, text);
  return text;
}
function textOf(manifest) {
  const unknown = new Set(manifest.entries.flatMap((entry2) => entry2.unknown_columns ?? []));
  const dated = manifest.shape.partition_by !== void 0;
  const text = {
    version: manifest.version,
    resource: manifest.resource,
    organization: manifest.organization,
    shape: manifest.shape,
    unknown_columns: [...unknown].sort(),
    ranges: dated ? manifest.ranges.map(rangeNames) : void 0,
    unavailable: dated && manifest.unavailable.length > 0 ? manifest.unavailable.map(rangeNames) : void 0,
    removed: manifest.removed?.length ? manifest.removed.map(orderedRemoval) : void 0,
    refusals: manifest.refusals?.length ? storedRefusals(manifest.refusals) : void 0,
    read_on: manifest.read_on,
    stale_parents: manifest.stale_parents?.length ? [...manifest.stale_parents].sort() : void 0,
    parents_read: manifest.parents_read && orderedReads(manifest.parents_read),
    every_days: manifest.every_days,
    entries: inOrder(manifest.entries).map(orderedEntry),
    history: manifest.history?.length ? manifest.history : void 0
  };
  return `${JSON.stringify(text, null, 2)}
`;
}
function parseManifest(text, where, remedy = "Restore it from an earlier version, or rebuild it from the files: `openai-admin-export repair <destination>`.") {
  try {
    const parsed = JSON.parse(text);
    if (parsed.version !== 1)
      throw new Error(`its format version is ${JSON.stringify(parsed.version)}, this release reads 1`);
    if (!Array.isArray(parsed.entries) || typeof parsed.resource !== "string" || !Array.isArray(parsed.shape?.formats)) {
      throw new Error("it lacks entries, resource or shape");
    }
    for (const entry2 of [...parsed.entries, ...parsed.history ?? []]) refuseBrokenEntry(entry2, parsed.resource);
    const folders = listedFolders(parsed.resource);
    refuseBrokenReads(parsed);
    refuseBrokenRemovals(parsed.removed, (path5) => folders.some((folder) => path5.startsWith(folder)));
    const { unknown_columns: _derived, ...rest } = parsed;
    if (rest.refusals !== void 0) rest.refusals = parseRefusals(rest.refusals);
    return { ...rest, ranges: parseRanges(parsed.ranges), unavailable: parseRanges(parsed.unavailable) };
  } catch (cause) {
    const notJson = hasConflictMarkers(text) ? "it holds Git's markers of a merge conflict" : "it is not JSON";
    const why = cause instanceof SyntaxError ? notJson : cause instanceof Error ? cause.message : cause;
    const said = isLfsPointer(text) ? remedyOfDamage("lfs-pointer") : `${why}. ${remedy}`;
    throw new StorageError("unreadable-manifest", `Failed to read the manifest ${where}: ${said}`, { cause });
  }
}
function entryKey(entry2) {
  return `${entry2.period ?? ""}\0${entry2.path ?? ""}`;
}
function hasConflictMarkers(text) {
  return /^<{7}(?: |\r?$)/m.test(text) && /^>{7}(?: |\r?$)/m.test(text);
}
function refuseBrokenEntry(entry2, resource) {
  const isEntry = Number.isInteger(entry2?.rows) && (entry2?.path === void 0 || listedFolders(resource).some((folder) => entry2.path?.startsWith(folder)));
  if (!entry2 || !isEntry) throw new Error(`${JSON.stringify(entry2)} is no entry of ${resource}`);
  if (entry2.period !== void 0) parsePeriodName(entry2.period);
}
function inOrder(entries) {
  const keyed = entries.map((entry2) => ({ entry: entry2, key: entryKey(entry2) }));
  const isSorted = keyed.every(({ key }, index) => index === 0 || (keyed[index - 1]?.key ?? "") <= key);
  return (isSorted ? keyed : keyed.sort((a, b) => compare(a.key, b.key))).map(({ entry: entry2 }) => entry2);
}
function orderedEntry(entry2) {
  const { period, path: path5, rows, bytes, sha256, settled, dimensions: dimensions2, refused, ...more } = entry2;
  const { unknown_columns, discarded, doubted, supersedes } = more;
  const read = { period, path: path5, rows, bytes, sha256, settled, dimensions: dimensions2, refused };
  return { ...read, unknown_columns, discarded, doubted, supersedes };
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
  return union(parsed, []);
}
function compare(left, right) {
  return left < right ? -1 : left > right ? 1 : 0;
}

// src/spool/text-lines.ts
async function* textLines(chunks) {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = chunk.split("\n");
    lines[0] = rest + lines[0];
    rest = lines.pop();
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield [rest];
}

// src/archive/current-files.ts
function mostFaithful(paths) {
  return [...paths].sort((a, b) => rank(a) - rank(b) || byCodeUnits(a, b))[0];
}
function rank(path5) {
  return formatOfPath(path5)?.keepsShape ? 0 : 1;
}
function faithful(entries) {
  const path5 = mostFaithful(entries.flatMap((entry2) => entry2.path ?? []));
  return entries.find((entry2) => entry2.path === path5);
}
function newestOfEach(history) {
  return [...new Map(history.map((entry2) => [formatOfPath(entry2.path)?.extension, entry2])).values()];
}
function snapshotFile(manifest) {
  const current = manifest.entries.filter(({ path: path5 }) => path5 !== void 0);
  return faithful(current.length > 0 ? current : newestOfEach(manifest.history ?? []));
}
function areThere({ resource, entries }, files) {
  const paths = entries.flatMap(({ path: path5 }) => path5 ?? []);
  const isThere2 = (path5) => files.has(path5) || !path5.startsWith(resourceFolder(resource));
  return paths.length > 0 && paths.every(isThere2);
}
function snapshotAsOf(manifest, day2) {
  const { read_on: readOn, entries, history = [] } = manifest;
  const newestRead = newestReadOn(manifest);
  if (readOn !== void 0 && newestRead !== void 0 && newestRead <= day2 && !manifest.stale_parents?.length) {
    return { readOn, files: entries.flatMap(({ path: path5, sha256 }) => path5 === void 0 ? [] : [{ path: path5, sha256 }]) };
  }
  const last = history.findLastIndex((entry2) => entry2.read_on <= day2 && !entry2.incomplete);
  const complete = history.slice(0, last + 1).filter(({ incomplete }) => !incomplete);
  const newest = complete.at(-1);
  return newest && { readOn: newest.read_on, files: newestOfEach(complete) };
}
function partitionFiles(manifest, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY) {
  const superseded = new Set(manifest.entries.flatMap(({ supersedes }) => supersedes ?? []));
  const byStem = /* @__PURE__ */ new Map();
  for (const { period: name, path: path5, rows, sha256 } of manifest.entries) {
    if (name === void 0 || path5 === void 0 || superseded.has(path5)) continue;
    const period = parsePeriodName(name);
    if (period.to <= from || period.from >= to) continue;
    const stem = stemOf(path5);
    const file = { ...period, path: path5, rows, ...sha256 !== void 0 && { sha256 } };
    byStem.set(stem, [...byStem.get(stem) ?? [], file]);
  }
  const files = [...byStem.values()].flatMap((same) => faithful(same) ?? []);
  return files.sort((a, b) => a.from - b.from || byCodeUnits(a.path, b.path));
}

// src/archive/change-files.ts
function changeTrail(manifest, paths) {
  const files = paths.flatMap((path5) => parseChangePath(path5) ?? []);
  const current = snapshotFile(manifest)?.sha256;
  const leftover = current === void 0 ? [] : leftoverChangeFiles(files, current, newestReadOn(manifest));
  const rest = files.filter((file) => !leftover.includes(file));
  const strange = paths.filter((path5) => parseChangePath(path5) === void 0);
  return { files, trail: inOrder2(rest, current ?? ""), leftover, strange };
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
function inOrder2(files, current) {
  const byDay = /* @__PURE__ */ new Map();
  for (const file of files) byDay.set(file.date, [...byDay.get(file.date) ?? [], file]);
  let here = current.slice(0, 12);
  const newestFirst = [];
  for (const day2 of [...byDay.keys()].sort().reverse()) {
    const rest = (byDay.get(day2) ?? []).sort((a, b) => a.path < b.path ? 1 : -1);
    for (let at2 = 0; at2 !== -1; ) {
      at2 = rest.findIndex(({ after }) => after === here);
      const [found] = at2 === -1 ? [] : rest.splice(at2, 1);
      if (found) {
        newestFirst.push(found);
        here = found.before;
      }
    }
    newestFirst.push(...rest);
  }
  return newestFirst.reverse();
}

// src/archive/stored-file.ts
import { createHash as createHash2 } from "node:crypto";
import { Readable } from "node:stream";

// src/formats/table.ts
function tableOf(resource, unknownColumns, escapeFormulas) {
  return {
    columns: resource.columns,
    unknownColumns: [...unknownColumns].sort(),
    escapeFormulas,
    ...resource.payloadColumn === void 0 ? {} : { payloadColumn: resource.payloadColumn }
  };
}

// src/archive/stored-rows.ts
async function* decodeRows(bytes, path5, resource) {
  const format = formatOfPath(path5);
  if (!format) throw new StorageError("stored-file-damaged", `${path5} ends in no format of this export`);
  let isStart = true;
  const content = async function* () {
    for await (const chunk of bytes) {
      if (isStart && isLfsPointer(chunk.toString("latin1", 0, 100)))
        throw new StorageError("stored-file-damaged", "it is a pointer of Git LFS");
      isStart = false;
      yield chunk;
    }
  };
  for await (const row of format.decode(content(), tableOf(resource, [], false))) {
    refuseDeep(row.json);
    yield { row, value: JSON.parse(row.json) };
  }
}

// src/archive/stored-file.ts
function missingText(path5, place = "") {
  return `${path5} is missing${place}, although its manifest lists it`;
}
async function readStoredFile(source, path5, work) {
  const raw = await source.read(path5);
  if (raw === void 0) return void 0;
  const watched2 = watch(raw);
  try {
    return await work(measured(Readable.from(watched2.chunks()), path5));
  } catch (cause) {
    throw await failure(source, path5, cause, watched2.lost());
  }
}
async function readListedFile(source, path5, work) {
  const result = await readStoredFile(source, path5, async (file) => ({ is: await work(file) }));
  if (result) return result.is;
  const what = missingText(path5, ` in the ${source.description}`);
  throw new StorageError("stored-file-missing", `${what}. Restore it from an earlier version.`);
}
function measured(raw, path5) {
  const hash = createHash2("sha256");
  const counted = { rows: 0, bytes: 0 };
  async function* bytes(onBytes) {
    for await (const chunk of decompress(raw, formatOfPath(path5)?.compression ?? "none")) {
      hash.update(chunk);
      counted.bytes += chunk.length;
      onBytes?.(chunk);
      yield chunk;
    }
  }
  return {
    bytes: () => bytes(),
    async *rows(resource, onBytes) {
      for await (const row of decodeRows(bytes(onBytes), path5, resource)) {
        counted.rows += 1;
        yield row;
      }
    },
    facts: () => ({ ...counted, sha256: hash.copy().digest("hex") })
  };
}
function watch(file) {
  let lost;
  return {
    lost: () => lost,
    async *chunks() {
      const iterator = file[Symbol.asyncIterator]();
      try {
        for (; ; ) {
          const next = await iterator.next().catch((error) => {
            lost = error;
            throw error;
          });
          if (next.done) return;
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    }
  };
}
var OF_FILE = [StorageError, SyntaxError, DeeplyNested];
async function failure(source, path5, cause, lost) {
  if (lost instanceof StorageError) return lost;
  if (cause instanceof ConfigurationError || cause instanceof StorageError && cause.topic !== "stored-file-damaged")
    return cause;
  const isOfFile = OF_FILE.some((type) => cause instanceof type) || typeof codeOf(cause) === "string";
  if (!isOfFile) return cause;
  const why = cause instanceof SyntaxError ? "a line is not JSON" : cause.message;
  const remedy = lost ? "The next run tries again." : source.withRemedies !== false ? await damageRemedy(source, path5) : "";
  const what = `Failed to read ${path5} in the ${source.description}: ${why}. ${remedy}`.trimEnd();
  const topic = lost ? "destination-lost" : "stored-file-damaged";
  return new StorageError(topic, what, { cause, passes: lost !== void 0 });
}
function codeOf(cause) {
  return cause?.code;
}
async function damageRemedy(source, path5) {
  const file = await source.read(path5);
  return remedyOfDamage(file === void 0 ? "garbage" : await recognizeDamage(file));
}

// src/archive/archive.ts
function openArchive(destination, withRemedies = true) {
  const source = {
    description: destination.description,
    read: (path5) => destination.read(path5),
    withRemedies
  };
  async function manifest(resource) {
    const path5 = manifestPath(resource);
    const stored = await destination.readText(path5);
    return stored && { ...stored, manifest: parseManifest(stored.text, path5) };
  }
  return {
    manifest,
    async *manifests(isWanted = () => true) {
      for (const path5 of await destination.list(`${FOLDERS.manifests}/`)) {
        const resource = resourceOfManifest(path5);
        if (resource !== void 0 && !isWanted(resource)) continue;
        try {
          if (resource === void 0) throw new StorageError("unreadable-manifest", `\`${path5}\` is no manifest`);
          const stored = await manifest(resource);
          if (stored && stored.manifest.resource !== resource) {
            const what = `\`${path5}\` is the manifest of ${stored.manifest.resource}`;
            throw new StorageError("unreadable-manifest", what);
          }
          if (stored) yield { path: path5, resource, ...stored };
        } catch (error) {
          if (!(error instanceof StorageError) || error.endsRun) throw error;
          yield { path: path5, resource, error };
        }
      }
    },
    read: (path5, work) => readListedFile(source, path5, work),
    rows: (resource, path5, take2, onBytes) => readStoredFile(source, path5, async (file) => {
      for await (const row of file.rows(resource, onBytes)) {
        const done = take2(row);
        if (done) await done;
      }
      return file.facts();
    }),
    lines: (path5, take2) => readListedFile(source, path5, async (file) => {
      for await (const lines of textLines(textOf2(file.bytes())))
        for (const line of lines) if (line !== "") take2(line);
    }),
    changes: async (manifest2) => changeTrail(manifest2, await destination.list(changeFolder(manifest2.resource))),
    hash: (path5) => readStoredFile(source, path5, async (file) => {
      for await (const _chunk of file.bytes()) ;
      return file.facts().sha256;
    })
  };
}
async function* textOf2(bytes) {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

// src/destinations/destination-kind.ts
function destinationKind(kind) {
  return kind;
}
function textOption(form, expected, text) {
  return { type: "text", form, problem: (given) => form.test(given) ? void 0 : expected, text };
}

// src/destinations/store/store-destination.ts
import { createHash as createHash3 } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { Readable as Readable3 } from "node:stream";
import { buffer } from "node:stream/consumers";

// node_modules/eventemitter3/index.mjs
var import_index=__toESM(require_eventemitter3(),1);
// node_modules/p-timeout/index.js
var TimeoutError=class _TimeoutError extends Error{name="TimeoutError";constructor(message,options){super(message,options);Error.captureStackTrace?.(this,_TimeoutError)}};var getAbortedReason=signal=>signal.reason??new DOMException("This operation was aborted.","AbortError");function pTimeout(promise,options){const{milliseconds,fallback,message,customTimers={setTimeout,clearTimeout},signal}=options;let timer;let abortHandler;const wrappedPromise=new Promise((resolve4,reject)=>{if(typeof milliseconds!=="number"||Math.sign(milliseconds)!==1){throw new TypeError(`Expected \`milliseconds\` to be a positive number, got \`${milliseconds}\``)}if(signal?.aborted){reject(getAbortedReason(signal));promise.then(resolve4,reject);return}if(signal){abortHandler=()=>{reject(getAbortedReason(signal))};signal.addEventListener("abort",abortHandler,{once:true})}promise.then(resolve4,reject);if(milliseconds===Number.POSITIVE_INFINITY){return}const timeoutError=new TimeoutError;timer=customTimers.setTimeout.call(void 0,()=>{if(fallback){try{resolve4(fallback())}catch(error){reject(error)}return}if(typeof promise.cancel==="function"){promise.cancel()}if(message===false){resolve4()}else if(message instanceof Error){reject(message)}else{timeoutError.message=message??`Promise timed out after ${milliseconds} milliseconds`;reject(timeoutError)}},milliseconds)});const cancelablePromise=wrappedPromise.finally(()=>{cancelablePromise.clear();if(abortHandler&&signal){signal.removeEventListener("abort",abortHandler)}});cancelablePromise.clear=()=>{customTimers.clearTimeout.call(void 0,timer);timer=void 0};return cancelablePromise}
// node_modules/p-queue/dist/lower-bound.js
function lowerBound(array2,value,comparator){let first=0;let count=array2.length;while(count>0){const step=Math.trunc(count/2);let it=first+step;if(comparator(array2[it],value)<=0){first=++it;count-=step+1}else{count=step}}return first}
// node_modules/p-queue/dist/priority-queue.js
var compactionThreshold=100;var PriorityQueue=class{#queue=[];#head=0;enqueue(run,options){const{priority=0,id}=options??{};const{size}=this;const element={priority,id,run};if(size===0){this.#queue.length=0;this.#head=0;this.#queue.push(element);return}if(this.#queue.at(-1).priority>=priority){this.#queue.push(element);return}this.#compact();const index=lowerBound(this.#queue,element,(a,b)=>b.priority-a.priority);this.#queue.splice(index,0,element)}setPriority(id,priority){const index=this.#queue.findIndex((element,index2)=>index2>=this.#head&&element.id===id);if(index===-1){throw new ReferenceError(`No promise function with the id "${id}" exists in the queue.`)}const[item]=this.#queue.splice(index,1);this.enqueue(item.run,{priority,id})}remove(idOrRun){const index=this.#queue.findIndex((element,index2)=>{if(index2<this.#head){return false}if(typeof idOrRun==="string"){return element.id===idOrRun}return element.run===idOrRun});if(index!==-1){this.#queue.splice(index,1)}}dequeue(){if(this.#head===this.#queue.length){return void 0}const item=this.#queue[this.#head];this.#head++;if(this.#head===this.#queue.length){this.#queue.length=0;this.#head=0}else if(this.#head>compactionThreshold&&this.#head>this.#queue.length/2){this.#compact()}return item?.run}filter(options){const result=[];for(let index=this.#head;index<this.#queue.length;index++){const element=this.#queue[index];if(element.priority===options.priority){result.push(element.run)}}return result}get size(){return this.#queue.length-this.#head}#compact(){if(this.#head===0){return}this.#queue.splice(0,this.#head);this.#head=0}};
// node_modules/p-queue/dist/index.js
var PQueue=class extends import_index.default{#carryoverIntervalCount;#isIntervalIgnored;#intervalCount=0;#intervalCap;#rateLimitedInInterval=false;#rateLimitFlushScheduled=false;#interval;#intervalEnd=0;#intervalId;#timeoutId;#strict;#strictTicks=[];#strictTicksStartIndex=0;#queue;#queueClass;#pending=0;#concurrency;#isPaused;#idAssigner=1n;#runningTasks=new Map;#queueAbortListenerCleanupFunctions=new Set;timeout;constructor(options){super();options={carryoverIntervalCount:false,intervalCap:Number.POSITIVE_INFINITY,interval:0,concurrency:Number.POSITIVE_INFINITY,autoStart:true,queueClass:PriorityQueue,strict:false,...options};if(!(typeof options.intervalCap==="number"&&options.intervalCap>=1)){throw new TypeError(`Expected \`intervalCap\` to be a number from 1 and up, got \`${options.intervalCap?.toString()??""}\` (${typeof options.intervalCap})`)}if(options.interval===void 0||!(Number.isFinite(options.interval)&&options.interval>=0)){throw new TypeError(`Expected \`interval\` to be a finite number >= 0, got \`${options.interval?.toString()??""}\` (${typeof options.interval})`)}if(options.strict&&options.interval===0){throw new TypeError("The `strict` option requires a non-zero `interval`")}if(options.strict&&options.intervalCap===Number.POSITIVE_INFINITY){throw new TypeError("The `strict` option requires a finite `intervalCap`")}this.#carryoverIntervalCount=options.carryoverIntervalCount??options.carryoverConcurrencyCount??false;this.#isIntervalIgnored=options.intervalCap===Number.POSITIVE_INFINITY||options.interval===0;this.#intervalCap=options.intervalCap;this.#interval=options.interval;this.#strict=options.strict;this.#queue=new options.queueClass;this.#queueClass=options.queueClass;this.concurrency=options.concurrency;if(options.timeout!==void 0&&!(Number.isFinite(options.timeout)&&options.timeout>0)){throw new TypeError(`Expected \`timeout\` to be a positive finite number, got \`${options.timeout}\` (${typeof options.timeout})`)}this.timeout=options.timeout;this.#isPaused=options.autoStart===false;this.#setupRateLimitTracking()}#cleanupStrictTicks(now){while(this.#strictTicksStartIndex<this.#strictTicks.length){const oldestTick=this.#strictTicks[this.#strictTicksStartIndex];if(oldestTick!==void 0&&now-oldestTick>=this.#interval){this.#strictTicksStartIndex++}else{break}}const shouldCompact=this.#strictTicksStartIndex>100&&this.#strictTicksStartIndex>this.#strictTicks.length/2||this.#strictTicksStartIndex===this.#strictTicks.length;if(shouldCompact){this.#strictTicks=this.#strictTicks.slice(this.#strictTicksStartIndex);this.#strictTicksStartIndex=0}}#consumeIntervalSlot(now){if(this.#strict){this.#strictTicks.push(now)}else{this.#intervalCount++}}#rollbackIntervalSlot(){if(this.#strict){if(this.#strictTicks.length>this.#strictTicksStartIndex){this.#strictTicks.pop()}}else if(this.#intervalCount>0){this.#intervalCount--}}#getActiveTicksCount(){return this.#strictTicks.length-this.#strictTicksStartIndex}get#doesIntervalAllowAnother(){if(this.#isIntervalIgnored){return true}if(this.#strict){return this.#getActiveTicksCount()<this.#intervalCap}return this.#intervalCount<this.#intervalCap}get#doesConcurrentAllowAnother(){return this.#pending<this.#concurrency}#next(){this.#pending--;if(this.#pending===0){this.emit("pendingZero")}this.#tryToStartAnother();this.emit("next")}#onResumeInterval(){this.#timeoutId=void 0;this.#onInterval();this.#initializeIntervalIfNeeded()}#isIntervalPausedAt(now){if(this.#strict){this.#cleanupStrictTicks(now);const activeTicksCount=this.#getActiveTicksCount();if(activeTicksCount>=this.#intervalCap){const oldestTick=this.#strictTicks[this.#strictTicksStartIndex];const delay=this.#interval-(now-oldestTick);this.#createIntervalTimeout(delay);return true}return false}if(this.#intervalId===void 0){const delay=this.#intervalEnd-now;if(delay<0){this.#intervalCount=this.#carryoverIntervalCount?this.#pending:0}else{this.#createIntervalTimeout(delay);return true}}return false}#createIntervalTimeout(delay){if(this.#timeoutId!==void 0){return}this.#timeoutId=setTimeout(()=>{this.#onResumeInterval()},delay)}#clearIntervalTimer(){if(this.#intervalId){clearInterval(this.#intervalId);this.#intervalId=void 0}}#clearTimeoutTimer(){if(this.#timeoutId){clearTimeout(this.#timeoutId);this.#timeoutId=void 0}}#tryToStartAnother(){if(this.#queue.size===0){this.#clearIntervalTimer();this.emit("empty");if(this.#pending===0){this.#clearTimeoutTimer();if(this.#strict&&this.#strictTicksStartIndex>0){const now=Date.now();this.#cleanupStrictTicks(now)}this.emit("idle")}return false}let taskStarted=false;if(!this.#isPaused){const now=Date.now();const canInitializeInterval=!this.#isIntervalPausedAt(now);if(this.#doesIntervalAllowAnother&&this.#doesConcurrentAllowAnother){const job=this.#queue.dequeue();if(!this.#isIntervalIgnored){this.#consumeIntervalSlot(now);this.#scheduleRateLimitUpdate()}if(canInitializeInterval){this.#initializeIntervalIfNeeded()}job();this.emit("active");taskStarted=true}}return taskStarted}#initializeIntervalIfNeeded(){if(this.#isIntervalIgnored||this.#intervalId!==void 0){return}if(this.#strict){return}this.#intervalId=setInterval(()=>{this.#onInterval()},this.#interval);this.#intervalEnd=Date.now()+this.#interval}#onInterval(){if(!this.#strict){if(this.#intervalId!==void 0){if(this.#intervalCount===0&&this.#pending===0){this.#clearIntervalTimer()}else{this.#intervalEnd=Date.now()+this.#interval}}this.#intervalCount=this.#carryoverIntervalCount?this.#pending:0}this.#processQueue();this.#scheduleRateLimitUpdate()}#processQueue(){while(this.#tryToStartAnother()){}}get concurrency(){return this.#concurrency}set concurrency(newConcurrency){if(!(typeof newConcurrency==="number"&&newConcurrency>=1)){throw new TypeError(`Expected \`concurrency\` to be a number from 1 and up, got \`${newConcurrency}\` (${typeof newConcurrency})`)}this.#concurrency=newConcurrency;this.#processQueue()}setPriority(id,priority){if(typeof priority!=="number"||!Number.isFinite(priority)){throw new TypeError(`Expected \`priority\` to be a finite number, got \`${priority}\` (${typeof priority})`)}this.#queue.setPriority(id,priority)}async add(function_,options={}){options={timeout:this.timeout,...options,id:options.id??(this.#idAssigner++).toString()};if(options.timeout!==void 0&&!(Number.isFinite(options.timeout)&&options.timeout>0)){throw new TypeError(`Expected \`timeout\` to be a positive finite number, got \`${options.timeout}\` (${typeof options.timeout})`)}return new Promise((resolve4,reject)=>{const taskSymbol=Symbol(`task-${options.id}`);let cleanupQueueAbortHandler=()=>void 0;const run=async()=>{cleanupQueueAbortHandler();this.#pending++;this.#runningTasks.set(taskSymbol,{id:options.id,priority:options.priority??0,startTime:Date.now(),timeout:options.timeout});let eventListener;try{try{options.signal?.throwIfAborted()}catch(error){this.#rollbackIntervalConsumption();this.#runningTasks.delete(taskSymbol);throw error}let operation=function_({signal:options.signal});if(options.timeout!==void 0){operation=pTimeout(Promise.resolve(operation),{milliseconds:options.timeout,message:`Task timed out after ${options.timeout}ms (queue has ${this.#pending} running, ${this.#queue.size} waiting)`})}if(options.signal){const{signal}=options;operation=Promise.race([operation,new Promise((_resolve,reject2)=>{eventListener=()=>{reject2(signal.reason)};signal.addEventListener("abort",eventListener,{once:true});if(signal.aborted){eventListener()}})])}const result=await operation;resolve4(result);this.emit("completed",result)}catch(error){reject(error);this.emit("error",error)}finally{if(eventListener){options.signal?.removeEventListener("abort",eventListener)}this.#runningTasks.delete(taskSymbol);queueMicrotask(()=>{this.#next()})}};this.#queue.enqueue(run,options);const removeQueuedTask=()=>{if(this.#queue instanceof PriorityQueue){this.#queue.remove(run);return}this.#queue.remove?.(options.id)};if(options.signal){const{signal}=options;const queueAbortHandler=()=>{cleanupQueueAbortHandler();removeQueuedTask();reject(signal.reason);this.#tryToStartAnother();this.emit("next")};cleanupQueueAbortHandler=()=>{signal.removeEventListener("abort",queueAbortHandler);this.#queueAbortListenerCleanupFunctions.delete(cleanupQueueAbortHandler)};if(signal.aborted){queueAbortHandler();return}signal.addEventListener("abort",queueAbortHandler,{once:true});this.#queueAbortListenerCleanupFunctions.add(cleanupQueueAbortHandler)}this.emit("add");this.#tryToStartAnother()})}async addAll(functions,options){return Promise.all(functions.map(async function_=>this.add(function_,options)))}start(){if(!this.#isPaused){return this}this.#isPaused=false;this.#processQueue();return this}pause(){this.#isPaused=true}clear(){for(const cleanupQueueAbortHandler of this.#queueAbortListenerCleanupFunctions){cleanupQueueAbortHandler()}this.#queue=new this.#queueClass;this.#clearIntervalTimer();this.#updateRateLimitState();this.emit("empty");if(this.#pending===0){this.#clearTimeoutTimer();this.emit("idle")}this.emit("next")}async onEmpty(){if(this.#queue.size===0){return}await this.#onEvent("empty")}async onSizeLessThan(limit){if(this.#queue.size<limit){return}await this.#onEvent(["next","active"],()=>this.#queue.size<limit)}async onIdle(){if(this.#pending===0&&this.#queue.size===0){return}await this.#onEvent("idle")}async onPendingZero(){if(this.#pending===0){return}await this.#onEvent("pendingZero")}async onRateLimit(){if(this.isRateLimited){return}await this.#onEvent("rateLimit")}async onRateLimitCleared(){if(!this.isRateLimited){return}await this.#onEvent("rateLimitCleared")}onError(){return new Promise((_resolve,reject)=>{const handleError=error=>{this.off("error",handleError);reject(error)};this.on("error",handleError)})}async#onEvent(events,filter){const eventList=Array.isArray(events)?events:[events];return new Promise(resolve4=>{const listener=()=>{if(filter&&!filter()){return}for(const event of eventList){this.off(event,listener)}resolve4()};for(const event of eventList){this.on(event,listener)}})}get size(){return this.#queue.size}sizeBy(options){return this.#queue.filter(options).length}get pending(){return this.#pending}get isPaused(){return this.#isPaused}#setupRateLimitTracking(){if(this.#isIntervalIgnored){return}this.on("add",()=>{if(this.#queue.size>0){this.#scheduleRateLimitUpdate()}});this.on("next",()=>{this.#scheduleRateLimitUpdate()})}#scheduleRateLimitUpdate(){if(this.#isIntervalIgnored||this.#rateLimitFlushScheduled){return}this.#rateLimitFlushScheduled=true;queueMicrotask(()=>{this.#rateLimitFlushScheduled=false;this.#updateRateLimitState()})}#rollbackIntervalConsumption(){if(this.#isIntervalIgnored){return}this.#rollbackIntervalSlot();this.#scheduleRateLimitUpdate()}#updateRateLimitState(){const previous=this.#rateLimitedInInterval;if(this.#isIntervalIgnored||this.#queue.size===0){if(previous){this.#rateLimitedInInterval=false;this.emit("rateLimitCleared")}return}let count;if(this.#strict){const now=Date.now();this.#cleanupStrictTicks(now);count=this.#getActiveTicksCount()}else{count=this.#intervalCount}const shouldBeRateLimited=count>=this.#intervalCap;if(shouldBeRateLimited!==previous){this.#rateLimitedInInterval=shouldBeRateLimited;this.emit(shouldBeRateLimited?"rateLimit":"rateLimitCleared")}}get isRateLimited(){return this.#rateLimitedInInterval}get isSaturated(){return this.#pending===this.#concurrency&&this.#queue.size>0||this.isRateLimited&&this.#queue.size>0}get runningTasks(){return[...this.#runningTasks.values()].map(task=>({...task,timeoutRemaining:task.timeout?Math.max(0,task.startTime+task.timeout-Date.now()):void 0}))}};
// src/destinations/store/content-type.ts
function contentTypeOf(path5) {
  if (path5.endsWith(".json")) return "application/json";
  const format = [...formatChoices.values()].find(({ extension }) => path5.endsWith(`.${extension}`));
  return format?.contentType ?? "application/octet-stream";
}

// src/destinations/store/resuming-read.ts
import { Readable as Readable2 } from "node:stream";
function resumingRead(first, open2, limits) {
  return Readable2.from(chunksOf(first, open2, limits), { objectMode: false });
}
async function* chunksOf(first, open2, { retries, idleSeconds }) {
  let { body } = first;
  let offset = 0;
  let breaks = 0;
  while (true) {
    try {
      for await (const chunk of watched(body, idleSeconds)) {
        offset += chunk.length;
        breaks = 0;
        yield chunk;
      }
      return;
    } catch (error) {
      breaks += 1;
      if (breaks > retries) throw error;
      const next = await open2(offset, first.version);
      if (!next) throw new Error("it was replaced while it was read", { cause: error });
      body = next.body;
    }
  }
}
async function* watched(body, idleSeconds) {
  const breakOff = () => body.destroy(new Error(`no data for ${idleSeconds} s`));
  let timer = setTimeout(breakOff, idleSeconds * 1e3);
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(breakOff, idleSeconds * 1e3);
    }
  } finally {
    clearTimeout(timer);
  }
}

// src/destinations/store/store-guide.ts
var ENDS_RUN = /* @__PURE__ */ new Set([
  "no-credentials",
  "expired-credentials",
  "wrong-credentials",
  "no-bucket",
  "retention",
  "unreachable"
]);
function endsRun(kind) {
  return ENDS_RUN.has(kind);
}
var TOPIC_OF = {
  "no-credentials": "no-credentials",
  "expired-credentials": "credentials-expired",
  "wrong-credentials": "credentials-refused",
  forbidden: "permission-denied-at-store",
  "no-bucket": "bucket-missing",
  retention: "object-locked",
  "no-conditions": "conditions-unsupported",
  throttled: "store-throttled",
  unreachable: "store-unreachable",
  other: "destination-lost"
};
function topicOf(kind) {
  return TOPIC_OF[kind];
}
function remedyOf(kind, what, guide4) {
  const permission = guide4.permissions[what] ?? guide4.permissions.write;
  switch (kind) {
    case "no-credentials":
      return `Looked for ${guide4.lookedFor}. Sign in before this step, without a stored key:

${guide4.signIn}

${guide4.page} has the whole workflow.`;
    case "expired-credentials":
      return `The credentials are no longer valid and could not be renewed. What was published until now is whole, and the next run carries on. Let the session last longer, or let this step sign in by itself, which renews: ${guide4.page}.`;
    case "wrong-credentials":
      return `Signing in was refused: check the credentials, and whether they are for this store. A workflow that signs in without a stored key:

${guide4.signIn}

${guide4.page} has the whole one.`;
    case "forbidden":
      return `Allow ${permission} for it, or check conditions of the policy: ${guide4.page}.${what === "read" ? " (A store that may not be listed answers the same for files that do not exist.)" : ""}`;
    case "no-conditions":
      return `The store does not know a header of this request: ${guide4.page} says what older ones need.`;
    case "no-bucket":
      return "Create it, or correct `destination`.";
    case "retention":
      return `The store refuses to replace or remove what it keeps. Set \`destination-options: {settled-only: true, manifest-prefix: \u2026}\`, which writes each file once and the manifests elsewhere: ${guide4.page}.`;
    case "throttled":
      return "The store asked to slow down more often than `retries` allows: lower `concurrency`, or raise `retries`.";
    case "unreachable":
      return `Check the address, the region, and the way there (proxy, firewall, private endpoint): ${guide4.page}.`;
    default:
      return "";
  }
}

// src/destinations/store/store-destination.ts
var UPLOADS_AT_ONCE = 4;
var MOST_WRITES = 3;
function storeDestination(store, place) {
  const description = `store ${place.name}`;
  const root = place.prefix === "" ? "" : `${place.prefix}/`;
  let conditionsTried = false;
  let isClosed = false;
  const uploads = new PQueue({ concurrency: UPLOADS_AT_ONCE });
  function keyOf(path5) {
    const steps = path5.replace(/\/$/, "").split("/");
    if (steps.some((step) => ["", ".", ".."].includes(step)) || path5.includes("\0")) {
      throw new StorageError("path-refused", `The path ${JSON.stringify(path5)} leads out of the ${description}`);
    }
    return root + path5;
  }
  async function attempt(what, path5, work) {
    const key = keyOf(path5);
    try {
      return await work(key);
    } catch (cause) {
      if (cause instanceof StorageError) throw cause;
      const trouble = store.explain(cause);
      const remedy = remedyOf(trouble.kind, what, place.guide);
      const message = `Failed to ${what} ${path5} in the ${description}: ${trouble.detail}.${remedy === "" ? "" : ` ${remedy}`}`;
      throw new StorageError(topicOf(trouble.kind), message, { cause, endsRun: endsRun(trouble.kind) });
    }
  }
  async function putWithCondition(key, content, condition) {
    try {
      return await store.put(key, content, condition);
    } catch (error) {
      if (condition.kind === "none") throw error;
      const { kind } = store.explain(error);
      if (condition.kind === "absent" && kind === "retention" && (!place.mayRead || await store.has(key))) {
        return { kind: "refused" };
      }
      if (kind !== "no-conditions") throw error;
      return await store.put(key, content, { kind: "none" });
    }
  }
  async function write(key, content, condition) {
    let required2 = condition;
    let isWrong = false;
    for (let count = 1; count <= MOST_WRITES; count += 1) {
      const written = await putWithCondition(key, content, required2);
      if (written.kind === "refused") return false;
      if (written.kind === "damaged") continue;
      if (await isIntact(key, content, written)) return true;
      isWrong = true;
      if (condition.kind !== "none") required2 = { kind: "version", version: written.version };
    }
    if (isWrong && condition.kind !== "version") await store.delete(key).catch(() => void 0);
    throw new StorageError(
      "checksum-mismatch",
      `Failed to write ${key.slice(root.length)} in the ${description}: the checksum of what the store holds differed from ours ${MOST_WRITES} times. Something between this machine and the store alters data: do not trust what is there under this name.`
    );
  }
  async function isIntact(key, { digest }, written) {
    if (written.checksum !== "unknown") return written.checksum === "equal";
    if (!place.mayRead) return true;
    const stored = await open2(key);
    if (!stored) return false;
    const md5 = createHash3("md5");
    for await (const chunk of stored.body) md5.update(chunk);
    return md5.digest().equals(digest.md5);
  }
  async function upload(path5, localFile, facts, condition) {
    return uploads.add(
      () => attempt("write", path5, async (key) => {
        if (isClosed)
          throw new StorageError("run-stopped", `${path5} was not written to the ${description}: the run was stopped`);
        const { size } = await stat(localFile);
        const partSize = partSizeOf(size);
        const isLarge = size > partSize;
        const bytes = isLarge ? void 0 : await readFile(localFile);
        const content = {
          source: bytes ? { bytes } : { file: localFile },
          digest: bytes ? digestBytes(bytes) : await digestFile(localFile, partSize),
          contentType: contentTypeOf(path5),
          metadata: { sha256: facts.sha256, rows: String(facts.rows) }
        };
        const done = await write(key, content, condition);
        if (done) await rm(localFile, { force: true });
        return done;
      })
    );
  }
  async function warnOfIgnoredConditions(key, content) {
    if (conditionsTried) return;
    conditionsTried = true;
    const written = await putWithCondition(key, content, { kind: "absent" }).catch(() => void 0);
    if (written?.kind !== "written") return;
    place.log.warning(
      notice(
        `The store of ${place.name} ignores conditions on writing (If-None-Match): two jobs that write the same resource at once can undo each other's manifest. Let one job write at a time (\`concurrency\` in the workflow).`,
        "conditions-unsupported"
      )
    );
  }
  async function open2(key) {
    const first = await store.get(key);
    const from = (offset, version3) => store.get(key, { offset, version: version3 });
    return first && { ...first, body: resumingRead(first, from, place.limits) };
  }
  async function* explained2(body, path5) {
    try {
      yield* body;
    } catch (error) {
      await attempt("read", path5, () => Promise.reject(error));
    }
  }
  function textContent(path5, text) {
    const bytes = Buffer.from(text);
    return { source: { bytes }, digest: digestBytes(bytes), contentType: contentTypeOf(path5), metadata: {} };
  }
  return {
    description,
    list: (prefix) => attempt("list", prefix, async (key) => {
      const keys = await store.list(key);
      return keys.map((found) => found.slice(root.length)).sort();
    }),
    async read(path5) {
      const body = await attempt("read", path5, async (key) => (await open2(key))?.body);
      return body && Readable3.from(explained2(body, path5), { objectMode: false });
    },
    async publish(path5, localFile, facts) {
      await upload(path5, localFile, facts, { kind: "none" });
    },
    async publishNew(path5, localFile, facts) {
      const isThere2 = async () => place.mayRead && await attempt("read", path5, store.has);
      for (let count = 1; count <= MOST_WRITES; count += 1) {
        if (await isThere2()) return false;
        if (await upload(path5, localFile, facts, { kind: "absent" })) return true;
        if (!place.mayRead) return false;
      }
      return false;
    },
    remove: (path5) => attempt("remove", path5, (key) => store.delete(key)),
    readText: (path5) => attempt("read", path5, async (key) => {
      const stored = await open2(key);
      return stored && { text: (await buffer(stored.body)).toString("utf8"), version: stored.version };
    }),
    replaceText: (path5, text, version3) => attempt("write", path5, async (key) => {
      const content = textContent(path5, text);
      const done = await write(
        key,
        content,
        version3 === void 0 ? { kind: "absent" } : { kind: "version", version: version3 }
      );
      if (done) await warnOfIgnoredConditions(key, content);
      return done;
    }),
    async writeText(path5, text) {
      await attempt("write", path5, (key) => write(key, textContent(path5, text), { kind: "none" }));
    },
    async close() {
      isClosed = true;
      await store.close();
    }
  };
}

// src/destinations/store-kind.ts
function wordOption(text) {
  return textOption(headerSafe, "expected a text without blanks", text);
}
var storeOptions = {
  endpoint: {
    type: "text",
    /** What the URL of a store looks like, for editors. */
    form: /^\s*https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?\s*$/,
    problem: endpointProblem,
    text: "URL of a store that speaks the same language, or of a private endpoint."
  },
  "kms-key": wordOption("The key with which the store encrypts."),
  "storage-class": wordOption("Storage class of new objects."),
  tags: { type: "tags", text: "Tags of new objects." }
};
function endpointProblem(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    return "expected the URL of a store, such as https://minio.example.org";
  }
  return void 0;
}
var STEP = "(?!\\.{1,2}(?:/|\\s*$))[^/\\\\?#\\u0000-\\u001f]+";
var PREFIX = `(?:/+(?:${STEP}(?:/${STEP})*)?/*)?\\s*$`;
function bucketPlaces(kind, scheme, bucket) {
  const rootOf2 = (place) => `${scheme}://${place.bucket}`;
  return {
    kind,
    schemes: [scheme],
    written: [`${scheme}://bucket/prefix`],
    form: `^\\s*${anyCase(scheme)}://${bucket.source.slice(1, -1)}${PREFIX}`,
    parse(given) {
      const place = bucketAndPrefix(given, { scheme, form: bucket, called: "bucket" });
      return "problem" in place ? place : { kind, ...place };
    },
    nameOf: (place) => nameBelow(rootOf2(place), place.prefix),
    rootOf: rootOf2
  };
}
function anyCase(source) {
  return source.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
function prefixOf(path5) {
  const steps = path5.replace(/^\/+|\/+$/g, "").split("/");
  if (steps.length === 1 && steps[0] === "") return "";
  const isBad = (step) => ["", ".", ".."].includes(step) || /[\\?#\x00-\x1f]/.test(step);
  return steps.some(isBad) ? void 0 : steps.join("/");
}
function bucketAndPrefix(given, { scheme, form, called }) {
  const [bucket = "", ...rest] = given.slice(`${scheme}://`.length).split("/");
  const prefix = prefixOf(rest.join("/"));
  if (!form.test(bucket)) return { problem: `expected ${scheme}://${called}/prefix, with the name of a ${called}` };
  if (prefix === void 0) return { problem: 'expected a prefix without empty steps, dots alone, "?", "#" or "\\"' };
  return { bucket, prefix };
}
function nameBelow(root, prefix) {
  return prefix === "" ? root : `${root}/${prefix}`;
}
function defined(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}
function openedStore(store, place, options) {
  const limits = { retries: options.retries, idleSeconds: options.requestTimeoutSeconds };
  return storeDestination(store, { ...options, ...place, limits });
}

// src/destinations/azure/parse.ts
var CONTAINER = /^[a-z0-9](?:-?[a-z0-9]){2,62}$/;
function parseAzure(given, env) {
  const [address = "", query] = given.split("?", 2);
  if (query !== void 0 && !new URLSearchParams(query).has("sig"))
    return { problem: 'what follows "?" is not a shared access signature: it has no `sig=`' };
  if (address.includes("#")) return { problem: 'expected a prefix without "#"' };
  const signature = query === void 0 ? void 0 : { kind: "sas", query };
  if (/^az:\/\//i.test(address)) {
    const place = bucketAndPrefix(address, { scheme: "az", form: CONTAINER, called: "container" });
    if ("problem" in place) return place;
    const accountUrl2 = accountUrlIn(env);
    if (accountUrl2 === void 0) {
      return {
        problem: "the account is not known: set AZURE_STORAGE_ACCOUNT or AZURE_STORAGE_CONNECTION_STRING in the `env` of the step, or give the https URL of the container"
      };
    }
    const credentials2 = signature ?? credentialsIn(env);
    return { kind: "azure", accountUrl: accountUrl2, container: place.bucket, prefix: place.prefix, credentials: credentials2 };
  }
  const url = URL.canParse(address) ? new URL(address) : void 0;
  if (url === void 0 || url.protocol !== "https:" && !loopbackHost.test(url.hostname)) {
    return {
      problem: "expected the https URL of an Azure container: https://<account>.blob.core.windows.net/<container>/<prefix>"
    };
  }
  const steps = decodedSteps(url.pathname);
  if (steps === void 0) return { problem: "expected a percent sign to be written as %25" };
  const firstStep = /^(localhost|\d+(\.\d+){3}|\[.*\])$/.test(url.hostname) ? steps.shift() : void 0;
  const [container = "", ...rest] = steps;
  const prefix = prefixOf(rest.join("/"));
  if (!CONTAINER.test(container) || prefix === void 0) {
    return { problem: "expected the name of a container, and then a prefix without empty steps or dots alone" };
  }
  const accountUrl = url.origin + (firstStep === void 0 ? "" : `/${firstStep}`);
  const credentials = signature ?? credentialsIn(env, firstStep ?? url.hostname.split(".")[0]);
  const known = credentials.kind === "connection-string" ? accountUrlIn(env) : accountUrl;
  if (known !== accountUrl) {
    return {
      problem: `AZURE_STORAGE_CONNECTION_STRING is for another account, ${known}: give that of this one, or az://`
    };
  }
  return { kind: "azure", accountUrl, container, prefix, credentials };
}
function decodedSteps(pathname) {
  try {
    return pathname.split("/").slice(1).map(decodeURIComponent);
  } catch {
    return void 0;
  }
}
function credentialsIn(env, accountInUrl) {
  const {
    AZURE_STORAGE_CONNECTION_STRING: connectionString,
    AZURE_STORAGE_KEY: key,
    AZURE_STORAGE_SAS_TOKEN: sas
  } = env;
  const account = env.AZURE_STORAGE_ACCOUNT || accountInUrl;
  if (connectionString) return { kind: "connection-string", connectionString };
  if (account && key) return { kind: "account-key", account, key };
  if (sas) return { kind: "sas", query: sas.replace(/^\?/, "") };
  return { kind: "default" };
}
function accountUrlIn(env) {
  const parts = new Map(
    (env.AZURE_STORAGE_CONNECTION_STRING ?? "").split(";").map((part) => {
      const at2 = part.indexOf("=");
      return [part.slice(0, at2), part.slice(at2 + 1)];
    })
  );
  const endpoint = parts.get("BlobEndpoint");
  if (endpoint) return endpoint.replace(/\/+$/, "");
  const account = parts.get("AccountName") ?? env.AZURE_STORAGE_ACCOUNT;
  return account ? `https://${account}.blob.${parts.get("EndpointSuffix") ?? "core.windows.net"}` : void 0;
}

// src/destinations/azure/kind.ts
var guide = {
  lookedFor: "AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, a signature in the URL of the container, AZURE_CLIENT_SECRET with AZURE_CLIENT_ID and AZURE_TENANT_ID, a workload identity, the login of the az or azd command line, and a managed identity of this machine; `destination-options: {tenant-id: \u2026, client-id: \u2026}` was not given or could not be used",
  signIn: [
    "    permissions:",
    "      id-token: write",
    "    steps:",
    "      - uses: azure/login@532459ea530d8321f2fb9bb10d1e0bcf23869a43 # v3.0.0",
    "        with:",
    "          client-id: CLIENT-ID",
    "          tenant-id: TENANT-ID",
    "          allow-no-subscriptions: true"
  ].join("\n"),
  permissions: {
    read: "reading blobs (role Storage Blob Data Contributor on the container, or a signature with r)",
    list: "listing blobs (role Storage Blob Data Contributor on the container, or a signature with l)",
    write: "writing blobs (role Storage Blob Data Contributor on the container, or a signature with c and w)",
    remove: "deleting blobs (role Storage Blob Data Contributor on the container, or a signature with d)"
  },
  page: "docs/destinations/azure.md"
};
var azureKind = destinationKind({
  kind: "azure",
  schemes: ["az", "https?"],
  written: ["az://container/prefix", "the https URL of an Azure container"],
  form: `^\\s*(?:${anyCase("az")}://${CONTAINER.source.slice(1, -1)}(?:/[^?#]*)?|https?://[^/?#\\s]+/[^?#]+)(?:\\?(?:.*&)?sig=.*)?\\s*$`,
  options: {
    "tenant-id": wordOption("Azure: tenant of the application to sign in as by the workflow's own identity."),
    "client-id": wordOption("Azure: that application."),
    tier: { type: "word", words: ["Hot", "Cool", "Cold"], text: "Azure: access tier of new blobs." },
    "encryption-scope": wordOption("Azure: encryption scope of new blobs."),
    tags: storeOptions.tags
  },
  parse: (given, { env }) => parseAzure(given, env),
  withOptions(place, options, _env, addMistake) {
    const { "tenant-id": tenant, "client-id": client } = options;
    if (tenant === void 0 !== (client === void 0)) {
      addMistake("'tenant-id' and 'client-id' under destination-options belong together: one of them is missing");
    }
    return {
      ...place,
      ...tenant && client ? { credentials: { kind: "federated", tenant, client } } : {},
      ...defined({ tier: options.tier, encryptionScope: options["encryption-scope"], tags: options.tags })
    };
  },
  nameOf,
  rootOf,
  manifestsAt(data, manifests, given, addMistake) {
    const isSigned = given.includes("?");
    const isOfAccount = ["connection-string", "account-key", "sas"].includes(data.credentials.kind);
    if (manifests.accountUrl !== data.accountUrl && isOfAccount && !isSigned) {
      addMistake(
        "is in another account, for which the credentials of the destination are not: give its URL with a signature"
      );
    }
    return { ...data, ...manifests, credentials: isSigned ? manifests.credentials : data.credentials };
  },
  secretsIn(env, texts2) {
    const signed = [env.AZURE_STORAGE_CONNECTION_STRING, env.AZURE_STORAGE_SAS_TOKEN, ...texts2];
    const found = signed.flatMap((text) => [...(text ?? "").matchAll(/\b(?:sig|AccountKey)=([^&;\s"']+)/gi)]);
    const whole2 = [env.AZURE_STORAGE_KEY, env.AZURE_CLIENT_SECRET].map((secret) => (secret ?? "").trim());
    return [...whole2, ...found.flatMap(([, secret = ""]) => [secret, decoded(secret)])];
  },
  secretsOf({ credentials }) {
    const signature = credentials.kind === "sas" ? new URLSearchParams(credentials.query).get("sig") : void 0;
    return signature ? [signature, encodeURIComponent(signature)] : [];
  },
  async open(place, options) {
    const { openAzure } = await import("./azure.js");
    const store = await openAzure(place, options);
    return openedStore(store, { name: nameOf(place), prefix: place.prefix, guide }, options);
  }
});
function rootOf({ accountUrl, container }) {
  return `${accountUrl}/${container}`;
}
function nameOf(place) {
  return nameBelow(rootOf(place), place.prefix);
}

// src/destinations/folder/folder.ts
import { createHash as createHash5 } from "node:crypto";
import { constants as constants2 } from "node:fs";
import { copyFile, link, mkdir as mkdir2, readdir as readdir3, rename as rename2, rm as rm4, rmdir as rmdir2, stat as stat3, writeFile as writeFile2 } from "node:fs/promises";
import path4 from "node:path";

// src/destinations/folder/cage.ts
import { lstat } from "node:fs/promises";
import path from "node:path";
var DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
function pathBelow(root, relative2, description, platform = process.platform) {
  const refuse2 = (why) => new StorageError("path-refused", `The path ${JSON.stringify(relative2)} ${why} the ${description}`);
  if (relative2.includes("\0")) throw refuse2("holds a NUL character, and leads out of");
  const absolute = path.resolve(root, relative2);
  if (!absolute.startsWith(root + path.sep)) throw refuse2("leads out of");
  if (platform === "win32") {
    const bad = relative2.split("/").find((step) => isBadOnWindows(step));
    if (bad !== void 0) throw refuse2(`holds the name ${JSON.stringify(bad)}, which Windows refuses, in`);
  }
  return absolute;
}
function isBadOnWindows(step) {
  return DEVICE.test(step) || /[. ]$/.test(step) || /[<>:"|?*\\\u0000-\u001f]/.test(step);
}
async function refuseLinks(root, absolute, description) {
  const steps = path.relative(root, absolute).split(path.sep);
  for (let count = 0; count <= steps.length; count += 1) {
    const at2 = path.join(root, ...steps.slice(0, count));
    const found = await lstat(at2).catch((error) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return void 0;
      throw error;
    });
    if (found === void 0) return;
    const isPlain = found.isDirectory() || found.isFile();
    if (!isPlain) throw inTheWay(steps.slice(0, count).join("/"), found.isSymbolicLink(), description);
  }
}
function inTheWay(relative2, isLink, description) {
  const where = relative2 === "" ? `The ${description}` : `${relative2} in the ${description}`;
  return new StorageError(
    "path-refused",
    `${where} is ${isLink ? "a link" : "no plain file"}, which is neither followed nor replaced: the folder must hold plain files alone. Remove it, or choose another folder.`
  );
}

// src/destinations/folder/read-plain.ts
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { Readable as Readable4 } from "node:stream";
var READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
var PIECE = 64 * 1024;
async function openPlain(absolute) {
  return open(absolute, READ_PLAIN).catch((error) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return void 0;
    throw error;
  });
}
function streamOf(file, explain) {
  return new Readable4({
    highWaterMark: PIECE,
    read() {
      file.read(Buffer.allocUnsafeSlow(PIECE), 0, PIECE).then(
        ({ bytesRead, buffer: buffer2 }) => this.push(bytesRead === 0 ? null : buffer2.subarray(0, bytesRead)),
        (cause) => this.destroy(explain(cause))
      );
    },
    destroy(error, done) {
      file.close().then(
        () => done(error),
        (cause) => done(error ?? explain(cause))
      );
    }
  });
}

// src/destinations/folder/replace.ts
import { lstat as lstat3, mkdir, readdir as readdir2, rename, rm as rm3, rmdir, stat as stat2, unlink, writeFile } from "node:fs/promises";
import path3 from "node:path";

// src/destinations/folder/temporary.ts
import { createHash as createHash4, randomBytes } from "node:crypto";
import { lstat as lstat2, readdir, rm as rm2 } from "node:fs/promises";
import path2 from "node:path";
var OWN_NAME = /^\.openai-admin-export-(?:[0-9a-f]{32}\.partial|[0-9a-f]{64}\.next)$/;
var DAY2 = 24 * 60 * 60 * 1e3;
function temporaryBeside(target) {
  return path2.join(path2.dirname(target), `.openai-admin-export-${randomBytes(16).toString("hex")}.partial`);
}
function claimBeside(target, version3) {
  const name = createHash4("sha256").update(`${path2.basename(target)}
${version3}`).digest("hex");
  return path2.join(path2.dirname(target), `.openai-admin-export-${name}.next`);
}
function isTemporary(name) {
  return OWN_NAME.test(name) || name.endsWith(".partial");
}
async function removeLeftovers(folder, now) {
  for (const entry2 of await readdir(folder, { withFileTypes: true }).catch(ifGone([]))) {
    const at2 = path2.join(folder, entry2.name);
    if (!entry2.isDirectory() && !entry2.isFile()) continue;
    if (!OWN_NAME.test(entry2.name)) {
      if (entry2.isDirectory()) await removeLeftovers(at2, now);
      continue;
    }
    const found = await lstat2(at2).catch(ifGone(void 0));
    if (found && now - found.mtimeMs > DAY2) await rm2(at2, { recursive: true, force: true }).catch(ifGone(void 0));
  }
}
function ifGone(value) {
  return (error) => {
    if (["ENOENT", "ENOTDIR", "ENOTEMPTY", "EACCES", "EPERM", "EROFS"].includes(error.code ?? "")) return value;
    throw error;
  };
}

// src/destinations/folder/replace.ts
async function replaceIfSame({ target, text, version: version3, readVersion }) {
  const claim2 = claimBeside(target, version3 ?? "none");
  const own3 = temporaryBeside(target);
  const name = path3.basename(own3);
  await mkdir(own3);
  try {
    await writeFile(path3.join(own3, name), text, { flag: "wx" });
    if (!await take(own3, claim2)) {
      await finish(claim2, { target, version: version3, readVersion });
      return false;
    }
    if (await readVersion() !== version3) return !await withdraw(path3.join(claim2, name));
    await moveOnce(path3.join(claim2, name), target);
    return true;
  } catch (error) {
    await rm3(path3.join(claim2, name), { force: true });
    throw error;
  } finally {
    await rm3(own3, { recursive: true, force: true });
    await removeEmpty(claim2);
  }
}
async function take(own3, claim2) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(own3, claim2);
      return true;
    } catch (error) {
      const { code = "" } = error;
      if (code === "ENOTEMPTY" || code === "EEXIST") return false;
      const isThere2 = ["EPERM", "EACCES"].includes(code) && await isFolder(claim2);
      if (!isThere2) throw error;
      await removeEmpty(claim2);
      if (attempt > 1) return false;
    }
  }
}
async function finish(claim2, { target, version: version3, readVersion }) {
  if (!await isFolder(claim2)) return;
  const [entry2] = await readdir2(claim2, { withFileTypes: true }).catch(ifGone2([]));
  if (entry2?.isFile() && await readVersion() === version3) await moveOnce(path3.join(claim2, entry2.name), target);
}
async function moveOnce(from, target) {
  await rename(from, target).catch(ifGone2(void 0));
  await stat2(path3.dirname(target));
}
async function withdraw(file) {
  return unlink(file).then(() => true, ifGone2(false));
}
async function isFolder(at2) {
  return (await lstat3(at2).catch(ifGone2(void 0)))?.isDirectory() ?? false;
}
async function removeEmpty(folder) {
  await rmdir(folder).catch((error) => {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST", "EPERM", "EACCES", "EBUSY"].includes(error.code ?? "")) throw error;
  });
}
function ifGone2(value) {
  return (error) => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}

// src/destinations/folder/folder.ts
var MOST_ATTEMPTS = 10;
function folderDestination(root, name, { now } = {}) {
  const description = `folder ${name}`;
  let cleared;
  function failure3(what, relative2, cause) {
    if (cause instanceof StorageError) return cause;
    const trouble = diskTrouble(cause);
    const why = trouble ? `${trouble.code}. ${trouble.remedy}` : cause.code ?? String(cause);
    const topic = trouble?.topic ?? "destination-lost";
    return new StorageError(topic, `Failed to ${what} ${relative2} in the ${description}: ${why}`, { cause });
  }
  async function attempt(what, relative2, work) {
    try {
      const absolute = pathBelow(root, relative2, description);
      await refuseLinks(root, absolute, description);
      return await work(absolute);
    } catch (cause) {
      throw failure3(what, relative2, cause);
    }
  }
  function writing(relative2, work) {
    return attempt("write", relative2, async (absolute) => {
      if (now) cleared ??= removeLeftovers(root, now() * 1e3);
      await cleared;
      const folder = path4.dirname(absolute);
      for (let count = 1; ; count += 1) {
        try {
          await mkdir2(folder, { recursive: true });
          await refuseLinks(root, absolute, description);
          return await work(absolute);
        } catch (error) {
          const isGone = error.code === "ENOENT" && !await isThere(folder);
          if (!isGone || count === MOST_ATTEMPTS) throw error;
        }
      }
    });
  }
  async function removeEmptyFolders(folder) {
    for (let at2 = folder; at2.startsWith(root + path4.sep); at2 = path4.dirname(at2)) {
      try {
        await rmdir2(at2);
      } catch (error) {
        if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(error.code ?? "")) return;
        throw error;
      }
    }
  }
  async function filesBelow(folder, isWanted) {
    const files = [];
    for (const entry2 of await readdir3(folder, { withFileTypes: true }).catch(ifMissing([]))) {
      if (isTemporary(entry2.name)) continue;
      const at2 = path4.join(folder, entry2.name);
      const relative2 = path4.relative(root, at2).split(path4.sep).join("/");
      if (entry2.isDirectory()) {
        if (isWanted(`${relative2}/`)) files.push(...await filesBelow(at2, isWanted));
      } else if (entry2.isFile()) files.push(relative2);
      else throw inTheWay(relative2, entry2.isSymbolicLink(), description);
    }
    return files;
  }
  async function readTextAt(absolute) {
    const file = await openPlain(absolute);
    if (file === void 0) return void 0;
    try {
      const text = await file.readFile("utf8");
      return { text, version: createHash5("sha256").update(text).digest("hex") };
    } finally {
      await file.close();
    }
  }
  const destination = {
    description,
    list: (prefix, isWanted = () => true) => attempt("list", prefix, async (absolute) => (await filesBelow(absolute, isWanted)).sort()),
    read: (relative2) => attempt("read", relative2, async (absolute) => {
      const file = await openPlain(absolute);
      return file && streamOf(file, (cause) => failure3("read", relative2, cause));
    }),
    publish: (relative2, localFile) => writing(relative2, (absolute) => moveInto(localFile, absolute)),
    publishNew: (relative2, localFile) => writing(relative2, (absolute) => moveIfAbsent(localFile, absolute)),
    remove: (relative2) => attempt("remove", relative2, async (absolute) => {
      await rm4(absolute, { force: true });
      await removeEmptyFolders(path4.dirname(absolute));
    }),
    readText: (relative2) => attempt("read", relative2, readTextAt),
    async replaceText(relative2, text, version3) {
      const stored = await destination.readText(relative2);
      if (stored?.version !== version3) return false;
      if (stored?.text === text) return true;
      return writing(
        relative2,
        (target) => replaceIfSame({ target, text, version: version3, readVersion: async () => (await readTextAt(target))?.version })
      );
    },
    writeText: (relative2, text) => writing(relative2, (target) => besides(target, (file) => writeFile2(file, text, { flag: "wx" }))),
    async close() {
    }
  };
  return destination;
}
async function besides(target, make) {
  const file = temporaryBeside(target);
  try {
    await make(file);
    await rename2(file, target);
  } catch (error) {
    await rm4(file, { force: true });
    throw error;
  }
}
async function moveInto(localFile, target) {
  try {
    await rename2(localFile, target);
  } catch (error) {
    if (error.code !== "EXDEV") throw error;
    await besides(target, (file) => copyFile(localFile, file, constants2.COPYFILE_EXCL));
    await rm4(localFile, { force: true });
  }
}
async function moveIfAbsent(localFile, target) {
  const beside = temporaryBeside(target);
  try {
    await copyFile(localFile, beside, constants2.COPYFILE_EXCL);
    await link(beside, target).catch((error) => {
      if (error.code === "EEXIST") throw error;
      return copyFile(beside, target, constants2.COPYFILE_EXCL);
    });
    await rm4(localFile, { force: true });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm4(beside, { force: true });
  }
}
async function isThere(folder) {
  return await stat3(folder).catch(ifMissing(void 0)) !== void 0;
}
function ifMissing(value) {
  return (error) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return value;
    throw error;
  };
}

// src/destinations/folder/named-folder.ts
import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve as resolve2, sep } from "node:path";
function isMissing(error) {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
function realPath(path5) {
  try {
    return realpathSync(path5);
  } catch (error) {
    const isLink = lstatSync(path5, { throwIfNoEntry: false })?.isSymbolicLink();
    if (!isMissing(error) || isLink) throw error;
    return join(realPath(dirname(path5)), basename(path5));
  }
}
function folderAt(path5) {
  try {
    const folder = realPath(path5);
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false ? void 0 : folder;
  } catch {
    return void 0;
  }
}
function pathInside(folder, path5) {
  const way = relative(folder, path5);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? void 0 : way;
}
function namedFolder(given, roots) {
  const refuse2 = (problem) => ({ problem });
  if (/[\0\r\n]/.test(given)) return refuse2("expected a folder such as data");
  const folder = folderAt(resolve2(roots.workspace, given));
  if (folder === void 0) return refuse2("there is a file, or a link that leads nowhere, where the folder should be");
  const [nearest] = [
    { way: pathInside(realPath(roots.workspace), folder), prefix: [] },
    { way: roots.runnerTemp ? pathInside(realPath(roots.runnerTemp), folder) : void 0, prefix: ["RUNNER_TEMP"] }
  ].flatMap(({ way, prefix }) => way === void 0 ? [] : { way, prefix }).sort((one, other) => one.way.length - other.way.length);
  if (nearest === void 0 && !roots.isOpen) return refuse2("expected a folder inside the workspace or RUNNER_TEMP");
  if (nearest === void 0) {
    if (isInsideGit(folder.split(sep))) return refuse2("a folder inside .git belongs to git");
    return folderElsewhere(folder, roots.workspace) ?? refuse2("it holds the current folder: expected one of its own");
  }
  if (nearest.way === "") {
    const where = roots.isOpen ? "" : " below the workspace or RUNNER_TEMP";
    return refuse2(`expected a folder of its own${where}, such as data`);
  }
  const steps = nearest.way.split(sep);
  if (isInsideGit(steps)) return refuse2("a folder inside .git belongs to git");
  return { kind: "folder", folder, name: [...nearest.prefix, ...steps].join("/") };
}
function isInsideGit(steps) {
  return steps.some((step) => step.toLowerCase() === ".git");
}
function folderElsewhere(folder, workspace) {
  if (pathInside(folder, realPath(workspace)) !== void 0) return void 0;
  return { kind: "folder", folder, name: folder.split(sep).join("/") };
}

// src/destinations/folder/kind.ts
var folderKind = destinationKind({
  kind: "folder",
  schemes: [],
  written: ["folder"],
  form: "^(?!\\s*[a-zA-Z][a-zA-Z0-9+.-]+://)[^\\u0000\\r\\n]+$",
  options: {},
  parse: (given, { roots }) => namedFolder(given, roots),
  nameOf: ({ name }) => name,
  open: async ({ folder, name }, options) => folderDestination(folder, name, options)
});

// src/destinations/gcs/kind.ts
var places = bucketPlaces("gcs", "gs", /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/);
var guide2 = {
  lookedFor: "GOOGLE_CREDENTIALS, GOOGLE_APPLICATION_CREDENTIALS, the gcloud login of this machine, and the metadata server; `destination-options: {workload-identity-provider: \u2026}` was not given or could not be used",
  signIn: [
    "    permissions:",
    "      id-token: write",
    "    steps:",
    "      - uses: google-github-actions/auth@7c6bc770dae815cd3e89ee6cdf493a5fab2cc093 # v3.0.0",
    "        with:",
    "          workload_identity_provider: projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER"
  ].join("\n"),
  permissions: {
    read: "storage.objects.get",
    list: "storage.objects.list",
    write: "storage.objects.create (and storage.objects.delete, to replace what is there)",
    remove: "storage.objects.delete"
  },
  page: "docs/destinations/gcs.md"
};
var gcsKind = destinationKind({
  ...places,
  options: {
    endpoint: {
      ...storeOptions.endpoint,
      form: baseUrlForm,
      // Google's requests carry a token that anybody who reads it can use; those to S3 are only signed.
      problem(text) {
        const url = URL.canParse(text) ? new URL(text) : void 0;
        if (url?.protocol === "http:" && !loopbackHost.test(url.hostname)) {
          return "expected https: the token would travel in the open (plain http is for this machine alone)";
        }
        return endpointProblem(text);
      }
    },
    "workload-identity-provider": textOption(
      /^projects\/\d+\/locations\/[\w-]+\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/,
      "expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>",
      "Google: provider that accepts the workflow's own identity."
    ),
    "service-account": textOption(
      /^[^@\s]+@[^@\s]+$/,
      "expected a service account's address",
      "Google: account to act as, with a workload identity provider."
    ),
    "kms-key": textOption(
      /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
      "expected projects/\u2026/cryptoKeys/\u2026",
      storeOptions["kms-key"].text
    ),
    "storage-class": storeOptions["storage-class"],
    "user-project": wordOption("Google: project that pays for requests.")
  },
  withOptions(place, options, env, addMistake) {
    if (options["service-account"] !== void 0 && options["workload-identity-provider"] === void 0) {
      addMistake("'service-account' under destination-options needs 'workload-identity-provider' beside it");
    }
    return {
      ...place,
      ...defined({
        endpoint: options.endpoint,
        workloadIdentityProvider: options["workload-identity-provider"],
        serviceAccount: options["service-account"],
        credentials: googleCredentials(env, addMistake),
        kmsKey: options["kms-key"],
        storageClass: options["storage-class"],
        userProject: options["user-project"]
      })
    };
  },
  endpointOf: ({ endpoint }) => endpoint,
  secretsIn(env) {
    const key = /"private_key"\s*:\s*"([^"]+)"/.exec(env.GOOGLE_CREDENTIALS ?? "")?.[1] ?? "";
    return key.split("\\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  },
  async open(place, options) {
    process.env.METADATA_SERVER_DETECTION ??= "bios-only";
    const { openGcs } = await import("./gcs.js");
    return openedStore(openGcs(place, options), { name: places.nameOf(place), prefix: place.prefix, guide: guide2 }, options);
  }
});
function googleCredentials(env, addMistake) {
  if (!env.GOOGLE_CREDENTIALS) return void 0;
  try {
    const parsed = JSON.parse(env.GOOGLE_CREDENTIALS);
    if (typeof parsed === "object" && parsed !== null && "type" in parsed) return parsed;
  } catch {
  }
  addMistake(
    "GOOGLE_CREDENTIALS is no JSON of a service account or an external account: check how the secret was pasted"
  );
  return void 0;
}

// src/destinations/s3/kind.ts
var places2 = bucketPlaces("s3", "s3", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
var guide3 = {
  lookedFor: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a shared config or credentials file (AWS_PROFILE), AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN, and the metadata of a container or instance; `destination-options: {role: \u2026}` was not given or could not be taken on",
  signIn: [
    "    permissions:",
    "      id-token: write",
    "    steps:",
    "      - uses: aws-actions/configure-aws-credentials@8df5847569e6427dd6c4fb1cf565c83acfa8afa7 # v6.0.0",
    "        with:",
    "          role-to-assume: arn:aws:iam::ACCOUNT:role/ROLE",
    "          aws-region: REGION"
  ].join("\n"),
  permissions: { read: "s3:GetObject", list: "s3:ListBucket", write: "s3:PutObject", remove: "s3:DeleteObject" },
  page: "docs/destinations/s3.md"
};
var s3Kind = destinationKind({
  ...places2,
  options: {
    region: wordOption("S3: region of the bucket."),
    endpoint: storeOptions.endpoint,
    "path-style": { type: "switch", text: "S3: whether the bucket stands in the path of the URL." },
    role: textOption(
      /^arn:[\w-]+:iam::\d{12}:role\/\S+$/,
      "expected the ARN of a role: arn:aws:iam::\u2026:role/\u2026",
      "S3: ARN of the role to take on by the workflow's own identity."
    ),
    encryption: { type: "word", words: ["AES256", "aws:kms", "aws:kms:dsse"], text: "S3: server-side encryption." },
    "kms-key": storeOptions["kms-key"],
    "storage-class": storeOptions["storage-class"],
    tags: storeOptions.tags,
    "bucket-owner": textOption(
      /^\d{12}$/,
      "expected the 12 digits of an AWS account",
      "S3: account that must own the bucket."
    )
  },
  withOptions: (place, options) => ({
    ...place,
    ...defined({
      region: options.region,
      endpoint: options.endpoint,
      pathStyle: options["path-style"],
      role: options.role,
      encryption: options.encryption ?? (options["kms-key"] === void 0 ? void 0 : "aws:kms"),
      kmsKey: options["kms-key"],
      storageClass: options["storage-class"],
      tags: options.tags,
      bucketOwner: options["bucket-owner"]
    })
  }),
  endpointOf: ({ endpoint }, env) => endpoint ?? (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || void 0),
  whyUnreadable: ({ storageClass = "" }) => ["GLACIER", "DEEP_ARCHIVE"].includes(storageClass) ? `'storage-class' under destination-options is "${storageClass}": what lies there cannot be read back at once, which each run does. Move files there later, by a lifecycle rule of settled periods, or choose GLACIER_IR` : void 0,
  async open(place, options) {
    const { openS3 } = await import("./s3.js");
    return openedStore(openS3(place, options), { name: places2.nameOf(place), prefix: place.prefix, guide: guide3 }, options);
  }
});

// src/destinations/registry.ts
var kinds = [folderKind, s3Kind, gcsKind, azureKind];
var placesText = kinds.flatMap(({ written }) => [...written]).join(", ").replace(/, (?=[^,]*$)/, ", or ");
function kindOf(place) {
  return kinds.find(({ kind }) => kind === place.kind);
}
function kindNamedBy(given) {
  const named = kinds.find(({ schemes }) => schemes.some((scheme) => new RegExp(`^${scheme}://`, "i").test(given)));
  return kindOf(named ?? folderKind);
}
function nameOf2(place) {
  return kindOf(place).nameOf(place);
}
function openLocation(place, options) {
  return kindOf(place).open(place, options);
}

// src/catalogue/kinds.ts
function isDated(resource) {
  return resource.kind !== "snapshot";
}
function isSnapshot(resource) {
  return resource.kind === "snapshot";
}
function isPermanent(resource) {
  return resource.kind === "events";
}
function isBuckets(resource) {
  return resource.kind === "buckets";
}
function hasFilter(resource, filter) {
  if (resource.kind === "events") return !resource.custom && (filter === "projects" || filter === "event-types");
  if (resource.kind === "buckets") return filter !== "event-types" && resource.filters[filter] !== void 0;
  return filter === "projects" && (resource.parent?.resource === "projects" || resource.parentIds.includes("project_id"));
}
function dimensionsOf({ dimensions: dimensions2, undescribedDimensions = [] }) {
  return [...dimensions2, ...undescribedDimensions];
}
function refusableOf({ refusable, undescribedDimensions = [] }) {
  return refusable?.map(({ dimension }) => dimension) ?? undescribedDimensions;
}
function askedDimensions(resource, groupBy2) {
  if (groupBy2 === "all") return dimensionsOf(resource);
  return groupBy2 === "default" ? resource.dimensions : groupBy2;
}
function groupedBy(resource, groupBy2) {
  if (!isBuckets(resource) || !resource.custom || typeof groupBy2 === "string") return resource;
  return { ...resource, dimensions: [...groupBy2] };
}

// src/text/nearest-name.ts
var import_fastest_levenshtein = __toESM(require_mod(), 1);
function nearestName(given, allowed) {
  const most = Math.max(2, given.length / 3);
  const near = allowed.filter(({ length }) => Math.abs(length - given.length) <= most);
  if (near.length === 0) return void 0;
  near.sort((a, b) => Math.abs(a.length - given.length) - Math.abs(b.length - given.length));
  const nearest = (0, import_fastest_levenshtein.closest)(given.toLowerCase(), near);
  return (0, import_fastest_levenshtein.distance)(given.toLowerCase(), nearest) <= most ? nearest : void 0;
}
function didYouMean(given, allowed) {
  const nearest = nearestName(given, allowed);
  return nearest === void 0 ? "" : ` (did you mean "${nearest}"?)`;
}

// src/settings/mistakes.ts
var longestQuote = 80;
var longestLook = 4e3;
var longestLine = 2e3;
var listedMistakes = 50;
function noMistakes(secrets) {
  const lines = /* @__PURE__ */ new Set();
  const topics = /* @__PURE__ */ new Set();
  let unlisted = 0;
  return {
    add(line, topic = "invalid-input") {
      topics.add(topic);
      if (lines.size >= listedMistakes) {
        unlisted += 1;
        return;
      }
      const text = typeof line === "string" ? line : line();
      const shown = secrets.reduce((all, secret) => secret === "" ? all : all.replaceAll(secret, "***"), text);
      lines.add(shown.length > longestLine ? `${shown.slice(0, longestLine)}\u2026` : shown);
    },
    error() {
      if (lines.size === 0) return void 0;
      const all = lines.size + unlisted;
      const count = all === 1 ? "1 mistake" : `${all.toLocaleString("en-GB")} mistakes`;
      const [only = "invalid-input"] = topics;
      const topic = topics.size === 1 ? only : "invalid-input";
      const rest = unlisted === 0 ? [] : [`and ${unlisted.toLocaleString("en-GB")} more`];
      const text = [`The configuration has ${count}:`, ...lines, ...rest].join("\n- ");
      return new ConfigurationError(topic, text, { isWrongUse: true });
    },
    settle(value) {
      const error = this.error();
      if (error !== void 0) throw error;
      if (value === void 0) throw new Error("A setting was refused without saying why");
      return value;
    }
  };
}
function withoutSecrets(text) {
  return text.replaceAll(/sk-(?!(?:admin|proj|svcacct)-(?![\w-]))[\w-]{4,}/g, "sk-***").replaceAll(/\/\/(?:[^/\s@:]*:\S*|[^/\s@]+)@/g, "//***@").replaceAll(/\b(sig|AccountKey|SharedAccessSignature)=[^\s;"]+/gi, "$1=***");
}
function quote(value) {
  return shorten(jsonStart(value, longestLook));
}
function shorten(given) {
  const text = withoutSecrets(given.slice(0, longestLook));
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}\u2026` : text;
}
function jsonStart(value, room) {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room));
  if (typeof value !== "object" || value === null || value instanceof Date)
    return JSON.stringify(value) ?? String(value);
  const isList = Array.isArray(value);
  let text = isList ? "[" : "{";
  for (const key in value) {
    if (text.length > 1) text += ",";
    const left = room - text.length;
    if (left <= 0) return text;
    if (!isList) text += `${JSON.stringify(key.slice(0, left))}:`;
    text += jsonStart(value[key], room - text.length);
  }
  return `${text}${isList ? "]" : "}"}`;
}

// node_modules/zod/v4/core/util.js
function getEnumValues(entries){const numericValues=Object.values(entries).filter(v=>typeof v==="number");const values=Object.entries(entries).filter(([k,_])=>numericValues.indexOf(+k)===-1).map(([_,v])=>v);return values}function jsonStringifyReplacer(_,value){if(typeof value==="bigint")return value.toString();return value}var Cached=class{constructor(getter){this._getter=getter;this._value=void 0}get value(){const getter=this._getter;if(getter!==void 0){this._value=getter();this._getter=void 0}return this._value}};function cached(getter){return new Cached(getter)}function cleanRegex(source){const start=source.startsWith("^")?1:0;const end=source.endsWith("$")?source.length-1:source.length;return source.slice(start,end)}function assignProp(target,prop,value){Object.defineProperty(target,prop,{value,writable:true,enumerable:true,configurable:true})}var captureStackTrace="captureStackTrace"in Error?Error.captureStackTrace:(..._args)=>{};function isObject(data){return typeof data==="object"&&data!==null&&!Array.isArray(data)}function isPlainObject(o){if(isObject(o)===false)return false;const ctor=o.constructor;if(ctor===void 0)return true;if(typeof ctor!=="function")return true;const prot=ctor.prototype;if(isObject(prot)===false)return false;if(Object.prototype.hasOwnProperty.call(prot,"isPrototypeOf")===false){return false}return true}var propertyKeyTypes=new Set(["string","number","symbol"]);function escapeRegex(str){return str.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}function clone(inst,def,params){const cl=new inst._zod.constr(def??inst._zod.def);if(!def||params?.parent)cl._zod.parent=inst;return cl}function normalizeParams(_params){const params=_params;if(!params)return{};if(typeof params==="string")return{error:()=>params};if(params?.message!==void 0){if(params?.error!==void 0)throw new Error("Cannot specify both `message` and `error` params");params.error=params.message}delete params.message;if(typeof params.error==="string")return{...params,error:()=>params.error};return params}function optionalKeys(shape){return Object.keys(shape).filter(k=>{return shape[k]._zod.optin!==void 0&&shape[k]._zod.optout==="optional"})}function aborted(x,startIndex=0){if(x.aborted===true)return true;for(let i=startIndex;i<x.issues.length;i++){if(x.issues[i]?.continue!==true){return true}}return false}function explicitlyAborted(x,startIndex=0){if(x.aborted===true)return true;for(let i=startIndex;i<x.issues.length;i++){if(x.issues[i]?.continue===false){return true}}return false}function prefixIssues(path5,issues){return issues.map(iss=>{var _a3;(_a3=iss).path??(_a3.path=[]);iss.path.unshift(path5);return iss})}function unwrapMessage(message){return typeof message==="string"?message:message?.message}function sizeCaps(defChecks){const caps=[];for(const ch of defChecks??[]){const d=ch._zod.def;if(!/_(length|size)$|_equals$/.test(d.check))break;const max=d.maximum??d.length??d.size;if(max>=0)caps.push([max,ch])}return caps}function attachSchema(issues,start,inst){var _a3;for(let i=start;i<issues.length;i++){(_a3=issues[i]).schema??(_a3.schema=inst)}}function finalizeIssue(iss,ctx,config2){var _a3;const traits=iss.inst?._zod?.traits;if(traits?.has("$ZodType")){if(traits.has("$ZodCheck"))(_a3=iss).schema??(_a3.schema=iss.inst);else iss.schema=iss.inst}const schemaError=iss.schema!==iss.inst?iss.schema?._zod.def?.error:void 0;const message=iss.message?iss.message:unwrapMessage(iss.inst?._zod.def?.error?.(iss))??unwrapMessage(schemaError?.(iss))??unwrapMessage(ctx?.error?.(iss))??unwrapMessage(config2.customError?.(iss))??unwrapMessage(config2.localeError?.(iss))??"Invalid input";const full={};for(const k of Object.keys(iss)){if(k==="inst"||k==="schema"||k==="continue"||k==="input"||k==="__proto__")continue;full[k]=iss[k]}full.path??(full.path=[]);full.message=message;if(ctx?.reportInput){full.input=iss.input}return full}function members(proto,table2){for(const key in table2){const desc=Object.getOwnPropertyDescriptor(table2,key);if(desc.get)Object.defineProperty(proto,key,{...desc,enumerable:false});else defineBound(proto,key,desc.value)}}function own(inst,key,value,enumerable=true){Object.defineProperty(inst,key,{configurable:true,writable:true,enumerable,value});return value}function hide(inst,key,value){return own(inst,key,value,false)}function defineBound(proto,key,fn){Object.defineProperty(proto,key,{configurable:true,get(){return this==null?fn:own(this,key,fn.bind(this))},set(value){own(this,key,value)}})}function claim(inst,sentinel){const proto=Object.getPrototypeOf(inst);return sentinel in proto?void 0:proto}var installing;var broke=false;var breaker={configurable:true,get(){broke=true;return void 0}};function defineLazyInternal(inst,key,compute){const proto=Object.getPrototypeOf(inst._zod);if(key in proto&&installing!==inst._zod){installing=void 0;return}installing=inst._zod;Object.defineProperty(proto,key,{configurable:true,get(){Object.defineProperty(this,key,breaker);const outer=broke;broke=false;try{const value=compute(this);if(broke)delete this[key];else Object.defineProperty(this,key,{configurable:true,writable:true,value});broke=broke||outer;return value}catch(err){delete this[key];broke=broke||outer;throw err}},set(value){Object.defineProperty(this,key,{configurable:true,writable:true,value})}})}function installLazyProp(inst,key,make,enumerable){const proto=claim(inst,key);if(!proto)return;Object.defineProperty(proto,key,{configurable:true,get(){const desc={configurable:true,writable:true,enumerable,value:void 0};Object.defineProperty(this,key,desc);desc.value=make(this);Object.defineProperty(this,key,desc);return desc.value},set(value){Object.defineProperty(this,key,{configurable:true,writable:true,enumerable,value})}})}
// node_modules/zod/v4/core/core.js
var _a;var NEVER=Object.freeze({status:"aborted"});var _zodDesc={value:void 0,enumerable:false};var _E="captureStackTrace"in Error?Error:null;function newError(Definition){const E=_E;if(E){const saved=E.stackTraceLimit;if(typeof saved==="number"){try{E.stackTraceLimit=0}catch{_E=null;return new Definition}try{return new Definition}finally{E.stackTraceLimit=saved}}}return new Definition}
// @__NO_SIDE_EFFECTS__
function $constructor(name, initializer2, proto, params) {
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
    } else if (inst._zod.traits.has(name)) {
      return;
    }
    inst._zod.traits.add(name);
    initializer2(inst, def);
    if (initialized) {
      const own3 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own3;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own3;
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
  Object.defineProperty(Definition, "name", { value: name });
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
      return inst?._zod?.traits?.has(name);
    }
  });
  Object.defineProperty(_, "name", { value: name });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name) {
    super(`Encountered unidirectional transform during encode: ${name}`);
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
function _getMessage(){const internals=this._zod;internals.message??(internals.message=JSON.stringify(internals.def,jsonStringifyReplacer,2));return internals.message}function _setMessage(value){this._zod.message=value}var _messageDesc={get:_getMessage,set:_setMessage,enumerable:true,configurable:true};var _issuesDesc={value:void 0,enumerable:false};var _installedToString=new WeakSet([Object.prototype,Error.prototype]);var initializer=(inst,def)=>{inst.name="$ZodError";_issuesDesc.value=def;Object.defineProperty(inst,"issues",_issuesDesc);_issuesDesc.value=void 0;Object.defineProperty(inst,"message",_messageDesc);const proto=Object.getPrototypeOf(inst);if(!_installedToString.has(proto)){_installedToString.add(proto);Object.defineProperty(proto,"toString",{configurable:true,enumerable:false,get(){const value=()=>this.message;Object.defineProperty(this,"toString",{value,configurable:true,writable:true});return value},set(value){Object.defineProperty(this,"toString",{value,configurable:true,writable:true})}})}};var $ZodError=$constructor("$ZodError",initializer);var $ZodRealError=$constructor("$ZodError",initializer,void 0,{Parent:Error});
// node_modules/zod/v4/core/parse.js
var _parse=_Err=>{const fn=(schema,value,_ctx,_params)=>{const ctx=_ctx?{..._ctx,async:false}:{async:false};const result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise){throw new $ZodAsyncError}if(result.issues.length){const e=new(_params?.Err??_Err)(result.issues.map(iss=>finalizeIssue(iss,ctx,config())));captureStackTrace(e,_params?.callee??fn);throw e}return result.value};return fn};var parse=_parse($ZodRealError);var _parseAsync=_Err=>{const fn=async(schema,value,_ctx,params)=>{const ctx=_ctx?{..._ctx,async:true}:{async:true};let result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise)result=await result;if(result.issues.length){const e=new(params?.Err??_Err)(result.issues.map(iss=>finalizeIssue(iss,ctx,config())));captureStackTrace(e,params?.callee??fn);throw e}return result.value};return fn};var parseAsync=_parseAsync($ZodRealError);var _safeParse=_Err=>(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,async:false}:{async:false};const result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise){throw new $ZodAsyncError}return result.issues.length?failure2(_Err,result.issues,ctx):{success:true,data:result.value}};var safeParse=_safeParse($ZodRealError);function failure2(Err,issues,ctx){let error;return{success:false,get error(){if(!error){error=new Err(issues.map(iss=>finalizeIssue(iss,ctx,config())));issues=void 0;ctx=void 0}return error},set error(e){error=e;issues=void 0;ctx=void 0}}}var _safeParseAsync=_Err=>async(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,async:true}:{async:true};let result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise)result=await result;return result.issues.length?failure2(_Err,result.issues,ctx):{success:true,data:result.value}};var safeParseAsync=_safeParseAsync($ZodRealError);
// node_modules/zod/v4/core/regexes.js
var anyString=/^[\s\S]{0,}$/;var number=/^-?\d+(?:\.\d+)?$/;var boolean=/^(?:true|false)$/i;
// node_modules/zod/v4/core/versions.js
var version2={major:4,minor:6,patch:7};
// node_modules/zod/v4/core/schemas.js
var $ZodType=$constructor("$ZodType",(inst,def)=>{var _a3;inst??(inst={});inst._zod.def=def;inst._zod.bag=inst._zod.bag||{};inst._zod.version=version2;const defChecks=inst._zod.def.checks;const checks=inst._zod.traits.has("$ZodCheck")?[inst,...defChecks??[]]:defChecks?.length?[...defChecks]:[];for(const ch of checks){for(const fn of ch._zod.onattach){fn(inst)}}if(checks.length===0){(_a3=inst._zod).deferred??(_a3.deferred=[]);inst._zod.deferred?.push(()=>{inst._zod.run=inst._zod.parse})}else{const runChecks=(payload,checks2,ctx)=>{if(payload.memo)return payload;let isAborted=aborted(payload);let asyncResult;for(const ch of checks2){if(ch._zod.def.when){if(explicitlyAborted(payload))continue;const shouldRun=ch._zod.def.when(payload);if(!shouldRun)continue}else if(isAborted){continue}const currLen=payload.issues.length;const _=ch._zod.check(payload);if(_ instanceof Promise&&ctx?.async===false){throw new $ZodAsyncError}if(asyncResult||_ instanceof Promise){asyncResult=(asyncResult??Promise.resolve()).then(async()=>{await _;const nextLen=payload.issues.length;if(nextLen===currLen)return;attachSchema(payload.issues,currLen,inst);if(!isAborted)isAborted=aborted(payload,currLen)})}else{const nextLen=payload.issues.length;if(nextLen===currLen)continue;attachSchema(payload.issues,currLen,inst);if(!isAborted)isAborted=aborted(payload,currLen)}}if(asyncResult){return asyncResult.then(()=>{return payload})}return payload};const handleCanaryResult=(canary,payload,ctx)=>{if(aborted(canary)){canary.aborted=true;return canary}const checkResult=runChecks(payload,checks,ctx);if(checkResult instanceof Promise){if(ctx.async===false)throw new $ZodAsyncError;return checkResult.then(checkResult2=>inst._zod.parse(checkResult2,ctx))}return inst._zod.parse(checkResult,ctx)};inst._zod.run=(payload,ctx)=>{if(ctx.skipChecks){return inst._zod.parse(payload,ctx)}if(ctx.direction==="backward"){const canary=inst._zod.parse({value:payload.value,issues:[]},{...ctx,skipChecks:true});if(canary instanceof Promise){return canary.then(canary2=>{return handleCanaryResult(canary2,payload,ctx)})}return handleCanaryResult(canary,payload,ctx)}const result=inst._zod.parse(payload,ctx);if(result instanceof Promise){if(ctx.async===false)throw new $ZodAsyncError;return result.then(result2=>runChecks(result2,checks,ctx))}return runChecks(result,checks,ctx)}}},{get"~standard"(){return hide(this,"~standard",standardProps(this))},set"~standard"(value){own(this,"~standard",value)}});var toStandardResult=(r,ctx)=>r.issues.length?{issues:r.issues.map(iss=>finalizeIssue(iss,ctx,config()))}:{value:r.value};async function validateAsync(inst,value){const ctx={async:true};return toStandardResult(await inst._zod.run({value,issues:[]},ctx),ctx)}function standardProps(inst){return{validate:value=>{const ctx={async:false};try{const r=inst._zod.run({value,issues:[]},ctx);if(!(r instanceof Promise))return toStandardResult(r,ctx)}catch(_){}return validateAsync(inst,value)},vendor:"zod",version:1}}var $ZodString=$constructor("$ZodString",(inst,def)=>{$ZodType.init(inst,def);inst._zod.pattern=def.pattern??anyString;inst._zod.parse=(payload,_)=>{if(def.coerce)try{payload.value=String(payload.value)}catch(_2){}if(typeof payload.value==="string")return payload;payload.issues.push({expected:"string",code:"invalid_type",input:payload.value,inst});return payload}});var $ZodNumber=$constructor("$ZodNumber",(inst,def)=>{$ZodType.init(inst,def);inst._zod.pattern=number;inst._zod.parse=(payload,_ctx)=>{if(def.coerce)try{payload.value=Number(payload.value)}catch(_){}const input=payload.value;if(typeof input==="number"&&!Number.isNaN(input)&&Number.isFinite(input)){return payload}const received=typeof input==="number"?Number.isNaN(input)?"NaN":!Number.isFinite(input)?String(input):void 0:void 0;payload.issues.push({expected:"number",code:"invalid_type",input,inst,...received?{received}:{}});return payload}});var $ZodBoolean=$constructor("$ZodBoolean",(inst,def)=>{$ZodType.init(inst,def);inst._zod.pattern=boolean;inst._zod.parse=(payload,_ctx)=>{if(def.coerce)try{payload.value=Boolean(payload.value)}catch(_){}const input=payload.value;if(typeof input==="boolean")return payload;payload.issues.push({expected:"boolean",code:"invalid_type",input,inst});return payload}});var $ZodNever=$constructor("$ZodNever",(inst,def)=>{$ZodType.init(inst,def);inst._zod.parse=(payload,_ctx)=>{payload.issues.push({expected:"never",code:"invalid_type",input:payload.value,inst});return payload}});function capSize(inst,size){const caps=sizeCaps(inst._zod.def.checks);if(!caps.length)return;const cap=Math.min(...caps.map(c=>c[0]));const parse2=inst._zod.parse;inst._zod.parse=(payload,ctx)=>{const n=size(payload.value);if(n>cap&&!ctx?.skipChecks&&ctx?.direction!=="backward"){for(const[max,ch]of sizeCaps(inst._zod.def.checks)){if(n>max&&ch._zod.def.when(payload)){const start=payload.issues.length;ch._zod.check(payload);payload.issues[start].continue=false;attachSchema(payload.issues,start,inst);return payload}}}return parse2(payload,ctx)}}var arraySize=input=>Array.isArray(input)?input.length:-1;function handleArrayResult(result,final,index){if(result.issues.length){final.issues.push(...prefixIssues(index,result.issues))}final.value[index]=result.value}var $ZodArray=$constructor("$ZodArray",(inst,def)=>{$ZodType.init(inst,def);const memo=globalConfig.memoizer;memo?.attach(inst);inst._zod.parse=(payload,ctx)=>{const input=payload.value;if(!Array.isArray(input)){payload.issues.push({expected:"array",code:"invalid_type",input,inst});return payload}payload.value=memo?memo.alloc(inst,payload,Array(input.length),ctx):Array(input.length);const proms=[];const abortEarly=ctx?.abortEarly;for(let i=0;i<input.length;i++){const item=input[i];const result=def.element._zod.run({value:item,issues:[]},ctx);if(result instanceof Promise){proms.push(result.then(result2=>handleArrayResult(result2,payload,i)))}else{handleArrayResult(result,payload,i);if(abortEarly&&result.issues.length!==0&&aborted(result))break}}if(proms.length){return Promise.all(proms).then(()=>payload)}return payload};capSize(inst,arraySize)});function handlePropertyResult(result,final,key,input,optin,optout){const isPresent=key in input;const isOptionalOut=optout==="optional";if(!isPresent&&isOptionalOut&&optin==="optional"){return}if(result.issues.length){if(optin!==void 0&&isOptionalOut&&!isPresent){return}final.issues.push(...prefixIssues(key,result.issues))}if(!isPresent&&optin===void 0){if(!result.issues.length){final.issues.push({code:"invalid_type",expected:"nonoptional",input:void 0,path:[key]})}return}if(result.value===void 0){if(isPresent||optin==="defaulted"&&!isOptionalOut){final.value[key]=void 0}}else{final.value[key]=result.value}}var NO_SYMBOL_KEYS=[];function normalizeDef(def){const keys=Object.keys(def.shape);const ownSymbols=Object.getOwnPropertySymbols(def.shape);const symbolKeys=ownSymbols.length?ownSymbols:NO_SYMBOL_KEYS;const allKeys=symbolKeys.length?[...keys,...symbolKeys]:keys;for(const k of allKeys){if(!def.shape?.[k]?._zod?.traits?.has("$ZodType")){throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`)}}const okeys=optionalKeys(def.shape);return{...def,allKeys,symbolKeys,keySet:new Set(keys),numKeys:keys.length,optionalKeys:new Set(okeys)}}function handleCatchall(proms,input,payload,ctx,def,inst,abortEarly){const unrecognized=[];const keySet=def.keySet;const _catchall=def.catchall._zod;const t=_catchall.def.type;const optin=_catchall.optin;const optout=_catchall.optout;let seen=0;for(const key in input){if(abortEarly&&payload.issues.length!==seen){if(aborted(payload,seen))break;seen=payload.issues.length}if(keySet.has(key))continue;if(key==="__proto__"){if(t==="never")unrecognized.push(key);continue}if(t==="never"){unrecognized.push(key);continue}const r=_catchall.run({value:input[key],issues:[]},ctx);if(r instanceof Promise){proms.push(r.then(r2=>handlePropertyResult(r2,payload,key,input,optin,optout)))}else{handlePropertyResult(r,payload,key,input,optin,optout)}}if(unrecognized.length){payload.issues.push({code:"unrecognized_keys",keys:unrecognized,input,inst,continue:true})}if(!proms.length)return payload;return Promise.all(proms).then(()=>{return payload})}var $ZodObject=$constructor("$ZodObject",(inst,def)=>{$ZodType.init(inst,def);const desc=Object.getOwnPropertyDescriptor(def,"shape");const sh=desc?.get?desc.get.raw:def.shape??{};if(sh){const get=()=>{const newSh={...sh};Object.defineProperty(def,"shape",{value:newSh});get.raw=newSh;return newSh};get.raw=sh;Object.defineProperty(def,"shape",{get})}const _normalized=cached(()=>normalizeDef(def));defineLazyInternal(inst,"propValues",zod=>{const shape=zod.def.shape;const propValues={};for(const key in shape){const field=shape[key]._zod;if(field.values){if(!Object.prototype.hasOwnProperty.call(propValues,key)){assignProp(propValues,key,new Set)}for(const v of field.values)propValues[key].add(v);if(field.optin!==void 0)propValues[key].add(void 0)}}return propValues});const isObject3=isObject;const catchall=def.catchall;let value;const memo=globalConfig.memoizer;memo?.attach(inst);inst._zod.parse=(payload,ctx)=>{value??(value=_normalized.value);const input=payload.value;if(!isObject3(input)){payload.issues.push({expected:"object",code:"invalid_type",input,inst});return payload}payload.value=memo?memo.alloc(inst,payload,{},ctx):{};const proms=[];const shape=value.shape;const abortEarly=ctx?.abortEarly;let seen=payload.issues.length;for(const key of value.allKeys){if(abortEarly&&payload.issues.length!==seen){if(aborted(payload,seen))break;seen=payload.issues.length}if(key==="__proto__")continue;const el=shape[key];const optin=el._zod.optin;const optout=el._zod.optout;const r=el._zod.run({value:input[key],issues:[]},ctx);if(r instanceof Promise){proms.push(r.then(r2=>handlePropertyResult(r2,payload,key,input,optin,optout)))}else{handlePropertyResult(r,payload,key,input,optin,optout)}}if(!catchall){return proms.length?Promise.all(proms).then(()=>payload):payload}return handleCatchall(proms,input,payload,ctx,_normalized.value,inst,abortEarly===true)}});function handleUnionResults(results,final,inst,ctx){for(const result of results){if(result.issues.length===0){final.value=result.value;return final}}const nonaborted=results.filter(r=>!aborted(r));if(nonaborted.length===1){final.value=nonaborted[0].value;return nonaborted[0]}final.issues.push({code:"invalid_union",input:final.value,inst,errors:results.map(result=>result.issues.map(iss=>finalizeIssue(iss,ctx,config())))});return final}var $ZodUnion=$constructor("$ZodUnion",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"optin",zod=>zod.def.options.some(o=>o._zod.optin==="defaulted")?"defaulted":zod.def.options.some(o=>o._zod.optin!==void 0)?"optional":void 0);defineLazyInternal(inst,"optout",zod=>zod.def.options.some(o=>o._zod.optout==="optional")?"optional":void 0);defineLazyInternal(inst,"values",zod=>{if(zod.def.options.every(o=>o._zod.values)){return new Set(zod.def.options.flatMap(option=>Array.from(option._zod.values)))}return void 0});defineLazyInternal(inst,"pattern",zod=>{if(zod.def.options.every(o=>o._zod.pattern)){const patterns=zod.def.options.map(o=>o._zod.pattern);return new RegExp(`^(${patterns.map(p=>cleanRegex(p.source)).join("|")})$`)}return void 0});const first=def.options.length===1?def.options[0]._zod.run:null;inst._zod.parse=(payload,ctx)=>{if(first){return first(payload,ctx)}let async=false;const results=[];for(const option of def.options){const result=option._zod.run({value:payload.value,issues:[]},ctx);if(result instanceof Promise){results.push(result);async=true}else{if(result.issues.length===0)return result;results.push(result)}}if(!async)return handleUnionResults(results,payload,inst,ctx);return Promise.all(results).then(results2=>{return handleUnionResults(results2,payload,inst,ctx)})}});var $ZodRecord=$constructor("$ZodRecord",(inst,def)=>{$ZodType.init(inst,def);const memo=globalConfig.memoizer;memo?.attach(inst);inst._zod.parse=(payload,ctx)=>{const input=payload.value;if(!isPlainObject(input)){payload.issues.push({expected:"record",code:"invalid_type",input,inst});return payload}const proms=[];const values=def.keyType._zod.values;if(values&&!def.partial){payload.value=memo?memo.alloc(inst,payload,{},ctx):{};const recordKeys=new Set;for(const key of values){if(typeof key==="string"||typeof key==="number"||typeof key==="symbol"){recordKeys.add(typeof key==="number"?key.toString():key);if(key==="__proto__")continue;const keyResult=def.keyType._zod.run({value:key,issues:[]},ctx);if(keyResult instanceof Promise){throw new Error("Async schemas not supported in object keys currently")}if(keyResult.issues.length){payload.issues.push({code:"invalid_key",origin:"record",issues:keyResult.issues.map(iss=>finalizeIssue(iss,ctx,config())),input:key,path:[key],inst});continue}const outKey=keyResult.value;if(outKey==="__proto__")continue;const result=def.valueType._zod.run({value:input[key],issues:[]},ctx);if(result instanceof Promise){proms.push(result.then(result2=>{if(result2.issues.length){payload.issues.push(...prefixIssues(key,result2.issues))}payload.value[outKey]=result2.value}))}else{if(result.issues.length){payload.issues.push(...prefixIssues(key,result.issues))}payload.value[outKey]=result.value}}}let unrecognized;for(const key in input){if(!recordKeys.has(key)){if(def.mode==="loose"){if(key==="__proto__")continue;payload.value[key]=input[key]}else{unrecognized=unrecognized??[];unrecognized.push(key)}}}if(unrecognized&&unrecognized.length>0){payload.issues.push({code:"unrecognized_keys",input,inst,keys:unrecognized,continue:true})}}else{payload.value=memo?memo.alloc(inst,payload,{},ctx):{};let unrecognized;for(const key of Reflect.ownKeys(input)){if(key==="__proto__")continue;if(!Object.prototype.propertyIsEnumerable.call(input,key))continue;let keyResult=def.keyType._zod.run({value:key,issues:[]},ctx);if(keyResult instanceof Promise){throw new Error("Async schemas not supported in object keys currently")}const checkNumericKey=typeof key==="string"&&number.test(key)&&keyResult.issues.length;if(checkNumericKey){const retryResult=def.keyType._zod.run({value:Number(key),issues:[]},ctx);if(retryResult instanceof Promise){throw new Error("Async schemas not supported in object keys currently")}if(retryResult.issues.length===0){keyResult=retryResult}}if(keyResult.issues.length){if(def.mode==="loose"){payload.value[key]=input[key]}else if(values){unrecognized=unrecognized??[];unrecognized.push(key)}else{payload.issues.push({code:"invalid_key",origin:"record",issues:keyResult.issues.map(iss=>finalizeIssue(iss,ctx,config())),input:key,path:[key],inst})}continue}const outKey=keyResult.value;if(outKey==="__proto__")continue;const result=def.valueType._zod.run({value:input[key],issues:[]},ctx);if(result instanceof Promise){proms.push(result.then(result2=>{if(result2.issues.length){payload.issues.push(...prefixIssues(key,result2.issues))}payload.value[outKey]=result2.value}))}else{if(result.issues.length){payload.issues.push(...prefixIssues(key,result.issues))}payload.value[outKey]=result.value}}if(unrecognized&&unrecognized.length>0){payload.issues.push({code:"unrecognized_keys",input,inst,keys:unrecognized,continue:true})}}if(proms.length){return Promise.all(proms).then(()=>payload)}return payload}});var $ZodEnum=$constructor("$ZodEnum",(inst,def)=>{$ZodType.init(inst,def);const values=getEnumValues(def.entries);const valuesSet=new Set(values);inst._zod.values=valuesSet;defineLazyInternal(inst,"pattern",zod=>{const patternValues=getEnumValues(zod.def.entries).filter(k=>propertyKeyTypes.has(typeof k));return new RegExp(patternValues.length?`^(${patternValues.map(o=>escapeRegex(o.toString())).join("|")})$`:"^[^\\s\\S]$")});inst._zod.parse=(payload,_ctx)=>{const input=payload.value;if(valuesSet.has(input)){return payload}payload.issues.push({code:"invalid_value",values,input,inst});return payload}});var $ZodLiteral=$constructor("$ZodLiteral",(inst,def)=>{$ZodType.init(inst,def);const values=new Set(def.values);inst._zod.values=values;defineLazyInternal(inst,"pattern",zod=>{const vals=zod.def.values;return new RegExp(vals.length?`^(${vals.map(o=>typeof o==="string"?escapeRegex(o):o?escapeRegex(o.toString()):String(o)).join("|")})$`:"^[^\\s\\S]$")});inst._zod.parse=(payload,_ctx)=>{const input=payload.value;if(values.has(input)){return payload}payload.issues.push({code:"invalid_value",values:def.values,input,inst});return payload}});var $ZodTransform=$constructor("$ZodTransform",(inst,def)=>{$ZodType.init(inst,def);inst._zod.optin="optional";globalConfig.memoizer?.guard(inst);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){throw new $ZodEncodeError(inst.constructor.name)}const _out=def.transform(payload.value,payload);if(ctx.async){const output=_out instanceof Promise?_out:Promise.resolve(_out);return output.then(output2=>{payload.value=output2;return payload})}if(_out instanceof Promise){throw new $ZodAsyncError}payload.value=_out;return payload}});function handleOptionalResult(payload,result){payload.value=result.issues.length?void 0:result.value;return payload}var $ZodOptional=$constructor("$ZodOptional",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"optin",zod=>zod.def.innerType._zod.optin==="defaulted"?"defaulted":"optional");inst._zod.optout="optional";defineLazyInternal(inst,"values",zod=>{const values=zod.def.innerType._zod.values;return values?new Set([...values,void 0]):void 0});defineLazyInternal(inst,"pattern",zod=>{const pattern=zod.def.innerType._zod.pattern;return pattern?new RegExp(`^(${cleanRegex(pattern.source)})?$`):void 0});inst._zod.parse=(payload,ctx)=>{if(payload.value===void 0){if(def.innerType._zod.optin!=="defaulted")return payload;const result=def.innerType._zod.run({value:payload.value,issues:[]},ctx);if(result instanceof Promise)return result.then(result2=>handleOptionalResult(payload,result2));return handleOptionalResult(payload,result)}return def.innerType._zod.run(payload,ctx)}});var $ZodPipe=$constructor("$ZodPipe",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"values",zod=>zod.def.in._zod.values);defineLazyInternal(inst,"optin",zod=>zod.def.in._zod.optin);defineLazyInternal(inst,"optout",zod=>zod.def.out._zod.optout);defineLazyInternal(inst,"propValues",zod=>zod.def.in._zod.propValues);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){const right=def.out._zod.run(payload,ctx);if(right instanceof Promise){return right.then(right2=>handlePipeResult(right2,def.in,ctx))}return handlePipeResult(right,def.in,ctx)}const left=def.in._zod.run(payload,ctx);if(left instanceof Promise){return left.then(left2=>handlePipeResult(left2,def.out,ctx))}return handlePipeResult(left,def.out,ctx)}});function handlePipeResult(left,next,ctx){if(left.issues.some(iss=>iss.code!=="unrecognized_keys")){left.aborted=true;return left}return next._zod.run({value:left.value,issues:left.issues},ctx)}
// node_modules/zod/v4/core/registries.js
var _a2;var $ZodRegistry=class{constructor(){this._map=new WeakMap;this._idmap=new Map}add(schema,..._meta){const meta2=_meta[0];this._map.set(schema,meta2);if(meta2&&typeof meta2==="object"&&"id"in meta2){this._idmap.set(meta2.id,schema)}return this}clear(){this._map=new WeakMap;this._idmap=new Map;return this}remove(schema){const meta2=this._map.get(schema);if(meta2&&typeof meta2==="object"&&"id"in meta2){this._idmap.delete(meta2.id)}this._map.delete(schema);return this}get(schema){const p=schema._zod.parent;if(p){const pm={...this.get(p)??{}};delete pm.id;const f={...pm,...this._map.get(schema)};return Object.keys(f).length?f:void 0}return this._map.get(schema)}has(schema){return this._map.has(schema)}};function registry(){return new $ZodRegistry}(_a2=globalThis).__zod_globalRegistry??(_a2.__zod_globalRegistry=registry());var globalRegistry=globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function snapshotChecks(def){if(def.checks)def.checks=[...def.checks];return def}
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
var ZodMiniType=$constructor("ZodMiniType",(inst,def)=>{if(!inst._zod)throw new Error("Uninitialized schema in ZodMiniType.");$ZodType.init(inst,def);inst.def=def;inst.type=def.type},{get with(){return this.check},set with(value){own(this,"with",value)},parse(data,params){return parse(this,data,params,{callee:this.parse})},parseAsync(data,params){return parseAsync(this,data,params,{callee:this.parseAsync})},safeParse(data,params){return safeParse(this,data,params)},safeParseAsync(data,params){return safeParseAsync(this,data,params)},check(...checks){const def=this.def;return this.clone({...def,checks:[...def.checks??[],...checks.map(ch=>typeof ch==="function"?{_zod:{check:ch,def:{check:"custom"},onattach:[]}}:ch)]},{parent:true})},clone(_def,params){return clone(this,_def,params)},brand(){return this},register(reg,meta2){reg.add(this,meta2);return this},apply(fn,...args){return args.length===0?fn(this):fn(this,...args)}});var ZodMiniString=$constructor("ZodMiniString",(inst,def)=>{$ZodString.init(inst,def);ZodMiniType.init(inst,def)});
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
function union2(options, params) {
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

// src/settings/field-types.ts
var fieldSchemas = registry();
function described(field, schema) {
  fieldSchemas.add(field, schema);
  return field;
}
function refuse(context, message) {
  context.issues.push({ code: "custom", message, input: void 0 });
  return NEVER;
}
function parsedText(expected, form, parse2) {
  const field = pipe(
    string2({ error: expected }),
    transform((text, context) => parse2(text.trim()) ?? refuse(context, expected))
  );
  return described(field, { pattern: `^\\s*(?:${form})\\s*$` });
}
function checkedText(mistakeIn, schema = {}) {
  const field = pipe(
    string2({ error: "expected a text" }),
    transform((given, context) => {
      const mistake = mistakeIn(given.trim());
      return mistake === void 0 ? given.trim() : refuse(context, mistake);
    })
  );
  return described(field, schema);
}
function matching(form, expected) {
  return checkedText((text) => form.test(text) ? void 0 : expected, { pattern: form.source });
}
function oneOf(words) {
  const expected = `expected ${words.map((word) => `"${word}"`).join(" or ")}`;
  const field = pipe(
    string2({ error: expected }),
    transform((given, context) => {
      const word = words.find((word2) => word2 === given.trim());
      return word ?? refuse(context, `${expected}${didYouMean(given, words)}`);
    })
  );
  return described(field, { enum: words });
}
function splitList(text) {
  return text.split(/[\n,]/).map((entry2) => entry2.trim()).filter((entry2) => entry2 !== "");
}
function listSchema({ words = [], form }) {
  const entry2 = form?.source ?? words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const line = `^[\\s,]*(?:${entry2})(?:[ \\t]*[,\\n][\\s,]*(?:${entry2}))*[\\s,]*$`;
  const entries = [...words.length > 0 ? [{ enum: words }] : [], { type: "string", pattern: line }];
  return { anyOf: [...entries, { type: "array", items: { anyOf: entries } }] };
}
function listOf(expected, entries, mistakeIn = () => void 0) {
  const field = pipe(
    union2([string2(), array(string2())], { error: expected }),
    transform((given, context) => {
      const entries2 = [given].flat().flatMap(splitList);
      for (const entry2 of entries2) {
        const mistake = mistakeIn(entry2);
        if (mistake !== void 0) refuse(context, `${quote(entry2)} ${mistake}`);
      }
      return [...new Set(entries2)];
    })
  );
  return described(field, listSchema(entries));
}
function linesOf(expected) {
  const field = pipe(
    union2([string2(), array(string2())], { error: expected }),
    transform((given) => {
      const lines = [given].flat().flatMap((text) => text.split("\n").map((line) => line.trim()));
      return [...new Set(lines.filter((line) => line !== ""))];
    })
  );
  return described(field, { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] });
}
function numberBetween(least, most, step) {
  const expected = `expected a ${step === "whole" ? "whole " : ""}number from ${least} to ${most}`;
  const form = step === "whole" ? /^\s*\d+\s*$/ : /^\s*\d+(\.\d+)?\s*$/;
  const field = pipe(
    union2([string2(), number2()], { error: expected }),
    transform((given, context) => {
      const number4 = typeof given === "number" || form.test(given) ? Number(given) : Number.NaN;
      const fits = number4 >= least && number4 <= most && (step === "any" || Number.isInteger(number4));
      return fits ? number4 : refuse(context, expected);
    })
  );
  const number3 = { type: step === "whole" ? "integer" : "number", minimum: least, maximum: most };
  return described(field, { anyOf: [number3, { type: "string", pattern: form.source }] });
}
function trueOrFalse() {
  const field = pipe(
    union2([boolean2(), literal(["true", "false"])], { error: "expected true or false" }),
    transform((given) => given === true || given === "true")
  );
  return described(field, { anyOf: [{ type: "boolean" }, { enum: ["true", "false"] }] });
}
function mappingOf(expected, shape) {
  return strictObject(shape, {
    error(issue2) {
      if (issue2.code !== "unrecognized_keys") return expected;
      const [key = ""] = issue2.keys;
      return `${quote(key)} is not among its keys${didYouMean(key, Object.keys(shape)) || `: ${expected}`}`;
    }
  });
}

// src/settings/fields.ts
var import_fastest_levenshtein2 = __toESM(require_mod(), 1);

// src/catalogue/audit-event-types.ts
var alsoOfTheTenant = ["role.bound_to_resource", "role.unbound_from_resource"];
function isTenantEventType(type) {
  return type.startsWith("tenant.") || alsoOfTheTenant.includes(type);
}
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
  "external_storage.registered",
  "external_storage.removed",
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
  "tenant.workspace_invite_email_settings.updated",
  "tenant.trusted_access.application.submitted",
  "tenant.trusted_access.business_verification.started"
];

// src/settings/dates.ts
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
var ageForm = "\\d{1,6}[hdw]";
var durationForm = "\\d{1,6}[smh]";
var stopAfterForm = "(?:(?=\\d{1,9} )0*[1-9]\\d* requests?|(?=\\d{1,6}[smh])0*[1-9]\\d*[smh])";
var monthAndDay = "(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d)";
var clock = "(?:[01]\\d|2[0-3]):[0-5]\\d";
var dayForm = `\\d{4}-(?:${monthAndDay})`;
var dateForm = `${dayForm}(?:[Tt ]${clock}(?::[0-5]\\d(?:\\.\\d+)?)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?)?`;
function amountOf(text, units) {
  const [, amount, unit] = /^(\d{1,6})([a-z])$/.exec(text) ?? [];
  const seconds = units.get(unit ?? "");
  return seconds === void 0 ? void 0 : Number(amount) * seconds;
}
function parseAge(text) {
  return amountOf(text, ageUnits);
}
function parseDuration(text) {
  return amountOf(text, durationUnits);
}
function parseStopAfter(text) {
  const [, digits] = /^(\d{1,9}) requests?$/.exec(text) ?? [];
  if (digits !== void 0) return Number(digits) > 0 ? { kind: "requests", count: Number(digits), text } : void 0;
  const seconds = parseDuration(text);
  return seconds ? { kind: "time", seconds, text } : void 0;
}
function parseIsoDate(text) {
  const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|([+-])(\d\d):?(\d\d))?)?$/i;
  const [matched, date3, time2 = "00:00", seconds = "00", , sign2, hours = "0", minutes = "0"] = form.exec(text) ?? [];
  if (matched === void 0) return void 0;
  const local = Date.parse(`${date3}T${time2}:${seconds}Z`);
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date3) return void 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return void 0;
  const offset = Number(hours) * hour + Number(minutes) * 60;
  return local / 1e3 - (sign2 === "-" ? -offset : offset);
}
function parseDateExpression(text, words) {
  const word = words.find((word2) => word2 === text);
  if (word) return { kind: word };
  const age2 = parseAge(text);
  if (age2 !== void 0) return { kind: "age", seconds: age2 };
  const seconds = parseIsoDate(text);
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

// src/settings/fields.ts
var date2 = "an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)";
var ageExpected = "expected an age such as 12h, 3d or 4w";
var agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
var age = parsedText(ageExpected, ageForm, parseAge);
var daysForm = "[1-9]\\d{0,3}[dw]";
var days = parsedText(
  "expected days or weeks, such as 7d or 2w",
  daysForm,
  (text) => new RegExp(`^${daysForm}$`).test(text) ? (parseAge(text) ?? 0) / DAY : void 0
);
function dateOr(word) {
  const forms = [word, ageForm, dateForm].join("|");
  return parsedText(`expected ${date2}, or "${word}"`, forms, (text) => parseDateExpression(text, [word]));
}
var eventTypeForm = /[a-z0-9_]+(?:\.[a-z0-9_]+)+/;
var allDimensions = new Set(allResources.filter(isBuckets).flatMap(dimensionsOf));
function formatMistake(format) {
  const allowed = [...formatChoices.keys()];
  if (formatChoices.has(format)) return void 0;
  return `is not a format: expected any of ${formats.map(({ name }) => name).join(", ")}, each with .gz or .zst${didYouMean(format, allowed)}`;
}
function eventTypeMistake(type) {
  if (auditEventTypes.includes(type)) return void 0;
  if (auditEventTypes.some((other) => (0, import_fastest_levenshtein2.distance)(other, type.toLowerCase()) <= 2) || !new RegExp(`^${eventTypeForm.source}$`).test(type)) {
    return `is not a type of audit event, such as api_key.created${didYouMean(type, auditEventTypes)}`;
  }
  return void 0;
}
function idsOf(what) {
  const form = /[\x21-\x2b\x2d-\x7e]+/;
  return listOf(`expected a list of ${what}`, { form }, (id) => idProblem(id) && "holds characters that no id has");
}
var formats2 = listOf("expected a list of formats", { words: [...formatChoices.keys()] }, formatMistake);
var dimensions = listOf('expected "default", "all", "none", or a list of dimensions', {
  words: ["default", "all", "none", ...allDimensions]
});
var eventTypes = listOf(
  "expected a list of types of audit events",
  { words: auditEventTypes, form: eventTypeForm },
  eventTypeMistake
);
function unknownKeyIn({ errors = [] }) {
  return errors.flat().find(({ code }) => code === "unrecognized_keys")?.message;
}
var ages = union2(
  [
    pipe(
      age,
      transform((seconds) => ({ events: seconds, usage: seconds, costs: seconds }))
    ),
    mappingOf(agesExpected, { events: optional(age), usage: optional(age), costs: optional(age) })
  ],
  { error: (issue2) => unknownKeyIn(issue2) ?? agesExpected }
);
var stopAfter = parsedText(
  'expected a duration such as 45m or 2h, or a number of requests such as "5000 requests"',
  stopAfterForm,
  parseStopAfter
);
var duration2 = parsedText("expected a duration such as 60s or 2m", durationForm, parseDuration);
var reportWords = ["summary", "comment", "html", "access-review", "none"];
var failOnWords = ["error", "finding:high", "finding:medium", "finding:low", "never"];
function wordMistake(allowed) {
  return (word) => allowed.includes(word) ? void 0 : `is none of ${allowed.join(", ")}${didYouMean(word, allowed)}`;
}
var failOnForm = new RegExp(`${failOnWords.join("|")}|stale:${ageForm}`);
function failOnMistake(word) {
  if (failOnWords.some((known) => known === word) || staleAge(word) !== void 0) return void 0;
  const advice = /^stale\b/.test(word) ? ": expected an age behind it, such as stale:48h" : didYouMean(word, failOnWords);
  return `is none of ${failOnWords.join(", ")}, stale:48h${advice}`;
}
function staleAge(word) {
  return word.startsWith("stale:") ? parseAge(word.slice("stale:".length)) : void 0;
}
var badInBranch = /[\s~^:?*[\\\x00-\x1f\x7f]|\.\.|@\{|\/\/|^[/.-]|[/.]$|\.lock$|^refs\//;
function branchMistake(name) {
  return badInBranch.test(name) || name === "" ? "expected the name of a branch, such as main or export/data" : void 0;
}
var names = pipe(
  union2([string2(), array(string2())], { error: "expected a list of names" }),
  transform((given) => [given].flat().flatMap(splitList))
);
var branch = checkedText(branchMistake, { minLength: 1, not: { pattern: badInBranch.source } });
var reports = listOf(
  `expected a list of ${reportWords.join(", ")}`,
  { words: reportWords },
  wordMistake(reportWords)
);
var failOn = listOf(
  `expected a list of ${failOnWords.join(", ")}, stale:48h`,
  { words: failOnWords, form: failOnForm },
  failOnMistake
);
var pullRequest = mappingOf(
  "expected a mapping of title, labels, reviewers, team-reviewers, draft, such as {labels: [audit], reviewers: [octocat]}",
  {
    title: optional(
      checkedText((text) => text === "" || text.length > 60 ? "expected up to 60 characters" : void 0, {
        pattern: "\\S",
        maxLength: 60
      })
    ),
    labels: optional(names),
    reviewers: optional(names),
    "team-reviewers": optional(names),
    draft: optional(trueOrFalse())
  }
);

// src/settings/inputs.ts
var inputs = {
  "api-key": {
    group: "connection",
    text: "Admin key of the organisation (it begins with sk-admin-), from a secret. It is masked in the log and never written anywhere. Project and service account keys cannot read administration data.",
    isSecret: true
  },
  "base-url": {
    group: "connection",
    value: "url",
    text: "Address of the API, for a regional endpoint or a proxy of your own. Plain http is accepted for this machine alone.",
    default: "https://api.openai.com/v1",
    field: checkedText(baseUrlProblem, { pattern: baseUrlForm.source })
  },
  "openai-organization": {
    group: "connection",
    value: "id",
    text: "Sent as the OpenAI-Organization header. Needed only if OpenAI asks for it: an admin key belongs to one organisation.",
    field: checkedText(idProblem, { pattern: headerSafe.source })
  },
  "openai-project": {
    group: "connection",
    value: "id",
    text: "Sent as the OpenAI-Project header.",
    field: checkedText(idProblem, { pattern: headerSafe.source })
  },
  resources: {
    group: "what",
    value: "names",
    text: "What to export, by line or comma: names of resources, presets (standard, access, keys, usage, spend, settings, all), and !name for what to leave out. Or a YAML list, whose entries may also be objects: {name, ids} to read single objects, or {name, path, data_selector} (with params, primary-key, parent, pagination) for what the catalogue lacks.",
    default: "standard"
  },
  destination: {
    group: "where",
    value: "place",
    text: "Where to write: a folder inside the workspace or RUNNER_TEMP (to keep exports from night to night, check out before this step and commit the folder after it); or s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.",
    short: "A folder, s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.",
    shell: "Where to write: a folder of its own, relative to the current one or anywhere; or s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.",
    default: "data",
    field: checkedText(() => void 0)
  },
  format: {
    group: "where",
    value: "formats",
    text: "File formats, by line or comma: any of jsonl, csv, each with .gz or .zst appended to compress it.",
    default: "jsonl",
    field: formats2,
    own: () => true
  },
  "partition-by": {
    group: "where",
    value: "period",
    text: "Period that one file of events, usage or costs holds: hour, day or month. Usage and costs are never cut finer than their buckets. Without it, events are cut by day, usage and costs by month.",
    field: oneOf(["hour", "day", "month"]),
    own: isDated
  },
  "start-date": {
    group: "when",
    value: "date",
    text: "From when to export events, usage and costs: an ISO date, an age such as 30d, or earliest for all that OpenAI still has. An age never moves the start past what is already exported; an earlier start fills in the older days.",
    default: "90d",
    field: dateOr("earliest"),
    own: isDated
  },
  "end-date": {
    group: "when",
    value: "date",
    text: "Until when (exclusive) to export events, usage and costs: an ISO date, an age such as 2d, or now.",
    default: "now",
    field: dateOr("now"),
    own: isDated
  },
  "refresh-from": {
    group: "when",
    value: "date",
    text: "Read and write again from this date (an ISO date, an age, or earliest), whatever was exported before; for instance after changing formats or partitions.",
    field: dateOr("earliest"),
    own: isDated
  },
  state: {
    group: "when",
    value: "mode",
    text: "How to know what is already exported: auto asks both the Actions cache and the files at the destination; cache trusts the Actions cache alone, for a folder that a later step ships elsewhere.",
    short: "Where it is known what was exported: auto (the manifests at the destination), or cache (the Actions cache alone).",
    shell: "How to know what is already exported: auto goes by the manifests at the destination, cache by the Actions cache alone, which only jobs of Actions have.",
    default: "auto",
    field: oneOf(["auto", "cache"])
  },
  privacy: {
    group: "privacy",
    value: "mode",
    text: "What happens to names, e-mail addresses and IP addresses before anything is written: none, pseudonymize (the same person has the same pseudonym in every resource and run) or redact.",
    short: "What happens to names, e-mail and IP addresses before anything is written: none, pseudonymize or redact.",
    default: "none",
    field: oneOf(["none", "pseudonymize", "redact"])
  },
  "pseudonym-key": {
    group: "privacy",
    text: "Secret of at least 16 characters that pseudonyms are made with; required for `privacy: pseudonymize`. Keep it: with another key everybody gets another pseudonym.",
    isSecret: true
  },
  commit: {
    group: "github",
    value: "mode",
    text: "Whether to commit the data folder, through GitHub's API and without a checkout: none, push (to a branch) or pull-request (one pull request that is updated each night; merging it is the sign-off).",
    short: "Whether to commit the data folder through GitHub's API: none, push or pull-request.",
    default: "none",
    field: oneOf(["none", "push", "pull-request"])
  },
  branch: {
    group: "github",
    value: "name",
    text: "The branch to commit to, or the branch of the pull request. Without it: the branch that the workflow runs on, or openai-admin-export for the pull request.",
    field: branch
  },
  report: {
    group: "findings",
    value: "reports",
    text: "Which reports to make, by line or comma: summary (of the job), comment (one on the pull request that started the workflow), html (a page in RUNNER_TEMP, to be uploaded as an artifact), access-review (a pull request with everybody who has access, to be decided on), or none.",
    short: "Any of comment, html, access-review, by line or comma; summary is shown in Actions alone; or none.",
    shell: "Which reports to make, by line or comma: html (a page in the temporary folder, whose path is told at the end), comment and access-review (pull requests, inside Actions alone), summary (shown in Actions alone), or none.",
    default: "summary",
    field: reports
  },
  "fail-on": {
    group: "findings",
    value: "conditions",
    text: "When the step fails, by line or comma: error (a resource could not be exported); finding:high, finding:medium or finding:low (errors, or a new finding of that severity or higher); stale:48h, or another age (the data of a resource is complete only until longer ago than that; errors count too only if error is listed); or never. The outputs are set in every case.",
    short: "When the exit code is 1: any of error, finding:high (medium, low), stale:48h, by line or comma; or never.",
    default: "error",
    field: failOn
  },
  "stop-after": {
    group: "limits",
    value: "budget",
    text: "When to stop cleanly before everything is read: a duration such as 45m or 2h, or a number of requests such as 5000 requests. What is read is published, `status` is partial, and the next run carries on. Without it, a run ends when everything is read.",
    field: stopAfter
  },
  "dry-run": {
    group: "limits",
    text: "true prints the plan (partitions, windows, and an estimate of requests and time for each resource) and writes nothing.",
    short: "Print the plan (partitions, windows, an estimate of requests and time), and write nothing.",
    default: false,
    field: trueOrFalse()
  },
  "github-token": {
    group: "github",
    text: "Token for commits, pull requests and comments. Needs contents: write and pull-requests: write, if you use them. Only this input has a default here: nothing but the runner can give it.",
    isSecret: true
  },
  config: {
    group: "connection",
    value: "yaml|file",
    text: "YAML, or the path of a YAML file in the workspace: every input but the secrets, and more settings (lookback, filters, grouping, request limits, options of the destination and of single resources). Inputs win over it.",
    short: "YAML, or the path of a YAML file, with any of these flags as keys.",
    shell: "YAML, or the path of a YAML file, with settings as keys: every flag of export but --config itself and those about what is printed. Flags win over it."
  }
};

// src/settings/usage-filters.ts
function declared(name, text, field, value) {
  const own3 = (resource) => hasFilter(resource, name);
  return { group: "what", text, field, own: own3, ...value !== void 0 && { value } };
}
var usageFilters = {
  users: declared("users", "Only usage by these users, by line or comma.", idsOf("user ids"), "ids"),
  "api-keys": declared("api-keys", "Only usage and costs of these keys, by line or comma.", idsOf("key ids"), "ids"),
  "line-items": declared(
    "line-items",
    "Only costs of these line items, by their full names, a line each or as a YAML list: names hold commas.",
    linesOf("expected a list of line items"),
    "names"
  ),
  batch: declared("batch", "Only usage by batch jobs (true), or only other usage (false).", trueOrFalse()),
  sizes: declared("sizes", "Only images of these sizes, by line or comma, such as 1024x1024.", idsOf("sizes"), "sizes"),
  sources: declared(
    "sources",
    "Only images of these sources, by line or comma, such as image.generation.",
    idsOf("sources"),
    "names"
  ),
  "context-levels": declared(
    "context-levels",
    "Only web searches of these context levels, by line or comma, such as high.",
    idsOf("context levels"),
    "names"
  ),
  "vector-stores": declared(
    "vector-stores",
    "Only searches in these vector stores, by line or comma.",
    idsOf("vector store ids"),
    "ids"
  )
};

// src/settings/config-keys.ts
var configKeys = {
  lookback: {
    group: "when",
    value: "age|yaml",
    text: "How long after its end a period is still read again: one age, or {events: 3d, usage: 3d, costs: 35d}. Default: `3d`, costs `35d`.",
    field: ages
  },
  every: {
    group: "when",
    value: "days",
    text: "How often snapshots are read, in days or weeks: with 7d, one that was read completely is left until seven days later, and so are rows below a project or person that were. Without it, each run reads them.",
    field: days,
    own: isSnapshot
  },
  "bucket-width": {
    group: "what",
    value: "width",
    text: "Width of the buckets of usage: 1m, 1h or 1d; costs know 1d alone.",
    default: "1d",
    field: oneOf(["1m", "1h", "1d"]),
    own: isBuckets
  },
  "group-by": {
    group: "what",
    value: "dimensions",
    text: "Dimensions by which usage and costs are grouped, by line or comma; or default, all (also those that default leaves out), or none.",
    default: "default",
    field: dimensions,
    own: isBuckets
  },
  projects: {
    group: "what",
    value: "ids",
    text: "Only what belongs to these projects, by line or comma.",
    field: idsOf("project ids"),
    own: (resource) => hasFilter(resource, "projects")
  },
  "event-types": {
    group: "what",
    value: "types",
    text: "Only audit events of these types, by line or comma, such as api_key.created.",
    field: eventTypes,
    own: (resource) => hasFilter(resource, "event-types")
  },
  models: {
    group: "what",
    value: "names",
    text: "Only usage of these models, by line or comma.",
    field: idsOf("models"),
    own: (resource) => hasFilter(resource, "models")
  },
  ...usageFilters,
  "on-schema-change": {
    group: "where",
    value: "mode",
    text: "What happens to fields that this release does not know: evolve (they reach the files as they are), freeze (what holds them fails), discard-columns or discard-rows.",
    default: "evolve",
    field: oneOf(["evolve", "freeze", "discard-columns", "discard-rows"]),
    own: () => true
  },
  "accept-empty": {
    group: "when",
    value: "names",
    text: "Resources of which almost everything may be gone at once: what the API says of them is believed today. Without it, such a read is believed once a later day says the same.",
    field: listOf("expected a list of resources", { form: /[a-z0-9_]+/ })
  },
  concurrency: {
    group: "limits",
    value: "number",
    text: "Requests under way at once, at most.",
    default: 8,
    field: numberBetween(1, 100, "whole")
  },
  "requests-per-second": {
    group: "limits",
    value: "number",
    text: "Pace of requests, beside the rate limits that the API states. Without it, these alone set the pace.",
    field: numberBetween(0.01, 1e4, "any")
  },
  retries: {
    group: "limits",
    value: "number",
    text: "How often a request is tried again.",
    default: 5,
    field: numberBetween(0, 20, "whole")
  },
  "request-timeout": {
    group: "limits",
    value: "duration",
    text: "How long a request may take, its answer included.",
    default: "60s",
    field: duration2
  },
  "csv-escape-formulas": {
    group: "where",
    text: "Whether text cells of CSV files that a spreadsheet would run as formulas are defused.",
    default: true,
    field: trueOrFalse(),
    own: () => true
  },
  "destination-options": {
    group: "where",
    value: "yaml",
    text: "How to sign in to a store, how it keeps files, and what may be done there, such as {region: eu-central-1}."
  },
  "resource-options": {
    group: "what",
    value: "yaml",
    text: "Settings of single resources, by name, such as {costs: {format: csv, lookback: 5w}}."
  },
  "privacy-columns": {
    group: "privacy",
    value: "yaml",
    text: "Columns that are personal, or not, beside what the catalogue says: {include: [project_api_keys.name], exclude: []}."
  },
  "allow-public-personal-data": {
    group: "privacy",
    text: "Commit, comment and make pages in a public repository although the files name people.",
    default: false,
    field: trueOrFalse()
  },
  "commit-message": {
    group: "github",
    value: "text",
    text: "Message of each commit. Without it: data: OpenAI admin export to <destination>.",
    field: matching(/\S/, "expected a message")
  },
  "pull-request": {
    group: "github",
    value: "yaml",
    text: "How pull requests are dressed: title (the words before the colon), labels, reviewers, team-reviewers, draft.",
    field: pullRequest
  },
  "projects-file": {
    group: "findings",
    value: "file",
    text: "A CSV file with project_id and any of team, cost_centre and budget (a month, in dollars): labels of the spend report.",
    field: matching(/\S/, "expected the path of a CSV file")
  },
  checks: {
    group: "findings",
    value: "yaml",
    text: "By id of the check: off, on, or a mapping of severity and thresholds, such as {admin-key-unused: {days: 60}}."
  },
  exceptions: {
    group: "findings",
    value: "yaml",
    text: "Findings that were looked at and accepted: a list of {finding, reason, expires}."
  }
};
var ownKeys = {
  lookback: { field: age, own: isDated },
  "known-fields": {
    field: listOf("expected a list of fields, as tables name them: seat__kind", { form: /[^,\n]*[^\s,]/ }),
    own: () => true
  }
};

// src/settings/table.ts
var everything = { ...inputs, ...configKeys };
var table = everything;
var own2 = {
  ...Object.fromEntries(Object.entries(table).filter(([, { own: own3 }]) => own3)),
  ...ownKeys
};
var inputNames = Object.keys(inputs);
var settingNames = Object.keys(table);
var secretInputs = inputNames.filter((name) => table[name].isSecret);
var configNames = settingNames.filter(
  (name) => !secretInputs.includes(name) && name !== "config"
);
var runFields = fieldsOf(table);
var optionFields = fieldsOf(own2);
function fieldsOf(declared2) {
  return Object.fromEntries(Object.entries(declared2).flatMap(([name, { field }]) => field ? [[name, field]] : []));
}
function declarationOf(name) {
  const { text, shell, ...rest } = table[name];
  const stated = rest.default === void 0 ? "" : ` Default: \`${rest.default}\`.`;
  return { ...rest, text: text + stated, ...shell && { shell: shell + stated } };
}
function optionsOf(resource) {
  return Object.keys(own2).filter((name) => own2[name]?.own?.(resource));
}
function variableOf(input) {
  return `INPUT_${input.toUpperCase()}`;
}

// src/settings/proxy-addresses.ts
var variables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
var SHORTEST = 4;
function checkProxies(env, mistakes) {
  for (const name of variables) {
    if (!env[name] || URL.canParse(env[name])) continue;
    mistakes.add(
      `${name} is no address such as http://proxy.example:3128: what a user name or password holds beside letters and digits has to be percent-encoded (%40 for @)`,
      "proxy"
    );
  }
}
function proxyPasswords(env) {
  return variables.flatMap((name) => {
    const address = env[name] ?? "";
    const { username, password } = URL.canParse(address) ? new URL(address) : { username: "", password: "" };
    if (password.length < SHORTEST) return [];
    const plain = [username, password].map(decoded).join(":");
    return [password, decoded(password), Buffer.from(plain).toString("base64")];
  });
}

// src/settings/reading.ts
import { resolve as resolve3 } from "node:path";
function beginReading(env, readFile2, secrets = []) {
  const mistakes = noMistakes(secrets);
  checkProxies(env, mistakes);
  return { env, roots: readRoots(env), readFile: readFile2, mistakes };
}
async function readNamedFile(name, given, { expected, advice }, { roots, readFile: readFile2, mistakes }) {
  try {
    const path5 = realPath(resolve3(roots.workspace, given));
    if (roots.isOpen || pathInside(realPath(roots.workspace), path5) !== void 0) return await readFile2(path5);
    mistakes.add(`'${name}' is ${quote(given)}: expected ${expected} inside the workspace`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    mistakes.add(`'${name}' is ${quote(given)}, which cannot be read (${code}): ${advice}`);
  }
  return void 0;
}

// src/settings/settings.ts
function isGiven(value) {
  return value !== void 0 && value !== null && value !== "";
}
function trimmed(given) {
  const text = given.trim();
  return text.includes("\n") ? given.replace(/^(\s*\n)+/, "").trimEnd() : text;
}
function inputsIn(env, mistakes) {
  const names2 = new Map(inputNames.map((name) => [variableOf(name), name]));
  const found = /* @__PURE__ */ new Map();
  for (const [variable, given] of Object.entries(env)) {
    const value = trimmed(given ?? "");
    if (!variable.startsWith("INPUT_") || !isGiven(value)) continue;
    const name = names2.get(variable);
    if (name !== void 0) found.set(name, { value, label: `'${name}'` });
    else {
      const unknown = variable.slice("INPUT_".length).toLowerCase();
      mistakes.add(() => `'${shorten(unknown)}' is not an input of this action${didYouMean(unknown, inputNames)}`);
    }
  }
  return found;
}
function settingsIn(mapping, allowed, place, mistakes) {
  const found = /* @__PURE__ */ new Map();
  for (const [name, value] of Object.entries(mapping)) {
    if (allowed.includes(name)) {
      if (isGiven(value)) found.set(name, { value, label: `'${name}'${place}` });
    } else if (secretInputs.includes(name)) {
      mistakes.add(`'${name}'${place} is not read: give it as the input, from a secret`);
    } else {
      const advice = () => didYouMean(name, allowed) || `; expected any of ${allowed.join(", ")}`;
      mistakes.add(() => `'${shorten(name)}' is not a setting${place}${advice()}`);
    }
  }
  return found;
}
function parseFields(fields, settings, mistakes) {
  const parsed = {};
  for (const name of Object.keys(fields)) {
    const setting = settings.get(name);
    if (setting === void 0) continue;
    const result = fields[name]?.safeParse(setting.value);
    if (result?.success) parsed[name] = result.data;
    for (const issue2 of result?.error?.issues ?? []) {
      mistakes.add(() => `${setting.label} is ${quote(setting.value)}: ${issue2.message}`);
    }
  }
  return parsed;
}
var defaultOptions = defaultsOf();
function defaultsOf() {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const { default: value, field } = table[name];
      return field && value !== void 0 ? [[name, field.parse(value)]] : [];
    })
  );
}
function readRunOptions(settings, mistakes) {
  return { ...defaultOptions, ...parseFields(runFields, settings, mistakes) };
}

// src/settings/yaml-text.ts
var LONGEST_TEXT = 512 * 1024;
var MOST_ALIASES = 100;
var DEEP_LINE = /(?:[?:-][ \t]+){50}/;
var TOO_DEEP = "it is nested too deeply";
var PLAIN_TAG = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map))$/;
async function parseYaml(text) {
  if (text.length > LONGEST_TEXT) return { problem: `it is longer than ${LONGEST_TEXT / 1024} kB` };
  if (DEEP_LINE.test(text)) return { problem: TOO_DEEP };
  const { default: yaml } = await import("./yaml.js");
  const lines = new yaml.LineCounter();
  const parsed = yaml.parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false, lineCounter: lines });
  const [document, second] = [...parsed];
  if (document === void 0) return { value: void 0 };
  const [error] = document.errors;
  if (error?.code === "RESOURCE_EXHAUSTION") return { problem: TOO_DEEP };
  const inLine = (offset) => offset === void 0 ? "" : ` in line ${lines.linePos(offset).line}`;
  if (error) return { problem: `it is not valid YAML (${error.code}${inLine(error.pos[0])})` };
  if (second) {
    return { problem: `a second document begins${inLine(second.range[0])}: expected one, without "---" in between` };
  }
  if (hasDirectives(document)) return { problem: "it begins with a directive (%\u2026), which is not read: leave it out" };
  const found = findProblem(document, yaml);
  if (found) return { problem: `${found.what}${inLine(found.node?.range?.[0])}` };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error2) {
    if (!(error2 instanceof ReferenceError)) throw error2;
    return { problem: `it uses more than ${MOST_ALIASES} aliases (*\u2026): write out what they stand for` };
  }
}
function findProblem(document, yaml) {
  const { isAlias, isMap, isPair, isScalar, visit } = yaml;
  let problem;
  const anchors = /* @__PURE__ */ new Map();
  const report = (what, node) => {
    problem = { what, node };
    return visit.BREAK;
  };
  visit(document, (_key, visited, path5) => {
    if (visited === null || isPair(visited)) return;
    const node = visited;
    if (isAlias(node)) {
      const what = aliasProblem(node, anchors.get(node.source), path5);
      return what === void 0 ? void 0 : report(what, node);
    }
    const { anchor, tag } = node;
    if (anchor !== void 0) anchors.set(anchor, node);
    if (tag !== void 0 && !PLAIN_TAG.test(tag)) {
      const isBare = isScalar(node) && /^!\w/.test(tag) && (node.value === null || node.value === "");
      if (!isBare) return report("it has a tag (!\u2026), which is not read,", node);
      node.value = tag;
    }
    const wrong = isMap(node) ? wrongKey(node, yaml) : void 0;
    return wrong && report(wrong.what, wrong.node ?? node);
  });
  return problem;
}
function hasDirectives({ directives, warnings }) {
  const isOther = directives.yaml.version !== "1.2" || Object.keys(directives.tags).some((name) => name !== "!!");
  return isOther || warnings.some(({ code }) => code === "BAD_DIRECTIVE");
}
function aliasProblem({ source }, target, path5) {
  if (target === void 0) return "it has an alias (*\u2026) without an anchor (&\u2026) before it,";
  return path5.includes(target) ? `the anchor &${source} contains itself: an alias (*\u2026) leads back to it` : void 0;
}
function wrongKey({ items }, { isScalar }) {
  const names2 = /* @__PURE__ */ new Set();
  for (const { key } of items) {
    const node = key ?? void 0;
    if (!isScalar(node) || node.value === null) return { what: "it has a key that is no plain text,", node };
    const name = String(node.value);
    if (name === "<<" && node.type === "PLAIN") {
      return { what: "it has a merge key (<<), which is not read: write out what it stands for,", node };
    }
    if (name === "__proto__") return { what: "it has a key that no setting can have (__proto__)", node };
    if (names2.has(name)) return { what: "it has a key twice (DUPLICATE_KEY), again", node };
    names2.add(name);
  }
  return void 0;
}

// src/settings/config-file.ts
function isInline(text) {
  return /\n|^\{|^[\w-]+:(\s|$)/.test(text);
}
async function readConfigFile(setting, reading) {
  if (setting === void 0) return /* @__PURE__ */ new Map();
  const { mistakes, roots } = reading;
  const given = String(setting.value);
  const advice = roots.isOpen ? "expected YAML, or the path of a file" : "was the checkout missing before this step?";
  const text = isInline(given) ? given : await readNamedFile("config", given, { expected: "YAML, or a file", advice }, reading);
  const parsed = await parseYaml(text ?? "");
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

// src/settings/resource-options.ts
var day = 24 * 3600;
var defaultLookback = { events: 3 * day, usage: 3 * day, costs: 35 * day };
var partitionOrder = ["hour", "day", "month"];
var finestPartition = { "1m": "hour", "1h": "hour", "1d": "day" };
function isFinerThan(partitionBy, width) {
  return partitionOrder.indexOf(partitionBy) < partitionOrder.indexOf(finestPartition[width]);
}
function bucketWidthOf(resource, own3, run) {
  const runWidth = run["bucket-width"];
  const hasRunWidth = isBuckets(resource) && resource.widths[runWidth] !== void 0;
  const [only = "1d"] = isBuckets(resource) && !resource.widths["1d"] ? Object.keys(resource.widths) : [];
  return own3["bucket-width"] ?? (hasRunWidth ? runWidth : only);
}
function partitionByOf(resource, width, own3, run) {
  const given = own3["partition-by"] ?? run["partition-by"];
  if (!isBuckets(resource)) return given ?? "day";
  if (given === void 0) return "month";
  return isFinerThan(given, width) ? finestPartition[width] : given;
}
function lookbackOf(resource, own3, run) {
  const kind = resource.name === "costs" ? "costs" : isBuckets(resource) ? "usage" : "events";
  return own3.lookback ?? run.lookback?.[kind] ?? defaultLookback[kind];
}
function groupByOf(resource, own3, run) {
  const given = own3["group-by"] ?? run["group-by"];
  if (!isBuckets(resource)) return "default";
  const usual = resource.custom ? resource.dimensions : "default";
  if (given.includes("default")) return usual;
  if (given.includes("all")) return resource.custom ? usual : "all";
  if (given.length === 0 || given.includes("none")) return [];
  const taken = dimensionsOf(resource).filter((dimension) => given.includes(dimension));
  return taken.length === 0 ? usual : taken;
}
function schemaOf(own3, run) {
  const mode = own3["on-schema-change"] ?? run["on-schema-change"];
  return mode === "evolve" ? void 0 : { mode, knownFields: own3["known-fields"] ?? [] };
}
function filtersFor(resource, own3, run) {
  const filter = (name) => hasFilter(resource, name) ? [own3[name] ?? run[name] ?? []].flat().map(String) : [];
  const given = bucketFilterNames.map((name) => [name, filter(name)]);
  return {
    projects: filter("projects"),
    eventTypes: filter("event-types"),
    models: filter("models"),
    ...Object.fromEntries(given.filter(([, values]) => values.length > 0))
  };
}
function completeOptions(resource, own3 = {}, run = defaultOptions) {
  const bucketWidth = bucketWidthOf(resource, own3, run);
  const refreshFrom = own3["refresh-from"] ?? run["refresh-from"];
  const schema = schemaOf(own3, run);
  const everyDays = isSnapshot(resource) ? own3.every ?? run.every : void 0;
  return {
    formats: (own3.format ?? run.format).flatMap((extension) => formatChoices.get(extension) ?? []),
    partitionBy: partitionByOf(resource, bucketWidth, own3, run),
    start: own3["start-date"] ?? run["start-date"],
    end: own3["end-date"] ?? run["end-date"],
    ...refreshFrom && { refreshFrom },
    lookbackSeconds: lookbackOf(resource, own3, run),
    bucketWidth,
    groupBy: groupByOf(resource, own3, run),
    filters: filtersFor(resource, own3, run),
    csvEscapeFormulas: own3["csv-escape-formulas"] ?? run["csv-escape-formulas"],
    ...schema && { schema },
    ...everyDays !== void 0 && { everyDays }
  };
}

// src/settings/destination-options.ts
var tags = record(string2(), union2([string2(), number2(), boolean2()]), {
  error: "expected a mapping such as {team: security}"
});
var commonFields = {
  access: oneOf(["full", "write-only"]),
  "settled-only": trueOrFalse(),
  history: trueOrFalse(),
  "manifest-prefix": matching(/\S/, "expected a place for the manifests")
};
function fieldOf(option) {
  switch (option.type) {
    case "text":
      return checkedText(option.problem, { pattern: option.form.source });
    case "word":
      return oneOf(option.words);
    case "switch":
      return trueOrFalse();
    case "tags":
      return tags;
  }
}
var ownFields = Object.fromEntries(
  kinds.map(({ kind, options }) => [
    kind,
    Object.fromEntries(Object.entries(options).map(([name, option]) => [name, fieldOf(option)]))
  ])
);

// src/settings/destination.ts
var SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;
function locationOf({ value, label }, { env, roots, mistakes }) {
  const given = String(value).trim();
  const kind = kindNamedBy(given);
  const isUnknown = kind.schemes.length === 0 && SCHEME.test(given);
  const place = isUnknown ? { problem: `expected a ${placesText}` } : kind.parse(given, { env, roots });
  if (!("problem" in place)) return place;
  mistakes.add(`${label} is ${quote(given)}: ${place.problem}`);
  return void 0;
}
function manifestsOf(given, data, reading) {
  const label = "'manifest-prefix' under destination-options";
  const { mistakes } = reading;
  const kind = kindOf(data);
  const isWhole = kindNamedBy(given).schemes.length > 0 || !kind.rootOf;
  const value = isWhole ? given : `${kind.rootOf?.(data)}/${given}`;
  const place = locationOf({ value, label }, reading);
  if (place === void 0) return void 0;
  if (place.kind !== data.kind) {
    mistakes.add(`${label} is ${quote(given)}: expected a place of the same kind as the destination`);
    return void 0;
  }
  if (nameOf2(place) === nameOf2(data)) mistakes.add(`${label} is ${quote(given)}: that is the destination itself`);
  const addMistake = (line) => mistakes.add(`${label} ${line}`);
  return kind.manifestsAt?.(data, place, given, addMistake) ?? { ...data, ...place };
}
function readDestination(destination, options, env, roots, mistakes) {
  const reading = { env, roots, mistakes };
  const place = locationOf(destination, reading);
  if (place === void 0) return void 0;
  const mapping = options?.value ?? {};
  if (typeof mapping !== "object" || mapping === null || Array.isArray(mapping)) {
    mistakes.add(`${options?.label} is ${quote(mapping)}: expected a mapping such as {region: eu-central-1}`);
    return void 0;
  }
  const kind = kindOf(place);
  const fields = ownFields[place.kind];
  const allowed = [...Object.keys(commonFields), ...Object.keys(fields)];
  const given = settingsIn(mapping, allowed, " under destination-options", mistakes);
  const common = parseFields(commonFields, given, mistakes);
  const own3 = withTexts(parseFields(fields, given, mistakes));
  const location = kind.withOptions?.(place, own3, env, (line) => mistakes.add(line)) ?? place;
  const prefix = common["manifest-prefix"];
  const manifests = prefix === void 0 ? void 0 : manifestsOf(prefix, location, reading);
  const identity = nameOf2(location);
  const endpoint = kind.endpointOf?.(location, env);
  return {
    location,
    ...manifests && { manifests },
    identity,
    binding: endpoint === void 0 ? identity : `${identity} at ${endpoint}`,
    writeOnly: common.access === "write-only",
    settledOnly: common["settled-only"] ?? false,
    history: common.history ?? false
  };
}
function withTexts(given) {
  const entries = Object.entries(given).map(([name, value]) => {
    if (typeof value !== "object" || value === null) return [name, value];
    return [name, Object.fromEntries(Object.entries(value).map(([tag, text]) => [tag, String(text)]))];
  });
  return Object.fromEntries(entries);
}

// src/archive/manifests-apart.ts
async function openDestination({ location, manifests }, options) {
  const data = await openLocation(location, options);
  return manifests ? withManifestsAt(data, await openLocation(manifests, options)) : data;
}
function withManifestsAt(data, manifests) {
  const of = (path5) => path5.startsWith(`${FOLDERS.manifests}/`) ? manifests : data;
  return {
    description: data.description,
    list: (prefix, isWanted) => of(prefix).list(prefix, isWanted),
    read: (path5) => of(path5).read(path5),
    publish: (path5, localFile, facts) => of(path5).publish(path5, localFile, facts),
    publishNew: (path5, localFile, facts) => of(path5).publishNew(path5, localFile, facts),
    remove: (path5) => of(path5).remove(path5),
    readText: (path5) => of(path5).readText(path5),
    replaceText: (path5, text, version3) => of(path5).replaceText(path5, text, version3),
    writeText: (path5, text) => of(path5).writeText(path5, text),
    async close() {
      await Promise.all([data.close(), manifests.close()]);
    }
  };
}

// src/github/identity-token.ts
init_src();
var IdentityTokenError = class extends Error {
  name = "IdentityTokenError";
};
var ATTEMPTS = 3;
async function requestIdentityToken(environment, audience, mask) {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
  if (!address || !bearer) {
    throw new IdentityTokenError(
      "the job may not ask for an identity token: add `id-token: write` to its `permissions` (workflows of forks get none)"
    );
  }
  const url = new URL(address);
  url.searchParams.set("audience", audience);
  let failure3;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${bearer}` },
        signal: AbortSignal.timeout(3e4)
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { value } = await answer.json();
      if (typeof value !== "string" || value === "") throw new Error("the answer holds no token");
      mask(value);
      return value;
    } catch (error) {
      failure3 = error;
    }
  }
  const why = failure3 instanceof Error ? failure3.message : String(failure3);
  throw new IdentityTokenError(`GitHub gave no identity token for ${audience}: ${why}`, { cause: failure3 });
}

// src/archive/stored-resource.ts
function storedResource({ resource: name, shape }) {
  return resourceNamed(name) ?? ownResource(name, shape);
}
function ownResource(name, shape) {
  const common = { custom: true, name, path: "", dataSelector: "", columns: [], parentIds: [] };
  if (shape?.bucket_width !== void 0) {
    const { group_by: groupBy2 } = shape;
    const dimensions2 = Array.isArray(groupBy2) ? groupBy2 : [];
    const kind = { kind: "buckets", timeField: "start_time", key: [], widths: {}, filters: {} };
    return { ...common, ...kind, key: [], columns: [], parentIds: [], pagination: "next_page", dimensions: dimensions2 };
  }
  if (shape?.time_field !== void 0) {
    const key = shape.primary_key ?? [];
    return {
      ...common,
      kind: "events",
      columns: [],
      parentIds: [],
      pagination: "last_id",
      timeField: shape.time_field,
      key
    };
  }
  return { ...common, kind: "snapshot", columns: [], parentIds: [], pagination: "none", key: [] };
}

// src/api/row-shape.ts
function shapeOf2(resource) {
  if (resource.custom && resource.kind === "snapshot") return void 0;
  const own3 = resource.custom && { isCustom: resource.custom };
  if (resource.kind === "events") return { kind: "event", timeField: resource.timeField, ids: resource.key, ...own3 };
  if (resource.kind === "buckets") return { kind: "bucket", endsAtEmptyPage: resource.name === "costs", ...own3 };
  if (resource.dataSelector !== "") return { kind: "entry", ids: resource.key };
  const fields = resource.columns.map(({ name }) => name.split("__")[0]);
  return { kind: "object", ids: resource.key, fields: new Set(fields) };
}
function flawOf(row, shape) {
  if (shape.kind === "bucket") return flawOfBucket(row);
  const badId = shape.ids.find((field) => typeof row[field] !== "string" || row[field] === "");
  if (badId !== void 0) return `a "${badId}" that is no text, or is empty`;
  if (shape.kind === "event" && !Number.isSafeInteger(row[shape.timeField]))
    return `a "${shape.timeField}" that is no whole number of seconds`;
  return void 0;
}
function flawOfBucket({ start_time: start, end_time: end, results }) {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
    return 'a bucket whose "start_time" or "end_time" is no whole number of seconds';
  if (start >= end) return "a bucket that ends before it begins";
  if (!Array.isArray(results) || !results.every(isObject2)) return 'a bucket whose "results" is no list of objects';
  return void 0;
}
function isObject2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/formats/unknown-columns.ts
var MOST_UNKNOWN_COLUMNS = 2e3;
function collectUnknownColumns(value, table2, found) {
  const tree = columnTree(table2);
  collect(value, tree, tree.root, found);
}
function findUnknownColumns(row, table2, found) {
  const value = JSON.parse(row.json);
  if (row.form === "object") {
    collectUnknownColumns(value, table2, found);
    return;
  }
  const { positions } = columnTree(table2);
  for (const name in value) {
    if (found.size > MOST_UNKNOWN_COLUMNS) return;
    if (!positions.has(name)) found.add(name);
  }
}
function collect(value, tree, parent, found) {
  for (const key in value) {
    if (found.size > MOST_UNKNOWN_COLUMNS) return;
    const field = value[key];
    if (field === null) continue;
    let node = parent.children.get(key);
    if (node === void 0 || !node.known) {
      if (parent === tree.root && tree.payloadColumn !== void 0 && key === value.type) continue;
      node ??= childNode(tree, parent, key);
    }
    if (isFilledObject(field) && node.type !== "json") collect(field, tree, node, found);
    else if (node.position === void 0) found.add(node.name);
  }
}
function isFilledObject(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const _key in value) return numberText(value) === void 0;
  return false;
}

export {
  diagnose,
  isUnknownPath,
  isSwitchedOff,
  explained,
  noticeOf,
  diskTrouble,
  version,
  userAgent,
  placeholders,
  parentOf,
  auditLogs,
  projects,
  bucketFilters,
  bucketFilterNames,
  leavesOut,
  costs,
  usageResources,
  allResources,
  resourceNamed,
  storedResource,
  parentName,
  daysOfParents,
  newestReadOn,
  mostFaithful,
  snapshotFile,
  areThere,
  snapshotAsOf,
  partitionFiles,
  folderDestination,
  list2 as list,
  textLines,
  leftoverChangeFiles,
  parsePattern,
  begin,
  advance,
  isMatched,
  firstOf,
  isEmail,
  replaceEmails,
  canonicalIp,
  replaceIps,
  REDACTED,
  isReplacement,
  createReplacing,
  keyFingerprint,
  privacyShape,
  remedyOfDamage,
  layRefusals,
  shapeOf,
  shapeName,
  sameShape,
  emptyManifest,
  serializeManifest,
  parseManifest,
  entryKey,
  hasConflictMarkers,
  tableOf,
  decodeRows,
  missingText,
  readListedFile,
  openArchive,
  MOST_UNKNOWN_COLUMNS,
  collectUnknownColumns,
  findUnknownColumns,
  headerSafe,
  PQueue,
  kinds,
  placesText,
  kindOf,
  nameOf2 as nameOf,
  readEnvironment,
  toolFilesAddress,
  isDated,
  isPermanent,
  isBuckets,
  dimensionsOf,
  refusableOf,
  askedDimensions,
  groupedBy,
  string2 as string,
  number2 as number,
  boolean2 as boolean,
  array,
  strictObject,
  union2 as union,
  record,
  _enum,
  transform,
  optional,
  pipe,
  nearestName,
  didYouMean,
  withoutSecrets,
  quote,
  fieldSchemas,
  splitList,
  listSchema,
  isTenantEventType,
  auditEventTypes,
  kindOfKey,
  baseUrlProblem,
  apiKeyProblem,
  parseAge,
  parseIsoDate,
  isBefore,
  staleAge,
  inputs,
  inputNames,
  settingNames,
  secretInputs,
  optionFields,
  declarationOf,
  optionsOf,
  variableOf,
  shapeOf2,
  flawOf,
  isObject2 as isObject,
  proxyPasswords,
  beginReading,
  readNamedFile,
  inputsIn,
  settingsIn,
  parseFields,
  readRunOptions,
  parseYaml,
  readConfigFile,
  isFinerThan,
  bucketWidthOf,
  schemaOf,
  completeOptions,
  readDestination,
  openDestination,
  requestIdentityToken
};
