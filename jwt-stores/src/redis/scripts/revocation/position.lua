return redis.call('GET', key('last')) or '0'
