import { control } from './api.js';
import { HeldInput } from './held-input.js';
import { html } from './html.js';
import { state } from './store.js';
import { trying } from './talk.js';

const turn = (name, value) => trying(() => control('POST', 'switches', { [name]: value }));

/** `callbackTimeoutMs` as a person reads it. */
const label = (name) => (/^[A-Z_]+$/.test(name) ? name : name.replace(/Ms$/, '').replace(/([A-Z])/g, (_, letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toUpperCase()));

export function Switches() {
  const groups = Map.groupBy ? Map.groupBy(state.switches, ({ group }) => group) : grouped(state.switches);
  const turned = state.switches.filter(({ differs }) => differs);
  return html`<div class="scroll switches">
    <p class="hint">${turned.length === 0 ? 'Everything is at CometChat’s known or likeliest behaviour.' : `${turned.length} turned away from the default.`}
      ${turned.length > 0 && html` <button type="button" class="link" onClick=${() => back(turned)}>Back to the defaults</button>`}</p>
    ${[...groups].map(([group, switches]) => html`<section key=${group}><h3>${group}</h3>${switches.map((each) => html`<${Switch} key=${each.name} of=${each} />`)}</section>`)}
    <section><h3>State</h3><${State} /></section>
  </div>`;
}

function grouped(switches) {
  const groups = new Map();
  for (const each of switches) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return groups;
}

const back = (turned) => trying(() => control('POST', 'switches', Object.fromEntries(turned.map(({ name, default: preset }) => [name, preset]))));

function Switch({ of: { name, kind, value, sentence, differs, choices } }) {
  const id = `switch-${name}`;
  return html`<div class=${`switch ${differs ? 'differs' : ''}`}>
    <div><label for=${id}>${label(name)}</label><p id=${`${id}-why`}>${sentence}</p></div>
    <${Control} id=${id} name=${name} kind=${kind} value=${value} choices=${choices} />
  </div>`;
}

function Control({ id, name, kind, value, choices }) {
  const common = { id, 'aria-describedby': `${id}-why` };
  if (kind === 'yesNo') return html`<input ...${common} type="checkbox" role="switch" class="toggle" checked=${value} onChange=${(event) => turn(name, event.target.checked)} />`;
  if (kind === 'choice') {
    return html`<select ...${common} onChange=${(event) => turn(name, event.target.value)}>${choices.map((choice) => html`<option value=${choice} selected=${choice === value}>${label(choice)}</option>`)}</select>`;
  }
  if (kind === 'probability') {
    return html`<span class="dial"><${HeldInput} ...${common} type="range" min="0" max="100" value=${Math.round(value * 100)} onChange=${(event) => turn(name, Number(event.target.value) / 100)} /><output for=${id}>${Math.round(value * 100)} %</output></span>`;
  }
  if (kind === 'delays') return html`<${HeldInput} ...${common} placeholder="none" value=${value.join(', ')} onChange=${(event) => turn(name, event.target.value.split(/[\s,]+/).filter(Boolean).map(Number))} />`;
  if (kind === 'text') return html`<${HeldInput} ...${common} value=${value} onChange=${(event) => turn(name, event.target.value)} />`;
  return html`<span class="number"><${HeldInput} ...${common} type="number" min="0" value=${value} onChange=${(event) => turn(name, Number(event.target.value))} />${kind === 'milliseconds' && html`<span>ms</span>`}</span>`;
}

function State() {
  const load = async (event) => {
    const [file] = event.target.files;
    if (file) await trying(async () => control('POST', 'import', JSON.parse(await file.text())));
  };
  return html`<div class="buttons">
    <a class="button secondary" href="/simulator/export" download="simulator.json">Export</a>
    <label class="button secondary">Import<input type="file" accept="application/json" class="unseen" onChange=${load} /></label>
    <button type="button" class="secondary danger" onClick=${() => confirm('Forget every message and all else, and start anew?') && trying(() => control('POST', 'reset', {}))}>Reset everything</button>
  </div>`;
}
