import type { GivenValues } from './given-values.js';
import type { VariableName } from './variables.js';

// Set together or not at all.
const PAIRS: readonly (readonly [VariableName, VariableName])[] = [['WEBHOOK_PREVIOUS_USERNAME', 'WEBHOOK_PREVIOUS_PASSWORD'], ['PUBLIC_URL', 'FORM_SECRET'], ['LLM_BASE_URL', 'LLM_MODEL']];

/** What no single variable can tell: each rule returns its problem, or nothing. */
export function brokenRules(values: GivenValues['values']): string[] {
  return [redisIsNamed(values), formsAreEncrypted(values), ...PAIRS.map((pair) => pairIsWhole(pair, values))].filter((problem) => problem !== undefined);
}

// The embedded Redis belongs to one process and its disk: two roles could not meet in it, and production must not rest on it.
function redisIsNamed({ REDIS_URL, NODE_ENV, ROLE }: GivenValues['values']): string | undefined {
  if (REDIS_URL) return undefined;
  const alone = ROLE === 'webhook' || ROLE === 'worker';
  if (NODE_ENV !== 'production' && !alone) return undefined;
  const reason = alone ? `ROLE is ${ROLE}` : 'NODE_ENV is production';
  return `REDIS_URL is missing, and ${reason}: the embedded Redis serves one process of role all in development only. `
    + 'Set it to the address of a Redis, for instance redis://:password@host:6379.';
}

function pairIsWhole([one, other]: readonly [VariableName, VariableName], values: GivenValues['values']): string | undefined {
  if (Boolean(values[one]) === Boolean(values[other])) return undefined;
  const [set, unset] = values[one] ? [one, other] : [other, one];
  return `${set} is set without ${unset}. Set both, or neither.`;
}

// What people write into forms, and the token that speaks for them, cross the internet; with a simulator they do not.
function formsAreEncrypted({ PUBLIC_URL, COMETCHAT_API_URL }: GivenValues['values']): string | undefined {
  if (!PUBLIC_URL || !/^http:/i.test(PUBLIC_URL) || COMETCHAT_API_URL) return undefined;
  return 'PUBLIC_URL is http. Set it to an https address; http is for COMETCHAT_API_URL only, where it names a simulator or an installation of your own.';
}
