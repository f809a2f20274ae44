import SluiceModels
import Testing

/// Small files that ask for much: they are refused before the room is taken.
@Suite struct HostileFileTests {
    /// A field of a Protocol Buffers message that holds bytes.
    private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var length = bytes.count
        var head: [UInt8] = [number << 3 | 2]
        while length >= 0x80 {
            head.append(UInt8(length & 0x7F) | 0x80)
            length >>= 7
        }
        return head + [UInt8(length)] + bytes
    }

    private func field(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    /// A graph that joins a row of four numbers with itself, and the result with itself, so many times.
    private func doubling(_ times: Int) -> [UInt8] {
        func value(_ name: String, width: UInt8) -> [UInt8] {
            let shape = field(1, [8, 1]) + field(1, [8, width])
            return field(1, name) + field(2, field(1, [8, 1] + field(2, shape)))
        }
        let nodes = (0..<times).flatMap { number in
            field(
                1,
                field(1, "v\(number)") + field(1, "v\(number)") + field(2, "v\(number + 1)")
                    + field(4, "Concat"))
        }
        let graph = nodes + field(11, value("v0", width: 4)) + field(12, value("v\(times)", width: 4))
        return [8, 8] + field(7, graph)
    }

    @Test func `a graph that doubles its numbers is refused before they are a million`() throws {
        #expect(try ModelSamples.model(doubling(3))([1, 2, 3, 4]).count == 32)
        let error = #expect(throws: ModelError.self) { try ModelSamples.model(doubling(40)) }
        #expect(error?.code == .tooLarge, "\(error?.description ?? "")")
    }

    @Test func `a graph that runs in a circle is refused`() throws {
        // The value that the first node takes is the one that the last gives.
        let sound = doubling(2)
        let circle = sound.replacing(Array("v0".utf8), with: Array("v2".utf8), maxReplacements: 2)
        #expect(circle.count == sound.count)
        let error = #expect(throws: ModelError.self) { try ModelSamples.model(circle) }
        #expect(error?.code == .tooLarge, "\(error?.description ?? "")")
    }

    @Test(arguments: ["Z", "N", "T", "F"])
    func `a list whose elements have no bytes is refused`(type: Character) throws {
        // {"learner": a list of 100 elements of one type}
        let text = "{U\u{7}learner[$\(type)#U\u{64}}"
        let error = #expect(throws: ModelError.self) { try ModelSamples.ubjson(Array(text.utf8)) }
        #expect(error?.description.contains("without bytes") == true, "\(error?.description ?? "")")
    }

    @Test func `sets of categories that ask for gigabytes are refused`() throws {
        let tree = """
            {"left_children":[1,-1,-1],"right_children":[2,0,0],"split_indices":[0,0,0],"split_type":[1,0,0],
             "split_conditions":[0,1,2],"default_left":[0,0,0],"categories":[1048575],"categories_nodes":[0],
             "categories_segments":[0],"categories_sizes":[1],"tree_param":{}}
            """
        func file(_ count: Int) -> [UInt8] {
            let trees = Array(repeating: tree, count: count).joined(separator: ",")
            let info = Array(repeating: "0", count: count).joined(separator: ",")
            return Array(
                """
                {"learner":{"learner_model_param":{"base_score":"0","num_feature":"1"},
                 "objective":{"name":"reg:squarederror"},
                 "gradient_booster":{"name":"gbtree","model":{"tree_info":[\(info)],"trees":[\(trees)]}}}}
                """.utf8)
        }
        #expect(try ModelSamples.model(file(2))([1_048_575]) == [4])
        let error = #expect(throws: ModelError.self) { try ModelSamples.model(file(520)) }
        #expect(error?.code == .tooLarge, "\(error?.description ?? "")")
    }

    @Test func `leaves that share their numbers are refused before they are gigabytes`() throws {
        /// A tree of as many splits in a row, each leaf of which has the first of the lists of numbers.
        func file(_ splits: Int, width: Int) -> [UInt8] {
            func list(_ number: (Int) -> Int) -> String {
                (0..<2 * splits + 1).map { "\(number($0))" }.joined(separator: ",")
            }
            let isLeaf = { $0 % 2 == 1 || $0 == 2 * splits }
            let tree = """
                {"left_children":[\(list { isLeaf($0) ? -1 : $0 + 1 })],
                 "right_children":[\(list { isLeaf($0) ? 0 : $0 + 2 })],"split_indices":[\(list { _ in 0 })],
                 "split_conditions":[\(list { $0 })],"default_left":[\(list { _ in 0 })],
                 "leaf_weights":[\((0..<width).map { "\($0)" }.joined(separator: ","))],
                 "tree_param":{"size_leaf_vector":"\(width)"}}
                """
            return Array(
                """
                {"learner":{"learner_model_param":{"base_score":"0","num_feature":"1","num_target":"\(width)"},
                 "objective":{"name":"reg:squarederror"},
                 "gradient_booster":{"name":"gbtree","model":{"tree_info":[0],"trees":[\(tree)]}}}}
                """.utf8)
        }
        #expect(try ModelSamples.model(file(20, width: 3))([7]) == [0, 1, 2])
        let error = #expect(throws: ModelError.self) { try ModelSamples.model(file(7_000, width: 10_000)) }
        #expect(error?.code == .tooLarge, "\(error?.description ?? "")")
    }
}
