local now, exchanged, budget = ARGV[1], ARGV[2], tonumber(ARGV[3])

for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('ends'), '-inf', now, 'LIMIT', 0, budget)) do
  local session = key('session:', id)
  local subject, token = unpack(redis.call('HMGET', session, 'k', 'h'))
  -- From the latest token back to the first.
  while token and budget > 0 do
    local before = redis.call('HGET', key('token:', token), 'p')
    redis.call('ZREM', key('sealed'), token)
    redis.call('DEL', key('token:', token))
    token = before
    budget = budget - 1
  end
  if budget <= 0 then
    if token then redis.call('HSET', session, 'h', token) else redis.call('HDEL', session, 'h') end
    return 1
  end
  if subject then redis.call('SREM', key('subject:', subject), id) end
  redis.call('DEL', session)
  redis.call('ZREM', key('ends'), id)
  budget = budget - 1
end

for _, token in ipairs(redis.call('ZRANGEBYSCORE', key('sealed'), '-inf', exchanged, 'LIMIT', 0, budget)) do
  redis.call('HDEL', key('token:', token), 'x')
  redis.call('ZREM', key('sealed'), token)
  budget = budget - 1
end

for _, revoked in ipairs(redis.call('ZRANGEBYSCORE', key('forget'), '-inf', now, 'LIMIT', 0, budget)) do
  redis.call('ZREM', key('log'), revoked)
  redis.call('HDEL', key('revoked'), revoked)
  redis.call('ZREM', key('forget'), revoked)
  budget = budget - 1
end
return budget > 0 and 0 or 1
