import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { monotonicMs } from '../load/clock.js';
import type { ApiSettings, Arrival } from './api.types.js';

/** As little as CometChat's place can do: it is to cost next to nothing, so that what is measured is in front of it. */
const CALM: ApiSettings = { latencyMs: 0, failOnce: 0, stuckReceiver: '', stuckMs: 0 };

interface Sending {
  receiver: string;
  tags?: string[];
  data: { text: string };
}

let settings = CALM;
let arrivals: Arrival[] = [];
let requests = 0;
const storedTags = new Map<string, number>();
const failedOnce = new Set<string>();
const waiters = new Map<string, () => void>();

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => serve(request, response, Buffer.concat(chunks).toString()));
}).listen(Number(process.argv[2]), '127.0.0.1').keepAliveTimeout = 120_000;

function serve(request: IncomingMessage, response: ServerResponse, body: string): void {
  const url = request.url ?? '';
  if (url.startsWith('/v3/')) {
    requests++;
    return request.method === 'GET' ? lookUp(url, response) : send(JSON.parse(body) as Sending, response);
  }
  if (url === '/tally') return answer(response, 200, { stored: arrivals.length, requests });
  if (url === '/arrivals') return answer(response, 200, arrivals);
  if (url.startsWith('/arrived/')) return tellOf(decodeURIComponent(url.slice('/arrived/'.length)), response);
  reset(JSON.parse(body) as Partial<ApiSettings>);
  answer(response, 200, {});
}

function send({ receiver, tags = [], data: { text } }: Sending, response: ServerResponse): void {
  const at = monotonicMs();
  if (failsNow(text)) return answer(response, 500, { error: { code: 'ERR_MISSION_FAILED' } });
  const store = () => {
    arrivals.push({ text, receiver, at });
    for (const tag of tags) storedTags.set(tag, arrivals.length);
    waiters.get(text)?.();
    answer(response, 200, { data: { id: String(arrivals.length), receiver, data: { text } } });
  };
  const ms = receiver === settings.stuckReceiver ? settings.stuckMs : settings.latencyMs;
  if (ms > 0) setTimeout(store, ms);
  else store();
}

function failsNow(text: string): boolean {
  if (settings.failOnce === 0 || failedOnce.has(text)) return false;
  failedOnce.add(text);
  return Math.random() < settings.failOnce;
}

function lookUp(url: string, response: ServerResponse): void {
  const tag = new URL(url, 'http://far.side').searchParams.get('tags[]') ?? '';
  const id = storedTags.get(tag);
  answer(response, 200, { data: id === undefined ? [] : [{ id: String(id), sender: 'echo_bot', tags: [tag], data: {} }] });
}

/** Answers when a reply with this text has arrived. */
function tellOf(text: string, response: ServerResponse): void {
  const found = () => answer(response, 200, arrivals.findLast((arrival) => arrival.text === text) ?? {});
  if (arrivals.some((arrival) => arrival.text === text)) return found();
  waiters.set(text, () => {
    waiters.delete(text);
    setImmediate(found);
  });
}

function reset(given: Partial<ApiSettings>): void {
  settings = { ...CALM, ...given };
  arrivals = [];
  requests = 0;
  storedTags.clear();
  failedOnce.clear();
}

function answer(response: ServerResponse, status: number, body: object): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }).end(json);
}
