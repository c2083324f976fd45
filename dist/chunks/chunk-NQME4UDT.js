import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  withRemedy
} from "./chunk-GG4SW7UJ.js";
import {
  isExpected
} from "./chunk-25YJURXQ.js";
import {
  withPointer
} from "./chunk-W43PQOSX.js";

// src/told.ts
function told(error) {
  if (isExpected(error)) return withRemedy(error);
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  return withPointer(
    `${stack}
This is a mistake of ours. Please open an issue with these lines and the inputs of the step, never with the key or with exported data.`,
    "our-bug"
  );
}

export {
  told
};
