import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses before a host that is not found is looked for again, in milliseconds. */
const LOOK_AGAIN_AFTER = [500, 1500];

/**
 * Returns a call that resolves if the host of an address can be found, and throws the resolver's error if it cannot, within seconds. Once found, a host
 * is not looked for again. With a proxy it is the proxy that looks, so nothing is asked here.
 */
export function knownHost(address: string, proxyEnvironment: NodeJS.ProcessEnv): () => Promise<void> {
  const hasProxy = Object.entries(proxyEnvironment).some(([name, value]) => /^https?_proxy$/i.test(name) && value);
  let isKnown = hasProxy;
  return async () => {
    if (isKnown) return;
    const host = new URL(address).hostname.replace(/^\[(.*)\]$/, '$1');
    for (let attempt = 0; ; attempt += 1) {
      try {
        await lookup(host);
        isKnown = true;
        return;
      } catch (error) {
        const pause = LOOK_AGAIN_AFTER[attempt];
        if (pause === undefined) throw error;
        await sleep(pause);
      }
    }
  };
}
