-- Opens the gate of an app after a probe that went well, but not before the time that a 429 named.
--
-- KEYS  1 gate
-- Gives 1 if it is open.

local limitedUntil = redis.call('HGET', KEYS[1], 'limitedUntil')
if not limitedUntil or tonumber(limitedUntil) <= now() then
  redis.call('DEL', KEYS[1])
  return 1
end
redis.call('HDEL', KEYS[1], 'probeUntil', 'step')
redis.call('HSET', KEYS[1], 'until', limitedUntil, 'reason', 'rate-limited')
return 0
