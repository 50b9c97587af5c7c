import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';

declare module 'fastify' {
  interface FastifyRequest {
    /** What was answered, or would have been, had no fault struck. */
    answer?: unknown;
  }
}

/** Keeps the answer beside its request for the log, also where the connection is broken afterwards. */
@Injectable()
export class AnswerKeeper implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      tap((answer) => {
        request.answer = answer;
      }),
    );
  }
}
