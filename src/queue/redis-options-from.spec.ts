import { describe, expect, it } from '@jest/globals';
import { redisOptionsFrom } from './redis-options-from.js';

describe('redisOptionsFrom', () => {
  it.each([
    ['redis://localhost', { host: 'localhost', port: 6379, db: 0 }],
    ['redis://:p%40ss@redis:6380/2', { host: 'redis', port: 6380, db: 2, password: 'p@ss' }],
    ['rediss://user:word@redis', { host: 'redis', port: 6379, db: 0, username: 'user', password: 'word', tls: {} }],
    ['redis://[::1]:7000', { host: '::1', port: 7000, db: 0 }],
    ['unix:///run/a%20b/redis.sock', { path: '/run/a b/redis.sock', db: 0 }],
    ['unix:///run/redis.sock?db=2', { path: '/run/redis.sock', db: 2 }],
  ])('%s', (url, options) => {
    expect(redisOptionsFrom(url)).toEqual(options);
  });

  it('names a path that is no database', () => {
    expect(() => redisOptionsFrom('redis://host/zero')).toThrow('The path of REDIS_URL is "/zero".');
    expect(() => redisOptionsFrom('unix:///run/redis.sock?db=zero')).toThrow('The database of REDIS_URL is "zero".');
  });
});
