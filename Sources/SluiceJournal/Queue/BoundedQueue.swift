import Glibc

/// Hands values from one thread to another, in order, up to a number of them.
///
/// Its memory is taken when it is made. A value taken by the other thread counts as waiting until that thread says that
/// it is done with it.
final class BoundedQueue<Element>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var slots: [Element?]
    private var first = 0
    private var count = 0
    private var added: UInt64 = 0
    private var done: UInt64 = 0
    private var isClosed = false

    init(capacity: Int) {
        slots = Array(repeating: nil, count: max(capacity, 1))
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        changed.deallocate()
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Adds a value; waits for room when it may.
    /// - Returns: The number of the value, from 1; nil when there is no room, or the queue is closed.
    func put(_ element: Element, waits: Bool) -> UInt64? {
        locked {
            while waits, count == slots.count, !isClosed { pthread_cond_wait(changed, mutex) }
            guard count < slots.count, !isClosed else { return nil }
            slots[(first + count) % slots.count] = element
            count += 1
            added += 1
            pthread_cond_broadcast(changed)
            return added
        }
    }

    /// The next value, which it waits for; nil once the queue is closed and empty.
    func take() -> Element? {
        locked {
            while count == 0, !isClosed { pthread_cond_wait(changed, mutex) }
            guard count > 0 else { return nil }
            let element = slots[first]
            slots[first] = nil
            first = (first + 1) % slots.count
            count -= 1
            pthread_cond_broadcast(changed)
            return element
        }
    }

    /// Says that the value taken last is done with.
    func finish() {
        locked {
            done += 1
            pthread_cond_broadcast(changed)
        }
    }

    /// Waits until a value is done with.
    func wait(for number: UInt64) {
        locked { while done < number { pthread_cond_wait(changed, mutex) } }
    }

    /// Waits until all values are done with.
    func waitForAll() { wait(for: locked { added }) }

    /// Takes no more values; those that are there are still taken out.
    func close() {
        locked {
            isClosed = true
            pthread_cond_broadcast(changed)
        }
    }
}
