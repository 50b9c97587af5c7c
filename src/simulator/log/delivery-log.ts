import { Inject, Injectable } from '@nestjs/common';
import { Switches } from '../faults/switches.js';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from '../simulator-options.js';
import type { JsonObject } from '../state/entities.js';
import { Feed } from './feed.js';
import { RingBuffer } from './ring-buffer.js';

export interface Attempt {
  /** Milliseconds since 1970. */
  at: number;
  ms?: number;
  status?: number;
  /** Why there is no status. */
  error?: string;
  /** The first part of what was answered. */
  answer?: string;
}

/** One callback for one bot, with all its attempts. */
export interface Delivery {
  id: number;
  messageId: string;
  conversationId: string;
  bot: string;
  url: string;
  cause: 'message' | 'duplicate' | 'again';
  state: 'pending' | 'answered' | 'failed';
  attempts: Attempt[];
  /** What was posted; absent while the switch keepBodies is off. */
  callback?: JsonObject;
}

@Injectable()
export class DeliveryLog {
  private readonly deliveries: RingBuffer<Delivery>;

  constructor(
    @Inject(SIMULATOR_OPTIONS) options: SimulatorOptions,
    private readonly feed: Feed,
    private readonly switches: Switches,
  ) {
    this.deliveries = new RingBuffer(options.logSize);
  }

  add({ callback, ...fields }: Omit<Delivery, 'id' | 'attempts' | 'state'>): Delivery {
    const kept = this.switches.values.keepBodies ? { callback } : {};
    const delivery = this.deliveries.add((id) => ({ id, ...fields, state: 'pending', attempts: [], ...kept }));
    this.changed(delivery);
    return delivery;
  }

  changed(delivery: Delivery): void {
    this.feed.publish('delivery', () => delivery);
  }

  get(id: number): Delivery | undefined {
    return this.deliveries.get(id);
  }

  all(): Delivery[] {
    return [...this.deliveries];
  }

  /** The last few hundred that fit, the newest first. */
  *newestFirst(fits: (delivery: Delivery) => boolean): Generator<Delivery> {
    for (const delivery of this.deliveries.newestFirst(500)) if (fits(delivery)) yield delivery;
  }

  clear(): void {
    this.deliveries.clear();
  }
}
