import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CometChatApiError, badRequest } from '../api/cometchat-api-error.js';
import { RingBuffer } from '../log/ring-buffer.js';

interface StoredFile {
  key: string;
  name: string;
  mimeType: string;
  bytes: Buffer;
}

const MOST_BYTES = 10 * 1024 * 1024;
const SAFE = /^(image\/(png|jpeg|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** Files that somebody attached on the page: messages carry only their URL, so they have to be somewhere. The newest few are kept. */
@Controller('simulator/files')
export class FilesController {
  private readonly files = new RingBuffer<StoredFile>(20);

  @Post()
  @HttpCode(200)
  keep(@Body() bytes: unknown, @Query('name') name = 'file', @Headers('x-mime-type') mimeType = 'application/octet-stream', @Req() request: FastifyRequest) {
    if (!Buffer.isBuffer(bytes) || bytes.length === 0 || bytes.length > MOST_BYTES) {
      throw badRequest({ file: ['Send the bytes of one file as application/octet-stream, at most 10 MB.'] });
    }
    const file = { key: randomUUID(), name, mimeType, bytes };
    this.files.add(() => file);
    const url = `${request.protocol}://${request.host}/simulator/files/${file.key}/${encodeURIComponent(name)}`;
    const extension = /\.(\w{1,10})$/.exec(name)?.[1] ?? '';
    return { url, name, mimeType, extension, size: String(bytes.length) };
  }

  @Get(':key/:name')
  get(@Param('key') key: string, @Res() reply: FastifyReply): void {
    const file = [...this.files].find((each) => each.key === key);
    if (!file) throw new CometChatApiError('ERR_FILE_NOT_FOUND', 'There is no such file any more.', { status: 404 });
    const isSafe = SAFE.test(file.mimeType);
    void reply
      .header('content-type', isSafe ? file.mimeType : 'application/octet-stream')
      .header('content-disposition', isSafe ? 'inline' : 'attachment')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .send(file.bytes);
  }
}
