-- Positions in the log of revocations.

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
