"""Lets the remote market maker compete with the bots of a served run, and says how it fared.

    catallaxy serve Scenarios/exchange/market-maker-vs-trend.yaml --tick-every 100ms
    CATALLAXY_ADMIN_KEY=KEYID.SECRET python3 compete.py --seconds 60

The operator's key is the one that `catallaxy serve` prints. The remote maker gets what the market
makers of the scenario have, quotes as they do, and ends in the same leaderboard.
"""
import argparse
import os
import time

from catallaxy_client import Client
from market_maker import MarketMaker


def join(url, operator_key, name, balances):
    """A new agent; returns its number and a client with its key."""
    created = Client(url, operator_key).post("/v1/agents", {"name": name, "balances": balances})
    market = Client(url, created["api_key"])
    # It takes part from the next tick on.
    while market.get("/v1/agent")["status"] == "joining":
        time.sleep(0.05)
    return created["agent_id"], market


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default=os.environ.get("CATALLAXY_URL", "http://127.0.0.1:8080"))
    parser.add_argument("--name", default="remote-maker")
    parser.add_argument("--spread-bps", type=int, default=50)
    parser.add_argument("--seconds", type=float, help="stop after so long")
    words = parser.parse_args()
    endowment = {"CASH": "10000", "ASSET": "100"}
    agent, market = join(words.url, os.environ["CATALLAXY_ADMIN_KEY"], words.name, endowment)
    maker = MarketMaker(market, words.spread_bps)
    maker.run(words.seconds)
    print(f"{'rank':>4} {'agent':<18} {'pnl':>12} {'spread':>12} {'inventory':>12} "
          f"{'fees':>10} {'trades':>7}")
    for row in market.get("/v1/leaderboard", metric="pnl")["items"]:
        if row["agent_id"] != agent and row.get("bot") != "market_maker":
            continue
        print(f"{row['rank']:>4} {row['name']:<18} {float(row['pnl']):>12.2f} "
              f"{float(row['spread']):>12.2f} {float(row['inventory']):>12.2f} "
              f"{float(row['fees']):>10.2f} {row['trade_count']:>7}")


if __name__ == "__main__":
    main()
