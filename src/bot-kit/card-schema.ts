/**
 * The rules of Card JSON 1.0 as JSON Schema, put together from one line per element.
 * https://www.cometchat.com/docs/card-builder/schema
 */
type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
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
const color = record({ light: ref('colorSide'), dark: ref('colorSide') });
const padding: Schema = { anyOf: [size, record({}, { top: size, right: size, bottom: size, left: size })] };
const length: Schema = { anyOf: [size, { type: 'string', pattern: '^\\d+(\\.\\d+)?%$' }] };
const elements = list(ref('element'), 1);
const weight = oneOf('regular', 'medium', 'bold');
const icon: Schema = { ...record({}, { name: text, url: text }), anyOf: [{ required: ['name'] }, { required: ['url'] }] };
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
  button: [{ label: text, action: ref('action') }, { textColor: color, icon, iconPosition: oneOf('left', 'right'), size, fullWidth: flag, fontSize: size, ...frame }],
  iconButton: [{ icon, action: ref('action') }, { size, color, backgroundColor: color, borderRadius: size }],
  link: [{ text, action: ref('action') }, { color, underline: flag, fontSize: size }],
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

const choice = (kinds: typeof ELEMENTS, also: Record<string, Schema>): Schema => ({
  type: 'object',
  discriminator: { propertyName: 'type' },
  required: ['type'],
  oneOf: Object.entries(kinds).map(([type, [required, optional]]) => record({ ...also, type: { const: type }, ...required }, optional)),
});

const style = record({ background: color }, { borderRadius: size, borderColor: color, borderWidth: size, padding });

export const CARD_SCHEMA = {
  ...record({ version: { const: '1.0' }, body: elements, style, fallbackText: { type: 'string', minLength: 1 } }),
  definitions: {
    colorSide: { type: 'string', pattern: '^(#[0-9A-Fa-f]{6}|transparent)$' },
    element: choice(ELEMENTS, { id: text }),
    action: choice(ACTIONS, {}),
  },
};
