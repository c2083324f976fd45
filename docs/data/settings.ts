import type { ColumnTexts, Family } from './description.ts';

const externalStorage: ColumnTexts = {
  id: 'Id of the configuration.',
  project_id: 'Project whose content goes there.',
  status: {
    text: 'Whether OpenAI can reach the bucket.',
    values: ['pending', 'validated', 'degraded', 'unhealthy'],
  },
  geography: 'Part of the world in which the content stays.',
  provider__type: 'Cloud provider: `aws`, `azure`, `gcp` or `oci`. It says which columns are filled.',
  provider__bucket: 'The bucket.',
  provider__region: 'Region of the bucket.',
  provider__account_id: 'AWS: the account.',
  provider__external_id: 'AWS: the id that OpenAI shows when it takes the role.',
  provider__role_arn: 'AWS: the role that OpenAI takes to write.',
  provider__account_name: 'Azure: the storage account.',
  provider__container: 'Azure: the container.',
  provider__resource_group: 'Azure: the resource group.',
  provider__subscription_id: 'Azure: the subscription.',
  provider__tenant_id: 'Azure: the tenant.',
  provider__audience: "Google Cloud: for whom OpenAI's token is issued.",
  provider__workload_identity_pool_id: 'Google Cloud: pool of identities that OpenAI signs in to.',
  provider__workload_identity_project_number: 'Google Cloud: project of that pool.',
  provider__workload_identity_provider_id: 'Google Cloud: provider of that pool.',
  provider__tenancy_ocid: 'Oracle Cloud: the tenancy.',
};

/** How the organisation and its projects are set up. */
export const settings: Family = {
  title: 'Settings and rate limits',
  scope: 'api.management.read',
  resources: {
    data_retention: {
      text: 'How long OpenAI keeps what the organisation sends.',
      row: 'the one setting of the organisation',
      columns: {
        type: {
          text: 'The agreed form of retention: none at all, or limited to monitoring for abuse; each also in an enhanced form.',
          values: [
            'zero_data_retention',
            'modified_abuse_monitoring',
            'enhanced_zero_data_retention',
            'enhanced_modified_abuse_monitoring',
          ],
        },
      },
    },
    project_data_retention: {
      text: "How long OpenAI keeps what each project sends, where it differs from the organisation's.",
      row: 'the one setting of a project',
      columns: {
        type: {
          text: "The form of retention; `organization_default` follows the organisation's.",
          values: [
            'organization_default',
            'none',
            'zero_data_retention',
            'modified_abuse_monitoring',
            'enhanced_zero_data_retention',
            'enhanced_modified_abuse_monitoring',
          ],
        },
      },
    },
    project_rate_limits: {
      text: 'How much each project may use of each model. A limit that makes no sense for a model is absent.',
      row: 'one model in one project',
      columns: {
        id: 'Id of the limit.',
        model: 'Model that it holds for.',
        max_requests_per_1_minute: { text: 'Most requests.', unit: 'requests a minute' },
        max_tokens_per_1_minute: { text: 'Most tokens.', unit: 'tokens a minute' },
        max_images_per_1_minute: { text: 'Most images, for models that take or make them.', unit: 'images a minute' },
        max_audio_megabytes_per_1_minute: { text: 'Most audio, for models that take it.', unit: 'megabytes a minute' },
        max_requests_per_1_day: {
          text: 'Most requests a day, for models that have such a limit.',
          unit: 'requests a day',
        },
        batch_1_day_max_input_tokens: {
          text: 'Most input tokens of batch jobs, for models that take them.',
          unit: 'tokens a day',
        },
      },
      seen: {
        max_tokens_per_1_day: { text: 'Most tokens a day.', jsonl: 'number', unit: 'tokens a day' },
      },
    },
    project_model_permissions: {
      text: 'Which models each project may use.',
      row: 'the one setting of a project',
      columns: {
        mode: {
          text: 'Whether the models listed are the only ones allowed, or the ones forbidden.',
          values: ['allow_list', 'deny_list'],
        },
        model_ids: { text: 'The models that are listed.', jsonl: 'list of texts' },
      },
    },
    project_hosted_tool_permissions: {
      text: "Which of OpenAI's own tools each project may use.",
      row: 'the one setting of a project',
      columns: {
        file_search__enabled: 'Whether search in files may be used.',
        web_search__enabled: 'Whether search in the web may be used.',
        image_generation__enabled: 'Whether images may be made.',
        mcp__enabled: 'Whether servers of the Model Context Protocol may be used.',
        code_interpreter__enabled: 'Whether code may be run.',
      },
    },
    project_service_tier_settings: {
      text: "At which service tier each project's requests are answered.",
      row: 'the one setting of a project',
      columns: {
        default: {
          text: 'Tier of requests that name none.',
          values: ['standard', 'fast', 'scale'],
        },
        enabled_tiers: {
          text: 'Further tiers that requests may name: `all`, or a list of `flex`, `fast` and `ultrafast`.',
          jsonl: 'text, or list of texts',
        },
      },
    },
    external_storage: {
      text: "Buckets of the organisation's own at cloud providers, into which OpenAI puts content of projects.",
      row: 'one bucket of one project',
      columns: externalStorage,
    },
    external_storage_configuration: {
      text: 'External storage, each bucket read by itself.',
      row: 'one bucket of one project',
      like: 'external_storage',
    },
    checkpoint_permissions: {
      text: 'Projects that may use a checkpoint of a fine-tuned model. Only for checkpoints that you name: `{name: checkpoint_permissions, ids: [ft:…]}`.',
      row: 'one project that may use one checkpoint',
      columns: {
        fine_tuned_model_checkpoint: 'Checkpoint that the row was read for. Put in front by the export.',
        id: 'Id of the permission.',
        project_id: 'Project that may use the checkpoint.',
        created_at: 'When it was allowed.',
      },
    },
  },
};
