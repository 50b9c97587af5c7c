-- Puts a message that answers nothing at the end of the outbound line, unless it was put there before.
-- What was posted is remembered with what was seen: for 24 to 48 hours, written last.
--
-- KEYS  1 side, 2 seen: the prefix of the records of what was seen
-- ARGV  1 conversation, 2 seen member, then per part: id, body
-- Gives 0 posted before, 1 in line, 2 in line and the line must be woken.

local line = lineOf(KEYS[1], ARGV[1])
if isSeen(KEYS[2], ARGV[2]) then return 0 end

local parts = { unpack(ARGV, 3) }
local seq = redis.call('HINCRBY', line.hash, 'seq', ms(#parts / 2)) - #parts / 2
local wake = append(line, parts, seq, {}, now() + GRACE_MS)
remember(KEYS[2], ARGV[2])
return 1 + wake
