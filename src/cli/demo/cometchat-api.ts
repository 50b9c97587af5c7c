import type { HalleyConfig } from '../../config/config.js';

export interface StoredMessage {
  id: string;
  sender: string;
  type: string;
  parentId?: string;
  data: { text?: string; attachments?: { name?: string; url: string }[] };
}

/** The few calls of CometChat's REST API that the demo makes, as a person's app and backend would. */
export class CometChatApi {
  constructor(private readonly config: HalleyConfig['cometchat']) {}

  async countBots(): Promise<number> {
    return ((await this.call('GET', '/bots')) as unknown[]).length;
  }

  createUser(uid: string, name: string) {
    return this.call('POST', '/users', { uid, name });
  }

  createBot(bot: object) {
    return this.call('POST', '/bots', bot);
  }

  enableBot(uid: string) {
    return this.call('PUT', `/bots/${uid}`, { enabled: true });
  }

  createGroup(guid: string, name: string, participants: string[]) {
    return this.call('POST', '/groups', { guid, name, type: 'public', members: { participants } });
  }

  async send(sender: string, message: object): Promise<StoredMessage> {
    return (await this.call('POST', '/messages', message, sender)) as StoredMessage;
  }

  /** What came into a conversation after a message, as one of its people sees it. */
  async after(id: string, conversation: { receiver: string; receiverType: string }, viewer: string): Promise<StoredMessage[]> {
    const list = conversation.receiverType === 'group' ? 'groups' : 'users';
    return (await this.call('GET', `/${list}/${conversation.receiver}/messages?affix=append&id=${id}`, undefined, viewer)) as StoredMessage[];
  }

  private async call(method: string, path: string, body?: object, onBehalfOf?: string): Promise<unknown> {
    const answer = await fetch(`${this.config.apiUrl}${path}`, {
      method,
      headers: { apikey: this.config.apiKey, 'content-type': 'application/json', ...(onBehalfOf && { onBehalfOf }) },
      body: body && JSON.stringify(body),
    });
    const { data, error } = (await answer.json()) as { data?: unknown; error?: { message: string } };
    if (!answer.ok) throw new Error(`${method} ${path} was refused with ${answer.status}: ${error?.message ?? 'no reason given'}`);
    return data;
  }
}
