import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { LoggerService, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { IncomingMessage } from '../../src/bot-kit/index.js';
import { bots } from '../../src/bots/bots.js';
import type { HalleyConfig } from '../../src/config/config.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { type Acceptance, InboundQueue } from '../../src/queue/inbound.queue.js';
import { BOT_CLASSES } from '../../src/webhook/bot-directory.js';
import { createHttpAdapter } from '../../src/webhook/create-http-adapter.js';
import { WebhookFeatureModule } from '../../src/webhook/webhook-feature.module.js';
import { aConfig } from './a-config.js';

export const USERNAME = 'halley';
export const PASSWORD = 'a:long:pässword';

/** The real queue, which also tells what it was given. */
class RecordingInboundQueue extends InboundQueue {
  readonly accepted: IncomingMessage[] = [];

  override async accept(message: IncomingMessage): Promise<Acceptance> {
    const acceptance = await super.accept(message);
    if (acceptance === 'accepted') this.accepted.push(message);
    return acceptance;
  }
}

export interface WebhookApp {
  url: string;
  queue: RecordingInboundQueue;
  /** Every line the webhook logged. */
  logged: string[];
  close(): Promise<void>;
}

export interface WebhookOptions {
  requestTimeoutMs?: number;
  config?: Partial<HalleyConfig>;
  /** Instead of those of bots.ts. */
  bots?: Type<object>[];
}

/** The webhook role on a free port. */
export async function startWebhook(redisUrl: string, options: WebhookOptions = {}): Promise<WebhookApp> {
  const webhook = { username: USERNAME, password: PASSWORD, previous: { username: 'before', password: 'old-password' } };
  const config = aConfig(redisUrl, 'http://127.0.0.1:9/v3', { role: 'webhook', webhook, ...options.config });
  const module = await Test.createTestingModule({ imports: [ConfigModule.of(config), WebhookFeatureModule] })
    .overrideProvider(InboundQueue)
    .useClass(RecordingInboundQueue)
    .overrideProvider(BOT_CLASSES)
    .useValue(options.bots ?? bots)
    .compile();
  const logged: string[] = [];
  const app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(options), { logger: loggerTo(logged) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, queue: app.get(InboundQueue), logged, close: () => app.close() };
}

function loggerTo(lines: string[]): LoggerService {
  const write = (...said: unknown[]) => void lines.push(inspect(said));
  return { log: write, error: write, warn: write, debug: write, verbose: write, fatal: write };
}

export function basic(username = USERNAME, password = PASSWORD): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** A callback as CometChat posts it; `body` may be anything, to be refused. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return fetch(url, { method: 'POST', body: bytes as string, headers: { 'content-type': 'application/json', authorization: basic(), ...headers } });
}
