import { botOptionsOf } from '../../bot-kit/index.js';
import { bots } from '../../bots/bots.js';
import type { Credentials } from '../../config/config.js';
import type { CometChatApi } from './cometchat-api.js';

export const ALICE = 'alice';
export const GROUP = 'stargazers';

/** Names as a person reads them. */
export const names = new Map([[ALICE, 'Alice'], [GROUP, 'Stargazers']]);

/** What one does once for a real app: a user and a bot for each of ours, and here also a person and a group to talk in. */
export async function createTheCast(api: CometChatApi, halley: string, { username, password }: Credentials): Promise<void> {
  const uids: string[] = [];
  for (const { uid, groupChatSetting } of bots.map((bot) => botOptionsOf(bot))) {
    await api.createUser(uid, uid);
    await api.createBot({ uid, webhookURL: `${halley}/webhook/${uid}`, groupChatSetting, useBasicAuth: true, username, password });
    await api.enableBot(uid);
    uids.push(uid);
  }
  await api.createUser(ALICE, 'Alice');
  // An echo of every message would drown the conversation.
  await api.createGroup(GROUP, 'Stargazers', [ALICE, ...uids.filter((uid) => uid !== 'echo_bot')]);
}
