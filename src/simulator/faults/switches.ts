import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Feed } from '../log/feed.js';
import { type SwitchDefinition, type SwitchName, type SwitchValues, switchNames, switchTable } from './switch-table.js';

const defaults = Object.fromEntries(switchNames.map((name) => [name, switchTable[name].default])) as unknown as SwitchValues;

function schemaOf(definition: SwitchDefinition<unknown>): z.ZodType {
  const milliseconds = z.number().int().min(0).max(600_000);
  switch (definition.kind) {
    case 'yesNo':
      return z.boolean();
    case 'probability':
      return z.number().min(0).max(1);
    case 'milliseconds':
      return milliseconds;
    case 'count':
      return z.number().int().min(0);
    case 'delays':
      return z.array(milliseconds).max(10);
    case 'choice':
      return z.enum(definition.choices as [string, ...string[]]);
    case 'text':
      return z.string().max(100);
  }
}

const patchSchema = z.strictObject(
  Object.fromEntries(switchNames.map((name) => [name, schemaOf(switchTable[name]).optional()])) as Record<SwitchName, z.ZodOptional<z.ZodType>>,
);

/** How everything is turned just now. */
@Injectable()
export class Switches {
  private current: SwitchValues = { ...defaults };
  private readonly listeners: ((changed: Partial<SwitchValues>) => void)[] = [];

  constructor(private readonly feed: Feed) {}

  get values(): Readonly<SwitchValues> {
    return this.current;
  }

  /** Throws a ZodError that names each unknown switch and each wrong value. */
  set(patch: unknown): void {
    const changed = patchSchema.parse(patch) as Partial<SwitchValues>;
    this.current = { ...this.current, ...changed };
    for (const listener of this.listeners) listener(changed);
    this.feed.publish('switches', () => this.describe());
  }

  reset(): void {
    this.set(defaults);
  }

  onChange(listener: (changed: Partial<SwitchValues>) => void): void {
    this.listeners.push(listener);
  }

  /** The table with the present values, as the page shows it. */
  describe() {
    return switchNames.map((name) => {
      const value = this.current[name];
      return { name, ...switchTable[name], value, differs: JSON.stringify(value) !== JSON.stringify(switchTable[name].default) };
    });
  }
}
