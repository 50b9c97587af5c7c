import { Injectable } from '@nestjs/common';
import { PREFIX } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';

const askScript = new Script<[number, string?]>('ask');
const closeScript = new Script<number>('close');
const openScript = new Script<number>('open');

/**
 * Why nothing is sent for an app. `rate-limited`: CometChat answered 429. `circuit`: CometChat fails again and again.
 * `configuration`: a key or a plan is wrong, and only a person can mend that.
 */
export type GateReason = 'rate-limited' | 'circuit' | 'configuration';

export type Verdict = { open: true; probe: boolean } | { open: false; ms: number; reason: GateReason };

/** Asked beside a script, and answered by the time the script is: both go out together on one connection, this first. */
export interface Asked {
  /** Nobody keeps the gate closed. Stays false where Redis did not say. */
  isOpen: boolean;
  /** Resolves when it is known, or is not to be. */
  answered: Promise<void>;
}

export interface ClosedGate {
  appId: string;
  reason: GateReason;
  error: string;
  /** Unix ms. */
  since: number;
  until: number;
}

/**
 * First and longest wait of each reason; a 429 says itself how long. A circuit may close while most requests go well, and
 * its one probe then fails by chance: that is not to cost more than some seconds.
 */
const WAITS: Record<Exclude<GateReason, 'rate-limited'>, { firstMs: number; maxMs: number }> = {
  circuit: { firstMs: 1_000, maxMs: 10_000 },
  configuration: { firstMs: 5_000, maxMs: 60_000 },
};

/** Longer than a request may take, so that there is one probe at a time. */
const PROBE_MS = 12_000;
/** A waiting line asks in a whole turn: not too often. */
const ASK_AGAIN_MS = 2_000;

/** One gate per app, in Redis, so that all replicas stop and go together. */
@Injectable()
export class Gates {
  private readonly asked = new Map<string, Asked>();
  /** When this process closed the gate of an app last, by `performance.now()`. */
  private readonly closedAt = new Map<string, number>();

  constructor(private readonly clients: RedisClients) {}

  /** May a request go out? Asked only by one who has a request to make: a probe must be followed by `open` or `close`. */
  async ask(appId: string): Promise<Verdict> {
    const [ms, detail] = await askScript.run(this.clients.patient, [this.key(appId)], [String(PROBE_MS), String(ASK_AGAIN_MS)]);
    return ms > 0 ? { open: false, ms, reason: detail as GateReason } : { open: true, probe: detail === 'probe' };
  }

  /**
   * Like `ask`, but nothing follows from it: never a probe. Not open also where the time is up and nobody has asked yet.
   * All who ask in one tick share one answer: it reaches Redis before the scripts that they send with the question.
   */
  askBeside(appId: string): Asked {
    return this.asked.get(appId) ?? this.askNow(appId);
  }

  private askNow(appId: string): Asked {
    // Whoever finds it not open asks once more, and is told then what is wrong with Redis.
    const answered = (closed: number): void => void (asked.isOpen = closed === 0);
    const asked: Asked = { isOpen: false, answered: this.clients.patient.exists(this.key(appId)).then(answered, () => undefined) };
    if (this.asked.size === 0) setImmediate(() => this.asked.clear());
    this.asked.set(appId, asked);
    return asked;
  }

  /** Has this process closed it since then (`performance.now()`)? Known at once: also what was asked before is an old answer. */
  hasClosedSince(appId: string, time: number): boolean {
    return (this.closedAt.get(appId) ?? -1) >= time;
  }

  /** After a 429: for as long as CometChat said. @param probed it was the answer to the probe. */
  pause(appId: string, ms: number, error: string, probed = false): Promise<number> {
    return this.keepClosed(appId, ['rate-limited', String(ms), String(ms), error, probed ? '1' : '0']);
  }

  /** @param probed the probe failed: closed for longer. Else only the first of many that failed together closes it. */
  close(appId: string, reason: keyof typeof WAITS, error: string, probed: boolean): Promise<number> {
    const { firstMs, maxMs } = WAITS[reason];
    return this.keepClosed(appId, [reason, String(firstMs), String(maxMs), error, probed ? '1' : '0']);
  }

  /** After a probe that went well. @returns false where a 429 keeps it closed. */
  async open(appId: string): Promise<boolean> {
    return (await openScript.run(this.clients.patient, [this.key(appId)], [])) === 1;
  }

  /** For probes and metrics: undefined where the gate is open. */
  async look(appId: string): Promise<ClosedGate | undefined> {
    const { until, reason, error, since } = await this.clients.failFast.hgetall(this.key(appId));
    if (!until) return undefined;
    return { appId, reason: reason as GateReason, error, since: Number(since), until: Number(until) };
  }

  private keepClosed(appId: string, args: string[]): Promise<number> {
    this.closedAt.set(appId, performance.now());
    return closeScript.run(this.clients.patient, [this.key(appId)], args);
  }

  private key(appId: string): string {
    return `${PREFIX}:gate:${encodeURIComponent(appId)}`;
  }
}
