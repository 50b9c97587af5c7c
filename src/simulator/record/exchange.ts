/** One request and its answer, as it is kept in a file. */
export interface Exchange {
  /** A callback goes from CometChat to the bots' backend, a request the other way. */
  kind: 'callback' | 'request';
  /** When it came, ISO 8601: what CometChat retries, and how soon, is to be seen here. */
  at: string;
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: unknown;
  answer: { status: number; headers: Record<string, string>; body: unknown; ms: number };
}
