import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CometChatApiError } from '../api/cometchat-api-error.js';
import { PageAssets } from './page-assets.js';

@Controller()
export class PageController {
  constructor(private readonly assets: PageAssets) {}

  @Get()
  index(@Res() reply: FastifyReply): void {
    this.send(reply.header('content-security-policy', this.assets.contentSecurityPolicy), 'index.html');
  }

  @Get('page/:name')
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    this.send(reply, name);
  }

  private send(reply: FastifyReply, name: string): void {
    const asset = this.assets.get(name);
    if (!asset) throw new CometChatApiError('ERR_API_NOT_FOUND', `The page has no file ${name}.`);
    void reply.header('content-type', asset.type).header('cache-control', 'no-cache').header('x-content-type-options', 'nosniff').send(asset.content);
  }
}
