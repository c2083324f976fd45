import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-RJTJTSBX.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-EPM5TZO4.js";
import "./chunk-X6CMS5IH.js";
import "./chunk-QCJXOXZT.js";
import "./chunk-5JGPIV6E.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-6XDZBPTH.js";
import "./chunk-4XV3ADTV.js";
import "./chunk-324ZHMTI.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
