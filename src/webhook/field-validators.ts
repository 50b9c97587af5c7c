import { ValidateBy } from 'class-validator';

// CometChat allows 100 characters (section 8 of the contract); what is far beyond is no id, and ids end up in keys.
const LONGEST = 255;

export const IsName = (): PropertyDecorator => field('isName', isName, `a string of 1 to ${LONGEST} characters`);

/** CometChat's ids are integers that it writes as strings, and in one place as numbers. */
export const IsId = (): PropertyDecorator => field('isId', (value) => isName(value) || Number.isFinite(value), `a string of 1 to ${LONGEST} characters or a number`);

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= LONGEST;
}

function field(name: string, validate: (value: unknown) => boolean, what: string): PropertyDecorator {
  return ValidateBy({ name, validator: { validate, defaultMessage: () => `$property must be ${what}` } });
}
