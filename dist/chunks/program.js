import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./shared-index-program.js";
import "./shared-client-index-program.js";
import "./shared-index-program-verify.js";
import "./shared-cli-index-program.js";
import "./shared-cli-index-program-verify.js";
import "./shared-azure-cli-index-program-verify.js";
import "./shared-cli-index-program-s3-verify.js";
import "./shared-azure-cli-index-program-s3-verify.js";
import "./shared-index-page-program.js";
import "./shared-index-page-program-verify.js";
import "./shared-cli-index-page-program-verify.js";
import "./shared-cli-index-node-fetch-program-verify.js";
import "./shared-cli-index-node-fetch-node-fetch-multipart-parser-program-verify.js";
import "./runtime.js";
export {
  runProgram
};
