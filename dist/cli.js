#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  UsageError,
  configFlag,
  credentialsText,
  openForReading,
  openForWriting,
  placeNamed,
  programName,
  shellOf
} from "./chunks/shared-cli-run-verify.js";
import {
  endingMessage,
  safeName
} from "./chunks/shared-cli-index-program.js";
import {
  harmless,
  harmlessJson,
  masksOf
} from "./chunks/shared-cli-index-run-verify.js";
import {
  allResources,
  baseUrlProblem,
  completeOptions,
  declarationOf,
  didYouMean,
  emptyManifest,
  fieldSchemas,
  findUnknownColumns,
  hasConflictMarkers,
  inputNames,
  inputs,
  isObject,
  list,
  mostFaithful,
  nearestName,
  openArchive,
  parseAge,
  parseIsoDate,
  parseManifest,
  parseYaml,
  placesText,
  quote,
  readListedFile,
  sameShape,
  secretInputs,
  serializeManifest,
  settingNames,
  shapeOf,
  snapshotAsOf,
  splitList,
  storedResource,
  tableOf,
  variableOf,
  version,
  withoutSecrets
} from "./chunks/shared-cli-index-program-run-verify.js";
import "./chunks/shared-cli-index-node-fetch-program-run-verify.js";
import "./chunks/shared-cli-index-node-fetch-node-fetch-multipart-parser-program-run-verify.js";
import "./chunks/shared-cli-index-program-run-verify-s3.js";
import {
  FOLDERS,
  boundaryName,
  byCodeUnits,
  countOf,
  dayName,
  formatChoices,
  formatOfPath,
  formats,
  intersect,
  listedFolders,
  manifestPath,
  notice,
  parsePeriodName,
  placeOfFile,
  removalRanges,
  rendered,
  resourceFolder,
  resourceOfManifest,
  subtract,
  union
} from "./chunks/shared-cli-index-page-program-run-verify.js";
import "./chunks/shared-azure-cli-index-program-run-verify-s3.js";
import {
  ConfigurationError,
  StorageError
} from "./chunks/shared-azure-cli-index-page-program-run-verify.js";
import "./chunks/shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import "./chunks/shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import "./chunks/runtime.js";

// src/archive/as-of/git-history.ts
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
var run = promisify(execFile);
function chosenIn(text, day) {
  try {
    return snapshotAsOf(parseManifest(text, "in a commit"), day);
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

// src/archive/as-of/print-population.ts
async function printPopulation(destination, location, question, output) {
  const { day, resource } = question;
  const manifest = (await openArchive(destination).manifest(resource))?.manifest;
  if (manifest?.shape.partition_by !== void 0) {
    throw new ConfigurationError(
      "nothing-stored",
      `${resource} has no population: it is stored by period, below ${resourceFolder(resource)} in the ${destination.description}.`
    );
  }
  const source = (manifest && sourceOf(destination, snapshotAsOf(manifest, day), question)) ?? await committed(location, question);
  if (!source) throw await nothingFound(destination, manifest, question);
  const { path: path2, place: place2 } = source;
  let rows = 0;
  const { sha256 } = await readListedFile(place2, path2, async (file) => {
    for await (const chunk of file.bytes()) {
      for (const byte of chunk) if (byte === NEWLINE) rows += 1;
      if (!output.write(chunk)) await new Promise((resolve) => output.once("drain", resolve));
    }
    return file.facts();
  });
  if (source.sha256 !== void 0 && sha256 !== source.sha256) {
    throw new StorageError(
      "stored-file-damaged",
      `${path2} in ${place2.description} is not what its manifest says: its SHA-256 differs. What was printed must not be relied on.`
    );
  }
  const text = formatOfPath(path2)?.text;
  const counted = text ? `${rows} ${text === "table" ? "lines" : "rows"}, ` : "";
  return `${resource} as of ${day}: ${counted}read on ${source.readOn} (${path2} in ${place2.description})`;
}
var NEWLINE = 10;
function sourceOf(place2, chosen, question) {
  return chosen && { ...fileOf(chosen.files, question), readOn: chosen.readOn, place: place2 };
}
async function committed(location, question) {
  if (location.kind !== "folder") return void 0;
  const chosen = await committedSnapshot(location.folder, question.resource, question.day);
  const description = `commit ${chosen?.commit.slice(0, 12)}`;
  return chosen && sourceOf({ description, read: async (path2) => chosen.read(path2) }, chosen, question);
}
function fileOf(files, { format, resource }) {
  const fitting = files.filter(({ path: path3 }) => format === void 0 || formatOfPath(path3)?.name === format.name);
  const path2 = mostFaithful(fitting.map((file2) => file2.path));
  const file = fitting.find((candidate) => candidate.path === path2);
  if (!file)
    throw new ConfigurationError("nothing-stored", `${resource} is not stored as ${format?.name ?? "a file"} there.`);
  return file;
}
async function nothingFound(destination, manifest, { resource, day }) {
  const where = `the ${destination.description}`;
  if (!manifest) {
    const paths = await destination.list(`${FOLDERS.manifests}/`);
    const names = paths.flatMap((path2) => resourceOfManifest(path2) ?? []);
    const advice = names.length === 0 ? "it holds no manifests at all" : `it has ${names.join(", ")}${didYouMean(resource, names)}`;
    return new ConfigurationError("nothing-stored", `${resource} was never exported to ${where}: ${advice}.`);
  }
  const oldest = manifest.history?.find((entry2) => !entry2.incomplete)?.read_on ?? manifest.read_on ?? "none";
  return new ConfigurationError(
    "nothing-stored",
    `No complete read of ${resource} on or before ${day} is kept in ${where}; the oldest one is of ${oldest}. Earlier days are kept where \`destination-options: {history: true}\` is set, or where the folder is committed each night.`
  );
}

// src/commands/flags.ts
import { parseArgs } from "node:util";
var secretVariables = {
  "api-key": "OPENAI_ADMIN_KEY",
  "pseudonym-key": "PSEUDONYM_KEY",
  "github-token": "GITHUB_TOKEN"
};
function asksForHelp(args) {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === "--help" || arg === "-h");
}
function refuseSecrets(args) {
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) if (token.kind === "option") refuseSecret(token.name);
}
function readArguments(args, flags3) {
  refuseSecrets(args);
  const options = Object.fromEntries(
    flags3.map(({ name, value }) => [name, { type: value === void 0 ? "boolean" : "string" }])
  );
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true
  });
  const given = tokens.filter((token) => token.kind === "option");
  const values = /* @__PURE__ */ new Map();
  for (const { name, rawName, value, inlineValue } of given) {
    const flag = flagNamed(name, rawName, flags3);
    const text = flag.value === void 0 ? switchValue(flag, name, value) : textValue(rawName, value, inlineValue);
    const before = values.get(flag.name);
    if (before !== void 0 && !flag.isList) throw new UsageError(`${rawName} is given more than once`);
    values.set(flag.name, before === void 0 ? text : `${before}
${text}`);
  }
  return { values, positionals };
}
function refuseSecret(name) {
  const variable = Object.hasOwn(secretVariables, name) ? secretVariables[name] : void 0;
  if (variable === void 0) return;
  throw new UsageError(
    `--${name} is not taken, because the list of processes and the shell's history would show it: set ${variable} in the environment`
  );
}
function flagNamed(name, rawName, flags3) {
  const found = flags3.find((flag) => flag.name === name || flag.value === void 0 && `no-${flag.name}` === name);
  if (found) return found;
  const names = [...flags3.map((flag) => `--${flag.name}`), ...Object.keys(secretVariables).map((key) => `--${key}`)];
  throw new UsageError(`${withoutSecrets(rawName)} is not a flag${didYouMean(rawName, names)}`);
}
function switchValue(flag, name, value) {
  const isOn2 = name === flag.name;
  if (value === void 0) return String(isOn2);
  if (isOn2 && (value === "true" || value === "false")) return value;
  throw new UsageError(`--${name} is ${quote(value)}: expected --${flag.name} or --no-${flag.name}, and no value`);
}
function textValue(rawName, value, inlineValue) {
  if (value === void 0 || !inlineValue && value.startsWith("-") && value.length > 1) {
    throw new UsageError(`${rawName} needs a value (one that begins with a dash is given as ${rawName}=\u2026)`);
  }
  return value;
}

// src/commands/help-text.ts
var COLUMNS = 80;
var TEXT_COLUMN = 30;
function wrapped(text, indent = 0, columns = COLUMNS) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && indent + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one) => " ".repeat(indent) + one).join("\n");
}
function entry(name, text) {
  const body = wrapped(text, TEXT_COLUMN);
  const head = `  ${name}`;
  return head.length < TEXT_COLUMN - 1 ? head + body.slice(head.length) : `${head}
${body}`;
}
function section(title, entries) {
  return `${title}
${entries.join("\n")}
`;
}
function flagEntry({ name, value, text }) {
  return entry(value === void 0 ? `--${name}` : `--${name} <${value}>`, text);
}

// src/commands/as-of-command.ts
var formatNames = formats.map(({ name }) => name).join(" or ");
var flags = [
  { name: "destination", value: "place", text: `A ${placesText}. Default: data.` },
  configFlag,
  {
    name: "format",
    value: "format",
    text: `${formatNames}, if several are stored. Default: the one that keeps most.`
  }
];
var asOfCommand = {
  name: "as-of",
  summary: "Print a snapshot (users, keys, \u2026) as it was on a day.",
  usage: () => [
    `Usage: ${programName} as-of <date> <resource> [flags]
`,
    `${wrapped("Prints a snapshot (users, projects, keys, \u2026) as it was on a day: the rows of the newest complete read on or before it, as they are stored, to standard output. Which read that is goes to standard error.")}
`,
    section("Flags", flags.map(flagEntry)),
    `${wrapped(`${credentialsText} Exit codes: 0 printed, 1 not found or not readable, 2 wrong use.`)}
`
  ].join("\n"),
  async run(args, shell) {
    const { values, positionals } = readArguments(args, flags);
    const [day = "", resource = "", ...rest] = positionals;
    if (rest.length > 0 || resource === "") throw new UsageError("as-of takes a date and a resource");
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || parseIsoDate(day) === void 0) {
      throw new UsageError(`${quote(day)} is not a date such as 2026-10-01`);
    }
    const name = values.get("format");
    const format = formats.find((one) => one.name === name);
    if (name !== void 0 && !format) throw new UsageError(`${quote(name)} is not a format: expected ${formatNames}`);
    const names = { destination: values.get("destination"), config: values.get("config") };
    const { stored, place: place2 } = await openForReading(names, shell);
    process.stdout.once("error", (error) => {
      if (error.code === "EPIPE") process.exit(0);
    });
    try {
      shell.tell(await printPopulation(stored, place2.location, { day, resource, format }, process.stdout));
    } finally {
      await stored.close();
    }
    return 0;
  }
};

// src/commands/demo-command.ts
import { spawn as spawn2 } from "node:child_process";
import { fileURLToPath } from "node:url";
var demoCommand = {
  name: "demo",
  summary: "See two nights of a simulated organisation, without a key.",
  usage: () => [
    `Usage: ${programName} demo
`,
    `${wrapped("Runs the export for two nights against a simulated organisation on this machine, and shows the log and the files, which it leaves in ./demo-data. It needs no key and no network.")}
`
  ].join("\n"),
  run(args, { env }) {
    const { positionals } = readArguments(args, []);
    if (positionals.length > 0) throw new UsageError("demo takes no arguments");
    const child = spawn2(process.execPath, [fileURLToPath(new URL("demo.js", import.meta.url))], {
      stdio: "inherit",
      env
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
  }
};

// src/settings/declaration.ts
var settingGroups = {
  what: "What to export",
  where: "Where and how to write",
  when: "When: ranges of time, and what is read again",
  privacy: "Privacy",
  findings: "Findings, reports and what fails",
  github: "GitHub (inside Actions)",
  limits: "Limits",
  connection: "Organisation and config"
};

// src/commands/export-flags.ts
var settingFlags = settingNames.filter((name) => !secretInputs.includes(name)).map((name) => {
  const { group, value, text, short, field } = declarationOf(name);
  return {
    name,
    group,
    text: shortened(text, short),
    isList: name === "resources" || takesList(field),
    isYaml: value?.includes("yaml") === true && name !== "config",
    ...value !== void 0 && { value }
  };
});
function takesList(field) {
  const { anyOf = [] } = (field && fieldSchemas.get(field)) ?? {};
  return anyOf.some(({ type }) => type === "array");
}
function shortened(text, short) {
  const plain = text.replaceAll("`", "");
  const [first = plain] = short === void 0 ? /^.*?\.(?=\s[A-Z]|$)/s.exec(plain) ?? [] : [short];
  const [last = ""] = / (?:Default|Without it)[:,] .*$/s.exec(plain) ?? [];
  return first + (first.endsWith(last) ? "" : last);
}

// src/commands/json-outputs.ts
var numbers = ["records", "rows-read", "files", "bytes", "changes", "pull-request-number"];
var objects = ["data-until", "findings"];
function jsonOutputs(outputs) {
  return Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, jsonValue(name, text)]));
}
function jsonValue(name, text) {
  if (name.endsWith("-resources")) return text === "" ? [] : text.split(",");
  if (text === "") return null;
  if (numbers.includes(name)) return Number(text);
  if (objects.includes(name)) return JSON.parse(text);
  return name === "changed" ? text === "true" : text;
}

// src/commands/shell-terminal.ts
var colours = { notice: 36, warning: 33, error: 31 };
function createShellTerminal(stream, env, verbosity, reword) {
  const secrets = /* @__PURE__ */ new Set();
  const outputs = {};
  const isColoured = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  let indent = "";
  function write(message) {
    stream.write(`${shown(rendered(message)).replaceAll(/^/gm, indent)}
`);
  }
  function shown(text) {
    let open = text;
    for (const secret of secrets) open = open.replaceAll(secret, "***");
    return harmless(open);
  }
  function label(level, message) {
    const mark = isColoured ? `\x1B[${colours[level]}m${level}:\x1B[0m` : `${level}:`;
    stream.write(`${`${mark} ${shown(rendered(message))}`.replaceAll(/^/gm, indent)}
`);
  }
  const silent = () => {
  };
  return {
    log: {
      debug: verbosity === "verbose" ? write : silent,
      info: verbosity === "quiet" ? silent : write,
      notice: verbosity === "quiet" ? silent : (text) => label("notice", text),
      warning: (text) => label("warning", text),
      error: (text) => label("error", text)
    },
    startGroup(title) {
      if (verbosity !== "quiet") write(title);
      indent = "  ";
    },
    endGroup() {
      indent = "";
    },
    setSecret(secret) {
      for (const mask of masksOf(secret)) secrets.add(mask);
    },
    setOutputs(given) {
      Object.assign(outputs, given);
    },
    // The log says the same in fewer words, and nobody reads Markdown in a shell.
    writeSummary: () => Promise.resolve(),
    fail(message) {
      label("error", reword(rendered(message)));
    },
    outputs
  };
}

// src/commands/shell-words.ts
function inShellWords(message) {
  return message.replaceAll(/'([a-z-]+)'(?! (?:in the config|under ))/g, (quoted, name) => {
    if (Object.hasOwn(secretVariables, name)) return secretVariables[name];
    return settingFlags.some((flag) => flag.name === name) ? `--${name}` : quoted;
  });
}

// src/commands/export-command.ts
var ownFlags = [
  { name: "json", text: "Print the outputs of the run as one JSON object to standard output." },
  { name: "quiet", text: "Print warnings and errors only." },
  { name: "verbose", text: "Print every request too: method, path, status, time; never its content." }
];
var exportCommand = {
  name: "export",
  summary: "Export to files; the default if only flags are given.",
  usage: () => [
    `Usage: ${programName} [export] [flags]
`,
    `${wrapped("Exports the administration data of an OpenAI organisation to files, incrementally: what is there already is read from the manifests at the destination. Messages go to standard error.")}
`,
    exportHelp()
  ].join("\n"),
  async run(args, { env, print }) {
    const given = readArguments(args, [...settingFlags, ...ownFlags]);
    const [extra] = given.positionals;
    if (extra !== void 0) throw new UsageError("export takes flags alone: there is an argument without one");
    if (given.values.get("quiet") === "true" && given.values.get("verbose") === "true") {
      throw new UsageError("--quiet and --verbose cannot be given together");
    }
    if (!env.OPENAI_ADMIN_KEY?.trim()) {
      throw new UsageError("OPENAI_ADMIN_KEY is not set: give it an admin key of the organisation");
    }
    const settings = await configSettings(given);
    const verbosity = isOn(given, "quiet") ? "quiet" : isOn(given, "verbose") ? "verbose" : "usual";
    const terminal = createShellTerminal(process.stderr, env, verbosity, inShellWords);
    const { runProgram } = await import("./chunks/program.js");
    const code = await runProgram(environmentOf(given, env), terminal, settings);
    if (terminal.outputs.report) terminal.log.info(`The report is ${terminal.outputs.report}.`);
    if (isOn(given, "json")) print(`${harmlessJson(jsonOutputs(terminal.outputs))}
`);
    return code;
  }
};
function exportHelp() {
  const groups = Object.entries(settingGroups).map(
    ([group, title]) => section(
      title,
      settingFlags.filter((flag) => flag.group === group).map((flag) => flagEntry(flag.value === void 0 ? { ...flag, name: `[no-]${flag.name}` } : flag))
    )
  );
  return [
    ...groups,
    section("Output", ownFlags.map(flagEntry)),
    section("Environment", [
      entry("OPENAI_ADMIN_KEY", "The admin key. No secret is ever taken from a flag or the config."),
      entry("PSEUDONYM_KEY", "Key of the pseudonyms, for --privacy pseudonymize."),
      entry("GITHUB_TOKEN", "For commits, pull requests and comments, inside Actions."),
      entry("AWS_\u2026, GOOGLE_\u2026, AZURE_\u2026", "How to sign in to a store: docs/destinations/.")
    ]),
    `${wrapped(`Lists are given by comma, by line, or by repeating the flag. Flags win over the config. ${programName} help <flag> explains a flag in full.`)}
`
  ].join("\n");
}
function isOn(given, name) {
  return given.values.get(name) === "true";
}
function environmentOf({ values }, env) {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
  for (const name of inputNames) {
    const value = values.get(name);
    if (value !== void 0) own[variableOf(name)] = value;
  }
  for (const [name, variable] of Object.entries(secretVariables)) own[variableOf(name)] = env[variable] ?? "";
  return own;
}
async function configSettings({ values }) {
  const isInput = (name) => inputNames.some((input) => input === name);
  const settings = /* @__PURE__ */ new Map();
  for (const { name, isYaml } of settingFlags) {
    const text = values.get(name);
    if (text === void 0 || text.trim() === "" || isInput(name)) continue;
    const content = isYaml ? await parseYaml(text) : { value: text };
    if ("problem" in content) throw new UsageError(`--${name}: ${content.problem}`);
    settings.set(name, { value: content.value, label: `'${name}'` });
  }
  return settings;
}

// src/commands/help-command.ts
function generalHelp(commands2) {
  return [
    `Usage: ${programName} [command] [flags]
`,
    `${wrapped("Exports an OpenAI organisation's administration data (audit logs, members, keys, projects, usage, costs, settings) to plain files, as the GitHub Action of the same name does.")}
`,
    section(
      "Commands",
      commands2.map(({ name, summary }) => entry(name, summary))
    ),
    section("Examples", [
      "  export OPENAI_ADMIN_KEY=\u2026",
      `  ${programName} --resources access,keys --destination data`,
      `  ${programName} --start-date 30d --destination s3://my-bucket/openai`,
      `  ${programName} as-of 2026-10-01 users`
    ]),
    section("Everywhere", [
      flagEntry({ name: "help", text: "This text; behind a command, that of the command." }),
      flagEntry({ name: "version", text: "The version." })
    ]),
    `Flags of export, the default command:
`,
    exportHelp(),
    section("Exit codes", [
      entry("0", "Done."),
      entry("1", "Something could not be exported or verified."),
      entry("2", "Wrong use; nothing was requested or written."),
      entry("130, 143", "Ended by SIGINT (Ctrl-C) or SIGTERM; what was read by then is kept.")
    ])
  ].join("\n");
}
function helpCommand(commands2) {
  return {
    name: "help",
    summary: "Explain a command, or all of a flag: help start-date.",
    usage: () => `Usage: ${programName} help [command | flag]
`,
    async run(args, { print }) {
      const [topic = "", ...rest] = args;
      if (rest.length > 0) throw new UsageError("help takes one command or flag");
      print(topic === "" ? generalHelp(commands2()) : helpOn(topic.replace(/^--/, ""), commands2()));
      return 0;
    }
  };
}
function helpOn(topic, commands2) {
  const command = commands2.find(({ name }) => name === topic);
  if (command) return command.usage();
  refuseSecrets([`--${topic}`]);
  const own = ownFlags.find(({ name }) => name === topic);
  if (own) return `--${own.name}

${wrapped(own.text, 2)}
`;
  const flag = settingFlags.find(
    ({ name, value: value2 }) => name === topic || value2 === void 0 && `no-${name}` === topic
  );
  if (flag === void 0) {
    const names = [...commands2, ...settingFlags, ...ownFlags].map(({ name }) => name);
    const nearest = nearestName(topic, names);
    throw new UsageError(
      `${quote(topic)} is neither a command nor a flag of export${nearest === void 0 ? "" : ` (did you mean "${nearest}"?)`}`
    );
  }
  const { value, text, shell = text } = declarationOf(flag.name);
  const yaml = flag.isYaml ? " Given as YAML or JSON." : "";
  const more = flag.isList ? " May be repeated." : "";
  return `--${flag.name}${value === void 0 ? `, --no-${flag.name}` : ` <${value}>`}

${wrapped(shell.replaceAll("`", "") + yaml + more, 2)}
`;
}

// src/repair/forget.ts
var MOST_ATTEMPTS = 10;
async function forget(destination, options) {
  const path2 = manifestPath(options.resource);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const stored = await openArchive(destination).manifest(options.resource);
    if (!stored)
      throw refused(`The ${destination.description} holds no ${path2}`, "Check the destination and the name.");
    const present = await presentFiles(destination, options.resource);
    const plan = withoutRange(stored.manifest, options, present);
    const there = plan.paths.filter((file) => present.has(file));
    if (there.length > 0 && !options.deleteFiles) throw stillThere(there);
    const forgotten = { resource: options.resource, removals: plan.removals, deleted: there };
    if (options.dryRun) return forgotten;
    for (const file of there) await destination.remove(file);
    if (await destination.replaceText(path2, serializeManifest(plan.manifest), stored.version)) return forgotten;
  }
  throw new StorageError(
    "overlapping-runs",
    `Failed to write ${path2} in the ${destination.description}: other writers were faster ${MOST_ATTEMPTS} times. Repair it again when no export runs.`
  );
}
function withoutRange(manifest, options, present) {
  const { range, resource } = options;
  const isDated = manifest.shape.partition_by !== void 0;
  if (isDated && !range)
    throw refused(`${resource} is stored by period`, "Name the range: a day, a month, or from..to.");
  const going = isDated ? entriesWithin(manifest, range) : range ? [] : manifest.entries;
  const history = manifest.history?.filter(
    (entry2) => range ? isWithin(parsePeriodName(entry2.read_on), range) : !present.has(entry2.path)
  );
  const gone = new Set(history);
  const lost = [...going, ...history ?? []];
  const files = filesOf(lost);
  if (files.length === 0) throw refused(`${resource} lists no file of that range`, "There is nothing to forget.");
  const removals = isDated ? datedRemovals(manifest, range, going, options) : [recordOf(files, options)];
  const superseded = going.flatMap(({ supersedes }) => supersedes ?? []);
  return {
    manifest: {
      ...manifest,
      ranges: isDated && range ? subtract(manifest.ranges, [[range.from, range.to]]) : manifest.ranges,
      removed: [...manifest.removed ?? [], ...removals],
      entries: manifest.entries.filter((entry2) => !going.includes(entry2)),
      ...manifest.history && { history: manifest.history.filter((entry2) => !gone.has(entry2)) }
    },
    removals,
    paths: [.../* @__PURE__ */ new Set([...files.map(({ path: path2 }) => path2), ...superseded])]
  };
}
function entriesWithin(manifest, range) {
  const touched = manifest.entries.filter(({ period: name }) => {
    if (name === void 0) return false;
    const { from, to } = parsePeriodName(name);
    return from < range.to && to > range.from;
  });
  const cut = touched.find(({ period }) => !isWithin(parsePeriodName(period), range));
  if (cut) {
    throw refused(
      `The range is only a part of ${cut.period}, which is stored in one file`,
      `Name all of it: \`--forget ${manifest.resource} ${cut.period}\`.`
    );
  }
  return touched;
}
function datedRemovals(manifest, range, going, options) {
  const periodOf3 = (entry2) => parsePeriodName(entry2.period);
  const open = going.filter((entry2) => periodOf3(entry2).to > options.now);
  const over = going.filter((entry2) => !open.includes(entry2));
  const read = union(
    manifest.ranges,
    over.map((entry2) => [periodOf3(entry2).from, periodOf3(entry2).to])
  );
  const removals = intersect(read, [[range.from, range.to]]).map(([from, to]) => {
    const inside = over.filter((entry2) => isWithin(periodOf3(entry2), { from, to }));
    return { from: boundaryName(from), to: boundaryName(to), ...recordOf(filesOf(inside), options) };
  });
  const openFiles = filesOf(open);
  return openFiles.length > 0 ? [...removals, recordOf(openFiles, options)] : removals;
}
function recordOf(files, { reason, now }) {
  return { reason, on: dayName(now), files };
}
function filesOf(listed) {
  return listed.flatMap(
    ({ path: path2, rows, sha256 }) => path2 === void 0 ? [] : [{ path: path2, rows, ...sha256 !== void 0 && { sha256 } }]
  );
}
function isWithin({ from, to }, range) {
  return range.from <= from && to <= range.to;
}
async function presentFiles(destination, resource) {
  const lists = await Promise.all(listedFolders(resource).map((folder) => destination.list(folder)));
  return new Set(lists.flat());
}
function stillThere(paths) {
  return refused(
    `${list(paths, 1)} is still there`,
    "Delete what is to be forgotten first, or let this command do it: `--delete-files`."
  );
}
function refused(what, remedy) {
  return new ConfigurationError("repair-refused", `${what}. ${remedy}`);
}

// src/repair/forget-range.ts
var NAME = "\\d{4}-\\d\\d(?:-\\d\\d(?:T\\d\\d)?)?";
var FORM = new RegExp(`^${NAME}(?:\\.\\.${NAME})?$`);
function looksLikeRange(text) {
  return FORM.test(text);
}
function parseRange(text) {
  if (!looksLikeRange(text)) return void 0;
  const [first = "", last = first] = text.split("..");
  const [begin, end] = [periodOf(first), periodOf(last)];
  return begin && end && begin.from < end.to ? { from: begin.from, to: end.to } : void 0;
}
function periodOf(name) {
  try {
    return parsePeriodName(name);
  } catch (error) {
    if (error instanceof RangeError) return void 0;
    throw error;
  }
}

// src/repair/print-repair.ts
function forgottenText({ resource, removals, deleted }, isDryRun) {
  return `${[
    ...removals.map(({ from, to, reason, files }) => {
      const rows = files.reduce((sum, file) => sum + file.rows, 0);
      const period = from === void 0 ? "" : `, ${from} to ${to} (not included)`;
      const what = `${countOf(files.length, "file")} with ${countOf(rows, "row")}`;
      return `${resource}${period}: removed: ${reason}. The manifest ${isDryRun ? "would list" : "lists"} ${what} so.`;
    }),
    ...deleted.length > 0 ? [`${isDryRun ? "Would delete" : "Deleted"}: ${list(deleted)}`] : [],
    ...isDryRun ? ["Nothing was written."] : []
  ].join("\n")}
`;
}
function rebuiltText(rebuilt, failed, isDryRun) {
  if (rebuilt.length + failed.length === 0) return "Every manifest can be read: there is nothing to repair.\n";
  return `${[
    ...rebuilt.flatMap((one) => linesOf(one, isDryRun)),
    ...failed.map(({ resource, topic, text }) => `${resource}: not repaired. ${rendered(notice(text, topic))}`),
    ...isDryRun ? ["Nothing was written."] : []
  ].join("\n")}
`;
}
function linesOf(one, isDryRun) {
  const { path: path2, was, files, rows, proven, shape, isShapeAssumed, unsettled, missing, strange } = one;
  const from = unsettled && dayName(parsePeriodName(unsettled[0]).from);
  return [
    `${path2} was ${was} and ${isDryRun ? "would be" : "is"} rebuilt from ${countOf(files, "file")} with ${countOf(rows, "row")}.`,
    ...proven > 0 ? [`  The damaged manifest vouches for ${countOf(proven, "file")}.`] : [],
    `  Shape${isShapeAssumed ? ", as far as files tell it" : ""}: ${JSON.stringify(shape)}${isShapeAssumed ? ". If the export groups, filters or hides otherwise, it refuses to go on: give `--shape` then" : ""}`,
    ...unsettled ? [
      `  Not settled: ${unsettled[0]} to ${unsettled[1]}. The next export reads them again as far as its \`start-date\` reaches; set \`start-date: ${from}\` for one run to reach all.`
    ] : [],
    ...missing.length > 0 ? [`  Missing, and still listed: ${list(missing)}`] : [],
    ...strange.length > 0 ? [`  Not named as an export does, and left alone: ${list(strange)}`] : []
  ];
}

// src/repair/rebuild.ts
function rebuiltManifest(known, files) {
  const before = known.manifest ?? emptyManifest(known.resource, known.shape);
  const current = withoutSuperseded(files.filter(({ readOn }) => readOn === void 0));
  const entries = current.map((file) => provenEntry(before.entries, file) ?? entryOf(file, files));
  const history = historyOf(before.history ?? [], files);
  const rest = unproven(before, new Set(files.map(({ path: path2 }) => path2)), entries);
  const organization = before.organization ?? known.organization;
  const removed = (before.removed ?? []).reduce((ranges, one) => subtract(ranges, removalRanges(one)), before.ranges);
  const isProven = current.every((file) => provenEntry(before.entries, file));
  return {
    ...isProven ? before : readAgain(before),
    ...organization !== void 0 && { organization },
    shape: known.shape,
    ranges: removed,
    entries: [...entries, ...rest],
    ...history.length > 0 && { history }
  };
}
function readAgain(before) {
  const { read_on: _day, parents_read: reads, every_days: every, ...rest } = before;
  return reads === void 0 && every === void 0 ? before : rest;
}
function shapeOfFiles(resource, files, shapes) {
  const lengths = [...new Set(files.flatMap(({ partitionBy }) => partitionBy ?? []))];
  const formats2 = [...new Set(files.map(({ extension }) => extension))].sort();
  const { known, given } = shapes;
  const shape = {
    ...known ?? shapes.assumed,
    formats: known?.formats ?? formats2,
    ...lengths.length > 0 && { partition_by: known?.partition_by ?? lengths[0] },
    ...given
  };
  const isClear = (known ?? given)?.partition_by !== void 0 || lengths.length <= 1;
  if (isClear && shape.formats.length > 0) return shape;
  const why = isClear ? "it has no files" : `its files are partitioned by ${lengths.join(" and by ")}`;
  throw new ConfigurationError(
    "repair-refused",
    `The shape of ${resource} cannot be told: ${why}. Say it: \`--shape '{"formats": ["jsonl"], "partition_by": "day"}'\`.`
  );
}
function withoutSuperseded(files) {
  return files.filter((file) => !files.some((other) => isSameSlot(file, other) && other.revision > file.revision));
}
function isSameSlot(left, right) {
  return left.period === right.period && left.extension === right.extension && right.readOn === void 0;
}
function provenEntry(entries, file) {
  return entries.find(({ path: path2, sha256 }) => path2 === file.path && sha256 === file.sha256);
}
function entryOf(file, files) {
  const { period, path: path2, rows, bytes, sha256, unknownColumns } = file;
  const earlier = files.filter((other) => isSameSlot(file, other) && other.revision < file.revision);
  return {
    ...period !== void 0 && { period },
    path: path2,
    rows,
    bytes,
    sha256,
    ...period !== void 0 && { settled: false },
    ...unknownColumns.length > 0 && { unknown_columns: unknownColumns },
    ...earlier.length > 0 && { supersedes: earlier.map((other) => other.path).sort() }
  };
}
function unproven(before, paths, found) {
  const written = new Set(found.map(({ period }) => period));
  const empty = /* @__PURE__ */ new Map();
  for (const entry2 of before.entries) {
    if (entry2.path === void 0 && entry2.period !== void 0 && !written.has(entry2.period))
      empty.set(entry2.period, entry2);
  }
  const missing = /* @__PURE__ */ new Map();
  for (const entry2 of before.entries) {
    const isEmpty = entry2.period !== void 0 && empty.has(entry2.period);
    if (entry2.path !== void 0 && !paths.has(entry2.path) && !isEmpty) missing.set(entry2.path, entry2);
  }
  return [...empty.values(), ...missing.values()];
}
function historyOf(before, files) {
  const kept = files.flatMap(({ readOn, path: path2, rows, bytes, sha256 }) => {
    if (readOn === void 0) return [];
    const known = before.find((entry2) => entry2.path === path2 && entry2.sha256 === sha256);
    return [known ?? { read_on: readOn, path: path2, rows, bytes, sha256 }];
  });
  const paths = new Set(kept.map(({ path: path2 }) => path2));
  const missing = new Map(before.filter(({ path: path2 }) => !paths.has(path2)).map((entry2) => [entry2.path, entry2]));
  const all = [...kept, ...missing.values()].sort((a, b) => byCodeUnits(a.path, b.path));
  const order = new Map(before.map(({ path: path2 }, index) => [path2, index]));
  const placeOf = ({ path: path2 }) => order.get(path2) ?? before.length;
  return all.sort((a, b) => a.read_on === b.read_on ? placeOf(a) - placeOf(b) : byCodeUnits(a.read_on, b.read_on));
}

// src/repair/salvage.ts
function salvage(text, resource) {
  refuseOtherVersion(text, resource);
  const sides = hasConflictMarkers(text) ? bothSides(text).flatMap((side) => manifestIn(side, resource)) : [];
  const shape = sides.length > 0 ? void 0 : fieldOf(text, "shape");
  const organization = fieldOf(text, "organization");
  return {
    sides,
    ...Array.isArray(shape?.formats) && { shape },
    ...typeof organization === "string" && { organization }
  };
}
function bothSides(text) {
  const sides = [[], []];
  let at = "both";
  for (const line of text.split("\n")) {
    if (/^<{7}(?: |\r?$)/.test(line)) at = "ours";
    else if (at === "ours" && /^\|{7}(?: |\r?$)/.test(line)) at = "base";
    else if ((at === "ours" || at === "base") && /^={7}\r?$/.test(line)) at = "theirs";
    else if (/^>{7}(?: |\r?$)/.test(line)) at = "both";
    else {
      if (at === "both" || at === "ours") sides[0].push(line);
      if (at === "both" || at === "theirs") sides[1].push(line);
    }
  }
  return [sides[0].join("\n"), sides[1].join("\n")];
}
function unitedSides(sides) {
  const [first, ...others] = sides;
  if (!first || others.some(({ shape }) => !sameShape(shape, first.shape))) return void 0;
  return others.reduce((left, right) => {
    const ranges = union(left.ranges, right.ranges);
    const readOn = [left.read_on, right.read_on].filter((day) => day !== void 0).sort().at(-1);
    const stale = [.../* @__PURE__ */ new Set([...left.stale_parents ?? [], ...right.stale_parents ?? []])];
    const isDated = [left, right].some((side) => side.parents_read ?? side.every_days);
    const history = different([...left.history ?? [], ...right.history ?? []]);
    const removed = different([...left.removed ?? [], ...right.removed ?? []]);
    const refusals = different([...left.refusals ?? [], ...right.refusals ?? []]);
    const organization = left.organization ?? right.organization;
    return {
      version: 1,
      resource: left.resource,
      ...organization !== void 0 && { organization },
      shape: left.shape,
      ranges,
      unavailable: subtract(union(left.unavailable, right.unavailable), ranges),
      ...removed.length > 0 && { removed },
      ...refusals.length > 0 && { refusals },
      entries: different([...left.entries, ...right.entries]),
      ...readOn !== void 0 && !isDated && { read_on: readOn },
      ...stale.length > 0 && { stale_parents: stale },
      ...history.length > 0 && { history: history.sort((a, b) => byCodeUnits(a.read_on, b.read_on)) }
    };
  }, first);
}
function different(values) {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
function manifestIn(text, resource) {
  try {
    const manifest = parseManifest(text, manifestPath(resource));
    return manifest.resource === resource ? [manifest] : [];
  } catch (error) {
    if (error instanceof StorageError) return [];
    throw error;
  }
}
function fieldOf(text, name) {
  const [, value] = new RegExp(`^ {2}"${name}": (\\{$[\\s\\S]*?^ {2}\\}|"[^"]*")`, "m").exec(text) ?? [];
  return value === void 0 ? void 0 : jsonOf(value);
}
function refuseOtherVersion(text, resource) {
  const version2 = jsonOf(text)?.version;
  if (typeof version2 !== "number" || version2 === 1) return;
  throw new ConfigurationError(
    "repair-refused",
    `${manifestPath(resource)} is of format version ${version2}, this release reads 1. It is not damaged: use the release that wrote it.`
  );
}
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
}

// src/repair/stored-files.ts
async function contentOfFile(destination, resource, path2) {
  const unknown = /* @__PURE__ */ new Set();
  const table = tableOf(resource, [], false);
  const facts = await openArchive(destination).rows(resource, path2, ({ row }) => {
    findUnknownColumns(row, table, unknown);
  });
  if (facts) return { ...facts, unknownColumns: [...unknown].sort() };
  throw new StorageError(
    "stored-file-missing",
    `${path2} was listed in the ${destination.description} and is gone. Repair again when nobody else writes.`
  );
}

// src/repair/rebuild-stored.ts
var isResourceName = (name) => /^[a-z][a-z0-9_]{0,63}$/.test(name);
async function damagedResources(destination) {
  const found = [];
  const readable = /* @__PURE__ */ new Set();
  for await (const { resource: name, ...file } of openArchive(destination).manifests(isResourceName)) {
    if (name === void 0) continue;
    if ("error" in file) found.push(name);
    else readable.add(name);
  }
  for (const { name } of allResources) {
    if (readable.has(name) || found.includes(name)) continue;
    if ((await pathsOf(destination, name)).length > 0) found.push(name);
  }
  return found.sort();
}
async function rebuildStored(destination, options) {
  const rebuilt = [];
  const failed = [];
  for (const resource of options.resources ?? await damagedResources(destination)) {
    try {
      rebuilt.push(await rebuildOne(destination, resource, options));
    } catch (error) {
      if (!(error instanceof ConfigurationError || error instanceof StorageError)) throw error;
      if (error instanceof StorageError && error.endsRun) throw error;
      failed.push({ resource, error });
    }
  }
  return { rebuilt, failed };
}
async function rebuildOne(destination, name, options) {
  const path2 = manifestPath(name);
  const stored = await destination.readText(path2);
  if (stored && isReadable(stored.text, path2)) {
    throw new ConfigurationError("repair-refused", `${path2} can be read: there is nothing to rebuild.`);
  }
  const salvaged = stored ? salvage(stored.text, name) : { sides: [] };
  const before = unitedSides(salvaged.sides);
  const told = before?.shape ?? salvaged.shape;
  const resource = storedResource({ resource: name, shape: { ...told, ...options.shape } });
  const paths = await pathsOf(destination, name);
  refuseUnknownKind(resource, paths);
  const places = paths.flatMap((file) => placeOfFile(resource, file) ?? []);
  const shape = shapeOfFiles(resource.name, places, {
    ...options.shape && { given: options.shape },
    ...told && { known: told },
    assumed: shapeOf(resource, completeOptions(resource))
  });
  const files = [];
  for (const place2 of places) {
    files.push({ ...place2, ...await contentOfFile(destination, resource, place2.path) });
  }
  const { organization } = salvaged;
  const manifest = rebuiltManifest(
    { resource: resource.name, shape, ...before && { manifest: before }, ...organization && { organization } },
    files
  );
  const text = serializeManifest(manifest);
  if (!options.dryRun && !await destination.replaceText(path2, text, stored?.version)) {
    throw new StorageError(
      "overlapping-runs",
      `${path2} in the ${destination.description} was written meanwhile. Repair again when no export runs.`
    );
  }
  return {
    resource: resource.name,
    path: path2,
    was: stored ? "unreadable" : "missing",
    ...summaryOf(manifest, files, before),
    isShapeAssumed: told === void 0 && options.shape === void 0,
    shape,
    strange: paths.filter((file) => !places.some((place2) => place2.path === file))
  };
}
function refuseUnknownKind(resource, paths) {
  if (resource.kind !== "snapshot" || !resource.custom) return;
  const asEvents = storedResource({ resource: resource.name, shape: { time_field: "" } });
  if (!paths.some((path2) => placeOfFile(asEvents, path2)?.period !== void 0)) return;
  throw new ConfigurationError(
    "repair-refused",
    `The shape of ${resource.name} cannot be told: it is a resource of your own, and its files do not say whether they hold events or buckets. Say it: \`--shape '{"time_field": "created_at", "primary_key": ["id"]}'\` or \`--shape '{"bucket_width": "1d", "group_by": ["project_id"]}'\`, as its entry under \`resources\` has them.`
  );
}
function summaryOf(manifest, files, before) {
  const hashes = new Map(files.map(({ path: path2, sha256 }) => [path2, sha256]));
  const listed = [...manifest.entries, ...manifest.history ?? []];
  const known = [...before?.entries ?? [], ...before?.history ?? []];
  const late = manifest.entries.flatMap(({ period, settled }) => settled === false && period || []).sort();
  const [first, last] = [late[0], late.at(-1)];
  return {
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    proven: listed.filter(
      ({ path: path2, sha256 }) => known.some(
        (one) => path2 !== void 0 && one.path === path2 && one.sha256 === sha256 && hashes.get(path2) === sha256
      )
    ).length,
    ...first !== void 0 && last !== void 0 && { unsettled: [first, last] },
    missing: listed.flatMap(({ path: path2 }) => path2 === void 0 || hashes.has(path2) ? [] : path2)
  };
}
async function pathsOf(destination, resource) {
  const lists = await Promise.all(listedFolders(resource).map((folder) => destination.list(folder)));
  return lists.flat();
}
function isReadable(text, path2) {
  try {
    return manifestPath(parseManifest(text, path2).resource) === path2;
  } catch (error) {
    if (error instanceof StorageError) return false;
    throw error;
  }
}

// src/repair/shape-flag.ts
var CHECKS = {
  formats: (value) => isTexts(value) && value.length > 0 && value.every((one) => formatChoices.has(one)),
  partition_by: (value) => ["hour", "day", "month"].includes(value),
  bucket_width: (value) => ["1m", "1h", "1d"].includes(value),
  group_by: (value) => value === "default" || value === "all" || isTexts(value),
  time_field: (value) => typeof value === "string" && value !== "",
  primary_key: (value) => isTexts(value) && value.length > 0,
  filters: (value) => isObject(value) && Object.values(value).every(isTexts),
  on_schema_change: (value) => ["discard-columns", "discard-rows"].includes(value),
  privacy: isObject
};
function readShape(text) {
  let shape;
  try {
    shape = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return "is not JSON";
    throw error;
  }
  if (!isObject(shape)) return 'is not an object such as {"group_by": "default"}';
  for (const [name, value] of Object.entries(shape)) {
    if (!Object.hasOwn(CHECKS, name))
      return `has no field ${JSON.stringify(name)}: expected ${Object.keys(CHECKS).join(", ")}`;
    if (!CHECKS[name](value)) return `gives ${name} a value that it cannot have`;
  }
  return shape;
}
function isTexts(value) {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

// src/commands/repair-command.ts
var LONGEST_REASON = 300;
var place = [
  { name: "destination", value: "place", text: "The same as <destination>." },
  configFlag,
  { name: "dry-run", text: "Say what would be done, and write nothing." },
  { name: "json", text: "The same as JSON." }
];
var rebuilding = [
  {
    name: "resource",
    value: "names",
    isList: true,
    text: "Only these. Default: every resource whose manifest is missing or cannot be parsed."
  },
  {
    name: "shape",
    value: "json",
    text: "What files do not show: group_by, bucket_width, time_field, primary_key, filters, privacy, on_schema_change, as in `shape` of a manifest."
  }
];
var forgetting = [
  {
    name: "forget",
    value: "resource",
    text: "Give up the evidence of a <range> behind it: a day (2026-11-22), a month (2026-11), or from..to, both included. No range: the snapshot as it is now."
  },
  { name: "reason", value: "text", text: "Why. The manifest and reports show it: name nobody in it." },
  { name: "delete-files", text: "Delete the files of the range that are still there." }
];
var flags2 = [...place, ...rebuilding, ...forgetting];
var repairCommand = {
  name: "repair",
  summary: "Rebuild manifests from their files, or give up evidence that is gone.",
  usage: () => [
    `Usage: ${programName} repair <destination> [flags]
       ${programName} repair <destination> --forget <resource> <range> \u2026
`,
    `${wrapped("Without --forget: rewrites the manifests that are missing or cannot be parsed, from the files. Data files stay as they are; the next export reads again what the files do not prove.")}
`,
    `${wrapped("With --forget: moves what a manifest says of a range to its list of what was removed. Exports then neither miss it nor read it again, and every page shows the gap with its reason.")}
`,
    section("Flags", place.map(flagEntry)),
    section("Rebuilding", rebuilding.map(flagEntry)),
    section("Forgetting", forgetting.map(flagEntry)),
    `${wrapped(`${credentialsText} Exit codes: 0 done, 1 something could not be repaired, 2 wrong use.`)}
`
  ].join("\n"),
  async run(args, shell) {
    const asked = askedFor(readArguments(args, flags2), shell.now());
    const destination = await openForWriting(asked.names, shell);
    const print = (result, text) => shell.print(asked.json ? `${harmlessJson(result)}
` : harmless(text));
    try {
      if ("forget" in asked) {
        const forgotten = await forget(destination, asked.forget);
        print(forgotten, forgottenText(forgotten, asked.forget.dryRun));
        return 0;
      }
      const { rebuilt, failed } = await rebuildStored(destination, asked.rebuild);
      const troubles = failed.map(({ resource, error }) => ({ resource, topic: error.topic, text: error.message }));
      print({ rebuilt, failed: troubles }, rebuiltText(rebuilt, troubles, asked.rebuild.dryRun));
      return failed.length === 0 ? 0 : 1;
    } finally {
      await destination.close();
    }
  }
};
function askedFor(given, now) {
  const { values, positionals } = given;
  const isForget = values.has("forget");
  const [range, ...more] = isForget ? positionals.filter(looksLikeRange) : [];
  const places = positionals.filter((text) => text !== range);
  const besides = ", and one range such as 2026-11-22, 2026-11 or 2026-11-01..2026-11-05";
  if (more.length > 0) throw new UsageError(`repair takes one destination${besides}`);
  const common = {
    names: placeNamed("repair", given, places, isForget ? besides : ""),
    json: values.get("json") === "true"
  };
  const dryRun = values.get("dry-run") === "true";
  if (isForget) {
    for (const { name } of rebuilding) if (values.has(name)) throw new UsageError(`--${name} goes without --forget`);
    return { ...common, forget: { ...forgetOptions(values, range), dryRun, now: Math.floor(now) } };
  }
  for (const { name } of forgetting) if (values.has(name)) throw new UsageError(`--${name} goes with --forget`);
  const resources = values.has("resource") ? splitList(values.get("resource") ?? "") : void 0;
  if (resources?.length === 0) throw new UsageError("--resource names none");
  for (const name of resources ?? []) refuseName("resource", name);
  const shape = values.get("shape");
  const stated = shape === void 0 ? void 0 : readShape(shape);
  if (typeof stated === "string") throw new UsageError(`--shape ${stated}`);
  return { ...common, rebuild: { resources, shape: stated, dryRun } };
}
function forgetOptions(values, text) {
  const resource = values.get("forget") ?? "";
  refuseName("forget", resource);
  const range = text === void 0 ? void 0 : parseRange(text);
  if (text !== void 0 && !range) throw new UsageError(`${quote(text)} is no range of days or months`);
  const reason = values.get("reason")?.trim() ?? "";
  if (reason === "") throw new UsageError("--forget takes --reason: why the evidence was given up");
  if (reason.length > LONGEST_REASON || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(reason)) {
    throw new UsageError(`--reason is one line of at most ${LONGEST_REASON} characters, all of them visible`);
  }
  return { resource, range, reason, deleteFiles: values.get("delete-files") === "true" };
}
function refuseName(flag, name) {
  if (!safeName.test(name)) throw new UsageError(`--${flag}: ${quote(name)} is not the name of a resource`);
}

// src/commands/verify-question.ts
var commonFlags = [
  { name: "destination", value: "place", text: "The same as <destination>." },
  configFlag,
  { name: "resources", value: "names", isList: true, text: "Only these, separated by commas." },
  {
    name: "max-age",
    value: "age",
    text: "Fail also if the newest complete read of a resource is older: 36h, 2d."
  },
  { name: "json", text: "The same as JSON." }
];
var apiFlags = [
  {
    name: "against-api",
    text: "Read a closed period again and list what is missing, extra or different, on one page for an auditor; the admin key from OPENAI_ADMIN_KEY, the key of pseudonyms from PSEUDONYM_KEY."
  },
  { name: "from", value: "date", text: "First day, UTC: 2026-10-01." },
  { name: "to", value: "date", text: "The day after the last one." },
  { name: "base-url", value: "url", text: `Default: ${inputs["base-url"].default}.` }
];
function verifyQuestion(args, now) {
  const given = readArguments(args, [...commonFlags, ...apiFlags]);
  const { values, positionals } = given;
  const [resources, maxAge] = [values.get("resources"), values.get("max-age")];
  const question = {
    names: placeNamed("verify", given, positionals),
    resources: resources === void 0 ? void 0 : splitList(resources),
    maxAge: maxAge === void 0 ? void 0 : ageOf(maxAge),
    json: values.get("json") === "true",
    againstApi: void 0,
    baseUrl: (values.get("base-url") ?? String(inputs["base-url"].default)).replace(/\/+$/, "")
  };
  if (question.resources?.length === 0) throw new UsageError("--resources names none");
  const urlProblem = baseUrlProblem(question.baseUrl);
  if (urlProblem !== void 0) throw new UsageError(`--base-url: ${urlProblem}`);
  if (values.get("against-api") === "true") {
    if (maxAge !== void 0) throw new UsageError("--max-age goes without --against-api");
    return { ...question, againstApi: periodOf2(values.get("from"), values.get("to"), now) };
  }
  for (const name of ["from", "to", "base-url"]) {
    if (values.has(name)) throw new UsageError(`--${name} goes with --against-api`);
  }
  return question;
}
function ageOf(text) {
  const age = parseAge(text);
  if (age === void 0 || age === 0)
    throw new UsageError(`${quote(text)} is not an age: --max-age takes one such as 36h, 2d or 1w`);
  return age;
}
function periodOf2(from, to, now) {
  if (from === void 0 || to === void 0) throw new UsageError("--against-api takes --from and --to");
  const period = { from: dayOf("--from", from), to: dayOf("--to", to) };
  if (period.from >= period.to) throw new UsageError("--from must lie before --to, which is not part of the period");
  if (period.to > now) throw new UsageError(`the period is not over: --to ${to} lies in the future`);
  return period;
}
function dayOf(name, text) {
  const seconds = /^\d{4}-\d\d-\d\d$/.test(text) ? parseIsoDate(text) : void 0;
  if (seconds === void 0) throw new UsageError(`${name}: ${quote(text)} is not a date such as 2026-10-01`);
  return seconds;
}

// src/commands/verify-command.ts
var verifyCommand = {
  name: "verify",
  summary: "Compare an export with its manifests, or with the API.",
  usage: () => [
    `Usage: ${programName} verify <destination> [flags]
`,
    `${wrapped("Compares every file of an export with its manifest: there or not, SHA-256, bytes, rows, order, no event twice, columns. Names gaps, files that no manifest lists, and what could not be read. Reads and never writes. The page goes to standard output.")}
`,
    `${entry("<destination>", `A ${placesText}; may be left out if --config has it.`)}
`,
    section("Flags", commonFlags.map(flagEntry)),
    section("With the API", apiFlags.map(flagEntry)),
    `${wrapped(`${credentialsText} Exit codes: 0 all right, 1 something is wrong, too old, or could not be verified, 2 wrong use.`)}
`
  ].join("\n"),
  async run(args, shell) {
    const question = verifyQuestion(args, shell.now());
    const { runVerify } = await import("./chunks/run-verify.js");
    return runVerify(question, shell);
  }
};

// src/commands/commands.ts
var commands = [
  exportCommand,
  asOfCommand,
  verifyCommand,
  repairCommand,
  demoCommand,
  helpCommand(() => commands)
];
async function runCommandLine(args, env, given = {}) {
  const shell = shellOf(env, given);
  const [first] = args;
  const print = (text) => {
    shell.print(text);
    return 0;
  };
  if (first === void 0 || first === "--help" || first === "-h") return print(generalHelp(commands));
  if (first === "--version") return print(`${version}
`);
  let command;
  try {
    command = first.startsWith("-") ? exportCommand : commandNamed(first);
    if (asksForHelp(args)) return print(command.usage());
    return await command.run(first.startsWith("-") ? args : args.slice(1), shell);
  } catch (error) {
    const tell = (message) => shell.tell(`${programName}: ${message}`);
    const [usage = `Usage: ${programName} [command] [flags]`] = command?.usage().split("\n") ?? [];
    if (error instanceof UsageError) {
      tell(`${error.message}

${usage}
See ${[programName, ...command ? [command.name] : []].join(" ")} --help`);
      return 2;
    }
    tell(inShellWords(rendered(endingMessage(error))));
    return error instanceof ConfigurationError && error.isWrongUse ? 2 : 1;
  }
}
function commandNamed(name) {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  throw new UsageError(`${quote(name)} is not a command${didYouMean(name, names)}`);
}

// src/cli.ts
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") return;
  process.stderr.write(`${programName}: Failed to write to standard output: ${harmless(error.message)}
`);
  process.exit(1);
});
process.stderr.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
process.on("uncaughtException", (error) => {
  process.stderr.write(`${programName}: ${harmless(rendered(endingMessage(error)))}
`);
  process.exit(1);
});
process.exitCode = await runCommandLine(process.argv.slice(2), process.env);
process.stdout.write("", () => process.exit());
