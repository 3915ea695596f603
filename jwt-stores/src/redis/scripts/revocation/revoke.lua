local kind, at, till, revoked, except = unpack(ARGV)
local was_alive = false

-- Whether the excepted session of the subject is alive, so that it survives the end of the others.
local function is_spared(id)
  local subject, began = unpack(redis.call('HMGET', key('session:', id), 'k', 'b'))
  return subject == revoked and not is_marked(subject, began)
end

-- All sessions are moved aside in one step, for a purge to remove.
local function end_all()
  local all = key('subject:', revoked)
  local spared = except and is_spared(except)
  remember(revoked, at, till)
  local position = redis.call('GET', key('last'))
  local used = false
  if spared then
    redis.call('HSET', key('session:', except), 'b', position)
    used = redis.call('ZSCORE', all, except)
    if used then redis.call('ZREM', all, except) end
  end
  if redis.call('EXISTS', all) == 1 then
    local seconds = redis.call('TTL', all)
    redis.call('RENAME', all, key('ended:', position))
    redis.call('RPUSH', key('sweep'), position)
    -- The mark has to be there for as long as they are, whether anybody purges or not.
    for _, name in ipairs({'sweep', 'log', 'forget', 'last', 'revoked'}) do
      if redis.call('TTL', key(name)) < seconds then redis.call('EXPIRE', key(name), seconds) end
    end
  end
  if used then
    redis.call('ZADD', all, used, except)
    redis.call('EXPIRE', all, redis.call('TTL', key('session:', except)))
  end
end

if kind == 'session' then
  was_alive = revoke_session(revoked, at, till)
elseif kind == 'subject' then
  end_all()
else
  remember(revoked, at, till)
end
tell_others()
return was_alive and 1 or 0
