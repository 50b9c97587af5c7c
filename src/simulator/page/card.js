import { act } from './card-action.js';
import { box, measure, paint, side } from './card-style.js';
import { html } from './html.js';
import { Icon, isDrawn } from './icons.js';
import { Markdown } from './markdown.js';
import { RichText, safeUrl } from './text.js';

/** A Card JSON 1.0 message, element by element. */
export function Card({ message }) {
  const { card, text } = message.data;
  const body = Array.isArray(card?.body) ? card.body : [];
  if (body.length === 0) return html`<p class="text">${card?.fallbackText ?? text}</p>`;
  const { background, ...frame } = card.style ?? {};
  return html`<div class="rich card" style=${{ ...box(frame), ...paint('background', background) }}><${Children} of=${body} /></div>`;
}

const Children = ({ of }) => (Array.isArray(of) ? of.map((element) => html`<${Element} key=${element.id} element=${element} />`) : null);

function Element({ element }) {
  return Object.hasOwn(kinds, element.type) ? kinds[element.type](element) : html`<p class="hint">An element of the type ${element.type}</p>`;
}

const ALIGN = { start: 'flex-start', center: 'center', end: 'flex-end', stretch: 'stretch', spaceBetween: 'space-between', spaceAround: 'space-around' };
const WEIGHT = { regular: 400, medium: 550, bold: 700 };

const fontOf = ({ fontSize, fontWeight, color }) => ({
  ...(fontSize !== undefined && { fontSize: `${fontSize}px` }),
  ...(fontWeight in WEIGHT && { fontWeight: WEIGHT[fontWeight] }),
  ...paint('color', color),
});

/** Its name stands for an icon: which names there are is the app's affair. */
const Glyph = ({ icon: { name = '', url } = {}, style }) =>
  safeUrl(url) ? html`<img class="glyph" src=${url} alt="" style=${style} />` : html`<span class="glyph" aria-hidden="true" style=${style}>${isDrawn(name) ? html`<${Icon} name=${name} />` : name.slice(0, 1).toUpperCase() || '●'}</span>`;

const kinds = {
  text: (element) => html`<p class=${`text ${element.variant ?? ''}`} style=${{ ...box(element), ...fontOf(element), ...(element.align && { textAlign: element.align }), ...clamp(element.maxLines) }}><${RichText} text=${String(element.content ?? '')} /></p>`,
  markdown: ({ content = '', color, baseFontSize }) => html`<div class="markdown" style=${fontOf({ fontSize: baseFontSize, color })}><${Markdown} text=${String(content)} /></div>`,
  image: ({ url, altText = '', fit, width, height, borderRadius }) =>
    safeUrl(url) ? html`<img class="cover" src=${url} alt=${altText} loading="lazy" style=${{ ...(fit && { objectFit: fit }), ...measure({ width, height, borderRadius }) }} />` : null,
  icon: ({ size = 24, color, backgroundColor, borderRadius, padding, ...icon }) => html`<${Glyph} icon=${icon} style=${{ ...measure({ width: size, height: size }), fontSize: `${size * 0.6}px`, ...paint('color', color), ...box({ backgroundColor, borderRadius, padding }) }} />`,
  avatar: ({ imageUrl, fallbackInitials = '', size = 40, borderRadius, backgroundColor, fontSize = 14, fontWeight }) => {
    const style = { ...measure({ width: size, height: size }), ...box({ borderRadius, backgroundColor }), ...fontOf({ fontSize, fontWeight }) };
    return safeUrl(imageUrl) ? html`<img class="face" src=${imageUrl} alt=${fallbackInitials} style=${style} />` : html`<span class="face" style=${style}>${fallbackInitials}</span>`;
  },
  badge: (element) => html`<span class="tag" style=${{ ...box(element), ...fontOf(element) }}>${element.text}</span>`,
  chip: (element) => html`<span class="tag chip-tag" style=${{ ...box(element), ...fontOf(element) }}>${element.icon && html`<${Glyph} icon=${element.icon} />`}${element.text}</span>`,
  codeBlock: ({ content, language, backgroundColor, textColor, padding, borderRadius, fontSize }) => html`<figure class="code" style=${box({ backgroundColor, borderRadius })}>
    ${language && html`<figcaption>${language}</figcaption>`}<pre tabindex="0" style=${{ ...box({ padding }), ...fontOf({ fontSize, color: textColor }) }}>${content}</pre></figure>`,
  divider: ({ color, thickness, margin }) => html`<hr style=${{ ...paint('borderColor', color), ...measure({ borderTopWidth: thickness, marginBlock: margin }) }} />`,
  spacer: ({ height = 8 }) => html`<div style=${{ ...measure({ height }), flex: 'none' }}></div>`,
  row: ({ items, gap = 9, align, crossAlign = 'center', wrap, scrollable, ...frame }) => html`<div class=${`flow ${scrollable ? 'scrolling' : ''}`} tabindex=${scrollable ? 0 : undefined}
    style=${{ ...box(frame), ...measure({ gap }), justifyContent: ALIGN[align], alignItems: ALIGN[crossAlign], flexWrap: scrollable || wrap === false ? 'nowrap' : 'wrap' }}><${Children} of=${items} /></div>`,
  column: ({ items, gap = 8, align, ...frame }) => html`<div class="stack" style=${{ ...box(frame), ...measure({ gap }), alignItems: ALIGN[align] }}><${Children} of=${items} /></div>`,
  grid: ({ items, columns = 2, gap = 9, ...frame }) => html`<div class=${`grid of-${columns}`} style=${{ ...box(frame), ...measure({ gap }) }}><${Children} of=${items} /></div>`,
  accordion: ({ header, headerIcon, body, expandedByDefault = false, border = true, borderRadius }) => html`<details class=${`fold ${border ? 'framed' : ''}`} open=${expandedByDefault} style=${box({ borderRadius })}>
    <summary>${headerIcon && html`<${Glyph} icon=${headerIcon} />`}${header}</summary><div class="stack"><${Children} of=${body} /></div></details>`,
  tabs: ({ id, tabs = [], defaultActiveTab = 0 }) => tabs.map((tab, at) => html`<details class="fold framed" name=${`tabs-${id}`} open=${at === defaultActiveTab}><summary>${tab.label}</summary><div class="stack"><${Children} of=${tab.content} /></div></details>`),
  button: ({ label, action, icon, iconPosition = 'left', fullWidth, textColor, fontSize, ...frame }) => html`<button type="button" class=${`secondary ${fullWidth ? 'wide' : ''}`} style=${{ ...box(frame), ...fontOf({ fontSize, color: textColor }), ...(iconPosition === 'right' && { flexDirection: 'row-reverse' }) }} onClick=${() => act(action)}>
    ${icon && html`<${Glyph} icon=${icon} />`}<span>${label}</span></button>`,
  iconButton: ({ id, icon, action, size = 32, color, backgroundColor, borderRadius }) => html`<button type="button" class="icon-button" aria-label=${icon?.name ?? id} title=${icon?.name ?? id} style=${{ ...measure({ width: size, height: size }), ...paint('color', color), ...box({ backgroundColor, borderRadius }) }} onClick=${() => act(action)}>
    ${!icon?.url && isDrawn(icon?.name) ? html`<${Icon} name=${icon.name} />` : html`<${Glyph} icon=${icon} />`}</button>`,
  link: ({ text, action, underline, ...font }) => html`<button type="button" class="link" style=${{ ...fontOf(font), ...(underline && { textDecoration: 'underline' }) }} onClick=${() => act(action)}>${text}</button>`,
  table: ({ columns = [], rows = [], stripedRows, border = true, headerBackgroundColor, fontSize }) => html`<div class=${`table ${stripedRows ? 'striped' : ''} ${border ? '' : 'bare'}`} tabindex="0"><table style=${fontOf({ fontSize })}>
    <thead style=${paint('background', headerBackgroundColor)}><tr>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`,
  progressBar: ({ value = 0, label, color, trackColor, height = 8, borderRadius = 4 }) => html`<div class="progress">
    ${label && html`<span class="caption">${label}</span>`}
    <div class="track" role="progressbar" aria-valuenow=${value} aria-valuemin="0" aria-valuemax="100" aria-label=${label ?? 'Progress'} style=${{ ...measure({ height, borderRadius }), ...paint('background', trackColor) }}>
      <i style=${{ width: `${side(value)}%`, ...paint('background', color) }}></i></div></div>`,
};

const clamp = (maxLines) => (maxLines ? { display: '-webkit-box', WebkitLineClamp: maxLines, WebkitBoxOrient: 'vertical', overflow: 'hidden' } : {});
