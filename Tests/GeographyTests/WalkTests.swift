import Determinism
import Geography
import Primitives
import TestSupport
import Testing

@Suite("Walking")
struct WalkTests {
    @Test(
        "the longer way comes first, x where both are as long",
        arguments: [
            // from, goal, budget, where it ends
            ([0, 0], [3, 3], 1, [1, 0]), ([0, 0], [3, 3], 2, [1, 1]),
            ([5, 5], [5, 1], 3, [5, 2]),
            ([6, 3], [4, 3], 9, [4, 3]), ([4, 4], [1, 2], 2, [2, 4]),
            ([2, 2], [2, 2], 4, [2, 2]),
        ] as [([Int32], [Int32], Int, [Int32])])
    func steps(from: [Int32], goal: [Int32], budget: Int, end: [Int32]) {
        let found = Position(x: from[0], y: from[1])
            .walking(towards: Position(x: goal[0], y: goal[1]), budget: budget)
        #expect(found == Position(x: end[0], y: end[1]))
    }

    @Test("a walk is as long as its budget, or reaches its goal")
    func lengths() {
        for x in Int32(0)..<7 {
            for y in Int32(0)..<7 {
                for budget in 0..<14 {
                    let start = Position(x: 3, y: 2)
                    let goal = Position(x: x, y: y)
                    let end = start.walking(towards: goal, budget: budget)
                    let way = start.distance(to: goal)
                    #expect(start.distance(to: end) == min(way, budget))
                    #expect(end.distance(to: goal) == max(0, way - budget))
                }
            }
        }
    }

    @Test(
        "walks are as published",
        .enabled(if: ConformanceData.isPresent, "\(ConformanceData.absence)"))
    func vectors() throws {
        let documents = try ConformanceData.documents("vectors/movement.jsonl")
        #expect(documents.count > 20)
        for document in documents {
            func position(_ key: String) -> Position {
                let pair = document[key]?.arrayValue?.compactMap(\.integerValue) ?? []
                return Position(x: Int32(pair[0]), y: Int32(pair[1]))
            }
            let budget = Int(document["budget"]?.integerValue ?? 0)
            let found = position("start").walking(towards: position("target"), budget: budget)
            #expect(found == position("result"), "\(document)")
        }
    }
}
