import { checkReplyOptions } from './check-reply-options.js';
import type { JsonObject } from './json.js';
import type { CustomReply, ReplyOptions } from './reply.js';

/**
 * A message of a type of your own, which your app knows how to show.
 *
 * @example
 * return custom('location', { latitude: 50.6, longitude: 72.7 }, { text: 'Our shop' });
 * @throws TypeError if the data is empty, which CometChat refuses (`ERR_EMPTY_CUSTOM_DATA`)
 * @see https://www.cometchat.com/docs/rest-api/messages/send-bot-message
 */
export function custom(type: string, customData: JsonObject, options: ReplyOptions & { text?: string } = {}): CustomReply {
  checkReplyOptions(options);
  if (type === '' || Object.keys(customData).length === 0) {
    throw new TypeError('custom() needs a type and at least one field of data; CometChat takes neither empty.');
  }
  return { kind: 'custom', type, customData, ...options };
}
