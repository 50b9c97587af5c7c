import { once } from 'node:events';
import { createServer } from 'node:net';

/** So many for each worker of Jest, which counts them from 1: they pick at the same time. */
const PORTS = 5_000;
const part = (Number(process.env.JEST_WORKER_ID ?? 1) - 1) % 4;

/**
 * Below the ports that systems hand out to outgoing connections (Linux from 32768, others from 49152): one of those that is
 * free now may be taken by any connection before the program that it was picked for listens on it, or listens again.
 */
const FIRST = 10_000 + PORTS * part;

// Programs that pick at the same time start at different places; within one program no port is picked twice.
let next = Math.floor(Math.random() * PORTS);

/** A port for a program that cannot choose its own: one that has to be known beforehand, or to outlive a restart. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = FIRST + (next++ % PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${FIRST} to ${FIRST + PORTS - 1} is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
