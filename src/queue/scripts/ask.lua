-- May a request go out for this app? A gate is closed for as long as CometChat asked (429), or while CometChat or the
-- configuration is broken; then one request at a time probes.
--
-- KEYS  1 gate: hash of until, reason, error, since, step, probeUntil, limitedUntil
-- ARGV  1 how long a probe may take, in ms, 2 the least time after which who finds one under way asks again, in ms
-- Gives {0} to go, {0, 'probe'} to go and tell how it went, or {ms to wait, reason}.

local gate = redis.call('HMGET', KEYS[1], 'until', 'reason', 'probeUntil')
if not gate[1] then return { 0 } end

local wait = tonumber(gate[1]) - now()
if wait > 0 then return { wait, gate[2] } end
if gate[2] == 'rate-limited' then
  redis.call('DEL', KEYS[1])
  return { 0 }
end
local probing = tonumber(gate[3] or 0) - now()
-- A probe that goes well does so at once: nobody is to sleep for all the time that it may take. One that hangs is asked after ever less.
if probing > 0 then return { math.min(probing, math.max(2 * (ARGV[1] - probing), tonumber(ARGV[2]))), gate[2] } end
redis.call('HSET', KEYS[1], 'probeUntil', ms(now() + ARGV[1]))
return { 0, 'probe' }
