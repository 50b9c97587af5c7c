import { control } from './api.js';
import { change, put, redraw, state } from './store.js';

const byKey = (key, items) => new Map(items.map((item) => [item[key], item]));

async function load() {
  const [loaded, switches] = await Promise.all([control('GET', 'state'), control('GET', 'switches')]);
  change({ app: loaded.app, switches, ...peopleMaps(loaded), ...logMaps(loaded), ready: true });
  choose();
}

const peopleMaps = ({ users, bots, groups }) => ({ users: byKey('uid', users), bots: byKey('uid', bots), groups: byKey('guid', groups) });
const logMaps = ({ messages, deliveries, requests }) => ({
  messages: byKey('id', messages),
  deliveries: byKey('id', deliveries),
  requests: byKey('id', requests),
});

/** Somebody to be, and somebody to talk to, if what was remembered is gone. */
function choose() {
  const people = [...state.users.keys()].filter((uid) => !state.bots.has(uid));
  if (!people.includes(state.me)) change({ me: people[0] });
  const { peer } = state;
  const there = peer && (peer.receiverType === 'group' ? state.groups : state.users).has(peer.receiver);
  if (there) return;
  const bot = [...state.bots.keys()][0];
  change({ peer: bot === undefined ? undefined : { receiverType: 'user', receiver: bot } });
}

async function loadPeople() {
  change(peopleMaps(await control('GET', 'people')));
  choose();
}

let loading;
/** Several changes at once are one request. */
function peopleSoon() {
  clearTimeout(loading);
  loading = setTimeout(loadPeople, 50);
}

const CHANGES_PEOPLE = /^\/v3\/(users|bots|groups)(\/[^/]+)?(\/members.*)?$/;

const on = {
  message: (message) => put(state.messages, message.id, message),
  delivery: (delivery) => put(state.deliveries, delivery.id, delivery),
  request(request) {
    put(state.requests, request.id, request);
    if (request.method !== 'GET' && CHANGES_PEOPLE.test(request.path)) peopleSoon();
  },
  switches: (switches) => change({ switches }),
  reset: () => void load(),
};

export function follow() {
  const events = new EventSource('/simulator/events');
  for (const [topic, act] of Object.entries(on)) events.addEventListener(topic, (event) => act(JSON.parse(event.data)));
  // Also after a break: what happened meanwhile is loaded anew.
  events.addEventListener('ready', () => {
    change({ connected: true });
    void load();
  });
  events.addEventListener('error', () => change({ connected: false }));
  // So that "is working" ends by itself.
  setInterval(redraw, 1000);
}
