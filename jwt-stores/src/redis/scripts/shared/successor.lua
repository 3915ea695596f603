-- Successors of exchanged tokens.

-- Whether the successor of an exchanged token can be returned again: it is the current token, and its sealed text is still
-- stored.
local function can_be_given(successor, sealed)
  if not successor or not sealed or sealed == '' then return false end
  local following = redis.call('HMGET', key('token:', successor), 's', 'a')
  return following[1] and not following[2]
end
