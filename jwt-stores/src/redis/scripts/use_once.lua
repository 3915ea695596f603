local name, till, now = key('used:', ARGV[1]), ARGV[2], tonumber(ARGV[3])
if tonumber(till) <= now then return 0 end
local before = redis.call('GET', name)
if before and tonumber(before) > now then return 0 end
redis.call('SET', name, till, 'EX', seconds_until(tonumber(till), now))
return 1
