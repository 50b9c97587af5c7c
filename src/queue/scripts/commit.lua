-- Commits the outcome of a handler, all or nothing: the message leaves the inbound line, what is remembered is written,
-- the replies enter the outbound line. From here on the handler is never run again for this message.
-- Where that line stands idle, the first reply is begun in the same step: the process that commits sends it itself.
--
-- KEYS  1 the inbound side, 2 the outbound side, 3 memories: the prefix of what is remembered of each conversation
-- ARGV  1 conversation, 2 fence, 3 member, 4 person,
--       5 what to remember of the conversation, 6 for how many ms, 7 of the person, 8 for how many ms
--         ('' leaves it as it is, and 0 ms forgets it),
--       9 '1' to hand out the next head,
--       10 the fence under which the first reply is begun, or '' to leave it to a turn of the outbound line,
--       then per reply: its id, its body
-- Gives {'fenced'} if another turn holds the line; {'gone'} if the message is no longer in it;
--       else {wake the outbound line?, the member that is begun or '', its mark, and what take gives if the next head was asked for}.

local line, outbound, memory = lineOf(KEYS[1], ARGV[1]), lineOf(KEYS[2], ARGV[1]), KEYS[3] .. ':' .. ARGV[1]
local fence, member, person = ARGV[2], ARGV[3], ARGV[4]

local state = stateOf(line)
if state.head ~= member then return { 'gone' } end
if not isHeldBy(state, fence) then return { 'fenced' } end

local function write(key, value, ttl)
  if ttl == '0' then redis.call('DEL', key)
  elseif value ~= '' then redis.call('SET', key, value, 'PX', ttl) end
end

write(memory, ARGV[5], ARGV[6])
write(memory .. '/' .. person, ARGV[7], ARGV[8])

local wake, begun, mark = 0, '', ''

local function reply(parts)
  local count = #parts / 2
  if ARGV[10] == '' or redis.call('EXISTS', outbound.ids) == 1 then
    local seq = redis.call('HINCRBY', outbound.hash, 'seq', ms(count)) - count
    wake = append(outbound, parts, seq, {}, now() + GRACE_MS)
  else
    begun, mark = memberAt(1, parts[1]), ms(now())
    local state = { 'seq', ms(count), 'fence', ARGV[10], 'head', begun, 'starts', '1', 'beganAt', mark }
    append(outbound, parts, 0, state, now() + REQUEST_MS)
  end
end

if #ARGV > 10 then reply({ unpack(ARGV, 11) }) end

local first = drop(line, state, { member })
if not first then return { wake, begun, mark, 'empty' } end
if ARGV[9] == '1' then return { wake, begun, mark, unpack(nextToHandle(line, state, memory, nil, first)) } end
moved(line, state, now() + GRACE_MS)
return { wake, begun, mark }
