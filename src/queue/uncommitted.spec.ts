import { describe, expect, it } from '@jest/globals';
import { Uncommitted } from './uncommitted.js';

describe('what is handled before those before it are committed', () => {
  const soon = () => new Promise<string>((resolve) => setImmediate(resolve, 'waits'));
  const stateOf = (waiting: Promise<void>) => Promise.race([waiting.then(() => 'goes on'), soon()]);

  it('waits in its conversation, and in no other', async () => {
    const uncommitted = new Uncommitted();
    const settle = uncommitted.add('a');
    const waiting = [uncommitted.wait('a'), uncommitted.wait('b')];
    expect(await Promise.all(waiting.map(stateOf))).toEqual(['waits', 'goes on']);
    settle(true);
    expect(await stateOf(waiting[0])).toBe('goes on');
    await expect(uncommitted.wait('a')).resolves.toBeUndefined();
  });

  it('is refused where they could not be committed', async () => {
    const uncommitted = new Uncommitted();
    const settle = uncommitted.add('a');
    const refused = expect(uncommitted.wait('a')).rejects.toThrow('a: what its last messages came to could not be committed');
    settle(false);
    await refused;
    await expect(uncommitted.wait('a')).resolves.toBeUndefined();
  });

  it('waits for the turn that took over, whatever the one before says then', async () => {
    const uncommitted = new Uncommitted();
    const zombie = uncommitted.add('a');
    const settle = uncommitted.add('a');
    zombie(false);
    const waiting = uncommitted.wait('a');
    settle(true);
    await expect(waiting).resolves.toBeUndefined();
  });
});
