import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { columns } from '../../src/catalogue/columns.ts';

describe('columns', () => {
  it('reads names, types and marks in the order given', () => {
    assert.deepEqual(columns('id seen:time:volatile count:number'), [
      { name: 'id', type: 'text' },
      { name: 'seen', type: 'time', volatile: true },
      { name: 'count', type: 'number' },
    ]);
  });

  it('joins the names of nested objects, however deep', () => {
    const names = columns('id actor( type session(user(id email) ip) ) last').map(({ name }) => name);
    assert.deepEqual(names, [
      'id',
      'actor__type',
      'actor__session__user__id',
      'actor__session__user__email',
      'actor__session__ip',
      'last',
    ]);
  });

  it('refuses a type or a mark that there is not', () => {
    assert.throws(() => columns('id:texts'), /column "id": unknown type "texts"/);
    assert.throws(() => columns('id:text:hidden'), /mark "hidden"/);
  });
});
