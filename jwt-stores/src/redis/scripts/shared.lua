-- Functions that all scripts share, prepended to each of them.
--
-- Times are those that the caller gives, in seconds, as text that is kept as it came: those of the clock of Redis, as the
-- caller has measured it. A position in the log is made from that clock too. Of a session:
--   session:<key>     hash   k the key of its subject, o its name, u subject, c created, l last used, e expires, i idle end,
--                            m how long it is remembered after its end, n client, d details, h its latest token, r when it was
--                            revoked, b the last position when it began, or that of the mark of its subject which spared it,
--                            q how often it was refreshed since w, where that is limited, p the token exchanged last
--   spent:<key>       list   its tokens that were exchanged and are remembered, the first of them first
--   token:<digest>    hash   s key of the session; once exchanged: a when, and while it can be given again, n its successor and
--                            x that one sealed
--   subject:<key>     zset   the keys of the sessions of a subject that were not ended, by when they were used last
--   ends              zset   keys of sessions, by when they can be forgotten
--   sealed            zset   tokens with a sealed successor, by when they were exchanged
-- All sessions of a subject were ended, by a revocation at a position:
--   ended:<position>  zset   the keys of the sessions
--   sweep             list   the positions, until a purge has removed these
-- Of revocations:
--   revoked           hash   "<at> <until>" of each revocation key
--   forget            zset   revocation keys, by when they can be forgotten
--   log               zset   revocation keys, by their position
--   last              string the last position that was given
-- Of keys that can be used once:
--   used:<key>        string until when a key is used

local function key(kind, name)
  return KEYS[1] .. kind .. (name or '')
end

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

-- The fields of a session, if it is alive; otherwise nil, and whether it is stored.
local function alive(id, now)
  local session = redis.call('HMGET', key('session:', id), 'k', 'o', 'u', 'c', 'l', 'e', 'i', 'm', 'n', 'd', 'r', 'b')
  local subject, expires, idle, revoked, began = session[1], session[6], session[7], session[11], session[12]
  if is_alive(subject, expires, idle, revoked, began, now) then return {id, unpack(session, 1, 10)} end
  return nil, expires
end

-- Whether the successor of an exchanged token can be returned again: it is the current token, and its sealed text is still
-- stored.
local function can_be_given(successor, sealed)
  if not successor or not sealed or sealed == '' then return false end
  local following = redis.call('HMGET', key('token:', successor), 's', 'a')
  return following[1] and not following[2]
end

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

-- A position up to which a process has read. A position beyond the last one was read before data was lost: other revocations
-- may have these positions now.
local function read_until(position)
  position = tonumber(position)
  if position > (tonumber(redis.call('GET', key('last'))) or 0) then return 0 end
  return position
end

-- Whether all sessions of the subject with this mark were ended after a position.
local function ended_all(mark, after)
  local position = redis.call('ZSCORE', key('log'), mark)
  return position and tonumber(position) > read_until(after)
end

local function tell_others()
  redis.call('PUBLISH', key('changes'), '')
end

-- Ends a session, if it is stored, and revokes its key. Returns whether it was alive.
local function revoke_session(id, at, till)
  local name = key('session:', id)
  local was_alive = alive(id, tonumber(at)) and true or false
  local subject, revoked = unpack(redis.call('HMGET', name, 'k', 'r'))
  if subject and not revoked then
    redis.call('HSET', name, 'r', at)
    redis.call('ZADD', key('ends'), at, id)
    redis.call('ZREM', key('subject:', subject), id)
  end
  remember(id, at, till)
  return was_alive
end
