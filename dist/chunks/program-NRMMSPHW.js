import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-RB7V2RSB.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-MDABWEFS.js";
import "./chunk-J7CL45ET.js";
import "./chunk-CFILY3IP.js";
import "./chunk-EOWVZUXY.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-MN6N7TMG.js";
import "./chunk-6SH4JBGN.js";
import "./chunk-7FFGPP4Z.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
