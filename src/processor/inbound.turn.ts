import type { Logger } from '@nestjs/common';
import { backoff } from '../queue/backoff.js';
import type { DeadReason } from '../queue/dead-letters.js';
import type { InboundEntry } from '../queue/entries.js';
import type { InboundLine } from '../queue/inbound.line.js';
import type { Head, Next } from '../queue/next.js';
import { QUEUES } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import { handleBatch } from './handle-batch.js';
import { Handling } from './handling.js';
import type { InboundServices } from './inbound.services.js';

const { retry, maxStarts } = QUEUES.inbound;

/** How many messages behind the head may be committed with it. */
const BEHIND = 8;

type TakeNext = () => boolean;

/**
 * One turn of a conversation on its way to a bot: run the bot on the head, commit the outcome, and so on. Where handlers end
 * at once, those of the messages behind the head are run too, one after another, and committed with it.
 */
export class InboundTurn implements Turn<InboundEntry> {
  private behind = BEHIND;
  /** Begun while those before it were not committed yet: the next head. */
  private inHand: Handling | undefined;
  /** Set while the handler of a message was begun before those before it were committed. */
  private settle: ((isCommitted: boolean) => void) | undefined;

  constructor(
    private readonly line: InboundLine,
    private readonly services: InboundServices,
    private readonly leaving: AbortSignal,
    private readonly logger: Logger,
  ) {}

  claim(): Promise<Next<InboundEntry>> {
    return this.line.claim(this.behind);
  }

  retake(): Promise<Next<InboundEntry>> {
    return this.line.retake(this.behind);
  }

  yield(): Promise<void> {
    return this.services.inbound.wake(this.line.conversation);
  }

  work({ head, behind = [] }: Extract<Next<InboundEntry>, { head: unknown }>, takeNext: TakeNext): Promise<Next<InboundEntry>> {
    const { inHand } = this;
    this.inHand = undefined;
    if (inHand) return this.handle(inHand, behind, takeNext);
    if (head.starts > maxStarts) {
      return this.giveUp(head, 'poison', `Started ${head.starts - 1} times and never came to an end: each time the process died or lost its place.`, takeNext);
    }
    // Whatever failed or died before is found by being alone.
    if (head.starts > 1 || head.errors > 0) this.behind = 0;
    const handling = this.begin(head);
    if (!handling) return this.giveUp(head, 'no-bot', `No bot "${head.entry.message.bot}" is registered: is it missing from bots/bots.ts?`, takeNext);
    return this.handle(handling, behind, takeNext);
  }

  /** @returns undefined where there is no such bot. */
  private begin(head: Head<InboundEntry>): Handling | undefined {
    const bot = this.services.bots.find(head.entry.message.bot);
    const { worker, reply } = this.services.config;
    return bot && new Handling(bot, head, { timeoutMs: worker.handlerTimeoutMs, deadlineMs: reply.deadlineMs, leaving: this.leaving });
  }

  private async handle(first: Handling, behind: Head<InboundEntry>[], takeNext: TakeNext): Promise<Next<InboundEntry>> {
    const { handled, inHand, hasWaited } = await handleBatch(first, behind, (head) => (takeNext() ? this.beginBehind(head) : undefined));
    // Such a bot runs on one message after the other: what is handed out behind it would only grow old.
    if (hasWaited) this.behind = 0;
    if (first.failure) return this.fail(first.head, first.failure, takeNext);
    this.inHand = inHand;
    return this.commit(handled, takeNext);
  }

  private beginBehind(head: Head<InboundEntry>): Handling | undefined {
    this.settle ??= this.services.uncommitted.add(this.line.conversation);
    return this.begin(head);
  }

  private async commit(handled: Handling[], takeNext: TakeNext): Promise<Next<InboundEntry>> {
    const nextHead = this.inHand?.head.member;
    const outcomes = handled.map(({ head, result }) => ({ head, replies: result!.replies, memory: result!.outcome.memory }));
    const replies = outcomes.reduce((sum, outcome) => sum + outcome.replies.length, 0);
    let next: Next<InboundEntry> = { kind: 'fenced' };
    try {
      const sending = await this.services.sender.prepare(this.line.conversation, replies);
      const handOut = nextHead !== undefined || takeNext() ? { behind: this.behind } : undefined;
      const committed = await sending.begin((begin) => this.line.commit(outcomes, { handOut, nextHead, begin }));
      next = committed.next;
      if (!isCommitted(next)) return next;
      for (const handling of handled) this.tell(handling);
      sending.send(committed);
      return next;
    } finally {
      this.settle?.(isCommitted(next));
      this.settle = undefined;
      if (nextHead !== undefined && !('head' in next && next.head.member === nextHead)) await this.letGo();
    }
  }

  /** What is in hand is not to be committed here. Nobody else is to run beside it either, as long as this turn can help it. */
  private async letGo(): Promise<void> {
    await this.inHand?.ended;
    this.inHand = undefined;
  }

  private tell({ head: { entry: { message: { bot, id } } }, result }: Handling): void {
    const { outcome: { ended = 'answered' }, replies, ms } = result!;
    this.services.journal.emit('handled', { bot, ms, ended });
    this.logger.log({ event: 'message handled', conversation: this.line.conversation, message: id, ms, replies: replies.length, ended });
  }

  private async fail(head: Head<InboundEntry>, error: Error, takeNext: () => boolean): Promise<Next<InboundEntry>> {
    // Sent away by a shutdown: not the handler's failure. Another replica goes on at once.
    if (this.leaving.aborted) return this.line.postpone(head, { ms: 0 });

    const failures = head.errors + 1;
    const { bot, id } = head.entry.message;
    const gaveUp = failures >= retry.attempts;
    const ms = backoff(failures, retry);
    this.services.journal.emit('failed', { side: 'inbound', bot, kind: error.name });
    this.logger.warn({
      event: 'handler failed', conversation: this.line.conversation, message: id,
      attempt: failures, of: retry.attempts, error: describe(error), ...(gaveUp ? {} : { retryInMs: ms }),
    });
    if (gaveUp) return this.giveUp(head, 'handler', describe(error), takeNext, failures);
    this.services.journal.emit('retried', { side: 'inbound', bot });
    return this.line.postpone(head, { ms, error: describe(error), failed: true });
  }

  /** First the dead letter, then out of the line: repeating either is harmless, and nothing is forgotten in between. */
  private async giveUp(head: Head<InboundEntry>, reason: DeadReason, error: string, takeNext: () => boolean, attempts = head.errors): Promise<Next<InboundEntry>> {
    const { member, entry } = head;
    const { bot, id } = entry.message;
    const { conversation } = this.line;
    const letter = await this.services.deadLetters.bury({
      side: 'inbound', conversation, bot, reason, attempts, error,
      diedAt: Date.now(), unknownOutcome: false, messages: [{ member, entry }],
    });
    this.services.journal.emit('dead', { side: 'inbound', bot, reason });
    this.logger.error({ event: 'message given up', conversation, message: id, reason, error, letter });
    return this.line.finish([member], { isFact: false, takeNext: takeNext() });
  }
}

/** `gone`: some other turn, or this very commit sent twice. */
function isCommitted({ kind }: Next<InboundEntry>): boolean {
  return kind !== 'fenced' && kind !== 'gone';
}

/** The class and the sentence of an error, never its stack: the stack may carry what the user wrote. */
function describe(error: Error): string {
  return `${error.name}: ${error.message}`.slice(0, 500);
}
