local id, revoked, token = ARGV[1], ARGV[2], ARGV[3]
local subject, created, used, expires, idle, longer, client, details, mark, began = unpack(ARGV, 4, 13)
local session, first = key('session:', id), key('token:', token)
if redis.call('EXISTS', session, first) > 0 then return 'there' end
if ended_all(mark, began) then return 'refused' end
local has_idle, has_client = idle ~= '', client:sub(1, 1) == '+'
local till = forgotten_at(expires, idle, longer)
redis.call('ZADD', key('ends'), string.format('%.0f', till), id)
redis.call('SADD', key('subject:', subject), id)
redis.call('HSET', first, 's', id)
redis.call('HSET', session, 'u', subject, 'c', created, 'l', used, 'e', expires, 'm', longer, 'd', details, 'k', revoked, 'h', token)
if has_idle then redis.call('HSET', session, 'i', idle) end
if has_client then redis.call('HSET', session, 'n', client:sub(2)) end
for _, name in ipairs({key('ends'), key('subject:', subject), first, session}) do
  live(name, tonumber(created), forgotten_at(expires, '', longer))
end
return 'begun'
