import { ActionContext } from './action-context.js';
import { CommandContext } from './command-context.js';
import { parseCommandLine } from './command-line.js';
import { CustomContext } from './custom-context.js';
import { FormContext } from './form-context.js';
import { FORM_CATEGORY } from './form-submission.js';
import { MediaContext } from './media-context.js';
import { MentionContext } from './mention-context.js';
import { MessageContext } from './message-context.js';
import { StepContext } from './step-context.js';
import { TextContext } from './text-context.js';
import type { Trigger } from './trigger.js';
import type { Turn } from './turn.js';

type Matcher<Kind extends Trigger['kind']> = (trigger: Extract<Trigger, { kind: Kind }>, turn: Turn) => MessageContext | undefined;

const MATCHERS: { readonly [Kind in Trigger['kind']]: Matcher<Kind> } = {
  form: ({ form }, turn) => (turn.run.message.type === form.name ? new FormContext(turn, form) : undefined),
  command: matchCommand,
  action: ({ id }, turn) => (turn.action === id ? new ActionContext(turn, id) : undefined),
  step: matchStep,
  text: matchText,
  mention: (_, turn) => (turn.mentioned ? new MentionContext(turn) : undefined),
  media: matchMedia,
  custom: matchCustom,
  message: (_, turn) => new MessageContext(turn),
};

/** The context to call the handler with, or undefined if this trigger is not set off. */
export function matchTrigger(trigger: Trigger, turn: Turn): MessageContext | undefined {
  // A submission is for the form's handler alone: nobody wrote it.
  const isSubmission = turn.run.message.category === FORM_CATEGORY;
  if (isSubmission !== (trigger.kind === 'form')) return undefined;
  const match = MATCHERS[trigger.kind] as Matcher<Trigger['kind']>;
  return match(trigger, turn);
}

function matchCommand({ name }: { name: string }, turn: Turn): CommandContext | undefined {
  const line = turn.isText ? parseCommandLine(turn.text) : undefined;
  return line?.name === name ? new CommandContext(turn, line) : undefined;
}

function matchStep({ name, formerly }: { name: string; formerly: readonly string[] }, turn: Turn): StepContext | undefined {
  const awaited = turn.person.dialog?.step;
  return awaited !== undefined && [name, ...formerly].includes(awaited) ? new StepContext(turn, name) : undefined;
}

function matchText({ patterns, groups }: Extract<Trigger, { kind: 'text' }>, turn: Turn): TextContext | undefined {
  if (!turn.isText) return undefined;
  for (const pattern of patterns) {
    const match = pattern.exec(turn.text);
    if (match) return new TextContext(turn, match, groups);
  }
  return undefined;
}

function matchMedia({ media }: Extract<Trigger, { kind: 'media' }>, turn: Turn): MediaContext | undefined {
  const { category, type } = turn.run.message;
  const kind = category === 'message' ? media.find((one) => one === type) : undefined;
  return kind && new MediaContext(turn, kind);
}

function matchCustom({ type }: { type?: string }, turn: Turn): CustomContext | undefined {
  const { message } = turn.run;
  if (message.category !== 'custom' || (type !== undefined && type !== message.type)) return undefined;
  const { customData } = message.data;
  const isObject = typeof customData === 'object' && customData !== null && !Array.isArray(customData);
  return new CustomContext(turn, isObject ? customData : {});
}
