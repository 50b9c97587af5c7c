import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';

const FORMS = '/forms/';

const PREFLIGHT = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

/**
 * A form is submitted by the recipient's client, so from a page of the app, whatever its origin: the token in the address
 * is what allows it, and no cookie counts here. The webhook stays closed to pages.
 */
@Injectable()
export class FormCors implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    // As a hook, so that a page can also read why it is refused, even where Fastify refuses by itself.
    fastify.addHook('onRequest', ({ url }, reply, done) => {
      if (url.startsWith(FORMS)) reply.header('access-control-allow-origin', '*');
      done();
    });
    fastify.options(`${FORMS}:token`, (_request, reply: FastifyReply) => reply.status(204).headers(PREFLIGHT).send());
  }
}
