import { replaceUnseen } from '../../text/unseen.ts';
import { visible } from '../words/visible.ts';
import { inkClass } from './ink.ts';

/** Attributes of the library that mean nothing in a still drawing. */
const NOISE = /\s(?:ecmeta_[\w-]+|pointer-events|class|xmlns:xlink|version|baseProfile|xml:space)="[^"]*"/g;

/**
 * Returns the library's SVG as the page needs it: colours as classes; no `style` attribute or element, which the page's content
 * security policy forbids; ids that depend on the chart alone; a title and a description.
 */
export function cleanSvg(
  svg: string,
  label: { id: string; title: string; description: string },
  { width, height }: { width: number; height: number },
): string {
  const ids = new Map<string, string>();
  // Its texts are names, which the library escapes but leaves as they are.
  const inner = replaceUnseen(svg, (character) => (character === '\n' ? character : ''))
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<rect [^>]*fill="(?:none|transparent)"[^>]*><\/rect>/, '')
    .replace(/<([a-zA-Z]+)((?:\s[^<>]*)?)>/g, (_, name: string, attributes: string) => openTag(name, attributes))
    .replace(/zr\d+-[\w-]+/g, (id) => {
      const own = ids.get(id) ?? `${label.id}-${ids.size + 1}`;
      ids.set(id, own);
      return own;
    })
    .replace(/><\/(path|rect|circle|line|polyline)>/g, '/>')
    .replace(/\n+/g, '');
  const { id } = label;
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">` +
    `<title id="${id}-title">${escapeText(visible(label.title))}</title><desc id="${id}-desc">${escapeText(visible(label.description))}</desc>` +
    `${inner}</svg>`
  );
}

function openTag(name: string, attributes: string): string {
  const classes = new Set<string>();
  const plain = attributes
    .replace(NOISE, '')
    .replace(/\sstyle="([^"]*)"/g, (_, style: string) => presentation(style))
    .replace(/\s(fill|stroke)="(#[0-9a-fA-F]{6})"/g, (whole, kind: string, colour: string) => {
      const role = inkClass(colour);
      if (role === undefined) return whole;
      classes.add(`${kind === 'fill' ? 'f' : 'l'}-${role}`);
      return '';
    })
    .trimEnd();
  return `<${name}${plain}${classes.size > 0 ? ` class="${[...classes].join(' ')}"` : ''}>`;
}

/** Returns the declarations of a `style` attribute as attributes; the font is the page's. */
function presentation(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([name, value]) => name && value && name !== 'font-family')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
