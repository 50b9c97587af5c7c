import type { Redis } from 'ioredis';
import type { Script } from './scripts.js';

/** One run of a script, put off to the end of the tick. */
export interface Run {
  keys: string[];
  args: (string | number)[];
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

interface Batch {
  script: Script<unknown>;
  runs: Run[];
}

/** So many runs in one call: Redis serves nobody else meanwhile. */
const MOST_RUNS = 50;

const ticks = new WeakMap<Redis, Tick>();

export const tickOf = (redis: Redis): Tick | undefined => ticks.get(redis);

/**
 * What a connection does in one tick of the event loop leaves in one write, and what a script does for several conversations
 * of a shard in one call. Turns go on in bunches, when Redis or CometChat answer several at once: a system call for each
 * command was an eighth of what a worker costs, and a call for each run a fifth. (ioredis's own auto-pipelining fails on scripts.)
 */
export class Tick {
  private readonly batches = new Map<string, Batch>();
  private socket: Redis['stream'] | undefined;
  private isScheduled = false;

  /** Makes the connection one that goes by ticks. */
  static of(redis: Redis): Redis {
    const tick = new Tick(redis);
    const sendCommand = redis.sendCommand.bind(redis);
    redis.sendCommand = (command, stream) => {
      tick.hold();
      return sendCommand(command, stream);
    };
    ticks.set(redis, tick);
    return redis;
  }

  private constructor(private readonly redis: Redis) {}

  run(script: Script<unknown>, keys: string[], args: Run['args']): Promise<unknown> {
    this.schedule();
    return new Promise((resolve, reject) => this.add(script, { keys, args, resolve, reject }));
  }

  private add(script: Script<unknown>, run: Run): void {
    const together = `${script.command} ${run.keys.length} ${slotTag(run.keys[0])}`;
    const batch = this.batches.get(together);
    if (batch && batch.runs.length < MOST_RUNS) batch.runs.push(run);
    else this.begin(together, { script, runs: [run] }, batch);
  }

  private begin(together: string, batch: Batch, full: Batch | undefined): void {
    if (full) full.script.callFor(this.redis, full.runs);
    this.batches.set(together, batch);
  }

  /** A connection that broke in between has a new socket. */
  private hold(): void {
    const socket = this.redis.stream;
    if (!socket || socket === this.socket) return;
    this.socket = socket;
    socket.cork();
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => this.end());
  }

  private end(): void {
    const batches = [...this.batches.values()];
    this.batches.clear();
    for (const { script, runs } of batches) script.callFor(this.redis, runs);
    this.socket?.uncork();
    this.socket = undefined;
    this.isScheduled = false;
  }
}

/** Keys with the same tag are in one slot of a Redis Cluster. */
function slotTag(key: string): string {
  return key.slice(0, key.indexOf('}') + 1);
}
