/**
 * Everything that can be turned: what CometChat does not document (at the default that was judged likeliest), and faults.
 * The page and the API are both made from this table.
 */
export interface SwitchDefinition<T> {
  group: 'Callbacks' | 'Relay' | 'Payload' | 'Answers' | 'Faults' | 'Rate limits' | 'Log';
  kind: 'yesNo' | 'probability' | 'milliseconds' | 'count' | 'choice' | 'delays' | 'text';
  default: T;
  choices?: readonly string[];
  sentence: string;
}

type Group = SwitchDefinition<unknown>['group'];

const yesNo = (group: Group, on: boolean, sentence: string): SwitchDefinition<boolean> => ({ group, kind: 'yesNo', default: on, sentence });
const probability = (sentence: string): SwitchDefinition<number> => ({ group: 'Faults', kind: 'probability', default: 0, sentence });
const milliseconds = (group: Group, value: number, sentence: string): SwitchDefinition<number> => ({
  group,
  kind: 'milliseconds',
  default: value,
  sentence,
});
const count = (group: Group, value: number, sentence: string): SwitchDefinition<number> => ({ group, kind: 'count', default: value, sentence });

const callbacks = {
  callbackTimeoutMs: milliseconds('Callbacks', 2000, 'How long a callback may stay unanswered before CometChat gives up on it.'),
  callbackRetryDelaysMs: {
    group: 'Callbacks',
    kind: 'delays',
    default: [] as readonly number[],
    sentence: 'When a failed callback is tried again; none by default, 10000, 30000 is what the general webhooks were said to do.',
  } satisfies SwitchDefinition<readonly number[]>,
  callbackDuplicates: {
    ...probability('How often a callback is delivered twice.'),
    group: 'Callbacks',
  } satisfies SwitchDefinition<number>,
  callbackReorderingMs: milliseconds('Callbacks', 0, 'Each callback waits a random time up to this, so that neighbours overtake each other.'),
} as const;

const relay = {
  relayOwnMessages: yesNo('Relay', false, 'A bot also gets its own messages.'),
  relayOtherBots: yesNo('Relay', true, 'A bot gets what other bots write.'),
  relayAppSystem: yesNo('Relay', true, 'A bot gets messages sent without onBehalfOf, whose sender is app_system.'),
  relayEdits: yesNo('Relay', false, 'A bot is told when a message is edited or deleted.'),
  relayActions: yesNo('Relay', false, 'A bot is told when members join, leave or change their scope.'),
  relayInteractive: yesNo('Relay', false, 'Interactive and card messages are relayed, not only plain and custom ones.'),
  relayInteractions: yesNo('Relay', false, 'A bot gets an interactive message it wrote or got again when somebody has used it.'),
  relayCalls: yesNo('Relay', false, 'A bot is told when somebody starts a call.'),
  relayWithoutMembership: yesNo('Relay', false, 'A bot gets messages of groups it is no member of.'),
} as const;

const payload = {
  omitMuid: yesNo('Payload', false, 'Callbacks carry no muid, even where the sender gave one.'),
  numericIds: yesNo('Payload', false, 'Callbacks carry the message id as a number instead of a string.'),
  missingFields: {
    group: 'Payload',
    kind: 'choice',
    default: 'none' as 'none' | 'minimal' | 'noEnvelope',
    choices: ['none', 'minimal', 'noEnvelope'],
    sentence: 'Callbacks lack fields: all that can be spared, or everything beside trigger and data.',
  } satisfies SwitchDefinition<'none' | 'minimal' | 'noEnvelope'>,
  botName: {
    group: 'Payload',
    kind: 'text',
    default: '',
    sentence: 'Callbacks name this bot instead of the receiver, as CometChat’s own sample does with demo_bot.',
  } satisfies SwitchDefinition<string>,
  triggerName: {
    group: 'Payload',
    kind: 'text',
    default: '',
    sentence: 'Callbacks name this trigger instead of after_message, the only one that was ever seen.',
  } satisfies SwitchDefinition<string>,
} as const;

const answers = {
  muidDedupe: yesNo('Answers', false, 'A second message of one sender with the same muid is not stored; the first is answered again.'),
  muidInAnswers: yesNo('Answers', true, 'Answers show the muid of a message.'),
  cardsAccepted: yesNo('Answers', true, 'Card messages are taken; otherwise refused with ERR_INVALID_MESSAGE_CATEGORY.'),
  interactiveAccepted: yesNo('Answers', true, 'Interactive messages are taken; otherwise refused with ERR_INVALID_MESSAGE_CATEGORY.'),
  botsMayQuote: yesNo('Answers', false, 'A quotedMessageId is honoured when a bot sends, too; only an app is known to quote, and else it is passed over.'),
  membershipEnforced: yesNo('Answers', true, 'Only members may write in a group; others get ERR_NOT_A_MEMBER.'),
  limitData: yesNo('Answers', true, 'The data of a message over 10 KB is refused.'),
  limitMessage: yesNo('Answers', true, 'A message over 65,536 characters is refused.'),
} as const;

/** What CometChat's error guide says Send Bot Message may be refused with, beside what a wrong request earns. */
const REFUSALS = [
  'none',
  ...['AUTH_ERR_APIKEY_NOT_FOUND', 'AUTH_ERR_NO_ACCESS', 'AUTH_ERR_INVALID_APPID'],
  ...['ERR_PLAN_RESTRICTION', 'ERR_PLAN_QUOTA_RESTRICTION', 'ERR_SUBSCRIPTION_EXPIRED'],
  ...['ERR_BLOCKED_RECEIVER', 'ERR_BLOCKED_SENDER', 'ERR_BLOCKED_BY_EXTENSION', 'ERR_BLOCKED_BY_WEBHOOK'],
  ...['ERR_NOT_A_MEMBER', 'ERR_BANNED_GROUPMEMBER', 'ERR_GROUP_NO_CLEARANCE', 'ERR_MESSAGE_NO_ACCESS'],
  ...['ERR_OPERATION_FAILED', 'ERR_EXCEPTION', 'ERR_BAD_ERROR_RESPONSE'],
] as const;

const faults = {
  refuseWith: {
    group: 'Faults',
    kind: 'choice',
    default: 'none' as (typeof REFUSALS)[number],
    choices: REFUSALS,
    sentence: 'Requests are refused with this code: AUTH_ERR_NO_ACCESS as for a key of the scope authOnly, ERR_BLOCKED_RECEIVER as by a user who blocked the bot.',
  } satisfies SwitchDefinition<string>,
  failBeforeStoring: probability('How often a send fails with 500 and nothing is stored.'),
  failAfterStoring: probability('How often a send fails with 500 although the message was stored.'),
  dropBeforeStoring: probability('How often the connection breaks and nothing is stored.'),
  dropAfterStoring: probability('How often the connection breaks although the message was stored.'),
  storeLate: probability('How often the connection breaks and the message is stored later all the same.'),
  storeLateMs: milliseconds('Faults', 1000, 'How much later it is stored then.'),
  slow: probability('How often a request is slow.'),
  slowMs: milliseconds('Faults', 3000, 'How much longer a slow request takes.'),
  rateLimitBurst: probability('How often a request starts a burst of 429.'),
  rateLimitBurstMs: milliseconds('Faults', 1000, 'How long a burst of 429 lasts.'),
  faultsStrike: {
    group: 'Faults',
    kind: 'choice',
    default: 'botSends' as 'botSends' | 'sends' | 'everything',
    choices: ['botSends', 'sends', 'everything'],
    sentence: 'Which requests faults and bursts strike: what bots send, what anybody sends, or every request of the API.',
  } satisfies SwitchDefinition<'botSends' | 'sends' | 'everything'>,
  seed: count('Faults', 1, 'The seed of all chance: the same seed and the same requests give the same faults.'),
} as const;

const limits = {
  standardPerMinute: count('Rate limits', 20_000, 'Requests a minute before 429; 0 for no limit.'),
  corePerMinute: count('Rate limits', 10_000, 'The same for creating and deleting users and creating groups; 0 for no limit.'),
} as const;

const log = {
  keepBodies: yesNo('Log', true, 'The log keeps bodies; off, it keeps only message ids, which is what load tests want.'),
} as const;

export const switchTable = { ...callbacks, ...relay, ...payload, ...answers, ...faults, ...limits, ...log } as const;

export type SwitchName = keyof typeof switchTable;
export type SwitchValues = { [N in SwitchName]: (typeof switchTable)[N] extends SwitchDefinition<infer T> ? T : never };

export const switchNames = Object.keys(switchTable) as SwitchName[];
