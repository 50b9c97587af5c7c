import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One of our pages in Markdown, as the tests of the papers read it. */
export class Paper {
  readonly text: string;
  /** Without the blocks of code: what they show may be made up. */
  private readonly prose: string;

  constructor(readonly path: string) {
    this.text = readFileSync(path, 'utf8');
    this.prose = this.text.replace(/^ *```[^]*?^ *```$/gm, '');
  }

  /** What links lead to inside of this repository: the file, and the heading if one is named. */
  get links(): { file: string; anchor?: string }[] {
    const targets = [...this.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    return targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => {
        const [path, anchor] = target.split('#');
        return { file: path ? normalize(join(dirname(this.path), path)) : this.path, anchor };
      });
  }

  /** The anchors of its headings, made as GitHub makes them. */
  get anchors(): string[] {
    const headings = [...this.prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
    return headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
  }

  /** Files and folders that stand in the text as `src/…`, or as a file of the root. */
  get files(): string[] {
    const quoted = [...this.prose.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words);
    return quoted.filter((words) => /^(src|test|docs|bench|\.ci)(\/[\w.-]+)*$/.test(words) || /^[\w-]*\.?[\w-]+\.(json|md|yml|example|js)$/.test(words));
  }

  /** The scripts of package.json that it runs. */
  get npmScripts(): string[] {
    const scripts = [...this.text.matchAll(/\bnpm run (?:--\S+ )*([\w:-]+)/g)].map(([, name]) => name);
    const short = [...this.text.matchAll(/\bnpm (test|start)\b/g)].map(([, name]) => name);
    return [...new Set([...scripts, ...short])];
  }

  /** The programs that it starts with node, as the sources they are built from. */
  get programs(): string[] {
    return [...this.text.matchAll(/\bdist\/([\w/.-]+)\.js\b/g)].map(([, path]) => `src/${path}.ts`);
  }

  /** What it calls `npm run halley -- dead` with. */
  get deadCommands(): string[] {
    return [...this.text.matchAll(/(?:halley(?:\.js)? (?:-- )?|`)dead ([a-z]+)/g)].map(([, name]) => name);
  }

  get metrics(): string[] {
    return [...new Set([...this.text.matchAll(/\bhalley_[a-z_]+[a-z]/g)].map(([name]) => name.replace(/_bucket$/, '')))];
  }
}
