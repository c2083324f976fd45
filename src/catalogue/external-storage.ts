import { entry, list } from './declare.ts';

/** Buckets of the organisation's own into which projects write content. */
export const externalStorage = list({
  name: 'external_storage',
  path: '/organization/external_storage',
  pagination: 'last_id',
  columns: `
    id object project_id status geography
    provider(
      type bucket region account_id external_id role_arn
      account_name container resource_group subscription_id tenant_id
      audience workload_identity_pool_id workload_identity_project_number workload_identity_provider_id tenancy_ocid
    )
    created_at:time
  `,
});

/** One configuration of external storage. */
export const externalStorageConfiguration = entry(externalStorage, {
  name: 'external_storage_configuration',
  idParameter: 'external_storage_id',
});
