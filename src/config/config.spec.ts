import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { ConfigError } from './config-error.js';
import { CONFIG, loadConfig, loadQueueConfig } from './config.js';
import { ConfigModule } from './config.module.js';
import type { Environment } from './given-values.js';

const enough: Environment = {
  COMETCHAT_APP_ID: '2248348660ad9bd4',
  COMETCHAT_REGION: 'us',
  COMETCHAT_API_KEY: 'key-of-the-app',
  WEBHOOK_USERNAME: 'comet',
  WEBHOOK_PASSWORD: 'correct horse',
};

function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

function withFile<T>(content: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'halley-config-'));
  try {
    const path = join(folder, 'value');
    writeFileSync(path, content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('loadConfig', () => {
  it('groups the least that is needed, with every default', () => {
    expect(loadConfig(enough)).toEqual({
      role: 'all',
      production: false,
      http: { host: '127.0.0.1', port: 3000 },
      redis: { url: undefined },
      cometchat: {
        appId: '2248348660ad9bd4',
        region: 'us',
        apiKey: 'key-of-the-app',
        apiUrl: 'https://2248348660ad9bd4.api-us.cometchat.io/v3',
      },
      webhook: { username: 'comet', password: 'correct horse', previous: undefined },
      worker: { concurrency: 64, handlerTimeoutMs: 30_000 },
      reply: { deadlineMs: 900_000 },
      cards: 'probe',
      shutdownTimeoutMs: 25_000,
      log: { level: 'info' },
      forms: undefined,
    });
  });

  it('puts the way to forms behind the public address', () => {
    const secret = 'x'.repeat(32);
    const { forms } = loadConfig({ ...enough, PUBLIC_URL: 'https://bots.example.com/', FORM_SECRET: secret });
    expect(forms).toEqual({ url: 'https://bots.example.com/forms', secret });
  });

  it.each([['PUBLIC_URL', 'bots.example.com'], ['PUBLIC_URL', 'https://host/?x=1'], ['FORM_SECRET', 'x'.repeat(31)]])('refuses %s=%s for forms', (name, value) => {
    const forms = { PUBLIC_URL: 'https://bots.example.com', FORM_SECRET: 'x'.repeat(32) };
    expect(problemsOf({ ...enough, ...forms, [name]: value })).toEqual([expect.stringMatching(`^${name} `)]);
  });

  it('takes forms over http only where COMETCHAT_API_URL is set', () => {
    const open = { ...enough, PUBLIC_URL: 'http://127.0.0.1:3000', FORM_SECRET: 'x'.repeat(32) };
    expect(problemsOf(open)).toEqual([expect.stringMatching('^PUBLIC_URL is http. Set it to an https address')]);
    expect(problemsOf({ ...open, COMETCHAT_API_URL: 'http://127.0.0.1:4000/v3' })).toEqual([]);
  });

  it('is frozen to the bottom', () => {
    const { webhook } = loadConfig({ ...enough, WEBHOOK_PREVIOUS_USERNAME: 'old', WEBHOOK_PREVIOUS_PASSWORD: 'old horse' });
    expect(webhook.previous).toEqual({ username: 'old', password: 'old horse' });
    expect(Object.isFrozen(webhook.previous)).toBe(true);
  });

  it('takes http and a private address where COMETCHAT_API_URL names it', () => {
    const { cometchat } = loadConfig({ ...enough, COMETCHAT_API_URL: 'http://10.0.0.7:4000/v3/' });
    expect(cometchat.apiUrl).toBe('http://10.0.0.7:4000/v3');
  });

  it('treats an empty value as none', () => {
    expect(loadConfig({ ...enough, PORT: '', REDIS_URL: '', REDIS_URL_FILE: '' }).http.port).toBe(3000);
  });

  it('lists every problem at once, each with its fix', () => {
    const problems = problemsOf({ ROLE: 'both', PORT: '70000', COMETCHAT_REGION: 'uk', WEBHOOK_PASSWORD: 'short' });
    expect(problems).toHaveLength(7);
    expect(problems).toContain('ROLE is "both", which cannot be used. Set it to all, webhook or worker.');
    expect(problems).toContain('COMETCHAT_API_KEY is missing. Copy the REST API key (fullAccess) from the dashboard of your CometChat app.');
  });

  it('says all of it in one message', () => {
    expect(() => loadConfig({})).toThrow(/^Halley cannot start, 5 problems in its configuration:\n {2}- COMETCHAT_APP_ID is missing/);
  });

  it('never repeats a secret', () => {
    const secrets = { WEBHOOK_PASSWORD: 'short', COMETCHAT_API_KEY: 'a key', REDIS_URL: 'http://user:secret@host' };
    const text = problemsOf({ ...enough, ...secrets }).join('\n');
    expect(text).toContain('REDIS_URL has a value that cannot be used');
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });

  it.each([
    ['PORT', 'http'], ['PORT', '-1'], ['PORT', '1e3'], ['PORT', ' 80'],
    ['COMETCHAT_APP_ID', 'evil.example/'], ['COMETCHAT_API_URL', 'ftp://host/v3'], ['COMETCHAT_API_URL', 'https://host'],
    ['COMETCHAT_API_URL', 'https://user:word@host/v3'], ['COMETCHAT_API_URL', 'https://host/v3?x=1'],
    ['WEBHOOK_USERNAME', 'a:b'], ['WEBHOOK_PASSWORD', '1234567'], ['WEBHOOK_PASSWORD', 'x'.repeat(51)],
    ['REDIS_URL', 'localhost:6379'], ['REDIS_URL', 'unix://'], ['REDIS_URL', 'redis://'],
    ['WORKER_CONCURRENCY', '0'], ['HANDLER_TIMEOUT_MS', '30s'], ['LOG_LEVEL', 'verbose'], ['COMETCHAT_API_KEY', 'two words'],
  ])('refuses %s=%s and names it', (name, value) => {
    const problems = problemsOf({ ...enough, [name]: value });
    expect(problems).toEqual([expect.stringMatching(`^${name} `)]);
  });

  it.each(['redis://:word@host:6379/2', 'rediss://host', 'unix:///run/redis.sock'])('takes %s as REDIS_URL', (url) => {
    expect(loadConfig({ ...enough, REDIS_URL: url, ROLE: 'worker', NODE_ENV: 'production' }).redis.url).toBe(url);
  });

  it.each([
    ['ROLE is webhook', { ROLE: 'webhook' }],
    ['ROLE is worker', { ROLE: 'worker' }],
    ['NODE_ENV is production', { NODE_ENV: 'production' }],
  ])('refuses the embedded Redis where %s', (reason, env) => {
    expect(problemsOf({ ...enough, ...env })).toEqual([expect.stringContaining(`REDIS_URL is missing, and ${reason}`)]);
  });

  it.each([
    ['WEBHOOK_PREVIOUS_PASSWORD', 'old horse', 'WEBHOOK_PREVIOUS_USERNAME'],
    ['PUBLIC_URL', 'https://bots.example.com', 'FORM_SECRET'],
    ['FORM_SECRET', 'x'.repeat(32), 'PUBLIC_URL'],
  ])('wants what goes with %s', (name, value, other) => {
    expect(problemsOf({ ...enough, [name]: value })).toEqual([`${name} is set without ${other}. Set both, or neither.`]);
  });
});

describe('<NAME>_FILE', () => {
  it.each([
    ['WEBHOOK_PASSWORD'], ['COMETCHAT_API_KEY'], ['WEBHOOK_PREVIOUS_PASSWORD'], ['REDIS_URL'], ['FORM_SECRET'],
  ])('%s can be read from a file, whose last line break does not count', (name) => {
    withFile('redis://from-a-file-with-a-long-name\n', (path) => {
      const config = loadConfig({ ...enough, WEBHOOK_PREVIOUS_USERNAME: 'old', WEBHOOK_PREVIOUS_PASSWORD: 'old horse', PUBLIC_URL: 'https://host', FORM_SECRET: 'x'.repeat(32), [name]: undefined, [`${name}_FILE`]: path });
      expect(JSON.stringify(config)).toContain('"redis://from-a-file-with-a-long-name"');
    });
  });

  it('names the file that cannot be read, and why', () => {
    const env = { ...enough, WEBHOOK_PASSWORD: undefined, WEBHOOK_PASSWORD_FILE: '/nowhere/password' };
    expect(problemsOf(env)).toEqual([
      'WEBHOOK_PASSWORD_FILE names /nowhere/password, which cannot be read (ENOENT). Check the path and its permissions.',
    ]);
  });

  it('refuses an empty file, and a value given twice', () => {
    withFile('\n', (path) => {
      expect(problemsOf({ ...enough, REDIS_URL_FILE: path })[0]).toContain('which is empty');
      expect(problemsOf({ ...enough, WEBHOOK_PASSWORD_FILE: path })).toEqual([
        'WEBHOOK_PASSWORD and WEBHOOK_PASSWORD_FILE are both set. Unset one of them.',
      ]);
    });
  });
});

describe('ConfigModule', () => {
  it('gives the config it is passed', async () => {
    const config = loadConfig(enough);
    const module = await Test.createTestingModule({ imports: [ConfigModule.of(config)] }).compile();
    expect(module.get(CONFIG)).toBe(config);
  });
});

describe('loadQueueConfig', () => {
  it('needs to know where Redis is, and nothing of CometChat', () => {
    expect(loadQueueConfig({ REDIS_URL: 'redis://cache', REPLY_DEADLINE_MS: '5000' })).toMatchObject({ redis: { url: 'redis://cache' }, reply: { deadlineMs: 5000 } });
    expect(withFile('redis://of-the-file', (path) => loadQueueConfig({ REDIS_URL_FILE: path }).redis.url)).toBe('redis://of-the-file');
  });

  it('names what is missing or wrong of that, and nothing else', () => {
    const given = { COMETCHAT_REGION: 'moon', REPLY_DEADLINE_MS: 'soon' };
    expect(() => loadQueueConfig(given)).toThrow(expect.objectContaining({
      problems: [expect.stringMatching(/^REDIS_URL is missing\. /), expect.stringMatching(/^REPLY_DEADLINE_MS is "soon", which cannot be used\. /)],
    }));
  });
});
