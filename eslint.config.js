import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const fiveDependencies = {
  selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>5]",
  message: 'More than five dependencies: this class does two things.',
};

const environmentIsReadByConfigOnly = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/config reads the environment: add a variable there and inject CONFIG.',
};

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'coverage/', '.halley/', 'bench/results/'] },
  // A rule that does not fit is changed here, for all, not switched off in a line.
  { linterOptions: { noInlineConfig: true } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // What is forgotten here is lost at run time: a message, an error, or a case that a later engineer adds.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // The compiler has noUnusedLocals and noUnusedParameters.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Nest's modules and small providers are classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      // A switch counts once: it is a table, however long.
      complexity: ['error', { max: 16, variant: 'modified' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    // The simulator is a program of its own.
    ignores: ['build/', 'src/config/**', 'src/simulator/**', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', fiveDependencies, environmentIsReadByConfigOnly] },
  },
  {
    // Writing to the terminal is what a command is for.
    files: ['src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec-d.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-console': 'off',
      // A describe holds its tests in one function.
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      complexity: 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    // The simulator's page runs in a browser.
    files: ['src/simulator/page/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['Blob', 'EventSource', 'FormData', 'Intl', 'clearTimeout', 'confirm', 'document', 'fetch', 'localStorage', 'matchMedia', 'navigator']
          .concat(['requestAnimationFrame', 'setInterval', 'setTimeout', 'window'])
          .map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
