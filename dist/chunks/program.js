import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./shared-index-program.js";
import "./shared-client-index-program.js";
import "./shared-index-program-run-verify.js";
import "./shared-cli-index-program.js";
import "./shared-cli-index-program-run-verify.js";
import "./shared-cli-index-node-fetch-program-run-verify.js";
import "./shared-cli-index-node-fetch-node-fetch-multipart-parser-program-run-verify.js";
import "./shared-cli-index-program-run-verify-s3.js";
import "./shared-index-page-program.js";
import "./shared-index-page-program-run-verify.js";
import "./shared-cli-index-page-program-run-verify.js";
import "./shared-azure-cli-index-program-run-verify-s3.js";
import "./shared-azure-cli-index-page-program-run-verify.js";
import "./shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import "./shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import "./runtime.js";
export {
  runProgram
};
