import { columns } from './columns.ts';
import { entry, list, singleObject } from './declare.ts';
import { filtersBy } from './filters.ts';
import { projects } from './projects.ts';
import type { BucketsResource } from './resource.ts';

const spendLimitColumns = 'object threshold_amount:number currency interval enforcement(status)';

const spendAlertColumns = `
  id object threshold_amount:number currency interval
  notification_channel(type recipients:json:email subject_prefix)
`;

/** What the organisation is billed. */
export const costs: BucketsResource = {
  kind: 'buckets',
  timeField: 'start_time',
  key: [],
  parentIds: [],
  name: 'costs',
  path: '/organization/costs',
  pagination: 'next_page',
  dataSelector: 'data',
  widths: { '1d': 180 },
  // The API refuses api_key_id for days before it began to record it (2025-12-06).
  dimensions: ['project_id', 'line_item', 'api_key_id'],
  undescribedDimensions: ['user_id', 'api_source'],
  refusable: [
    { dimension: 'user_id', notWith: { dimensions: ['project_id'], filters: ['projects'] } },
    { dimension: 'api_source' },
    { dimension: 'api_key_id' },
  ],
  filters: filtersBy(['project_id', 'line_item', 'api_key_id']),
  columns: columns(`
    start_time:time end_time:time
    object amount(value:number currency) line_item project_id api_key_id quantity:number quantity_unit
    user_id api_source
  `),
};

/** The organisation's spend limit. */
export const spendLimit = singleObject({
  name: 'spend_limit',
  path: '/organization/spend_limit',
  columns: spendLimitColumns,
});

/** Each project's spend limit. */
export const projectSpendLimit = singleObject({
  name: 'project_spend_limit',
  path: '/organization/projects/{project_id}/spend_limit',
  under: projects,
  columns: spendLimitColumns,
});

/** The organisation's spend alerts. */
export const spendAlerts = list({
  name: 'spend_alerts',
  path: '/organization/spend_alerts',
  pagination: 'last_id',
  columns: spendAlertColumns,
});

/** One spend alert of the organisation. */
export const spendAlert = entry(spendAlerts, { name: 'spend_alert', idParameter: 'alert_id' });

/** Each project's spend alerts. */
export const projectSpendAlerts = list({
  name: 'project_spend_alerts',
  path: '/organization/projects/{project_id}/spend_alerts',
  under: projects,
  pagination: 'last_id',
  columns: spendAlertColumns,
});

/** One spend alert of a project. */
export const projectSpendAlert = entry(projectSpendAlerts, { name: 'project_spend_alert', idParameter: 'alert_id' });
