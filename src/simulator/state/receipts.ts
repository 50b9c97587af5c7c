import { Injectable } from '@nestjs/common';

export type ReceiptSnapshot = [key: string, messageId: number][];

/** Up to which message somebody has read a conversation, and up to which it was delivered. */
@Injectable()
export class Receipts {
  private readonly marks = new Map<string, number>();

  readUpTo(uid: string, conversationId: string): number {
    return this.marks.get(`read ${uid} ${conversationId}`) ?? 0;
  }

  deliveredUpTo(uid: string, conversationId: string): number {
    return Math.max(this.marks.get(`delivered ${uid} ${conversationId}`) ?? 0, this.readUpTo(uid, conversationId));
  }

  mark(kind: 'read' | 'delivered', uid: string, conversationId: string, messageId: number): void {
    const key = `${kind} ${uid} ${conversationId}`;
    this.marks.set(key, Math.max(this.marks.get(key) ?? 0, messageId));
  }

  snapshot(): ReceiptSnapshot {
    return [...this.marks];
  }

  replaceAll(marks: ReceiptSnapshot): void {
    this.marks.clear();
    for (const [key, id] of marks) this.marks.set(key, id);
  }
}
