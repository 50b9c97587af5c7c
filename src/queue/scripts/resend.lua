-- Marks a head anew whose first sending had an unknown outcome, once it is known that CometChat does not have it.
-- The old mark must still stand: whoever else looked it up has not begun in between.
--
-- KEYS  1 line
-- ARGV  1 fence, 2 member, 3 the mark that was found
-- Gives the new mark in ms, or 'fenced'.

local line = KEYS[1]
local state = stateOf(line)
if not isHeldBy(state, ARGV[1]) or state.head ~= ARGV[2] or state.beganAt ~= ARGV[3] then return 'fenced' end
local mark = ms(math.max(now(), tonumber(ARGV[3]) + 1))
redis.call('HSET', line, 'beganAt', mark)
return mark
