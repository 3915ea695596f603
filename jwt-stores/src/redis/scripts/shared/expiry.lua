-- The expiry of keys.

-- The expiry of a key: one day after `till`, since clocks differ. Keys that are never purged expire then.
local function seconds_of(now, till)
  return math.min(math.max(till - now, 0), 3155760000) + 86400
end

-- Extends the expiry of a key to that of `till`, unless it is later already.
local function live(name, now, till)
  local seconds = seconds_of(now, till)
  if redis.call('TTL', name) < seconds then
    redis.call('EXPIRE', name, string.format('%.0f', seconds))
  end
end

-- The same for a new key.
local function live_new(name, now, till)
  redis.call('EXPIRE', name, string.format('%.0f', seconds_of(now, till)))
end
