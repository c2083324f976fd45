import { entry, list } from './declare.ts';
import { projects } from './projects.ts';

/** Keys that may administer the organisation. */
export const adminApiKeys = list({
  name: 'admin_api_keys',
  path: '/organization/admin_api_keys',
  pagination: 'last_id',
  columns: `
    object id name redacted_value created_at:time expires_at:time last_used_at:time:volatile
    owner(type object id name:text:name created_at:time role)
  `,
});

/** One admin key. */
export const adminApiKey = entry(adminApiKeys, { name: 'admin_api_key', idParameter: 'key_id' });

/** Keys of each project; without `any`, keys whose owner has lost access to the project are silently left out. */
export const projectApiKeys = list({
  name: 'project_api_keys',
  path: '/organization/projects/{project_id}/api_keys',
  under: projects,
  pagination: 'last_id',
  query: { owner_project_access: 'any' },
  columns: `
    object redacted_value name created_at:time last_used_at:time:volatile id owner_project_access
    owner(
      type
      user(id email:text:email name:text:name created_at:time role)
      service_account(id name created_at:time role)
    )
    expires_at:time
  `,
});

/** One key of a project. */
export const projectApiKey = entry(projectApiKeys, { name: 'project_api_key', idParameter: 'api_key_id' });

/** Client certificates of the organisation. */
export const certificates = list({
  name: 'certificates',
  path: '/organization/certificates',
  pagination: 'last_id',
  columns: 'object id name created_at:time certificate_details(valid_at:time expires_at:time) active:boolean',
});

/** One certificate, with the text that only this read can give. */
export const certificate = entry(certificates, {
  name: 'certificate',
  idParameter: 'certificate_id',
  query: { include: 'content' },
  columns: 'object id name created_at:time certificate_details(valid_at:time expires_at:time content) active:boolean',
});

/** Certificates of each project. */
export const projectCertificates = list({
  name: 'project_certificates',
  path: '/organization/projects/{project_id}/certificates',
  under: projects,
  pagination: 'last_id',
  columns: 'object id name created_at:time certificate_details(valid_at:time expires_at:time) active:boolean',
});

/** Encryption keys of the organisation's own, kept at a cloud provider. */
export const externalKeys = list({
  name: 'external_keys',
  path: '/organization/external_keys',
  pagination: 'last_id',
  columns: `
    id object type name purpose api_project_ids:json workspace_id
    kms_arn role_arn external_id
    audience kms_project_id kms_key_location kms_key_ring_name kms_key_name kms_key_version
    workload_identity_pool_id workload_identity_project_number workload_identity_provider_id
    tenant_id vault_uri key_name key_version
    region vault_ocid key_ocid key_version_ocid
    created_at:time
  `,
});

/** One encryption key. */
export const externalKey = entry(externalKeys, { name: 'external_key', idParameter: 'external_key_id' });
