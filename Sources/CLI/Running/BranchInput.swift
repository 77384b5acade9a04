import Determinism
import Persistence
import ScenarioKit

/// What the operator sets in a run from a tick on, as it is kept among its inputs.
struct BranchInput {
    let tick: Int64
    let setting: ScenarioSetting

    init(tick: Int64, setting: ScenarioSetting) {
        self.tick = tick
        self.setting = setting
    }

    /// Reads an input of a stored run.
    init(_ input: StoredInput) throws(BranchFault) {
        guard input.agent == nil, input.action["action"]?.stringValue == "branch",
            let path = input.action["path"]?.stringValue,
            let text = input.action["value"]?.stringValue
        else { throw BranchFault(reason: "an input that this version does not know") }
        tick = input.tick
        setting = ScenarioSetting(path: path, text: text)
    }

    /// The form a store keeps; its place among the inputs is the store's.
    var stored: StoredInput {
        StoredInput(
            receiveSequence: 0, tick: tick, agent: nil,
            action: [
                "action": "branch", "path": .string(setting.path), "value": .string(setting.text),
            ])
    }
}

/// Why something cannot be set in a run.
struct BranchFault: Error {
    let reason: String
}
