-- The head of a line is not to be touched before a time: back-off, or the wait before an unknown outcome is sent again.
-- Without an error only the time and the mark change: nothing failed.
--
-- KEYS  1 ids, 2 line, 3 index
-- ARGV  1 conversation, 2 fence, 3 member, 4 wait in ms, 5 error or '', 6 '1' if it counts as a failure,
--       7 '1' to keep the mark "being sent", '0' to take it off: it is known that nothing was sent
-- Gives 'waiting', or 'fenced'.

local line, index = KEYS[2], KEYS[3]
local conversation, fence, member = ARGV[1], ARGV[2], ARGV[3]

local state = stateOf(line)
if not isHeldBy(state, fence) or state.head ~= member then return 'fenced' end

local notBefore = now() + tonumber(ARGV[4])
redis.call('HSET', line, 'notBefore', ms(notBefore))
redis.call('HDEL', line, 'starts')
if ARGV[5] ~= '' then redis.call('HSET', line, 'error', ARGV[5]) end
if ARGV[6] == '1' then redis.call('HINCRBY', line, 'errors', 1) end
if ARGV[7] ~= '1' then redis.call('HDEL', line, 'beganAt') end
moved(line, index, conversation, state, notBefore + GRACE_MS)
return 'waiting'
