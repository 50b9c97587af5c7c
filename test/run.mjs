// npm test: everything. `--quick`: the tests alone, without the slow ones. `--check`: everything on the best Redis
// there is, then the quick ones on the embedded one. Anything else is handed to Jest, which then runs alone.
import { availableParallelism } from 'node:os';
import { runJest, runStep } from './run-steps.mjs';
import { withRedis } from './run-redis.mjs';

const [mode, ...rest] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const notes = [];

function count({ passed = 0, failed = 0, skipped = 0, notes: more = [] }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  notes.push(...more);
}

// What a quick test waits for is seldom the processor. Slow ones break processes and count what that does, and want the machine to themselves.
const workers = Math.min(4, availableParallelism());
const quick = { arguments: ['--testPathIgnorePatterns', '\\.slow\\.e2e-spec\\.ts$'], workers };
const slow = { arguments: ['--testPathPatterns', '\\.slow\\.e2e-spec\\.ts$'], workers: 1 };
const named = { arguments: [mode, ...rest], workers: 1 };

async function tests(part, embedded) {
  // The embedded ones share the one thread of this process.
  await withRedis({ embedded, workers: embedded ? Math.min(2, part.workers) : part.workers }, async (environment, workers) => count(await runJest(part.arguments, environment, workers)));
}

const everything = mode === undefined || mode === '--check';
const onEmbedded = process.env.HALLEY_TEST_REDIS === 'embedded';

if (everything) {
  count(await runStep('lint', 'eslint', ['.']));
  count(await runStep('types', 'tsc', ['-p', '.']));
}
// Only end-to-end tests start what was built.
const onlyUnits = !everything && mode.startsWith('src/');
const built = onlyUnits ? {} : await runStep('build', 'nest', ['build']);
if (everything || built.failed) count(built);
if (!built.failed) {
  if (everything || mode === '--quick') await tests(quick, onEmbedded);
  if (everything) await tests(slow, onEmbedded);
  if (mode === '--check') await tests(quick, true);
  if (!everything && mode !== '--quick') await tests(named, onEmbedded);
}

for (const note of notes) console.log(note);
console.log(`halley: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
