import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-4G3OBCQ5.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-EZ33VNY3.js";
import "./chunk-TATECBRC.js";
import "./chunk-LGAZYTQI.js";
import "./chunk-CDIZBEE4.js";
import "./chunk-EN477Z2T.js";
import "./chunk-K3URJL67.js";
import "./chunk-JW3BED2B.js";
import "./chunk-RSGAHHVZ.js";
import "./chunk-AWIOU7BZ.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
