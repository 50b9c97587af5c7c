-- The head of a line is not to be touched before a time: back-off, or the wait before an unknown outcome is sent again.
-- Without an error only the time and the mark change: nothing failed.
--
-- KEYS  1 side
-- ARGV  1 conversation, 2 fence, 3 member, 4 wait in ms, 5 error or '', 6 '1' if it counts as a failure,
--       7 '1' to keep the mark "being sent", '0' to take it off: it is known that nothing was sent,
--       then the mark of those behind it that were not sent, and their members
-- Gives 'waiting', or 'fenced'.

local line, fence, member = lineOf(KEYS[1], ARGV[1]), ARGV[2], ARGV[3]

local state = stateOf(line)
if not isHeldBy(state, fence) or state.head ~= member then return 'fenced' end

local notBefore = now() + tonumber(ARGV[4])
redis.call('HSET', line.hash, 'notBefore', ms(notBefore))
redis.call('HDEL', line.hash, 'starts')
if ARGV[5] ~= '' then redis.call('HSET', line.hash, 'error', ARGV[5]) end
if ARGV[6] == '1' then redis.call('HINCRBY', line.hash, 'errors', 1) end
if ARGV[7] ~= '1' then redis.call('HDEL', line.hash, 'b:' .. member) end
unmark(line, ARGV, 8)
moved(line, state, notBefore + GRACE_MS)
return 'waiting'
