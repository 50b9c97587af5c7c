import type { FastifyInstance } from 'fastify';
import { CometChatApiError } from '../api/cometchat-api-error.js';

/** No other web page may talk to the simulator through somebody's browser. */
export function refuseOtherOrigins(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { origin, host } = request.headers;
    const isForeign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
    done(isForeign ? new CometChatApiError('ERR_FORBIDDEN', 'Other web pages may not use the simulator.', { status: 403 }) : undefined);
  });
}
