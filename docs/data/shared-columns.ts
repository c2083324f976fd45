import type { ColumnTexts } from './description.ts';

/** Columns that mean the same wherever they stand; a resource may say otherwise. */
export const sharedColumns: ColumnTexts = {
  object: 'Kind of object, a constant of the API.',
  created_at: 'When it was created.',
  start_time: 'Start of the bucket. Put in front by the export: the API says it once for all results of a bucket.',
  end_time: 'End of the bucket; the first second that is no longer in it. Put in front by the export.',
  project_id: 'Project that the row was read for. Put in front by the export: the object itself lacks it.',
  group_id: 'Group that the row was read for. Put in front by the export: the object itself lacks it.',
  user_id: {
    text: 'Member that the row was read for. Put in front by the export: the object itself lacks it.',
    person: 'id',
  },
};

/** Columns by which usage and costs can be grouped; null in rows that were not grouped by them. */
export const dimensionColumns: ColumnTexts = {
  project_id: 'Project whose requests these were.',
  user_id: { text: 'Member, or service account, whose requests these were.', person: 'id' },
  api_key_id: 'Key that was used: `id` in `project_api_keys`.',
  model: 'Model that answered, with its date where it has one.',
  batch: {
    text: 'Whether it was a job of the Batch API. The API has been seen to send it as text.',
    jsonl: 'boolean, at times text',
  },
  service_tier: 'Service tier at which the requests were answered.',
  api_source: {
    text: 'Part of the platform that the use came from; `unlabeled` is all of which it is not recorded. Filled only if `group-by` names it or is `all`.',
    values: ['agents_api', 'unlabeled'],
  },
  num_model_requests: { text: 'Requests that reached a model.', unit: 'requests' },
};
