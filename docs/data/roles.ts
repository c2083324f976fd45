import type { ColumnTexts, Family, ResourceText } from './description.ts';

const role: ColumnTexts = {
  id: 'Id of the role.',
  name: 'Name of the role.',
  description: { text: 'What the role is for, in the words of who made it.', person: 'perhaps' },
  permissions: { text: 'What the role allows, such as `api.usage.read`.', jsonl: 'list of texts' },
  resource_type: 'What the role is given on: `api.organization`, `api.project`.',
  predefined_role: 'Whether it is a role of OpenAI rather than one of your own.',
};

const assigned: ColumnTexts = {
  ...role,
  created_at:
    'When the role was created. Not when it was assigned, which the API does not tell: look for `role.assignment.created` in `audit_logs`.',
  updated_at: 'When the role was last changed.',
  created_by: { text: 'Id of who created the role.', person: 'id' },
  created_by_user_obj: { text: 'Who created the role, as far as the API knows; its fields are free.', jsonl: 'object' },
  metadata: { text: 'Whatever was stored with the role; its fields are free.', jsonl: 'object' },
  assignment_sources: {
    text: 'Where the role comes from: `principal_id` and `principal_type` (user, group) of each way. Nothing if the API does not tell.',
    jsonl: 'list of objects',
    person: 'id',
  },
};

function assignment(text: string, row: string): ResourceText {
  return { text, row, columns: assigned };
}

function oneAssignment(list: string, text: string, row: string): ResourceText {
  return { text: `${text}, each read by itself.`, row, like: list };
}

/** Roles, and who has which. */
export const roles: Family = {
  title: 'Roles and assignments',
  scope: 'api.management.read',
  resources: {
    roles: {
      text: 'Roles that can be given in the organisation, with what they allow.',
      row: 'one role',
      columns: role,
    },
    role: { text: 'Roles of the organisation, each read by itself.', row: 'one role', like: 'roles' },
    project_roles: {
      text: 'Roles that can be given in each project, with what they allow.',
      row: 'one role in one project',
      columns: role,
    },
    project_role: {
      text: 'Roles of projects, each read by itself.',
      row: 'one role in one project',
      like: 'project_roles',
    },
    user_roles: assignment(
      'Roles that each member has in the organisation; what comes from a group is listed too.',
      'one role of one member',
    ),
    user_role: oneAssignment('user_roles', 'Roles of members in the organisation', 'one role of one member'),
    group_roles: assignment('Roles that each group has in the organisation.', 'one role of one group'),
    group_role: oneAssignment('group_roles', 'Roles of groups in the organisation', 'one role of one group'),
    project_user_roles: assignment(
      'Roles that each member has in each project; what comes from a group is listed too.',
      'one role of one member in one project',
    ),
    project_user_role: oneAssignment(
      'project_user_roles',
      'Roles of members in projects',
      'one role of one member in one project',
    ),
    project_group_roles: assignment(
      'Roles that each group has in each project.',
      'one role of one group in one project',
    ),
    project_group_role: oneAssignment(
      'project_group_roles',
      'Roles of groups in projects',
      'one role of one group in one project',
    ),
  },
};
