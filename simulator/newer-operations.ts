import { buckets, list, OPERATIONS, type Operation, pair, setting } from './operations.ts';

const PROVIDERS = '/organization/workload_identity_providers';
const ENTRIES = { limit: { default: 20, least: 1, most: 100 }, order: 'desc' as const };

/** The 11 operations that only OpenAI's packages have, or that it describes elsewhere. */
export const NEWER_OPERATIONS: readonly Operation[] = [
  ...pair('external_keys', 'external_key', '/organization/external_keys', 'external_key_id', [], {
    ...ENTRIES,
    limit: { default: 20, least: 0, most: 100 },
    parameters: ['purpose'],
  }),
  ...pair(
    'external_storage',
    'external_storage_configuration',
    '/organization/external_storage',
    'external_storage_id',
    [],
    { ...ENTRIES, parameters: ['project_id'] },
  ),
  ...pair(
    'workload_identity_providers',
    'workload_identity_provider',
    PROVIDERS,
    'workload_identity_provider_id',
    [],
    ENTRIES,
  ),
  ...pair(
    'workload_identity_federation_rules',
    'workload_identity_federation_rule',
    `${PROVIDERS}/{workload_identity_provider_id}/federation_rules`,
    'workload_identity_federation_rule_id',
    ['workload_identity_providers'],
    { ...ENTRIES, parameters: ['service_account_id'] },
  ),
  setting('project_service_tier_settings', '/organization/projects/{project_id}/service_tier_settings', ['projects']),
  buckets('usage_decisions', '/organization/usage/decisions'),
  list(
    'checkpoint_permissions',
    '/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions',
    ['checkpoints'],
    {
      limit: { default: 10, least: 1, most: 100 },
      parameters: ['project_id'],
    },
  ),
];

/** Everything that can be read but what may or may not be there. */
export const ALL_OPERATIONS: readonly Operation[] = [...OPERATIONS, ...NEWER_OPERATIONS];
