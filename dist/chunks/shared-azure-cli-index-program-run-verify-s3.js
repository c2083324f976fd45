import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/destinations/store/object-store.ts
function partSizeOf(size) {
  return Math.max(5 * 1024 * 1024, Math.ceil(size / 9e3));
}

export {
  partSizeOf
};
