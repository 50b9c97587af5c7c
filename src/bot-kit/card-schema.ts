/**
 * The rules of Card JSON 1.0 as JSON Schema, put together from one line per element.
 * https://www.cometchat.com/docs/card-builder/schema
 */
type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: name });
/** One of several kinds of object, told apart by their `type`. */
const oneOfKind = (kind: 'element' | 'action'): Schema => ({ type: 'object', required: ['type'], kind });
const oneOf = (...values: (string | number)[]): Schema => ({ enum: values });
const list = (items: Schema, minItems = 0): Schema => ({ type: 'array', items, minItems });
const record = (required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
  additionalProperties: false,
});

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const size: Schema = { type: 'number', minimum: 0 };
// Referred to, so that a card costs the compiling of what is in it and no more.
const color = ref('color');
const padding = ref('padding');
const length = ref('length');
const icon = ref('icon');
const elements = list(oneOfKind('element'), 1);
const weight = oneOf('regular', 'medium', 'bold');
const frame = { padding, backgroundColor: color, borderRadius: size, borderColor: color, borderWidth: size };

const ELEMENTS: Record<string, [required: Record<string, Schema>, optional: Record<string, Schema>]> = {
  text: [{ content: text }, { variant: oneOf('title', 'heading1', 'heading2', 'heading3', 'heading4', 'body', 'caption1', 'caption2'), color, align: oneOf('left', 'center', 'right', 'justify'), fontWeight: weight, maxLines: { type: 'integer', minimum: 1 }, padding }],
  markdown: [{ content: text }, { baseFontSize: size, linkColor: color, color, lineHeight: size }],
  image: [{ url: text }, { altText: text, fit: oneOf('cover', 'contain', 'fill'), width: length, height: length, borderRadius: size, padding }],
  icon: [{}, { name: text, url: text, size, color, backgroundColor: color, borderRadius: size, padding: size }],
  avatar: [{}, { imageUrl: text, fallbackInitials: { type: 'string', maxLength: 2 }, size, borderRadius: size, backgroundColor: color, fontSize: size, fontWeight: weight }],
  badge: [{ text }, { color, size, fontSize: size, ...frame }],
  chip: [{ text }, { color, icon, fontSize: size, ...frame }],
  codeBlock: [{ content: text }, { language: text, backgroundColor: color, textColor: color, padding, borderRadius: size, fontSize: size, languageLabelFontSize: size, languageLabelColor: color }],
  divider: [{}, { color, thickness: size, margin: size }],
  spacer: [{ height: size }, {}],
  row: [{ items: elements }, { gap: size, align: oneOf('start', 'center', 'end', 'spaceBetween', 'spaceAround'), crossAlign: oneOf('start', 'center', 'end'), wrap: flag, scrollable: flag, peek: size, snap: oneOf('item', 'free'), ...frame }],
  column: [{ items: elements }, { gap: size, align: oneOf('start', 'center', 'end', 'stretch'), crossAlign: oneOf('start', 'center', 'end'), ...frame }],
  grid: [{ items: elements }, { columns: oneOf(2, 3, 4), gap: size, ...frame }],
  accordion: [{ header: text, body: elements }, { headerIcon: icon, expandedByDefault: flag, border: flag, padding, fontSize: size, fontWeight: weight, borderRadius: size }],
  tabs: [{ tabs: list(record({ label: text, content: elements }), 1) }, { defaultActiveTab: { type: 'integer', minimum: 0 }, tabAlign: oneOf('start', 'center', 'stretch'), tabPadding: padding, contentPadding: padding, fontSize: size }],
  button: [{ label: text, action: oneOfKind('action') }, { textColor: color, icon, iconPosition: oneOf('left', 'right'), size, fullWidth: flag, fontSize: size, ...frame }],
  iconButton: [{ icon, action: oneOfKind('action') }, { size, color, backgroundColor: color, borderRadius: size }],
  link: [{ text, action: oneOfKind('action') }, { color, underline: flag, fontSize: size }],
  table: [{ columns: list(text, 1), rows: list(list(text)) }, { headerBackgroundColor: color, border: flag, stripedRows: flag, cellPadding: size, fontSize: size, stripedRowColor: color, borderColor: color }],
  progressBar: [{ value: { type: 'number', minimum: 0, maximum: 100 } }, { color, trackColor: color, height: size, label: text, borderRadius: size, labelFontSize: size, labelColor: color }],
};

const ACTIONS: Record<string, [required: Record<string, Schema>, optional: Record<string, Schema>]> = {
  openUrl: [{ url: text }, { openIn: oneOf('browser', 'webview') }],
  chatWithUser: [{ uid: text }, {}],
  chatWithGroup: [{ guid: text }, {}],
  sendMessage: [{ text }, { receiverUid: text, receiverGuid: text }],
  copyToClipboard: [{ value: text }, {}],
  downloadFile: [{ url: text }, { filename: text }],
  initiateCall: [{ callType: oneOf('audio', 'video') }, { uid: text, guid: text }],
  apiCall: [{ url: text }, { method: oneOf('GET', 'POST', 'PUT', 'DELETE'), headers: { type: 'object', additionalProperties: text }, body: { type: 'object' } }],
  customCallback: [{}, {}],
};

const style = record({ background: color }, { borderRadius: size, borderColor: color, borderWidth: size, padding });

/** A card as a whole. */
export const CARD_SCHEMA = record({ version: { const: '1.0' }, body: elements, style, fallbackText: { type: 'string', minLength: 1 } });

/** What the others refer to, by name. */
export const PART_SCHEMAS: Readonly<Record<string, Schema>> = {
  color: record({ light: ref('colorSide'), dark: ref('colorSide') }),
  colorSide: { type: 'string', pattern: '^(#[0-9A-Fa-f]{6}|transparent)$' },
  padding: { anyOf: [size, record({}, { top: size, right: size, bottom: size, left: size })] },
  length: { anyOf: [size, { type: 'string', pattern: '^\\d+(\\.\\d+)?%$' }] },
  icon: { ...record({}, { name: text, url: text }), anyOf: [{ required: ['name'] }, { required: ['url'] }] },
  ...Object.fromEntries(Object.entries(ELEMENTS).map(([type, [required, optional]]) => [`element-${type}`, record({ id: text, type: { const: type }, ...required }, optional)])),
  ...Object.fromEntries(Object.entries(ACTIONS).map(([type, [required, optional]]) => [`action-${type}`, record({ type: { const: type }, ...required }, optional)])),
};
