import type { RunnableToolFunctionWithParse } from 'openai/lib/RunnableFunction';
import { z } from 'zod';
import type { MessageContext } from '../bot-kit/index.js';
import { toolDescriptionOf, type ToolDescription } from './tool.decorator.js';

export type RunnableTool = RunnableToolFunctionWithParse<object>;
type Method = (input: object, context: MessageContext) => unknown;

/** The methods of this object that have `@Tool`, as the client of the language model calls them. */
export function toolsOf(owner: object, context: MessageContext): RunnableTool[] {
  return namesOf(owner).flatMap((name) => {
    const method = (owner as Record<string, Method>)[name];
    const tool = toolDescriptionOf(method);
    return tool ? [runnable(name, tool, (input) => method.call(owner, input, context))] : [];
  });
}

/** The names of all methods, inherited ones too; getters are not asked. */
function namesOf(owner: object): string[] {
  const prototype = Object.getPrototypeOf(owner) as object | null;
  if (prototype === null || prototype === Object.prototype) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { value }]) => typeof value === 'function');
  return [...new Set([...own.map(([name]) => name), ...namesOf(prototype)])];
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
