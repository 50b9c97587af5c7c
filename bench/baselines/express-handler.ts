import { timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import { Pool } from 'undici';

/** What CometChat's guide shows: answer the callback after the reply was sent. No queue, no retry. */
const { PORT, COMETCHAT_API_URL = '', COMETCHAT_API_KEY = '', WEBHOOK_USERNAME, WEBHOOK_PASSWORD } = process.env;
const api = new URL(COMETCHAT_API_URL);
const pool = new Pool(api.origin);
const wanted = Buffer.from(`Basic ${Buffer.from(`${WEBHOOK_USERNAME}:${WEBHOOK_PASSWORD}`).toString('base64')}`);

interface Callback {
  bot: string;
  data: { sender: string; data: { text: string } };
}

function authenticate(request: Request, response: Response, next: NextFunction): void {
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return next();
  response.status(401).end();
}

const app = express();
app.get('/health/ready', (_request, response) => void response.json({ status: 'ok' }));
app.post('/webhook', authenticate, express.json(), async (request, response) => {
  const { bot, data } = request.body as Callback;
  const { statusCode, body } = await pool.request({
    path: `${api.pathname}/bots/${bot}/messages`,
    method: 'POST',
    headers: { apikey: COMETCHAT_API_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ receiver: data.sender, receiverType: 'user', category: 'message', type: 'text', data: { text: data.data.text } }),
  });
  await body.dump();
  response.status(statusCode).json({ status: 'accepted' });
});
app.listen(Number(PORT), '127.0.0.1');
