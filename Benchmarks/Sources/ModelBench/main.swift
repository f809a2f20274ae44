import Glibc
import SluiceModels

/// Compiled forests beside the libraries that trained them: `ModelBench FOLDER PEERS.so`, started by `peers/models/run`.
///
/// Each line of FOLDER/cases is a model's file, its rows, and the peers as `kind=library=file`. All take turns; the least
/// processor time of many counts.
typealias Open =
    @convention(c) (
        UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>, Int32
    ) -> OpaquePointer?
typealias Run =
    @convention(c) (
        OpaquePointer, UnsafePointer<Double>, UnsafePointer<Float>, Int32, Int32, UnsafeMutablePointer<Double>
    ) -> Void

struct BenchError: Error { let what: String }

func bytes(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw BenchError(what: "no \(path)") }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    _ = fread(&bytes, 1, bytes.count, file)
    return bytes
}

/// Nanoseconds of processor time.
func time() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

struct Runner {
    let name: String
    let run: (_ first: Int, _ count: Int, _ batch: Int, UnsafeMutablePointer<Double>) -> Void
}

func microseconds(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

struct Case {
    let name: String
    let runners: [Runner]
    let count: Int

    func compare() {
        var wanted: [Double] = []
        for batch in [1, 100, 500, count] {
            var least = Array(repeating: Double.infinity, count: runners.count)
            var results = Array(repeating: Array(repeating: 0.0, count: count), count: runners.count)
            for _ in 0..<rounds {
                for (index, runner) in runners.enumerated() {
                    results[index].withUnsafeMutableBufferPointer { out in
                        guard let out = out.baseAddress else { return }
                        let began = time()
                        runner.run(0, count, batch, out)
                        least[index] = min(least[index], (time() - began) / 1_000 / Double(count))
                    }
                }
            }
            if batch == 1 { wanted = results[0] }
            report("batch of \(batch)", least, results.map { own in zip(own, wanted).count { $0 != $1 } })
        }
        let cold = flushed()
        report("one row after 4 MB of other work, least tenth", cold.map { $0[$0.count / 10] }, nil)
        report("one row after 4 MB of other work, median", cold.map { $0[$0.count / 2] }, nil)
    }

    private func report(_ what: String, _ times: [Double], _ differ: [Int]?) {
        let parts = runners.indices.map { index in
            let ratio = index == 0 ? "" : " (x\(microseconds(times[index] / times[0])))"
            let note = differ.map { $0[index] > 0 && index > 0 ? " \($0[index]) differ" : "" } ?? ""
            return "\(runners[index].name) \(microseconds(times[index]))\(ratio)\(note)"
        }
        print("  \(what), us a row: " + parts.joined(separator: ", "))
        fflush(nil)
    }

    /// By runner the sorted times of a row whose tables have left the caches nearest to the processor; all take
    /// turns of 100 rows.
    private func flushed() -> [[Double]] {
        var other = [UInt64](repeating: 1, count: (4 << 20) / 8)
        var result = 0.0
        var times = runners.map { _ in [Double]() }
        for turn in 0..<10 {
            for (number, runner) in runners.enumerated() {
                for row in 0..<100 {
                    for index in stride(from: 0, to: other.count, by: 8) { other[index] &+= UInt64(row) }
                    let began = time()
                    runner.run(100 * turn + row, 1, 1, &result)
                    times[number].append((time() - began) / 1_000)
                }
            }
        }
        return times.map { $0.sorted() }
    }
}

let rounds = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 15 : 15
let folder = CommandLine.arguments[1]
guard let library = dlopen(CommandLine.arguments[2], RTLD_NOW), let open = dlsym(library, "peer_open"),
    let run = dlsym(library, "peer_run")
else { throw BenchError(what: "no peers") }
let openPeer = unsafeBitCast(open, to: Open.self)
let runPeer = unsafeBitCast(run, to: Run.self)

for line in String(decoding: try bytes("\(folder)/cases"), as: UTF8.self).split(separator: "\n") {
    let words = line.split(separator: " ").map(String.init)
    let file = try bytes("\(folder)/\(words[0])")
    let began = time()
    let model = try file.withUnsafeBufferPointer { try ModelFile.read($0) }
    print("\(words[0]), read in \(microseconds((time() - began) / 1e6)) ms")
    let features = model.sums.features
    let raw = try bytes("\(folder)/\(words[1])")
    let rows = UnsafeMutablePointer<Double>.allocate(capacity: raw.count / 8)
    let singles = UnsafeMutablePointer<Float>.allocate(capacity: raw.count / 8)
    raw.withUnsafeBytes {
        UnsafeMutableRawPointer(rows).copyMemory(
            from: $0.baseAddress ?? UnsafeRawPointer(rows), byteCount: $0.count)
    }
    for index in 0..<raw.count / 8 { singles[index] = Float(rows[index]) }
    var runners = [
        Runner(name: "Sluice") { first, count, batch, out in
            for start in stride(from: 0, to: count, by: batch) {
                model.sums.evaluate(rows + (first + start) * features, count: batch, into: out + start)
            }
        }
    ]
    for peer in words.dropFirst(2) {
        let parts = peer.split(separator: "=").map(String.init)
        guard let opened = openPeer(parts[0], parts[1], "\(folder)/\(parts[2])", Int32(features)) else {
            continue
        }
        runners.append(
            Runner(name: parts[0]) { first, count, batch, out in
                runPeer(
                    opened, rows + first * features, singles + first * features, Int32(count), Int32(batch),
                    out)
            })
    }
    Case(name: words[0], runners: runners, count: raw.count / 8 / features).compare()
}
