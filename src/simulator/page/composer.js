import { useRef, useState } from 'preact/hooks';
import { Avatar } from './avatar.js';
import { html } from './html.js';
import { Icon, IconButton } from './icons.js';
import { Quoted } from './content.js';
import { dropQuote } from './panes.js';
import { state } from './store.js';
import { nameOf, sendFile, sendText, titleOf } from './talk.js';

/** The word after an @ before the caret, if the caret is in one. */
function mentionAt(input) {
  const before = input.value.slice(0, input.selectionStart);
  const found = /(^|\s)@([\p{L}\p{N}_-]*)$/u.exec(before);
  return found && { start: before.length - found[2].length - 1, typed: found[2].toLowerCase() };
}

function candidates({ typed }) {
  const { peer } = state;
  const uids = peer.receiverType === 'group' ? (state.groups.get(peer.receiver)?.members ?? []) : [peer.receiver];
  const others = uids.filter((uid) => uid !== state.me);
  const fits = (uid) => nameOf(uid).toLowerCase().split(/\s+/).some((word) => word.startsWith(typed)) || uid.startsWith(typed);
  return others.filter(fits).sort((a, b) => Number(state.bots.has(b)) - Number(state.bots.has(a))).slice(0, 6);
}

export function Composer() {
  const input = useRef();
  const files = useRef();
  const picked = useRef(new Map());
  const [mention, setMention] = useState();
  const [choice, setChoice] = useState(0);
  const found = mention ? candidates(mention) : [];

  const look = () => {
    grow(input.current);
    setMention(mentionAt(input.current) ?? undefined);
    setChoice(0);
  };
  const complete = (uid) => {
    const box = input.current;
    const label = `@${nameOf(uid)}`;
    picked.current.set(label, uid);
    box.setRangeText(`${label} `, mention.start, box.selectionStart, 'end');
    setMention(undefined);
    box.focus();
  };
  const submit = async (event) => {
    event?.preventDefault();
    const text = withUids(input.current.value.trim(), picked.current);
    if (text === '') return;
    input.current.value = '';
    picked.current.clear();
    look();
    const sent = await sendText(text);
    if (!sent && input.current && input.current.value === '') input.current.value = text;
  };
  const onKeyDown = (event) => {
    if (found.length > 0 && choose(event, { found, choice, setChoice, complete, leave: () => setMention(undefined) })) return;
    if (event.key === 'Escape' && state.quoting !== undefined) {
      event.stopPropagation();
      dropQuote();
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event);
  };
  const attach = async (event) => {
    const text = input.current.value.trim();
    for (const file of event.target.files) await sendFile(file, withUids(text, picked.current));
    event.target.value = '';
    input.current.value = '';
    look();
  };
  const placeholder = state.thread === undefined ? `Message ${titleOf(state.peer)}` : 'Reply in the thread';
  return html`<form class="composer" onSubmit=${submit}>
    <${Quoting} />
    ${found.length > 0 && html`<${Completion} found=${found} choice=${choice} complete=${complete} />`}
    <${IconButton} icon="clip" label="Attach an image or a file" onClick=${() => files.current.click()} />
    <input ref=${files} type="file" multiple hidden onChange=${attach} />
    <textarea ref=${input} rows="1" placeholder=${placeholder} aria-label=${placeholder} onInput=${look} onClick=${look} onKeyDown=${onKeyDown}
      role="combobox" aria-expanded=${found.length > 0} aria-controls="mentions" aria-autocomplete="list"
      aria-activedescendant=${found.length > 0 ? `mention-${choice}` : undefined}></textarea>
    <button type="submit" class="send" aria-label="Send" title="Send"><${Icon} name="send" /></button>
  </form>`;
}

function Quoting() {
  const message = state.messages.get(state.quoting);
  if (!message) return null;
  return html`<div class="quoting"><${Quoted} message=${message} /><${IconButton} icon="close" label="Do not quote" onClick=${dropQuote} /></div>`;
}

const Completion = ({ found, choice, complete }) => html`<ul class="completion" id="mentions" role="listbox" aria-label="Mention">
  ${found.map(
    (uid, at) => html`<li key=${uid} id=${`mention-${at}`} role="option" aria-selected=${at === choice} onMouseDown=${(event) => (event.preventDefault(), complete(uid))}>
      <${Avatar} uid=${uid} size="small" /><span>${nameOf(uid)}</span><small>${uid}</small>
    </li>`,
  )}
</ul>`;

/** Keys while the list is open; true where the key was for the list. */
function choose(event, { found, choice, setChoice, complete, leave }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) setChoice((choice + step + found.length) % found.length);
  else if (event.key === 'Enter' || event.key === 'Tab') complete(found[choice]);
  else if (event.key === 'Escape') leave();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** Names become CometChat’s `<@uid:…>`, the longest first, so that one name inside another is not torn apart. */
function withUids(text, names) {
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
  return longestFirst.reduce((result, [label, uid]) => result.replaceAll(label, `<@uid:${uid}>`), text);
}

const TALLEST = 160;

function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, TALLEST)}px`;
}
