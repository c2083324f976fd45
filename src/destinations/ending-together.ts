import { StorageError } from '../notices/errors.ts';
import type { Destination } from './destination.ts';

/**
 * Returns a destination that, once lost, is not asked again: the first error that ends the run aborts `stop` with itself as the
 * reason, and every later call throws it at once.
 */
export function endingTogether(destination: Destination, stop: AbortController): Destination {
  async function attempt<Result>(call: () => Promise<Result>): Promise<Result> {
    stop.signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StorageError) || !error.endsRun) throw error;
      // Of many calls that fail at once, the first one speaks for all.
      stop.abort(error);
      throw stop.signal.reason;
    }
  }
  return {
    description: destination.description,
    list: (prefix, isWanted) => attempt(() => destination.list(prefix, isWanted)),
    read: (path) => attempt(() => destination.read(path)),
    publish: (path, localFile, facts) => attempt(() => destination.publish(path, localFile, facts)),
    publishNew: (path, localFile, facts) => attempt(() => destination.publishNew(path, localFile, facts)),
    remove: (path) => attempt(() => destination.remove(path)),
    readText: (path) => attempt(() => destination.readText(path)),
    replaceText: (path, text, version) => attempt(() => destination.replaceText(path, text, version)),
    writeText: (path, text) => attempt(() => destination.writeText(path, text)),
    close: () => destination.close(),
  };
}
