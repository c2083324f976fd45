import { hasFilter, isBuckets, isDated, isSnapshot } from '../catalogue/kinds.ts';
import type { SettingDeclaration } from './declaration.ts';
import { listOf, matching, numberBetween, oneOf, trueOrFalse } from './field-types.ts';
import { age, ages, days, dimensions, duration, eventTypes, idsOf, pullRequest } from './fields.ts';
import { usageFilters } from './usage-filters.ts';

/** Every setting that only the config and the command line take. */
export const configKeys = {
  lookback: {
    group: 'when',
    value: 'age|yaml',
    text: 'How long after its end a period is still read again: one age, or {events: 3d, usage: 3d, costs: 35d}. Default: `3d`, costs `35d`.',
    field: ages,
  },
  every: {
    group: 'when',
    value: 'days',
    text: 'How often snapshots are read, in days or weeks: with 7d, one that was read completely is left until seven days later, and so are rows below a project or person that were. Without it, each run reads them.',
    field: days,
    own: isSnapshot,
  },
  'bucket-width': {
    group: 'what',
    value: 'width',
    text: 'Width of the buckets of usage: 1m, 1h or 1d; costs know 1d alone.',
    default: '1d',
    field: oneOf(['1m', '1h', '1d']),
    own: isBuckets,
  },
  'group-by': {
    group: 'what',
    value: 'dimensions',
    text: 'Dimensions by which usage and costs are grouped, by line or comma; or default, all (also those that default leaves out), or none.',
    default: 'default',
    field: dimensions,
    own: isBuckets,
  },
  projects: {
    group: 'what',
    value: 'ids',
    text: 'Only what belongs to these projects, by line or comma.',
    field: idsOf('project ids'),
    own: (resource) => hasFilter(resource, 'projects'),
  },
  'event-types': {
    group: 'what',
    value: 'types',
    text: 'Only audit events of these types, by line or comma, such as api_key.created.',
    field: eventTypes,
    own: (resource) => hasFilter(resource, 'event-types'),
  },
  models: {
    group: 'what',
    value: 'names',
    text: 'Only usage of these models, by line or comma.',
    field: idsOf('models'),
    own: (resource) => hasFilter(resource, 'models'),
  },
  ...usageFilters,
  'on-schema-change': {
    group: 'where',
    value: 'mode',
    text: 'What happens to fields that this release does not know: evolve (they reach the files as they are), freeze (what holds them fails), discard-columns or discard-rows.',
    default: 'evolve',
    field: oneOf(['evolve', 'freeze', 'discard-columns', 'discard-rows']),
    own: () => true,
  },
  'accept-empty': {
    group: 'when',
    value: 'names',
    text: 'Resources of which almost everything may be gone at once: what the API says of them is believed today. Without it, such a read is believed once a later day says the same.',
    field: listOf('expected a list of resources', { form: /[a-z0-9_]+/ }),
  },
  concurrency: {
    group: 'limits',
    value: 'number',
    text: 'Requests under way at once, at most.',
    default: 8,
    field: numberBetween(1, 100, 'whole'),
  },
  'requests-per-second': {
    group: 'limits',
    value: 'number',
    text: 'Pace of requests, beside the rate limits that the API states. Without it, these alone set the pace.',
    field: numberBetween(0.01, 10_000, 'any'),
  },
  retries: {
    group: 'limits',
    value: 'number',
    text: 'How often a request is tried again.',
    default: 5,
    field: numberBetween(0, 20, 'whole'),
  },
  'request-timeout': {
    group: 'limits',
    value: 'duration',
    text: 'How long a request may take, its answer included.',
    default: '60s',
    field: duration,
  },
  'csv-escape-formulas': {
    group: 'where',
    text: 'Whether text cells of CSV files that a spreadsheet would run as formulas are defused.',
    default: true,
    field: trueOrFalse(),
    own: () => true,
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
    text: 'Commit, comment and make pages in a public repository although the files name people.',
    default: false,
    field: trueOrFalse(),
  },
  'commit-message': {
    group: 'github',
    value: 'text',
    text: 'Message of each commit. Without it: data: OpenAI admin export to <destination>.',
    field: matching(/\S/, 'expected a message'),
  },
  'pull-request': {
    group: 'github',
    value: 'yaml',
    text: 'How pull requests are dressed: title (the words before the colon), labels, reviewers, team-reviewers, draft.',
    field: pullRequest,
  },
  'projects-file': {
    group: 'findings',
    value: 'file',
    text: 'A CSV file with project_id and any of team, cost_centre and budget (a month, in dollars): labels of the spend report.',
    field: matching(/\S/, 'expected the path of a CSV file'),
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
} satisfies Record<string, SettingDeclaration>;

/** What `resource-options` takes in addition to the settings that have `own`, or in another form. */
export const ownKeys = {
  lookback: { field: age, own: isDated },
  'known-fields': {
    field: listOf('expected a list of fields, as tables name them: seat__kind', { form: /[^,\n]*[^\s,]/ }),
    own: () => true,
  },
} satisfies Record<string, Pick<SettingDeclaration, 'field' | 'own'>>;
