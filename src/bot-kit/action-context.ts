import { MessageContext } from './message-context.js';
import type { Turn } from './turn.js';

/**
 * What `@OnAction` handlers get: the user tapped something this bot offered.
 *
 * @example
 * @OnAction('ship')
 * ship({ action, sender }: ActionContext) { return `${sender.uid} chose ${action}.`; }
 */
export class ActionContext<Session extends object = object> extends MessageContext<Session> {
  /** The id of what was tapped. */
  readonly action: string;

  constructor(turn: Turn, action: string) {
    super(turn);
    this.action = action;
  }
}
