import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedRedisError } from './embedded-redis.js';

// A server whose Halley was killed a moment ago needs this long to end.
const ENDING_MS = 3000;

/** The file in which the server that uses a data folder leaves the path of its socket. */
export function socketNoteIn(folder: string): string {
  return join(folder, 'socket');
}

/** Two servers on one append-only file would ruin it, and Redis itself does not look. */
export async function refuseIfInUse(folder: string): Promise<void> {
  const socket = readNote(folder);
  if (!socket) return;
  for (const until = Date.now() + ENDING_MS; await accepts(socket); await sleep(50)) {
    if (Date.now() < until) continue;
    throw new EmbeddedRedisError(`Another Halley keeps its private Redis in ${folder}: stop it, or set REDIS_URL.`);
  }
}

function readNote(folder: string): string | undefined {
  try {
    return readFileSync(socketNoteIn(folder), 'utf8');
  } catch {
    return undefined;
  }
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false)).once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
