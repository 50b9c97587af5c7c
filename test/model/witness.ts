import type { Side } from '../../src/queue/keys.js';
import { LineModel } from './line-model.js';
import type { ScriptRun } from './stepped-redis.js';

export const partsOf = (id: number) => Array.from({ length: 1 + (id % 2) }, (_, part) => `${id}.${part}`);

const OUTCOMES: ReadonlySet<unknown> = new Set(['head', 'unknown', 'wait', 'empty', 'fenced', 'done', 'gone', 'waiting']);

/** Holds what the scripts do, and what the far side stores, against the model. */
export class Witness {
  readonly model = new LineModel();
  /** How often what was seen: a test that never sees a zombie says nothing about zombies. */
  readonly seen = new Map<string, number>();
  private readonly stored: string[] = [];
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
      this.follow(run);
    } catch (error) {
      this.violation ??= error as Error;
    }
  }

  store(text: string): void {
    const place = this.promised.indexOf(text);
    const last = this.stored.at(-1);
    if (this.stored.includes(text)) this.violation ??= new Error(`reply ${text} is doubled`);
    else if (place < 0) this.violation ??= new Error(`reply ${text} was sent and never committed`);
    else if (last !== undefined && place < this.promised.indexOf(last)) this.violation ??= new Error(`reply ${text} comes after ${last}`);
    this.stored.push(text);
  }

  /** When nothing goes wrong any more and nothing moves any more. */
  settled(dead: ReadonlyMap<string, { unknown: boolean }>): void {
    if (this.model.waiting.size > 0) throw new Error(`lost: ${[...this.model.waiting].join()}`);
    for (const text of this.promised) {
      const letter = dead.get(text);
      if (!letter && !this.stored.includes(text)) throw new Error(`reply ${text} is lost`);
      if (letter && !letter.unknown && this.stored.includes(text)) throw new Error(`reply ${text} is stored and a dead letter`);
    }
  }

  private get promised(): string[] {
    return this.model.answered.flatMap(partsOf);
  }

  private follow({ script, keys, args, answer }: ScriptRun): void {
    if (script === 'accept') return this.agree('acceptance', answer[0] === 0 ? 'duplicate' : 'accepted', this.model.arrive(Number(args[2])));
    if (!keys[0].includes(':inbound:' satisfies `:${Side}:`)) return;
    const [, fence] = args;
    switch (script) {
      case 'take':
        if (args[2] === '1') this.model.claim(fence);
        return this.handedOut(answer);
      case 'commit':
        if (answer[0] === 'gone' || answer[0] === 'fenced') return;
        this.model.end(fence, Number(args[2]), true);
        return this.handedOut(answer.slice(3));
      case 'finish':
        if (answer[0] === 'fenced') return;
        this.model.end(fence, Number(args[5]), false);
        return this.handedOut(answer);
    }
  }

  private handedOut([kind, member]: ScriptRun['answer']): void {
    if (kind === 'head') this.agree('head', Number(member), this.model.take());
  }

  private agree<T>(what: string, real: T, modelled: T): void {
    if (real !== modelled) throw new Error(`${what}: the line says ${String(real)}, the model ${String(modelled)}`);
  }
}
