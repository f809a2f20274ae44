import Dispatch
public import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// Turns what happens in a run into alerts and hands them to the sinks that asked for them.
///
/// The cycle never waits for a sink, and makes no text: it leaves drafts of plain numbers, in one batch a cycle, and
/// the task of each sink makes alerts of them. An event that no sink asks for costs a look at a bit.
public final class AlertDispatcher: RunObserver {
    private let plan: Plan
    private let queues: [SinkQueue]
    private let wanted: EventSet
    private var batch: [AlertDraft] = []
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
                guard case .alert(let sink) = try alert.decoded.build(builder.context(alert.id)).role else {
                    throw BuildError(stage: alert.id, message: "\(alert.plugin.fullName) is no alert sink")
                }
                try sink.start()
                queues.append(
                    SinkQueue(
                        id: alert.id, events: alert.events, sink: sink, plan: plan, log: surroundings.log))
            } catch let error as BuildError { throw error } catch {
                throw BuildError(stage: alert.id, message: "\(error)")
            }
        }
        self.queues = queues
        wanted = queues.reduce(into: []) { $0.formUnion($1.events) }
        if !queues.isEmpty { batch.reserveCapacity(8 * plan.instruments.count + 16) }
    }

    /// Sends `run.started`.
    public func began(_ engine: Engine) {
        draft(.runStarted, .message("\(plan.name) runs in \(plan.mode.rawValue) mode"), engine)
        send()
    }

    /// Sends the alerts of the cycle.
    public func cycleEnded(_ engine: Engine) {
        guard !wanted.isEmpty else { return }
        draftEvents(engine)
        if engine.report.skip == nil {
            if wanted.contains(.decisionBlocked) {
                for frame in engine.report.decisions { draftBlocked(frame, engine) }
            }
            if wanted.contains(.targetLimited) {
                for frame in engine.report.approved { draftLimited(frame, engine) }
            }
        }
        send()
    }

    /// Sends the alerts of what happened between two cycles.
    public func acted(_ engine: Engine) {
        guard !wanted.isEmpty else { return }
        draftEvents(engine)
        send()
    }

    /// Sends what stopping brought, and `run.stopped`.
    public func ended(_ engine: Engine) {
        for event in engine.report.events {
            if let kind = event.alert, kind == .orderCancelled || kind == .orderUnknown {
                draft(kind, .event(event), engine)
            }
        }
        let equity = fixedText(engine.portfolio.equity, places: 2)
        draft(.runStopped, .message("\(plan.name) has ended with equity \(equity)"), engine)
        send()
        for queue in queues { queue.close() }
    }

    /// Waits until every sink has delivered or given up, at most for a time.
    public func drain(for span: Span) {
        let moment = DispatchTime.now() + .nanoseconds(Int(span.nanoseconds))
        for queue in queues { queue.drain(until: moment) }
    }

    /// Targets are looked at for alerts of what limited them, and for no others.
    public var readsTargets: Bool { wanted.contains(.targetLimited) }
    /// Of orders that go nothing is told, of trades only where a sink asks for it.
    public var readsOrders: Bool { wanted.contains(.orderFilled) }

    /// What became of the alerts of each sink.
    public var tallies: [AlertTally] { queues.map(\.tally) }

    private func draftEvents(_ engine: Engine) {
        for event in engine.report.events {
            if let kind = event.alert { draft(kind, .event(event), engine) }
        }
    }

    private func draftBlocked(_ frame: DecisionFrame, _ engine: Engine) {
        for index in 0..<frame.count where frame.side[index] != 0 && frame.scale[index] == 0 {
            draft(.decisionBlocked, .cause(frame.causes[index], instrument: index), engine)
        }
    }

    private func draftLimited(_ frame: ApprovedTargetFrame, _ engine: Engine) {
        for index in 0..<frame.count where frame.causes[index].stage == frame.writer {
            let cause = frame.causes[index]
            guard !cause.reason.isNone else { continue }
            draft(.targetLimited, .cause(cause, instrument: index), engine)
        }
    }

    private func draft(_ event: EventKind, _ content: AlertDraft.Content, _ engine: Engine) {
        guard wanted.contains(event) else { return }
        number += 1
        batch.append(AlertDraft(event: event, content: content, time: engine.report.now, number: number))
    }

    /// Hands the batch over.
    private func send() {
        guard !batch.isEmpty else { return }
        for queue in queues { queue.add(batch) }
        batch.removeAll(keepingCapacity: true)
    }
}
