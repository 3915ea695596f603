-- Continues `rotate.lua` for a token that was exchanged: it is given its successor again, or ends its session.
if tonumber(now) >= tonumber(exchanged_at) + tonumber(grace) then
  revoke_session(id, now, till)
  tell_others()
  return {'reused'}
end
if can_be_given(following, given) then return {'again', given} end
return {'superseded'}
