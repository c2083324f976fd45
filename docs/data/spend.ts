import type { ColumnTexts, Family } from './description.ts';
import { dimensionColumns } from './shared-columns.ts';

const cents = 'cents of `currency`: 500000 is 5,000.00 dollars';

const limit: ColumnTexts = {
  threshold_amount: { text: 'Amount that may be spent in the interval.', unit: cents },
  currency: 'Currency of the amount; so far `USD` only.',
  interval: 'Over which time spend is counted; so far `month` only.',
  enforcement__status:
    'Whether the limit is being enforced now, so that requests are refused: `enforcing` or `inactive`.',
};

const alert: ColumnTexts = {
  id: 'Id of the alert.',
  threshold_amount: { text: 'Amount at which the alert goes out.', unit: cents },
  currency: { text: 'Currency of the amount.', values: ['USD'] },
  interval: { text: 'Over which time spend is counted.', values: ['month'] },
  notification_channel__type: { text: 'How the alert is sent.', values: ['email'] },
  notification_channel__recipients: { text: 'Addresses that get it.', jsonl: 'list of texts' },
  notification_channel__subject_prefix: 'What its subject begins with.',
};

/** What is billed, and what limits it. */
export const spend: Family = {
  title: 'Costs and spend limits',
  scope: 'api.management.read',
  resources: {
    costs: {
      text: 'What the organisation is billed, by day. Reconcile with invoices from this; `usage_*` need not agree, and the two are never to be added up.',
      row: 'one day, project, line item and key',
      scope: 'api.usage.read',
      notes: [
        'The days of a month keep changing until invoices are final: the month is read again for 35 days after its end.',
        'The API has said that it serves the past year; the log says from which day. By `api_key_id` it tells only days from 2025-12-06 on; earlier months do without, and their manifest says `refused: ["api_key_id"]`.',
        'By `user_id` together with `project_id`, or with the filter `projects`, the API tells costs to some organisations only, and not for every range. What it refuses is left out: `user_id` first, then `api_source`, then `api_key_id`; never `project_id` or `line_item`. Each entry of the manifest lists its `dimensions` and what was `refused`. Sums stay complete, so never add up two groupings of a day.',
        'A day without costs has no row. A correction may be negative.',
      ],
      columns: {
        ...dimensionColumns,
        amount__value: {
          text: 'The cost. A decimal number with as many digits as the API sent, which a double may round: sum it as a decimal. The API has been seen to send it as text.',
          jsonl: 'number, at times text',
          unit: 'whole units of `amount__currency`, so US dollars for `usd`; not cents',
        },
        amount__currency: 'Currency of the amount, ISO 4217 in lower case: `usd`.',
        line_item: 'What is billed, as on the invoice: mostly a model and a kind of token.',
        project_id: 'Project that is billed; nothing for what belongs to none.',
        api_key_id: 'Key that caused the cost; nothing if none is known.',
        quantity: { text: 'How much of the line item was used.', unit: 'what `quantity_unit` says' },
        quantity_unit: {
          text: 'Unit of `quantity`; nothing if no single one fits. The API may name further ones.',
          values: [
            'tokens',
            '1000_tokens',
            'duration_seconds',
            'duration_minutes',
            'duration_hours',
            'gibibyte_hours',
            'images',
            'characters',
          ],
        },
        user_id: {
          text: 'Member who caused the cost; nothing if none is known. Filled only if `group-by` names it or is `all`.',
          person: 'id',
        },
      },
      seen: {
        organization_id: { text: 'Id of the organisation.' },
        user_email: {
          text: 'E-mail address of the member, where costs are grouped by `user_id`.',
          hidden: 'email',
        },
      },
    },
    spend_limit: {
      text: 'Hard limit of what the organisation may spend. Without one there is no row.',
      row: 'the one limit of the organisation',
      columns: limit,
    },
    project_spend_limit: {
      text: 'Hard limit of what each project may spend. A project without one has no row.',
      row: 'the one limit of a project',
      columns: limit,
    },
    spend_alerts: {
      text: 'E-mails that go out when the organisation has spent some amount. They stop nothing.',
      row: 'one alert',
      columns: alert,
    },
    spend_alert: { text: 'Alerts of the organisation, each read by itself.', row: 'one alert', like: 'spend_alerts' },
    project_spend_alerts: {
      text: 'E-mails that go out when a project has spent some amount. They stop nothing.',
      row: 'one alert of one project',
      columns: alert,
    },
    project_spend_alert: {
      text: 'Alerts of projects, each read by itself.',
      row: 'one alert of one project',
      like: 'project_spend_alerts',
    },
  },
};
