import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Presenter } from '../api/presenter.js';
import { Switches } from '../faults/switches.js';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from '../simulator-options.js';
import { APP_SYSTEM, type Bot, type Json, type JsonObject, type Message } from '../state/entities.js';

/** What an SDK names itself in every message it sends. */
const RESOURCE = `WEB-4_0_10-${randomUUID()}-${Date.now()}`;
const MINIMAL = ['id', 'sender', 'receiverType', 'receiver', 'category', 'type', 'sentAt'] as const;

/** The JSON that a bot's webhookURL gets, in the legacy webhook envelope. */
@Injectable()
export class CallbackEnvelope {
  constructor(
    private readonly presenter: Presenter,
    private readonly switches: Switches,
    @Inject(SIMULATOR_OPTIONS) private readonly options: SimulatorOptions,
  ) {}

  build(message: Message, bot: Bot): JsonObject {
    const { missingFields, botName, triggerName } = this.switches.values;
    const trigger = triggerName || 'after_message';
    const data = this.message(message);
    if (missingFields === 'noEnvelope') return { trigger, data };
    const { appId, region } = this.options;
    const named = { appId, bot: botName || bot.uid };
    if (missingFields === 'minimal') return { trigger, data: minimal(data), ...named };
    const origin = { platform: 'web', language: 'reactjs', resource: 'chat-widget' };
    return { trigger, data, appId, origin, chatAPIVersion: '3.0', region, bot: named.bot };
  }

  private message(message: Message): JsonObject {
    const { omitMuid, numericIds } = this.switches.values;
    const shown = this.presenter.message(message) as JsonObject;
    if (numericIds) shown.id = message.id;
    delete shown.muid;
    const { id = '', ...rest } = shown;
    const named: JsonObject = omitMuid || message.muid === undefined ? { id } : { id, muid: message.muid };
    return { ...named, ...rest, data: this.data(message, shown.data as JsonObject) };
  }

  private data(message: Message, data: JsonObject): JsonObject {
    if (message.category === 'action') return { ...data, entities: actionEntities(data.action, this.withActivity(data.entities as Entities)) };
    const { entities, ...said } = data;
    if (message.category === 'call') return said;
    return { ...said, resource: RESOURCE, entities: this.withActivity(entities as Entities) };
  }

  /** Callbacks tell when a user was last active; the API tells when it was created. */
  private withActivity(entities: Entities): Entities {
    return Object.fromEntries(Object.entries(entities).map(([side, envelope]) => [side, this.active(envelope)]));
  }

  private active({ entity, entityType }: EntityEnvelope): EntityEnvelope {
    if (entityType !== 'user') return { entity, entityType };
    const { createdAt, conversationId, lastActiveAt, ...rest } = entity;
    if (rest.uid === APP_SYSTEM) return { entity: rest, entityType };
    const activity = lastActiveAt ?? createdAt ?? 0;
    return { entity: { ...rest, lastActiveAt: activity, ...(conversationId !== undefined && { conversationId }) }, entityType };
  }
}

interface EntityEnvelope {
  [key: string]: Json;
  entity: JsonObject;
  entityType: string;
}
type Entities = Record<string, EntityEnvelope>;

/** Of the message that was edited or deleted a callback shows less than the API does. */
function actionEntities(action: Json | undefined, { on, ...entities }: Entities): Entities {
  if (on?.entityType !== 'message') return { ...entities, ...(on && { on }) };
  const { id = '', conversationId = '', deletedAt = 0, deletedBy = '', updatedAt: _, data, ...rest } = on.entity;
  if (action === 'deleted') {
    const { for: _receiver, ...others } = entities;
    return { ...others, on: { ...on, entity: { id, conversationId, deletedAt, deletedBy } } };
  }
  const { entities: _entities, ...said } = data as JsonObject;
  return { ...entities, on: { ...on, entity: { id, conversationId, ...rest, data: said } } };
}

function minimal(data: JsonObject): JsonObject {
  const kept = Object.fromEntries(MINIMAL.map((field) => [field, data[field] ?? null]));
  const { text } = data.data as JsonObject;
  return { ...kept, data: text === undefined ? {} : { text } };
}
