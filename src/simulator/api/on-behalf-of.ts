import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export function onBehalfOf(request: FastifyRequest): string | undefined {
  const value = request.headers['onbehalfof'];
  return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
}

/** Who a request is made for: onBehalfOf, or the bot in the path of Send Bot Message. */
export function actorOf(request: FastifyRequest): string | undefined {
  return onBehalfOf(request) ?? /^\/v3\/bots\/([^/?]+)\/messages/.exec(request.url)?.[1]?.toLowerCase();
}

/** The uid in the header onBehalfOf, in lower case. */
export const OnBehalfOf = createParamDecorator((_: unknown, context: ExecutionContext) =>
  onBehalfOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
