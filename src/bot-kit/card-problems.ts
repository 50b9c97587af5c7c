import { Ajv, type ErrorObject, type SchemaValidateFunction } from 'ajv';
import { CARD_SCHEMA, PART_SCHEMAS } from './card-schema.js';
import type { JsonValue } from './json.js';

let ajv: Ajv | undefined;

/** What is wrong with a card, by Card JSON 1.0; empty if CometChat's apps can show it. */
export function cardProblems(card: JsonValue): string[] {
  // Made with the first card: most bots never send one.
  ajv ??= makeAjv();
  const problems = ajv.validate(CARD_SCHEMA, card) ? [] : (ajv.errors ?? []).map(sentence);
  return [...problems, ...repeatedIds(card), ...incomplete(card)];
}

/** Every kind of element is compiled when the first one of it is met: all of them at once would take longer than a test may. */
function makeAjv(): Ajv {
  const made = new Ajv({ allErrors: true, strict: false, meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } });
  const isOfItsKind: SchemaValidateFunction = (kind: string, element: { type: unknown }, _schema, place) => {
    const rules = made.getSchema(`${kind}-${String(element.type)}`);
    const isRight = rules?.(element, place) ?? false;
    isOfItsKind.errors = rules ? (rules.errors ?? []) : [{ keyword: 'kind', instancePath: place?.instancePath ?? '', params: { type: element.type } }];
    return isRight as boolean;
  };
  made.addKeyword({ keyword: 'kind', type: 'object', errors: 'full', validate: isOfItsKind });
  for (const [name, schema] of Object.entries(PART_SCHEMAS)) made.addSchema(schema, name);
  return made;
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the card';
  if (keyword === 'additionalProperties') return `${where} has an unknown field "${String(params.additionalProperty)}"`;
  if (keyword === 'kind') return `${where} has an unknown type ${JSON.stringify(params.type)}`;
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

/** Every object in a value, itself first. */
export function objectsIn(value: JsonValue): { [key: string]: JsonValue }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((one: JsonValue) => objectsIn(one));
  return Array.isArray(value) ? inside : [value, ...inside];
}
