/** One element of each type of Card JSON, and how one sees that it is drawn. */
export interface Drawn {
  type: string;
  shows: string;
  [property: string]: unknown;
}

const text = (id: string, content: string) => ({ id, type: 'text', content });
const action = { type: 'customCallback' };
const NO_HTML = '<img src="x">';

export const elementsFor = (playground: string): Drawn[] => [
  { type: 'text', content: NO_HTML, variant: 'title', maxLines: 2, shows: 'p.title:has-text("<img")' },
  { type: 'markdown', content: `**bold** ${NO_HTML}\n- one\n\n\`\`\`\ncode\n\`\`\``, shows: '.markdown:has(strong):has(li):has(pre)' },
  { type: 'image', url: `${playground}/page/comet.svg`, altText: 'A comet', shows: 'img[alt="A comet"]' },
  { type: 'icon', name: 'star', shows: '.glyph:text("S")' },
  { type: 'avatar', fallbackInitials: 'AJ', shows: '.face:text("AJ")' },
  { type: 'badge', text: 'New', shows: '.tag:text("New")' },
  { type: 'chip', text: 'Chip', icon: { name: 'tag' }, shows: '.chip-tag:has(.glyph)' },
  { type: 'codeBlock', content: NO_HTML, language: 'html', shows: 'figure:has-text("html") pre' },
  { type: 'divider', thickness: 2, shows: 'hr' },
  { type: 'spacer', height: 30, shows: 'div[style*="30px"]' },
  { type: 'row', items: [text('a', 'left'), text('b', 'right')], align: 'spaceBetween', shows: '.flow:has-text("leftright")' },
  { type: 'column', items: [text('c', 'up'), text('d', 'down')], shows: '.stack:has-text("updown")' },
  { type: 'grid', items: [text('e', 'one'), text('f', 'two')], columns: 3, shows: '.grid.of-3' },
  { type: 'accordion', header: 'More', body: [text('g', 'inside')], expandedByDefault: true, shows: 'details[open]:has-text("inside")' },
  { type: 'tabs', tabs: [{ label: 'One', content: [text('h', 'first')] }, { label: 'Two', content: [text('i', 'second')] }], shows: 'details[open]:has-text("first")' },
  { type: 'button', label: 'Press', action, shows: 'button:has-text("Press")' },
  { type: 'iconButton', icon: { name: 'heart' }, action, shows: 'button[aria-label=heart] svg' },
  { type: 'link', text: 'Read', action, shows: 'button.link:text("Read")' },
  { type: 'table', columns: ['Plan'], rows: [[NO_HTML]], shows: 'td:has-text("<img")' },
  { type: 'progressBar', value: 65, label: 'Two thirds', shows: '[role=progressbar][aria-valuenow="65"]' },
];

export function card(elements: { type: string }[]) {
  const body = elements.map((element, at) => ({ id: `e${at}`, ...element }));
  return { card: { version: '1.0', style: { background: { light: '#ffffff', dark: '#202028' } }, body, fallbackText: 'a card' }, text: 'a card' };
}
