import { environmentWith } from '../config/environment-with.js';
import { writeSecretsInto } from './compose/write-secrets-into.js';

try {
  writeSecretsInto(process.argv[2] ?? '/secrets', environmentWith({}), (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
