import { IsIn } from 'class-validator';
import type { JsonObject, ReceiverType } from '../bot-kit/index.js';
import { IsName } from './field-validators.js';

/** Which conversation is to go back to its bot: that of a user with the bot, or that of a group. */
export class ResumeDto {
  @IsName()
  readonly bot: string;

  /** The uid of the user, or the guid of the group. */
  @IsName()
  readonly receiver: string;

  @IsIn(['user', 'group'])
  readonly receiverType: ReceiverType;

  constructor({ bot, receiver, receiverType }: JsonObject) {
    this.bot = bot as string;
    this.receiver = receiver as string;
    this.receiverType = receiverType as ReceiverType;
  }
}
