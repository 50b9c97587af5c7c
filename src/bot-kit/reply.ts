import type { JsonObject } from './json.js';

/**
 * A file by its URL, in CometChat's words. `size` is in bytes.
 *
 * @example
 * const cat: Attachment = { url: 'https://example.com/cat.png', name: 'cat.png', mimeType: 'image/png', extension: 'png' };
 */
export interface Attachment {
  url: string;
  name: string;
  mimeType: string;
  extension: string;
  size?: number;
}

/**
 * What every reply may carry beside what it shows.
 *
 * @example
 * return text('Hello', { metadata: { mood: 'sunny' }, tags: ['greeting'] });
 */
export interface ReplyOptions {
  /** Free data the app can read; CometChat takes objects only. */
  metadata?: JsonObject;
  /** At most 24 of 100 characters (CometChat takes 25; one is the reply's id). */
  tags?: string[];
  /** Texts that, when they come back, are an `@OnAction` of this id. Remembered with the answer, never sent. */
  actions?: Record<string, string>;
  /** Answer in a thread: in that of the message, or one that starts at it. Default: only where the message was in one. */
  inThread?: boolean;
}

/**
 * A text.
 *
 * @example
 * const hello: TextReply = { kind: 'text', text: 'Hello' };
 */
export interface TextReply extends ReplyOptions {
  kind: 'text';
  text: string;
  /** Texts the app offers as buttons; tapping one sends it as an ordinary message. */
  quickReplies?: string[];
}

/**
 * One or several files of one kind.
 *
 * @example
 * const cat: MediaReply = image('https://example.com/cat.png');
 */
export interface MediaReply extends ReplyOptions {
  kind: 'image' | 'video' | 'audio' | 'file';
  attachments: Attachment[];
  /** The caption. */
  text?: string;
}

/**
 * A custom message.
 *
 * @example
 * const place: CustomReply = custom('location', { latitude: 50.6 });
 */
export interface CustomReply extends ReplyOptions {
  kind: 'custom';
  /** A type of your own, which your app knows how to show. */
  type: string;
  customData: JsonObject;
  text?: string;
}

/**
 * A Card JSON 1.0 message; `text` is what an app that shows no cards gets.
 *
 * @example
 * const parcel: CardReply = card({ body, fallbackText: 'Your parcel' });
 */
export interface CardReply extends ReplyOptions {
  kind: 'card';
  card: JsonObject;
  text: string;
}

/**
 * An interactive message; `text` is what an app that shows none gets.
 *
 * @example
 * const shown: InteractiveReply = showForm(feedback, 'How was it?');
 */
export interface InteractiveReply extends ReplyOptions {
  kind: 'interactive';
  type: 'form' | 'scheduler';
  interactiveData: JsonObject;
  interactionGoal?: JsonObject;
  /** The form it shows; becomes a signed address when the answer is committed, and is never sent. */
  submitsTo?: { form: string; version: string };
  text: string;
}

/**
 * A built reply: plain JSON, so that it can be committed to Redis before it is sent.
 *
 * @example
 * const replies: Reply[] = [text('Hello'), image('https://example.com/cat.png')];
 */
export type Reply = TextReply | MediaReply | CustomReply | CardReply | InteractiveReply;
