import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeVariables, type VariableDescription } from './describe-variables.js';

function entry({ name, fileName, required, default: value, unset, description }: VariableDescription): string {
  const remarks = [
    required && 'Required.',
    unset && `Unset: ${unset}.`,
    fileName && `Or ${fileName}, the path of a file that holds it.`,
  ];
  const comment = [description.replaceAll('`', ''), ...remarks].filter(Boolean).join(' ');
  return `# ${comment}\n${required ? '' : '# '}${name}=${value ?? ''}\n`;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('.env.example has every variable with its default and what it is for', () => {
  const [header, ...entries] = read('.env.example').split('\n\n');
  expect(header).toMatch(/^# .*\n?/);
  expect(entries.map((text) => text.trimEnd())).toEqual(describeVariables().map((variable) => entry(variable).trimEnd()));
});

it('docker-compose.yml passes every variable on that it does not set itself', () => {
  const itsOwn = ['ROLE', 'NODE_ENV', 'HOST', 'PORT', 'REDIS_URL', 'SHUTDOWN_TIMEOUT_MS'];
  const names = describeVariables().map(({ name }) => name);
  const passed = names.filter((name) => read('docker-compose.yml').includes(`: \${${name}:-`));
  expect(passed).toEqual(names.filter((name) => !itsOwn.includes(name)));
});
