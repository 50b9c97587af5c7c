import { Avatar } from './avatar.js';
import { html } from './html.js';
import { Icon, IconButton } from './icons.js';
import { openDialog } from './panes.js';
import { change, state } from './store.js';
import { conversationOf, messagesOf, nameOf, open, titleOf } from './talk.js';
import { summary, timeOf } from './text.js';

export function Sidebar() {
  return html`<nav class="sidebar" aria-label="Chats">
    <header class="bar">
      <img class="logo" src="/page/comet.svg" alt="" width="28" height="28" />
      <h1>Playground</h1>
      <${SwitchesButton} />
    </header>
    <${Me} />
    <div class="scroll">
      <${Section} title="Bots" peers=${botPeers()} add="newBot" addLabel="Connect a bot"
        empty="No bot yet. Connect one by the address of its webhook, or create it over the API." />
      <${Section} title="Groups" peers=${groupPeers()} add="newGroup" addLabel="New group with bots"
        empty="You are in no group. Make one with bots in it." />
      <${Section} title="People" peers=${peoplePeers()} add="newUser" addLabel="New user" empty="Nobody else has written to you." />
    </div>
  </nav>`;
}

function SwitchesButton() {
  const turned = state.switches.filter(({ differs }) => differs).length;
  const label = turned === 0 ? 'Switches: all at their default' : `Switches: ${turned} turned`;
  return html`<button type="button" class=${`icon-button switches-button ${turned ? 'turned' : ''}`} title=${label} aria-label=${label}
    onClick=${() => openDialog('switches')}>
    <${Icon} name="sliders" />${turned > 0 && html`<span class="count">${turned}</span>`}
  </button>`;
}

function Me() {
  const people = [...state.users.values()].filter(({ uid }) => !state.bots.has(uid));
  if (state.ready && people.length === 0) {
    return html`<div class="me"><button type="button" class="primary wide" onClick=${() => openDialog('newUser')}>Create a user to write as</button></div>`;
  }
  return html`<label class="me">
    <${Avatar} uid=${state.me ?? ''} size="small" />
    <span class="who"><span class="hint">You are</span><span class="name">${nameOf(state.me ?? '…')}</span></span>
    <select aria-label="Who you are" value=${state.me} onChange=${(event) => change({ me: event.target.value, picked: undefined, thread: undefined })}>
      ${people.map(({ uid, name }) => html`<option key=${uid} value=${uid} selected=${uid === state.me}>${name}</option>`)}
    </select>
    <span class="chevron" aria-hidden="true">▾</span>
  </label>`;
}

const botPeers = () => byActivity([...state.bots.keys()].map((receiver) => ({ receiverType: 'user', receiver })));
const groupPeers = () =>
  byActivity([...state.groups.values()].filter(({ members }) => members.includes(state.me)).map(({ guid }) => ({ receiverType: 'group', receiver: guid })));

function peoplePeers() {
  const others = [...state.users.keys()].filter((uid) => uid !== state.me && !state.bots.has(uid));
  return byActivity(others.map((receiver) => ({ receiverType: 'user', receiver }))).filter(({ last }) => last);
}

function byActivity(peers) {
  const listed = peers.map((peer) => ({ peer, last: messagesOf(peer).filter(({ category, type }) => category !== 'action' || type !== 'message').at(-1) }));
  return listed.sort((a, b) => Number(b.last?.id ?? 0) - Number(a.last?.id ?? 0));
}

function Section({ title, peers, add, addLabel, empty }) {
  return html`<section class="chats">
    <header><h2>${title}</h2><${IconButton} icon="plus" label=${addLabel} onClick=${() => openDialog(add)} /></header>
    ${peers.length === 0 && state.ready && html`<p class="empty">${empty}</p>`}
    <ul>${peers.map(({ peer, last }) => html`<${Row} key=${peer.receiver} peer=${peer} last=${last} />`)}</ul>
  </section>`;
}

function Row({ peer, last }) {
  const current = state.peer?.receiver === peer.receiver && state.peer?.receiverType === peer.receiverType;
  const unread = last && !current && last.sender !== state.me && Number(state.seen[conversationOf(peer)] ?? 0) < Number(last.id);
  const isGroup = peer.receiverType === 'group';
  const disabled = state.bots.get(peer.receiver)?.enabled === false;
  return html`<li>
    <button type="button" class=${`row ${current ? 'current' : ''} ${unread ? 'unread' : ''}`} aria-current=${current ? 'true' : undefined} onClick=${() => open(peer)}>
      <${Avatar} uid=${isGroup ? undefined : peer.receiver} guid=${isGroup ? peer.receiver : undefined} />
      <span class="lines">
        <span class="top"><span class="name">${titleOf(peer)}</span>${last && html`<time>${timeOf(last)}</time>`}</span>
        <span class="preview">${disabled ? 'Disabled: hears nothing' : last ? summary(last) : 'Say hello'}</span>
      </span>
      ${unread && html`<span class="dot" aria-label="unread"></span>`}
    </button>
  </li>`;
}
