import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSecretsInto } from './write-secrets-into.js';

describe('writeSecretsInto', () => {
  let folder: string;
  let said: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'halley-spec-'));
    said = [];
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (given: Record<string, string>) => writeSecretsInto(folder, given, (line) => said.push(line));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();

  it('makes up what was not given, and keeps it', () => {
    write({});
    const before = ['redis-password', 'webhook-password', 'cometchat-api-key'].map(read);
    expect(new Set(before).size).toBe(3);
    for (const secret of before) expect(secret).toMatch(/^[\w-]{32}$/);
    write({});
    expect(['redis-password', 'webhook-password', 'cometchat-api-key'].map(read)).toEqual(before);
  });

  it('gives Redis and Halley the same password', () => {
    write({});
    expect(read('redis.conf')).toBe(`requirepass ${read('redis-password')}`);
    expect(read('redis-url')).toBe(`redis://:${read('redis-password')}@redis:6379`);
  });

  it('lets the simulator stand in, and says so', () => {
    write({ COMETCHAT_APP_ID: '' });
    expect(read('cometchat-api-url')).toBe('http://simulator:4000/v3');
    expect(said).toEqual(['No COMETCHAT_* is set: the simulator stands in for CometChat. Its page is at http://127.0.0.1:4000.']);
  });

  it('takes a real app, and says so', () => {
    write({ COMETCHAT_APP_ID: 'abc', COMETCHAT_REGION: 'us', COMETCHAT_API_KEY: 'the-key', WEBHOOK_PASSWORD: 'given-password' });
    expect(read('cometchat-api-url')).toBe('https://abc.api-us.cometchat.io/v3');
    expect(read('cometchat-api-key')).toBe('the-key');
    expect(read('webhook-password')).toBe('given-password');
    expect(said.join()).toContain('CometChat is the app abc');
    expect(said.join()).not.toContain('the-key');
  });

  it('refuses half of an app', () => {
    expect(() => write({ COMETCHAT_API_KEY: 'the-key' })).toThrow('Some COMETCHAT_* are set, but not COMETCHAT_APP_ID and COMETCHAT_REGION.');
  });
});
