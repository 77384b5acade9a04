import Kernel
import ScenarioKit

/// Economies to begin from.
enum EconomyFixtures {
    /// The least that can be written.
    static let small = """
        schema_version: 1
        name: small
        N: 8
        agents: 2
        initial_inventories: {A: [5, 6], B: 7}
        utilities: {mix: [{type: linear, weight: 1, params: {vA: 1, vB: 2}}]}
        resource_seed: {density: 0, amount: 0}

        """

    /// Every field of the drawn form, one to a line.
    static let drawn = """
        schema_version: 1
        name: drawn
        kind: economy
        description: Every field once.
        seed: 7
        ticks: 20
        N: 8
        agents: 2
        initial_inventories:
          A: [15, 16]
          B: 17
          M: [100, 200]
          lambda_money: [1, 2.5]
          M_0: 0.5
        utilities:
          mix:
            - type: ces
              weight: 0.2
              params:
                rho: -0.5
                wA: 0.4
                wB: 0.6
                epsilon: 1e-8
            - type: linear
              weight: 0.2
              params:
                vA: 1
                vB: 2
            - type: quadratic
              weight: 0.2
              params:
                A_star: 10
                B_star: 11
                sigma_A: 4
                sigma_B: 5
                gamma: 0.01
            - type: translog
              weight: 0.2
              params:
                alpha_0: -1
                alpha_A: 0.5
                alpha_B: 0.4
                beta_AA: -0.1
                beta_BB: -0.05
                beta_AB: 0.02
            - type: stone_geary
              weight: 0.2
              params:
                alpha_A: 0.6
                alpha_B: 0.4
                gamma_A: 5
                gamma_B: 6
        resource_seed:
          density: 0.25
          amount: 3

        """ + rules

    /// Every field of the form with listed agents, one to a line.
    static let listed = """
        schema_version: 1
        name: listed
        kind: economy
        description: Every field once.
        seed: 8
        ticks: 20
        N: 8
        agents:
          - id: 1
            position: [3, 4]
            inventory:
              A: 10
              B: 11
              M: 12
            utility:
              type: linear
              params:
                vA: 3
                vB: 4
            lambda_money: 2
            M_0: 1
          - id: 0
            position: [7, 0]
            inventory:
              A: 20
              B: 21
              M: 22
            utility:
              type: stone_geary
              params:
                alpha_A: 0.5
                alpha_B: 0.5
                gamma_A: 1
                gamma_B: 2
            lambda_money: 3
            M_0: 4
        resources:
          - position: [0, 7]
            good: B
            amount: 9

        """ + rules.replacing(cycle, with: "mode_schedule: [[0, 5, forage], [5, 9, trade]]")

    private static let cycle = """
        mode_schedule:
          type: global_cycle
          forage_ticks: 3
          trade_ticks: 4
          start_mode: trade
        """

    private static let rules = """
        params:
          spread: 0.1
          vision_radius: 6
          interaction_radius: 2
          move_budget_per_tick: 3
          dA_max: 4
          epsilon: 1e-11
          beta: 0.9
          forage_rate: 2
          resource_growth_rate: 1
          resource_max_amount: 6
          resource_regen_cooldown: 7
          enable_resource_claiming: false
          enforce_single_harvester: false
          trade_cooldown_ticks: 8
          trade_execution_mode: maximum
          exchange_regime: mixed_liquidity_gated
          liquidity_gate:
            min_quotes: 2
          money_mode: kkt_lambda
          money_utility_form: linear
          M_0: 0.25
          money_scale: 10
          lambda_money: 1.5
          lambda_update_rate: 0.3
          lambda_bounds:
            lambda_min: 0.01
            lambda_max: 100
          earn_money_enabled: false
          log_preferences: true
        \(cycle)
        search_protocol:
          name: myopic
          params: {}
        matching_protocol:
          name: three_pass
          params:
            skip_committed: true
            fallback_to_forage: true
        bargaining_protocol:
          name: take_it_or_leave_it
          params:
            proposer_power: 0.75
            proposer_selection: higher_id
            enumerate: all
        institution:
          name: bilateral
          params: {}

        """

    static func read(
        _ text: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<EconomyScenario> {
        ScenarioReader.readEconomy(
            bytes: Array(text.utf8), file: "test.yaml", overrides: overrides)
    }
}
