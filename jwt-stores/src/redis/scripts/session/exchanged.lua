-- Continues `rotate.lua` for a token that was exchanged: it is given its successor again, or ends its session.
if tonumber(now) >= tonumber(exchanged_at) + tonumber(grace) then
  revoke_session(id, now, till)
  tell_others()
  return {'reused'}
end
local again = successor_of(id, presented)
if again then return {'again', again} end
return {'superseded'}
