import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { json, Wire } from './wire.js';

/** A message the far side has stored, with the few fields that tests ask about. */
export interface Stored {
  id: string;
  sender: string;
  receiver: string;
  text: string;
  muid?: string;
  tags: string[];
  parentId?: string;
  category: string;
  data: Record<string, unknown>;
  /** Unix ms. */
  at: number;
}

/** How one sending ends. Whatever is stored can be looked up. */
export type Behaviour =
  | { answer: 'ok' }
  | { answer: 'error'; status: number; code?: string; stored?: boolean; headers?: Record<string, string> }
  | { answer: 'hang-up'; stored: boolean }
  | { answer: 'late'; ms: number; storedAt: 'once' | 'late' | 'never' }
  | { answer: 'slow'; ms: number };

interface Body {
  receiver?: string;
  muid?: string;
  tags?: string[];
  category?: string;
  data?: { text?: string };
}

const OK: Behaviour = { answer: 'ok' };
/** A timer that comes later than this stores nothing: a test means the time it says. */
const LATER_AT_MOST_MS = 1_000;

/** Stands in for CometChat where a test says, request by request, how it behaves. */
export class FarSide {
  readonly stored: Stored[] = [];
  /** Each text once, however often it is stored. */
  readonly distinct = new Set<string>();
  /** Every sending that arrived, stored or not. */
  readonly attempts: { text: string; category: string; at: number }[] = [];
  lookUps = 0;
  /** Asked for each sending; the test replaces it. */
  behave: (text: string, attempt: number) => Behaviour | Promise<Behaviour> = () => OK;
  /** The code with which a category of messages is refused, if it is. */
  refuses: (category: string) => string | undefined = () => undefined;
  lookUpFails = false;
  /** Look-ups find nothing: as if nobody looked. */
  blind = false;
  private readonly byTag = new Map<string, Stored>();
  private readonly counts = new Map<string, number>();
  private readonly wire = new Wire((request, response, body) => this.serve(request, response, body as Body));

  async start(): Promise<this> {
    await this.wire.start();
    return this;
  }

  get url(): string {
    return this.wire.url;
  }

  texts(receiver?: string): string[] {
    return this.stored.filter((message) => receiver === undefined || message.receiver === receiver).map(({ text }) => text);
  }

  close(): Promise<void> {
    return this.wire.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse, body: Body): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://far.side');
    if (request.method === 'GET') return this.list(url, response);
    await this.send(url, request, body, response);
  }

  private list(url: URL, response: ServerResponse): void {
    this.lookUps++;
    if (this.lookUpFails) return json(response, 503, { error: { code: 'ERR_MISSION_FAILED' } });
    const tag = url.searchParams.get('tags[]');
    const found = this.blind || !tag ? undefined : this.byTag.get(tag);
    json(response, 200, { data: found ? [{ ...found, data: { text: found.text } }] : [] });
  }

  private async send(url: URL, request: IncomingMessage, { receiver, muid, tags = [], category = '', data = {} }: Body, response: ServerResponse): Promise<void> {
    const [, first, id, last] = url.pathname.replace('/v3', '').split('/');
    const { text = '' } = data;
    const seenAt = performance.now();
    const attempt = (this.counts.get(text) ?? 0) + 1;
    this.counts.set(text, attempt);
    this.attempts.push({ text, category, at: Date.now() });
    const refusal = this.refuses(category);
    if (refusal) return json(response, 400, { error: { code: refusal } });
    const sender = first === 'bots' ? decodeURIComponent(id) : String(request.headers.onbehalfof);
    const store = () => {
      const message = { id: String(this.stored.length + 1), sender, receiver: receiver ?? '', text, muid, tags, category, data, at: Date.now(), ...(last === 'thread' ? { parentId: id } : {}) };
      this.stored.push(message);
      this.distinct.add(text);
      for (const tag of tags) this.byTag.set(tag, message);
      return message;
    };
    const behaviour = await this.behave(text, attempt);
    switch (behaviour.answer) {
      case 'ok':
        return json(response, 200, { data: store() });
      case 'error':
        if (behaviour.stored) store();
        return json(response, behaviour.status, { error: { code: behaviour.code ?? (behaviour.status === 429 ? 'ERR_TOO_MANY_REQUESTS' : 'ERR_MISSION_FAILED') } }, behaviour.headers);
      case 'hang-up':
        if (behaviour.stored) store();
        request.socket.destroy();
        return;
      case 'late':
        if (behaviour.storedAt === 'once') store();
        await sleep(behaviour.ms, undefined, { ref: false });
        if (behaviour.storedAt === 'late' && performance.now() - seenAt < behaviour.ms + LATER_AT_MOST_MS) store();
        request.socket.destroy();
        return;
      case 'slow':
        await sleep(behaviour.ms);
        return json(response, 200, { data: store() });
    }
  }
}
