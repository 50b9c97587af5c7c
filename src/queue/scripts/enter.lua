-- Puts messages in a line past the record of what was seen: a replay.
-- A member that stands there already stays as it is: entering twice is entering once.
--
-- KEYS  1 ids, 2 line, 3 index, 4 depth
-- ARGV  1 conversation, then per message: member ('' for the end of the line), id, body
-- Gives 1 if the line must be woken.

local ids, line, index, depth = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local wake = 0
local standing = {}
for _, member in ipairs(redis.call('ZRANGE', ids, 0, -1)) do
  standing[string.match(member, ':(.*)$') or member] = true
end
for i = 2, #ARGV, 3 do
  local member, id = ARGV[i], ARGV[i + 1]
  if not standing[member ~= '' and member or id] then
    if member == '' then member = padded(redis.call('HINCRBY', line, 'seq', 1)) .. ':' .. id end
    wake = wake + put(ids, line, index, depth, ARGV[1], member, ARGV[i + 2])
  end
end
return wake
