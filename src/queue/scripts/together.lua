-- The messages of one group from a member on, in order: the parts of an answer that are given up together.
--
-- KEYS  1 side
-- ARGV  1 conversation, 2 member
-- Gives {member, body, member, body, …}.

local line, first = lineOf(KEYS[1], ARGV[1]), ARGV[2]
local found, group = {}, nil
local rank = redis.call('ZRANK', line.ids, first)
if not rank then return found end

while true do
  local member = redis.call('ZRANGE', line.ids, rank, rank)[1]
  local body = member and redis.call('HGET', line.hash, 'm:' .. member)
  if not body then return found end
  group = group or groupOf(body)
  if groupOf(body) ~= group then return found end
  found[#found + 1] = member
  found[#found + 1] = body
  rank = rank + 1
end
