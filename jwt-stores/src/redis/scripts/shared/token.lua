-- Refresh tokens.

-- The session of a token, and when the token was exchanged, if it was.
local function token_of(token)
  local stored = redis.call('GET', key('token:', token))
  if not stored then return nil end
  return stored:sub(1, 16), #stored > 16 and stored:sub(17) or nil
end

-- The sealed successor of an exchanged token, while it can be returned again: until the next exchange, or until a purge.
local function successor_of(session, token)
  local last, sealed = unpack(redis.call('HMGET', key('session:', session), 'p', 'x'))
  return last == token and sealed ~= '' and sealed or nil
end
