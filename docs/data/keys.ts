import type { ColumnTexts, Family } from './description.ts';

const certificate: ColumnTexts = {
  id: 'Id of the certificate.',
  name: 'Name that it was given.',
  created_at: 'When it was uploaded.',
  certificate_details__valid_at: 'When it becomes valid.',
  certificate_details__expires_at: 'When it is no longer valid.',
};

/** Keys of the API, and the certificates of clients. */
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
  },
};
