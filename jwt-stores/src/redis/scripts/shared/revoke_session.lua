-- Ends a session.

local function tell_others()
  redis.call('PUBLISH', key('changes'), '')
end

-- Ends a session, if it is stored, and revokes its key. Returns whether it was alive.
local function revoke_session(id, at, till)
  local name = key('session:', id)
  local was_alive = alive(id, tonumber(at)) and true or false
  local subject, revoked = unpack(redis.call('HMGET', name, 'k', 'r'))
  if subject and not revoked then
    redis.call('HSET', name, 'r', at)
    redis.call('ZADD', key('ends'), at, id)
    redis.call('ZREM', key('subject:', subject), id)
  end
  remember(id, at, till)
  return was_alive
end
