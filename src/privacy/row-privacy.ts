import type { RawRow } from '../api/pages.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';
import { fieldsOf } from './fields.ts';
import type { PrivacyOptions } from './privacy-options.ts';
import { createReplacing, type Replacing } from './pseudonyms.ts';
import { hideAddresses } from './replacements.ts';
import { createRewriter } from './rewrite.ts';

/** What happens to the personal data of one resource's rows before they leave memory. */
export interface RowPrivacy {
  /** A row as the API sent it, the parents' ids in front. The same object where nothing in it is personal. */
  row(raw: RawRow): RawRow;
  /** A row that was read back. What is hidden already stays as it is; what an earlier export wrote in the open is hidden. */
  stored<Stored extends { row: Pick<Row, 'json' | 'form'>; value: Record<string, unknown> }>(stored: Stored): Stored;
  /** The values of a path's placeholders, as they stand in rows. */
  ids(ids: Record<string, string>): Record<string, string>;
  /** A sentence for people without addresses, and without the values of these placeholders where rows lack them too. */
  text(text: string, ids: Record<string, string>): string;
}

type Hiding = Exclude<PrivacyOptions, { mode: 'none' }>;

/** Each run has its own options; what was worked out for them is found by them. */
const known = new WeakMap<Hiding, { replacing: Replacing; byResource: Map<Resource, RowPrivacy> }>();

/** Returns what these options do to the rows of a resource; undefined if they do nothing. */
export function rowPrivacy(resource: Resource, options: PrivacyOptions | undefined): RowPrivacy | undefined {
  if (options === undefined || options.mode === 'none') return undefined;
  const { replacing, byResource } = known.get(options) ?? {
    replacing: createReplacing(options),
    byResource: new Map(),
  };
  known.set(options, { replacing, byResource });
  const privacy = byResource.get(resource) ?? createRowPrivacy(resource, options, replacing);
  byResource.set(resource, privacy);
  return privacy;
}

function createRowPrivacy(resource: Resource, options: Hiding, replacing: Replacing): RowPrivacy {
  const rewrite = createRewriter(fieldsOf(resource, options.columns), replacing);

  const hideIds: RowPrivacy['ids'] = (ids) =>
    Object.fromEntries(
      Object.entries(ids).map(([name, id]) => {
        const row = JSON.stringify({ [fieldOfId(resource, name)]: id });
        const hidden: object = JSON.parse(rewrite(row, { form: 'object', type: undefined }));
        return [name, String(Object.values(hidden)[0])];
      }),
    );

  return {
    row(raw) {
      const text = rewrite(raw.text, { form: 'object', type: raw.value.type });
      return text === raw.text ? raw : { text, value: JSON.parse(text) };
    },
    stored(stored) {
      const { json, form } = stored.row;
      const hidden = rewrite(json, { form, type: stored.value.type });
      if (hidden === json) return stored;
      return { ...stored, row: { ...stored.row, json: hidden }, value: JSON.parse(hidden) };
    },
    ids: hideIds,
    text(text, ids) {
      const hidden = hideIds(ids);
      const told = Object.entries(ids).reduce(
        (current, [name, id]) =>
          id === '' || hidden[name] === id
            ? current
            : current.replaceAll(encodeURIComponent(id), hidden[name] ?? '').replaceAll(id, hidden[name] ?? ''),
        text,
      );
      return hideAddresses(told, replacing);
    },
  };
}

/** Where the value of a placeholder stands in the rows that it leads to. */
function fieldOfId(resource: Resource, name: string): string {
  if (resource.parentIds.includes(name) || name !== resource.idParameter) return name;
  return resource.key[0] ?? 'id';
}
