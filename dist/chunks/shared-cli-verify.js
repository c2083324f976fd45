import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  baseUrlProblem,
  checkProxies,
  didYouMean,
  inputDefaults,
  noMistakes,
  parseAge,
  parseIsoDate,
  readConfigFile,
  readDestination,
  readEnvironment,
  readRoots,
  splitList,
  withoutSecrets
} from "./shared-cli-index-program-verify.js";

// src/settings/place.ts
import { readFile as readTextFile } from "node:fs/promises";
import path from "node:path";
async function readPlace(flags, env) {
  const mistakes = noMistakes([]);
  checkProxies(env, mistakes);
  const roots = readRoots(env);
  const config = flags.config === void 0 ? void 0 : { value: flags.config, label: "'config'" };
  const settings = await readConfigFile(config, roots, (path2) => readTextFile(path2, "utf8"), mistakes);
  const given = flags.destination === void 0 ? settings.get("destination") : { value: flags.destination, label: "'destination'" };
  const destination = given ?? { value: inputDefaults.destination, label: "'destination'" };
  const place = readDestination(destination, settings.get("destination-options"), env, roots, mistakes);
  const error = mistakes.error();
  if (error !== void 0 || place === void 0) throw error;
  return place;
}
async function readPlaceAnywhere(flags, env) {
  const { destination } = flags;
  const { workspace } = readEnvironment(env);
  const isFolder = destination !== void 0 && !/^[a-z][a-z0-9+.-]+:\/\//i.test(destination);
  const folder = isFolder ? path.resolve(workspace, destination) : workspace;
  const isInside = folder.startsWith(workspace + path.sep) || folder === workspace;
  const root = isInside && folder !== workspace ? workspace : path.dirname(folder);
  const seen = isFolder ? { ...env, GITHUB_WORKSPACE: root } : env;
  return readPlace({ destination: isFolder ? folder : destination, config: flags.config }, seen);
}

// src/verify/flags.ts
import { parseArgs } from "node:util";
var VERIFY_USAGE = `Usage: openai-admin-export verify <destination> [flags]

Compares every file of an export with its manifest: there or not, SHA-256,
bytes, rows, order, no event twice, columns. Names gaps, files that no manifest
lists, and what could not be read. Reads and never writes. The page goes to
standard output.

  <destination>               Folder, s3://bucket/prefix, gs://bucket/prefix,
                              az://container/prefix, or the https URL of an
                              Azure container; may be left out where --config
                              has it.
  --config <yaml|file>        YAML, or the path of a YAML file, with destination
                              and destination-options.
  --resources <names>         Only these, separated by commas.
  --max-age <age>             Fail also where the newest complete read of a
                              resource is older: 36h, 2d.
  --json                      The same as JSON.

With the API
  --against-api               Read a closed period again and list what is
                              missing, extra or different, on one page for an
                              auditor; the admin key from OPENAI_ADMIN_KEY, the
                              key of pseudonyms from PSEUDONYM_KEY.
  --from <date>               First day, UTC: 2026-10-01.
  --to <date>                 The day after the last one.
  --base-url <url>            Default: ${inputDefaults["base-url"]}.

Credentials of a store are looked for as in a workflow: docs/destinations/. Exit
codes: 0 all right, 1 something is wrong, too old, or could not be verified,
2 wrong use.
`;
var UsageError = class extends Error {
  name = "UsageError";
};
var OPTIONS = {
  destination: { type: "string" },
  config: { type: "string" },
  resources: { type: "string" },
  "max-age": { type: "string" },
  json: { type: "boolean" },
  "against-api": { type: "boolean" },
  from: { type: "string" },
  to: { type: "string" },
  "base-url": { type: "string" },
  help: { type: "boolean", short: "h" }
};
function parseVerifyFlags(args, now) {
  const { values, positionals } = parse(args);
  const [place, ...rest] = positionals;
  const destination = place ?? values.destination;
  const baseUrl = (values["base-url"] ?? String(inputDefaults["base-url"])).replace(/\/+$/, "");
  const flags = {
    help: values.help ?? false,
    destination,
    config: values.config,
    resources: values.resources === void 0 ? void 0 : splitList(values.resources),
    maxAge: values["max-age"] === void 0 ? void 0 : ageOf(values["max-age"]),
    json: values.json ?? false,
    againstApi: void 0,
    baseUrl
  };
  if (flags.help) return flags;
  if (rest.length > 0 || place !== void 0 && values.destination !== void 0)
    throw new UsageError("verify takes one destination");
  if (destination === void 0 && values.config === void 0)
    throw new UsageError("verify takes a destination: a folder, s3://, gs://, az:// or an https URL");
  if (flags.resources?.length === 0) throw new UsageError("--resources names none");
  const urlProblem = baseUrlProblem(baseUrl);
  if (urlProblem !== void 0) throw new UsageError(`--base-url: ${urlProblem}`);
  if (values["against-api"]) return { ...flags, againstApi: periodOf(values, flags.maxAge, now) };
  for (const name of ["from", "to", "base-url"]) {
    if (values[name] !== void 0) throw new UsageError(`--${name} goes with --against-api`);
  }
  return flags;
}
function parse(args) {
  const { tokens } = parseArgs({ args, strict: false, tokens: true, allowPositionals: true, options: OPTIONS });
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(OPTIONS, token.name)) continue;
    const flags = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new UsageError(`${withoutSecrets(token.rawName)} is not a flag${didYouMean(token.rawName, flags)}`);
  }
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
function ageOf(text) {
  const age = parseAge(text);
  if (age === void 0 || age === 0)
    throw new UsageError(`"${text}" is not an age: --max-age takes one such as 36h, 2d or 1w`);
  return age;
}
function periodOf({ from, to }, maxAge, now) {
  if (maxAge !== void 0) throw new UsageError("--max-age goes without --against-api");
  if (from === void 0 || to === void 0) throw new UsageError("--against-api takes --from and --to");
  const period = { from: dayOf("--from", from), to: dayOf("--to", to) };
  if (period.from >= period.to) throw new UsageError("--from must lie before --to, which is not part of the period");
  if (period.to > now) throw new UsageError(`the period is not over: --to ${to} lies in the future`);
  return period;
}
function dayOf(name, text) {
  const seconds = /^\d{4}-\d\d-\d\d$/.test(text) ? parseIsoDate(text) : void 0;
  if (seconds === void 0) throw new UsageError(`${name}: "${text}" is not a date such as 2026-10-01`);
  return seconds;
}

export {
  readPlace,
  readPlaceAnywhere,
  VERIFY_USAGE,
  UsageError,
  parseVerifyFlags
};
