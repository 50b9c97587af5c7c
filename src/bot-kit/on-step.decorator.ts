import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';
import type { StepContext } from './step-context.js';

/**
 * Handles the answer to a question asked with `context.next(name, question)`. A UserError thrown here is said, and
 * the question stays open. `formerly` lists names the step had before, so that a dialog survives the renaming.
 *
 * @example
 * @OnStep('ask_email', { formerly: ['email'] })
 * email({ text }: StepContext) { return `I will write to ${text}.`; }
 * @throws BotDefinitionError at start if two methods have one step
 */
export function OnStep(name: string, { formerly = [] }: { formerly?: readonly string[] } = {}): HandlerDecorator<StepContext<never>> {
  return triggeredBy({ kind: 'step', name, formerly: Object.freeze([...formerly]) });
}
