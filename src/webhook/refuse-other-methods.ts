import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.js';

/** The addresses, each with the methods beside POST that somebody else answers. */
const POST_ONLY = [['/webhook'], ['/webhook/:bot'], ['/forms/:token', 'OPTIONS'], ['/conversations/resume']];

/** Nest answers a known path under another method with 404; whoever opens the address in a browser is told more. */
@Injectable()
export class RefuseOtherMethods implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const [url, ...allowed] of POST_ONLY) {
      const method = fastify.supportedMethods.filter((name) => name !== 'POST' && !allowed.includes(name));
      fastify.route({ method, url, exposeHeadRoute: false, onRequest: refuse, handler: refuse });
    }
  }
}

async function refuse(): Promise<never> {
  throw new Refusal(405, 'method_not_allowed', 'This address takes POST only.', { allow: 'POST' });
}
