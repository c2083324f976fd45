import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-DFMAFDVF.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-KZ2JPA5H.js";
import "./chunk-RA55ABFE.js";
import "./chunk-OBWVWB2H.js";
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
