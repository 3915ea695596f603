local now, account, address, till = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local FIRST, FIELDS = 5, 6
for at = FIRST, #ARGV, FIELDS do
  local counter, counted_in = counter_at(at), tonumber(ARGV[at + FIELDS - 1])
  for i, slot in ipairs(counter.slots) do
    if slot == counted_in then
      counter.counts[i] = counter.counts[i] - 1
      if counter.counts[i] == 0 then
        table.remove(counter.slots, i)
        table.remove(counter.counts, i)
      end
      -- It was full and no longer is: the block is lifted.
      if counter.total == counter.limit and now < counter.blocked then
        counter.fills, counter.blocked = math.max(counter.fills - 1, 0), 0
      end
      if #counter.slots == 0 and counter.blocked <= now then
        redis.call('DEL', counter.name)
      else
        keep(counter, now)
      end
      break
    end
  end
end

if account == '' then return end
local devices = key('devices:', account)
local remembered = tonumber(redis.call('ZSCORE', devices, address) or nil)
-- A device that is remembered for nearly as long is not written again, as in other stores.
if not remembered or remembered <= now or remembered <= tonumber(till) - 86400 then
  redis.call('ZADD', devices, till, address)
  redis.call('SET', key('device:', account .. address), till, 'EX', seconds_until(tonumber(till), now))
  for _, other in ipairs(redis.call('ZRANGE', devices, 0, -17)) do
    redis.call('DEL', key('device:', account .. other))
  end
  redis.call('ZREMRANGEBYRANK', devices, 0, -17)
  live(devices, now, tonumber(till))
end
