import type { RunnableToolFunctionWithParse } from 'openai/lib/RunnableFunction';
import { z } from 'zod';
import type { MessageContext } from '../bot-kit/index.js';
import { toolDescriptionOf, type ToolDescription } from './tool.decorator.js';

export type RunnableTool = RunnableToolFunctionWithParse<object>;
type Method = (input: object, context: MessageContext) => unknown;

/** The methods of this object that have `@Tool`, as the client of the language model calls them. */
export function toolsOf(owner: object, context: MessageContext): RunnableTool[] {
  const prototype = Object.getPrototypeOf(owner) as object;
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) => {
    const tool = typeof value === 'function' ? toolDescriptionOf(value as object) : undefined;
    return tool ? [runnable(name, tool, (input) => (value as Method).call(owner, input, context))] : [];
  });
}

function runnable(name: string, { description, input }: ToolDescription, call: (input: object) => unknown): RunnableTool {
  const parameters = z.toJSONSchema(input) as Record<string, unknown>;
  return { type: 'function', function: { name, description, parameters, parse: (text) => parsed(text, input), function: call } };
}

/** Throws what the model is told, so that it can try again. */
function parsed(text: string, input: z.ZodObject): object {
  const result = input.safeParse(JSON.parse(text || '{}'));
  if (!result.success) throw new Error(`Wrong arguments: ${z.prettifyError(result.error)}`);
  return result.data;
}
