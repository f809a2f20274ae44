package import SluiceDocument
import SluiceKit

extension SweepPlan {
    static let formName = "sluice-sweep-plan"

    /// The plan as JSON lines: what it is of, then a line for each cell.
    ///
    /// The same plan gives the same bytes.
    package var text: String {
        var text = ""
        header.write(to: &text)
        text += "\n"
        for cell in cells {
            Self.object(cell).write(to: &text)
            text += "\n"
        }
        return text
    }

    /// What the plan is of.
    package var header: JSONValue {
        [
            "form": .string(Self.formName), "version": .int(Self.form), "program": .string(origin.program),
            "pipeline": .string(pipeline), "file": .string(request.file),
            "profile": JSONValue(request.profile), "mode": JSONValue(request.mode?.rawValue),
            "set": .array(request.overrides.map { .string($0) }),
            "allow_folder": .array(request.allowFolder.map { .string($0) }),
            "allow_looser_risk": .bool(request.allowsLooserRisk),
            "from": JSONValue(request.from.flatMap(\.text)), "to": JSONValue(request.until.flatMap(\.text)),
            "warm_up": .bool(request.warmsUp), "file_digest": .string(origin.file),
            "data": .array(
                origin.data.map { ["path": .string($0.path), "digest": .string($0.digest)] }),
            "metric": .string(metric.rawValue), "seed": .string("\(seed)"),
            "axes": .array(axes.map { .string($0) }),
            "windows": .array(
                windows.map { window in
                    [
                        "number": .int(window.number), "train": Self.array(window.train),
                        "test": Self.array(window.test),
                    ]
                }),
            "repeated": .int(repeated), "cells": .int(cells.count),
        ]
    }

    private static func array(_ days: SweepStretch) -> JSONValue {
        .array([.string("\(days.first)"), .string("\(days.last)")])
    }

    static func object(_ cell: SweepCell) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(cell.id)), .init("set", .array(cell.settings.map { .string($0.text) })),
        ]
        if let place = cell.place {
            members += [.init("window", .int(place.window)), .init("part", .string(place.part.rawValue))]
        }
        return .object(members)
    }
}
