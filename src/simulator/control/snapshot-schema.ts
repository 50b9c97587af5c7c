import { z } from 'zod';
import { GROUP_CHAT_SETTINGS, MEMBER_SCOPES } from '../state/entities.js';
import { nameSchema } from '../api/validation.js';

const id = z.string().min(1).max(100);
const text = z.string().optional();
const time = z.number().int().optional();
const json = z.record(z.string(), z.json());
const tags = z.array(z.string()).optional();
const dates = { createdAt: z.number().int(), updatedAt: time };

const user = z.object({
  uid: id,
  name: nameSchema,
  avatar: text,
  link: text,
  role: z.string(),
  status: z.enum(['available', 'offline']),
  statusMessage: text,
  metadata: json.optional(),
  tags,
  lastActiveAt: time,
  deactivatedAt: time,
  ...dates,
});
const bot = z.object({
  uid: id,
  webhookURL: z.string(),
  groupChatSetting: z.enum(GROUP_CHAT_SETTINGS),
  useBasicAuth: z.boolean(),
  username: text,
  password: text,
  enabled: z.boolean(),
  isAIBot: z.boolean().optional(),
  ...dates,
});
const group = z.object({
  guid: id,
  name: nameSchema,
  type: z.enum(['public', 'password', 'private']),
  password: text,
  icon: text,
  description: text,
  owner: text,
  metadata: json.optional(),
  tags,
  ...dates,
});
const member = z.object({ uid: id, scope: z.enum(MEMBER_SCOPES), joinedAt: z.number().int() });
const message = z.object({
  id: z.number().int().positive(),
  muid: text,
  conversationId: z.string(),
  sender: id,
  receiverType: z.enum(['user', 'group']),
  receiver: id,
  category: z.string(),
  type: z.string(),
  data: json,
  tags,
  parentId: z.number().int().optional(),
  quotedMessageId: z.number().int().optional(),
  sentAt: z.number().int(),
  updatedAt: z.number().int(),
  editedAt: time,
  editedBy: text,
  deletedAt: time,
  deletedBy: text,
  reactions: z.record(z.string(), z.record(z.string(), z.number())).optional(),
  storedAtMs: z.number(),
});

/** What an import may hold: what an export wrote. */
export const snapshotSchema = z.object({
  users: z.array(user).default([]),
  bots: z.array(bot).default([]),
  groups: z.array(z.object({ group, members: z.array(member), banned: z.array(id) })).default([]),
  messages: z.array(message).default([]),
  receipts: z.array(z.tuple([z.string(), z.number()])).default([]),
  nextMessageId: z.number().int().positive().default(1),
});
