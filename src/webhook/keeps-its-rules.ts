import { getMetadataStorage, ValidationTypes } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type DtoClass = Parameters<Storage['getTargetValidationMetadatas']>[0];
type Metadata = ReturnType<Storage['getTargetValidationMetadatas']>[number];
type Rule = (dto: object, value: unknown) => boolean;

interface Field {
  property: string;
  conditions: Rule[];
  checks: Rule[];
}

const fieldsOf = new Map<unknown, Field[]>();

/**
 * Whether a DTO keeps the rules that class-validator's decorators gave its class; false where this cannot tell. The checks are
 * class-validator's own, looked up once a class: validateSync() gathers them for every object, and begins a report for every field.
 */
export function keepsItsRules(dto: object): boolean {
  let fields = fieldsOf.get(dto.constructor);
  if (!fields) fieldsOf.set(dto.constructor, (fields = readFields(dto.constructor)));
  return fields.every(({ property, conditions, checks }) => {
    const value = (dto as Record<string, unknown>)[property];
    return conditions.some((condition) => !condition(dto, value)) || checks.every((check) => check(dto, value));
  });
}

function readFields(dtoClass: DtoClass): Field[] {
  const storage = getMetadataStorage();
  const byProperty = storage.groupByPropertyName(storage.getTargetValidationMetadatas(dtoClass, '', false, false));
  return Object.entries(byProperty).map(([property, metadatas]) => ({
    property,
    conditions: metadatas.filter(isCondition).map(({ constraints }) => constraints[0] as Rule),
    checks: metadatas.filter((metadata) => !isCondition(metadata)).map(checkOf),
  }));
}

/** As @IsOptional() is one. */
const isCondition = ({ type }: Metadata): boolean => type === ValidationTypes.CONDITIONAL_VALIDATION;

/** Of plain checks; nested objects, `@IsDefined()`, `each` and the option `validateIf` are for validateSync(). */
function checkOf({ type, each, validateIf, propertyName: property, constraints, constraintCls }: Metadata): Rule {
  if (type !== ValidationTypes.CUSTOM_VALIDATION || each || validateIf) return () => false;
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls).map(({ instance }) => instance);
  return (object, value) => {
    const args = { targetName: object.constructor.name, property, object, value, constraints };
    return validators.every((validator) => validator.validate(value, args) === true);
  };
}
