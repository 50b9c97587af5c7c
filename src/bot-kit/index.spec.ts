import { expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import ts from 'typescript';

/** What bot authors import, and how much is said of each. */
function exportsOf(file: string): { name: string; hasText: boolean; hasExample: boolean }[] {
  const program = ts.createProgram([file], { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true, noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file)!;
  return checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return {
      name: symbol.name,
      hasText: ts.displayPartsToString(target.getDocumentationComment(checker)).length > 0,
      hasExample: target.getJsDocTags(checker).some(({ name }) => name === 'example'),
    };
  });
}

it('tells of every export what it is for, with an example', () => {
  const exported = exportsOf(resolve('src/bot-kit/index.ts'));
  expect(exported.length).toBeGreaterThan(60);
  expect(exported.filter(({ hasText, hasExample }) => !hasText || !hasExample).map(({ name }) => name)).toEqual([]);
}, 60_000);
