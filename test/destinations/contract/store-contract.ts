import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { FACTS, LARGE, localFile, textAt } from './destination-contract.ts';
import type { StoreStand } from './stand.ts';

const PATH = 'users/users.jsonl';

/** What a store's errors must say, beside what was done to what. */
export interface StoreWords {
  /** Where credentials were looked for. */
  lookedFor: RegExp;
  /** The permission that is missing. */
  permissions: Record<'read' | 'list' | 'write' | 'remove', RegExp>;
}

/** What holds for every store, when it works and when it does not. */
export function testStore(name: string, words: StoreWords, setUp: (t: TestContext) => Promise<StoreStand>): void {
  const stand = async (t: TestContext) => {
    const place = await setUp(t);
    const destination = await place.open();
    t.after(() => destination.close());
    return { ...place, destination };
  };

  test(`${name}: an object has its media type, and says what it holds`, async (t) => {
    const { destination, described } = await stand(t);
    const types = {
      'users/users.jsonl': 'application/x-ndjson',
      'users/users.csv': 'text/csv; charset=utf-8',
      'users/users.csv.gz': 'application/gzip',
      'users/users.jsonl.zst': 'application/zstd',
    };
    for (const [path, contentType] of Object.entries(types)) {
      await destination.publish(path, await localFile(t, 'x'), FACTS);
      assert.deepEqual(await described(path), { contentType, metadata: { sha256: FACTS.sha256, rows: '7' } });
    }
    await destination.publish('users/large.jsonl', await localFile(t, randomBytes(LARGE)), FACTS);
    assert.deepEqual(await described('users/large.jsonl'), {
      contentType: 'application/x-ndjson',
      metadata: { sha256: FACTS.sha256, rows: '7' },
    });
    await destination.writeText('_manifests/users.json', '{}');
    assert.equal((await described('_manifests/users.json')).contentType, 'application/json');
  });

  test(`${name}: a list goes on over its pages`, async (t) => {
    const { destination } = await stand(t);
    const paths = Array.from({ length: 13 }, (_, index) => `users/${String(index).padStart(2, '0')}`);
    for (const path of paths) await destination.publish(path, await localFile(t, ''), FACTS);
    assert.deepEqual(await destination.list('users/'), paths);
  });

  test(`${name}: a store that asks to slow down is asked again`, async (t) => {
    const { destination, fault } = await stand(t);
    fault('throttled', { call: 'write', path: PATH, times: 2 });
    await destination.publish(PATH, await localFile(t, 'x'), FACTS);
    fault('throttled', { call: 'read', path: PATH, times: 2 });
    assert.equal(await textAt(destination, PATH), 'x');
  });

  test(`${name}: a store that asks to slow down for too long is an error that says so, and leaves what was there`, async (t) => {
    const { destination, open, fault, clearFaults } = await stand(t);
    await destination.publish(PATH, await localFile(t, 'before'), FACTS);
    const impatient = await open({ retries: 0 });
    t.after(() => impatient.close());
    fault('throttled', { call: 'write', path: PATH, times: 9 });
    await assert.rejects(impatient.publish(PATH, await localFile(t, 'after'), FACTS), {
      name: 'StorageError',
      endsRun: false,
      message:
        /^Failed to write users\/users\.jsonl in .*: .+\. The store asked to slow down more often than `retries` allows/,
    });
    clearFaults();
    assert.equal(await textAt(destination, PATH), 'before');
  });

  test(`${name}: an answer that is lost costs nothing, with and without a condition`, async (t) => {
    const { destination, fault } = await stand(t);
    fault('lost-answer', { call: 'write', path: PATH });
    await destination.publish(PATH, await localFile(t, 'x'), FACTS);
    assert.equal(await textAt(destination, PATH), 'x');
    fault('lost-answer', { call: 'write', path: '_manifests/users.json' });
    // Whether it was written or refused as written already, what is stored is right.
    await destination.replaceText('_manifests/users.json', 'text', undefined);
    assert.equal((await destination.readText('_manifests/users.json'))?.text, 'text');
  });

  test(`${name}: a large file whose last answer is lost is there, once`, async (t) => {
    const { destination, fault, contents } = await stand(t);
    const bytes = randomBytes(LARGE);
    fault('lost-answer', { call: 'write-last', path: PATH });
    await destination.publish(PATH, await localFile(t, bytes), FACTS);
    assert.ok((await contents()).get(PATH)?.equals(bytes));
  });

  test(`${name}: what the store holds is written again where its checksum differs`, async (t) => {
    const { destination, fault, writes } = await stand(t);
    for (const content of [Buffer.from('small'), randomBytes(LARGE)]) {
      const path = `users/${content.length}.jsonl`;
      fault('wrong-checksum', { call: content.length === LARGE ? 'write-part' : 'write', path });
      const before = writes();
      await destination.publish(path, await localFile(t, content), FACTS);
      assert.ok(writes() - before >= 2, 'it was written twice');
      const stored = await destination.read(path);
      assert.ok(stored && (await buffer(stored)).equals(content));
    }
    fault('wrong-checksum', { call: 'write', path: 'users/new.jsonl' });
    assert.equal(await destination.publishNew('users/new.jsonl', await localFile(t, 'new'), FACTS), true);
    assert.equal(await textAt(destination, 'users/new.jsonl'), 'new');
  });

  test(`${name}: a store whose checksum never agrees is an error, and nothing wrong is left there`, async (t) => {
    const { destination, fault, contents } = await stand(t);
    fault('wrong-checksum', { call: 'write', path: PATH, times: 9 });
    await assert.rejects(destination.publish(PATH, await localFile(t, 'x'), FACTS), {
      name: 'StorageError',
      message: /the checksum of what the store holds differed from ours 3 times/,
    });
    assert.equal((await contents()).size, 0, 'what cannot be trusted is not left behind');
  });

  test(`${name}: reading goes on where a connection broke`, async (t) => {
    const { destination, fault } = await stand(t);
    for (const bytes of [randomBytes(LARGE), randomBytes(40_000)]) {
      await destination.publish(PATH, await localFile(t, bytes), FACTS);
      fault('cut-answer', { call: 'read', path: PATH, times: 2 });
      const read = await destination.read(PATH);
      assert.ok(read && (await buffer(read)).equals(bytes));
    }
  });

  test(`${name}: an upload that is given up leaves nothing visible and nothing open`, async (t) => {
    const { open, contents, openUploads, partArrived } = await stand(t);
    const destination = await open();
    const uploading = destination.publish('audit_logs/large.jsonl', await localFile(t, randomBytes(3 * LARGE)), FACTS);
    const ended = assert.rejects(uploading, { name: 'StorageError' });
    await partArrived();
    await destination.close();
    await ended;
    assert.equal((await contents()).size, 0);
    assert.ok([0, undefined].includes(openUploads()));
  });

  for (const call of ['read', 'list', 'write', 'remove'] as const) {
    test(`${name}: what may not be done (${call}) is an error that names the permission, never taken for missing`, async (t) => {
      const { destination, open } = await stand(t);
      await destination.publish(PATH, await localFile(t, 'x'), FACTS);
      const limited = await open({ without: call });
      t.after(() => limited.close());
      const file = await localFile(t, 'y');
      const calls = {
        read: () => limited.readText(PATH),
        list: () => limited.list('users/'),
        write: () => limited.publish('users/new.jsonl', file, FACTS),
        remove: () => limited.remove(PATH),
      };
      await assert.rejects(calls[call](), (error: Error & { endsRun?: boolean }) => {
        assert.equal(error.name, 'StorageError');
        assert.match(error.message, new RegExp(`^Failed to ${call} users/`));
        assert.match(error.message, words.permissions[call]);
        assert.equal(error.endsRun, false);
        return true;
      });
    });
  }

  for (const [credentials, message] of [
    ['wrong', /check the credentials/],
    ['expired', /no longer valid and could not be renewed/],
    ['none', words.lookedFor],
  ] as const) {
    test(`${name}: credentials (${credentials}) are one error that ends the run and says what to do`, async (t) => {
      const { open } = await stand(t);
      const destination = await open({ credentials, retries: 1 });
      t.after(() => destination.close());
      for (const call of [
        () => destination.readText('_manifests/users.json'),
        async () => destination.publish(PATH, await localFile(t, 'x'), FACTS),
        () => destination.list('users/'),
      ]) {
        await assert.rejects(call(), (error: Error & { endsRun?: boolean }) => {
          assert.equal(error.name, 'StorageError');
          assert.match(error.message, message);
          assert.equal(error.endsRun, true, error.message);
          assert.ok(error.cause instanceof Error);
          return true;
        });
      }
    });
  }

  test(`${name}: an object that may not be replaced is one clear error; a new one is written`, async (t) => {
    const { open } = await stand(t);
    const destination = await open({ retained: true });
    t.after(() => destination.close());
    await destination.publish(PATH, await localFile(t, 'first'), FACTS);
    const refused = { name: 'StorageError', endsRun: true, message: /settled-only: true, manifest-prefix/ };
    await assert.rejects(destination.publish(PATH, await localFile(t, 'second'), FACTS), refused);
    await assert.rejects(destination.remove(PATH), refused);
    assert.equal(await destination.publishNew(PATH, await localFile(t, 'second'), FACTS), false);
    assert.equal(await destination.publishNew('users/other.jsonl', await localFile(t, 'other'), FACTS), true);
    assert.equal(await textAt(destination, PATH), 'first');
  });

  test(`${name}: who may only write needs no other permission`, async (t) => {
    const { open, contents } = await stand(t);
    const destination = await open({ mayRead: false, without: 'read' });
    t.after(() => destination.close());
    const large = 'users/large.jsonl';
    await destination.publish(PATH, await localFile(t, 'x'), FACTS);
    await destination.publish(large, await localFile(t, Buffer.alloc(LARGE, 'x')), FACTS);
    await destination.writeText('_manifests/users.json', '{}');
    assert.deepEqual([...(await contents()).keys()].sort(), ['_manifests/users.json', large, PATH]);
    for (const content of ['y', Buffer.alloc(LARGE, 'y')]) {
      const path = content.length === 1 ? PATH : large;
      assert.equal(await destination.publishNew(path, await localFile(t, content), FACTS), false, path);
      assert.equal(await destination.publishNew(`${path}.new`, await localFile(t, content), FACTS), true, path);
    }
    assert.equal((await contents()).get(PATH)?.toString(), 'x');
  });
}
