/** Bytes. A user name and a password of 50 characters each, as variables.ts allows, take at most 351. */
const SIZE = 512;

/**
 * `user:password` as bytes. All are of one size, padded, with their length at the end: timingSafeEqual() takes no other.
 * @throws RangeError if they do not fit.
 */
export function credentialBytes(text: string, encoding: 'utf8' | 'base64' = 'utf8'): Buffer {
  if (Buffer.byteLength(text, encoding) > SIZE) throw new RangeError(`A user name and a password have at most ${SIZE} bytes together.`);
  const bytes = Buffer.alloc(SIZE + 2);
  bytes.writeUInt16LE(bytes.write(text, encoding), SIZE);
  return bytes;
}

/** What an `Authorization: Basic …` header holds (RFC 7617), or undefined where that cannot be right. */
export function credentialsIn(header: string | undefined): Buffer | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined || Buffer.byteLength(encoded, 'base64') > SIZE) return undefined;
  return credentialBytes(encoded, 'base64');
}
