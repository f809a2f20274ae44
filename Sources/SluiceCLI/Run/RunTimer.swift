import SluiceEngine
import SluiceKit

/// Takes when the first cycle of a run began and when the last had ended.
final class RunTimer: StillObserver {
    let readsTargets = false
    let readsOrders = false
    /// Nil while there was none.
    private(set) var time: (began: WorkTime, ended: WorkTime)?

    func began(_ engine: Engine) { time = (.now, .now) }
    func cycleEnded(_ engine: Engine) {}
    func passed(_ held: HeldCycles) {}
    func acted(_ engine: Engine) {}
    func ended(_ engine: Engine) { if let began = time?.began { time = (began, .now) } }
}
