import { aboutVariable, canBeFile, variableNames, variables } from './variables.js';

export interface VariableDescription {
  name: string;
  /** Where the value can be read from instead. */
  fileName?: string;
  required: boolean;
  /** The default as it would be written in the environment, if there is one. */
  default?: string;
  /** What happens when an optional variable without a default is not set. */
  unset?: string;
  description: string;
}

/** All variables in the order of the schema: the table in the README and `.env.example` are checked against this. */
export function describeVariables(): VariableDescription[] {
  return variableNames.map((name) => {
    const { description, unset } = aboutVariable(name);
    const untouched = variables.shape[name].safeParse(undefined);
    return {
      name,
      fileName: canBeFile(name) ? `${name}_FILE` : undefined,
      required: !untouched.success,
      default: untouched.data?.toString(),
      unset,
      description,
    };
  });
}
