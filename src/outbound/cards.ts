import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import type { OutboundEntry } from '../queue/entries.js';
import { asText, isRich } from './plainer.js';

/** An app can be given cards at any time; until it is tried again, each of them costs one request instead of two. */
const TRY_AGAIN_MS = 3_600_000;

/**
 * Whether an app shows cards and interactive messages. CometChat says so only by refusing one, so each process tries one
 * an hour: sharing what was learned would save a request per hour and replica.
 */
@Injectable()
export class Cards {
  private readonly logger = new Logger(Cards.name);
  private readonly refusedUntil = new Map<string, number>();

  constructor(@Inject(CONFIG) private readonly config: HalleyConfig) {}

  /** The reply as it is, or its text where it is known that the app does not show it. */
  inFormShown(appId: string, entry: OutboundEntry): OutboundEntry {
    const { reply } = entry;
    return isRich(reply) && !this.isWorthTrying(appId, reply.kind) ? asText(entry, reply) : entry;
  }

  /** CometChat takes no such message for this app; what another kind does is not known by that. */
  refused(appId: string, kind: string): void {
    if (this.config.cards === 'probe') this.refusedUntil.set(name(appId, kind), Date.now() + TRY_AGAIN_MS);
    this.logger.warn({ event: 'sent as text', app: appId, kind, fix: 'The app takes no such messages. Set CARDS=off, or ask CometChat to enable them.' });
  }

  private isWorthTrying(appId: string, kind: string): boolean {
    if (this.config.cards !== 'probe') return this.config.cards === 'on';
    return Date.now() >= (this.refusedUntil.get(name(appId, kind)) ?? 0);
  }
}

function name(appId: string, kind: string): string {
  return `${kind} of ${appId}`;
}
