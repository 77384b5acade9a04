-- One action a request, each with an idempotency key of its own; a thread has one connection and
-- one agent. wrk -t64 -c64 -s load.lua URL; KEYS names a file with a key on each line.

local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init()
    local line = 0
    for key in io.lines(os.getenv("KEYS")) do
        if line == number then bearer = "Bearer " .. key end
        line = line + 1
    end
    math.randomseed(number + 1)
    -- Keys of one invocation are not those of another.
    prefix = os.getenv("PREFIX") .. "-" .. number .. "-"
    sent = 0
    wrk.headers["Authorization"] = bearer
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    sent = sent + 1
    wrk.headers["Idempotency-Key"] = prefix .. sent
    local side = math.random(2) == 1 and "bid" or "ask"
    local body = string.format(
        '{"actions":[{"type":"place_limit_order","side":"%s","price":"%.2f","quantity":"%.1f"}]}',
        side, 99.9 + math.random(0, 20) / 100, math.random(1, 20) / 10)
    return wrk.format("POST", "/v1/actions", nil, body)
end

-- Prints what a program can read: requests, seconds, answers that were no 2xx, latencies in µs.
function done(summary, latency)
    local broken = summary.errors
    print(string.format(
        'figures {"requests": %d, "seconds": %.3f, "refused": %d, "broken": %d, "p50": %d, '
            .. '"p99": %d, "max": %d}',
        summary.requests, summary.duration / 1e6, broken.status,
        broken.connect + broken.read + broken.write + broken.timeout,
        latency:percentile(50), latency:percentile(99), latency.max))
end
