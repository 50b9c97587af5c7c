-- Corrects what was reserved by what was used, in the budgets of the day on which it was reserved.
--
-- KEYS  1 budget: as in reserve.lua
-- ARGV  1 the id of the reservation, 2 user, 3 tokens used
-- Gives 1, or 0 if there is no such reservation any more: sent again it changes nothing.

local open, user = 'open:' .. ARGV[1], 'user:' .. ARGV[2]
local day = math.floor(now() / 86400000)
-- What was reserved before midnight may be settled after it.
for _, date in ipairs({ day, day - 1 }) do
  local account = KEYS[1] .. ':' .. ms(date)
  local reserved = redis.call('HGET', account, open)
  if reserved then
    local difference = ms(tonumber(ARGV[3]) - tonumber(reserved))
    redis.call('HINCRBY', account, user, difference)
    redis.call('HINCRBY', account, 'bot', difference)
    redis.call('HDEL', account, open)
    return 1
  end
end
return 0
