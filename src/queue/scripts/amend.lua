-- Changes what is remembered of a conversation without a message, if it is still what was read.
-- A turn that runs right now would write what it remembers from before: it is shut out, and its message runs again on what
-- is written here.
--
-- KEYS  1 side, 2 memories: the prefix of what is remembered of each conversation
-- ARGV  1 conversation, 2 what was read ('' for nothing), 3 what to write ('' forgets it)
-- Gives -1 if it is something else by now, else 1 if a turn was shut out and the line must be woken, 0 if not.

local line, memory = lineOf(KEYS[1], ARGV[1]), KEYS[2] .. ':' .. ARGV[1]
if (redis.call('GET', memory) or '') ~= ARGV[2] then return -1 end

local left = redis.call('PTTL', memory)
if ARGV[3] == '' then redis.call('DEL', memory)
elseif left > 0 then redis.call('SET', memory, ARGV[3], 'PX', left) end

return redis.call('HDEL', line.hash, 'fence')
