import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  require_dist2 as require_dist
} from "./shared-actions-cache-azure-azure-identity-gcs-https-proxy-agent.js";
import "./runtime.js";
export default require_dist();
