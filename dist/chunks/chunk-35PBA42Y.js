import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  inputDefaults,
  noMistakes,
  readConfigFile,
  readDestination,
  readEnvironment
} from "./chunk-GG4SW7UJ.js";

// src/inputs/place.ts
import { readFile as readTextFile } from "node:fs/promises";
async function readPlace(flags, env) {
  const mistakes = noMistakes([]);
  const { workspace } = readEnvironment(env);
  const config = flags.config === void 0 ? void 0 : { value: flags.config, label: "'config'" };
  const settings = await readConfigFile(config, workspace, (path) => readTextFile(path, "utf8"), mistakes);
  const given = flags.destination === void 0 ? settings.get("destination") : { value: flags.destination, label: "'destination'" };
  const destination = given ?? { value: inputDefaults.destination, label: "'destination'" };
  const place = readDestination(
    destination,
    settings.get("destination-options"),
    env,
    { workspace, runnerTemp: env.RUNNER_TEMP },
    mistakes
  );
  const error = mistakes.error();
  if (error !== void 0 || place === void 0) throw error;
  return place;
}

export {
  readPlace
};
