import { Injectable } from '@nestjs/common';
import { APP_SYSTEM, type User } from './entities.js';

@Injectable()
export class UsersStore {
  private readonly byUid = new Map<string, User>();

  /** The user, unless absent or deactivated. */
  find(uid: string): User | undefined {
    const user = this.byUid.get(uid);
    return user?.deactivatedAt === undefined ? user : undefined;
  }

  /** Who is shown under this uid, also when deactivated, deleted, or CometChat itself. */
  shown(uid: string): User {
    return this.byUid.get(uid) ?? { uid, name: uid === APP_SYSTEM ? 'System' : uid, role: 'default', status: 'offline', createdAt: 0 };
  }

  has(uid: string): boolean {
    return this.byUid.has(uid);
  }

  put(user: User): void {
    this.byUid.set(user.uid, user);
  }

  delete(uid: string): void {
    this.byUid.delete(uid);
  }

  all(): User[] {
    return [...this.byUid.values()];
  }

  replaceAll(users: User[]): void {
    this.byUid.clear();
    for (const user of users) this.put(user);
  }
}
