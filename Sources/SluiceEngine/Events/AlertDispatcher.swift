import Dispatch
public import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// Turns what happens in a run into alerts and hands them to the sinks that asked for them.
///
/// The cycle never waits for a sink. An event that no sink asks for costs a look at a set.
public final class AlertDispatcher: RunObserver {
    private let plan: Plan
    private let queues: [SinkQueue]
    private let wanted: Set<EventKind>
    private var number = 0

    /// Builds the sinks of a plan.
    /// - Throws: `BuildError` with the sink that could not be built.
    public init(
        plan: Plan, surroundings: Surroundings, clock: any StageClock, seed: UInt64? = nil
    ) throws(BuildError) {
        self.plan = plan
        let builder = EngineBuilder(
            plan: plan, surroundings: surroundings, clock: clock, seed: seed ?? plan.seed)
        var queues: [SinkQueue] = []
        for alert in plan.alerts {
            do {
                guard let sink = try alert.decoded.build(builder.context(alert.id)) as? any AlertSink else {
                    throw BuildError(stage: alert.id, message: "\(alert.plugin.fullName) is no alert sink")
                }
                try sink.start()
                queues.append(
                    SinkQueue(id: alert.id, events: alert.events, sink: sink, log: surroundings.log))
            } catch let error as BuildError { throw error } catch {
                throw BuildError(stage: alert.id, message: "\(error)")
            }
        }
        self.queues = queues
        wanted = queues.reduce(into: []) { $0.formUnion($1.events) }
    }

    /// Sends `run.started`.
    public func began(_ engine: Engine) {
        send(AlertText(.runStarted, "\(plan.name) runs in \(plan.mode.rawValue) mode"), at: engine.report.now)
    }

    /// Sends the alerts of the cycle.
    public func cycleEnded(_ engine: Engine) {
        guard !wanted.isEmpty else { return }
        for event in engine.report.events {
            if let text = AlertText(event, plan) { send(text, at: engine.report.now) }
        }
        guard engine.report.skip == nil else { return }
        if wanted.contains(.decisionBlocked) {
            for frame in engine.report.decisions { sendBlocked(frame, at: engine.report.now) }
        }
        if wanted.contains(.targetLimited) {
            for frame in engine.report.approved { sendLimited(frame, at: engine.report.now) }
        }
    }

    /// Sends what stopping brought, and `run.stopped`.
    public func ended(_ engine: Engine) {
        for event in engine.report.events {
            if let text = AlertText(event, plan), text.event == .orderCancelled || text.event == .orderUnknown
            {
                send(text, at: engine.report.now)
            }
        }
        let equity = fixedText(engine.portfolio.equity, places: 2)
        send(AlertText(.runStopped, "\(plan.name) has ended with equity \(equity)"), at: engine.report.now)
        for queue in queues { queue.close() }
    }

    /// Waits until every sink has delivered or given up, at most for a time.
    public func drain(for span: Span) {
        let moment = DispatchTime.now() + .nanoseconds(Int(span.nanoseconds))
        for queue in queues { queue.drain(until: moment) }
    }

    /// What became of the alerts of each sink.
    public var tallies: [AlertTally] { queues.map(\.tally) }

    private func sendBlocked(_ frame: DecisionFrame, at now: Timestamp) {
        for index in 0..<frame.count where frame.side[index] != 0 && frame.scale[index] == 0 {
            let cause = frame.causes[index]
            send(
                AlertText(
                    .decisionBlocked, cause.text, stage: name(cause), instrument: plan.instruments[index]),
                at: now
            )
        }
    }

    private func sendLimited(_ frame: ApprovedTargetFrame, at now: Timestamp) {
        for index in 0..<frame.count where frame.causes[index].stage == frame.writer {
            let cause = frame.causes[index]
            guard !cause.reason.isNone else { continue }
            send(
                AlertText(
                    .targetLimited, cause.text, stage: name(cause), instrument: plan.instruments[index]),
                at: now
            )
        }
    }

    private func name(_ cause: Cause) -> String? { cause.stage >= 0 ? plan.stages[Int(cause.stage)].id : nil }

    private func send(_ text: AlertText, at time: Timestamp) {
        guard wanted.contains(text.event) else { return }
        number += 1
        let alert = Alert(
            text.event, time: time, pipeline: plan.name, stage: text.stage, instrument: text.instrument,
            message: text.message, number: number
        )
        for queue in queues where queue.events.contains(text.event) { queue.add(alert) }
    }
}
