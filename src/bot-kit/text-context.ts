import { MessageContext } from './message-context.js';
import type { Turn } from './turn.js';

/** Has a name for the messages of the compiler: "Property 'nmber' does not exist on type 'NamedGroups<"number">'". */
type NamedGroups<Name extends string> = { readonly [Group in Name]: string };

/**
 * What `@OnText` handlers get. `groups` has what is named in both places, here and in `@OnText`: the compiler holds one
 * against the other. `TextContext<'number'>`, `TextContext<Cart>` and `TextContext<Cart, 'number'>` all do.
 *
 * @example
 * @OnText(/order (?<number>\d{1,12})/i, 'number')
 * order({ groups }: TextContext<'number'>) { return `You asked about order ${groups.number}.`; }
 */
export class TextContext<Session extends object | string = object, Group extends string = Extract<Session, string>> extends MessageContext<
  Session extends object ? Session : object
> {
  /** What `RegExp.exec` found. The names in `match.groups` are not checked. */
  readonly match: RegExpExecArray;
  /** The groups that `@OnText` names; one that took no part is an empty string. */
  readonly groups: NamedGroups<Group>;

  constructor(turn: Turn, match: RegExpExecArray, names: readonly Group[]) {
    super(turn);
    this.match = match;
    const found: Partial<Record<string, string>> = match.groups ?? {};
    this.groups = Object.fromEntries([...Object.keys(found), ...names].map((name) => [name, found[name] ?? ''])) as NamedGroups<Group>;
  }
}
