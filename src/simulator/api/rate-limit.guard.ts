import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Dice } from '../faults/dice.js';
import { Exposure } from '../faults/exposure.js';
import { Switches } from '../faults/switches.js';
import { CometChatApiError } from './cometchat-api-error.js';

const MINUTE = 60_000;

/** A real window per app: so many requests a minute, then 429 until the minute is over; and the bursts of 429 that a switch makes. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private windowEndsAt = 0;
  private readonly spent = { core: 0, standard: 0 };
  private burstEndsAt = 0;

  constructor(
    private readonly switches: Switches,
    private readonly dice: Dice,
    private readonly exposure: Exposure,
  ) {
    // Who sets a limit, or everything back, begins anew.
    switches.onChange((changed) => {
      if (changed.rateLimitBurst !== undefined) this.burstEndsAt = 0;
      if (changed.standardPerMinute !== undefined || changed.corePerMinute !== undefined) this.windowEndsAt = 0;
    });
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const now = Date.now();
    const request = http.getRequest<FastifyRequest>();
    if (this.exposure.covers(request)) this.refuseInBurst(reply, now);
    this.turnWindow(now);
    const group = isCore(request) ? 'core' : 'standard';
    const { corePerMinute, standardPerMinute } = this.switches.values;
    const limit = group === 'core' ? corePerMinute : standardPerMinute;
    if (limit === 0) return true;
    const left = limit - this.spent[group];
    void reply.header('X-Rate-Limit', limit).header('X-Rate-Limit-Remaining', Math.max(0, left - 1));
    if (left <= 0) this.refuse(reply, now, this.windowEndsAt);
    this.spent[group]++;
    return true;
  }

  private turnWindow(now: number): void {
    if (now < this.windowEndsAt) return;
    this.windowEndsAt = now + MINUTE;
    this.spent.core = 0;
    this.spent.standard = 0;
  }

  private refuseInBurst(reply: FastifyReply, now: number): void {
    const { rateLimitBurst, rateLimitBurstMs } = this.switches.values;
    if (rateLimitBurst === 0) return;
    if (now >= this.burstEndsAt && this.dice.roll() < rateLimitBurst) this.burstEndsAt = now + rateLimitBurstMs;
    if (now < this.burstEndsAt) this.refuse(reply, now, this.burstEndsAt);
  }

  private refuse(reply: FastifyReply, now: number, until: number): never {
    void reply.header('Retry-After', Math.max(1, Math.ceil((until - now) / 1000))).header('X-Rate-Limit-Reset', Math.ceil(until / 1000));
    throw new CometChatApiError('ERR_TOO_MANY_REQUESTS', 'Too many requests.');
  }
}

/** Creating and deleting users, and creating groups, have a smaller allowance. */
function isCore({ method, routeOptions }: FastifyRequest): boolean {
  const route = routeOptions.url ?? '';
  if (method === 'POST') return route === '/v3/users' || route === '/v3/groups';
  return method === 'DELETE' && route === '/v3/users/:uid';
}
