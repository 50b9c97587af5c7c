import { type Import, importsOf, type SourceFile } from './imports.js';

// An import of types is gone at run time: only the others can find a file half loaded.
const loads = ({ ours, typesOnly }: Import) => ours && !typesOnly;

/** The files of one cycle in the order they import each other, or nothing. */
export function findCycle(files: SourceFile[]): string[] {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).filter(loads).map(({ target }) => target)]));
  const done = new Set<string>();
  const visit = (path: string, way: string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    done.add(path);
    for (const target of targets.get(path) ?? []) {
      const cycle = visit(target, [...way, path]);
      if (cycle.length > 0) return cycle;
    }
    return [];
  };
  for (const path of targets.keys()) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
