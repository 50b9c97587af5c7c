import { html } from './html.js';
import { Icon } from './icons.js';
import { notify } from './store.js';
import { sendText } from './talk.js';
import { RichText, safeUrl } from './text.js';

const HEX = /^(#[0-9a-f]{6}|transparent)$/i;

/** A colour of Card JSON is a pair; anything else is ignored. */
function paint(property, colour) {
  if (!HEX.test(colour?.light ?? '') || !HEX.test(colour?.dark ?? '')) return {};
  return { [property]: matchMedia('(prefers-color-scheme: dark)').matches ? colour.dark : colour.light };
}

/** A Card JSON 1.0 message, element by element. */
export function Card({ message }) {
  const { card, text } = message.data;
  const body = Array.isArray(card?.body) ? card.body : [];
  if (body.length === 0) return html`<p class="text">${card?.fallbackText ?? text}</p>`;
  return html`<div class="rich card" style=${paint('background', card.style?.background)}>${body.map((element) => html`<${Element} key=${element.id} element=${element} />`)}</div>`;
}

const Children = ({ of }) => (Array.isArray(of) ? of.map((element) => html`<${Element} key=${element.id} element=${element} />`) : null);

const kinds = {
  text: (element) => html`<p class=${`text ${element.variant ?? ''}`} style=${paint('color', element.color)}><${RichText} text=${String(element.content ?? element.text ?? '')} /></p>`,
  markdown: (element) => html`<p class="text"><${RichText} text=${String(element.content ?? '')} /></p>`,
  image: ({ url, src, alt = '' }) => (safeUrl(url ?? src) ? html`<img class="cover" src=${safeUrl(url ?? src)} alt=${alt} loading="lazy" />` : null),
  icon: ({ url, name }) => (safeUrl(url) ? html`<img class="glyph" src=${url} alt="" />` : html`<span class="tag">${name ?? '●'}</span>`),
  avatar: ({ url, imageUrl, name = '', fallbackText }) => (safeUrl(url ?? imageUrl) ? html`<img class="face" src=${safeUrl(url ?? imageUrl)} alt=${name} />` : html`<span class="tag">${fallbackText ?? name}</span>`),
  badge: (element) => html`<span class="tag">${element.text ?? element.content}</span>`,
  chip: (element) => html`<span class="tag">${element.text ?? element.label ?? element.content}</span>`,
  codeBlock: (element) => html`<pre>${element.code ?? element.content}</pre>`,
  divider: () => html`<hr />`,
  spacer: () => html`<div class="spacer"></div>`,
  row: (element) => html`<div class="flow"><${Children} of=${element.items ?? element.children} /></div>`,
  column: (element) => html`<div class="stack"><${Children} of=${element.items ?? element.children} /></div>`,
  grid: (element) => html`<div class="grid"><${Children} of=${element.items ?? element.children} /></div>`,
  accordion: (element) => html`<details><summary>${element.title ?? element.header ?? element.label}</summary><${Children} of=${element.body ?? element.items ?? element.children} /></details>`,
  tabs: ({ tabs = [] }) => tabs.map((tab) => html`<details name="tabs"><summary>${tab.label ?? tab.title}</summary><${Children} of=${tab.content ?? tab.items ?? tab.body} /></details>`),
  button: (element) => html`<button type="button" class="secondary" onClick=${() => act(element.action)}>${element.label ?? element.text}</button>`,
  iconButton: (element) => html`<button type="button" class="icon-button" aria-label=${element.label ?? element.id} onClick=${() => act(element.action)}><${Icon} name="send" /></button>`,
  link: (element) => html`<button type="button" class="link" onClick=${() => act(element.action ?? { type: 'openUrl', url: element.url })}>${element.text ?? element.label}</button>`,
  table: ({ columns = [], rows = [] }) => html`<table><thead><tr>${columns.map((column) => html`<th>${column.label ?? column}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${cellsOf(row).map((cell) => html`<td>${String(cell?.content ?? cell)}</td>`)}</tr>`)}</tbody></table>`,
  progressBar: ({ value = 0, max = 100, label }) => html`<label class="caption">${label}<progress value=${value} max=${max}></progress></label>`,
};

const cellsOf = (row) => (Array.isArray(row) ? row : (row.cells ?? Object.values(row)));

function Element({ element }) {
  return Object.hasOwn(kinds, element.type) ? kinds[element.type](element) : html`<p class="hint">An element of the type ${element.type}</p>`;
}

/** What the recipient’s app does; what only a phone can do is said. */
function act(action = {}) {
  if (action.type === 'sendMessage') return void sendText(action.text ?? action.message ?? '');
  if (action.type === 'copyToClipboard') return void navigator.clipboard.writeText(action.value ?? action.text ?? '').then(() => notify('Copied.'));
  const url = safeUrl(action.url);
  if ((action.type === 'openUrl' || action.type === 'downloadFile') && url) return void window.open(url, '_blank', 'noopener,noreferrer');
  notify(`Here the app would do: ${action.type ?? 'nothing'}.`);
}
