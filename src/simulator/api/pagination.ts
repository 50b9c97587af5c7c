import { z } from 'zod';

/** Query parameters come as texts. */
export const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

export const pageSchema = z.object({ perPage: whole(1, 1000).default(100), page: whole(1, 1_000_000).default(1) });

/** One page of a list, with the meta CometChat puts beside it. */
export function paginate<T>(items: T[], { perPage, page }: z.infer<typeof pageSchema>) {
  const data = items.slice((page - 1) * perPage, page * perPage);
  const pagination = {
    total: items.length,
    count: data.length,
    per_page: perPage,
    current_page: page,
    total_pages: Math.max(1, Math.ceil(items.length / perPage)),
  };
  return { data, meta: { pagination } };
}

/** `tags=a,b`, `tags[]=a&tags[]=b` and `tags[0]=a` all mean the same list. */
export function listsFrom(query: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(query)) {
    const name = key.replace(/\[\d*\]$/, '');
    if (name === key && !LISTS.has(name)) result[name] = value;
    else result[name] = [...((result[name] as string[] | undefined) ?? []), ...splitAtCommas(value)];
  }
  return result;
}

const LISTS = new Set(['tags', 'categories', 'types', 'scopes', 'roles', 'searchIn', 'attachmentTypes', 'mentionedUids']);

function splitAtCommas(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(',')).filter((part) => part !== '');
}

export const list = z.array(z.string()).optional();
