local presented, now, grace, idle, till, details, exchanges, seconds, remembered, successor, sealed = unpack(ARGV)
local token = key('token:', presented)
local id, exchanged_at, following, given = unpack(redis.call('HMGET', token, 's', 'a', 'n', 'x'))
if not id then return {'unknown'} end
local session, spent = key('session:', id), key('spent:', id)
-- Each command costs as much as one from a client: one read, and only changed fields are written.
local fields = redis.call('HMGET', session, 'k', 'e', 'i', 'r', 'b', 'm', 'w', 'q', 'p')
local subject, expires, idle_before, revoked, began, longer, since, count, before = unpack(fields)
if not expires then return {'unknown'} end
if not is_alive(subject, expires, idle_before, revoked, began, tonumber(now)) then return {'ended'} end

if not exchanged_at then
  local set = {'l', now, 'd', details}
  local function also(field, value)
    set[#set + 1], set[#set + 2] = field, value
  end
  if exchanges ~= '' then
    since = tonumber(since or now)
    local ends = since + tonumber(seconds)
    if not count or tonumber(now) >= ends or tonumber(now) < since then
      since, count = now, 0
    elseif tonumber(count) >= tonumber(exchanges) then
      return {'limited', string.format('%.0f', ends - tonumber(now))}
    end
    also('w', string.format('%.0f', since))
    also('q', tonumber(count) + 1)
  end
  if successor then
    if redis.call('HSETNX', key('token:', successor), 's', id) == 0 then
      return redis.error_reply('ERR the successor is there already')
    end
    -- As long as the session, which does not change.
    local kept_till = forgotten_at(expires, '', longer)
    live_new(key('token:', successor), tonumber(now), kept_till)
    -- Nobody can use any more what was given for the token before this one.
    if before then
      redis.call('HDEL', key('token:', before), 'n', 'x')
      redis.call('ZREM', key('sealed'), before)
    end
    redis.call('ZADD', key('sealed'), now, presented)
    live(key('sealed'), tonumber(now), kept_till)
    redis.call('HSET', token, 'a', now, 'n', successor, 'x', sealed)
    local exchanged = redis.call('RPUSH', spent, presented)
    if exchanged == 1 then live_new(spent, tonumber(now), kept_till) end
    -- One more is one too many; a few more, where fewer are remembered than before.
    for _ = 1, math.min(exchanged - tonumber(remembered), 10) do
      redis.call('DEL', key('token:', redis.call('LPOP', spent)))
    end
    also('h', successor)
    also('p', presented)
  end
  if idle ~= (idle_before or '') then
    redis.call('ZADD', key('ends'), string.format('%.0f', forgotten_at(expires, idle, longer)), id)
    if idle ~= '' then
      also('i', idle)
    else
      redis.call('HDEL', session, 'i')
    end
  end
  redis.call('ZADD', key('subject:', subject), now, id)
  redis.call('HSET', session, unpack(set))
  return {'done'}
end
