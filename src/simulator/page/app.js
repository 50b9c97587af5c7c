import { render } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { Chat } from './chat.js';
import { Dialogs } from './dialogs.js';
import { html } from './html.js';
import { Inspector } from './inspector.js';
import { follow } from './live.js';
import { Sidebar } from './sidebar.js';
import { closeInspector, closeThread } from './panes.js';
import { state, subscribe } from './store.js';

function App() {
  const [, draw] = useReducer((count) => count + 1, 0);
  useEffect(() => subscribe(draw), []);
  const { view, picked, ready, connected, notice } = state;
  return html`
    <div class=${`shell view-${view} ${picked ? 'inspecting' : ''}`} data-ready=${ready}>
      <${Sidebar} />
      <${Chat} />
      <${Inspector} />
    </div>
    <${Dialogs} />
    <div class="notices" role="status" aria-live="polite">
      ${notice && html`<div class="notice">${notice}</div>`}
      ${ready && !connected && html`<div class="notice lost">The simulator is not there. Trying again…</div>`}
    </div>
  `;
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]') && (state.thread || state.picked)) {
    if (state.picked) closeInspector();
    else closeThread();
  }
  if (event.key === 'k' && (event.metaKey || event.ctrlKey)) {
    event.preventDefault();
    document.querySelector('.composer textarea')?.focus();
  }
});

render(html`<${App} />`, document.getElementById('app'));
follow();
