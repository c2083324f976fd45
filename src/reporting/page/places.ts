import type { ReportModel } from '../model/model.ts';
import { isWebAddress, placeOf } from '../words/statements.ts';
import { type Html, html } from './html.ts';

/** A file or folder of the data: a link where the data can be reached by one. */
export function place(model: ReportModel, path: string): Html {
  const { text, url } = placeOf(model, path);
  return url === undefined ? html`<code>${text}</code>` : html`<a href="${url}"><code>${text}</code></a>`;
}

/** A link, or nothing where the address is missing or not one of the web. */
export function linkTo(text: string, address: string | undefined): Html[] {
  return address !== undefined && isWebAddress(address) ? [html`<a href="${address}">${text}</a>`] : [];
}
