import type { Blueprint } from './blueprint.js';
import type { BotRun, Outcome } from './compiled-bot.js';
import { linkForms } from './form-links.js';
import type { JsonValue } from './json.js';
import { mentionsOneOf, textOf, withoutMentionsOf } from './message-content.js';
import type { Recipient } from './outbox.js';
import { type ConversationMemory, type PersonMemory, recall, remember } from './person-memory.js';
import type { Reply } from './reply.js';
import { refuseUnheard, takeActions, tappedElement } from './offered-actions.js';
import { restoreSession } from './restore-session.js';

const OFFER_MS = 24 * 60 * 60 * 1000;

/** One run of a bot on one message: what came in, and what is to be remembered of it. */
export class Turn {
  readonly originalText: string;
  readonly text: string;
  readonly mentioned: boolean;
  readonly now: number;
  readonly person: PersonMemory;
  readonly conversation: ConversationMemory;
  session: object;

  constructor(
    readonly bot: Blueprint,
    readonly run: BotRun,
  ) {
    const { options, house } = bot;
    const uids = [options.uid, ...options.aliases];
    this.originalText = textOf(run.message);
    this.text = withoutMentionsOf(uids, this.originalText);
    this.mentioned = mentionsOneOf(run.message, uids);
    this.now = house.now();
    this.person = recall<PersonMemory>(run.memory.person, this.now);
    this.conversation = recall<ConversationMemory>(run.memory.conversation, this.now);
    this.session = restoreSession(options.session, this.person.session);
  }

  /** Where an answer goes: to the sender in a 1:1 chat, to the group in a group, in the thread where there is one. */
  get recipient(): Recipient {
    const { receiverType, receiver, sender, parentId } = this.run.message;
    const peer = receiverType === 'group' ? receiver : sender;
    return { receiver: peer, receiverType, ...(parentId === undefined ? {} : { parentId }) };
  }

  /** True for an ordinary text message, which commands and patterns look at. */
  get isText(): boolean {
    return this.run.message.category === 'message' && this.run.message.type === 'text';
  }

  /** The id of what was tapped, if this message is a tap. */
  get action(): string | undefined {
    return this.isText ? this.conversation.offers?.actions[this.text.trim()] : tappedElement(this.run.message);
  }

  /** The next message of this person goes to `@OnStep(step)`, if it comes in time. */
  awaitStep(step: string, timeoutMs = this.bot.options.dialog.timeoutMs): void {
    if (!this.bot.steps.includes(step)) {
      const known = this.bot.steps.join(', ') || 'no steps at all';
      throw new Error(`${this.bot.name} has no @OnStep('${step}'). It has ${known}.`);
    }
    this.person.dialog = { step, until: this.now + timeoutMs };
    delete this.conversation.offers;
  }

  /** The bot keeps silent in this conversation until it is resumed, or the time is over. */
  handOff(reason: string, forMs = this.bot.options.handoff.forMs): void {
    const { sender } = this.run.message;
    this.conversation.handoff = { reason, by: sender, until: this.now + forMs };
    this.endDialog();
  }

  endDialog(): void {
    delete this.person.dialog;
  }

  forgetSession(): void {
    delete this.person.session;
    this.session = this.bot.options.session.initial();
  }

  /** What this run comes to. */
  outcome(replies: readonly Reply[], ended?: Outcome['ended']): Outcome {
    this.keepSession();
    const { actions, replies: sendable } = takeActions(linkForms(replies, this));
    refuseUnheard(this.bot, replies, actions);
    if (actions) this.conversation.offers = { actions, until: this.now + OFFER_MS };
    const person = remember(this.person, this.run.memory.person, this.now);
    const conversation = remember(this.conversation, this.run.memory.conversation, this.now);
    const memory = { ...(person === undefined ? {} : { person }), ...(conversation === undefined ? {} : { conversation }) };
    return { replies: sendable, ...(Object.keys(memory).length > 0 ? { memory } : {}), ...(ended ? { ended } : {}) };
  }

  /** A session nobody ever touched is not worth keeping. */
  private keepSession(): void {
    const { version, ttlMs, initial } = this.bot.options.session;
    const after = JSON.stringify(this.session);
    if (!this.person.session && after === JSON.stringify(initial())) return;
    this.person.session = { version, value: JSON.parse(after) as JsonValue, until: this.now + ttlMs };
  }
}
