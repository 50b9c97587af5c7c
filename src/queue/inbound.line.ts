import type { Outcome, Remembered } from '../bot-kit/index.js';
import { outboundBody, type InboundEntry, type OutboundEntry } from './entries.js';
import { HeldLine } from './held-line.js';
import { shardsOf } from './keys.js';
import { parseNext, type Head, type Next, type RawNext } from './next.js';
import { Script } from './scripts.js';

type RawCommitted = [wake: number, begun: string[], beganAt: string, ...RawNext];

const commitScript = new Script<RawCommitted | RawNext>('commit');

/** What a handler came to. */
export interface Handled {
  head: Head<InboundEntry>;
  replies: OutboundEntry[];
  memory: Outcome['memory'];
}

export interface CommitOptions {
  /** Hand out the next head, and so many of those behind it; left out: none. */
  handOut?: { behind: number };
  /** The member that is to be the next head, whatever came before it meanwhile: its handler runs already. */
  nextHead?: string;
  /** Begin the first replies, should the outbound line stand idle. */
  begin?: Beginning;
}

/** Under which fence replies are begun, and how many at most. */
export interface Beginning {
  fence: string;
  atMost: number;
}

export interface Committed {
  next: Next<InboundEntry>;
  /** The replies stand in a line that had no work before. */
  wakeOutbound: boolean;
  /** The first replies, marked as being sent: whoever committed them sends them. */
  begun: Head<OutboundEntry>[];
}

export class InboundLine extends HeldLine<InboundEntry> {
  /**
   * All or nothing, and only if this turn still holds the line: the messages out, the memory written, the replies in line.
   * @param handled the head, and those behind it in their order.
   */
  async commit(handled: Handled[], { handOut, nextHead = '', begin = { fence: '', atMost: 0 } }: CommitOptions): Promise<Committed> {
    const { side, shard, memories } = this.keys;
    const args = [this.conversation, this.fence, handOut ? String(handOut.behind) : '', nextHead, begin.fence, String(begin.atMost), String(handled.length)];
    for (const { head, memory } of handled) {
      args.push(head.member, encodeURIComponent(head.entry.message.sender), ...remember(memory?.conversation), ...remember(memory?.person));
    }
    const replies = handled.flatMap((one) => one.replies);
    for (const reply of replies) args.push(reply.id, outboundBody(reply));
    return parseCommitted(await commitScript.run(this.redis, [side, shardsOf('outbound')[shard].side, memories], args), replies);
  }
}

/** Value and time to live as the script takes them: '' leaves what is there, 0 ms forgets it. */
function remember(remembered: Remembered | null | undefined): [string, string] {
  if (remembered === null) return ['', '0'];
  if (remembered === undefined) return ['', '-1'];
  return [JSON.stringify(remembered.value), String(Math.max(1, Math.round(remembered.ttlMs)))];
}

function parseCommitted(raw: RawCommitted | RawNext, replies: OutboundEntry[]): Committed {
  if (!hasCommitted(raw)) return { next: parseNext(raw), wakeOutbound: false, begun: [] };
  const [wake, members, beganAt, ...rest] = raw;
  const next: Next<InboundEntry> = rest.length === 0 ? { kind: 'done' } : parseNext(rest);
  return { next, wakeOutbound: wake > 0, begun: members.map((member, i) => begunHead(replies[i], member, beganAt)) };
}

function hasCommitted(raw: RawCommitted | RawNext): raw is RawCommitted {
  return typeof raw[0] !== 'string';
}

/** As the line would hand it out; what was just written into it need not be read back. */
function begunHead(entry: OutboundEntry, member: string, beganAt: string): Head<OutboundEntry> {
  return { member, entry, starts: 1, errors: 0, error: '', beganAt, beganMsAgo: 0, memory: { conversation: '', person: '' } };
}
