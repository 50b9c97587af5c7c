import type { HttpAnswer } from '../../src/cometchat/answering.js';
import type { CometChatHttp, HttpRequest } from '../../src/cometchat/cometchat-http.js';
import { KilledError, type SteppedProcess } from './stepped-process.js';

/**
 * How one sending ends. `cut`: the connection breaks; `late` ones arrive after that. `gateway`: something in front of
 * the API answers in its place.
 */
export type Fate = 'ok' | 'error' | 'storedError' | 'cut' | 'storedCut' | 'lateCut' | 'lateGateway' | 'noConnection' | 'tooMany' | 'unauthorized' | 'refused';

interface Flight {
  text: string;
  tag: string;
  fate: Fate;
  sentAt: number;
  over: boolean;
}

/** The client gives up after 10 s; what has not arrived by then never will. */
const LONGEST_FLIGHT_MS = 10_000;

/** CometChat, for one conversation: stores what arrives, and can be looked at. */
export class ModelFarSide {
  private readonly flights: Flight[] = [];
  private readonly stored: { text: string; tag: string }[] = [];

  constructor(
    private readonly now: () => number,
    private readonly fateOf: (text: string) => Fate,
    private readonly lookUpWorks: () => boolean,
    private readonly onSent: (tag: string) => void,
    private readonly onStored: (text: string) => void,
  ) {}

  get texts(): string[] {
    return this.stored.map(({ text }) => text);
  }

  /** One process's way to it. A look-up stands still at its boundary; a sending leaves in the very step that decided on it. */
  connection(process: SteppedProcess, blind: boolean): CometChatHttp {
    const request = async (asked: HttpRequest) => {
      if (asked.method === 'GET') return process.pass(() => this.list(asked, blind));
      if (process.isKilled) throw new KilledError();
      const flight = this.depart(asked);
      return process.pass(() => this.answer(flight));
    };
    return { request } as CometChatHttp;
  }

  /** A request that is still under way arrives, whatever became of its sender. */
  land(which: number): void {
    const flights = this.flights.filter(({ over }) => !over);
    if (flights.length > 0) this.arrive(flights[which % flights.length]);
  }

  /** Before more time passes than a request can be under way. */
  landAllDue(passingMs: number): void {
    for (const flight of this.flights) {
      if (!flight.over && this.now() + passingMs - flight.sentAt > LONGEST_FLIGHT_MS) this.arrive(flight);
    }
  }

  private depart({ body }: HttpRequest): Flight {
    const { muid, data: { text } } = body as { muid: string; data: { text: string } };
    this.onSent(muid);
    const flight = { text, tag: muid, fate: this.fateOf(text), sentAt: this.now(), over: false };
    this.flights.push(flight);
    return flight;
  }

  private arrive(flight: Flight): void {
    if (flight.over) return;
    flight.over = true;
    if (!['ok', 'storedError', 'storedCut', 'lateCut', 'lateGateway'].includes(flight.fate)) return;
    this.stored.push({ text: flight.text, tag: flight.tag });
    this.onStored(flight.text);
  }

  private async answer(flight: Flight): Promise<HttpAnswer> {
    if (!flight.fate.startsWith('late')) this.arrive(flight);
    switch (flight.fate) {
      case 'ok': return answer(200, { data: { id: '1' } });
      case 'error':
      case 'storedError': return refusal(500, 'ERR_MISSION_FAILED');
      case 'cut':
      case 'storedCut':
      case 'lateCut': throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      case 'lateGateway': return answer(502, {});
      case 'noConnection': throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' });
      case 'tooMany': return refusal(429, 'ERR_TOO_MANY_REQUESTS');
      case 'unauthorized': return refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND');
      case 'refused': return refusal(404, 'ERR_UID_NOT_FOUND');
    }
  }

  private async list({ query }: HttpRequest, blind: boolean): Promise<HttpAnswer> {
    if (!this.lookUpWorks()) return refusal(503, 'ERR_MISSION_FAILED');
    const found = blind ? [] : this.stored.filter(({ tag }) => tag === query?.['tags[]']);
    return answer(200, { data: found.map(({ tag }) => ({ id: '1', sender: 'echo_bot', tags: [tag] })) });
  }
}

function answer(status: number, body: object): HttpAnswer {
  return { status, headers: {}, body };
}

function refusal(status: number, code: string): HttpAnswer {
  return answer(status, { error: { code } });
}
