/** The bot that every variant plays: it says what it was told. */
export const BOT = 'echo_bot';
export const APP_ID = '0123456789abcdef';
export const AUTHORIZATION = `Basic ${Buffer.from('bench:bench-password').toString('base64')}`;

/** The text of a message, by which its reply is known again. */
export const textOf = (id: number) => `message ${id} of a person who wants to know something`;
export const idOf = (text: string) => Number(text.split(' ')[1]);

/** A callback with everything that CometChat sends with a text: about 1.4 KB. */
export function callback(id: number, sender: string): string {
  const sentAt = 1_790_000_000 + Math.floor(id / 1_000);
  return JSON.stringify({
    trigger: 'after_message',
    data: {
      id: String(id),
      muid: `muid_${id}`,
      conversationId: `${sender}_user_${BOT}`,
      sender,
      receiverType: 'user',
      receiver: BOT,
      category: 'message',
      type: 'text',
      data: {
        text: textOf(id),
        resource: 'WEB-4_0_10-2f0d5a6c-1b9e-4c55-9a53-0f6f7f1f2c11-1790000000000',
        metadata: { '@injected': { extensions: { 'link-preview': { links: [] } } } },
        entities: {
          sender: { entity: { uid: sender, name: `Person ${sender}`, avatar: 'https://example.test/avatars/sender.png', role: 'default', status: 'online', lastActiveAt: sentAt - 60 }, entityType: 'user' },
          receiver: { entity: { uid: BOT, name: 'Echo', avatar: 'https://example.test/avatars/bot.png', role: 'default', status: 'offline', conversationId: `${sender}_user_${BOT}` }, entityType: 'user' },
        },
      },
      sentAt,
      updatedAt: sentAt,
    },
    appId: APP_ID,
    origin: { platform: 'web', language: 'reactjs', resource: 'chat-widget' },
    chatAPIVersion: '3.0',
    region: 'eu',
    bot: BOT,
  });
}

/** Makes such callbacks for a load that must not cost as much as what it measures: all of one second, in ASCII alone. */
export function callbackMaker(): (id: number, sender: string) => string {
  const [id, sender] = [8_888_888, 'the-sender'];
  const pieces = callback(id, sender).split(new RegExp(`(${id}|${sender})`));
  return (newId, newSender) => {
    let body = '';
    for (const piece of pieces) body += piece === sender ? newSender : piece === String(id) ? newId : piece;
    return body;
  };
}
