extension Report {
    /// The line that ends every report.
    var total: String {
        "total \(agree + differ + notImplemented) agree \(agree) differ \(differ) not-implemented \(notImplemented)"
    }

    /// A line a stage, the first differences, and the total.
    var text: String {
        let width = stages.map(\.name.count).max() ?? 0
        var lines: [String] = []
        for stage in stages {
            let name = stage.name + String(repeating: " ", count: width - stage.name.count)
            lines.append(
                "\(name)  agree \(stage.agree)  differ \(stage.differ)  not implemented \(stage.notImplemented)"
            )
            for (id, difference) in stage.examples {
                lines.append("  \(id)  \(difference.path): got \(difference.got), want \(difference.want)")
            }
        }
        lines += complaints.map { "error: \($0)" }
        return (lines + [total]).joined(separator: "\n") + "\n"
    }

    /// The same as one JSON object.
    var json: JSON {
        .object([
            "stages": .array(stages.map(\.json)),
            "errors": .array(complaints.map { .text($0) }),
            "total": .integer(agree + differ + notImplemented),
            "agree": .integer(agree),
            "differ": .integer(differ),
            "not_implemented": .integer(notImplemented),
        ])
    }
}

extension Report.Stage {
    var json: JSON {
        .object([
            "stage": .text(name),
            "agree": .integer(agree),
            "differ": .integer(differ),
            "not_implemented": .integer(notImplemented),
            "differences": .array(
                examples.map {
                    .object([
                        "id": .text($0.id), "path": .text($0.difference.path),
                        "got": .text($0.difference.got),
                        "want": .text($0.difference.want),
                    ])
                }),
        ])
    }
}
