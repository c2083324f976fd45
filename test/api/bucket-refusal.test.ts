import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBucketRefusal } from '../../src/api/bucket-refusal.ts';
import { ApiError } from '../../src/notices/errors.ts';

const DIMENSIONS = ['project_id', 'line_item', 'api_key_id'];

function refused(detail: string, fields: { status?: number; code?: string; param?: string } = {}): ApiError {
  return new ApiError('request-refused', `GET /organization/costs answered 400: ${detail}`, {
    status: 400,
    isRefusal: true,
    detail,
    ...fields,
  });
}

test('a history limit is understood, with the date that it names', () => {
  const cases: [ApiError, number | undefined][] = [
    [refused('Too old', { code: 'reporting_lookback_exceeded', param: 'start_time' }), undefined],
    [
      refused('Usage and cost data are available for the past year. Earliest supported start date: 2025-03-02 (UTC).', {
        code: 'reporting_lookback_exceeded',
      }),
      Date.parse('2025-03-02') / 1000,
    ],
    [refused('Data are available for the past 90 days.'), undefined],
  ];
  for (const [error, earliest] of cases) {
    assert.deepEqual(readBucketRefusal(error, DIMENSIONS), { kind: 'history', earliest });
    assert.deepEqual(readBucketRefusal(error, []), { kind: 'history', earliest });
  }
});

test('a floor of a dimension is understood, with the second that it names', () => {
  const error = refused('Grouping by api_key_id is supported from start_time 1764979200 on.', {
    code: 'invalid_request_error',
    param: 'start_time',
  });
  assert.deepEqual(readBucketRefusal(error, DIMENSIONS), {
    kind: 'dimension',
    suspects: ['api_key_id'],
    since: 1_764_979_200,
  });
});

test('where no dimension is named, all are suspects, the one added last first', () => {
  assert.deepEqual(readBucketRefusal(refused('Unsupported', { param: 'group_by' }), DIMENSIONS), {
    kind: 'dimension',
    suspects: ['api_key_id', 'line_item', 'project_id'],
    since: undefined,
  });
});

test('a list of what is allowed names no suspects', () => {
  const error = refused("Invalid value: 'line_item'. Supported values are: 'project_id' and 'api_key_id'.", {
    param: 'group_by',
  });
  const refusal = readBucketRefusal(error, DIMENSIONS);
  assert.deepEqual(refusal?.kind === 'dimension' && refusal.suspects, ['line_item']);
});

test('a dimension is recognised by its whole name', () => {
  const refusal = readBucketRefusal(refused('group_by user_id_hash is not there'), ['user_id', 'project_id']);
  assert.deepEqual(refusal?.kind === 'dimension' && refusal.suspects, ['project_id', 'user_id']);
});

test('every other refusal is left as it is', () => {
  assert.equal(readBucketRefusal(refused('Grouping by api_key_id', { status: 403 }), DIMENSIONS), undefined);
  assert.equal(readBucketRefusal(refused('Invalid limit', { param: 'limit' }), DIMENSIONS), undefined);
  assert.equal(readBucketRefusal(refused('start_time', { param: 'start_time' }), []), undefined);
});

test('no text breaks the reading, and a suspect is always one of the dimensions asked for', () => {
  const word = fc.constantFrom('api_key_id', 'lookback', '2025-12-06', '2025-99-99', '1764979200', 'group', ' ', "'");
  const detail = fc.array(fc.oneof(word, fc.string())).map((words) => words.join(' '));
  fc.assert(
    fc.property(detail, fc.subarray(DIMENSIONS), fc.option(fc.string(), { nil: undefined }), (text, asked, param) => {
      const refusal = readBucketRefusal(refused(text, param === undefined ? {} : { param }), asked);
      if (refusal?.kind !== 'dimension') return;
      assert.ok(refusal.suspects.length > 0);
      for (const suspect of refusal.suspects) assert.ok(asked.includes(suspect));
    }),
  );
});
