import { replaceOnce } from './clock.js';
import type { Rewrite } from './stepped-redis.js';

/** What is broken on purpose, in the test alone. */
export interface Mutant {
  rewrite?: Rewrite;
  /** CometChat is asked, and whatever it has is overlooked. */
  blind?: boolean;
  neverSweeps?: boolean;
}

const SEEN_BEFORE = 'isSeen(KEYS[2], fingerprint)';
const PUT = 'put(line, memberOf(line, id), body)';

const marksThenPuts: Rewrite = (script, lua) => (script === 'accept' ? [replaceOnce(lua, PUT, '0'), replaceOnce(lua, SEEN_BEFORE, 'false')] : [lua]);

const MARKS_OF_TAKE = "redis.call('HSET', line.hash, unpack(marks))";
const MARKS_OF_COMMIT = "fields[#fields + 1], fields[#fields + 2] = 'b:' .. begun[i], mark";

const marksTheHeadAlone: Rewrite = (script, lua) => {
  const marked = replaceOnce(lua, MARKS_OF_TAKE, '');
  return [script === 'commit' ? replaceOnce(marked, MARKS_OF_COMMIT, "if i == 1 then fields[#fields + 1], fields[#fields + 2] = 'b:' .. begun[i], mark end") : marked];
};

const instead = (of: string, found: string, by: string): Rewrite => (script, lua) => [script === of ? replaceOnce(lua, found, by) : lua];

export const MUTANTS = {
  'without the fence': { rewrite: (_, lua) => [replaceOnce(lua, 'return state.fence == fence', 'return true')] },
  'without the look-up': { blind: true },
  'without the sweeper': { neverSweeps: true },
  'that marks a message as seen before it is in line': { rewrite: marksThenPuts },
  'that marks the head alone of those that are begun together': { rewrite: marksTheHeadAlone },
  'that posts a letter again': { rewrite: instead('post', 'isSeen(KEYS[2], ARGV[2])', 'false') },
  'that replays what is on its way out': { rewrite: instead('enter', 'return -1', 'break') },
} satisfies Record<string, Mutant>;
