import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { describeWhere, itWhere } from './where.js';

/** CometChat's documents and samples, which are read where they are and not part of this repository. */
export const COMETCHAT_DOCUMENTS = fileURLToPath(new URL('../../../shared/cometchat/', import.meta.url));

export const documentsPresent = existsSync(COMETCHAT_DOCUMENTS);

const MISSING = 'CometChat’s documents are not beside this checkout';
export const describeOnDocuments = describeWhere(documentsPresent, MISSING);
export const itOnDocuments = itWhere(documentsPresent, MISSING);

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(COMETCHAT_DOCUMENTS + path, 'utf8'));
}

/** Validates against one place of an OpenAPI document, given as a JSON pointer. */
export function openApiValidator(document: string, pointer: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, discriminator: true });
  ajv.addSchema(parse(readFileSync(`${COMETCHAT_DOCUMENTS}openapi/${document}`, 'utf8')) as object, document);
  return ajv.compile({ $ref: `${document}#${pointer}` });
}
