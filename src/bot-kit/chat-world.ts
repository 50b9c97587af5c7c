import { compileBot } from './compile-bot.js';
import type { Class } from './class.js';
import type { CompiledBot, Memory, Remembered } from './compiled-bot.js';
import { FORM_CATEGORY } from './form-submission.js';
import { groupSettingAllows } from './group-setting-allows.js';
import type { Handoff } from './handoff.js';
import { History, type PastMessage } from './history.js';
import type { House } from './house.js';
import type { IncomingMessage } from './incoming-message.js';
import { textOf } from './message-content.js';
import { tapsOn } from './offered-taps.js';
import type { Reply } from './reply.js';

/** Where the forms of a test submit to; nothing is ever sent there. */
export const FORMS = { url: 'https://halley.test/forms', secret: 'secret of the test' };

/** The time of a test: it stands still until it is moved. */
export class FakeClock {
  constructor(public now = Date.UTC(2026, 0, 1)) {}

  advance(ms: number): void {
    this.now += ms;
  }
}

/** What was said in a test, as CometChat's List Messages would tell it. */
class RecordedHistory extends History {
  private readonly said = new Map<string, PastMessage[]>();

  add(conversation: string, message: PastMessage): void {
    this.said.set(conversation, [...(this.said.get(conversation) ?? []), message]);
  }

  override before(message: IncomingMessage, limit: number): Promise<PastMessage[]> {
    const said = this.said.get(conversationOf(message)) ?? [];
    return Promise.resolve(said.filter(({ id }) => Number(id) < Number(message.id)).slice(-limit));
  }
}

/** What all sides of a test conversation share: the bot, the clock, and what is remembered. */
export class ChatWorld {
  readonly clock = new FakeClock();
  readonly bot: CompiledBot;
  /** What the handoff webhook was told. */
  readonly handoffs: Handoff[] = [];
  private readonly history = new RecordedHistory();
  private readonly remembered = new Map<string, Remembered & { since: number }>();
  private readonly taps = new Map<string, Map<string, string>>();
  private lastId = 0;

  readonly botClass: Class;

  constructor(bot: object, house: Partial<House>) {
    this.botClass = bot.constructor as Class;
    this.bot = compileBot(bot, {
      now: () => this.clock.now,
      history: this.history,
      forms: () => FORMS,
      tellOfHandoff: (_url, handoff) => Promise.resolve(void this.handoffs.push(handoff)),
      ...house,
    });
  }

  nextId(): string {
    return String(++this.lastId);
  }

  /** Runs the bot as Halley would, and keeps what it wants remembered. */
  async deliver(message: IncomingMessage): Promise<Reply[]> {
    const { uid, aliases, groupChatSetting } = this.bot;
    const isSubmission = message.category === FORM_CATEGORY;
    if (!isSubmission && !groupSettingAllows(groupChatSetting, message, [uid, ...aliases])) return [];
    const { signal } = new AbortController();
    const [conversation, person] = keysOf(message);
    const run = { message, memory: this.memoryOf(message), signal, attempt: 1 };
    const { replies, memory } = await this.bot.run(run);
    this.keep(conversation, memory?.conversation);
    this.keep(person, memory?.person);
    this.record(message, replies);
    return replies;
  }

  memoryOf(where: Whereabouts): Memory {
    const [conversation, person] = keysOf(where).map((key) => this.recall(key));
    return { ...(conversation && { conversation: conversation.value }), ...(person && { person: person.value }) };
  }

  /** What the bot has offered to tap in this conversation: what a tap sends, by what is written on it. */
  tapsIn(where: Whereabouts): ReadonlyMap<string, string> {
    return this.taps.get(conversationOf(where)) ?? new Map();
  }

  private record(message: IncomingMessage, replies: readonly Reply[]): void {
    const { id, sender, category, type, data } = message;
    const written = [{ id, sender, category, type, text: textOf(message), data }];
    const answered = replies.map((reply): PastMessage => ({
      id: this.nextId(), sender: this.bot.uid, category: 'message', type: reply.kind, text: reply.text ?? '', data: { text: reply.text ?? '' },
    }));
    for (const said of [...written, ...answered]) this.history.add(conversationOf(message), said);
    this.taps.set(conversationOf(message), new Map([...this.tapsIn(message), ...replies.flatMap(tapsOn)]));
  }

  private recall(key: string): Remembered | undefined {
    const kept = this.remembered.get(key);
    return kept && kept.since + kept.ttlMs > this.clock.now ? structuredClone(kept) : undefined;
  }

  private keep(key: string, value: Remembered | null | undefined): void {
    if (value === null) this.remembered.delete(key);
    else if (value) this.remembered.set(key, { ...structuredClone(value), since: this.clock.now });
  }
}

type Whereabouts = Pick<IncomingMessage, 'receiverType' | 'receiver' | 'sender'>;

function conversationOf({ receiverType, receiver, sender }: Whereabouts): string {
  return receiverType === 'group' ? `group ${receiver}` : `user ${sender}`;
}

function keysOf(where: Whereabouts): [string, string] {
  return [conversationOf(where), `${conversationOf(where)}, ${where.sender}`];
}
