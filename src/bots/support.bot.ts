import { Bot, CommandContext, OnCommand, OnMessage, OnStep, OnText, StepContext, TextContext, UserError, text } from '../bot-kit/index.js';
import { OrdersService } from './orders.service.js';

interface Complaint {
  order?: string;
}

/** Answers by rules: commands, patterns, a dialog of two questions, and a fallback that offers help. */
@Bot({ uid: 'support_bot', groupChatSetting: 'mentionedMessages', session: { initial: (): Complaint => ({}) } })
export class SupportBot {
  constructor(private readonly orders: OrdersService) {}

  @OnCommand('help', 'What I can do')
  help() {
    return 'Ask me about an order, for instance "order 712". If something is wrong with it, write /complain.';
  }

  @OnCommand('complain', 'Something is wrong with an order')
  complain({ next }: CommandContext<Complaint>) {
    return next('ask_order', 'Which order is it about?');
  }

  @OnStep('ask_order')
  async chooseOrder({ text: number, signal, session, next }: StepContext<Complaint>) {
    const order = await this.orders.find(number.trim(), { signal });
    if (!order) throw new UserError('I cannot find that order. Which one is it? ("cancel" to leave it)');
    session.order = order.number;
    return next('ask_trouble', `And what is wrong with order ${order.number}?`);
  }

  @OnStep('ask_trouble')
  noteTrouble({ text: trouble, session }: StepContext<Complaint>) {
    return `Thank you, noted about order ${session.order}: ${trouble}`;
  }

  @OnText(/order (?<number>\d{1,12})/i, 'number')
  async order({ groups, signal }: TextContext<Complaint, 'number'>) {
    const order = await this.orders.find(groups.number, { signal });
    return order ? `Order ${order.number} is ${order.state}.` : 'I cannot find that order.';
  }

  @OnText(['hi', 'hello', 'hey'])
  greet() {
    return text('Hello! How can I help?', { quickReplies: ['/help', 'order 712'] });
  }

  @OnMessage()
  fallback() {
    return text('Sorry?', { quickReplies: ['/help'] });
  }
}
