import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from '../simulator-options.js';
import { CometChatApiError } from './cometchat-api-error.js';

@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(@Inject(SIMULATOR_OPTIONS) private readonly options: SimulatorOptions) {}

  canActivate(context: ExecutionContext): boolean {
    const key = context.switchToHttp().getRequest<FastifyRequest>().headers['apikey'];
    if (typeof key !== 'string' || key === '') throw new CometChatApiError('AUTH_ERR_EMPTY_APIKEY', 'The API key is missing: send it in the header apikey.');
    if (this.options.apiKey !== undefined && key !== this.options.apiKey) {
      throw new CometChatApiError('AUTH_ERR_APIKEY_NOT_FOUND', 'The API key is not valid.');
    }
    return true;
  }
}
