import { entry, list } from './declare.ts';

/** Who issues the tokens that the organisation's workloads sign in with, without a key. */
export const workloadIdentityProviders = list({
  name: 'workload_identity_providers',
  path: '/organization/workload_identity_providers',
  pagination: 'last_id',
  columns: `
    id object type name description enabled:boolean issuer audience attribute_transformations:json
    verification(type discovery_url jwks:json) created_at:time updated_at:time
  `,
});

/** One provider. */
export const workloadIdentityProvider = entry(workloadIdentityProviders, {
  name: 'workload_identity_provider',
  idParameter: 'workload_identity_provider_id',
});

/** Which foreign tokens act as which service account. */
export const workloadIdentityFederationRules = list({
  name: 'workload_identity_federation_rules',
  path: '/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules',
  under: workloadIdentityProviders,
  pagination: 'last_id',
  columns: `
    id object name description enabled:boolean project_id service_account_id attribute_matchers:json:text
    permissions(type scopes:json) created_at:time updated_at:time
  `,
});

/** One rule. */
export const workloadIdentityFederationRule = entry(workloadIdentityFederationRules, {
  name: 'workload_identity_federation_rule',
  idParameter: 'workload_identity_federation_rule_id',
});
