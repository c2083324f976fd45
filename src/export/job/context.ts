import type { Client } from '../../api/client.ts';
import type { Destination } from '../../destinations/destination.ts';
import type { DestinationConfig } from '../../destinations/location.ts';
import type { Log } from '../../notices/log.ts';
import type { RowSpool } from '../../spool/row-spool.ts';
import type { RunProgress } from './progress.ts';

/** What the export of every resource has in common. */
export interface ExportContext {
  client: Client;
  destination: Destination;
  spool: RowSpool;
  log: Log;
  progress: RunProgress;
  /** The run's one now, Unix seconds. */
  now: number;
  concurrency: number;
  access: Access;
}

/** What may be done at the destination. */
export type Access = Pick<DestinationConfig, 'writeOnly' | 'settledOnly' | 'history'>;
