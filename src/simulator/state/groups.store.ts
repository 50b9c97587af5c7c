import { Injectable } from '@nestjs/common';
import type { Group, Member } from './entities.js';

interface Kept {
  group: Group;
  members: Map<string, Member>;
  banned: Set<string>;
}

export interface GroupSnapshot {
  group: Group;
  members: Member[];
  banned: string[];
}

@Injectable()
export class GroupsStore {
  private readonly byGuid = new Map<string, Kept>();

  find(guid: string): Group | undefined {
    return this.byGuid.get(guid)?.group;
  }

  put(group: Group): void {
    const kept = this.byGuid.get(group.guid);
    if (kept) kept.group = group;
    else this.byGuid.set(group.guid, { group, members: new Map(), banned: new Set() });
  }

  delete(guid: string): void {
    this.byGuid.delete(guid);
  }

  all(): Group[] {
    return [...this.byGuid.values()].map((kept) => kept.group);
  }

  members(guid: string): Map<string, Member> {
    return this.byGuid.get(guid)?.members ?? new Map<string, Member>();
  }

  banned(guid: string): Set<string> {
    return this.byGuid.get(guid)?.banned ?? new Set<string>();
  }

  isMember(guid: string, uid: string): boolean {
    return this.byGuid.get(guid)?.members.has(uid) ?? false;
  }

  removeEverywhere(uid: string): void {
    for (const kept of this.byGuid.values()) kept.members.delete(uid);
  }

  snapshot(): GroupSnapshot[] {
    return [...this.byGuid.values()].map(({ group, members, banned }) => ({ group, members: [...members.values()], banned: [...banned] }));
  }

  replaceAll(groups: GroupSnapshot[]): void {
    this.byGuid.clear();
    for (const { group, members, banned } of groups) {
      this.byGuid.set(group.guid, { group, members: new Map(members.map((member) => [member.uid, member])), banned: new Set(banned) });
    }
  }
}
