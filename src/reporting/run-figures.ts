import type { Manifest } from '../archive/manifest.ts';
import type { Audit } from '../audit/audit.ts';
import { readSpendData } from '../audit/read/read-audit-data.ts';
import { storedPrivacy } from '../audit/stored-privacy.ts';
import type { Destination } from '../destinations/destination.ts';
import type { Outcome } from '../export/job/outcome.ts';
import type { Config } from '../settings/config.ts';
import { buildCoverage } from './model/coverage.ts';
import {
  type EventsFigure,
  eventsFigure,
  FIGURE_DAYS,
  FIGURE_RESOURCES,
  type SpendFigure,
  spendFigure,
} from './model/figures.ts';
import type { ReportCoverage } from './model/model.ts';

/** Days that are read beside those of the chart: the newest two have not come to rest. */
const MORE_DAYS = 7;

/** A dimension by which the API did not group, or `tenant_only`, and the partitions that do without. */
export interface RefusedDimension {
  resource: string;
  dimension: string;
  /** In their order. */
  periods: string[];
}

/** What is stored of the resources of a run, beside what the run did. */
export interface RunFigures {
  /** By resource; one that was never read here is missing. */
  coverage: ReadonlyMap<string, ReportCoverage>;
  refused: RefusedDimension[];
  events?: EventsFigure;
  spend?: SpendFigure;
  /** True where costs are exported, and not shown because everybody might see them. */
  isSpendHidden: boolean;
}

/** What figures are made of. */
export interface FigureSources {
  config: Pick<Config, 'privacy' | 'destination'>;
  outcomes: readonly Outcome[];
  /** Of the resources of the run, after it. */
  manifests: ReadonlyMap<string, Manifest>;
  destination: Pick<Destination, 'description' | 'read' | 'list'>;
  audit: Pick<Audit, 'data'> | undefined;
  now: number;
  /** False where anybody may read what is told: names of projects and amounts belong to the organisation. */
  isPrivate: boolean;
  /** False where the run is to end as fast as it can: then nothing is read back for a chart. */
  mayRead: boolean;
}

/**
 * Returns what the summary shows beside what the run did. Events are counted by the manifest; costs of about a month are read
 * back, unless the audit has read them already. What cannot be read is not shown: it has failed where it matters.
 */
export async function figuresOf(sources: FigureSources): Promise<RunFigures> {
  const { outcomes, manifests, isPrivate } = sources;
  const coverage = buildCoverage(manifests, outcomes).filter(({ status }) => status !== 'other run');
  const isRead = (name: string) => outcomes.some(({ resource, status }) => resource === name && status !== 'skipped');
  const events = isRead(FIGURE_RESOURCES.events) ? manifests.get(FIGURE_RESOURCES.events) : undefined;
  const costs = isRead(FIGURE_RESOURCES.spend) ? manifests.get(FIGURE_RESOURCES.spend) : undefined;
  const counted = events && eventsFigure(events);
  const spend = costs && isPrivate ? await spendOf(sources, costs) : undefined;
  return {
    coverage: new Map(coverage.map((each) => [each.resource, each])),
    refused: [...manifests.values()].flatMap(refusedIn),
    ...(counted && { events: counted }),
    ...(spend && { spend }),
    isSpendHidden: costs !== undefined && !isPrivate,
  };
}

async function spendOf(sources: FigureSources, costs: Manifest): Promise<SpendFigure | undefined> {
  const { config, audit, outcomes, manifests, destination, now, mayRead } = sources;
  if (audit) return spendFigure(audit.data, costs);
  if (config.destination.writeOnly || !mayRead) return undefined;
  const read = await readSpendData({ destination, manifests, outcomes, now, days: FIGURE_DAYS + MORE_DAYS });
  return spendFigure(storedPrivacy(config.privacy, manifests).data(read), costs);
}

function refusedIn({ resource, entries }: Manifest): RefusedDimension[] {
  const periods = new Map<string, Set<string>>();
  for (const { period, refused } of entries) {
    for (const dimension of period === undefined ? [] : (refused ?? [])) {
      periods.set(dimension, (periods.get(dimension) ?? new Set()).add(period as string));
    }
  }
  return [...periods].map(([dimension, names]) => ({ resource, dimension, periods: [...names].sort() }));
}
