import type { ColumnTexts, Family } from './description.ts';

const certificate: ColumnTexts = {
  id: 'Id of the certificate.',
  name: 'Name that it was given.',
  created_at: 'When it was uploaded.',
  certificate_details__valid_at: 'When it becomes valid.',
  certificate_details__expires_at: 'When it is no longer valid.',
};

const provider: ColumnTexts = {
  id: 'Id of the provider.',
  type: 'Kind of tokens that it issues: `oidc`.',
  name: 'Name that it was given.',
  description: 'What it is for, as somebody wrote it down.',
  enabled: 'Whether its tokens are accepted.',
  issuer: 'Address of the service that issues the tokens, such as `https://token.actions.githubusercontent.com`.',
  audience: 'For whom its tokens must be issued.',
  attribute_transformations: {
    text: 'How attributes, which rules compare, are made of the claims of a token: `attribute` and `expression`.',
    jsonl: 'list of objects',
  },
  verification__type: {
    text: "Where the keys come from that prove a token's signature: asked for at the issuer, or uploaded.",
    values: ['discovery', 'uploaded_jwks'],
  },
  verification__discovery_url: "Address of the issuer's configuration; nothing if it is the usual one.",
  verification__jwks: { text: 'The public keys that were uploaded.', jsonl: 'object' },
  updated_at: 'When it was last changed.',
};

const federationRule: ColumnTexts = {
  workload_identity_provider_id: 'Provider whose tokens the rule is for.',
  id: 'Id of the rule.',
  name: 'Name that it was given, if any.',
  description: 'What it is for, as somebody wrote it down.',
  enabled: 'Whether the rule is in force.',
  project_id: 'Project in which a token that fits may act.',
  service_account_id: 'Service account as which it acts: `id` in `project_service_accounts`.',
  attribute_matchers: {
    text: 'What a token must say to fit: the value of each attribute, such as a repository or a branch.',
    jsonl: 'object',
  },
  permissions__type: {
    text: 'Whether it may do all that the service account may, or only what is listed.',
    values: ['service_account_default', 'restricted'],
  },
  permissions__scopes: { text: 'What it may do if it is restricted.', jsonl: 'list of texts' },
  updated_at: 'When it was last changed.',
};

const externalKey: ColumnTexts = {
  id: 'Id of the key at OpenAI.',
  type: 'Cloud provider that keeps the key: `aws`, `gcp`, `azure` or `oci`. It says which columns are filled.',
  name: 'Name that it was given.',
  purpose: {
    text: 'What it is used for: encryption of what OpenAI stores, or decryption of what the organisation sends.',
    values: ['ekm', 'psp_decryption'],
  },
  api_project_ids: { text: 'Projects whose data it protects.', jsonl: 'list of texts' },
  workspace_id: 'ChatGPT workspace that it protects.',
  kms_arn: 'AWS: the key.',
  role_arn: 'AWS: the role that OpenAI takes to use it.',
  external_id: 'AWS: the id that OpenAI shows when it takes the role.',
  audience: "Google Cloud: for whom OpenAI's token is issued.",
  kms_project_id: 'Google Cloud: project of the key.',
  kms_key_location: 'Google Cloud: region of the key.',
  kms_key_ring_name: 'Google Cloud: key ring.',
  kms_key_name: 'Google Cloud: the key.',
  kms_key_version: 'Google Cloud: version of the key.',
  workload_identity_pool_id: 'Google Cloud: pool of identities that OpenAI signs in to.',
  workload_identity_project_number: 'Google Cloud: project of that pool.',
  workload_identity_provider_id: 'Google Cloud: provider of that pool.',
  tenant_id: 'Azure: the tenant.',
  vault_uri: 'Azure: the vault.',
  key_name: 'Azure: the key.',
  key_version: 'Azure: version of the key.',
  region: 'Oracle Cloud: region of the key.',
  vault_ocid: 'Oracle Cloud: the vault.',
  key_ocid: 'Oracle Cloud: the key.',
  key_version_ocid: 'Oracle Cloud: version of the key.',
};

/** Keys of the API, certificates of clients, encryption keys, and what acts without a key. */
export const keys: Family = {
  title: 'Keys and certificates',
  scope: 'api.management.read',
  resources: {
    admin_api_keys: {
      text: 'Keys that may administer the organisation, the one that this export uses among them. No read ever shows a key itself.',
      row: 'one key',
      columns: {
        id: 'Id of the key, which `audit_logs` call it by.',
        name: { text: 'Name that it was given; people put names there.', person: 'perhaps' },
        redacted_value: 'First and last characters of the key, enough to recognise it by.',
        expires_at: 'When it stops working; nothing if it never does.',
        last_used_at: 'When it was last used; nothing if it never was.',
        owner__type: 'Kind of owner: `user`.',
        owner__object: 'Kind of object, a constant of the API.',
        owner__id: { text: 'Member who owns the key.', person: 'id' },
        owner__name: 'Name of that member.',
        owner__created_at: "When the owner's account was created.",
        owner__role: "The owner's role in the organisation: `owner`.",
      },
    },
    admin_api_key: { text: 'Admin keys, each read by itself.', row: 'one key', like: 'admin_api_keys' },
    project_api_keys: {
      text: 'Keys of each project. Also those whose owner has lost access to the project, which the API hides unless asked.',
      row: 'one key',
      notes: ['Keys that were switched off are not listed.'],
      columns: {
        id: 'Id of the key: `api_key_id` in usage and costs, `actor__api_key__id` in `audit_logs`.',
        redacted_value: 'First and last characters of the key, enough to recognise it by.',
        name: { text: 'Name that it was given; people put names there.', person: 'perhaps' },
        last_used_at: 'When it was last used; nothing if it never was.',
        owner_project_access: {
          text: 'Whether the owner still has access to the project. The key of an owner without it is worth a look.',
          values: ['active', 'inactive'],
        },
        owner__type: {
          text: 'Kind of owner, which says whose columns are filled.',
          values: ['user', 'service_account'],
        },
        owner__user__id: { text: 'Member who owns the key.', person: 'id' },
        owner__user__email: 'E-mail address of that member.',
        owner__user__name: 'Name of that member.',
        owner__user__created_at: "When the owner's account was created.",
        owner__user__role: "The owner's role in the project.",
        owner__service_account__id: 'Service account that owns the key.',
        owner__service_account__name: { text: 'Name of that service account.', person: 'perhaps' },
        owner__service_account__created_at: 'When that service account was created.',
        owner__service_account__role: "The service account's role in the project.",
        expires_at: 'When it stops working; nothing if it never does.',
      },
    },
    project_api_key: { text: 'Keys of projects, each read by itself.', row: 'one key', like: 'project_api_keys' },
    certificates: {
      text: 'Client certificates that were uploaded to the organisation, for mutual TLS.',
      row: 'one certificate',
      columns: { ...certificate, active: 'Whether it is in force in the organisation.' },
    },
    certificate: {
      text: 'Certificates, each read by itself, which alone gives their text.',
      row: 'one certificate',
      columns: {
        ...certificate,
        certificate_details__content: {
          text: 'The certificate itself, PEM. No secret, but its subject may name somebody.',
          person: 'perhaps',
        },
        active: 'Whether it is in force. This read leaves it out.',
      },
    },
    project_certificates: {
      text: 'Client certificates of each project.',
      row: 'one certificate in one project',
      columns: { ...certificate, active: 'Whether it is in force in the project.' },
    },
    external_keys: {
      text: "Encryption keys of the organisation's own, kept at a cloud provider. Where a key is, never the key itself.",
      row: 'one key',
      columns: externalKey,
    },
    external_key: { text: 'Encryption keys, each read by itself.', row: 'one key', like: 'external_keys' },
    workload_identity_providers: {
      text: 'Services whose tokens let workloads sign in without a key of the API.',
      row: 'one provider',
      columns: provider,
    },
    workload_identity_provider: {
      text: 'Providers, each read by itself.',
      row: 'one provider',
      like: 'workload_identity_providers',
    },
    workload_identity_federation_rules: {
      text: 'Which tokens of a provider act as which service account: access without a key.',
      row: 'one rule of one provider',
      columns: federationRule,
    },
    workload_identity_federation_rule: {
      text: 'Rules, each read by itself.',
      row: 'one rule of one provider',
      like: 'workload_identity_federation_rules',
    },
  },
};
