import type { Handler } from './handler.js';
import type { Trigger } from './trigger.js';

/** What makes it unclear which handler answers, or keeps one from ever answering; each with its fix. */
export function ambiguitiesOf(bot: string, handlers: readonly Handler[]): string[] {
  return [...unusableNames(bot, handlers), ...missingGroups(bot, handlers), ...claimedTwice(bot, handlers), ...hiddenPatterns(bot, handlers), ...hiddenTexts(bot, handlers)];
}

function* claimedTwice(bot: string, handlers: readonly Handler[]): Generator<string> {
  const owners = new Map<string, string>();
  for (const { trigger, method } of handlers) {
    for (const claim of claimsOf(trigger)) {
      const owner = owners.get(claim);
      if (owner === undefined) owners.set(claim, method);
      else yield `${bot}: ${owner}() and ${method}() both handle ${claim}, so ${method}() would never run. ${fixOf(trigger)}`;
    }
  }
}

/** What a handler has to itself. */
function claimsOf(trigger: Trigger): string[] {
  switch (trigger.kind) {
    case 'form':
      return [`the form "${trigger.form.name}"`];
    case 'command':
      return [`the command /${trigger.name}`];
    case 'action':
      return [`the action "${trigger.id}"`];
    case 'step':
      return [trigger.name, ...trigger.formerly].map((name) => `the step "${name}"`);
    case 'text':
      return trigger.patterns.map((pattern) => `the pattern ${String(pattern)}`);
    case 'mention':
      return ['every mention'];
    case 'media':
      return trigger.media.map((kind) => `messages of type ${kind}`);
    case 'custom':
      return [trigger.type === undefined ? 'every custom message' : `custom messages of type "${trigger.type}"`];
    case 'message':
      return ['whatever is left (@OnMessage)'];
  }
}

function fixOf({ kind }: Trigger): string {
  return kind === 'media' ? 'Name in @OnMedia(…) what each of them takes.' : 'Rename or remove one of them.';
}

function* unusableNames(bot: string, handlers: readonly Handler[]): Generator<string> {
  for (const { trigger, method } of handlers) {
    if (trigger.kind === 'command' && !/^[^\s/]+$/.test(trigger.name)) {
      yield `${bot}.${method}(): nobody could write the command "/${trigger.name}". Give it a name without blanks and slashes.`;
    }
    if (trigger.kind === 'text' && (trigger.patterns.length === 0 || trigger.patterns.some(isEmpty))) {
      yield `${bot}.${method}(): an empty pattern matches everything or nothing. Say what to look for, or use @OnMessage().`;
    }
  }
}

function* missingGroups(bot: string, handlers: readonly Handler[]): Generator<string> {
  for (const { trigger, method } of handlers) {
    if (trigger.kind !== 'text') continue;
    const there = trigger.patterns.flatMap(groupNames);
    for (const name of trigger.groups.filter((one) => !there.includes(one))) {
      const fix = there.length > 0 ? `It has ${there.map((one) => `"${one}"`).join(', ')}: name one of those` : `Write (?<${name}>…) in it`;
      yield `${bot}.${method}(): the pattern ${trigger.patterns.join(' or ')} has no group "${name}". ${fix}, or leave the name out.`;
    }
  }
}

/** With an empty alternative every RegExp matches the empty text, and tells the names of all its groups. */
function groupNames({ source, flags }: RegExp): string[] {
  return Object.keys(new RegExp(`${source}|`, flags).exec('')?.groups ?? {});
}

function* hiddenPatterns(bot: string, handlers: readonly Handler[]): Generator<string> {
  const texts = handlers.filter(({ trigger }) => trigger.kind === 'text');
  const greedy = texts.findIndex(({ trigger }) => trigger.kind === 'text' && trigger.patterns.some(matchesEverything));
  if (greedy < 0) return;
  for (const { method } of texts.slice(greedy + 1)) {
    yield `${bot}: ${texts[greedy].method}() has a pattern that matches every text, so ${method}() would never run. Put ${method}() above it, or make it @OnMessage().`;
  }
}

/** Texts that stand under a pattern which takes them first; of RegExps among themselves nobody can tell. */
function* hiddenTexts(bot: string, handlers: readonly Handler[]): Generator<string> {
  const patterns = handlers.flatMap(({ trigger, method }) => (trigger.kind === 'text' ? trigger.patterns.map((pattern) => ({ pattern, method })) : []));
  for (const [index, { pattern, method }] of patterns.entries()) {
    const literal = literalOf(pattern);
    const taker = patterns.slice(0, index).find((earlier) => earlier.method !== method && literal !== undefined && takesAlways(earlier.pattern, literal));
    // The others are told of already.
    if (taker && !matchesEverything(taker.pattern) && String(taker.pattern) !== String(pattern)) {
      yield `${bot}: ${taker.method}() takes "${literal}" by ${String(taker.pattern)}, so ${method}() would never get it. Put ${method}() above ${taker.method}().`;
    }
  }
}

/** The text that @OnText was given as a string, if it was. */
function literalOf({ source, flags }: RegExp): string | undefined {
  const inner = flags === 'iu' ? /^\^\\s\*((?:[^\\^$.*+?()[\]{}|/]|\\[\\^$.*+?()[\]{}|/])+)\\s\*\$$/.exec(source)?.[1] : undefined;
  return inner?.replace(/\\(.)/g, '$1');
}

/** However it is written: a string is compared in any case, with blanks around it. */
function takesAlways(pattern: RegExp, literal: string): boolean {
  return [literal, literal.toLowerCase(), literal.toUpperCase(), ` ${literal} `].every((text) => pattern.test(text));
}

function isEmpty({ source }: RegExp): boolean {
  return source === '(?:)' || source === '^\\s*\\s*$';
}

/** A pattern that takes the empty text and this odd one takes all others, as far as anybody writes them. */
function matchesEverything(pattern: RegExp): boolean {
  return pattern.test('') && pattern.test('§ 7\n\u{1F9ED}');
}
