import type { FormDefinition, FormValues } from './form.js';
import { typedValues, valueProblems } from './form-submission.js';
import type { JsonObject } from './json.js';
import { MessageContext } from './message-context.js';
import type { Turn } from './turn.js';
import { UserError } from './user-error.js';

/**
 * What `@OnForm` handlers get: values that were checked against the form.
 *
 * @example
 * @OnForm(feedback)
 * thanks({ values }: FormContext<typeof feedback>) { return `${values.stars} stars, thank you!`; }
 */
export class FormContext<Form = FormDefinition, Session extends object = object> extends MessageContext<Session> {
  readonly form: string;
  readonly values: FormValues<Form>;

  /** Throws a UserError if the form changed after it was shown, or the values do not fit it. */
  constructor(turn: Turn, definition: FormDefinition) {
    super(turn);
    const { version, values } = turn.run.message.data as { version: string; values: JsonObject };
    if (version !== definition.version) throw new UserError(`"${definition.title}" has changed since you got it. Please ask for it again.`);
    const problems = valueProblems(definition, values);
    if (problems.length > 0) throw new UserError(problems.join(' '));
    this.form = definition.name;
    this.values = typedValues(definition, values) as FormValues<Form>;
  }
}
