import { deliveriesOf } from './talk.js';
import { state } from './store.js';

/** The bot’s requests that belong to a message: those that answer it, and the one that sent it. */
export const requestsOf = ({ id }) => [...state.requests.values()].filter((request) => request.answersTo === id || request.messageId === id);

/** From sent to answered, in milliseconds after the message was stored. */
export function timelineOf(message) {
  const zero = message.storedAtMs;
  const steps = [{ at: 0, label: 'stored', kind: 'start' }];
  for (const { bot, attempts, cause } of deliveriesOf(message.id)) {
    for (const { at, ms, status, error } of attempts) {
      const again = cause === 'message' ? '' : ` (${cause})`;
      steps.push({ at: at - zero, label: `callback to ${bot}${again}`, kind: 'wait' });
      if (ms !== undefined) steps.push({ at: at + ms - zero, label: status ? `${bot} answered ${status}` : error, kind: isGood(status) ? 'good' : 'bad' });
    }
  }
  for (const { at, ms, method, path, status, fault, answersTo } of requestsOf(message)) {
    if (answersTo !== message.id) continue;
    steps.push({ at: at + ms - zero, label: `${method} ${path.replace('/v3', '')} → ${status ?? 'broken'}${fault ? ` (${fault})` : ''}`, kind: isGood(status) ? 'good' : 'bad' });
  }
  return steps.sort((a, b) => a.at - b.at);
}

/** How long the first answer took, or undefined while there is none. */
export function answeredAfter(message) {
  const answers = requestsOf(message).filter(({ answersTo, messageId, status }) => answersTo === message.id && messageId && status === 200);
  const first = answers.map(({ at, ms }) => at + ms - message.storedAtMs).sort((a, b) => a - b)[0];
  return first === undefined ? undefined : Math.max(0, first);
}

export const isGood = (status) => status >= 200 && status < 300;
