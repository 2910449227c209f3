-- What wrk sends: a request template in which <LENGTH> and <VALUE> are filled in anew for each request.
-- Arguments: template file, seed, picker, the picker's own argument.

local before, between, after, fixed_length, pick

local function read_all(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function customer(number)
  return string.format("customer-%07d", number)
end

local pickers = {}

function pickers.random(count)
  local last = tonumber(count)
  return function() return customer(math.random(1, last)) end
end

function pickers.new(first)
  local number = tonumber(first) - 1
  return function()
    number = number + 1
    return customer(number)
  end
end

function pickers.line(path)
  local lines = {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  return function() return lines[math.random(1, #lines)] end
end

function init(args)
  before, between, after = read_all(args[1]):match("^(.-)<LENGTH>(.-)<VALUE>(.*)$")
  fixed_length = #between - #"\r\n\r\n" + #after
  math.randomseed(tonumber(args[2]))
  pick = pickers[args[3]](args[4])
end

function request()
  local value = pick()
  return before .. (fixed_length + #value) .. between .. value .. after
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'bench {"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, ' ..
    '"not_200": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
