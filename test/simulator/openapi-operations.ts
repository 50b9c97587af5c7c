import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { COMETCHAT_DOCUMENTS } from '../support/cometchat-documents.js';

export interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  default?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  minimum?: number;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  /** Such as `POST /bots/{uid}/messages`. */
  name: string;
  document: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema;
  /** The bodies that the document gives as examples. */
  examples: unknown[];
  resolve: (schema: Schema) => Schema;
  validateAnswer: ValidateFunction;
}

type Tree = Record<string, unknown>;

interface OpenApi {
  paths: Record<string, Record<string, RawOperation>>;
  components: Tree;
}

interface RawOperation {
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema; examples?: Record<string, { value: unknown }> } } };
}

/** Where a document contradicts its own examples, the examples are believed. */
const CORRECTIONS: Record<string, Record<string, Schema>> = {
  'groups.yaml': {
    // The example is a list of members.
    '/paths/~1groups~1{guid}~1members/get/responses/200/content/application~1json/schema/properties/data': {
      type: 'array',
      items: { $ref: '#/components/schemas/groupMemberListSchema' },
    },
  },
  'messages.yaml': Object.fromEntries(
    [
      // The example says `editedBy: app_system`, and gives createdAt as a number.
      ['editedBy', 'string'],
      ['data/properties/entities/properties/sender/properties/entity/properties/createdAt', 'integer'],
      ['data/properties/entities/properties/receiver/properties/entity/properties/createdAt', 'integer'],
    ].map(([field, type]) => [
      `/components/schemas/updatemessageSchema/properties/data/properties/entities/properties/on/properties/entity/properties/${field}`,
      { type },
    ]),
  ),
};

export function documentNames(): string[] {
  return readdirSync(`${COMETCHAT_DOCUMENTS}openapi`).filter((name) => name.endsWith('.yaml'));
}

export function operationsOf(name: string): Operation[] {
  const document = parse(readFileSync(`${COMETCHAT_DOCUMENTS}openapi/${name}`, 'utf8')) as OpenApi;
  for (const [pointer, schema] of Object.entries(CORRECTIONS[name] ?? {})) replaceAt(document as unknown as Tree, pointer, schema);
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, name);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operation(name, document, ajv, { path, method, raw })),
  );
}

function operation(name: string, document: OpenApi, ajv: Ajv, { path, method, raw }: { path: string; method: string; raw: RawOperation }): Operation {
  const resolve = <T extends { $ref?: string }>(value: T): T => (value.$ref ? (at(document as unknown as Tree, value.$ref.slice(1)) as T) : value);
  const content = raw.requestBody?.content['application/json'];
  const answer = `/paths/${escape(path)}/${method}/responses/200/content/application~1json/schema`;
  return {
    name: `${method.toUpperCase()} ${path}`,
    document: name,
    method: method.toUpperCase(),
    path,
    parameters: (raw.parameters ?? []).map(resolve),
    body: content?.schema,
    examples: Object.values(content?.examples ?? {}).map(({ value }) => value),
    resolve,
    validateAnswer: ajv.compile({ $ref: `${name}#${answer.replaceAll('{', '%7B').replaceAll('}', '%7D')}` }),
  };
}

function escape(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function at(tree: Tree, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Tree)[key.replaceAll('~1', '/').replaceAll('~0', '~')], tree);
}

function replaceAt(tree: Tree, pointer: string, value: Schema): void {
  const cut = pointer.lastIndexOf('/');
  const parent = at(tree, pointer.slice(0, cut)) as Tree;
  const key = pointer.slice(cut + 1);
  if (!(key in parent)) throw new Error(`The document has nothing to correct at ${pointer}; remove the correction.`);
  parent[key] = value;
}
