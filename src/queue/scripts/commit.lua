-- Commits what handlers came to, all or nothing: their messages leave the inbound line, what is remembered is written,
-- the replies enter the outbound line. From here on no handler is ever run again for these messages.
-- Where that line stands idle, the first replies are begun in the same step: the process that commits sends them itself.
--
-- KEYS  1 the inbound side, 2 the outbound side, 3 memories: the prefix of what is remembered of each conversation
-- ARGV  1 conversation, 2 fence,
--       3 how many of those that wait to hand out behind the next head, or '' to hand out none, 4 the member that is to be the next
--         head, whatever came before it meanwhile, or '',
--       5 the fence under which the first replies are begun, or '' to leave them to a turn of the outbound line, 6 how many at most,
--       7 how many messages, the head first, then per message: member, person,
--         what to remember of the conversation, for how many ms, of the person, for how many ms
--         ('' leaves it as it is, and 0 ms forgets it),
--       then per reply: its id, its body
-- Gives {'fenced'} if another turn holds the line; {'gone'} if the first message is no longer its head;
--       else {wake the outbound line?, {the members that are begun}, their mark, and what take gives if the next head was asked for}.

local line, outbound, memory = lineOf(KEYS[1], ARGV[1]), lineOf(KEYS[2], ARGV[1]), KEYS[3] .. ':' .. ARGV[1]
local fence, behind, nextHead, sendUnder = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local MESSAGES, EACH = 8, 6
local REPLIES = MESSAGES + EACH * ARGV[7]

local state = stateOf(line)
if state.head ~= ARGV[MESSAGES] then return { 'gone' } end
if not isHeldBy(state, fence) then return { 'fenced' } end

local function write(key, value, ttl)
  if ttl == '0' then redis.call('DEL', key)
  elseif value ~= '' then redis.call('SET', key, value, 'PX', ttl) end
end

local members = {}
for i = MESSAGES, REPLIES - 1, EACH do
  members[#members + 1] = ARGV[i]
  write(memory, ARGV[i + 2], ARGV[i + 3])
  write(memory .. '/' .. ARGV[i + 1], ARGV[i + 4], ARGV[i + 5])
end

local wake, begun, mark = 0, {}, ''

local function reply(parts)
  local count = #parts / 2
  if sendUnder == '' or redis.call('EXISTS', outbound.ids) == 1 then
    local seq = redis.call('HINCRBY', outbound.hash, 'seq', ms(count)) - count
    wake = append(outbound, parts, seq, {}, now() + GRACE_MS)
  else
    mark = ms(now())
    local fields = { 'seq', ms(count), 'fence', sendUnder, 'head', memberAt(1, parts[1]), 'starts', '1' }
    for i = 1, math.min(count, tonumber(ARGV[6])) do
      begun[i] = memberAt(i, parts[2 * i - 1])
      fields[#fields + 1], fields[#fields + 2] = 'b:' .. begun[i], mark
    end
    append(outbound, parts, 0, fields, now() + SENDING_MS)
  end
end

if #ARGV >= REPLIES then reply({ unpack(ARGV, REPLIES) }) end

local waiting = drop(line, state, members, behind == '' and '0' or behind)
if not waiting then return { wake, begun, mark, 'empty' } end
if behind == '' then
  moved(line, state, now() + GRACE_MS)
  return { wake, begun, mark }
end
if nextHead ~= '' and redis.call('HEXISTS', line.hash, 'm:' .. nextHead) == 1 then table.insert(waiting, 1, nextHead) end
return { wake, begun, mark, unpack(nextToHandle(line, state, memory, behind, nil, waiting)) }
