import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { CometChatApiError, badRequest } from './cometchat-api-error.js';
import { detailsOf } from './validation.js';

/** Every refusal of the simulator has the body of CometChat's errors, also those that Nest and Fastify make. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Simulator');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const error = this.translate(thrown, request);
    // For the log; after a fault there is the answer that should have been.
    request.answer ??= error.body;
    if (reply.sent || reply.raw.destroyed) return;
    void reply.status(error.status).send(error.body);
  }

  private translate(thrown: unknown, request: FastifyRequest): CometChatApiError {
    if (thrown instanceof CometChatApiError) return thrown;
    if (thrown instanceof ZodError) return badRequest(detailsOf(thrown));
    const status = thrown instanceof HttpException ? thrown.getStatus() : statusOf(thrown);
    if (status === 404) return new CometChatApiError('ERR_API_NOT_FOUND', `There is no API ${request.method} ${request.url.split('?')[0]}.`);
    if (status >= 500) {
      this.logger.error(thrown instanceof Error ? thrown.stack : String(thrown));
      return new CometChatApiError('ERR_EXCEPTION', 'The simulator failed; its log says why.', { status: 500 });
    }
    return new CometChatApiError('ERR_BAD_REQUEST', thrown instanceof Error ? thrown.message : 'Bad request.', { status });
  }
}

function statusOf(thrown: unknown): number {
  const status = typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
