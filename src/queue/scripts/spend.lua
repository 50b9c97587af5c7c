-- Takes tokens of a language model from the budgets of today (UTC): that of a user with a bot, and that of the bot.
--
-- KEYS  1 budget: the prefix of the bot's records, one hash a day: 'bot', and 'user:'..uid for each user
-- ARGV  1 user, 2 tokens (fewer than 0 are given back), 3 the most for the user, 4 the most for the bot
--         ('' for both where it is a fact already)
-- Gives 1, or 0 and nothing is taken if not that many are left.

local today = KEYS[1] .. ':' .. ms(math.floor(now() / 86400000))
local user = 'user:' .. ARGV[1]
local spent = redis.call('HMGET', today, user, 'bot')
-- What was taken before midnight may be given back after it: a new day owes nobody.
local ofUser = math.max(0, tonumber(spent[1] or 0) + tonumber(ARGV[2]))
local ofBot = math.max(0, tonumber(spent[2] or 0) + tonumber(ARGV[2]))
if ARGV[3] ~= '' and (ofUser > tonumber(ARGV[3]) or ofBot > tonumber(ARGV[4])) then return 0 end

redis.call('HSET', today, user, ms(ofUser), 'bot', ms(ofBot))
if redis.call('TTL', today) < 0 then redis.call('EXPIRE', today, 2 * 86400) end
return 1
