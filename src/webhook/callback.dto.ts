import { IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import type { JsonObject, JsonValue, ReceiverType } from '../bot-kit/index.js';
import { IsId, IsName } from './field-validators.js';
import { isJsonObject } from './json-trouble.js';

/** What stands around the message. Required is only what an answer depends on; all else is tolerated. */
export class CallbackDto {
  @IsName()
  readonly trigger: string;

  @IsOptional()
  @IsName()
  readonly appId?: string;

  @IsOptional()
  @IsName()
  readonly bot?: string;

  constructor(body: JsonObject) {
    this.trigger = body.trigger as string;
    this.appId = given(body.appId) as string;
    this.bot = given(body.bot) as string;
  }
}

/** The message of a callback, filled by hand: class-transformer would copy all the fields that nobody reads here. */
export class MessageDto {
  @IsOptional()
  @IsId()
  readonly id?: string | number;

  @IsName()
  readonly sender: string;

  @IsName()
  readonly receiver: string;

  @IsIn(['user', 'group'])
  readonly receiverType: ReceiverType;

  @IsName()
  readonly category: string;

  @IsName()
  readonly type: string;

  @IsOptional()
  @IsId()
  readonly parentId?: string | number;

  @IsObject()
  readonly data: JsonObject;

  /** `data.data.text`, which every bot reads. */
  @IsOptional()
  @IsString()
  readonly 'data.text'?: string;

  constructor(readonly received: JsonObject) {
    this.id = given(received.id) as string;
    this.sender = received.sender as string;
    this.receiver = received.receiver as string;
    this.receiverType = lowerCase(received.receiverType) as ReceiverType;
    this.category = lowerCase(received.category) as string;
    this.type = received.type as string;
    this.parentId = given(received.parentId) as string;
    this.data = objectOf(received.data) as JsonObject;
    this['data.text'] = isJsonObject(received.data) ? (received.data.text as string) : undefined;
  }
}

/** An empty string says as little as a missing field. */
function given(value: JsonValue | undefined): JsonValue | undefined {
  return value === '' ? undefined : value;
}

function lowerCase(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** No data is an empty object, and so is an empty list: that is how PHP writes one. */
function objectOf(value: JsonValue | undefined): JsonValue {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0) ? {} : value;
}
