import { COLOURS } from './colours.ts';
import { CONTENT_STYLES } from './content-styles.ts';
import { PRINT_STYLES } from './print-styles.ts';

const FRAME_STYLES = `
*, ::before, ::after { box-sizing: border-box; }
html { font-size: 100%; scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  overflow-wrap: break-word;
}
[hidden] { display: none !important; }
.top > *, nav > *, main { max-width: 72rem; margin: 0 auto; padding-left: 1.5rem; padding-right: 1.5rem; }
.top { padding: 2.25rem 0 1rem; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { margin: 0; font-size: 1.9rem; letter-spacing: -0.015em; }
.top p { margin: 0.35rem 0 0; color: var(--quiet); }
nav { position: sticky; top: 0; z-index: 2; background: var(--ground); border-bottom: 1px solid var(--rule); }
nav ul { display: flex; gap: 0 1.25rem; list-style: none; overflow-x: auto; margin: 0 auto; }
nav a { display: block; padding: 0.6rem 0; color: var(--text); text-decoration: none; border-bottom: 2px solid transparent; }
nav a:hover { border-color: var(--accent); }
main { padding-bottom: 4rem; }
main:focus { outline: none; }
section { margin-top: 3rem; }
h2 { margin: 0 0 0.75rem; padding-bottom: 0.4rem; font-size: 1.4rem; border-bottom: 1px solid var(--rule); }
h3 { margin: 2rem 0 0.6rem; font-size: 1.1rem; }
h4 { margin: 0 0 0.75rem; font-size: 1rem; }
p { margin: 0.5rem 0; max-width: 48rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code { font: 0.875em/1.4 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
small { font-size: 0.8125rem; color: var(--quiet); }
.skip { position: absolute; left: -100rem; z-index: 3; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { left: 1rem; top: 0.5rem; }
.verdict { display: flex; gap: 1rem; align-items: flex-start; margin-top: 1.5rem; padding: 1.1rem 1.25rem; background: var(--paper); border: 1px solid var(--rule); border-left: 6px solid var(--accent); border-radius: 8px; }
.verdict p { margin: 0; max-width: none; }
.verdict p + p { margin-top: 0.25rem; color: var(--quiet); }
.verdict .first { font-size: 1.25rem; font-weight: 650; line-height: 1.35; }
.verdict .sign { flex: none; width: 2rem; height: 2rem; border-radius: 50%; background: var(--accent); color: var(--paper); font-weight: 700; text-align: center; line-height: 2rem; }
.verdict.clear { border-left-color: var(--good); }
.verdict.clear .sign { background: var(--good); }
.verdict.incomplete { border-left-color: var(--medium); }
.verdict.incomplete .sign { background: var(--medium); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 0.75rem; margin: 0; }
.tiles > div { padding: 0.9rem 1.1rem; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
.tiles dt { color: var(--quiet); font-size: 0.875rem; }
.tiles dd { margin: 0; color: var(--quiet); font-size: 0.8125rem; }
.tiles .value { color: var(--text); font-size: 1.5rem; font-weight: 650; line-height: 1.4; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) {
  .top > *, nav > *, main { padding-left: 1rem; padding-right: 1rem; }
  .top { padding-top: 1.25rem; }
  h1 { font-size: 1.5rem; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 0.5rem; }
  .tiles > div { padding: 0.7rem 0.8rem; }
  .tiles .value { font-size: 1.15rem; }
  .verdict { padding: 0.9rem; gap: 0.75rem; }
  .verdict .first { font-size: 1.1rem; }
}
`;

/** The page's one style sheet. */
export const STYLES: string = COLOURS + FRAME_STYLES + CONTENT_STYLES + PRINT_STYLES;
