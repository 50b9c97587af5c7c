#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { deadCommand } from './dead.command.js';
import { resumeCommand } from './resume.command.js';

const program = new Command('halley')
  .description('Looks after a running Halley. It reads the same environment as Halley itself.')
  .addCommand(deadCommand())
  .addCommand(resumeCommand())
  .showHelpAfterError();

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
