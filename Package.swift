// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The house, lowest floor first. A target may depend only on targets of a lower floor;
// `targets(of:)` below stops the build when it does not.
let house: [[Room]] = [
    // 0 What trading is about, and where a word stood in a file. No input, no output.
    [
        Room("CColumns", kind: .c(link: nil)),
        Room("CCrypto", kind: .c(link: nil)),
        Room("CCurl", kind: .c(link: nil)),
        Room("CDuckDB", kind: .c(link: nil)),
        Room("CForest", kind: .c(link: nil)),
        Room("CONNXRuntime", kind: .c(link: nil)),
        Room("CSQLite", kind: .system(pkgConfig: "sqlite3", apt: "libsqlite3-dev")),
        Room("CStream", kind: .c(link: nil)),
        Room("CYAML", kind: .system(pkgConfig: "yaml-0.1", apt: "libyaml-dev")),
        Room("CZlib", kind: .system(pkgConfig: "zlib", apt: "zlib1g-dev")),
        Room("CZstd", kind: .c(link: nil)),
        Room("SluiceDocument"),
        Room("SluiceMarket"),
    ],
    // The formulas, and loops over columns of numbers.
    [Room("SluiceNumerics", uses: ["CColumns"])],
    // 1 What a plugin author reads; files to nodes; the way out to other machines.
    [
        Room("SluiceColumns", uses: ["SluiceDocument"]),
        Room("SluiceHTTP", uses: ["CCurl"]),
        Room("SluiceKit", uses: ["CStream", "SluiceDocument", "SluiceMarket", "SluiceNumerics"]),
        Room("SluiceYAML", uses: ["CYAML", "SluiceDocument"]),
    ],
    // Model files to evaluators, and the runs that they stand in.
    [
        Room("SluiceModels", uses: ["CCrypto", "CForest", "CONNXRuntime", "SluiceKit", "SluiceMarket"])
    ],
    // 2 From file to graph; the stages that ship, and what keeps them honest.
    [
        Room(
            "Arbiters", at: "Plugins/Arbiters",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room(
            "Blenders", at: "Plugins/Blenders",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room("AlertSinks", at: "Plugins/AlertSinks", uses: ["SluiceDocument", "SluiceKit", "SluiceMarket"]),
        Room(
            "Brokers", at: "Plugins/Brokers",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]),
        Room(
            "Calibrators", at: "Plugins/Calibrators",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room(
            "DataSources", at: "Plugins/DataSources",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket"]
        ),
        Room(
            "Executions", at: "Plugins/Executions",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room(
            "Gates", at: "Plugins/Gates",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room("Learners", at: "Plugins/Learners", uses: ["SluiceKit", "SluiceMarket", "SluiceNumerics"]),
        Room(
            "Predictors", at: "Plugins/Predictors",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceModels", "SluiceNumerics"]
        ),
        Room(
            "RiskChecks", at: "Plugins/RiskChecks",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room(
            "Sizers", at: "Plugins/Sizers",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room("SluiceFiles", uses: ["CDuckDB", "CZlib", "CZstd", "SluiceKit"]),
        Room(
            "SluiceHistory",
            uses: ["SluiceColumns", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics"]
        ),
        Room("SluiceJournal", uses: ["CSQLite", "SluiceDocument", "SluiceKit", "SluiceMarket"]),
        Room(
            "SluicePipeline",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics", "SluiceYAML"]),
        Room("SluiceTestKit", uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceYAML"]),
    ],
    // What only tests link or run.
    [
        Room("CAllocations", at: "Tests/Support/CAllocations", kind: .c(link: nil)),
        Room("CPowerLoss", at: "Tests/Support/CPowerLoss", kind: .c(link: "sqlite3")),
        Room("LoopbackServer", at: "Tests/Support/LoopbackServer"),
        Room("TemporaryFolders", at: "Tests/Support/TemporaryFolders"),
        Room(
            "TestPlugins", at: "Tests/Support/TestPlugins",
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket"]),
        Room("ModelRunner", at: "Tests/ModelRunner", kind: .program, uses: ["SluiceModels"]),
        Room(
            "VectorRunner", at: "Tests/VectorRunner", kind: .program,
            uses: ["Executions", "SluiceMarket", "SluiceNumerics"]),
    ],
    // 3 The cycle; what ships together; what there is to know of it all.
    [
        Room(
            "SluiceEngine",
            uses: [
                "SluiceDocument", "SluiceHistory", "SluiceJournal", "SluiceKit", "SluiceMarket",
                "SluiceNumerics", "SluicePipeline",
            ]
        ),
        Room(
            "SluiceBuiltins",
            uses: [
                "AlertSinks", "Arbiters", "Blenders", "Brokers", "Calibrators", "DataSources", "Executions",
                "Gates", "Learners", "Predictors", "RiskChecks", "Sizers", "SluiceKit",
            ]
        ),
        Room("SluiceReference", uses: ["SluiceDocument", "SluiceKit", "SluicePipeline", "SluiceYAML"]),
    ],
    // 4 What a run leaves, and what is told of it.
    [
        Room(
            "SluiceReport",
            uses: [
                "SluiceColumns", "SluiceDocument", "SluiceEngine", "SluiceKit", "SluiceMarket",
                "SluiceNumerics", "SluicePipeline",
            ])
    ],
    // What a pipeline comes to with many settings.
    [
        Room(
            "SluiceSweep",
            uses: [
                "SluiceDocument", "SluiceEngine", "SluiceHistory", "SluiceJournal", "SluiceKit",
                "SluiceMarket", "SluiceNumerics", "SluicePipeline", "SluiceReference", "SluiceReport",
            ])
    ],
    // 5 Commands.
    [
        Room(
            "SluiceCLI",
            uses: [
                "SluiceDocument", "SluiceEngine", "SluiceFiles", "SluiceHTTP", "SluiceHistory",
                "SluiceJournal", "SluiceKit", "SluiceMarket", "SluiceModels", "SluiceNumerics",
                "SluicePipeline", "SluiceReference", "SluiceReport", "SluiceSweep", "SluiceYAML",
            ],
            packages: [.product(name: "ArgumentParser", package: "swift-argument-parser")]
        )
    ],
    // 6 The program.
    [
        Room("sluice", kind: .program, uses: ["SluiceBuiltins", "SluiceCLI"])
    ],
    // Programs that only tests run, above the engine that they prove.
    [
        Room(
            "CrashRunner", at: "Tests/Crash/Runner", kind: .program,
            uses: [
                "Blenders", "Executions", "LoopbackServer", "RiskChecks", "SluiceDocument", "SluiceEngine",
                "SluiceFiles", "SluiceHTTP", "SluiceJournal", "SluiceKit", "SluiceMarket", "SluicePipeline",
                "SluiceTestKit",
            ]
        ),
        Room(
            "Simulation", at: "Tests/Simulation", kind: .program,
            uses: [
                "Blenders", "Brokers", "Executions", "Gates", "RiskChecks", "Sizers", "SluiceDocument",
                "SluiceEngine",
                "SluiceJournal", "SluiceKit", "SluiceMarket", "SluicePipeline", "SluiceTestKit",
            ]),
    ],
    // Tests sit above everything.
    [
        Room(
            "AlertSinksTests", kind: .tests,
            uses: [
                "AlertSinks", "CAllocations", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceTestKit",
            ]
        ),
        Room(
            "ArbitersTests", kind: .tests,
            uses: ["Arbiters", "CAllocations", "SluiceKit", "SluiceMarket", "SluiceTestKit"]
        ),
        Room("CColumnsTests", kind: .tests, uses: ["CColumns", "SluiceKit"]),
        Room(
            "BlendersTests", kind: .tests,
            uses: [
                "Blenders", "CAllocations", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceTestKit",
            ]
        ),
        Room("ArchitectureTests", kind: .tests, uses: ["SluiceBuiltins", "SluiceKit"]),
        Room(
            "calibration-curves", at: "Tests/Conformance/calibration/CalibrationCurves", kind: .program,
            uses: ["SluiceNumerics"]),
        Room(
            "indicator-values", at: "Tests/Conformance/indicators/IndicatorValues", kind: .program,
            uses: ["SluiceNumerics"]),
        Room(
            "runtime-values", at: "Tests/Conformance/onnxruntime/RuntimeValues", kind: .program,
            uses: ["SluiceFiles", "SluiceKit", "SluiceModels"]),
        Room(
            "restarted-run", at: "Tests/Conformance/onnxruntime/RestartedRun", kind: .program,
            uses: [
                "SluiceBuiltins", "SluiceEngine", "SluiceFiles", "SluiceKit", "SluiceMarket",
                "SluicePipeline",
                "SluiceTestKit",
            ]),
        Room(
            "run-values", at: "Tests/Conformance/models/RunValues", kind: .program,
            uses: ["SluiceFiles", "SluiceModels"]),
        Room(
            "calendar-days", at: "Tests/Conformance/calendars/CalendarDays", kind: .program,
            uses: ["SluiceMarket"]),
        Room(
            "blend-fits", at: "Tests/Conformance/blending/BlendFits", kind: .program,
            uses: ["SluiceNumerics"]),
        Room("CrashTests", kind: .tests, uses: ["CrashRunner", "SluiceMarket"]),
        Room(
            "BrokersTests", kind: .tests,
            uses: [
                "Brokers", "CAllocations", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics",
                "SluiceTestKit",
            ]
        ),
        Room(
            "CalibratorsTests", kind: .tests,
            uses: [
                "CAllocations", "Calibrators", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceTestKit",
            ]
        ),
        Room(
            "DataSourcesTests", kind: .tests,
            uses: [
                "CAllocations", "DataSources", "SluiceDocument", "SluiceFiles", "SluiceKit", "SluiceMarket",
                "SluiceTestKit",
            ]
        ),
        Room(
            "ExecutionsTests", kind: .tests,
            uses: ["CAllocations", "Executions", "SluiceKit", "SluiceMarket", "SluiceTestKit"]
        ),
        Room(
            "GatesTests", kind: .tests,
            uses: ["CAllocations", "Gates", "SluiceKit", "SluiceMarket", "SluiceTestKit"]
        ),
        Room(
            "LearnersTests", kind: .tests,
            uses: ["CAllocations", "Learners", "SluiceKit", "SluiceMarket", "SluiceTestKit"]
        ),
        Room(
            "RiskChecksTests", kind: .tests,
            uses: [
                "CAllocations", "RiskChecks", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics",
                "SluiceTestKit",
            ]
        ),
        Room(
            "SizersTests", kind: .tests,
            uses: ["CAllocations", "Sizers", "SluiceKit", "SluiceMarket", "SluiceNumerics", "SluiceTestKit"]
        ),
        Room(
            "EndToEndTests", kind: .tests,
            uses: ["LoopbackServer", "SluiceKit", "SluiceMarket", "SluiceTestKit"]
        ),
        Room(
            "PredictorsTests", kind: .tests,
            uses: [
                "CAllocations", "Predictors", "SluiceDocument", "SluiceFiles", "SluiceKit", "SluiceMarket",
                "SluiceModels", "SluiceNumerics", "SluiceTestKit", "TemporaryFolders",
            ]
        ),
        Room(
            "SluiceCLITests", kind: .tests,
            uses: [
                "SluiceCLI", "SluiceDocument", "SluiceFiles", "SluiceJournal", "SluiceKit", "SluiceMarket",
                "SluiceModels", "SluiceNumerics", "TestPlugins",
            ],
            packages: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
            exclude: ["Snapshots"]),
        Room(
            "SluiceColumnsTests", kind: .tests,
            uses: ["CAllocations", "SluiceColumns", "SluiceDocument", "SluiceKit", "TemporaryFolders"]),
        Room("SluiceDocumentTests", kind: .tests, uses: ["SluiceDocument"]),
        Room(
            "SluiceFilesTests", kind: .tests,
            uses: ["CZlib", "CZstd", "SluiceFiles", "SluiceKit", "TemporaryFolders"]),
        Room(
            "SluiceHistoryTests", kind: .tests,
            uses: [
                "DataSources", "SluiceColumns", "SluiceDocument", "SluiceHistory", "SluiceKit",
                "SluiceMarket", "SluiceTestKit", "TemporaryFolders",
            ]),
        Room("SluiceHTTPTests", kind: .tests, uses: ["LoopbackServer", "SluiceHTTP"]),
        Room(
            "SluiceKitTests", kind: .tests,
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceNumerics", "SluiceTestKit"]
        ),
        Room(
            "SluiceEngineTests", kind: .tests,
            uses: [
                "Blenders", "Brokers", "CAllocations", "Calibrators", "DataSources", "Gates", "Predictors",
                "SluiceDocument", "SluiceEngine", "SluiceHistory", "SluiceJournal", "SluiceKit",
                "SluiceMarket", "SluiceNumerics", "SluicePipeline", "SluiceTestKit", "TemporaryFolders",
            ]
        ),
        Room(
            "SluiceJournalTests", kind: .tests,
            uses: [
                "CAllocations", "CPowerLoss", "SluiceJournal", "SluiceKit", "SluiceMarket",
                "TemporaryFolders",
            ]),
        Room("SluiceMarketTests", kind: .tests, uses: ["SluiceMarket"]),
        Room(
            "SluicePipelineTests", kind: .tests,
            uses: ["SluiceDocument", "SluiceKit", "SluiceMarket", "SluicePipeline", "TestPlugins"]
        ),
        Room("ModelRunnerTests", kind: .tests, uses: ["ModelRunner"]),
        Room("SluiceModelsTests", kind: .tests, uses: ["SluiceKit", "SluiceMarket", "SluiceModels"]),
        Room("SluiceNumericsTests", kind: .tests, uses: ["CAllocations", "SluiceNumerics"]),
        Room(
            "SluiceReferenceTests", kind: .tests,
            uses: [
                "SluiceDocument", "SluiceKit", "SluicePipeline", "SluiceReference",
                "SluiceYAML",
                "TestPlugins",
            ]
        ),
        Room(
            "SluiceReportTests", kind: .tests,
            uses: [
                "CAllocations", "SluiceBuiltins", "SluiceColumns", "SluiceDocument", "SluiceEngine",
                "SluiceKit",
                "SluiceMarket", "SluiceModels", "SluiceNumerics", "SluicePipeline", "SluiceReport",
                "SluiceTestKit", "TemporaryFolders",
            ]),
        Room(
            "SluiceSweepTests", kind: .tests,
            uses: [
                "SluiceBuiltins", "SluiceDocument", "SluiceEngine", "SluiceKit", "SluiceMarket",
                "SluiceNumerics", "SluicePipeline", "SluiceReport", "SluiceSweep", "SluiceTestKit",
                "TemporaryFolders",
            ]),
        Room(
            "SluiceTestKitTests", kind: .tests,
            uses: ["CAllocations", "SluiceDocument", "SluiceKit", "SluiceMarket", "SluiceTestKit"]
        ),
        Room("SluiceYAMLTests", kind: .tests, uses: ["SluiceDocument", "SluiceYAML"]),
        Room(
            "SimulationTests", kind: .tests,
            uses: ["Simulation", "SluiceEngine", "SluiceJournal", "SluiceKit", "SluiceMarket"]),
        Room("VectorRunnerTests", kind: .tests, uses: ["VectorRunner"]),
        Room(
            "StillCycleTests", kind: .tests,
            uses: [
                "SluiceBuiltins", "SluiceColumns", "SluiceDocument", "SluiceEngine", "SluiceHistory",
                "SluiceKit", "SluiceMarket", "SluicePipeline", "SluiceReport", "SluiceTestKit",
                "TemporaryFolders",
            ]),
        Room(
            "webhook-receiver", at: "Tests/Support/WebhookReceiver", kind: .program,
            uses: ["LoopbackServer"]),
        Room(
            "portfolio-numbers", at: "Tests/Conformance/portfolios/PortfolioNumbers", kind: .program,
            uses: ["SluiceNumerics"]),
        Room(
            "selection-numbers", at: "Tests/Conformance/selection/SelectionNumbers", kind: .program,
            uses: ["SluiceNumerics"]),
        Room(
            "sweep-pages", at: "Tests/Conformance/report/SweepPages", kind: .program, uses: ["SluiceReport"]),
        Room(
            "yaml-trees", at: "Tests/Conformance/yaml/YAMLTrees", kind: .program,
            uses: ["SluiceDocument", "SluiceYAML"]),
    ],
]

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let products: [Product] = [
    .executable(name: "sluice", targets: ["sluice"]),
    .executable(name: "vector-runner", targets: ["VectorRunner"]),
    .executable(name: "simulation-runner", targets: ["Simulation"]),
    .library(
        name: "SluiceKit", targets: ["SluiceDocument", "SluiceMarket", "SluiceNumerics", "SluiceKit"]),
    .library(name: "SluiceProgram", targets: ["SluiceCLI", "SluiceBuiltins"]),
    .library(name: "SluiceFiles", targets: ["SluiceFiles", "SluiceHTTP"]),
    .library(name: "SluiceEngine", targets: ["SluiceJournal", "SluicePipeline", "SluiceEngine"]),
    .library(name: "SluiceModels", targets: ["SluiceModels"]),
    .library(name: "SluiceTestKit", targets: ["SluiceTestKit"]),
    .library(name: "CAllocations", targets: ["CAllocations"]),
]

/// Set for the build that counts allocations with optimization: whatever counts none is left out, and takes no time.
let isCounting = Context.environment["SLUICE_COUNTING"] != nil

let package = Package(
    name: "sluice",
    products: isCounting ? [] : products,
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: targets(of: isCounting ? counting(house) : house),
    swiftLanguageModes: [.v6]
)

// MARK: - How the house is checked

struct Room {
    enum Kind {
        case library
        case program
        case tests
        /// A module map over a system library; `link` is its pkg-config name.
        case system(pkgConfig: String, apt: String)
        /// A small C target of ours that links a system library.
        case c(link: String?)
    }

    var name: String
    var path: String?
    var kind: Kind
    var uses: [String]
    var packages: [Target.Dependency]
    var resources: [Resource]
    /// What lies in its folder and is no source, such as snapshots that tests read by their path.
    var exclude: [String]

    init(
        _ name: String,
        at path: String? = nil,
        kind: Kind = .library,
        uses: [String] = [],
        packages: [Target.Dependency] = [],
        resources: [Resource] = [],
        exclude: [String] = []
    ) {
        (self.name, self.path, self.kind, self.uses) = (name, path, kind, uses)
        (self.packages, self.resources, self.exclude) = (packages, resources, exclude)
    }
}

/// The rooms whose tests count allocations, and those that they use.
func counting(_ house: [[Room]]) -> [[Room]] {
    var wanted: Set<String> = []
    for room in house.joined() {
        if case .tests = room.kind, room.uses.contains("CAllocations") { wanted.insert(room.name) }
    }
    for room in house.reversed().joined() where wanted.contains(room.name) { wanted.formUnion(room.uses) }
    return house.map { $0.filter { wanted.contains($0.name) } }
}

func targets(of house: [[Room]]) -> [Target] {
    var below: Set<String> = []
    var targets: [Target] = []
    for (number, floor) in house.enumerated() {
        for room in floor {
            if let upward = room.uses.first(where: { !below.contains($0) }) {
                print(
                    "Package.swift: floor \(number): \(room.name) may not use \(upward), which is on no lower floor"
                )
                exit(1)
            }
            targets.append(room.target)
        }
        below.formUnion(floor.map(\.name))
    }
    return targets
}

extension Room {
    var target: Target {
        let dependencies = uses.map { Target.Dependency.target(name: $0) } + packages
        // libm is not linked by itself when nothing imports Glibc.
        let math: [LinkerSetting] = [.linkedLibrary("m")]
        return switch kind {
        case .system(let pkgConfig, let apt):
            .systemLibrary(name: name, path: path, pkgConfig: pkgConfig, providers: [.apt([apt])])
        case .c(let link):
            .target(name: name, path: path, linkerSettings: link.map { [.linkedLibrary($0)] } ?? [])
        case .library:
            .target(
                name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
                swiftSettings: strict, linkerSettings: math
            )
        case .program:
            .executableTarget(
                name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
                swiftSettings: strict, linkerSettings: math
            )
        case .tests:
            .testTarget(
                name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
                swiftSettings: strict, linkerSettings: math
            )
        }
    }
}
