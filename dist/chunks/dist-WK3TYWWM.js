import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  require_dist2 as require_dist
} from "./chunk-RUC7RV2M.js";
import "./chunk-VX4HL5QL.js";
export default require_dist();
