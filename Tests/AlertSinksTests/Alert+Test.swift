import SluiceKit
import SluiceTestKit

extension Alert {
    /// A kill switch unless told otherwise.
    static func test(
        _ event: EventKind = .killSwitch, message: String = "loss 2.4%", number: Int = 7
    ) -> Alert {
        Alert(
            event, time: ManualClock.start, pipeline: "momentum-us", stage: "guard", instrument: "SPY",
            message: message, number: number)
    }
}
