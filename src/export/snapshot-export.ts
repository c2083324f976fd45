import type { SnapshotResource } from '../catalogue/resource.ts';
import type { Selection } from '../config.ts';
import type { ManifestChange } from '../state/merge.ts';
import type { ResourceState } from '../state/restore.ts';
import type { ExportContext } from './context.ts';
import type { Outcome } from './outcome.ts';
import type { SnapshotReader } from './snapshot-reader.ts';

/** The export of one snapshot resource. */
export interface SnapshotExport {
  context: ExportContext;
  selection: Selection;
  resource: SnapshotResource;
  state: ResourceState;
  reader: SnapshotReader;
  outcome: Outcome;
  change: ManifestChange;
}
