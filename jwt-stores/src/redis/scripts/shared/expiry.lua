-- The expiry of keys.

-- For how many seconds a key is kept, as text: one day longer than until `till`, since clocks differ. Keys that are never purged
-- expire then.
local function seconds_until(till, now)
  return string.format('%.0f', math.min(math.max(till - now, 0), 3155760000) + 86400)
end

-- Extends the expiry of a key to that of `till`, unless it is later already.
local function live(name, now, till)
  local seconds = seconds_until(till, now)
  if redis.call('TTL', name) < tonumber(seconds) then redis.call('EXPIRE', name, seconds) end
end
