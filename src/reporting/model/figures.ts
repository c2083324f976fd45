import type { ArchiveSource } from '../../archive/archive.ts';
import { partitionFiles } from '../../archive/current-files.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { dayName, parsePeriodName } from '../../archive/periods.ts';
import type { Audit } from '../../audit/audit.ts';
import type { AuditData } from '../../audit/audit-data.ts';
import { readSpendData } from '../../audit/read/read-audit-data.ts';
import { storedPrivacy } from '../../audit/stored-privacy.ts';
import { auditLogs } from '../../catalogue/audit.ts';
import { costs as costsResource } from '../../catalogue/spend.ts';
import type { Outcome } from '../../export/job/outcome.ts';
import type { Config } from '../../settings/config.ts';
import { byCodeUnits } from '../../text/order.ts';
import { dayAfter } from '../../text/time.ts';
import { buildCoverage, type ReportCoverage } from './coverage.ts';
import { namesOf } from './names.ts';
import { amountsBy, spendDays, sumOf } from './settled-spend.ts';

/** So many days have a day of the month each, which is all that fits below a bar; and each weekday as often as the others. */
const FIGURE_DAYS = 28;
const MOST_MONTHS = 12;
const MOST_PROJECTS = 8;
const UNALLOCATED = 'Not allocated to a project';
/** Days that are read besides those of the chart: the newest two have not come to rest. */
const MORE_DAYS = 7;

/** A dimension by which the API did not group, or `tenant_only`, and the partitions that do without. */
export interface RefusedDimension {
  resource: string;
  dimension: string;
  /** In their order. */
  periods: string[];
}

/** What the summary shows of the stored data, in addition to what the run did. */
export interface RunFigures {
  /** By resource; one that was never read here is missing. */
  coverage: ReadonlyMap<string, ReportCoverage>;
  refused: RefusedDimension[];
  events?: EventsFigure;
  spend?: SpendFigure;
  /** True if costs are exported, and not shown because everybody might see them. */
  isSpendHidden: boolean;
}

/** What figures are made from. */
export interface FigureSources {
  config: Pick<Config, 'privacy' | 'destination'>;
  outcomes: readonly Outcome[];
  /** Of the resources of the run, after it. */
  manifests: ReadonlyMap<string, Manifest>;
  destination: ArchiveSource;
  audit: Pick<Audit, 'data'> | undefined;
  now: number;
  /** False if anybody may read the reports: names of projects and amounts belong to the organisation. */
  isPrivate: boolean;
  /** False if the run is to end as fast as it can: then nothing is read back for a chart. */
  mayRead: boolean;
}

/**
 * Returns what the summary shows in addition to what the run did. Events are counted by the manifest; costs of about a month are read
 * back, unless the audit has read them already. What cannot be read is not shown: it has failed where it matters.
 */
export async function figuresOf(sources: FigureSources): Promise<RunFigures> {
  const { outcomes, manifests, isPrivate } = sources;
  const coverage = buildCoverage(manifests, outcomes).filter(({ status }) => status !== 'other run');
  const isRead = (name: string) => outcomes.some(({ resource, status }) => resource === name && status !== 'skipped');
  const events = isRead(auditLogs.name) ? manifests.get(auditLogs.name) : undefined;
  const costs = isRead(costsResource.name) ? manifests.get(costsResource.name) : undefined;
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

/** What the API cost, by settled day and project. */
export interface SpendFigure {
  currency: string;
  /** Oldest first; a day that was not read is left out. */
  days: { period: string; amount: number }[];
  /** The largest of these days, largest first, then what all others cost together. */
  projects: { name: string; amount: number }[];
  /** True if the export keeps the costs of some projects alone. */
  isFiltered: boolean;
  /** True if another filter leaves costs out; absent if none does. */
  isNarrowed?: true;
}

/** How many audit events there were, by settled day, or by month if files hold months. */
export interface EventsFigure {
  unit: 'day' | 'month';
  /** Oldest first; a period that was not read is left out. */
  periods: { period: string; events: number }[];
  /** True if the export keeps some types of events alone. */
  isFiltered: boolean;
}

/** Returns the costs of the last settled days; undefined if none have come to rest. */
export function spendFigure(data: AuditData, manifest: Manifest): SpendFigure | undefined {
  const { costs } = data;
  const settled = costs && spendDays(costs.covered, dayName(data.now))?.settled;
  if (!costs || !settled) return undefined;
  const days = lastDays(settled);
  const names = namesOf(data);
  const total = amountsBy(costs.daily, () => '').get('') ?? new Map<string, number>();
  const projects = [...amountsBy(costs.daily, ({ project }) => project)]
    .map(([id, amounts]) => ({ name: id === null ? UNALLOCATED : names.project(id), amount: sumOf(amounts, days) }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => b.amount - a.amount || byCodeUnits(a.name, b.name));
  return {
    currency: costs.currency,
    days: days.map((period) => ({ period, amount: total.get(period) ?? 0 })),
    projects: withOthers(projects),
    isFiltered: (manifest.shape.filters?.projects ?? []).length > 0,
    ...(Object.keys(manifest.shape.filters ?? {}).some((name) => name !== 'projects') && { isNarrowed: true }),
  };
}

/** Those since as many days before the last one as a chart shows. */
function lastDays(settled: readonly string[]): string[] {
  const last = settled.at(-1);
  if (last === undefined) return [];
  const first = dayAfter(last, 1 - FIGURE_DAYS);
  return settled.filter((day) => day >= first);
}

function withOthers(projects: SpendFigure['projects']): SpendFigure['projects'] {
  if (projects.length <= MOST_PROJECTS) return projects;
  const others = projects.slice(MOST_PROJECTS - 1);
  const amount = others.reduce((sum, project) => sum + project.amount, 0);
  return [...projects.slice(0, MOST_PROJECTS - 1), { name: `${others.length} other projects`, amount }];
}

/** Returns how many events the settled partitions hold, by what the manifest says: no file is read. */
export function eventsFigure(manifest: Manifest): EventsFigure | undefined {
  const settled = manifest.entries.filter((entry) => entry.settled === true && entry.period !== undefined);
  const unit = manifest.shape.partition_by === 'month' ? 'month' : 'day';
  const nameLength = unit === 'month' ? 7 : 10;
  const counts = new Map<string, number>();
  // A period that was read and is empty has no file, and counts as none.
  for (const { period = '' } of settled) counts.set(period.slice(0, nameLength), 0);
  for (const { from, rows } of partitionFiles({ ...manifest, entries: settled })) {
    const period = dayName(from).slice(0, nameLength);
    counts.set(period, (counts.get(period) ?? 0) + rows);
  }
  const whole = unit === 'day' ? wholeDays(manifest, counts) : [...counts.keys()].sort().slice(-MOST_MONTHS);
  if (whole.length === 0) return undefined;
  return {
    unit,
    periods: whole.map((period) => ({ period, events: counts.get(period) ?? 0 })),
    isFiltered: (manifest.shape.filters?.event_types ?? []).length > 0,
  };
}

/** Returns the days of which every hour is settled, if partitions are hours. */
function wholeDays({ entries }: Manifest, counts: ReadonlyMap<string, number>): string[] {
  const open = new Set(
    entries.flatMap(({ period, settled }) =>
      period === undefined || settled === true ? [] : dayName(parsePeriodName(period).from),
    ),
  );
  return lastDays([...counts.keys()].filter((day) => !open.has(day)).sort());
}
