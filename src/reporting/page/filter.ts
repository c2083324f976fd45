import { type Html, html } from './html.ts';

/** A choice next to the search field: rows whose `data-<name>` has the chosen value stay. */
export interface Choice {
  name: string;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
}

/**
 * Returns a part of the page whose rows can be searched. The fields are hidden until the script shows them: without it, every
 * row is there and nothing pretends to work.
 */
export function filterable(id: string, noun: string, choices: readonly Choice[], content: Html): Html {
  const selects = choices.map(
    ({ name, label, options }) => html`<p><label for="${id}-${name}">${label}</label>
<select id="${id}-${name}" data-choice="${name}"><option value="">All</option>${options.map(
      ([value, text]) => html`<option value="${value}">${text}</option>`,
    )}</select></p>`,
  );
  return html`<div class="filterable" data-filterable="${noun}">
<div class="tools" hidden><p><label for="${id}-search">Search ${noun}</label>
<input id="${id}-search" type="search" autocomplete="off" spellcheck="false"></p>${selects}
<p class="matches" role="status"></p></div>
${content}</div>`;
}
