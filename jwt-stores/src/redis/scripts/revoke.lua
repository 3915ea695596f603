local kind, at, till, revoked, except = unpack(ARGV)
local ended = 0
local function count(was_alive)
  if was_alive then ended = ended + 1 end
end
if kind == 'session' then
  count(revoke_session(revoked, at, till))
elseif kind == 'subject' then
  for _, id in ipairs(redis.call('SMEMBERS', key('subject:', revoked))) do
    if id ~= except then count(revoke_session(id, at, till)) end
  end
  remember(revoked, at, till)
else
  remember(revoked, at, till)
end
tell_others()
return ended
