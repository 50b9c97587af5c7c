import { Injectable } from '@nestjs/common';
import { DeliveryLog } from './delivery-log.js';
import { RequestLog } from './request-log.js';

/** Both logs, which are read and cleared together. */
@Injectable()
export class Logs {
  constructor(
    readonly requests: RequestLog,
    readonly deliveries: DeliveryLog,
  ) {}

  clear(): void {
    this.requests.clear();
    this.deliveries.clear();
  }
}
