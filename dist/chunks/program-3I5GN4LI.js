import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-XIQKWS6Y.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-DXLSRPIA.js";
import "./chunk-HLXJBM5Y.js";
import "./chunk-6DLX74EB.js";
import "./chunk-EOWVZUXY.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-ZTOSCPMT.js";
import "./chunk-B6UEX2SE.js";
import "./chunk-KE4MYCYG.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
