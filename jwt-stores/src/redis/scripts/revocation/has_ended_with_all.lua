local session, subject = ARGV[1], ARGV[2]
-- A session that is not stored counts as begun before everything.
local began = redis.call('HGET', key('session:', session), 'b') or '-1'
return is_marked(subject, began) and 1 or 0
