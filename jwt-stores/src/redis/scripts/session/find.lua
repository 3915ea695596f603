local token, now = ARGV[1], tonumber(ARGV[2])
local id, exchanged_at, successor, sealed = unpack(redis.call('HMGET', key('token:', token), 's', 'a', 'n', 'x'))
if not id then return {'unknown'} end
local session, is_kept = alive(id, now)
if not session then return {is_kept and 'ended' or 'unknown'} end
if not exchanged_at then return {'current', unpack(session, 1, 11)} end
local again = can_be_given(successor, sealed)
return {'exchanged', exchanged_at, again and '0' or '1', unpack(session, 1, 11)}
