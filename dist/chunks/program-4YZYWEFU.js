import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-56VD22LM.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-QPVSMAD2.js";
import "./chunk-JF226OI2.js";
import "./chunk-NKVGHN6M.js";
import "./chunk-EOWVZUXY.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-UBBZ6MTB.js";
import "./chunk-CV3HBUVA.js";
import "./chunk-RGBGHBY3.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
