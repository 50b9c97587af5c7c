import { setTimeout as sleep } from 'node:timers/promises';
import { ALICE, GROUP, names } from './cast.js';
import type { CometChatApi, StoredMessage } from './cometchat-api.js';

const ANSWER_TIMEOUT_MS = 30_000;

interface Line {
  receiver: string;
  receiverType: 'user' | 'group';
  /** Who is to answer. */
  bot: string;
  message: { category: 'message'; type: string; data: StoredMessage['data'] };
}

const text = (words: string): Line['message'] => ({ category: 'message', type: 'text', data: { text: words } });
const comet = { name: 'comet.jpg', url: 'https://example.org/comet.jpg', mimeType: 'image/jpeg', extension: 'jpg', size: '48213' };

const lines: Line[] = [
  { receiver: 'echo_bot', receiverType: 'user', bot: 'echo_bot', message: text('Hello, Halley!') },
  { receiver: 'gallery_bot', receiverType: 'user', bot: 'gallery_bot', message: { category: 'message', type: 'image', data: { attachments: [comet] } } },
  { receiver: 'support_bot', receiverType: 'user', bot: 'support_bot', message: text('/help') },
  { receiver: GROUP, receiverType: 'group', bot: 'gallery_bot', message: text('<@uid:gallery_bot> when does it come back?') },
];

/** Lets Alice write, and says what is written as a person would read it. Throws when an answer does not come. */
export async function converse(api: CometChatApi, say: (line: string) => void): Promise<void> {
  for (const { receiver, receiverType, bot, message } of lines) {
    say(asRead(ALICE, receiver, message.data));
    const startedAt = Date.now();
    const sent = await api.send(ALICE, { receiver, receiverType, ...message });
    const answer = await answerOf(api, bot, sent, { receiver, receiverType });
    const to = receiverType === 'group' ? receiver : ALICE;
    say(`${asRead(bot, to, answer.data, answer.parentId)}   (${Date.now() - startedAt} ms)`);
  }
}

async function answerOf(api: CometChatApi, bot: string, sent: StoredMessage, conversation: Pick<Line, 'receiver' | 'receiverType'>): Promise<StoredMessage> {
  for (const until = Date.now() + ANSWER_TIMEOUT_MS; Date.now() < until; await sleep(5)) {
    const answer = (await api.after(sent.id, conversation, ALICE)).find(({ sender }) => sender === bot);
    if (answer) return answer;
  }
  throw new Error(`${bot} did not answer message ${sent.id} within ${ANSWER_TIMEOUT_MS / 1000} s.`);
}

function asRead(from: string, to: string, { text: words, attachments = [] }: StoredMessage['data'], parentId?: string): string {
  const who = `${nameOf(from)} -> ${nameOf(to)}${parentId ? ', in the thread' : ''}:`;
  const what = [words?.replace(/<@uid:([^>]+)>/g, (_, uid: string) => `@${nameOf(uid)}`), ...attachments.map(({ name, url }) => `[${name ?? url}]`)];
  return `  ${who.padEnd(41)} ${what.filter(Boolean).join(' ')}`;
}

function nameOf(uid: string): string {
  return names.get(uid) ?? uid;
}
