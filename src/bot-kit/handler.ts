import { ambiguitiesOf } from './ambiguities.js';
import type { Answer, MaybePromise } from './answer.js';
import { BotDefinitionError } from './bot-definition-error.js';
import type { Class } from './class.js';
import { type Method, methodsOf, misplacedHandlers, triggersOf } from './handler-metadata.js';
import { helpHandler } from './help-handler.js';
import type { House } from './house.js';
import type { MessageContext } from './message-context.js';
import { enhancementProblems, isEnhanced } from './nest-enhancers.js';
import { PRECEDENCE, type Trigger } from './trigger.js';

/** One trigger and the method it calls. */
export interface Handler {
  readonly trigger: Trigger;
  /** The name of the method. */
  readonly method: string;
  call(context: MessageContext): MaybePromise<Answer>;
}

/** The handlers of a bot in the order in which they are asked. Throws BotDefinitionError if they are none or unclear. */
export function handlersOf(bot: object, enhance?: House['enhance']): readonly Handler[] {
  const botClass = bot.constructor as Class;
  const { name } = botClass;
  const methods = [...methodsOf(botClass)];
  const decorated = methods.flatMap(([method, run]) => triggersOf(run).map((trigger) => handler(trigger, method, callable(bot, method, run, enhance))));
  const plain = methods.filter(([method, run]) => method === 'handle' && triggersOf(run).length === 0);
  const handlers = [...decorated, ...plain.map(([, run]) => plainHandler(callable(bot, 'handle', run, enhance)))];
  const problems = [...misplacedHandlers(botClass), ...mixture(name, decorated, plain.length), ...ambiguitiesOf(name, handlers), ...enhancementProblems(bot, handlers, enhance)];
  if (handlers.length === 0) problems.push(`${name} answers nothing. Put @OnMessage() above a method, or write handle(message, context).`);
  if (problems.length > 0) throw new BotDefinitionError(problems);
  return Object.freeze(inOrder([...handlers, ...helpHandler(handlers)]));
}

function mixture(name: string, decorated: readonly Handler[], plain: number): string[] {
  if (decorated.length === 0 || plain === 0) return [];
  const others = [...new Set(decorated.map(({ method }) => `${method}()`))].join(', ');
  return [`${name} has handle() beside ${others}, and would not know which to call. Put @OnMessage() above handle(), or rename it.`];
}

function inOrder(handlers: Handler[]): Handler[] {
  const rank = ({ trigger }: Handler) => PRECEDENCE.indexOf(trigger.kind) + (trigger.kind === 'custom' && trigger.type === undefined ? 0.5 : 0);
  return handlers.toSorted((one, other) => rank(one) - rank(other));
}

/** The method as it is called: with Nest's guards and interceptors around it where it has some. */
function callable(bot: object, method: string, run: Method, enhance: House['enhance']): Method {
  return enhance && isEnhanced(bot, run) ? (enhance(bot, method) as Method) : run.bind(bot);
}

function handler(trigger: Trigger, method: string, run: Method): Handler {
  return Object.freeze({ trigger, method, call: (context: MessageContext) => run(context) });
}

function plainHandler(run: Method): Handler {
  const call = (context: MessageContext) => run(context.message, context);
  return Object.freeze({ trigger: { kind: 'message' as const }, method: 'handle', call });
}
