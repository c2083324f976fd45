import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-OJ4FMILY.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-C674W2PD.js";
import "./chunk-OL5LGEGV.js";
import "./chunk-ZVHYR4IZ.js";
import "./chunk-LUSBAA32.js";
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
