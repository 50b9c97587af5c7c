import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

describe('places on the short way', () => {
  it('are taken while there are any, by each conversation once', async () => {
    const places = new Places(2);
    expect(await Promise.all([places.take('a'), places.take('a'), places.take('b'), places.take('a')])).toEqual([true, false, true, false]);
  });

  it('go to those who wait, in the order they came', async () => {
    const places = new Places(1);
    await places.take('a');
    const got: string[] = [];
    const waiting = ['b', 'c'].map(async (name) => {
      expect(await places.take(name)).toBe(true);
      got.push(name);
    });
    places.giveBack('a');
    await waiting[0];
    expect(got).toEqual(['b']);
    places.giveBack('b');
    await Promise.all(waiting);
    expect(got).toEqual(['b', 'c']);
  });

  it('are not waited for for long', async () => {
    const places = new Places(1);
    await places.take('a');
    expect(await places.take('b')).toBe(false);
    places.giveBack('a');
    expect(await places.take('c')).toBe(true);
  });

  it('go to the next one where a conversation that waits has one by then', async () => {
    const places = new Places(1);
    await places.take('a');
    const waiting = [places.take('b'), places.take('b'), places.take('c')];
    places.giveBack('a');
    expect(await waiting[0]).toBe(true);
    places.giveBack('b');
    expect(await Promise.all(waiting.slice(1))).toEqual([true, false]);
  });
});
