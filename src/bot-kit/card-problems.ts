import { Ajv, type ErrorObject } from 'ajv';
import { CARD_SCHEMA } from './card-schema.js';
import type { JsonValue } from './json.js';

let validate: ReturnType<Ajv['compile']> | undefined;

/** What is wrong with a card, by Card JSON 1.0; empty if CometChat's apps can show it. */
export function cardProblems(card: JsonValue): string[] {
  // Compiled with the first card: most bots never send one.
  validate ??= new Ajv({ allErrors: true, discriminator: true, strict: false }).compile(CARD_SCHEMA);
  const problems = validate(card) ? [] : (validate.errors ?? []).map(sentence);
  return [...problems, ...repeatedIds(card), ...incomplete(card)];
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the card';
  if (keyword === 'additionalProperties') return `${where} has an unknown field "${String(params.additionalProperty)}"`;
  if (keyword === 'discriminator') return `${where} has an unknown type ${JSON.stringify(params.tagValue)}`;
  if (keyword === 'enum') return `${where} must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
  return `${where} ${message}`;
}

/** Ids are unique over the whole card, which a schema cannot say. */
function repeatedIds(card: JsonValue): string[] {
  const ids = objectsIn(card).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(repeated)].map((id) => `the id "${id}" is used twice`);
}

function incomplete(card: JsonValue): string[] {
  const placeholder = /\{\{\s*[\w.]+\s*\}\}/.exec(JSON.stringify(card));
  const problems = placeholder ? [`${placeholder[0]} is not filled in; CometChat does not do that`] : [];
  for (const { type, name, url, uid, guid } of objectsIn(card)) {
    if (type === 'icon' && name === undefined && url === undefined) problems.push('an icon needs a name or a url');
    if (type === 'initiateCall' && uid === undefined && guid === undefined) problems.push('initiateCall needs a uid or a guid');
  }
  return problems;
}

function objectsIn(value: JsonValue): { [key: string]: JsonValue }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((one: JsonValue) => objectsIn(one));
  return Array.isArray(value) ? inside : [value, ...inside];
}
