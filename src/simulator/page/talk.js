import { cometchat, control, upload } from './api.js';
import { change, notify, state } from './store.js';

/** What one conversation is called by CometChat. */
export function conversationOf(peer, me = state.me) {
  if (!peer) return undefined;
  if (peer.receiverType === 'group') return `group_${peer.receiver}`;
  return [me, peer.receiver].sort((a, b) => (a < b ? -1 : 1)).join('_user_');
}

export const messagesOf = (peer) => {
  const id = conversationOf(peer);
  return [...state.messages.values()].filter((message) => message.conversationId === id).sort((a, b) => a.id - b.id);
};

export const nameOf = (uid) => (uid === 'app_system' ? 'System' : (state.users.get(uid)?.name ?? uid));
export const titleOf = (peer) => (peer.receiverType === 'group' ? (state.groups.get(peer.receiver)?.name ?? peer.receiver) : nameOf(peer.receiver));

/** Shows what went wrong instead of throwing. */
export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    notify(error.message);
    return undefined;
  }
}

const muid = () => `_${Math.random().toString(36).slice(2, 11)}`;

export async function send(fields, thread = state.thread) {
  const { peer, quoting } = state;
  const body = { ...peer, category: 'message', type: 'text', muid: muid(), ...(quoting !== undefined && { quotedMessageId: quoting }), ...fields };
  const path = thread === undefined ? 'messages' : `messages/${thread}/thread`;
  const sent = await trying(() => cometchat('POST', path, body));
  if (sent && state.quoting === quoting) change({ quoting: undefined });
  return sent;
}

export const sendText = (text, thread) => send({ data: { text } }, thread);

/** One message a file, of the type the file has. */
export async function sendFile(file, text) {
  const attachment = await trying(() => upload(file));
  if (!attachment) return undefined;
  const kind = file.type.split('/')[0];
  const type = ['image', 'audio', 'video'].includes(kind) ? kind : 'file';
  return send({ type, data: { ...(text && { text }), attachments: [attachment] } });
}

export const edit = (id, text) => trying(() => cometchat('PUT', `messages/${id}`, { data: { text } }));
export const remove = (id) => trying(() => cometchat('DELETE', `messages/${id}`, {}));
export const react = (id, reaction) => trying(() => cometchat('POST', `messages/${id}/reactions/${encodeURIComponent(reaction)}`));

export const startCall = (type) => trying(() => control('POST', 'calls', { uid: state.me, ...state.peer, type }));

export async function interact(id, elementId, values = {}) {
  const done = await trying(() => control('POST', `messages/${id}/interactions`, { uid: state.me, elementId, values }));
  if (done?.status !== undefined) notify(`Submitted: the action’s URL answered ${done.status}.`);
  return done;
}

export function open(peer) {
  change({ peer, thread: undefined, quoting: undefined, view: 'chat' });
  markSeen(peer);
}

export function markSeen(peer) {
  const id = conversationOf(peer);
  const last = messagesOf(peer).at(-1)?.id;
  if (last !== undefined && state.seen[id] !== last) change({ seen: { ...state.seen, [id]: last } });
}

/** Deliveries of a message, oldest first. */
export const deliveriesOf = (messageId) => [...state.deliveries.values()].filter((delivery) => delivery.messageId === messageId);

/** The deletion and the edits of a message are messages of their own, which the chat does not show. */
export const changesOf = ({ id }) =>
  [...state.messages.values()].filter(({ category, type, data }) => category === 'action' && type === 'message' && data.entities?.on?.entity?.id === id);

const WORKING_MS = 10_000;

/** The bots that were told of something here and have not answered yet. */
export function workingBots(messages) {
  const [bots, now] = [new Set(), Date.now()];
  for (const message of messages.slice(-10)) {
    for (const { bot, state: outcome, attempts } of deliveriesOf(message.id)) {
      const since = attempts[0]?.at ?? now;
      const answered = messages.some((later) => later.sender === bot && later.storedAtMs >= since && Number(later.id) > Number(message.id));
      if (outcome === 'pending' || (outcome === 'answered' && now - since < WORKING_MS)) {
        if (!answered) bots.add(bot);
      }
    }
  }
  return [...bots];
}
