local presented, now, grace, idle, till, details, exchanges, seconds, remembered, successor, sealed = unpack(ARGV)
local id, exchanged_at = token_of(presented)
if not id then return {'unknown'} end
local session = key('session:', id)
-- Each command costs as much as one from a client: one read, and only changed fields are written.
local fields = redis.call('HMGET', session, 'k', 'e', 'i', 'r', 'b', 'm', 'w', 'q')
local subject, expires, idle_before, revoked, began, longer, since, count = unpack(fields)
if not expires then return {'unknown'} end
if not is_alive(subject, expires, idle_before, revoked, began, tonumber(now)) then return {'ended'} end

if not exchanged_at then
  local set = {session, 'l', now, 'd', details}
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
    -- All keys of a session are kept as long as the session, which does not change.
    local kept_for = seconds_until(forgotten_at(expires, '', longer), tonumber(now))
    if not redis.call('SET', key('token:', successor), id, 'NX', 'EX', kept_for) then
      return redis.error_reply('ERR the successor is there already')
    end
    redis.call('SET', key('token:', presented), id .. now, 'KEEPTTL')
    local spent = key('spent:', id)
    local exchanged = redis.call('RPUSH', spent, presented)
    if exchanged == 1 then redis.call('EXPIRE', spent, kept_for) end
    -- One more is one too many; a few more, where fewer are remembered than before.
    for _ = 1, math.min(exchanged - tonumber(remembered), 10) do
      redis.call('DEL', key('token:', redis.call('LPOP', spent)))
    end
    if redis.call('ZADD', key('sealed'), now, id) == 1 then
      live(key('sealed'), tonumber(now), forgotten_at(expires, '', longer))
    end
    also('h', successor)
    also('p', presented)
    also('x', sealed)
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
  redis.call('HSET', unpack(set))
  return {'done'}
end
