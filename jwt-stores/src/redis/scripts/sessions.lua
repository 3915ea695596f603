local subject, now = ARGV[1], tonumber(ARGV[2])
local all = {}
for _, id in ipairs(redis.call('SMEMBERS', key('subject:', subject))) do
  all[#all + 1] = alive(id, now)
end
return all
