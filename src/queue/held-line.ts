import type { Redis } from 'ioredis';
import { entryIn } from './entries.js';
import { keysOf, type ShardKeys, type Side } from './keys.js';
import { parseNext, type Head, type Next, type RawNext } from './next.js';
import { Script } from './scripts.js';

const takeScript = new Script<RawNext>('take');
const finishScript = new Script<RawNext>('finish');
const postponeScript = new Script<'waiting' | 'fenced'>('postpone');
const togetherScript = new Script<string[]>('together');

/** Messages that were marked "being sent" with others, and were not sent: their mark, and their members. */
export interface Unsent {
  beganAt: string;
  members: string[];
}

export interface Postponement {
  ms: number;
  /** The failure, if there was one. */
  error?: string;
  /** Spends one of the attempts. */
  failed?: boolean;
  /** The outcome of the sending is unknown: leave the mark "being sent". */
  keepMark?: boolean;
  unsent?: Unsent;
}

export interface Finishing {
  /** True where it happened whoever holds the line, such as a reply that CometChat has. */
  isFact: boolean;
  /** Hand out the next head. */
  takeNext: boolean;
  /** And so many of those behind it. */
  behind?: number;
  unsent?: Unsent;
}

const flag = (value: boolean | undefined) => (value ? '1' : '0');
const flat = (unsent: Unsent | undefined) => (unsent && unsent.members.length > 0 ? [unsent.beganAt, ...unsent.members] : []);

/**
 * A line as the turn that holds it sees it. Whoever takes the line next shuts this turn out: every call then gives
 * `fenced`, and the turn has to end without another word.
 */
export class HeldLine<Entry> {
  protected readonly keys: ShardKeys;

  constructor(
    protected readonly redis: Redis,
    private readonly side: Side,
    readonly conversation: string,
    protected readonly fence: string,
  ) {
    this.keys = keysOf(side, conversation);
  }

  /**
   * Becomes the holder and gets the head.
   * @param behind how many of those behind it to get as well.
   */
  claim(behind = 0): Promise<Next<Entry>> {
    return this.take(true, behind);
  }

  /** Gets the head again; still the holder? */
  retake(behind = 0, unsent?: Unsent): Promise<Next<Entry>> {
    return this.take(false, behind, unsent);
  }

  /** Takes messages out of line for good. */
  finish(members: string[], { isFact, takeNext, behind = 0, unsent }: Finishing): Promise<Next<Entry>> {
    const handOut = takeNext ? String(behind) : '';
    const args = [this.conversation, this.fence, flag(!isFact), handOut, this.mark, String(members.length), ...members, ...flat(unsent)];
    return finishScript.run(this.redis, [this.keys.side, this.keys.memories], args).then(parseNext<Entry>);
  }

  /** Leaves the head where it is, not to be touched before `ms` have passed. */
  async postpone(head: Head<Entry>, { ms, error, failed, keepMark, unsent }: Postponement): Promise<Next<Entry>> {
    const args = [this.conversation, this.fence, head.member, String(Math.round(ms)), error ?? '', flag(failed), flag(keepMark), ...flat(unsent)];
    const answer = await postponeScript.run(this.redis, [this.keys.side], args);
    return answer === 'fenced' ? { kind: 'fenced' } : { kind: 'wait', ms: Math.round(ms) };
  }

  /** The message and those of its group right behind it: the parts of one answer. */
  async together(member: string): Promise<{ member: string; entry: Entry }[]> {
    const flat = await togetherScript.run(this.redis, [this.keys.side], [this.conversation, member]);
    return Array.from({ length: flat.length / 2 }, (_, i) => ({ member: flat[2 * i], entry: entryIn<Entry>(flat[2 * i + 1]) }));
  }

  private take(claim: boolean, behind: number, unsent?: Unsent): Promise<Next<Entry>> {
    const { side, memories } = this.keys;
    const args = [this.conversation, this.fence, flag(claim), this.mark, String(behind), ...flat(unsent)];
    return takeScript.run(this.redis, [side, memories], args).then(parseNext<Entry>);
  }

  /** Only a reply is marked as being sent. */
  private get mark(): string {
    return flag(this.side === 'outbound');
  }
}
