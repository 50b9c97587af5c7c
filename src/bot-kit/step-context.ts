import { attachmentsOf } from './message-content.js';
import { MessageContext } from './message-context.js';
import type { Attachment } from './reply.js';
import type { Turn } from './turn.js';

/**
 * What `@OnStep` handlers get: the answer to the question that was asked last.
 *
 * @example
 * @OnStep('ask_email')
 * email({ text, session, next }: StepContext<SignUp>) {
 *   if (!text.includes('@')) throw new UserError('That is no e-mail. Once more?');
 *   session.email = text;
 *   return next('ask_name', 'And your name?');
 * }
 */
export class StepContext<Session extends object = object> extends MessageContext<Session> {
  /** The name of the step. */
  readonly step: string;
  /** The files, where the answer was a media message. */
  readonly attachments: readonly Attachment[];

  constructor(turn: Turn, step: string) {
    super(turn);
    this.step = step;
    this.attachments = attachmentsOf(turn.run.message);
  }
}
