import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

let now = 1_000;

/** All of them taken. So many were given back just now, so that as many may wait for one. */
async function full(most: number, lately = 100): Promise<Places> {
  const places = new Places(most, () => now);
  for (let i = 0; i < lately; i++) {
    await places.take('earlier');
    places.giveBack('earlier');
  }
  for (let i = 0; i < most; i++) await places.take(`taken ${i}`);
  return places;
}

describe('places on the short way', () => {
  it('are taken while there are any, by each conversation once', async () => {
    const places = new Places(2);
    expect(await Promise.all(['a', 'a', 'b', 'c', 'a'].map((name) => places.take(name)))).toEqual([true, false, true, false, false]);
  });

  it('go to those who wait, in the order they came', async () => {
    const places = await full(1);
    const got: string[] = [];
    const waiting = ['b', 'c'].map(async (name) => {
      expect(await places.take(name)).toBe(true);
      got.push(name);
    });
    places.giveBack('taken 0');
    await waiting[0];
    expect(got).toEqual(['b']);
    places.giveBack('b');
    await Promise.all(waiting);
    expect(got).toEqual(['b', 'c']);
  });

  it('are not waited for for long', async () => {
    const places = await full(1);
    expect(await places.take('b')).toBe(false);
    places.giveBack('taken 0');
    expect(await places.take('c')).toBe(true);
  });

  it('are not waited for by more than are to be expected', async () => {
    const [stuck, late] = [await full(1, 0), await full(1)];
    now += 110;
    const crowded = await full(1, 2);
    const answers: (boolean | 'waits')[] = [];
    for (const taken of [stuck.take('b'), late.take('b'), crowded.take('b'), crowded.take('c'), crowded.take('d')]) {
      answers.push(await Promise.race([taken, Promise.resolve().then(() => 'waits' as const)]));
    }
    expect(answers).toEqual([false, false, 'waits', 'waits', false]);
  });

  it('go to the next one where a conversation that waits has one by then', async () => {
    const places = await full(2);
    const waiting = [places.take('b'), places.take('b'), places.take('c')];
    places.giveBack('taken 0');
    places.giveBack('taken 1');
    expect(await Promise.all(waiting)).toEqual([true, false, true]);
  });
});
