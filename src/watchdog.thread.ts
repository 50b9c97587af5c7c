import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { beats, standsStillMs } = workerData as { beats: Int32Array; standsStillMs: number };
const LOOK_EVERY_MS = 1_000;
const STDERR = 2;

let last = Atomics.load(beats, 0);
let lastBeatAt = performance.now();
let lookedAt = lastBeatAt;

setInterval(() => {
  const now = performance.now();
  // A process that was paused as a whole is not stuck: this thread did not look either.
  if (now - lookedAt > 5 * LOOK_EVERY_MS) lastBeatAt = now;
  lookedAt = now;
  const beat = Atomics.load(beats, 0);
  if (beat !== last) [last, lastBeatAt] = [beat, now];
  if (now - lastBeatAt < standsStillMs) return;
  const line = { level: 'fatal', time: new Date().toISOString(), room: 'Watchdog', msg: `The event loop stood still for ${standsStillMs} ms, probably in a bot's handler: the process ends, its work goes on elsewhere.` };
  // The main thread cannot log any more, and nothing less than SIGKILL reaches it.
  writeSync(STDERR, `${JSON.stringify(line)}\n`);
  process.kill(process.pid, 'SIGKILL');
}, LOOK_EVERY_MS);
