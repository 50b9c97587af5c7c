import { Command, InvalidArgumentError } from 'commander';

export interface ChaosOptions {
  messages: number;
  conversations: number;
  workers: number;
  webhooks: number;
  kills: number;
  redisKills: number;
  seed: number;
  minutes: number;
  naive: boolean;
  keepLogs: boolean;
}

const wholeNumber = (value: string) => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Give a whole number.');
  return Number(value);
};

export function readOptions(argv: string[]): ChaosOptions {
  return new Command('chaos')
    .description('Delivers messages to Halley while it kills its processes, its Redis and its API, and counts what was lost, doubled and reordered.')
    .option('--messages <count>', 'messages in all', wholeNumber, 100_000)
    .option('--conversations <count>', 'over so many conversations', wholeNumber, 5_000)
    .option('--workers <count>', 'worker processes', wholeNumber, 3)
    .option('--webhooks <count>', 'webhook processes', wholeNumber, 2)
    .option('--kills <count>', 'workers and webhooks killed with -9', wholeNumber, 30)
    .option('--redis-kills <count>', 'times Redis is killed with -9', wholeNumber, 3)
    .option('--seed <number>', 'the same seed makes the same trouble', wholeNumber, Math.floor(Math.random() * 1e9))
    .option('--minutes <count>', 'give up after so many minutes', wholeNumber, 45)
    .option('--naive', 'look-ups find nothing, as if replies were sent again without looking: this run must fail', false)
    .option('--keep-logs', 'keep the logs of a run that passed', false)
    .parse(argv)
    .opts<ChaosOptions>();
}
