import { Command } from 'commander';
import { botOptionsOf, resumed } from '../bot-kit/index.js';
import { bots } from '../bots/bots.js';
import { loadConfig } from '../config/config.js';
import { Memories } from '../queue/memories.js';
import { BotDirectory } from '../webhook/bot-directory.js';
import { withQueues } from './with-queues.js';

/** `halley resume …`: a conversation goes back from a person to its bot. */
export function resumeCommand(): Command {
  return new Command('resume')
    .description('Gives a conversation that was handed to a person back to its bot.')
    .argument('<bot>', 'its uid, or an alias')
    .argument('<receiver>', 'the uid of the user who talks to it; with --group, the guid of the group')
    .option('--group', 'the conversation is that of a group')
    .action((bot: string, receiver: string, { group }: { group?: boolean }) => resume(bot, receiver, group === true));
}

function resume(name: string, receiver: string, isGroup: boolean): Promise<void> {
  const known = bots.map(botOptionsOf);
  const bot = new BotDirectory(known).find(name);
  if (!bot) throw new Error(`No bot "${name}" is known here. There is ${known.map(({ uid }) => uid).join(', ')}.`);
  const config = loadConfig();
  const { appId } = config.cometchat;
  return withQueues(config, async (app) => {
    const changed = await app.get(Memories).change({ appId, bot: bot.uid, receiverType: isGroup ? 'group' : 'user', peer: receiver.toLowerCase() }, resumed);
    console.log(changed ? `${bot.uid} answers again.` : `${bot.uid} has that conversation already: nobody handed it to a person, or its time was over.`);
  });
}
