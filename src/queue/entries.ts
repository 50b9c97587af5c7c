import type { IncomingMessage, ReceiverType, Reply } from '../bot-kit/index.js';

/** A message as it waits in the inbound line. Times are Unix ms by our clock. */
export interface InboundEntry {
  message: IncomingMessage;
  acceptedAt: number;
  /** It was a dead letter: some of its replies may have arrived. */
  replayed?: boolean;
}

/** A reply as it waits in the outbound line. */
export interface OutboundEntry {
  /** `halley-<bot>-<message id>-<part>`: carried to CometChat as muid, tag and metadata, and looked up by. */
  id: string;
  /** The same for all parts of one answer: its id without the part. */
  answer: string;
  bot: string;
  receiver: string;
  receiverType: ReceiverType;
  /** The message whose thread the reply belongs in. */
  parentId?: string;
  reply: Reply;
  acceptedAt: number;
  /** Unix ms: later than this it is not sent any more. */
  deadline: number;
  /** Set by a replay of a reply that may have arrived: look it up before it is sent. */
  lookUpFirst?: boolean;
}

/** What stands in a line: the group, a bar, the JSON. The group is what scripts need to know without reading JSON. */
export function inboundBody(entry: InboundEntry): string {
  return `${encodeURIComponent(entry.message.sender)}|${JSON.stringify(entry)}`;
}

/** What `inboundBody` or `outboundBody` was made of. */
export function entryIn<Entry>(body: string): Entry {
  return JSON.parse(body.slice(body.indexOf('|') + 1)) as Entry;
}

export function outboundBody(entry: OutboundEntry): string {
  return `${entry.answer}|${JSON.stringify(entry)}`;
}
