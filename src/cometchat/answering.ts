import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed; undefined where it is not JSON. */
  body: unknown;
}

/**
 * Takes the answer to one request. Its deadline is for the whole of it, so that afterwards nothing can arrive any more;
 * a time-out of silence could be outlasted byte by byte.
 */
export class Answering implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private readonly deadline: number;
  private controller?: Dispatcher.DispatchController;
  private abortedBy?: Error;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly resolve: (answer: HttpAnswer) => void,
    private readonly reject: (error: Error) => void,
    private readonly timeoutMs: number,
    private readonly signal?: AbortSignal,
  ) {
    this.deadline = performance.now() + timeoutMs;
    this.timer = setTimeout(() => this.timeOut(), timeoutMs);
    signal?.addEventListener('abort', this, { once: true });
    if (signal?.aborted) this.handleEvent();
  }

  /**
   * Of the signal. It listens itself: with a listener as a field of its own each answer, its headers and all, outlived the next
   * collections, and was copied in each.
   */
  handleEvent(): void {
    this.abort('ABORT_ERR', 'The request was aborted');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // While it waited for a connection.
    if (this.abortedBy) controller.abort(this.abortedBy);
    // In a process that stood still the connection may be heard of before the timer is: what is late must not go out.
    else if (performance.now() >= this.deadline) this.timeOut();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.end();
    const [first] = this.chunks;
    const body = this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
    this.resolve({ status: this.status, headers: this.headers, body: parsed(body.toString()) });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.end();
    this.reject(error);
  }

  private timeOut(): void {
    this.abort('ETIMEDOUT', `No answer within ${this.timeoutMs} ms`);
  }

  private abort(code: string, sentence: string): void {
    this.end();
    this.abortedBy = Object.assign(new Error(sentence), { code });
    this.controller?.abort(this.abortedBy);
    this.reject(this.abortedBy);
  }

  private end(): void {
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this);
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
