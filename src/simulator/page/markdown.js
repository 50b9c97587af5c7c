import { html } from './html.js';
import { RichText, safeUrl } from './text.js';

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|_[^_\s][^_]*_|\[[^\]]+\]\([^)\s]+\))/g;

/** The Markdown of a card, as far as a chat needs it: headings, lists, quotes, code, emphasis, links. Every piece is a text node. */
export function Markdown({ text }) {
  return blocksOf(text).map(({ kind, lines }) => {
    if (kind === 'code') return html`<pre tabindex="0">${lines.join('\n')}</pre>`;
    if (kind === 'list') return html`<ul>${lines.map((line) => html`<li><${Inline} text=${line} /></li>`)}</ul>`;
    if (kind === 'steps') return html`<ol>${lines.map((line) => html`<li><${Inline} text=${line} /></li>`)}</ol>`;
    if (kind === 'heading') return html`<h4><${Inline} text=${lines.join(' ')} /></h4>`;
    if (kind === 'quote') return html`<blockquote class="quoted"><${Inline} text=${lines.join('\n')} /></blockquote>`;
    return html`<p class="text"><${Inline} text=${lines.join('\n')} /></p>`;
  });
}

const STARTS = [
  ['heading', /^#{1,6}\s+/],
  ['list', /^\s*[-*+]\s+/],
  ['steps', /^\s*\d+[.)]\s+/],
  ['quote', /^>\s?/],
];

function blocksOf(text) {
  const blocks = [];
  let isCode = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      isCode = !isCode;
      if (isCode) blocks.push({ kind: 'code', lines: [] });
      else blocks.push({ kind: 'end', lines: [] });
      continue;
    }
    const [kind, mark] = isCode ? ['code', ''] : (STARTS.find(([, start]) => start.test(line)) ?? [line.trim() === '' ? 'end' : 'paragraph', '']);
    const last = blocks.at(-1);
    const said = line.replace(mark, '');
    if (last?.kind === kind && kind !== 'heading') last.lines.push(said);
    else blocks.push({ kind, lines: [said] });
  }
  return blocks.filter(({ kind }) => kind !== 'end');
}

function Inline({ text }) {
  return text.split(INLINE).map((part) => {
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    if (link && safeUrl(link[2])) return html`<a href=${link[2]} target="_blank" rel="noopener noreferrer">${link[1]}</a>`;
    if (/^`[^`]+`$/.test(part)) return html`<code>${part.slice(1, -1)}</code>`;
    if (/^\*\*[^*]+\*\*$/.test(part)) return html`<strong>${part.slice(2, -2)}</strong>`;
    if (/^(\*[^*]+\*|_[^_]+_)$/.test(part)) return html`<em>${part.slice(1, -1)}</em>`;
    return html`<${RichText} text=${part} />`;
  });
}
