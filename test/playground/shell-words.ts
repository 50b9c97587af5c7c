import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a shell makes of a command's arguments, without running the command. */
export async function shellWords(command: string): Promise<string[]> {
  const [name] = command.split(' ');
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `${name}() { printf '%s\\0' "$@"; }; ${command}`]);
  return stdout.split('\0').slice(0, -1);
}
