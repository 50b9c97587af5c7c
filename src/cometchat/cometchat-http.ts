import { HttpService } from '@nestjs/axios';
import axios from 'axios';
import { Pool } from 'undici';
import type { CometChatOptions } from './cometchat-options.js';
import { undiciAdapter } from './undici-adapter.js';

const TIMEOUT_MS = 10_000;
// Well above a list of 100 messages of 64 KB; a broken far side cannot fill the memory.
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** Keeps connections alive, as many as are in use at once. A connection that does not come about is known to be unsent. */
export function createPool({ apiUrl, timeoutMs = TIMEOUT_MS }: CometChatOptions): Pool {
  return new Pool(new URL(apiUrl).origin, { connect: { timeout: timeoutMs / 2 }, maxResponseSize: MAX_RESPONSE_BYTES });
}

export function createHttpService({ apiUrl, apiKey, timeoutMs = TIMEOUT_MS }: CometChatOptions, pool: Pool): HttpService {
  return new HttpService(
    axios.create({
      adapter: undiciAdapter(pool),
      baseURL: apiUrl,
      allowAbsoluteUrls: false,
      maxRedirects: 0,
      timeout: timeoutMs,
      headers: { apikey: apiKey, accept: 'application/json' },
    }),
  );
}
