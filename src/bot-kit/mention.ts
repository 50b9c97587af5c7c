/**
 * Mentions a user: put it into any text or caption.
 *
 * @example
 * return `${mention('alice')}, your order is here.`;
 * @see https://www.cometchat.com/docs/sdk/javascript/mentions
 */
export function mention(uid: string): string {
  return `<@uid:${uid}>`;
}
