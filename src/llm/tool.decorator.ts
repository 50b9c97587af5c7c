import 'reflect-metadata';
import type { z } from 'zod';
import type { MessageContext } from '../bot-kit/index.js';

const TOOL = Symbol('halley:tool');

export interface ToolDescription {
  readonly description: string;
  readonly input: z.ZodObject;
}

/**
 * Lets a language model call a method: of the bot itself, or of any provider that is handed over as `tools`. What the
 * model passes is checked against `input` first; what the method returns is told to the model.
 *
 * @example
 * @Tool('Tells the state of an order', z.object({ number: z.string().describe('digits only') }))
 * orderState({ number }: { number: string }) { return this.orders.find(number); }
 */
export function Tool<Input extends z.ZodObject>(description: string, input: Input) {
  return <Method extends (input: z.output<Input>, context: MessageContext) => unknown>(
    _prototype: object,
    _method: string,
    { value }: TypedPropertyDescriptor<Method>,
  ): void => {
    if (value) Reflect.defineMetadata(TOOL, Object.freeze({ description, input }), value);
  };
}

export function toolDescriptionOf(method: object): ToolDescription | undefined {
  return Reflect.getOwnMetadata(TOOL, method) as ToolDescription | undefined;
}
