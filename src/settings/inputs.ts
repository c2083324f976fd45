import { isDated } from '../catalogue/kinds.ts';
import { baseUrlForm, headerSafe } from '../text/addresses.ts';
import { baseUrlProblem, idProblem } from './api-access.ts';
import type { SettingDeclaration } from './declaration.ts';
import { checkedText, oneOf, trueOrFalse } from './field-types.ts';
import { branch, dateOr, failOn, formats, reports, stopAfter } from './fields.ts';

/** Every input of the action, in the order of action.yml. The config takes them too, but for the secrets and itself. */
export const inputs = {
  'api-key': {
    group: 'connection',
    text: 'Admin key of the organisation (it begins with sk-admin-), from a secret. It is masked in the log and never written anywhere. Project and service account keys cannot read administration data.',
    isSecret: true,
  },
  'base-url': {
    group: 'connection',
    value: 'url',
    text: 'Address of the API, for a regional endpoint or a proxy of your own. Plain http is accepted for this machine alone.',
    default: 'https://api.openai.com/v1',
    field: checkedText(baseUrlProblem, { pattern: baseUrlForm.source }),
  },
  'openai-organization': {
    group: 'connection',
    value: 'id',
    text: 'Sent as the OpenAI-Organization header. Needed only if OpenAI asks for it: an admin key belongs to one organisation.',
    field: checkedText(idProblem, { pattern: headerSafe.source }),
  },
  'openai-project': {
    group: 'connection',
    value: 'id',
    text: 'Sent as the OpenAI-Project header.',
    field: checkedText(idProblem, { pattern: headerSafe.source }),
  },
  resources: {
    group: 'what',
    value: 'names',
    text: 'What to export, by line or comma: names of resources, presets (standard, access, keys, usage, spend, settings, all), and !name for what to leave out. Or a YAML list, whose entries may also be objects: {name, ids} to read single objects, or {name, path, data_selector} (with params, primary-key, parent, pagination) for what the catalogue lacks.',
    default: 'standard',
  },
  destination: {
    group: 'where',
    value: 'place',
    text: 'Where to write: a folder inside the workspace or RUNNER_TEMP (to keep exports from night to night, check out before this step and commit the folder after it); or s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.',
    short:
      'A folder, s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.',
    shell:
      'Where to write: a folder of its own, relative to the current one or anywhere; or s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an Azure container.',
    default: 'data',
    field: checkedText(() => undefined),
  },
  format: {
    group: 'where',
    value: 'formats',
    text: 'File formats, by line or comma: any of jsonl, csv, each with .gz or .zst appended to compress it.',
    default: 'jsonl',
    field: formats,
    own: () => true,
  },
  'partition-by': {
    group: 'where',
    value: 'period',
    text: 'Period that one file of events, usage or costs holds: hour, day or month. Usage and costs are never cut finer than their buckets. Without it, events are cut by day, usage and costs by month.',
    field: oneOf(['hour', 'day', 'month']),
    own: isDated,
  },
  'start-date': {
    group: 'when',
    value: 'date',
    text: 'From when to export events, usage and costs: an ISO date, an age such as 30d, or earliest for all that OpenAI still has. An age never moves the start past what is already exported; an earlier start fills in the older days.',
    default: '90d',
    field: dateOr('earliest'),
    own: isDated,
  },
  'end-date': {
    group: 'when',
    value: 'date',
    text: 'Until when (exclusive) to export events, usage and costs: an ISO date, an age such as 2d, or now.',
    default: 'now',
    field: dateOr('now'),
    own: isDated,
  },
  'refresh-from': {
    group: 'when',
    value: 'date',
    text: 'Read and write again from this date (an ISO date, an age, or earliest), whatever was exported before; for instance after changing formats or partitions.',
    field: dateOr('earliest'),
    own: isDated,
  },
  state: {
    group: 'when',
    value: 'mode',
    text: 'How to know what is already exported: auto asks both the Actions cache and the files at the destination; cache trusts the Actions cache alone, for a folder that a later step ships elsewhere.',
    short:
      'Where it is known what was exported: auto (the manifests at the destination), or cache (the Actions cache alone).',
    shell:
      'How to know what is already exported: auto goes by the manifests at the destination, cache by the Actions cache alone, which only jobs of Actions have.',
    default: 'auto',
    field: oneOf(['auto', 'cache']),
  },
  privacy: {
    group: 'privacy',
    value: 'mode',
    text: 'What happens to names, e-mail addresses and IP addresses before anything is written: none, pseudonymize (the same person has the same pseudonym in every resource and run) or redact.',
    short: 'What happens to names, e-mail and IP addresses before anything is written: none, pseudonymize or redact.',
    default: 'none',
    field: oneOf(['none', 'pseudonymize', 'redact']),
  },
  'pseudonym-key': {
    group: 'privacy',
    text: 'Secret of at least 16 characters that pseudonyms are made with; required for `privacy: pseudonymize`. Keep it: with another key everybody gets another pseudonym.',
    isSecret: true,
  },
  commit: {
    group: 'github',
    value: 'mode',
    text: "Whether to commit the data folder, through GitHub's API and without a checkout: none, push (to a branch) or pull-request (one pull request that is updated each night; merging it is the sign-off).",
    short: "Whether to commit the data folder through GitHub's API: none, push or pull-request.",
    default: 'none',
    field: oneOf(['none', 'push', 'pull-request']),
  },
  branch: {
    group: 'github',
    value: 'name',
    text: 'The branch to commit to, or the branch of the pull request. Without it: the branch that the workflow runs on, or openai-admin-export for the pull request.',
    field: branch,
  },
  report: {
    group: 'findings',
    value: 'reports',
    text: 'Which reports to make, by line or comma: summary (of the job), comment (one on the pull request that started the workflow), html (a page in RUNNER_TEMP, to be uploaded as an artifact), access-review (a pull request with everybody who has access, to be decided on), or none.',
    short: 'Any of comment, html, access-review, by line or comma; summary is shown in Actions alone; or none.',
    shell:
      'Which reports to make, by line or comma: html (a page in the temporary folder, whose path is told at the end), comment and access-review (pull requests, inside Actions alone), summary (shown in Actions alone), or none.',
    default: 'summary',
    field: reports,
  },
  'fail-on': {
    group: 'findings',
    value: 'conditions',
    text: 'When the step fails, by line or comma: error (a resource could not be exported); finding:high, finding:medium or finding:low (errors, or a new finding of that severity or higher); stale:48h, or another age (the data of a resource is complete only until longer ago than that; errors count too only if error is listed); or never. The outputs are set in every case.',
    short: 'When the exit code is 1: any of error, finding:high (medium, low), stale:48h, by line or comma; or never.',
    default: 'error',
    field: failOn,
  },
  'stop-after': {
    group: 'limits',
    value: 'budget',
    text: 'When to stop cleanly before everything is read: a duration such as 45m or 2h, or a number of requests such as 5000 requests. What is read is published, `status` is partial, and the next run carries on. Without it, a run ends when everything is read.',
    field: stopAfter,
  },
  'dry-run': {
    group: 'limits',
    text: 'true prints the plan (partitions, windows, and an estimate of requests and time for each resource) and writes nothing.',
    short: 'Print the plan (partitions, windows, an estimate of requests and time), and write nothing.',
    default: false,
    field: trueOrFalse(),
  },
  'github-token': {
    group: 'github',
    text: 'Token for commits, pull requests and comments. Needs contents: write and pull-requests: write, if you use them. Only this input has a default here: nothing but the runner can give it.',
    isSecret: true,
  },
  config: {
    group: 'connection',
    value: 'yaml|file',
    text: 'YAML, or the path of a YAML file in the workspace: every input but the secrets, and more settings (lookback, filters, grouping, request limits, options of the destination and of single resources). Inputs win over it.',
    short: 'YAML, or the path of a YAML file, with any of these flags as keys.',
    shell:
      'YAML, or the path of a YAML file, with settings as keys: every flag of export but --config itself and those about what is printed. Flags win over it.',
  },
} satisfies Record<string, SettingDeclaration>;
