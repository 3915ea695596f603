local subject, now, limit = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local listed, start = {}, 0
-- Sessions that have ended are among them until a purge has removed them.
while #listed < limit and start < 100 * limit do
  local page = redis.call('ZREVRANGE', key('subject:', subject), start, start + limit - 1)
  for _, id in ipairs(page) do
    if #listed < limit then listed[#listed + 1] = alive(id, now) end
  end
  if #page < limit then break end
  start = start + limit
end
return listed
