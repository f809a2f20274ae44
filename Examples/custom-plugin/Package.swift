// swift-tools-version: 6.2
import PackageDescription

// A package of your own: the gate, the program that knows it beside the built-in plugins, and its test.
let package = Package(
    name: "custom-plugin",
    dependencies: [
        .package(name: "sluice", path: "../..")
    ],
    targets: [
        .target(
            name: "DeskPlugins",
            dependencies: [.product(name: "SluiceKit", package: "sluice")]
        ),
        .executableTarget(
            name: "desk",
            dependencies: ["DeskPlugins", .product(name: "SluiceProgram", package: "sluice")]
        ),
        .testTarget(
            name: "DeskPluginsTests",
            dependencies: [
                "DeskPlugins",
                .product(name: "CAllocations", package: "sluice"),
                .product(name: "SluiceTestKit", package: "sluice"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
