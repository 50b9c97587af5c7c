import { useEffect, useRef } from 'preact/hooks';
import { cometchat } from './api.js';
import { html } from './html.js';
import { IconButton } from './icons.js';
import { dialogClosed } from './panes.js';
import { change, state } from './store.js';
import { Switches } from './switches.js';
import { nameOf, open, trying } from './talk.js';

/** By the dialog's own close, which gives the focus back. */
const close = ({ target }) => target.closest('dialog').close();

/** The browser’s own dialog: it keeps the focus inside, closes with Escape and gives the focus back. */
function Dialog({ title, drawer, number, children }) {
  const box = useRef();
  useEffect(() => box.current.showModal(), []);
  const onClick = (event) => event.target === box.current && close(event);
  return html`<dialog ref=${box} class=${drawer ? 'drawer' : ''} aria-label=${title} onClose=${() => dialogClosed(number)} onClick=${onClick}>
    <header class="bar"><h2>${title}</h2><${IconButton} icon="close" label="Close" onClick=${close} /></header>
    ${children}
  </dialog>`;
}

const dialogs = {
  switches: () => ({ title: 'Switches', drawer: true, content: html`<${Switches} />` }),
  newUser: () => ({ title: 'New user', content: html`<${NewUser} />` }),
  newBot: () => ({ title: 'Connect a bot', content: html`<${NewBot} />` }),
  newGroup: () => ({ title: 'New group with bots', content: html`<${NewGroup} />` }),
};

export function Dialogs() {
  if (!state.dialog) return null;
  const { name, number } = state.dialog;
  const { content, ...rest } = dialogs[name]();
  return html`<${Dialog} key=${number} number=${number} ...${rest}>${content}<//>`;
}

/** A name made into an id. */
const idFrom = (name) => name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || `id-${Date.now()}`;

const submitting = (work) => async (event) => {
  event.preventDefault();
  const data = new FormData(event.target);
  if (await trying(() => work(data).then(() => true))) close(event);
};

function NewUser() {
  const create = submitting(async (data) => {
    const uid = idFrom(data.get('name'));
    await cometchat('POST', 'users', { uid, name: data.get('name') }, '');
    change({ me: uid });
  });
  return html`<form class="fields" onSubmit=${create}>
    <label><span class="caption">Name</span><input name="name" required maxlength="100" placeholder="Ada Lovelace" autocomplete="off" autofocus /></label>
    <footer><button type="submit" class="primary">Create</button></footer>
  </form>`;
}

function NewBot() {
  const create = submitting(async (data) => {
    const name = data.get('name');
    const uid = idFrom(data.get('uid') || name);
    if (!state.users.has(uid)) await cometchat('POST', 'users', { uid, name }, '');
    const username = data.get('username');
    const auth = username ? { useBasicAuth: true, username, password: data.get('password') } : {};
    await cometchat('POST', 'bots', { uid, webhookURL: data.get('webhookURL'), groupChatSetting: data.get('groupChatSetting'), enabled: true, ...auth }, '');
    open({ receiverType: 'user', receiver: uid });
  });
  return html`<form class="fields" onSubmit=${create}>
    <div class="pair">
      <label><span class="caption">Name</span><input name="name" required maxlength="100" placeholder="Echo" autocomplete="off" autofocus /></label>
      <label><span class="caption">uid <small>optional</small></span><input name="uid" maxlength="50" placeholder="echo_bot" autocomplete="off" /></label>
    </div>
    <label><span class="caption">Webhook URL</span><input name="webhookURL" type="url" required maxlength="255" placeholder="http://127.0.0.1:3000/webhook" defaultValue="http://127.0.0.1:3000/webhook" /></label>
    <div class="pair">
      <label><span class="caption">Username</span><input name="username" maxlength="50" autocomplete="off" /></label>
      <label><span class="caption">Password</span><input name="password" type="password" maxlength="50" autocomplete="off" /></label>
    </div>
    <label><span class="caption">In groups it hears</span><select name="groupChatSetting">
      <option value="mentionedMessages">messages that mention it</option><option value="slashedMessages">messages that start with /</option>
      <option value="allMessages">every message</option><option value="none">nothing</option>
    </select></label>
    <footer><button type="submit" class="primary">Connect</button></footer>
  </form>`;
}

function NewGroup() {
  const create = submitting(async (data) => {
    const guid = idFrom(data.get('name'));
    await cometchat('POST', 'groups', { guid, name: data.get('name'), type: 'public', members: { participants: data.getAll('member') } });
    open({ receiverType: 'group', receiver: guid });
  });
  const others = [...state.users.keys()].filter((uid) => uid !== state.me).sort((a, b) => Number(state.bots.has(b)) - Number(state.bots.has(a)));
  return html`<form class="fields" onSubmit=${create}>
    <label><span class="caption">Name</span><input name="name" required maxlength="100" placeholder="Support" autocomplete="off" autofocus /></label>
    <fieldset><legend class="caption">Members</legend>
      ${others.length === 0 && html`<p class="hint">There is nobody else yet.</p>`}
      ${others.map((uid) => html`<label class="choice"><input type="checkbox" name="member" value=${uid} defaultChecked=${state.bots.has(uid)} /> ${nameOf(uid)}${state.bots.has(uid) && html` <span class="badge">bot</span>`}</label>`)}
    </fieldset>
    <footer><button type="submit" class="primary">Create</button></footer>
  </form>`;
}
