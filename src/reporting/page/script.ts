/**
 * What the page does beyond showing: search, sort, and open everything for print. Plain JavaScript without a library;
 * the page is complete without it. It writes no markup from data.
 */
export const SCRIPT = `'use strict';
(() => {
  const number = new Intl.NumberFormat('en-US');
  const cellValue = (row, index, numeric) => {
    const cell = row.cells[index];
    const text = cell ? cell.dataset.v ?? cell.textContent.trim() : '';
    if (!numeric) return text.toLowerCase();
    const value = parseFloat(text.replace(/,/g, '').replace('\\u2212', '-'));
    return Number.isNaN(value) ? null : value;
  };
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  for (const table of document.querySelectorAll('table[data-sortable]')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const numeric = head.classList.contains('n');
        const current = head.getAttribute('aria-sort');
        const up = current ? current === 'descending' : !numeric;
        for (const each of heads) each.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => ({ row, value: cellValue(row, index, numeric) }));
        // Empty cells stay at the end whichever way it goes.
        const empty = ({ value }) => value === null || value === '';
        rows.sort((a, b) => empty(a) - empty(b) || (up ? 1 : -1) * compare(a.value, b.value));
        body.append(...rows.map(({ row }) => row));
      });
    });
  }

  for (const part of document.querySelectorAll('[data-filterable]')) {
    const tools = part.querySelector('.tools');
    const search = tools.querySelector('input');
    const choices = [...tools.querySelectorAll('select')];
    const status = tools.querySelector('[role=status]');
    const rows = [...part.querySelectorAll('tbody tr')].filter((row) => !row.closest('[data-no-filter]'));
    const groups = [...part.querySelectorAll('[data-group]')].reverse();
    const texts = new Map();
    const apply = () => {
      const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        if (!texts.has(row)) {
          const group = row.closest('[data-group]');
          const heading = group ? group.querySelector('h3, h4') : null;
          texts.set(row, (row.textContent + ' ' + (heading ? heading.textContent : '')).toLowerCase());
        }
        const text = texts.get(row);
        const match = words.every((word) => text.includes(word)) &&
          choices.every((choice) => !choice.value || row.dataset[choice.dataset.choice] === choice.value);
        row.hidden = !match;
        if (match) shown++;
      }
      for (const group of groups) group.hidden = !group.querySelector('tbody tr:not([hidden])');
      status.textContent = number.format(shown) + ' of ' + number.format(rows.length) + ' ' + part.dataset.filterable;
    };
    tools.hidden = false;
    search.addEventListener('input', apply);
    for (const choice of choices) choice.addEventListener('change', apply);
    status.textContent = number.format(rows.length) + ' ' + part.dataset.filterable;
  }

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });
})();
`;
