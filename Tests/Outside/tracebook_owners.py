"""Self-trade prevention against Tracebook's reference engine, by Tracebook's own generator.

The profiles of `qualify` leave owners free to trade with themselves; here the same traces run
with both policies: `tracebook_owners.py SEED TRACES CATALLAXY`. Ends with 1 at a difference.
"""

import json
import sys
from dataclasses import replace

from tracebook.conformance import ConformanceConfig, ExternalProcessAdapterFactory
from tracebook.conformance.campaign import get_campaign_profile, run_campaign
from tracebook.core.order import SelfTradePolicy


def main() -> int:
    seed, traces, binary = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    factory = ExternalProcessAdapterFactory(
        [binary, "match", "--tracebook-stdio"], timeout_seconds=30
    )
    for policy in (SelfTradePolicy.CANCEL_RESTING, SelfTradePolicy.CANCEL_INCOMING):
        profile = replace(
            get_campaign_profile("fifo-full-v1"),
            name="fifo-" + policy.name.lower().replace("_", "-"),
            config=ConformanceConfig(self_trade_policy=policy),
        )
        result = run_campaign(
            factory, profile=profile, seed=seed, traces=traces, events_per_trace=200
        )
        if not result.conformant:
            print(f"{policy.name}, seed {seed}: differs", file=sys.stderr)
            print(json.dumps(result.failure_bundle_dict(), indent=2), file=sys.stderr)
            for event in result.failure.minimization.events:
                print(json.dumps(event.to_dict()), file=sys.stderr)
            return 1
        print(f"{policy.name}: {len(result.traces)} traces agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
