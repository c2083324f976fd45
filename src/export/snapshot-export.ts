import type { ManifestChange } from '../archive/merge.ts';
import type { Selection } from '../archive/selection.ts';
import type { SnapshotResource } from '../catalogue/resource.ts';
import type { ResourceState } from '../state/restore.ts';
import type { ExportContext } from './context.ts';
import type { Outcome } from './outcome.ts';
import type { SnapshotReader } from './read/snapshot-reader.ts';

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
