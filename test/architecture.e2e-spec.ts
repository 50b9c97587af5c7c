import { describe, expect, it } from '@jest/globals';
import { type Import, importsOf, type SourceFile, sourceFiles } from './architecture/imports.js';
import { findCycle } from './architecture/find-cycle.js';
import { brokenRule } from './architecture/rooms.js';

const files = sourceFiles();
const isSpec = ({ path }: SourceFile) => /\.spec(-d)?\.ts$/.test(path);
const production = files.filter((file) => !isSpec(file));

function offences(of: SourceFile[], rule: (from: SourceFile, to: Import) => string | undefined): string[] {
  return of.flatMap((file) =>
    importsOf(file).flatMap((imported) => {
      const broken = rule(file, imported);
      return broken ? [`${file.path}:${imported.line} imports ${imported.target}: ${broken}`] : [];
    }),
  );
}

describe('the house', () => {
  it('is read at all', () => {
    expect(production.length).toBeGreaterThan(20);
    expect(production.flatMap(importsOf).length).toBeGreaterThan(production.length);
  });

  it('has imports in one direction only', () => {
    expect(offences(production, brokenRule)).toEqual([]);
  });

  it('has no cycle of imports', () => {
    expect(findCycle(production)).toEqual([]);
  });

  it('has no room for what nobody could place', () => {
    expect(files.filter(({ path }) => /\/(common|shared|utils?|helpers?)(\/|\.ts$)/.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('has one barrel, which is what bot authors import', () => {
    const barrels = production.filter(({ path, text }) => /\/index\.ts$/.test(path) || isBarrel(text)).map(({ path }) => path);
    expect(barrels).toEqual(['src/bot-kit/index.ts']);
  });
});

function isBarrel(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim();
  return code !== '' && code.replace(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+'[^']+';/g, '').trim() === '';
}
