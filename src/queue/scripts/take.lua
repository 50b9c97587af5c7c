-- Gives the holder of a line its head and counts the start. On the side that sends, marks it as being sent.
--
-- KEYS  1 side, 2 memories: the prefix of what is remembered of each conversation
-- ARGV  1 conversation, 2 fence, 3 '1' to become the holder (a turn that starts), 4 '1' to mark as being sent,
--       5 how many of those that wait to hand out behind the head,
--       then, from the holder, the mark of those that were not sent, and their members
-- Gives {'fenced'}, or what nextToSend or nextToHandle gives.

local line, memory = lineOf(KEYS[1], ARGV[1]), KEYS[2] .. ':' .. ARGV[1]
local fence, claims, mark, behind = ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5]

local state = stateOf(line)
if not claims and not isHeldBy(state, fence) then return { 'fenced' } end
local claim = claims and fence or nil
if not claims then unmark(line, ARGV, 6) end
if mark == '1' then return nextToSend(line, state, behind, claim) end
return nextToHandle(line, state, memory, behind, claim)
