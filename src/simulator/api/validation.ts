import { type ZodError, z } from 'zod';
import type { ErrorDetails } from './cometchat-api-error.js';

/** Ids are forced to lower case and hold only a-z, 0-9, - and _. */
export const idSchema = (max = 100) =>
  z
    .string()
    .max(max)
    .transform((id) => id.toLowerCase())
    .refine((id) => /^[a-z0-9_-]+$/.test(id), 'may only hold alphanumeric characters, hyphens and underscores');

export const nameSchema = z.string().min(1).max(100);
export const tagsSchema = z.array(z.string().min(1).max(100)).max(25);
/** User metadata is limited to 5 KB. */
export const metadataSchema = z.record(z.string(), z.json()).refine((value) => JSON.stringify(value).length <= 5120, 'may not be greater than 5 KB');

/** Field by field what is wrong, in the way CometChat words it. */
export function detailsOf(error: ZodError): ErrorDetails {
  const details: ErrorDetails = {};
  for (const issue of error.issues) {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'body'];
    for (const field of fields) (details[field] ??= []).push(sentence(field, issue));
  }
  return details;
}

function sentence(field: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `The ${field} field is not known.`;
  if (issue.code === 'invalid_type' && /undefined/.test(issue.message)) return `The ${field} field is required.`;
  if (issue.code === 'too_big') return `The ${field} may not be greater than ${issue.maximum}.`;
  return `The ${field} is invalid: ${issue.message}.`;
}
