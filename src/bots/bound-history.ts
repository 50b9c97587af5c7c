import type { ModuleRef } from '@nestjs/core';
import { History, type IncomingMessage, type PastMessage } from '../bot-kit/index.js';

/** The History that the worker binds, looked up when it is asked: bots are made before it is. */
export class BoundHistory extends History {
  constructor(private readonly moduleRef: ModuleRef) {
    super();
  }

  override before(message: IncomingMessage, limit: number, options: { signal: AbortSignal }): Promise<PastMessage[]> {
    return this.moduleRef.get(History, { strict: false }).before(message, limit, options);
  }
}
