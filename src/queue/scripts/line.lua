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

local function ms(number)
  return string.format('%.0f', number)
end

local HEAD_STATE = { 'head', 'starts', 'errors', 'error', 'notBefore', 'beganAt' }

local function forgetHead(line)
  redis.call('HDEL', line, unpack(HEAD_STATE))
end

-- The line has moved: the sweeper need not look at it before `due`.
local function moved(line, index, conversation, due)
  redis.call('HDEL', line, 'sweeps')
  redis.call('ZADD', index, 'XX', ms(due), conversation)
end

-- Puts a message in line. 1 if the line must be woken: it had no work before.
local function put(ids, line, index, depth, conversation, member, body)
  redis.call('HSET', line, 'm:' .. member, body)
  redis.call('ZADD', ids, 0, member)
  redis.call('INCR', depth)
  return redis.call('ZADD', index, 'NX', ms(now() + GRACE_MS), conversation)
end

-- Takes a message out of line, and the whole line away when that was the last one: then it gives true.
local function drop(ids, line, index, depth, conversation, member)
  if redis.call('ZREM', ids, member) == 0 then return false end
  redis.call('DECR', depth)
  if redis.call('EXISTS', ids) == 0 then
    redis.call('DEL', line)
    redis.call('ZREM', index, conversation)
    return true
  end
  redis.call('HDEL', line, 'm:' .. member)
  if redis.call('HGET', line, 'head') == member then forgetHead(line) end
  return false
end

local function isHeldBy(line, fence)
  return redis.call('HGET', line, 'fence') == fence
end

-- A number in bytes that sort as the number does.
local function padded(number)
  return string.format('%015.0f', tonumber(number))
end

-- What was seen is remembered in one set a day, so that the number of keys stays small and old days go as a whole.
-- It counts as seen if it is in today's or in yesterday's set: for 24 to 48 hours.
local function isSeen(seen, member)
  local day = math.floor(now() / 86400000)
  return redis.call('SISMEMBER', seen .. ':' .. ms(day), member) == 1
    or redis.call('SISMEMBER', seen .. ':' .. ms(day - 1), member) == 1
end

local expires

local function remember(seen, member)
  local today = seen .. ':' .. ms(math.floor(now() / 86400000))
  redis.call('SADD', today, member)
  if today ~= expires and redis.call('TTL', today) < 0 then redis.call('EXPIRE', today, 2 * 86400) end
  expires = today
end

-- The member that is worked on: once taken it stays head, whatever smaller id arrives.
local function headOf(ids, line)
  local head = redis.call('HGET', line, 'head')
  if not head then return nil end
  if redis.call('ZSCORE', ids, head) then return head end
  forgetHead(line)
  return nil
end

local function headAnswer(kind, head, body, starts, errors, error, beganAt)
  local bar = string.find(body, '|', 1, true)
  local group, json = string.sub(body, 1, bar - 1), string.sub(body, bar + 1)
  return { kind, head, group, json, starts, errors, error, beganAt, ms(now() - beganAt) }
end

-- What the holder of the line is to do next: {'empty'}, {'wait', ms}, or
-- {kind, member, group, json, starts, errors, error, beganAt, ms since then}, where kind is 'head', or 'unknown' for a
-- head that was found marked as being sent. `mark` is '1' on the side that sends: the head is then marked as it is handed out.
-- Times go out as durations: the clocks of workers need not agree with that of Redis.
local function nextOf(ids, line, index, conversation, mark)
  local time = now()
  local due = time + (mark == '1' and REQUEST_MS or GRACE_MS)
  local head = headOf(ids, line)
  if not head then
    head = redis.call('ZRANGE', ids, 0, 0)[1]
    if not head then
      redis.call('DEL', ids, line)
      redis.call('ZREM', index, conversation)
      return { 'empty' }
    end
    redis.call('HSET', line, 'head', head, 'starts', 1, unpack(mark == '1' and { 'beganAt', ms(time) } or {}))
    moved(line, index, conversation, due)
    return headAnswer('head', head, redis.call('HGET', line, 'm:' .. head), 1, '0', '', ms(time))
  end
  local state = redis.call('HMGET', line, 'notBefore', 'beganAt', 'm:' .. head, 'errors', 'error')
  if state[1] and tonumber(state[1]) > time then
    moved(line, index, conversation, tonumber(state[1]) + GRACE_MS)
    return { 'wait', ms(state[1] - time) }
  end
  local starts = redis.call('HINCRBY', line, 'starts', 1)
  moved(line, index, conversation, due)
  if mark == '1' and not state[2] then redis.call('HSET', line, 'beganAt', ms(time)) end
  return headAnswer(state[2] and 'unknown' or 'head', head, state[3], starts, state[4] or '0', state[5] or '', state[2] or ms(time))
end
