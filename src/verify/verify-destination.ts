import { openArchive } from '../archive/archive.ts';
import { pauseOf } from '../archive/coverage.ts';
import { manifestPath } from '../archive/layout.ts';
import { drain } from '../export/read/drain.ts';
import { list } from '../text/list.ts';
import { byCodeUnits } from '../text/order.ts';
import { DAY } from '../text/time.ts';
import { newestRead, readText, staleness } from './newest-read.ts';
import { emptyReport, type Problem, type ResourceReport, type Verification } from './report.ts';
import { readRunRecords } from './run-records.ts';
import { filesWithoutManifest, readManifests, type StoredManifests } from './stored-manifests.ts';
import { beginResource, type VerifyContext } from './verify-resource.ts';

/** Files that are read side by side: a store answers each after some hundredths of a second. */
const READERS = 6;

/** What is verified, and by what measure. */
export interface VerifyOptions extends VerifyContext {
  /** Names of resources; all that are there if absent. */
  resources: string[] | undefined;
  /** Seconds that the newest complete read of each resource may be old. */
  maxAge: number | undefined;
  /** True if each file is written once, when its period is settled. */
  settledOnly: boolean;
  toolVersion: string;
}

/**
 * Compares everything at a destination with its manifests, and these with the calendar. Reads and never writes. Memory is bounded:
 * files stream by, and what must be remembered of rows goes to the spool.
 */
export async function verifyDestination(options: VerifyOptions): Promise<Verification> {
  const { destination, resources, now } = options;
  const isWanted = (name: string) => resources === undefined || resources.includes(name);
  const manifests = await readManifests(openArchive(destination), isWanted);
  const works = await Promise.all([...manifests.known.values()].map((stored) => beginResource(options, stored)));
  const tasks = works.flatMap((work) => work.tasks);
  await drain(
    tasks,
    READERS,
    () => 0,
    async (task) => {
      await task();
      return [];
    },
  );
  const records = await readRunRecords(destination, now, options.maxAge ?? DAY);
  const reports: ResourceReport[] = [];
  for (const [index, stored] of [...manifests.known.values()].entries()) {
    const { report, newestRow } = await (works[index] as (typeof works)[number]).finish();
    const read = newestRead(stored.manifest, stored.resource, { ...options, newestRow, records });
    report.newestRead = readText(read);
    if (options.maxAge !== undefined) {
      const maxAge = options.maxAge + pauseOf(stored.manifest);
      const stale = staleness(read, stored.resource.name, maxAge, now);
      if (stale) report.problems.push(stale);
    }
    reports.push(report);
  }
  for (const [name, problem] of manifests.broken) reports.push({ ...emptyReport(name), problems: [problem] });
  for (const [name, paths] of await filesWithoutManifest(destination, manifests, isWanted)) {
    reports.push({ ...emptyReport(name), problems: [withoutManifest(name, paths)] });
  }
  return {
    destination: destination.description,
    checkedAt: new Date(now * 1000).toISOString(),
    toolVersion: options.toolVersion,
    resources: reports.sort((a, b) => byCodeUnits(a.resource, b.resource)),
    problems: [...absent(options, manifests), ...severalOrganizations(manifests)],
  };
}

function withoutManifest(name: string, paths: string[]): Problem {
  return {
    kind: 'unverified',
    text: `${name} has files and no manifest: ${list(paths)}`,
    remedy: `Restore \`${manifestPath(name)}\` from an earlier version, or rebuild it from the files: \`openai-admin-export repair <destination>\`.`,
  };
}

/** Returns what was to be verified and is not there. */
function absent({ destination, resources }: VerifyOptions, { known, broken }: StoredManifests): Problem[] {
  if (known.size + broken.size === 0 && resources === undefined) {
    return [
      {
        kind: 'unverified',
        text: `the ${destination.description} holds no manifests`,
        remedy:
          'Look whether this is the right place: nothing was exported to it, or its manifests lie apart (`manifest-prefix`, to be given with --config).',
      },
    ];
  }
  const missing = (resources ?? []).filter((name) => !known.has(name) && !broken.has(name));
  return missing.map((name) => ({
    kind: 'unverified',
    text: `${name} was never exported to the ${destination.description}`,
    remedy: `It holds ${list([...known.keys()]) || 'nothing'}.`,
  }));
}

function severalOrganizations({ known }: StoredManifests): Problem[] {
  const hashes = new Set([...known.values()].flatMap(({ manifest }) => manifest.organization ?? []));
  if (hashes.size < 2) return [];
  return [
    {
      kind: 'wrong',
      text: `the manifests are of ${hashes.size} organisations (${[...hashes].join(', ')})`,
      remedy: 'Give each organisation a destination of its own; find out which manifest came from elsewhere.',
    },
  ];
}
