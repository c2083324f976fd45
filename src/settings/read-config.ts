import { readFile as readTextFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Selection } from '../archive/selection.ts';
import { allResources } from '../catalogue/catalogue.ts';
import { groupedBy } from '../catalogue/kinds.ts';
import type { Resource } from '../catalogue/resource.ts';
import { hasZstandard } from '../formats/compression.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import { apiKeyProblem } from './api-access.ts';
import { auditOptions } from './audit-options.ts';
import type { Config } from './config.ts';
import { readConfigFile } from './config-file.ts';
import { checkAcceptEmpty, checkAccess, checkCompression, checkDates, checkRunOptions } from './cross-checks.ts';
import { readDestination } from './destination.ts';
import { readEnvironment } from './environment.ts';
import { selectionFingerprint } from './fingerprint.ts';
import { readGitHubEnvironment } from './github-environment.ts';
import {
  commitOf,
  failOnOptions,
  pullRequestOptions,
  refuseBlindGate,
  reportOptions,
  tokenProblem,
} from './github-options.ts';
import { inputs } from './inputs.ts';
import type { Mistakes } from './mistakes.ts';
import { placeOf, readOwnOptions } from './own-options.ts';
import { privacyOf } from './privacy-options.ts';
import { beginReading, type ReadFile } from './reading.ts';
import { readResourceList } from './resource-list.ts';
import { completeOptions } from './resource-options.ts';
import { chooseResources } from './selection.ts';
import { inputsIn, type RunOptions, readRunOptions, type Setting, type Settings } from './settings.ts';
import { type InputName, variableOf } from './table.ts';

const readUtf8: ReadFile = (path) => readTextFile(path, 'utf8');

/** Returns the setting of this name, or its default as if the user had given it. */
function settingOrDefault(settings: Settings, name: 'resources' | 'destination'): Setting {
  return settings.get(name) ?? { value: inputs[name].default, label: `'${name}'` };
}

async function readSelections(settings: Settings, run: RunOptions, mistakes: Mistakes): Promise<Selection[]> {
  const list = await readResourceList(settingOrDefault(settings, 'resources'), mistakes);
  const choices = chooseResources(list, mistakes);
  const chosen = choices.map(({ resource }) => resource);
  checkAcceptEmpty(run['accept-empty'] ?? [], chosen, mistakes);
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
    const acceptEmpty = run['accept-empty'];
    const resource = groupedBy(choice.resource, options.groupBy);
    return { ...choice, resource, options: { ...options, ...(acceptEmpty && { acceptEmpty }) } };
  });
}

/** Where the API is, and how hard it may be asked. */
function apiOptions(run: RunOptions) {
  return {
    baseUrl: run['base-url'].replace(/\/+$/, ''),
    ...(run['openai-organization'] && { organization: run['openai-organization'] }),
    ...(run['openai-project'] && { project: run['openai-project'] }),
    concurrency: run.concurrency,
    ...(run['requests-per-second'] && { requestsPerSecond: run['requests-per-second'] }),
    retries: run.retries,
    requestTimeoutSeconds: run['request-timeout'],
  };
}

/** Rows follow their selection, so each says what happens to them. */
function withPrivacy(selection: Selection, privacy: PrivacyOptions): Selection {
  return { ...selection, options: { ...selection.options, privacy } };
}

/** What a config is read with, apart from the environment. */
interface ConfigSources {
  configSettings?: Settings;
  readFile?: ReadFile;
  canUseZstandard?: boolean;
}

/**
 * Returns the complete, validated description of a run from the action's inputs, the config file and the runner's
 * variables; inputs win over the config file. Throws one `ConfigurationError` that lists every mistake, a line each,
 * without a secret in it. Makes no request and writes nothing.
 * @param options.configSettings settings that no input has, given in addition to the config file, which they override.
 * @param options.canUseZstandard whether files may end in `.zst` here.
 */
export async function readConfig(
  env: NodeJS.ProcessEnv,
  { configSettings = new Map(), readFile = readUtf8, canUseZstandard = hasZstandard() }: ConfigSources = {},
): Promise<Config> {
  const secretOf = (name: InputName) => (env[variableOf(name)] ?? '').trim();
  const apiKey = secretOf('api-key');
  const pseudonymKey = secretOf('pseudonym-key');
  const token = secretOf('github-token');
  const reading = beginReading(env, readFile, [apiKey, pseudonymKey, token]);
  const { roots, mistakes } = reading;
  const given = inputsIn(env, mistakes);
  const keyProblem = apiKeyProblem(apiKey);
  if (keyProblem !== undefined) mistakes.add(keyProblem.line, keyProblem.topic);

  const file = await readConfigFile(given.get('config'), reading);
  const settings: Settings = new Map([...file, ...configSettings, ...given]);
  const run = readRunOptions(settings, mistakes);
  const chosen = await readSelections(settings, run, mistakes);
  checkCompression(chosen, canUseZstandard, mistakes);
  const resources = [...allResources, ...chosen.map(({ resource }) => resource)];
  const privacy = privacyOf(run.privacy, pseudonymKey, settings.get('privacy-columns'), resources, mistakes);
  const selections = privacy.mode === 'none' ? chosen : chosen.map((one) => withPrivacy(one, privacy));

  const destination = readDestination(
    settingOrDefault(settings, 'destination'),
    settings.get('destination-options'),
    env,
    roots,
    mistakes,
  );
  const gitHub = await readGitHubEnvironment(env, token, readFile);
  const isInWorkspace = (name: string) => !name.startsWith('RUNNER_TEMP/') && !isAbsolute(name);
  const problem = tokenProblem(token);
  if (problem !== undefined) mistakes.add(problem);
  const commit = commitOf(run, destination, gitHub, isInWorkspace, mistakes);
  const report = reportOptions(run, gitHub, mistakes);
  const failOn = failOnOptions(run, mistakes);
  const isShown = Boolean(
    commit || report.comment || report.html || report.accessReview || failOn.finding || run['projects-file'],
  );
  const audit = await auditOptions(settings, isShown, run['projects-file'], reading);
  if (destination && failOn.finding) refuseBlindGate(destination, mistakes);
  if (destination) checkAccess(destination, selections, mistakes);

  const settled = mistakes.settle(destination);
  const config = {
    apiKey,
    ...apiOptions(run),
    selections,
    destination: settled,
    // A write-only destination cannot be read, so the cache is the only state.
    state: settled.writeOnly ? 'cache' : run.state,
    ...(run['stop-after'] && { stopAfter: run['stop-after'] }),
    dryRun: run['dry-run'],
    ...(commit && { commit }),
    pullRequest: pullRequestOptions(run),
    report,
    failOn,
    ...(audit && { audit }),
    privacy,
    allowPublicPersonalData: run['allow-public-personal-data'],
    ...(gitHub && { gitHub }),
    environment: readEnvironment(env),
  };
  return { ...config, selectionFingerprint: selectionFingerprint(config) };
}
