/** Tables, filters, findings and charts. */
export const CONTENT_STYLES = `
.scroll { margin: 0.75rem 0; overflow-x: auto; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.45; }
@media screen {
  .long { max-height: min(44rem, 80vh); overflow: auto; }
  .long thead th { position: sticky; top: 0; z-index: 1; }
}
caption { padding: 0.7rem 0.9rem 0.5rem; text-align: left; font-weight: 600; }
th, td { padding: 0.5rem 0.9rem; text-align: left; vertical-align: top; border-top: 1px solid var(--rule); }
thead th { background: var(--soft); color: var(--quiet); font-weight: 600; font-size: 0.8125rem; vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody tr:hover { background: var(--soft); }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.day { white-space: nowrap; font-variant-numeric: tabular-nums; }
th button { all: unset; box-sizing: border-box; cursor: pointer; display: inline-flex; gap: 0.35em; align-items: baseline; border-radius: 2px; }
th button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
th button::after { content: "↕"; opacity: 0.55; font-weight: 400; }
th[aria-sort=ascending] button::after { content: "↑"; opacity: 1; }
th[aria-sort=descending] button::after { content: "↓"; opacity: 1; }
.n button { flex-direction: row-reverse; }
.key code { display: block; white-space: nowrap; color: var(--quiet); }
.owner { display: block; min-width: 10rem; max-width: 13rem; overflow-wrap: anywhere; }
.left-out, .note { color: var(--quiet); font-size: 0.875rem; }
.none { color: var(--quiet); }
.tools { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: flex-end; margin: 1rem 0; }
.tools p { margin: 0; }
.tools label { display: block; font-size: 0.8125rem; color: var(--quiet); }
.tools input, .tools select { min-height: 2.4rem; padding: 0.3rem 0.6rem; font: inherit; color: var(--text); background: var(--paper); border: 1px solid var(--refused); border-radius: 6px; }
.tools input { width: min(20rem, 80vw); }
.tools .matches { padding-bottom: 0.5rem; color: var(--quiet); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.check { margin: 1rem 0 1.5rem; padding: 1.1rem 1.25rem 0.5rem; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
.severity { display: inline-block; margin-right: 0.35rem; padding: 0.05rem 0.55rem; font-size: 0.8125rem; border: 1px solid currentColor; border-radius: 99px; }
.severity.high { color: var(--high); } .severity.medium { color: var(--medium); } .severity.low { color: var(--low); }
.guide, .about { margin: 0; display: grid; gap: 0.5rem; font-size: 0.9rem; }
.guide > div, .about > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; }
.guide dt, .about dt { color: var(--quiet); }
.guide dd, .about dd { margin: 0; max-width: 48rem; }
.facts { margin: 0; padding: 0; list-style: none; min-width: 16rem; }
.facts code { color: var(--quiet); }
.facts code::after { content: ":"; }
.problems li, main section > ul li { margin: 0.3rem 0; max-width: 56rem; }
.change { white-space: nowrap; }
.change span { display: inline-block; width: 1.1em; font-weight: 700; }
.change.added span { color: var(--good); } .change.removed span { color: var(--high); } .change.changed span { color: var(--low); }
.statement { padding: 0.6rem 0.9rem; background: var(--soft); border-radius: 6px; max-width: none; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.25rem; align-items: start; }
.meter { display: block; width: 100%; min-width: 7rem; height: 6px; margin-top: 0.3rem; border-radius: 3px; }
td:not(.n) > .meter { display: inline-block; width: 9rem; margin: 0 0.5rem 0.1rem 0; }
.m-back { fill: var(--soft); stroke: var(--rule); }
.m-fill { fill: var(--accent); } .near .m-fill { fill: var(--medium); } .over .m-fill { fill: var(--high); }
.m-more { fill: var(--s2); } .m-less { fill: var(--s1); } .m-middle { fill: var(--line); }
figure { margin: 1.25rem 0; padding: 1rem 1.1rem 0.9rem; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
figcaption { margin-bottom: 0.5rem; font-weight: 600; }
.chart svg { display: block; width: 100%; height: auto; font-family: inherit; }
.narrow, .pair .wide { display: none; }
.pair .narrow { display: block; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin: 0.6rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.legend svg { margin-right: 0.45rem; vertical-align: -0.1em; }
.data { margin-top: 0.75rem; font-size: 0.9rem; }
.data summary { cursor: pointer; color: var(--accent); }
.data .scroll { max-height: 26rem; overflow: auto; }
@media (min-width: 52.01rem) { .pair .narrow text { font-size: 9px; } }
@media (max-width: 52rem) {
  .pair { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 40rem) {
  .wide { display: none; }
  .narrow { display: block; }
  figure, .check { padding-left: 0.8rem; padding-right: 0.8rem; }
  .guide > div, .about > div { grid-template-columns: 1fr; }
  th, td { padding: 0.45rem 0.7rem; }
  td, tbody th { min-width: 6rem; }
  .facts { min-width: 0; overflow-wrap: anywhere; }
  .check table, .check tbody, .check tr, .check td, .check caption { display: block; }
  .check thead { display: none; }
  .check tr { padding: 0.5rem 0; border-top: 1px solid var(--rule); }
  .check td { padding-top: 0.15rem; padding-bottom: 0.15rem; border: 0; }
  .check td:nth-child(2)::before { content: "Since "; color: var(--quiet); }
  .check td:nth-child(4)::before { content: "Exception: "; color: var(--quiet); }
}
`;
