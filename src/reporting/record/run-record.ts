import { createHash } from 'node:crypto';
import type { RequestCounts } from '../../api/request-watch.ts';
import { version } from '../../api/version.ts';
import { manifestPath } from '../../archive/layout.ts';
import { type Shape, serializeManifest, shapeOf } from '../../archive/manifest.ts';
import type { Selection } from '../../archive/selection.ts';
import type { ExportedResource } from '../../export/export-all.ts';
import { createPrivacy } from '../../privacy/privacy.ts';
import type { Config } from '../../settings/config.ts';
import { type RunReport, reportOf } from '../run-report.ts';

/** What a run did with one resource. */
export interface ResourceRecord {
  resource: string;
  status: 'ok' | 'failed' | 'skipped' | 'stopped';
  /** Path below `base-url`, with `{placeholders}`, and what was asked for beside it. */
  path: string;
  query: Shape;
  /** ISO times of what was read, `[from, to)`; null for a snapshot, or where nothing was due. */
  range: [string, string] | null;
  requests: number;
  first_request_id: string | null;
  last_request_id: string | null;
  rows_read: number;
  rows_written: number;
  files: number;
  bytes: number;
  changes: number;
  data_until: string | null;
  /** The manifest as it was left, and the SHA-256 of its bytes. */
  manifest: { path: string; sha256: string } | null;
  problems: string[];
}

/** What a run did, for whoever must prove it later. Beside the promise of identical bytes: it tells of one run. */
export interface RunRecord {
  version: 1;
  tool: { name: string; version: string; repository: string | null; ref: string | null };
  run: {
    /** `<run id>-<attempt>`; `local` outside Actions. */
    id: string;
    url: string | null;
    trigger: string | null;
    repository: string | null;
    workflow: string | null;
    job: string | null;
    commit: string | null;
  };
  started_at: string;
  ended_at: string;
  status: RunReport['status'];
  /** What ended the run before its time. */
  ended_by: string | null;
  /** Hash of the organisation's name as the API gave it. */
  organization_hash: string | null;
  /** Id of the admin key that was used, never the key; null where it could not be told. */
  key_id: string | null;
  api: string;
  destination: string;
  state_source: RunReport['stateSource'];
  privacy: 'none' | 'pseudonymize' | 'redact';
  /** Short hash of the inputs that select the work: jobs of a matrix differ in it. */
  selection: string;
  /** The commit that holds what was written; null where nothing was committed. */
  commit: string | null;
  /** Requests for no resource: the first one, which asks for the time. */
  other_requests: number;
  resources: ResourceRecord[];
}

/** What a record is made from. */
export interface RecordFacts {
  config: Config;
  report: RunReport;
  exported: ReadonlyMap<string, ExportedResource>;
  lanes: ReadonlyMap<string, RequestCounts>;
  organization: string | undefined;
  keyId: string | undefined;
  commit: string | undefined;
  /** Unix seconds. */
  startedAt: number;
  endedAt: number;
}

/** The record of a run. */
export function recordOf(facts: RecordFacts): RunRecord {
  const { config, report, exported, lanes } = facts;
  const { environment, gitHub } = config;
  // A store or an artifact has other readers than the log, and the API's own sentences may name people.
  const hide = createPrivacy(config).text;
  const endedBy = report.stoppedBy ?? report.stopped;
  const { invocation } = environment;
  const names = new Set(exported.keys());
  const others = [...lanes].filter(([lane]) => !names.has(lane)).reduce((sum, [, { requests }]) => sum + requests, 0);
  return {
    version: 1,
    tool: {
      name: 'openai-admin-export',
      version,
      repository: invocation?.actionRepository ?? null,
      ref: invocation?.actionRef ?? null,
    },
    run: {
      id: environment.runIdentity,
      url: gitHub?.runUrl ?? null,
      trigger: gitHub?.event.name || null,
      repository: gitHub ? `${gitHub.owner}/${gitHub.repo}` : null,
      workflow: invocation?.workflow ?? null,
      job: invocation?.job ?? null,
      commit: invocation?.commit ?? null,
    },
    started_at: isoTime(facts.startedAt),
    ended_at: isoTime(facts.endedAt),
    status: report.status,
    ended_by: endedBy === undefined ? null : hide(endedBy),
    organization_hash: facts.organization ?? null,
    key_id: facts.keyId ?? null,
    api: config.baseUrl,
    destination: report.destination,
    state_source: report.stateSource,
    privacy: config.privacy.mode,
    selection: sha256(config.selectionFingerprint).slice(0, 8),
    commit: facts.commit ?? null,
    other_requests: others,
    resources: config.selections.flatMap((selection) => {
      const one = exported.get(selection.resource.name);
      return one ? [resourceRecord(selection, one, lanes.get(selection.resource.name), hide)] : [];
    }),
  };
}

/** How a run ended that exported nothing. */
export interface EarlyEnding {
  status: RunReport['status'];
  why: string;
  /** Unix seconds. */
  startedAt: number;
  endedAt: number;
}

/** The record of a run that ended before it exported anything, from its inputs alone. */
export function recordOfFailure(config: Config, { status, why, startedAt, endedAt }: EarlyEnding): RunRecord {
  const report = reportOf(config, [], { stateSource: 'none', now: endedAt });
  const nothing = {
    exported: new Map(),
    lanes: new Map(),
    organization: undefined,
    keyId: undefined,
    commit: undefined,
  };
  return recordOf({ config, report: { ...report, status, stoppedBy: why }, ...nothing, startedAt, endedAt });
}

/** The record as it is written. */
export function serializeRecord(record: RunRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function resourceRecord(
  { resource, options }: Selection,
  { outcome, manifest }: ExportedResource,
  counts: RequestCounts | undefined,
  hide: (text: string) => string,
): ResourceRecord {
  const { tally, range, dataUntil } = outcome;
  return {
    resource: resource.name,
    status: outcome.status,
    path: resource.path,
    query: shapeOf(resource, options),
    range: range ? [isoTime(range.from), isoTime(range.to)] : null,
    requests: counts?.requests ?? 0,
    first_request_id: counts?.firstRequestId ?? null,
    last_request_id: counts?.lastRequestId ?? null,
    rows_read: tally.records,
    rows_written: tally.rows,
    files: tally.files,
    bytes: tally.bytes,
    changes: tally.changes,
    data_until: dataUntil === undefined ? null : isoTime(dataUntil),
    manifest: manifest ? { path: manifestPath(resource.name), sha256: sha256(serializeManifest(manifest)) } : null,
    problems: outcome.problems.map(hide),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isoTime(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}
