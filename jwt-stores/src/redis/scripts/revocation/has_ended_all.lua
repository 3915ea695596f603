return ended_all(ARGV[1], ARGV[2]) and 1 or 0
