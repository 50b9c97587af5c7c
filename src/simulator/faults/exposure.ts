import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../api/on-behalf-of.js';
import { BotsStore } from '../state/bots.store.js';
import { Switches } from './switches.js';

/** Which requests a fault may strike. */
@Injectable()
export class Exposure {
  constructor(
    private readonly switches: Switches,
    private readonly bots: BotsStore,
  ) {}

  covers(request: FastifyRequest): boolean {
    const { faultsStrike } = this.switches.values;
    if (faultsStrike === 'everything') return true;
    const isSend = request.method === 'POST' && /\/(messages|thread)$/.test(request.routeOptions.url ?? '');
    return isSend && (faultsStrike === 'sends' || this.bots.find(actorOf(request) ?? '') !== undefined);
  }
}
