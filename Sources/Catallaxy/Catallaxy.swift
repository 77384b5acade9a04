// One import for the whole library. The documentation catalogue lies beside this file.
@_exported public import Accounting
@_exported public import Analytics
@_exported public import Bots
@_exported public import Determinism
@_exported public import History
@_exported public import Institutions
@_exported public import Kernel
@_exported public import MarketModel
@_exported public import Matching
@_exported public import Primitives
@_exported public import Runner
@_exported public import ScenarioKit
