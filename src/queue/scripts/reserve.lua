-- Takes tokens of a language model from the budgets of today (UTC): that of a user with a bot, and that of the bot.
--
-- KEYS  1 budget: the prefix of the bot's records, one hash a day: 'bot', 'user:'..uid for each user, and 'open:'..id for
--         what is reserved and not yet settled
-- ARGV  1 the id of the reservation, 2 user, 3 tokens, 4 the most for the user, 5 the most for the bot
-- Gives 1, or 0 and nothing is taken if not that many are left. Sent again it takes nothing more.

local today = KEYS[1] .. ':' .. ms(math.floor(now() / 86400000))
local open, user = 'open:' .. ARGV[1], 'user:' .. ARGV[2]
local spent = redis.call('HMGET', today, user, 'bot', open)
if spent[3] then return 1 end
local ofUser = tonumber(spent[1] or 0) + tonumber(ARGV[3])
local ofBot = tonumber(spent[2] or 0) + tonumber(ARGV[3])
if ofUser > tonumber(ARGV[4]) or ofBot > tonumber(ARGV[5]) then return 0 end

redis.call('HSET', today, user, ms(ofUser), 'bot', ms(ofBot), open, ARGV[3])
if redis.call('TTL', today) < 0 then redis.call('EXPIRE', today, 2 * 86400) end
return 1
