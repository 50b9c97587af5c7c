-- Puts messages that were not seen before in their lines. One call serves a batch of one shard.
--
-- KEYS  1 index, 2 depth, 3 seen: the prefix of the records of what was seen, then per message: ids, line
-- ARGV  per message: conversation, seen member, message id, body
-- Gives per message: 0 seen before, 1 in line, 2 in line and the line must be woken.
--
-- "Seen" is written last: a script that dies half-way must not leave a message seen but not in line.

local index, depth = KEYS[1], KEYS[2]
local answers = {}

-- CometChat's ids are integers and stand in their order; any other id goes to the end of the line.
local function memberOf(line, id)
  if string.match(id, '^%d+$') and #id <= 15 then
    -- '007' and '7' are two ids: the second one of a place in line must not overwrite the first.
    local member = padded(id)
    if ms(tonumber(id)) == id then return member end
    return member .. ':' .. id
  end
  return '~' .. padded(redis.call('HINCRBY', line, 'seq', 1)) .. ':' .. id
end

for i = 0, #ARGV / 4 - 1 do
  local conversation, seen, id, body = ARGV[i * 4 + 1], ARGV[i * 4 + 2], ARGV[i * 4 + 3], ARGV[i * 4 + 4]
  local ids, line = KEYS[4 + i * 2], KEYS[5 + i * 2]
  if isSeen(KEYS[3], seen) then
    answers[i + 1] = 0
  else
    answers[i + 1] = 1 + put(ids, line, index, depth, conversation, memberOf(line, id), body)
    remember(KEYS[3], seen)
  end
end
return answers
