/** CometChat leaves out what is empty or false. */
export function omitEmpty<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined && field !== null && field !== '' && field !== false),
  ) as Partial<T>;
}
