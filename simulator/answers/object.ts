import type { Json } from '../collection.ts';
import { arrayParameter, refuseUnknown, wordParameter } from '../query.ts';
import { noSuchObject, Refusal } from '../refusal.ts';
import type { Answer } from './answer.ts';

/** Answers one object: an entry of a list by its id, or a setting, of which there is one. */
export const answerObject: Answer = (scene, { operation, query, values }) => {
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, operation.parameters);
  const setting = operation.idParameter === undefined;
  const parents = setting ? values : values.slice(0, -1);
  const id = setting ? '' : (values.at(-1) ?? '');
  const view = scene.organization.list(operation.list, ...parents).view(scene.clock.now());
  const position = view.position.get(id);
  const entry = position === undefined ? undefined : view.entries[position];
  const row = position === undefined ? undefined : view.rows[position];
  if (position === undefined || entry === undefined || row === undefined) {
    throw setting
      ? new Refusal(404, `No ${operation.resource.replaceAll('_', ' ')} is set.`, { code: 'not_found' })
      : noSuchObject(operation.list, id);
  }
  if (operation.resource === 'project_group') checkGroupType(query, row, id);
  const extra = operation.resource === 'certificate' ? certificateContent(query, row) : entry.detail;
  return extra === undefined ? (view.json[position] ?? '') : JSON.stringify({ ...row, ...extra });
};

/** A tenant's group is not found unless `group_type` says so: the parameter's default is `group`. */
function checkGroupType(query: URLSearchParams, row: Json, id: string): void {
  if (wordParameter(query, 'group_type', ['group', 'tenant_group'], 'group') !== row.group_type)
    throw noSuchObject('project_groups', id);
}

function certificateContent(query: URLSearchParams, row: Json): Json | undefined {
  if (!arrayParameter(query, 'include').includes('content')) return undefined;
  const details = row.certificate_details as Json;
  return {
    certificate_details: { ...details, content: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n' },
  };
}
