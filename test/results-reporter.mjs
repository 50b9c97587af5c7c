import { writeFileSync } from 'node:fs';

/** Leaves what Jest counted in a file, for the program that started it. Jest's own --outputFile also tells a person of it. */
export default class ResultsReporter {
  onRunComplete(_, results) {
    const tests = results.testResults.flatMap(({ testResults }) => testResults.map(({ status, fullName }) => ({ status, fullName })));
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = results;
    writeFileSync(process.env.HALLEY_TEST_RESULTS, JSON.stringify({ tests, numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }));
  }
}
