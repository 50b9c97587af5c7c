import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** What a process prints whose only work is this. */
function logged(work: string): Record<string, unknown>[] {
  const script = `import { PinoLogger } from './dist/pino.logger.js'; const logger = new PinoLogger('info'); ${work}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it.each([
    ['by itself', ''],
    ['when told to', 'process.exit(3);'],
    ['of an error nobody caught', 'throw new Error("uncaught");'],
    ['of a rejection nobody caught', 'Promise.reject(new Error("unhandled"));'],
  ])('has every line of a process that ends %s', (_, end) => {
    const lines = logged(`for (let i = 0; i < 200; i++) logger.log({ i }, 'Room'); ${end}`);
    expect(lines.map(({ i }) => i)).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  it('hides secrets at both depths, in flat and in nested objects', () => {
    const secrets = "{ apikey: 'SECRET', authorization: 'SECRET', password: 'SECRET', text: 'SECRET' }";
    const hidden = { apikey: '[hidden]', authorization: '[hidden]', password: '[hidden]', text: '[hidden]' };
    expect(logged(`
      logger.log(${secrets}, 'Room');
      logger.log({ request: ${secrets} }, 'Room');
      logger.log({ ...${secrets}, request: ${secrets} }, 'Room');
      logger.error(${secrets}, 'the stack', 'Room');
      logger.error(Object.assign(new Error('Failed'), ${secrets}), undefined, 'Room');
    `)).toMatchObject([hidden, { request: hidden }, { ...hidden, request: hidden }, { ...hidden, stack: 'the stack' }, { err: hidden }]);
  });

  it.each(['undefined', "'the stack'"])('says what an error is, also with its stack: %s', (stack) => {
    expect(logged(`logger.error(new Error('It broke'), ${stack}, 'Room');`)).toMatchObject([{ room: 'Room', msg: 'It broke', err: { message: 'It broke' } }]);
  });
});
