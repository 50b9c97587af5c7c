import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { BotRun, CompiledBot, Outbox, Outcome } from '../../src/bot-kit/index.js';
import type { Letter } from '../../src/processor/queued-outbox.js';
import { conversationOf } from '../../src/queue/conversation.js';
import type { DeadLetter, DeadLetterQueue } from '../../src/queue/dead-letters.js';
import { keysOf, shardOf, type Side } from '../../src/queue/keys.js';
import { aMessage } from '../../src/queue/testing/a-message.js';
import type { TurnQueue } from '../../src/queue/turns.js';
import { aConfig, APP_ID } from '../support/a-config.js';
import { onClock, type Clock } from './clock.js';
import { ModelFarSide } from './far-side.js';
import { House } from './house.js';
import type { Mutant } from './mutants.js';
import { FOREVER_MS, type Schedule } from './schedule.js';
import { KilledError, SteppedProcess } from './stepped-process.js';
import { steppedRedis } from './stepped-redis.js';
import { TurnSlot } from './turn-slot.js';
import { noteOn, partsOf, Witness } from './witness.js';

const messageOf = (id: number) => aMessage({ appId: APP_ID, id: String(id) });
const CONVERSATION = conversationOf(messageOf(1));
const ALICE = { receiver: 'alice', receiverType: 'user' } as const;
const OUR_SHARD = `{halley:${shardOf(CONVERSATION)}}`;

export const SIDES: readonly Side[] = ['inbound', 'outbound'];

/** One conversation, the processes that work on it, and everything around them, under one schedule. */
export class World {
  readonly witness = new Witness();
  readonly slots: Record<Side, TurnSlot> = { inbound: new TurnSlot(), outbound: new TurnSlot() };
  readonly farSide: ModelFarSide;
  /** From here on everything works: what is left to show is that nothing was lost. */
  allIsWell = false;
  /** And here nothing is refused, cursed or too late any more. */
  allIsMended = false;
  private processes: SteppedProcess[] = [];
  private readonly letters = new Map<string, DeadLetter>();
  private readonly later = new Map<string, Letter>();
  private readonly fates: Schedule['fates'];
  private readonly lookUps: boolean[];
  private readonly handlers: boolean[];
  private readonly quick: boolean[];
  private readonly repeated: boolean[];

  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
    private readonly mutant: Mutant,
    private readonly schedule: Schedule,
  ) {
    this.fates = [...schedule.fates];
    this.lookUps = [...schedule.lookUps];
    this.handlers = [...schedule.handlers];
    this.quick = [...schedule.quick];
    this.repeated = [...schedule.repeated];
    this.farSide = new ModelFarSide(
      () => clock.ms,
      (text) => this.fateOf(text),
      () => this.allIsWell || (this.lookUps.shift() ?? true),
      (tag) => this.witness.send(tag, Date.now()),
      (text) => this.witness.store(text),
    );
  }

  get running(): readonly SteppedProcess[] {
    return (this.processes = this.processes.filter((process) => !process.hasEnded));
  }

  async deliver(id: number): Promise<void> {
    const process = new SteppedProcess(`delivery of ${id}`);
    await this.launch(process, () => this.house(process).inbound.accept(messageOf(id)));
  }

  /** A letter that answers nothing, now or later. */
  async post(id: number, later: boolean): Promise<void> {
    const process = new SteppedProcess(`letter ${id}`);
    const at = later ? new Date(Date.now() + 60_000) : undefined;
    await this.launch(process, () => this.house(process).outbox.send('echo_bot', ALICE, `letter ${id}`, { id: String(id), at }));
  }

  /** BullMQ hands a job that is due to a worker, again and again until it has ended well. */
  async due(which: number): Promise<void> {
    const picked = pick(this.later, which);
    if (!picked) return;
    const [id, letter] = picked;
    const process = new SteppedProcess(`letter ${id} that is due`);
    await this.launch(process, async () => {
      await this.house(process).outbox.post(letter);
      await process.pass(async () => this.later.delete(id));
    });
  }

  async replay(which: number): Promise<void> {
    const picked = pick(this.letters, which);
    if (!picked) return;
    const [id, letter] = picked;
    this.witness.note(`${letter.side} replay of ${letter.reason}`);
    // A letter's id has the time of acceptance in it: nobody accepts, gives up and replays in one millisecond.
    await this.pass(1);
    const process = new SteppedProcess(`replay of ${id}`);
    await this.launch(process, () => this.house(process).replay.replay(id));
  }

  async turn(side: Side): Promise<SteppedProcess | undefined> {
    const slot = this.slots[side];
    if (slot.state !== 'waiting') return undefined;
    const process = new SteppedProcess(`${side} turn`);
    slot.begin(process);
    await this.launch(process, async () => {
      const house = this.house(process);
      const delayed = await house.turn(side, CONVERSATION, () => process.pass(async () => this.delay(slot, process)));
      if (!delayed) await process.pass(async () => slot.end(process));
      await house.sendings();
    });
    return process;
  }

  async sweep(): Promise<void> {
    if (this.mutant.neverSweeps) return;
    const process = new SteppedProcess('sweep');
    await this.launch(process, () => this.house(process).sweeper.sweep());
  }

  async step(process: SteppedProcess): Promise<void> {
    await process.step();
    throwIfFailed(process);
    this.witness.throwIfViolated();
  }

  async pass(ms: number): Promise<void> {
    this.farSide.landAllDue(ms);
    await this.clock.pass(ms);
    for (const slot of Object.values(this.slots)) {
      slot.due();
      if (slot.isOrphaned && ms > 10_000) slot.stall();
    }
    this.witness.throwIfViolated();
  }

  /** No turn is to come and nothing waits; there may be processes that are asleep. */
  async isIdle(): Promise<boolean> {
    if (this.later.size > 0 || SIDES.some((side) => this.slots[side].isBusy)) return false;
    const waiting = await Promise.all(SIDES.map((side) => this.redis.zcard(keysOf(side, CONVERSATION).ids(CONVERSATION))));
    return waiting.every((count) => count === 0);
  }

  get deadLetters(): number {
    return this.letters.size;
  }

  /** The replies among the dead letters, by their text. */
  deadReplies(): Map<string, { unknown: boolean }> {
    const outbound = [...this.letters.values()].filter(({ side }) => side === 'outbound');
    return new Map(outbound.flatMap(({ messages, unknownOutcome }) =>
      messages.map(({ entry }) => [('reply' in entry && entry.reply.text) || '', { unknown: unknownOutcome }] as const)));
  }

  private async launch(process: SteppedProcess, main: () => Promise<unknown>): Promise<void> {
    this.processes.push(await process.start(main));
    throwIfFailed(process);
  }

  private house(process: SteppedProcess): House {
    const rewrite = this.mutant.rewrite ?? ((_, lua) => [lua]);
    const queues = { inbound: this.queue('inbound', process), outbound: this.queue('outbound', process) };
    const config = aConfig('', '', { reply: { deadlineMs: this.allIsMended ? FOREVER_MS : this.schedule.deadlineMs }, worker: { concurrency: 1, handlerTimeoutMs: 2 ** 30 } });
    const house: House = new House({
      redis: steppedRedis(process, {
        redis: this.redis,
        isAboutUs: (key) => key.startsWith(OUR_SHARD) || key.includes(':gate:'),
        rewrite: (script, lua) => rewrite(script, lua).map(onClock),
        isRepeated: () => !this.allIsWell && (this.repeated.shift() ?? false),
        observe: (run) => this.witness.watch(run),
      }),
      queues,
      deadLetters: jobsIn(this.letters, process) as unknown as DeadLetterQueue,
      later: jobsIn(this.later, process) as unknown as Queue<Letter, void>,
      http: this.farSide.connection(process, this.mutant.blind ?? false),
      bot: this.bot(process, () => house.outbox),
      config,
    });
    return house;
  }

  private queue(side: Side, process: SteppedProcess): TurnQueue {
    const slot = this.slots[side];
    return {
      add: () => process.pass(async () => slot.wake()),
      getWaiting: async () => (slot.state === 'waiting' ? [{ timestamp: Date.now() - 10_000 }] : []),
      getDeduplicationJobId: async () => (slot.state === 'none' ? null : 'turn'),
      getJobState: async () => (slot.state === 'vanished' ? 'unknown' : slot.state),
      removeDeduplicationKey: () => process.pass(async () => slot.forget()),
    } as unknown as TurnQueue;
  }

  private bot(process: SteppedProcess, outbox: () => Outbox): CompiledBot {
    const run = async ({ message }: BotRun): Promise<Outcome> => {
      const isQuick = this.quick.shift() ?? true;
      this.witness.note(isQuick ? 'quick handler' : 'handler');
      if (!isQuick) await process.pass(async () => undefined);
      if (message.id === String(this.schedule.noting)) await outbox().send('echo_bot', ALICE, noteOn(message.id), { id: noteOn(message.id) });
      if (this.isAbout(this.schedule.cursed, message.id) || (!this.allIsWell && this.handlers.shift() === false)) throw new Error('no luck');
      return { replies: partsOf(Number(message.id)).map((text) => ({ kind: 'text', text })) };
    };
    return { uid: 'echo_bot', aliases: [], groupChatSetting: 'allMessages', handlers: [], run };
  }

  private delay(slot: TurnSlot, process: SteppedProcess): void {
    if (!slot.delay(process)) throw new LockLostError();
  }

  private isAbout(troubled: number, messageId: string): boolean {
    return !this.allIsMended && messageId === String(troubled);
  }

  private fateOf(text: string) {
    if (this.isAbout(this.schedule.refused, text.split('.')[0])) return 'refused';
    return (this.allIsWell ? undefined : this.fates.shift()) ?? 'ok';
  }
}

/** As much of a BullMQ queue as is asked of those whose jobs are kept. */
function jobsIn<Data>(jobs: Map<string, Data>, process: SteppedProcess): object {
  const asJob = (id: string) => (jobs.has(id) ? { id, data: jobs.get(id) } : undefined);
  return {
    add: (_: string, data: Data, { jobId }: { jobId: string }) => process.pass(async () => jobs.has(jobId) || jobs.set(jobId, data)),
    getJob: (id: string) => process.pass(async () => asJob(id)),
    remove: (id: string) => process.pass(async () => Number(jobs.delete(id))),
  };
}

function pick<Data>(jobs: ReadonlyMap<string, Data>, which: number): [string, Data] | undefined {
  return [...jobs][which % Math.max(1, jobs.size)];
}

/** As BullMQ answers a process whose job went to somebody else. */
class LockLostError extends Error {
  override readonly name = 'LockLostError';
}

/** Nothing in the model makes a process fail but its end and the loss of its lock. */
function throwIfFailed({ name, failure }: SteppedProcess): void {
  if (!failure || failure instanceof KilledError || failure instanceof LockLostError) return;
  throw new Error(`the ${name} failed: ${String(failure)}`, { cause: failure });
}
