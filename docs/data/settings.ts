import type { Family } from './description.ts';

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
  },
};
