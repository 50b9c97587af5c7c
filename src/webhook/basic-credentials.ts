/** More than a user name and a password of 50 characters each can take, as bytes or in base64. */
const SIZE = 512;

/** `user:password` as bytes. All are of one size, padded, with their length at the end: timingSafeEqual() takes no other. */
export function credentialBytes(text: string, encoding: BufferEncoding = 'utf8'): Buffer {
  const bytes = Buffer.alloc(SIZE + 2);
  bytes.writeUInt16LE(bytes.write(text, 0, SIZE, encoding), SIZE);
  return bytes;
}

/** What an `Authorization: Basic …` header holds (RFC 7617), or undefined where that cannot be right. */
export function credentialsIn(header: string | undefined): Buffer | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
  return encoded === undefined || encoded.length > SIZE ? undefined : credentialBytes(encoded, 'base64');
}
