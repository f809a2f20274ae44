import SluiceKit
import SluiceMarket
import Testing

@Suite struct RetryPolicyTests {
    @Test(arguments: zip([0, 1, 2, 3, 6, 7, 2_000, .max], [0, 1, 2, 4, 32, 60, 60, 60]))
    func `the ceiling doubles up to the maximum`(attempt: Int, seconds: Int) {
        #expect(RetryPolicy().ceiling(attempt: attempt) == .seconds(seconds))
    }

    @Test func `a wait is drawn from the whole range below the ceiling`() throws {
        let policy = RetryPolicy(maxAttempts: 100)
        var dice = Dice(seed: 7)
        var waits: [Double] = []
        for _ in 0..<1_000 { waits.append(try #require(policy.delay(attempt: 4, using: &dice)).seconds) }
        #expect(waits.allSatisfy { (0..<8).contains($0) })
        // Of a thousand even draws the least and the most are within a tenth of the ends.
        #expect(try #require(waits.min()) < 0.8)
        #expect(try #require(waits.max()) > 7.2)
        #expect(abs(waits.reduce(0, +) / 1_000 - 4) < 0.3)
    }

    @Test func `the same dice draw the same wait`() {
        var one = Dice(seed: 1)
        var other = Dice(seed: 1)
        #expect(
            RetryPolicy().delay(attempt: 3, using: &one) == RetryPolicy().delay(attempt: 3, using: &other))
    }

    @Test func `what the server asks for is the least wait, up to a cap`() {
        var low = Constant(word: 0)
        var high = Constant(word: .max)
        let policy = RetryPolicy(longestRetryAfter: .seconds(30))
        #expect(policy.delay(attempt: 1, using: &low) == .zero)
        #expect(policy.delay(attempt: 1, retryAfter: .seconds(2), using: &low) == .seconds(2))
        #expect(policy.delay(attempt: 1, retryAfter: .hours(2), using: &low) == .seconds(30))
        #expect(policy.delay(attempt: 1, retryAfter: .seconds(-5), using: &low) == .zero)
        let drawn = policy.delay(attempt: 4, retryAfter: .seconds(2), using: &high)
        #expect(drawn == policy.delay(attempt: 4, using: &high))
        #expect(drawn.map { $0 > .seconds(7) && $0 < .seconds(8) } == true)
    }

    @Test func `it gives up after the last try`() {
        var dice = Dice(seed: 1)
        let policy = RetryPolicy(maxAttempts: 3)
        #expect(policy.delay(attempt: 2, using: &dice) != nil)
        #expect(policy.delay(attempt: 3, using: &dice) == nil)
        #expect(RetryPolicy(maxAttempts: 0).delay(attempt: 1, using: &dice) == nil)
    }

    @Test func `it gives up when the next try would begin too late`() {
        var dice = Constant(word: 0)
        let policy = RetryPolicy(giveUpAfter: .seconds(10))
        #expect(
            policy.delay(attempt: 1, elapsed: .seconds(8), retryAfter: .seconds(2), using: &dice)
                == .seconds(2))
        #expect(policy.delay(attempt: 1, elapsed: .seconds(9), retryAfter: .seconds(2), using: &dice) == nil)
    }

    @Test(arguments: [
        RetryPolicy(initial: .longest, maximum: .longest), RetryPolicy(initial: .zero),
        RetryPolicy(initial: .seconds(-1)), RetryPolicy(multiplier: .nan), RetryPolicy(multiplier: -3),
        RetryPolicy(multiplier: .infinity), RetryPolicy(maximum: .zero), RetryPolicy(maximum: .seconds(-1)),
    ])
    func `odd settings do not crash`(policy: RetryPolicy) throws {
        var dice = Constant(word: .max)
        for attempt in [Int.min, -1, 0, 1, 2, 3] {
            #expect(policy.ceiling(attempt: attempt) <= max(policy.maximum, .zero))
            if let delay = policy.delay(attempt: attempt, using: &dice) { #expect(delay >= .zero) }
        }
    }

    @Test func `statuses that may change are retried`() {
        let retried = (100..<700).filter { RetryPolicy.isRetried(status: $0) }
        #expect(retried == [408, 425, 429] + Array(500...599))
    }
}

/// Dice that always fall the same way.
private struct Constant: RandomNumberGenerator {
    let word: UInt64

    func next() -> UInt64 { word }
}
