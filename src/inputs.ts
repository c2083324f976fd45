import { readFile as readTextFile } from 'node:fs/promises';
import type { Resource } from './catalogue/resource.ts';
import type { Config, Selection } from './config.ts';
import { apiKeyProblem } from './inputs/api-access.ts';
import { type ReadFile, readConfigFile } from './inputs/config-file.ts';
import { checkAccess, checkDates, checkRunOptions } from './inputs/cross-checks.ts';
import { readDestination } from './inputs/destination.ts';
import { readEnvironment } from './inputs/environment.ts';
import { runFields } from './inputs/fields.ts';
import { selectionFingerprint } from './inputs/fingerprint.ts';
import { type Mistakes, noMistakes } from './inputs/mistakes.ts';
import { inputDefaults, variableOf } from './inputs/names.ts';
import { placeOf, readOwnOptions } from './inputs/own-options.ts';
import { readResourceList } from './inputs/resource-list.ts';
import { completeOptions, type RunOptions } from './inputs/resource-options.ts';
import { chooseResources } from './inputs/selection.ts';
import { inputsIn, parseFields, type Setting, type Settings } from './inputs/settings.ts';

const readUtf8: ReadFile = (path) => readTextFile(path, 'utf8');

/** The setting of this name, or its default as if the user had given it. */
function settingOrDefault(settings: Settings, name: keyof typeof inputDefaults): Setting {
  return settings.get(name) ?? { value: inputDefaults[name], label: `'${name}'` };
}

async function readSelections(settings: Settings, run: RunOptions, mistakes: Mistakes): Promise<Selection[]> {
  const list = await readResourceList(settingOrDefault(settings, 'resources'), mistakes);
  const choices = chooseResources(list, mistakes);
  const chosen = choices.map(({ resource }) => resource);
  const ownOptions = readOwnOptions(settings.get('resource-options'), chosen, run, mistakes);
  const ownOf = ({ name }: Resource) => ownOptions.get(name) ?? {};
  checkRunOptions(
    chosen.map((resource) => ({ resource, own: ownOf(resource) })),
    run,
    mistakes,
  );
  return choices.map((choice) => {
    const own = ownOf(choice.resource);
    const options = completeOptions(choice.resource, own, run);
    const hasOwnDates = own['start-date'] ?? own['end-date'] ?? own['refresh-from'];
    const place = hasOwnDates ? placeOf(choice.resource.name) : '';
    if (choice.resource.kind !== 'snapshot') checkDates(options, place, mistakes);
    return { ...choice, options };
  });
}

/**
 * Returns the complete, validated description of a run from the action's inputs, the config file and the runner's
 * variables; inputs win over the config file. Throws one `ConfigurationError` that lists every mistake, a line each,
 * without a secret in it. Makes no request and writes nothing.
 */
export async function readConfig(env: NodeJS.ProcessEnv, readFile: ReadFile = readUtf8): Promise<Config> {
  const apiKey = (env[variableOf('api-key')] ?? '').trim();
  const mistakes = noMistakes(apiKey);
  const environment = readEnvironment(env);
  const inputs = inputsIn(env, mistakes);
  const keyProblem = apiKeyProblem(apiKey);
  if (keyProblem !== undefined) mistakes.add(keyProblem);

  const file = await readConfigFile(inputs.get('config'), environment.workspace, readFile, mistakes);
  const settings: Settings = new Map([...file, ...inputs]);
  const run = parseFields(runFields, settings, mistakes);
  const selections = await readSelections(settings, run, mistakes);

  const destination = readDestination(
    settingOrDefault(settings, 'destination'),
    settings.get('destination-options'),
    env,
    { workspace: environment.workspace, runnerTemp: env.RUNNER_TEMP },
    mistakes,
  );
  if (destination) checkAccess(destination, selections, mistakes);
  const error = mistakes.error();
  if (error !== undefined || destination === undefined) throw error;

  const config = {
    apiKey,
    baseUrl: (run['base-url'] ?? String(inputDefaults['base-url'])).replace(/\/+$/, ''),
    ...(run['openai-organization'] && { organization: run['openai-organization'] }),
    ...(run['openai-project'] && { project: run['openai-project'] }),
    selections,
    destination,
    // Who may not read the manifests has nothing else to go by.
    state: destination.writeOnly ? 'cache' : (run.state ?? 'auto'),
    summary: run.report !== 'none',
    failOn: run['fail-on'] ?? 'error',
    concurrency: run.concurrency ?? 8,
    ...(run['requests-per-second'] && { requestsPerSecond: run['requests-per-second'] }),
    retries: run.retries ?? 5,
    requestTimeoutSeconds: run['request-timeout'] ?? 60,
    environment,
  };
  return { ...config, selectionFingerprint: selectionFingerprint(config) };
}
