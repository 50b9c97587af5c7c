import { createServer } from 'node:net';

const TRIES = 100;
const HOST = '127.0.0.1';

/** The port that was asked for, or an error; else the default one or the next that is free. */
export async function freePort(variable: string, asked: string | undefined, standard: number): Promise<number> {
  if (asked) {
    const port = Number(asked);
    if (await isFree(port)) return port;
    throw new Error(`Port ${asked} is in use. Set ${variable} to a free one, or unset it for the next free one.`);
  }
  for (let port = standard; port < standard + TRIES; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`The ports from ${standard} to ${standard + TRIES - 1} are in use. Set ${variable} to a free one.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}
