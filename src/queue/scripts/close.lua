-- Closes the gate of an app, longer each time it fails again. A shorter closing never shortens a longer one.
--
-- KEYS  1 gate
-- ARGV  1 reason, 2 first wait in ms, 3 longest wait in ms, 4 error, 5 '1' to close an already closed gate for longer
-- Gives the ms it is closed for.

local time = now()
local closed = redis.call('HMGET', KEYS[1], 'until', 'since', 'probeUntil')
local left = math.max(tonumber(closed[1] or 0), tonumber(closed[3] or 0)) - time
if ARGV[5] ~= '1' and left > 0 then return left end

local step = redis.call('HINCRBY', KEYS[1], 'step', 1)
local wait = math.min(tonumber(ARGV[2]) * 2 ^ math.min(step - 1, 30), tonumber(ARGV[3]))
local till = math.max(time + wait, tonumber(closed[1] or 0))
redis.call('HSET', KEYS[1], 'until', ms(till), 'reason', ARGV[1], 'error', ARGV[4], 'since', closed[2] or ms(time))
if closed[3] then redis.call('HDEL', KEYS[1], 'probeUntil') end
-- A gate that nobody asks at any more goes by itself.
redis.call('PEXPIRE', KEYS[1], ms(till - time + 3600000))
return till - time
