import { Injectable, type PipeTransform } from '@nestjs/common';
import type { JsonObject } from '../bot-kit/index.js';
import { isJsonObject, jsonTrouble } from './json-trouble.js';
import { Refusal } from './refusal.js';

/** Turns the bytes of an authenticated request into a JSON object that is safe to store, copy and merge. */
@Injectable()
export class JsonBodyPipe implements PipeTransform<unknown, JsonObject> {
  transform(body: unknown): JsonObject {
    if (!Buffer.isBuffer(body)) throw new Refusal(400, 'invalid_json', 'The body is empty; it has to be a JSON object.');
    const parsed = parse(body);
    if (!isJsonObject(parsed)) throw new Refusal(400, 'invalid_json', 'The body has to be a JSON object.');
    const trouble = jsonTrouble(parsed);
    if (trouble) throw new Refusal(400, 'invalid_json', trouble);
    return parsed;
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // What the parser says quotes the body.
    throw new Refusal(400, 'invalid_json', 'The body is not valid JSON.');
  }
}
