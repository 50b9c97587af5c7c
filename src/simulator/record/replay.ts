import { request } from 'undici';
import type { Recordings } from './recordings.js';

export interface ReplayOptions {
  webhookUrl: string;
  /** `name:password`, sent as Basic auth: recordings hold none. */
  user?: string;
}

/** Posts the recorded callbacks again, in their order. Answers how many were answered with another status than back then. */
export async function replay(recordings: Recordings, { webhookUrl, user }: ReplayOptions, tell: (line: string) => void): Promise<number> {
  const authorization = user === undefined ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
  let different = 0;
  for (const { name, exchange } of recordings.all()) {
    if (exchange.kind !== 'callback') continue;
    const headers = { 'content-type': 'application/json', ...authorization };
    const answer = await request(webhookUrl, { method: 'POST', headers, body: JSON.stringify(exchange.body) });
    await answer.body.dump();
    const same = answer.statusCode === exchange.answer.status;
    if (!same) different++;
    tell(`${name}  ${answer.statusCode}${same ? '' : `, recorded was ${exchange.answer.status}`}`);
  }
  return different;
}
