#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  readPlace
} from "./chunks/chunk-35PBA42Y.js";
import {
  told
} from "./chunks/chunk-NQME4UDT.js";
import {
  MANIFEST_FOLDER,
  decompress,
  didYouMean,
  formatOfPath,
  manifestPath,
  mostFaithful,
  openDestination,
  parseIsoDate,
  parseManifest,
  requestIdentityToken
} from "./chunks/chunk-GG4SW7UJ.js";
import "./chunks/chunk-BVFE2U5M.js";
import "./chunks/chunk-DIO2DFAL.js";
import {
  ConfigurationError,
  StorageError
} from "./chunks/chunk-25YJURXQ.js";
import "./chunks/chunk-W43PQOSX.js";
import "./chunks/chunk-XV746WVL.js";
import "./chunks/chunk-KY7PIBRN.js";
import "./chunks/chunk-VX4HL5QL.js";

// src/cli.ts
import { parseArgs } from "node:util";

// src/as-of/print-population.ts
import { createHash } from "node:crypto";

// src/as-of/choose-snapshot.ts
function chooseSnapshot(manifest, day) {
  const { read_on: readOn, entries, history = [] } = manifest;
  const isComplete = !manifest.stale_parents?.length;
  if (readOn !== void 0 && readOn <= day && isComplete) {
    const files = entries.flatMap(({ path: path2, sha256 }) => path2 === void 0 ? [] : [{ path: path2, sha256 }]);
    return { readOn, files };
  }
  const last = history.findLastIndex((entry) => entry.read_on <= day && !entry.incomplete);
  if (last < 0) return void 0;
  const newest = /* @__PURE__ */ new Map();
  for (const { path: path2, sha256, incomplete } of history.slice(0, last + 1)) {
    if (!incomplete) newest.set(formatOfPath(path2)?.extension, { path: path2, sha256 });
  }
  return { readOn: history[last].read_on, files: [...newest.values()] };
}

// src/as-of/git-history.ts
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
var run = promisify(execFile);
function chosenIn(text, day) {
  try {
    return chooseSnapshot(parseManifest(text, "in a commit"), day);
  } catch (error) {
    if (error instanceof StorageError) return void 0;
    throw error;
  }
}
async function committedSnapshot(folder, resource, day) {
  const git = async (...args) => (await run("git", ["-C", folder, ...args], { maxBuffer: 1 << 30 })).stdout;
  let root;
  try {
    root = (await git("rev-parse", "--show-toplevel")).trim();
  } catch {
    return void 0;
  }
  const inRepository = (file) => path.relative(root, path.join(folder, file)).split(path.sep).join("/");
  const manifest = inRepository(manifestPath(resource));
  const commits = (await git("log", "--format=%H", "--", path.join(root, manifest))).split("\n").filter((line) => line !== "");
  for (const commit of commits) {
    const text = await git("show", `${commit}:${manifest}`).catch(() => void 0);
    if (text === void 0) continue;
    const chosen = chosenIn(text, day);
    if (!chosen) continue;
    const read = (file) => {
      const child = spawn("git", ["-C", folder, "cat-file", "blob", `${commit}:${inRepository(file)}`], {
        stdio: ["ignore", "pipe", "ignore"]
      });
      child.on("close", (code) => {
        if (code !== 0) child.stdout.destroy(new StorageError("nothing-stored", `${file} is not in commit ${commit}`));
      });
      return child.stdout;
    };
    return { ...chosen, commit, read };
  }
  if ((await git("rev-parse", "--is-shallow-repository")).trim() === "true") {
    throw new StorageError(
      "nothing-stored",
      `The checkout of ${folder} is shallow: reads before its oldest commit cannot be seen. Fetch the whole history (\`git fetch --unshallow\`, or \`fetch-depth: 0\` with actions/checkout).`
    );
  }
  return void 0;
}

// src/as-of/print-population.ts
async function printPopulation(destination, location, question, output) {
  const { day, resource } = question;
  const stored = await destination.readText(manifestPath(resource));
  const manifest = stored && parseManifest(stored.text, manifestPath(resource));
  if (manifest?.shape.partition_by !== void 0) {
    throw new ConfigurationError(
      "nothing-stored",
      `${resource} has no population: it is stored by period, below ${resource}/ in the ${destination.description}.`
    );
  }
  const source = (manifest && await storedSource(destination, manifest, question)) ?? await committed(location, question);
  if (!source) throw await nothingFound(destination, manifest, question);
  const hash = createHash("sha256");
  let rows = 0;
  for await (const chunk of decompress(source.body, formatOfPath(source.path)?.compression ?? "none")) {
    hash.update(chunk);
    for (const byte of chunk) if (byte === NEWLINE) rows += 1;
    if (!output.write(chunk)) await new Promise((resolve) => output.once("drain", resolve));
  }
  if (source.sha256 !== void 0 && hash.digest("hex") !== source.sha256) {
    throw new StorageError(
      "stored-file-damaged",
      `${source.path} in ${source.where} is not what its manifest says: its SHA-256 differs. What was printed must not be relied on.`
    );
  }
  const unit = source.path.includes(".csv") ? "lines" : "rows";
  return `${resource} as of ${day}: ${rows} ${unit}, read on ${source.readOn} (${source.path} in ${source.where})`;
}
var NEWLINE = 10;
async function storedSource(destination, manifest, question) {
  const chosen = chooseSnapshot(manifest, question.day);
  if (!chosen) return void 0;
  const file = fileOf(chosen.files, question);
  const body = await destination.read(file.path);
  if (!body) {
    throw new StorageError(
      "stored-file-missing",
      `${file.path} is missing in the ${destination.description}, although its manifest lists it.`
    );
  }
  return { ...file, readOn: chosen.readOn, where: destination.description, body };
}
async function committed(location, question) {
  if (location.kind !== "folder") return void 0;
  const chosen = await committedSnapshot(location.folder, question.resource, question.day);
  if (!chosen) return void 0;
  const file = fileOf(chosen.files, question);
  return {
    ...file,
    readOn: chosen.readOn,
    where: `commit ${chosen.commit.slice(0, 12)}`,
    body: chosen.read(file.path)
  };
}
function fileOf(files, { format, resource }) {
  const fitting = files.filter(({ path: path3 }) => format === void 0 || formatOfPath(path3)?.name === format);
  const path2 = mostFaithful(fitting.map((file2) => file2.path));
  const file = fitting.find((candidate) => candidate.path === path2);
  if (!file)
    throw new ConfigurationError("nothing-stored", `${resource} is not stored as ${format ?? "a file"} there.`);
  return file;
}
async function nothingFound(destination, manifest, { resource, day }) {
  const where = `the ${destination.description}`;
  if (!manifest) {
    const paths = await destination.list(MANIFEST_FOLDER);
    const names = paths.map((path2) => path2.slice(MANIFEST_FOLDER.length, -".json".length));
    const advice = names.length === 0 ? "it holds no manifests at all" : `it has ${names.join(", ")}${didYouMean(resource, names)}`;
    return new ConfigurationError("nothing-stored", `${resource} was never exported to ${where}: ${advice}.`);
  }
  const oldest = manifest.history?.find((entry) => !entry.incomplete)?.read_on ?? manifest.read_on ?? "none";
  return new ConfigurationError(
    "nothing-stored",
    `No complete read of ${resource} on or before ${day} is kept in ${where}; the oldest one is of ${oldest}. Earlier days are kept where \`destination-options: {history: true}\` is set, or where the folder is committed each night.`
  );
}

// src/cli.ts
var USAGE = `Usage: openai-admin-export as-of <date> <resource> [options]

Prints a snapshot (users, projects, keys, \u2026) as it was on a day: the rows of the newest complete read on or before it, as
they are stored, to standard output. Which read that is goes to standard error.

  --destination <place>   folder, s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an
                          Azure container; default: data
  --config <yaml>         YAML, or the path of a YAML file, with destination and destination-options
  --format <format>       jsonl or csv, where both are stored; default: the one that keeps most
  --help                  this text

Credentials of a store are looked for as in a workflow: docs/destinations/. Exit codes: 0 printed, 1 not found or not
readable, 2 wrong use.
`;
var log = {
  debug: () => {
  },
  info: console.error,
  notice: console.error,
  warning: console.error,
  error: console.error
};
var UsageError = class extends Error {
};
async function main(args) {
  if (args[0] === "verify") {
    const { runVerify } = await import("./chunks/command-H6XJ7RY2.js");
    process.exitCode = await runVerify(args.slice(1), { environment: process.env });
    return;
  }
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) {
    process.stdout.write(USAGE);
    return;
  }
  const [command, day = "", resource = "", ...rest] = positionals;
  if (command !== "as-of") throw new UsageError(`"${command ?? ""}" is not a command`);
  if (rest.length > 0 || resource === "") throw new UsageError("as-of takes a date and a resource");
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || parseIsoDate(day) === void 0) {
    throw new UsageError(`"${day}" is not a date such as 2026-10-01`);
  }
  const { format } = values;
  if (format !== void 0 && format !== "jsonl" && format !== "csv") {
    throw new UsageError(`"${format}" is not a format that can be printed: expected jsonl or csv`);
  }
  const place = await readPlace({ destination: values.destination, config: values.config }, process.env);
  const destination = await openDestination(place, {
    retries: 5,
    requestTimeoutSeconds: 60,
    userAgent: "openai-admin-export",
    proxyEnvironment: process.env,
    identityToken: (audience) => requestIdentityToken(process.env, audience, () => {
    }),
    mayRead: true,
    log
  });
  try {
    log.info(await printPopulation(destination, place.location, { day, resource, format }, process.stdout));
  } finally {
    await destination.close();
  }
}
function parse(args) {
  const options = {
    destination: { type: "string" },
    config: { type: "string" },
    format: { type: "string" },
    help: { type: "boolean", short: "h" }
  };
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`openai-admin-export: ${error.message}

${USAGE}`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`openai-admin-export: ${told(error)}
`);
    process.exitCode = 1;
  }
}
