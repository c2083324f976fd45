import type { Destination } from '../destinations/destination.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import type { GitHub } from '../github/client.ts';
import type { Log } from '../notices/log.ts';
import type { StateCache } from '../state/cache.ts';
import type { StopSwitch } from '../stop/stop-switch.ts';

/** What a run takes from the outside world. */
export interface Dependencies {
  log: Log;
  cache: StateCache;
  /** Unix seconds of the machine's clock. */
  now: () => number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Calls a function every so many milliseconds; returns what ends that. */
  every: (milliseconds: number, call: () => void) => () => void;
  /** Does what belongs together in the log, under a title. */
  phase: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
  /** Ends the run before its time. */
  stop: StopSwitch;
  openDestination: (destination: DestinationConfig) => Promise<Destination>;
  /** GitHub's API, if the run needs it and has a token. */
  gitHub?: GitHub;
  /** A new folder for spooled files; removed by the run. */
  spoolFolder: () => Promise<string>;
  userAgent: string;
  environment: NodeJS.ProcessEnv;
}
