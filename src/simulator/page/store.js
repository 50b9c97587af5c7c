/** All that the page knows. Changed only through `change`, which draws once a frame however much happens. */
export const state = {
  ready: false,
  connected: false,
  app: { appId: '', region: '', apiKey: '' },
  users: new Map(),
  bots: new Map(),
  groups: new Map(),
  messages: new Map(),
  deliveries: new Map(),
  requests: new Map(),
  switches: [],
  me: remembered('me'),
  /** The conversation that is open: `{ receiverType, receiver }`. */
  peer: remembered('peer'),
  /** The message whose thread is open. */
  thread: undefined,
  /** The message that the next one quotes. */
  quoting: undefined,
  /** The message the keyboard is at: Tab comes to it, and passes all others by. */
  at: undefined,
  /** The message the inspector shows. */
  picked: undefined,
  /** On a narrow screen: which of the three columns is seen. */
  view: 'list',
  /** Which dialog is open, by its `name`: `switches`, `newBot`, `newGroup`, `newUser`. */
  dialog: undefined,
  notice: undefined,
  seen: remembered('seen') ?? {},
};

const REMEMBERED = ['me', 'peer', 'seen'];
const MOST = 3000;
const listeners = new Set();
let frame;

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function change(patch) {
  Object.assign(state, patch);
  for (const name of REMEMBERED) if (name in patch) remember(name, patch[name]);
  redraw();
}

export function redraw() {
  frame ??= requestAnimationFrame(() => {
    frame = undefined;
    for (const listener of listeners) listener();
  });
}

/** Adds or replaces an entry of one of the maps, and forgets the oldest beyond what a page can hold. */
export function put(map, key, value) {
  map.set(key, value);
  if (map.size > MOST) map.delete(map.keys().next().value);
  redraw();
}

let noticeTimer;
export function notify(text) {
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => change({ notice: undefined }), 4000);
  change({ notice: text });
}

function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(`playground.${name}`) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`playground.${name}`, JSON.stringify(value ?? null));
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}
