import { Attachment } from './attachment.js';
import { Card } from './card.js';
import { html } from './html.js';
import { Form } from './form.js';
import { Scheduler } from './scheduler.js';
import { nameOf } from './talk.js';
import { RichText, summary } from './text.js';
import { ActionCard } from './action-card.js';

/** What a message says, by its category and type. */
export function Content({ message }) {
  const { category, type, data } = message;
  if (message.deletedAt) return html`<p class="text">This message was deleted</p>`;
  return html`${message.quotedMessage && html`<${Quoted} message=${message.quotedMessage} />`}<${Said} category=${category} type=${type} data=${data} message=${message} />`;
}

/** The message that is answered to, in one line. */
export const Quoted = ({ message }) => html`<blockquote class="quoted"><strong>${nameOf(message.sender ?? '')}</strong><span>${message.data ? summary(message) : 'A message that is gone'}</span></blockquote>`;

function Said({ category, type, data, message }) {
  if (category === 'interactive') return html`<${Interactive} message=${message} />`;
  if (category === 'card') return html`<${Card} message=${message} />`;
  if (category === 'custom') return html`<${Custom} type=${type} data=${data} />`;
  return html`${(data.attachments ?? []).map((file) => html`<${Attachment} key=${file.url} file=${file} type=${type} />`)}<${Text} data=${data} />`;
}

const Text = ({ data }) => (data.text ? html`<p class="text"><${RichText} text=${data.text} /></p>` : null);

function Interactive({ message }) {
  const kinds = { form: Form, scheduler: Scheduler, card: ActionCard };
  const Kind = kinds[message.type];
  if (!Kind) return html`<${Custom} type=${message.type} data=${{ ...message.data, customData: message.data.interactiveData }} />`;
  return html`<${Kind} message=${message} />`;
}

function Custom({ type, data }) {
  return html`<${Text} data=${data} /><details class="custom"><summary>${type}</summary><pre>${JSON.stringify(data.customData, null, 2)}</pre></details>`;
}
