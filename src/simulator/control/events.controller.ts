import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Feed } from '../log/feed.js';

const KEEP_ALIVE_MS = 15_000;
/** A page that cannot keep up is let go; it connects again and loads the state anew. */
const MOST_UNSENT_BYTES = 8 * 1024 * 1024;

/** Server-sent events: what happens, while it happens. */
@Controller('simulator')
export class EventsController {
  constructor(private readonly feed: Feed) {}

  @Get('events')
  events(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 1000\nevent: ready\ndata: {}\n\n');
    const stop = this.feed.listen((topic, payload) => {
      if (raw.writableLength > MOST_UNSENT_BYTES) raw.destroy();
      else raw.write(`event: ${topic}\ndata: ${JSON.stringify(payload)}\n\n`);
    });
    const keepAlive = setInterval(() => raw.write(':\n\n'), KEEP_ALIVE_MS);
    request.raw.once('close', () => {
      stop();
      clearInterval(keepAlive);
    });
  }
}
