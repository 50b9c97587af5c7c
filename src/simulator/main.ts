import { simulatorProgram } from './commands.js';

try {
  await simulatorProgram(process.env, (line) => process.stdout.write(`${line}\n`)).parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
