import type { FastifyInstance } from 'fastify';

/** Many clients say application/json on a DELETE without a body, which Fastify by itself refuses. */
export function tolerateEmptyJson(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request;
    const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
    if (isEmpty) delete headers['content-type'];
    done();
  });
}
