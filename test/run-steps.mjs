import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program of ours; it counts as one check. */
export async function runStep(name, program, programArguments) {
  console.log(`--- ${name}`);
  return (await exitCode(program, programArguments)) === 0 ? { passed: 1 } : { failed: 1, notes: [`failed: ${name}`] };
}

/** Runs Jest with so many workers, each of which runs one file after another; returns what it counted. */
export async function runJest(jestArguments, environment, workers) {
  const folder = mkdtempSync(join(tmpdir(), 'halley-test-'));
  const outputFile = join(folder, 'results.json');
  const ours = ['--reporters=default', '--reporters=<rootDir>/test/results-reporter.mjs', workers === 1 ? '--runInBand' : `--maxWorkers=${workers}`];
  const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`;
  try {
    const code = await exitCode('jest', [...ours, ...jestArguments], {
      // A developer's Redis is none of the tests' business, unless it is the one they were given.
      env: { ...process.env, REDIS_URL: undefined, REDIS_URL_FILE: undefined, ...environment, NODE_OPTIONS, HALLEY_TEST_RESULTS: outputFile },
    });
    return counted(JSON.parse(readFileSync(outputFile, 'utf8')), code);
  } catch (error) {
    return { failed: 1, notes: [`failed: Jest left no results (${error.message})`] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counted(results, code) {
  const named = (status, word) => results.tests.filter((test) => test.status === status).map(({ fullName }) => `${word}: ${fullName}`);
  // A file that does not load has no tests that could fail.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
    notes: [...named('pending', 'skipped'), ...named('failed', 'failed')],
  };
}

async function exitCode(program, programArguments, options = {}) {
  const child = spawn(join(root, 'node_modules', '.bin', program), programArguments, { cwd: root, stdio: 'inherit', ...options });
  const [code] = await once(child, 'exit');
  return code;
}
