/** The statuses that are known (400, 401, 403, 404, 429) and the likeliest for the rest. */
const STATUS: Record<string, number> = {
  AUTH_ERR_EMPTY_APIKEY: 401,
  AUTH_ERR_APIKEY_NOT_FOUND: 401,
  AUTH_ERR_NO_ACCESS: 403,
  ERR_API_NOT_FOUND: 404,
  ERR_UID_NOT_FOUND: 404,
  ERR_GUID_NOT_FOUND: 404,
  ERR_BOT_NOT_FOUND: 404,
  ERR_MESSAGE_ID_NOT_FOUND: 404,
  ERR_CONVERSATION_NOT_FOUND: 404,
  ERR_NOT_A_MEMBER: 403,
  ERR_BANNED_GROUPMEMBER: 403,
  ERR_MESSAGE_NOT_A_SENDER: 403,
  ERR_MESSAGE_NO_ACCESS: 403,
  ERR_BLOCKED_RECEIVER: 403,
  ERR_BLOCKED_SENDER: 403,
  ERR_GROUP_NO_CLEARANCE: 403,
  ERR_TOO_MANY_REQUESTS: 429,
  ERR_MISSION_FAILED: 500,
  ERR_OPERATION_FAILED: 500,
  ERR_EXCEPTION: 500,
  ERR_BAD_ERROR_RESPONSE: 500,
};

export type ErrorDetails = Record<string, string[]>;

/** An error as CometChat answers it. */
export class CometChatApiError extends Error {
  readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    readonly options: { status?: number; details?: ErrorDetails } = {},
  ) {
    super(message);
    this.status = options.status ?? STATUS[code] ?? 400;
  }

  get body() {
    const { message, code } = this;
    const { details } = this.options;
    return { error: { message, devMessage: message, source: 'chat-api', ...(details && { details }), code } };
  }
}

export const badRequest = (details: ErrorDetails) =>
  new CometChatApiError('ERR_BAD_REQUEST', 'Failed to validate the data sent with the request.', { details });
export const uidNotFound = (uid: string) =>
  new CometChatApiError('ERR_UID_NOT_FOUND', `The UID ${uid} does not exist, please make sure you have created a user with UID ${uid}.`);
export const guidNotFound = (guid: string) =>
  new CometChatApiError('ERR_GUID_NOT_FOUND', `The group with GUID ${guid} does not exist.`);
export const botNotFound = (uid: string) => new CometChatApiError('ERR_BOT_NOT_FOUND', `The bot with UID ${uid} does not exist.`);
export const messageNotFound = (id: string | number) =>
  new CometChatApiError('ERR_MESSAGE_ID_NOT_FOUND', `The message with id ${id} does not exist.`);
