import type { Selection } from '../../archive/selection.ts';
import type { ResourceState } from '../../state/restore.ts';
import type { ExportContext } from '../job/context.ts';

/** How many requests reading something takes, as far as it can be known beforehand. */
export interface Estimate {
  /** Walks or lists to begin with. */
  windows: number;
  requests: number;
  /** True if more may be needed: the children of a list are known only once it is read. */
  isAtLeast: boolean;
}

/** What a plan is made from. */
export interface Planning
  extends Pick<ExportContext, 'client' | 'now' | 'log' | 'progress' | 'concurrency' | 'access'> {
  states: ReadonlyMap<string, ResourceState>;
  selections: Selection[];
  requestsPerSecond?: number;
}
