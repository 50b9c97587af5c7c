import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  path: string;
  text: string;
}

export interface Import {
  /** A path like the one of a SourceFile, or the name of a package. */
  target: string;
  ours: boolean;
  typesOnly: boolean;
  line: number;
}

export function sourceFiles(): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

export function importsOf({ path, text }: SourceFile): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => {
    const ours = fileName.startsWith('.');
    return {
      target: ours ? posix.join(dirname(path), fileName).replace(/\.js$/, '.ts') : fileName,
      ours,
      typesOnly: isTypesOnly(text.slice(0, pos)),
      line: text.slice(0, pos).split('\n').length,
    };
  });
}

function isTypesOnly(before: string): boolean {
  const statement = before.slice(Math.max(before.lastIndexOf('import'), before.lastIndexOf('export')));
  if (/^(import|export) type\b/.test(statement)) return true;
  const names = /\{([^}]*)\}\s*from/.exec(statement)?.[1]?.split(',').map((name) => name.trim()).filter(Boolean);
  return names !== undefined && names.every((name) => name.startsWith('type '));
}
