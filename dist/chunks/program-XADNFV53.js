import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-NAZPOVUL.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-RXVPNEOX.js";
import "./chunk-N23JT265.js";
import "./chunk-PDFZ3DDF.js";
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
