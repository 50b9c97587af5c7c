import type { CustomContext } from './custom-context.js';
import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';

/**
 * Handles custom messages of this type; of every type if none is named, after those that name one.
 *
 * @example
 * @OnCustom('location')
 * where({ customData }: CustomContext) { return `You are at ${customData.latitude}.`; }
 * @throws BotDefinitionError at start if two methods handle one type
 */
export function OnCustom(type?: string): HandlerDecorator<CustomContext<never>> {
  return triggeredBy(type === undefined ? { kind: 'custom' } : { kind: 'custom', type });
}
