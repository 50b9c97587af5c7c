/**
 * Something the user should read. Thrown in a handler it is said to the user, nothing else of this run is
 * kept, and the message counts as answered. Any other throw is a failure: tried again, never shown.
 *
 * @example
 * if (!order) throw new UserError('I cannot find that order.');
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
