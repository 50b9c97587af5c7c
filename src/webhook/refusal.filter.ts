import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QueueUnavailableError } from '../queue/inbound.queue.js';
import { Journal } from '../queue/journal.js';
import { Refusal } from './refusal.js';
import { refusalBody } from './status-refusals.js';

const RETRY_AFTER_SECONDS = '5';

/** Gives every refusal one form, those of Nest and Fastify too. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger('Webhook');

  constructor(private readonly journal: Journal) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = toRefusal(error);
    this.log(error, refusal);
    if (isForWebhook(host)) this.journal.emit('refused', { status: refusal.status });
    void reply.status(refusal.status).headers(refusal.headers).send(refusal.body);
  }

  private log(error: unknown, { status, body }: Answer): void {
    if (status >= 500 && !(error instanceof HttpException)) this.logger.error(`answered ${status}`, error instanceof Error ? error.stack : undefined);
    else if (error instanceof Refusal) this.logger.warn(`refused with ${status} ${error.code}: ${error.message}`);
    else this.logger.warn(`answered ${status} ${typeof body === 'object' && 'error' in body ? body.error : ''}`);
  }
}

function isForWebhook(host: ArgumentsHost): boolean {
  return /^\/webhook(?![\w-])/.test(host.switchToHttp().getRequest<FastifyRequest>().url);
}

interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: object;
}

function toRefusal(error: unknown): Answer {
  if (error instanceof Refusal) return { status: error.getStatus(), headers: error.headers, body: { error: error.code, message: error.message } };
  const status = statusOf(error);
  return { status, headers: status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {}, body: ownBody(error) ?? refusalBody(status) };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof QueueUnavailableError) return 503;
  // Fastify's own errors carry theirs.
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** A body that somebody composed, such as a health report; Nest's own ones repeat the status code. */
function ownBody(error: unknown): object | undefined {
  const body = error instanceof HttpException ? error.getResponse() : undefined;
  return typeof body === 'object' && !('statusCode' in body) ? body : undefined;
}
