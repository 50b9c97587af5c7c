-- Marks a head anew whose first sending had an unknown outcome, once it is known that CometChat does not have it.
-- The old mark must still stand: whoever else looked it up has not begun in between.
--
-- KEYS  1 side
-- ARGV  1 conversation, 2 fence, 3 member, 4 the mark that was found
-- Gives the new mark in ms, or 'fenced'.

local line = lineOf(KEYS[1], ARGV[1])
local state = stateOf(line)
local field = 'b:' .. ARGV[3]
if not isHeldBy(state, ARGV[2]) or state.head ~= ARGV[3] or redis.call('HGET', line.hash, field) ~= ARGV[4] then return 'fenced' end
local mark = ms(math.max(now(), tonumber(ARGV[4]) + 1))
redis.call('HSET', line.hash, field, mark)
return mark
