import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from './avatar.js';
import { Content } from './content.js';
import { html } from './html.js';
import { IconButton } from './icons.js';
import { change, state } from './store.js';
import { edit, nameOf, react, remove } from './talk.js';
import { timeOf } from './text.js';

const pick = (id) => change({ picked: id, view: 'inspector' });

export function Bubble({ message, follows, replies }) {
  const [editing, setEditing] = useState(false);
  const mine = message.sender === state.me;
  const picked = state.picked === message.id;
  const onKeyDown = (event) => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    pick(message.id);
  };
  const onClick = (event) => {
    if (!event.target.closest('a, button, input, select, textarea, video, audio, summary, label')) pick(message.id);
  };
  return html`<article class=${`message ${mine ? 'mine' : ''} ${follows ? 'follows' : ''}`} data-id=${message.id}>
    ${!mine && html`<${Avatar} uid=${message.sender} size="small" />`}
    <div class="column">
      ${!mine && !follows && html`<span class="sender">${nameOf(message.sender)}${state.bots.has(message.sender) && html`<span class="badge">bot</span>`}</span>`}
      <div class="line">
        <div class=${`bubble ${picked ? 'picked' : ''} ${message.deletedAt ? 'deleted' : ''}`} tabindex="0" onClick=${onClick} onKeyDown=${onKeyDown}
          aria-label=${`${mine ? 'You' : nameOf(message.sender)}, ${timeOf(message)}`}>
          ${editing ? html`<${Editor} message=${message} done=${() => setEditing(false)} />` : html`<${Content} message=${message} />`}
          <span class="meta">${message.editedAt && !message.deletedAt && html`<span>edited</span>`}<time>${timeOf(message)}</time></span>
        </div>
        ${!message.deletedAt && html`<${Actions} message=${message} mine=${mine} startEditing=${() => setEditing(true)} />`}
      </div>
      <${Reactions} message=${message} />
      ${replies.length > 0 && state.thread === undefined && html`<button type="button" class="replies" onClick=${() => change({ thread: message.id })}>
        ${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}
      </button>`}
    </div>
  </article>`;
}

function Actions({ message, mine, startEditing }) {
  return html`<div class="actions">
    ${message.parentId === undefined && state.thread === undefined && html`<${IconButton} icon="thread" label="Reply in a thread" onClick=${() => change({ thread: message.id })} />`}
    <${IconButton} icon="heart" label="React with a heart" onClick=${() => react(message.id, '❤️')} />
    ${mine && message.type === 'text' && html`<${IconButton} icon="edit" label="Edit" onClick=${startEditing} />`}
    ${mine && html`<${IconButton} icon="trash" label="Delete" onClick=${() => remove(message.id)} />`}
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
