-- What wrk sends and tells: the requests of a file, one after the other, and one line of JSON at the end.
-- Arguments: the file, whose requests end with a zero byte, and the statuses that are expected, with commas between.
-- Without a file wrk sends the one request of its command line.

local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

local function read_all(path)
   local file = assert(io.open(path, "rb"))
   local content = file:read("*a")
   file:close()
   return content:gmatch("([^%z]+)%z")
end

function init(args)
   unexpected, ran_out, first_unexpected = 0, false, ""
   if not args[1] then
      return
   end
   local next_request, last, expected = read_all(args[1]), nil, {}
   for status in args[2]:gmatch("%d+") do
      expected[tonumber(status)] = true
   end

   function request()
      local found = next_request()
      ran_out = ran_out or not found
      last = found or last
      return last
   end

   function response(status, headers, body)
      if not expected[status] then
         unexpected = unexpected + 1
         if unexpected == 1 then
            first_unexpected = status .. " " .. body:sub(1, 300)
         end
      end
   end
end

local function quoted(text)
   return '"' .. text:gsub('[%c\\"]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

function done(summary, latency, requests)
   local errors = summary.errors
   local bad, out, first = errors.status, false, ""
   for _, thread in ipairs(threads) do
      bad = math.max(bad, thread:get("unexpected"))
      out = out or thread:get("ran_out")
      first = first .. thread:get("first_unexpected")
   end
   io.write(string.format(
      '\n{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "unexpected": %d, "broken": %d, "ran_out": %s, "first": %s}\n',
      summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), bad,
      errors.connect + errors.read + errors.write + errors.timeout, tostring(out), quoted(first)))
end
