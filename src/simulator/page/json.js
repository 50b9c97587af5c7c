import { html } from './html.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/gi;

/** JSON in colour. Each piece is a text node. */
export function Json({ value }) {
  const text = JSON.stringify(value, null, 2) ?? '';
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    pieces.push(text.slice(end, match.index));
    const [whole, string, colon, word] = match;
    const kind = string ? (colon ? 'key' : 'string') : word ? 'word' : 'number';
    pieces.push(html`<span class=${`json-${kind}`}>${string ?? whole}</span>`, colon ?? '');
    end = match.index + whole.length;
  }
  pieces.push(text.slice(end));
  return html`<pre class="json" tabindex="0">${pieces}</pre>`;
}
