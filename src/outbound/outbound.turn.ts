import type { Logger } from '@nestjs/common';
import { CometChatError } from '../cometchat/cometchat-error.js';
import { backoff } from '../queue/backoff.js';
import { appOf } from '../queue/conversation.js';
import type { OutboundEntry } from '../queue/entries.js';
import type { Verdict } from '../queue/gates.js';
import type { Postponement } from '../queue/held-line.js';
import type { OutboundLine } from '../queue/outbound.line.js';
import { QUEUES } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import { BegunReplies, type GivenUp, type ReplyHead, type ReplyNext } from './begun-replies.js';
import type { Cards } from './cards.js';
import type { Circuit } from './circuit.js';
import type { OutboundServices } from './outbound.services.js';
import { plainerThan } from './plainer.js';
import { ARRIVED_BY_MS, RATE_LIMITED_MS, spread, UNKNOWN_BOT_MS } from './waits.js';

const { retry, maxStarts } = QUEUES.outbound;

type TakeNext = () => boolean;

const OPEN: Verdict = { open: true, probe: false };
const STALE: GivenUp = { reason: 'stale', error: 'Past its deadline (REPLY_DEADLINE_MS).' };
const STALE_AND_UNKNOWN: GivenUp = { reason: 'stale', error: 'Past its deadline, and whether CometChat has it could not be found out.', unknownOutcome: true };

/** One turn of a conversation on its way to CometChat: send what was begun, take it out of line, and so on. */
export class OutboundTurn implements Turn<OutboundEntry> {
  private readonly appId: string;
  private readonly replies: BegunReplies;
  private verdict = OPEN;

  constructor(
    private readonly line: OutboundLine,
    private readonly services: OutboundServices,
    private readonly circuit: Circuit,
    private readonly cards: Cards,
    logger: Logger,
  ) {
    this.appId = appOf(line.conversation);
    this.replies = new BegunReplies(line, services, this.appId, logger);
  }

  get conversation(): string {
    return this.line.conversation;
  }

  claim(): Promise<ReplyNext> {
    return this.replies.claim();
  }

  retake(): Promise<ReplyNext> {
    return this.replies.retake();
  }

  yield(): Promise<void> {
    return this.services.outbound.wake(this.line.conversation);
  }

  /** Runs a script of somebody else's that begins replies for this turn. */
  begin<Answer>(script: () => Promise<Answer>): Promise<Answer> {
    return this.replies.begin(script);
  }

  work({ head, kind, behind = [] }: Extract<ReplyNext, { head: unknown }>, takeNext: TakeNext): Promise<ReplyNext> {
    this.replies.handedOut(head, behind);
    const { entry } = head;
    const unknown = kind === 'unknown';
    const looksUp = unknown || entry.lookUpFirst === true;
    if (head.starts > maxStarts) return this.replies.giveUp(head, { reason: 'poison', error: 'Begun again and again and never came to an end.', unknownOutcome: unknown }, takeNext);
    if (!looksUp && Date.now() > entry.deadline) return this.replies.giveUp(head, STALE, takeNext);
    // Only now, when there is something to send or to look up: a probe that nobody makes would keep all waiting for it.
    const goOn = () => (looksUp ? this.settleUnknown(head, takeNext, unknown ? head.beganMsAgo : ARRIVED_BY_MS) : this.send([head, ...behind], takeNext));
    this.verdict = OPEN;
    return this.replies.gateIsOpen ? goOn() : this.askAndGoOn(head, unknown, goOn);
  }

  private async askAndGoOn(head: ReplyHead, keepMark: boolean, goOn: () => Promise<ReplyNext>): Promise<ReplyNext> {
    this.verdict = await this.services.gates.ask(this.appId);
    return this.verdict.open ? goOn() : this.replies.postpone(head, { ms: spread(this.verdict.ms), keepMark });
  }

  /** Sends what was begun, one after another, as far as all goes well. */
  private async send(begun: ReplyHead[], takeNext: TakeNext): Promise<ReplyNext> {
    if (this.replies.isTooLate) return this.retake();
    for (const head of begun) {
      if (head !== begun[0] && !(takeNext() && (await this.replies.mayGoOn(head)))) break;
      this.replies.sending(head);
      const startedAt = Date.now();
      try {
        const { id } = await this.services.client.send(this.cards.inFormShown(this.appId, head.entry));
        this.replies.has(head, id, { ms: Date.now() - startedAt, lookedUp: false });
      } catch (error) {
        if (error instanceof CometChatError) return this.fail(head, error, takeNext);
        throw error;
      }
      await this.circuit.works(this.appId, this.toldOnce());
    }
    return await this.replies.finish(takeNext());
  }

  private async fail(head: ReplyHead, error: CometChatError, takeNext: TakeNext): Promise<ReplyNext> {
    this.services.journal.emit('failed', { side: 'outbound', bot: head.entry.bot, kind: error.kind });
    this.replies.note('warn', 'sending failed', head, { attempt: head.errors + 1, of: retry.attempts, ...describe(error) });
    switch (error.kind) {
      case 'rateLimited': {
        const ms = await this.circuit.rateLimited(this.appId, this.toldOnce(), error.retryAfterMs ?? RATE_LIMITED_MS, error.message);
        return this.replies.postpone(head, { ms: spread(ms), error: error.message });
      }
      case 'configuration':
        // One bot that CometChat does not know is no reason to hold back the others; its conversations try again by themselves.
        if (error.code === 'ERR_BOT_NOT_FOUND') {
          await this.circuit.works(this.appId, this.toldOnce());
          return this.replies.postpone(head, { ms: spread(UNKNOWN_BOT_MS), error: error.message });
        }
        await this.circuit.misconfigured(this.appId, this.toldOnce(), error.message);
        return this.replies.postpone(head, { ms: spread(RATE_LIMITED_MS / 2), error: error.message });
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
    if (!plainer) return this.replies.giveUp(head, { reason: 'refused', error: error.message, attempts: head.errors + 1 }, takeNext);
    if (error.fallBackToText) this.cards.refused(this.appId, head.entry.reply.kind);
    return this.markAndSend({ ...head, entry: plainer }, takeNext);
  }

  private async markAndSend(head: ReplyHead, takeNext: TakeNext): Promise<ReplyNext> {
    const marked = await this.replies.markAgain(head);
    return marked ? this.send([marked], takeNext) : { kind: 'fenced' };
  }

  private async failTransiently(head: ReplyHead, error: CometChatError, takeNext: TakeNext): Promise<ReplyNext> {
    const blameless = await this.circuit.fails(this.appId, this.toldOnce(), error.message);
    const failures = head.errors + (blameless ? 0 : 1);
    const wait = { ms: backoff(Math.max(failures, 1), retry), error: error.message, failed: !blameless };
    if (error.outcome === 'unknown') {
      // The look-up may take long: what CometChat has for certain is not to wait for it.
      const instead = await this.replies.finishBefore(head);
      if (instead) return instead;
      const found = await this.lookUp(head);
      if (found === 'failed') return this.postponeOrGiveUp(head, failures, { ...wait, keepMark: true }, takeNext, !error.answered);
      if (found) return this.finishFound(head, found, takeNext);
      // No answer at all: the request may still be on its way, so the reply waits until it no longer can be.
      if (!error.answered) {
        return this.postponeOrGiveUp(head, failures, { ...wait, ms: Math.max(wait.ms, ARRIVED_BY_MS - this.replies.sinceBegun), keepMark: true }, takeNext, true);
      }
    }
    return this.postponeOrGiveUp(head, failures, wait, takeNext);
  }

  /** What may still arrive is not given up: the next reply would be seen before it, and a replay would send it twice. */
  private postponeOrGiveUp(head: ReplyHead, failures: number, wait: Postponement, takeNext: TakeNext, mayArrive = false): Promise<ReplyNext> {
    if (failures >= retry.attempts && !mayArrive) {
      return this.replies.giveUp(head, { reason: 'attempts', error: wait.error ?? '', unknownOutcome: wait.keepMark === true, attempts: failures }, takeNext);
    }
    this.services.journal.emit('retried', { side: 'outbound', bot: head.entry.bot });
    return this.replies.postpone(head, wait);
  }

  /** Found marked "being sent": CometChat may have it. Looked up now and again before it is sent once more. */
  private async settleUnknown(head: ReplyHead, takeNext: TakeNext, beganMsAgo: number): Promise<ReplyNext> {
    const found = await this.lookUp(head);
    const mayArrive = beganMsAgo < ARRIVED_BY_MS;
    if (found === 'failed') {
      if (!mayArrive && Date.now() > head.entry.deadline) return this.replies.giveUp(head, STALE_AND_UNKNOWN, takeNext);
      const wait = { ms: spread(backoff(Math.min(head.starts + 1, 6), retry)), keepMark: true };
      return this.replies.postpone(head, wait);
    }
    await this.circuit.answers(this.appId, this.toldOnce());
    if (found) return this.finishFound(head, found, takeNext);
    if (mayArrive) return this.replies.postpone(head, { ms: ARRIVED_BY_MS - beganMsAgo, keepMark: true });
    if (Date.now() > head.entry.deadline) return this.replies.giveUp(head, STALE, takeNext);
    if (head.errors >= retry.attempts) return this.replies.giveUp(head, { reason: 'attempts', error: head.error }, takeNext);
    return this.markAndSend(head, takeNext);
  }

  /** @returns CometChat's id of the reply, undefined if CometChat does not have it, or 'failed' if nobody knows. */
  private async lookUp(head: ReplyHead): Promise<string | undefined | 'failed'> {
    try {
      const found = await this.services.client.find(head.entry);
      this.replies.note('log', 'reply looked up', head, { found: found !== undefined });
      return found?.id;
    } catch (error) {
      if (!(error instanceof CometChatError)) throw error;
      this.replies.note('warn', 'look-up failed', head, describe(error));
      if (error.kind === 'rateLimited') await this.circuit.rateLimited(this.appId, this.toldOnce(), error.retryAfterMs ?? RATE_LIMITED_MS, error.message);
      else await this.circuit.fails(this.appId, this.toldOnce(), error.message);
      return 'failed';
    }
  }

  private finishFound(head: ReplyHead, cometChatId: string, takeNext: TakeNext): Promise<ReplyNext> {
    this.replies.has(head, cometChatId, { ms: 0, lookedUp: true });
    return this.replies.finish(takeNext());
  }

  /** What a probe came to is told once: its look-up must not close, or open, what its sending has opened or closed. */
  private toldOnce(): Verdict {
    const { verdict } = this;
    this.verdict = OPEN;
    return verdict;
  }
}

function describe({ kind, outcome, status, code, message }: CometChatError): object {
  return { kind, outcome, status, code, error: message };
}
