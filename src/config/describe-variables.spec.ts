import { describe, expect, it } from '@jest/globals';
import { describeVariables } from './describe-variables.js';

describe('describeVariables', () => {
  const described = describeVariables();
  const named = (name: string) => described.find((variable) => variable.name === name);

  it('says in one sentence what each is for', () => {
    for (const { description } of described) expect(description).toMatch(/^\S.+\.$/);
  });

  it('knows required, default and file', () => {
    expect(named('PORT')).toMatchObject({ required: false, default: '3000', fileName: undefined });
    expect(named('WEBHOOK_PASSWORD')).toMatchObject({ required: true, default: undefined, fileName: 'WEBHOOK_PASSWORD_FILE' });
    expect(named('REDIS_URL')).toMatchObject({ required: false, default: undefined, fileName: 'REDIS_URL_FILE' });
  });

  it('says what happens without a value wherever there is no default', () => {
    for (const { required, default: value, unset } of described) expect(required || value || unset).toBeTruthy();
  });
});
