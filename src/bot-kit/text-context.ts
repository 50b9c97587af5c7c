import type { JsonObject } from './json.js';
import { MessageContext } from './message-context.js';
import type { Turn } from './turn.js';

/**
 * What `@OnText` handlers get. Name the groups of your pattern to have them typed.
 *
 * @example
 * @OnText(/order (?<number>\d+)/i)
 * order({ groups }: TextContext) { return `You asked about order ${groups.number}.`; }
 */
export class TextContext<Session extends object = JsonObject, Group extends string = string> extends MessageContext<Session> {
  /** What `RegExp.exec` found. */
  readonly match: RegExpExecArray;
  /** The named groups of the match; a group that took no part is an empty string. */
  readonly groups: Readonly<Record<Group, string>>;

  constructor(turn: Turn, match: RegExpExecArray) {
    super(turn);
    this.match = match;
    const found = Object.entries(match.groups ?? {}).map(([name, value]) => [name, (value as string | undefined) ?? '']);
    this.groups = Object.fromEntries(found) as Record<Group, string>;
  }
}
