/** A bot that already talks: one command, and an answer to all the rest. */
export function botSource(uid: string, className: string): string {
  return `import { Bot, CommandContext, OnCommand, OnMessage, text } from '../bot-kit/index.js';

@Bot('${uid}')
export class ${className} {
  @OnCommand('hello', 'Says hello')
  hello({ sender }: CommandContext) {
    return \`Hello \${sender.name ?? sender.uid}!\`;
  }

  @OnMessage()
  fallback() {
    return text('I do not know that yet.', { quickReplies: ['/help'] });
  }
}
`;
}

/** Its spec, which passes. */
export function specSource(className: string, fileName: string): string {
  return `import { describe, expect, it } from '@jest/globals';
import { botMatchers, chatWith } from '../bot-kit/index.js';
import { ${className} } from './${fileName}.js';

expect.extend(botMatchers);

describe('${className}', () => {
  const alice = chatWith(new ${className}());

  it('says hello', async () => {
    expect(await alice.command('hello')).toEqual(['Hello alice!']);
  });

  it('offers help when it does not understand', async () => {
    expect(await alice.say('what is this?')).toOffer('/help');
  });
});
`;
}
