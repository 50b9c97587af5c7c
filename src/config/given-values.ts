import { readFileSync } from 'node:fs';
import { canBeFile, variableNames, type VariableName } from './variables.js';

export type Environment = Record<string, string | undefined>;

export interface GivenValues {
  values: Partial<Record<VariableName, string>>;
  problems: { name: VariableName; problem: string }[];
}

/** What was set, directly or through `<NAME>_FILE`. An empty value is as good as none: Compose passes such. */
export function givenValues(env: Environment, names: readonly VariableName[] = variableNames): GivenValues {
  const given: GivenValues = { values: {}, problems: [] };
  for (const name of names) {
    const file = canBeFile(name) && env[`${name}_FILE`];
    if (!file) {
      given.values[name] = env[name] || undefined;
    } else if (env[name]) {
      given.problems.push({ name, problem: `${name} and ${name}_FILE are both set. Unset one of them.` });
    } else {
      readInto(given, name, file);
    }
  }
  return given;
}

function readInto(given: GivenValues, name: VariableName, file: string): void {
  try {
    const value = readFileSync(file, 'utf8').trim();
    if (value) given.values[name] = value;
    else given.problems.push({ name, problem: `${name}_FILE names ${file}, which is empty. Write the value into it.` });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    const problem = `${name}_FILE names ${file}, which cannot be read (${why}). Check the path and its permissions.`;
    given.problems.push({ name, problem });
  }
}
