import SluiceEngine

/// Sends the lines of a run as soon as they are there, where time passes between cycles.
///
/// A run that goes as fast as it can gathers them into large pieces.
final class PromptOutput: RunObserver {
    private let console: Console
    private let isPaced: Bool

    init(console: Console, speed: RunOptions.Speed) {
        (self.console, isPaced) = (console, speed != .unlimited)
    }

    private func send(_ engine: Engine) { if isPaced || !engine.isSimulatedClock { console.flush() } }

    func began(_ engine: Engine) { console.flush() }
    func cycleEnded(_ engine: Engine) { send(engine) }
    func acted(_ engine: Engine) { send(engine) }
    func ended(_ engine: Engine) {}
}
