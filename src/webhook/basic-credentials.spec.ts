import { describe, expect, it } from '@jest/globals';
import { credentialBytes, credentialsIn } from './basic-credentials.js';

const header = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('credentials', () => {
  it.each([
    ['a pair', 'comet:correct horse'],
    // A user name is counted in UTF-16 units, a password in characters.
    ['the longest pair that can be set', `${'€'.repeat(50)}:${'🐎'.repeat(50)}`],
    ['a password with colons', 'comet:a:b:c'],
  ])('are the same as a header and as they were set: %s', (_, pair) => {
    expect(credentialsIn(header(pair))).toEqual(credentialBytes(pair));
  });

  it('of another length are others, whatever stands behind them', () => {
    expect(credentialsIn(header('comet:horse\0'))).not.toEqual(credentialBytes('comet:horse'));
    expect(credentialsIn(header('comet:hors'))).not.toEqual(credentialBytes('comet:horse'));
  });

  it('are none where they cannot be right, and stop the start where they cannot be kept', () => {
    expect(credentialsIn(header(`comet:${'x'.repeat(507)}`))).toBeUndefined();
    expect(() => credentialBytes(`comet:${'x'.repeat(507)}`)).toThrow(RangeError);
  });
});
