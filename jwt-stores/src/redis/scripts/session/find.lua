local id, exchanged_at = token_of(ARGV[1])
if not id then return {'unknown'} end
local session, is_kept = alive(id, tonumber(ARGV[2]))
if not session then return {is_kept and 'ended' or 'unknown'} end
if not exchanged_at then return {'current', unpack(session, 1, 11)} end
return {'exchanged', exchanged_at, successor_of(id, ARGV[1]) and '0' or '1', unpack(session, 1, 11)}
