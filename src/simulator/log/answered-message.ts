import type { Delivery, DeliveryLog } from './delivery-log.js';

interface BotRequest {
  at: number;
  actor?: string;
  body: unknown;
}

/**
 * Which message a bot's request answers. CometChat knows no such thing, so it is guessed: the message whose id the request carries in its
 * muid or tags, else the last one that was delivered to this bot in the conversation it writes to.
 */
export function answeredMessage(deliveries: DeliveryLog, { at, actor, body }: BotRequest): string | undefined {
  if (actor === undefined || typeof body !== 'object' || body === null) return undefined;
  const mine = deliveries.newestFirst((delivery) => delivery.bot === actor && (delivery.attempts[0]?.at ?? 0) <= at);
  const marks = marksOf(body as Fields);
  let latest: string | undefined;
  for (const delivery of mine) {
    if (marks.has(delivery.messageId)) return delivery.messageId;
    if (latest === undefined && isWrittenTo(delivery, body as Fields)) latest = delivery.messageId;
  }
  return latest;
}

interface Fields {
  muid?: unknown;
  tags?: unknown;
  receiver?: unknown;
}

/** The whole numbers in the muid and the tags. */
function marksOf({ muid, tags }: Fields): Set<string> {
  const texts = [muid, ...(Array.isArray(tags) ? tags : [])].filter((text) => typeof text === 'string');
  return new Set(texts.flatMap((text) => text.match(/\d+/g) ?? []));
}

function isWrittenTo({ callback }: Delivery, { receiver }: Fields): boolean {
  const message = callback?.data as { sender?: unknown; receiver?: unknown; receiverType?: unknown } | undefined;
  const peer = message?.receiverType === 'group' ? message.receiver : message?.sender;
  return typeof receiver === 'string' && receiver.toLowerCase() === peer;
}
