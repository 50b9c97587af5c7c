import { replaceOnce } from './clock.js';
import type { Rewrite } from './stepped-redis.js';

/** What is broken on purpose, in the test alone. */
export interface Mutant {
  rewrite?: Rewrite;
  /** CometChat is asked, and whatever it has is overlooked. */
  blind?: boolean;
  neverSweeps?: boolean;
}

const SEEN_BEFORE = 'isSeen(KEYS[3], seen)';
const PUT = 'put(ids, line, index, depth, conversation, memberOf(line, id), body)';

const marksThenPuts: Rewrite = (script, lua) => (script === 'accept' ? [replaceOnce(lua, PUT, '0'), replaceOnce(lua, SEEN_BEFORE, 'false')] : [lua]);

export const MUTANTS = {
  'without the fence': { rewrite: (_, lua) => [replaceOnce(lua, "return redis.call('HGET', line, 'fence') == fence", 'return true')] },
  'without the look-up': { blind: true },
  'without the sweeper': { neverSweeps: true },
  'that marks a message as seen before it is in line': { rewrite: marksThenPuts },
} satisfies Record<string, Mutant>;
