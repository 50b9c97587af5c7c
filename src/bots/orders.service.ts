import { Injectable } from '@nestjs/common';

export interface Order {
  number: string;
  state: string;
}

/** Stands where your shop would be: a few orders in memory. */
@Injectable()
export class OrdersService {
  private readonly states: Readonly<Record<string, string>> = { 7: 'on its way', 712: 'packed', 713: 'delivered' };

  find(number: string, { signal }: { signal: AbortSignal }): Promise<Order | undefined> {
    signal.throwIfAborted();
    const state = Object.hasOwn(this.states, number) ? this.states[number] : undefined;
    return Promise.resolve(state === undefined ? undefined : { number, state });
  }
}
