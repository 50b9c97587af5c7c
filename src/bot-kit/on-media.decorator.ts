import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';
import type { MediaContext } from './media-context.js';
import { MEDIA_KINDS, type MediaKind } from './trigger.js';

/**
 * Handles media messages of these kinds; of every kind if none is named.
 *
 * @example
 * @OnMedia('image', 'video')
 * seen({ attachments }: MediaContext) { return `I got ${attachments[0].name}.`; }
 * @throws BotDefinitionError at start if two methods handle one kind
 * @see https://www.cometchat.com/docs/rest-api/messages
 */
export function OnMedia<Kind extends MediaKind = MediaKind>(...kinds: Kind[]): HandlerDecorator<MediaContext<never, Kind>> {
  return triggeredBy({ kind: 'media', media: Object.freeze(kinds.length > 0 ? kinds : [...MEDIA_KINDS]) });
}
