local subject, now = ARGV[1], tonumber(ARGV[2])
local alive = {}
for _, id in ipairs(redis.call('SMEMBERS', key('subject:', subject))) do
  local session = redis.call('HMGET', key('session:', id), 'u', 'c', 'l', 'e', 'i', 'n', 'd', 'r')
  local expires, idle, revoked = session[4], session[5], session[8]
  if expires and not revoked and ends_at(expires, idle) > now then
    alive[#alive + 1] = {id, unpack(session, 1, 7)}
  end
end
return alive
