import { html } from './html.js';
import { nameOf } from './talk.js';
import { state } from './store.js';

const PARTS = /(<@uid:[a-z0-9_-]+>|https?:\/\/[^\s<>"']+)/gi;

/** Text with its mentions and links. The pieces are text nodes: nothing a user writes is ever read as HTML. */
export function RichText({ text }) {
  return text.split(PARTS).map((part) => {
    const mention = /^<@uid:([a-z0-9_-]+)>$/i.exec(part);
    if (mention) {
      const uid = mention[1].toLowerCase();
      return html`<span class=${`mention ${uid === state.me ? 'self' : ''}`}>@${nameOf(uid)}</span>`;
    }
    if (/^https?:\/\//i.test(part)) return html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>`;
    return part;
  });
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOf = ({ sentAt }) => clock.format(sentAt * 1000);
export const dayOf = ({ sentAt }) => day.format(sentAt * 1000);

/** One line about a message, for lists. */
export function summary({ data, type, category, deletedAt }) {
  if (deletedAt) return 'Message deleted';
  if (category === 'action' || category === 'call') return eventText({ type, category, data });
  const text = data.text?.replace(/<@uid:([a-z0-9_-]+)>/gi, (_, uid) => `@${nameOf(uid)}`);
  if (text) return text;
  if (category === 'message') return { image: 'Image', video: 'Video', audio: 'Audio', file: 'File' }[type] ?? type;
  return `${category[0].toUpperCase()}${category.slice(1)}: ${data.interactiveData?.title ?? type}`;
}

/** What happened in a chat without anybody writing. */
export const isEvent = ({ category }) => category === 'action' || category === 'call';

export function eventText({ category, type, data: { action, entities = {} } }) {
  const name = (side) => entities[side]?.entity?.name ?? 'Somebody';
  if (category === 'call') return `${name('by')} started ${type === 'audio' ? 'an' : 'a'} ${type} call`;
  const sentences = {
    added: () => `${name('on')} was added by ${name('by')}`,
    kicked: () => `${name('on')} was removed by ${name('by')}`,
    left: () => `${name('on')} left`,
    scopeChanged: () => `The scope of ${name('on')} was changed`,
  };
  return sentences[action]?.() ?? action;
}

export function bytes(size) {
  const number = Number(size);
  if (!Number.isFinite(number)) return '';
  return number < 1024 ? `${number} B` : number < 1024 ** 2 ? `${Math.round(number / 1024)} KB` : `${(number / 1024 ** 2).toFixed(1)} MB`;
}

/** Only web addresses become links and sources; anything else in a message stays text. */
export const safeUrl = (url) => (typeof url === 'string' && /^https?:\/\//i.test(url) ? url : undefined);
