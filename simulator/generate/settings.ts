import { DAY } from '../clock.ts';
import { MODELS, thingName } from './names.ts';
import { coin } from './roles.ts';
import type { Generator } from './world.ts';

const LIMIT = { currency: 'USD', interval: 'month', enforcement: { status: 'inactive' } };

/** The organisation's own data retention; it always has one. */
export const generateDataRetention: Generator = (world, settings) => {
  settings.add({
    id: '',
    row: { object: 'organization.data_retention', type: 'modified_abuse_monitoring' },
    changes: [{ at: world.start + 60 * DAY, fields: { type: 'zero_data_retention' } }],
  });
};

/** A project's data retention. */
export const generateProjectDataRetention: Generator = (_world, settings, random) => {
  const type = random.pick(['organization_default', 'none', 'zero_data_retention']);
  settings.add({ id: '', row: { object: 'project.data_retention', type } });
};

/** The organisation's hard limit, which half of all organisations (by seed) do not have. */
export const generateSpendLimit: Generator = (world, settings) => {
  if (world.size.users === 0 || world.seed % 2 === 0) return;
  settings.add({ id: '', row: { object: 'organization.spend_limit', threshold_amount: 500_000, ...LIMIT } });
};

/** A project's hard limit, which half of the projects do not have. */
export const generateProjectSpendLimit: Generator = (world, settings, random, [projectId = '']) => {
  if (!coin(world, 0.5, 'spend_limit', projectId)) return;
  const threshold_amount = random.integer(1, 50) * 1000;
  settings.add({ id: '', row: { object: 'project.spend_limit', threshold_amount, ...LIMIT } });
};

/** Which models a project may use. */
export const generateModelPermissions: Generator = (_world, settings, random) => {
  const mode = random.pick(['allow_list', 'deny_list']);
  const model_ids = MODELS.filter(() => random.chance(0.3));
  settings.add({ id: '', row: { object: 'project.model_permissions', mode, model_ids } });
};

/** Which hosted tools a project may use. */
export const generateHostedToolPermissions: Generator = (_world, settings, random) => {
  const tools = ['file_search', 'web_search', 'image_generation', 'mcp', 'code_interpreter'];
  settings.add({ id: '', row: Object.fromEntries(tools.map((tool) => [tool, { enabled: random.chance(0.7) }])) });
};

/** Rate limits by model: rows lack the fields that do not apply, and some have one that OpenAI does not describe. */
export const generateRateLimits: Generator = (world, limits, random) => {
  for (const model of MODELS) {
    limits.add({
      row: {
        object: 'project.rate_limit',
        id: `rl-${model}`,
        model,
        max_requests_per_1_minute: random.integer(1, 100) * 100,
        max_tokens_per_1_minute: random.integer(1, 100) * 10_000,
        ...(model.includes('image') ? { max_images_per_1_minute: 50 } : {}),
        ...(model === 'whisper-1' ? { max_audio_megabytes_per_1_minute: 25 } : {}),
        ...(random.chance(0.4) ? { max_requests_per_1_day: 10_000 } : {}),
        ...(model.startsWith('gpt') ? { batch_1_day_max_input_tokens: 9_000_000 } : {}),
        ...(world.quirks.extraFields && random.chance(0.5) ? { max_tokens_per_1_day: 20_000_000 } : {}),
      },
    });
  }
};

/** E-mail alerts of the organisation. */
export const generateSpendAlerts: Generator = (world, alerts, random) => {
  for (let index = 0; index < world.size.spendAlerts; index += 1) {
    alerts.add({ row: alertRow('organization.spend_alert', random.text(16), (index + 1) * 1000) });
  }
};

/** E-mail alerts of a project. */
export const generateProjectSpendAlerts: Generator = (world, alerts, random) => {
  for (let index = 0; index < Math.min(1, world.size.spendAlerts); index += 1) {
    alerts.add({ row: alertRow('project.spend_alert', random.text(16), random.integer(1, 9) * 100) });
  }
};

function alertRow(object: string, id: string, threshold_amount: number): Record<string, unknown> {
  return {
    id: `alert_${id}`,
    object,
    threshold_amount,
    currency: 'USD',
    interval: 'month',
    notification_channel: { type: 'email', recipients: ['billing@example.com'], subject_prefix: null },
  };
}

/** Certificates of the organisation; the content shows only in the read of one, when it is asked for. */
export const generateCertificates: Generator = (world, certificates, random) => {
  for (let index = 0; index < world.size.certificates; index += 1) {
    const created_at = world.start - random.integer(50, 300) * DAY;
    certificates.add({
      row: {
        object: 'organization.certificate',
        id: `cert_${random.text(20)}`,
        name: index === 1 ? null : thingName(random),
        created_at,
        certificate_details: { valid_at: created_at, expires_at: created_at + 365 * DAY },
        active: index === 0,
      },
      from: created_at,
    });
  }
};

/** Certificates of a project: those of the organisation under another object name. */
export const generateProjectCertificates: Generator = (world, certificates) => {
  for (const entry of world.seeded('certificates').entries()) {
    certificates.add({ row: { ...entry.row, object: 'organization.project.certificate' }, from: entry.from });
  }
};
