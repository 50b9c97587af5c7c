import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { IsDefined, IsString, ValidateIf, ValidateNested, validateSync } from 'class-validator';
import fc from 'fast-check';
import type { JsonObject } from '../bot-kit/index.js';
import { CallbackDto, MessageDto } from './callback.dto.js';
import { keepsItsRules } from './keeps-its-rules.js';
import { ResumeDto } from './resume.dto.js';

/** Values that are right somewhere, and some that are right nowhere. */
const values = fc.constantFrom<unknown>('user', 'group', 'alice', '712', 712, '', 'x'.repeat(255), 'x'.repeat(256), null, undefined, true, NaN, {}, [], { text: 'hi' }, { text: 7 });
const MESSAGE = { id: '7', sender: 'alice', receiver: 'echo_bot', receiverType: 'user', category: 'message', type: 'text', data: { text: 'hi' } };
const CALLBACK = { trigger: 'after_message', appId: 'app', bot: 'echo_bot' };
const CONVERSATION = { bot: 'echo_bot', receiver: 'alice', receiverType: 'user' };

/** Valid ones with one or two fields changed, so that neither answer is rare. */
function almost(valid: object): fc.Arbitrary<JsonObject> {
  const changes = fc.dictionary(fc.constantFrom(...Object.keys(valid), 'parentId'), values, { maxKeys: 2 });
  return changes.map((changed) => ({ ...valid, ...changed }) as JsonObject);
}

describe('keepsItsRules', () => {
  it.each([
    ['CallbackDto', CALLBACK, (body: JsonObject) => new CallbackDto(body)],
    ['MessageDto', MESSAGE, (body: JsonObject) => new MessageDto(body)],
    ['ResumeDto', CONVERSATION, (body: JsonObject) => new ResumeDto(body)],
  ])('says of a %s what validateSync() says', (_, valid, toDto) => {
    const seen = new Set<boolean>();
    fc.assert(fc.property(almost(valid), (body) => {
      const dto = toDto(body);
      const holds = validateSync(dto, { forbidUnknownValues: false }).length === 0;
      seen.add(holds);
      expect(keepsItsRules(dto)).toBe(holds);
    }), { numRuns: 1_000 });
    expect(seen.size).toBe(2);
  });

  class Nested {
    @IsString() name = 'Ada';
  }
  class WithNested {
    @ValidateNested() nested = new Nested();
  }
  class WithEach {
    @IsString({ each: true }) names = ['Ada'];
  }
  class WithOption {
    @IsString({ validateIf: () => true }) name = 'Ada';
  }
  class WithDefined {
    @IsDefined() name = 'Ada';
  }

  it.each([WithNested, WithEach, WithOption, WithDefined])('leaves to validateSync() what it does not know: %p', (Dto) => {
    expect(keepsItsRules(new Dto())).toBe(false);
  });

  class OnlySometimes {
    @ValidateIf(() => false) @IsString() name = 7;
  }
  class Heir extends Nested {}
  class Free {}

  it('knows conditions, rules of the class above, and classes without rules', () => {
    const heir = Object.assign(new Heir(), { name: 7 });
    expect([new OnlySometimes(), new Heir(), heir, new Free()].map(keepsItsRules)).toEqual([true, true, false, true]);
  });
});
