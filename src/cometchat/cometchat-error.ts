/** What to do about it: try again, wait as long as told, give up, or call the operator. */
export type ErrorKind = 'transient' | 'rateLimited' | 'permanent' | 'configuration';

export interface Failure {
  kind: ErrorKind;
  /** `unknown`: CometChat may have the message; look it up before sending it again. */
  outcome: 'notSent' | 'unknown';
  /** The API itself answered, so the request is over and cannot arrive later. */
  answered: boolean;
  status?: number;
  /** CometChat's own code, or the network's. */
  code?: string;
  /** How long CometChat asked to wait. */
  retryAfterMs?: number;
  /** Only the thread is at fault: send it again without `parentId`. */
  withoutThread?: boolean;
  /** Only the rich form is at fault: send its text instead. */
  fallBackToText?: boolean;
}

/**
 * A call to CometChat that did not succeed. It holds neither the request nor CometChat's own sentence, because those
 * carry the API key and what people wrote.
 */
export class CometChatError extends Error implements Failure {
  override readonly name = 'CometChatError';
  readonly kind: ErrorKind;
  readonly outcome: 'notSent' | 'unknown';
  readonly answered: boolean;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfterMs?: number;
  readonly withoutThread: boolean;
  readonly fallBackToText: boolean;

  constructor(message: string, failure: Failure) {
    super(message);
    this.kind = failure.kind;
    this.outcome = failure.outcome;
    this.answered = failure.answered;
    this.status = failure.status;
    this.code = failure.code;
    this.retryAfterMs = failure.retryAfterMs;
    this.withoutThread = failure.withoutThread ?? false;
    this.fallBackToText = failure.fallBackToText ?? false;
  }
}
