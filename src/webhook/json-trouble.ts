import type { JsonObject } from '../bot-kit/index.js';

// CometChat's own payloads reach 8. Deeper ones overflow JSON.stringify() at some thousands, Redis's cjson at 1,000.
const DEEPEST = 100;

/** Why this JSON cannot be kept, or undefined: nested too deep, or keys that reach for the prototype when copied. */
export function jsonTrouble(value: unknown, levelsLeft = DEEPEST): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levelsLeft === 0) return `The body is nested deeper than ${DEEPEST} levels.`;
  // Not Object.entries(): a list of lists for each level costs as much as the look at what is in them.
  for (const key in value) {
    const child: unknown = value[key as keyof typeof value];
    const trouble = reachesPrototype(key, child) ? 'The body holds a key that no message may have: __proto__ or constructor.prototype.' : jsonTrouble(child, levelsLeft - 1);
    if (trouble) return trouble;
  }
  return undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reachesPrototype(key: string, child: unknown): boolean {
  return key === '__proto__' || (key === 'constructor' && isJsonObject(child) && Object.hasOwn(child, 'prototype'));
}
