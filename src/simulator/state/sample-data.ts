import { unixSeconds } from './clock.js';
import type { Snapshot } from './snapshot.js';

const NAMES = ['Andrew Joseph', 'George Alan', 'Nancy Grace', 'Susan Marie', 'John Paul'];

/** The users that every new CometChat app comes with, and a group of them. */
export function sampleData(): Pick<Snapshot, 'users' | 'groups'> {
  const createdAt = unixSeconds();
  const users = NAMES.map((name, index) => ({ uid: `cometchat-uid-${index + 1}`, name, role: 'default', status: 'available' as const, createdAt }));
  const members = users.map(({ uid }, index) => ({ uid, scope: index === 0 ? ('admin' as const) : ('participant' as const), joinedAt: createdAt }));
  const group = { guid: 'cometchat-guid-1', name: 'Team', type: 'public' as const, owner: 'cometchat-uid-1', createdAt };
  return { users, groups: [{ group, members, banned: [] }] };
}
