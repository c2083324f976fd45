/** Every input of the action, in the order of action.yml. */
export const inputNames = [
  'api-key',
  'base-url',
  'openai-organization',
  'openai-project',
  'resources',
  'destination',
  'format',
  'partition-by',
  'start-date',
  'end-date',
  'refresh-from',
  'state',
  'privacy',
  'pseudonym-key',
  'commit',
  'branch',
  'report',
  'fail-on',
  'stop-after',
  'dry-run',
  'github-token',
  'config',
] as const;

/** Keys that only the config file takes. */
export const configOnlyNames = [
  'lookback',
  'bucket-width',
  'group-by',
  'projects',
  'event-types',
  'models',
  'on-schema-change',
  'accept-empty',
  'concurrency',
  'requests-per-second',
  'retries',
  'request-timeout',
  'csv-escape-formulas',
  'destination-options',
  'resource-options',
  'privacy-columns',
  'allow-public-personal-data',
  'commit-message',
  'pull-request',
  'projects-file',
  'checks',
  'exceptions',
] as const;

export type InputName = (typeof inputNames)[number];
export type ConfigOnlyName = (typeof configOnlyNames)[number];

/** Inputs that hold secrets, which belong into no file. */
export const secretInputs: readonly string[] = ['api-key', 'pseudonym-key', 'github-token'] satisfies InputName[];

/** Every setting that the config file may hold: the inputs but the secrets and itself, and its own keys. */
export const configNames: readonly string[] = [
  ...inputNames.filter((name) => !secretInputs.includes(name) && name !== 'config'),
  ...configOnlyNames,
];

/**
 * What an input means where neither the workflow nor the config file gives it. action.yml tells the user; it declares no
 * `default:`, which the runner would send like a given value and which would then win over the config file.
 */
export const inputDefaults: Readonly<Partial<Record<InputName, string>>> = {
  'base-url': 'https://api.openai.com/v1',
  resources: 'standard',
  destination: 'data',
  format: 'jsonl',
  'start-date': '90d',
  'end-date': 'now',
  state: 'auto',
  privacy: 'none',
  commit: 'none',
  report: 'summary',
  'fail-on': 'error',
  'dry-run': 'false',
};

/** Returns the environment variable in which the runner hands over an input: upper case, dashes kept. */
export function variableOf(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}
