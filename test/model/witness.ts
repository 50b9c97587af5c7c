import { entryIn, type InboundEntry, type OutboundEntry } from '../../src/queue/entries.js';
import type { Side } from '../../src/queue/keys.js';
import { LineModel } from './line-model.js';
import { ReplyModel } from './reply-model.js';
import type { ScriptRun } from './stepped-redis.js';

export const partsOf = (id: number) => Array.from({ length: 1 + (id % 2) }, (_, part) => `${id}.${part}`);

/** What a handler sends beside its answer. */
export const noteOn = (messageId: string) => `note on ${messageId}`;

const OUTCOMES: ReadonlySet<unknown> = new Set(['head', 'unknown', 'wait', 'empty', 'fenced', 'done', 'gone', 'waiting']);

/** Where the arguments of a commit say how many messages it is for, and how many values each of them has. */
const [COMMITTED, EACH_COMMITTED] = [6, 6];
/** Where the arguments of a finish say how many leave; their members follow. */
const LEAVING = 5;
/** Where in what take gives those behind the head begin, and how many values each of them has. */
const [BEHIND, EACH_BEHIND] = [10, 3];

/** Where in the arguments of a script the bodies of replies or messages stand: one at the end of each so many. */
const BODIES: Record<string, { from: number; each: number }> = { post: { from: 2, each: 2 }, enter: { from: 1, each: 4 } };

/** Holds what the scripts do, and what the far side is sent and stores, against the models. */
export class Witness {
  /** How often what was seen: a test that never sees a zombie says nothing about zombies. */
  readonly seen = new Map<string, number>();
  private readonly messages = new LineModel();
  private readonly replies = new ReplyModel();
  private readonly entries = new Map<string, OutboundEntry>();
  /** What a replay has put back in line; its dead letter goes a moment later, or never where the replay was cut short. */
  private readonly replayed = new Set<string>();
  private readonly stored: string[] = [];
  /** What turns have given up on the bot's side: turn and messages. */
  private readonly finished = new Set<string>();
  private violation?: Error;

  note(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  /** Not thrown where it is seen: the code under test would catch it. */
  throwIfViolated(): void {
    if (this.violation) throw this.violation;
  }

  watch(run: ScriptRun): void {
    const [side] = /inbound|outbound/.exec(run.keys[0]) ?? [''];
    const [kind] = run.answer;
    this.note(`${side} ${run.script}${OUTCOMES.has(kind) ? ` -> ${kind}` : ''}`);
    try {
      if (run.keys[0].endsWith(':inbound' satisfies `:${Side}`) || run.script === 'accept') this.followMessages(run);
      else this.followReplies(run);
    } catch (error) {
      this.violation ??= error as Error;
    }
  }

  send(tag: string, now: number): void {
    if (now > this.entries.get(tag)!.deadline) this.violation ??= new Error(`reply ${this.textOf(tag)} is sent past its deadline`);
  }

  store(text: string): void {
    const { order } = this.replies;
    const [place, last] = [order.indexOf(text), this.stored.at(-1)];
    if (this.stored.includes(text)) this.violation ??= new Error(`reply ${text} is doubled`);
    else if (place < 0) this.violation ??= new Error(`reply ${text} was sent and never committed`);
    else if (last !== undefined && place < order.indexOf(last)) this.violation ??= new Error(`reply ${text} comes after ${last}`);
    this.stored.push(text);
  }

  /** When nothing goes wrong any more and nothing moves any more. */
  settled(dead: ReadonlyMap<string, { unknown: boolean }>): void {
    this.throwIfViolated();
    if (this.messages.waiting.size > 0) throw new Error(`lost: ${[...this.messages.waiting].join()}`);
    for (const text of this.replies.order) {
      const letter = dead.get(text);
      const isStored = this.stored.includes(text);
      if (!letter && !isStored) throw new Error(`reply ${text} is lost`);
      if (letter && !letter.unknown && isStored && !this.replayed.has(text)) throw new Error(`reply ${text} is stored and a dead letter`);
    }
  }

  private followMessages(run: ScriptRun): void {
    const { script, args, answer } = run;
    const [, fence] = args;
    switch (script) {
      case 'accept':
        return this.agree('acceptance', answer[0] === 0 ? 'duplicate' : 'accepted', this.messages.arrive(Number(args[2])));
      case 'enter':
        if (answer[0] === -1) return;
        for (const { message } of bodiesOf<InboundEntry>(run)) this.messages.enter(Number(message.id));
        return;
      case 'take':
        if (args[2] === '1') this.messages.claim(fence);
        return this.handedOut(answer);
      case 'commit':
        if (answer[0] === 'gone' || answer[0] === 'fenced') return;
        this.messages.end(fence, committed(args).map(Number), Number(args[3]));
        for (const entry of bodiesOf<OutboundEntry>(run)) this.enter(entry);
        if (hasSeveral(answer[1])) this.note('begun together by a commit');
        return this.handedOut(answer.slice(3));
      case 'finish':
        if (answer[0] === 'fenced') return;
        // Only the very same may come twice: the connection broke before its answer came.
        if (!this.finished.has(`${fence} ${leaving(args).join()}`)) this.messages.end(fence, leaving(args).map(Number));
        this.finished.add(`${fence} ${leaving(args).join()}`);
        return this.handedOut(answer);
    }
  }

  private followReplies(run: ScriptRun): void {
    const { script, args, answer } = run;
    if ((script === 'take' || script === 'finish') && answer.length > BEHIND) this.note('begun together');
    switch (script) {
      case 'post':
        return this.followPost(bodiesOf<OutboundEntry>(run)[0], answer[0] === 0 ? 'posted before' : 'posted');
      case 'enter':
        if (answer[0] === -1) return;
        for (const entry of bodiesOf<OutboundEntry>(run)) {
          this.replayed.add(entry.reply.text ?? '');
          this.enter(entry);
        }
        return;
      case 'finish':
        if (args[2] === '1' && answer[0] === 'fenced') return;
        for (const member of leaving(args)) this.replies.leave(this.textOf(member.slice(member.indexOf(':') + 1)));
    }
  }

  private followPost(entry: OutboundEntry, outcome: 'posted' | 'posted before'): void {
    const { head = 0 } = this.messages;
    const notedOn = /^note on (.*)$/.exec(entry.reply.text ?? '')?.[1];
    if (notedOn !== undefined && outcome === 'posted') this.agree('a note before its time', notedOn, String(head));
    if (outcome === 'posted') this.entries.set(entry.id, entry);
    this.agree('letter', outcome, this.replies.post(entry.reply.text ?? ''));
  }

  private enter(entry: OutboundEntry): void {
    const { text = '' } = entry.reply;
    if (this.replies.enter(text, this.stored.includes(text))) this.entries.set(entry.id, entry);
  }

  private textOf(replyId: string): string {
    return this.entries.get(replyId)!.reply.text ?? '';
  }

  private handedOut([kind, member, ...rest]: ScriptRun['answer']): void {
    if (kind !== 'head') return;
    const behind = rest.slice(BEHIND - 2).filter((_, i) => i % EACH_BEHIND === 0).map(Number);
    if (behind.length > 0) this.note('handed out with those behind');
    this.agree('head', [member, ...behind].map(Number).join(), this.messages.take(behind.length).join());
  }

  private agree<T>(what: string, real: T, modelled: T): void {
    if (real !== modelled) throw new Error(`${what}: the line says ${String(real)}, the model ${String(modelled)}`);
  }
}

const hasSeveral = (begun: unknown) => Array.isArray(begun) && begun.length > 1;

const leaving = (args: string[]) => args.slice(LEAVING + 1, LEAVING + 1 + Number(args[LEAVING]));

const committed = (args: string[]) => Array.from({ length: Number(args[COMMITTED]) }, (_, i) => args[COMMITTED + 1 + i * EACH_COMMITTED]);

function bodiesOf<Entry>({ script, args }: ScriptRun): Entry[] {
  const { from, each } = BODIES[script] ?? { from: COMMITTED + 1 + committed(args).length * EACH_COMMITTED, each: 2 };
  const bodies = args.slice(from).filter((_, i) => i % each === each - 1);
  return bodies.map((body) => entryIn<Entry>(body));
}
