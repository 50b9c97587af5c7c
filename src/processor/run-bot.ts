import type { BotRun, CompiledBot, IncomingMessage, Memory, Outcome } from '../bot-kit/index.js';
import { onAbort } from './on-abort.js';

/** The handler took longer than HANDLER_TIMEOUT_MS. Its outcome, should it still come, is thrown away. */
export class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';
}

/**
 * Runs a bot, but not for longer than it may: its signal aborts, and the wait ends whether it listens or not.
 * @param leaving aborts when the process has to go.
 * @throws what the handler throws, HandlerTimeoutError, or the reason of `leaving`.
 */
export function runBot(bot: CompiledBot, { message, memory, attempt }: Omit<BotRun, 'signal'>, timeoutMs: number, leaving: AbortSignal): Promise<Outcome> {
  if (leaving.aborted) return Promise.reject(leaving.reason as Error);
  const run = new Run(message, memory, attempt);
  // One promise, one timer, and one listener for all: a race and signals that are joined cost more than most handlers.
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      stopListening();
    };
    const giveUp = (reason: unknown): void => {
      end();
      run.abort(reason);
      reject(reason as Error);
    };
    const timer = setTimeout(() => giveUp(new HandlerTimeoutError(`The handler did not end within ${timeoutMs} ms (HANDLER_TIMEOUT_MS).`)), timeoutMs);
    const stopListening = onAbort(leaving, giveUp);
    bot.run(run).then((outcome) => {
      end();
      resolve(outcome);
    }, giveUp);
  });
}

/** Its signal is made when somebody asks for it: most handlers never do, and it costs as much as they. */
class Run implements BotRun {
  private controller: AbortController | undefined;
  private abortion: { reason: unknown } | undefined;

  constructor(
    readonly message: IncomingMessage,
    readonly memory: Memory,
    readonly attempt: number,
  ) {}

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.abortion) this.controller.abort(this.abortion.reason);
    return this.controller.signal;
  }

  abort(reason: unknown): void {
    this.abortion ??= { reason };
    this.controller?.abort(reason);
  }
}
