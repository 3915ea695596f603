-- Functions that the scripts for attempts share, and the keys:
--   attempts:<key>    string a counter: how often its window was filled since it was last empty, until when it is blocked, and
--                            "<slot>:<attempts>" of each slot with attempts, the earliest first
--   devices:<account> zset   addresses from which a login has succeeded, by until when they are remembered
--   device:<account><address>
--                     string until when that is. A look-up in the set would take longer for an account that has devices, and
--                            its time would reveal which accounts exist.

-- A counter expires one minute after it last matters.
local SPARE = 60

-- The window of a counter at a time in the slot `present`. The rule is that of `CounterState`.
local function window(counter, present)
  counter.name = key('attempts:', counter.key)
  counter.fills, counter.blocked, counter.slots, counter.counts, counter.total = 0, 0, {}, {}, 0
  local kept = redis.call('GET', counter.name)
  if not kept then return end
  local fills, blocked, slots = kept:match('^(%d+) (%d+)(.*)$')
  assert(fills, 'this is no counter')
  local latest = tonumber(slots:match(' (%-?%d+):%d+$'))
  -- From a clock that was wrong.
  if latest and latest - present >= counter.length then return end
  latest = math.max(latest or present, present)
  counter.fills, counter.blocked = tonumber(fills), tonumber(blocked)
  for slot, count in slots:gmatch(' (%-?%d+):(%d+)') do
    slot, count = tonumber(slot), tonumber(count)
    if slot > latest - counter.length then
      counter.slots[#counter.slots + 1] = slot
      counter.counts[#counter.counts + 1] = count
      counter.total = counter.total + count
    end
  end
  if counter.total == 0 then counter.fills = 0 end
end

-- Reads a counter from the arguments: its key, its limit, and the length of its slots, their number and the current one.
local function counter_at(first)
  local counter = {
    key = ARGV[first], limit = tonumber(ARGV[first + 1]),
    width = tonumber(ARGV[first + 2]), length = tonumber(ARGV[first + 3]), present = tonumber(ARGV[first + 4]),
  }
  window(counter, counter.present)
  return counter
end

local function whole(number)
  return string.format('%.0f', number)
end

-- When a slot leaves the window.
local function leaves_at(counter, slot)
  return (slot + counter.length) * counter.width
end

local function keep(counter, now)
  local kept = {whole(counter.fills), whole(counter.blocked)}
  for i, slot in ipairs(counter.slots) do
    kept[#kept + 1] = whole(slot) .. ':' .. whole(counter.counts[i])
  end
  local last = counter.slots[#counter.slots]
  local ends = math.max(counter.blocked, last and leaves_at(counter, last) or 0)
  redis.call('SET', counter.name, table.concat(kept, ' '), 'EX', whole(math.max(ends - now, 0) + SPARE))
end
