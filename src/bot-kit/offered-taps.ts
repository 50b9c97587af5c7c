import { objectsIn } from './card-problems.js';
import type { JsonObject, JsonValue } from './json.js';
import type { Reply } from './reply.js';

/** What can be tapped on a reply, by what is written on it, and the text that a tap sends. A button of a card goes by its text, too. */
export function tapsOn(reply: Reply): [label: string, text: string][] {
  if (reply.kind === 'text') return (reply.quickReplies ?? []).map((label) => [label, label]);
  return reply.kind === 'card' ? objectsIn(reply.card).flatMap(tapsOnElement) : [];
}

function tapsOnElement({ label, text, action }: JsonObject): [string, string][] {
  if (!isObject(action) || action.type !== 'sendMessage' || typeof action.text !== 'string') return [];
  const sent = action.text;
  return [label, text, sent].flatMap((one): [string, string][] => (typeof one === 'string' ? [[one, sent]] : []));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
