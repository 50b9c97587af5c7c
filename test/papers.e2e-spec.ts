import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { deadCommand } from '../src/cli/dead.command.js';
import { describeVariables, type VariableDescription } from '../src/config/describe-variables.js';
import { Paper } from './papers/paper.js';

const paths = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const papers = paths.map((path) => new Paper(path));

// What `npm run new-bot -- weather_bot` writes when a reader tries it.
const MADE_BY_THE_READER = ['src/bots/weather.bot.ts', 'src/bots/weather.bot.spec.ts'];

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

function row({ name, fileName, required, default: value, unset, description }: VariableDescription): string {
  const names = [name, fileName].filter(Boolean).map((one) => `\`${one}\``).join(', ');
  const without = required ? '**required**' : value === undefined ? unset : `\`${value}\``;
  return `| ${names} | ${without} | ${description} |`;
}

describe.each(papers.map((paper) => [paper.path, paper] as const))('%s', (_, paper) => {
  it('names only files that exist', () => {
    expect(paper.files.filter((file) => !MADE_BY_THE_READER.includes(file) && !existsSync(file))).toEqual([]);
  });

  it('runs only commands that exist', () => {
    expect(paper.npmScripts.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(paper.programs.filter((source) => !existsSync(source))).toEqual([]);
    const commands = deadCommand().commands.map((command) => command.name());
    expect(paper.deadCommands.filter((name) => !commands.includes(name))).toEqual([]);
  });

  it('links to pages and headings that exist', () => {
    const broken = paper.links.filter(({ file, anchor }) => {
      if (!existsSync(file)) return true;
      return anchor !== undefined && !new Paper(file).anchors.includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names only metrics that exist', () => {
    const source = readFileSync('src/metrics/metrics.ts', 'utf8');
    expect(paper.metrics.filter((name) => !source.includes(`'${name}'`))).toEqual([]);
  });
});

describe('README.md', () => {
  it('has every variable, as the schema has it', () => {
    const table = /^\| Variable \|.*\n\|[-|]+\|\n((?:\|.*\n)*)/m.exec(new Paper('README.md').text)?.[1] ?? '';
    expect(table.trimEnd().split('\n')).toEqual(describeVariables().map(row));
  });
});

describe('docs/operations.md', () => {
  it('has every metric', () => {
    const { metrics } = new Paper('docs/operations.md');
    const ours = [...readFileSync('src/metrics/metrics.ts', 'utf8').matchAll(/'(halley_\w+)'/g)].map(([, name]) => name);
    expect(ours.filter((name) => !metrics.includes(name))).toEqual([]);
  });
});

describe('docs/how-it-works.md', () => {
  it('has every script', () => {
    const { text } = new Paper('docs/how-it-works.md');
    expect(readdirSync('src/queue/scripts').filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
