import type { Logger } from '@nestjs/common';
import type { CompiledBot, Memory, Outcome } from '../bot-kit/index.js';
import { backoff } from '../queue/backoff.js';
import type { DeadReason } from '../queue/dead-letters.js';
import type { InboundEntry, OutboundEntry } from '../queue/entries.js';
import type { InboundLine } from '../queue/inbound.line.js';
import type { Head, Next } from '../queue/next.js';
import { QUEUES } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import type { InboundServices } from './inbound.services.js';
import { runBot } from './run-bot.js';
import { toOutboundEntries } from './to-outbound-entries.js';

const { retry, maxStarts } = QUEUES.inbound;

/** One turn of a conversation on its way to a bot: run the bot on the head, commit the outcome, and so on. */
export class InboundTurn implements Turn<InboundEntry> {
  constructor(
    private readonly line: InboundLine,
    private readonly services: InboundServices,
    private readonly leaving: AbortSignal,
    private readonly logger: Logger,
  ) {}

  claim(): Promise<Next<InboundEntry>> {
    return this.line.claim();
  }

  retake(): Promise<Next<InboundEntry>> {
    return this.line.retake();
  }

  yield(): Promise<void> {
    return this.services.inbound.wake(this.line.conversation);
  }

  work({ head }: { head: Head<InboundEntry> }, takeNext: () => boolean): Promise<Next<InboundEntry>> {
    const { bot: uid } = head.entry.message;
    const bot = this.services.bots.find(uid);
    if (head.starts > maxStarts) {
      return this.giveUp(head, 'poison', `Started ${head.starts - 1} times and never came to an end: each time the process died or lost its place.`, takeNext);
    }
    if (!bot) return this.giveUp(head, 'no-bot', `No bot "${uid}" is registered: is it missing from bots/bots.ts?`, takeNext);

    return this.handle(bot, head, takeNext);
  }

  private async handle(bot: CompiledBot, head: Head<InboundEntry>, takeNext: () => boolean): Promise<Next<InboundEntry>> {
    const { worker, reply } = this.services.config;
    const startedAt = Date.now();
    let outcome: Outcome, entries: OutboundEntry[];
    try {
      const run = { message: head.entry.message, memory: memoryOf(head.memory), attempt: head.errors + 1 };
      outcome = await runBot(bot, run, worker.handlerTimeoutMs, this.leaving);
      entries = toOutboundEntries(head.entry, outcome.replies, reply.deadlineMs);
    } catch (error) {
      return await this.fail(head, error instanceof Error ? error : new Error(String(error)), takeNext);
    }
    return await this.commit(head, outcome, entries, Date.now() - startedAt, takeNext);
  }

  private async commit(head: Head<InboundEntry>, { memory, ended = 'answered' }: Outcome, entries: OutboundEntry[], ms: number, takeNext: () => boolean): Promise<Next<InboundEntry>> {
    const { conversation } = this.line;
    const sending = this.services.sender.prepare(conversation);
    const committed = await sending.begin((fence) => this.line.commit(head, entries, memory, takeNext(), fence));
    const { next } = committed;
    if (next.kind === 'fenced' || next.kind === 'gone') return next;

    const { bot, id } = head.entry.message;
    this.services.journal.emit('handled', { bot, ms, ended });
    this.logger.log({ event: 'message handled', conversation, message: id, ms, replies: entries.length, ended });
    sending.send(committed);
    return next;
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

/** The class and the sentence of an error, never its stack: the stack may carry what the user wrote. */
function describe(error: Error): string {
  return `${error.name}: ${error.message}`.slice(0, 500);
}

function memoryOf(memory: Head<InboundEntry>['memory']): Memory {
  return {
    ...(memory.conversation ? { conversation: JSON.parse(memory.conversation) } : {}),
    ...(memory.person ? { person: JSON.parse(memory.person) } : {}),
  } as Memory;
}
