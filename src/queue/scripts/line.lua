-- The shared part of every script on a line; the loader puts it in front of each, and next.lua behind it.
--
-- A line is two keys of one conversation in one slot:
--   ids   sorted set, every score 0, so that members stand in the order of their bytes
--   line  hash: 'm:'..member = '<group>|<json>' for each message that waits,
--               'b:'..member = ms for each that is being sent, or was when its sender died: since when,
--               and the state of the line:
--         fence      the turn that holds the line
--         head       the member that is worked on; it stays head until it is done
--         starts     how often the head was started without an outcome
--         errors     how often the head failed
--         error      the last failure
--         notBefore  ms; the head is not to be touched earlier
--         seq        the last number given out in this line
--         sweeps     how often the sweeper has woken this line since it last moved
-- and its member in the shard's index, scored by when the line should have moved.
--
-- No script assumes that a key exists: whoever empties a line deletes all of it.
--
-- The keys of one side of a shard begin alike, and scripts are given that beginning ("side"): a key for each part of a line
-- cost a worker as much as the rest of what it says. All of them carry the shard's tag, so a script stays in one slot.

local GRACE_MS = 5000
-- What is begun leaves within 2 s, and a request takes at most 10 s: a sweep before that would only take the line from under
-- the one who sends.
local SENDING_MS = 12000

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
  local found = redis.call('HMGET', line.hash, 'fence', 'head', 'starts', 'errors', 'error', 'notBefore', 'sweeps', 'beganAt')
  -- So the version before left a head that was being sent: one mark a line.
  if found[2] and found[8] then
    redis.call('HSET', line.hash, 'b:' .. found[2], found[8])
    redis.call('HDEL', line.hash, 'beganAt')
  end
  return {
    fence = found[1], head = found[2], starts = found[3], errors = found[4],
    error = found[5], notBefore = found[6], sweeps = found[7],
  }
end

local function isHeldBy(state, fence)
  return state.fence == fence
end

local HEAD_STATE = { 'head', 'starts', 'errors', 'error', 'notBefore' }

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
    fields[2 * i - 1], fields[2 * i] = 'm:' .. member, 'b:' .. member
    headIsOut = headIsOut or member == state.head
  end
  if headIsOut then forgetHead(line, state, fields) else redis.call('HDEL', line.hash, unpack(fields)) end
  return waiting
end
