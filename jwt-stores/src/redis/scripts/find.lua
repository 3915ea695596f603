local token, now = ARGV[1], tonumber(ARGV[2])
local id = redis.call('HGET', key('token:', token), 's')
if not id then return {'unknown'} end
local session = redis.call('HMGET', key('session:', id), 'u', 'c', 'l', 'e', 'i', 'm', 'n', 'd', 'r')
local expires, idle, revoked = session[4], session[5], session[9]
if not expires then return {'unknown'} end
if revoked or ends_at(expires, idle) <= now then return {'ended'} end
return {'alive', id, unpack(session, 1, 8)}
