import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  replaceUnseen
} from "./shared-cli-index-page-program-run-verify.js";

// src/notices/terminal-text.ts
var SHORTEST_MASK = 8;
function harmless(text) {
  const seen = replaceUnseen(
    text.replaceAll("\r\n", "\n"),
    (character) => character === "\n" || character === "	" ? character : named(character)
  );
  return seen.replace(/^([^\S\n]*)::/gm, "$1\\::").replace(/#(?=#\w*\[)/g, "#\\");
}
function harmlessLine(text) {
  return harmless(text.replaceAll("\n", " "));
}
function harmlessJson(value) {
  const text = JSON.stringify(value, null, 2);
  const seen = replaceUnseen(text, (character) => character === "\n" ? character : escaped(character));
  return seen.replace(/#(?=#\w*\[)/g, "\\u0023");
}
function masksOf(secret) {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line.length >= SHORTEST_MASK);
  const all = [secret, ...lines];
  return [.../* @__PURE__ */ new Set([...all, ...all.map(harmless)])].filter((text) => text.trim() !== "");
}
function named(character) {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 256) return `\\x${digits.padStart(2, "0")}`;
  return code > 65535 ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}
function escaped(character) {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

export {
  harmless,
  harmlessLine,
  harmlessJson,
  masksOf
};
