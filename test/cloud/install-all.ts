// Builds what the tests in this folder start, at the same time, so that no test waits for a build.
import { installGoProgram } from './install.ts';
import { fakeGcs, versity } from './programs.ts';

const started = Date.now();
for (const path of await Promise.all([versity, fakeGcs].map(installGoProgram))) console.log(path);
console.log(`ready after ${Math.round((Date.now() - started) / 1000)} s`);
