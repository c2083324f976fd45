import { isTenantEventType } from '../../src/catalogue/audit-event-types.ts';
import { tenantEventTypes } from './tenant-event-types.ts';

/** What a type of audit event means. */
export interface EventTypeText {
  text: string;
  /** Fields of its payload as OpenAI describes them, by path; undefined if it describes none. */
  fields?: readonly string[];
  /** True for the types that the API serves only with `tenant_only=true`. */
  tenant?: true;
}

/** Meaning, then paths of the payload's fields where OpenAI describes a payload. */
const organizationEventTypes: Readonly<Record<string, readonly [text: string, fields?: string]>> = {
  'api_key.created': ['A key of a project or an admin key was created.', 'id data.scopes'],
  'api_key.updated': ['The permissions of a key were changed.', 'id changes_requested.scopes'],
  'api_key.deleted': ['A key was deleted.', 'id'],
  'certificate.created': ['A client certificate was uploaded.', 'id name'],
  'certificate.updated': ['A client certificate was renamed.', 'id name'],
  'certificate.deleted': ['A client certificate was removed; the event keeps its text.', 'id name certificate'],
  'certificates.activated': [
    'Client certificates came into force, in the organisation or a project.',
    'certificates[].id certificates[].name',
  ],
  'certificates.deactivated': ['Client certificates went out of force.', 'certificates[].id certificates[].name'],
  'checkpoint.permission.created': [
    'A project was given the use of a checkpoint of a fine-tuned model.',
    'id data.project_id data.fine_tuned_model_checkpoint',
  ],
  'checkpoint.permission.deleted': ['The use of a checkpoint of a fine-tuned model was taken from a project.', 'id'],
  'external_key.registered': ["An encryption key of the organisation's own was registered.", 'id data'],
  'external_key.removed': ["An encryption key of the organisation's own was removed.", 'id'],
  'external_storage.registered': ['A bucket of the organisation was registered, into which content goes.'],
  'external_storage.removed': ['A bucket of the organisation was taken out of use.'],
  'group.created': ['A group was created.', 'id data.group_name'],
  'group.updated': ['A group was renamed.', 'id changes_requested.group_name'],
  'group.deleted': ['A group was deleted.', 'id'],
  'invite.sent': ['Somebody was invited to the organisation.', 'id data.email data.role'],
  'invite.accepted': ['An invitation was accepted: there is a new member.', 'id'],
  'invite.deleted': ['An invitation was withdrawn.', 'id'],
  'ip_allowlist.created': ['A list of IP addresses that may use the API was made.', 'id name allowed_ips'],
  'ip_allowlist.updated': ['A list of IP addresses that may use the API was changed.', 'id allowed_ips'],
  'ip_allowlist.deleted': ['A list of IP addresses that may use the API was deleted.', 'id name allowed_ips'],
  'ip_allowlist.config.activated': [
    'Lists of IP addresses came into force: others are refused.',
    'configs[].id configs[].name',
  ],
  'ip_allowlist.config.deactivated': ['Lists of IP addresses went out of force.', 'configs[].id configs[].name'],
  'login.succeeded': ['Somebody signed in.', ''],
  'login.failed': ['Somebody could not sign in.', 'error_code error_message'],
  'logout.succeeded': ['Somebody signed out.', ''],
  'logout.failed': ['Somebody could not sign out.', 'error_code error_message'],
  'organization.updated': [
    'Settings of the organisation were changed, such as who sees usage, and whether calls are logged.',
    'id changes_requested.title changes_requested.description changes_requested.name changes_requested.threads_ui_visibility changes_requested.usage_dashboard_visibility changes_requested.api_call_logging changes_requested.api_call_logging_project_ids',
  ],
  'project.created': ['A project was created.', 'id data.name data.title'],
  'project.updated': ['A project was renamed.', 'id changes_requested.title'],
  'project.archived': ['A project was archived: its keys no longer work.', 'id'],
  'project.deleted': ['A project was deleted.', 'id'],
  'rate_limit.updated': [
    'A rate limit of a project was changed.',
    'id changes_requested.max_requests_per_1_minute changes_requested.max_tokens_per_1_minute changes_requested.max_images_per_1_minute changes_requested.max_audio_megabytes_per_1_minute changes_requested.max_requests_per_1_day changes_requested.batch_1_day_max_input_tokens',
  ],
  'rate_limit.deleted': ['A rate limit that was set for a project was removed.', 'id'],
  'resource.deleted': ['Something was deleted that has no event of its own.'],
  'tunnel.created': ['A tunnel was created.'],
  'tunnel.updated': ['A tunnel was changed.'],
  'tunnel.deleted': ['A tunnel was deleted.'],
  'workload_identity_provider.created': ['A provider was added whose workloads can sign in without a key.', 'id data'],
  'workload_identity_provider.updated': [
    'A provider whose workloads can sign in without a key was changed.',
    'id changes_requested',
  ],
  'workload_identity_provider.deleted': [
    'A provider whose workloads can sign in without a key was removed.',
    'id name',
  ],
  'workload_identity_provider_mapping.created': [
    'A rule was added that lets workloads of a provider act as a service account.',
    'id identity_provider_id data',
  ],
  'workload_identity_provider_mapping.updated': [
    'A rule that lets workloads of a provider act as a service account was changed.',
    'id identity_provider_id changes_requested',
  ],
  'workload_identity_provider_mapping.deleted': [
    'A rule that lets workloads of a provider act as a service account was removed.',
    'id identity_provider_id project_id service_account_id',
  ],
  'role.created': ['A role of your own was made.', 'id role_name permissions resource_type resource_id'],
  'role.updated': [
    'A role was changed: its name, or what it allows.',
    'id changes_requested.role_name changes_requested.resource_id changes_requested.resource_type changes_requested.permissions_added changes_requested.permissions_removed changes_requested.description changes_requested.metadata',
  ],
  'role.deleted': ['A role was deleted.', 'id'],
  'role.assignment.created': [
    'A member or a group was given a role.',
    'id principal_id principal_type resource_id resource_type',
  ],
  'role.assignment.deleted': [
    'A role was taken from a member or a group.',
    'id principal_id principal_type resource_id resource_type',
  ],
  'role.bound_to_resource': [
    'A role was given rights on one thing, such as a connector of a ChatGPT workspace.',
    'id role_id resource_id resource_type permissions workspace_id connector_id connector_name enabled source',
  ],
  'role.unbound_from_resource': [
    'Rights of a role on one thing were taken away.',
    'id role_id resource_id resource_type permissions workspace_id connector_id connector_name enabled source',
  ],
  'scim.enabled': ['An identity provider may now manage members through SCIM.', 'id'],
  'scim.disabled': ['An identity provider may no longer manage members through SCIM.', 'id'],
  'service_account.created': ['A service account was created.', 'id data.role'],
  'service_account.updated': ['The role of a service account was changed.', 'id changes_requested.role'],
  'service_account.deleted': ['A service account was deleted.', 'id'],
  'user.added': ['Somebody was added, to the organisation or a project.', 'id data.role'],
  'user.updated': [
    'The role of a member was changed. OpenAI describes `id` as that of the project.',
    'id changes_requested.role',
  ],
  'user.deleted': ['A member was removed.', 'id'],
};

/** Every type of audit event that the catalogue knows, with what it means. */
export const eventTypes: ReadonlyMap<string, EventTypeText> = new Map([
  ...Object.entries(organizationEventTypes).map(([type, [text, fields]]): [string, EventTypeText] => [
    type,
    {
      text,
      ...(fields !== undefined && { fields: fields.split(' ').filter((field) => field !== '') }),
      ...(isTenantEventType(type) && { tenant: true }),
    },
  ]),
  ...Object.entries(tenantEventTypes).map(([type, text]): [string, EventTypeText] => [type, { text, tenant: true }]),
]);
