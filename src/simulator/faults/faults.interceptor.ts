import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { type Observable, defer, from, of, switchMap } from 'rxjs';
import { CometChatApiError } from '../api/cometchat-api-error.js';
import { Dice } from './dice.js';
import { Exposure } from './exposure.js';
import { type Fault, pickFault } from './faults.js';
import { Switches } from './switches.js';

declare module 'fastify' {
  interface FastifyRequest {
    fault?: Fault;
  }
}

const failure = () => new CometChatApiError('ERR_MISSION_FAILED', 'Something went wrong.');

/** Lets a request go wrong as often as the switches say. */
@Injectable()
export class FaultsInterceptor implements NestInterceptor {
  constructor(
    private readonly switches: Switches,
    private readonly dice: Dice,
    private readonly exposure: Exposure,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const work = () => next.handle();
    const isExposed = this.exposure.covers(request);
    if (isExposed) this.refuse();
    const fault = isExposed ? this.strike() : undefined;
    if (fault === undefined) return work();
    request.fault = fault;
    return this.spoil(fault, work, http.getResponse<FastifyReply>());
  }

  /** `work` is what stores and answers. */
  private spoil(fault: Fault, work: () => Observable<unknown>, reply: FastifyReply): Observable<unknown> {
    switch (fault) {
      case 'failBeforeStoring':
        throw failure();
      case 'failAfterStoring':
        return work().pipe(
          switchMap(() => {
            throw failure();
          }),
        );
      case 'dropBeforeStoring':
        return drop(reply);
      case 'dropAfterStoring':
        return work().pipe(switchMap(() => drop(reply)));
      case 'storeLate':
        void this.later(work);
        return drop(reply);
      case 'slow':
        return from(wait(this.switches.values.slowMs)).pipe(switchMap(work));
    }
  }

  private refuse(): void {
    const { refuseWith } = this.switches.values;
    if (refuseWith !== 'none') throw new CometChatApiError(refuseWith, `Refused, because the switch refuseWith is at ${refuseWith}.`);
  }

  private strike(): Fault | undefined {
    const { values } = this.switches;
    const odds = values.failBeforeStoring + values.failAfterStoring + values.dropBeforeStoring + values.dropAfterStoring + values.storeLate + values.slow;
    return odds === 0 ? undefined : pickFault(this.dice.roll(), values);
  }

  private async later(work: () => Observable<unknown>): Promise<void> {
    await wait(this.switches.values.storeLateMs, undefined, { ref: false });
    defer(work).subscribe({ error: () => undefined });
  }
}

/** Breaks the connection without an answer. */
function drop(reply: FastifyReply): Observable<unknown> {
  reply.hijack();
  reply.raw.destroy();
  return of(undefined);
}
