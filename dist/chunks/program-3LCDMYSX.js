import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-7RWQZAMZ.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-NNSLOTRB.js";
import "./chunk-EEJHX3JN.js";
import "./chunk-SDCHLBRX.js";
import "./chunk-EOWVZUXY.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-TALAY4CA.js";
import "./chunk-YAKVYHUD.js";
import "./chunk-L2P3LHXZ.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
