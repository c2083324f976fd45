import type { Selection } from '../../archive/selection.ts';
import type { ResourceState } from '../../state/restore.ts';
import type { ExportContext } from '../job/context.ts';

/** How many requests the reading of something takes, as far as can be told beforehand. */
export interface Estimate {
  /** Walks or lists to begin with. */
  windows: number;
  requests: number;
  /** True where more may turn out to be needed: what is below a list is only known once that list is read. */
  isAtLeast: boolean;
}

/** What a plan is made from. */
export interface Planning
  extends Pick<ExportContext, 'client' | 'now' | 'log' | 'progress' | 'concurrency' | 'access'> {
  states: ReadonlyMap<string, ResourceState>;
  selections: Selection[];
  requestsPerSecond?: number;
}
