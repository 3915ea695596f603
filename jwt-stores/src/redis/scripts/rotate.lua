local presented, now, grace, idle, till, details, successor, sealed = unpack(ARGV)
local token = key('token:', presented)
local id, exchanged_at, current, given, before = unpack(redis.call('HMGET', token, 's', 'a', 'n', 'x', 'p'))
if not id then return {'unknown'} end
local session = key('session:', id)
local expires, idle_before, revoked, longer = unpack(redis.call('HMGET', session, 'e', 'i', 'r', 'm'))
if not expires then return {'unknown'} end
if revoked or ends_at(expires, idle_before) <= tonumber(now) then return {'ended'} end

if not exchanged_at then
  if successor and redis.call('EXISTS', key('token:', successor)) > 0 then
    return redis.error_reply('ERR the successor is there already')
  end
  local kept_till = forgotten_at(expires, '', longer)
  redis.call('ZADD', key('ends'), string.format('%.0f', forgotten_at(expires, idle, longer)), id)
  live(key('ends'), tonumber(now), kept_till)
  if successor then
    local following = key('token:', successor)
    redis.call('ZADD', key('sealed'), now, presented)
    live(key('sealed'), tonumber(now), kept_till)
    redis.call('HSET', following, 's', id, 'p', presented)
    live(following, tonumber(now), kept_till)
    redis.call('HSET', token, 'a', now, 'n', successor, 'x', sealed)
    redis.call('HSET', session, 'h', successor)
    -- Nobody can use any more what was given for the token before this one.
    if before then
      redis.call('HDEL', key('token:', before), 'x')
      redis.call('ZREM', key('sealed'), before)
    end
  end
  redis.call('HSET', session, 'l', now, 'd', details)
  if idle == '' then
    redis.call('HDEL', session, 'i')
  else
    redis.call('HSET', session, 'i', idle)
  end
  return {'done'}
end

if tonumber(now) >= tonumber(exchanged_at) + tonumber(grace) then
  revoke_session(id, now, till)
  tell_others()
  return {'reused'}
end
if can_be_given(current, given) then return {'again', given} end
return {'superseded'}
