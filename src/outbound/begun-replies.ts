import type { Logger } from '@nestjs/common';
import type { DeadReason } from '../queue/dead-letters.js';
import type { OutboundEntry } from '../queue/entries.js';
import type { Asked } from '../queue/gates.js';
import type { Postponement, Unsent } from '../queue/held-line.js';
import type { Head, Next } from '../queue/next.js';
import type { OutboundLine } from '../queue/outbound.line.js';
import type { OutboundServices } from './outbound.services.js';
import { GO_ON_WITHIN_MS, SEND_WITHIN_MS } from './waits.js';

export type ReplyHead = Head<OutboundEntry>;
export type ReplyNext = Next<OutboundEntry>;

/** A reply that CometChat has. `ms`: how long its sending took; `at`: Unix ms. */
interface Sent {
  head: ReplyHead;
  cometChatId: string;
  ms: number;
  lookedUp: boolean;
  at: number;
}

export interface GivenUp {
  reason: DeadReason;
  error: string;
  unknownOutcome?: boolean;
  attempts?: number;
}

/** How many are begun at a time: one, and so many behind it. At an API of 50 ms they are just sent in GO_ON_WITHIN_MS. */
const BEHIND = 8;
export const BEGUN_AT_MOST = 1 + BEHIND;

/**
 * What one turn has begun in its line: the head, and those behind it that got their mark with it. It tells the line what
 * became of them: those that CometChat has leave it together, before anything else is said of the next one, and the mark comes
 * off those that were not sent after all.
 */
export class BegunReplies {
  private gate: Asked = { isOpen: false, answered: Promise.resolve() };
  /** By the process's own clock, from before the script was called: an upper bound of the time since it said yes. */
  private begunAt = 0;
  /** CometChat has them, and the line does not know yet. */
  private sent: Sent[] = [];
  /** Marked and not sent, in their order. */
  private unsent: Unsent = { beganAt: '', members: [] };

  constructor(
    private readonly line: OutboundLine,
    private readonly services: OutboundServices,
    private readonly appId: string,
    private readonly logger: Logger,
  ) {}

  claim(): Promise<ReplyNext> {
    return this.begin(() => this.line.claim(BEHIND));
  }

  retake(): Promise<ReplyNext> {
    return this.begin(() => this.line.retake(BEHIND, this.unsent));
  }

  /**
   * Runs a script that begins replies. Whether the gate is open is asked in the same round trip, before it: both go out
   * together, in this order.
   */
  begin<Answer>(script: () => Promise<Answer>): Promise<Answer> {
    this.begunAt = performance.now();
    this.askGate();
    return script();
  }

  handedOut(head: ReplyHead, behind: readonly ReplyHead[]): void {
    this.unsent = { beganAt: head.beganAt, members: behind.map(({ member }) => member) };
  }

  /** Told before a reply is sent. While it is under way the gate is asked for the next one. */
  sending({ member }: ReplyHead): void {
    const { members } = this.unsent;
    if (members[0] === member) members.shift();
    if (members.length > 0) this.askGate();
  }

  /** CometChat has it: a fact, whoever holds the line by now. */
  has(head: ReplyHead, cometChatId: string, { ms, lookedUp }: { ms: number; lookedUp: boolean }): void {
    this.sent.push({ head, cometChatId, ms, lookedUp, at: Date.now() });
  }

  get gateIsOpen(): boolean {
    return this.gate.isOpen && !this.services.gates.hasClosedSince(this.appId, this.begunAt);
  }

  get sinceBegun(): number {
    return performance.now() - this.begunAt;
  }

  /** This process slept, or Redis took its time: somebody else may be sending these very replies. */
  get isTooLate(): boolean {
    return this.sinceBegun > SEND_WITHIN_MS;
  }

  /** May the next of those that were begun be sent now, without a word to the line? */
  async mayGoOn({ entry }: ReplyHead): Promise<boolean> {
    if (!this.gate.isOpen) await this.gate.answered;
    return this.gateIsOpen && this.sinceBegun < GO_ON_WITHIN_MS && entry.lookUpFirst !== true && Date.now() <= entry.deadline;
  }

  /** @returns undefined where somebody else has taken over. */
  async markAgain(head: ReplyHead): Promise<ReplyHead | undefined> {
    if (await this.finishBefore(head)) return undefined;
    this.begunAt = performance.now();
    return this.line.markAgain(head);
  }

  async postpone(head: ReplyHead, wait: Postponement): Promise<ReplyNext> {
    return (await this.finishBefore(head)) ?? this.line.postpone(head, { ...wait, unsent: this.unsent });
  }

  /**
   * Those before a reply that was begun with them leave the line first. Then it is the head, with its mark, as if it had been
   * begun alone.
   * @returns what is to be done instead, where it is not.
   */
  async finishBefore({ member }: ReplyHead): Promise<ReplyNext | undefined> {
    if (this.sent.length === 0) return undefined;
    const next = await this.line.finish(this.sent.map(({ head }) => head.member), { isFact: true, takeNext: true });
    this.tellSent();
    return 'head' in next && next.head.member === member ? undefined : next;
  }

  /** Those that CometChat has leave the line. */
  async finish(takeNext: boolean): Promise<ReplyNext> {
    const next = await this.leave(this.sent.map(({ head }) => head.member), true, takeNext);
    this.tellSent();
    return next;
  }

  /** The later parts of an answer make no sense without this one: they go with it. First buried, then out of the line. */
  async giveUp(head: ReplyHead, { reason, error, unknownOutcome = false, attempts = head.errors }: GivenUp, takeNext: () => boolean): Promise<ReplyNext> {
    const instead = await this.finishBefore(head);
    if (instead) return instead;
    const { conversation } = this.line;
    const { bot } = head.entry;
    const messages = await this.line.together(head.member);
    if (messages.length === 0) return this.retake();
    const letter = await this.services.deadLetters.bury({
      side: 'outbound', conversation, bot, reason, attempts, error, diedAt: Date.now(), unknownOutcome, messages,
    });
    this.services.journal.emit('dead', { side: 'outbound', bot, reason });
    this.note('error', 'reply given up', head, { reason, error, letter, parts: messages.length });
    return this.leave(messages.map(({ member }) => member), false, takeNext());
  }

  note(level: 'log' | 'warn' | 'error', event: string, { entry }: ReplyHead, more: object): void {
    this.logger[level]({ event, conversation: this.line.conversation, reply: entry.id, ...more });
  }

  private leave(members: string[], isFact: boolean, takeNext: boolean): Promise<ReplyNext> {
    const finish = () => this.line.finish(members, { isFact, takeNext, behind: BEHIND, unsent: this.unsent });
    return takeNext ? this.begin(finish) : finish();
  }

  private tellSent(): void {
    const { sent } = this;
    this.sent = [];
    for (const { head, cometChatId, ms, lookedUp, at } of sent) {
      const msSinceAccepted = at - head.entry.acceptedAt;
      this.services.journal.emit('sent', { bot: head.entry.bot, msSinceAccepted, lookedUp });
      this.note('log', 'reply sent', head, { cometChatId, ms, msSinceAccepted, lookedUp, attempt: head.errors + 1 });
    }
  }

  private askGate(): void {
    this.gate = this.services.gates.askBeside(this.appId);
  }
}
