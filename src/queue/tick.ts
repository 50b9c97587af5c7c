import type { Redis } from 'ioredis';
import type { Script } from './scripts.js';

/** One run of a script, held back until its bunch leaves. */
export interface Run {
  keys: readonly string[];
  args: string[];
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

interface Batch {
  script: Script<unknown>;
  runs: Run[];
}

/** A bunch leaves when it has as many, or else at the end of the tick: Redis is to work while the worker goes on. */
const AT_ONCE = 24;

const ticks = new WeakMap<Redis, Tick>();

export const tickOf = (redis: Redis): Tick | undefined => ticks.get(redis);

/**
 * Bunches what a connection does in one tick of the event loop: it leaves in one write, and what one script does for several
 * conversations of a shard in one call. Turns go on together, when Redis or CometChat answer several at once: a system call for each
 * command was an eighth of what a worker costs, and a call for each run a twentieth. (ioredis's own auto-pipelining fails on scripts.)
 */
export class Tick {
  private batches = new Map<string, Batch>();
  private corked: Redis['stream'] | undefined;
  private held = 0;
  private isScheduled = false;
  private isLeaving = false;

  /** Makes the connection one that goes by ticks. */
  static of(redis: Redis): Redis {
    const tick = new Tick(redis);
    const sendCommand = redis.sendCommand.bind(redis);
    redis.sendCommand = (command, stream) => {
      tick.cork();
      const answer = sendCommand(command, stream);
      // The commands of a pipeline stand in line for their answers before they are written: nothing may leave in between.
      if (stream) tick.schedule();
      else tick.count();
      return answer;
    };
    ticks.set(redis, tick);
    return redis;
  }

  private constructor(private readonly redis: Redis) {}

  add(script: Script<unknown>, run: Run): void {
    const together = `${script.command} ${run.keys[0]}`;
    const batch = this.batches.get(together);
    if (batch) batch.runs.push(run);
    else this.batches.set(together, { script, runs: [run] });
    this.count();
  }

  /** A connection that broke in between has a new socket. */
  private cork(): void {
    const socket = this.redis.stream;
    if (!socket || socket === this.corked) return;
    this.corked = socket;
    socket.cork();
  }

  private count(): void {
    if (this.isLeaving) return;
    this.held++;
    if (this.held >= AT_ONCE) this.leave();
    else this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.leave();
    });
  }

  private leave(): void {
    const { batches } = this;
    this.batches = new Map();
    this.isLeaving = true;
    for (const { script, runs } of batches.values()) script.callFor(this.redis, runs);
    this.corked?.uncork();
    this.corked = undefined;
    this.held = 0;
    this.isLeaving = false;
  }
}
