import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LimitedLog, limitAnnotations } from '../../src/notices/annotation-limits.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { readRunnerLog } from '../harness/workflow-commands.ts';

/** What the runner makes of what a limited log is told. */
function told(tell: (log: LimitedLog) => void) {
  const lines: string[] = [];
  const command = (name: string) => (message: Message) => {
    lines.push(`::${name}::${rendered(message).replaceAll('%', '%25').replaceAll('\n', '%0A')}`);
  };
  const log = limitAnnotations({
    debug: command('debug'),
    info: (message) => lines.push(rendered(message)),
    notice: command('notice'),
    warning: command('warning'),
    error: command('error'),
  });
  tell(log);
  log.close();
  return readRunnerLog(lines.join('\n'));
}

test('the runner drops no annotation; the last one of a type says how many more there are', () => {
  const { annotations, droppedAnnotations, text } = told((log) => {
    for (let index = 0; index < 30; index += 1) log.notice(`notice ${index}`);
    for (let index = 0; index < 30; index += 1) log.warning(`early ${index}`);
    log.beginReport();
    for (let index = 0; index < 30; index += 1) log.error(`error ${index}`);
    for (let index = 0; index < 30; index += 1) log.warning(`late ${index}`);
  });
  assert.equal(droppedAnnotations, 0);
  const of = (wanted: string) => annotations.flatMap(({ type, message }) => (type === wanted ? [message] : []));
  assert.equal(of('error').length, 9);
  assert.equal(of('error').at(-1), '22 more errors: see the log of this step and the job summary.');
  assert.deepEqual(of('warning').slice(0, 4), ['early 0', 'early 1', 'early 2', 'late 0']);
  assert.equal(of('warning').at(-1), '51 more warnings: see the log of this step and the job summary.');
  assert.equal(of('notice').at(-1), '22 more notices: see the log of this step and the job summary.');
  for (let index = 0; index < 30; index += 1)
    assert.match(text, new RegExp(`error: error ${index}\n|\\]error ${index}\n`));
});

test('a text is told once', () => {
  const { annotations } = told((log) => {
    for (let index = 0; index < 20; index += 1) log.error('the same');
  });
  assert.deepEqual(
    annotations.map(({ message }) => message),
    ['the same'],
  );
});

test('a text that the runner would cut is cut with a word on where the rest is, and stands in the log whole', () => {
  const long = `${'x'.repeat(3999)}😀${'y'.repeat(500)}`;
  const { annotations, text } = told((log) => log.error(long));
  assert.ok((annotations[0]?.message.length ?? 0) < 4096);
  assert.match(annotations[0]?.message ?? '', /… The rest is in the log\.$/);
  assert.ok(annotations[0]?.message.isWellFormed());
  assert.ok(text.includes(long));
});
