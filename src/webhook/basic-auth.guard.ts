import { hash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Credentials, type HalleyConfig } from '../config/config.js';
import { basicCredentials } from './basic-credentials.js';
import { Refusal } from './refusal.js';

interface Digests {
  username: Buffer;
  password: Buffer;
}

/** Lets in who knows the webhook's user and password, the present or the previous pair. */
@Injectable()
export class BasicAuthGuard implements CanActivate {
  private readonly accepted: readonly Digests[];

  constructor(@Inject(CONFIG) { webhook }: HalleyConfig) {
    this.accepted = [webhook, ...(webhook.previous ? [webhook.previous] : [])].map(digests);
  }

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const credentials = basicCredentials(headers.authorization);
    if (credentials && this.isAccepted(digests(credentials))) return true;
    throw new Refusal(401, 'unauthorized', 'The webhook wants the Basic auth user and password that are set for the bot.', {
      'www-authenticate': 'Basic realm="halley", charset="UTF-8"',
    });
  }

  /** Compares everything with everything, so that the time taken says nothing about what was right. */
  private isAccepted(given: Digests): boolean {
    const matches = this.accepted.map((pair) => {
      const username = timingSafeEqual(pair.username, given.username);
      const password = timingSafeEqual(pair.password, given.password);
      return Number(username) & Number(password);
    });
    return matches.includes(1);
  }
}

/** Digests have one length, whatever was sent: timingSafeEqual() takes no other. */
function digests({ username, password }: Credentials): Digests {
  return { username: hash('sha256', username, 'buffer'), password: hash('sha256', password, 'buffer') };
}
