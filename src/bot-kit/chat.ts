import { type ChatWorld, type FakeClock, FORMS } from './chat-world.js';
import { checkSubmission } from './form-submission.js';
import type { Handoff } from './handoff.js';
import type { IncomingMessage } from './incoming-message.js';
import type { JsonObject } from './json.js';
import { audio, file, image, video } from './media.js';
import type { PersonMemory } from './person-memory.js';
import type { MediaReply, Reply } from './reply.js';

/**
 * A reply as a test reads it: a plain text is its string, anything richer the reply itself.
 *
 * @example
 * const [first]: Said[] = await alice.say('hello');
 */
export type Said = string | Reply;

/** Who talks, and where. */
interface Place {
  sender: string;
  group?: string;
  parentId?: string;
}

/**
 * One user's side of a conversation with a bot; made by `chatWith`. Each method resolves with what the bot answers.
 *
 * @example
 * const alice: Chat = chatWith(new HelloBot());
 * const bob = alice.as('bob').inGroup();
 */
export class Chat {
  constructor(
    private readonly world: ChatWorld,
    private readonly place: Place,
  ) {}

  /** The time as the bot sees it: `alice.clock.advance(60_000)`. */
  get clock(): FakeClock {
    return this.world.clock;
  }

  /** What the webhook of the bot's handoffs was told. */
  get handoffs(): readonly Handoff[] {
    return this.world.handoffs;
  }

  /** What the bot remembers of this user here; undefined if nothing. */
  get session(): unknown {
    const memory = this.world.memoryOf(this.whereabouts()).person as PersonMemory | undefined;
    return memory?.session?.value;
  }

  /** Writes a text. Rejects with what the handler throws. */
  say(text: string): Promise<Said[]> {
    return this.send({ category: 'message', type: 'text', data: { text } });
  }

  /** Taps a quick reply, or a button of a card that sends a text. Rejects if the bot offered none of this label here. */
  async tap(label: string): Promise<Said[]> {
    const taps = this.world.tapsIn(this.whereabouts());
    const text = taps.get(label);
    if (text === undefined) throw new Error(`There is no ${JSON.stringify(label)} to tap. The bot offered ${[...taps.keys()].join(', ') || 'nothing'}.`);
    return this.say(text);
  }

  /** Writes a text that begins with a mention of the bot. */
  mention(text: string): Promise<Said[]> {
    return this.say(`<@uid:${this.world.bot.uid}> ${text}`);
  }

  /** Writes `/name` with these words; words with blanks are quoted. */
  command(name: string, ...args: string[]): Promise<Said[]> {
    return this.say([`/${name}`, ...args.map(quoted)].join(' '));
  }

  /** Sends an image, with a caption if one is given. */
  sendImage(url = 'https://example.com/photo.png', caption?: string): Promise<Said[]> {
    return this.sendMedia(image(url), caption);
  }

  /** Sends a video. */
  sendVideo(url = 'https://example.com/clip.mp4', caption?: string): Promise<Said[]> {
    return this.sendMedia(video(url), caption);
  }

  /** Sends a sound. */
  sendAudio(url = 'https://example.com/voice.mp3', caption?: string): Promise<Said[]> {
    return this.sendMedia(audio(url), caption);
  }

  /** Sends a file of any other kind. */
  sendFile(url = 'https://example.com/paper.pdf', caption?: string): Promise<Said[]> {
    return this.sendMedia(file(url), caption);
  }

  /** Sends a custom message. */
  sendCustom(type: string, customData: JsonObject): Promise<Said[]> {
    return this.send({ category: 'custom', type, data: { customData } });
  }

  /**
   * Submits a form that the bot showed in this conversation, with these values, as an app would. Rejects with the
   * sentence that the app would get, if the values are refused.
   */
  async submit(shown: Said, values: JsonObject): Promise<Said[]> {
    const checked = checkSubmission(tokenOf(shown), values, { bots: [this.world.botClass], appId: 'test', secret: FORMS.secret, now: this.clock.now });
    if (!('message' in checked)) throw new Error(checked.sentence);
    return this.world.deliver(checked.message).then(toSaid);
  }

  /** The same user in a group. What the bot's group setting keeps from it gets no answer. */
  inGroup(guid = 'a_group'): Chat {
    return new Chat(this.world, { ...this.place, group: guid });
  }

  /** The same place in a thread. */
  inThread(parentId = '1'): Chat {
    return new Chat(this.world, { ...this.place, parentId });
  }

  /** Another user in the same place. */
  as(sender: string): Chat {
    return new Chat(this.world, { ...this.place, sender });
  }

  private sendMedia({ kind, attachments }: MediaReply, caption?: string): Promise<Said[]> {
    const files = attachments.map((attachment) => ({ ...attachment }) as JsonObject);
    return this.send({ category: 'message', type: kind, data: { attachments: files, ...(caption === undefined ? {} : { text: caption }) } });
  }

  private async send(content: Pick<IncomingMessage, 'category' | 'type' | 'data'>): Promise<Said[]> {
    const { parentId } = this.place;
    const message: IncomingMessage = {
      id: this.world.nextId(),
      appId: 'test',
      bot: this.world.bot.uid,
      tags: [],
      ...this.whereabouts(),
      ...(parentId === undefined ? {} : { parentId }),
      ...content,
    };
    return this.world.deliver(message).then(toSaid);
  }

  private whereabouts(): Pick<IncomingMessage, 'sender' | 'receiver' | 'receiverType'> {
    const { sender, group } = this.place;
    return { sender, receiver: group ?? this.world.bot.uid, receiverType: group === undefined ? 'user' : 'group' };
  }
}

function toSaid(replies: readonly Reply[]): Said[] {
  return replies.map((reply) => (isPlainText(reply) ? reply.text : reply));
}

function tokenOf(shown: Said): string {
  const data = typeof shown === 'object' && shown.kind === 'interactive' ? JSON.stringify(shown.interactiveData) : '';
  const url = new RegExp(`"${FORMS.url}/([^"]+)"`).exec(data);
  if (!url) throw new Error('This reply is no form. Pass what the bot said: const [shown] = await alice.command(...)');
  return url[1];
}

function isPlainText(reply: Reply): reply is Extract<Reply, { kind: 'text' }> {
  return reply.kind === 'text' && Object.keys(reply).length === 2;
}

function quoted(word: string): string {
  return /^\S+$/.test(word) && !/["'\\]/.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
}
