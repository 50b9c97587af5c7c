import { useState } from 'preact/hooks';
import { html } from './html.js';
import { focusMessage } from './panes.js';
import { interact } from './talk.js';
import { usedElements } from './used-elements.js';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MINUTES_A_DAY = 24 * 60;
const SHOWN_DAYS = 14;

const pad = (number) => String(number).padStart(2, '0');
const dateText = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
/** `0930` and `09:30` both mean half past nine. */
const minutesOf = (clock) => {
  const digits = String(clock).replace(/\D/g, '').padStart(4, '0');
  return Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
};
const clockOf = (minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

/** Days of the next two weeks that have a time free. */
function daysOf({ availability = {}, dateRangeStart, dateRangeEnd }) {
  const first = new Date(Math.max(Date.now(), dateRangeStart ? new Date(`${dateRangeStart}T00:00`).getTime() : 0));
  const last = dateRangeEnd ? new Date(`${dateRangeEnd}T23:59`) : undefined;
  const days = Array.from({ length: SHOWN_DAYS }, (_, ahead) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + ahead));
  return days.filter((day) => (!last || day <= last) && (availability[DAYS[day.getDay()]] ?? []).length > 0);
}

function slotsOf({ availability = {}, duration = 30, bufferTime = 0 }, day) {
  const slots = [];
  for (const { from, to } of availability[DAYS[day.getDay()]] ?? []) {
    for (let start = minutesOf(from); start + duration <= Math.min(minutesOf(to), MINUTES_A_DAY); start += duration + bufferTime) slots.push(clockOf(start));
  }
  return slots;
}

/** An interactive scheduler: a day, a time, and the button that posts both. */
export function Scheduler({ message }) {
  const data = message.data.interactiveData;
  const { title, scheduleElement, goalCompletionText, timezoneCode, duration = 30 } = data;
  const days = daysOf(data);
  const [day, setDay] = useState(days[0]);
  const [time, setTime] = useState();
  if (scheduleElement && usedElements(message).has(scheduleElement.elementId)) {
    return html`<div class="rich"><h4>${title}</h4><p class="done">✓ ${goalCompletionText ?? 'Booked'}</p></div>`;
  }
  const book = async () => {
    await interact(message.id, scheduleElement?.elementId ?? 'schedule', { date: dateText(day), time, duration: String(duration), timezoneCode: timezoneCode ?? '' });
    focusMessage(message.id);
  };
  if (!day) return html`<div class="rich"><h4>${title}</h4><p>No day is free in the next two weeks.</p></div>`;
  return html`<div class="rich scheduler">
    <h4>${title}</h4>
    <p class="hint">${duration} minutes${timezoneCode && ` · ${timezoneCode}`}</p>
    <div class="days" role="group" aria-label="Day">${days.map(
      (each) => html`<button type="button" key=${dateText(each)} aria-pressed=${dateText(each) === dateText(day)} onClick=${() => (setDay(each), setTime(undefined))}>
        <small>${each.toLocaleDateString(undefined, { weekday: 'short' })}</small>${each.getDate()}
      </button>`,
    )}</div>
    <div class="slots" role="group" aria-label="Time">${slotsOf(data, day).map(
      (slot) => html`<button type="button" key=${slot} aria-pressed=${slot === time} onClick=${() => setTime(slot)}>${slot}</button>`,
    )}</div>
    <button type="button" class="primary" disabled=${!time} onClick=${book}>${scheduleElement?.buttonText ?? 'Schedule'}</button>
  </div>`;
}
