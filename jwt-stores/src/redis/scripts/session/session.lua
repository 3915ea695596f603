return alive(ARGV[1], tonumber(ARGV[2])) or nil
