import type { JsonObject } from './json.js';
import type { InteractiveReply, Reply, TextReply } from './reply.js';
import { signFormToken } from './form-token.js';
import type { Turn } from './turn.js';

/**
 * Where submissions go to, and what signs their addresses. Bound under the token FORM_LINKS.
 *
 * @example
 * { provide: FORM_LINKS, useValue: { url: 'https://bots.example.com/forms', secret } }
 */
export interface FormLinks {
  /** The public address of the endpoint, for instance `https://bots.example.com/forms`; the token is put behind it. */
  readonly url: string;
  readonly secret: string;
  /** How long a form can be submitted. Default one day. */
  readonly ttlMs?: number;
}

/**
 * Injection token of the FormLinks.
 *
 * @example
 * { provide: FORM_LINKS, useValue: { url: 'https://bots.example.com/forms', secret } }
 */
export const FORM_LINKS = Symbol('FORM_LINKS');

const DAY = 24 * 60 * 60 * 1000;

/** Gives every form among the replies the address its submission goes to; where there is none, its text has to do. */
export function linkForms(replies: readonly Reply[], turn: Turn): Reply[] {
  return replies.map((reply, index) => (reply.kind === 'interactive' && reply.submitsTo ? linked(reply, reply.submitsTo, index, turn) : reply));
}

function linked({ submitsTo: _, ...reply }: InteractiveReply, { form, version }: NonNullable<InteractiveReply['submitsTo']>, index: number, turn: Turn): Reply {
  const { house, options } = turn.bot;
  const forms = house.forms?.();
  if (!forms) return textOnly(reply);
  const { id, sender } = turn.run.message;
  const claims = { ...turn.recipient, id: `${options.uid}-${id}-${index}`, bot: options.uid, form, version, sender, until: turn.now + (forms.ttlMs ?? DAY) };
  const url = `${forms.url.replace(/\/$/, '')}/${signFormToken(claims, forms.secret)}`;
  // No key in the headers: everyone who receives the message can read it.
  const action = { actionType: 'apiAction', url, method: 'POST', headers: { 'Content-Type': 'application/json' }, payload: {}, dataKey: 'CometChatData' };
  const element = reply.type === 'form' ? 'submitElement' : 'scheduleElement';
  const button = { ...(reply.interactiveData[element] as JsonObject), action };
  return { ...reply, interactiveData: { ...reply.interactiveData, [element]: button } };
}

function textOnly({ type: _, interactiveData: __, interactionGoal: ___, ...shared }: InteractiveReply): TextReply {
  return { ...shared, kind: 'text' };
}
