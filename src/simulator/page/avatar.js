import { html } from './html.js';
import { safeUrl } from './text.js';
import { state } from './store.js';
import { nameOf } from './talk.js';

const HUES = 8;

function hueOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return sum % HUES;
}

const initials = (name) =>
  name
    .split(/[\s_-]+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();

export function Avatar({ uid, guid, size = '' }) {
  const group = guid && state.groups.get(guid);
  const name = group?.name ?? nameOf(uid ?? guid);
  const picture = safeUrl(group?.icon ?? state.users.get(uid)?.avatar);
  const shape = guid ? 'group' : state.bots.has(uid) ? 'bot' : '';
  return html`<span class=${`avatar ${size} ${shape} hue${hueOf(uid ?? guid)}`} aria-hidden="true">
    ${picture ? html`<img src=${picture} alt="" loading="lazy" />` : initials(name)}
  </span>`;
}
