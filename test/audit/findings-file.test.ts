import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Check, Finding } from '../../src/audit/check.ts';
import { parseChecks, serializeChecks } from '../../src/audit/check-records.ts';
import { findingsCsv, findingsOf, parseFindings, serializeFindings } from '../../src/audit/findings-file.ts';

const check: Check = {
  ...{
    id: 'c',
    severity: 'high',
    title: '',
    meaning: '',
    why: '',
    remedy: '',
    controls: [],
    needs: {},
    thresholds: {},
  },
  find: () => [],
};

const findings: Finding[] = [
  {
    ...{ id: 'c:B', check: 'c', severity: 'high', status: 'excepted', since: '2026-11-01', baseline: true },
    ...{ text: '=Ann, "the\nowner"', evidence: { owner: 'Ann' } },
    exception: { reason: '+1', expires: '2026-12-31' },
  },
  {
    ...{ id: 'c:a', check: 'c', severity: 'low', status: 'resolved', since: '2026-11-01', baseline: false },
    ...{ text: 'Ünïcode \u2028', evidence: {}, resolved: '2026-11-02' },
  },
];

test('findings come back from JSONL as they were, in the order of code units over all checks', () => {
  const results = findings.toReversed().map((finding) => ({ check, state: 'found' as const, findings: [finding] }));
  assert.deepEqual(findingsOf(results), findings);
  const text = serializeFindings(findings);
  assert.equal(text.split('\n').length, 3);
  assert.deepEqual(parseFindings(text), findings);
  assert.deepEqual(parseFindings(text.replaceAll('\n', '\r\n')), findings);
  assert.deepEqual(parseFindings(serializeFindings([])), []);
});

test('a line that is no finding is named', () => {
  assert.throws(() => parseFindings(`${serializeFindings(findings)}{"id":`), /line 3 is no finding/);
  assert.throws(() => parseFindings('{"a":1}\n'), /line 1 is no finding/);
});

test('the CSV has a header always, and runs no formula in a spreadsheet', () => {
  const header = 'id,check,severity,status,since,baseline,text,evidence,exception_reason,exception_expires,resolved\n';
  assert.equal(findingsCsv([]), header);
  const rows = parse(findingsCsv(findings), { columns: true });
  assert.deepEqual(rows[0], {
    ...{ id: 'c:B', check: 'c', severity: 'high', status: 'excepted', since: '2026-11-01', baseline: 'true' },
    ...{ text: '\'=Ann, "the\nowner"', evidence: '{"owner":"Ann"}', exception_reason: '+1' },
    ...{ exception_expires: '2026-12-31', resolved: '' },
  });
  assert.match(findingsCsv(findings, false), /"=Ann, ""the\nowner"""/);
});

test('the records of the checks come back, and those of a newer release are refused', () => {
  const results = [
    { check, state: 'found' as const, findings, baselineDay: '2026-11-01' },
    { check: { ...check, id: 'd' }, state: 'not checked' as const, why: 'why', findings: [] },
  ];
  const text = serializeChecks(results);
  assert.equal(text.split('\n').filter((line) => line.includes('"id"')).length, 2);
  assert.deepEqual(parseChecks(text), [
    { id: 'c', state: 'found', baselineDay: '2026-11-01', findings: { new: 0, standing: 0, excepted: 1, resolved: 1 } },
    { id: 'd', state: 'not checked', why: 'why', findings: { new: 0, standing: 0, excepted: 0, resolved: 0 } },
  ]);
  assert.deepEqual(parseChecks(serializeChecks([])), []);
  assert.throws(() => parseChecks('{"version":2,"checks":[]}'), /version is 2/);
});

test('what could not be parsed is not quoted', () => {
  assert.throws(() => parseChecks('{"checks": Planted Person}'), {
    message: 'Failed to read checks.json: it is not JSON',
  });
});
