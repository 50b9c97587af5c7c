-- Runs one script for several conversations of one shard. The loader puts line.lua and next.lua in front, and the script itself as the
-- function `script(KEYS, ARGV)`.
--
-- Arguments and answers go as MessagePack, each in one piece: to take a call's arguments apart one by one, and its answer,
-- cost the client and Redis more than most commands in a script do.
--
-- KEYS  those of the shard or of the app, the same for each run
-- ARGV  1 per run: its arguments
-- Gives per run: {true, its answer}, or {false, its error}: a run that fails does not keep the others from theirs.

local answers = {}
for i, arguments in ipairs(cmsgpack.unpack(ARGV[1])) do
  local fine, answer = pcall(script, KEYS, arguments)
  if not fine and type(answer) == 'table' then answer = answer.err end
  answers[i] = { fine, answer }
end
writeAtEnd()
return cmsgpack.pack(answers)
