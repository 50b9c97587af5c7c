-- Takes messages out of a line for good, and hands out the next head.
-- A reply that CometChat has is a fact, so the holder of the line is only asked for where `fenced` is '1' (giving up).
--
-- KEYS  1 side
-- ARGV  1 conversation, 2 fence, 3 '1' if only the holder may, 4 '1' to hand out the next head, 5 '1' to mark it, then the members
-- Gives {'fenced'}, {'done'} if no next head was asked for and there is one, or what nextOf gives.

local line, fence = lineOf(KEYS[1], ARGV[1]), ARGV[2]
local state = stateOf(line)
local holds = isHeldBy(state, fence)

if ARGV[3] == '1' and not holds then return { 'fenced' } end
local first = drop(line, state, { unpack(ARGV, 6) })
if not holds then return { 'fenced' } end
if not first then return { 'empty' } end
if ARGV[4] == '1' then return nextOf(line, state, ARGV[5], nil, first) end
moved(line, state, now() + GRACE_MS)
return { 'done' }
