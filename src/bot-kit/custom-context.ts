import type { JsonObject } from './json.js';
import { MessageContext } from './message-context.js';
import type { Turn } from './turn.js';

/**
 * What `@OnCustom` handlers get.
 *
 * @example
 * @OnCustom('location')
 * where({ customData }: CustomContext) { return `You are at ${customData.latitude}.`; }
 */
export class CustomContext<Session extends object = object> extends MessageContext<Session> {
  /** The type the app gave the message. */
  readonly type: string;
  readonly customData: JsonObject;

  constructor(turn: Turn, customData: JsonObject) {
    super(turn);
    this.type = turn.run.message.type;
    this.customData = customData;
  }
}
