import type { Logger } from '@nestjs/common';
import { CometChatError } from '../cometchat/cometchat-error.js';
import { backoff } from '../queue/backoff.js';
import { appOf } from '../queue/conversation.js';
import type { DeadReason } from '../queue/dead-letters.js';
import type { OutboundEntry } from '../queue/entries.js';
import type { Asked, Verdict } from '../queue/gates.js';
import type { Head, Next } from '../queue/next.js';
import type { OutboundLine } from '../queue/outbound.line.js';
import { QUEUES } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import type { Cards } from './cards.js';
import type { Circuit } from './circuit.js';
import type { OutboundServices } from './outbound.services.js';
import { plainerThan } from './plainer.js';
import { ARRIVED_BY_MS, RATE_LIMITED_MS, SEND_WITHIN_MS, spread, UNKNOWN_BOT_MS } from './waits.js';

const { retry, maxStarts } = QUEUES.outbound;

type ReplyHead = Head<OutboundEntry>;
type ReplyNext = Next<OutboundEntry>;
type TakeNext = () => boolean;

const OPEN: Verdict = { open: true, probe: false };

/** One turn of a conversation on its way to CometChat: send the head, take it out of line, and so on. */
export class OutboundTurn implements Turn<OutboundEntry> {
  private readonly appId: string;
  private gate: Asked = { isOpen: false };
  private verdict = OPEN;
  /** By the process's own clock, from before the script was called: an upper bound of the time since it said yes. */
  private begunAt = 0;

  constructor(
    private readonly line: OutboundLine,
    private readonly services: OutboundServices,
    private readonly circuit: Circuit,
    private readonly cards: Cards,
    private readonly logger: Logger,
  ) {
    this.appId = appOf(line.conversation);
  }

  get conversation(): string {
    return this.line.conversation;
  }

  claim(): Promise<ReplyNext> {
    return this.begin(() => this.line.claim());
  }

  retake(): Promise<ReplyNext> {
    return this.begin(() => this.line.retake());
  }

  yield(): Promise<void> {
    return this.services.outbound.wake(this.line.conversation);
  }

  /**
   * Runs a script that begins a head. Whether the gate is open is asked in the same round trip, before it: both go out
   * together, in this order.
   */
  begin<Answer>(script: () => Promise<Answer>): Promise<Answer> {
    this.begunAt = performance.now();
    this.gate = this.services.gates.askBeside(this.appId);
    return script();
  }

  work(next: Extract<ReplyNext, { head: unknown }>, takeNext: TakeNext): Promise<ReplyNext> {
    const { head, kind } = next;
    const { entry } = head;
    const unknown = kind === 'unknown';
    const looksUp = unknown || entry.lookUpFirst === true;
    if (head.starts > maxStarts) return this.giveUp(head, 'poison', 'Begun again and again and never came to an end.', unknown, takeNext);
    if (!looksUp && Date.now() > entry.deadline) return this.giveUp(head, 'stale', 'Past its deadline (REPLY_DEADLINE_MS).', false, takeNext);
    // Only now, when there is something to send or to look up: a probe that nobody makes would keep all waiting for it.
    const goOn = () => (looksUp ? this.settleUnknown(head, takeNext, unknown ? head.beganMsAgo : ARRIVED_BY_MS) : this.send(head, takeNext));
    this.verdict = OPEN;
    return this.gate.isOpen ? goOn() : this.askAndGoOn(head, unknown, goOn);
  }

  private async askAndGoOn(head: ReplyHead, keepMark: boolean, goOn: () => Promise<ReplyNext>): Promise<ReplyNext> {
    this.verdict = await this.services.gates.ask(this.appId);
    return this.verdict.open ? goOn() : this.line.postpone(head, { ms: spread(this.verdict.ms), keepMark });
  }

  private async send(head: ReplyHead, takeNext: TakeNext): Promise<ReplyNext> {
    // This process slept, or Redis took its time: somebody else may be sending this very reply.
    if (this.sinceBegun() > SEND_WITHIN_MS) return this.retake();
    const startedAt = Date.now();
    let cometChatId: string;
    try {
      cometChatId = (await this.services.client.send(this.cards.inFormShown(this.appId, head.entry))).id;
    } catch (error) {
      if (error instanceof CometChatError) return this.fail(head, error, takeNext);
      throw error;
    }
    const times = { ms: Date.now() - startedAt, lookedUp: false };
    await this.circuit.works(this.appId, this.toldOnce());
    return await this.finish(head, cometChatId, times, takeNext);
  }

  private async fail(head: ReplyHead, error: CometChatError, takeNext: TakeNext): Promise<ReplyNext> {
    this.services.journal.emit('failed', { side: 'outbound', bot: head.entry.bot, kind: error.kind });
    this.note('warn', 'sending failed', head, { attempt: head.errors + 1, of: retry.attempts, ...describe(error) });
    switch (error.kind) {
      case 'rateLimited': {
        const ms = await this.circuit.rateLimited(this.appId, this.toldOnce(), error.retryAfterMs ?? RATE_LIMITED_MS, error.message);
        return this.line.postpone(head, { ms: spread(ms), error: error.message });
      }
      case 'configuration':
        // One bot that CometChat does not know is no reason to hold back the others; its conversations try again by themselves.
        if (error.code === 'ERR_BOT_NOT_FOUND') {
          await this.circuit.works(this.appId, this.toldOnce());
          return this.line.postpone(head, { ms: spread(UNKNOWN_BOT_MS), error: error.message });
        }
        await this.circuit.misconfigured(this.appId, this.toldOnce(), error.message);
        return this.line.postpone(head, { ms: spread(RATE_LIMITED_MS / 2), error: error.message });
      case 'permanent':
        await this.circuit.works(this.appId, this.toldOnce());
        return this.sendPlainer(head, error, takeNext);
      case 'transient':
        return this.failTransiently(head, error, takeNext);
    }
  }

  /** A refusal stored nothing, so the plainer form is a sending of its own, with a mark of its own. */
  private async sendPlainer(head: ReplyHead, error: CometChatError, takeNext: TakeNext): Promise<ReplyNext> {
    const plainer = plainerThan(head.entry, error);
    if (!plainer) return this.giveUp(head, 'refused', error.message, false, takeNext, head.errors + 1);
    if (error.fallBackToText) this.cards.refused(this.appId, head.entry.reply.kind);
    return this.markAndSend({ ...head, entry: plainer }, takeNext);
  }

  private async markAndSend(head: ReplyHead, takeNext: TakeNext): Promise<ReplyNext> {
    this.begunAt = performance.now();
    const marked = await this.line.markAgain(head);
    return marked ? this.send(marked, takeNext) : { kind: 'fenced' };
  }

  private async failTransiently(head: ReplyHead, error: CometChatError, takeNext: TakeNext): Promise<ReplyNext> {
    const blameless = await this.circuit.fails(this.appId, this.toldOnce(), error.message);
    const failures = head.errors + (blameless ? 0 : 1);
    const wait = { ms: backoff(Math.max(failures, 1), retry), error: error.message, failed: !blameless };
    if (error.outcome === 'unknown') {
      const found = await this.lookUp(head);
      if (found === 'failed') return this.postponeOrGiveUp(head, failures, { ...wait, keepMark: true }, takeNext, !error.answered);
      if (found) return this.finish(head, found, { ms: 0, lookedUp: true }, takeNext);
      // No answer at all: the request may still be on its way, so the reply waits until it no longer can be.
      if (!error.answered) {
        return this.postponeOrGiveUp(head, failures, { ...wait, ms: Math.max(wait.ms, ARRIVED_BY_MS - this.sinceBegun()), keepMark: true }, takeNext, true);
      }
    }
    return this.postponeOrGiveUp(head, failures, wait, takeNext);
  }

  /** What may still arrive is not given up: the next reply would be seen before it, and a replay would send it twice. */
  private postponeOrGiveUp(head: ReplyHead, failures: number, wait: Parameters<OutboundLine['postpone']>[1], takeNext: TakeNext, mayArrive = false): Promise<ReplyNext> {
    if (failures >= retry.attempts && !mayArrive) return this.giveUp(head, 'attempts', wait.error ?? '', wait.keepMark === true, takeNext, failures);
    this.services.journal.emit('retried', { side: 'outbound', bot: head.entry.bot });
    return this.line.postpone(head, wait);
  }

  /** Found marked "being sent": CometChat may have it. Looked up now and again before it is sent once more. */
  private async settleUnknown(head: ReplyHead, takeNext: TakeNext, beganMsAgo: number): Promise<ReplyNext> {
    const found = await this.lookUp(head);
    const mayArrive = beganMsAgo < ARRIVED_BY_MS;
    if (found === 'failed') {
      if (!mayArrive && Date.now() > head.entry.deadline) return this.giveUp(head, 'stale', 'Past its deadline, and whether CometChat has it could not be found out.', true, takeNext);
      const wait = { ms: spread(backoff(Math.min(head.starts + 1, 6), retry)), keepMark: true };
      return this.line.postpone(head, wait);
    }
    await this.circuit.answers(this.appId, this.toldOnce());
    if (found) return this.finish(head, found, { ms: 0, lookedUp: true }, takeNext);
    if (mayArrive) return this.line.postpone(head, { ms: ARRIVED_BY_MS - beganMsAgo, keepMark: true });
    if (Date.now() > head.entry.deadline) return this.giveUp(head, 'stale', 'Past its deadline (REPLY_DEADLINE_MS).', false, takeNext);
    if (head.errors >= retry.attempts) return this.giveUp(head, 'attempts', head.error, false, takeNext);
    return this.markAndSend(head, takeNext);
  }

  /** @returns CometChat's id of the reply, undefined if CometChat does not have it, or 'failed' if nobody knows. */
  private async lookUp(head: ReplyHead): Promise<string | undefined | 'failed'> {
    try {
      const found = await this.services.client.find(head.entry);
      this.note('log', 'reply looked up', head, { found: found !== undefined });
      return found?.id;
    } catch (error) {
      if (!(error instanceof CometChatError)) throw error;
      this.note('warn', 'look-up failed', head, describe(error));
      if (error.kind === 'rateLimited') await this.circuit.rateLimited(this.appId, this.toldOnce(), error.retryAfterMs ?? RATE_LIMITED_MS, error.message);
      else await this.circuit.fails(this.appId, this.toldOnce(), error.message);
      return 'failed';
    }
  }

  /** CometChat has the reply: a fact, whoever holds the line by now. */
  private async finish(head: ReplyHead, cometChatId: string, { ms, lookedUp }: { ms: number; lookedUp: boolean }, takeNext: TakeNext): Promise<ReplyNext> {
    const next = await this.leaveLine([head.member], true, takeNext());
    const msSinceAccepted = Date.now() - head.entry.acceptedAt;
    this.services.journal.emit('sent', { bot: head.entry.bot, msSinceAccepted, lookedUp });
    this.note('log', 'reply sent', head, { cometChatId, ms, msSinceAccepted, lookedUp, attempt: head.errors + 1 });
    return next;
  }

  /** The later parts of an answer make no sense without this one: they go with it. First buried, then out of the line. */
  private async giveUp(head: ReplyHead, reason: DeadReason, error: string, unknownOutcome: boolean, takeNext: TakeNext, attempts = head.errors): Promise<ReplyNext> {
    const { conversation } = this.line;
    const { bot } = head.entry;
    const messages = await this.line.together(head.member);
    if (messages.length === 0) return this.retake();
    const letter = await this.services.deadLetters.bury({
      side: 'outbound', conversation, bot, reason, attempts, error, diedAt: Date.now(), unknownOutcome, messages,
    });
    this.services.journal.emit('dead', { side: 'outbound', bot, reason });
    this.note('error', 'reply given up', head, { reason, error, letter, parts: messages.length });
    const members = messages.map(({ member }) => member);
    return this.leaveLine(members, false, takeNext());
  }

  private leaveLine(members: string[], isFact: boolean, takeNext: boolean): Promise<ReplyNext> {
    const finish = () => this.line.finish(members, { isFact, takeNext });
    return takeNext ? this.begin(finish) : finish();
  }

  /** What a probe came to is told once: its look-up must not close, or open, what its sending has opened or closed. */
  private toldOnce(): Verdict {
    const { verdict } = this;
    this.verdict = OPEN;
    return verdict;
  }

  private sinceBegun(): number {
    return performance.now() - this.begunAt;
  }

  private note(level: 'log' | 'warn' | 'error', event: string, { entry }: ReplyHead, more: object): void {
    this.logger[level]({ event, conversation: this.line.conversation, reply: entry.id, ...more });
  }
}

function describe({ kind, outcome, status, code, message }: CometChatError): object {
  return { kind, outcome, status, code, error: message };
}
