import { DAY } from '../clock.ts';
import { thingName } from './names.ts';
import type { Generator } from './world.ts';

const ISSUERS = ['https://token.actions.githubusercontent.com', 'https://gitlab.com'];

/** Providers of workload identity: one for each of the first two projects. */
export const generateIdentityProviders: Generator = (world, providers, random) => {
  const issuers = ISSUERS.slice(0, Math.min(2, world.size.projects));
  for (const [index, issuer] of issuers.entries()) {
    const created_at = world.start - random.integer(20, 200) * DAY;
    providers.add({
      row: {
        id: `wip_${random.text(16)}`,
        object: 'organization.workload_identity_provider',
        type: 'oidc',
        name: index === 0 ? 'github-actions' : 'gitlab',
        description: index === 0 ? 'Nightly jobs' : null,
        enabled: true,
        issuer,
        audience: 'https://api.openai.com/v1',
        attribute_transformations: [{ attribute: 'repository', expression: 'assertion.repository' }],
        verification: { type: 'discovery', discovery_url: index === 0 ? null : `${issuer}/.well-known` },
        created_at,
        updated_at: created_at,
      },
      from: created_at,
    });
  }
};

/** Rules of a provider: one for the first service account of each of two projects. */
export const generateFederationRules: Generator = (world, rules, random, [providerId = '']) => {
  const projects = world.seeded('projects').entries().slice(0, 2);
  for (const [index, project] of projects.entries()) {
    const [account] = world.seeded('project_service_accounts', project.id).entries();
    if (account === undefined) continue;
    const created_at = world.start - random.integer(5, 19) * DAY;
    const name = thingName(random);
    rules.add({
      row: {
        id: `wifr_${random.text(16)}`,
        object: 'organization.workload_identity_federation_rule',
        workload_identity_provider_id: providerId,
        name: index === 0 ? name : null,
        description: null,
        enabled: index === 0,
        project_id: project.id,
        service_account_id: account.id,
        attribute_matchers: { repository: 'example/nightly', ref: 'refs/heads/main' },
        permissions:
          index === 0
            ? { type: 'service_account_default' }
            : { type: 'restricted', scopes: ['api.responses.write', 'api.files.read'] },
        created_at,
        updated_at: created_at,
      },
      from: created_at,
    });
  }
};
