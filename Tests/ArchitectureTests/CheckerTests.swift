import Testing

/// The checks themselves, on texts with a fault planted in them.
@Suite struct CheckerTests {
    @Test func `rooms are read from the table`() {
        let manifest = """
            let house: [[Room]] = [
                [
                    Room("CYAML", kind: .system(pkgConfig: "yaml-0.1", apt: "libyaml-dev")),
                    Room("Plain"),
                    Room(
                        "Gates", at: "Plugins/Gates",
                        uses: [
                            "Plain", "Other",
                        ],
                        packages: [.product(name: "X", package: "x")]),
                    Room("GatesTests", kind: .tests, uses: ["Gates"]),
                ]
            ]
            let strict = 1
            struct Room { init(_ name: String) {} }
            let more = Room("Later")
            """
        #expect(
            Room.rooms(in: manifest) == [
                Room(name: "CYAML", folder: "Sources/CYAML", kind: "system", uses: []),
                Room(name: "Plain", folder: "Sources/Plain", kind: "library", uses: []),
                Room(name: "Gates", folder: "Plugins/Gates", kind: "library", uses: ["Plain", "Other"]),
                Room(name: "GatesTests", folder: "Tests/GatesTests", kind: "tests", uses: ["Gates"]),
            ])
    }

    @Test func `imports are read in all their forms`() {
        let text = SourceText(
            "A.swift",
            """
            import A
            public import B
            @preconcurrency import C
            @testable package import D
            import struct E.Part
            import F.Sub
            // import G
            let x = "import H"
            """)
        #expect(text.imports == ["A", "B", "C", "D", "E", "F"])
    }

    @Test func `functions are measured from their first line to their last`() {
        let text = SourceText(
            "A.swift",
            """
            protocol P {
                func required(_ a: Int)
                func other()
            }
            struct S {
                public static func long(
                    _ a: Int
                ) -> Int {
                    if a > 0 {
                        return 1
                    }
                    return 2
                }
                func short() -> Int { 1 }
                init?(_ a: Int) {
                    nil
                }
                let function = 3
            }
            """)
        #expect(text.functions == [FunctionText(line: 6, length: 8), FunctionText(line: 15, length: 3)])
    }

    @Test func `a public declaration without a comment is found`() {
        let text = SourceText(
            "A.swift",
            """
            public import B
            /// Said.
            public struct S {
                /// Said.
                @inlinable
                public var a: Int { 1 }
                public var b: Int { 1 }
                @inlinable public func c() {}
                // Not said.
                public init() {}
                public static func == (l: S, r: S) -> Bool { true }
            }
            extension S: P {
                public func d() {}
            }
            extension S {
                public func e() {}
            }
            struct Inner {
                public func f() {}
            }
            public enum E {}
            public struct Settings {
                @Setting(
                    in: 0...1, help: "Said.")
                public var g = 0
                public var h = 0
            }
            """)
        #expect(text.undocumented == [7, 8, 10, 17, 22, 23, 27])
    }

    @Test func `banned words are found in code, and not in comments`() {
        let ban = BanTests.Ban(words: ["Date()"], allowed: ["Sources/Clock/"], instead: "the clock")
        let text = """
            let a = Date()
            let b = 1 // Date()
            /// Date()
            let c = "http://x" + Date()
            """
        #expect(ban.breaches(in: SourceText("Sources/A.swift", text)) == [1, 4])
        #expect(ban.breaches(in: SourceText("Sources/Clock/A.swift", text)) == [])
        #expect(SourceText("A.swift", text).lines(saying: "Date()", inComments: true) == [1, 2, 3, 4])
    }

    @Test func `a type named after nothing is found`() {
        let text = SourceText("A.swift", "final class OrderThing: X {}\nlet x = OrderThing()")
        #expect(text.declares(typeEndingIn: "Thing", line: 1))
        #expect(!text.declares(typeEndingIn: "Thing", line: 2))
    }

    @Test func `lines are counted as an editor does`() {
        #expect(SourceText("Folder/A+B.swift", "a\nb\n").lineCount == 2)
        #expect(SourceText("Folder/A+B.swift", "a\nb").lineCount == 2)
        #expect(SourceText("Folder/A+B.swift", "a").name == "A+B")
    }
}
