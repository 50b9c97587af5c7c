import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
/** Who says nothing for so long has lost the request. */
const MOST_WAITING_MS = 30_000;

/**
 * One keep-alive connection that carries one request at a time. On a bare socket, since the load has to share two processors with
 * what it measures: autocannon took 175 µs a callback, and a bare Fastify with an LPUSH took 150 to answer it.
 */
export class Connection {
  private readonly socket: Socket;
  private received = '';
  private settle?: (status: number | undefined) => void;

  constructor({ hostname, port }: URL) {
    const hear = (length: number, bytes: Uint8Array) => {
      this.received += (bytes as Buffer).toString('latin1', 0, length);
      const status = this.statusOfWhole();
      if (status !== undefined) this.end(status);
      return true;
    };
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: Buffer.alloc(16 * 1024), callback: hear } });
    this.socket.setTimeout(MOST_WAITING_MS, () => this.close());
    this.socket.on('error', () => this.end(undefined)).on('close', () => this.end(undefined));
  }

  /** Resolves with the status once the whole answer is here; with undefined if the connection broke. */
  carry(request: string): Promise<number | undefined> {
    if (this.socket.destroyed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.settle = resolve;
      this.socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private end(status: number | undefined): void {
    this.received = '';
    const { settle } = this;
    this.settle = undefined;
    settle?.(status);
  }

  private statusOfWhole(): number | undefined {
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return undefined;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.received);
    if (!length) throw new Error(`This answer does not say how long it is:\n${this.received}`);
    if (this.received.length < headEnd + HEAD_END.length + Number(length[1])) return undefined;
    return Number(this.received.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
  }
}
