import { createHash } from 'node:crypto';
import { botOptionsOf } from './bot.decorator.js';
import type { Class } from './class.js';
import type { FormDefinition } from './form.js';
import type { FormField } from './form-fields.js';
import { type FormClaims, readFormToken } from './form-token.js';
import { methodsOf, triggersOf } from './handler-metadata.js';
import type { IncomingMessage } from './incoming-message.js';
import type { JsonObject, JsonValue } from './json.js';

/**
 * The category of a submission as a message. CometChat has none of this name, so no callback can pretend to be one.
 *
 * @example
 * const isSubmission = message.category === FORM_CATEGORY;
 */
export const FORM_CATEGORY = 'halley_form';

/**
 * What an endpoint for submissions is to answer.
 *
 * @example
 * if ('message' in checked) await queue.accept(checked.message);
 */
export type CheckedSubmission =
  | { readonly message: IncomingMessage }
  | { readonly status: 400 | 404 | 410 | 422; readonly error: string; readonly sentence: string };

/**
 * What a submission is checked against.
 *
 * @example
 * const rules: SubmissionRules = { bots, appId, secret, now: Date.now() };
 */
export interface SubmissionRules {
  bots: readonly Class[];
  appId: string;
  secret: string;
  now: number;
}

/**
 * Makes a message of what an app posts to a form's address, or says how to refuse it. The message goes into the line
 * like any other, and its id makes a second submission a duplicate. Reads the classes only, and makes no bot.
 *
 * @example
 * const checked = checkSubmission(token, body, { bots, appId, secret, now: Date.now() });
 * if ('message' in checked) await queue.accept(checked.message);
 */
export function checkSubmission(token: string, body: JsonValue, { bots, appId, secret, now }: SubmissionRules): CheckedSubmission {
  const claims = readFormToken(token, secret, now);
  if (claims === undefined) return UNKNOWN;
  if (claims === 'expired') return { status: 410, error: 'form_expired', sentence: 'This form has expired. Please ask for it again.' };
  const values = valuesIn(body);
  if (!values) return { status: 400, error: 'bad_submission', sentence: 'The body is to be a JSON object with the values of the form, under CometChatData or by itself.' };
  const botClass = bots.find((one) => botOptionsOf(one).uid === claims.bot);
  if (!botClass) return UNKNOWN;
  const definition = formsOf(botClass).find(({ name }) => name === claims.form);
  // A form that has changed is for the bot to refuse, where the user reads it.
  if (definition?.version !== claims.version) return { message: toMessage(claims, {}, appId) };
  const problems = valueProblems(definition, values);
  if (problems.length > 0) return { status: 422, error: 'invalid_values', sentence: problems.join(' ') };
  return { message: toMessage(claims, typedValues(definition, values), appId) };
}

const UNKNOWN = { status: 404, error: 'unknown_form', sentence: 'There is no such form.' } as const;

function valuesIn(body: JsonValue): JsonObject | undefined {
  if (!isObject(body)) return undefined;
  const values = body.CometChatData ?? body;
  return isObject(values) ? values : undefined;
}

/** The forms that the methods of this bot's class handle. */
function formsOf(botClass: Class): FormDefinition[] {
  const triggers = [...methodsOf(botClass).values()].flatMap((method) => triggersOf(method));
  return triggers.flatMap((trigger) => (trigger.kind === 'form' ? [trigger.form] : []));
}

function toMessage({ id, bot, form, version, sender, receiver, receiverType, parentId }: FormClaims, values: JsonObject, appId: string): IncomingMessage {
  return {
    id: `form-${createHash('sha256').update(id).digest('hex').slice(0, 40)}`,
    appId, bot, sender, receiverType, tags: [], category: FORM_CATEGORY, type: form,
    // In a 1:1 chat a message to the bot is received by the bot.
    receiver: receiverType === 'group' ? receiver : bot,
    ...(parentId === undefined ? {} : { parentId }),
    data: { version, values },
  };
}

/** What is wrong with these values, each as a sentence for the user. */
export function valueProblems({ fields }: FormDefinition, values: JsonObject): string[] {
  return Object.entries(fields).flatMap(([name, field]) => fieldProblems(field, Object.hasOwn(values, name) ? values[name] : undefined));
}

function fieldProblems({ elementType, label, optional, options }: FormField, value: JsonValue | undefined): string[] {
  if (value === undefined || value === null || value === '') return optional ? [] : [`"${label}" is missing.`];
  const chosen = elementType === 'checkbox' && Array.isArray(value) ? value : [value];
  const isKnown = chosen.every((one) => typeof one === 'string' && (options?.includes(one) ?? true));
  return isKnown ? [] : [`"${label}" has a value that the form does not offer.`];
}

/** The values of the form and nothing else; a checkbox is always a list. */
export function typedValues({ type, fields }: FormDefinition, values: JsonObject): JsonObject {
  if (type === 'scheduler') return values;
  const known = Object.entries(fields).flatMap(([name, { elementType }]): [string, JsonValue][] => {
    const value = Object.hasOwn(values, name) && values[name] !== '' ? values[name] : null;
    if (elementType === 'checkbox') return [[name, Array.isArray(value) ? value : value === null ? [] : [value]]];
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(known);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
