local after, limit = read_until(ARGV[1]), ARGV[2]
local page = redis.call('ZRANGEBYSCORE', key('log'), '(' .. string.format('%.0f', after), '+inf', 'WITHSCORES', 'LIMIT', 0, limit)
local read = {string.format('%.0f', after)}
for i = 1, #page, 2 do
  read[#read + 1] = page[i]
  read[#read + 1] = redis.call('HGET', key('revoked'), page[i])
  read[#read + 1] = string.format('%.0f', tonumber(page[i + 1]))
end
return read
