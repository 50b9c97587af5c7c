import type { Redis } from 'ioredis';

/**
 * All commands of one tick leave in one write, each with its own answer as ever. Turns go on in bunches, when Redis answers
 * several at once: a system call for every command was an eighth of what a worker costs. (ioredis's own auto-pipelining
 * fails on scripts.)
 */
export function oneWriteATick(redis: Redis): Redis {
  const sendCommand = redis.sendCommand.bind(redis);
  let held: Redis['stream'] | undefined;
  const hold = (socket: Redis['stream']) => {
    held = socket;
    socket.cork();
    setImmediate(() => {
      held = undefined;
      socket.uncork();
    });
  };
  redis.sendCommand = (command, stream) => {
    // A connection that broke in between has a new socket.
    if (redis.stream && redis.stream !== held) hold(redis.stream);
    return sendCommand(command, stream);
  };
  return redis;
}
