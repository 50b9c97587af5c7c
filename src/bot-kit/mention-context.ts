import { MessageContext } from './message-context.js';

/**
 * What `@OnMention` handlers get. `text` has the mention taken out.
 *
 * @example
 * @OnMention()
 * called({ text, sender }: MentionContext) { return `${mention(sender.uid)} you said: ${text}`; }
 */
export class MentionContext<Session extends object = object> extends MessageContext<Session> {
  declare readonly mentioned: true;
}
