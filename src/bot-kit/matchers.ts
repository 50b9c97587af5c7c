// Without it the compiler does not look for the module that is extended below.
import type {} from 'expect';
import type { Said } from './chat.js';
import type { MediaKind } from './trigger.js';

interface Judgement {
  pass: boolean;
  message: () => string;
}

/**
 * Jest matchers for what `chatWith` gives back.
 *
 * @example
 * expect.extend(botMatchers);
 * expect(await alice.say('hi')).toSay(/hello/i);
 * expect(await alice.say('hi')).toOffer('help');
 */
export const botMatchers = {
  toSay(received: readonly Said[], text: string | RegExp): Judgement {
    const pass = received.map(textOf).some((said) => (typeof text === 'string' ? said === text : text.test(said)));
    return judge(pass, received, `to say ${typeof text === 'string' ? JSON.stringify(text) : String(text)}`);
  },
  toSayNothing(received: readonly Said[]): Judgement {
    return judge(received.length === 0, received, 'to say nothing');
  },
  toOffer(received: readonly Said[], ...labels: string[]): Judgement {
    const offered = received.map((said) => (typeof said === 'object' && said.kind === 'text' ? (said.quickReplies ?? []) : []));
    const pass = offered.some((one) => labels.every((label) => one.includes(label)));
    return judge(pass, received, `to offer ${labels.join(', ')}`);
  },
  toShow(received: readonly Said[], kind: MediaKind, url?: string): Judgement {
    const shown = received.flatMap((said) => (typeof said === 'object' && said.kind === kind ? said.attachments : []));
    const pass = url === undefined ? shown.length > 0 : shown.some((attachment) => attachment.url === url);
    return judge(pass, received, `to show ${url ?? `a file of kind ${kind}`}`);
  },
};

function textOf(said: Said): string {
  return typeof said === 'string' ? said : (said.text ?? '');
}

function judge(pass: boolean, received: readonly Said[], what: string): Judgement {
  const message = () => `Expected the bot ${pass ? 'not ' : ''}${what}. It said:\n${JSON.stringify(received, null, 2)}`;
  return { pass, message };
}
