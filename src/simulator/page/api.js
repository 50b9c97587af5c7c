import { state } from './store.js';

async function call(method, path, body, headers = {}) {
  const json = body !== undefined && !(body instanceof Blob);
  const answer = await fetch(path, {
    method,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    body: json ? JSON.stringify(body) : body,
  });
  const text = await answer.text();
  const parsed = text === '' ? undefined : JSON.parse(text);
  if (!answer.ok) throw new Error(reasonOf(parsed) ?? `The simulator answered ${answer.status}.`);
  return parsed;
}

function reasonOf(body) {
  const details = Object.values(body?.error?.details ?? {}).flat().join(' ');
  return details || body?.error?.message;
}

/** What the simulator offers beside CometChat’s API. */
export const control = (method, path, body) => call(method, `/simulator/${path}`, body);

/** CometChat’s API, as the user that was chosen. */
export function cometchat(method, path, body, onBehalfOf = state.me) {
  return call(method, `/v3/${path}`, body, { apikey: state.app.apiKey, ...(onBehalfOf && { onBehalfOf }) });
}

/** Puts a file where messages can point to, and answers the attachment. */
export function upload(file) {
  const type = 'application/octet-stream';
  const headers = { 'content-type': type, 'x-mime-type': file.type || type };
  return call('POST', `/simulator/files?name=${encodeURIComponent(file.name)}`, new Blob([file], { type }), headers);
}
