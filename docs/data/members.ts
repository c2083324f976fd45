import type { ColumnTexts, Family } from './description.ts';

const person: ColumnTexts = {
  id: { text: 'Id of the member: `user_id` elsewhere.', person: 'id' },
  name: 'Name of the person.',
  email: 'E-mail address of the person.',
};

/** Who belongs to the organisation, was invited, and is in which group. */
export const members: Family = {
  title: 'Members and groups',
  scope: 'api.management.read',
  resources: {
    users: {
      text: 'Members of the organisation, service accounts that count as such included.',
      row: 'one member',
      notes: ['The API may leave out the columns from `is_default` on; `projects` it mostly does.'],
      columns: {
        ...person,
        role: 'Role in the organisation, as the members page shows it: `owner` or `reader`. What was assigned beyond it is in `user_roles`.',
        added_at: 'When the person became a member.',
        is_default: 'Whether this is the default user of the organisation.',
        created:
          'When the user itself was created at OpenAI; the person may have joined this organisation later (`added_at`).',
        user__object: 'Kind of object, a constant of the API.',
        user__id: { text: "Id of the person's account; the same as `id`.", person: 'id' },
        user__email: 'E-mail address of the account.',
        user__name: 'Name of the account.',
        user__picture: "Address of the account's picture.",
        user__enabled: 'Whether the account can be used.',
        user__banned: 'Whether OpenAI has banned the account.',
        user__banned_at: 'When it was banned.',
        is_service_account: 'Whether it is a service account rather than a person.',
        is_scale_tier_authorized_purchaser: 'Whether the person may buy Scale Tier for the organisation.',
        is_scim_managed: 'Whether an identity provider manages the member through SCIM.',
        api_key_last_used_at: 'When a key of this member was last used; nothing if none ever was.',
        technical_level: {
          text: 'How technical the person is said to be. OpenAI does not describe the values.',
          person: 'profile',
        },
        developer_persona: {
          text: 'What kind of developer the person is said to be. OpenAI does not describe the values.',
          person: 'profile',
        },
        projects__object: 'Kind of object, a constant of the API.',
        projects__data: { text: "The person's projects: `id`, `name` and `role` of each.", jsonl: 'list of objects' },
      },
      seen: { organization_id: { text: 'Id of the organisation.' } },
    },
    user: { text: 'Members, each read by itself.', row: 'one member', like: 'users' },
    organization_members: {
      text: 'Members, under the path that is older than `users`. Where the API lacks it, `users` is read instead, with a notice.',
      row: 'one member',
      like: 'users',
    },
    invites: {
      text: 'Invitations to the organisation, whatever became of them.',
      row: 'one invitation',
      columns: {
        id: 'Id of the invitation.',
        email: 'Address that was invited.',
        role: { text: 'Role that the person gets in the organisation.', values: ['owner', 'reader'] },
        status: { text: 'What has become of it.', values: ['accepted', 'expired', 'pending'] },
        created_at: 'When it was sent.',
        expires_at: 'When it lapses, or lapsed.',
        accepted_at: 'When it was accepted; nothing if it was not.',
        projects: {
          text: 'Projects that the person joins by accepting: `id` and `role` (`member` or `owner`) of each.',
          jsonl: 'list of objects',
        },
      },
      seen: {
        invited_at: {
          text: 'Older name of `created_at`. A field beyond the catalogue is not converted: Unix seconds in CSV too.',
          jsonl: 'number',
          unit: 'Unix seconds',
        },
      },
    },
    invite: { text: 'Invitations, each read by itself.', row: 'one invitation', like: 'invites' },
    groups: {
      text: 'Groups of members, made by hand or by an identity provider.',
      row: 'one group',
      columns: {
        id: 'Id of the group: `group_id` elsewhere.',
        name: 'Name of the group.',
        is_scim_managed: 'Whether an identity provider manages the group through SCIM.',
        group_type: {
          text: 'Whether the group belongs to this organisation or to the tenant that it is part of.',
          values: ['group', 'tenant_group'],
        },
      },
      seen: { object: { text: 'Kind of object, a constant of the API.' } },
    },
    group: {
      text: 'Groups, each read by itself.',
      row: 'one group',
      like: 'groups',
    },
    group_users: { text: 'Who is in each group.', row: 'one member in one group', columns: person },
    group_user: {
      text: 'Members of groups, each read by itself, which tells more of them than the list.',
      row: 'one member in one group',
      like: 'group_users',
      columns: {
        picture: "Address of the person's picture.",
        is_service_account: 'Whether it is a service account rather than a person.',
        user_type: {
          text: 'Whether the member belongs to this organisation or to the tenant that it is part of.',
          values: ['user', 'tenant_user'],
        },
      },
    },
  },
};
