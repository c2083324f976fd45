import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AbortError,
  FetchError,
  Headers,
  Request,
  Response,
  fetch,
  init_src,
  isRedirect
} from "./shared-cli-index-node-fetch-program-run-verify.js";
import {
  FormData,
  blobFrom,
  blobFromSync,
  fetch_blob_default,
  fileFrom,
  fileFromSync,
  file_default
} from "./shared-cli-index-node-fetch-node-fetch-multipart-parser-program-run-verify.js";
import "./shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import "./shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import "./runtime.js";
init_src();
export {
  AbortError,
  fetch_blob_default as Blob,
  FetchError,
  file_default as File,
  FormData,
  Headers,
  Request,
  Response,
  blobFrom,
  blobFromSync,
  fetch as default,
  fileFrom,
  fileFromSync,
  isRedirect
};
