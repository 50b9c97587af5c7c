import { notify } from './store.js';
import { open, sendText, startCall } from './talk.js';
import { safeUrl } from './text.js';

const peerOf = ({ uid, guid }) => (guid ? { receiverType: 'group', receiver: guid } : uid ? { receiverType: 'user', receiver: uid } : undefined);
/** Goes to the chat that the action names, if it names one. */
function goTo(who) {
  const peer = peerOf(who);
  if (peer) open(peer);
}

const actions = {
  sendMessage({ text, receiverUid, receiverGuid }) {
    goTo({ uid: receiverUid, guid: receiverGuid });
    void sendText(text);
  },
  chatWithUser: goTo,
  chatWithGroup: goTo,
  initiateCall(action) {
    goTo(action);
    void startCall(action.callType);
  },
  copyToClipboard: ({ value }) => void navigator.clipboard.writeText(value).then(() => notify('Copied.')),
  openUrl: ({ url }) => visit(url),
  downloadFile: ({ url }) => visit(url),
};

function visit(url) {
  if (safeUrl(url)) window.open(url, '_blank', 'noopener,noreferrer');
  else notify('The card names no web address.');
}

/** What the recipient's app does; what only the app itself can do is said. */
export function act(action = {}) {
  if (Object.hasOwn(actions, action.type)) actions[action.type](action);
  else notify(`Here the app would do: ${action.type ?? 'nothing'}.`);
}
