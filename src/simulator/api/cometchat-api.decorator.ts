import { Controller, UseGuards, UseInterceptors, applyDecorators } from '@nestjs/common';
import { FaultsInterceptor } from '../faults/faults.interceptor.js';
import { AnswerKeeper } from '../log/answer-keeper.interceptor.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/** A controller of CometChat's API: behind its key and its rate limits. */
export const CometChatApi = (path = '') =>
  applyDecorators(Controller(`v3/${path}`), UseGuards(RateLimitGuard, ApiKeyGuard), UseInterceptors(FaultsInterceptor, AnswerKeeper));
