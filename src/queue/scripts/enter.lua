-- Puts what was given up back in its line, past the record of what was seen: a replay.
-- What stands there since an earlier replay stays as it is: entering twice is entering once. But what still stands there as
-- it died is on its way out, and whoever gives it up would take the replay out with it: then nothing is done.
--
-- KEYS  1 side
-- ARGV  1 conversation, then per message: member ('' for the end of the line), id, body as it died, body
-- Gives 1 if the line must be woken, 0 if not, -1 if a message is on its way out.

local line = lineOf(KEYS[1], ARGV[1])
local standing = {}
for _, member in ipairs(redis.call('ZRANGE', line.ids, 0, -1)) do
  standing[member] = member
  local id = string.match(member, ':(.*)$')
  if id then standing[id] = member end
end

local function placeOf(i)
  return standing[ARGV[i] ~= '' and ARGV[i] or ARGV[i + 1]]
end

for i = 2, #ARGV, 4 do
  local member = placeOf(i)
  if member and redis.call('HGET', line.hash, 'm:' .. member) == ARGV[i + 2] then return -1 end
end

local wake = 0
for i = 2, #ARGV, 4 do
  if not placeOf(i) then
    local member = ARGV[i]
    if member == '' then member = memberAt(redis.call('HINCRBY', line.hash, 'seq', 1), ARGV[i + 1]) end
    wake = wake + put(line, member, ARGV[i + 3])
  end
end
return wake
