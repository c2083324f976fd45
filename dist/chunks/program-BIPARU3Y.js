import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-NDZ7CMGP.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-543I3WHF.js";
import "./chunk-X4VGXN43.js";
import "./chunk-5XUCABMA.js";
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
