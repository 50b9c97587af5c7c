-- Puts messages that were not seen before in their lines. One call serves a batch of one shard.
--
-- KEYS  1 side, 2 seen: the prefix of the records of what was seen
-- ARGV  per message: conversation, fingerprint, message id, body
-- Gives per message: 0 seen before, 1 in line, 2 in line and the line must be woken.
--
-- "Seen" is written last: a script that dies half-way must not leave a message seen but not in line.

local answers = {}

-- CometChat's ids are integers and stand in their order; any other id goes to the end of the line.
local function memberOf(line, id)
  local number = #id <= 15 and string.match(id, '^0*(%d+)$')
  if not number then return '~' .. memberAt(redis.call('HINCRBY', line.hash, 'seq', '1'), id) end
  local member = string.rep('0', 15 - #number) .. number
  -- '007' and '7' are two ids: the second one of a place in line must not overwrite the first.
  return number == id and member or member .. ':' .. id
end

for i = 0, #ARGV / 4 - 1 do
  local conversation, fingerprint, id, body = ARGV[i * 4 + 1], ARGV[i * 4 + 2], ARGV[i * 4 + 3], ARGV[i * 4 + 4]
  if isSeen(KEYS[2], fingerprint) then
    answers[i + 1] = 0
  else
    local line = lineOf(KEYS[1], conversation)
    answers[i + 1] = 1 + put(line, memberOf(line, id), body)
    remember(KEYS[2], fingerprint)
  end
end
return answers
