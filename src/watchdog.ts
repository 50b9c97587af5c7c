import { Worker } from 'node:worker_threads';

const BEAT_MS = 1_000;

/**
 * A handler that blocks the event loop keeps the locks of every turn of its process from being renewed, and the
 * process from noticing. A thread of its own notices, and ends it: the turns go on elsewhere.
 */
export function startWatchdog(standsStillMs = 30_000): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const thread = new Worker(new URL('./watchdog.thread.js', import.meta.url), { workerData: { beats, standsStillMs }, execArgv: [] });
  thread.unref();
}
