// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that measuring needs nothing that the product does not.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "sluice", path: "..")],
    targets: [
        .executableTarget(
            name: "Bench",
            dependencies: [
                .product(name: "SluiceKit", package: "sluice"),
                .product(name: "SluiceProgram", package: "sluice"),
                .product(name: "SluiceEngine", package: "sluice"),
                .product(name: "SluiceFiles", package: "sluice"),
                .product(name: "CAllocations", package: "sluice"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        ),
        .executableTarget(
            name: "ModelBench", dependencies: [.product(name: "SluiceModels", package: "sluice")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
