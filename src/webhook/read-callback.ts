import type { JsonObject, JsonValue } from '../bot-kit/index.js';
import { CallbackDto, MessageDto } from './callback.dto.js';
import { isJsonObject } from './json-trouble.js';
import { invalid, validated } from './validated.js';

const CALLBACK = 'a callback of CometChat';

export function readCallback(body: JsonObject): CallbackDto {
  return validated(new CallbackDto(body), CALLBACK);
}

/** Read apart from the envelope: a trigger that is not known may carry anything as its data. */
export function readMessage(data: JsonValue | undefined): MessageDto {
  if (!isJsonObject(data)) throw invalid(CALLBACK, ['data must be an object']);
  return validated(new MessageDto(data), CALLBACK, 'data.');
}
