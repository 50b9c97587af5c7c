import { z } from 'zod';

interface About {
  /** What it is for, in one sentence: a row of the table in the README. */
  description: string;
  /** What to do when it is missing or wrong, as an imperative. */
  fix: string;
  /** Is never repeated in an error message. A secret can also be given as `<NAME>_FILE`. */
  secret?: true;
  /** Is no secret, but can be given as `<NAME>_FILE` too. */
  fileToo?: true;
  /** What happens when an optional variable is not set. */
  unset?: string;
}

const about = z.registry<About>();

const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d{1,10}$/).transform(Number).pipe(z.number().min(least).max(most));

const duration = (least: number) => wholeNumber(least, 86_400_000);

// CometChat stores at most 50 characters of each, and Basic auth ends the user name at the first colon.
const username = z.string().regex(/^[^:]{1,50}$/);
const password = z.string().min(8).max(50);

function isUrlOf(protocols: string[], value: string): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function isRedisUrl(value: string): boolean {
  return isUrlOf(['redis:', 'rediss:'], value) ? new URL(value).hostname !== '' : /^unix:\/\/\/./.test(value);
}

// A key or a user in the URL would end in logs; a query would swallow the path that is put behind it.
function isHttpUrl(value: string): boolean {
  if (!isUrlOf(['http:', 'https:'], value)) return false;
  const url = new URL(value);
  return !url.username && !url.password && !url.search && !url.hash;
}

function isApiBase(value: string): boolean {
  return isHttpUrl(value) && /\/v3\/?$/.test(new URL(value).pathname);
}

/** Every variable Halley reads: what it may be, its default, what it is for, and what to do when it is wrong. */
export const variables = z.object({
  ROLE: z.enum(['all', 'webhook', 'worker']).default('all').register(about, {
    description: 'What this process does: take callbacks, work on them, or both.',
    fix: 'Set it to all, webhook or worker.',
  }),
  NODE_ENV: z.string().default('development').register(about, {
    description: '`production` forbids the embedded Redis.',
    fix: 'Set it to production or leave it unset.',
  }),
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1').register(about, {
    description: 'The address to listen on; every role serves health and metrics there.',
    fix: 'Set it to 127.0.0.1, or to 0.0.0.0 in a container.',
  }),
  PORT: wholeNumber(0, 65_535).prefault('3000').register(about, {
    description: 'The port to listen on; 0 takes any free one.',
    fix: 'Set it to a number from 0 to 65535.',
  }),
  REDIS_URL: z.string().refine(isRedisUrl).optional().register(about, {
    description: 'Where Redis is: `redis://`, `rediss://` or `unix://`.',
    fix: 'Set it to something like redis://:password@host:6379, rediss://host:6380 or unix:///run/redis.sock.',
    secret: true,
    unset: 'a private Redis is started',
  }),
  // It becomes a part of a host name: nothing but letters and digits may pass.
  COMETCHAT_APP_ID: z.string().regex(/^[A-Za-z0-9]{1,63}$/).register(about, {
    description: 'The id of the CometChat app; callbacks of any other app are refused.',
    fix: 'Copy the App ID from the dashboard of your CometChat app.',
  }),
  COMETCHAT_REGION: z.enum(['us', 'eu', 'in']).register(about, {
    description: 'The region of the CometChat app.',
    fix: 'Set it to us, eu or in, as the dashboard of your CometChat app says.',
  }),
  COMETCHAT_API_KEY: z.string().regex(/^[\x21-\x7e]+$/).register(about, {
    description: 'The REST API key with full access; bots send with it.',
    fix: 'Copy the REST API key (fullAccess) from the dashboard of your CometChat app.',
    secret: true,
  }),
  COMETCHAT_API_URL: z.string().refine(isApiBase).optional().register(about, {
    description: 'The whole base of the API up to `/v3`, for the simulator and on-premise installations.',
    fix: 'Leave it unset for CometChat\'s cloud, or set it to something like http://127.0.0.1:4000/v3.',
    fileToo: true,
    unset: 'made from app id and region',
  }),
  WEBHOOK_USERNAME: username.register(about, {
    description: 'The user name CometChat sends as Basic auth with each callback.',
    fix: 'Choose up to 50 characters without a colon, and give the bot the same in CometChat.',
  }),
  WEBHOOK_PASSWORD: password.register(about, {
    description: 'The password CometChat sends as Basic auth with each callback.',
    fix: 'Choose 8 to 50 characters, and give the bot the same in CometChat.',
    secret: true,
  }),
  WEBHOOK_PREVIOUS_USERNAME: username.optional().register(about, {
    description: 'A second user name that is accepted while the credentials are being changed.',
    fix: 'Set it to the user name from before the change, or unset it.',
    unset: 'no second pair',
  }),
  WEBHOOK_PREVIOUS_PASSWORD: password.optional().register(about, {
    description: 'The password that goes with `WEBHOOK_PREVIOUS_USERNAME`.',
    fix: 'Set it to the password from before the change (8 to 50 characters), or unset it.',
    secret: true,
    unset: 'no second pair',
  }),
  // Measured: nothing is gained above 64 when handlers and CometChat answer at once.
  WORKER_CONCURRENCY: wholeNumber(1, 10_000).prefault('64').register(about, {
    description: 'How many conversations one process works on at a time; raise it when handlers mostly wait.',
    fix: 'Set it to a number from 1 to 10000.',
  }),
  // Longer than a slow language model takes, short enough for a person to wait.
  HANDLER_TIMEOUT_MS: duration(100).prefault('30000').register(about, {
    description: 'How long a bot may work on one message before the try counts as failed.',
    fix: 'Set it to milliseconds, from 100 to 86400000.',
  }),
  // After a quarter of an hour an answer surprises more than it helps.
  REPLY_DEADLINE_MS: duration(1000).prefault('900000').register(about, {
    description: 'How long after a message was accepted its reply may still be sent; later it becomes a dead letter.',
    fix: 'Set it to milliseconds, from 1000 to 86400000.',
  }),
  // Orchestrators kill after 30 s by default: this leaves 5 s for everything else.
  SHUTDOWN_TIMEOUT_MS: duration(0).prefault('25000').register(about, {
    description: 'How long a shutdown waits for work in hand.',
    fix: 'Set it to milliseconds, from 0 to 86400000, less than the grace your orchestrator gives.',
  }),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info').register(about, {
    description: 'The least important kind of line that is logged.',
    fix: 'Set it to trace, debug, info, warn, error, fatal or silent.',
  }),
  CARDS: z.enum(['on', 'off', 'probe']).default('probe').register(about, {
    description: 'Whether the app shows cards and forms: `off` sends their text at once, `on` tries each, `probe` tries again an hour after CometChat refused one.',
    fix: 'Set it to on, off or probe.',
  }),
  PUBLIC_URL: z.string().refine(isHttpUrl).optional().register(about, {
    description: 'The address under which apps reach this server; forms submit to it.',
    fix: 'Set it to something like https://bots.example.com.',
    unset: 'forms are shown as their text',
  }),
  FORM_SECRET: z.string().min(32).optional().register(about, {
    description: 'What the addresses of forms are signed with.',
    fix: 'Set it to 32 random characters or more, the same for every process.',
    secret: true,
    unset: 'forms are shown as their text',
  }),
  LLM_BASE_URL: z.string().refine(isHttpUrl).optional().register(about, {
    description: 'The base of a language model that speaks OpenAI\'s chat completions.',
    fix: 'Set it to something like http://127.0.0.1:11434/v1.',
    unset: 'bots that need one are not registered',
  }),
  LLM_MODEL: z.string().regex(/^\S+$/).optional().register(about, {
    description: 'The name of the language model.',
    fix: 'Set it to a name that the endpoint knows, for instance llama3.2.',
    unset: 'bots that need one are not registered',
  }),
  LLM_API_KEY: z.string().regex(/^[\x21-\x7e]+$/).optional().register(about, {
    description: 'The key of the language model.',
    fix: 'Copy it from the provider of the model, or unset it where none is needed.',
    secret: true,
    unset: 'none is sent',
  }),
  // A handler has 30 s by default: a slow model is to fail by its own name, not by the handler's.
  LLM_TIMEOUT_MS: duration(1000).prefault('25000').register(about, {
    description: 'How long the language model may take for one answer.',
    fix: 'Set it to milliseconds, from 1000 to 86400000, less than HANDLER_TIMEOUT_MS.',
  }),
  // About 50 answers with a window of 10 messages.
  LLM_USER_TOKENS_PER_DAY: wholeNumber(1, 1_000_000_000).prefault('100000').register(about, {
    description: 'How many tokens one user may spend with one bot a day (UTC).',
    fix: 'Set it to a number from 1 to 1000000000.',
  }),
  LLM_BOT_TOKENS_PER_DAY: wholeNumber(1, 1_000_000_000).prefault('5000000').register(about, {
    description: 'How many tokens one bot may spend a day (UTC), all users together.',
    fix: 'Set it to a number from 1 to 1000000000.',
  }),
});

export type Variables = z.output<typeof variables>;
export type VariableName = keyof typeof variables.shape;

export const variableNames = Object.keys(variables.shape) as VariableName[];

export function canBeFile(name: VariableName): boolean {
  const { secret, fileToo } = aboutVariable(name);
  return Boolean(secret ?? fileToo);
}

export function aboutVariable(name: VariableName): About {
  const known = about.get(variables.shape[name]);
  if (!known) throw new Error(`${name} has no description: register one in variables.ts.`);
  return known;
}
