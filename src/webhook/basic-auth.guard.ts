import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { credentialBytes, credentialsIn } from './basic-credentials.js';
import { Refusal } from './refusal.js';

/** Lets in who knows the webhook's user and password, the present or the previous pair. */
@Injectable()
export class BasicAuthGuard implements CanActivate {
  private readonly accepted: readonly Buffer[];

  constructor(@Inject(CONFIG) { webhook }: HalleyConfig) {
    const pairs = [webhook, ...(webhook.previous ? [webhook.previous] : [])];
    this.accepted = pairs.map(({ username, password }) => credentialBytes(`${username}:${password}`));
  }

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const given = credentialsIn(headers.authorization);
    if (given && this.isAccepted(given)) return true;
    throw new Refusal(401, 'unauthorized', 'The webhook wants the Basic auth user and password that are set for the bot.', {
      'www-authenticate': 'Basic realm="halley", charset="UTF-8"',
    });
  }

  /** Compares with every pair, so that the time taken says nothing about which was right. */
  private isAccepted(given: Buffer): boolean {
    return this.accepted.map((pair) => timingSafeEqual(pair, given)).includes(true);
  }
}
