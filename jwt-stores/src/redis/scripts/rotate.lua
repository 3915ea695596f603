local presented, now, grace, idle, till, details, exchanges, seconds, remembered, successor, sealed = unpack(ARGV)
local token = key('token:', presented)
local id, exchanged_at, following, given = unpack(redis.call('HMGET', token, 's', 'a', 'n', 'x'))
if not id then return {'unknown'} end
local session, spent = key('session:', id), key('spent:', id)
local expires, longer, subject, since, count = unpack(redis.call('HMGET', session, 'e', 'm', 'k', 'w', 'q'))
if not expires then return {'unknown'} end
if not alive(id, tonumber(now)) then return {'ended'} end

if not exchanged_at then
  if successor and redis.call('EXISTS', key('token:', successor)) > 0 then
    return redis.error_reply('ERR the successor is there already')
  end
  if exchanges ~= '' then
    since = tonumber(since or now)
    local ends = since + tonumber(seconds)
    if not count or tonumber(now) >= ends or tonumber(now) < since then
      since, count = now, 0
    elseif tonumber(count) >= tonumber(exchanges) then
      return {'limited', string.format('%.0f', ends - tonumber(now))}
    end
    redis.call('HSET', session, 'w', string.format('%.0f', since), 'q', tonumber(count) + 1)
  end
  local kept_till = forgotten_at(expires, '', longer)
  redis.call('ZADD', key('ends'), string.format('%.0f', forgotten_at(expires, idle, longer)), id)
  live(key('ends'), tonumber(now), kept_till)
  if successor then
    -- Nobody can use any more what was given for the token before this one.
    local before = redis.call('LINDEX', spent, -1)
    if before then
      redis.call('HDEL', key('token:', before), 'n', 'x')
      redis.call('ZREM', key('sealed'), before)
    end
    redis.call('ZADD', key('sealed'), now, presented)
    redis.call('HSET', key('token:', successor), 's', id)
    redis.call('RPUSH', spent, presented)
    for _, lives in ipairs({key('sealed'), key('token:', successor), spent}) do
      live(lives, tonumber(now), kept_till)
    end
    redis.call('HSET', token, 'a', now, 'n', successor, 'x', sealed)
    redis.call('HSET', session, 'h', successor)
    -- One more is one too many; a few more, where fewer are remembered than before.
    for _ = 1, math.min(redis.call('LLEN', spent) - tonumber(remembered), 10) do
      local first = redis.call('LPOP', spent)
      redis.call('DEL', key('token:', first))
      redis.call('ZREM', key('sealed'), first)
    end
  end
  redis.call('ZADD', key('subject:', subject), now, id)
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
if can_be_given(following, given) then return {'again', given} end
return {'superseded'}
