-- Takes messages out of a line for good, and hands out the next head.
-- A reply that CometChat has is a fact, so the holder of the line is only asked for where `fenced` is '1' (giving up).
--
-- KEYS  1 side, 2 memories: the prefix of what is remembered of each conversation
-- ARGV  1 conversation, 2 fence, 3 '1' if only the holder may,
--       4 how many of those that wait to hand out behind the next head, or '' to hand out none, 5 '1' to mark them,
--       6 how many leave, their members, then the mark of those that were not sent, and their members
-- Gives {'fenced'}, {'done'} if no next head was asked for and there is one, or what take gives.

local line, fence, behind, mark = lineOf(KEYS[1], ARGV[1]), ARGV[2], ARGV[4], ARGV[5]
local LEAVING = 7
local UNSENT = LEAVING + ARGV[6]
local state = stateOf(line)
local holds = isHeldBy(state, fence)

if ARGV[3] == '1' and not holds then return { 'fenced' } end
local waiting = drop(line, state, { unpack(ARGV, LEAVING, UNSENT - 1) }, behind == '' and '0' or behind)
if not holds then return { 'fenced' } end
if not waiting then return { 'empty' } end
unmark(line, ARGV, UNSENT)
if behind == '' then
  moved(line, state, now() + GRACE_MS)
  return { 'done' }
end
if mark == '1' then return nextToSend(line, state, behind, nil, waiting) end
return nextToHandle(line, state, KEYS[2] .. ':' .. ARGV[1], behind, nil, waiting)
