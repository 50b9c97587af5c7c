import type { z } from 'zod';
import { cloudApiUrl } from './cloud-api-url.js';
import { ConfigError } from './config-error.js';
import { brokenRules } from './cross-rules.js';
import { type Environment, givenValues, type GivenValues } from './given-values.js';
import { aboutVariable, type VariableName, variables, type Variables } from './variables.js';

/** What one process of Halley is told from outside; frozen. */
export interface HalleyConfig {
  readonly role: Variables['ROLE'];
  readonly production: boolean;
  readonly http: { readonly host: string; readonly port: number };
  /** No url: a private Redis is to be started. */
  readonly redis: { readonly url?: string };
  readonly cometchat: {
    readonly appId: string;
    readonly region: Variables['COMETCHAT_REGION'];
    readonly apiKey: string;
    /** The base up to `/v3`, without a slash behind it. */
    readonly apiUrl: string;
  };
  readonly webhook: Credentials & { readonly previous?: Credentials };
  readonly worker: { readonly concurrency: number; readonly handlerTimeoutMs: number };
  readonly reply: { readonly deadlineMs: number };
  /** Whether cards and interactive messages are sent as such. */
  readonly cards: Variables['CARDS'];
  readonly shutdownTimeoutMs: number;
  readonly log: { readonly level: Variables['LOG_LEVEL'] };
  /** Where forms submit to; none: they are shown as their text. */
  readonly forms?: { readonly url: string; readonly secret: string };
  readonly languageModel?: {
    readonly baseUrl: string;
    readonly model: string;
    readonly apiKey?: string;
    readonly timeoutMs: number;
    readonly tokensPerDay: { readonly perUser: number; readonly perBot: number };
  };
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What the queues are run with: enough to look after those of a running Halley, where neither keys nor a webhook are needed. */
export type QueueConfig = Pick<HalleyConfig, 'redis' | 'worker' | 'reply' | 'shutdownTimeoutMs'>;

/** Injection token of the HalleyConfig. */
export const CONFIG = Symbol('CONFIG');

/** Reads the environment once. Throws ConfigError with every problem and its fix. */
export function loadConfig(env: Environment = process.env): HalleyConfig {
  const given = givenValues(env);
  return deepFreeze(grouped(checked(variables, given, brokenRules(given.values))));
}

const queueVariables = variables
  .pick({ REDIS_URL: true, WORKER_CONCURRENCY: true, HANDLER_TIMEOUT_MS: true, REPLY_DEADLINE_MS: true, SHUTDOWN_TIMEOUT_MS: true })
  .required({ REDIS_URL: true });

/** The same for whoever needs the queues of a running Halley and no more. */
export function loadQueueConfig(env: Environment = process.env): QueueConfig {
  return deepFreeze(groupedForQueues(checked(queueVariables, givenValues(env, Object.keys(queueVariables.shape) as VariableName[]), [])));
}

function checked<Schema extends z.ZodObject>(schema: Schema, given: GivenValues, broken: string[]): z.output<Schema> {
  const parsed = schema.safeParse(given.values);
  const problems = [
    ...given.problems.map(({ problem }) => problem),
    ...(parsed.error?.issues ?? []).flatMap((issue) => problemWith(issue.path[0] as VariableName, given)),
    ...broken,
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return parsed.data;
}

function problemWith(name: VariableName, { values, problems }: GivenValues): string[] {
  if (problems.some((known) => known.name === name)) return [];
  const { fix, secret } = aboutVariable(name);
  const value = values[name];
  if (value === undefined) return [`${name} is missing. ${fix}`];
  return [`${name} ${secret ? 'has a value that' : `is "${value}", which`} cannot be used. ${fix}`];
}

function grouped(from: Variables): HalleyConfig {
  const { COMETCHAT_APP_ID: appId, COMETCHAT_REGION: region } = from;
  const { WEBHOOK_PREVIOUS_USERNAME: username, WEBHOOK_PREVIOUS_PASSWORD: password } = from;
  return {
    role: from.ROLE,
    production: from.NODE_ENV === 'production',
    http: { host: from.HOST, port: from.PORT },
    cometchat: {
      appId,
      region,
      apiKey: from.COMETCHAT_API_KEY,
      apiUrl: from.COMETCHAT_API_URL?.replace(/\/$/, '') ?? cloudApiUrl(appId, region),
    },
    webhook: {
      username: from.WEBHOOK_USERNAME,
      password: from.WEBHOOK_PASSWORD,
      previous: username && password ? { username, password } : undefined,
    },
    ...groupedForQueues(from),
    cards: from.CARDS,
    log: { level: from.LOG_LEVEL },
    forms: forms(from),
    languageModel: languageModel(from),
  };
}

function groupedForQueues(from: Pick<Variables, keyof typeof queueVariables.shape>): QueueConfig {
  return {
    redis: { url: from.REDIS_URL },
    worker: { concurrency: from.WORKER_CONCURRENCY, handlerTimeoutMs: from.HANDLER_TIMEOUT_MS },
    reply: { deadlineMs: from.REPLY_DEADLINE_MS },
    shutdownTimeoutMs: from.SHUTDOWN_TIMEOUT_MS,
  };
}

function forms({ PUBLIC_URL: url, FORM_SECRET: secret }: Variables): HalleyConfig['forms'] {
  return url && secret ? { url: `${url.replace(/\/$/, '')}/forms`, secret } : undefined;
}

function languageModel(from: Variables): HalleyConfig['languageModel'] {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model } = from;
  if (!baseUrl || !model) return undefined;
  const tokensPerDay = { perUser: from.LLM_USER_TOKENS_PER_DAY, perBot: from.LLM_BOT_TOKENS_PER_DAY };
  return { baseUrl, model, apiKey: from.LLM_API_KEY, timeoutMs: from.LLM_TIMEOUT_MS, tokensPerDay };
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (inner && typeof inner === 'object') deepFreeze(inner);
  }
  return Object.freeze(value);
}
