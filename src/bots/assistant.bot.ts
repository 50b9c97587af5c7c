import { z } from 'zod';
import { Bot, MessageContext, OnMessage } from '../bot-kit/index.js';
import { LanguageModel } from '../llm/language-model.js';
import { Tool } from '../llm/tool.decorator.js';
import { OrdersService } from './orders.service.js';

const instructions = `You answer customers of a shop, in their language, in at most three sentences.
Look orders up; never guess their state. If you do not know, say so.`;

/** Lets a language model answer, which may look orders up. */
@Bot({ uid: 'assistant_bot', groupChatSetting: 'mentionedMessages' })
export class AssistantBot {
  constructor(
    private readonly model: LanguageModel,
    private readonly orders: OrdersService,
  ) {}

  @OnMessage()
  answer(context: MessageContext) {
    return this.model.answer(context, { instructions, tools: [this] });
  }

  @Tool('Tells the state of an order', z.object({ number: z.string().describe('the number of the order, digits only') }))
  async orderState({ number }: { number: string }, { signal }: MessageContext) {
    const order = await this.orders.find(number, { signal });
    return order ?? `There is no order ${number}.`;
  }
}
