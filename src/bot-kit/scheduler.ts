import { button, define, type FormDefinition } from './form.js';
import type { JsonObject } from './json.js';

type Day = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/**
 * What a scheduler offers.
 *
 * @example
 * const hours: SchedulerOptions['availability'] = { monday: [{ from: '0900', to: '1700' }] };
 */
export interface SchedulerOptions {
  title: string;
  /** Minutes of a meeting, and between two. */
  duration: number;
  bufferTime?: number;
  /** For instance `Europe/Berlin`. */
  timezoneCode: string;
  /** When there is time: hours as `0900`. */
  availability: Partial<Record<Day, { from: string; to: string }[]>>;
  /** First and last day, as `2026-12-24`. */
  dateRangeStart: string;
  dateRangeEnd: string;
  avatarUrl?: string;
  icsFileUrl?: string;
  submit?: string;
}

/**
 * Defines a scheduler. Show it with `showForm`, and handle it with `@OnForm`; what exactly an app sends for the chosen
 * time is not documented, so its values are whatever arrives.
 *
 * @example
 * const visit = scheduler('visit', {
 *   title: 'Visit us', duration: 30, timezoneCode: 'Europe/Berlin', availability: { monday: [{ from: '0900', to: '1700' }] },
 *   dateRangeStart: '2026-12-01', dateRangeEnd: '2026-12-31',
 * });
 * @throws TypeError if an hour or a day is not written as CometChat wants it
 * @see https://www.cometchat.com/docs/sdk/javascript/interactive-messages
 */
export function scheduler(name: string, { submit = 'Book', bufferTime = 0, ...options }: SchedulerOptions): FormDefinition<JsonObject> {
  const hours = Object.values(options.availability).flatMap((spans) => spans.flatMap(({ from, to }) => [from, to]));
  const wrongHour = hours.find((hour) => !/^([01]\d|2[0-3])[0-5]\d$/.test(hour));
  const wrongDay = [options.dateRangeStart, options.dateRangeEnd].find((day) => !/^\d{4}-\d\d-\d\d$/.test(day));
  if (wrongHour !== undefined) throw new TypeError(`The scheduler "${name}" has the hour ${JSON.stringify(wrongHour)}. Write it like 0930.`);
  if (wrongDay !== undefined) throw new TypeError(`The scheduler "${name}" has the day ${JSON.stringify(wrongDay)}. Write it like 2026-12-24.`);
  const json = { ...options, bufferTime, scheduleElement: button(submit) } as unknown as JsonObject;
  return define('scheduler', name, options.title, {}, json);
}
