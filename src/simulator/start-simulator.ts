import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { tolerateEmptyJson } from './api/empty-json.js';
import { Resetter } from './control/resetter.js';
import { refuseOtherOrigins } from './control/same-origin.js';
import { Switches } from './faults/switches.js';
import type { SwitchValues } from './faults/switch-table.js';
import type { Delivery } from './log/delivery-log.js';
import { Logs } from './log/logs.js';
import type { LoggedRequest } from './log/request-log.js';
import { RequestLogger } from './log/request-logger.js';
import { type SimulatorOptions, defaultOptions } from './simulator-options.js';
import { SimulatorModule } from './simulator.module.js';
import type { Message } from './state/entities.js';
import { MessagesStore } from './state/messages.store.js';

export interface Simulator {
  /** Where the playground is. */
  url: string;
  /** The base of CometChat's API, up to /v3. */
  apiUrl: string;
  /** Turns switches; throws and names what is wrong with them. */
  set(switches: Partial<SwitchValues>): void;
  /** Everything as at the start; with another seed for the dice if one is given. */
  reset(seed?: number): void;
  /** Every message there is, in the order of the ids. */
  messages(): readonly Message[];
  requests(): LoggedRequest[];
  deliveries(): Delivery[];
  close(): Promise<void>;
}

/** Imports of a long session are large; CometChat's own limits are checked apart from this. */
const BODY_LIMIT = 64 * 1024 * 1024;

/**
 * Starts a simulator of CometChat in this process, by default on a free port of the loopback interface, empty and with every switch at its
 * default.
 */
export async function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const complete = { ...defaultOptions, ...options };
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, routerOptions: { maxParamLength: 400 } });
  const app = await NestFactory.create<NestFastifyApplication>(SimulatorModule.with(complete), adapter, { logger: ['warn', 'error'] });
  const fastify = adapter.getInstance<FastifyInstance>();
  refuseOtherOrigins(fastify, complete.host);
  tolerateEmptyJson(fastify);
  fastify.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.get(RequestLogger).watch(fastify);
  app.get(Resetter).reset();
  await app.listen(complete.port, complete.host);
  const url = await urlOf(app, complete.host);
  return {
    url,
    apiUrl: `${url}/v3`,
    set: (switches) => app.get(Switches).set(switches),
    reset: (seed) => app.get(Resetter).reset(seed),
    messages: () => app.get(MessagesStore).all(),
    requests: () => app.get(Logs).requests.all(),
    deliveries: () => app.get(Logs).deliveries.all(),
    close: () => app.close(),
  };
}

/** An address one can open, also where the simulator listens on all interfaces. */
async function urlOf(app: NestFastifyApplication, host: string): Promise<string> {
  const { port } = new URL(await app.getUrl());
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port || '80'}`;
}
