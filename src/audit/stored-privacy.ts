import type { Manifest } from '../archive/manifest.ts';
import { storedResource } from '../archive/stored-resource.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import { privacyShape } from '../privacy/privacy-shape.ts';
import { privateText } from '../privacy/private-log.ts';
import { rowPrivacy } from '../privacy/row-privacy.ts';
import type { AuditData, Cells, Change } from './audit-data.ts';
import type { Finding } from './check.ts';

/**
 * What happens to what is read back of an export, before it is shown or written again: it may have been stored before `privacy`
 * was set, and events and changes stay as they were stored.
 */
export interface StoredPrivacy {
  data(data: AuditData): AuditData;
  changes(changes: readonly Change[]): readonly Change[];
  /** Of what was said of a thing in the open, only addresses can be recognised. */
  finding(finding: Finding): Finding;
}

/** Returns what these options do to what is stored: nothing if nothing is to be hidden, or is hidden already. */
export function storedPrivacy(
  options: PrivacyOptions,
  manifests: ReadonlyMap<string, Pick<Manifest, 'shape'>>,
): StoredPrivacy {
  if (options.mode === 'none') {
    return { data: (data) => data, changes: (changes) => changes, finding: (finding) => finding };
  }
  const text = privateText(options);

  function cellsOf(resource: string): (cells: Cells) => Cells {
    const privacy = rowPrivacy(storedResource({ resource }), options);
    return (cells) =>
      privacy?.stored({ row: { json: JSON.stringify(cells), form: 'cells' }, value: cells }).value ?? cells;
  }

  /** A snapshot is always written whole. */
  const isHidden = (resource: string) =>
    JSON.stringify(manifests.get(resource)?.shape.privacy) === JSON.stringify(privacyShape(resource, options));

  const changes = (entries: readonly Change[]) =>
    entries.map((entry) => {
      const hide = cellsOf(entry.resource);
      return { ...entry, key: hide(entry.key), before: hide(entry.before), after: hide(entry.after) };
    });

  return {
    changes,
    data: (data) => ({
      ...data,
      snapshots: new Map(
        [...data.snapshots].map(([name, snapshot]) => [
          name,
          isHidden(name) ? snapshot : { ...snapshot, rows: snapshot.rows.map(cellsOf(name)) },
        ]),
      ),
      changes: { ...data.changes, entries: changes(data.changes.entries) },
      ...(data.events && { events: { ...data.events, entries: data.events.entries.map(cellsOf('audit_logs')) } }),
    }),
    finding: (finding) => ({
      ...finding,
      text: text(finding.text),
      evidence: Object.fromEntries(Object.entries(finding.evidence).map(([name, value]) => [name, text(value)])),
    }),
  };
}
