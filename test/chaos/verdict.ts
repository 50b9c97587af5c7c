import { readFileSync } from 'node:fs';
import type { Stored } from '../support/far-side.js';
import type { Sent } from './deliveries.js';

export interface Verdict {
  lost: string[];
  doubled: string[];
  reordered: string[];
}

/**
 * What the user sees. A pair counts as reordered if the first was acknowledged before the second was delivered, and the
 * second was answered first.
 */
export function judge(sent: Sent[], answers: Stored[]): Verdict {
  const places = new Map<string, number[]>();
  answers.forEach(({ text }, place) => places.set(text, [...(places.get(text) ?? []), place]));
  const verdict: Verdict = { lost: [], doubled: [], reordered: [] };
  const last = new Map<string, Sent & { place: number }>();
  for (const message of sent) {
    const [place, ...again] = places.get(message.text) ?? [];
    if (place === undefined) verdict.lost.push(message.text);
    if (again.length > 0) verdict.doubled.push(message.text);
    if (place === undefined) continue;
    const before = last.get(message.conversation);
    if (before && before.acceptedAt <= message.deliveredAt && before.place > place) verdict.reordered.push(`${before.text} / ${message.text}`);
    last.set(message.conversation, { ...message, place });
  }
  return verdict;
}

/** How often a handler was run for a message whose outcome was committed already, as the workers' logs tell it. */
export function runsAfterCommit(logs: string[]): number {
  const handled = new Set<string>();
  let again = 0;
  for (const log of logs) {
    for (const line of readFileSync(log, 'utf8').split('\n')) {
      if (!line.includes('"message handled"')) continue;
      const id = /"message":"(\d+)"/.exec(line)?.[1] ?? '';
      if (handled.has(id)) again++;
      handled.add(id);
    }
  }
  return again;
}

/** How long what was accepted before each death, and not yet answered, took from the death on; in ms, sorted. */
export function recoveryTimes(deaths: number[], sent: Sent[], answers: Stored[]): number[] {
  const answeredAt = new Map(answers.map(({ text, at }) => [text, at]));
  return deaths
    .flatMap((death) => sent.filter(({ acceptedAt, text }) => acceptedAt <= death && (answeredAt.get(text) ?? Infinity) > death).map(({ text }) => answeredAt.get(text)! - death))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
}
