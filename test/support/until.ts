import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something to become true, and says what it waited for if it never does. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await sleep(20);
  }
}
