import { list } from './declare.ts';
import type { SnapshotResource } from './resource.ts';

const permissions = list({
  name: 'checkpoint_permissions',
  path: '/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions',
  pagination: 'last_id',
  columns: 'id object project_id created_at:time',
});

/** Projects that may use a checkpoint of a fine-tuned model. No list of the admin API names checkpoints. */
export const checkpointPermissions: SnapshotResource = {
  ...permissions,
  idParameter: 'fine_tuned_model_checkpoint',
  idsRequired: true,
};
