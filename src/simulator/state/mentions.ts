const MENTION = /<@uid:([a-z0-9_-]{1,100})>/gi;

/** The uids a text mentions, each once, in order. */
export function mentionedUids(text: unknown): string[] {
  if (typeof text !== 'string' || !text.includes('<@uid:')) return [];
  return [...new Set([...text.matchAll(MENTION)].map((match) => (match[1] ?? '').toLowerCase()))];
}
