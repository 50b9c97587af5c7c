import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from './avatar.js';
import { Content } from './content.js';
import { html } from './html.js';
import { IconButton } from './icons.js';
import { focusMessage, openThread, pick, quote } from './panes.js';
import { change, state } from './store.js';
import { edit, nameOf, react, remove } from './talk.js';
import { timeOf } from './text.js';

export function Bubble({ message, follows, replies, reached }) {
  const [editing, setEditing] = useState(false);
  const mine = message.sender === state.me;
  const picked = state.picked === message.id;
  const onKeyDown = (event) => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    pick(message.id, true);
  };
  const onClick = (event) => {
    if (!event.target.closest('a, button, input, select, textarea, video, audio, summary, label')) pick(message.id);
  };
  const stopEditing = () => {
    setEditing(false);
    focusMessage(message.id);
  };
  return html`<article class=${`message ${mine ? 'mine' : ''} ${follows ? 'follows' : ''}`} data-id=${message.id} onFocusIn=${() => state.at !== message.id && change({ at: message.id })}>
    ${!mine && html`<${Avatar} uid=${message.sender} size="small" />`}
    <div class="column">
      ${!mine && !follows && html`<span class="sender">${nameOf(message.sender)}${state.bots.has(message.sender) && html`<span class="badge">bot</span>`}</span>`}
      <div class="line">
        <div class=${`bubble entry-focus ${picked ? 'picked' : ''} ${message.deletedAt ? 'deleted' : ''}`} role="group" tabindex=${reached ? 0 : -1} onClick=${onClick} onKeyDown=${onKeyDown}
          aria-label=${`${mine ? 'You' : nameOf(message.sender)}, ${timeOf(message)}`}>
          ${editing ? html`<${Editor} message=${message} done=${stopEditing} />` : html`<${Content} message=${message} />`}
          <span class="meta">${message.editedAt && !message.deletedAt && html`<span>edited</span>`}<time>${timeOf(message)}</time></span>
        </div>
        ${!message.deletedAt && html`<${Actions} message=${message} mine=${mine} startEditing=${() => setEditing(true)} />`}
      </div>
      <${Reactions} message=${message} />
      ${replies.length > 0 && state.thread === undefined && html`<button type="button" class="replies" onClick=${() => openThread(message.id)}>
        ${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}
      </button>`}
    </div>
  </article>`;
}

function Actions({ message, mine, startEditing }) {
  const { id, type, parentId } = message;
  const removeIt = () => {
    focusMessage(id);
    void remove(id);
  };
  return html`<div class="actions">
    ${parentId === undefined && state.thread === undefined && html`<${IconButton} icon="thread" label="Reply in a thread" onClick=${() => openThread(id)} />`}
    <${IconButton} icon="quote" label="Quote" onClick=${() => quote(id)} />
    <${IconButton} icon="heart" label="React with a heart" onClick=${() => react(id, '❤️')} />
    ${mine && type === 'text' && html`<${IconButton} icon="edit" label="Edit" onClick=${startEditing} />`}
    ${mine && html`<${IconButton} icon="trash" label="Delete" onClick=${removeIt} />`}
  </div>`;
}

function Editor({ message, done }) {
  const box = useRef();
  useEffect(() => box.current.focus(), []);
  const save = (event) => {
    event.preventDefault();
    const text = new FormData(event.target).get('text').trim();
    if (text && text !== message.data.text) void edit(message.id, text);
    done();
  };
  const onKeyDown = (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') done();
  };
  return html`<form class="editor" onSubmit=${save} onKeyDown=${onKeyDown}>
    <input name="text" aria-label="Edit the message" defaultValue=${message.data.text} ref=${box} autocomplete="off" />
    <button type="submit" class="link">Save</button>
  </form>`;
}

function Reactions({ message }) {
  const reactions = message.data.reactions ?? [];
  if (reactions.length === 0) return null;
  return html`<div class="reactions">${reactions.map(({ reaction, count }) => html`<span key=${reaction}>${reaction} ${count}</span>`)}</div>`;
}
