-- Closes the gate of an app, longer each time it fails again. A shorter closing never shortens a longer one.
-- A 429 only says how long: what else keeps the gate closed has still to be probed afterwards.
--
-- KEYS  1 gate
-- ARGV  1 reason, 2 first wait in ms, 3 longest wait in ms, 4 error, 5 '1' if it was the probe that failed: its reservation ends
-- Gives the ms it is closed for.

local time = now()
local gate = redis.call('HMGET', KEYS[1], 'until', 'since', 'probeUntil', 'reason')
local closedUntil, probed, limited = tonumber(gate[1] or 0), ARGV[5] == '1', ARGV[1] == 'rate-limited'
local left = math.max(closedUntil, tonumber(gate[3] or 0)) - time
if not probed and not limited and left > 0 then return left end
if probed and gate[3] then redis.call('HDEL', KEYS[1], 'probeUntil') end

local wait = tonumber(ARGV[2])
if not limited then
  local step = redis.call('HINCRBY', KEYS[1], 'step', 1)
  wait = math.min(wait * 2 ^ math.min(step - 1, 30), tonumber(ARGV[3]))
end
local till = math.max(time + wait, closedUntil)
if limited then redis.call('HSET', KEYS[1], 'limitedUntil', ms(till)) end
local reason = limited and gate[4] or ARGV[1]
redis.call('HSET', KEYS[1], 'until', ms(till), 'reason', reason, 'error', ARGV[4], 'since', gate[2] or ms(time))
-- A gate that nobody asks at any more goes by itself.
redis.call('PEXPIRE', KEYS[1], ms(till - time + 3600000))
return till - time
