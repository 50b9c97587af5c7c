import { createServer } from 'node:net';
import { type Simulator, startSimulator } from './start-simulator.js';
import type { SimulatorStart } from './simulator-environment.js';

const TRIES = 20;

/** Starts on the port that was set, or else on the first free one from the default on. */
export async function startOnFreePort({ port, portWasSet, host, ...options }: SimulatorStart): Promise<Simulator> {
  const tries = portWasSet ? 1 : TRIES;
  for (let candidate = port; candidate < port + tries; candidate++) {
    if (await isFree(candidate, host)) return startSimulator({ ...options, host, port: candidate });
  }
  throw new Error(
    portWasSet
      ? `Port ${port} is in use. Set SIMULATOR_PORT to another, or unset it for the next free one.`
      : `The ports ${port} to ${port + TRIES - 1} are in use. Set SIMULATOR_PORT to a free one.`,
  );
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
