-- The names of the keys, which all scripts need. What else several scripts need has a file each, which `scripts.rs` puts before
-- those that call it: a script makes its functions anew in each run, which takes as long as two or three commands.
--
-- Times are those that the caller gives, in seconds, as text that is kept as it came: those of the clock of Redis, as the
-- caller has measured it. A position in the log is made from that clock too. Of a session:
--   session:<key>     hash   k the key of its subject, o its name, u subject, c created, l last used, e expires, i idle end,
--                            m how long it is remembered after its end, n client, d details, h its latest token, r when it was
--                            revoked, b the last position when it began, or that of the mark of its subject which spared it,
--                            q how often it was refreshed since w, where that is limited, p the token exchanged last, and until a
--                            purge x its successor sealed
--   spent:<key>       list   its tokens that were exchanged and are remembered, the first of them first
--   token:<digest>    string the key of its session; once exchanged, when follows
--   subject:<key>     zset   the keys of the sessions of a subject that were not ended, by when they were used last
--   ends              zset   keys of sessions, by when they can be forgotten
--   sealed            zset   the keys of sessions with a sealed successor, by when it was sealed
-- All sessions of a subject were ended, by a revocation at a position:
--   ended:<position>  zset   the keys of the sessions
--   sweep             list   the positions, until a purge has removed these
-- Of revocations:
--   revoked           hash   "<at> <until>" of each revocation key
--   forget            zset   revocation keys, by when they can be forgotten
--   log               zset   revocation keys, by their position
--   last              string the last position that was given
-- Of keys that can be used once:
--   used:<key>        string until when a key is used

local function key(kind, name)
  return KEYS[1] .. kind .. (name or '')
end
