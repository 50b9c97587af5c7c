import { HttpService } from '@nestjs/axios';
import axios, { AxiosError, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
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
    private readonly onStored: (text: string) => void,
  ) {}

  get texts(): string[] {
    return this.stored.map(({ text }) => text);
  }

  /** One process's way to it. A look-up stands still at its boundary; a sending leaves in the very step that decided on it. */
  connection(process: SteppedProcess, blind: boolean): HttpService {
    const adapter = async (config: InternalAxiosRequestConfig) => {
      if (config.method === 'get') return process.pass(() => this.list(config, blind));
      if (process.isKilled) throw new KilledError();
      const flight = this.depart(config);
      return process.pass(() => this.answer(flight, config));
    };
    return new HttpService(axios.create({ adapter, baseURL: 'http://far.side/v3' }));
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

  private depart({ data }: InternalAxiosRequestConfig): Flight {
    const body = JSON.parse(String(data)) as { muid: string; data: { text: string } };
    const { text } = body.data;
    const flight = { text, tag: body.muid, fate: this.fateOf(text), sentAt: this.now(), over: false };
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

  private async answer(flight: Flight, config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
    if (!flight.fate.startsWith('late')) this.arrive(flight);
    switch (flight.fate) {
      case 'ok': return response(config, 200, { data: { id: '1' } });
      case 'error':
      case 'storedError': throw refusal(config, 500, 'ERR_MISSION_FAILED');
      case 'cut':
      case 'storedCut':
      case 'lateCut': throw new AxiosError('socket hang up', 'ECONNRESET', config);
      case 'lateGateway': throw refusal(config, 502);
      case 'noConnection': throw new AxiosError('refused', 'ECONNREFUSED', config);
      case 'tooMany': throw refusal(config, 429, 'ERR_TOO_MANY_REQUESTS');
      case 'unauthorized': throw refusal(config, 401, 'AUTH_ERR_APIKEY_NOT_FOUND');
      case 'refused': throw refusal(config, 404, 'ERR_UID_NOT_FOUND');
    }
  }

  private async list(config: InternalAxiosRequestConfig, blind: boolean): Promise<AxiosResponse> {
    if (!this.lookUpWorks()) throw refusal(config, 503, 'ERR_MISSION_FAILED');
    const { 'tags[]': tag } = config.params as Record<string, string>;
    const found = blind ? [] : this.stored.filter((message) => message.tag === tag);
    return response(config, 200, { data: found.map((message) => ({ id: '1', sender: 'echo_bot', tags: [message.tag] })) });
  }
}

function response(config: InternalAxiosRequestConfig, status: number, data: object): AxiosResponse {
  return { config, status, statusText: '', headers: new AxiosHeaders(), data };
}

function refusal(config: InternalAxiosRequestConfig, status: number, code?: string): AxiosError {
  return new AxiosError(`${status}`, undefined, config, undefined, response(config, status, code ? { error: { code } } : {}));
}
