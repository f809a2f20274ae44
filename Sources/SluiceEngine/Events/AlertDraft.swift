import SluiceKit
import SluiceMarket
import SluicePipeline

/// An alert as the cycle's thread leaves it: which event, when, its number, and the numbers its text is made of.
///
/// Making text costs microseconds, so it is left to the task that delivers.
struct AlertDraft: Sendable {
    /// What the text is made of.
    enum Content: Sendable {
        /// An event of the engine.
        case event(EngineEvent)
        /// Why something of one instrument is not as it was asked for.
        case cause(Cause, instrument: Int)
        /// The message itself.
        case message(String)
    }

    let event: EventKind
    let content: Content
    let time: Timestamp
    let number: Int

    /// The alert with its text.
    func alert(_ plan: Plan) -> Alert {
        let text = text(plan)
        return Alert(
            event, time: time, pipeline: plan.name, stage: text.stage, instrument: text.instrument,
            message: text.message, number: number
        )
    }

    private func text(_ plan: Plan) -> AlertText {
        switch content {
        case .event(let event): AlertText(event, plan)
        case .cause(let cause, let instrument): AlertText(cause, plan, instrument: instrument)
        case .message(let message): AlertText(message)
        }
    }
}
