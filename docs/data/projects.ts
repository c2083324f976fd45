import type { Family } from './description.ts';

/** The projects and who can use them. */
export const projects: Family = {
  title: 'Projects and their members',
  scope: 'api.management.read',
  resources: {
    projects: {
      text: 'Projects of the organisation. Archived ones are asked for too, as the API hides them otherwise.',
      row: 'one project',
      notes: [
        'The API refuses every read below an archived project. Its members and keys then leave their snapshots, and the change log says `removed`.',
      ],
      columns: {
        id: 'Id of the project: `project_id` elsewhere.',
        name: 'Name of the project.',
        archived_at: 'When it was archived; nothing if it is in use.',
        status: 'Whether it is in use: `active` or `archived`.',
        external_key_id: "Id of the organisation's own encryption key that protects the project's data, if any.",
        residency: {
          text: 'Region in which the data of the project is stored or, where it says so, also processed.',
          values: [
            'GLOBAL',
            'US_STORAGE_PROCESSING',
            'EU_STORAGE_PROCESSING',
            'JP_STORAGE',
            'KR_STORAGE',
            'CA_STORAGE',
            'SG_STORAGE',
            'IN_STORAGE',
            'AU_STORAGE',
            'GB_STORAGE',
            'AE_STORAGE',
            'AE_STORAGE_PROCESSING',
          ],
        },
      },
      seen: { organization_id: { text: 'Id of the organisation.' } },
    },
    project: {
      text: 'Projects that are not archived, each read by itself.',
      row: 'one project',
      like: 'projects',
    },
    project_users: {
      text: 'Who is a member of each project. Who has access by a group alone is in `project_groups` and `group_users`.',
      row: 'one member in one project',
      columns: {
        id: { text: 'Id of the member: `user_id` elsewhere.', person: 'id' },
        name: 'Name of the person.',
        email: 'E-mail address of the person.',
        role: 'Role in the project: `owner` or `member`. What was assigned beyond it is in `project_user_roles`.',
        added_at: 'When the member was added to the project.',
      },
    },
    project_user: {
      text: 'Members of projects, each read by itself.',
      row: 'one member in one project',
      like: 'project_users',
    },
    project_service_accounts: {
      text: 'Accounts of programs, which no person signs in to. Each belongs to one project.',
      row: 'one service account',
      columns: {
        id: 'Id of the service account.',
        name: { text: 'Name that it was given.', person: 'perhaps' },
        role: {
          text: 'Role in the project; with `none` it has only what was assigned to it.',
          values: ['owner', 'member', 'none'],
        },
      },
    },
    project_service_account: {
      text: 'Service accounts, each read by itself.',
      row: 'one service account',
      like: 'project_service_accounts',
    },
    project_groups: {
      text: 'Groups that have access to each project.',
      row: 'one group in one project',
      columns: {
        project_id: 'Project that the group has access to.',
        group_id: 'The group: `id` in `groups`.',
        group_name: 'Name of the group.',
        group_type: {
          text: 'Whether the group belongs to this organisation or to the tenant that it is part of.',
          values: ['group', 'tenant_group'],
        },
        created_at: 'When the group was given access to the project.',
      },
    },
    project_group: {
      text: 'Access of groups to projects, each read by itself.',
      row: 'one group in one project',
      like: 'project_groups',
    },
  },
};
