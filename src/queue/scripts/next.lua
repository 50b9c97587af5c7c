-- What a line hands out, and what is marked as it is handed out; behind line.lua in front of each script.

-- Takes a mark off members that are not being sent after all, which only their holder knows. `list` has from `first` on the
-- mark and the members, or nothing; who has another mark by now keeps it.
local function unmark(line, list, first)
  for i = first + 1, #list do
    local field = 'b:' .. list[i]
    if redis.call('HGET', line.hash, field) == list[first] then redis.call('HDEL', line.hash, field) end
  end
end

-- A message, and since when it is being sent, if it is.
local function messageOf(line, member)
  local found = redis.call('HMGET', line.hash, 'm:' .. member, 'b:' .. member)
  return found[1], found[2]
end

-- What the holder of the line is to do next: {'empty'}, {'wait', ms}, or
-- {kind, member, body, starts, errors, error, beganAt, ms since then}, where kind is 'head', or 'unknown' for a
-- head that was found marked as being sent. `mark` is '1' on the side that sends: the head is then marked as it is handed out.
-- `fence` is given where someone becomes the holder, and `first` where it is known who is first in line.
-- Once taken a head stays head, whatever smaller id arrives, as long as it is in line.
-- Times go out as durations: the clocks of workers need not agree with that of Redis.
local function nextOf(line, state, mark, fence, first)
  local time = now()
  local head, body, begun = state.head, false, false
  if head then body, begun = messageOf(line, head) end
  if head and not body then forgetHead(line, state, {}) end
  if not body then
    head = first or firstOf(line, '0')[1]
    if not head then
      redis.call('DEL', line.ids, line.hash)
      redis.call('ZREM', line.index, line.conversation)
      return { 'empty' }
    end
    body, begun = messageOf(line, head)
  end
  if state.notBefore and tonumber(state.notBefore) > time then
    if fence then redis.call('HSET', line.hash, 'fence', fence) end
    moved(line, state, state.notBefore + GRACE_MS)
    return { 'wait', ms(state.notBefore - time) }
  end
  local kind, starts, beganAt, ago = 'head', ms((state.starts or 0) + 1), ms(time), '0'
  local fields = { 'head', head, 'starts', starts }
  if fence then fields[5], fields[6] = 'fence', fence end
  if begun then kind, beganAt, ago = 'unknown', begun, ms(time - begun)
  elseif mark == '1' then fields[#fields + 1], fields[#fields + 2] = 'b:' .. head, beganAt end
  redis.call('HSET', line.hash, unpack(fields))
  moved(line, state, time + (mark == '1' and SENDING_MS or GRACE_MS))
  return { kind, head, body, starts, state.errors or '0', state.error or '', beganAt, ago }
end

local function groupOf(body)
  return string.match(body, '^([^|]*)|')
end

-- Those behind a head that is handed out: their members and bodies, up to the first that is being sent or is not there.
-- None where the head has failed or its process has died: then nothing is begun beside it.
local function behindHead(line, next, behind, waiting)
  local members, fields, bodies = {}, {}, {}
  if behind == '0' or next[1] ~= 'head' or next[4] ~= '1' or next[5] ~= '0' then return members, bodies end
  for _, member in ipairs(waiting or firstOf(line, behind)) do
    if member ~= next[2] then
      members[#members + 1] = member
      fields[#fields + 1], fields[#fields + 2] = 'm:' .. member, 'b:' .. member
    end
  end
  if #members == 0 then return members, bodies end
  local found = redis.call('HMGET', line.hash, unpack(fields))
  for i = 1, #members do
    if not found[2 * i - 1] or found[2 * i] then break end
    bodies[i] = found[2 * i - 1]
  end
  return members, bodies
end

-- The same for CometChat's side: so many of those behind the head are marked and handed out with it, each {member, body, ''}.
-- They are sent one after another, and leave the line together.
local function nextToSend(line, state, behind, fence, waiting)
  if not waiting and not state.head then waiting = firstOf(line, behind) end
  local next = nextOf(line, state, '1', fence, waiting and waiting[1])
  local members, bodies = behindHead(line, next, behind, waiting)
  if #bodies == 0 then return next end
  local marks = {}
  next[9], next[10] = '', ''
  for i, body in ipairs(bodies) do
    marks[2 * i - 1], marks[2 * i] = 'b:' .. members[i], next[7]
    next[#next + 1], next[#next + 2], next[#next + 3] = members[i], body, ''
  end
  redis.call('HSET', line.hash, unpack(marks))
  return next
end

-- The same for the bot's side, where a head comes with what is remembered of the conversation and of the person, and with
-- so many of those behind it, each {member, body, what is remembered of the person}: handlers that end at once are
-- committed together. `waiting` is given where it is known who stand first in line.
local function nextToHandle(line, state, memory, behind, fence, waiting)
  if not waiting and not state.head then waiting = firstOf(line, behind) end
  local next = nextOf(line, state, '0', fence, waiting and waiting[1])
  if next[1] ~= 'head' then return next end
  local members, bodies = behindHead(line, next, behind, waiting)
  local keys = { memory, memory .. '/' .. groupOf(next[3]) }
  for _, body in ipairs(bodies) do keys[#keys + 1] = memory .. '/' .. groupOf(body) end
  local remembered = redis.call('MGET', unpack(keys))
  next[9], next[10] = remembered[1] or '', remembered[2] or ''
  for i, body in ipairs(bodies) do
    next[#next + 1], next[#next + 2], next[#next + 3] = members[i], body, remembered[i + 2] or ''
  end
  return next
end
