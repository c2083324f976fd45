import { list, singleObject } from './declare.ts';
import { projects } from './projects.ts';

/** How long OpenAI keeps the organisation's data. */
export const dataRetention = singleObject({
  name: 'data_retention',
  path: '/organization/data_retention',
  columns: 'object type',
});

/** How long OpenAI keeps each project's data. */
export const projectDataRetention = singleObject({
  name: 'project_data_retention',
  path: '/organization/projects/{project_id}/data_retention',
  under: projects,
  columns: 'object type',
});

/** Rate limits of each model in each project. */
export const projectRateLimits = list({
  name: 'project_rate_limits',
  path: '/organization/projects/{project_id}/rate_limits',
  under: projects,
  pagination: 'last_id',
  columns: `
    object id model max_requests_per_1_minute:number max_tokens_per_1_minute:number max_images_per_1_minute:number
    max_audio_megabytes_per_1_minute:number max_requests_per_1_day:number batch_1_day_max_input_tokens:number
  `,
});

/** Which models each project may use. */
export const projectModelPermissions = singleObject({
  name: 'project_model_permissions',
  path: '/organization/projects/{project_id}/model_permissions',
  under: projects,
  columns: 'object mode model_ids:json',
});

/** Which hosted tools each project may use. */
export const projectHostedToolPermissions = singleObject({
  name: 'project_hosted_tool_permissions',
  path: '/organization/projects/{project_id}/hosted_tool_permissions',
  under: projects,
  columns: `
    file_search(enabled:boolean) web_search(enabled:boolean) image_generation(enabled:boolean) mcp(enabled:boolean)
    code_interpreter(enabled:boolean)
  `,
});

/** At which speed and price each project's requests are answered. */
export const projectServiceTierSettings = singleObject({
  name: 'project_service_tier_settings',
  path: '/organization/projects/{project_id}/service_tier_settings',
  under: projects,
  // `enabled_tiers` is the word "all" or a list.
  columns: 'object default enabled_tiers:json',
});
