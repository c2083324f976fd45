import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-37JP63YA.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-JPLS7M5Q.js";
import "./chunk-VQZ5TJ2V.js";
import "./chunk-MD3RLV2H.js";
import "./chunk-LUSBAA32.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-PTMAV32E.js";
import "./chunk-6T5VWANK.js";
import "./chunk-CN4KZ5ZB.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
