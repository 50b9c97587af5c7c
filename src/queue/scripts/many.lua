-- Runs one script several times, for conversations of one shard. The loader puts line.lua in front, and the script itself as
-- the function `script(KEYS, ARGV)`.
--
-- KEYS  those of each run, one run after the other
-- ARGV  1 how many keys a run has, then per run: how many arguments, and these
-- Gives per run: {1, its answer}, or {0, its error}: a run that fails does not keep the others from theirs.

local keysEach, key, argument, answers = tonumber(ARGV[1]), 0, 2, {}

local function run(count)
  return script({ unpack(KEYS, key + 1, key + keysEach) }, { unpack(ARGV, argument + 1, argument + count) })
end

while argument <= #ARGV do
  local count = tonumber(ARGV[argument])
  local fine, answer = pcall(run, count)
  if not fine and type(answer) == 'table' then answer = answer.err end
  answers[#answers + 1] = { fine and 1 or 0, answer }
  key, argument = key + keysEach, argument + count + 1
end
return answers
