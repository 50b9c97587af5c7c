import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { CometChatApiError } from '../api/cometchat-api-error.js';

/**
 * No other web page may talk to the simulator through somebody's browser.
 * @param listensOn where only this machine reaches it, a name of somebody else's that was pointed here is no name of ours.
 */
export function refuseOtherOrigins(fastify: FastifyInstance, listensOn: string): void {
  const isOurs = isLoopback(listensOn) ? isOwnName : () => true;
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { origin, host = '' } = request.headers;
    const isForeign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
    const isRefused = isForeign || !isOurs(host.replace(/:\d+$/, ''));
    done(isRefused ? new CometChatApiError('ERR_FORBIDDEN', 'Other web pages may not use the simulator.', { status: 403 }) : undefined);
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function isOwnName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isIP(host.replace(/^\[|\]$/g, '')) > 0;
}
