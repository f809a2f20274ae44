import SluiceDocument
import SluiceMarket
import SluiceModels

/// A training run as JSON.
struct RunObject {
    private let run: TrainingRun

    init(_ run: TrainingRun) { self.run = run }

    /// The run, its models, and what is refused.
    var whole: JSONValue {
        [
            "path": .string(run.path), "latest": .bool(run.isLatestOfSeveral),
            "id": JSONValue(run.manifest?.id),
            "made": JSONValue(run.made?.iso8601), "digest": .string(run.digest.description),
            "models": .array(run.models.map(Self.model)), "refusals": .array(run.refusals.map(Self.refusal)),
            "notices": .array(run.notices.map(Self.notice)),
        ]
    }

    private static func model(_ model: TrainedModel) -> JSONValue {
        let minutes = model.metadata.interval.map { Double($0.nanoseconds) / 60e9 }
        return .object(
            place(model.place) + [
                .init("file", .string(model.file)), .init("format", .string(model.format.rawValue)),
                .init("features", .array(model.features.map { .string($0) })),
                .init("outputs", .int(model.model.evaluator.outputs)),
                .init("prepared", .bool(model.preprocessing != nil)),
                .init("interval_minutes", JSONValue(minutes)),
                .init("trained_until", JSONValue(model.trainedUntil?.iso8601)),
                .init("sha256", .string(model.digest.description)), .init("signed", .bool(model.isSigned)),
            ])
    }

    /// Why something was not loaded.
    static func refusal(_ refusal: RunRefusal) -> JSONValue {
        var members: [JSONValue.Member] = [.init("reason", .string(refusal.reason.rawValue))]
        members += refusal.model.map(place) ?? []
        members.append(.init("file", JSONValue(refusal.file)))
        switch refusal.place {
        case .line(let line): members.append(.init("line", .int(line)))
        case .byte(let byte): members.append(.init("byte", .int(byte)))
        case .path(let path): members.append(.init("field", .string(path)))
        case nil: break
        }
        return .object(members + [.init("message", .string(refusal.text))])
    }

    private static func notice(_ notice: RunNotice) -> JSONValue {
        .object(
            [.init("kind", .string(notice.kind.rawValue))] + (notice.model.map(place) ?? [])
                + [.init("message", .string(notice.text))])
    }

    /// Where a model stands, as members of its object.
    static func place(_ place: RunPlace) -> [JSONValue.Member] {
        [
            .init("target", .string(place.target)), .init("view", .string(place.view)),
            .init("universe", JSONValue(place.universe)), .init("symbol", JSONValue(place.symbol)),
            .init("family", .string(place.family)),
        ]
    }
}
