-- Gives the holder of a line its head and counts the start. On the side that sends, marks it as being sent.
--
-- KEYS  1 ids, 2 line, 3 index, 4 memory: the prefix of what is remembered of the conversation
-- ARGV  1 conversation, 2 fence, 3 '1' to become the holder (a turn that starts), 4 '1' to mark as being sent
-- Gives {'fenced'}, or what nextOf gives; a head is followed by what is remembered of the conversation and the person.

local ids, line, index, memory = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local conversation, fence, claim, mark = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if claim == '1' then
  if redis.call('ZCARD', ids) > 0 then redis.call('HSET', line, 'fence', fence) end
elseif not isHeldBy(line, fence) then
  return { 'fenced' }
end

local next = nextOf(ids, line, index, conversation, mark)
if next[1] == 'head' and mark ~= '1' then
  next[10] = redis.call('GET', memory) or ''
  next[11] = redis.call('GET', memory .. '/' .. next[3]) or ''
end
return next
