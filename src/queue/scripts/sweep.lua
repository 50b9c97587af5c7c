-- Claims lines of a shard that have stood still longer than they should, so that replicas share the work.
--
-- KEYS  1 index, 2 the prefix of the keys `ids`, 3 the prefix of the keys `line`
-- ARGV  1 how many at most
-- Gives {conversation, sweeps since it last moved, …}.

local index = KEYS[1]
local time = now()
local found = {}
for _, conversation in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', ms(time), 'LIMIT', 0, ARGV[1])) do
  if redis.call('ZCARD', KEYS[2] .. conversation) == 0 then
    redis.call('ZREM', index, conversation)
    redis.call('DEL', KEYS[3] .. conversation)
  else
    redis.call('ZADD', index, ms(time + GRACE_MS), conversation)
    found[#found + 1] = conversation
    found[#found + 1] = redis.call('HINCRBY', KEYS[3] .. conversation, 'sweeps', 1)
  end
end
return found
