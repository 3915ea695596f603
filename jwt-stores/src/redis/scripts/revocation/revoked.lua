local found = {}
for _, revoked in ipairs(ARGV) do
  local times = redis.call('HGET', key('revoked'), revoked)
  if times then
    found[#found + 1] = revoked
    found[#found + 1] = times
  end
end
return found
