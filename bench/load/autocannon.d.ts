declare module 'autocannon' {
  interface Request {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
    setupRequest?(request: Request): Request;
  }
  interface Result {
    '2xx': number;
    non2xx: number;
    errors: number;
    timeouts: number;
    /** In seconds. */
    duration: number;
  }
  interface Instance extends Promise<Result> {
    on(event: 'response', heard: (client: unknown, status: number, bytes: number, responseTimeMs: number) => void): this;
  }
  export default function autocannon(options: { url: string; connections: number; duration: number; timeout: number; requests: Request[] }): Instance;
}
