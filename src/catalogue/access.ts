import { entry, list } from './declare.ts';

const userColumns = `
  object id name:text:name email:text:email role added_at:time is_default:boolean created:time
  user(object id email:text:email name:text:name picture:text:picture enabled:boolean banned:boolean banned_at:time)
  is_service_account:boolean is_scale_tier_authorized_purchaser:boolean is_scim_managed:boolean
  api_key_last_used_at:time:volatile technical_level developer_persona
  projects(object data:json)
`;

/** Members of the organisation. */
export const users = list({
  name: 'users',
  path: '/organization/users',
  pagination: 'last_id',
  columns: userColumns,
});

/** One member. */
export const user = entry(users, { name: 'user', idParameter: 'user_id' });

/** Members, under the path that users know from before `users`. */
export const organizationMembers = list({
  name: 'organization_members',
  path: '/organization/members',
  pagination: 'last_id',
  columns: userColumns,
  fallback: 'users',
});

/** Invitations, whatever became of them. */
export const invites = list({
  name: 'invites',
  path: '/organization/invites',
  pagination: 'last_id',
  columns: 'object id email:text:email role status created_at:time expires_at:time accepted_at:time projects:json',
});

/** One invitation. */
export const invite = entry(invites, { name: 'invite', idParameter: 'invite_id' });

/** Groups of members. */
export const groups = list({
  name: 'groups',
  path: '/organization/groups',
  pagination: 'next',
  pageSize: 1000,
  columns: 'id name created_at:time is_scim_managed:boolean group_type',
});

/** One group. */
export const group = entry(groups, { name: 'group', idParameter: 'group_id' });

/** Who is in each group. */
export const groupUsers = list({
  name: 'group_users',
  path: '/organization/groups/{group_id}/users',
  under: groups,
  pagination: 'next',
  pageSize: 1000,
  columns: 'id name:text:name email:text:email',
});

/** One member of a group. */
export const groupUser = entry(groupUsers, {
  name: 'group_user',
  idParameter: 'user_id',
  columns: 'id name:text:name email:text:email picture:text:picture is_service_account:boolean user_type',
});
