import type { BotRun, CompiledBot, Outcome } from '../bot-kit/index.js';

/** The handler took longer than HANDLER_TIMEOUT_MS. Its outcome, should it still come, is thrown away. */
export class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';
}

/**
 * Runs a bot, but not for longer than it may: its signal aborts, and the wait ends whether it listens or not.
 * @param leaving aborts when the process has to go.
 * @throws what the handler throws, HandlerTimeoutError, or the reason of `leaving`.
 */
export async function runBot(bot: CompiledBot, run: Omit<BotRun, 'signal'>, timeoutMs: number, leaving: AbortSignal): Promise<Outcome> {
  const over = new LateAbort();
  const wait = waitFor(timeoutMs, leaving);
  try {
    return await Promise.race([bot.run({ ...run, get signal() { return over.signal; } }), wait.inVain]);
  } catch (error) {
    over.abort(error);
    throw error;
  } finally {
    wait.end();
  }
}

/** A controller that is made when somebody asks for its signal: most handlers never do, and it costs as much as they. */
class LateAbort {
  private controller: AbortController | undefined;
  private abortion: { reason: unknown } | undefined;

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.abortion) this.controller.abort(this.abortion.reason);
    return this.controller.signal;
  }

  abort(reason: unknown): void {
    this.abortion = { reason };
    this.controller?.abort(reason);
  }
}

/** A plain timer and a plain listener: signals that are joined and aborted for each message cost a tenth of all a worker does. */
function waitFor(timeoutMs: number, leaving: AbortSignal): { inVain: Promise<never>; end(): void } {
  const { promise, reject } = rejectable();
  const leave = () => reject(leaving.reason);
  const timer = setTimeout(() => reject(new HandlerTimeoutError(`The handler did not end within ${timeoutMs} ms (HANDLER_TIMEOUT_MS).`)), timeoutMs);
  leaving.addEventListener('abort', leave);
  if (leaving.aborted) leave();
  const end = () => {
    clearTimeout(timer);
    leaving.removeEventListener('abort', leave);
  };
  return { inVain: promise, end };
}

function rejectable(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, rejectIt) => (reject = rejectIt));
  return { promise, reject };
}
