import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { DeadReason } from './dead-letters.js';

/** What happens to messages, as the rooms tell it. Never a text, never a secret. */
export interface JournalEvents {
  /** A callback that passed the guard. */
  received: [];
  accepted: [{ bot: string }];
  duplicate: [{ bot: string }];
  ignored: [{ reason: string }];
  refused: [{ status: number }];
  /** A handler ended well and its outcome is committed. */
  handled: [{ bot: string; ms: number; ended: string }];
  /** CometChat has the reply. `lookedUp`: it had it already. */
  sent: [{ bot: string; msSinceAccepted: number; lookedUp: boolean }];
  /** A handler or a sending failed and is tried again. */
  failed: [{ side: 'inbound' | 'outbound'; bot: string; kind: string }];
  retried: [{ side: 'inbound' | 'outbound'; bot: string }];
  dead: [{ side: 'inbound' | 'outbound'; bot: string; reason: DeadReason }];
  /** A call of a language model, as its server counted it. */
  modelUsed: [{ bot: string; model: string; promptTokens: number; completionTokens: number; ms: number }];
  /** The sweeper woke a line that stood still. */
  swept: [{ side: 'inbound' | 'outbound' }];
}

/** Where the rooms say what happened, so that metrics need not know them, nor they metrics. */
@Injectable()
export class Journal extends EventEmitter<JournalEvents> {}
