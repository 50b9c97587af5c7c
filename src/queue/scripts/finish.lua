-- Takes messages out of a line for good, and hands out the next head.
-- A reply that CometChat has is a fact, so the holder of the line is only asked for where `fenced` is '1' (giving up).
--
-- KEYS  1 side, 2 memories: the prefix of what is remembered of each conversation
-- ARGV  1 conversation, 2 fence, 3 '1' if only the holder may, 4 '1' to hand out the next head, 5 '1' to mark it, then the members
-- Gives {'fenced'}, {'done'} if no next head was asked for and there is one, or what take gives.

local line, fence, mark = lineOf(KEYS[1], ARGV[1]), ARGV[2], ARGV[5]
local state = stateOf(line)
local holds = isHeldBy(state, fence)

if ARGV[3] == '1' and not holds then return { 'fenced' } end
local waiting = drop(line, state, { unpack(ARGV, 6) }, '0')
if not holds then return { 'fenced' } end
if not waiting then return { 'empty' } end
if ARGV[4] ~= '1' then
  moved(line, state, now() + GRACE_MS)
  return { 'done' }
end
if mark == '1' then return nextOf(line, state, mark, nil, waiting[1]) end
return nextToHandle(line, state, KEYS[2] .. ':' .. ARGV[1], '0', nil, waiting)
