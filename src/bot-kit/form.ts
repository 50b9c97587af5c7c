import { createHash } from 'node:crypto';
import type { FormField } from './form-fields.js';
import type { JsonObject } from './json.js';
import type { InteractiveReply, ReplyOptions } from './reply.js';

/**
 * The typed values of a form: `FormValues<typeof feedback>`.
 *
 * @example
 * function save(values: FormValues<typeof feedback>) { return values.stars; }
 */
export type FormValues<F> = F extends FormDefinition<infer Values> ? Values : never;

/**
 * A form or a scheduler, as a plain value.
 *
 * @example
 * const feedback: FormDefinition<{ name: string }> = form('feedback', { title: 'You', fields: { name: textInput('Name') } });
 */
export interface FormDefinition<Values = unknown> {
  readonly name: string;
  readonly type: 'form' | 'scheduler';
  readonly title: string;
  readonly fields: Readonly<Record<string, FormField>>;
  /** `interactiveData` without the address that a submission goes to. */
  readonly json: JsonObject;
  /** Follows from all of the above: another one means that the form has changed. */
  readonly version: string;
  /** Only for the compiler. */
  readonly values?: Values;
}

export type ValuesOf<Fields extends Record<string, FormField>> = {
  [Name in keyof Fields]: Fields[Name] extends FormField<infer Value> ? Value : never;
};

/** The id of the button that submits. */
export const SUBMIT = 'submit';

/**
 * Defines a form. Show it with `showForm`, and handle it with `@OnForm`.
 *
 * @example
 * const feedback = form('feedback', {
 *   title: 'How was it?',
 *   fields: { stars: singleSelect('Stars', ['1', '2', '3']), comment: textInput('Comment', { optional: true }) },
 * });
 * @throws TypeError if it has no fields
 * @see https://www.cometchat.com/docs/sdk/javascript/interactive-messages
 */
export function form<Fields extends Record<string, FormField>>(
  name: string,
  { title, fields, submit = 'Send', thanks = 'Thank you.' }: { title: string; fields: Fields; submit?: string; thanks?: string },
): FormDefinition<ValuesOf<Fields>> {
  if (Object.keys(fields).length === 0) throw new TypeError(`The form "${name}" has no fields.`);
  const formFields = Object.entries(fields).map(([elementId, { elementType, label, optional, json }]) => ({ elementType, elementId, label, optional, ...json }));
  return define('form', name, title, fields, { title, formFields, goalCompletionText: thanks, submitElement: button(submit) });
}

/** Makes the definition of a form or a scheduler from its JSON. */
export function define<Values>(type: FormDefinition['type'], name: string, title: string, fields: Record<string, FormField>, json: JsonObject): FormDefinition<Values> {
  const version = createHash('sha256').update(JSON.stringify([type, json])).digest('base64url').slice(0, 10);
  return Object.freeze({ name, type, title, fields, json, version });
}

export function button(buttonText: string): JsonObject {
  return { elementType: 'button', elementId: SUBMIT, buttonText, disableAfterInteracted: true };
}

/**
 * Shows a form or a scheduler. An app that shows none gets the text.
 *
 * @example
 * return showForm(feedback, 'How was it? If you see no form, just tell me.');
 */
export function showForm(definition: FormDefinition<never> | FormDefinition, text: string, options: ReplyOptions = {}): InteractiveReply {
  const { name, type, json, version } = definition;
  return {
    kind: 'interactive', type, interactiveData: json, interactionGoal: { type: 'anyOf', elementIds: [SUBMIT] }, text,
    ...options,
    submitsTo: { form: name, version },
  };
}
