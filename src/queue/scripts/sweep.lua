-- Claims lines of a shard that should have moved by now, or earlier, so that replicas share the work.
--
-- KEYS  1 side
-- ARGV  1 how many at most, 2 how many ms ago they should have moved
-- Gives {conversation, sweeps since it last moved, …}.

local index = lineOf(KEYS[1], '').index
local time = now()
local found = {}
for _, conversation in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', ms(time - ARGV[2]), 'LIMIT', 0, ARGV[1])) do
  local line = lineOf(KEYS[1], conversation)
  if redis.call('EXISTS', line.ids) == 0 then
    redis.call('ZREM', index, conversation)
    redis.call('DEL', line.hash)
  else
    redis.call('ZADD', index, ms(time + GRACE_MS), conversation)
    found[#found + 1] = conversation
    found[#found + 1] = redis.call('HINCRBY', line.hash, 'sweeps', 1)
  end
end
return found
