import Determinism
import Testing

@testable import Institutions

@Suite("Candidates for a pair")
struct RankedCandidatesTests {
    @Test(
        "the best score goes first, equal ones keep their order", arguments: 0..<30 as Range<UInt32>
    )
    func order(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/candidates")
        var candidates = (0..<random.below(400)).map { place in
            let score = random.below(3) == 0 ? Double(random.below(4)) : random.uniform() * 1e3
            return RankedCandidate(score: score, agent: Int32(place), partner: 0)
        }
        let wanted = candidates.sorted {
            $0.score == $1.score ? $0.agent < $1.agent : $0.score > $1.score
        }
        candidates.sortByScore()
        #expect(candidates.map(\.agent) == wanted.map(\.agent), "seed \(seed)")
    }

    @Test("scores at the ends of what there is are in order")
    func extremes() {
        let scores = [0, .leastNonzeroMagnitude, 1, .greatestFiniteMagnitude, .infinity]
        var candidates = scores.map { RankedCandidate(score: $0, agent: 0, partner: 0) }
        candidates.sortByScore()
        #expect(candidates.map(\.score) == scores.reversed())
    }
}
