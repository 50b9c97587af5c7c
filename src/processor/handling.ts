import type { CompiledBot, Memory, Outcome } from '../bot-kit/index.js';
import type { InboundEntry, OutboundEntry } from '../queue/entries.js';
import type { Head } from '../queue/next.js';
import { runBot } from './run-bot.js';
import { toOutboundEntries } from './to-outbound-entries.js';

export interface HandlingSettings {
  timeoutMs: number;
  /** How long its replies may take. */
  deadlineMs: number;
  leaving: AbortSignal;
}

/** How a run ended that did not fail. */
export interface HandlingResult {
  outcome: Outcome;
  replies: OutboundEntry[];
  ms: number;
}

/** One run of a bot on a message. It never rejects: several may be under way before anybody asks how they ended. */
export class Handling {
  readonly ended: Promise<void>;
  result?: HandlingResult;
  failure?: Error;

  constructor(
    bot: CompiledBot,
    readonly head: Head<InboundEntry>,
    settings: HandlingSettings,
  ) {
    this.ended = this.run(bot, settings);
  }

  get isOver(): boolean {
    return this.result !== undefined || this.failure !== undefined;
  }

  private async run(bot: CompiledBot, { timeoutMs, deadlineMs, leaving }: HandlingSettings): Promise<void> {
    const { entry, errors, memory } = this.head;
    const startedAt = Date.now();
    try {
      const outcome = await runBot(bot, { message: entry.message, memory: memoryOf(memory), attempt: errors + 1 }, timeoutMs, leaving);
      this.result = { outcome, replies: toOutboundEntries(entry, outcome.replies, deadlineMs), ms: Date.now() - startedAt };
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }
}

function memoryOf({ conversation, person }: Head<InboundEntry>['memory']): Memory {
  return { ...(conversation ? { conversation: JSON.parse(conversation) } : {}), ...(person ? { person: JSON.parse(person) } : {}) } as Memory;
}
