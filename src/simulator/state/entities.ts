export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface User {
  uid: string;
  name: string;
  avatar?: string;
  link?: string;
  role: string;
  status: 'available' | 'offline';
  statusMessage?: string;
  metadata?: JsonObject;
  tags?: string[];
  createdAt: number;
  updatedAt?: number;
  lastActiveAt?: number;
  deactivatedAt?: number;
}

export const GROUP_CHAT_SETTINGS = ['allMessages', 'slashedMessages', 'mentionedMessages', 'none'] as const;
export type GroupChatSetting = (typeof GROUP_CHAT_SETTINGS)[number];

export interface Bot {
  uid: string;
  webhookURL: string;
  groupChatSetting: GroupChatSetting;
  useBasicAuth: boolean;
  username?: string;
  password?: string;
  enabled: boolean;
  isAIBot?: boolean;
  createdAt: number;
  updatedAt?: number;
}

export const MEMBER_SCOPES = ['admin', 'moderator', 'participant'] as const;
export type MemberScope = (typeof MEMBER_SCOPES)[number];

export interface Member {
  uid: string;
  scope: MemberScope;
  joinedAt: number;
}

export interface Group {
  guid: string;
  name: string;
  type: 'public' | 'password' | 'private';
  password?: string;
  icon?: string;
  description?: string;
  owner?: string;
  metadata?: JsonObject;
  tags?: string[];
  createdAt: number;
  updatedAt?: number;
}

export type ReceiverType = 'user' | 'group';

/** A message as it is kept: entities are added when it is shown, so that names are always the current ones. */
export interface Message {
  id: number;
  muid?: string;
  conversationId: string;
  sender: string;
  receiverType: ReceiverType;
  receiver: string;
  category: string;
  type: string;
  data: JsonObject;
  tags?: string[];
  parentId?: number;
  quotedMessageId?: number;
  sentAt: number;
  updatedAt: number;
  editedAt?: number;
  editedBy?: string;
  deletedAt?: number;
  deletedBy?: string;
  /** By emoji, who reacted and when. */
  reactions?: Record<string, Record<string, number>>;
  /** When it was stored, in milliseconds: for the time line, never shown by the API. */
  storedAtMs: number;
}

/** Who CometChat names as the sender of what is done without onBehalfOf. */
export const APP_SYSTEM = 'app_system';
