local now, exchanged, budget = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- Removes a session and its tokens, unless the budget runs out before.
local function forget(id)
  local session, spent = key('session:', id), key('spent:', id)
  while budget > 0 do
    local token = redis.call('LPOP', spent)
    if not token then break end
    redis.call('DEL', key('token:', token))
    budget = budget - 1
  end
  if budget <= 0 then return end
  local subject, token = unpack(redis.call('HMGET', session, 'k', 'h'))
  if subject then redis.call('ZREM', key('subject:', subject), id) end
  if token then redis.call('DEL', key('token:', token)) end
  redis.call('DEL', session)
  redis.call('ZREM', key('ends'), id)
  redis.call('ZREM', key('sealed'), id)
  budget = budget - 1
  return true
end

local position = redis.call('LINDEX', key('sweep'), 0)
while position and budget > 0 do
  local ended = key('ended:', position)
  for _, id in ipairs(redis.call('ZRANGE', ended, 0, budget - 1)) do
    if budget > 0 and forget(id) then redis.call('ZREM', ended, id) end
  end
  if redis.call('EXISTS', ended) == 0 then
    redis.call('LPOP', key('sweep'))
    budget = budget - 1
  end
  position = redis.call('LINDEX', key('sweep'), 0)
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('ends'), '-inf', now, 'LIMIT', 0, math.max(budget, 0))) do
  if budget > 0 then forget(id) end
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('sealed'), '-inf', exchanged, 'LIMIT', 0, math.max(budget, 0))) do
  redis.call('HDEL', key('session:', id), 'x')
  redis.call('ZREM', key('sealed'), id)
  budget = budget - 1
end

-- No session that the mark has ended is left then.
for _, revoked in ipairs(redis.call('ZRANGEBYSCORE', key('forget'), '-inf', now, 'LIMIT', 0, math.max(budget, 0))) do
  redis.call('ZREM', key('log'), revoked)
  redis.call('HDEL', key('revoked'), revoked)
  redis.call('ZREM', key('forget'), revoked)
  budget = budget - 1
end
return budget > 0 and 0 or 1
