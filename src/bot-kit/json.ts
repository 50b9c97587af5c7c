/**
 * A value that survives `JSON.stringify` and `JSON.parse` unchanged.
 *
 * @example
 * const value: JsonValue = [1, 'two', { three: null }];
 */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * A JSON object: what CometChat takes as metadata and as custom data.
 *
 * @example
 * const metadata: JsonObject = { order: 7 };
 */
export type JsonObject = { [key: string]: JsonValue };
