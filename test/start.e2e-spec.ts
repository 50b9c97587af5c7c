import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

/** Puts other code in the place of a bot's file while it is loaded. */
function withMistake(file: string, code: string): string {
  const hooks = dataUrl(`export async function load(url, context, next) {
    const loaded = await next(url, context);
    return url.endsWith(${JSON.stringify(file)}) ? { ...loaded, source: ${JSON.stringify(code)} } : loaded;
  }`);
  return dataUrl(`import { register } from 'node:module'; register(${JSON.stringify(hooks)});`);
}

it.each([
  ['all', '\nconst options = undefined;\nexport class EchoBot { static uid = options.uid; }', /^Halley does not start\. TypeError: .*'uid'.*\n +at .*\/bots\/echo\.bot\.js:3:/],
  ['webhook', 'export {};', /^Halley does not start\. file:.*\/bots\/bots\.js:\d+\n.*'\.\/echo\.bot\.js';\n.*\nSyntaxError: .*'EchoBot'/],
  ['worker', 'export {};', /^Halley does not start\. file:.*\/bots\/bots\.js:\d+\n.*'\.\/echo\.bot\.js';\n.*\nSyntaxError: .*'EchoBot'/],
])('a mistake in the file of a bot stops the role %s with file and line, before any Redis', (ROLE, code, words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', withMistake('/bots/echo.bot.js', code), 'dist/main.js'], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH, ROLE, PORT: '0', COMETCHAT_APP_ID: '0123456789abcdef', COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'key', WEBHOOK_USERNAME: 'halley', WEBHOOK_PASSWORD: 'a password',
      // Nobody listens there, and whoever asked would say so instead.
      REDIS_URL: 'redis://127.0.0.1:9',
    },
  });
  expect(stderr).toMatch(words);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
