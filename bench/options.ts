import { Command } from 'commander';

export interface BenchOptions {
  quick: boolean;
  rounds?: string;
  only?: string;
}

export function readOptions(argv: string[]): BenchOptions {
  return new Command('bench')
    .description('Measures what Halley costs, beside what others would write, and writes bench/results.')
    .option('--quick', 'two minutes, one round: to see that it works, not to compare', false)
    .option('--rounds <count>', 'how often all variants take their turn')
    .option('--only <suites>', 'for instance take,answer')
    .parse(argv)
    .opts<BenchOptions>();
}
