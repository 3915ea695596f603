local now, account, address = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local FIRST, FIELDS = 4, 5
local last = #ARGV
local remembered = account ~= '' and redis.call('GET', key('device:', account .. address))
-- Then only the first counter applies.
if remembered and tonumber(remembered) > now then last = FIRST end

local counters, by, retry_after = {}, 0, 0
for at = FIRST, last, FIELDS do
  local counter = counter_at(at)
  counters[#counters + 1] = counter
  local allowed, left, leaving = counter.blocked, counter.total, 1
  while left >= counter.limit do
    left = left - counter.counts[leaving]
    allowed = math.max(counter.blocked, leaves_at(counter, counter.slots[leaving]))
    leaving = leaving + 1
  end
  if allowed - now > retry_after then by, retry_after = #counters, allowed - now end
end
if by > 0 then return {by, retry_after} end

local counted = {0}
for _, counter in ipairs(counters) do
  local count = #counter.slots
  local slot = math.max(counter.slots[count] or counter.present, counter.present)
  if counter.slots[count] ~= slot then
    count = count + 1
    counter.slots[count], counter.counts[count] = slot, 0
  end
  counter.counts[count] = counter.counts[count] + 1
  if counter.total + 1 >= counter.limit then
    counter.fills = math.min(counter.fills + 1, 255)
    -- From 30 seconds to 15 minutes.
    counter.blocked = now + math.min(30 * 2 ^ (counter.fills - 1), 900)
  end
  keep(counter, now)
  counted[#counted + 1] = slot
end
return counted
