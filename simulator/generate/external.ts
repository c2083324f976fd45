import { DAY } from '../clock.ts';
import type { Generator } from './world.ts';

/** Encryption keys at cloud providers: one at AWS, one at Google. */
export const generateExternalKeys: Generator = (world, keys, random) => {
  if (world.size.projects === 0) return;
  const projects = world.seeded('projects').entries();
  const created_at = world.start - random.integer(20, 200) * DAY;
  const common = { object: 'organization.external_key', created_at, workspace_id: `ws_${random.text(12)}` };
  keys.add({
    row: {
      id: `extkey_${random.text(16)}`,
      ...common,
      type: 'aws',
      name: 'content',
      purpose: 'ekm',
      api_project_ids: projects.slice(0, 2).map(({ id }) => id),
      kms_arn: 'arn:aws:kms:eu-central-1:123456789012:key/content',
      role_arn: 'arn:aws:iam::123456789012:role/openai-kms',
      external_id: world.organizationId,
    },
    from: created_at,
  });
  keys.add({
    row: {
      id: `extkey_${random.text(16)}`,
      ...common,
      type: 'gcp',
      name: 'requests',
      purpose: 'psp_decryption',
      api_project_ids: [],
      audience: world.organizationId,
      kms_project_id: 'example-keys',
      kms_key_location: 'europe-west3',
      kms_key_ring_name: 'openai',
      kms_key_name: 'requests',
      kms_key_version: '1',
      workload_identity_pool_id: 'openai',
      workload_identity_project_number: '123456789012',
      workload_identity_provider_id: 'openai',
    },
    from: created_at,
  });
};

/** Storage at cloud providers: one bucket, of the first project. */
export const generateExternalStorage: Generator = (world, storage, random) => {
  const [project] = world.seeded('projects').entries();
  if (project === undefined) return;
  const created_at = world.start - random.integer(5, 20) * DAY;
  storage.add({
    row: {
      id: `extstore_${random.text(16)}`,
      object: 'organization.external_storage',
      project_id: project.id,
      status: 'validated',
      geography: 'eu',
      provider: {
        type: 'aws',
        bucket: 'example-openai-content',
        region: 'eu-central-1',
        account_id: '123456789012',
        external_id: world.organizationId,
        role_arn: 'arn:aws:iam::123456789012:role/openai-storage',
      },
      created_at,
    },
    from: created_at,
  });
};

/** Service tiers of a project. */
export const generateServiceTiers: Generator = (_world, settings, random) => {
  const enabled_tiers = random.chance(0.5) ? 'all' : ['flex'];
  const tier = random.pick(['standard', 'standard', 'fast']);
  settings.add({ id: '', row: { object: 'project.service_tier_settings', default: tier, enabled_tiers } });
};

/** Checkpoints of fine-tuned models, which no read of the administration API lists. */
export const generateCheckpoints: Generator = (_world, checkpoints, random) => {
  for (const step of [100, 200])
    checkpoints.add({ row: { id: `ft:gpt-5-mini:example:support:${random.text(8)}:ckpt-step-${step}` } });
};

/** Projects that may use a checkpoint. */
export const generateCheckpointPermissions: Generator = (world, permissions, random) => {
  for (const project of world.seeded('projects').entries().slice(0, 2)) {
    const created_at = world.start - random.integer(1, 30) * DAY;
    permissions.add({
      row: { object: 'checkpoint.permission', id: `cp_${random.text(16)}`, created_at, project_id: project.id },
      from: created_at,
    });
  }
};
