import SluiceEngine

/// Says on standard error which stages of a continued run could not go on from what they had remembered.
final class AnewNotice: RunObserver {
    private let console: Console

    init(console: Console) { self.console = console }

    func began(_ engine: Engine) {
        let stages = engine.recalledAnew.map { "'\($0)'" }
        guard !stages.isEmpty else { return }
        console.error(
            "state: \(stages.joined(separator: ", ")) \(stages.count == 1 ? "begins" : "begin") anew: what was "
                + "remembered is of other settings, another universe or another version")
    }

    func cycleEnded(_ engine: Engine) {}
    func acted(_ engine: Engine) {}
    func ended(_ engine: Engine) {}
}
