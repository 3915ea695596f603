-- Reads a session that is alive.

-- The fields of a session, if it is alive; otherwise nil, and whether it is stored.
local function alive(id, now)
  local session = redis.call('HMGET', key('session:', id), 'k', 'o', 'u', 'c', 'l', 'e', 'i', 'm', 'n', 'd', 'r', 'b')
  local subject, expires, idle, revoked, began = session[1], session[6], session[7], session[11], session[12]
  if is_alive(subject, expires, idle, revoked, began, now) then return {id, unpack(session, 1, 10)} end
  return nil, expires
end
