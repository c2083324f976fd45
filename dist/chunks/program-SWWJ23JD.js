import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-QOBHUWOJ.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-WLGDQKBE.js";
import "./chunk-AKGEZOQM.js";
import "./chunk-QZWUWZNY.js";
import "./chunk-EOWVZUXY.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-XQZKCMES.js";
import "./chunk-VP2GNR4S.js";
import "./chunk-X6IGB7LI.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
