import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest } from '../../src/archive/manifest.ts';
import { readAuditData } from '../../src/audit/read/read-audit-data.ts';
import { costs } from '../../src/catalogue/spend.ts';
import { reasonsToFail } from '../../src/deliver/fail-on.ts';
import { rendered } from '../../src/notices/notice.ts';
import { summaryOf } from '../../src/reporting/markdown/texts.ts';
import { buildReport } from '../../src/reporting/model/build-report.ts';
import { figuresOf } from '../../src/reporting/model/figures.ts';
import { coveragePart } from '../../src/reporting/page/coverage.ts';
import { newestRead } from '../../src/verify/newest-read.ts';
import { manifestOf, memoryDestination } from '../audit/read/memory-destination.ts';
import { factsWith, outcomeOf } from '../reporting/reports.ts';

const second = (text: string) => Date.parse(text) / 1000;
const NOW = second('2026-11-22T04:17:00Z');
const destination = memoryDestination({});

const gapped = manifestOf('costs', {
  partitionBy: 'day',
  ranges: [
    [second('2026-11-01'), second('2026-11-03')],
    [second('2026-11-10'), second('2026-11-20')],
  ],
  entries: [{ period: '2026-11-19', rows: 0, settled: true }],
});

/** Returns the day up to which each of those who say so calls the costs complete after a run that could not read them. */
async function daysTold(manifest: Manifest): Promise<Record<string, string | undefined>> {
  const outcomes = [outcomeOf('costs', { status: 'failed', problems: ['GET /costs answered 500.'] })];
  const manifests = new Map([['costs', manifest]]);
  const sources = { outcomes, manifests, destination, now: NOW };
  const data = await readAuditData({ ...sources, eventTypes: new Set(), windowDays: 30 });
  const config = { privacy: { mode: 'none' }, destination: { writeOnly: true } } as never;
  const figures = await figuresOf({ ...sources, config, audit: undefined, isPrivate: false, mayRead: false });
  const run = factsWith(outcomes, { now: NOW, figures, manifests });
  const checks = { ran: false, results: [] } as never;
  const page = coveragePart(buildReport({ run, data, manifests, checks, comparedWith: 'the last run' }));
  const failOn = { error: false, staleSeconds: 48 * 3600 };
  const verified = newestRead(manifest, costs, { newestRow: 0, now: NOW, settledOnly: false, records: [] });
  return {
    page: /<span class="day">(\S{10})T00:00:00Z</.exec(String(page.markup))?.[1],
    summary: /\| costs \|.*\| (\S+) \|/.exec(summaryOf(run))?.[1],
    failOn: /complete until (\S+)\)/.exec(
      reasonsToFail({ failOn }, run, [])
        .map(({ notice }) => rendered(notice))
        .join(),
    )?.[1],
    checks: data.dataUntil.get('costs'),
    verify: /complete until (\S+)/.exec(verified?.by ?? '')?.[1],
  };
}

test('after a gap and a run that failed, all say the same of until when the data is complete', async () => {
  const day = '2026-11-03';
  assert.deepEqual(await daysTold(gapped), { page: day, summary: day, failOn: day, checks: day, verify: day });
});

test('what the API no longer serves and what was given up is no gap', async () => {
  const day = '2026-11-20';
  const removal = { from: '2026-11-06', to: '2026-11-10', reason: 'legal', on: '2026-11-12', files: [] };
  const manifest: Manifest = {
    ...gapped,
    unavailable: [[second('2026-11-03'), second('2026-11-06')]],
    removed: [removal],
  };
  assert.deepEqual(await daysTold(manifest), { page: day, summary: day, failOn: day, checks: day, verify: day });
});
