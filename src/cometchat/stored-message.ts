import type { ReceiverType } from '../bot-kit/index.js';

/** A message as CometChat's REST API returns it; only what is documented to be there is not optional. */
export interface StoredMessage {
  id: string | number;
  muid?: string;
  conversationId?: string;
  sender: string;
  receiver: string;
  receiverType: ReceiverType;
  category: string;
  type: string;
  parentId?: string | number;
  tags?: string[];
  sentAt?: number;
  deletedAt?: number;
  data?: { text?: string; metadata?: Record<string, unknown>; [field: string]: unknown };
}
