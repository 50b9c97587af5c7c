import type { Answer, MaybePromise } from './answer.js';
import type { MessageContext } from './message-context.js';

/**
 * Runs around every handler of a bot, or of all bots. Call `next` to go on; what you return is the answer.
 *
 * @example
 * const membersOnly: Middleware = (context, next) => members.has(context.sender.uid) ? next() : 'Members only.';
 *
 * @Bot({ uid: 'club_bot', middleware: [membersOnly] })
 */
export type Middleware<Session extends object = object> = (context: MessageContext<Session>, next: () => Promise<Answer>) => MaybePromise<Answer>;

/** The call with all middleware around it, the first outermost. */
export function around(middleware: readonly Middleware[], context: MessageContext, call: () => MaybePromise<Answer>): MaybePromise<Answer> {
  if (middleware.length === 0) return call();
  const run = middleware.reduceRight<() => Promise<Answer>>(
    (next, layer) => async () => layer(context, next),
    async () => call(),
  );
  return run();
}
