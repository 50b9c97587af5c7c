import type { ErrorKind } from './cometchat-error.js';

/** After these the message may exist, whatever the status was. */
const TRANSIENT = ['ERR_MISSION_FAILED', 'ERR_OPERATION_FAILED', 'ERR_EXCEPTION', 'ERR_BAD_ERROR_RESPONSE'];

/** Wrong for every message alike, so nothing is given up for it: the operator has to act. */
const CONFIGURATION = [
  'AUTH_ERR_EMPTY_APPID',
  'AUTH_ERR_INVALID_APPID',
  'AUTH_ERR_EMPTY_APIKEY',
  'AUTH_ERR_APIKEY_NOT_FOUND',
  'AUTH_ERR_NO_ACCESS',
  'ERR_PLAN_RESTRICTION',
  'ERR_SUBSCRIPTION_EXPIRED',
  'ERR_PLAN_QUOTA_RESTRICTION',
  'ERR_BOT_NOT_FOUND',
  'ERR_API_NOT_FOUND',
  'ERR_INVALID_API_VERSION',
];

/** The receiver is gone, out of reach or does not want it. */
const REFUSED = [
  'ERR_UID_NOT_FOUND',
  'ERR_GUID_NOT_FOUND',
  'ERR_NOT_A_MEMBER',
  'ERR_GROUP_NOT_JOINED',
  'ERR_BANNED_GROUPMEMBER',
  'ERR_GROUP_NO_CLEARANCE',
  'ERR_BLOCKED_RECEIVER',
  'ERR_BLOCKED_SENDER',
  'ERR_BLOCKED_BY_EXTENSION',
  'ERR_BLOCKED_BY_WEBHOOK',
];

/** The message is wrong and will not get better. */
const MALFORMED = [
  'ERR_BAD_REQUEST',
  'ERR_EMPTY_RECEIVER',
  'ERR_INVALID_RECEIVER_TYPE',
  'ERR_INVALID_MESSAGE_DATA',
  'ERR_EMPTY_MESSAGE_TEXT',
  'ERR_INVALID_MESSAGE_TEXT',
  'ERR_EMPTY_MESSAGE_CATEGORY',
  'ERR_INVALID_MESSAGE_CATEGORY',
  'ERR_EMPTY_MESSAGE_TYPE',
  'ERR_INVALID_MESSAGE_TYPE',
  'ERR_EMPTY_MESSAGE_FILE',
  'ERR_INVALID_MEDIA_MESSAGE',
  'ERR_EMPTY_CUSTOM_DATA',
  'ERR_INVALID_CUSTOM_DATA',
  'ERR_INVALID_METADATA',
  'ERR_MESSAGE_NOT_A_SENDER',
  'ERR_MESSAGE_ACTION_NOT_ALLOWED',
  'ERR_MESSAGE_NO_ACCESS',
];

/** Permanent for the thread only. CometChat prints the first one in two ways. */
export const THREAD_CODES: ReadonlySet<string> = new Set([
  'ERR_MESSAGE_ID_NOT_FOUND',
  'ERR_MSG_NOT_FOUND',
  'ERR_WRONG_MESSAGE_THREAD',
  'ERR_MESSAGE_THREAD_NESTING',
  'ERR_WRONG_MESSAGE_THREAD_CATEGORY',
]);

const KIND_OF_CODE: ReadonlyMap<string, ErrorKind> = new Map<string, ErrorKind>([
  ['ERR_TOO_MANY_REQUESTS', 'rateLimited'],
  ...TRANSIENT.map((code) => [code, 'transient'] as const),
  ...CONFIGURATION.map((code) => [code, 'configuration'] as const),
  ...[...REFUSED, ...MALFORMED, ...THREAD_CODES].map((code) => [code, 'permanent'] as const),
]);

/** Without a code of CometChat's these come from a proxy, a gateway or a wrong base URL: the same for every message. */
const BARE_CONFIGURATION = new Set([401, 403, 404, 405, 407]);

/** By code, then by status: most statuses of most codes are not documented. */
export function errorKind(status: number, code: string | undefined): ErrorKind {
  const known = code === undefined ? undefined : KIND_OF_CODE.get(code);
  if (known) return known;
  if (status === 429) return 'rateLimited';
  if (status >= 500 || status === 408 || status === 425) return 'transient';
  if (status === 401 || (status >= 300 && status < 400)) return 'configuration';
  if (status < 300) return 'transient';
  return code === undefined && BARE_CONFIGURATION.has(status) ? 'configuration' : 'permanent';
}
