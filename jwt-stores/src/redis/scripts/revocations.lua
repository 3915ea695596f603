local after, limit = tonumber(ARGV[1]), ARGV[2]
-- Somebody who read further than there is anything has read what was lost since: other things may stand there now.
if after > (tonumber(redis.call('GET', key('last'))) or 0) then after = 0 end
local page = redis.call('ZRANGEBYSCORE', key('log'), '(' .. string.format('%.0f', after), '+inf', 'WITHSCORES', 'LIMIT', 0, limit)
local read = {string.format('%.0f', after)}
for i = 1, #page, 2 do
  read[#read + 1] = page[i]
  read[#read + 1] = redis.call('HGET', key('revoked'), page[i])
  read[#read + 1] = string.format('%.0f', tonumber(page[i + 1]))
end
return read
