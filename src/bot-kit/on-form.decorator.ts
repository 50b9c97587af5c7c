import type { FormContext } from './form-context.js';
import type { FormDefinition } from './form.js';
import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';

/**
 * Handles the submission of a form or a scheduler that this bot showed. Values that do not fit are refused before, and
 * so is a form that has changed since it was shown.
 *
 * @example
 * @OnForm(feedback)
 * thanks({ values }: FormContext<typeof feedback>) { return `${values.stars} stars, thank you!`; }
 * @throws BotDefinitionError at start if two methods handle one form
 * @see https://www.cometchat.com/docs/sdk/javascript/interactive-messages
 */
export function OnForm<Values>(form: FormDefinition<Values>): HandlerDecorator<FormContext<FormDefinition<Values>, never>> {
  return triggeredBy({ kind: 'form', form });
}
