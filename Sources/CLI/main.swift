import Benchmarks
let r = ExchangeBenchmark.run(actions: 500_000, passes: 3, seed: 1)
print(r)
