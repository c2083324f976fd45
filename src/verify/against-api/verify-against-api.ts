import { createClient } from '../../api/client.ts';
import { createPacer } from '../../api/pacing.ts';
import { createRequestTally, type RequestTally } from '../../api/request-watch.ts';
import { userAgent } from '../../api/version.ts';
import { openArchive } from '../../archive/archive.ts';
import type { Period } from '../../archive/periods.ts';
import type { Selection } from '../../archive/selection.ts';
import type { Log } from '../../notices/log.ts';
import { privateLog, privateText } from '../../privacy/private-log.ts';
import { list } from '../../text/list.ts';
import { byCodeUnits } from '../../text/order.ts';
import type { Problem } from '../report.ts';
import { readManifests, type StoredManifest } from '../stored-manifests.ts';
import type { VerifyContext } from '../verify-resource.ts';
import { compareResource } from './compare-resource.ts';
import { type ApiVerification, type Comparison, emptyComparison, type Requests } from './comparison.ts';
import { readAgain } from './read-again.ts';
import { selectionOf } from './selection-of.ts';

/** As a run has by default. */
const CONCURRENCY = 8;
const RETRIES = 5;
const REQUEST_TIMEOUT_SECONDS = 60;

/** What is compared, and with what. */
export interface AgainstApiOptions extends VerifyContext {
  resources: string[] | undefined;
  period: Period;
  apiKey: string;
  /** Empty where none was given. */
  pseudonymKey: string;
  baseUrl: string;
  toolVersion: string;
  /** A folder for what is read, which the caller removes. */
  folder: string;
  log: Log;
  /** Unix seconds. */
  clock: () => number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  environment: NodeJS.ProcessEnv;
}

/** Reads a closed period again and compares it with what is stored. Nothing is written at the destination. */
export async function verifyAgainstApi(options: AgainstApiOptions): Promise<ApiVerification> {
  const { destination, resources, period, clock } = options;
  const startedAt = isoOf(clock());
  const isWanted = (name: string) => resources === undefined || resources.includes(name);
  const { known, broken } = await readManifests(openArchive(destination), isWanted);
  const choices = [...known.values()].map((stored) => ({
    stored,
    selection: selectionOf(stored, period, options.pseudonymKey),
  }));
  const organizations = new Set([...known.values()].flatMap(({ manifest }) => manifest.organization ?? []));
  // Whatever was hidden in the files or not: the page and the log name nobody.
  const hide = privateText({ mode: 'redact', columns: { include: [], exclude: [] } });
  const log = privateLog(options.log, hide);
  const tally = createRequestTally();
  const client = clientOf(options, log, tally);
  const selections = choices.flatMap(({ selection }) => ('why' in selection ? [] : selection));
  const again = await readAgain(selections, { ...options, client, log, now: clock(), organizations });
  const comparisons: Comparison[] = [];
  for (const { stored, selection } of choices) {
    comparisons.push(
      'why' in selection
        ? notComparable(stored, selection)
        : await compareResource({ ...options, again, requestsOf: (name) => requestsIn(tally, name), hide }, stored),
    );
    options.progress.fileDone();
  }
  return {
    destination: destination.description,
    from: isoOf(period.from).slice(0, 10),
    to: isoOf(period.to).slice(0, 10),
    startedAt,
    endedAt: isoOf(clock()),
    toolVersion: options.toolVersion,
    baseUrl: options.baseUrl,
    organizations: [...organizations].sort(),
    resources: comparisons.sort((a, b) => byCodeUnits(a.resource, b.resource)),
    problems: [...broken.values(), ...absent(resources, known, broken, selections, destination.description)],
  };
}

function clientOf(options: AgainstApiOptions, log: Log, watch: RequestTally) {
  return createClient({
    apiKey: options.apiKey,
    baseUrl: options.baseUrl,
    retries: RETRIES,
    requestTimeoutSeconds: REQUEST_TIMEOUT_SECONDS,
    userAgent,
    proxyEnvironment: options.environment,
    pacer: createPacer({ concurrency: CONCURRENCY, sleep: options.sleep }),
    log,
    now: options.clock,
    random: options.random,
    sleep: options.sleep,
    watch,
  });
}

function requestsIn({ lanes }: RequestTally, resource: string): Requests {
  const { requests: count = 0, firstRequestId: first, lastRequestId: last } = lanes.get(resource) ?? {};
  return { count, ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

function notComparable(stored: StoredManifest, { why, remedy }: { why: string; remedy: string }): Comparison {
  const comparison = emptyComparison(stored.resource, stored.sha256, { count: 0 });
  return { ...comparison, problems: [{ kind: 'unverified', text: why, remedy }] };
}

function absent(
  resources: string[] | undefined,
  known: ReadonlyMap<string, StoredManifest>,
  broken: ReadonlyMap<string, Problem>,
  selections: Selection[],
  where: string,
): Problem[] {
  const missing = (resources ?? []).filter((name) => !known.has(name) && !broken.has(name));
  const found = list([...known.keys()]) || 'nothing';
  if (missing.length > 0) {
    return missing.map((name) => ({
      kind: 'unverified',
      text: `${name} was never exported to the ${where}`,
      remedy: `It holds ${found}.`,
    }));
  }
  if (selections.length > 0 || known.size > 0) return [];
  return [
    {
      kind: 'unverified',
      text: `the ${where} holds no manifests`,
      remedy: 'Look whether this is the right place.',
    },
  ];
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
