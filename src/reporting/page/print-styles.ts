/** On paper: everything open, nothing to press, addresses written out, no table head left alone at a page's foot. */
export const PRINT_STYLES = `
@page { margin: 16mm 14mm; }
@media print {
  body { background: #fff; font-size: 9.5pt; }
  nav, .skip, .tools { display: none !important; }
  .top > *, main { max-width: none; padding: 0; }
  .top { padding-top: 0; }
  section { margin-top: 1.5rem; }
  .scroll { overflow: visible; border-radius: 0; }
  .data .scroll { max-height: none; overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding: 0.25rem 0.4rem; overflow-wrap: anywhere; }
  .key code { white-space: normal; }
  thead th { font-size: 7.5pt; }
  th button { overflow-wrap: anywhere; }
  thead { display: table-header-group; }
  th button::after { content: none; }
  tr, .chart, .verdict, .tiles > div, .guide > div { break-inside: avoid; }
  h2, h3, h4, figcaption, caption, .check dl { break-after: avoid; }
  .wide { display: block; }
  .narrow { display: none; }
  .pair .wide { display: none; }
  .pair .narrow { display: block; }
  .facts { min-width: 0; }
  .meter { min-width: 4rem; }
  main a[href^=http]::after { content: " (" attr(href) ")"; font-size: 0.85em; overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
