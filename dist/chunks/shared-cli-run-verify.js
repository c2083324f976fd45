import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  harmless
} from "./shared-cli-index-run-verify.js";
import {
  beginReading,
  inputs,
  openDestination,
  placesText,
  readConfigFile,
  readDestination,
  readEnvironment,
  requestIdentityToken,
  userAgent,
  withoutSecrets
} from "./shared-cli-index-program-run-verify.js";
import {
  rendered
} from "./shared-cli-index-page-program-run-verify.js";

// src/commands/command.ts
var UsageError = class extends Error {
  name = "UsageError";
};
var programName = "openai-admin-export";

// src/commands/shell.ts
import { setTimeout as sleep } from "node:timers/promises";
function shellOf(env, given = {}) {
  const write = given.tell ?? ((line) => process.stderr.write(`${line}
`));
  return {
    env,
    print: (text) => process.stdout.write(text),
    now: () => Date.now() / 1e3,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    ...given,
    tell: (line) => write(harmless(withoutSecrets(line)))
  };
}
function messageLog({ tell }) {
  const write = (message) => tell(rendered(message));
  return { debug: () => {
  }, info: write, notice: write, warning: write, error: write };
}

// src/settings/place.ts
import { readFile as readTextFile } from "node:fs/promises";
import path from "node:path";
async function readPlace(names, env) {
  const { folder, root } = namedFolder(names.destination, env);
  const reading = beginReading(
    root === void 0 ? env : { ...env, GITHUB_WORKSPACE: root },
    (file) => readTextFile(file, "utf8")
  );
  const config = names.config === void 0 ? void 0 : { value: names.config, label: "'config'" };
  const settings = await readConfigFile(config, reading);
  const named = folder ?? names.destination;
  const destination = (named === void 0 ? settings.get("destination") : void 0) ?? {
    value: named ?? inputs.destination.default,
    label: "'destination'"
  };
  const { roots, mistakes } = reading;
  return mistakes.settle(readDestination(destination, settings.get("destination-options"), env, roots, mistakes));
}
function namedFolder(destination, env) {
  if (destination === void 0 || /^[a-z][a-z0-9+.-]+:\/\//i.test(destination)) return {};
  const { workspace } = readEnvironment(env);
  const folder = path.resolve(workspace, destination);
  const isInside = folder.startsWith(workspace + path.sep);
  return { folder, root: isInside ? workspace : path.dirname(folder) };
}

// src/commands/open-place.ts
var credentialsText = "Credentials of a store are looked for as in a workflow: docs/destinations/.";
var configFlag = {
  name: "config",
  value: "yaml|file",
  text: "YAML, or the path of a YAML file, with destination and destination-options."
};
function placeNamed(command, { values }, places, besides = "") {
  const flag = values.get("destination");
  const [destination, ...more] = flag === void 0 ? places : [...places, flag];
  const config = values.get("config");
  if (more.length > 0) throw new UsageError(`${command} takes one destination${besides}`);
  if (destination === void 0 && config === void 0) {
    throw new UsageError(`${command} takes a destination: a ${placesText}`);
  }
  return { destination, config };
}
async function openForReading(names, shell) {
  const place = await readPlace(names, shell.env);
  return { place, stored: await open(place, shell) };
}
async function openForWriting(names, shell) {
  return open(await readPlace(names, shell.env), shell);
}
function open(place, shell) {
  const { env } = shell;
  return openDestination(place, {
    retries: 5,
    requestTimeoutSeconds: 60,
    userAgent,
    proxyEnvironment: env,
    identityToken: (audience) => requestIdentityToken(env, audience, () => {
    }),
    mayRead: true,
    log: messageLog(shell)
  });
}

export {
  UsageError,
  programName,
  shellOf,
  messageLog,
  credentialsText,
  configFlag,
  placeNamed,
  openForReading,
  openForWriting
};
