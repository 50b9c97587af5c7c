import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../api/on-behalf-of.js';
import { Switches } from '../faults/switches.js';
import { answeredMessage } from './answered-message.js';
import { DeliveryLog } from './delivery-log.js';
import { RequestLog } from './request-log.js';

declare module 'fastify' {
  interface FastifyRequest {
    startedAt: number;
  }
}

/** Notes each request of the API once it is over, whichever way it ended. */
@Injectable()
export class RequestLogger {
  constructor(
    private readonly log: RequestLog,
    private readonly deliveries: DeliveryLog,
    private readonly switches: Switches,
  ) {}

  watch(fastify: FastifyInstance): void {
    fastify.decorateRequest('startedAt', 0);
    fastify.addHook('onRequest', (request, reply, done) => {
      request.startedAt = Date.now();
      // Fastify's onResponse does not come for a connection that was broken.
      if (request.url.startsWith('/v3/')) reply.raw.once('close', () => this.note(request, reply));
      done();
    });
  }

  private note(request: FastifyRequest, reply: FastifyReply): void {
    const { method, startedAt, fault, answer, body } = request;
    const dropped = fault?.startsWith('drop') || fault === 'storeLate';
    const actor = actorOf(request);
    this.log.add({
      at: startedAt,
      ms: Date.now() - startedAt,
      method,
      path: request.url.split('?')[0] ?? '',
      query: request.query as Record<string, unknown>,
      actor,
      status: dropped ? undefined : reply.statusCode,
      fault,
      messageId: method === 'POST' ? messageIdOf(answer) : undefined,
      ...(this.switches.values.keepBodies && { body, answer, answersTo: answeredMessage(this.deliveries, { at: startedAt, actor, body }) }),
    });
  }
}

function messageIdOf(answer: unknown): string | undefined {
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  return typeof id === 'string' ? id : undefined;
}
