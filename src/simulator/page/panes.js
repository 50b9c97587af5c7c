import { change, state } from './store.js';

const FRAMES = 20;

/** Puts the focus somewhere once it is drawn; what is not drawn within a few frames is given up. */
export function focusSoon(selector, frames = FRAMES) {
  requestAnimationFrame(() => {
    const target = document.querySelector(selector);
    target?.focus();
    if (frames > 0 && (!target || document.activeElement !== target)) focusSoon(selector, frames - 1);
  });
}

const entryOf = (id) => `[data-id="${id}"] .entry-focus`;
export const focusMessage = (id) => focusSoon(entryOf(id));
export const focusComposer = () => focusSoon('.composer textarea');

/** Shows a message in the inspector. Who came by keyboard is taken along, and back again by `closeInspector`. */
export function pick(id, byKeyboard = false) {
  change({ picked: id, view: 'inspector' });
  if (byKeyboard) focusSoon('.inspector');
}

export function closeInspector() {
  const { picked } = state;
  const isInside = document.activeElement.closest('.inspector') || document.activeElement === document.body;
  change({ picked: undefined, view: 'chat' });
  if (isInside) focusMessage(picked);
}

export function openThread(id) {
  change({ thread: id, quoting: undefined });
  focusComposer();
}

export function closeThread() {
  const { thread } = state;
  change({ thread: undefined, quoting: undefined });
  focusMessage(thread);
}

/** Quotes a message in the next one. */
export function quote(id) {
  change({ quoting: id });
  focusComposer();
}

export function dropQuote() {
  change({ quoting: undefined });
  focusComposer();
}

let opened = 0;
/** Each opening is one of its own: the close of the one before may be told after it. */
export const openDialog = (name) => change({ dialog: { name, number: ++opened } });
export function dialogClosed(number) {
  if (state.dialog?.number === number) change({ dialog: undefined });
}
