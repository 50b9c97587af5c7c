import Fastify from 'fastify';
import { Redis } from 'ioredis';

/** The least that can be done with a callback: parse it, put it in a list in Redis, answer. No guard, no checks. */
const redis = new Redis(process.env.REDIS_URL ?? '');
const app = Fastify();
app.get('/health/ready', () => ({ status: 'ok' }));
app.post('/webhook', async ({ body }) => {
  await redis.lpush('messages', JSON.stringify(body));
  return { status: 'accepted' };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
