extension BadFileTests {
    static let agents = #"""
        kind: bot ⟶ kind: robot | 33:11 agents[0].kind | did you mean 'bot'?
        bot: market_maker ⟶ bot: marketmaker | 34:10 agents[0].bot | did you mean 'market_maker'?
        bot: market_maker ⟶ bot: noise | 34:10 agents[0].bot | known: aggressive_taker, market_maker
            bot: market_maker⏎ ⟶  | 33:5 agents[0].bot | missing
        name: maker ⟶ name: "" | 35:11 agents[0].name | 1 to 64 characters
        name: maker ⟶ name: "ma ker" | 35:11 agents[0].name | 1 to 64 characters
        name: maker ⟶ name: "\u202Ereka" | 35:11 agents[0].name | \u{202E}
        count: 2 ⟶ count: -2 | 36:12 agents[0].count | from 0 to 1000000
        count: 2 ⟶ count: 1000001 | 36:12 agents[0].count | from 0 to 1000000
        count: 2 ⟶ count: two | 36:12 agents[0].count | found 'two'
        count: 1 ⟶ count: 999999 | 48:12 agents[1].count | found 1000001 agents up to here
        cash: 1000 ⟶ cash: -1 | 37:11 agents[0].cash | from 0 to 1000000000000000
        cash: 1000 ⟶ cash: 1e3 | 37:11 agents[0].cash | found '1e3'
        cash: 1000 ⟶ cash: 1000000000000001 | 37:11 agents[0].cash | found '1000000000000001'
        cash: 1000 ⟶ cash: 600000000000000
            | 37:11 agents[0].cash | endowments and mints of CASH make 1200000000000000
        cash: 1000 ⟶ cash: 499999999999740 | 66:13 events[1].amount | 1000000000000010 up to here
        ASSET: 10 ⟶ ASSETS: 10
            | 39:7 agents[0].holdings.ASSETS | unknown asset 'ASSETS'; did you mean 'ASSET'?
        ASSET: 10 ⟶ CASH: 10 | 39:7 agents[0].holdings.CASH | expected it as cash
        ASSET: 10 ⟶ ASSET: -1 | 39:14 agents[0].holdings.ASSET | found '-1'
        ASSET: 10 ⟶ ASSET: 1⏎      ASSET: 2
            | 40:7 agents[0].holdings.ASSET | twice, first on line 39
        spread_bps: 25 ⟶ spread_pbs: 25
            | 41:7 agents[0].parameters.spread_pbs | did you mean 'spread_bps'?
        spread_bps: 25 ⟶ spread_bps: 10001 | 41:19 agents[0].parameters.spread_bps | from 0 to 10000
        spread_bps: 25 ⟶ spread_bps: "25" | 41:19 agents[0].parameters.spread_bps | without quotes
        spread_bps: 25 ⟶ spread_bps: nan | 41:19 agents[0].parameters.spread_bps | found 'nan'
        spread_bps: 25 ⟶ spread_bps: 1e400 | 41:19 agents[0].parameters.spread_bps | found '1e400'
        spread_bps: 25 ⟶ spread_bps: 0x1p3 | 41:19 agents[0].parameters.spread_bps | found '0x1p3'
        size: 3 ⟶ size: 1e3 | 42:13 agents[0].parameters.size | found '1e3'
        latency: 1 ⟶ latency: -1 | 44:14 agents[0].latency | from 0 to 1000000
        latency: 1 ⟶ latency: 1000001 | 44:14 agents[0].latency | from 0 to 1000000
        wake_rate: 0.5 ⟶ wake_rate: 1.1 | 45:16 agents[0].wake_rate | from 0 to 1
        wake_rate: 0.5 ⟶ wake_rate: -0.1 | 45:16 agents[0].wake_rate | from 0 to 1
        kind: remote ⟶ kind: remote⏎    bot: random | 47:5 agents[1].bot | not allowed for remote
        kind: remote ⟶ kind: remote⏎    parameters: {}
            | 47:5 agents[1].parameters | not allowed for remote
        name: guest ⟶ nam: guest | 47:5 agents[1].nam | did you mean 'name'?
        """#

    static let events = #"""
        kind: shock ⟶ kind: schock | 55:11 events[0].kind | did you mean 'shock'?
        kind: shock ⟶ knd: shock | 55:5 events[0].knd | did you mean 'kind'?
        kind: shock ⟶ kind: resume | 55:11 events[0].kind | one of shock, mint
          - kind: shock⏎    tick: 1⏎ ⟶   - tick: 1⏎ | 55:5 events[0].kind | missing; expected one of
        tick: 1⏎ ⟶ tick: -1⏎ | 56:11 events[0].tick | found '-1'
        tick: 1⏎ ⟶ tik: 1⏎ | 56:5 events[0].tik | did you mean 'tick
        bots: [random, maker-1] ⟶ bots: [random, maker-3]
            | 58:20 events[0].bots[1] | unknown bot or agent 'maker-3'; did you mean 'maker-1'?
        bots: [random, maker-1] ⟶ bots: [random, maker-01]
            | 58:20 events[0].bots[1] | unknown bot or agent
        bots: [random, maker-1] ⟶ bots: randm | 58:11 events[0].bots | did you mean 'random'?
        bots: [random, maker-1] ⟶ bots: [] | 58:11 events[0].bots | found an empty list
        bots: [random, maker-1] ⟶ bots: [random, [x]]
            | 58:20 events[0].bots[1] | found a list, expected a name
        bots: [random, maker-1] ⟶ bots: {a: b} | 58:11 events[0].bots | found a mapping
        side: ask ⟶ side: sell | 59:11 events[0].side | one of bid, ask
        probability: 0.25 ⟶ probability: 1.5 | 60:18 events[0].probability | from 0 to 1
        probability: 0.25 ⟶ probability: .25 | 60:18 events[0].probability | found '.25'
        ticks: 3 ⟶ ticks: 0 | 61:12 events[0].ticks | from 1
        agents: all ⟶ agents: al | 64:13 events[1].agents | did you mean 'all'?
        agents: all ⟶ agents: maker | 64:13 events[1].agents | unknown agent 'maker'
        asset: CASH ⟶ asset: CAHS | 65:12 events[1].asset | did you mean 'CASH'?
        amount: 10 ⟶ amount: 0 | 66:13 events[1].amount | from 0.00000001
        amount: 10 ⟶ amount: -10 | 66:13 events[1].amount | '-10'
        agents: [maker-2, guest-1] ⟶ agents: [maker-2, guest-2]
            | 69:23 events[2].agents[1] | 'guest-2'
        cancel_orders: true ⟶ cancel_orders: on | 76:20 events[3].cancel_orders | true or false
        cancel_orders: true ⟶ amount: 5 | 76:5 events[3].amount | not allowed for halt
        ticks: 5 ⟶ ticks: 0 | 75:12 events[3].ticks | from 1
        taker_bps: -1 ⟶ taker_bps: -2 | 81:16 events[4].taker_bps | a sum of 0 or more
            taker_bps: -1⏎ ⟶  | 77:5 events[4].taker_bps | missing
        price: 101.5 ⟶ price: 101.505 | 85:12 events[5].price | a multiple of tick_size, 0.01
        price: 101.5 ⟶ price: 1000.01 | 85:12 events[5].price | at most max_price, 1000
        ASSET/CASH⏎    price ⟶ ASSET/CSH⏎    price
            | 84:17 events[5].instrument | did you mean 'ASSET/CASH'?
        """#
}
