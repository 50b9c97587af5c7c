import type { Exchange } from './exchange.js';

const MASK = '***';
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'apikey', 'cookie', 'set-cookie', 'key', 'secret', 'x-api-key']);
const SECRET_FIELDS = /^(password|username|apikey|api_key|authtoken|authorization|token|secret|webhookurl)$/i;
/** What people wrote and who they are. */
const TEXT_FIELDS = /^(text|name|avatar|link|url|description|icon|statusmessage|title|devmessage|message)$/i;
/** Free data of the app: everything in it is masked. */
const FREE_FIELDS = /^(metadata|customdata|interactivedata|card)$/i;

/** Without secrets, always; without texts where that is asked for. Lengths, marks and mentions stay, since they decide what happens. */
export function masked(exchange: Exchange, { texts }: { texts: boolean }): Exchange {
  const { answer } = exchange;
  return {
    ...exchange,
    path: maskUrl(exchange.path),
    headers: maskHeaders(exchange.headers),
    body: maskValue(exchange.body, texts),
    answer: { ...answer, headers: maskHeaders(answer.headers), body: maskValue(answer.body, texts) },
  };
}

function maskHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name) ? MASK : value]));
}

/** `within` says that everything below is to be masked as text. */
function maskValue(value: unknown, texts: boolean, within = false): unknown {
  if (typeof value === 'string') return within ? maskText(value) : maskUrl(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, texts, within));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, maskField(name, field, texts, within)]));
}

function maskField(name: string, field: unknown, texts: boolean, within: boolean): unknown {
  if (SECRET_FIELDS.test(name) && typeof field === 'string') return MASK;
  const isText = within || (texts && (FREE_FIELDS.test(name) || (TEXT_FIELDS.test(name) && typeof field === 'string')));
  return maskValue(field, texts, isText);
}

/** Files are handed out by a token in their address. */
function maskUrl(text: string): string {
  return text.replace(/([?&](?:fat|token|signature|x-amz-[\w-]+)=)[^&\s"]+/gi, `$1${MASK}`);
}

/** Letters become x, digits 0; `/help` stays a command of the same length, `<@uid:bob>` the same mention. */
function maskText(text: string): string {
  return text
    .split(/(<@uid:[a-z0-9_-]+>)/i)
    .map((part) => (part.startsWith('<@uid:') ? part : part.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0')))
    .join('');
}
