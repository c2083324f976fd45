import type { ConfigOnlyName, InputName } from './names.ts';

/** What a setting is about, in the order in which help tells it. */
export const settingGroups = {
  what: 'What to export',
  where: 'Where and how to write',
  when: 'When: ranges of time, and what is read again',
  privacy: 'Privacy',
  findings: 'Findings, reports and what fails',
  github: 'GitHub (inside Actions)',
  limits: 'Limits',
  connection: 'Organisation and config',
} as const;

/** A setting, as help and editors tell it. */
export interface SettingDescription {
  group: keyof typeof settingGroups;
  /** What stands for the value in help; absent for secrets and for what is true or false. */
  value?: string;
  /**
   * The first sentence is enough to use it, and the last one names the default. For an input, the text of action.yml (a test compares
   * them).
   */
  text: string;
  /** In place of the first sentence, where help has no room for it, or where it is another matter in a shell. */
  short?: string;
  /** In place of all of `text`, where it speaks of what there is in a workflow alone. */
  shell?: string;
}

/** Every input of the action. */
export const inputDescriptions: Readonly<Record<InputName, SettingDescription>> = {
  'api-key': {
    group: 'connection',
    text: 'Admin key of the organisation (it begins with sk-admin-), from a secret. It is masked in the log and never written anywhere. Project and service account keys cannot read administration data.',
  },
  'base-url': {
    group: 'connection',
    value: 'url',
    text: 'Address of the API, for a regional endpoint or a proxy of your own. Plain http is accepted for this machine alone. Default: `https://api.openai.com/v1`.',
  },
  'openai-organization': {
    group: 'connection',
    value: 'id',
    text: 'Sent as the OpenAI-Organization header. Only needed where OpenAI asks for it: an admin key belongs to one organisation.',
  },
  'openai-project': {
    group: 'connection',
    value: 'id',
    text: 'Sent as the OpenAI-Project header.',
  },
  resources: {
    group: 'what',
    value: 'names',
    text: 'What to export, by line or comma: names of resources, presets (standard, access, keys, usage, spend, settings, all), and !name for what to leave out. Or a YAML list, whose entries may also be objects: {name, ids} to read single objects, or {name, path, data_selector} (with params, primary-key, parent, pagination) for what the catalogue lacks. Default: `standard`.',
  },
  destination: {
    group: 'where',
    value: 'place',
    text: 'Where to write: a folder inside the workspace or RUNNER_TEMP (to keep exports from night to night, check out before this step and commit the folder after it); or s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container. Default: `data`.',
    short:
      'A folder, s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.',
    shell:
      'Where to write: a folder of its own, relative to the current one or anywhere; or s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container. Default: data.',
  },
  format: {
    group: 'where',
    value: 'formats',
    text: 'File formats, by line or comma: any of jsonl, csv, each with .gz or .zst behind it to compress. Default: `jsonl`.',
  },
  'partition-by': {
    group: 'where',
    value: 'period',
    text: 'Period that one file of events, usage or costs holds: hour, day or month. Usage and costs are never cut finer than their buckets. Without it, events are cut by day, usage and costs by month.',
  },
  'start-date': {
    group: 'when',
    value: 'date',
    text: 'From when to export events, usage and costs: an ISO date, an age such as 30d, or earliest for all that OpenAI still has. An age never moves the start past what is already exported; an earlier start fills in the older days. Default: `90d`.',
  },
  'end-date': {
    group: 'when',
    value: 'date',
    text: 'Until when (exclusive) to export events, usage and costs: an ISO date, an age such as 2d, or now. Default: `now`.',
  },
  'refresh-from': {
    group: 'when',
    value: 'date',
    text: 'Read and write again from this date (an ISO date, an age, or earliest), whatever was exported before; for instance after changing formats or partitions.',
  },
  state: {
    group: 'when',
    value: 'mode',
    text: 'How to know what is already exported: auto asks both the Actions cache and the files at the destination; cache trusts the Actions cache alone, for a folder that a later step ships elsewhere. Default: `auto`.',
    short:
      'Where it is known what was exported: auto (the manifests at the destination), or cache (the Actions cache alone).',
    shell:
      'How to know what is already exported: auto goes by the manifests at the destination, cache by the Actions cache alone, which only jobs of Actions have. Default: auto.',
  },
  privacy: {
    group: 'privacy',
    value: 'mode',
    text: 'What happens to names, e-mail addresses and IP addresses before anything is written: none, pseudonymize (the same person has the same pseudonym in every resource and run) or redact. Default: `none`.',
    short: 'What happens to names, e-mail and IP addresses before anything is written: none, pseudonymize or redact.',
  },
  'pseudonym-key': {
    group: 'privacy',
    text: 'Secret of at least 16 characters with which pseudonyms are made; needed for `privacy: pseudonymize`. Keep it: with another key everybody gets another pseudonym.',
  },
  commit: {
    group: 'github',
    value: 'mode',
    text: "Whether to commit the data folder, through GitHub's API and without a checkout: none, push (to a branch) or pull-request (one pull request that is updated each night; merging it is the sign-off). Default: `none`.",
    short: "Whether to commit the data folder through GitHub's API: none, push or pull-request.",
  },
  branch: {
    group: 'github',
    value: 'name',
    text: 'The branch to commit to, or the branch of the pull request. Without it: the branch that the workflow runs on, or openai-admin-export for the pull request.',
  },
  report: {
    group: 'findings',
    value: 'reports',
    text: 'Which reports to make, by line or comma: summary (of the job), comment (one on the pull request that started the workflow), html (a page in RUNNER_TEMP, to be uploaded as an artifact), access-review (a pull request with everybody who has access, to be decided on), or none. Default: `summary`.',
    short: 'Any of comment, html, access-review, by line or comma; summary is shown in Actions alone; or none.',
    shell:
      'Which reports to make, by line or comma: html (a page in the temporary folder, whose path is told at the end), comment and access-review (pull requests, inside Actions alone), summary (shown in Actions alone), or none. Default: summary.',
  },
  'fail-on': {
    group: 'findings',
    value: 'conditions',
    text: "When the step fails, by line or comma: error (a resource could not be exported); finding:high, finding:medium or finding:low (beside errors, a new finding of that severity or a higher one); stale:48h, or another age (a resource's data is complete only until longer ago; errors count beside it only where error is named too); or never. The outputs tell in every case. Default: `error`.",
    short: 'When the exit code is 1: any of error, finding:high (medium, low), stale:48h, by line or comma; or never.',
  },
  'stop-after': {
    group: 'limits',
    value: 'budget',
    text: 'When to end cleanly although not everything is read: a duration such as 45m or 2h, or a number of requests such as 5000 requests. What is read is published, `status` is partial, and the next run carries on. Without it, a run ends when everything is read.',
  },
  'dry-run': {
    group: 'limits',
    text: 'true prints the plan (partitions, windows, and an estimate of requests and time for each resource) and writes nothing. Default: `false`.',
    short: 'Print the plan (partitions, windows, an estimate of requests and time), and write nothing.',
  },
  'github-token': {
    group: 'github',
    text: 'Token for commits, pull requests and comments. Needs contents: write and pull-requests: write, as far as these are asked for. Only this input has a default here: nothing but the runner can give it.',
  },
  config: {
    group: 'connection',
    value: 'yaml|file',
    text: 'YAML, or the path of a YAML file in the workspace: every input but the secrets, and more settings (lookback, filters, grouping, request limits, options of the destination and of single resources). Inputs win over it.',
    short: 'YAML, or the path of a YAML file, with any of these flags as keys.',
    shell:
      'YAML, or the path of a YAML file, with settings as keys: every flag of export but --config itself and those about what is printed. Flags win over it.',
  },
};

/** Every setting that only the config and the command line take. */
export const configOnlyDescriptions: Readonly<Record<ConfigOnlyName, SettingDescription>> = {
  lookback: {
    group: 'when',
    value: 'age|yaml',
    text: 'How long after its end a period is still read again: one age, or {events: 3d, usage: 3d, costs: 35d}. Default: `3d`, costs `35d`.',
  },
  'bucket-width': {
    group: 'what',
    value: 'width',
    text: 'Width of the buckets of usage: 1m, 1h or 1d; costs know 1d alone. Default: `1d`.',
  },
  'group-by': {
    group: 'what',
    value: 'dimensions',
    text: 'Dimensions by which usage and costs are grouped, by line or comma; or default (all that the endpoint has), or none. Default: `default`.',
  },
  projects: {
    group: 'what',
    value: 'ids',
    text: 'Only what belongs to these projects, by line or comma.',
  },
  'event-types': {
    group: 'what',
    value: 'types',
    text: 'Only audit events of these types, by line or comma, such as api_key.created.',
  },
  models: {
    group: 'what',
    value: 'names',
    text: 'Only usage of these models, by line or comma.',
  },
  'on-schema-change': {
    group: 'where',
    value: 'mode',
    text: 'What happens to fields that this release does not know: evolve (they reach the files as they are), freeze (what holds them fails), discard-columns or discard-rows. Default: `evolve`.',
  },
  'accept-empty': {
    group: 'when',
    value: 'names',
    text: 'Resources of which almost everything may be gone at once: what the API says of them is believed today. Without it, such a read is believed once a later day says the same.',
  },
  concurrency: {
    group: 'limits',
    value: 'number',
    text: 'Requests under way at once, at most. Default: `8`.',
  },
  'requests-per-second': {
    group: 'limits',
    value: 'number',
    text: 'Pace of requests, beside the rate limits that the API states. Without it, these alone set the pace.',
  },
  retries: {
    group: 'limits',
    value: 'number',
    text: 'How often a request is tried again. Default: `5`.',
  },
  'request-timeout': {
    group: 'limits',
    value: 'duration',
    text: 'How long a request may take, its answer included. Default: `60s`.',
  },
  'csv-escape-formulas': {
    group: 'where',
    text: 'Whether text cells of CSV files that a spreadsheet would run as formulas are defused. Default: `true`.',
  },
  'destination-options': {
    group: 'where',
    value: 'yaml',
    text: 'How to sign in to a store, how it keeps files, and what may be done there, such as {region: eu-central-1}.',
  },
  'resource-options': {
    group: 'what',
    value: 'yaml',
    text: 'Settings of single resources, by name, such as {costs: {format: csv, lookback: 5w}}.',
  },
  'privacy-columns': {
    group: 'privacy',
    value: 'yaml',
    text: 'Columns that are personal, or not, beside what the catalogue says: {include: [project_api_keys.name], exclude: []}.',
  },
  'allow-public-personal-data': {
    group: 'privacy',
    text: 'Commit, comment and make pages in a public repository although the files name people. Default: `false`.',
  },
  'commit-message': {
    group: 'github',
    value: 'text',
    text: 'Message of each commit. Without it: data: OpenAI admin export to <destination>.',
  },
  'pull-request': {
    group: 'github',
    value: 'yaml',
    text: 'How pull requests are dressed: title (the words before the colon), labels, reviewers, team-reviewers, draft.',
  },
  'projects-file': {
    group: 'findings',
    value: 'file',
    text: 'A CSV file with project_id and any of team, cost_centre and budget (a month, in dollars): labels of the spend report.',
  },
  checks: {
    group: 'findings',
    value: 'yaml',
    text: 'By id of the check: off, on, or a mapping of severity and thresholds, such as {admin-key-unused: {days: 60}}.',
  },
  exceptions: {
    group: 'findings',
    value: 'yaml',
    text: 'Findings that were looked at and accepted: a list of {finding, reason, expires}.',
  },
};

/** Returns the description of a setting. */
export function descriptionOf(name: InputName | ConfigOnlyName): SettingDescription {
  return { ...inputDescriptions, ...configOnlyDescriptions }[name];
}
