-- The shared part of every script on a line; the loader puts it in front of each.
--
-- A line is two keys of one conversation in one slot:
--   ids   sorted set, every score 0, so that members stand in the order of their bytes
--   line  hash: 'm:'..member = '<group>|<json>' for each message that waits, and the state of the line:
--         fence      the turn that holds the line
--         head       the member that is worked on; it stays head until it is done
--         starts     how often the head was started without an outcome
--         errors     how often the head failed
--         error      the last failure
--         notBefore  ms; the head is not to be touched earlier
--         beganAt    ms; the head is being sent, or was when its sender died
--         seq        the last number given out in this line
--         sweeps     how often the sweeper has woken this line since it last moved
-- and its member in the shard's index, scored by when the line should have moved.
--
-- No script assumes that a key exists: whoever empties a line deletes all of it.
--
-- The keys of one side of a shard begin alike, and scripts are given that beginning ("side"): a key for each part of a line
-- cost a worker as much as the rest of what it says. All of them carry the shard's tag, so a script stays in one slot.

local GRACE_MS = 5000
-- A request takes at most 10 s: a sweep before that would only take the line from under the one who sends.
local REQUEST_MS = 10000

local readAt

-- Unix ms, read once: a script takes no time.
local function now()
  if not readAt then
    local time = redis.call('TIME')
    readAt = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return readAt
end

-- A whole number as Redis takes it, written by integers: to print a number as the fraction that it is in Lua takes Redis
-- longer than most commands do. In two halves, for a Lua whose integers have 32 bits.
local function ms(number)
  if number < 1000000000 then return string.format('%d', number) end
  return string.format('%d%03d', math.floor(number / 1000), number % 1000)
end

local function lineOf(side, conversation)
  return {
    conversation = conversation,
    ids = side .. ':ids:' .. conversation,
    hash = side .. ':line:' .. conversation,
    index = side .. ':index',
    depth = side .. ':depth',
  }
end

-- What stands in a line beside its messages, read in one go; false where there is nothing.
local function stateOf(line)
  local found = redis.call('HMGET', line.hash, 'fence', 'head', 'starts', 'errors', 'error', 'notBefore', 'beganAt', 'sweeps')
  return {
    fence = found[1], head = found[2], starts = found[3], errors = found[4],
    error = found[5], notBefore = found[6], beganAt = found[7], sweeps = found[8],
  }
end

local function isHeldBy(state, fence)
  return state.fence == fence
end

local HEAD_STATE = { 'head', 'starts', 'errors', 'error', 'notBefore', 'beganAt' }

-- Deletes `fields`, and with them what is known of the head: it is head no longer.
local function forgetHead(line, state, fields)
  for _, field in ipairs(HEAD_STATE) do
    if state[field] then fields[#fields + 1] = field end
    state[field] = false
  end
  redis.call('HDEL', line.hash, unpack(fields))
end

-- What all runs of a call come to, written once at its end: nobody looks in between, and a command costs Redis more than
-- most of what it does.
local depths, dues = {}, {}

local function count(line, messages)
  depths[line.depth] = (depths[line.depth] or 0) + messages
end

-- The line has moved: the sweeper need not look at it before `due`.
local function moved(line, state, due)
  if state.sweeps then redis.call('HDEL', line.hash, 'sweeps') end
  local ofIndex = dues[line.index] or {}
  dues[line.index] = ofIndex
  ofIndex[line.conversation] = ms(due)
end

local days

-- What was seen is remembered in one set a day, so that the number of keys stays small and old days go as a whole.
-- It counts as seen if it is in today's or in yesterday's set: for 24 to 48 hours.
local function daysOf(seen)
  if not days then
    local day = math.floor(now() / 86400000)
    days = { today = seen .. ':' .. ms(day), yesterday = seen .. ':' .. ms(day - 1), seenNow = {} }
  end
  return days
end

local function isSeen(seen, member)
  local days = daysOf(seen)
  local found = days.seenNow[member] or redis.call('SISMEMBER', days.today, member) == 1
  return found or redis.call('SISMEMBER', days.yesterday, member) == 1
end

local function remember(seen, member)
  daysOf(seen).seenNow[member] = true
end

-- The keys of a table as a command takes them, each behind its value where `withValues` is set.
local function listed(set, withValues)
  local list = {}
  for key, value in pairs(set) do
    if withValues then list[#list + 1] = value end
    list[#list + 1] = key
  end
  return list
end

local function writeAtEnd()
  for depth, messages in pairs(depths) do
    if messages ~= 0 then redis.call('INCRBY', depth, ms(messages)) end
  end
  for index, ofIndex in pairs(dues) do redis.call('ZADD', index, 'XX', unpack(listed(ofIndex, true))) end
  if not days or not next(days.seenNow) then return end
  redis.call('SADD', days.today, unpack(listed(days.seenNow)))
  if redis.call('TTL', days.today) < 0 then redis.call('EXPIRE', days.today, '172800') end
end

-- A place in line in bytes that sort as the number does.
local function memberAt(seq, id)
  return string.format('%015d', seq) .. ':' .. id
end

-- Puts a message in line. 1 if the line must be woken: it had no work before.
local function put(line, member, body)
  redis.call('HSET', line.hash, 'm:' .. member, body)
  redis.call('ZADD', line.ids, '0', member)
  count(line, 1)
  return redis.call('ZADD', line.index, 'NX', ms(now() + GRACE_MS), line.conversation)
end

-- Puts `parts` ({id, body, id, body, …}) at the end of a line, numbered from `seq` + 1 on; `fields` are written with them.
-- 1 if the line must be woken: it had no work before.
local function append(line, parts, seq, fields, due)
  local places = {}
  for i = 1, #parts, 2 do
    seq = seq + 1
    local member = memberAt(seq, parts[i])
    fields[#fields + 1] = 'm:' .. member
    fields[#fields + 1] = parts[i + 1]
    places[i], places[i + 1] = '0', member
  end
  redis.call('HSET', line.hash, unpack(fields))
  redis.call('ZADD', line.ids, unpack(places))
  count(line, #parts / 2)
  return redis.call('ZADD', line.index, 'NX', ms(due), line.conversation)
end

-- Those who stand first in line: one, and so many behind it.
local function firstOf(line, behind)
  return redis.call('ZRANGE', line.ids, '0', behind)
end

-- Takes messages out of line, and gives those who stand first now: one, and so many behind it. With the last one the whole
-- line goes: then it gives nil.
local function drop(line, state, members, behind)
  count(line, -redis.call('ZREM', line.ids, unpack(members)))
  local waiting = firstOf(line, behind)
  if #waiting == 0 then
    redis.call('DEL', line.hash)
    redis.call('ZREM', line.index, line.conversation)
    return nil
  end
  local fields, headIsOut = {}, false
  for i, member in ipairs(members) do
    fields[i] = 'm:' .. member
    headIsOut = headIsOut or member == state.head
  end
  if headIsOut then forgetHead(line, state, fields) else redis.call('HDEL', line.hash, unpack(fields)) end
  return waiting
end

-- What the holder of the line is to do next: {'empty'}, {'wait', ms}, or
-- {kind, member, body, starts, errors, error, beganAt, ms since then}, where kind is 'head', or 'unknown' for a
-- head that was found marked as being sent. `mark` is '1' on the side that sends: the head is then marked as it is handed out.
-- `fence` is given where someone becomes the holder, and `first` where it is known who is first in line.
-- Once taken a head stays head, whatever smaller id arrives, as long as it is in line.
-- Times go out as durations: the clocks of workers need not agree with that of Redis.
local function nextOf(line, state, mark, fence, first)
  local time = now()
  local head = state.head
  local body = head and redis.call('HGET', line.hash, 'm:' .. head)
  if head and not body then forgetHead(line, state, {}) end
  if not body then
    head = first or firstOf(line, '0')[1]
    if not head then
      redis.call('DEL', line.ids, line.hash)
      redis.call('ZREM', line.index, line.conversation)
      return { 'empty' }
    end
    body = redis.call('HGET', line.hash, 'm:' .. head)
  end
  if state.notBefore and tonumber(state.notBefore) > time then
    if fence then redis.call('HSET', line.hash, 'fence', fence) end
    moved(line, state, state.notBefore + GRACE_MS)
    return { 'wait', ms(state.notBefore - time) }
  end
  local kind, starts, beganAt, ago = 'head', ms((state.starts or 0) + 1), ms(time), '0'
  local fields = { 'head', head, 'starts', starts }
  if fence then fields[5], fields[6] = 'fence', fence end
  if state.beganAt then kind, beganAt, ago = 'unknown', state.beganAt, ms(time - state.beganAt)
  elseif mark == '1' then fields[#fields + 1], fields[#fields + 2] = 'beganAt', beganAt end
  redis.call('HSET', line.hash, unpack(fields))
  moved(line, state, time + (mark == '1' and REQUEST_MS or GRACE_MS))
  return { kind, head, body, starts, state.errors or '0', state.error or '', beganAt, ago }
end

local function groupOf(body)
  return string.match(body, '^([^|]*)|')
end

-- As many of the bodies as there are, up to the first that is not.
local function bodiesOf(line, members)
  local fields, bodies = {}, {}
  for i, member in ipairs(members) do fields[i] = 'm:' .. member end
  for i, body in ipairs(redis.call('HMGET', line.hash, unpack(fields))) do
    if not body then break end
    bodies[i] = body
  end
  return bodies
end

-- The same for the bot's side, where a head comes with what is remembered of the conversation and of the person, and with
-- so many of those behind it, each {member, body, what is remembered of the person}: handlers that end at once are
-- committed together. Not so where the head has failed or its process has died: then nothing is begun beside it.
-- `waiting` is given where it is known who stand first in line.
local function nextToHandle(line, state, memory, behind, fence, waiting)
  if not waiting and not state.head then waiting = firstOf(line, behind) end
  local next = nextOf(line, state, '0', fence, waiting and waiting[1])
  if next[1] ~= 'head' then return next end
  local members, bodies, keys = {}, {}, { memory, memory .. '/' .. groupOf(next[3]) }
  if behind ~= '0' and next[4] == '1' and next[5] == '0' then
    for _, member in ipairs(waiting or firstOf(line, behind)) do
      if member ~= next[2] then members[#members + 1] = member end
    end
    if #members > 0 then bodies = bodiesOf(line, members) end
    for _, body in ipairs(bodies) do keys[#keys + 1] = memory .. '/' .. groupOf(body) end
  end
  local remembered = redis.call('MGET', unpack(keys))
  next[9], next[10] = remembered[1] or '', remembered[2] or ''
  for i, body in ipairs(bodies) do
    next[#next + 1], next[#next + 2], next[#next + 3] = members[i], body, remembered[i + 2] or ''
  end
  return next
end
