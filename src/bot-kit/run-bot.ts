import { toReplies } from './answer.js';
import type { Blueprint } from './blueprint.js';
import { parseCommandLine } from './command-line.js';
import type { BotRun, Outcome } from './compiled-bot.js';
import { FORM_CATEGORY } from './form-submission.js';
import { limitFlood } from './flood-limit.js';
import { whileHandedOff } from './handoff.js';
import type { Handler } from './handler.js';
import { matchTrigger } from './match-trigger.js';
import type { MessageContext } from './message-context.js';
import { around } from './middleware.js';
import { Turn } from './turn.js';
import { UserError } from './user-error.js';

/** Runs a bot on one message. A UserError is said, and leaves nothing behind but that the message counts. */
export async function runBot(bot: Blueprint, run: BotRun): Promise<Outcome> {
  const turn = new Turn(bot, run);
  try {
    return unasked(bot, turn) ?? (await answer(bot, turn));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const fresh = new Turn(bot, run);
    limitFlood(fresh);
    return fresh.outcome(toReplies(error.message, bot.name));
  }
}

/** What is said without asking a handler. */
function unasked(bot: Blueprint, turn: Turn): Outcome | undefined {
  const handedOff = whileHandedOff(turn);
  if (handedOff) return turn.outcome(toReplies(handedOff, bot.name));
  const limited = limitFlood(turn);
  if (limited) return turn.outcome(toReplies(limited, bot.name), 'limited');
  if (!isCancel(bot, turn)) return undefined;
  turn.endDialog();
  return turn.outcome(toReplies(bot.options.dialog.cancelled, bot.name));
}

async function answer(bot: Blueprint, turn: Turn): Promise<Outcome> {
  const found = findHandler(bot, turn);
  if (!found) return turn.outcome(turn.run.message.category === FORM_CATEGORY ? toReplies('This form is no longer in use.', bot.name) : []);
  const { handler, context } = found;
  // Answered; what comes next is for the handler to say.
  if (handler.trigger.kind === 'step') turn.endDialog();
  const middleware = [...(bot.house.middleware ?? []), ...bot.options.middleware];
  const said = await around(middleware, context, () => handler.call(context));
  const replies = toReplies(said, `${bot.name}.${handler.method}()`);
  if (turn.conversation.handoff) await tellOfHandoff(bot, turn, turn.conversation.handoff);
  return turn.outcome(replies);
}

async function tellOfHandoff({ options, house }: Blueprint, { recipient, run }: Turn, { reason, by: sender }: { reason: string; by: string }): Promise<void> {
  const { webhook } = options.handoff;
  if (webhook === undefined) return;
  await house.tellOfHandoff(webhook, { bot: options.uid, conversation: recipient, sender, reason, messageId: run.message.id }, run.signal);
}

interface Found {
  handler: Handler;
  context: MessageContext;
}

function findHandler({ handlers }: Blueprint, turn: Turn): Found | undefined {
  for (const handler of handlers) {
    const context = matchTrigger(handler.trigger, turn);
    if (context) return { handler, context };
  }
  return undefined;
}

/** "cancel" or `/cancel` while a question is open, unless the bot has that command itself. */
function isCancel({ handlers, options }: Blueprint, turn: Turn): boolean {
  if (!turn.person.dialog || !turn.isText) return false;
  const said = turn.text.trim().toLowerCase();
  const isCommand = parseCommandLine(turn.text)?.name === 'cancel';
  const hasOwn = handlers.some(({ trigger }) => trigger.kind === 'command' && trigger.name === 'cancel');
  return (isCommand && !hasOwn) || options.dialog.cancelWords.some((word) => word.toLowerCase() === said);
}
