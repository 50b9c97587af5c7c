import { z } from 'zod';
import type { Json, JsonObject } from '../state/entities.js';

const actionSchema = z.object({
  actionType: z.string(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE', 'GET']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  payload: z.record(z.string(), z.json()).default({}),
  dataKey: z.string().default('CometChatData'),
});

export type ElementAction = z.infer<typeof actionSchema>;

/** The action of one element of an interactive message, wherever in it the element is. */
export function elementAction(data: JsonObject, elementId: string): ElementAction | undefined {
  const element = findElement(data.interactiveData, elementId);
  return actionSchema.safeParse(element?.action).data;
}

function findElement(tree: Json | undefined, elementId: string): JsonObject | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  if (!Array.isArray(tree) && tree.elementId === elementId) return tree;
  for (const branch of Object.values(tree)) {
    const found = findElement(branch, elementId);
    if (found) return found;
  }
  return undefined;
}
