import { html } from './html.js';
import { Icon, IconButton } from './icons.js';
import { Json } from './json.js';
import { control } from './api.js';
import { closeInspector } from './panes.js';
import { notify, state } from './store.js';
import { changesOf, deliveriesOf, nameOf, trying } from './talk.js';
import { summary } from './text.js';
import { answeredAfter, isGood, requestsOf, timelineOf } from './timeline.js';

export function Inspector() {
  const message = state.messages.get(state.picked);
  return html`<aside class="inspector" aria-label="Inspector" tabindex="-1">
    <header class="bar">
      <${IconButton} icon="back" label="Back to the chat" class="icon-button overlay-only" onClick=${closeInspector} />
      <div class="title"><h2>Inspector</h2>${message && html`<p>Message ${message.id} · ${summary(message)}</p>`}</div>
      ${message && html`<${IconButton} icon="close" label="Close the inspector" class="icon-button wide-only" onClick=${closeInspector} />`}
    </header>
    <div class="scroll">${message ? html`<${Inspected} key=${message.id} message=${message} />` : html`<${Nothing} />`}</div>
  </aside>`;
}

const Nothing = () => html`<div class="welcome small">
  <${Icon} name="panel" />
  <h3>Pick a message</h3>
  <p>Its callback, each delivery, each request the bot made, and the time from sent to answered appear here.</p>
</div>`;

function Inspected({ message }) {
  const deliveries = [message, ...changesOf(message)].flatMap(({ id }) => deliveriesOf(id));
  const callback = deliveriesOf(message.id).findLast((delivery) => delivery.callback)?.callback;
  const took = answeredAfter(message);
  return html`
    ${took !== undefined && html`<p class="took"><strong>${took} ms</strong> from sent to answered</p>`}
    <${Timeline} message=${message} />
    <section><h3>Deliveries</h3>
      ${deliveries.length === 0 && html`<p class="hint">${whyNot(message)}</p>`}
      ${deliveries.map((delivery) => html`<${Delivery} key=${delivery.id} delivery=${delivery} />`)}
    </section>
    <section><h3>Requests</h3>
      ${requestsOf(message).length === 0 && html`<p class="hint">None yet. What a bot sends in answer is listed here.</p>`}
      ${requestsOf(message).map((request) => html`<${Request} key=${request.id} request=${request} />`)}
    </section>
    <section><h3>${callback ? 'Callback' : 'Message'}</h3>
      <${Json} value=${callback ?? withoutOwnFields(message)} />
    </section>
  `;
}

function whyNot(message) {
  if (state.bots.has(message.sender)) return `Written by the bot ${nameOf(message.sender)}. Bots are not told of their own messages.`;
  return 'No bot was told: none is in this chat, it is disabled, or its group setting lets this message pass by.';
}

/** When it was stored to the millisecond is the simulator’s knowledge, not CometChat’s. */
const withoutOwnFields = ({ storedAtMs: _, ...message }) => message;

function Timeline({ message }) {
  const steps = timelineOf(message);
  const end = Math.max(...steps.map(({ at }) => at), 1);
  return html`<section><h3>Time line</h3><ol class="timeline">
    ${steps.map(({ at, label, kind }, index) => html`<li key=${index} class=${kind}>
      <span class="ms">${Math.max(0, at)} ms</span><span class="track"><i style=${{ left: `${(Math.max(0, at) / end) * 100}%` }}></i></span><span class="label">${label}</span>
    </li>`)}
  </ol></section>`;
}

function Delivery({ delivery }) {
  const { id, bot, url, attempts, state: outcome, callback, cause } = delivery;
  const kind = cause === 'message' ? callback?.data?.data?.action : cause;
  return html`<div class="entry">
    <div class="head"><strong>${bot}${kind && html`<span class="badge">${kind}</span>`}</strong><span class=${`status ${outcome}`}>${outcome}</span></div>
    <p class="path">POST ${url}</p>
    ${attempts.map(({ status, error, ms, answer }) => html`<p class="attempt"><span class=${isGood(status) ? 'good' : 'bad'}>${status ?? error ?? '…'}</span>${ms !== undefined && ` after ${ms} ms`}${answer && html` <code>${answer}</code>`}</p>`)}
    <div class="buttons">
      <button type="button" class="secondary" onClick=${() => trying(() => control('POST', `deliveries/${id}/again`))}><${Icon} name="again" />Deliver again</button>
      ${callback && html`<button type="button" class="secondary" onClick=${() => copy(JSON.stringify(callback, null, 2), 'The fixture')}><${Icon} name="copy" />Copy as fixture</button>
      <button type="button" class="secondary" onClick=${() => copy(curlOf(delivery), 'The curl command')}><${Icon} name="copy" />Copy curl</button>`}
    </div>
  </div>`;
}

function Request({ request: { method, path, status, ms, fault, body, answer, actor } }) {
  return html`<details class="entry">
    <summary><span class="head"><span class="path">${method} ${path.replace('/v3', '')}</span><span class=${`status ${isGood(status) ? 'answered' : 'failed'}`}>${status ?? 'broken'}</span></span>
      <span class="hint">${[actor && `as ${actor}`, `${ms} ms`, fault].filter(Boolean).join(' · ')}</span></summary>
    ${body !== undefined && html`<${Json} value=${body} />`}
    ${answer !== undefined && html`<p class="hint">answered</p><${Json} value=${answer} />`}
  </details>`;
}

/** The password stays with the simulator: it is asked for by name. */
function curlOf({ url, callback, bot }) {
  const { useBasicAuth, username } = state.bots.get(bot) ?? {};
  const user = useBasicAuth ? ` -u ${quoted(`${username}:PASSWORD`)}` : '';
  return `curl -X POST ${quoted(url)}${user} -H 'content-type: application/json' --data-raw ${quoted(JSON.stringify(callback))}`;
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

async function copy(text, what) {
  await trying(() => navigator.clipboard.writeText(text));
  notify(`${what} is copied.`);
}
