import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/destinations/store/known-host.ts
import { lookup } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
var LOOK_AGAIN_AFTER = [500, 1500];
function knownHost(address, proxyEnvironment) {
  const hasProxy = Object.entries(proxyEnvironment).some(([name, value]) => /^https?_proxy$/i.test(name) && value);
  let isKnown = hasProxy;
  return async () => {
    if (isKnown) return;
    const host = new URL(address).hostname.replace(/^\[(.*)\]$/, "$1");
    for (let attempt = 0; ; attempt += 1) {
      try {
        await lookup(host);
        isKnown = true;
        return;
      } catch (error) {
        const pause = LOOK_AGAIN_AFTER[attempt];
        if (pause === void 0) throw error;
        await sleep(pause);
      }
    }
  };
}

export {
  knownHost
};
