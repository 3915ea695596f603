local token, now = ARGV[1], tonumber(ARGV[2])
local id, exchanged_at, current, given = unpack(redis.call('HMGET', key('token:', token), 's', 'a', 'n', 'x'))
if not id then return {'unknown'} end
local session = redis.call('HMGET', key('session:', id), 'u', 'c', 'l', 'e', 'i', 'm', 'n', 'd', 'r')
local expires, idle, revoked = session[4], session[5], session[9]
if not expires then return {'unknown'} end
if revoked or ends_at(expires, idle) <= now then return {'ended'} end
if not exchanged_at then return {'current', id, unpack(session, 1, 8)} end
local again = can_be_given(current, given)
return {'exchanged', exchanged_at, again and '0' or '1', id, unpack(session, 1, 8)}
