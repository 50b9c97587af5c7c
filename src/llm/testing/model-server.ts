import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the model: words, a call of a tool, an HTTP error, or none at all. */
export type ModelAnswer =
  | { say: string[]; withoutUsage?: true }
  | { call: string; args: string }
  | { status: number }
  | { hang: true };

interface Asked {
  model: string;
  messages: { role: string; content: string; tool_call_id?: string }[];
  tools?: { function: { name: string; description: string; parameters: object } }[];
  max_completion_tokens: number;
}

/** A server that speaks as much of OpenAI's chat completions as is needed: it streams the answers it was given. */
export class ModelServer {
  readonly asked: Asked[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** Resolves when a client goes away before its answer has ended. */
  readonly abandoned: Promise<void>;
  private answers: ModelAnswer[] = [];
  private noteAbandoned = () => {};
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  private constructor() {
    this.abandoned = new Promise((resolve) => (this.noteAbandoned = resolve));
  }

  static async start(): Promise<ModelServer> {
    const model = new ModelServer();
    await new Promise<void>((resolve) => model.server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  answersWith(...answers: ModelAnswer[]): void {
    this.answers = answers;
    this.asked.length = 0;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await request.setEncoding('utf8').toArray() as string[];
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return void response.writeHead(404).end();
    this.asked.push(JSON.parse(chunks.join('')) as Asked);
    this.authorizations.push(request.headers.authorization);
    const answer = this.answers.shift();
    if (!answer || 'status' in answer) return void response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json', 'x-should-retry': 'false' }).end('{"error":{"message":"no"}}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.once('close', () => response.writableEnded || this.noteAbandoned());
    for (const chunk of chunksOf(answer)) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    if (!('hang' in answer)) response.end('data: [DONE]\n\n');
  }
}

function chunksOf(answer: Exclude<ModelAnswer, { status: number }>): object[] {
  const chunk = (choices: object[], usage: object | null = null) => ({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'tiny', choices, usage });
  const delta = (content: object, finish_reason: string | null = null) => chunk([{ index: 0, delta: content, finish_reason }]);
  const usage = chunk([], { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 });
  if ('hang' in answer) return [delta({ role: 'assistant', content: 'I am thinking' })];
  if ('say' in answer) return [delta({ role: 'assistant', content: '' }), ...answer.say.map((content) => delta({ content })), delta({}, 'stop'), ...(answer.withoutUsage ? [] : [usage])];
  const call = { index: 0, id: 'call_1', type: 'function', function: { name: answer.call, arguments: answer.args } };
  return [delta({ role: 'assistant', content: null, tool_calls: [call] }), delta({}, 'tool_calls'), usage];
}
