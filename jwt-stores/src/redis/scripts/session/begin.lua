local id, subject, token = ARGV[1], ARGV[2], ARGV[3]
local name, of, created, used, expires, idle, longer, client, details, began, most, few, till = unpack(ARGV, 4, 16)
local session, first = key('session:', id), key('token:', token)
local all = key('subject:', subject)
if redis.call('EXISTS', session, first) > 0 then return {{'there'}} end
if ended_all(subject, began) then return {{'refused'}} end
local has_idle, has_client = idle ~= '', client:sub(1, 1) == '+'
local last = redis.call('GET', key('last')) or '0'
redis.call('ZADD', key('ends'), string.format('%.0f', forgotten_at(expires, idle, longer)), id)
redis.call('ZADD', all, used, id)
redis.call('SET', first, id)
redis.call('HSET', session, 'k', subject, 'o', name, 'u', of, 'c', created, 'l', used, 'e', expires, 'm', longer, 'd', details,
  'h', token, 'b', last)
if has_idle then redis.call('HSET', session, 'i', idle) end
if has_client then redis.call('HSET', session, 'n', client:sub(2)) end
-- The last position too: later revocations must have later positions.
for _, lives in ipairs({key('ends'), all, first, session, key('last')}) do
  live(lives, tonumber(created), forgotten_at(expires, '', longer))
end

local begun = {{'begun'}}
if most == '' or redis.call('ZCARD', all) <= tonumber(most) then return begun end
-- Sessions that have ended do not count; only a limited number is read, so that a login never takes long.
local others = 0
for _, other in ipairs(redis.call('ZREVRANGE', all, 0, tonumber(most) + 100)) do
  if other ~= id and #begun <= tonumber(few) then
    local kept = alive(other, tonumber(created))
    if not kept then
      redis.call('ZREM', all, other)
    else
      others = others + 1
      if others >= tonumber(most) then
        revoke_session(other, created, till)
        begun[#begun + 1] = kept
      end
    end
  end
end
if #begun > 1 then tell_others() end
return begun
