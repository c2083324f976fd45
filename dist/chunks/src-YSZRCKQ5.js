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
} from "./chunk-BVFE2U5M.js";
import {
  FormData,
  blobFrom,
  blobFromSync,
  fetch_blob_default,
  fileFrom,
  fileFromSync,
  file_default
} from "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
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
