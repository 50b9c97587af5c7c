import type { Answer } from './answer.js';
import type { PastMessage } from './history.js';
import type { IncomingMessage } from './incoming-message.js';
import type { Recipient } from './outbox.js';
import type { Turn } from './turn.js';

/**
 * Who wrote a message.
 *
 * @example
 * const name = (sender: Sender) => sender.name ?? sender.uid;
 */
export interface Sender {
  readonly uid: string;
  readonly name?: string;
}

/**
 * What every handler gets: the message, and what can be done about it. Take it apart as you like.
 *
 * @example
 * @OnMessage()
 * hello({ sender }: MessageContext) { return `Hello ${sender.name ?? sender.uid}!`; }
 */
export class MessageContext<Session extends object = object> {
  /** The message as it came, normalised. */
  readonly message: IncomingMessage;
  /** The text, or the caption, without the mention of this bot: "<@uid:my_bot> hello" reads "hello". */
  readonly text: string;
  /** The text as it was written. */
  readonly originalText: string;
  readonly sender: Sender;
  /** True if the message mentions this bot. */
  readonly mentioned: boolean;
  readonly inGroup: boolean;
  /** 1 on the first try, 2 after the first failure. */
  readonly attempt: number;
  /**
   * What the bot remembers of this person in this conversation, for who names its type: `MessageContext<Cart>`. Change it
   * in place; it is kept with the replies, or not at all.
   */
  readonly session: Session;
  /** Where an answer goes; keep it to write there later with the `Outbox`. */
  readonly recipient: Recipient;

  constructor(private readonly turn: Turn) {
    const { message, attempt } = turn.run;
    this.message = message;
    this.text = turn.text;
    this.originalText = turn.originalText;
    this.sender = { uid: message.sender, ...(message.senderName === undefined ? {} : { name: message.senderName }) };
    this.mentioned = turn.mentioned;
    this.inGroup = message.receiverType === 'group';
    this.attempt = attempt;
    this.recipient = turn.recipient;
    this.session = turn.session as Session;
  }

  /** Aborts when the handler has taken too long, and on shutdown. Hand it to whatever waits. */
  get signal(): AbortSignal {
    return this.turn.run.signal;
  }

  /**
   * Asks a question whose answer goes to `@OnStep(step)`.
   *
   * @example
   * return context.next('ask_email', 'Your e-mail?');
   * @throws Error if the bot has no such step
   */
  readonly next = (step: string, question: Answer, { timeoutMs }: { timeoutMs?: number } = {}): Answer => {
    this.turn.awaitStep(step, timeoutMs);
    return question;
  };

  /** Leaves the dialog, if one is going on. A step that asks nothing more ends it by itself. */
  readonly endDialog = (): void => this.turn.endDialog();

  /** Forgets the session; the next message finds a new one. */
  readonly forget = (): void => this.turn.forgetSession();

  /**
   * Hands the conversation to a person: says so, tells the bot's webhook, and is silent until someone writes
   * `/bot resume`, it is resumed from outside, or the time is over.
   *
   * @example
   * if (text.includes('lawyer')) return context.handoff('speaks of a lawyer');
   */
  readonly handoff = (reason: string, { say, forMs }: { say?: string; forMs?: number } = {}): Answer => {
    this.turn.handOff(reason, forMs);
    return say ?? this.turn.bot.options.handoff.say;
  };

  /**
   * The newest messages before this one, oldest first.
   *
   * @example
   * const said = (await context.history(10)).map(({ sender, text }) => `${sender}: ${text}`);
   * @throws Error where nothing is bound that knows the history
   * @see https://www.cometchat.com/docs/rest-api/messages/list-user-messages
   */
  readonly history = async (limit: number): Promise<PastMessage[]> => {
    const { history } = this.turn.bot.house;
    if (!history) throw new Error('There is no history here: no provider is bound to the class History.');
    return history.before(this.message, limit, { signal: this.signal });
  };
}
