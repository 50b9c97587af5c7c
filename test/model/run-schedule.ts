import type { Redis } from 'ioredis';
import { Clock } from './clock.js';
import type { Mutant } from './mutants.js';
import type { Move, Schedule } from './schedule.js';
import type { SteppedProcess } from './stepped-process.js';
import { SIDES, World } from './world.js';

/** Longer than any wait of ours. */
const LONG_MS = 120_000;
const LAST_ROUNDS = 40;
const LOCK_MS = 11_000;

/** @returns what was seen. @throws where the line is not what the model is. */
export async function runSchedule(redis: Redis, mutant: Mutant, schedule: Schedule): Promise<ReadonlyMap<string, number>> {
  await redis.flushdb();
  const clock = new Clock(redis);
  const world = new World(redis, clock, mutant, schedule);
  clock.install();
  try {
    for (const move of schedule.moves) await make(world, move);
    await settle(world);
    world.witness.settled(world.deadReplies());
    await mend(world);
    world.witness.settled(world.deadReplies());
  } finally {
    for (const process of world.running) await process.kill();
    clock.remove();
  }
  return world.witness.seen;
}

async function make(world: World, move: Move): Promise<void> {
  const { running } = world;
  const pick = (which: number): SteppedProcess | undefined => running[which % running.length];
  switch (move.move) {
    case 'deliver': return world.deliver(move.id);
    case 'turn': return void (await world.turn(move.side));
    case 'post': return world.post(move.id, move.later);
    case 'due': return world.due(move.which);
    case 'replay': return world.replay(move.which);
    case 'sweep': return world.sweep();
    case 'land': return world.farSide.land(move.which);
    case 'vanish': return world.slots[move.side].vanish();
    case 'time': return world.pass(move.ms);
    case 'kill': return pick(move.which)?.kill();
    case 'takeOver':
      await world.pass(LOCK_MS);
      world.slots[move.side].stall();
      return steps(world, await world.turn(move.side), move.times);
    case 'step': return steps(world, pick(move.which), move.times);
  }
}

async function steps(world: World, process: SteppedProcess | undefined, times: number): Promise<void> {
  for (let i = 0; process && i < times; i++) await world.step(process);
}

/** No more trouble. What was slow wakes up last, when all its work has been done by others. */
async function settle(world: World): Promise<void> {
  world.allIsWell = true;
  const zombies = world.running.filter((process) => !SIDES.some((side) => world.slots[side].isHeldBy(process)));
  await calmDown(world, zombies);
  for (const zombie of zombies) await toTheEnd(world, zombie);
  await calmDown(world, []);
}

/** Whatever a message or a reply died of is mended, and all are replayed: in the end each is answered, once. */
async function mend(world: World): Promise<void> {
  world.allIsMended = true;
  for (let letters = world.deadLetters; letters > 0; letters--) {
    await world.replay(0);
    for (const process of world.running) await toTheEnd(world, process);
  }
  await calmDown(world, []);
  if (world.deadLetters > 0) throw new Error(`${world.deadLetters} dead letters are left after all were replayed`);
}

async function calmDown(world: World, asleep: SteppedProcess[]): Promise<void> {
  for (let round = 0; round < LAST_ROUNDS && !(await isCalm(world, asleep)); round++) {
    await world.pass(LONG_MS);
    await world.due(round);
    await world.sweep();
    for (const process of awake(world, asleep)) await toTheEnd(world, process);
    for (const side of SIDES) await world.turn(side);
    for (const process of awake(world, asleep)) await toTheEnd(world, process);
  }
}

const isCalm = async (world: World, asleep: SteppedProcess[]) => awake(world, asleep).length === 0 && (await world.isIdle());

const awake = (world: World, asleep: SteppedProcess[]) => world.running.filter((process) => !asleep.includes(process));

async function toTheEnd(world: World, process: SteppedProcess): Promise<void> {
  while (!process.hasEnded) await world.step(process);
}
