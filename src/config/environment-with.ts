import type { Environment } from './given-values.js';

/** The environment a program of ours is started with: the one we were given, but with these variables. */
export function environmentWith(variables: Environment): Environment {
  return { ...process.env, ...variables };
}
