import type { Operation, Parameter, Schema } from './openapi-operations.js';

/** Names that must mean something to the simulator; everything else is made from its schema alone. */
const MEANINGFUL: Record<string, unknown> = {
  guid: 'team',
  receiver: 'bob',
  receiverType: 'user',
  webhookURL: 'http://127.0.0.1:9/hook',
  url: 'https://example.com/a.jpg',
  owner: 'bob',
  scope: 'moderator',
  scopes: ['participant'],
  admins: ['carol'],
  moderators: [],
  participants: ['dave'],
  usersToBan: ['bob'],
  uids: ['bob'],
  guids: ['team'],
  messageId: 1,
  id: '1',
  reaction: '👍',
  affix: 'append',
};

/** A value for a schema: its default, its first choice, or something of its type. */
export function sample(schema: Schema, resolve: Operation['resolve'], name = ''): unknown {
  const { type, enum: choices, properties, items, default: preset } = resolve(schema);
  if (name in MEANINGFUL) return MEANINGFUL[name];
  if (choices) return choices[0];
  if (preset !== undefined && !properties) return preset;
  if (properties) return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, sample(value, resolve, key)]));
  if (type === 'array') return items && Object.keys(items).length > 0 ? [sample(items, resolve)] : ['text'];
  return { integer: 1, number: 1, boolean: true, object: { key: 'value' } }[type ?? ''] ?? 'text';
}

/** Every body worth trying: one from each variant of the schema, and those the document gives. */
export function sampleBodies({ body, resolve, examples, name }: Operation): unknown[] {
  if (!body) return [undefined];
  const variants = resolve(body).oneOf ?? [body];
  const made = variants.map((variant) => ({ ...(sample(variant, resolve) as object), ...NEW_IDS[name] }));
  return [...made.map(withoutSecondReceiver), ...examples.map(renamed)];
}

/** What is created may not exist yet. */
const NEW_IDS: Record<string, object> = {
  'POST /users': { uid: 'erin' },
  'POST /bots': { uid: 'carol' },
  'POST /groups': { guid: 'new-team' },
};

function withoutSecondReceiver(body: object): object {
  return 'receiver' in body ? { ...body, multipleReceivers: undefined } : body;
}

/** The examples' people, as they are called here. */
function renamed(example: unknown): unknown {
  return JSON.parse(JSON.stringify(example).replace(/"(user1|uid1)"/g, '"bob"').replace(/"uid2"/g, '"carol"').replace(/"(guid1|project-group)"/g, '"team"'));
}

/** The path with its parameters filled in: bots are asked for as bots, users as users. */
export function samplePath({ path, document }: Operation): string {
  const uid = document.startsWith('bots') ? 'helper' : 'bob';
  return path.replace('{uid}', uid).replace('{guid}', 'team').replace('{id}', '1').replace('{reaction}', encodeURIComponent('👍'));
}

export function sampleQuery({ name, schema }: Parameter): string {
  const value = sample(schema, (same) => same, name);
  return `${name}=${encodeURIComponent(Array.isArray(value) ? value.join(',') : String(value))}`;
}
