import { setTimeout as sleep } from 'node:timers/promises';
import { request, Agent } from 'undici';

export interface Sent {
  text: string;
  conversation: string;
  /** When it was delivered first, and when 200 came. */
  deliveredAt: number;
  acceptedAt: number;
}

interface DeliveryOptions {
  messages: number;
  conversations: number;
  urls: string[];
  authorization: string;
  appId: string;
  random: () => number;
  /** How many are answered by now. */
  answered: () => number;
}

const PARALLEL = 64;

/** Delivering goes on until the end, so that webhooks and Redis die while there is something to lose: so many wait at the most. */
const mostWaiting = (messages: number) => Math.max(PARALLEL, messages / 10);

/** Plays CometChat: one message of a conversation after the other, again until it is taken, and one in ten twice. */
export class Deliveries {
  readonly sent: Sent[] = [];
  repeated = 0;
  refused = 0;
  private nextId = 1;
  private readonly agent = new Agent({ connections: PARALLEL, pipelining: 1, bodyTimeout: 5_000, headersTimeout: 5_000 });

  constructor(private readonly options: DeliveryOptions) {}

  async run(): Promise<void> {
    const { messages, conversations } = this.options;
    const left = Array.from({ length: conversations }, (_, c) => ({ c, next: 0, of: Math.floor(messages / conversations) + (c < messages % conversations ? 1 : 0) }));
    await Promise.all(Array.from({ length: PARALLEL }, (_, lane) => this.lane(left.filter(({ c }) => c % PARALLEL === lane))));
    await this.agent.close();
  }

  /** A lane goes round its conversations at random, so that several of each wait together. */
  private async lane(conversations: { c: number; next: number; of: number }[]): Promise<void> {
    const open = conversations.filter(({ of }) => of > 0);
    while (open.length > 0) {
      await this.untilFewWait();
      const at = Math.floor(this.options.random() * open.length);
      const conversation = open[at];
      await this.deliver(`user-${conversation.c}`, conversation.next++);
      if (conversation.next === conversation.of) open.splice(at, 1);
    }
  }

  private async untilFewWait(): Promise<void> {
    const { messages, answered } = this.options;
    while (this.sent.length - answered() > mostWaiting(messages)) await sleep(20);
  }

  private async deliver(sender: string, number: number): Promise<void> {
    const id = String(this.nextId++);
    const text = `${sender} says ${number}`;
    const body = JSON.stringify(this.callback(id, sender, text));
    const deliveredAt = Date.now();
    while (!(await this.post(body))) {
      this.refused++;
      await sleep(50 + this.options.random() * 200);
    }
    this.sent.push({ text, conversation: sender, deliveredAt, acceptedAt: Date.now() });
    if (this.options.random() >= 0.1) return;
    this.repeated++;
    await this.post(body);
  }

  private async post(body: string): Promise<boolean> {
    const url = this.options.urls[Math.floor(this.options.random() * this.options.urls.length)];
    try {
      const response = await request(`${url}/webhook`, {
        method: 'POST', body, dispatcher: this.agent, headers: { 'content-type': 'application/json', authorization: this.options.authorization },
      });
      await response.body.dump();
      return response.statusCode === 200;
    } catch {
      return false;
    }
  }

  private callback(id: string, sender: string, text: string): object {
    const { appId } = this.options;
    const data = { id, sender, receiver: 'echo_bot', receiverType: 'user', category: 'message', type: 'text', data: { text }, sentAt: Math.floor(Date.now() / 1_000) };
    return { trigger: 'after_message', data, appId, region: 'eu', bot: 'echo_bot' };
  }
}
