-- Until when a session lives, and whether it is alive.

-- When a session expires.
local function ends_at(expires, idle)
  expires = tonumber(expires)
  return math.min(expires, tonumber(idle) or expires)
end

-- When a session can be forgotten, unless it is revoked or refreshed.
local function forgotten_at(expires, idle, longer)
  return ends_at(expires, idle) + tonumber(longer)
end

-- Whether a session of a subject, which began after a position, ended when all of them were ended.
local function is_marked(subject, began)
  local position = redis.call('ZSCORE', key('log'), subject)
  return position and tonumber(position) > tonumber(began)
end

-- Whether a session with these fields is alive.
local function is_alive(subject, expires, idle, revoked, began, now)
  return expires and not revoked and ends_at(expires, idle) > now and not is_marked(subject, began)
end
