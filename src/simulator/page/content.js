import { Card } from './card.js';
import { html } from './html.js';
import { Form } from './form.js';
import { Icon } from './icons.js';
import { Scheduler } from './scheduler.js';
import { RichText, bytes, safeUrl } from './text.js';
import { ActionCard } from './action-card.js';

/** What a message says, by its category and type. */
export function Content({ message }) {
  const { category, type, data } = message;
  if (message.deletedAt) return html`<p class="text">This message was deleted</p>`;
  if (category === 'interactive') return html`<${Interactive} message=${message} />`;
  if (category === 'card') return html`<${Card} message=${message} />`;
  if (category === 'custom') return html`<${Custom} type=${type} data=${data} />`;
  return html`${(data.attachments ?? []).map((file) => html`<${Attachment} key=${file.url} file=${file} type=${type} />`)}<${Text} data=${data} />`;
}

const Text = ({ data }) => (data.text ? html`<p class="text"><${RichText} text=${data.text} /></p>` : null);

function Attachment({ file, type }) {
  const url = safeUrl(file.url);
  if (!url) return html`<p class="text">${file.name ?? 'A file without an address'}</p>`;
  if (type === 'image') return html`<a class="picture" href=${url} target="_blank" rel="noopener noreferrer"><img src=${url} alt=${file.name ?? 'Image'} loading="lazy" /></a>`;
  if (type === 'video') return html`<video src=${url} controls preload="metadata"></video>`;
  if (type === 'audio') return html`<audio src=${url} controls preload="metadata"></audio>`;
  return html`<a class="file" href=${url} target="_blank" rel="noopener noreferrer">
    <${Icon} name="file" /><span><strong>${file.name ?? 'File'}</strong><small>${[file.mimeType, bytes(file.size)].filter(Boolean).join(' · ')}</small></span>
  </a>`;
}

function Interactive({ message }) {
  const kinds = { form: Form, scheduler: Scheduler, card: ActionCard };
  const Kind = kinds[message.type];
  if (!Kind) return html`<${Custom} type=${message.type} data=${{ ...message.data, customData: message.data.interactiveData }} />`;
  return html`<${Kind} message=${message} />`;
}

function Custom({ type, data }) {
  return html`<${Text} data=${data} /><details class="custom"><summary>${type}</summary><pre>${JSON.stringify(data.customData, null, 2)}</pre></details>`;
}
