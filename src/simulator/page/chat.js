import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Avatar } from './avatar.js';
import { Bubble } from './bubble.js';
import { Composer } from './composer.js';
import { html } from './html.js';
import { IconButton } from './icons.js';
import { closeThread, focusComposer, openDialog, pick } from './panes.js';
import { change, state } from './store.js';
import { markSeen, messagesOf, nameOf, sendText, startCall, titleOf, workingBots } from './talk.js';
import { dayOf, eventText, isEvent, summary } from './text.js';

export function Chat() {
  const { peer, thread } = state;
  if (!peer || !state.me) return html`<main class="chat"><${Welcome} /></main>`;
  const all = messagesOf(peer);
  const shown = all.filter((message) => isShown(message, thread));
  useEffect(() => markSeen(peer));
  return html`<main class="chat" aria-label=${`Chat with ${titleOf(peer)}`}>
    ${thread === undefined ? html`<${PeerHeader} peer=${peer} />` : html`<${ThreadHeader} parent=${state.messages.get(thread)} />`}
    <${MessageList} key=${`${peer.receiver} ${thread}`} peer=${peer} messages=${shown} all=${all} />
    <${QuickReplies} last=${shown.at(-1)} />
    <${Composer} key=${`composer ${peer.receiver} ${thread}`} />
  </main>`;
}

/** Edits and deletions are shown on the message they are about; replies in their thread. */
function isShown(message, thread) {
  if (message.category === 'action' && message.type === 'message') return false;
  return thread === undefined ? message.parentId === undefined : message.id === thread || message.parentId === thread;
}

function PeerHeader({ peer }) {
  const group = peer.receiverType === 'group' ? state.groups.get(peer.receiver) : undefined;
  const bot = state.bots.get(peer.receiver);
  const line = group ? group.members.map(nameOf).join(', ') : bot ? `Bot · ${bot.enabled ? bot.webhookURL : 'disabled'}` : `@${peer.receiver}`;
  return html`<header class="bar">
    <${IconButton} icon="back" label="Back to the chats" class="icon-button narrow-only" onClick=${() => change({ view: 'list' })} />
    <${Avatar} uid=${group ? undefined : peer.receiver} guid=${group ? peer.receiver : undefined} />
    <div class="title"><h2>${titleOf(peer)}</h2><p title=${line}>${line}</p></div>
    <${IconButton} icon="phone" label="Start an audio call" onClick=${() => startCall('audio')} />
    <${IconButton} icon="video" label="Start a video call" onClick=${() => startCall('video')} />
  </header>`;
}

function ThreadHeader({ parent }) {
  return html`<header class="bar">
    <${IconButton} icon="back" label="Back to the chat" onClick=${closeThread} />
    <div class="title"><h2>Thread</h2><p>${parent ? summary(parent) : ''}</p></div>
  </header>`;
}

const NEAR_END = 120;

function MessageList({ peer, messages, all }) {
  const box = useRef();
  const following = useRef(true);
  const working = workingBots(all);
  const at = messages.some(({ id }) => id === state.at) ? state.at : messages.at(-1)?.id;
  // Stays at the end while the reader is there, and leaves the reader alone elsewhere.
  const follow = () => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(follow);
  // What is written may grow over several lines, and the list shrinks then.
  useEffect(() => {
    const observer = new window.ResizeObserver(follow);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
    following.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
  };
  return html`<div class="messages" ref=${box} onScroll=${onScroll} onKeyDown=${moveBetween} role="log" aria-label="Messages">
    ${messages.every(isEvent) && state.ready && html`<${FirstWords} peer=${peer} />`}
    ${messages.map((message, index) => html`<${Entry} key=${message.id} message=${message} before=${messages[index - 1]} all=${all} reached=${message.id === at} />`)}
    <div class="working" aria-live="polite">
      ${working.map((uid) => html`<div class="typing" key=${uid}><${Avatar} uid=${uid} size="small" /><span class="dots"><i></i><i></i><i></i></span><span>${nameOf(uid)} is working</span></div>`)}
    </div>
  </div>`;
}

function moveBetween(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined || !event.target.matches('.entry-focus')) return;
  event.preventDefault();
  const entries = [...event.currentTarget.querySelectorAll('.entry-focus')];
  entries[entries.indexOf(event.target) + step]?.focus();
}

function Entry({ message, before, all, reached }) {
  const newDay = !before || dayOf(before) !== dayOf(message);
  const follows = before && !newDay && before.sender === message.sender && !isEvent(before) && message.sentAt - before.sentAt < 300;
  return html`
    ${newDay && html`<div class="day"><span>${dayOf(message)}</span></div>`}
    ${isEvent(message)
      ? html`<${Event} message=${message} reached=${reached} />`
      : html`<${Bubble} message=${message} follows=${follows} reached=${reached} replies=${all.filter(({ parentId }) => parentId === message.id)} />`}
  `;
}

/** Nobody said it, but bots may have been told of it. */
function Event({ message, reached }) {
  const { id } = message;
  return html`<div class="event" data-id=${id} onFocusIn=${() => state.at !== id && change({ at: id })}>
    <button type="button" class=${`entry-focus ${state.picked === id ? 'picked' : ''}`} tabindex=${reached ? 0 : -1} onClick=${({ detail }) => pick(id, detail === 0)}>${eventText(message)}</button>
  </div>`;
}

/** What was offered goes away once it is said, and the focus would with it. */
function saySuggested(text) {
  focusComposer();
  void sendText(text);
}

function FirstWords({ peer }) {
  const starters = peer.receiverType === 'group' ? ['/help', 'Hello everyone'] : ['Hello', '/help'];
  return html`<div class="welcome">
    <${Avatar} uid=${peer.receiverType === 'user' ? peer.receiver : undefined} guid=${peer.receiverType === 'group' ? peer.receiver : undefined} size="large" />
    <h3>Say something to ${titleOf(peer)}</h3>
    <p>${peer.receiverType === 'group' ? 'Bots here hear what their group setting lets through: mention one with @.' : 'Every message is posted to the bot’s webhook. Pick one to see the callback and how long the answer took.'}</p>
    <div class="chips">${starters.map((text) => html`<button type="button" class="chip" onClick=${() => saySuggested(text)}>${text}</button>`)}</div>
  </div>`;
}

/** Quick replies belong to the last message: after the next word they are gone. */
function QuickReplies({ last }) {
  const replies = last?.sender === state.me ? undefined : last?.data.metadata?.quickReplies;
  if (!Array.isArray(replies) || replies.length === 0) return null;
  return html`<div class="chips quick-replies" role="group" aria-label="Quick replies">
    ${replies.map(String).map((text) => html`<button type="button" class="chip" key=${text} onClick=${() => saySuggested(text)}>${text}</button>`)}
  </div>`;
}

function Welcome() {
  if (!state.ready) return html`<div class="welcome" aria-busy="true"></div>`;
  return html`<div class="welcome">
    <img src="/page/comet.svg" alt="" width="72" height="72" />
    <h3>${state.me ? 'Connect a bot to talk to' : 'Create a user to write as'}</h3>
    <p>This stands in for CometChat. A bot is a user with a webhook: give it the address where your backend listens.</p>
    <button type="button" class="primary" onClick=${() => openDialog(state.me ? 'newBot' : 'newUser')}>${state.me ? 'Connect a bot' : 'New user'}</button>
  </div>`;
}
