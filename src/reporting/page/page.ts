import { createHash } from 'node:crypto';
import type { ReportModel } from '../model/model.ts';
import { verdictOf } from '../words/verdict.ts';
import { activityPart } from './activity.ts';
import { changesPart, revokesPart } from './changes.ts';
import { aboutPart, coveragePart } from './coverage.ts';
import { findingsPart } from './findings.ts';
import { headlinePart, problemPart, verdictPart } from './headline.ts';
import { type Html, html, raw } from './html.ts';
import { keysPart } from './keys.ts';
import { SCRIPT } from './script.ts';
import { spendPart } from './spend.ts';
import { STYLES } from './styles.ts';

/** Contents, in the order of the page. */
const CONTENTS = [
  ['findings', 'Findings'],
  ['changes', 'Changes'],
  ['spend', 'Spend'],
  ['keys', 'Keys'],
  ['activity', 'Activity'],
  ['coverage', 'Coverage'],
  ['about', 'About'],
] as const;

/**
 * Returns the report as one HTML file: no network, no tracking; its policy allows its own style sheet and script by their
 * hashes and nothing else. The same model gives the same bytes. Loads the charting library, so load this module only
 * if a page is made.
 */
export function pageOf(model: ReportModel): string {
  const policy = `default-src 'none'; style-src ${hashOf(STYLES)}; script-src ${hashOf(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const { state } = verdictOf(model);
  const title = `OpenAI admin audit, ${model.day}${state === 'review' ? ': to review' : ''}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(STYLES)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="top"><div><h1>OpenAI admin audit</h1>
<p>To <time datetime="${model.day}">${model.day}</time>, compared with ${model.comparedWith}</p></div></header>
<nav aria-label="Contents"><ul>${CONTENTS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main id="main" tabindex="-1">
${parts(model)}
</main>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.markup;
}

function parts(model: ReportModel): Html[] {
  return [
    verdictPart(model),
    headlinePart(model),
    problemPart(model),
    findingsPart(model),
    revokesPart(model),
    changesPart(model),
    spendPart(model),
    keysPart(model),
    activityPart(model),
    coveragePart(model),
    aboutPart(model),
  ];
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
