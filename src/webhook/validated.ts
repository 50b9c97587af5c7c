import { validateSync } from 'class-validator';
import { keepsItsRules } from './keeps-its-rules.js';
import { Refusal } from './refusal.js';

/** @throws Refusal that names every wrong field, each with `path` in front. */
export function validated<T extends object>(dto: T, whatItIsNot: string, path = ''): T {
  if (keepsItsRules(dto)) return dto;
  const errors = validateSync(dto, { stopAtFirstError: true, forbidUnknownValues: false });
  if (errors.length === 0) return dto;
  throw invalid(whatItIsNot, errors.flatMap(({ constraints }) => Object.values(constraints ?? {}).map((sentence) => path + sentence)));
}

export function invalid(whatItIsNot: string, sentences: string[]): Refusal {
  return new Refusal(400, 'invalid_payload', `This is not ${whatItIsNot}: ${sentences.join('; ')}.`);
}
