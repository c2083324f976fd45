import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PQueue from 'p-queue';
import { StorageError } from '../../notices/errors.ts';
import type { Log } from '../../notices/log.ts';
import { notice } from '../../notices/notice.ts';
import type { Destination, FileFacts } from '../destination.ts';
import { contentTypeOf } from './content-type.ts';
import { digestBytes, digestFile } from './digest.ts';
import { type Condition, type Content, type ObjectStore, partSizeOf, type Written } from './object-store.ts';
import { type ReadLimits, resumingRead, type StoredObject } from './resuming-read.ts';
import { endsRun, remedyOf, type StoreGuide, topicOf } from './store-guide.ts';

/** Files uploaded side by side; each large one holds a part in memory. */
const UPLOADS_AT_ONCE = 4;
/** A store that keeps something else this often is broken, or what lies between. */
const MOST_WRITES = 3;

/** Which part of a store a destination is. */
export interface StorePlace {
  /** For people. */
  name: string;
  /** Without slashes at its ends. */
  prefix: string;
  guide: StoreGuide;
  /** False if only writing is allowed: then a store that gives no checksum is believed. */
  mayRead: boolean;
  /** How long reading is tried. */
  limits: ReadLimits;
  log: Log;
}

/** Returns a prefix in an object store as a destination. */
export function storeDestination(store: ObjectStore, place: StorePlace): Destination {
  const description = `store ${place.name}`;
  const root = place.prefix === '' ? '' : `${place.prefix}/`;
  let conditionsTried = false;
  let isClosed = false;
  const uploads = new PQueue({ concurrency: UPLOADS_AT_ONCE });

  /** Stores take any key, but `..` in one would lead a copy of it out of its folder. */
  function keyOf(path: string): string {
    const steps = path.replace(/\/$/, '').split('/');
    if (steps.some((step) => ['', '.', '..'].includes(step)) || path.includes('\0')) {
      throw new StorageError('path-refused', `The path ${JSON.stringify(path)} leads out of the ${description}`);
    }
    return root + path;
  }

  async function attempt<Result>(what: string, path: string, work: (key: string) => Promise<Result>): Promise<Result> {
    const key = keyOf(path);
    try {
      return await work(key);
    } catch (cause) {
      if (cause instanceof StorageError) throw cause;
      const trouble = store.explain(cause);
      const remedy = remedyOf(trouble.kind, what, place.guide);
      const message = `Failed to ${what} ${path} in the ${description}: ${trouble.detail}.${remedy === '' ? '' : ` ${remedy}`}`;
      throw new StorageError(topicOf(trouble.kind), message, { cause, endsRun: endsRun(trouble.kind) });
    }
  }

  /**
   * Some stores answer that they know no conditions. Then the write happens without one: if a caller asks for a condition that
   * cannot hold sees that it was not kept.
   */
  async function putWithCondition(key: string, content: Content, condition: Condition): Promise<Written> {
    try {
      return await store.put(key, content, condition);
    } catch (error) {
      if (condition.kind === 'none') throw error;
      const { kind } = store.explain(error);
      // What is kept for good is there, whichever of the two the store names first.
      if (condition.kind === 'absent' && kind === 'retention' && (!place.mayRead || (await store.has(key)))) {
        return { kind: 'refused' };
      }
      if (kind !== 'no-conditions') throw error;
      return await store.put(key, content, { kind: 'none' });
    }
  }

  /** Writes until the store holds what was given. Returns false if the condition does not hold. */
  async function write(key: string, content: Content, condition: Condition): Promise<boolean> {
    let required = condition;
    let isWrong = false;
    for (let count = 1; count <= MOST_WRITES; count += 1) {
      const written = await putWithCondition(key, content, required);
      if (written.kind === 'refused') return false;
      if (written.kind === 'damaged') continue;
      if (await isIntact(key, content, written)) return true;
      isWrong = true;
      // What was written wrongly is there now: the next attempt may replace that and nothing else.
      if (condition.kind !== 'none') required = { kind: 'version', version: written.version };
    }
    // Better none than a wrong one, which readers would take for what it seems to be. A manifest stays: that it cannot
    // be read is seen, and that it is missing would mean something else.
    if (isWrong && condition.kind !== 'version') await store.delete(key).catch(() => undefined);
    throw new StorageError(
      'checksum-mismatch',
      `Failed to write ${key.slice(root.length)} in the ${description}: the checksum of what the store holds differed from ours ${MOST_WRITES} times. Something between this machine and the store alters data: do not trust what is there under this name.`,
    );
  }

  /** A store that gives no checksum is asked for what it holds, if it may be read. */
  async function isIntact(key: string, { digest }: Content, written: Written & { kind: 'written' }): Promise<boolean> {
    if (written.checksum !== 'unknown') return written.checksum === 'equal';
    if (!place.mayRead) return true;
    const stored = await open(key);
    if (!stored) return false;
    const md5 = createHash('md5');
    for await (const chunk of stored.body) md5.update(chunk);
    return md5.digest().equals(digest.md5);
  }

  async function upload(path: string, localFile: string, facts: FileFacts, condition: Condition): Promise<boolean> {
    return uploads.add(() =>
      attempt('write', path, async (key) => {
        if (isClosed)
          throw new StorageError('run-stopped', `${path} was not written to the ${description}: the run was stopped`);
        const { size } = await stat(localFile);
        const partSize = partSizeOf(size);
        const isLarge = size > partSize;
        const bytes = isLarge ? undefined : await readFile(localFile);
        const content: Content = {
          source: bytes ? { bytes } : { file: localFile },
          digest: bytes ? digestBytes(bytes) : await digestFile(localFile, partSize),
          contentType: contentTypeOf(path),
          metadata: { sha256: facts.sha256, rows: String(facts.rows) },
        };
        const done = await write(key, content, condition);
        if (done) await rm(localFile, { force: true });
        return done;
      }),
    );
  }

  /** Puts the same bytes once more on condition that there are none yet: a store that takes them keeps no conditions. */
  async function warnOfIgnoredConditions(key: string, content: Content): Promise<void> {
    if (conditionsTried) return;
    conditionsTried = true;
    // The write that counts has happened: what goes wrong here is no reason to fail it.
    const written = await putWithCondition(key, content, { kind: 'absent' }).catch(() => undefined);
    if (written?.kind !== 'written') return;
    place.log.warning(
      notice(
        `The store of ${place.name} ignores conditions on writing (If-None-Match): two jobs that write the same resource at once can undo each other's manifest. Let one job write at a time (\`concurrency\` in the workflow).`,
        'conditions-unsupported',
      ),
    );
  }

  /** An object, read on after a connection breaks. */
  async function open(key: string): Promise<StoredObject | undefined> {
    const first = await store.get(key);
    const from = (offset: number, version: string) => store.get(key, { offset, version });
    return first && { ...first, body: resumingRead(first, from, place.limits) };
  }

  async function* explained(body: Readable, path: string): AsyncGenerator<Buffer> {
    try {
      yield* body as AsyncIterable<Buffer>;
    } catch (error) {
      await attempt('read', path, () => Promise.reject(error));
    }
  }

  function textContent(path: string, text: string): Content {
    const bytes = Buffer.from(text);
    return { source: { bytes }, digest: digestBytes(bytes), contentType: contentTypeOf(path), metadata: {} };
  }

  return {
    description,
    list: (prefix) =>
      attempt('list', prefix, async (key) => {
        const keys = await store.list(key);
        return keys.map((found) => found.slice(root.length)).sort();
      }),
    async read(path) {
      const body = await attempt('read', path, async (key) => (await open(key))?.body);
      // Breaking off later gives the same message as failing to open.
      return body && Readable.from(explained(body, path), { objectMode: false });
    },
    async publish(path, localFile, facts) {
      await upload(path, localFile, facts, { kind: 'none' });
    },
    async publishNew(path, localFile, facts) {
      // Looked for first, where that is allowed: not every store keeps conditions, and nothing may be lost to one that does not.
      const isThere = async () => place.mayRead && (await attempt('read', path, store.has));
      for (let count = 1; count <= MOST_WRITES; count += 1) {
        if (await isThere()) return false;
        if (await upload(path, localFile, facts, { kind: 'absent' })) return true;
        if (!place.mayRead) return false;
        // Refused although there is none: two such writes have met, and neither happened.
      }
      return false;
    },
    remove: (path) => attempt('remove', path, (key) => store.delete(key)),
    readText: (path) =>
      attempt('read', path, async (key) => {
        const stored = await open(key);
        return stored && { text: (await buffer(stored.body)).toString('utf8'), version: stored.version };
      }),
    replaceText: (path, text, version) =>
      attempt('write', path, async (key) => {
        const content = textContent(path, text);
        const done = await write(
          key,
          content,
          version === undefined ? { kind: 'absent' } : { kind: 'version', version },
        );
        if (done) await warnOfIgnoredConditions(key, content);
        return done;
      }),
    async writeText(path, text) {
      await attempt('write', path, (key) => write(key, textContent(path, text), { kind: 'none' }));
    },
    async close() {
      isClosed = true;
      await store.close();
    },
  };
}
