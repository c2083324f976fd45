import assert from 'node:assert/strict';
import type { TableRow } from './data-files.ts';

type Json = Record<string, unknown>;

/**
 * Asserts that a table row says what its JSON row says: every cell is the value that its column names, and every value of
 * the JSON row is in a cell. Numbers are compared as text, times as UTC, lists and free-form objects as JSON.
 */
export function assertSameRow(table: TableRow, json: string, where: string): void {
  const row: Json = JSON.parse(json);
  const payload = typeof row.type === 'string' && row.type.includes('.') ? row.type : undefined;
  const said = new Set<string>();
  for (const [column, cell] of Object.entries(table)) {
    const path = column === 'details' && payload !== undefined ? [payload] : column.split('__');
    const value = valueAt(row, path);
    if (cell === null) assert.ok(value === null || value === undefined, `${where}: ${column} is empty, not ${value}`);
    else assert.equal(plain(cell, value), textOf(value), `${where}: ${column}`);
    if (cell !== null) said.add(path.join('\0'));
  }
  for (const path of leavesOf(row, []))
    assert.ok(
      path.some((_, index) => said.has(path.slice(0, index + 1).join('\0'))),
      `${where}: ${path.join('.')} is in no column`,
    );
}

function valueAt(row: Json, path: string[]): unknown {
  return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), row);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A cell in the form of `textOf`: a time back in Unix seconds, JSON without blanks. */
function plain(cell: string, value: unknown): string {
  if (typeof value === 'number' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(cell))
    return String(Date.parse(cell) / 1000);
  // A column that may hold a list or a word holds JSON either way.
  if (typeof value === 'string' && cell === JSON.stringify(value)) return value;
  return typeof value === 'object' ? JSON.stringify(JSON.parse(cell)) : cell;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Paths of all values that are there. */
function leavesOf(value: unknown, path: string[]): string[][] {
  if (isObject(value)) return Object.entries(value).flatMap(([name, field]) => leavesOf(field, [...path, name]));
  return value === null ? [] : [path];
}
