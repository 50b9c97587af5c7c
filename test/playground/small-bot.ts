import { once } from 'node:events';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Callback {
  bot: string;
  data: { id: string; sender: string; receiver: string; receiverType: string; type: string; data: { text?: string; attachments?: { name: string }[] } };
}

const form = (url: string) => ({
  category: 'interactive',
  type: 'form',
  data: {
    interactionGoal: { type: 'none', elementIds: [] },
    interactiveData: {
      title: 'Report a problem',
      formFields: [
        { elementType: 'textInput', elementId: 'order', label: 'Order number', optional: false },
        { elementType: 'checkbox', elementId: 'parts', label: 'Parts', optional: true, options: [{ value: 'lid', label: 'The lid' }] },
      ],
      submitElement: { elementType: 'button', elementId: 'send', buttonText: 'Send the report', action: { actionType: 'apiAction', url, dataKey: 'report' } },
    },
  },
});

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const scheduler = (url: string) => ({
  category: 'interactive',
  type: 'scheduler',
  data: {
    interactiveData: {
      title: 'Meet us',
      duration: 60,
      availability: Object.fromEntries(DAYS.map((day) => [day, [{ from: '0900', to: '1100' }]])),
      scheduleElement: { elementType: 'button', elementId: 'book', buttonText: 'Book it', action: { actionType: 'apiAction', url, dataKey: 'visit' } },
    },
  },
});

/** A bot's backend in a few lines, so that the page is tested with the simulator alone. */
export class SmallBot {
  readonly submissions: unknown[] = [];
  url = '';
  private mayAnswer = Promise.resolve();
  private readonly server: Server = createServer((request, response) => {
    void read(request).then((body) => {
      response.end('{}');
      if (request.url === '/submit') this.submissions.push(body);
      else void this.answer(body as Callback);
    });
  });

  constructor(private readonly apiUrl: () => string) {}

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** It answers nothing until what this gives is called. */
  hold(): () => void {
    let letAnswer = () => {};
    this.mayAnswer = new Promise((resolve) => (letAnswer = resolve));
    return letAnswer;
  }

  forget(): void {
    this.submissions.length = 0;
  }

  private async answer({ bot, data: message }: Callback): Promise<void> {
    await this.mayAnswer;
    const group = message.receiverType === 'group';
    const to = { receiver: group ? message.receiver : message.sender, receiverType: message.receiverType };
    const body = JSON.stringify({ ...to, muid: `answer-${message.id}`, ...this.contentFor(message) });
    const headers = { apikey: 'any', 'content-type': 'application/json' };
    // A send that fails is tried once more, as a backend would.
    for (let tries = 0; tries < 2; tries++) {
      const answer = await fetch(`${this.apiUrl()}/bots/${bot}/messages`, { method: 'POST', headers, body });
      if (answer.ok) return;
    }
  }

  private contentFor({ type, data }: Callback['data']): object {
    if (type === 'image') return { data: { text: `I see ${data.attachments?.[0]?.name}` } };
    if (data.text === 'form') return form(`${this.url}/submit`);
    if (data.text === 'appointment') return scheduler(`${this.url}/submit`);
    return { data: { text: `You said: ${data.text}`, metadata: { quickReplies: ['More of that'] } } };
  }
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}
