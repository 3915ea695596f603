local id, subject, token = ARGV[1], ARGV[2], ARGV[3]
local name, of, created, used, expires, idle, longer, client, details, began = unpack(ARGV, 4, 13)
local session, first = key('session:', id), key('token:', token)
if redis.call('EXISTS', session, first) > 0 then return 'there' end
if ended_all(subject, began) then return 'refused' end
local has_idle, has_client = idle ~= '', client:sub(1, 1) == '+'
local till = forgotten_at(expires, idle, longer)
redis.call('ZADD', key('ends'), string.format('%.0f', till), id)
redis.call('SADD', key('subject:', subject), id)
redis.call('HSET', first, 's', id)
redis.call('HSET', session, 'k', subject, 'o', name, 'u', of, 'c', created, 'l', used, 'e', expires, 'm', longer, 'd', details, 'h', token)
if has_idle then redis.call('HSET', session, 'i', idle) end
if has_client then redis.call('HSET', session, 'n', client:sub(2)) end
for _, lives in ipairs({key('ends'), key('subject:', subject), first, session}) do
  live(lives, tonumber(created), forgotten_at(expires, '', longer))
end
return 'begun'
