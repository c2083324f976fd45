import { createHash } from 'node:crypto';
import { version } from '../../api/version.ts';
import { manifestPath } from '../../archive/layout.ts';
import { type Shape, serializeManifest, shapeOf } from '../../archive/manifest.ts';
import type { Selection } from '../../archive/selection.ts';
import type { Outcome } from '../../export/job/outcome.ts';
import { rendered } from '../../notices/notice.ts';
import { createPrivacy } from '../../privacy/privacy.ts';
import type { Config } from '../../settings/config.ts';
import { timeText } from '../../text/time.ts';
import type { ExportFacts } from '../model/export-facts.ts';
import { statusOf } from '../words/run-verdict.ts';

/** What a run did with one resource. */
export interface ResourceRecord {
  resource: string;
  status: 'ok' | 'failed' | 'skipped' | 'stopped';
  /** Path below `base-url`, with `{placeholders}`, and what was asked for next to it. */
  path: string;
  query: Shape;
  /** ISO times of what was read, `[from, to)`; null for a snapshot, or if nothing was due. */
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
  /** UTC day until which `every` leaves the snapshot as it is; absent if it was read. */
  left_until?: string;
  /** The manifest as it was left, and the SHA-256 of its bytes. */
  manifest: { path: string; sha256: string } | null;
  problems: string[];
}

/** What a run did, as evidence. It differs from run to run, so the promise of identical bytes does not hold for it. */
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
  status: ReturnType<typeof statusOf>;
  /** What ended the run before its time. */
  ended_by: string | null;
  /** Hash of the organisation's name as the API gave it. */
  organization_hash: string | null;
  /** Id of the admin key that was used, never the key; null if it is unknown. */
  key_id: string | null;
  api: string;
  destination: string;
  state_source: ExportFacts['stateSource'];
  privacy: 'none' | 'pseudonymize' | 'redact';
  /** Short hash of the inputs that select the work: jobs of a matrix differ in it. */
  selection: string;
  /** The commit that holds what was written; null if nothing was committed. */
  commit: string | null;
  /** Requests for no resource: the first one, which asks for the time. */
  other_requests: number;
  resources: ResourceRecord[];
}

/** Returns the record of a run, from its configuration and its facts alone. */
export function recordOf(config: Config, facts: ExportFacts): RunRecord {
  const { environment, gitHub, selections } = config;
  const { lanes, outcomes } = facts;
  const { invocation } = environment;
  // A store or an artifact has other readers than the log, and an error can name people.
  const hide = createPrivacy(config).text;
  const endedBy = facts.failedBy ?? facts.stoppedBy ?? facts.stopped;
  const byName = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  const others = [...lanes].filter(([lane]) => !byName.has(lane)).reduce((sum, [, { requests }]) => sum + requests, 0);
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
    started_at: timeText(facts.startedAt),
    ended_at: timeText(facts.endedAt),
    status: statusOf(facts),
    ended_by: endedBy === undefined ? null : hide(rendered(endedBy)),
    organization_hash: facts.organization ?? null,
    key_id: facts.keyId ?? null,
    api: config.baseUrl,
    destination: facts.destination,
    state_source: facts.stateSource,
    privacy: config.privacy.mode,
    selection: sha256(config.selectionFingerprint).slice(0, 8),
    commit: facts.commit ?? null,
    other_requests: others,
    resources: selections.flatMap((selection) => {
      const outcome = byName.get(selection.resource.name);
      return outcome ? [resourceRecord(selection, outcome, facts)] : [];
    }),
  };
}

/** Returns the record as it is written. */
export function serializeRecord(record: RunRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function resourceRecord(
  { resource, options }: Selection,
  outcome: Readonly<Outcome>,
  { lanes, manifests }: ExportFacts,
): ResourceRecord {
  const { tally, range, dataUntil } = outcome;
  const counts = lanes.get(resource.name);
  const manifest = manifests.get(resource.name);
  return {
    resource: resource.name,
    status: outcome.status,
    path: resource.path,
    query: shapeOf(resource, options),
    range: range ? [timeText(range.from), timeText(range.to)] : null,
    requests: counts?.requests ?? 0,
    first_request_id: counts?.firstRequestId ?? null,
    last_request_id: counts?.lastRequestId ?? null,
    rows_read: tally.records,
    rows_written: tally.rows,
    files: tally.files,
    bytes: tally.bytes,
    changes: tally.changes,
    data_until: dataUntil === undefined ? null : timeText(dataUntil),
    ...(outcome.leftAsRead && { left_until: outcome.leftAsRead.dueOn }),
    manifest: manifest ? { path: manifestPath(resource.name), sha256: sha256(serializeManifest(manifest)) } : null,
    problems: outcome.problems.map(rendered),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
