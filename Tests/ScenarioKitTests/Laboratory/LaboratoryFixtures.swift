/// Laboratories to begin from.
enum LaboratoryFixtures {
    /// The example of the specification.
    static let example = """
        schema_version: 1
        name: smith-1962
        kind: laboratory
        institution: {name: double_auction, params: {book: cleared_after_trade, \
        improvement_rule: true}}
        ticks: 5
        steps: 5000
        price_range: [1, 400]
        buyers:  [{trader: zi_c, values: [325]}, {trader: zi_c, values: [300]}]
        sellers: [{trader: zi_c, costs: [75]}, {trader: zi_c, costs: [100]}]
        replications: 1000

        """

    /// Every field, one to a line.
    static let full = """
        schema_version: 1
        name: full
        kind: laboratory
        description: Every field once.
        seed: 9
        ticks: 6
        institution:
          name: posted_price
          params:
            price_rule: tatonnement
            price: 150
            speed: 0.2
            ceiling: 300
            floor: 50.5
        steps: 100
        price_range: [1, 400]
        buyers:
          - trader:
              name: zip
              params:
                c_r: 0.1
                c_a: 3
            values: [325, 300, 300]
          - trader:
              name: przi
              params:
                s: -0.5
            values: [275]
        sellers:
          - trader:
              name: gdx
              params:
                memory: 7
                gamma: 0.8
            costs: [75, 100]
        replications: 50

        """
}
