/**
 * Fields that were seen in answers although OpenAI's description and package lack them, by resource, as tables name them: no column of
 * their own, but no mistake where `privacy-columns` names them. What they are is said in `docs/data/` (a test compares the names).
 */
export const seenFields: Readonly<Record<string, readonly string[]>> = {
  audit_logs: [
    'object',
    'actor__session__user_agent',
    'actor__session__ja3',
    'actor__session__ja4',
    'actor__session__ip_address_details__country',
    'actor__session__ip_address_details__region',
    'actor__session__ip_address_details__region_code',
    'actor__session__ip_address_details__city',
    'actor__session__ip_address_details__latitude',
    'actor__session__ip_address_details__longitude',
    'actor__session__ip_address_details__asn',
    'organization_scope',
  ],
  users: ['organization_id'],
  invites: ['invited_at'],
  groups: ['object'],
  projects: ['organization_id'],
  project_rate_limits: ['max_tokens_per_1_day'],
  costs: ['organization_id', 'user_email'],
};
