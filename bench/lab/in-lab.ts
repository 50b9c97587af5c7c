import { Lab } from './lab.js';
import type { Fsync } from './private-redis.js';

/** Opens a lab for the time of the work, and leaves nothing behind. */
export async function inLab<T>(fsync: Fsync, work: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await Lab.open(fsync);
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}
