-- Stores a revocation.

-- Stores a revocation. Two revocations of one key are merged: the later times of both apply.
local function remember(revoked, at, till)
  local kept = redis.call('HGET', key('revoked'), revoked)
  if kept then
    local kept_at, kept_till = kept:match('^(%S+) (%S+)$')
    if tonumber(kept_at) >= tonumber(at) then at = kept_at end
    if tonumber(kept_till) >= tonumber(till) then till = kept_till end
  end
  -- Later than any before, even if the clock was set back; and if Redis lost what it kept, later than what was lost.
  local time = redis.call('TIME')
  local before = tonumber(redis.call('GET', key('last'))) or 0
  local position = math.max(tonumber(time[1]) * 1000000 + tonumber(time[2]), before + 1)
  position = string.format('%.0f', position)
  redis.call('ZADD', key('log'), position, revoked)
  redis.call('ZADD', key('forget'), till, revoked)
  redis.call('SET', key('last'), position, 'KEEPTTL')
  redis.call('HSET', key('revoked'), revoked, at .. ' ' .. till)
  for _, name in ipairs({'log', 'forget', 'last', 'revoked'}) do
    live(key(name), tonumber(at), tonumber(till))
  end
end
